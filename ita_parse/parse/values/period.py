"""When a measure runs: periods as Thai reports print them.

Fiscal year N runs from 1 October N-1 to 30 September N, quarters and halves count from October
(domain.md, "Years"). "ปี 2568" and "พ.ศ. 2568" standing alone are fiscal years too: local
government plans and reports by fiscal year, and only ปีปฏิทิน says otherwise.

The text is cut into spans (days and months, quarters, parts of a year, years). The most precise
kind that is there gives the dates; years beside it say which year it is in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ita_parse.parse.values.recurrence import agreed, phrases
from ita_parse.parse.values.spans import (
    FISCAL_START,
    POINT,
    QUARTER,
    YEAR_LINK,
    Interval,
    Span,
    dated,
    parts,
    quarters,
    wholes,
)
from ita_parse.parse.values.vocabulary import (
    BUDDHIST,
    FIRST_YEAR,
    LAST_YEAR,
    YEAR,
    Compact,
    compact,
)
from ita_parse.records import Recurrence


@dataclass(frozen=True, slots=True)
class Period:
    """When something is done.

    Attributes:
        matched: The part of the text that says so.
        start: First day, Common Era; None if the text names none, or one that can't be.
        end: Last day, likewise.
        recurrence: How often, if the text says so.
    """

    matched: str
    start: date | None
    end: date | None
    recurrence: Recurrence | None


# A report after six and one after twelve months.
_TWO_ROUNDS = re.compile(r"รอบ(?:6|หก)เดือน(?:แรก)?(?:และ|,|/)(?:รอบ)?(?:12|สิบสอง)เดือน")

# What stands between a span and the year that it lies in, between the ends of a range, and before
# or after a span of which only one end is known.
_OF = re.compile(r"[()/,: ]*(?:ของ|ใน|แห่ง)?")
_RANGE = re.compile(r"[)]?(?:-|ไปจนถึง|จนถึง|ถึง|สิ้นสุด|to)(?:ภายใน|สิ้นสุด|สิ้น|ปลาย|ช่วง|วันที่|วัน|เดือน)*[(]?")
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


def _interval(text: str, spans: list[Span]) -> tuple[Interval | None, bool]:
    """Return the days from the first span to the last, and whether a range is printed.

    Spans in a list make one stretch if they meet or overlap; otherwise there is no one period.
    """
    whole: Interval | None = None
    ranged = False
    for index, span in enumerate(spans):
        days = None if span.bad or span.year is None else span.interval(span.year, span.calendar)
        if days is None:
            return None, ranged
        linked = index > 0 and _RANGE.fullmatch(text[spans[index - 1].end : span.start]) is not None
        ranged = ranged or linked
        if whole is None:
            whole = days
        elif linked and days[1] >= whole[0]:
            whole = whole[0], max(whole[1], days[1])
        elif not linked and days[0] <= whole[1] + timedelta(days=1) and days[1] >= whole[0]:
            whole = min(whole[0], days[0]), max(whole[1], days[1])
        else:
            return None, ranged
    return whole, ranged


def _ends(text: str, spans: list[Span]) -> tuple[date | None, date | None, list[int]]:
    """Return first and last day, and how far the words reach that say only one is known."""
    whole, ranged = _interval(text, spans)
    before, after = text[: spans[0].start], text[spans[-1].end :]
    until, earlier = _UNTIL.search(before), _BEFORE.search(before)
    since, onward = _SINCE.search(before), _ONWARD.match(after)
    later = _AFTER.search(before)
    reach = [match.start() for match in (until or earlier, since or later) if match]
    if onward:
        reach.append(spans[-1].end + onward.end())
    if whole is None:
        return None, None, reach
    start, end = whole
    if not ranged:
        if until or spans[0].only_end:
            return None, end, reach
        if earlier:
            return None, start - timedelta(days=1), reach
        if later:
            return end + timedelta(days=1), None, reach
        if since or onward:
            return start, None, reach
    return start, end, reach


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
        (มี.ค. และ ก.ย.), its recurrence where two are printed. Of "ภายใน…" only the end is known,
        of "… เป็นต้นไป" only the start.
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
    start: date | None = None
    end: date | None = None
    places = [place for span in (*spans, *beside) for place in (span.start, span.end)]
    if spans:
        start, end, reach = _ends(masked.text, spans)
        places += reach
    name = agreed(often)
    places += [place for phrase in often for place in (phrase.start, phrase.end)]
    if not often and _TWO_ROUNDS.search(masked.text):
        name = "half_yearly"
    first, last = min(places), max(places)
    if squeezed.text[last : last + 1] == ")" and "(" in squeezed.text[first:last]:
        last += 1
    return Period(squeezed.original(first, last), start, end, name)
