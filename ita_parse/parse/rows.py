"""A table's data rows by field: merged cells carried down, every part's place kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ita_parse.document import Cell, Place, Row
from ita_parse.parse.headers import Columns
from ita_parse.text import THAI_DIGITS

# What groups rows: cells of these merge over rows that have numbers of their own.
_GROUPS = ("indicator", "instrument")


class ScoreCell(NamedTuple):
    """A cell of a score column: the year that its header names, clean text, text as printed.

    `certainty` is OCR's confidence in it, 0 to 1, if it gives one.
    """

    year: int | None
    text: str
    printed: str
    certainty: float | None = None


@dataclass(frozen=True, slots=True)
class DataRow:
    """A row of data: text, cells and, for scores, year by field; and where it stands.

    `scores` holds all score columns in order. `carried` are the fields whose text comes from a
    merged cell above.
    """

    texts: Mapping[str, str]
    cells: Mapping[str, tuple[Cell, ...]]
    places: tuple[Place, ...]
    scores: tuple[ScoreCell, ...] = ()
    carried: frozenset[str] = frozenset()

    def text(self, name: str) -> str | None:
        """Return the clean text of a field; None if the cell is empty or the column missing."""
        return self.texts.get(name) or None

    def raw(self) -> dict[str, str]:
        """Return the text of each field as the file holds it."""
        return {
            name: "\n".join(cell.raw for cell in cells)
            for name, cells in self.cells.items()
            if cells
        }

    @property
    def pages(self) -> tuple[int | None, int | None]:
        """First and last page; both None in a transcript."""
        numbers = [place.page for place in self.places if place.page is not None]
        return (numbers[0], numbers[-1]) if numbers else (None, None)


@dataclass(slots=True)
class Carrier:
    """Remembers what a merged cell holds, for the rows that it covers."""

    _last: dict[int, tuple[str, tuple[Cell, ...]]] = field(default_factory=dict)
    _spans: dict[int, tuple[str, tuple[Cell, ...], int]] = field(default_factory=dict)

    def reset(self) -> None:
        """Forget what stood above, where a section begins."""
        self._last.clear()
        self._spans.clear()

    def fill(
        self, row: Row, columns: Columns
    ) -> tuple[list[str], list[tuple[Cell, ...]], frozenset[int]]:
        """Return the row's texts and cells with those of merged cells above put in.

        A cell whose span is known covers the rows below it. Where spans are not known, empty
        cells at the left carry on the ones above, for the fields that the layout names.
        """
        texts, cells = list(row.texts), list(row.cells)
        carried: set[int] = set()
        for column, (text, above, left) in list(self._spans.items()):
            if column < len(cells) and not texts[column] and not cells[column]:
                texts[column], cells[column] = text, above
                carried.add(column)
            if left > 1:
                self._spans[column] = (text, above, left - 1)
            else:
                del self._spans[column]
        for column in self._merged(texts, carried, columns):
            texts[column], cells[column] = self._last[column]
            carried.add(column)
        self._remember(texts, cells, carried)
        return texts, cells, frozenset(carried)

    def _merged(self, texts: Sequence[str], carried: set[int], columns: Columns) -> list[int]:
        """Return the empty columns at the left that carry on the cells above them."""
        merged: list[int] = []
        numbered = False
        for column, name in enumerate(columns.fields[: len(texts)]):
            if texts[column] and column not in carried:
                if name == "sequence":
                    # A row with a number of its own may still stand beside a merged indicator.
                    numbered = True
                    continue
                break
            if name is not None and name not in columns.layout.carry:
                break
            if numbered and name not in _GROUPS:
                break
            if not texts[column] and name is not None and column in self._last:
                merged.append(column)
        # A number alone is not carried on: a row with a measure of its own has none.
        names = {columns.fields[column] for column in merged}
        return [] if names == {"sequence"} and not carried else merged

    def _remember(
        self, texts: Sequence[str], cells: Sequence[tuple[Cell, ...]], carried: set[int]
    ) -> None:
        for column, text in enumerate(texts):
            if not text:
                self._last.pop(column, None)
                continue
            self._last[column] = (text, cells[column])
            # Halves of a merged cell on several pages cover the rows of all.
            span = sum(cell.row_span for cell in cells[column])
            if span > 1 and column not in carried:
                self._spans[column] = (text, cells[column], span - 1)


def data_row(row: Row, columns: Columns, carrier: Carrier) -> DataRow:
    """Read a row by the fields of its columns; texts of two columns of one field are joined."""
    texts, cells, carried = carrier.fill(row, columns)
    by_field: dict[str, str] = {}
    cells_by_field: dict[str, tuple[Cell, ...]] = {}
    scores = []
    names: set[str] = set()
    for column, header in enumerate(columns.headers[: len(texts)]):
        if header is None:
            continue
        if header.field == "score":
            text = texts[column]
            printed = as_printed(text, cells[column])
            scores.append(ScoreCell(header.year, text, printed, certainty(cells[column])))
        if texts[column]:
            before = by_field.get(header.field)
            by_field[header.field] = f"{before}\n{texts[column]}" if before else texts[column]
        cells_by_field[header.field] = cells_by_field.get(header.field, ()) + cells[column]
        if column in carried:
            names.add(header.field)
    return DataRow(by_field, cells_by_field, row.places, tuple(scores), frozenset(names))


def certainty(cells: Sequence[Cell]) -> float | None:
    """Return OCR's confidence in the least certain of some cells, None if it gives none."""
    return min((cell.confidence for cell in cells if cell.confidence is not None), default=None)


def as_printed(text: str, cells: Sequence[Cell]) -> str:
    """Return a short clean text as its cells print it: with Thai digits where they stand there."""
    raw = "\n".join(cell.raw for cell in cells)
    pattern = "".join(
        f"[{letter}{THAI_DIGITS[int(letter)]}]" if letter in "0123456789" else re.escape(letter)
        for letter in text
    )
    match = re.search(pattern.replace("\\ ", r"\s*"), raw)
    return match[0] if match else text


def fields_of_cells(row: Row, columns: Columns) -> Iterator[tuple[Cell, str]]:
    """Yield each cell of a data row with the field that its column holds."""
    for column, header in enumerate(columns.headers[: len(row.cells)]):
        if header is not None:
            for cell in row.cells[column]:
                yield cell, header.field
