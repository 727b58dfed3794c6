"""Strokes in a page's image: pieces of rules, told from letters.

Those that run from left to right are found; the upright ones in a transposed image. A stroke is
known by where it starts and ends along its direction and by its path across it.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ita_parse.extraction.ocr.images import Pixels

Path = NDArray[np.float32]

# All lengths here are points. A rule is no thicker than this, and no letter as thin throughout.
_THICKEST = 3.0
# A piece of this length shows a rule if so much of it is ink; letters in a row have gaps, and
# their stems go on across.
_PIECE, _INKED = 18.0, 0.75
GAP = 3.0
"""Gaps of fax and stair steps, in points."""
# Shorter strokes part no cells.
_SHORTEST = 13.0
# A rule stands alone: on so much of its length nothing touches it; and so much of it is ink. Short
# ones have to be better. Measured on scans of the fixtures: of rules, a half in a hundred are
# below .89 and .90, of rows of letters that look like a rule, nine in ten below .75 and .90.
_ALONE, _SOLID = 0.7, 0.8
_SHORT, _SHORT_ALONE, _SHORT_SOLID = 45.0, 0.75, 0.87
# How far a stroke may leave its straight line: paper bends, by this and a share of the length.
_BENT, _BENT_SHARE = 5.0, 0.03
# The same for its shape, apart from its direction: arcs of stamps are no rules.
_STRAIGHT, _STRAIGHT_SHARE = 0.5, 0.012
# A page has no more pieces of rules; noise and drawings have.
_MOST_STROKES = 3_000


@dataclass(slots=True)
class Stroke:
    """A piece of a rule, in pixels; `path` has its middle across for each pixel along."""

    start: int
    end: int
    path: Path
    thickness: float
    solid: float = 1.0
    """What share of its length is ink."""
    alone: float = 1.0
    """On what share of its length nothing touches it."""

    @property
    def length(self) -> int:
        """How long it is."""
        return self.end - self.start


def find_strokes(ink: Pixels, scale: float) -> list[Stroke]:
    """Return the strokes of an image that run from left to right.

    Args:
        ink: 255 where the page has ink.
        scale: pixels a point.
    """
    # Between the cells of small print the stems of letters are hardly longer than rules are thick.
    tall = cv2.morphologyEx(ink, cv2.MORPH_OPEN, _kernel(1, max(4, _THICKEST * scale + 1)))
    thin = cv2.subtract(ink, tall)
    near = cv2.dilate(thin, _kernel(1, 3))
    length = round(_PIECE * scale)
    inked = cv2.boxFilter(near, -1, (length, 1), borderType=cv2.BORDER_CONSTANT)
    found = cv2.threshold(inked, _INKED * 255, 255, cv2.THRESH_BINARY)[1]
    reach = cv2.dilate(found, _kernel(length, 1))
    body = cv2.bitwise_and(reach, near)
    body = cv2.morphologyEx(body, cv2.MORPH_CLOSE, _kernel(GAP * scale, 1))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(body, connectivity=8)
    longest = np.argsort(-stats[1:, cv2.CC_STAT_WIDTH], kind="stable")[:_MOST_STROKES] + 1
    strokes = []
    for index in longest:
        x, y, width, height, _ = (int(number) for number in stats[index])
        if width < _SHORTEST * scale:
            break
        if height > _BENT * scale + _BENT_SHARE * width:
            continue
        mask = labels[y : y + height, x : x + width] == index
        stroke = _stroke(mask & (thin[y : y + height, x : x + width] > 0), x, y)
        if stroke is None:
            continue
        stroke.alone = _alone(stroke, ink)
        if _is_good(stroke, scale) and _is_straight(stroke, scale):
            strokes.append(stroke)
    return strokes


def _kernel(along: float, across: float) -> Pixels:
    return np.ones((max(1, round(across)), max(1, round(along))), np.uint8)


def _stroke(mask: NDArray[np.bool_], x: int, y: int) -> Stroke | None:
    """Follow a stroke through its pixels."""
    counts = mask.sum(axis=0)
    inked = np.flatnonzero(counts)
    if len(inked) < 2:
        return None
    places = np.arange(mask.shape[0], dtype=np.float32) @ mask / np.maximum(counts, 1)
    along = np.arange(mask.shape[1])
    path = np.interp(along, inked, places[inked]).astype(np.float32)
    # Letters that touch it move its middle for a few pixels.
    smooth = cv2.blur(path[None, :], (15, 1), borderType=cv2.BORDER_REPLICATE)[0]
    thickness = float(np.median(counts[inked]))
    solid = len(inked) / mask.shape[1]
    return Stroke(x, x + mask.shape[1] - 1, smooth + np.float32(y), thickness, solid)


def beside(stroke: Stroke, ink: Pixels, first: int, last: int) -> NDArray[np.bool_]:
    """Tell where along a stroke there is ink at some distances, in pixels, from its middle."""
    xs = np.arange(stroke.start, stroke.end + 1)
    middle = np.rint(stroke.path).astype(np.intp)
    found = np.zeros(len(xs), np.bool_)
    for offset in range(first, last + 1):
        ys = np.clip(middle + offset, 0, ink.shape[0] - 1)
        found |= ink[ys, xs] > 0
    return found


def _is_good(stroke: Stroke, scale: float) -> bool:
    short = stroke.length < _SHORT * scale
    return stroke.alone >= (_SHORT_ALONE if short else _ALONE) and stroke.solid >= (
        _SHORT_SOLID if short else _SOLID
    )


def _is_straight(stroke: Stroke, scale: float) -> bool:
    some = stroke.path[:: max(1, len(stroke.path) // 64)].astype(np.float64)
    along = np.arange(len(some), dtype=np.float64)
    along -= along.mean()
    rest = some - some.mean()
    rest -= along * (along @ rest) / max(float(along @ along), 1.0)
    return float(np.abs(rest).max()) <= _STRAIGHT * scale + 1 + _STRAIGHT_SHARE * stroke.length


def _alone(stroke: Stroke, ink: Pixels) -> float:
    half = round(stroke.thickness / 2 + 0.5)
    touched = beside(stroke, ink, half + 2, half + 3)
    touched |= beside(stroke, ink, -half - 3, -half - 2)
    return 1 - float(touched.mean())
