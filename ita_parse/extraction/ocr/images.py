"""Pages as images: drawn by PDFium at the resolution that their scan has."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from ita_parse.errors import LimitExceededError

Pixels = NDArray[np.uint8]

POINTS = 72.0
"""Points in an inch."""
# Below it Thai marks are no longer told apart, whatever is made of the image; above it there is
# nothing more to see in office print.
_LEAST_DPI, _MOST_DPI = 100.0, 400.0
# A page that is drawn and not scanned (its fonts tell no letters) has no resolution of its own.
_DRAWN_DPI = 300.0
# A3 at 300 dpi, A4 at 400. A larger page is drawn at a lower resolution.
_MOST_PIXELS = 17_500_000
# PDFium unpacks an image as a whole; no scan of an office document has more bytes than this.
_LARGEST_IMAGE = 400_000_000
# A page is a scan if images cover more than this share of it.
_LEAST_COVERED = 0.2
_MOST_IMAGES = 2_000
_DEEPEST_FORM = 8
# Colours of a grey page differ by less than this (JPEG, white balance); and a page has colour if
# more than this share of its pixels does.
_COLOURED = 40
_LEAST_COLOURED = 0.0001


@dataclass(frozen=True, slots=True, eq=False)
class PageImage:
    """A page as pixels.

    `gray` is height by width, 0 black to 255 white; `colour` the same page in red, green and blue,
    None where it has none. `scale` is pixels a point; `width` and `height` are the page's, in
    points, as it is shown. `undecoded` tells that it has an image that PDFium can't unpack.
    """

    gray: Pixels
    colour: Pixels | None
    scale: float
    width: float
    height: float
    undecoded: bool = False

    @property
    def dpi(self) -> float:
        """Pixels an inch."""
        return self.scale * POINTS


@dataclass(frozen=True, slots=True)
class _Placed:
    """An image object: its size in pixels and the square points that it covers."""

    width: int
    height: int
    bits: int
    area: float
    raw: Any

    @property
    def density(self) -> float:
        """Pixels a point."""
        return math.sqrt(self.width * self.height / self.area)


def render_page(page: Any) -> PageImage:
    """Draw a page (of pypdfium2) at the resolution of its largest image.

    Raises:
        LimitExceededError: an image is too large to be unpacked.
    """
    placed = list(_images(page))
    if any(one.width * one.height * one.bits // 8 > _LARGEST_IMAGE for one in placed):
        largest = max(placed, key=lambda one: one.width * one.height)
        raise LimitExceededError(
            f"A page has an image of {largest.width} by {largest.height} pixels.",
            hint="Scan it again at 300 dpi or less, or leave the page out with pages=.",
        )
    width, height = page.get_size()
    scale = _scale(placed, width, height)
    bitmap = page.render(scale=scale, may_draw_forms=False, rev_byteorder=True)
    try:
        drawn = np.ascontiguousarray(bitmap.to_numpy()[:, :, :3])
    finally:
        bitmap.close()
    gray = cv2.cvtColor(drawn, cv2.COLOR_RGB2GRAY)
    blank = int(gray.min()) > 250
    undecoded = blank and any(_is_undecoded(one) for one in placed)
    colour = drawn if _has_colour(drawn) else None
    return PageImage(_pixels(gray), colour, scale, float(width), float(height), undecoded)


def _pixels(image: Any) -> Pixels:
    return np.asarray(image, np.uint8)


def _scale(placed: list[_Placed], width: float, height: float) -> float:
    covered = sum(one.area for one in placed)
    density = _DRAWN_DPI / POINTS
    if covered > width * height * _LEAST_COVERED:
        density = max(placed, key=lambda one: one.area).density
    density = min(max(density, _LEAST_DPI / POINTS), _MOST_DPI / POINTS)
    return min(density, math.sqrt(_MOST_PIXELS / (width * height)))


def _has_colour(drawn: Pixels) -> bool:
    some = drawn[::4, ::4].astype(np.int16)
    apart = some.max(axis=2) - some.min(axis=2)
    return float(np.mean(apart > _COLOURED)) > _LEAST_COLOURED


def _images(page: Any) -> Iterator[_Placed]:
    count = pdfium.FPDFPage_CountObjects(page.raw)
    objects = (pdfium.FPDFPage_GetObject(page.raw, at) for at in range(min(count, _MOST_IMAGES)))
    yield from _inside(page, objects, 1.0, 0)


def _inside(page: Any, objects: Iterator[Any], spread: float, depth: int) -> Iterator[_Placed]:
    """Yield the images among objects, whose form makes areas `spread` times as large."""
    for raw in objects:
        kind = pdfium.FPDFPageObj_GetType(raw)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            data = pdfium.FPDF_IMAGEOBJ_METADATA()
            if not pdfium.FPDFImageObj_GetImageMetadata(raw, page.raw, data):
                continue
            area = _spread(raw) * spread
            if data.width and data.height and area > 0:
                bits = data.bits_per_pixel or 24
                yield _Placed(data.width, data.height, bits, area, raw)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
            count = min(pdfium.FPDFFormObj_CountObjects(raw), _MOST_IMAGES)
            inner = (pdfium.FPDFFormObj_GetObject(raw, at) for at in range(count))
            yield from _inside(page, inner, spread * _spread(raw), depth + 1)


def _spread(raw: Any) -> float:
    """Return how large an object's matrix makes the unit square."""
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(raw, ctypes.byref(matrix)):
        return 1.0
    return float(abs(matrix.a * matrix.d - matrix.b * matrix.c))


def _is_undecoded(one: _Placed) -> bool:
    bitmap = pdfium.FPDFImageObj_GetBitmap(one.raw)
    if not bitmap:
        return True
    pdfium.FPDFBitmap_Destroy(bitmap)
    return False
