"""Ruled tables: cells found by pdfplumber's table finder from PDFium's rules, filled with lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

from ita_parse.document import Box, Cell, PageTable
from ita_parse.extraction.clusters import Cluster, Inks, Line, read_lines, was_ended
from ita_parse.extraction.glyphs import Drawing, Edge
from ita_parse.text import HARD_BREAK, squeeze

# Rules within this distance are one: double rules, and borders that cells draw side by side.
_SNAP = 3.0
# A vertical rule that goes on this far below the last horizontal one shows a cell cut by the
# page's end.
_OPEN = 5.0
# Of a grid with fewer filled cells than this share nothing can be said but that it is a form or
# decoration (measured by camelot's authors on ICDAR 2013: such grids are no tables).
_LEAST_FILLED = 0.1
# What runs out of a cell is shorter than this many sizes, or it would have been wrapped.
_OVERFLOW = 1.5


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells of one table on a page: boxes by row and column with their spans."""

    box: Box
    cells: tuple[tuple[int, int, int, int, Box], ...]
    row_count: int
    column_count: int
    open_top: bool
    open_bottom: bool


def find_grids(drawing: Drawing) -> list[Grid]:
    """Find the ruled tables of a page, from top to bottom."""
    edges, closed = _closed(_inside(drawing))
    if len(edges) < 4:
        return []
    from pdfplumber.table import TableFinder

    # The finder asks a page for nothing but its edges.
    page: Any = SimpleNamespace(edges=[_edge(edge) for edge in edges])
    finder = TableFinder(
        page,
        {
            "vertical_strategy": "lines",
            "horizontal_strategy": "lines",
            "snap_tolerance": _SNAP,
            "join_tolerance": _SNAP,
            "intersection_tolerance": _SNAP,
        },
    )
    grids = [_grid([_box(cell) for cell in table.cells], closed) for table in finder.tables]
    return sorted(grids, key=lambda grid: (grid.box[1], grid.box[0]))


def _inside(drawing: Drawing) -> list[Edge]:
    """Return the page's rules; those outside of it or as long as its frame are none of a table."""
    return [
        edge
        for edge in drawing.edges
        if edge.x1 >= 0
        and edge.x0 <= drawing.width
        and edge.bottom >= 0
        and edge.top <= drawing.height
    ]


def _edge(edge: Edge) -> dict[str, Any]:
    return {
        "x0": edge.x0,
        "x1": edge.x1,
        "top": edge.top,
        "bottom": edge.bottom,
        "width": edge.x1 - edge.x0,
        "height": edge.bottom - edge.top,
        "orientation": "v" if edge.vertical else "h",
        "object_type": "line",
    }


def _box(cell: Sequence[float]) -> Box:
    return (cell[0], cell[1], cell[2], cell[3])


def _closed(edges: list[Edge]) -> tuple[list[Edge], set[tuple[float, bool]]]:
    """Close grids whose outer rule is missing because the page's end cut a row or a merged cell.

    Between two neighbouring vertical rules that end at one height, where rules further up (or
    down) join them but none does at their end, the missing one is added.

    Returns:
        The edges with the missing ones added, and the heights at which all of them were missing,
        with whether that is a grid's top.
    """
    verticals = _whole([edge for edge in edges if edge.vertical])
    horizontals = [edge for edge in edges if not edge.vertical]
    added: list[Edge] = []
    places: set[tuple[float, bool]] = set()
    for at_top in (True, False):
        for group in _by_end(verticals, at_top):
            ends = [edge.top if at_top else edge.bottom for edge in group]
            y = min(ends) if at_top else max(ends)
            group.sort(key=lambda edge: edge.x0)
            missing = [
                (left, right)
                for left, right in pairwise(group)
                if right.x0 - left.x0 > _SNAP and _is_open(left, right, y, horizontals)
            ]
            added += [Edge(left.x0, y, right.x0, y) for left, right in missing]
            if missing and len(missing) == len({round(edge.x0) for edge in group}) - 1:
                places.add((y, at_top))
    return edges + added, places


def _is_open(left: Edge, right: Edge, y: float, horizontals: Iterable[Edge]) -> bool:
    """Tell whether two vertical rules belong to one grid and no rule joins them at `y`."""
    top, bottom = max(left.top, right.top), min(left.bottom, right.bottom)
    joined = False
    for edge in horizontals:
        if edge.x0 > left.x0 + _SNAP or edge.x1 < right.x0 - _SNAP:
            # Cells may draw their own piece each; a piece in between proves as much.
            inside = left.x0 - _SNAP <= edge.x0 and edge.x1 <= right.x0 + _SNAP
            if not inside:
                continue
        if abs(edge.top - y) <= _OPEN:
            return False
        joined = joined or top - _SNAP <= edge.top <= bottom + _SNAP
    return joined


def _whole(verticals: Iterable[Edge]) -> list[Edge]:
    """Join vertical rules that go on one another, which producers draw cell by cell."""
    whole: list[Edge] = []
    for edge in sorted(verticals, key=lambda item: (round(item.x0 / _SNAP), item.top)):
        last = whole[-1] if whole else None
        if last and abs(last.x0 - edge.x0) <= _SNAP and edge.top <= last.bottom + _SNAP:
            whole[-1] = Edge(last.x0, last.top, last.x1, max(last.bottom, edge.bottom))
        else:
            whole.append(edge)
    return whole


def _by_end(verticals: Iterable[Edge], at_top: bool) -> list[list[Edge]]:
    groups: list[list[Edge]] = []
    ends = sorted(verticals, key=lambda edge: edge.top if at_top else edge.bottom)
    for edge in ends:
        end = edge.top if at_top else edge.bottom
        last = groups[-1][-1] if groups else None
        if last is not None and abs((last.top if at_top else last.bottom) - end) <= _SNAP:
            groups[-1].append(edge)
        else:
            groups.append([edge])
    return groups


def _grid(boxes: Sequence[Box], closed: set[tuple[float, bool]]) -> Grid:
    xs = _positions(x for box in boxes for x in (box[0], box[2]))
    ys = _positions(y for box in boxes for y in (box[1], box[3]))
    cells = []
    for box in sorted(boxes, key=lambda item: (item[1], item[0])):
        column, right = _index(xs, box[0]), _index(xs, box[2])
        row, below = _index(ys, box[1]), _index(ys, box[3])
        cells.append((row, column, max(below - row, 1), max(right - column, 1), box))
    outer = (xs[0], ys[0], xs[-1], ys[-1])
    return Grid(
        outer,
        tuple(cells),
        len(ys) - 1,
        len(xs) - 1,
        any(at_top and abs(y - outer[1]) <= _SNAP for y, at_top in closed),
        any(not at_top and abs(y - outer[3]) <= _SNAP for y, at_top in closed),
    )


def _positions(values: Iterable[float]) -> list[float]:
    positions: list[float] = []
    for value in sorted(values):
        if not positions or value - positions[-1] > _SNAP:
            positions.append(value)
    return positions


def _index(positions: Sequence[float], value: float) -> int:
    return min(range(len(positions)), key=lambda index: abs(positions[index] - value))


def _cell_of(grid: Grid, cluster: Cluster, hint: int | None) -> int | None:
    """Return the index of the cell that holds a cluster; `hint` is where the one before stood."""
    # The point where the base's body is: right of its origin and above its baseline.
    x, y = cluster.x + cluster.em * 0.1, cluster.baseline - cluster.em * 0.2
    x0, top, x1, bottom = grid.box
    if hint is not None:
        left, upper, right, lower = grid.cells[hint][4]
        if left < x < right and upper < y < lower:
            return hint
    if x0 <= x <= x1 and top <= y <= bottom:
        for index, (_, _, _, _, box) in enumerate(grid.cells):
            if box[0] <= x <= box[2] and box[1] <= y <= box[3]:
                return index
    return None


def _runs(clusters: Iterable[Cluster]) -> list[list[Cluster]]:
    """Cut clusters, in drawing order, into runs without any gap."""
    runs: list[list[Cluster]] = []
    for cluster in clusters:
        before = runs[-1][-1] if runs else None
        if (
            before is not None
            and not cluster.space_before
            and abs(cluster.baseline - before.baseline) < cluster.em * 0.05
            and -0.2 < (cluster.x - before.x1) / cluster.em < 0.05
        ):
            runs[-1].append(cluster)
        else:
            runs.append([cluster])
    return runs


def _overflows(run: Sequence[Cluster], cells: Sequence[int | None]) -> bool:
    """Tell a word's end that lies in the next cell from that cell's own text drawn close by."""
    tail = [cluster for cluster, index in zip(run, cells, strict=True) if index != cells[0]]
    head = len(run) - len(tail)
    return head >= len(tail) and tail[-1].x1 - tail[0].x < tail[0].em * _OVERFLOW


def take_clusters(
    grid: Grid, clusters: Iterable[Cluster]
) -> tuple[list[list[Cluster]], list[Cluster]]:
    """Deal clusters out to the grid's cells by where their base stands; return the rest too."""
    dealt: list[list[Cluster]] = [[] for _ in grid.cells]
    rest: list[Cluster] = []
    hint: int | None = None
    for run in _runs(clusters):
        cells = []
        for cluster in run:
            hint = _cell_of(grid, cluster, hint)
            cells.append(hint)
        if len(set(cells)) == 2 and _overflows(run, cells):
            # A word that runs out of its cell stays whole.
            cells = [cells[0]] * len(run)
        for cluster, index in zip(run, cells, strict=True):
            (rest if index is None else dealt[index]).append(cluster)
    return dealt, rest


def build_table(
    grid: Grid, dealt: Sequence[Sequence[Cluster]], inks: Inks, table_no: int, page: int
) -> PageTable:
    """Make a page's table of a grid and the clusters in its cells."""
    cells = []
    for (row, column, row_span, column_span, box), clusters in zip(grid.cells, dealt, strict=True):
        text = cell_text(read_lines(clusters, inks))
        cells.append(
            Cell(
                table_no=table_no,
                row_no=row + 1,
                column_no=column + 1,
                raw=text.replace(HARD_BREAK, "\n"),
                text=text,
                row_span=row_span,
                column_span=column_span,
                page=page,
                box=rounded(box),
            )
        )
    cells.sort(key=lambda cell: (cell.row_no, cell.column_no))
    return PageTable(
        table_no,
        tuple(cells),
        grid.row_count,
        grid.column_count,
        page,
        rounded(grid.box),
        grid.open_top,
        grid.open_bottom,
    )


def rounded(box: Box) -> Box:
    """Round a box to hundredths of a point: more digits are noise of the producer."""
    return (round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2))


def cell_text(lines: Sequence[Line]) -> str:
    """Join lines, each end marked as its author's (hard) or as a wrap."""
    if not lines:
        return ""
    reach = max(line.x1 for line in lines)
    parts = [lines[0].text]
    for line, following in pairwise(lines):
        parts.append(HARD_BREAK if was_ended(line, following, reach) else "\n")
        parts.append(following.text)
    return "".join(parts)


def is_table(table: PageTable, above: Box | None) -> bool:
    """Tell a table from a frame: more than one column, and not nine tenths empty.

    A single column counts where it goes on the table `above`, at the end of the page before.
    """
    filled = sum(1 for cell in table.cells if squeeze(cell.text))
    if not filled or filled < len(table.cells) * _LEAST_FILLED:
        return False
    if table.column_count >= 2:
        return True
    box = table.box
    if above is None or box is None:
        return False
    return abs(box[0] - above[0]) <= _OPEN and abs(box[2] - above[2]) <= _OPEN
