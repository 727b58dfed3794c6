"""Data rows to scores of indicators and of items."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import cast

from ita_parse.parse.builder import Builder, PrintedTotal, UnreadScore
from ita_parse.parse.checks.score_rules import instrument_shares
from ita_parse.parse.context import Context
from ita_parse.parse.rows import DataRow, ScoreCell, as_printed, certainty
from ita_parse.parse.values.codes import read_item_code
from ita_parse.parse.values.indicator import (
    IndicatorReading,
    indicator,
    instrument_of,
    read_indicator,
)
from ita_parse.parse.values.scores import read_number, read_score
from ita_parse.records import IndicatorScore, Instrument, ItemScore
from ita_parse.text import TO_ARABIC, squeeze

_TOTAL = re.compile(
    r"(?:ผล|ค่า)?(?:คะแนน)?(?:การประเมิน)?(?:รวม|เฉลี่ย|ภาพรวม|ITA|ทั้งสิ้น|สุทธิ|โดยรวม|คะแนน)+|ค่าเฉลี่ย.*"
    r"|.*คะแนน(?:ภาพ)?รวม.*|(?:grand)?total(?:score)?",
    re.IGNORECASE,
)
# Behind a label for the total where only the instruments are summed up.
_OF_ALL = re.compile(
    r"(?:ทั้งหมด|(?:ของ|ระดับ)?หน่วยงาน|(?:ทุก|(?:ทั้ง)?[(]?3)(?:แบบวัด|แบบ|เครื่องมือ|ส่วน)[)]?|[(]?ITA[)]?)$"
)
# Bodies that a row next to the own one compares with.
_OF_OTHERS = re.compile(r"(?:ระดับ|ทั้ง|ของ|เฉลี่ย)(?:ประเทศ|จังหวัด|อำเภอ|ภาค)|อปท")
# The head of a column, which _TOTAL takes for a total's label.
_NO_TOTAL = frozenset(("คะแนน", "ผลคะแนน", "ค่าคะแนน"))


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a table of indicator scores: the indicator that it names, the number it prints."""

    row: DataRow
    indicator: IndicatorReading | None
    number: int | None


_PART_TOTAL = re.compile(r"(?:คะแนน)?(?:รวม|เฉลี่ย)+.*(?:[IEO]IT|แบบวัด|แบบตรวจ).*")
_SUM = re.compile("คะแนน|รวม|เฉลี่ย|ของ")
_NOT_ASSESSED = re.compile(r"[-–—\s]*|ไม่มี")
# What a row of means is called; "ค่าเฉลี่ย 10 ตัวชี้วัด" may be the mean or the weighted total.
_MEAN = "เฉลี่ย"
_INDICATORS = 10
# A printed mean is rounded to hundredths, and so are the scores that it is made of.
_ROUNDING = Decimal("0.01")


def add_indicator_scores(rows: Sequence[DataRow], context: Context, builder: Builder) -> None:
    """Read the rows of a table of indicator scores and add a record per row and year.

    Rows that sum others up are no indicator's score; they become totals.
    """
    read: list[_Row] = []
    sums: list[tuple[int, DataRow, str]] = []
    for row in rows:
        name = row.text("indicator")
        indicator = read_indicator(name) if name else None
        label = squeeze(name or _label(row))
        if indicator is None and _sums_up(label):
            sums.append((len(read), row, label))
        elif name and any(cell.text for cell in row.scores):
            number = read_number(row.text("sequence") or "")
            read.append(_Row(row, indicator, int(number) if number is not None else None))
    means = _plain_means(read) if any(_MEAN in label for _, _, label in sums) else {}
    for row, label, instrument in _summed_up(read, sums):
        _add_totals(row, instrument, means if _MEAN in label else {}, context, builder)
    official = _in_official_order(read)
    for entry in read:
        for cell in entry.row.scores:
            if is_assessed(cell.text):
                change = _change(entry.row) if cell.year == _newest(entry.row) else None
                _add_indicator_score(entry, cell, official, change, context, builder)


def _label(row: DataRow) -> str:
    """Return what a row without an indicator is called in the columns before."""
    columns = [name for name in ("instrument", "sequence") if name not in row.carried]
    return next((text for name in columns if (text := row.text(name))), "")


def _sums_up(label: str) -> bool:
    return label not in _NO_TOTAL and bool(_PART_TOTAL.fullmatch(label) or _TOTAL.fullmatch(label))


def names_total(label: str) -> bool:
    """Tell whether a row beside those of the three instruments is called their total.

    Args:
        label: without white space.
    """
    bare = _OF_ALL.sub("", label.translate(TO_ARABIC))
    return (
        bool(bare)
        and bool(_TOTAL.fullmatch(bare))
        and not _OF_OTHERS.search(label)
        and (bare != label or label not in _NO_TOTAL)
    )


def _summed_up(
    read: Sequence[_Row], sums: Sequence[tuple[int, DataRow, str]]
) -> Iterator[tuple[DataRow, str, Instrument | None]]:
    """Yield the rows that sum others up, their label, and the instrument summed up; None: all.

    Labels that name no instrument (รวม, เฉลี่ย) mean the one of the rows above as long as rows of
    others follow; behind the last row they mean it only if they did so for the others, too.
    """
    parts: set[Instrument] = set()
    for index, (place, row, label) in enumerate(sums):
        named = _instrument_in(label)
        above = read[place - 1].indicator if place else None
        if named is None and above is not None and not _PART_TOTAL.fullmatch(label):
            instruments = {entry.indicator.instrument for entry in read if entry.indicator}
            follows = {entry.indicator.instrument for entry in read[place:] if entry.indicator}
            done = parts == instruments - {above.instrument} and len(instruments) > 1
            first = not any(other == place for other, _, _ in sums[:index])
            if (follows and above.instrument not in follows) or (not follows and done and first):
                named = above.instrument
        if named:
            parts.add(named)
        if named or not _PART_TOTAL.fullmatch(label):
            yield row, label, named


def _instrument_in(label: str) -> Instrument | None:
    """Return the one instrument that the label of a total names."""
    codes = set(re.findall(r"(?<![A-Z])(IIT|EIT|OIT)(?![A-Z])", label))
    if len(codes) == 1:
        return cast("Instrument", codes.pop())
    return instrument_of(_SUM.sub("", label)) if not codes else None


def _add_totals(
    row: DataRow,
    instrument: Instrument | None,
    means: Mapping[int, Decimal],
    context: Context,
    builder: Builder,
) -> None:
    for column, cell in enumerate(row.scores):
        if is_assessed(cell.text) and (instrument or not _is_near(cell.text, means.get(column))):
            add_total(row, cell, instrument, context, builder)


def is_assessed(text: str) -> bool:
    """Tell whether a cell of scores says more than that there is none."""
    return not _NOT_ASSESSED.fullmatch(text)


def add_total(
    row: DataRow,
    cell: ScoreCell,
    instrument: Instrument | None,
    context: Context,
    builder: Builder,
) -> None:
    """Add a total that a table prints: an instrument's, or that of all if it is None."""
    builder.totals.append(
        PrintedTotal(
            instrument=instrument,
            year=cell.year or context.near_year or context.score_year,
            printed=cell.printed,
            change=_change(row) if cell.year == _newest(row) else None,
            place=row.places[0],
            page=row.places[0].page,
            certainty=cell.certainty,
        )
    )


def _plain_means(read: Sequence[_Row]) -> Mapping[int, Decimal]:
    """Return the mean of the ten indicators by the column of scores that holds them all.

    The total weighs the instruments, so that a row of means is none; a column whose total would be
    the same is left out.
    """
    columns: dict[int, dict[int, Decimal]] = defaultdict(dict)
    for entry in read:
        for column, cell in enumerate(entry.row.scores):
            score = read_score(cell.text)
            if entry.indicator and score is not None:
                columns[column][entry.indicator.number] = score
    means = {}
    for column, scores in columns.items():
        if len(scores) == _INDICATORS:
            mean = sum(scores.values(), Decimal()) / _INDICATORS
            total = sum(
                (weight * scores[number] for number, weight in _weights().items()), Decimal()
            )
            if abs(total - mean) > 2 * _ROUNDING:
                means[column] = mean
    return means


@cache
def _weights() -> Mapping[int, Decimal]:
    """Return what share of the total each indicator makes."""
    instruments = {number: indicator(number).instrument for number in range(1, _INDICATORS + 1)}
    sizes = Counter(instruments.values())
    return {number: instrument_shares()[one] / sizes[one] for number, one in instruments.items()}


def _is_near(text: str, mean: Decimal | None) -> bool:
    score = read_score(text)
    return mean is not None and score is not None and abs(score - mean) <= _ROUNDING


def _newest(row: DataRow) -> int | None:
    return max((cell.year for cell in row.scores if cell.year), default=None)


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
    if cell.certainty is not None:
        builder.certainties[score_id] = cell.certainty
    if score is None:
        unread = UnreadScore("indicator_scores", score_id, cell.printed, place.page)
        builder.unread.append(unread)


def _change(row: DataRow) -> str | None:
    """Return the printed change; of two columns (better, worse) the one that holds a number."""
    text = row.text("change")
    if not text:
        return None
    lines = [line for line in text.split("\n") if is_assessed(line)]
    return as_printed("\n".join(lines) or text, row.cells["change"])


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
    if (sure := certainty(row.cells["score"])) is not None:
        builder.certainties[score_id] = sure
    if score is None:
        builder.unread.append(UnreadScore("item_scores", score_id, printed, place.page))
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
