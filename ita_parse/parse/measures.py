"""Data rows to measures, items followed up and indicators to improve, with their steps."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ita_parse.parse.builder import Builder, UnreadScore
from ita_parse.parse.context import Context
from ita_parse.parse.headers import Columns
from ita_parse.parse.rows import DataRow, as_printed
from ita_parse.parse.steps import read_steps
from ita_parse.parse.values.codes import ItemCode, read_item_code
from ita_parse.parse.values.indicator import (
    IndicatorReading,
    is_garbled_score,
    read_indicator,
)
from ita_parse.parse.values.items import indicator_of_item
from ita_parse.parse.values.owner import read_owners
from ita_parse.parse.values.period import Fault, Period, fiscal_year_of, read_period
from ita_parse.parse.values.recurrence import recurs_otherwise
from ita_parse.parse.values.scores import read_score
from ita_parse.parse.values.status import read_status
from ita_parse.parse.values.topic import read_topic
from ita_parse.records import IndicatorScore, Measure, RowKind, Status, Step, StepField
from ita_parse.text import squeeze

# Fields whose text is taken over as it stands.
_PLAIN = ("kpi", "target", "budget", "obstacles", "suggestion", "evidence")
# Fields in which a status is looked for, the likeliest first.
_STATUS_FIELDS = ("status", "result", "follow_up", "outcome")
_STATUS_COLUMNS: dict[str, Status] = {
    "status_completed": "completed",
    "status_in_progress": "in_progress",
    "status_not_started": "not_started",
}
_STEP_FIELDS: tuple[StepField, ...] = ("method", "result", "outcome", "follow_up")
_SEQUENCE = re.compile(r"\(?(\d{1,3}(?:\.\d{1,2})*)[.)]\s*(?=\D)")
_LIST_GOES_ON = re.compile(r"\n\(?\d{1,2}[.)]")
_NO_MEASURE = re.compile(r"รวม(?:ทั้งสิ้น|ทั้งหมด|เป็นเงิน)?(?:\d|$)|หมายเหตุ|\(?ลงชื่อ")
_BULLET = re.compile(r"[•▪■●◦➢❖]\s*")
_BULLETS = re.compile(r"\n[•▪■●◦➢❖]")
_BLANK = re.compile(r"[-–—.\s]*")
# Fiscal years by which a period may be off those of the report: plans run for five years at most.
_FAR_YEARS = 5
_FAULTS: dict[Fault, str] = {
    "start_unread": "What stands before the range's dash is no date that is known.",
    "end_unread": "What stands after the range's dash is no date that is known.",
    "impossible": "The period names a day or year that can't be one, or whose dates aren't known.",
    "apart": "The period names several stretches of time that don't meet.",
    "no_year": "The period does not tell its year, and that of the report does not settle it.",
    "recurrences": "The period names more than one recurrence.",
}
# These take a date away that seems to be printed, so they are told though the rest was read.
_TOLD_ALWAYS: tuple[Fault, ...] = ("start_unread", "end_unread")


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a row is about."""

    kind: RowKind
    sequence: str | None
    measure: str | None
    indicator: IndicatorReading | None
    indicator_printed: str | None
    code: ItemCode | None
    item: str | None


def is_measure(row: DataRow) -> bool:
    """Tell a row that is about something from a total, a note or a signature below the table."""
    first = next((text for text in row.texts.values() if text), "")
    if _NO_MEASURE.match(squeeze(first)):
        return False
    return any(row.text(name) for name in ("measure", "item", "indicator", "method"))


def add_measure(row: DataRow, columns: Columns, context: Context, builder: Builder) -> None:
    """Read a row of a measures layout and add its records."""
    subject = _subject(row, columns, context)
    measure_id = builder.new_id("m", builder.measures)
    year = context.measures_year or context.fiscal_year
    period_text = row.text("period")
    period = read_period(period_text, fiscal_year=year) if period_text else None
    status, fields, conflict = _status(row)
    owner = row.text("owner")
    page_first, page_last = row.pages
    place = row.places[0]
    values: dict[str, Any] = {name: row.text(name) for name in _PLAIN}
    values |= {name: fields.get(name) or None for name in ("result", "outcome", "follow_up")}
    indicator = subject.indicator
    measure = Measure(
        report_id=builder.report_id,
        measure_id=measure_id,
        row_kind=subject.kind,
        sequence=subject.sequence,
        indicator_no=indicator.number if indicator else None,
        indicator=indicator.name if indicator else subject.indicator_printed,
        item_code=subject.code.code if subject.code else None,
        item=subject.item,
        measure=subject.measure,
        topic=read_topic(subject.measure) if subject.measure else None,
        method=row.text("method"),
        period=period_text,
        period_start=period.start if period else None,
        period_end=period.end if period else None,
        period_recurrence=period.recurrence if period else None,
        owner=owner,
        owners=read_owners(owner) if owner else (),
        status=status,
        page_first=page_first,
        page_last=page_last,
        table_no=place.table_no,
        row_no=place.row_no,
        confidence=None,
        **values,
    )
    measure._raw = row.raw()
    measure._places = row.places
    builder.measures.append(measure)
    builder.steps.extend(_steps(measure))
    _add_score(subject, row, context, builder)
    _add_findings(measure, period, conflict, context, builder)


def _subject(row: DataRow, columns: Columns, context: Context) -> _Subject:
    kind = columns.layout.row_kind
    printed = row.text("indicator")
    indicator = read_indicator(printed) if printed else None
    measure = row.text("measure")
    sequence = _clean_sequence(row.text("sequence"))
    if indicator is None and printed is None:
        indicator = context.indicator
    code: ItemCode | None = None
    item = row.text("item")
    if item:
        code = read_item_code(
            item,
            fiscal_year=context.score_year,
            indicator_no=indicator.number if indicator else None,
            instrument=context.instrument,
        )
        if code:
            item = code.rest or None
    if measure:
        sequence, measure = _split_sequence(sequence, measure)
    elif kind == "measure" and indicator is not None:
        kind = "indicator"
    return _Subject(kind, sequence, measure, indicator, printed, code, item)


def _clean_sequence(text: str | None) -> str | None:
    if not text or _BLANK.fullmatch(text):
        return None
    match = re.fullmatch(r"\(?\s*([\d.]*\d)\s*[.)]?", text)
    return match[1] if match else text


def _split_sequence(sequence: str | None, measure: str) -> tuple[str | None, str]:
    """Take a number or bullet before the measure out of its text; a list keeps all of its own."""
    bullet = _BULLET.match(measure)
    if bullet and not _BULLETS.search(measure):
        measure = measure[bullet.end() :]
    match = _SEQUENCE.match(measure)
    if match is None or _LIST_GOES_ON.search(measure):
        return sequence, measure
    if sequence is not None and match[1] != sequence:
        return sequence, measure
    return match[1], measure[match.end() :]


def _status(row: DataRow) -> tuple[Status | None, dict[str, str], bool]:
    """Find the status; return it, the result fields without tick boxes, and if two were ticked."""
    status: Status | None = None
    conflict = False
    fields: dict[str, str] = {}
    printed = row.raw()
    for name in _STATUS_FIELDS:
        text = row.text(name)
        if text is None:
            continue
        reading = read_status(text)
        if reading is None:
            # A status on a line of its own is one, even where its line was taken for a wrapped one.
            reading = read_status(printed.get(name, ""))
            status = status or (reading.status if reading and not reading.boxed else None)
            fields[name] = text
            continue
        fields[name] = reading.rest if reading.boxed else text
        status = status or reading.status
        conflict = conflict or reading.conflict
    for name, meaning in _STATUS_COLUMNS.items():
        mark = row.text(name)
        if mark and not _BLANK.fullmatch(mark) and mark.strip() not in ("☐", "□", "( )"):
            conflict = conflict or (status is not None and status != meaning)
            status = status or meaning
    return (None if conflict else status), fields, conflict


def _steps(measure: Measure) -> Iterable[Step]:
    for name in _STEP_FIELDS:
        for number, text in read_steps(getattr(measure, name) or ""):
            yield Step(
                report_id=measure.report_id,
                measure_id=measure.measure_id,
                field=name,
                step_no=number,
                text=text,
            )


def _add_score(subject: _Subject, row: DataRow, context: Context, builder: Builder) -> None:
    """Add the score that stands with the indicator's name or in a column beside it, if any."""
    indicator = subject.indicator
    if indicator is None or subject.indicator_printed is None or "indicator" in row.carried:
        return
    if indicator.score_printed is not None:
        score: Decimal | None = indicator.score
        found = as_printed(indicator.score_printed, row.cells["indicator"])
    elif row.scores:
        score, found = read_score(row.scores[0].text), row.scores[0].printed
        if score is None and not is_garbled_score(found):
            return
    else:
        return
    place = row.places[0]
    score_id = builder.new_id("s", builder.indicator_scores)
    builder.indicator_scores.append(
        IndicatorScore(
            report_id=builder.report_id,
            score_id=score_id,
            fiscal_year=context.score_year,
            instrument=indicator.instrument,
            indicator_no=indicator.number,
            indicator=indicator.name,
            score=score,
            score_printed=found,
            page=place.page,
            table_no=place.table_no,
            row_no=place.row_no,
        )
    )
    if score is None:
        builder.unread.append(UnreadScore("indicator_scores", score_id, found, place.page))


def _period_finding(period: Period | None, text: str, year: int | None) -> tuple[str, str] | None:
    """Return the code and message of what is amiss with a period, None if nothing is.

    Args:
        period: What was read from it.
        text: The period as printed.
        year: Fiscal year of the measures, or of the report (B.E.).
    """
    if period is None:
        if _BLANK.fullmatch(text) or recurs_otherwise(text):
            return None
        return "period_unread", "The period names no date that is known."
    fault = period.fault
    if fault == "backwards":
        return "period_doubtful", "The period ends before it starts; its dates are null."
    dates = [day for day in (period.start, period.end) if day is not None]
    if fault and (fault in _TOLD_ALWAYS or not (dates or period.recurrence)):
        return "period_unread", _FAULTS[fault]
    if year is None:
        return None
    years = [fiscal_year_of(day) for day in dates]
    far = next((named for named in years if abs(named - year) > _FAR_YEARS), None)
    if far is None:
        return None
    return (
        "period_doubtful",
        f"The period reaches fiscal year {far}, {abs(far - year)} years from the report's {year}.",
    )


def _add_findings(
    measure: Measure, period: Period | None, conflict: bool, context: Context, builder: Builder
) -> None:
    def find(code: str, field: str, message: str, printed: str | None) -> None:
        builder.find(
            code,
            "warning",
            message,
            table="measures",
            record_id=measure.measure_id,
            field=field,
            printed=printed,
            page=measure.page_first,
        )

    running = context.measures_year or context.fiscal_year
    if measure.period:
        amiss = _period_finding(period, measure.period, running)
        if amiss:
            find(amiss[0], "period", amiss[1], measure.period)
    if conflict:
        find("status_conflict", "status", "More than one status is ticked.", None)
    # Measures answer the result of the year before.
    year = context.score_year or (running - 1 if running else None)
    if measure.item_code and measure.indicator_no:
        official = indicator_of_item(measure.item_code, year)
        if official is not None and official != measure.indicator_no:
            find(
                "item_indicator_mismatch",
                "item_code",
                f"Item {measure.item_code} belongs to indicator {official}, not to "
                f"{measure.indicator_no} as printed.",
                measure.item_code,
            )
