"""When a measure runs: periods as Thai reports print them.

Fiscal year N runs from 1 October N-1 to 30 September N, quarters and halves count from October
(domain.md, "Years"). "ปี 2568" and "พ.ศ. 2568" standing alone are fiscal years too: local
government plans and reports by fiscal year, and only ปีปฏิทิน says otherwise.

The text is cut into spans (days and months, quarters, parts of a year, years). The most precise
kind that is there gives the dates; years beside it say which year it is in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

from ita_parse.parse.values.recurrence import agreed, phrases
from ita_parse.parse.values.spans import (
    FISCAL_START,
    POINT,
    QUARTER,
    YEAR_LINK,
    Interval,
    Span,
    begins_like_date,
    dated,
    ends_like_date,
    parts,
    quarters,
    wholes,
)
from ita_parse.parse.values.vocabulary import (
    BUDDHIST,
    ERA,
    FIRST_YEAR,
    LAST_YEAR,
    YEAR,
    Compact,
    compact,
)
from ita_parse.records import Recurrence

Fault = Literal[
    "start_unread", "end_unread", "backwards", "impossible", "apart", "no_year", "recurrences"
]
"""Why a period lacks what it seems to print:

- start_unread, end_unread: what stands there in the range is no date that is known;
- backwards: it ends before it starts;
- impossible: a day, month or year that can't be one, or whose days aren't known (a school year);
- apart: several stretches of time that don't meet;
- no_year: it names no year, and that of the document isn't known or leaves more than one;
- recurrences: more than one.
"""


@dataclass(frozen=True, slots=True)
class Period:
    """When something is done.

    Attributes:
        matched: The part of the text that says so.
        start: First day, Common Era; None if the text names none, or one that can't be.
        end: Last day, likewise.
        recurrence: How often, if the text says so.
        fault: Why one of these is None though the text seems to print it; None if nothing is amiss.
    """

    matched: str
    start: date | None
    end: date | None
    recurrence: Recurrence | None
    fault: Fault | None = field(default=None, compare=False, repr=False)


# A report after six and one after twelve months.
_TWO_ROUNDS = re.compile(r"รอบ(?:6|หก)เดือน(?:แรก)?(?:และ|,|/)(?:รอบ)?(?:12|สิบสอง)เดือน")

# What stands between a span and the year that it lies in, between the ends of a range, and before
# or after a span of which only one end is known.
_OF = re.compile(r"[()/,: ]*(?:ของ|ใน|แห่ง)?")
_RANGE = re.compile(r"[)]?(?:-|ไปจนถึง|จนถึง|ถึง|สิ้นสุด|to)(?:ภายใน|สิ้นสุด|สิ้น|ปลาย|ช่วง|วันที่|วัน|เดือน)*[(]?")
_RANGE_AT_END = re.compile(rf"(?:{_RANGE.pattern})$")
# More letters than the words between two dates of a range, or one of these dates, have.
_LINK = 60
_FILLER = r"(?:สิ้นสุด|สิ้น|ระยะเวลา|ช่วง|ห้วง|ปลาย|ต้น|กลาง|เดือน|วันที่|วัน|รอบ|[(])*"
_UNTIL = re.compile(
    rf"(?:ภายใน|ไม่เกิน|ไม่ช้ากว่า|ก่อน(?=สิ้น)|(?:บัดนี้|ปัจจุบัน)(?:-|จนถึง|ถึง)|จนถึง|ถึง|(?=สิ้น))"
    rf"{_FILLER}$"
)
_BEFORE = re.compile(rf"ก่อน{_FILLER}$")
_AFTER = re.compile(rf"(?<!เดือน)(?<!ปี)(?<!ครึ่ง)หลัง(?:จาก)?{_FILLER}$")
_SINCE = re.compile(rf"(?:นับ)?(?:ตั้งแต่|แต่|จาก|เริ่ม(?:ดำเนินการ|ตั้งแต่|ต้น)*){_FILLER}$")
_ONWARD = re.compile(rf"[)]?(?:เป็นต้น(?:ไป|มา)|(?:-|จนถึง|ถึง)(?:ปัจจุบัน|บัดนี้|{BUDDHIST}?{YEAR}|$))")

# --- Years ----------------------------------------------------------------------------------


def _in_year(span: Span, year: Span) -> Span:
    """Put a span into the year that is printed beside it."""
    if year.year is None or year.bad:
        return replace(span, bad=span.bad or year.bad)
    if year.calendar:
        return replace(span, year=year.year, calendar=True)
    return _in_fiscal_year(span, year.year)


def _in_fiscal_year(span: Span, year: int) -> Span:
    if span.kind == POINT and span.order[0] >= FISCAL_START:
        year -= 1
    return replace(span, year=year)


def _in_given_year(span: Span, fiscal: int | None) -> Span:
    """Put a span that names no year into the document's."""
    if span.year is not None or span.bad or fiscal is None:
        return span
    return _in_fiscal_year(span, fiscal)


def _later(left: Span, right: Span) -> bool:
    """Return whether the left span comes later in a year than the right one."""
    if left.order[0] != right.order[0] or 0 in (left.order[1], right.order[1]):
        return left.order[0] > right.order[0]
    return left.order > right.order


def _attach(text: str, spans: list[Span], years: list[Span]) -> tuple[list[Span], list[Span]]:
    """Give each span the year that directly follows it; return the spans and the years left."""
    rest = list(years)
    for index, span in enumerate(spans):
        for year in rest:
            gap = text[span.end : year.start] if year.start >= span.end else None
            if gap is None or not _OF.fullmatch(gap):
                continue
            listed = any(_linked(text, year, other) for other in years)
            if span.year is None and not listed:
                spans[index] = replace(_in_year(span, year), end=year.end)
                rest.remove(year)
            break
    return spans, rest


def _linked(text: str, left: Span, right: Span) -> bool:
    """Return whether two years belong to one list or range."""
    gap = text[left.end : right.start] if left.end <= right.start else None
    return gap is not None and re.fullmatch(YEAR_LINK, gap) is not None


def _carry(spans: list[Span]) -> list[Span]:
    """Carry years between neighbours.

    The year on the right holds for both, unless the left span comes later in the year; a year on
    the left alone holds likewise (domain.md, "Period").
    """
    for index in range(len(spans) - 2, -1, -1):
        span, after = spans[index], spans[index + 1]
        if span.year is None and not span.bad and after.year is not None:
            year = after.year - (span.kind == after.kind and _later(span, after))
            spans[index] = replace(span, year=year, calendar=after.calendar or span.calendar)
    for index in range(1, len(spans)):
        span, before = spans[index], spans[index - 1]
        if span.year is None and not span.bad and before.year is not None:
            year = before.year + (span.kind == before.kind and _later(before, span))
            spans[index] = replace(span, year=year, calendar=before.calendar or span.calendar)
    return spans


def _date_spans(text: str, spans: list[Span], years: list[Span], fiscal: int | None) -> list[Span]:
    """Give every span its year: printed beside it, beside its neighbour, elsewhere, or given."""
    spans, years = _attach(text, spans, years)
    spans = _carry(spans)
    printed = {year.year for year in years if year.year is not None}
    bad = any(year.bad for year in years) or len(printed) > 1
    only = next((year for year in years if year.year is not None), None)
    for index, span in enumerate(spans):
        if span.year is not None or span.bad:
            continue
        if bad:
            spans[index] = replace(span, bad=True)
        elif only is not None:
            spans[index] = _in_year(span, only)
        else:
            spans[index] = _in_given_year(span, fiscal)
    return spans


# --- Putting together -----------------------------------------------------------------------


def _interval(text: str, spans: list[Span]) -> tuple[Interval | Fault, bool]:
    """Return the days from the first span to the last, and whether a range is printed.

    Spans in a list make one stretch if they meet or overlap; otherwise there is no one period.
    """
    whole: Interval | None = None
    ranged = False
    for index, span in enumerate(spans):
        if span.year is None and not span.bad:
            return "no_year", ranged
        days = None if span.year is None else span.interval(span.year, span.calendar)
        if days is None or span.bad:
            return "impossible", ranged
        linked = index > 0 and _RANGE.fullmatch(text[spans[index - 1].end : span.start]) is not None
        ranged = ranged or linked
        if whole is None:
            whole = days
        elif linked and days[1] >= whole[0]:
            whole = whole[0], max(whole[1], days[1])
        elif not linked and days[0] <= whole[1] + timedelta(days=1) and days[1] >= whole[0]:
            whole = min(whole[0], days[0]), max(whole[1], days[1])
        else:
            return "backwards" if linked else "apart", ranged
    return whole or "no_year", ranged


@dataclass(frozen=True, slots=True)
class _Ends:
    """First and last day, how far the words reach that say only one is known, and what is amiss."""

    start: date | None
    end: date | None
    reach: list[int]
    fault: Fault | None = None


def _ends(text: str, spans: list[Span], beside: list[Span]) -> _Ends:
    whole, ranged = _interval(text, spans)
    before, after = text[: spans[0].start], text[spans[-1].end :]
    until, earlier = _UNTIL.search(before), _BEFORE.search(before)
    since, onward = _SINCE.search(before), _ONWARD.match(after)
    later = _AFTER.search(before)
    reach = [match.start() for match in (until or earlier, since or later) if match]
    if onward:
        reach.append(spans[-1].end + onward.end())
    if isinstance(whole, str):
        return _Ends(None, None, reach, whole)
    start, end = whole
    left_unread = _left_is_unread(before, beside)
    right_unread = not onward and _right_is_unread(after, len(text), beside)
    if left_unread or right_unread:
        return _Ends(
            None if left_unread else start,
            None if right_unread else end,
            reach,
            "start_unread" if left_unread else "end_unread",
        )
    if not ranged:
        if until or spans[0].only_end:
            return _Ends(None, end, reach)
        if earlier:
            return _Ends(None, start - timedelta(days=1), reach)
        if later:
            return _Ends(end + timedelta(days=1), None, reach)
        if since or onward:
            return _Ends(start, None, reach)
    return _Ends(start, end, reach)


def _left_is_unread(before: str, beside: list[Span]) -> bool:
    """Tell whether what looks like a date begins a range before the first span, and isn't known."""
    link = _RANGE_AT_END.search(before, max(0, len(before) - _LINK))
    return (
        link is not None
        and all(span.end != link.start() for span in beside)
        and ends_like_date(before[max(0, link.start() - _LINK) : link.start()])
    )


def _right_is_unread(after: str, length: int, beside: list[Span]) -> bool:
    """Tell whether what looks like a date ends a range after the last span, and isn't known."""
    link = _RANGE.match(after)
    if link is None:
        return False
    place = length - len(after) + link.end()
    return all(span.start != place for span in beside) and begins_like_date(
        after[link.end() : link.end() + _LINK]
    )


def _spans(text: Compact, fiscal: int | None) -> tuple[list[Span], list[Span]]:
    """Return the spans that give the dates, each in its year, and the others beside them."""
    days = dated(text)
    # Blank what is a date, so that its year is no fiscal year and its day no quarter.
    plain = _blank(text.text, [(span.start, span.end) for span in days])
    years = wholes(plain)
    vaguer = [*quarters(plain), *parts(plain)]
    spans = days or [span for span in vaguer if span.kind == QUARTER] or vaguer
    beside = [*years, *vaguer]
    if not spans:
        # "ตลอดปีงบประมาณ (ปีงบประมาณ 2568)": what is told goes before what is only named.
        spans = [year for year in years if year.year is not None or year.bad] or years
        return [_in_given_year(span, fiscal) for span in spans], []
    closing = _closing_year(text.text, spans, years)
    if closing is None:
        return _date_spans(text.text, spans, years, fiscal), beside
    return [
        *_date_spans(text.text, spans, [closing], fiscal),
        _in_given_year(closing, fiscal),
    ], beside


def _closing_year(text: str, spans: list[Span], years: list[Span]) -> Span | None:
    """Return the year that ends a range begun by a day: "1 ต.ค. 2567 - สิ้นปีงบประมาณ 2568"."""
    if len(spans) > 1:
        return None
    begun = spans[0].end
    return next(
        (
            year
            for year in years
            if year.start > begun and _RANGE.fullmatch(text[begun : year.start])
        ),
        None,
    )


def _blank(text: str, stretches: list[tuple[int, int]]) -> str:
    for start, end in stretches:
        text = text[:start] + "\0" * (end - start) + text[end:]
    return text


def read_period(text: str, *, fiscal_year: int | None = None) -> Period | None:
    """Read when something is done.

    Args:
        text: A cell of a period column, with Thai or Arabic digits and white space anywhere.
        fiscal_year: Buddhist fiscal year of the document; it dates what names no year of its own
            ("ไตรมาสแรก", "ตลอดปีงบประมาณ", "ต.ค. - ธ.ค."), and never overrules a printed year.

    Returns:
        The period; None if the text names none. Its dates are None where the text prints no day,
        an impossible one (31 ก.พ.), an end before its start, or stretches that don't meet
        (มี.ค. และ ก.ย.), its recurrence where two are printed; one is None where that end of a
        range is none that is known (ด.ค. 67 - ก.ย. 68). `fault` tells which of these it is. Of
        "ภายใน…" only the end is known, of "… เป็นต้นไป" only the start.
    """
    squeezed = compact(text)
    if fiscal_year is not None and not FIRST_YEAR <= fiscal_year <= LAST_YEAR:
        fiscal_year = None
    often = phrases(squeezed.text)
    masked = squeezed
    if often:
        stretches = [(phrase.start, phrase.end) for phrase in often]
        masked = replace(squeezed, text=_blank(squeezed.text, stretches))
    spans, beside = _spans(masked, fiscal_year)
    if not spans and not often:
        return None
    ends = _Ends(None, None, [])
    places = [place for span in (*spans, *beside) for place in (span.start, span.end)]
    if spans:
        ends = _ends(masked.text, spans, beside)
        if ends.fault == "backwards" and _crosses_year(masked, fiscal_year):
            ends = replace(ends, fault="no_year")
        places += ends.reach
    name = agreed(often)
    places += [place for phrase in often for place in (phrase.start, phrase.end)]
    fault: Fault | None = ends.fault or ("recurrences" if often and name is None else None)
    if not often and _TWO_ROUNDS.search(masked.text):
        name = "half_yearly"
    first, last = min(places), max(places)
    if squeezed.text[last : last + 1] == ")" and "(" in squeezed.text[first:last]:
        last += 1
    return Period(squeezed.original(first, last), ends.start, ends.end, name, fault)


def _crosses_year(text: Compact, fiscal: int | None) -> bool:
    """Tell whether a range is backwards only within the document's year: "ก.ย. - ต.ค."."""
    if fiscal is None:
        return False
    whole, _ = _interval(text.text, _spans(text, None)[0])
    return whole == "no_year"


def fiscal_year_of(day: date) -> int:
    """Return the Buddhist fiscal year that a day lies in."""
    return day.year + ERA + (day.month >= FISCAL_START)
