"""What a printed number may have been before OCR misread its digits, and how likely that is.

The cost of a reading is the negative natural logarithm of its odds against the printed one, so that
costs of several misreadings add up. Which digits are mistaken for which is a table of its own,
`data/digit_confusions.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from math import log

from ita_parse.data import load_toml
from ita_parse.text import THAI_DIGITS

UNIT = 10_000
"""Readings are whole numbers of this part of a point, exact for up to four decimals."""

HIGHEST = 100 * UNIT

# One digit in fifty is misread where OCR says nothing of its certainty: between the one in a
# hundred of clean scans and the one in ten of the worst tables of Thai digits that were compared.
_RATE = 0.02
_LEAST_RATE, _HIGHEST_RATE = 0.001, 0.2
# Of misread digits so many become one of another shape than any of their group.
_ODD = 0.1
# A digit, a point or a sign lost or added; a letter for a digit.
_LOST_POINT = 3.0
_LOST_DIGIT = 4.5
_DOUBLED_DIGIT = 4.0
_LETTER = 0.1
# A number below ten with a zero before it is not how a score is printed.
_PADDED = 5.0
# Readings that cost more are no explanation of anything.
_DEAREST = 13.0

_ARABIC = "0123456789"
_NUMBER = re.compile(r"[0-9๐-๙A-Za-z|!๏][0-9๐-๙A-Za-z|!๏\s]*(?:\s?[.,]\s?[0-9๐-๙A-Za-z|!๏\s]*)?")
_WORDS = re.compile(r"[ก-ฮะ-์]+|(?<![A-Za-z0-9])(?:AA|[A-F]|ITA|IIT|EIT|OIT)(?![A-Za-z0-9])")
_PLAIN = re.compile(r"(?P<whole>[0-9]{1,3})(?:\.(?P<decimals>[0-9]{1,4}))?")


@dataclass(frozen=True)
class Readings:
    """What a printed number may stand for.

    Attributes:
        value: what it says as it stands, in `UNIT`s; None if that is no number from 0 to 100.
        decimals: how many decimals are printed.
        core: the number alone, as printed.
        rate: how often its digits are misread, 0 to 1.
    """

    value: int | None
    decimals: int
    core: str
    rate: float

    @property
    def rounding(self) -> int:
        """By how much the value may be rounded; 0 and 100 are exact however they are printed."""
        return rounding(self.value, self.decimals)

    @cached_property
    def costs(self) -> Mapping[int, float]:
        """The cost of each other value that it may be a misreading of."""
        plain, _ = _as_digits(self.core)
        costs: dict[int, float] = {}
        least = 10 * UNIT if len(plain.partition(".")[0]) > 1 else 0
        for other, likely in _misread(self.core, plain, self.rate):
            cost = likely if other >= least else likely + _PADDED
            if 0 <= other <= HIGHEST and cost < costs.get(other, _DEAREST):
                costs[other] = cost
        if self.value is not None:
            costs.pop(self.value, None)
        return costs


def rounding(value: int | None, decimals: int) -> int:
    """Return half of the last printed place; 0 and 100 are exact however they are printed."""
    return 0 if value in (0, HIGHEST) else int(UNIT // (2 * 10**decimals))


@lru_cache(maxsize=4096)
def readings(printed: str, *, certainty: float | None = None) -> Readings | None:
    """Return what a printed score may stand for; None if it holds no number, or several.

    Args:
        printed: the score as a document prints it, with Thai or Arabic digits and words around it.
        certainty: OCR's confidence in it, 0 to 1; None where OCR gives none.
    """
    core = _core(printed)
    if core is None:
        return None
    rate = _RATE if certainty is None else min(max(1 - certainty, _LEAST_RATE), _HIGHEST_RATE)
    plain, sure = _as_digits(core)
    value, decimals = _value(plain)
    known = sure and value is not None and value <= HIGHEST
    return Readings(value if known else None, decimals, core, rate)


def _core(printed: str) -> str | None:
    """Return the one number in a printed score, with letters that stand for digits."""
    text = _WORDS.sub(" ", printed)
    found = [match[0].strip() for match in _NUMBER.finditer(text)]
    found = [number for number in found if any(letter.isdigit() for letter in number)]
    if len(found) != 1:
        return None
    return re.sub(r"\s+", "", found[0]).replace(",", ".").rstrip(".")


def _as_digits(core: str) -> tuple[str, bool]:
    """Return a number with Arabic digits, and whether no letter had to be taken for one."""
    letters = _confusions().letters
    plain = "".join(letters.get(letter, _plain(letter)) for letter in core)
    return plain, not any(letter in letters for letter in core)


def _plain(letter: str) -> str:
    return _ARABIC[THAI_DIGITS.index(letter)] if letter in THAI_DIGITS else letter


def _value(text: str) -> tuple[int | None, int]:
    """Return a number's value and decimals; None if it is none, whatever its size."""
    match = _PLAIN.fullmatch(text)
    if match is None:
        return None, 0
    decimals = match["decimals"] or ""
    return int(match["whole"]) * UNIT + int(decimals.ljust(4, "0")), len(decimals)


def _misread(core: str, plain: str, rate: float) -> Iterator[tuple[int, float]]:
    """Yield other values that may have been printed, each with its cost."""
    base = -log(rate)
    letters = _LETTER * sum(map(_confusions().letters.__contains__, core))
    value, decimals = _value(plain)
    if value is not None:
        if letters:
            yield value, letters
        changes = list(_changes(core, plain, UNIT // 10**decimals, base))
        for place, delta, cost in changes:
            yield value + delta, cost + letters
            for other, more, second in changes:
                if other > place and cost + second < _DEAREST:
                    yield value + delta + more, cost + second + letters
    for text, cost in _reshaped(plain, base):
        other_value, _ = _value(text)
        if other_value is not None:
            yield other_value, cost + letters


def _changes(core: str, plain: str, unit: int, base: float) -> Iterator[tuple[int, int, float]]:
    """Yield, for each digit that may be another one, its place, what that adds, and the cost."""
    for place in range(len(plain) - 1, -1, -1):
        digit = plain[place]
        if digit == ".":
            continue
        for other, cost in _confusions().odds[core[place] in THAI_DIGITS, digit]:
            yield place, (int(other) - int(digit)) * unit, base + cost
        unit *= 10


def _reshaped(plain: str, base: float) -> Iterator[tuple[str, float]]:
    """Yield numbers of which a digit or the point was lost, or a digit read twice."""
    whole, point, decimals = plain.partition(".")
    if not point and len(whole) in (4, 5):
        yield f"{whole[:-2]}.{whole[-2:]}", _LOST_POINT
    for part, length in ((0, 2), (1, 2)):
        if not point or len((whole, decimals)[part]) != length - 1:
            continue
        text = (whole, decimals)[part]
        for place in range(len(text) + 1):
            for digit in _ARABIC:
                longer = f"{text[:place]}{digit}{text[place:]}"
                number = f"{longer}.{decimals}" if part == 0 else f"{whole}.{longer}"
                yield number, base + _LOST_DIGIT
    for place in range(len(plain)):
        if len(whole) > 2 or len(decimals) > 2:
            yield plain[:place] + plain[place + 1 :], base + _DOUBLED_DIGIT


@dataclass(frozen=True, slots=True)
class _Confusions:
    """`odds`: for a printed digit (Thai or not), the digits that it may be, each with its cost."""

    odds: Mapping[tuple[bool, str], tuple[tuple[str, float], ...]]
    letters: Mapping[str, str]


@cache
def _confusions() -> _Confusions:
    data = load_toml("digit_confusions")
    thai, arabic = (_shares(data[script]) for script in ("thai", "arabic"))
    # Arabic digits of a transcript may stand for Thai ones that were read as they are.
    both = {pair: (thai.get(pair, 0.0) + arabic.get(pair, 0.0)) / 2 for pair in {*thai, *arabic}}
    return _Confusions(
        {
            (is_thai, digit): tuple(
                sorted(
                    ((other, -log(shares[other, digit])) for other in _ARABIC if other != digit),
                    key=lambda pair: pair[1],
                )
            )
            for is_thai, shares in ((True, thai), (False, both))
            for digit in _ARABIC
        },
        {letter: digit for digit, letters in data["letters"].items() for letter in letters},
    )


def _shares(script: Mapping[str, list[str]]) -> dict[tuple[str, str], float]:
    """Return, for a true and a read digit, the share of the true one's misreadings."""
    near: dict[str, set[str]] = {digit: set() for digit in _ARABIC}
    for group in script["groups"]:
        for digit in group:
            near[digit] |= set(group) - {digit}
    for entry in script["single"]:
        digit, _, others = entry.partition(":")
        near[digit] |= set(others)
    return {
        (true, read): (1 - _ODD) / len(near[true])
        if read in near[true]
        else _ODD / (len(_ARABIC) - 1 - len(near[true]))
        for true in _ARABIC
        for read in _ARABIC
        if read != true
    }
