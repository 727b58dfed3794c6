"""Tells letters by the order of glyph numbers, which often is that of Unicode, with gaps."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# How often, before a font is looked at, the next glyph is the letter exactly as far on, one
# farther or less far on in the alphabet, or any letter. Each font shows its own shares.
_SHARES = (0.4, 0.3, 0.3)
_ROUNDS = 4
# A letter farther on than this is no longer near.
_NEAR = 20
# No share sinks below this: a font of few glyphs shows little.
_LEAST = 0.02
_FLOOR = 1e-12


def weigh_by_order(scores: Floats, numbers: Sequence[int], letters: str) -> Floats:
    """Add to the scores of glyphs what the order of their numbers tells.

    Args:
        scores: logarithms of likelihoods, glyphs by letters, sorted by number.
        numbers: the glyphs' numbers.
        letters: what the columns mean.

    Returns:
        Logarithms of the letters' probabilities for each glyph.
    """
    codes = tuple(map(ord, letters))
    likely = np.maximum(np.exp(scores - scores.max(axis=1, keepdims=True)), _FLOOR)
    steps = [after - before for before, after in pairwise(numbers)]
    shares = np.array(_SHARES)
    probable = likely / likely.sum(axis=1, keepdims=True)
    for _ in range(_ROUNDS):
        probable, used = _forward_backward(likely, steps, shares, codes)
        if not len(used):
            break
        shares = np.maximum((used.sum(axis=0) + 1.0) / (len(used) + 3.0), _LEAST)
        shares /= shares.sum()
    return np.asarray(np.log(np.maximum(probable, _FLOOR)))


@lru_cache(maxsize=64)
def _kinds(step: int, codes: tuple[int, ...]) -> Floats:
    """Return, for a step of numbers, the letters' probabilities by each of the three kinds."""
    away = np.subtract.outer(np.array(codes), np.array(codes)).T
    exact = (away == step).astype(np.float64)
    near = np.where((away > 0) & (away <= _NEAR), np.exp(-0.3 * np.maximum(away - 1, 0)), 0.0)
    near /= np.maximum(near.sum(axis=1, keepdims=True), 1e-9)
    anywhere = np.full_like(near, 1 / len(codes))
    return np.stack((exact, near, anywhere))


def _forward_backward(
    likely: Floats, steps: Sequence[int], shares: Floats, codes: tuple[int, ...]
) -> tuple[Floats, Floats]:
    count = len(likely)
    forward = np.empty_like(likely)
    forward[0] = likely[0] / likely[0].sum()
    moves = [np.tensordot(shares, _kinds(min(step, 200), codes), axes=1) for step in steps]
    for index, move in enumerate(moves):
        here = (forward[index] @ move) * likely[index + 1]
        forward[index + 1] = here / max(here.sum(), 1e-300)
    backward = np.ones_like(likely)
    used = np.zeros((max(count - 1, 0), 3))
    for index in range(count - 2, -1, -1):
        ahead = likely[index + 1] * backward[index + 1]
        for kind, part in enumerate(_kinds(min(steps[index], 200), codes)):
            used[index, kind] = shares[kind] * (forward[index] @ part @ ahead)
        used[index] /= max(used[index].sum(), 1e-300)
        back = moves[index] @ ahead
        backward[index] = back / max(back.max(), 1e-300)
    probable = forward * backward
    return probable / np.maximum(probable.sum(axis=1, keepdims=True), 1e-300), used
