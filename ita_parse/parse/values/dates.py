"""Days, months and fiscal years as Thai documents write them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from ita_parse.parse.values.vocabulary import (
    BUDDHIST,
    COMMON,
    COUNTED,
    YEAR,
    Compact,
    buddhist_year,
    compact,
    day_of,
    is_of_law,
    month_numbers,
    month_pattern,
)
from ita_parse.text import THAI


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


# "ไตรมาสที่ 3-4/2568": the last number is a quarter, too.
_QUARTERS = re.compile(
    r"(?:ไตรมา[สศ](?:ที่)?|[Qq])[1-4](?:(?:-|ถึง|และ|,|/|\s)(?:ที่)?[1-4])*(?:-|ถึง|และ|,|\s)(?:ที่)?$"
)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    month = month_pattern()
    year = rf"['’‘]?(?P<year>{YEAR}){COUNTED}"
    before_year = rf"(?:\(?(?:ของ)?(?:ปี)?(?:{BUDDHIST}|{COMMON})?\)?|[,/]|-(?!{YEAR}{month}))"
    worded = re.compile(
        # The number of a round is no day: "ครั้งที่ 1 ต.ค. 67 - มี.ค. 68".
        rf"(?:(?:วันที่|วัน)?(?<![0-9/])(?<!ครั้งที่)(?<!รอบที่)(?<!ระยะที่)(?<!งวดที่)(?P<day>[0-9]{{1,2}})(?:[-/](?={month}[-/]['’‘]?{YEAR}))?)?"
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
    taken: list[tuple[int, int]] = []
    monthly = _patterns()[-1]
    for pattern in _patterns():
        for match in pattern.finditer(text.text):
            if pattern is monthly and _is_quarter(text.text, match):
                continue
            point = _point(match)
            # Those of one pattern don't overlap; `taken` is sorted, so only two are neighbours.
            index = bisect_left(taken, (point.start, point.end))
            if (index == 0 or taken[index - 1][1] <= point.start) and (
                index == len(taken) or point.end <= taken[index][0]
            ):
                taken.insert(index, (point.start, point.end))
                found.append(point)
    found.sort(key=lambda point: point.start)
    for index in range(len(found) - 2, -1, -1):
        if found[index].month == 0:
            model = found[index + 1]
            found[index] = replace(
                found[index], month=model.month, year=model.year, bad_year=model.bad_year
            )
    return [point for point in found if point.month]


def _is_quarter(text: str, match: re.Match[str]) -> bool:
    """Tell whether the month of "3-4/2568" is the last of several quarters."""
    near = max(0, match.start() - 30)
    return match["month"] in "1234" and bool(_QUARTERS.search(text, near, match.start()))


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
    rf"(?:ปี(?:งบ(?:ประมาณ|ฯ)?)?(?:ประจำปี)?\(?(?:{BUDDHIST}|{COMMON})?\)?|(?P<era>{BUDDHIST})"
    r"|(?<![A-Za-z])(?:ITA|FY|[Ff]iscal[Yy]ear)(?=['’‘]?[0-9]))['’‘]?"
    rf"(?P<years>{YEAR}{COUNTED}(?:(?:-|/|,|และ|ถึง)(?:ปี(?:งบประมาณ)?)?{BUDDHIST}?{YEAR}{COUNTED})*)"
)


def named_years(text: Compact) -> Iterator[int]:
    """Yield the Buddhist years that stand after ปีงบประมาณ, ปี, พ.ศ. or ITA, but in no date."""
    for _, years in year_lists(text):
        yield from years


def year_lists(text: Compact) -> Iterator[tuple[re.Match[str], tuple[int, ...]]]:
    """Yield the lists of such years ("2567 และ 2568"), each with what it was read from.

    The year in which a law was made is none of them.
    """
    dated = [(point.start, point.end) for point in points(text)]
    place = 0
    for match in _NAMED_YEARS.finditer(text.text):
        start = match.start("years")
        while place < len(dated) and dated[place][1] <= start:
            place += 1
        if place < len(dated) and dated[place][0] <= start:
            continue
        digits = re.findall(YEAR, match["years"])
        if match["era"] and len(digits) == 1 and is_of_law(text.text, match.start()):
            continue
        years = tuple(year for printed in digits if (year := buddhist_year(printed)) is not None)
        if years:
            yield match, years


def read_fiscal_years(text: str) -> tuple[int, ...]:
    """Read the Buddhist years that a text names as a year of work, in order, each once.

    A year counts after (ประจำ)ปีงบประมาณ, ปี, พ.ศ. or ITA and in a list or range that begins so; of a
    range its two ends are returned. The year of a date (12 มีนาคม พ.ศ. 2568) or of a law names no
    fiscal year.

    Args:
        text: A title or a sentence.

    Returns:
        Buddhist years; empty if none is named.
    """
    return tuple(dict.fromkeys(named_years(compact(text))))
