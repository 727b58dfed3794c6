"""What the readers of periods, dates, owners and topics share.

That is vocabularies, compact text, and how months and years are written.

A wrapped line leaves white space between any two Thai words, and an OCR layer leaves it between any
two letters, so patterns are matched on text without it. `Compact` is that text, with the way back
to the place in the text that was given.

Years are Buddhist Era; Common Era is B.E. - 543 (domain.md, "Years").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from ita_parse.data import load_toml
from ita_parse.text import TO_ARABIC

ERA = 543
"""Years by which the Buddhist Era is ahead of the Common Era."""

FIRST_YEAR, LAST_YEAR = 2500, 2600
"""Buddhist years that are believed; what lies outside is a misreading."""

_FIRST_COMMON, _LAST_COMMON = 1950, 2100

# "25 68" is a year that OCR split. Two digits are a year from 40 on: days end at 31, and no report
# names a year before 2540. No two alternatives take the same digits: in a long list of years the
# choices would multiply.
YEAR = r"(?:25\s?[0-9]\s?[0-9]|(?!25)[0-9]{4}|[4-9][0-9])(?![0-9])"
COUNTED = r"(?!ครั้ง|คน|บาท|เดือน|ราย|ข้อ|%|วัน(?!ที่))"
BUDDHIST = r"(?:พ\.?ศ\.?|พุทธศักราช)"
COMMON = r"(?:ค\.?ศ\.?|คริสต์ศักราช)"

# Words that may stand directly before an abbreviated month; after any other letter "ก.พ." needs a
# year behind it, since สำนักงาน ก.พ. is an office.
_BEFORE = ("เดือน", "วันที่", "ภายใน", "ถึง", "และ", "หรือ", "แต่", "ก่อน", "เริ่ม", "ช่วง", "ระหว่าง")
THAI = r"\u0e01-\u0e3a\u0e40-\u0e4e"

# Characters without width that survive copying from word processors; see thai-text.md, defect 17.
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−~～", "-"))
_ARABIC = frozenset("0123456789")


@dataclass(frozen=True, slots=True)
class Compact:
    """Text without white space, with Arabic digits and plain hyphens.

    Attributes:
        source: The text that was given.
        text: The compact text. One space stays between two digits, for "ไตรมาส 1 2568" isn't 12568.
        positions: For each character of `text`, its index in `source`.
    """

    source: str
    text: str
    positions: tuple[int, ...]

    def original(self, start: int, end: int) -> str:
        """Return the part of the source that the compact text from start to end stands for."""
        if start >= end:
            return ""
        return self.source[self.positions[start] : self.positions[end - 1] + 1]


def compact(text: str) -> Compact:
    """Take white space and invisible characters out of a text."""
    letters: list[str] = []
    positions: list[int] = []
    spaced = False
    for index, letter in enumerate(text.translate(TO_ARABIC).translate(_DASHES)):
        if letter.isspace() or letter in _INVISIBLE:
            spaced = spaced or letter.isspace()
            continue
        if spaced and letters and letter in _ARABIC and letters[-1] in _ARABIC:
            letters.append(" ")
            positions.append(index - 1)
        letters.append(letter)
        positions.append(index)
        spaced = False
    return Compact(text, "".join(letters), tuple(positions))


def vocabulary(name: str) -> dict[str, Any]:
    """Load a vocabulary of `ita_parse/data/values` by its name without ".toml"."""
    return load_toml(f"values/{name}")


def buddhist_year(digits: str) -> int | None:
    """Return the Buddhist year for printed digits, None if it can't be one.

    Two digits count from 2500, as Thai documents shorten years; four digits of the Common Era
    (1950 to 2100) are converted.
    """
    digits = "".join(digits.split())
    if len(digits) > 4:
        return None
    year = int(digits)
    if year < 100:
        return FIRST_YEAR + year
    if FIRST_YEAR <= year <= LAST_YEAR:
        return year
    if _FIRST_COMMON <= year <= _LAST_COMMON:
        return year + ERA
    return None


def day_of(year: int, month: int, day: int) -> date | None:
    """Return the day of a Buddhist year, None if the calendar hasn't got it."""
    try:
        return date(year - ERA, month, day)
    except ValueError:
        return None


@cache
def month_numbers() -> dict[str, int]:
    """Return the month's number for each spelling, abbreviations without dots."""
    numbers: dict[str, int] = {}
    for month in vocabulary("months")["month"]:
        for word in (month["name"], *month["spelled"], month["short"].replace(".", "")):
            numbers[word] = month["number"]
    return numbers


@cache
def month_pattern() -> str:
    """Return a pattern for a month's name or abbreviation."""
    months = vocabulary("months")["month"]
    names = {word for month in months for word in (month["name"], *month["spelled"])}
    full = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    halves = [month["short"].rstrip(".").split(".") for month in months]
    halves.sort(key=lambda half: len(half[0]), reverse=True)
    dotted = "|".join(rf"{left}\.{right}\.?|{left}{right}\." for left, right in halves)
    plain = "|".join(left + right for left, right in halves)
    allowed = "|".join([rf"(?<![{THAI}.])", r"(?<=[0-9]\.)", *(f"(?<={word})" for word in _BEFORE)])
    dated = rf"(?=(?:ปี)?{BUDDHIST}?['’‘]?{YEAR}|-)"
    closed = r"(?=[-0-9'’‘,/)]|ปี|พ\.?ศ|ถึง|และ|$)"
    return (
        rf"(?:{full}|(?:{allowed})(?:{dotted})|(?<![ก-ฮ]\.)(?:{dotted}){dated}"
        rf"|(?:{allowed})(?:{plain}){closed})"
    )
