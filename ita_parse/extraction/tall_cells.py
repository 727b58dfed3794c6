"""Cells and rows that rules tell but in part.

Ruled cells may hold many rows where rules part the columns alone; and rules may part the rows
alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median_low

from ita_parse.document import Box
from ita_parse.extraction.clusters import SAME_LINE, Word
from ita_parse.extraction.pieces import Piece, Row, is_figure, read_pieces, read_rows
from ita_parse.extraction.rules import SNAP, Rule
from ita_parse.extraction.ruling import Grid
from ita_parse.extraction.stacking import Line, Shape, find_borders, group_lines, span_end

# Two lines with figures side by side may be one row's; so many, in one row, are not.
_LEAST_LINES = 3
# A column is one of figures if so large a share of its lines are. Such columns have one on so large
# a share of the lines that the fullest of them has, and together not on many more.
_FIGURES = 0.75
_FILLED = 0.6
_COMMON = 1.3
# Rules that stick out by this much head a column that has no rule at its other side.
_OVERHANG = 10.0
# So far text's ink goes under its baseline, in sizes.
_BELOW = 0.35

_Cell = tuple[int, int, int, int, Box]


@dataclass(slots=True)
class Step:
    """A row between rules: its lines, and the rule under it if there is one."""

    lines: Sequence[Line]
    ends: Rule | None = None


def build_ladder(steps: Sequence[Step], shape: Shape, top: float) -> Grid:
    """Make a table the rows of which rules tell: cells go on where a rule leaves them out."""
    lines = [line for step in steps for line in step.lines]
    inner = find_borders(lines, shape.corridors)
    left = min(shape.x0, *(line.row.x0 for line in lines))
    right = max(shape.x1, *(line.row.x1 for line in lines))
    xs = [left, *inner, right]
    first, last = lines[0], lines[-1]
    ys = [min(top, first.y - first.row.em)]
    for above, below in pairwise(steps):
        start = below.lines[0]
        between = (above.lines[-1].y + start.y - start.row.em * 0.2) / 2
        ys.append(above.ends.position if above.ends else between)
    end = steps[-1].ends
    ys.append(end.position if end else last.y + last.row.em * _BELOW)

    def is_ended(row: int, first: int, end: int) -> bool:
        rule = steps[row].ends
        middles = [(xs[column] + xs[column + 1]) / 2 for column in range(first, end)]
        return rule is None or any(
            start < middle < stop for start, stop in rule.spans for middle in middles
        )

    cells: list[_Cell] = []
    taken: set[tuple[int, int]] = set()
    for row, step in enumerate(steps):
        for column in range(len(xs) - 1):
            if (row, column) in taken:
                continue
            end_column = span_end(step.lines, column)
            while any((row, place) in taken for place in range(column, end_column)):
                end_column -= 1
            low = row + 1
            while low < len(steps) and not is_ended(low - 1, column, end_column):
                low += 1
            taken.update((one, two) for one in range(row, low) for two in range(column, end_column))
            box = (xs[column], ys[row], xs[end_column], ys[low])
            cells.append((row, column, low - row, end_column - column, box))
    return Grid((left, ys[0], right, ys[-1]), tuple(cells), len(steps), len(xs) - 1, False, False)


def split_rows(grid: Grid, dealt: Sequence[Sequence[Word]]) -> Grid | None:
    """Part a ruled table's rows that hold several rows each, if they clearly do.

    They do where columns of figures have one on each of three lines or more: figures are not
    wrapped. Columns of phrases prove nothing, as all lines of a page have the same distance.

    Args:
        grid: a ruled table.
        dealt: the words of each of its cells.

    Returns:
        The table with its rows parted, or None if they are whole.
    """
    bands: dict[int, list[tuple[_Cell, Sequence[Word]]]] = {}
    for cell, words in zip(grid.cells, dealt, strict=True):
        if words and cell[2] == 1:
            bands.setdefault(cell[0], []).append((cell, words))
    # Nearly all tables are done with here, which has to be quick.
    bands = {row: band for row, band in bands.items() if _may_be_many(band)}
    cuts: dict[int, list[float]] = {}
    short: dict[int, list[float]] = {}
    for row, band in bands.items():
        lines = _lines(band)
        count = _figure_lines(lines)
        if count > 1:
            groups = group_lines(lines, _label_right(band, lines))
            ys = [(one[-1].y + two[0].y - two[0].row.em * 0.2) / 2 for one, two in pairwise(groups)]
            if ys:
                (cuts if count >= _LEAST_LINES else short)[row] = ys
    return _parted(grid, cuts | short) if cuts else None


def _may_be_many(band: Sequence[tuple[_Cell, Sequence[Word]]]) -> bool:
    """Tell whether cells side by side have several lines and begin with a figure."""
    count = 0
    for _, words in band:
        first = words[0]
        if words[-1].baseline - first.baseline > first.em * SAME_LINE and is_figure(first.text):
            count += 1
    return count > 0 and count >= min(2, len(band) - 1)


def _lines(band: Sequence[tuple[_Cell, Sequence[Word]]]) -> list[Line]:
    """Put the lines of cells side by side together, each a piece of its cell's column."""
    placed = sorted(
        (row.y, cell[1], row) for cell, words in band for row in read_rows(read_pieces(words))
    )
    lines: list[Line] = []
    for y, column, row in placed:
        piece = Piece(row.x0, row.x1, [word for piece in row.pieces for word in piece.words])
        if not lines or y - lines[-1].y >= row.em * SAME_LINE:
            lines.append(Line(Row(y, row.em, []), []))
        lines[-1].row.pieces.append(piece)
        lines[-1].cells.append((column, column, piece))
    for line in lines:
        line.cells.sort(key=lambda cell: cell[0])
    return lines


def _figure_lines(lines: Sequence[Line]) -> int:
    """Return on how many lines figures stand, if they stand there in rows of their own, else 0."""
    columns: dict[int, list[tuple[float, bool]]] = {}
    for line in lines:
        for column, _, piece in line.cells:
            columns.setdefault(column, []).append((line.y, is_figure(piece.text)))
    figures = [
        {y for y, _ in cells}
        for cells in columns.values()
        if sum(is_one for _, is_one in cells) >= _FIGURES * len(cells)
    ]
    phrases = [cells for cells in columns.values() if len(cells) > 1]
    if not figures or len(phrases) - sum(len(ys) > 1 for ys in figures) > 1:
        return 0
    most = max(map(len, figures))
    full = sum(len(ys) >= _FILLED * most for ys in figures)
    if len(set().union(*figures)) > most * _COMMON or full < min(2, len(columns) - 1):
        return 0
    return most if full > 1 or most == len(lines) else 0


def _label_right(band: Sequence[tuple[_Cell, Sequence[Word]]], lines: Sequence[Line]) -> float:
    """Return where labels end at the latest: as far from the rule as they begin from one."""
    box = band[0][0][4]
    left = min((line.cells[0][2].x0 for line in lines if line.cells[0][0] == 0), default=box[0])
    return box[2] - (left - box[0])


def widen(grid: Grid, edges: Iterable[Box]) -> Grid:
    """Add the outer columns of a table without rules at its sides, where rules stick out there.

    Args:
        grid: a ruled table, the rows of which `split_rows` could part.
        edges: the page's rules, each as the box of a line.

    Returns:
        The table with as many more columns, or itself if there are none.
    """
    x0, top, x1, bottom = grid.box
    left: list[tuple[float, float]] = []
    right: list[tuple[float, float]] = []
    for start, y, end, low in edges:
        if low - y <= SNAP and top - SNAP <= y <= bottom + SNAP:
            if start < x0 - _OVERHANG and end >= x0 - SNAP:
                left.append((y, start))
            if end > x1 + _OVERHANG and start <= x1 + SNAP:
                right.append((y, end))
    for ends, inner, shift in ((left, x0, 1), (right, x1, 0)):
        outer = median_low(x for _, x in ends) if ends else inner
        ys = sorted({y for y, x in ends if abs(x - outer) <= SNAP})
        if len(ys) < 2 or ys[0] > top + SNAP or ys[-1] < bottom - SNAP:
            continue
        grid = _with_column(grid, (min(inner, outer), max(inner, outer)), ys, shift)
    return grid


def _with_column(grid: Grid, xs: tuple[float, float], ys: Sequence[float], shift: int) -> Grid:
    """Add a column before the others, which shift, or after them; it is parted at some heights."""
    place = 0 if shift else grid.column_count
    tops = {row: box[1] for row, *_, box in grid.cells}
    cells = [
        (row, column + shift, row_span, column_span, box)
        for row, column, row_span, column_span, box in grid.cells
    ]
    starts = [sum(top < y - SNAP for top in tops.values()) for y in ys]
    for (y, low), (row, below) in zip(pairwise(ys), pairwise(starts), strict=True):
        if below > row:
            cells.append((row, place, below - row, 1, (xs[0], y, xs[1], low)))
    box = (min(grid.box[0], xs[0]), grid.box[1], max(grid.box[2], xs[1]), grid.box[3])
    return replace(grid, box=box, cells=tuple(cells), column_count=grid.column_count + 1)


def _parted(grid: Grid, cuts: dict[int, list[float]]) -> Grid:
    """Cut rows at some heights."""
    starts = [0]
    for row in range(grid.row_count):
        starts.append(starts[-1] + 1 + len(cuts.get(row, ())))
    cells = []
    for row, column, row_span, column_span, box in grid.cells:
        if row_span > 1 or row not in cuts:
            span = starts[row + row_span] - starts[row]
            cells.append((starts[row], column, span, column_span, box))
            continue
        ys = [box[1], *cuts[row], box[3]]
        for place, (top, bottom) in enumerate(pairwise(ys)):
            part = (box[0], top, box[2], bottom)
            cells.append((starts[row] + place, column, 1, column_span, part))
    return replace(grid, cells=tuple(cells), row_count=starts[-1])
