"""Every score that a document prints, whatever table or sentence it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from ita_parse.document import Paragraph
from ita_parse.parse.builder import Builder, PrintedTotal
from ita_parse.parse.values.dates import read_fiscal_years
from ita_parse.parse.values.indicator import find_indicator_scores
from ita_parse.parse.values.overall import find_totals
from ita_parse.records import IndicatorScore, ItemScore
from ita_parse.text import THAI_DIGITS

Kind = Literal["indicator", "item", "instrument", "total"]


class Quantity(NamedTuple):
    """What a score is the score of: an indicator's number, an item's code, an instrument."""

    kind: Kind
    key: str
    year: int | None


class Line(NamedTuple):
    """The row of a table; what stands in one row belongs together."""

    table_no: int
    row_no: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A score as a document prints it.

    Attributes:
        quantity: what it is the score of.
        printed: the number as printed, words around it included.
        table, record_id: the record that holds it; a total belongs to the report, and running text
            to none.
        line: the table's row that it stands in, None in running text.
        rank: the place in a ranking that is printed beside it.
        change: the change from the year before that is printed beside it.
        certainty: OCR's confidence in it, 0 to 1, None if it gives none.
    """

    quantity: Quantity
    printed: str
    table: str | None
    record_id: str | None
    line: Line | None
    page: int | None
    rank: int | None = None
    change: str | None = None
    certainty: float | None = None


def collect(
    builder: Builder, paragraphs: Iterable[Paragraph], year: int | None
) -> tuple[Figure, ...]:
    """Collect the scores of a document.

    Args:
        builder: holds the records read so far.
        paragraphs: running text.
        year: fiscal year (B.E.) of the scores that the document analyses, for those without one.
    """
    found = [
        *(_of_indicator(score, builder) for score in builder.indicator_scores),
        *(_of_item(score, builder) for score in builder.item_scores),
        *(_of_total(total, builder, year) for total in builder.totals),
    ]
    figures = [figure for figure in found if figure is not None]
    if not figures:
        return ()
    for paragraph in paragraphs:
        figures.extend(_of_text(paragraph, builder, year))
    return tuple(figures)


def _of_indicator(score: IndicatorScore, builder: Builder) -> Figure | None:
    if score.indicator_no is None or score.score_printed is None:
        return None
    return Figure(
        Quantity("indicator", str(score.indicator_no), score.fiscal_year),
        score.score_printed,
        "indicator_scores",
        score.score_id,
        _line(score),
        score.page,
        rank=score.rank,
        change=score.change_printed,
        certainty=builder.certainties.get(score.score_id),
    )


def _of_item(score: ItemScore, builder: Builder) -> Figure | None:
    if score.item_code is None or score.score_printed is None:
        return None
    return Figure(
        Quantity("item", score.item_code, score.fiscal_year),
        score.score_printed,
        "item_scores",
        score.score_id,
        _line(score),
        score.page,
        certainty=builder.certainties.get(score.score_id),
    )


def _line(score: IndicatorScore | ItemScore) -> Line | None:
    if score.table_no is None or score.row_no is None:
        return None
    return Line(score.table_no, score.row_no)


def _of_total(total: PrintedTotal, builder: Builder, year: int | None) -> Figure:
    return Figure(
        Quantity("instrument", total.instrument, total.year or year)
        if total.instrument
        else Quantity("total", "", total.year or year),
        total.printed,
        "reports",
        builder.report_id,
        Line(total.place.table_no, total.place.row_no) if total.place else None,
        total.page,
        change=total.change,
        certainty=total.certainty,
    )


def _of_text(paragraph: Paragraph, builder: Builder, year: int | None) -> Iterator[Figure]:
    if "คะแนน" not in paragraph.text and "ภาพรวม" not in paragraph.text:
        return
    for total in find_totals(paragraph.text):
        quantity = Quantity("total", "", total.year or year)
        printed = _printed(total.matched, paragraph.raw)
        yield Figure(quantity, printed, "reports", builder.report_id, None, paragraph.page)
    # A sentence that compares years doesn't say by its place which score is whose.
    if set(read_fiscal_years(paragraph.text)) <= {year}:
        for reading in find_indicator_scores(paragraph.text):
            quantity = Quantity("indicator", str(reading.number), year)
            number = re.findall(r"[0-9]+(?:[.,][0-9]+)?", reading.matched)[-1]
            printed = _printed(number, paragraph.raw)
            yield Figure(quantity, printed, None, None, None, paragraph.page)


def _printed(number: str, raw: str) -> str:
    """Return a number with Thai digits if its paragraph prints it so."""
    thai = "".join(THAI_DIGITS[int(digit)] if digit.isdigit() else digit for digit in number)
    return thai if thai in raw and number not in raw else number
