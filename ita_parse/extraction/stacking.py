"""Lines of a table without rules to its rows: what is wrapped is one row, and so is a heading."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

from ita_parse.document import Box
from ita_parse.extraction.corridors import Corridor, as_piece
from ita_parse.extraction.pieces import Piece, Row, is_figure, is_mostly_figures
from ita_parse.extraction.ruling import Grid

# Lines nearer than this many sizes overlap: cells of one row that are set at different heights.
_OVERLAP = 0.85
# Steps within a cell are smaller than those between rows by at least this factor.
_WIDER = 1.06
# Lines of one cell are no further apart than this many sizes.
_LOOSEST = 1.7
# A heading has so many lines at most, where a rule below tells it.
_MOST_HEADING = 5
# So far text's ink goes over and under its baseline, in sizes.
_ABOVE, _BELOW = 1.0, 0.35
# Words of one piece that are further apart than this many sizes are of two cells, where a corridor
# lies between them.
_PARTED = 0.42
# What reaches this many sizes into a column spans it.
_REACH = 1.5
# Places this near to one another, in sizes, are the same.
_SLACK = 0.2
# So many numbers one after the other count rows.
_LEAST_COUNTED = 3

_NUMBER = re.compile(r"\W*([0-9๐-๙]{1,4})\W*")
_start, _end = itemgetter(0), itemgetter(1)


@dataclass(frozen=True, slots=True)
class Shape:
    """How a table's lines are parted: its columns, and rules over its whole width or a part."""

    x0: float
    x1: float
    corridors: Sequence[Corridor]
    cuts: Sequence[float] = ()
    spans: Sequence[float] = ()


@dataclass(slots=True)
class Line:
    """A line with the first and last column of each of its pieces."""

    row: Row
    cells: list[tuple[int, int, Piece]]

    @property
    def y(self) -> float:
        """Its baseline."""
        return self.row.y

    @property
    def figures(self) -> set[int]:
        """The columns, after the first, with a figure."""
        return {first for first, _, piece in self.cells if first and is_figure(piece.text)}


def build_grid(rows: Sequence[Row], shape: Shape) -> Grid:
    """Make a table of lines from top to bottom."""
    lines = place_lines(rows, shape)
    head = _heading(lines, shape)
    groups = group_heading(lines[:head], shape) + group_lines(
        lines[head:], shape.corridors[0][0], shape.cuts
    )
    return _grid(groups, shape)


def place_lines(rows: Iterable[Row], shape: Shape) -> list[Line]:
    """Tell in which columns the pieces of lines stand."""
    return [Line(row, _placed(row, shape)) for row in rows]


def _placed(row: Row, shape: Shape) -> list[tuple[int, int, Piece]]:
    """Return a row's pieces with the first and last column of each.

    A piece spans columns of which it covers a good part; else it is in the one where most of
    it lies.
    """
    corridors = shape.corridors
    cells = []
    for piece in _cut(row, corridors):
        x0, x1 = piece.x0, piece.x1
        first = bisect_right(corridors, x0, key=_end)
        last = bisect_left(corridors, x1, key=_start)
        if last > first:
            shares = []
            for column in range(first, last + 1):
                left = corridors[column - 1][1] if column else shape.x0
                right = corridors[column][0] if column < len(corridors) else shape.x1
                shares.append((min(x1, right) - max(x0, left), right - left))
            covered = [
                column
                for column, (share, width) in enumerate(shares, first)
                if 2 * share > width or share > row.em * _REACH
            ]
            if len(covered) > 1:
                first, last = covered[0], covered[-1]
            else:
                first = last = first + max(range(len(shares)), key=lambda place: shares[place][0])
        cells.append((first, max(first, last), piece))
    return cells


def _cut(row: Row, corridors: Sequence[Corridor]) -> list[Piece]:
    """Cut pieces where words are further apart than usual, and a corridor lies between them."""
    pieces = []
    for piece in row.pieces:
        words, start = piece.words, 0
        if len(words) > 1 and len(row.pieces) > 1:
            for place, (left, right) in enumerate(pairwise(words), 1):
                if right.starts[0] - left.x1 < row.em * _PARTED:
                    continue
                index = bisect_right(corridors, left.x1, key=_end)
                if index < len(corridors) and corridors[index][0] < right.starts[0]:
                    pieces.append(as_piece(words[start:place]))
                    start = place
        pieces.append(as_piece(words[start:]) if start else piece)
    return pieces


def _heading(lines: Sequence[Line], shape: Shape) -> int:
    """Return how many lines head the columns."""
    for cut in shape.cuts:
        above = sum(line.y < cut for line in lines)
        if 0 < above <= min(_MOST_HEADING, len(lines) - 1):
            return above
    head = 0
    for place, line in enumerate(lines):
        if is_mostly_figures(line.row):
            return head
        if _beside(line):
            head = place + 1
        if head > 2 * _MOST_HEADING:
            break
    return 0


def group_heading(lines: Sequence[Line], shape: Shape) -> list[list[Line]]:
    """Put a heading's lines together, but for those that head several columns at once."""
    groups: list[list[Line]] = []
    step = _smallest_step(lines)
    wide = [_heads_several(line, lines[place + 1 :]) for place, line in enumerate(lines)]
    for line, several in zip(lines, wide, strict=True):
        if several:
            line.cells = _spanning(line, shape)
    for place, line in enumerate(lines):
        group = groups[-1] if groups else []
        over = [above for above in group if line.y - above.y > above.row.em * _OVERLAP]
        if not group or (
            over
            and (
                any(wide[place - len(group) : place - len(group) + len(over)])
                or any(over[-1].y < y < line.y for y in (*shape.cuts, *shape.spans))
                or (
                    step is not None
                    and line.y - over[-1].y > step * _WIDER
                    and 2 * _beside(over[-1]) <= _beside(line)
                )
            )
        ):
            groups.append([line])
        else:
            group.append(line)
    return groups


def _spanning(line: Line, shape: Shape) -> list[tuple[int, int, Piece]]:
    """Let the pieces of a heading span the columns over whose middle they stand."""
    lefts = [shape.x0, *map(_end, shape.corridors)]
    rights = [*map(_start, shape.corridors), shape.x1]
    cells: list[tuple[int, int, Piece]] = []
    ends = [first for first, _, _ in line.cells[1:]] + [len(lefts)]
    least = 1
    for cell, end in zip(line.cells, ends, strict=True):
        first, last, piece = cell
        if first >= least:
            # To half a size, the widest of the ranges that have their middle here.
            _, _, *span = min(
                (
                    round(abs(lefts[one] + rights[two] - piece.x0 - piece.x1) / line.row.em),
                    one - two,
                    one,
                    two,
                )
                for one in range(least, first + 1)
                for two in range(last, max(end, last + 1))
            )
            first, last = span
        cells.append((first, last, piece))
        least = last + 1
    return cells


def _heads_several(line: Line, below: Sequence[Line]) -> bool:
    """Tell a line of which a piece stands over pieces side by side, or over the gap between."""
    lower = [one for one in below if one.y - line.y > line.row.em * _OVERLAP]
    for first, last, piece in line.cells:
        if last > first or any(_is_over_gap(piece, one.row, first > 0) for one in lower):
            return True
    return False


def _is_over_gap(piece: Piece, row: Row, inner: bool) -> bool:
    under = [one for one in row.pieces if one.x0 < piece.x1 and piece.x0 < one.x1]
    if len(under) != 1 or not inner:
        return len(under) > 1
    (one,) = under
    slack, middle = row.em * _SLACK, (piece.x0 + piece.x1) / 2
    return (
        min(abs(one.x0 - piece.x0), abs(one.x1 - piece.x1)) > slack
        and not one.x0 - slack < middle < one.x1 + slack
        and row.x0 < middle < row.x1
    )


def _beside(line: Line) -> int:
    return sum(first > 0 for first, _, _ in line.cells)


def group_lines(
    lines: Sequence[Line], right: float, cuts: Sequence[float] = ()
) -> list[list[Line]]:
    """Put wrapped lines together: by rules, by the steps between lines, or by what fits where."""
    if _is_counted(lines):
        return _joined(lines, lambda _, line: line.cells[0][0] > 0)
    groups = _joined(lines, lambda group, line: not _is_cut(group[-1], line, cuts))
    if len(groups) > 2 and has_single_figures(groups):
        return groups
    step = _smallest_step(lines)
    if step is not None:
        by_step = _joined(
            lines,
            lambda group, line: (
                line.y - group[-1].y <= step * _WIDER and not _is_cut(group[-1], line, cuts)
            ),
        )
        if has_single_figures(by_step):
            return by_step
    return _joined(
        lines,
        lambda group, line: (
            not _is_cut(group[-1], line, cuts)
            and not any(above.figures & line.figures for above in group)
            and _goes_on(group[-1], line, right)
        ),
    )


def _is_counted(lines: Sequence[Line]) -> bool:
    """Tell whether all lines that begin at the left are counted, and no others are fuller."""
    numbers: list[int] = []
    most = 0
    for line in lines:
        first, _, piece = line.cells[0]
        if first == 0:
            match = _NUMBER.fullmatch(piece.text)
            if match is None or (numbers and int(match[1]) != numbers[-1] + 1):
                return False
            numbers.append(int(match[1]))
            most = len(line.cells)
        elif len(line.cells) >= most:
            return False
    return len(numbers) >= _LEAST_COUNTED


def _is_cut(above: Line, line: Line, cuts: Sequence[float]) -> bool:
    return bisect_left(cuts, above.y) < bisect_left(cuts, line.y - line.row.em * 0.2)


def _joined(
    lines: Sequence[Line], belongs: Callable[[Sequence[Line], Line], bool]
) -> list[list[Line]]:
    groups: list[list[Line]] = []
    for line in lines:
        above = groups[-1][-1] if groups else None
        if above is not None and (
            line.y - above.y <= above.row.em * _OVERLAP or belongs(groups[-1], line)
        ):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def has_single_figures(groups: Iterable[Sequence[Line]]) -> bool:
    """Tell whether no group has two figures in one column: such would be rows of their own."""
    for group in groups:
        seen: set[int] = set()
        for line in group:
            figures = line.figures
            if seen & figures:
                return False
            seen |= figures
    return True


def _smallest_step(lines: Sequence[Line]) -> float | None:
    """Return the step between lines of a cell, if rows are further apart."""
    if not lines:
        return None
    steps = sorted(
        step
        for above, line in pairwise(lines)
        if (step := line.y - above.y) > above.row.em * _OVERLAP
    )
    if not steps or steps[0] > lines[0].row.em * _LOOSEST or steps[-1] <= steps[0] * _WIDER:
        return None
    return steps[0]


def _goes_on(above: Line, line: Line, right: float) -> bool:
    """Tell whether a line goes on the one above: its label's first word would not have fitted."""
    if line.y - above.y > above.row.em * _LOOSEST:
        return False
    if above.figures and line.figures:
        return False
    if line.cells[0][0] > 0:
        return not line.figures and not any(
            first < column <= last for first, last, _ in above.cells for column, _, _ in line.cells
        )
    if above.cells[0][0] > 0:
        return False
    if len(line.cells) > 1 and len(above.cells) > 1:
        return False
    label, before = line.cells[0][2], above.cells[0][2]
    if label.x0 < before.x0 - label.words[0].em * _SLACK:
        return False
    word = label.words[0]
    if word.text[0].isdigit() or word.text[0].isupper():
        return False
    if word.text[0].islower():
        return True
    return before.x1 + (word.x1 - word.starts[0]) + word.em * 0.3 > right


def _grid(groups: Sequence[Sequence[Line]], shape: Shape) -> Grid:
    pieces = [piece for group in groups for line in group for _, _, piece in line.cells]
    em = groups[0][0].row.em
    left = min(piece.x0 for piece in pieces) - em * _SLACK
    right = max(piece.x1 for piece in pieces) + em * _SLACK
    lines = [line for group in groups for line in group]
    xs = [left, *find_borders(lines, shape.corridors), right]
    count = len(xs) - 1
    ys = [groups[0][0].y - em * _ABOVE]
    for above, group in pairwise(groups):
        ys.append((above[-1].y + group[0].y - group[0].row.em * 0.2) / 2)
    ys.append(groups[-1][-1].y + em * _BELOW)
    cells = []
    for row, group in enumerate(groups):
        column = 0
        while column < count:
            end = span_end(group, column)
            box: Box = (xs[column], ys[row], xs[end], ys[row + 1])
            cells.append((row, column, 1, end - column, box))
            column = end
    return Grid((left, ys[0], right, ys[-1]), tuple(cells), len(groups), count, False, False)


def find_borders(lines: Sequence[Line], corridors: Sequence[Corridor]) -> list[float]:
    """Return where columns are parted: mid-corridor, or where headings leave room in it."""
    lefts = [start for start, _ in corridors]
    rights = [end for _, end in corridors]
    for line in lines:
        for first, last, piece in line.cells:
            if last < len(corridors) and lefts[last] < piece.x1 < corridors[last][1]:
                lefts[last] = piece.x1
            if first and corridors[first - 1][0] < piece.x0 < rights[first - 1]:
                rights[first - 1] = piece.x0
    return [
        (left + right) / 2 if left < right else (start + end) / 2
        for left, right, (start, end) in zip(lefts, rights, corridors, strict=True)
    ]


def span_end(group: Sequence[Line], column: int) -> int:
    """Return the column after the one where the cell that begins at a column ends."""
    end = column + 1
    for line in group:
        for first, last, _ in line.cells:
            if first == column and last >= end:
                end = last + 1
    for line in group:
        for first, _, _ in line.cells:
            if column < first < end:
                return column + 1
    return end
