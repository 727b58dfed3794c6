"""Data rows to scores of indicators and of items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from ita_parse.parse.builder import Builder
from ita_parse.parse.context import Context
from ita_parse.parse.rows import DataRow, ScoreCell, as_printed
from ita_parse.parse.values.codes import read_item_code
from ita_parse.parse.values.indicator import IndicatorReading, instrument_of, read_indicator
from ita_parse.parse.values.scores import read_number, read_score
from ita_parse.records import IndicatorScore, Instrument, ItemScore
from ita_parse.text import squeeze

_TOTAL = re.compile(
    r"(?:คะแนน|ผลคะแนน)?(?:รวม|เฉลี่ย|ภาพรวม|ITA|รวมทั้งสิ้น|รวมเฉลี่ย|สุทธิ|โดยรวม)+|ค่าเฉลี่ย.*|ผลการประเมิน(?:รวม|ภาพรวม)|.*คะแนน(?:ภาพ)?รวม.*"
)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a table of indicator scores: the indicator that it names, the number it prints."""

    row: DataRow
    indicator: IndicatorReading | None
    number: int | None


_PART_TOTAL = re.compile(r"(?:คะแนน)?(?:รวม|เฉลี่ย)+.*(?:[IEO]IT|แบบวัด|แบบตรวจ).*")
_NOT_ASSESSED = re.compile(r"[-–—\s]*|ไม่มี")


def add_indicator_scores(
    rows: Sequence[DataRow], context: Context, builder: Builder
) -> dict[int | None, Decimal]:
    """Read the rows of a table of indicator scores and add a record per row and year.

    Returns:
        The totals that the table prints, by year; they are no indicator's score.
    """
    totals: dict[int | None, Decimal] = {}
    read: list[_Row] = []
    for row in rows:
        name = row.text("indicator")
        indicator = read_indicator(name) if name else None
        label = name or row.text("instrument") or row.text("sequence")
        if indicator is None and label and _PART_TOTAL.fullmatch(squeeze(label)):
            continue
        if indicator is None and label and _TOTAL.fullmatch(squeeze(label)):
            for cell in row.scores:
                total = read_score(cell.text)
                if total is not None:
                    totals.setdefault(cell.year or context.near_year or context.score_year, total)
        elif name and any(cell.text for cell in row.scores):
            number = read_number(row.text("sequence") or "")
            read.append(_Row(row, indicator, int(number) if number is not None else None))
    official = _in_official_order(read)
    for entry in read:
        newest = max((cell.year for cell in entry.row.scores if cell.year), default=None)
        for cell in entry.row.scores:
            if not _NOT_ASSESSED.fullmatch(cell.text):
                change = _change(entry.row) if cell.year == newest else None
                _add_indicator_score(entry, cell, official, change, context, builder)
    return totals


def _in_official_order(read: Sequence[_Row]) -> bool:
    """Tell whether printed numbers are those of the indicators, not places in a ranking.

    One that is not its indicator's, in rows whose scores never rise, shows a ranking.
    """
    rows = [row for row in read if row.indicator and row.number]
    wrong = sum(1 for row in rows if row.indicator and row.indicator.number != row.number)
    if not rows or not wrong:
        return bool(rows)
    scores = [read_score(row.row.scores[-1].text) for row in rows if row.row.scores]
    known = [score for score in scores if score is not None]
    falling = all(upper >= lower for upper, lower in pairwise(known))
    return not falling and wrong * 2 < len(rows)


def _add_indicator_score(
    entry: _Row,
    cell: ScoreCell,
    official: bool,
    change: str | None,
    context: Context,
    builder: Builder,
) -> None:
    row, indicator, number = entry.row, entry.indicator, entry.number
    place = row.places[0]
    score = read_score(cell.text)
    score_id = builder.new_id("s", builder.indicator_scores)
    if indicator is None and official and number is not None and 1 <= number <= 10:
        indicator_no: int | None = number
    else:
        indicator_no = indicator.number if indicator else None
    builder.indicator_scores.append(
        IndicatorScore(
            report_id=builder.report_id,
            score_id=score_id,
            fiscal_year=cell.year or context.near_year or context.score_year,
            instrument=indicator.instrument if indicator else _instrument(row, context),
            indicator_no=indicator_no,
            indicator=indicator.name if indicator else row.text("indicator"),
            rank=None if official else number,
            score=score,
            score_printed=cell.printed,
            change_printed=change,
            page=place.page,
            table_no=place.table_no,
            row_no=place.row_no,
        )
    )
    if score is None:
        _unread(builder, "indicator_scores", score_id, cell.printed, place.page)


def _change(row: DataRow) -> str | None:
    text = row.text("change")
    return as_printed(text, row.cells["change"]) if text else None


def add_item_score(row: DataRow, context: Context, builder: Builder) -> bool:
    """Read a row of a table of item scores; return False if it is none (no item or no score)."""
    item, printed = row.text("item"), row.text("score")
    if not item or not printed:
        return False
    instrument = _instrument(row, context)
    code = read_item_code(
        item,
        fiscal_year=context.score_year,
        instrument=instrument,
        indicator_no=context.indicator.number if context.indicator else None,
    )
    score = read_score(printed)
    if code is None and score is None:
        return False
    place = row.places[0]
    score_id = builder.new_id("i", builder.item_scores)
    builder.item_scores.append(
        ItemScore(
            report_id=builder.report_id,
            score_id=score_id,
            fiscal_year=context.score_year or context.near_year,
            instrument=instrument or (code.instrument if code else None),
            item_code=code.code if code else None,
            item=(code.rest or None) if code else item,
            issue_no=context.issue_no,
            issue=context.issue,
            score=score,
            score_printed=as_printed(printed, row.cells["score"]),
            page=place.page,
            table_no=place.table_no,
            row_no=place.row_no,
        )
    )
    if score is None:
        _unread(builder, "item_scores", score_id, printed, place.page)
    if code and instrument and code.instrument != instrument:
        builder.find(
            "item_instrument_mismatch",
            "warning",
            f"Item {code.code} is one of {code.instrument}, but stands under {instrument}.",
            table="item_scores",
            record_id=score_id,
            field="instrument",
            printed=instrument,
            suggested=code.instrument,
            page=place.page,
        )
    return True


def _instrument(row: DataRow, context: Context) -> Instrument | None:
    printed = row.text("instrument")
    return (instrument_of(printed) if printed else None) or context.instrument


def _unread(builder: Builder, table: str, record_id: str, printed: str, page: int | None) -> None:
    builder.find(
        "score_unread",
        "warning",
        "The score is no number from 0 to 100.",
        table=table,
        record_id=record_id,
        field="score",
        printed=printed,
        page=page,
    )
