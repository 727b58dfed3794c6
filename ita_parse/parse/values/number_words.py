"""Numbers in Thai words: "ห้าหมื่น", "สองล้านห้าแสน", "หนึ่งร้อยยี่สิบเอ็ด"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ita_parse.parse.values.vocabulary import vocabulary

_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class _Words:
    digits: dict[str, int]
    scales: dict[str, int]
    million: str
    zero: str


@cache
def _words() -> _Words:
    data = vocabulary("numbers")["words"]
    return _Words(data["digits"], data["scales"], data["million"], data["zero"])


@cache
def word_pattern() -> str:
    """Return a pattern for one word of a number."""
    words = _words()
    every = (*words.digits, *words.scales, words.million, words.zero)
    return "(?:" + "|".join(sorted(every, key=len, reverse=True)) + ")"


@cache
def scale_pattern() -> str:
    """Return a pattern for a word that multiplies the digits before it: "2.5 ล้าน"."""
    words = _words()
    return "(?:" + "|".join((words.million, *words.scales)) + ")"


def scale(word: str) -> int:
    """Return the number that a scale word multiplies by."""
    words = _words()
    return _MILLION if word == words.million else words.scales[word]


def parse_number(text: str) -> int | None:
    """Parse a number that is all words, without white space.

    Only the regular form counts: every scale has its digit before it ("หนึ่งร้อย"; สิบ may go
    without), and scales fall. Of "พัน" alone it isn't sure that one thousand is meant.

    Returns:
        The number, below a million million; None where the words don't make up one.
    """
    words = _words()
    if text == words.zero:
        return 0
    upper, million, lower = text.rpartition(words.million)
    if not million:
        return _below_million(text)
    high = _below_million(upper)
    low = _below_million(lower) if lower else 0
    return None if high is None or low is None else high * _MILLION + low


def _below_million(text: str) -> int | None:
    words = _words()
    number, last, digit, place = 0, _MILLION, "", 0
    for match in re.finditer(word_pattern(), text):
        if match.start() != place:
            return None
        place, word = match.end(), match[0]
        if word in words.digits:
            if digit:
                return None
            digit = word
            continue
        size = words.scales.get(word)
        if size is None or size >= last or not _fits(digit, size):
            return None
        number += (words.digits[digit] if digit else 1) * size
        last, digit = size, ""
    if place != len(text) or not text or (digit == "เอ็ด" and not number) or digit == "ยี่":
        return None
    return number + (words.digits[digit] if digit else 0)


def _fits(digit: str, size: int) -> bool:
    """Tell whether a digit may stand before a scale: ยี่สิบ, not สองสิบ; สิบ alone, not พัน."""
    if size == 10:
        return digit not in ("หนึ่ง", "เอ็ด", "สอง")
    return digit not in ("", "เอ็ด", "ยี่")
