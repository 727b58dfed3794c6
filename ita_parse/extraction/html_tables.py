"""Cuts HTML tables into rows and cells with their spans, balanced or not."""

from __future__ import annotations

import re
from typing import NamedTuple

from ita_parse.extraction.markup import TAG, attributes


class RawCell(NamedTuple):
    """A cell as the file holds it: its column from 0, the rows and columns that it covers."""

    raw: str
    column: int
    row_span: int = 1
    column_span: int = 1


# No real report has more; a larger number is damage, and would cost memory.
_MAX_SPAN = 200


def read_html_table(text: str) -> tuple[list[list[list[RawCell]]], str]:
    """Read the tables in `text`; return their rows, and the text outside of any table.

    A cell ends where the next cell, row or table tag stands, whether it is closed or not. A table
    inside a cell becomes lines of that cell.
    """
    tables: list[_Grid] = []
    outside: list[str] = []
    grid: _Grid | None = None
    depth = position = 0
    for match in TAG.finditer(text):
        name, closing = match[2].lower(), bool(match[1])
        if name not in ("table", "tr", "td", "th"):
            continue
        before = text[position : match.start()]
        if name == "table":
            depth += -1 if closing else 1
            if depth > 1 or (depth == 1 and closing):
                continue
        elif depth > 1:
            continue
        position = match.end()
        if grid is None or not grid.add_text(before):
            outside.append(before)
        if name == "table":
            if closing:
                depth = max(depth, 0)
                grid = None
            else:
                grid = _Grid()
                tables.append(grid)
            continue
        if grid is None:
            grid = _Grid()
            tables.append(grid)
        if name == "tr":
            grid.end_cell()
            if not closing:
                grid.start_row()
        elif closing:
            grid.end_cell()
        else:
            grid.start_cell(attributes(match[3]))
    if grid is None or not grid.add_text(text[position:]):
        outside.append(text[position:])
    return [table.finish() for table in tables if table.rows], "\n".join(outside)


class _Grid:
    """A table being read; knows which columns cells from rows above still cover."""

    def __init__(self) -> None:
        self.rows: list[list[RawCell]] = []
        self._covered: dict[int, int] = {}
        self._open: tuple[list[str], int, int, int] | None = None

    def start_row(self) -> None:
        if self.rows:
            self._covered = {column: left - 1 for column, left in self._covered.items() if left > 1}
        self.rows.append([])

    def start_cell(self, found: dict[str, str]) -> None:
        self.end_cell()
        if not self.rows:
            self.start_row()
        last = self.rows[-1][-1] if self.rows[-1] else None
        column = last.column + last.column_span if last else 0
        while self._covered.get(column, 0):
            column += 1
        down, right = _span(found, "rowspan"), _span(found, "colspan")
        self._open = ([], column, down, right)

    def add_text(self, text: str) -> bool:
        """Add text to the open cell; False if no cell is open and the text is not blank."""
        if self._open is None:
            return not text.strip()
        self._open[0].append(text)
        return True

    def end_cell(self) -> None:
        if self._open is None:
            return
        text, column, down, right = self._open
        self.rows[-1].append(RawCell("".join(text).strip(), column, down, right))
        if down > 1:
            # Counted down at each new row; this row is the first of them.
            self._covered.update(dict.fromkeys(range(column, column + right), down))
        self._open = None

    def finish(self) -> list[list[RawCell]]:
        self.end_cell()
        return [row for row in self.rows if row]


def _span(found: dict[str, str], name: str) -> int:
    value = re.match(r"\s*(\d{1,6})", found.get(name, ""))
    return min(max(int(value[1]), 1), _MAX_SPAN) if value else 1
