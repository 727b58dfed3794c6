"""Ruled tables: edges become rules, rules cross, crossings make cells, and cells tables."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ita_parse.document import Box
from ita_parse.extraction.closing import Cut, close
from ita_parse.extraction.rules import SNAP, Rule, Rules, coalesce
from ita_parse.extraction.shading import tiles

# What is thinner holds no text of any size: it lies between the lines of a double rule.
_SLIVER = 4.0
# What has more cells is a drawing; the largest tables of real reports have some 2,000 on a page.
_MOST_CELLS = 20_000
# A page with more filled areas draws a picture.
_MOST_AREAS = 5_000


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells of one table on a page: boxes by row and column with their spans."""

    box: Box
    cells: tuple[tuple[int, int, int, int, Box], ...]
    row_count: int
    column_count: int
    open_top: bool
    open_bottom: bool


@dataclass(frozen=True, slots=True)
class _Lattice:
    """Where rules cross and what connects the crossings.

    A row's crossings and connections are the bits of an integer, one for each column, so that
    whole stretches of them are compared at once.
    """

    xs: list[float]
    ys: list[float]
    # By row: the columns that cross it.
    crossings: list[int]
    # By row: the columns from which its rule goes on to the next column.
    across: list[int]
    # By row: the columns whose rule goes on to the next row.
    down: list[int]


def find_grids(
    edges: Sequence[Box], width: float, height: float, areas: Sequence[Box] = ()
) -> list[Grid]:
    """Find the ruled tables of a page, from top to bottom.

    Args:
        edges: the page's rules, each as the box of a line: x0, top, x1, bottom.
        width: of the page; what lies outside of it is no part of any table.
        height: of the page.
        areas: filled rectangles larger than a rule. Where adjoining ones tile a grid apart from
            the ruled tables, they are cells too.

    Returns:
        The tables' grids. Single boxes are none, nor are frames around other tables.
    """
    areas = _inside(areas, width, height) if len(areas) <= _MOST_AREAS else []
    grids = _grids(_inside(edges, width, height), areas)
    grids += _grids(tiles(areas, [grid.box for grid in grids]))
    return sorted(_unframed(grids), key=lambda grid: (grid.box[1], grid.box[0]))


def _inside(boxes: Iterable[Box], width: float, height: float) -> list[Box]:
    """Return what lies on the page; of what runs out of it, no more than a page's size."""
    inside = []
    for box in boxes:
        x0, top, x1, bottom = box
        if not (x1 >= 0 and x0 <= width and bottom >= 0 and top <= height):
            continue
        if x0 < -width or x1 > 2 * width or top < -height or bottom > 2 * height:
            # Damaged files have numbers that nothing can be reckoned with.
            box = (  # noqa: PLW2901
                max(x0, -width),
                max(top, -height),
                min(x1, 2 * width),
                min(bottom, 2 * height),
            )
        inside.append(box)
    return inside


def _grids(edges: Sequence[Box], areas: Sequence[Box] = ()) -> list[Grid]:
    # The smallest table of two cells has more sides than this.
    if len(edges) < 4:
        return []
    rules, cuts = close(coalesce(edges), areas)
    if len(rules.rows) < 2 or len(rules.columns) < 2:
        return []
    return [
        grid for cells in _tables(_cells(_cross(rules))) if (grid := _grid(cells, cuts)) is not None
    ]


def _cross(rules: Rules) -> _Lattice:
    """Find where rules cross, also where one ends a little before the other."""
    xs = [rule.position for rule in rules.columns]
    ys = [rule.position for rule in rules.rows]
    met_by_row, across = [0] * len(ys), [0] * len(ys)
    for row, first, last in _reached(rules.rows, xs):
        # Bits `first` to `last`; the last has nothing to go on to.
        met_by_row[row] |= (2 << last) - (1 << first)
        across[row] |= (1 << last) - (1 << first)
    met_by_column, down = [0] * len(ys), [0] * len(ys)
    for column, first, last in _reached(rules.columns, ys):
        bit = 1 << column
        for row in range(first, last):
            met_by_column[row] |= bit
            down[row] |= bit
        met_by_column[last] |= bit
    crossings = [one & other for one, other in zip(met_by_row, met_by_column, strict=True)]
    return _Lattice(xs, ys, crossings, across, down)


def _reached(rules: Iterable[Rule], positions: Sequence[float]) -> Iterator[tuple[int, int, int]]:
    """Yield, for each span of each rule, the first and last of the positions it reaches."""
    for index, rule in enumerate(rules):
        for start, end in rule.spans:
            first = bisect_left(positions, start - SNAP)
            last = bisect_right(positions, end + SNAP) - 1
            if first <= last:
                yield index, first, last


def _cells(lattice: _Lattice) -> Iterator[Box]:
    """Yield, for each crossing, the smallest cell of which it is the top left corner."""
    for row, crossings in enumerate(lattice.crossings):
        rest = crossings
        while rest:
            corner = rest & -rest
            rest ^= corner
            opposite = _opposite(lattice, row, corner)
            if opposite is not None:
                column, below, right = corner.bit_length() - 1, *opposite
                yield lattice.xs[column], lattice.ys[row], lattice.xs[right], lattice.ys[below]


def _opposite(lattice: _Lattice, row: int, corner: int) -> tuple[int, int] | None:
    """Return the row and column of the corner opposite to a cell's top left one."""
    # Columns that could be the right side: reached from the corner, and going down from there.
    sides = lattice.crossings[row] & _stretch(lattice.across[row], corner)
    below = row
    while lattice.down[below] & corner:
        sides &= lattice.down[below]
        if not sides:
            return None
        below += 1
        if lattice.crossings[below] & corner:
            closed = sides & lattice.crossings[below] & _stretch(lattice.across[below], corner)
            if closed:
                return below, (closed & -closed).bit_length() - 1
    return None


def _stretch(across: int, corner: int) -> int:
    """Return the columns that a row's rule reaches from a corner to the right, without itself."""
    if not across & corner:
        return 0
    # The sum carries over the unbroken bits from the corner on, and changes these alone.
    return (across + corner) ^ across ^ corner


def _tables(cells: Iterable[Box]) -> list[list[Box]]:
    """Part cells into tables: those that share corners, or are joined by others that do."""
    at_corner: dict[tuple[float, float], list[Box]] = {}
    for cell in cells:
        table: list[Box] = []
        corners = _corners(cell)
        for corner in corners:
            other = at_corner.get(corner, table)
            if other is table:
                continue
            # The smaller part is moved, so that no cell is moved often.
            table, moved = (table, other) if len(table) > len(other) else (other, table)
            for one in moved:
                at_corner.update(dict.fromkeys(_corners(one), table))
            table += moved
        table.append(cell)
        for corner in corners:
            at_corner[corner] = table
    return list({id(table): table for table in at_corner.values()}.values())


def _corners(box: Box) -> tuple[tuple[float, float], ...]:
    x0, top, x1, bottom = box
    return (x0, top), (x1, top), (x0, bottom), (x1, bottom)


def _grid(boxes: Sequence[Box], cuts: Iterable[Cut]) -> Grid | None:
    """Make a table of its cells; a single box is none, nor is a drawing."""
    boxes = [box for box in boxes if box[2] - box[0] >= _SLIVER and box[3] - box[1] >= _SLIVER]
    if not 2 <= len(boxes) <= _MOST_CELLS:
        return None
    xs, columns = _numbered(x for box in boxes for x in (box[0], box[2]))
    ys, rows = _numbered(y for box in boxes for y in (box[1], box[3]))
    cells = []
    for box in sorted(boxes, key=lambda item: (item[1], item[0])):
        column, right = columns[box[0]], columns[box[2]]
        row, below = rows[box[1]], rows[box[3]]
        cells.append((row, column, below - row, right - column, box))
    return Grid(
        outer := (xs[0], ys[0], xs[-1], ys[-1]),
        tuple(cells),
        len(ys) - 1,
        len(xs) - 1,
        any(cut.at_top and abs(cut.y - outer[1]) <= SNAP for cut in cuts),
        any(not cut.at_top and abs(cut.y - outer[3]) <= SNAP for cut in cuts),
    )


def _numbered(values: Iterable[float]) -> tuple[list[float], dict[float, int]]:
    """Return the places that part columns (or rows), and of each value at which it lies.

    Both lines of a double rule are one place.
    """
    places: list[float] = []
    numbers: dict[float, int] = {}
    for value in sorted(set(values)):
        if not places or value - places[-1] >= _SLIVER:
            places.append(value)
        numbers[value] = len(places) - 1
    return places, numbers


def _unframed(grids: Sequence[Grid]) -> Iterator[Grid]:
    """Take frames away: cells as wide as their table around most of another table."""
    inner = sorted(
        (grid.box for grid in grids if grid.row_count > 1 and grid.column_count > 1),
        key=lambda box: box[1],
    )
    tops = [box[1] for box in inner]
    for grid in grids:
        rest = []
        for _, _, _, column_span, box in grid.cells:
            within = inner[bisect_right(tops, box[1]) : bisect_left(tops, box[3])]
            if column_span < grid.column_count or not any(
                box[0] <= x0
                and x1 <= box[2]
                and bottom <= box[3]
                and 2 * (x1 - x0) > box[2] - box[0]
                for x0, _, x1, bottom in within
            ):
                rest.append(box)
        if len(rest) == len(grid.cells):
            yield grid
            continue
        for boxes in _tables(rest):
            if part := _grid(boxes, ()):
                yield replace(
                    part,
                    open_top=grid.open_top and part.box[1] == grid.box[1],
                    open_bottom=grid.open_bottom and part.box[3] == grid.box[3],
                )
