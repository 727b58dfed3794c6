"""Words to lines: sorted by baseline and x, and a space where there is a gap."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from operator import attrgetter
from statistics import median_low
from typing import NamedTuple

from ita_parse.document import Box
from ita_parse.extraction.clusters import HAS_CONSONANT, RUN_SPACE, SAME_LINE, SPACE, Word
from ita_parse.normalisation.lexicon import segment

# Beside a drawn space glyph a smaller gap is enough: justified lines squeeze their spaces.
_DRAWN_SPACE = 0.07
# Letters smaller than this, in points, stand on one line as if they had this size.
_SMALLEST = 4.0
_BASELINE = attrgetter("baseline")
_STARTS = attrgetter("starts")
# Spreadsheets move the digits of a number apart, and LibreOffice Thai digits from Arabic ones: a
# gap without a space glyph parts two numbers only if it is wider than this share of the size.
_DIGIT_SPACE = 0.25
_NUMERIC = frozenset("0123456789,.๐๑๒๓๔๕๖๗๘๙")
# A cluster narrower than this share of its size is drawn without its base.
_TIP = 0.3
# Letters are spread if so many stand in a line of which most are chained to no other, and the usual
# gap is no mere kerning and no gap between columns.
_SPREAD_WORDS = 8
_SPREAD_PARTS = 1.4
_SPREAD = 0.05
_MOST_SPREAD = 0.6
# Words that overlap by more than this share of their size were not drawn from left to right.
_OVERLAP = 0.1
# Fake bold draws a letter twice, this near to itself (share of its size).
_SAME_PLACE = 0.06
# A line was ended by its author if the next one's first words would have fitted behind it. Where
# a producer may break is not known for sure: words of so many letters at least are asked for, and
# what stands before the first space is no more than so many sizes wide.
_LEAST_LETTERS = 8
_LONGEST_WORD = 7.0
_WINDOW = 28
# Justified lines end a little before the edge.
_ROOM = 0.3
# A number or a single letter is not broken from what follows.
_WORD = re.compile(r"(?:(?:[0-9๐-๙.,]+|[A-Za-z]{1,2}) )*[^ ]+")


# Where there are many text objects, they are looked for in stretches of so many points of the
# page's height; no object is in more of them than this, and none lies farther out.
_MANY = 4000
_ALL = -1_000_000
_BAND = 8.0
_MOST_BANDS = 60
_FAR = 100_000.0


class Line(NamedTuple):
    """Words on one baseline, put into text.

    `after_space` tells that a space was drawn before its first word: where the line above ended.
    """

    text: str
    x0: float
    x1: float
    baseline: float
    em: float
    after_space: bool = False


class Inks:
    """Where text objects end: ActualText runs know only their first object's box.

    Args:
        read: gives the boxes of the page's text objects; only asked if a run's end is in doubt.
    """

    def __init__(self, read: Callable[[], Iterable[Box]]) -> None:
        self._read = read
        self._known: dict[int, tuple[list[Box], list[float]]] | None = None

    def right(self, word: Word, limit: float) -> float:
        """Return the right edge of the ink that begins in the word's last run, before `limit`."""
        if self._known is None:
            self._known = _banded(list(self._read()))
        right = word.x1
        middle = word.baseline - word.em * 0.2
        if _ALL in self._known:
            return min(self._right_in(_ALL, word, middle, limit), limit)
        for band in _bands(middle - word.em * 0.3, middle + word.em * 0.3):
            right = max(right, self._right_in(band, word, middle, limit))
        return min(right, limit)

    def _right_in(self, band: int, word: Word, middle: float, limit: float) -> float:
        boxes, lefts = (self._known or {}).get(band, ((), ()))
        right = word.x1
        for index in range(bisect_left(lefts, word.starts[-1] - 0.5), len(boxes)):
            x0, top, x1, bottom = boxes[index]
            if x0 >= limit - 0.5:
                break
            if top - word.em * 0.3 <= middle <= bottom + word.em * 0.3:
                right = max(right, x1)
        return right


def _bands(top: float, bottom: float) -> range:
    first, last = int(max(top, -_FAR) // _BAND), int(min(bottom, _FAR) // _BAND)
    # What is higher than a page of lines is no line.
    return range(first, min(last, first + _MOST_BANDS) + 1)


def _banded(boxes: list[Box]) -> dict[int, tuple[list[Box], list[float]]]:
    """Sort boxes by the stretches of the page's height that they touch, and by x."""
    boxes.sort()
    if len(boxes) < _MANY:
        return {_ALL: (boxes, [box[0] for box in boxes])}
    bands: dict[int, list[Box]] = {}
    for box in boxes:
        for band in _bands(box[1], box[3]):
            bands.setdefault(band, []).append(box)
    return {band: (some, [box[0] for box in some]) for band, some in bands.items()}


def read_lines(words: Iterable[Word], inks: Inks) -> list[Line]:
    """Put words together to lines, from top to bottom and left to right."""
    return [read_line(row, inks) for row in read_rows(words)]


def read_rows(words: Iterable[Word]) -> list[list[Word]]:
    """Sort words by the line they stand on, from top to bottom, and by x."""
    rows: list[list[Word]] = []
    first: Word | None = None
    for word in sorted(words, key=_BASELINE):
        if first is not None and word.baseline - first.baseline < SAME_LINE * max(
            min(word.em, first.em), _SMALLEST
        ):
            rows[-1].append(word)
        else:
            rows.append([word])
            first = word
    return [_in_order(row) if len(row) > 1 else row for row in rows if _is_drawn(row)]


def _is_drawn(row: list[Word]) -> bool:
    """Tell a line from the marks that Chromium draws of a line of the next page.

    Each stands for its whole cluster (ActualText), of which the base is not drawn here. Tips of
    ใ ไ โ may stand among them.
    """
    if not any(word.run for word in row):
        return True
    tips = 0
    others: list[str] = []
    for word in row:
        tip = word.run and word.x1 - word.starts[-1] < word.em * _TIP
        tips += tip
        others += word.parts[:-1] if tip else word.parts
    return not tips or any(map(HAS_CONSONANT.search, others))


def _in_order(row: list[Word]) -> list[Word]:
    row.sort(key=_STARTS)
    for before, word in pairwise(row):
        if word.starts[0] <= before.x1 - word.em * _OVERLAP:
            break
    else:
        return row
    # Drawn twice to look bold, or not from left to right: put together cluster by cluster.
    single = [word.cut(place, place + 1) for word in row for place in range(len(word.parts))]
    single.sort(key=_STARTS)
    kept = single[:1]
    for word in single[1:]:
        if word.starts[0] - kept[-1].starts[0] < word.em * _SAME_PLACE:
            if kept[-1].parts[0].startswith(word.parts[0]):
                continue
            if word.parts[0].startswith(kept[-1].parts[0]):
                word.space_before = kept[-1].space_before
                kept[-1] = word
                continue
        kept.append(word)
    return kept


def read_line(row: Sequence[Word], inks: Inks) -> Line:
    """Put the words of a line, sorted by x, together."""
    first, last = row[0], row[-1]
    x1 = inks.right(last, last.x1 + last.em) if last.run else last.x1
    if len(row) == 1:
        spaced = first.space_before is not None
        return Line(first.text, first.starts[0], x1, first.baseline, first.em, spaced)
    parts = list(first.parts)
    spread = _spread(row)
    for before, word in pairwise(row):
        gap = (word.starts[0] - before.x1) / word.em - spread
        limit = (
            _DRAWN_SPACE if word.space_before is not None else RUN_SPACE if before.run else SPACE
        )
        if limit == SPACE and gap > SPACE and _is_number(before, word):
            limit = _DIGIT_SPACE
        if gap > limit and before.run:
            # A drawn space tells where the run ends.
            end = word.space_before
            if end is None or end < before.starts[-1]:
                end = inks.right(before, word.starts[0])
            gap = (word.starts[0] - end) / word.em - spread
        if gap > limit:
            parts.append(" ")
        parts += word.parts
    em = max([word.em for word in row])
    spaced = first.space_before is not None
    return Line("".join(parts), first.starts[0], x1, first.baseline, em, spaced)


def _spread(row: Sequence[Word]) -> float:
    """Return how far the letters of a line stand apart, as a share of their size.

    Nothing, unless nearly every cluster stands by itself: letter-spaced or justified text.
    """
    if len(row) < _SPREAD_WORDS or sum(len(word.parts) for word in row) > len(row) * _SPREAD_PARTS:
        return 0.0
    gaps = [(word.starts[0] - before.x1) / word.em for before, word in pairwise(row)]
    usual = median_low(gaps)
    return usual if _SPREAD < usual < _MOST_SPREAD else 0.0


def _is_number(before: Word, word: Word) -> bool:
    return before.parts[-1] in _NUMERIC and word.parts[0] in _NUMERIC


def line_break(following: Line) -> str:
    """Return what stands where a line was wrapped: its end, after the space that is drawn there."""
    return " \n" if following.after_space else "\n"


def was_ended(line: Line, following: Line, right: float) -> bool:
    """Tell whether an author ended a line: the next one's first word would have fitted."""
    word = _WORD.match(following.text)
    room = right - line.x1 - line.em * _ROOM
    if word is None or room <= 0:
        return False
    first = word[0]
    if len(first) > _LEAST_LETTERS:
        first = _first_words(first)
    share = len(first) / len(following.text)
    return min((following.x1 - following.x0) * share, following.em * _LONGEST_WORD) < room


def _first_words(text: str) -> str:
    """Return the words that a text begins with, up to the least number of letters."""
    length = 0
    for word in segment(text[:_WINDOW]):
        length += len(word)
        if length >= _LEAST_LETTERS:
            break
    return text[:length]
