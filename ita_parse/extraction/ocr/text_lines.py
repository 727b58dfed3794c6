"""Finds the lines of text in a crop and makes of each the strip that Tesseract reads best.

Thai marks stand so far above and below their consonants that lines overlap: a line is a set of
connected components here, not a band of rows, and a strip shows its own components alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Integers = NDArray[np.int32]
Booleans = NDArray[np.bool_]

# Ink is darker than its paper by at least so many grey levels: less is the noise of the paper.
_LEAST_CONTRAST = 40.0
# More ink than this share of a crop is a dark ground with light letters.
_MOST_INK = 0.6
# Pixels of the smallest speck that is looked at, and of the lowest letter.
_SPECK = 4
_LOWEST_LETTER = 6
# Shares of the height of a consonant, which all lengths below are given in.
# The heights of bodies of letters, from small vowels to letters with tail and tone in one piece.
_LOWEST_BODY, _HIGHEST_BODY, _WIDEST_BODY = 0.65, 2.6, 8.0
# The widest rest of a rule.
_RULE = 0.3
# Two base lines are never nearer: between them there is room for vowel and tone.
_LEAST_PITCH = 1.6
# How far a base line strays within a line.
_STRAY = 0.12
# Marks are no farther from the bodies of their line; one that is nearer to one line than to another
# by less than the second may belong to either. What stands over or under a mark overlaps it, or
# would if it stood so much nearer.
_FARTHEST_MARK, _CLEAR, _BESIDE_MARK = 1.7, 0.9, 0.2
# A component that ends so far over the base line is a mark, which does not fill a gap.
_MARK_BOTTOM, _MARK_TOP = 0.85, 0.05
# One that is lower than this is a speck.
_LEAST_MARK = 0.2
# A gap that is a space. Measured over seven fonts: letters stand .05 to .35 apart, spaces are .5
# to 1.2 wide.
LEAST_SPACE = 0.5
# The network of Tesseract's Thai data looks at lines 48 pixels high. Consonants of 13 to 18 pixels
# are read alike, higher ones worse and slower (of 40: a third more errors, half more time).
# The larger size is for reading again.
CONSONANT = 15.0
LARGER = 20.0
# Room over the consonants, under the base line and at the sides of a strip (measured).
_OVER, _UNDER, _BESIDE = 1.2, 1.0, 1.0


@dataclass(frozen=True, slots=True)
class LineInk:
    """A line of text in a crop; places are pixels of the crop.

    `height` is that of a consonant, `parts` are the numbers of the line's components, `gaps` where
    spaces are: from and to. `marks`: components that stand over the letters.
    """

    box: tuple[int, int, int, int]
    baseline: float
    height: float
    parts: Integers
    gaps: tuple[tuple[int, int], ...]
    marks: int


@dataclass(frozen=True, slots=True)
class Ink:
    """A crop, its components (`labels`: their number at each pixel) and its lines from the top."""

    crop: Pixels
    labels: Integers
    paper: int
    lines: tuple[LineInk, ...] = ()


@dataclass(frozen=True, slots=True)
class Strip:
    """A line's image; `left` and `scale` lead from its pixels to those of the crop."""

    image: Pixels
    left: float
    scale: float


def find_lines(crop: Pixels) -> Ink:
    """Find the lines of text in a crop.

    Args:
        crop: a cell or a block of text, straight, height by width, 0 black to 255 white, without
            the rules around it.
    """
    nothing = Ink(crop, np.zeros(crop.shape, np.int32), 255)
    if crop.size == 0:
        return nothing
    threshold, _ = cv2.threshold(crop, 0, 255, cv2.THRESH_OTSU)
    dark = crop <= threshold
    if dark.mean() > _MOST_INK:
        crop, dark = 255 - crop, ~dark
    if not dark.any() or dark.all():
        return nothing
    paper = int(np.median(crop[~dark]))
    if paper - float(crop[dark].mean()) < _LEAST_CONTRAST:
        return nothing
    _, labels, stats, _ = cv2.connectedComponentsWithStats(
        dark.astype(np.uint8), connectivity=8, ltype=cv2.CV_32S
    )
    ink = Ink(crop, labels.astype(np.int32, copy=False), paper)
    return Ink(crop, ink.labels, paper, tuple(_lines(stats.astype(np.int32, copy=False), crop)))


def cut_strip(
    ink: Ink,
    line: LineInk,
    start: int | None = None,
    end: int | None = None,
    size: float = CONSONANT,
) -> Strip:
    """Cut a line, or a word from `start` to `end`, out of its crop, at the size that suits.

    The ink of other lines is left out; a word is wanted with white space around it. `size` is that
    of its consonants, in pixels.
    """
    height, width = ink.crop.shape
    x0, top, x1, bottom = line.box
    x0, x1 = (x0 if start is None else start), (x1 if end is None else end)
    unit = line.height
    first = int(min(line.baseline - (1 + _OVER) * unit, top - 2))
    last = int(max(line.baseline + _UNDER * unit, bottom + 2)) + 1
    left, right = int(x0 - _BESIDE * unit), int(x1 + _BESIDE * unit) + 1
    strip = np.full((last - first, right - left), ink.paper, np.uint8)
    rows = slice(max(0, first), min(height, last))
    columns = slice(max(0, x0 - 1), min(width, x1 + 1))
    part, labels = ink.crop[rows, columns].copy(), ink.labels[rows, columns]
    own = np.zeros(int(ink.labels.max()) + 1, np.bool_)
    own[line.parts] = True
    mine = own[labels]
    foreign = (labels > 0) & ~mine
    if foreign.any():
        # The grey fringe of foreign ink goes with it, but for what touches the line's own.
        fringe, near = _grown(foreign), _grown(mine)
        part[foreign | (fringe & ~near)] = ink.paper
    strip[rows.start - first : rows.stop - first, columns.start - left : columns.stop - left] = part
    scale = size / unit
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    shape = max(1, round(strip.shape[1] * scale)), max(1, round(strip.shape[0] * scale))
    image = np.asarray(cv2.resize(strip, shape, interpolation=way), np.uint8)
    return Strip(np.ascontiguousarray(image), float(left), shape[0] / strip.shape[1])


def _grown(where: Booleans) -> Booleans:
    grown = cv2.dilate(where.astype(np.uint8), np.ones((3, 3), np.uint8))
    return np.asarray(grown, np.bool_)


def _lines(stats: Integers, crop: Pixels) -> Sequence[LineInk]:
    """Put components, given as left, top, width, height and area each, together to lines."""
    left, top, width, height, area = stats.T
    real = area >= _SPECK
    real[0] = False
    # What touches a side of the crop is the rest of a rule if it is no wider than a rule.
    aside = (left == 0) | (left + width == crop.shape[1])
    unit = _consonant(height[real & (height >= _LOWEST_LETTER) & (width < crop.shape[1] * 0.8)])
    if not unit:
        return ()
    real &= ~(aside & (width < _RULE * unit))
    bottom = top + height
    body = real & (height > _LOWEST_BODY * unit) & (height < _HIGHEST_BODY * unit)
    body &= width < _WIDEST_BODY * unit
    bases = _baselines(bottom[body], np.minimum(width[body], 2 * unit), unit, crop.shape[0])
    if not bases.size:
        return ()
    owner = _owners(stats, bases, unit, real, body)
    lines = []
    for number, base in enumerate(bases):
        parts = np.flatnonzero(owner == number)
        if not body[parts].any():
            continue
        x0, x1 = left[parts], (left + width)[parts]
        filling = (bottom[parts] > base - _MARK_BOTTOM * unit) & (
            top[parts] < base + _MARK_TOP * unit
        )
        box = (int(x0.min()), int(top[parts].min()), int(x1.max()), int(bottom[parts].max()))
        gaps = _gaps(x0[filling], x1[filling], LEAST_SPACE * unit)
        over = (bottom[parts] <= base - _MARK_BOTTOM * unit) & (height[parts] > _LEAST_MARK * unit)
        marks = int(over.sum())
        lines.append(LineInk(box, float(base), unit, parts.astype(np.int32), gaps, marks))
    return lines


def _consonant(heights: Integers) -> float:
    """Return the height of consonants among components, 0 if there are none."""
    if not heights.size:
        return 0.0
    high = np.percentile(heights, 85)
    likely = heights[(heights > 0.6 * high) & (heights < 1.5 * high)]
    return float(np.median(likely)) if likely.size else float(high)


def _baselines(
    bottoms: Integers, weights: NDArray[np.float64], unit: float, rows: int
) -> NDArray[np.float64]:
    """Return where bodies of letters end, a line each: the strongest first, none too near it."""
    votes = np.zeros(rows + 1)
    np.add.at(votes, bottoms, weights)
    stray = max(1, round(unit * _STRAY))
    strength = np.convolve(votes, np.ones(2 * stray + 1), "same")[: rows + 1]
    bases = []
    while strength.any():
        peak = int(strength.argmax())
        near = np.arange(max(0, peak - stray), min(rows + 1, peak + stray + 1))
        bases.append(float((near * votes[near]).sum() / votes[near].sum()))
        reach = _LEAST_PITCH * unit
        strength[max(0, int(peak - reach)) : int(peak + reach) + 1] = 0
    return np.sort(np.array(bases))


def _owners(
    stats: Integers, bases: NDArray[np.float64], unit: float, real: Booleans, body: Booleans
) -> NDArray[np.intp]:
    """Return the number of the line that each component belongs to; -1 for none.

    A mark between two lines belongs to the one that it is nearest to by way of other marks: a tone
    stands close over its vowel, and the vowel over its consonant.
    """
    _, top, _, height, _ = stats.T
    middle = top + height / 2
    over = bases[None, :] - unit - middle[:, None]
    under = middle[:, None] - bases[None, :]
    distance = np.maximum(np.maximum(over, under), 0.0)
    owner: NDArray[np.intp] = distance.argmin(axis=1)
    owner[(distance.min(axis=1) > _FARTHEST_MARK * unit) | ~real] = -1
    if len(bases) > 1:
        nearest, second = np.partition(distance, 1, axis=1)[:, :2].T
        unclear = (owner >= 0) & ~body & (second - nearest < _CLEAR * unit)
        _settle(owner, np.flatnonzero(unclear), stats, _BESIDE_MARK * unit)
    return owner


def _settle(
    owner: NDArray[np.intp], unclear: NDArray[np.intp], stats: Integers, slack: float
) -> None:
    """Give unclear components to lines: the closest pairs of components first."""
    left, top, width, height, _ = stats.T
    right, bottom = left + width, top + height
    group = {int(part): {int(part)} for part in unclear}
    pairs: list[tuple[int, int, int]] = []
    for part in unclear:
        near = (owner >= 0) & (left < right[part] + slack) & (right > left[part] - slack)
        near[part] = False
        others = np.flatnonzero(near)
        apart = np.maximum(top[others] - bottom[part], top[part] - bottom[others])
        pairs += zip(apart.tolist(), [int(part)] * len(others), others.tolist(), strict=True)
    for _, part, other in sorted(pairs):
        if part not in group:
            continue
        if other in group:
            both = group[part] | group[other]
            group.update(dict.fromkeys(both, both))
        else:
            for member in tuple(group[part]):
                owner[member] = owner[other]
                del group[member]


def _gaps(x0: Integers, x1: Integers, least: float) -> tuple[tuple[int, int], ...]:
    order = np.argsort(x0)
    starts, ends = x0[order][1:], np.maximum.accumulate(x1[order])[:-1]
    wide = starts - ends >= least
    return tuple((int(a), int(b)) for a, b in zip(ends[wide], starts[wide], strict=True))
