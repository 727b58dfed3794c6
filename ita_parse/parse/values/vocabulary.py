"""What the readers of periods, dates, owners and topics share.

That is vocabularies, compact text, and how months and years are written.

A wrapped line leaves white space between any two Thai words, and an OCR layer leaves it between any
two letters, so patterns are matched on text without it. `Compact` is that text, with the way back
to the place in the text that was given.

Years are Buddhist Era; Common Era is B.E. - 543 (domain.md, "Years").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from ita_parse.data import load_toml
from ita_parse.text import THAI, TO_ARABIC

ERA = 543
"""Years by which the Buddhist Era is ahead of the Common Era."""

FIRST_YEAR, LAST_YEAR = 2500, 2600
"""Buddhist years that are believed; what lies outside is a misreading."""

_FIRST_COMMON, _LAST_COMMON = 1950, 2100

# "25 68" is a year that OCR split. Two digits are a year from 40 on: days end at 31, and no report
# names a year before 2540. No two alternatives take the same digits: in a long list of years the
# choices would multiply.
YEAR = r"(?:25\s?[0-9]\s?[0-9]|(?!25)[0-9]{4}|[4-9][0-9])(?![0-9])"
# The longest name of a law between its kind and its year.
_LAW_NAME = 120

COUNTED = r"(?!ครั้ง|คน|บาท|เดือน|ราย|ข้อ|%|วัน(?!ที่))"
BUDDHIST = r"(?:พ\.?ศ\.?|พุทธศักราช)"
COMMON = r"(?:ค\.?ศ\.?|คริสต์ศักราช)"

# Words that may stand directly before an abbreviated month; after any other letter "ก.พ." needs a
# year behind it, since สำนักงาน ก.พ. is an office.
_BEFORE = ("เดือน", "วันที่", "ภายใน", "ถึง", "และ", "หรือ", "แต่", "ก่อน", "เริ่ม", "ช่วง", "ระหว่าง")

# Characters without width that survive copying from word processors; see thai-text.md, defect 17.
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−~～", "-"))
# Letters of the width of a Chinese character (U+FF01 to U+FF5E) that some input methods type.
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5E)}
_PLAIN = _WIDE | TO_ARABIC | _DASHES
_ARABIC = frozenset("0123456789")
NIKHAHIT = "\u0e4d"
_TONES = frozenset("\u0e48\u0e49\u0e4a\u0e4b")


@dataclass(frozen=True, slots=True)
class Compact:
    """Text without white space, with Arabic digits, plain hyphens and letters of plain width.

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


def _take_nikhahit(letters: list[str], positions: list[int]) -> bool:
    """Take the nikhahit at the end of the letters away, also one before a tone."""
    for back in (1, 2):
        if (
            len(letters) >= back
            and letters[-back] == NIKHAHIT
            and (back == 1 or letters[-1] in _TONES)
        ):
            del letters[-back], positions[-back]
            return True
    return False


def compact(text: str) -> Compact:
    """Take white space and invisible characters out of a text.

    A ำ that is printed in two parts, and แ as two เ, are put together, as normalising does.
    """
    letters: list[str] = []
    positions: list[int] = []
    spaced = False
    plain = text.translate(_PLAIN)
    for index, letter in enumerate(plain):
        if letter.isspace() or letter in _INVISIBLE:
            spaced = spaced or letter.isspace()
            continue
        if spaced and letters and letter in _ARABIC and letters[-1] in _ARABIC:
            letters.append(" ")
            positions.append(index - 1)
        spaced = False
        if letter == "เ" and letters and letters[-1] == "เ":
            letters[-1] = "แ"
            continue
        if letter == "า" and _take_nikhahit(letters, positions):
            letter = "ำ"  # noqa: PLW2901 - its second part
        letters.append(letter)
        positions.append(index)
    return Compact(text, "".join(letters), tuple(positions))


_TAG = re.compile(r"</?(?!input)[A-Za-z][^<>]{0,200}>")


def blank_tags(text: str) -> str:
    """Turn HTML tags into as much white space, so that places stay; transcripts hold some.

    Checkboxes stay: they are tick boxes.
    """
    if "<" not in text:
        return text
    return _TAG.sub(lambda tag: "\n" * len(tag[0]), text)


def alternatives(words: Iterable[str]) -> str:
    """Return a pattern, for compact text, of any of the words, the longest first."""
    plain = (compact(word).text for word in words)
    return "(?:" + "|".join(map(re.escape, sorted(plain, key=len, reverse=True))) + ")"


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
        for word in (*_spellings(month), *month["english"]):
            numbers[word] = month["number"]
    return numbers


def _spellings(month: dict[str, Any]) -> tuple[str, ...]:
    return month["name"], *month["spelled"], month["short"].replace(".", "")


@cache
def _law() -> re.Pattern[str]:
    laws = "|".join(map(re.escape, vocabulary("years")["laws"]))
    return re.compile(rf"(?:{laws})[^0-9]*$")


def is_of_law(text: str, place: int) -> bool:
    """Return whether a year at a place of compact text is that of a law named before it.

    "พ.ร.บ. ข้อมูลข่าวสารของราชการ พ.ศ. 2540" names no year of work.
    """
    return _law().search(text, max(0, place - _LAW_NAME), place) is not None


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
    english = "|".join(sorted((w for m in months for w in m["english"]), key=len, reverse=True))
    return (
        rf"(?:{full}|(?:(?<![A-Za-z])|(?<=[0-9]to)|(?<=[0-9]and))(?:{english})(?![A-Za-z])\.?"
        rf"|(?:{allowed})(?:{dotted})|(?<![ก-ฮ]\.)(?:{dotted}){dated}"
        rf"|(?:{allowed})(?:{plain}){closed})"
    )
