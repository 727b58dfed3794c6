"""Stretches of time that a text names: days and months, quarters, parts of a year, years.

Each reader here finds one kind of them in compact text; `read_period` puts them together.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache

from rapidfuzz.distance import Levenshtein

from ita_parse.parse.values.dates import Point, points
from ita_parse.parse.values.vocabulary import (
    BUDDHIST,
    COMMON,
    COUNTED,
    ERA,
    YEAR,
    Compact,
    buddhist_year,
    day_of,
    is_of_law,
    month_pattern,
    vocabulary,
)
from ita_parse.text import THAI

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

_QUARTER_WORD = re.compile(r"ไตรมา[สศ]")

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
    rf"(?<!ต้น)(?<!กลาง)(?<!ปลาย)(?P<close>สิ้น(?:สุด)?)?(?:"
    rf"(?P<whole>ตลอด(?:ทั้ง)?|ทั้ง|ประจำ)?(?:งบประมาณ(?:ประจำ)?)?"
    rf"ปี(?P<kind>งบประมาณ|งบฯ?|ปฏิทิน|การศึกษา)?\(?(?:{BUDDHIST}|{COMMON})?\)?"
    rf"|(?P<era>{BUDDHIST}|{COMMON})|(?<![A-Za-z])(?:FY|[Ff]iscal[Yy]ear)(?=[0-9'’‘]))"
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
        rf"(?!เดือน|ครั้ง|วัน|{month_pattern()}|[/-](?!2[0-9]{{3}}(?![0-9/]))[0-9])"
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
            listed = _year_list(match, model)
            if not (match["era"] and len(listed) == 1 and is_of_law(text, match.start())):
                spans += listed
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


# --- What may be a date, but is none that is known -------------------------------------------

# A misread month differs in so many letters at most (ตุลาดม, กับยายน); other words that end a period
# differ in more.
_MISREAD_LETTERS = 2
# The number of a round or a step is no date: "ครั้งที่ 1 - ก.ย. 68".
_NUMBERED = re.compile(r"(?<!วัน)(?<!เดือน)(?<!มาส)(?<!มาศ)ที่[0-9/.]+$")
_LAST_WORD = re.compile(rf"[{THAI}]+$")
_FIRST_WORD = re.compile(rf"(?:วันที่)?[0-9]{{0,2}}(?:เดือน)?(?P<word>[{THAI}]+)")
_NUMBERS = re.compile(r"(?:วันที่)?[0-9][0-9A-Za-z]?([-/.])[0-9A-Za-z]{1,2}\1[0-9]")


@cache
def _short_month() -> str:
    """Return a pattern for a short month of which one letter may be misread: ด.ค., ก.ด."""
    halves = [month["short"].rstrip(".").split(".") for month in vocabulary("months")["month"]]
    lefts, rights = ("|".join(sorted({half[side] for half in halves})) for side in (0, 1))
    return (
        rf"(?<![.])(?!พ\.ศ)(?:(?:{lefts})\.(?:[ก-ฮ])|(?:เ?[ก-ฮ][ิี]?)\.(?:{rights}))(?![{THAI}])\.?"
    )


@cache
def _short_at_end() -> re.Pattern[str]:
    return re.compile(rf"{_short_month()}$")


@cache
def _short_at_start() -> re.Pattern[str]:
    return re.compile(
        rf"(?:วันที่)?[0-9]{{0,2}}(?:เดือน)?{_short_month()}(?:['’‘]?[0-9]|ปี|{BUDDHIST}|[)]?$)"
    )


def _is_nearly_month(words: Callable[[int], str]) -> bool:
    """Tell whether as many letters as a month's name has are that name, but for a few."""
    names = (month["name"] for month in vocabulary("months")["month"])
    return any(
        Levenshtein.distance(words(len(name)), name, score_cutoff=_MISREAD_LETTERS)
        <= _MISREAD_LETTERS
        for name in names
    )


def ends_like_date(text: str) -> bool:
    """Tell whether compact text ends with a number or what may be a misread month."""
    if text[-1:].isdecimal():
        return _NUMBERED.search(text) is None
    word = _LAST_WORD.search(text)
    return _short_at_end().search(text) is not None or (
        word is not None and _is_nearly_month(lambda length: word[0][-length:])
    )


def begins_like_date(text: str) -> bool:
    """Tell whether compact text begins with what may be a misread month, day or quarter."""
    word = _FIRST_WORD.match(text)
    return bool(
        _NUMBERS.match(text) or _QUARTER_WORD.match(text) or _short_at_start().match(text)
    ) or (word is not None and _is_nearly_month(lambda length: word["word"][:length]))
