"""Chooses letters so that the text of the sampled pages makes the best Thai."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ita_parse.extraction.decipher.evidence import STRANGE, Evidence, Key, alike
from ita_parse.extraction.decipher.language import (
    FIRST_THAI,
    SPACE,
    UNKNOWN,
    load_triples,
    symbol,
)
from ita_parse.extraction.decipher.samples import Sample

_ROUNDS = 4
_CANDIDATES = 40
# Letters less probable than the best by more than this are not tried.
_FARTHEST = 30.0
# The same word again tells nothing new: a glyph's text counts as if it stood in no more words than
# this, and each counts half, since its letters aren't independent.
_MOST_WORDS = 10.0
_TEXT_WEIGHT = 0.5
_MOST_PLACES = 400

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Answer:
    """The letter chosen for an outline, and by how much it beats the next one (logarithm)."""

    letter: str
    margin: float


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a font's Thai letters follow what stands before them: mean logarithm, and count."""

    mean: float
    count: int


class _Text:
    """The sampled text as symbols, and where each outline stands in it."""

    def __init__(self, symbols: list[int], owners: list[int]) -> None:
        self.symbols = np.array(symbols, dtype=np.int64)
        owned = np.array(owners, dtype=np.int64)
        order = np.argsort(owned, kind="stable")
        ends = np.searchsorted(owned[order], np.arange(owned.max(initial=-1) + 2))
        self._places = [order[a:b] for a, b in pairwise(ends)]

    def places(self, outline: int) -> Numbers:
        return self._places[outline] if outline < len(self._places) else np.zeros(0, np.int64)


def solve(evidence: Evidence, sample: Sample, said: Mapping[Key, str]) -> list[Answer | None]:
    """Choose a letter for each outline; None for those that are no known letter's.

    Args:
        evidence: what speaks for the letters but the text.
        sample: the text.
        said: what the document says of codes, for those without an outline.
    """
    triples = load_triples()
    kinds = np.array([symbol(letter) for letter in evidence.letters])
    chosen = evidence.total.argmax(axis=1)
    strange = (evidence.strangeness > STRANGE) & (evidence.total.max(axis=1) < -0.1)
    text = _text(evidence, sample, said)
    for outline in range(len(chosen)):
        text.symbols[text.places(outline)] = UNKNOWN if strange[outline] else kinds[chosen[outline]]
    margins = np.zeros(len(chosen))
    for _ in range(_ROUNDS):
        before = chosen.copy()
        for outline in np.argsort(_margins(evidence.total)):
            if not strange[outline]:
                chosen[outline], margins[outline] = _choose(
                    evidence, int(outline), text, triples, kinds
                )
        if (before == chosen).all():
            break
    return [
        None if strange[outline] else Answer(evidence.letters[letter], float(margins[outline]))
        for outline, letter in enumerate(chosen)
    ]


def rate(
    evidence: Evidence, sample: Sample, said: Mapping[Key, str], answers: Sequence[Answer | None]
) -> dict[int, Fit]:
    """Tell how well each font's Thai letters make Thai text, as they were chosen."""
    triples = load_triples()
    kinds = [UNKNOWN if answer is None else symbol(answer.letter) for answer in answers]
    symbols, owners, fonts = _read(evidence, sample, said)
    chosen = np.array(
        [kinds[owner] if owner >= 0 else own for own, owner in zip(symbols, owners, strict=True)]
    )
    logs = triples[chosen[:-2], chosen[1:-1], chosen[2:]]
    out: dict[int, Fit] = {}
    thai = (chosen[2:] >= FIRST_THAI) & (np.array(owners[2:]) >= 0)
    of = np.array(fonts[2:])
    for font in np.unique(of[thai]):
        mine = thai & (of == font)
        out[int(font)] = Fit(float(logs[mine].mean()), int(mine.sum()))
    return out


def _text(evidence: Evidence, sample: Sample, said: Mapping[Key, str]) -> _Text:
    symbols, owners, _ = _read(evidence, sample, said)
    return _Text(symbols, owners)


def _read(
    evidence: Evidence, sample: Sample, said: Mapping[Key, str]
) -> tuple[list[int], list[int], list[int]]:
    """Read the sample as symbols, outlines (-1 for none) and fonts (0 for none)."""
    symbols, owners, fonts = [SPACE, SPACE], [-1, -1], [0, 0]
    for page in sample.pages:
        for drawn in page:
            if drawn.parted:
                symbols.append(SPACE)
                owners.append(-1)
                fonts.append(0)
            key = (drawn.font, drawn.code)
            owner = evidence.index.get(key, -1)
            letter = chr(drawn.code) if not drawn.font else said.get(key, " ")
            symbols.append(UNKNOWN if owner >= 0 else symbol(letter[:1] or " "))
            owners.append(owner)
            fonts.append(drawn.font)
        symbols += [SPACE, SPACE]
        owners += [-1, -1]
        fonts += [0, 0]
    return symbols, owners, fonts


def _margins(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    ranked = np.sort(scores, axis=1)
    return np.asarray(ranked[:, -1] - ranked[:, -2])


def _choose(
    evidence: Evidence, outline: int, text: _Text, triples: NDArray[np.float32], kinds: Numbers
) -> tuple[int, float]:
    scores = evidence.total[outline]
    ranked = np.argsort(-scores)[:_CANDIDATES]
    ranked = ranked[scores[ranked] > scores[ranked[0]] - _FARTHEST]
    places = text.places(outline)
    if len(places) > _MOST_PLACES:
        places = places[:: len(places) // _MOST_PLACES + 1]
    ends = np.unique(np.concatenate((places, places + 1, places + 2)))
    ends = ends[(ends > 1) & (ends < len(text.symbols))]
    weight = _TEXT_WEIGHT * min(len(places), _MOST_WORDS) / max(len(places), 1)
    mine = text.places(outline)
    totals = []
    for column in ranked:
        text.symbols[mine] = kinds[column]
        here = text.symbols
        fits = triples[here[ends - 2], here[ends - 1], here[ends]].sum()
        totals.append(float(scores[column]) + weight * float(fits))
    best = int(np.argmax(totals))
    letter = evidence.letters[ranked[best]]
    text.symbols[mine] = kinds[ranked[best]]
    # Dashes and quotes of several kinds look the same and mean the same.
    others = [
        total
        for column, total in zip(ranked, totals, strict=True)
        if evidence.letters[column] not in alike(letter)
    ]
    return int(ranked[best]), totals[best] - max(others, default=totals[best] - _FARTHEST)
