"""Stretches of lines that may be a table: they go on one another, and their gaps line up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from ita_parse.extraction.pieces import Row, gaps, is_figure, is_mostly_figures

# Lines further apart than this many sizes are not of one table.
_FAR = 4.0
# A line of a table shares a corridor, at least so many sizes wide, with one of so many parted lines
# above it: labels may be parted too.
_SHARED = 0.3
_MEMORY = 3
# Where all pieces of a line are so many sizes long, text runs in columns over the page.
_WORDY = 15.0
# The step before another heading, by the usual one.
_AFTER = 1.4

_CAPTION = re.compile(
    r"(?:table|figure|fig\.|chart|box|ตาราง(?:ที่)?|ภาพที่|รูปที่|แผนภูมิ(?:ที่)?)\s*[0-9๐-๙A-Z]",
    re.IGNORECASE,
)


def find_blocks(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Yield the first row and the end of each stretch; both ends are parted rows."""
    for start, end in _stretches(rows):
        yield from _tables(rows, start, end)


def is_caption(row: Row) -> bool:
    """Tell a line that names a table or a figure."""
    return _CAPTION.match(row.pieces[0].text) is not None


def _stretches(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    start = last = -1
    above: list[Row] = []
    for place, row in enumerate(rows):
        parted = len(row.pieces) > 1
        if start >= 0:
            before = rows[place - 1]
            if (
                row.y - before.y > _FAR * max(row.em, before.em)
                or (not parted and (_runs_over(row, above[-1]) or is_caption(row)))
                or (
                    parted
                    and (_is_wordy(row) or not any(_share_corridor(one, row) for one in above))
                )
            ):
                if last > start:
                    yield start, last + 1
                start = -1
        if parted and (start >= 0 or not _is_wordy(row)):
            if start < 0:
                start, above = place, []
            last = place
            above = [*above[1 - _MEMORY :], row]
    if start >= 0 and last > start:
        yield start, last + 1


def _is_wordy(row: Row) -> bool:
    return all(piece.x1 - piece.x0 > row.em * _WORDY for piece in row.pieces)


def _runs_over(row: Row, parted: Row) -> bool:
    """Tell running text: a line that runs over most gaps of another one."""
    inside = gaps(parted)
    return 2 * sum(row.x0 < start and end < row.x1 for start, end in inside) > len(inside)


def _share_corridor(one: Row, other: Row) -> bool:
    """Tell whether some gap of a row lies under one of another row."""
    shared = one.em * _SHARED
    left, right = gaps(one), gaps(other)
    i = j = 0
    while i < len(left) and j < len(right):
        if min(left[i][1], right[j][1]) - max(left[i][0], right[j][0]) >= shared:
            return True
        if left[i][1] < right[j][1]:
            i += 1
        else:
            j += 1
    return False


def _tables(rows: Sequence[Row], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Part a stretch where figures are followed, at a distance, by another heading."""
    parted = [place for place in range(start, end) if len(rows[place].pieces) > 1]
    usual = median(two.y - one.y for one, two in pairwise(rows[start:end]))
    first = start
    figures = False
    for before, place in pairwise(parted):
        figures = figures or _has_figures(rows[before])
        step = max(two.y - one.y for one, two in pairwise(rows[before : place + 1]))
        # A line between them that stands alone is a heading of its own, as likely as not.
        apart = step > _AFTER * usual or (place > before + 1 and len(rows[place].pieces) > 2)
        if figures and apart and not is_mostly_figures(rows[place]):
            if before > first:
                yield first, before + 1
            first, figures = place, False
    if end > first + 1:
        yield first, end


def _has_figures(row: Row) -> bool:
    """Tell a row of figures; also one of years alone, as a chart has under its bars."""
    return is_mostly_figures(row) or all(is_figure(piece.text) for piece in row.pieces[1:])
