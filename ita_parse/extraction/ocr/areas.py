"""Text in a page's image: pieces of ink, lines of them, words and paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from ita_parse.extraction.ocr.images import Pixels

PixelBox = tuple[int, int, int, int]
"""x0, top, x1, bottom in pixels of the upright image; x1 and bottom are the first outside."""
Ints = NDArray[np.int64]

# Letters (consonants and digits, in inches): print of 6 to 40 points.
_LEAST_LETTER, _MOST_LETTER = 0.035, 0.4
_USUAL_LETTER = 0.085
# What is smaller both ways is a speck, not a full stop.
_SPECK = 0.0095
# A page has fewer pieces of ink; noise, screens and photographs have more.
_MOST_PIECES = 30_000
# The rest in shares of the letters' height. Bodies of letters, which stand on the line:
_LEAST_BODY, _MOST_BODY = 0.75, 1.7
# Lines are no nearer to each other: what lies so far above one are its own marks, and what lies so
# far under it the tails of its letters. One has so much ink standing on it.
_OVER, _UNDER, _LEAST_LINE = 1.45, 1.0, 0.3
# Marks above and below the letters reach so far from the line.
_ABOVE, _BELOW = 2.5, 1.0
# What is so high and wide is a picture; so long and thin, what is left of a rule.
_PICTURE = 4.0
_RULE_LONG, _RULE_THIN = 4.0, 0.25
# So far from the letters a speck is no full stop, and an isolated small piece no mark.
_LONELY = 1.2
# What lies within so many inches of the image's border is a shadow or the next sheet.
_BORDER = 0.06
# Letters of a title are higher than others by this; so much of what stands in its line is.
_TITLE, _TITLE_SHARE, _TITLE_LETTERS = 1.75, 0.5, 3
# A space between words.
_SPACE = 0.4
# A paragraph begins after so many usual steps between lines, with an indent, or after a line that
# ends so far from the right edge (share of the width).
_STEP, _INDENT, _SHORT = 1.5, 1.2, 0.12
_AS_HIGH = 1.35


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text; `words` are its boxes between spaces, `paragraph` counts from 1.

    `pieces` number the pieces of ink that it is made of; `baseline` and `height` (of letters
    without marks) are in pixels.
    """

    box: PixelBox
    words: tuple[PixelBox, ...]
    baseline: float
    height: float
    paragraph: int = 1
    pieces: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """The connected pieces of ink of a page: boxes, areas, and the image of their numbers."""

    x0: Ints
    top: Ints
    x1: Ints
    bottom: Ints
    area: Ints
    labels: NDArray[np.int32]
    letter: float
    """The usual height of letters, in pixels."""
    noisy: bool = False

    @property
    def middles(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The middles of all boxes."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


def find_pieces(ink: Pixels, dpi: float) -> Pieces:
    """Find the pieces of ink of an upright page whose rules have been taken out.

    Piece `n` has the number `n + 1` in `labels`.
    """
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    x, y, width, height, area = (stats[1:, column].astype(np.int64) for column in range(5))
    speck = max(1.0, _SPECK * dpi)
    alive = int(np.count_nonzero((width > speck) | (height > speck)))
    letters = height[(height >= _LEAST_LETTER * dpi) & (height <= _MOST_LETTER * dpi)]
    usual = float(np.median(letters)) if len(letters) >= 5 else _USUAL_LETTER * dpi
    # Marks that are not joined to their letters are smaller than these; so is a lot of dirt.
    bodies = letters[letters >= 0.6 * usual]
    usual = float(np.median(bodies)) if len(bodies) >= 5 else usual
    return Pieces(
        x, y, x + width, y + height, area, np.asarray(labels, np.int32), usual, alive > _MOST_PIECES
    )


def is_text(pieces: Pieces, dpi: float) -> NDArray[np.bool_]:
    """Tell pieces that may be of letters from specks, pictures and what is left of rules."""
    width, height = pieces.x1 - pieces.x0, pieces.bottom - pieces.top
    letter = pieces.letter
    speck = max(1.0, _SPECK * dpi)
    alive = (width > speck) | (height > speck)
    picture = (width > _PICTURE * letter) & (height > _PICTURE * letter)
    flat = (width > _RULE_LONG * letter) & (height < max(2.0, _RULE_THIN * letter))
    upright = (height > _RULE_LONG * letter) & (width < max(2.0, _RULE_THIN * letter))
    border = _BORDER * dpi
    page_height, page_width = pieces.labels.shape
    outside = (
        (pieces.x1 <= border)
        | (pieces.x0 >= page_width - border)
        | (pieces.bottom <= border)
        | (pieces.top >= page_height - border)
    )
    return np.asarray(alive & ~picture & ~flat & ~upright & ~outside, np.bool_)


def read_lines(pieces: Pieces, among: Ints) -> list[TextLine]:
    """Put pieces of one area (a cell, or a page outside of its tables) together to lines.

    Args:
        pieces: of the page.
        among: the numbers of those in the area.
    """
    if not len(among):
        return []
    height = pieces.bottom[among] - pieces.top[among]
    letter = pieces.letter
    bodies = height >= _LEAST_BODY * letter
    if np.count_nonzero(bodies) >= 3:
        # Small print, or large, in a cell.
        letter = float(np.median(height[bodies]))
        letter = min(max(letter, 0.6 * pieces.letter), 2.5 * pieces.letter)
    lines = []
    for title, members in _titles(pieces, among, letter):
        lines.append(title)
        among = np.setdiff1d(among, members)
    lines += _read(pieces, among, letter)
    return sorted(lines, key=lambda line: line.baseline)


def _titles(pieces: Pieces, among: Ints, letter: float) -> list[tuple[TextLine, Ints]]:
    """Find lines of much larger letters, and the pieces that belong to each."""
    height = pieces.bottom[among] - pieces.top[among]
    large = among[height > _TITLE * letter]
    if len(large) < _TITLE_LETTERS:
        return []
    size = float(np.median(pieces.bottom[large] - pieces.top[large]))
    titles = []
    for line in _read(pieces, large, size):
        own = np.array(line.pieces, np.int64)
        if len(own) < _TITLE_LETTERS:
            continue
        top, bottom = line.baseline - _ABOVE * size, line.baseline + _BELOW * size
        left, right = line.box[0] - size, line.box[2] + size
        middle = (pieces.top[among] + pieces.bottom[among]) / 2
        inside = (middle > top) & (middle < bottom)
        inside &= (pieces.x1[among] > left) & (pieces.x0[among] < right)
        near = among[inside]
        width = pieces.x1 - pieces.x0
        if width[own].sum() < _TITLE_SHARE * width[near].sum():
            continue
        whole = _line(pieces, near, line.baseline, size)
        if whole is not None:
            titles.append((whole, near))
    return titles


def _read(pieces: Pieces, among: Ints, letter: float) -> list[TextLine]:
    if not len(among):
        return []
    top, bottom = pieces.top[among], pieces.bottom[among]
    height = bottom - top
    standing = (height >= _LEAST_BODY * letter) & (height <= _MOST_BODY * letter)
    baselines = _baselines(pieces, among[standing] if standing.any() else among, letter)
    if not len(baselines):
        return []
    lines = []
    for baseline, members in zip(baselines, _dealt(top, bottom, baselines, letter), strict=True):
        line = _line(pieces, among[members], float(baseline), letter)
        if line is not None:
            lines.append(line)
    return lines


def _baselines(pieces: Pieces, voters: Ints, letter: float) -> NDArray[np.float64]:
    """Return the heights on which pieces stand, from top to bottom."""
    bottoms = pieces.bottom[voters]
    weights = (pieces.x1[voters] - pieces.x0[voters]).astype(np.float64)
    first = int(bottoms.min()) - 2
    counts = np.bincount(bottoms - first, weights, minlength=int(bottoms.max()) - first + 3)
    reach = max(1, round(0.15 * letter))
    votes = np.convolve(counts, np.ones(2 * reach + 1), "same")
    found = []
    over, under = max(1, round(_OVER * letter)), max(1, round(_UNDER * letter))
    while True:
        best = int(votes.argmax())
        if votes[best] <= 0 or votes[best] < min(_LEAST_LINE * letter, float(weights.max())):
            break
        # The middle of a flat top.
        level = np.flatnonzero(votes[best : best + 2 * reach + 1] >= votes[best])
        place = best + int(level[-1]) // 2
        found.append(first + place)
        votes[max(0, place - over) : place + under + 1] = 0.0
    return np.array(sorted(found), np.float64)


def _dealt(
    top: Ints, bottom: Ints, baselines: NDArray[np.float64], letter: float
) -> list[NDArray[np.bool_]]:
    """Tell which pieces belong to each line: the nearest, and all that a piece goes through."""
    above = np.maximum(baselines[None, :] - letter - bottom[:, None], 0.0)
    below = np.maximum(top[:, None] - baselines[None, :], 0.0)
    # A mark over the letters is further from them than one under them.
    far = above + 1.4 * below
    overlap = np.minimum(bottom[:, None], baselines[None, :]) - np.maximum(
        top[:, None], baselines[None, :] - letter
    )
    nearest = far.argmin(axis=1)
    where = overlap.argmax(axis=1)
    best = np.where(overlap.max(axis=1) > 0, where, nearest)
    within = (bottom[:, None] > baselines[None, :] - _ABOVE * letter) & (
        top[:, None] < baselines[None, :] + _BELOW * letter
    )
    mine = (best[:, None] == np.arange(len(baselines))[None, :]) & within
    through = overlap > 0.5 * letter
    both = mine | through
    return [both[:, column] for column in range(both.shape[1])]


def _line(pieces: Pieces, members: Ints, baseline: float, letter: float) -> TextLine | None:
    if not len(members):
        return None
    members = members[np.argsort(pieces.x0[members], kind="stable")]
    height = pieces.bottom[members] - pieces.top[members]
    width = pieces.x1[members] - pieces.x0[members]
    # Full stops and marks stand near to letters; dirt does not.
    large = (height >= 0.5 * letter) | (width >= 0.5 * letter)
    if not large.any():
        return None
    starts, ends = pieces.x0[members][large], pieces.x1[members][large]
    gaps = np.maximum(
        starts[None, :] - pieces.x1[members][:, None],
        pieces.x0[members][:, None] - ends[None, :],
    ).min(axis=1)
    members = members[gaps <= _LONELY * letter]
    ceiling, floor = round(baseline - _ABOVE * letter), round(baseline + _BELOW * letter)
    words: list[PixelBox] = []
    for x0, x1, top, bottom in zip(
        pieces.x0[members].tolist(), pieces.x1[members].tolist(),
        np.maximum(pieces.top[members], ceiling).tolist(),
        np.minimum(pieces.bottom[members], floor).tolist(),
        strict=True,
    ):  # fmt: skip
        if words and x0 - words[-1][2] <= _SPACE * letter:
            words[-1] = around((words[-1], (x0, top, x1, bottom)))
        else:
            words.append((x0, top, x1, bottom))
    return TextLine(around(words), tuple(words), baseline, letter, pieces=tuple(members.tolist()))


def around(boxes: Iterable[PixelBox]) -> PixelBox:
    """Return the box around boxes."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def group_paragraphs(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """Number the paragraphs of lines that stand below each other."""
    if not lines:
        return ()
    left = min(line.box[0] for line in lines)
    right = max(line.box[2] for line in lines)
    steps = sorted(after.baseline - before.baseline for before, after in pairwise(lines))
    usual = steps[len(steps) // 2] if steps else 0.0
    numbered = [replace(lines[0], paragraph=1)]
    for before, line in pairwise(lines):
        letter = min(before.height, line.height)
        begins = (
            line.baseline - before.baseline > _STEP * usual
            or max(before.height, line.height) > _AS_HIGH * letter
            or before.box[2] < right - _SHORT * (right - left)
            or line.box[0] > max(before.box[0], left) + _INDENT * letter
        )
        numbered.append(replace(line, paragraph=numbered[-1].paragraph + begins))
    return tuple(numbered)


def lean(pieces: Pieces, lines: Iterable[TextLine]) -> tuple[int, int]:
    """Count marks above and under the letters of lines: Thai has far more above."""
    above = below = 0
    for line in lines:
        among = np.array(line.pieces, np.int64)
        height = pieces.bottom[among] - pieces.top[among]
        small = among[(height < 0.6 * line.height) & (height > 0.15 * line.height)]
        above += int(np.count_nonzero(pieces.bottom[small] < line.baseline - 0.9 * line.height))
        below += int(np.count_nonzero(pieces.top[small] > line.baseline - 0.1 * line.height))
    return above, below
