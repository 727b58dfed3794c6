"""Days, months, quarters and years as Thai documents write them.

`read_date` and `read_fiscal_years` read single ones. `spans` finds every stretch of time that a
text names; `read_period` puts them together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache

from ita_parse.parse.values.vocabulary import (
    BUDDHIST,
    COMMON,
    COUNTED,
    ERA,
    THAI,
    YEAR,
    Compact,
    buddhist_year,
    compact,
    day_of,
    month_numbers,
    month_pattern,
)

Interval = tuple[date, date]
FISCAL_START = 10  # October

# Kinds of span; of several kinds in one text the highest gives the dates.
WHOLE, PART, QUARTER, POINT = range(4)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of compact text that names a stretch of time.

    `year` is the Buddhist year (calendar year for a point, fiscal year for other kinds) and None
    until it is known; `order` says where in a year the span begins, so that a year can be carried
    from one span to its neighbour; `interval` gives the days for a year.
    """

    kind: int
    start: int
    end: int
    order: tuple[int, int]
    interval: Callable[[int, bool], Interval | None] = field(repr=False)
    year: int | None = None
    bad: bool = False
    calendar: bool = False
    only_end: bool = False


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


# --- Spans ----------------------------------------------------------------------------------


def months_of_year(first: int, count: int) -> Callable[[int, bool], Interval | None]:
    """Return a rule for `count` months from the first, counted from 0 within a year."""

    def interval(year: int, calendar: bool) -> Interval | None:
        begin = (year - ERA) * 12 + first + (0 if calendar else FISCAL_START - 13)
        try:
            start = date(begin // 12, begin % 12 + 1, 1)
            after = begin + count
            return start, date(after // 12, after % 12 + 1, 1) - timedelta(days=1)
        except ValueError:
            return None

    return interval


def _point_interval(point: Point) -> Callable[[int, bool], Interval | None]:
    def interval(year: int, _calendar: bool) -> Interval | None:
        first = day_of(year, point.month, point.day or 1)
        if first is None:
            return None
        if point.day is not None:
            return first, first
        return months_of_year(point.month - 1, 1)(year, True)

    return interval


_ORDINALS = {"แรก": 1, "หนึ่ง": 1, "สอง": 2, "สาม": 3, "สี่": 4, "สุดท้าย": 4}
_NUMBER = r"(?:[1-4](?![0-9]|\.[0-9])|หนึ่ง|สอง|สาม|สี่|แรก|สุดท้าย)"
_QUARTER_HEAD = re.compile(rf"(?:ไตรมา[สศ](?:ที่)?|(?<![A-Za-z])[Qq])(?P<number>{_NUMBER})")

_COUNTS = {"สาม": 3, "หก": 6, "เก้า": 9, "สิบสอง": 12}
_COUNT = r"(?P<count>1[0-2]|[1-9]|สาม|หก|เก้า|สิบสอง)"
# รอบ 6 เดือน counts from October: ITA plans are reported on after six and after twelve months.
_PART_OF_YEAR = re.compile(
    rf"(?:(?P<round>รอบ)(?:ระยะเวลา)?)?(?<![0-9]){_COUNT}เดือน(?P<which>แรก|หลัง|สุดท้าย)?"
    r"|ครึ่ง(?:ปี(?:งบประมาณ)?)?(?P<half>แรก|หลัง)"
)
_MORE_PARTS = re.compile(rf"(?:และ|,|/|-|ถึง)(?:รอบ)?{_COUNT}เดือน(?P<which>แรก|หลัง|สุดท้าย)?")

YEAR_LINK = r"(?:-|จนถึง|ถึง|และ|/|,|\s)"
_WHOLE_YEAR = re.compile(
    rf"(?P<close>สิ้น(?:สุด)?)?(?:"
    rf"(?P<whole>ตลอด(?:ทั้ง)?|ทั้ง|ประจำ)?(?:งบประมาณ(?:ประจำ)?)?"
    rf"ปี(?P<kind>งบประมาณ|งบฯ?|ปฏิทิน|การศึกษา)?\(?(?:{BUDDHIST}|{COMMON})?\)?"
    rf"|(?:{BUDDHIST}|{COMMON}))"
    rf"(?P<years>['’‘]?(?:[0-9]{{5,}}|{YEAR}{COUNTED})"
    rf"(?:{YEAR_LINK}(?:ปี(?:งบประมาณ)?)?{BUDDHIST}?{YEAR}{COUNTED})*)?"
    r"(?P<other>ถัดไป|ต่อไป|หน้า|ก่อน|ที่(?:ผ่านมา|แล้ว))?"
)
_LISTED_YEAR = re.compile(rf"(?:ปี(?:งบประมาณ)?)?{BUDDHIST}?(?P<year>[0-9]{{5,}}|{YEAR})")
_BARE_YEAR = re.compile(rf"[ /(,]?(?P<year>{YEAR}){COUNTED}")
_BARE_YEARS = re.compile(rf"[(-]*(?P<years>{YEAR}(?:{YEAR_LINK}{YEAR})*)[).]*")


@cache
def _more_quarters() -> re.Pattern[str]:
    return re.compile(
        rf"(?:-|จนถึง|ถึง|และ|หรือ|,|/| )(?:ที่)?(?P<number>{_NUMBER})"
        rf"(?!เดือน|ครั้ง|วัน|{month_pattern()}|[/-][0-9])"
    )


def _ordinal(printed: str) -> int:
    return int(printed) if printed.isdecimal() else _ORDINALS[printed]


def quarters(text: str) -> list[Span]:
    """Find quarters, with the numbers that follow one: "ไตรมาสที่ 1 - 4", "ไตรมาส 1/2568"."""
    spans: list[Span] = []
    for match in _QUARTER_HEAD.finditer(text):
        start, number_at, number = match.start(), match.end(), _ordinal(match["number"])
        while True:
            interval = months_of_year(3 * (number - 1), 3)
            spans.append(Span(QUARTER, start, number_at, (number, 0), interval))
            more = _more_quarters().match(text, number_at)
            if more is None:
                break
            start, number_at = more.start("number"), more.end("number")
            number = _ordinal(more["number"])
        spans[-1] = _with_bare_year(text, spans[-1])
    return spans


def _with_bare_year(text: str, span: Span) -> Span:
    """Give a quarter or a part of a year the number that follows it: "ไตรมาส 1/2568"."""
    match = _BARE_YEAR.match(text, span.end)
    if match is None:
        return span
    year = buddhist_year(match["year"])
    return replace(span, end=match.end(), year=year, bad=year is None)


def _part(match: re.Match[str], is_round: bool, start: int) -> Span | None:
    groups = match.groupdict()
    if groups.get("half"):
        count, which = 6, groups["half"]
    else:
        count, which = _COUNTS.get(match["count"]) or int(match["count"]), match["which"]
    if not which and not (is_round and count in (3, 6, 9, 12)):
        return None  # "6 เดือน" alone is a duration
    first = 0 if which in (None, "แรก") else 12 - count
    return Span(PART, start, match.end(), (first, 0), months_of_year(first, count))


def parts(text: str) -> list[Span]:
    """Find halves and other parts of a year: "รอบ 6 เดือน", "6 เดือนหลัง", "ครึ่งปีแรก"."""
    spans: list[Span] = []
    for match in _PART_OF_YEAR.finditer(text):
        span = _part(match, bool(match["round"]), match.start())
        if span is None or (spans and span.start < spans[-1].end):
            continue
        spans.append(span)
        while more := _MORE_PARTS.match(text, spans[-1].end):
            another = _part(more, True, more.start("count"))
            if another is None:
                break
            spans.append(another)
        spans[-1] = _with_bare_year(text, spans[-1])
    return spans


def wholes(text: str) -> list[Span]:
    """Find years: "ปีงบประมาณ 2568", "ตลอดปี", "พ.ศ. 2566 - 2570", "2568" alone."""
    whole_text = _BARE_YEARS.fullmatch(text)
    if whole_text:
        return _year_list(whole_text, Span(WHOLE, 0, 0, (0, 0), months_of_year(0, 12)))
    spans: list[Span] = []
    for match in _WHOLE_YEAR.finditer(text):
        fiscal = (match["kind"] or "").startswith("งบ")
        model = Span(
            WHOLE,
            match.start(),
            match.end(),
            (0, 0),
            months_of_year(0, 12),
            bad=match["kind"] == "การศึกษา",
            calendar=match["kind"] == "ปฏิทิน",
            only_end=bool(match["close"]),
        )
        if match["years"]:
            spans += _year_list(match, model)
        elif fiscal or (match["whole"] or "ประจำ") != "ประจำ" or match["close"]:
            # A year that is named and not told: the document's, but not "ปีงบประมาณถัดไป".
            spans.append(replace(model, bad=model.bad or model.calendar or bool(match["other"])))
    return spans


def _year_list(match: re.Match[str], model: Span) -> list[Span]:
    spans: list[Span] = []
    for printed in _LISTED_YEAR.finditer(match["years"]):
        start, end = (match.start("years") + place for place in printed.span())
        year = buddhist_year(printed["year"])
        span = replace(model, start=start, end=end, year=year, bad=model.bad or year is None)
        spans.append(span if spans else replace(span, start=match.start()))
    return spans


def dated(text: Compact) -> list[Span]:
    """Find days and months; a day printed without its month takes that of the next one."""
    return [
        Span(
            POINT,
            point.start,
            point.end,
            (point.month, point.day or 0),
            _point_interval(point),
            year=point.year,
            bad=point.bad_year,
            calendar=True,
        )
        for point in points(text)
    ]
