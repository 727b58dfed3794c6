"""Turns a page upright: quarter turns and small angles, by its rules and its rows of text."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ita_parse.extraction.ocr.images import Pixels

# Feeders and hands turn a sheet by no more than this, in degrees.
_MOST_ANGLE = 5.0
_COARSE, _FINE, _FINEST = 0.25, 0.05, 0.01
# Angles that move nothing by as much as a pixel are left alone: each turn blurs a little.
_LEAST_ANGLE = 0.03
# Rows are looked for in an image of this many pixels an inch, the exact angle in a finer one.
_ROUGH_DPI, _EXACT_DPI = 70.0, 140.0
_MOST_POINTS = 120_000
# Fewer points than this tell nothing.
_FEWEST_POINTS = 200
# Letters of a word stand closer to each other than lines do: at so many pixels an inch, gaps so
# wide are closed, which leaves fewer pieces along the lines than across. Rules are longer than
# letters.
_LETTER_DPI = 100.0
_LETTERS_APART, _RULE = 5, 25
_CLOSER, _FEWEST_WORDS, _LARGEST_SPECK = 1.25, 30, 4


_Points = tuple[NDArray[np.float32], NDArray[np.float32]]


@dataclass(frozen=True, slots=True, eq=False)
class Turn:
    """What turned an image upright: quarters with the clock, then an angle in degrees.

    `back` is the affine map from pixels of the upright image to those of the image as it was.
    """

    quarters: int
    angle: float
    back: NDArray[np.float64]

    def box(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """Return the box around where a box of the upright image lay."""
        x0, top, x1, bottom = box
        corners = np.array([(x, y, 1.0) for x in (x0, x1) for y in (top, bottom)])
        moved = corners @ self.back.T
        (a, b), (c, d) = moved.min(axis=0), moved.max(axis=0)
        return float(a), float(b), float(c), float(d)


def find_quarters(ink: Pixels, dpi: float) -> int:
    """Tell whether rows of text run along the page's side: 0, or 1 for a quarter turn.

    Which of the two sides is the top, marks above the letters tell later.

    Args:
        ink: 255 where the page has ink, rules taken out as far as they are known.
        dpi: of the image.
    """
    small = _shrunk(ink, _LETTER_DPI / dpi)
    small = cv2.threshold(small, 96, 255, cv2.THRESH_BINARY)[1]
    for shape in ((1, _RULE), (_RULE, 1)):
        small = cv2.subtract(
            small, cv2.morphologyEx(small, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        )
    across, down = (
        _count(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones(shape, np.uint8)))
        for shape in ((1, _LETTERS_APART), (_LETTERS_APART, 1))
    )
    return 1 if across > down * _CLOSER and across >= _FEWEST_WORDS else 0


def _count(ink: cv2.typing.MatLike) -> int:
    """Count the pieces of ink that are no specks."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    return int(np.count_nonzero(stats[1:, cv2.CC_STAT_AREA] > _LARGEST_SPECK))


def find_angle(ink: Pixels, dpi: float) -> float:
    """Return the angle, in degrees, by which rows go down to the right; 0.0 if none can be told."""
    points = _points(ink, dpi, _ROUGH_DPI)
    if len(points[0]) < _FEWEST_POINTS:
        return 0.0
    angle = _best(_scores(points, _angles(0.0, _MOST_ANGLE, _COARSE)))
    if abs(angle) >= _MOST_ANGLE:
        return 0.0
    points = _points(ink, dpi, _EXACT_DPI)
    angle = _best(_scores(points, _angles(angle, 2 * _COARSE, _FINE)))
    angle = _best(_scores(points, _angles(angle, _FINE, _FINEST)))
    return angle if abs(angle) >= _LEAST_ANGLE else 0.0


def turn_upright(image: Pixels, quarters: int, angle: float) -> tuple[Pixels, Turn]:
    """Turn an image (one channel or three) by quarters against the clock, then back by an angle."""
    height, width = image.shape[:2]
    # np.rot90 turns against the clock: pixel (x, y) of the result comes from here.
    backs = {
        0: ((1, 0, 0), (0, 1, 0)),
        1: ((0, -1, width - 1), (1, 0, 0)),
        2: ((-1, 0, width - 1), (0, -1, height - 1)),
        3: ((0, 1, 0), (-1, 0, height - 1)),
    }
    quarters %= 4
    back = np.array([*backs[quarters], (0, 0, 1)], np.float64)
    upright = np.ascontiguousarray(np.rot90(image, quarters)) if quarters else image
    if angle:
        height, width = upright.shape[:2]
        sine, cosine = abs(math.sin(math.radians(angle))), math.cos(math.radians(angle))
        wide, high = (
            math.ceil(width * cosine + height * sine),
            math.ceil(height * cosine + width * sine),
        )
        forth = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), angle, 1.0)
        forth[:, 2] += (wide - width) / 2, (high - height) / 2
        turned = cv2.warpAffine(
            upright,
            forth,
            (wide, high),
            flags=cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=(255, 255, 255),
        )
        upright = np.asarray(turned, np.uint8)
        back = back @ np.linalg.inv(np.vstack([forth, (0, 0, 1)]))
    return upright, Turn(quarters, angle, back[:2])


def _shrunk(ink: Pixels, share: float) -> cv2.typing.MatLike:
    height, width = (max(1, round(side * min(1.0, share))) for side in ink.shape)
    return cv2.resize(ink, (width, height), interpolation=cv2.INTER_AREA)


def _points(ink: Pixels, dpi: float, rough: float) -> _Points:
    """Return where an image has ink, in pixels of a smaller one."""
    small = _shrunk(ink, rough / dpi)
    ys, xs = np.nonzero(small > 64)
    if len(ys) > _MOST_POINTS:
        some = np.linspace(0, len(ys) - 1, _MOST_POINTS).astype(np.intp)
        ys, xs = ys[some], xs[some]
    return xs.astype(np.float32), ys.astype(np.float32)


def _angles(middle: float, reach: float, step: float) -> NDArray[np.float64]:
    count = round(reach / step)
    return np.asarray(middle + np.arange(-count, count + 1) * step, np.float64)


def _scores(points: _Points, angles: NDArray[np.float64]) -> list[tuple[float, float]]:
    """Return, for each angle, how sharply rows part the points: high steps between rows."""
    xs, ys = points
    scores = []
    reach = float(xs.max()) * math.tan(math.radians(_MOST_ANGLE + 1)) + 2
    for angle in angles:
        rows = ys - xs * math.tan(math.radians(float(angle))) + reach
        profile = np.bincount(rows.astype(np.intp))
        steps = np.diff(profile.astype(np.float64))
        scores.append((float(angle), float(np.dot(steps, steps))))
    return scores


def _best(scores: list[tuple[float, float]]) -> float:
    return max(scores, key=lambda one: (one[1], -abs(one[0])))[0]
