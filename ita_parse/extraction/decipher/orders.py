"""Tells letters by the order of glyph numbers, which often is that of Unicode, with gaps."""

from __future__ import annotations

from collections.abc import Sequence
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
_FAR = 200
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
    codes = np.array(list(map(ord, letters)))
    likely = np.maximum(np.exp(scores - scores.max(axis=1, keepdims=True)), _FLOOR)
    steps = [min(after - before, _FAR) for before, after in pairwise(numbers)]
    shares = np.array(_SHARES)
    probable = likely / likely.sum(axis=1, keepdims=True)
    near = _near(codes)
    pairs = {step: _exact(codes, step) for step in set(steps)}
    exact = [pairs[step] for step in steps]
    for _ in range(_ROUNDS):
        probable, used = _forward_backward(likely, shares, near, exact)
        if not len(used):
            break
        shares = np.maximum((used.sum(axis=0) + 1.0) / (len(used) + 3.0), _LEAST)
        shares /= shares.sum()
    return np.asarray(np.log(np.maximum(probable, _FLOOR)))


def _near(codes: NDArray[np.int64]) -> Floats:
    """Return the letters' probabilities after each letter if the next one is near."""
    away = codes[None, :] - codes[:, None]
    near = np.where((away > 0) & (away <= _NEAR), np.exp(-0.3 * np.maximum(away - 1, 0)), 0.0)
    return np.asarray(near / np.maximum(near.sum(axis=1, keepdims=True), 1e-9))


def _exact(codes: NDArray[np.int64], step: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the pairs of letters that are exactly so far from each other."""
    before, after = np.nonzero(codes[None, :] - codes[:, None] == step)
    return before, after


def _forward_backward(
    likely: Floats,
    shares: Floats,
    near: Floats,
    exact: Sequence[tuple[NDArray[np.int64], NDArray[np.int64]]],
) -> tuple[Floats, Floats]:
    count, letters = likely.shape
    forward = np.empty_like(likely)
    forward[0] = likely[0] / likely[0].sum()
    backwards = np.ascontiguousarray(near.T)
    for index, (before, after) in enumerate(exact):
        last = forward[index]
        # einsum, since OpenBLAS would put all processors to work on this.
        here = shares[1] * np.einsum("ij,j", backwards, last)
        here += shares[2] / letters * last.sum()
        here[after] += shares[0] * last[before]
        here *= likely[index + 1]
        forward[index + 1] = here / max(here.sum(), 1e-300)
    backward = np.ones_like(likely)
    used = np.zeros((max(count - 1, 0), 3))
    for index in range(count - 2, -1, -1):
        before, after = exact[index]
        ahead = likely[index + 1] * backward[index + 1]
        last = forward[index]
        back = shares[1] * np.einsum("ij,j", near, ahead)
        anywhere = shares[2] / letters * ahead.sum()
        right = shares[0] * ahead[after]
        used[index] = (last[before] * right).sum(), (last * back).sum(), last.sum() * anywhere
        used[index] /= max(used[index].sum(), 1e-300)
        back += anywhere
        back[before] += right
        backward[index] = back / max(back.max(), 1e-300)
    probable = forward * backward
    return probable / np.maximum(probable.sum(axis=1, keepdims=True), 1e-300), used
