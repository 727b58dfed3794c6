"""What a PDF page draws beside its letters: rules, shaded areas and images, read through PDFium."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import compress, islice, repeat
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from ita_parse.document import Box
from ita_parse.extraction import calls
from ita_parse.extraction.frame import Frame

# Form XObjects may nest; real documents stay below this, hostile ones do not.
_MAX_FORM_DEPTH = 8
# No page of a document draws more things than this; the rest is left out.
_MOST_OBJECTS = 60_000
# A filled rectangle thinner than this, in points, is a rule.
_RULE_WIDTH = 3.0
# A path with more segments than this is a picture, no frame of cells.
_MOST_SEGMENTS = 400
# A side that leaves its direction by more than this, in points, is no rule.
_SLANT = 1.0
# Rules that cross at more places are a drawing; on A4 they can't, as near rules count as one.
_MOST_CROSSINGS = 250_000
_APART = 3.0
# Colours lighter than this, of 255, are paper: such areas hide or structure nothing.
_PAPER = 250

_Matrix = tuple[float, float, float, float, float, float]
_AS_IS: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Edge(NamedTuple):
    """A horizontal or vertical rule."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def vertical(self) -> bool:
        """Whether it runs from top to bottom."""
        return self.x1 - self.x0 < self.bottom - self.top


class _Objects(NamedTuple):
    """Objects of a page or of a form in it, their kinds, and what moves them from there."""

    items: list[int]
    kinds: list[int]
    matrix: _Matrix | None

    def of(self, kind: int) -> _Objects:
        """Return those of one kind."""
        items = list(compress(self.items, map(kind.__eq__, self.kinds)))
        return _Objects(items, [kind] * len(items), self.matrix)


@dataclass(slots=True)
class Drawing:
    """All that a page draws beside its letters, in points of `frame`.

    `areas` are the boxes of filled areas that are larger than rules and not white. `cut_off` tells
    that the page draws more than is read.
    """

    frame: Frame
    edges: list[Edge] = field(default_factory=list)
    areas: list[Box] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    cut_off: bool = False
    _texts: list[_Objects] = field(default_factory=list)

    @property
    def text_count(self) -> int:
        """The number of the page's text objects."""
        return sum(len(objects.items) for objects in self._texts)

    def text_boxes(self) -> list[Box]:
        """Return the boxes of the page's text objects; only while the page is open."""
        return [box for objects in self._texts for box in _boxes(self.frame, objects)]


def read_drawing(page: Any, frame: Frame) -> Drawing:
    """Read the rules, areas and images of a pypdfium2 page."""
    drawing = Drawing(frame)
    left = _MOST_OBJECTS
    for found, cut_off in _objects(page):
        drawing.cut_off = drawing.cut_off or cut_off or len(found.items) > left
        if left <= 0:
            break
        objects = _Objects(found.items[:left], found.kinds[:left], found.matrix)
        left -= len(objects.items)
        drawing._texts.append(objects.of(pdfium.FPDF_PAGEOBJ_TEXT))
        drawing.images += _boxes(frame, objects.of(pdfium.FPDF_PAGEOBJ_IMAGE))
        _read_paths(objects.of(pdfium.FPDF_PAGEOBJ_PATH), drawing)
    if _is_mesh(drawing):
        drawing.edges.clear()
        drawing.cut_off = True
    return drawing


def _is_mesh(drawing: Drawing) -> bool:
    """Tell rules that would cross at more places than a page of tables has."""
    # Few rules are what nearly all pages have.
    if len(drawing.edges) ** 2 <= _MOST_CROSSINGS:
        return False
    width, height = drawing.frame.width, drawing.frame.height
    columns = {
        edge.x0 // _APART for edge in drawing.edges if edge.vertical and 0 <= edge.x0 <= width
    }
    rows = {
        edge.top // _APART
        for edge in drawing.edges
        if not edge.vertical and 0 <= edge.top <= height
    }
    return len(rows) * len(columns) > _MOST_CROSSINGS


def _objects(page: Any) -> Iterator[tuple[_Objects, bool]]:
    """Yield the objects of a page, then those of the forms in it; and whether some are left out."""
    count = max(pdfium.FPDFPage_CountObjects(page.raw), 0)
    holders: list[tuple[int, Any, int, _Matrix | None, int]]
    holders = [(calls.address(page.raw), calls.page_object, count, None, 0)]
    while holders:
        holder, get, count, outer, depth = holders.pop()
        found = map(get, repeat(holder), range(min(count, _MOST_OBJECTS)))
        items = [item for item in found if item]
        kinds = list(map(calls.object_kind, items))
        yield _Objects(items, kinds, outer), count > _MOST_OBJECTS
        if depth >= _MAX_FORM_DEPTH:
            continue
        for item in compress(items, map(pdfium.FPDF_PAGEOBJ_FORM.__eq__, kinds)):
            form = ctypes.cast(item, pdfium.FPDF_PAGEOBJECT)
            inner = max(pdfium.FPDFFormObj_CountObjects(form), 0)
            matrix = _combined(_matrix_of(item), outer)
            holders.append((item, calls.form_object, inner, matrix, depth + 1))


def _boxes(frame: Frame, objects: _Objects) -> list[Box]:
    """Return where objects lie."""
    corners = zip(*calls.bounds(objects.items), strict=True)
    matrix = objects.matrix
    if matrix is None:
        return [frame.box(*corner) for corner in corners]
    boxes = []
    for x0, y0, x1, y1 in corners:
        moved = [_apply(matrix, x, y) for x in (x0, x1) for y in (y0, y1)]
        xs, ys = [x for x, _ in moved], [y for _, y in moved]
        boxes.append(frame.box(min(xs), min(ys), max(xs), max(ys)))
    return boxes


def _read_paths(paths: _Objects, drawing: Drawing) -> None:
    boxes = _boxes(drawing.frame, paths)
    fills, strokes = calls.draw_modes(paths.items)
    stroked: list[int] = []
    for path, box, fill, stroke in zip(paths.items, boxes, fills, strokes, strict=True):
        if not (fill or stroke):
            continue
        x0, top, x1, bottom = box
        across, down = x1 - x0, bottom - top
        if across <= _RULE_WIDTH or down <= _RULE_WIDTH:
            if across >= down:
                middle = (top + bottom) / 2
                drawing.edges.append(Edge(x0, middle, x1, middle))
            else:
                middle = (x0 + x1) / 2
                drawing.edges.append(Edge(middle, top, middle, bottom))
            continue
        # The sides of a filled area are rules only if they are drawn; cells may be told by it.
        if stroke:
            stroked.append(path)
        if fill and not _is_paper(path):
            drawing.areas.append(box)
    if stroked:
        drawing.edges.extend(_outlines(stroked, paths.matrix, drawing.frame))


def _is_paper(path: int) -> bool:
    colour = [ctypes.c_uint() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetFillColor(ctypes.cast(path, pdfium.FPDF_PAGEOBJECT), *colour):
        return False
    return all(part.value >= _PAPER for part in colour[:3]) or colour[3].value == 0


def _outlines(paths: list[int], outer: _Matrix | None, frame: Frame) -> Iterator[Edge]:
    """Yield the straight horizontal and vertical segments of paths."""
    counts = list(map(calls.segment_count, paths))
    counts = [count if count <= _MOST_SEGMENTS else 0 for count in counts]
    holders = [path for path, count in zip(paths, counts, strict=True) for _ in range(count)]
    places = [place for count in counts for place in range(count)]
    segments = list(map(calls.path_segment, holders, places))
    steps = zip(
        map(calls.segment_kind, segments),
        map(calls.segment_closes, segments),
        *calls.points(segments),
        strict=True,
    )
    matrices = zip(*calls.object_matrices(paths), strict=True)
    for count, (a, b, c, d, e, f) in zip(counts, matrices, strict=True):
        matrix = _combined((a, b, c, d, e, f), outer)
        yield from _outline(islice(steps, count), None if matrix == _AS_IS else matrix, frame)


def _outline(
    steps: Iterable[tuple[int, int, float, float]], matrix: _Matrix | None, frame: Frame
) -> Iterator[Edge]:
    start = here = (0.0, 0.0)
    for kind, closes, x, y in steps:
        there = frame.point(*(_apply(matrix, x, y) if matrix else (x, y)))
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = there
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield from _edge(here, there)
        here = there
        if closes:
            yield from _edge(here, start)
            here = start


def _edge(start: tuple[float, float], end: tuple[float, float]) -> Iterator[Edge]:
    (x0, y0), (x1, y1) = start, end
    across, down = abs(x0 - x1), abs(y0 - y1)
    if across >= down:
        if down <= _SLANT <= across:
            middle = (y0 + y1) / 2
            yield Edge(min(x0, x1), middle, max(x0, x1), middle)
    elif across <= _SLANT <= down:
        middle = (x0 + x1) / 2
        yield Edge(middle, min(y0, y1), middle, max(y0, y1))


def _matrix_of(item: int) -> _Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(ctypes.cast(item, pdfium.FPDF_PAGEOBJECT), matrix):
        return _AS_IS
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _combined(inner: _Matrix, outer: _Matrix | None) -> _Matrix:
    if outer is None:
        return inner
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _apply(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
