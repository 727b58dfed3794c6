"""Tables without rules, or with few: what stands in columns over several lines."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
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
from ita_parse.extraction.corridors import (
    Corridor,
    cut_rows,
    find_corridors,
    find_ruled_corridors,
)
from ita_parse.extraction.drawing import Edge
from ita_parse.extraction.evidence import (
    LEAST_ROWS,
    find_gutter,
    holds_rows,
    is_ruled,
    is_table,
    is_whole,
    read_columns,
)
from ita_parse.extraction.pieces import GAP, Row, read_pieces, read_rows
from ita_parse.extraction.rules import SNAP, Rule, coalesce
from ita_parse.extraction.ruling import Grid
from ita_parse.extraction.stacking import (
    Line,
    Shape,
    build_grid,
    group_heading,
    group_lines,
    place_lines,
)
from ita_parse.extraction.tall_cells import Step, build_ladder, split_rows, widen

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
# Where a page's end cuts a table, its last line is below this share of the page.
_LOW = 0.8
# Lines of one row beyond the rules, and such rows, are no further apart than so many sizes.
_LINE = 1.8
_APART = 3.0


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
            edge.vertical
            and ladder.x0 + SNAP < edge[0] < ladder.x1 - SNAP
            and edge[1] < bottom - SNAP
            and edge[3] > top + SNAP
            and edge[3] - edge[1] > SNAP
            for edge in self._edges
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
            grid = _climb(ladder, rows, hints)
            if grid is not None:
                rows = _outside(rows, grid.box)
                yield grid


def _climb(ladder: Ladder, rows: Sequence[Row], hints: _Hints) -> Grid | None:
    """Make a table of what stands between rules, if it is one."""
    head = next(place for place in range(1, len(ladder.rungs)) if ladder.is_full(place))
    top = [row for band in ladder.bands[:head] for row in band]
    corridors = find_ruled_corridors([top, *ladder.bands[head:]], hints.borders(ladder))
    if not corridors:
        return None
    shape = Shape(ladder.x0, ladder.x1, corridors, (), [y for y, _ in ladder.rungs[1:head]])
    bands = [place_lines(cut_rows(band, corridors), shape) for band in ladder.bands]
    striped = hints.is_striped(ladder)
    starts = [ladder.is_full(place) for place in range(len(bands))]
    if not is_ruled(bands, starts, len(corridors) + 1) or not (
        striped or is_whole(bands[head:], len(corridors) + 1)
    ):
        return None
    above = _beyond(rows, ladder, shape, striped, up=True)
    below = _beyond(rows, ladder, shape, striped, up=False)
    if not (striped or above) and below and below[-1].y < hints.end * _LOW:
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
        is_full = len(line.cells) > 1 and 2 * len(line.cells) > len(shape.corridors)
        if (
            row.x0 < ladder.x0 - SNAP
            or row.x1 > ladder.x1 + SNAP
            or step > row.em * (_APART if striped and up and is_full else _LINE)
            or not (up or lines or is_full)
            or _runs_through(row, line, shape)
        ):
            break
        lines.append(line)
        if is_full:
            full = len(lines)
    return lines[:full][::-1] if up else lines


def _runs_through(row: Row, line: Line, shape: Shape) -> bool:
    """Tell running text: words near one another that go on through a corridor."""
    cut = [piece for _, _, piece in line.cells]
    return any(
        piece.x0 <= start and end <= piece.x1
        for start, end in shape.corridors
        for piece in (row.pieces if end - start >= GAP * row.em else cut)
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
        )
        framed = top < row.y
        if len(row.pieces) > 1 or is_caption(row) or not (framed or (heads and top >= following.y)):
            break
        head.append(row)
        following = row
    return head[::-1]


def _below(rows: Sequence[Row], block: Sequence[Row], shape: Shape) -> list[Row]:
    """Return the lines under a block that go on its last label."""
    tail: list[Row] = []
    last = block[-1]
    right = shape.corridors[0][0]
    for row in rows:
        word, before = row.pieces[0].words[0], last.pieces[0]
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
