"""What a PDF page draws beside its letters: rules, shaded areas and images, read through PDFium."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress, repeat
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
# Colours lighter than this, of 255, are paper: such areas hide or structure nothing.
_PAPER = 250

_Matrix = tuple[float, float, float, float, float, float]


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
    _texts: list[tuple[int, _Matrix | None]] = field(default_factory=list)

    def text_boxes(self) -> list[Box]:
        """Return the boxes of the page's text objects; only while the page is open."""
        boxes = _boxes(self.frame, self._texts)
        return [box for box in boxes if box is not None]


def read_drawing(page: Any, frame: Frame) -> Drawing:
    """Read the rules, areas and images of a pypdfium2 page."""
    drawing = Drawing(frame)
    paths: list[tuple[int, _Matrix | None]] = []
    images: list[tuple[int, _Matrix | None]] = []
    rooms = {
        pdfium.FPDF_PAGEOBJ_TEXT: drawing._texts,
        pdfium.FPDF_PAGEOBJ_PATH: paths,
        pdfium.FPDF_PAGEOBJ_IMAGE: images,
    }
    count = max(pdfium.FPDFPage_CountObjects(page.raw), 0)
    left = _MOST_OBJECTS
    for found, matrix in _objects(calls.address(page.raw), count, calls.page_object, None, 0):
        drawing.cut_off = drawing.cut_off or len(found) > left
        items = found[:left]
        left -= len(items)
        kinds = list(map(calls.object_kind, items))
        for kind, room in rooms.items():
            chosen = compress(items, map(kind.__eq__, kinds))
            room.extend((item, matrix) for item in chosen)
    drawing.images += [box for box in _boxes(frame, images) if box is not None]
    _read_paths(paths, drawing)
    return drawing


def _objects(
    holder: int, count: int, get: Any, outer: _Matrix | None, depth: int
) -> Iterator[tuple[list[int], _Matrix | None]]:
    """Yield the objects of a page or form, and then those of the forms in it."""
    items = [item for item in map(get, repeat(holder), range(min(count, _MOST_OBJECTS))) if item]
    yield items, outer
    if depth >= _MAX_FORM_DEPTH:
        return
    for item in items:
        if calls.object_kind(item) == pdfium.FPDF_PAGEOBJ_FORM:
            form = ctypes.cast(item, pdfium.FPDF_PAGEOBJECT)
            matrix = _combined(_matrix_of(item), outer)
            inner = max(pdfium.FPDFFormObj_CountObjects(form), 0)
            yield from _objects(item, inner, calls.form_object, matrix, depth + 1)


def _boxes(frame: Frame, items: Sequence[tuple[int, _Matrix | None]]) -> list[Box]:
    """Return where objects lie."""
    lefts, bottoms, rights, tops = calls.bounds([item for item, _ in items])
    boxes = []
    for (_, matrix), x0, y0, x1, y1 in zip(items, lefts, bottoms, rights, tops, strict=True):
        if matrix is not None:
            corners = [_apply(matrix, x, y) for x in (x0, x1) for y in (y0, y1)]
            xs, ys = [x for x, _ in corners], [y for _, y in corners]
            boxes.append(frame.box(min(xs), min(ys), max(xs), max(ys)))
        else:
            boxes.append(frame.box(x0, y0, x1, y1))
    return boxes


def _read_paths(paths: list[tuple[int, _Matrix | None]], drawing: Drawing) -> None:
    boxes = _boxes(drawing.frame, paths)
    fills, strokes = calls.draw_modes([path for path, _ in paths])
    for (path, matrix), box, fill, stroke in zip(paths, boxes, fills, strokes, strict=True):
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
            drawing.edges.extend(_segments(path, matrix, drawing.frame))
        if fill and not _is_paper(path):
            drawing.areas.append(box)


def _is_paper(path: int) -> bool:
    colour = [ctypes.c_uint() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetFillColor(ctypes.cast(path, pdfium.FPDF_PAGEOBJECT), *colour):
        return False
    return all(part.value >= _PAPER for part in colour[:3]) or colour[3].value == 0


def _segments(path: int, outer: _Matrix | None, frame: Frame) -> Iterator[Edge]:
    """Yield the straight horizontal and vertical segments of a path."""
    count = calls.segment_count(path)
    if not 0 < count <= _MOST_SEGMENTS:
        return
    segments = list(map(calls.path_segment, repeat(path), range(count)))
    matrix = _combined(_matrix_of(path), outer)
    points = [
        frame.point(*_apply(matrix, x, y)) for x, y in zip(*calls.points(segments), strict=True)
    ]
    kinds = map(calls.segment_kind, segments)
    closes = map(calls.segment_closes, segments)
    start = here = points[0]
    for there, kind, closed in zip(points, kinds, closes, strict=True):
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = there
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield from _edge(here, there)
        here = there
        if closed:
            yield from _edge(here, start)
            here = start


def _edge(start: tuple[float, float], end: tuple[float, float]) -> Iterator[Edge]:
    across, down = abs(start[0] - end[0]), abs(start[1] - end[1])
    if min(across, down) > _SLANT or max(across, down) < _SLANT:
        return
    x0, x1 = sorted((start[0], end[0]))
    top, bottom = sorted((start[1], end[1]))
    if across >= down:
        yield Edge(x0, (top + bottom) / 2, x1, (top + bottom) / 2)
    else:
        yield Edge((x0 + x1) / 2, top, (x0 + x1) / 2, bottom)


def _matrix_of(item: int) -> _Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(ctypes.cast(item, pdfium.FPDF_PAGEOBJECT), matrix):
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
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
