"""From the image of a page to its tables' cells and its lines of text; nothing is recognised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import cv2
import numpy as np

from ita_parse.document import Box
from ita_parse.extraction.ocr.areas import (
    Ints,
    Pieces,
    PixelBox,
    TextLine,
    find_pieces,
    group_paragraphs,
    is_text,
    lean,
    read_lines,
)
from ita_parse.extraction.ocr.boxes import TickBox, find_ticks
from ita_parse.extraction.ocr.cleaning import (
    drop_specks,
    find_ink,
    find_strokes,
    flatten,
    whiten_tints,
)
from ita_parse.extraction.ocr.erasing import erase
from ita_parse.extraction.ocr.grids import Cells, deal, find_cells, is_table
from ita_parse.extraction.ocr.images import PageImage, Pixels
from ita_parse.extraction.ocr.ruling import Ruling, find_ruling
from ita_parse.extraction.ocr.straighten import Turn, find_angle, find_quarters, turn_upright

# A cell printed dark, with light letters: its paper is darker than this.
_DARK = 150
# Marks over letters outnumber those under them on a page that is upright; of fewer nothing is said.
_LEAST_MARKS, _LEANING = 12, 2.0
# Pieces of ink that belong to no line and are smaller than this share of a letter are dirt.
_DIRT = 0.4


@dataclass(frozen=True, slots=True)
class LayoutCell:
    """A cell; rows and columns count from 1. `lines` stand in it from top to bottom."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: PixelBox
    lines: tuple[TextLine, ...]
    ticks: tuple[TickBox, ...] = ()


@dataclass(frozen=True, slots=True)
class LayoutTable:
    """A ruled table of a page."""

    box: PixelBox
    row_count: int
    column_count: int
    cells: tuple[LayoutCell, ...]
    open_top: bool = False
    open_bottom: bool = False


@dataclass(frozen=True, eq=False)
class PageLayout:
    """What a page's image shows. All boxes are pixels of `image`, the upright clean page.

    `lines` and `ticks` are those outside of tables, in reading order. `quarters` and `angle` say
    how the page was turned: quarters against the clock, then degrees. `noisy`: a photograph or
    noise, of which no text was sought. `sure_of_top`: marks over letters show where the top is;
    else a recogniser may find the page upside down (`read_layout(image, quarters=...)`).
    """

    tables: tuple[LayoutTable, ...]
    lines: tuple[TextLine, ...]
    ticks: tuple[TickBox, ...]
    image: Pixels
    dpi: float
    width: float
    height: float
    turn: Turn
    noisy: bool = False
    sure_of_top: bool = False
    _pieces: Pieces | None = field(default=None, repr=False)

    @cached_property
    def _dealt(self) -> Ints:
        """The pieces of ink that belong to lines."""
        lines = [*self.lines, *_lines(self.tables)]
        return np.array([piece for line in lines for piece in line.pieces], np.int64)

    @property
    def angle(self) -> float:
        """By how many degrees rows went down to the right."""
        return self.turn.angle

    @property
    def quarters(self) -> int:
        """How many quarters the page was turned against the clock."""
        return self.turn.quarters

    def to_page(self, box: Sequence[float]) -> Box:
        """Return the box, in points of the page as it is shown, around a box of the image."""
        scale = self.dpi / 72
        x0, top, x1, bottom = self.turn.box((box[0], box[1], box[2], box[3]))
        return (
            round(max(x0 / scale, 0.0), 2),
            round(max(top / scale, 0.0), 2),
            round(min(x1 / scale, self.width), 2),
            round(min(bottom / scale, self.height), 2),
        )

    def crop(self, box: PixelBox, margin: int = 0) -> Pixels:
        """Cut a box out of the clean image: grey, upright, without rules."""
        x0, top, x1, bottom = box
        height, width = self.image.shape
        left, right = max(0, x0 - margin), min(width, x1 + margin)
        return self.image[max(0, top - margin) : min(height, bottom + margin), left:right].copy()

    def crop_line(self, line: TextLine, margin: int = 4) -> Pixels:
        """Cut a line out, with what reaches into its box from other lines made white."""
        cut = self.crop(line.box, margin)
        if self._pieces is None:
            return cut
        x0, top, x1, bottom = line.box
        height, width = self.image.shape
        labels = self._pieces.labels[
            max(0, top - margin) : min(height, bottom + margin),
            max(0, x0 - margin) : min(width, x1 + margin),
        ]
        pieces = self._pieces
        own = np.zeros(len(pieces.area) + 1, np.bool_)
        own[np.array(line.pieces, np.int64) + 1] = True
        # What belongs to no line may be a letter that a stamp or a stain goes through.
        away = np.concatenate(([False], np.isin(np.arange(len(own) - 1), self._dealt)))
        away[1:] |= (
            np.maximum(pieces.x1 - pieces.x0, pieces.bottom - pieces.top) < _DIRT * pieces.letter
        )
        mine = own[labels]
        other = (away[labels] & ~mine).astype(np.uint8)
        if other.any():
            grown = cv2.dilate(other, np.ones((3, 3), np.uint8)) > 0
            kept = cv2.dilate(mine.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
            cut[grown & ~kept] = 255
        return cut


def read_layout(
    image: PageImage,
    *,
    quarters: int | None = None,
    above: tuple[float, float] | None = None,
) -> PageLayout:
    """Find the tables, cells, lines and tick boxes of a page.

    Args:
        image: the page.
        quarters: how to turn it, in quarters against the clock; None to find out. A recogniser
            that can't read a page may ask for it with two more.
        above: left and right, in points, of the last table of the page before, which a table of a
            single column may go on.
    """
    gray = image.gray if image.colour is None else whiten_tints(image.colour)
    gray = flatten(gray, image.dpi)
    ink = drop_specks(find_ink(gray, image.dpi), image.dpi)
    found = find_quarters(ink, image.dpi) if quarters is None else quarters
    rows = np.ascontiguousarray(np.rot90(ink, found)) if found % 4 else ink
    angle = find_angle(rows, image.dpi)
    layout = _read(image, gray, found, angle, above)
    if quarters is None and layout._pieces is not None:
        lines = [*layout.lines, *_lines(layout.tables)]
        over, under = lean(layout._pieces, lines)
        if under >= _LEAST_MARKS and under > _LEANING * over:
            return _read(image, gray, found + 2, angle, above, sure=True)
        sure = over >= _LEAST_MARKS and over > _LEANING * under
        return replace(layout, sure_of_top=sure)
    return layout


def _lines(tables: Sequence[LayoutTable]) -> list[TextLine]:
    return [line for table in tables for cell in table.cells for line in cell.lines]


def _read(
    image: PageImage,
    flat: Pixels,
    quarters: int,
    angle: float,
    above: tuple[float, float] | None,
    *,
    sure: bool = False,
) -> PageLayout:
    dpi = image.dpi
    gray, turn = turn_upright(flat, quarters, angle)
    if gray is flat:
        gray = flat.copy()
    ink = drop_specks(find_ink(gray, dpi), dpi)
    ruling = find_ruling(ink, dpi)
    height, width = gray.shape
    grids = find_cells(ruling, width, height)
    if image.colour is not None:
        _take_stamps(image.colour, gray, ink, ruling, turn, dpi)
    _lighten(gray, ink, grids, dpi)
    erase(gray, ink, ruling)
    pieces = find_pieces(ink, dpi)
    if pieces.noisy:
        return PageLayout(
            (), (), (), gray, dpi, image.width, image.height, turn, noisy=True, _pieces=pieces
        )
    texts = np.flatnonzero(is_text(pieces, dpi))
    ticks = find_ticks(pieces)
    taken = [piece for tick in ticks for piece in tick.pieces]
    rest: Ints = np.setdiff1d(texts, np.array(taken, np.int64))
    scale = dpi / 72
    before = (above[0] * scale, above[1] * scale) if above else None
    tables: list[LayoutTable] = []
    for grid in grids:
        table, members = _table(pieces, grid, rest, ticks)
        filled = sum(bool(cell.lines or cell.ticks) for cell in table.cells)
        if is_table(grid, filled, None if tables else before, scale):
            tables.append(table)
            rest = np.setdiff1d(rest, members)
            ticks = [tick for tick in ticks if not _holds(grid.box, tick.box)]
    lines = group_paragraphs(read_lines(pieces, rest))
    return PageLayout(
        tuple(tables),
        lines,
        tuple(ticks),
        gray,
        dpi,
        image.width,
        image.height,
        turn,
        sure_of_top=sure,
        _pieces=pieces,
    )


def _take_stamps(
    colour: Pixels, gray: Pixels, ink: Pixels, ruling: Ruling, turn: Turn, dpi: float
) -> None:
    """Make stamps and signatures white, but not where they go over black ink."""
    upright, _ = turn_upright(colour, turn.quarters, turn.angle)
    rules = np.zeros_like(gray)
    for lines, turned in zip(ruling.joined(), (False, True), strict=True):
        target = rules.T if turned else rules
        for line in lines:
            for stroke in line.strokes:
                y = round(float(stroke.path.mean()))
                reach = round(stroke.thickness + 2 + np.ptp(stroke.path) / 2)
                target[max(0, y - reach) : y + reach + 1, stroke.start : stroke.end + 1] = 255
    strokes = find_strokes(upright, rules, dpi) > 0
    gray[strokes] = 255
    ink[strokes] = 0


def _lighten(gray: Pixels, ink: Pixels, grids: Sequence[Cells], dpi: float) -> None:
    """Turn cells printed light on dark into dark on light."""
    for grid in grids:
        for *_, (x0, top, x1, bottom) in grid.cells:
            inset = max(2, round(dpi / 60))
            area = gray[top + inset : bottom - inset, x0 + inset : x1 - inset]
            if not area.size or float(np.median(area[::3, ::3])) > _DARK:
                continue
            dark = float(np.median(area))
            light = (255.0 - (area - dark) * 255.0 / max(255.0 - dark, 1.0)).clip(0, 255)
            area[:] = light.astype(np.uint8)
            ink[top + inset : bottom - inset, x0 + inset : x1 - inset] = find_ink(
                np.ascontiguousarray(area), dpi
            )


def _holds(box: PixelBox, inner: PixelBox) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return box[0] <= x < box[2] and box[1] <= y < box[3]


def _table(
    pieces: Pieces, grid: Cells, texts: Ints, ticks: Sequence[TickBox]
) -> tuple[LayoutTable, Ints]:
    xs, ys = pieces.middles
    dealt = deal(grid, xs, ys, texts)
    inside = [tick for tick in ticks if _holds(grid.box, tick.box)]
    cells = []
    for (row, column, row_span, column_span, box), among in zip(grid.cells, dealt, strict=True):
        lines = group_paragraphs(read_lines(pieces, among))
        own = tuple(tick for tick in inside if _holds(box, tick.box))
        cells.append(LayoutCell(row + 1, column + 1, row_span, column_span, box, lines, own))
    table = LayoutTable(
        grid.box, grid.row_count, grid.column_count, tuple(cells), grid.open_top, grid.open_bottom
    )
    members = np.concatenate(dealt) if dealt else np.zeros(0, np.int64)
    return table, members
