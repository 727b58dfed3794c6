"""Takes rules out of a page's image, and leaves the letters that they cross."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from ita_parse.extraction.ocr.images import Pixels
from ita_parse.extraction.ocr.ruling import Ruling
from ita_parse.extraction.ocr.strokes import Stroke, beside


def erase(gray: Pixels, ink: Pixels, ruling: Ruling) -> None:
    """Take rules out of a flat page, where they become white, and of its ink.

    Letters that they cross keep what lies on them.
    """
    drawn = np.zeros_like(ink)
    families = []
    for lines, turned in ((ruling.rows, False), (ruling.columns, True)):
        strokes = [one for line in lines for one in line.strokes]
        families.append((strokes, turned))
        for stroke in strokes:
            for xs, ys in _band(stroke, 1, ink.shape[::-1] if turned else ink.shape):
                drawn[(xs, ys) if turned else (ys, xs)] = 255
    letters = cv2.subtract(ink, drawn)
    for strokes, turned in families:
        for image in (gray, ink):
            page = image.T if turned else image
            rest = np.asarray(letters.T if turned else letters, np.uint8)
            for stroke in strokes:
                _wipe(stroke, page, rest, 255 if image is gray else 0)


def _band(
    stroke: Stroke, more: int, shape: tuple[int, ...]
) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Yield the pixels of a stroke, row by row of its thickness and `more` on both sides."""
    xs = np.arange(stroke.start, stroke.end + 1)
    middle = np.rint(stroke.path).astype(np.intp)
    half = round(stroke.thickness / 2) + more
    for offset in range(-half, half + 1):
        yield xs, np.clip(middle + offset, 0, shape[0] - 1)


def _wipe(stroke: Stroke, page: Pixels, letters: Pixels, paper: int) -> None:
    """Make a stroke paper, but where a letter goes on across it."""
    half = round(stroke.thickness / 2) + 1
    above = beside(stroke, letters, -half - 2, -half - 1)
    below = beside(stroke, letters, half + 1, half + 2)
    crossed = above & below
    for xs, ys in _band(stroke, 1, page.shape):
        page[ys[~crossed], xs[~crossed]] = paper
    # The grey rim of a rule.
    xs = np.arange(stroke.start, stroke.end + 1)
    middle = np.rint(stroke.path).astype(np.intp)
    for touched, offset in ((above, -half - 1), (below, half + 1)):
        rim = np.clip(middle + offset, 0, page.shape[0] - 1)
        page[rim[~touched], xs[~touched]] = paper
