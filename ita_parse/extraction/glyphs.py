"""What a PDF page draws: letters with their origins, rules and images, read through PDFium.

All positions are in points from the top left corner of the page as it is shown (rotation and crop
box applied), so that nothing later has to know about them.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from ita_parse.text import MARKS

# Marks, า and ำ begin no cluster.
_NO_START = re.compile(f"[{MARKS}\u0e32\u0e33]")
_MARK = re.compile(f"[{MARKS}]")
_AA_AM = ("\u0e32", "\u0e33")
# What PDFium gives for a hyphen at a line's end, which it takes for word division.
_HYPHENS = (0x02, 0xFFFE)
# Form XObjects may nest; real documents stay below this, hostile ones do not.
_MAX_FORM_DEPTH = 8
# A filled rectangle thinner than this, in points, is a rule.
_RULE_WIDTH = 3.0


class Ink(NamedTuple):
    """Where the ink of a mark lies about its origin (upwards positive), in shares of its size."""

    font: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(slots=True)
class Glyph:
    """A letter as drawn, or a run of letters that stands for several glyphs (ActualText).

    `x` is where its advance begins, `x1` where it ends; `baseline` the distance of its baseline
    from the page's top; `em` its size. `mapped` is False for a glyph that the font gives no
    character for. `run` is True where the text comes from ActualText and `x1` is a guess. `ink` is
    known of single marks only, and `vowel`, the same, of า and ำ: asking costs time.
    """

    text: str
    x: float
    x1: float
    baseline: float
    em: float
    mapped: bool = True
    run: bool = False
    left: float = 0.0
    ink: Ink | None = None
    vowel: Ink | None = None


@dataclass(frozen=True, slots=True)
class Edge:
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
    """All that a page draws."""

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    inks: list[tuple[float, float, float, float]] = field(default_factory=list)
    images: list[tuple[float, float, float, float]] = field(default_factory=list)


class _Frame:
    """Turns PDF coordinates into those of the page as shown."""

    def __init__(self, page: Any) -> None:
        # PDFium's own reckoning: boxes may be inherited, missing, or larger than one another.
        rect = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page.raw, rect)
        self._left, self._bottom, self._right, self._top = (
            rect.left,
            rect.bottom,
            rect.right,
            rect.top,
        )
        self._turn = page.get_rotation() % 360
        across = self._turn in (90, 270)
        width, height = self._right - self._left, self._top - self._bottom
        self.width, self.height = (height, width) if across else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self._turn == 90:
            return y - self._bottom, x - self._left
        if self._turn == 180:
            return self._right - x, y - self._bottom
        if self._turn == 270:
            return self._top - y, self._right - x
        return x - self._left, self._top - y

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        (a, b), (c, d) = self.point(x0, y0), self.point(x1, y1)
        return min(a, c), min(b, d), max(a, c), max(b, d)


def read_drawing(page: Any) -> Drawing:
    """Read letters, rules and images of a pypdfium2 page."""
    frame = _Frame(page)
    drawing = Drawing(frame.width, frame.height)
    _read_objects(page, frame, drawing)
    text_page = page.get_textpage()
    try:
        drawing.glyphs.extend(_read_glyphs(text_page.raw, frame))
    finally:
        text_page.close()
    return drawing


def _read_glyphs(text_page: Any, frame: _Frame) -> Iterator[Glyph]:
    x, y = ctypes.c_double(), ctypes.c_double()
    rect = pdfium.FS_RECTF()
    matrix = pdfium.FS_MATRIX()
    inks = _Inks(text_page)
    previous: Glyph | None = None
    last = (math.nan,) * 5
    for index in range(max(pdfium.FPDFText_CountChars(text_page), 0)):
        if pdfium.FPDFText_IsGenerated(text_page, index) == 1:
            continue
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        if code in _HYPHENS and pdfium.FPDFText_IsHyphen(text_page, index) == 1:
            code = ord("-")
        pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
        pdfium.FPDFText_GetLooseCharBox(text_page, index, rect)
        text = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        # Letters of one ActualText share an origin; PDFium cuts its box into even slices, or gives
        # each letter the whole of a box without advance. A mark that ends where the next letter
        # begins looks the same, but no run begins with one.
        sliced = abs(rect.left - last[2]) < 0.01 or (rect.left, rect.right) == last[3:]
        same = sliced and (x.value, y.value) == last[:2] and rect.right > rect.left
        if same and previous is not None and (previous.run or _begins_run(previous)):
            previous.text += text
            previous.run = True
            previous.x1 = max(previous.x1, frame.point(rect.right, y.value)[0])
            last = (x.value, y.value, rect.right, rect.left, rect.right)
            continue
        if previous is not None:
            yield previous
        pdfium.FPDFText_GetMatrix(text_page, index, matrix)
        scale = math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))
        origin = frame.point(x.value, y.value)
        box = frame.box(rect.left, rect.bottom, rect.right, rect.top)
        size = pdfium.FPDFText_GetFontSize(text_page, index)
        previous = Glyph(
            text,
            origin[0],
            box[2],
            origin[1],
            max(size * scale, 0.1),
            mapped=pdfium.FPDFText_HasUnicodeMapError(text_page, index) != 1,
            left=box[0],
            ink=inks.ink(index, x.value, y.value, size, matrix) if _MARK.match(text) else None,
            vowel=inks.ink(index, x.value, y.value, size, matrix) if text in _AA_AM else None,
        )
        last = (x.value, y.value, rect.right, rect.left, rect.right)
    if previous is not None:
        yield previous


class _Inks:
    """Asks PDFium for the ink of single glyphs of a page."""

    def __init__(self, text_page: Any) -> None:
        self._page = text_page
        # By address: one font is the same object while its page is open.
        self._fonts: dict[int | None, str] = {}
        self._bounds = [ctypes.c_double() for _ in range(4)]

    def ink(self, index: int, x: float, y: float, size: float, matrix: Any) -> Ink | None:
        a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
        det = (a * d - b * c) * size
        item = pdfium.FPDFText_GetTextObject(self._page, index)
        if not (item and abs(det) > 1e-6):
            return None
        if not pdfium.FPDFText_GetCharBox(self._page, index, *self._bounds):
            return None
        left, right, bottom, top = (bound.value for bound in self._bounds)
        font = self._font(pdfium.FPDFTextObj_GetFont(item))
        left, right, bottom, top = left - x, right - x, bottom - y, top - y
        if b == c == 0.0 < det and d > 0:
            a, d = a * size, d * size
            return Ink(font, left / a, bottom / d, right / a, top / d)
        # Back through the text matrix, so that turned text has its marks above and below too.
        u0, u1 = sorted(((d * left - c * bottom) / det, (d * right - c * top) / det))
        v0, v1 = sorted(((a * bottom - b * left) / det, (a * top - b * right) / det))
        return Ink(font, u0, v0, u1, v1)

    def _font(self, font: Any) -> str:
        """Return a name for the font that is the same on every page.

        The base name alone won't do: without a subset's prefix several fonts may share it. The
        size of the font program tells them apart.
        """
        key = ctypes.addressof(font.contents) if font else None
        if key not in self._fonts:
            name = ctypes.create_string_buffer(256)
            pdfium.FPDFFont_GetBaseFontName(font, name, 256)
            size = ctypes.c_size_t()
            pdfium.FPDFFont_GetFontData(font, None, 0, size)
            self._fonts[key] = f"{name.value.decode('utf-8', 'replace')}/{size.value}"
        return self._fonts[key]


def _begins_run(glyph: Glyph) -> bool:
    return glyph.mapped and not _NO_START.match(glyph.text)


def _read_objects(page: Any, frame: _Frame, drawing: Drawing) -> None:
    bounds = [ctypes.c_float() for _ in range(4)]
    for item, matrix in _objects(page):
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind not in (
            pdfium.FPDF_PAGEOBJ_TEXT,
            pdfium.FPDF_PAGEOBJ_PATH,
            pdfium.FPDF_PAGEOBJ_IMAGE,
            pdfium.FPDF_PAGEOBJ_SHADING,
        ):
            continue
        if not pdfium.FPDFPageObj_GetBounds(item, *bounds):
            continue
        x0, y0, x1, y1 = (value.value for value in bounds)
        if matrix is not None:
            corners = [_apply(matrix, x, y) for x in (x0, x1) for y in (y0, y1)]
            x0, x1 = min(x for x, _ in corners), max(x for x, _ in corners)
            y0, y1 = min(y for _, y in corners), max(y for _, y in corners)
        box = frame.box(x0, y0, x1, y1)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            drawing.inks.append(box)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            drawing.images.append(box)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            drawing.edges.extend(_edges(item, matrix, frame, box))


_Matrix = tuple[float, float, float, float, float, float]


def _objects(page: Any) -> Iterator[tuple[Any, _Matrix | None]]:
    raw = page.raw
    for index in range(max(pdfium.FPDFPage_CountObjects(raw), 0)):
        yield from _object(pdfium.FPDFPage_GetObject(raw, index), None, 0)


def _object(item: Any, outer: _Matrix | None, depth: int) -> Iterator[tuple[Any, _Matrix | None]]:
    if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_FORM:
        yield item, outer
        return
    if depth >= _MAX_FORM_DEPTH:
        return
    matrix = _combined(_matrix_of(item), outer)
    for index in range(max(pdfium.FPDFFormObj_CountObjects(item), 0)):
        yield from _object(pdfium.FPDFFormObj_GetObject(item, index), matrix, depth + 1)


def _matrix_of(item: Any) -> _Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, matrix):
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


def _edges(
    item: Any, outer: _Matrix | None, frame: _Frame, box: tuple[float, float, float, float]
) -> Iterator[Edge]:
    """Yield the rules that a path draws: its straight segments, or itself if it is thin."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    if not (fill.value or stroke.value):
        return
    x0, top, x1, bottom = box
    if min(x1 - x0, bottom - top) <= _RULE_WIDTH:
        if x1 - x0 >= bottom - top:
            middle = (top + bottom) / 2
            yield Edge(x0, middle, x1, middle)
        else:
            middle = (x0 + x1) / 2
            yield Edge(middle, top, middle, bottom)
        return
    # A filled area without a stroke is cell shading or decoration; its sides are rules only if
    # they are drawn.
    if stroke.value:
        yield from _segments(item, _combined(_matrix_of(item), outer), frame)


def _segments(item: Any, matrix: _Matrix, frame: _Frame) -> Iterator[Edge]:
    x, y = ctypes.c_float(), ctypes.c_float()
    start = here = (0.0, 0.0)
    for index in range(max(pdfium.FPDFPath_CountSegments(item), 0)):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        there = frame.point(*_apply(matrix, x.value, y.value))
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = there
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield from _edge(here, there)
        here = there
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield from _edge(here, start)
            here = start


def _edge(start: tuple[float, float], end: tuple[float, float]) -> Iterator[Edge]:
    across, down = abs(start[0] - end[0]), abs(start[1] - end[1])
    if min(across, down) > 1.0 or max(across, down) < 1.0:
        return
    x0, x1 = sorted((start[0], end[0]))
    top, bottom = sorted((start[1], end[1]))
    if across >= down:
        yield Edge(x0, (top + bottom) / 2, x1, (top + bottom) / 2)
    else:
        yield Edge((x0 + x1) / 2, top, (x0 + x1) / 2, bottom)
