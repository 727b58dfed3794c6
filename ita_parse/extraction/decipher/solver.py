"""Chooses letters so that the text of the sampled pages makes the best Thai."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ita_parse.extraction.decipher.evidence import STRANGE, Evidence, alike
from ita_parse.extraction.decipher.language import (
    FIRST_THAI,
    SPACE,
    SYMBOLS,
    UNKNOWN,
    load_triples,
    symbol,
)
from ita_parse.extraction.decipher.samples import Key, Sample

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


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where an outline stands: `mine` are all its places.

    `ends` are the ends of some threes of letters that have it among them, `threes` how often its
    symbol's number goes into the number of each of these, `weight` how much they count.
    """

    mine: Numbers
    ends: Numbers
    threes: Numbers
    weight: float


class _Text:
    """The sampled text as symbols, the outlines (-1 for none) and fonts (0 for none) they have."""

    def __init__(self, evidence: Evidence, sample: Sample, said: Mapping[Key, str]) -> None:
        symbols, owners, fonts = [SPACE], [-1], [0]
        for font, code in sample.keys:
            owner = evidence.index.get((font, code), -1)
            letter = said.get((font, code), " ") if font else chr(code)
            symbols.append(UNKNOWN if owner >= 0 else symbol(letter[:1] or " "))
            owners.append(owner)
            fonts.append(font)
        rows = [np.zeros(2, np.int64)]
        for page in sample.pages:
            # Row 0 of the three lists is a space, which stands between words and pages.
            rows.append(np.insert(page.letters + 1, np.flatnonzero(page.parted), 0))
            rows.append(np.zeros(2, np.int64))
        row = np.concatenate(rows)
        self.symbols = np.array(symbols, dtype=np.int64)[row]
        self.owners = np.array(owners, dtype=np.int64)[row]
        self.fonts = np.array(fonts, dtype=object)[row]
        order = np.argsort(self.owners, kind="stable")
        count = len(evidence.total)
        bounds = np.searchsorted(self.owners[order], np.arange(count + 1))
        self.places = [order[start:end] for start, end in pairwise(bounds)]

    def spot(self, outline: int) -> _Spot:
        mine = places = self.places[outline]
        if len(places) > _MOST_PLACES:
            places = places[:: len(places) // _MOST_PLACES + 1]
        ends = np.unique(np.concatenate((places, places + 1, places + 2)))
        ends = ends[(ends > 1) & (ends < len(self.symbols))]
        is_mine = self.owners == outline
        threes = (is_mine[ends - 2] * SYMBOLS + is_mine[ends - 1]) * SYMBOLS + is_mine[ends]
        weight = _TEXT_WEIGHT * min(len(places), _MOST_WORDS) / max(len(places), 1)
        return _Spot(mine, ends, threes, weight)


def solve(evidence: Evidence, sample: Sample, said: Mapping[Key, str]) -> list[Answer | None]:
    """Choose a letter for each outline; None for those that are no known letter's.

    Args:
        evidence: what speaks for the letters but the text.
        sample: the text.
        said: what the document says of codes, for those without an outline.
    """
    triples = load_triples().ravel()
    kinds = np.array([symbol(letter) for letter in evidence.letters])
    chosen = evidence.total.argmax(axis=1)
    strange = (evidence.strangeness > STRANGE) & (evidence.total.max(axis=1) < -0.1)
    text = _Text(evidence, sample, said)
    for outline, places in enumerate(text.places):
        text.symbols[places] = UNKNOWN if strange[outline] else kinds[chosen[outline]]
    spots = [text.spot(outline) for outline in range(len(chosen))]
    first = np.argsort(_margins(evidence.total)).tolist()
    margins = np.zeros(len(chosen))
    for _ in range(_ROUNDS):
        before = chosen.copy()
        for outline in first:
            if not strange[outline]:
                chosen[outline], margins[outline] = _choose(
                    evidence, outline, text.symbols, spots[outline], triples, kinds
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
    kinds = np.array([UNKNOWN if answer is None else symbol(answer.letter) for answer in answers])
    text = _Text(evidence, sample, said)
    chosen = np.where(text.owners >= 0, kinds[text.owners], text.symbols)
    logs = triples[chosen[:-2], chosen[1:-1], chosen[2:]]
    thai = (chosen[2:] >= FIRST_THAI) & (text.owners[2:] >= 0)
    of = text.fonts[2:]
    out: dict[int, Fit] = {}
    for font in sorted(set(of[thai])):
        mine = thai & (of == font)
        out[font] = Fit(float(logs[mine].mean()), int(mine.sum()))
    return out


def _margins(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    ranked = np.sort(scores, axis=1)
    return np.asarray(ranked[:, -1] - ranked[:, -2])


def _choose(
    evidence: Evidence,
    outline: int,
    symbols: Numbers,
    spot: _Spot,
    triples: NDArray[np.float32],
    kinds: Numbers,
) -> tuple[int, float]:
    scores = evidence.total[outline]
    ranked = np.argsort(-scores)[:_CANDIDATES]
    ranked = ranked[scores[ranked] > scores[ranked[0]] - _FARTHEST]
    # Letters of one kind, as all digits are, fit as well.
    tried, kind = np.unique(kinds[ranked], return_inverse=True)
    ends = spot.ends
    symbols[spot.mine] = 0
    others = (symbols[ends - 2] * SYMBOLS + symbols[ends - 1]) * SYMBOLS + symbols[ends]
    fits = triples[others + tried[:, None] * spot.threes].sum(axis=1)
    totals = scores[ranked] + spot.weight * fits[kind].astype(np.float64)
    best = int(totals.argmax())
    letter = evidence.letters[ranked[best]]
    symbols[spot.mine] = kinds[ranked[best]]
    # Dashes and quotes of several kinds look the same and mean the same.
    same = alike(letter)
    others_best = max(
        (
            total
            for column, total in zip(ranked.tolist(), totals.tolist(), strict=True)
            if evidence.letters[column] not in same
        ),
        default=float(totals[best]) - _FARTHEST,
    )
    return int(ranked[best]), float(totals[best]) - others_best
