"""Days, months and fiscal years as Thai documents write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from ita_parse.parse.values.vocabulary import (
    BUDDHIST,
    COMMON,
    COUNTED,
    THAI,
    YEAR,
    Compact,
    buddhist_year,
    compact,
    day_of,
    month_numbers,
    month_pattern,
)


@dataclass(frozen=True, slots=True)
class DateReading:
    """A day that a text names.

    Attributes:
        matched: The part of the text that names it.
        date: The day, Common Era.
    """

    matched: str
    date: date


@dataclass(frozen=True, slots=True)
class Point:
    """A day or a month in compact text.

    Attributes:
        start: Where it begins in the compact text.
        end: Where it ends.
        month: 1 to 12; anything else is a misprint in a numeric date.
        day: None for a month.
        year: Buddhist year; None if none is printed beside it, or if it can't be one.
        bad_year: Whether a year is printed that can't be one.
    """

    start: int
    end: int
    month: int
    day: int | None = None
    year: int | None = None
    bad_year: bool = False


# --- Days and months ------------------------------------------------------------------------


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    month = month_pattern()
    year = rf"['’‘]?(?P<year>{YEAR}){COUNTED}"
    before_year = rf"(?:\(?(?:ของ)?(?:ปี)?(?:{BUDDHIST}|{COMMON})?\)?|[,/]|-(?!{YEAR}{month}))"
    worded = re.compile(
        rf"(?:(?:วันที่|วัน)?(?<![0-9/])(?P<day>[0-9]{{1,2}})(?:[-/](?={month}[-/]['’‘]?{YEAR}))?)?"
        rf"(?:ของ)?(?:เดือน)?(?P<month>{month})(?:{before_year}{year})?"
    )
    # Bare days before a dated one: "1 - 15 มี.ค. 68". They take their month from it.
    bare = re.compile(
        r"(?:วันที่)?(?<![0-9/.])(?P<day>[0-9]{1,2})(?=(?:-|ถึง|และ|,)(?:วันที่)?"
        rf"(?:[0-9]{{1,2}}(?:-|ถึง|และ|,)(?:วันที่)?){{0,9}}[0-9]{{1,2}}(?:(?:ของ)?(?:เดือน)?{month}"
        r"|/[0-9]{1,2}/[0-9]))"
    )
    numeric = re.compile(
        r"(?:วันที่)?(?<![0-9/.])(?P<day>[0-9]{1,2})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)"
        r"(?P<year>[0-9]{4}|(?<=/)[4-9][0-9])(?![0-9/])"
    )
    iso = re.compile(
        r"(?<![0-9/.-])(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?![0-9])"
    )
    # "10/2567"; not the number of a letter (ที่ 10/2567) nor a quarter (ไตรมาส 1/2568).
    monthly = re.compile(
        rf"(?:(?<![A-Za-z{THAI}0-9/.])|(?<=เดือน)|(?<=ใน)|(?<=ถึง))"
        r"(?P<month>0?[1-9]|1[0-2])/(?P<year>2[0-9]{3})(?![0-9/])"
    )
    return iso, numeric, bare, worded, monthly


def points(text: Compact) -> list[Point]:
    """Return the days and months that a text names, in order, none overlapping another."""
    found: list[Point] = []
    for pattern in _patterns():
        for match in pattern.finditer(text.text):
            point = _point(match)
            if all(point.end <= other.start or other.end <= point.start for other in found):
                found.append(point)
    found.sort(key=lambda point: point.start)
    for index in range(len(found) - 2, -1, -1):
        if found[index].month == 0:
            model = found[index + 1]
            found[index] = replace(
                found[index], month=model.month, year=model.year, bad_year=model.bad_year
            )
    return [point for point in found if point.month]


def _point(match: re.Match[str]) -> Point:
    groups = match.groupdict()
    printed = groups.get("month") or "0"
    month = int(printed) if printed.isdecimal() else month_numbers()[printed.replace(".", "")]
    day, digits = groups.get("day"), groups.get("year")
    year = buddhist_year(digits) if digits else None
    return Point(
        start=match.start(),
        end=match.end(),
        month=month if month or "month" not in groups else 13,  # 00 is no month, but printed
        day=int(day) if day else None,
        year=year,
        bad_year=bool(digits) and year is None,
    )


def read_date(text: str) -> DateReading | None:
    """Read the first day with month and year that a text names.

    Args:
        text: A date or a sentence that holds one, with Thai or Arabic digits:
            "12 มีนาคม 2568", "๑๒ มี.ค. ๖๘", "12/03/2568", "วันที่ 5 เดือน ตุลาคม พ.ศ. 2567".

    Returns:
        The day and the text that names it; None if there is none, or only a month and a year.
    """
    squeezed = compact(text)
    for point in points(squeezed):
        if point.day is None or point.year is None:
            continue
        day = day_of(point.year, point.month, point.day)
        if day is not None:
            return DateReading(squeezed.original(point.start, point.end), day)
    return None


_NAMED_YEARS = re.compile(
    rf"(?:ปี(?:งบ(?:ประมาณ|ฯ)?)?(?:ประจำปี)?\(?{BUDDHIST}?\)?|{BUDDHIST})['’‘]?"
    rf"(?P<years>{YEAR}{COUNTED}(?:(?:-|/|,|และ|ถึง)(?:ปี(?:งบประมาณ)?)?{BUDDHIST}?{YEAR}{COUNTED})*)"
)


def named_years(text: Compact) -> Iterator[int]:
    """Yield the Buddhist years that stand after ปีงบประมาณ, ปี or พ.ศ., but in no date."""
    dated = [(point.start, point.end) for point in points(text)]
    for match in _NAMED_YEARS.finditer(text.text):
        start = match.start("years")
        if any(begin <= start < end for begin, end in dated):
            continue
        for digits in re.findall(YEAR, match["years"]):
            year = buddhist_year(digits)
            if year is not None:
                yield year


def read_fiscal_years(text: str) -> tuple[int, ...]:
    """Read the Buddhist years that a text names as a year of work, in order, each once.

    A year counts after (ประจำ)ปีงบประมาณ, ปี or พ.ศ. and in a list or range that begins so; of a
    range its two ends are returned. The year of a date (12 มีนาคม พ.ศ. 2568) names no fiscal year.

    Args:
        text: A title or a sentence.

    Returns:
        Buddhist years; empty if none is named.
    """
    return tuple(dict.fromkeys(named_years(compact(text))))
