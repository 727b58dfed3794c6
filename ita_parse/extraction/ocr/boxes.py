"""Tick boxes: squares as large as letters, empty or with a tick or a cross in them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ita_parse.extraction.ocr.areas import Pieces, PixelBox

# Sides of a box in shares of the letters' height, and how far from a square it may be.
_LEAST, _MOST = 0.85, 2.6
_SQUARE = 0.8
# So much of each side is inked; round letters are not along their corners.
_SIDE = 0.93
# A tick covers more of the inside than this; noise covers less.
_TICKED = 0.05
# A tick may reach this far out of the box (share of the box).
_OUT = 0.8


@dataclass(frozen=True, slots=True)
class TickBox:
    """A tick box, and the pieces of ink that are its own."""

    box: PixelBox
    ticked: bool
    pieces: tuple[int, ...] = ()


def find_ticks(pieces: Pieces) -> list[TickBox]:
    """Find the tick boxes of a page."""
    letter = pieces.letter
    width, height = pieces.x1 - pieces.x0, pieces.bottom - pieces.top
    most = _MOST * letter * (1 + _OUT)
    possible = (np.minimum(width, height) >= _LEAST * letter) & (np.maximum(width, height) <= most)
    found = []
    for index in np.flatnonzero(possible).tolist():
        left, top = int(pieces.x0[index]), int(pieces.top[index])
        area = pieces.labels[top : pieces.bottom[index], left : pieces.x1[index]]
        square = _square(area == index + 1, letter)
        if square is None:
            continue
        x0, y0, x1, y1 = square
        rim = max(2, round(0.2 * (x1 - x0)))
        inside = area[y0 + rim : y1 - rim, x0 + rim : x1 - rim]
        ticked = inside.size > 0 and float(np.mean(inside > 0)) > _TICKED
        others = np.unique(inside[inside > 0]).tolist()
        own = tuple(sorted({index, *(number - 1 for number in others)}))
        found.append(TickBox((left + x0, top + y0, left + x1, top + y1), ticked, own))
    return found


def _square(mask: NDArray[np.bool_], letter: float) -> PixelBox | None:
    """Return the square in a piece's pixels whose four sides are inked."""
    rows = _sides(mask)
    columns = _sides(mask.T)
    if rows is None or columns is None:
        return None
    (top, bottom), (left, right) = rows, columns
    high, wide = bottom - top, right - left
    if not _LEAST * letter <= min(high, wide) <= max(high, wide) <= _MOST * letter:
        return None
    if min(high, wide) < _SQUARE * max(high, wide):
        return None
    inner = mask[top:bottom, left:right]
    rim = max(1, round(0.12 * min(high, wide)))
    shares = (
        inner[:rim].any(axis=0).mean(), inner[-rim:].any(axis=0).mean(),
        inner[:, :rim].any(axis=1).mean(), inner[:, -rim:].any(axis=1).mean(),
    )  # fmt: skip
    if min(shares) < _SIDE:
        return None
    # Letters with four straight sides have more lines inside; black squares are bullets.
    return (left, top, right, bottom) if float(inner.mean()) < 0.7 else None


def _sides(mask: NDArray[np.bool_]) -> tuple[int, int] | None:
    """Return where the first of two long rows begins and the last one ends."""
    counts = mask.sum(axis=1)
    long = np.flatnonzero(counts >= 0.75 * counts.max())
    if len(long) < 2 or long[-1] - long[0] < 4:
        return None
    return int(long[0]), int(long[-1]) + 1
