"""Cleans a page's image: paper made white, highlighter, stamps, signatures and specks taken off."""

from __future__ import annotations

import cv2
import numpy as np

from ita_parse.extraction.ocr.images import Pixels

# Paper is told from areas of this size, in inches: larger than a letter, smaller than a shadow.
_PAPER = 0.25
# Paper is never darker than this; what is, is an area printed dark, whose letters are light.
_DARKEST_PAPER = 120
# Colours darker than the first are ink and keep their grey; lighter than the second they are
# highlighter or shading, and paper to us.
_INK, _TINT = 90, 150
# What is so much darker than its surroundings is ink, at least; more where there is noise.
_LEAST_CONTRAST, _NOISES = 18.0, 4.0
_PAPER_LEVEL = 180
# What is darker than this is ink, also inside of large black areas.
_BLACK = 90
_SURROUNDINGS = 0.2
# Strokes of coloured ink: how far their channels differ.
_COLOURED = 45
# Stamps and signatures are higher and wider than letters, by these many inches.
_LEAST_STAMP = 0.25


def whiten_tints(colour: Pixels) -> Pixels:
    """Return a colour page in grey, with light colours (highlighter, shading) as white."""
    gray = cv2.cvtColor(colour, cv2.COLOR_RGB2GRAY)
    red, green, blue = cv2.split(colour)
    lightest = cv2.max(cv2.max(red, green), blue)
    levels = np.arange(256, dtype=np.float32)
    share = np.clip((levels - _INK) / (_TINT - _INK), 0, 1) * 255
    more = cv2.multiply(
        cv2.subtract(lightest, gray), cv2.LUT(gray, share.astype(np.uint8)), scale=1 / 255
    )
    return np.asarray(cv2.add(gray, more), np.uint8)


def flatten(gray: Pixels, dpi: float) -> Pixels:
    """Make paper white: shadows of margins and folds, and grey paper, are divided out."""
    height, width = gray.shape
    step = max(2, round(dpi / 40))
    small = cv2.resize(
        gray, (max(1, width // step), max(1, height // step)), interpolation=cv2.INTER_AREA
    )
    reach = max(3, round(_PAPER * dpi / step)) | 1
    paper = cv2.dilate(small, np.ones((reach, reach), np.uint8))
    paper = cv2.GaussianBlur(paper, (0, 0), reach / 2)
    paper = cv2.max(paper, np.full_like(paper, _DARKEST_PAPER))
    whole = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(gray, whole, scale=255), np.uint8)


def find_ink(gray: Pixels, dpi: float) -> Pixels:
    """Return 255 where a flat page has ink, else 0."""
    size = round(_SURROUNDINGS * dpi) | 1
    contrast = max(_LEAST_CONTRAST, _NOISES * _noise(gray))
    around = cv2.boxFilter(gray, -1, (size, size), borderType=cv2.BORDER_REPLICATE)
    limit = cv2.subtract(around, np.full_like(around, round(contrast)))
    ink = cv2.compare(gray, limit, cv2.CMP_LT)
    ink[gray < _BLACK] = 255
    ink[gray > 255 - contrast] = 0
    return np.asarray(ink, np.uint8)


def _noise(gray: Pixels) -> float:
    """Return the standard deviation of a page's noise, from its paper."""
    some = gray[::2, : gray.shape[1] // 2 * 2].astype(np.int16)
    one, other = some[:, ::2], some[:, 1::2]
    # White was cut off: what is darker tells more.
    beside = np.abs(one - other)[(one > _PAPER_LEVEL) & (other > _PAPER_LEVEL) & (one < 255)]
    return float(np.median(beside)) / 0.954 if beside.size else 0.0


def find_strokes(colour: Pixels, rules: Pixels, dpi: float) -> Pixels:
    """Return 255 where stamps and signatures lie: coloured ink in figures larger than letters.

    Small coloured figures are letters, and stay; coloured rules (255 in `rules`) stay as well.
    """
    red, green, blue = cv2.split(colour)
    lightest = cv2.max(cv2.max(red, green), blue)
    darkest = cv2.min(cv2.min(red, green), blue)
    coloured = cv2.threshold(cv2.subtract(lightest, darkest), _COLOURED, 255, cv2.THRESH_BINARY)[1]
    coloured[rules > 0] = 0
    coloured[darkest > 190] = 0
    found = np.zeros_like(coloured)
    near = max(3, round(dpi / 45)) | 1
    joined = cv2.morphologyEx(coloured, cv2.MORPH_CLOSE, np.ones((near, near), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    least = _LEAST_STAMP * dpi
    height, width = coloured.shape
    for index in range(1, count):
        x, y, wide, high, area = (int(number) for number in stats[index])
        # A filled area (a photograph, a shaded header) is no stroke; nor is a line of letters.
        drawn = area < 0.5 * wide * high and high > least and wide > least
        if drawn and wide < 0.6 * width and high < 0.4 * height:
            # What is written inside of a stamp belongs to it.
            inside = slice(y, y + high), slice(x, x + wide)
            found[inside] = cv2.max(found[inside], coloured[inside])
    return np.asarray(cv2.dilate(found, np.ones((3, 3), np.uint8)), np.uint8)


def drop_specks(ink: Pixels, dpi: float) -> Pixels:
    """Take single pixels off, which at 100 dpi and more are no part of a letter."""
    if dpi < 90:
        return ink
    kernel = np.ones((3, 3), np.float32)
    kernel[1, 1] = 0
    neighbours = cv2.filter2D(
        (ink > 0).astype(np.uint8), -1, kernel, borderType=cv2.BORDER_CONSTANT
    )
    clean = ink.copy()
    clean[neighbours == 0] = 0
    return clean
