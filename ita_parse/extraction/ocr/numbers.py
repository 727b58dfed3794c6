"""Reads numbers and codes, a line each, from crops of scanned pages, with Thai or Arabic digits.

It says what it takes each letter for, how sure it is, and what else it may be; and it tells crops
that hold something else. NumPy is all it needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from ita_parse.extraction.ocr.ctc import Floats, make_probabilities, read_labels, weigh
from ita_parse.extraction.ocr.network import (
    ALPHABET,
    FOREIGN,
    Trained,
    count_columns,
    load_trained,
)
from ita_parse.extraction.ocr.strips import make_strip
from ita_parse.extraction.ocr.zeros import settle_zeros

# Strips are filled up to a multiple of this many columns, so that those of about the same width
# are read together, and each says the same whatever it is read with.
_WIDTH_STEP = 16
_BATCH = 16
# Where it is less sure of a text than this it looks twice more, at letters of other heights (it is
# trained on bands of 0.9 to 1.25 times the height): that puts a fifth to a half of wrong readings
# of scores, amounts, dates and codes right (tests.benchmarks.numbers, bad and clean level).
_SURE = 0.97
_STRETCHES = (1.15, 0.93)
# Letters that are less likely are no alternatives.
_LEAST_CHANCE = 0.001
_DECIMALS = 4


@dataclass(frozen=True)
class NumberReading:
    """What a crop says.

    Attributes:
        text: as printed, of the letters of `ALPHABET`; letters that are none of a number's are one
            U+FFFD, however many follow each other. "" if nothing is printed.
        confidence: how likely all of the text is right, 0 to 1.
        alternatives: for each letter of the text, what it may be, each with its probability given
            that the other letters are right, the likeliest first; .001 is the least.
        number_chance: how likely the crop holds a number or a code and nothing else, 0 to 1.
    """

    text: str
    confidence: float
    alternatives: tuple[tuple[tuple[str, float], ...], ...]
    number_chance: float

    @property
    def is_number(self) -> bool:
        """Whether the crop is a number or a code, and not words, a mark, a dash or nothing."""
        return (
            self.number_chance >= 0.5
            and FOREIGN not in self.text
            and any(letter.isdigit() for letter in self.text)
        )


_NOTHING = NumberReading("", 1.0, (), 0.0)


def read_numbers(crops: Sequence[NDArray[np.uint8]]) -> list[NumberReading]:
    """Read crops of one line each.

    Args:
        crops: grey levels (0 black, rows by columns) or colours (a third axis), with some paper
            around the text; any resolution from 100 dpi.

    Returns:
        What each crop says, in their order.
    """
    result = _read(crops, 1.0)
    unsure = [place for place, one in enumerate(result) if one.text and one.confidence < _SURE]
    if unsure:
        others = [_read([crops[place] for place in unsure], stretch) for stretch in _STRETCHES]
        for place, *more in zip(unsure, *others, strict=True):
            result[place] = _agree([result[place], *more])
    return result


def _read(crops: Sequence[NDArray[np.uint8]], stretch: float) -> list[NumberReading]:
    """Read crops, each once, with bands of so many times the height that they were found with."""
    trained = load_trained()
    strips = [make_strip(crop, stretch=stretch) for crop in crops]
    result = [_NOTHING] * len(strips)
    alike: dict[int, list[int]] = {}
    for place, strip in enumerate(strips):
        if strip.shape[1]:
            alike.setdefault(-(-strip.shape[1] // _WIDTH_STEP) * _WIDTH_STEP, []).append(place)
    for width, places in alike.items():
        for first in range(0, len(places), _BATCH):
            batch = places[first : first + _BATCH]
            odds, chances = trained.network.read([strips[place] for place in batch], width)
            for place, columns, chance in zip(batch, odds, chances, strict=True):
                shown = columns[: count_columns(strips[place])]
                result[place] = _make_reading(shown, float(chance), trained)
    return result


def _agree(readings: Sequence[NumberReading]) -> NumberReading:
    """Return the text that several readings of a crop are surest of, all together."""
    sums: dict[str, float] = {}
    for one in readings:
        sums[one.text] = sums.get(one.text, 0.0) + one.confidence
    text = max(sums, key=sums.__getitem__)
    best = max((one for one in readings if one.text == text), key=lambda one: one.confidence)
    return replace(
        best,
        confidence=round(sums[text] / len(readings), _DECIMALS),
        number_chance=round(float(np.mean([one.number_chance for one in readings])), _DECIMALS),
    )


def _make_reading(odds: NDArray[np.float32], number_odds: float, trained: Trained) -> NumberReading:
    probabilities = make_probabilities(odds, trained.temperature)
    labels = read_labels(probabilities)
    number_chance = round(_chance(number_odds), _DECIMALS)
    if not labels:
        return NumberReading("", round(_chance(-number_odds), _DECIMALS), (), number_chance)
    likely, letters = weigh(probabilities, labels)
    labels, letters, gain = settle_zeros(labels, letters)
    slope, constant = trained.certainty
    confidence = _chance(slope * _log_odds(likely * gain) + constant)
    text, alternatives = "", []
    for label, chances in zip(labels, letters, strict=True):
        letter = ALPHABET[label - 1]
        if letter != FOREIGN or not text.endswith(FOREIGN):
            text += letter
            alternatives.append(_list_alternatives(chances))
    return NumberReading(text, round(confidence, _DECIMALS), tuple(alternatives), number_chance)


def _list_alternatives(chances: Floats) -> tuple[tuple[str, float], ...]:
    order = np.argsort(-chances, kind="stable")
    return tuple(
        (ALPHABET[label - 1], round(float(chances[label]), _DECIMALS))
        for label in order
        if chances[label] >= _LEAST_CHANCE
    )


def _chance(odds: float) -> float:
    """Return the probability that belongs to the logarithm of odds."""
    return 1 / (1 + exp(-max(-50.0, min(50.0, odds))))


def _log_odds(chance: float) -> float:
    kept = min(max(chance, 1e-12), 1 - 1e-12)
    return log(kept / (1 - kept))
