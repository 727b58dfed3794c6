"""Tables of a page's image: its rules make cells along a grid; boxes that are none are left out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ita_parse.document import Box
from ita_parse.extraction.ocr.areas import Ints, PixelBox
from ita_parse.extraction.ocr.ruling import Ruling
from ita_parse.extraction.ruling import Grid, find_grids

# A grid of which fewer cells have text is a form or decoration, as in files with a text layer.
_LEAST_FILLED = 0.1
# Parts of one table stand at most this far, in points, beside each other on two pages.
_ASIDE = 8.0
# Cells are no lower than the smallest print, in points, on the whole.
_LEAST_HEIGHT = 6.0
# A table covers most of the box around it.
_LEAST_COVERED = 0.5


@dataclass(frozen=True, slots=True)
class Cells:
    """A grid in pixels: cells as row and column (from 0), their spans and boxes."""

    box: PixelBox
    cells: tuple[tuple[int, int, int, int, PixelBox], ...]
    row_count: int
    column_count: int
    open_top: bool
    open_bottom: bool


def find_cells(ruling: Ruling, width: int, height: int) -> list[Cells]:
    """Return the grids of a page from top to bottom.

    Args:
        ruling: the page's rules.
        width: of the page, in pixels.
        height: of the page.
    """
    scale = ruling.scale
    grids = find_grids(ruling.edges(width), width / scale, height / scale)
    return [_cells(grid, scale) for grid in grids if _is_possible(grid)]


def _is_possible(grid: Grid) -> bool:
    heights = [(box[3] - box[1]) / span for _, _, span, _, box in grid.cells]
    x0, top, x1, bottom = grid.box
    covered = sum((box[2] - box[0]) * (box[3] - box[1]) for *_, box in grid.cells)
    return float(np.median(heights)) >= _LEAST_HEIGHT and covered >= _LEAST_COVERED * (x1 - x0) * (
        bottom - top
    )


def _cells(grid: Grid, scale: float) -> Cells:
    def pixels(box: Box) -> PixelBox:
        x0, top, x1, bottom = (round(number * scale) for number in box)
        return x0, top, x1, bottom

    return Cells(
        pixels(grid.box),
        tuple((*place, pixels(box)) for *place, box in grid.cells),  # type: ignore[misc]
        grid.row_count,
        grid.column_count,
        grid.open_top,
        grid.open_bottom,
    )


def is_table(cells: Cells, filled: int, above: tuple[float, float] | None, scale: float) -> bool:
    """Tell a table from a frame: more than one column, and not nine tenths empty.

    Args:
        cells: the grid.
        filled: how many cells have text.
        above: left and right, in pixels, of the last table of the page before, which a single
            column may go on.
        scale: pixels a point.
    """
    if not filled or filled < len(cells.cells) * _LEAST_FILLED:
        return False
    if cells.column_count >= 2:
        return True
    if above is None:
        return False
    near = _ASIDE * scale
    return abs(cells.box[0] - above[0]) <= near and abs(cells.box[2] - above[1]) <= near


def deal(cells: Cells, xs: NDArray[np.float64], ys: NDArray[np.float64], among: Ints) -> list[Ints]:
    """Deal pieces out to cells by their middles.

    Args:
        cells: the grid.
        xs: where all pieces of the page have their middle.
        ys: the same, down.
        among: the numbers of those to be dealt out.

    Returns:
        The numbers of the pieces of each cell.
    """
    x0, top, x1, bottom = cells.box
    some = among[(xs[among] >= x0) & (xs[among] < x1) & (ys[among] >= top) & (ys[among] < bottom)]
    lefts = sorted({box[side] for *_, box in cells.cells for side in (0, 2)})
    tops = sorted({box[side] for *_, box in cells.cells for side in (1, 3)})
    places = _places(cells, lefts, tops)
    column = np.searchsorted(lefts, xs[some], side="right") - 1
    row = np.searchsorted(tops, ys[some], side="right") - 1
    owners = places[row, column]
    return [some[owners == index] for index in range(len(cells.cells))]


def _places(cells: Cells, lefts: Sequence[int], tops: Sequence[int]) -> Ints:
    """Return the number of the cell at each place between sides, -1 for none."""
    places = np.full((len(tops), len(lefts)), -1, np.int64)
    for index, (*_, (x0, top, x1, bottom)) in enumerate(cells.cells):
        rows = slice(bisect_right(tops, top) - 1, bisect_right(tops, bottom) - 1)
        columns = slice(bisect_right(lefts, x0) - 1, bisect_right(lefts, x1) - 1)
        places[rows, columns] = index
    return places
