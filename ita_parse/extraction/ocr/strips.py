"""Makes the crop of a line a strip of fixed height: ink 1, paper 0, digits as high as the others.

The reader of numbers is trained on strips that this module made, so that a change here needs
another training.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

HEIGHT = 32
# The band of rows that holds ink is made so high; the rest is what lies above and below it.
BAND = 24
# White left and right of the ink, in pixels of the strip.
MARGIN = 4
# What lies beyond is cut off: no number has so many letters (about 70).
WIDEST = 1024
# Less contrast between paper and ink (grey levels) is an empty crop.
_LEAST_CONTRAST = 24
# Pixels as dark as the darkest of so large a share, and at least so many, are ink: a "1" alone in a
# wide cell is a thousandth of it.
_INK_SHARE, _INK_PIXELS = 0.001, 12
# Paper is at most so far down the grey levels of a crop; darker ones are ink, also of bold text.
_PAPER_SHARE = 0.3
_THRESHOLD = 0.45
# A row that is black over so much of its width is what is left of a rule, if it is so near to the
# upper or lower edge (in heights of the crop).
_RULE_FILL, _RULE_ZONE = 0.7, 0.25
# A column that is black over so much of the height is what is left of a rule, or a stroke of a crop
# cut close: nothing to find the line by, if there is other ink.
_UPRIGHT_FILL = 0.85
# Rows of ink belong to one line of text over gaps of so many heights of it: the dot of an i.
_GAP = 0.2
# A band is at least so high, in heights of the crop: a dash is not blown up to a block.
_LEAST_BAND = 0.22


def make_strip(crop: NDArray[np.uint8], *, stretch: float = 1.0, shift: float = 0.0) -> Floats:
    """Return the strip of a crop, `HEIGHT` rows of ink from 0 to 1; without columns if it is empty.

    Args:
        crop: grey levels (0 black), rows by columns; or with a third axis of colours.
        stretch: the band is taken so many times as high as it was found (used in training).
        shift: how many of its heights the band is moved down (used in training).
    """
    grey = crop if crop.ndim == 2 else crop.min(axis=2)
    empty = np.zeros((HEIGHT, 0), np.float32)
    if min(grey.shape) < 3:
        return empty
    counts = np.cumsum(np.bincount(grey.ravel(), minlength=256))
    ink = int(np.searchsorted(counts, max(grey.size * _INK_SHARE, _INK_PIXELS)))
    paper = int(np.searchsorted(counts, grey.size * (1 - _PAPER_SHARE)))
    contrast = paper - ink
    if contrast < _LEAST_CONTRAST:
        return empty
    mask = _drop_specks(grey < ink + (1 - _THRESHOLD) * contrast)
    first, last = _band(mask)
    if first == last:
        return empty
    columns = np.flatnonzero(mask[first:last].any(axis=0))
    height = max((last - first) * stretch, _LEAST_BAND * len(grey))
    middle = (first + last) / 2 + shift * (last - first)
    scale = BAND / height
    width = round((columns[-1] + 1 - columns[0]) * scale) + 2 * MARGIN
    width = min(width, WIDEST)
    top = middle - HEIGHT / 2 / scale
    left = columns[0] - MARGIN / scale
    # Only what the strip shows is worked on.
    reach = 1 + 1 / scale
    y0, y1 = max(0, int(top - reach)), int(top + HEIGHT / scale + reach) + 1
    x0, x1 = max(0, int(left - reach)), int(left + width / scale + reach) + 1
    shown = grey[y0:y1, x0:x1]
    dark = np.clip((paper - shown.astype(np.float32)) / contrast, 0.0, 1.0)
    down = _weights(shown.shape[0], HEIGHT, top - y0, 1 / scale)
    across = _weights(shown.shape[1], width, left - x0, 1 / scale)
    return np.asarray(down @ dark @ across.T, np.float32)


def _drop_specks(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return ink without the pixels that have none above, below, left or right of them."""
    near = np.zeros_like(mask)
    near[1:] |= mask[:-1]
    near[:-1] |= mask[1:]
    near[:, 1:] |= mask[:, :-1]
    near[:, :-1] |= mask[:, 1:]
    return mask & near


def _band(mask: NDArray[np.bool_]) -> tuple[int, int]:
    """Return the first row of the line of text, and the one after its last; the same if none."""
    height, width = mask.shape
    columns = mask.sum(axis=0)
    upright = columns > _UPRIGHT_FILL * height
    if columns[~upright].sum() >= _INK_PIXELS:
        mask = mask[:, ~upright]
        width = mask.shape[1]
    rows = mask.sum(axis=1)
    zone = int(height * _RULE_ZONE) + 1
    edge = np.zeros(height, bool)
    edge[:zone] = edge[-zone:] = True
    rows[edge & (rows > _RULE_FILL * width)] = 0
    inked = np.concatenate(([0], (rows > 0).astype(np.int8), [0]))
    steps = np.flatnonzero(np.diff(inked))
    runs = [(int(a), int(b)) for a, b in zip(steps[::2], steps[1::2], strict=True)]
    if not runs:
        return 0, 0
    sums = np.concatenate(([0], np.cumsum(rows)))
    main = max(range(len(runs)), key=lambda place: sums[runs[place][1]] - sums[runs[place][0]])
    first, last = runs[main]
    gap = max(1.0, _GAP * (last - first))
    for above in reversed(runs[:main]):
        if first - above[1] > gap:
            break
        first = above[0]
    for below in runs[main + 1 :]:
        if below[0] - last > gap:
            break
        last = below[1]
    return first, last


def _weights(size: int, count: int, start: float, step: float) -> Floats:
    """Return the weights of `size` pixels in each of `count` samples, `step` pixels apart.

    Each sample is a triangle as wide as two steps, or two pixels where that is more: enlarging is
    linear, and making smaller leaves nothing out. What lies outside the pixels counts as 0 (paper).
    """
    centres = start + (np.arange(count, dtype=np.float32) + 0.5) * step - 0.5
    reach = max(step, 1.0)
    away = np.abs(np.arange(size, dtype=np.float32)[None, :] - centres[:, None])
    return np.asarray(np.maximum(0.0, 1 - away / reach) / reach, np.float32)
