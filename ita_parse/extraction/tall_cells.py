"""Cells and rows that rules tell but in part.

Ruled cells may hold many rows where rules part the columns alone; and rules may part the rows
alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median, median_low

from ita_parse.document import Box
from ita_parse.extraction.blocks import Ladder
from ita_parse.extraction.clusters import SAME_LINE, Word
from ita_parse.extraction.corridors import cut_rows, find_ruled_corridors
from ita_parse.extraction.evidence import holds_rows, is_ruled, is_whole
from ita_parse.extraction.pieces import GAP, Piece, Row, is_figure, read_pieces, read_rows
from ita_parse.extraction.rules import SNAP, Rule
from ita_parse.extraction.ruling import Grid
from ita_parse.extraction.stacking import (
    Line,
    Shape,
    find_borders,
    group_heading,
    group_lines,
    place_lines,
    span_end,
)

# Two lines with figures side by side may be one row's; so many, in one row, are not.
_LEAST_LINES = 3
# A column is one of figures if so large a share of its lines are. Such columns have one on so large
# a share of the lines that the fullest of them has, and together not on many more.
_FIGURES = 0.75
_FILLED = 0.6
_COMMON = 1.3
# Rules that stick out by this much head a column that has no rule at its other side.
_OVERHANG = 10.0
# Where a page's end cuts a table, its last line is below this share of the page.
_LOW = 0.8
# Lines of one row beyond the rules, and such rows, are no further apart than so many sizes.
_LINE = 1.8
_APART = 3.0
# Lines nearer than this many sizes are of cells side by side.
_BESIDE = 0.85
# Cells begin at one place, to so many sizes.
_AT_ONE = 0.1
# Rows are padded alike, to so many sizes.
_SAME_PAD = 0.3
# So far text's ink goes under its baseline, in sizes.
_BELOW = 0.35

_Cell = tuple[int, int, int, int, Box]


@dataclass(slots=True)
class Step:
    """A row between rules: its lines, and the rule under it if there is one."""

    lines: Sequence[Line]
    ends: Rule | None = None


def _steady(borders: Sequence[float], lines: Sequence[Line]) -> list[float]:
    """Move borders to where columns begin, if their cells do so at one place.

    The parts of a table that goes on over pages are known by their columns, and what stands at
    the ends of these differs.
    """
    steady = list(borders)
    for column, border in enumerate(borders, 1):
        starts = [piece.x0 for line in lines for first, _, piece in line.cells if first == column]
        reach = lines[0].row.em * _AT_ONE
        least = min(starts, default=border)
        if least > border and 2 * sum(start < least + reach for start in starts) >= len(starts):
            steady[column - 1] = max(border, least - reach)
    return steady


def build_ladder(steps: Sequence[Step], shape: Shape, top: float) -> Grid:
    """Make a table the rows of which rules tell: cells go on where a rule leaves them out."""
    lines = [line for step in steps for line in step.lines]
    inner = _steady(find_borders(lines, shape.corridors), lines)
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


def climb(
    ladder: Ladder, rows: Sequence[Row], borders: Sequence[float], striped: bool, end: float
) -> Grid | None:
    """Make a table of what stands between rules, if it is one.

    Args:
        ladder: the rules.
        rows: the lines of the page.
        borders: where areas side by side meet.
        striped: areas make the rules.
        end: of the page.
    """
    head = next(place for place in range(1, len(ladder.rungs)) if ladder.is_full(place))
    top = [row for band in ladder.bands[:head] for row in band]
    corridors = find_ruled_corridors([top, *ladder.bands[head:]], borders)
    if not corridors:
        return None
    shape = Shape(ladder.x0, ladder.x1, corridors, (), [y for y, _ in ladder.rungs[1:head]])
    above = _beyond(rows, ladder, shape, striped, up=True)
    if above and not striped and not _is_padded(above[-1], ladder):
        above = []
    if above:
        # Once more, with the heading.
        over = [line.row for line in above]
        corridors = find_ruled_corridors([over, *ladder.bands], borders)
        if not corridors:
            return None
        shape = replace(shape, corridors=corridors)
        above = place_lines(cut_rows(over, corridors), shape)
    bands = [place_lines(cut_rows(band, corridors), shape) for band in ladder.bands]
    starts = [ladder.is_full(place) for place in range(len(bands))]
    if not is_ruled(bands, starts, len(corridors) + 1) or not (
        striped or is_whole(bands if above else bands[head:], len(corridors) + 1)
    ):
        return None
    below = _beyond(rows, ladder, shape, striped, up=False)
    if not (striped or above) and below and below[-1].y < end * _LOW:
        # A rule is over the table, so one is under it too, but for the page's end.
        below = []
    steps = [Step(lines) for lines in group_lines(above, corridors[0][0])]
    heading = group_heading([line for band in bands[:head] for line in band], shape)
    if above or head > 1:
        heading = bands[:head]
        for band, rule in zip(bands[: head - 1], ladder.rungs[1:head], strict=True):
            _spread(band, rule, shape)
    for place, band in enumerate([*heading, *bands[head:]], head - len(heading)):
        groups = [band]
        if striped and holds_rows(band, len(corridors) + 1):
            groups = group_lines(band, corridors[0][0])
        steps += map(Step, groups)
        if place >= 0:
            steps[-1].ends = ladder.rungs[place + 1]
    steps += map(Step, [below] if below else [])
    return build_ladder(steps, shape, ladder.rungs[0].position)


def _beyond(
    rows: Sequence[Row], ladder: Ladder, shape: Shape, striped: bool, *, up: bool
) -> list[Line]:
    """Return the lines over or under the rules or stripes that keep to the columns.

    Of a table with stripes, each second row has none; nor has the heading, as often as not. Rules
    may also part the rows alone.
    """
    edge = ladder.rungs[0 if up else -1].position
    place = bisect_left(rows, edge, key=lambda row: row.y - row.em * 0.2)
    lines: list[Line] = []
    full = 0
    for row in reversed(rows[:place]) if up else rows[place:]:
        (line,) = place_lines(cut_rows([row], shape.corridors), shape)
        step = abs(row.y - (lines[-1].y if lines else edge))
        beside = {
            column
            for one in [line, *lines[-2:]]
            if abs(one.y - row.y) < row.em * _BESIDE
            for column, _, _ in one.cells
        }
        is_full = len(beside) > 1 and 2 * len(beside) > len(shape.corridors)
        if (
            row.x0 < ladder.x0 - SNAP
            or row.x1 > ladder.x1 + SNAP
            or step > row.em * (_APART if striped and up and is_full else _LINE)
            or not (up or lines or is_full)
            or _runs_through(line, shape)
        ):
            break
        lines.append(Line(row, line.cells))
        if is_full:
            full = len(lines)
    return lines[:full][::-1] if up else lines


def _is_padded(line: Line, ladder: Ladder) -> bool:
    """Tell whether a line is as far over the first rule as others are over theirs."""
    usual = median(
        rung.position - band[-1].y
        for band, rung in zip(ladder.bands, ladder.rungs[1:], strict=True)
    )
    return abs(ladder.rungs[0].position - line.y - usual) < _SAME_PAD * line.row.em


def _runs_through(line: Line, shape: Shape) -> bool:
    """Tell running text: words near one another that go on through a corridor."""
    return any(
        piece.x0 <= start and end <= piece.x1
        for start, end in shape.corridors
        for _, _, piece in line.cells
        if end - start >= GAP * line.row.em
    )


def _spread(band: Sequence[Line], rule: Rule, shape: Shape) -> None:
    """Let what stands alone over a rule go over all columns that the rule goes over."""
    ends = [shape.x0, *map(sum, shape.corridors), shape.x1]
    ends[1:-1] = [end / 2 for end in ends[1:-1]]
    middles = [(one + two) / 2 for one, two in pairwise(ends)]
    for start, end in rule.spans:
        over = [
            (line, place)
            for line in band
            for place, (_, _, piece) in enumerate(line.cells)
            if start < (piece.x0 + piece.x1) / 2 < end
        ]
        columns = [place for place, middle in enumerate(middles) if start < middle < end]
        if len(over) == 1 and columns:
            (line, place), *_ = over
            line.cells[place] = (columns[0], columns[-1], line.cells[place][2])


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
