"""Tables without rules, or with few: what stands in columns over several lines."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from operator import itemgetter
from statistics import median

from ita_parse.document import Box
from ita_parse.extraction.blocks import (
    Ladder,
    find_blocks,
    find_ladders,
    group_rungs,
    is_caption,
)
from ita_parse.extraction.clusters import Word
from ita_parse.extraction.corridors import Corridor, find_corridors
from ita_parse.extraction.drawing import Edge
from ita_parse.extraction.evidence import (
    LEAST_ROWS,
    find_gutter,
    is_table,
    read_columns,
)
from ita_parse.extraction.pieces import Row, is_figure, read_pieces, read_rows
from ita_parse.extraction.rules import SNAP, Rule, coalesce
from ita_parse.extraction.ruling import Grid
from ita_parse.extraction.stacking import Shape, build_grid
from ita_parse.extraction.tall_cells import climb, split_rows, widen

__all__ = ["find_columns", "split_rows", "widen"]

# What lies side by side on a page is parted so many times.
_DEEPEST = 2
# A rule belongs to a table if it is as wide to within this share, and no further over or under its
# lines than so many sizes; headings may stand in between.
_AS_WIDE = 0.15
_OVER = 3.5
_UNDER = 1.5
# A rule right over a table is no further from its first parted line than so many sizes.
_CLOSE = 2.0
# A heading over several columns stands so many sizes over the line under it at most.
_HEADING = 2.2
# Lines of one cell are no further apart than this, in sizes, and their sizes are the same.
_STEP = 1.4
_SAME_SIZE = 0.05
# A page with rules of more widths than this is a drawing.
_MOST_LADDERS = 40
# Lines of a cell beside the label begin, to so many sizes, at one place, and are no further apart.
_HANGS = 0.3
_LOOSE = 1.8


def find_columns(
    words: Sequence[Word],
    edges: Sequence[Edge],
    areas: Sequence[Box],
    width: float,
    height: float,
) -> list[Grid]:
    """Find the tables that text alone shows, from top to bottom.

    Args:
        words: those that no ruled table took.
        edges: rules; some may lie over and under a table, or under its heading.
        areas: filled areas larger than a rule; they may tell rows apart.
        width: of the page; rules outside of it are none.
        height: of the page.
    """
    rows = read_rows(read_pieces(words))
    if sum(len(row.pieces) > 1 for row in rows) < LEAST_ROWS:
        return []
    hints = _Hints(edges, areas, (0.0, 0.0, width, height))
    grids: list[Grid] = []
    if edges or areas:
        for grid in _search_ladders(rows, hints):
            grids.append(grid)
            rows = _outside(rows, grid.box)
    grids += _search(rows, hints, 0)
    return sorted(grids, key=lambda grid: (grid.box[1], grid.box[0]))


class _Hints:
    """The horizontal rules of a page and the sides of its areas; put together when asked for."""

    def __init__(self, edges: Sequence[Edge], areas: Sequence[Box], page: Box) -> None:
        self._edges = edges
        self.areas = areas
        self._page = page

    @cached_property
    def rules(self) -> list[Rule]:
        """From top to bottom."""
        lines: list[Box] = [edge for edge in self._edges if not edge.vertical]
        lines += [(x0, y, x1, y) for x0, top, x1, bottom in self.areas for y in (top, bottom)]
        x0, top, x1, bottom = self._page
        return coalesce(
            line for line in lines if x0 <= line[2] and line[0] <= x1 and top <= line[1] <= bottom
        ).rows

    @cached_property
    def _uprights(self) -> list[Edge]:
        return [edge for edge in self._edges if edge.vertical and edge[3] - edge[1] > SNAP]

    def borders(self, ladder: Ladder) -> list[float]:
        """Return where areas side by side meet, between the rules of a ladder."""
        top, bottom = ladder.rungs[0].position - SNAP, ladder.rungs[-1].position + SNAP
        inner = [
            area
            for area in self.areas
            if top <= area[1]
            and area[3] <= bottom
            and ladder.x0 - SNAP <= area[0]
            and area[2] <= ladder.x1 + SNAP
        ]
        lefts = {round(area[0]) for area in inner}
        return sorted(
            {
                round(area[2])
                for area in inner
                if area[2] < ladder.x1 - SNAP
                and any(round(area[2]) + step in lefts for step in (-1, 0, 1))
            }
        )

    def has_uprights(self, ladder: Ladder) -> bool:
        """Tell rules of a chart or a ruled table by others that stand between them."""
        top, bottom = ladder.rungs[0].position, ladder.rungs[-1].position
        return any(
            ladder.x0 + SNAP < edge[0] < ladder.x1 - SNAP
            and edge[1] < bottom - SNAP
            and edge[3] > top + SNAP
            for edge in self._uprights
        )

    def is_striped(self, ladder: Ladder) -> bool:
        """Tell whether areas make a ladder's rules."""
        return any(
            ladder.x0 - SNAP <= area[0]
            and area[2] <= ladder.x1 + SNAP
            and ladder.rungs[0].position - SNAP <= area[1]
            and area[3] <= ladder.rungs[-1].position + SNAP
            for area in self.areas
        )

    @property
    def end(self) -> float:
        """Where the page ends."""
        return self._page[3]


def _outside(rows: Iterable[Row], box: Box) -> list[Row]:
    """Return the rows without what stands in a box."""
    x0, top, x1, bottom = box
    outside = []
    for row in rows:
        if top < row.y < bottom:
            pieces = [piece for piece in row.pieces if not x0 < (piece.x0 + piece.x1) / 2 < x1]
            if pieces:
                outside.append(Row(row.y, row.em, pieces))
        else:
            outside.append(row)
    return outside


def _search_ladders(rows: list[Row], hints: _Hints) -> Iterator[Grid]:
    """Find the tables the rows of which rules or stripes tell."""
    for group in group_rungs(hints.rules)[:_MOST_LADDERS]:
        for ladder in find_ladders(rows, group, hints.rules):
            if hints.has_uprights(ladder):
                continue
            borders, striped = hints.borders(ladder), hints.is_striped(ladder)
            grid = climb(ladder, rows, borders, striped, hints.end)
            if grid is not None:
                rows = _outside(rows, grid.box)
                yield grid


def _search(rows: Sequence[Row], hints: _Hints, depth: int) -> Iterator[Grid]:
    for first, end in find_blocks(rows):
        corridors = find_corridors(rows[first:end])
        if not corridors:
            continue
        block = _within(rows[first:end])
        columns = read_columns(block, corridors)
        gutter = find_gutter(columns) if depth < _DEEPEST else None
        if gutter is not None:
            for side in _sides(rows[first:end], gutter):
                yield from _search(side, hints, depth + 1)
            continue
        shape = _shape(block, corridors, hints.rules)
        inner = sum(block[0].y < cut < block[-1].y for cut in shape.cuts)
        framed = inner + _is_over(shape.cuts, block[0]) + _is_under(shape.cuts, block[-1]) > 1
        if is_table(columns, framed, inner > 1):
            head = _above(rows[:first], block, shape)
            grid = build_grid([*head, *block, *_below(rows[end:], block, shape)], shape)
            if framed or grid.row_count >= LEAST_ROWS:
                yield grid


def _within(rows: Sequence[Row]) -> list[Row]:
    """Return the rows but for lines beside what is parted."""
    x0 = min(row.x0 for row in rows if len(row.pieces) > 1)
    x1 = max(row.x1 for row in rows if len(row.pieces) > 1)
    return [row for row in rows if row.x1 > x0 and row.x0 < x1]


def _sides(rows: Sequence[Row], gutter: float) -> tuple[list[Row], list[Row]]:
    """Part rows at a gutter."""
    left: list[Row] = []
    right: list[Row] = []
    for row in rows:
        count = sum((piece.x0 + piece.x1) / 2 < gutter for piece in row.pieces)
        for side, pieces in ((left, row.pieces[:count]), (right, row.pieces[count:])):
            if pieces:
                side.append(Row(row.y, row.em, pieces))
    return left, right


def _shape(block: Sequence[Row], corridors: Sequence[Corridor], rules: Sequence[Rule]) -> Shape:
    """Find the rules that belong to a block."""
    x0, x1 = min(row.x0 for row in block), max(row.x1 for row in block)
    em, slack = median(row.em for row in block), (x1 - x0) * _AS_WIDE
    cuts, spans = [], []
    first = bisect_left(rules, block[0].y - _OVER * em, key=itemgetter(0))
    end = bisect_right(rules, block[-1].y + _UNDER * em, key=itemgetter(0))
    for position, pieces in rules[first:end]:
        for left, right in pieces:
            if left < x0 + slack and right > x1 - slack:
                cuts.append(position)
            elif x0 - em < left and right < x1 + em:
                spans.append(position)
    return Shape(x0, x1, corridors, cuts, spans)


def _is_over(cuts: Sequence[float], row: Row) -> bool:
    return any(row.y - _CLOSE * row.em < cut < row.y for cut in cuts)


def _is_under(cuts: Sequence[float], row: Row) -> bool:
    return any(row.y < cut < row.y + _UNDER * row.em for cut in cuts)


def _above(rows: Sequence[Row], block: Sequence[Row], shape: Shape) -> list[Row]:
    """Return the lines over a block that head several of its columns, or that a rule is over."""
    head: list[Row] = []
    following = block[0]
    top = shape.cuts[0] if len(shape.cuts) > 1 else following.y
    for row in reversed(rows):
        heads = (
            row.x0 >= shape.corridors[0][0]
            and row.x1 <= shape.x1 + row.em
            and following.y - row.y < following.em * _HEADING
            and not _is_title(row, shape)
        )
        framed = top < row.y
        if len(row.pieces) > 1 or is_caption(row) or not (framed or (heads and top >= following.y)):
            break
        head.append(row)
        following = row
    return head[::-1]


def _hangs(row: Row, last: Row, shape: Shape) -> bool:
    """Tell a line that goes on cells beside the label, of which all words stand under others."""
    return (
        row.x0 > shape.corridors[0][0]
        and row.y - last.y < row.em * _LOOSE
        and abs(row.em - last.em) <= last.em * _SAME_SIZE
        and not any(last.y < cut < row.y for cut in shape.cuts)
        and all(
            any(abs(piece.x0 - above.x0) < row.em * _HANGS for above in last.pieces)
            and not is_figure(piece.text)
            for piece in row.pieces
        )
    )


def _is_title(row: Row, shape: Shape) -> bool:
    """Tell a line in the middle of a table, and not of the columns beside its labels."""
    middle = (row.x0 + row.x1) / 2
    return (
        abs(middle - (shape.x0 + shape.x1) / 2)
        < row.em
        < abs(middle - (shape.corridors[0][1] + shape.x1) / 2)
    )


def _below(rows: Sequence[Row], block: Sequence[Row], shape: Shape) -> list[Row]:
    """Return the lines under a block that go on its last label."""
    tail: list[Row] = []
    last = block[-1]
    right = shape.corridors[0][0]
    for row in rows:
        word, before = row.pieces[0].words[0], last.pieces[0]
        if _hangs(row, last, shape):
            tail.append(row)
            continue
        if (
            len(row.pieces) > 1
            or row.x1 > shape.corridors[0][1]
            or abs(row.em - last.em) > last.em * _SAME_SIZE
            or row.y - last.y > last.em * _STEP
            or any(last.y < cut < row.y for cut in shape.cuts)
            or before.x0 > right
            or before.x1 + word.x1 - word.starts[0] < right
        ):
            break
        tail.append(row)
        last = row
    return tail
