"""Outlines of glyphs: read from PDFium by the hundred, and made polygons all at once."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from ita_parse.extraction import calls

_MOST_SEGMENTS = 2000
# No outline reaches farther from its origin, in ems; damaged ones do.
_FARTHEST = 10.0
_STEPS = 6

Point = tuple[float, float]
Contour = list[Point]
Points = NDArray[np.float64]
Numbers = NDArray[np.int64]


def _weights(t: float) -> tuple[float, float, float, float]:
    return (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3


# How much the four points of a cubic curve weigh in each point that it is turned into.
_CURVE = tuple(_weights(step / _STEPS) for step in range(1, _STEPS + 1))


@dataclass(slots=True)
class GlyphShape:
    """The outline of a glyph in ems, as polygons, and its advance width.

    `points` are the corners of one polygon after the other, `lengths` how many each has. Glyphs
    that are the same for PDFium share the array.
    """

    points: Points
    lengths: tuple[int, ...]
    advance: float


_POINTER, _INT = ctypes.c_void_p, ctypes.c_int
_OF_GLYPH = (_POINTER, ctypes.c_uint32, ctypes.c_float)
_glyph_width = calls.plain(pdfium.FPDFFont_GetGlyphWidth, _INT, *_OF_GLYPH, _POINTER)
_glyph_path = calls.plain(pdfium.FPDFFont_GetGlyphPath, _POINTER, *_OF_GLYPH)
_segment_count = calls.plain(pdfium.FPDFGlyphPath_CountGlyphSegments, _INT, _POINTER)
_segment = calls.plain(pdfium.FPDFGlyphPath_GetGlyphPathSegment, _POINTER, _POINTER, _INT)


class OutlineReader:
    """Reads outlines while one page is open: till then PDFium keeps what it has loaded.

    The same glyph has the same path there, wherever it is asked for, and is read once.
    """

    def __init__(self) -> None:
        self._known: dict[int | None, tuple[Points, tuple[int, ...]]] = {
            None: (np.zeros((0, 2)), ())
        }

    def read(self, glyphs: Iterable[tuple[int, int]]) -> list[GlyphShape]:
        """Read the outlines of glyphs, given by their fonts' addresses and their letters."""
        width = ctypes.c_float()
        at = ctypes.addressof(width)
        paths: list[int | None] = []
        advances: list[float] = []
        for font, letter in glyphs:
            _glyph_width(font, letter, 1.0, at)
            advances.append(width.value)
            paths.append(_glyph_path(font, letter, 1.0))
        new = [path for path in dict.fromkeys(paths) if path not in self._known]
        self._known.update(zip(new, _read_paths(new), strict=True))
        known = self._known
        return [
            GlyphShape(*known[path], advance) for path, advance in zip(paths, advances, strict=True)
        ]


def _read_paths(paths: Sequence[int | None]) -> list[tuple[Points, tuple[int, ...]]]:
    counts = [min(max(_segment_count(path), 0), _MOST_SEGMENTS) for path in paths]
    segments: list[int] = []
    for path, count in zip(paths, counts, strict=True):
        segments += map(_segment, repeat(path), range(count))
    if not segments:
        return [(np.zeros((0, 2)), ()) for _ in paths]
    kinds = np.array(list(map(calls.segment_kind, segments)))
    return _polygons(kinds, np.array(calls.points(segments)).T, np.array(counts))


def _polygons(
    kinds: Numbers, points: Points, counts: Numbers
) -> list[tuple[Points, tuple[int, ...]]]:
    """Turn the segments of many outlines into their polygons' corners and lengths.

    Args:
        kinds: what each segment is.
        points: where it ends; of a curve there are three, two for its controls.
        counts: how many of them each outline has.
    """
    owners = np.repeat(np.arange(len(counts)), counts)
    begins = kinds == pdfium.FPDF_SEGMENT_MOVETO
    # Contours are numbered from 1 on through all outlines; what stands before an outline's first
    # one belongs to none.
    contours = np.cumsum(begins)
    before = np.concatenate(([0], contours))[np.cumsum(counts) - counts]
    inside = contours > before[owners]
    curved = kinds == pdfium.FPDF_SEGMENT_BEZIERTO
    places = np.arange(len(kinds))
    straight = np.maximum.accumulate(np.where(curved, -1, places))
    ends = curved & ((places - straight) % 3 == 0) & (places > 2)
    lined = begins | (kinds == pdfium.FPDF_SEGMENT_LINETO)
    made = np.where(lined, 1, np.where(ends, _STEPS, 0)) * inside
    firsts = np.cumsum(made) - made
    corners = np.empty((int(made.sum()), 2))
    lined &= inside
    corners[firsts[lined]] = points[lined]
    drawn = np.flatnonzero(ends & inside)
    curve = points[drawn - 3], points[drawn - 2], points[drawn - 1], points[drawn]
    for step, (a, b, c, d) in enumerate(_CURVE):
        corners[firsts[drawn] + step] = a * curve[0] + b * curve[1] + c * curve[2] + d * curve[3]
    # Left out: outlines that reach too far, and contours that are no polygons.
    lengths = np.bincount(np.repeat(contours, made), minlength=int(contours[-1]) + 1)
    of_corner = np.repeat(owners, made)
    far = np.bincount(of_corner[~(np.abs(corners).sum(axis=1) < _FARTHEST)], minlength=len(counts))
    of_contour = np.concatenate(([0], owners[begins]))
    kept = (lengths > 2) & (far[of_contour] == 0)
    corners = corners[np.repeat(kept, lengths)]
    sizes = np.bincount(of_contour[kept], weights=lengths[kept], minlength=len(counts))
    several = np.bincount(of_contour[kept], minlength=len(counts))
    parts = np.split(corners, np.cumsum(sizes.astype(int))[:-1])
    each = np.split(lengths[kept], np.cumsum(several)[:-1])
    return [(part, tuple(lengths.tolist())) for part, lengths in zip(parts, each, strict=True)]


def flatten(start: Point, one: Point, two: Point, end: Point) -> Contour:
    """Turn a cubic curve into a few points after its start."""
    return [
        (
            a * start[0] + b * one[0] + c * two[0] + d * end[0],
            a * start[1] + b * one[1] + c * two[1] + d * end[1],
        )
        for a, b, c, d in _CURVE
    ]
