"""Corridors: the upright strips without text that part a table's columns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ita_parse.extraction.pieces import Row, gaps, is_mostly_figures

# A corridor is at least this wide, in sizes: what is left where a long cell reaches into it.
_NARROWEST = 0.3
# So large a share of the rows may have text all across a corridor (headings over columns, labels).
_MOST_CROSSED = 0.25

# No table has more columns, and a page of stray letters is soon done with.
_MOST_COLUMNS = 60

Corridor = tuple[float, float]


@dataclass(slots=True)
class _Strip:
    start: float
    end: float
    crossed: int = 0


def find_corridors(rows: Sequence[Row]) -> list[Corridor]:
    """Find the strips that part the rows' pieces, from left to right.

    Rows of many pieces show more of the columns, so they come first; the others, with empty and
    spanning cells, can only narrow what these show, or add a column in between.
    """
    parted = [row for row in rows if len(row.pieces) > 1]
    first, *others = sorted(parted, key=lambda row: -len(row.pieces))
    strips = [_Strip(*gap) for gap in gaps(first)]
    for row in others:
        if len(strips) >= _MOST_COLUMNS:
            return []
        strips = _narrowed(strips, row)
    most = len(parted) * _MOST_CROSSED
    kept = [(strip.start, strip.end) for strip in strips if strip.crossed <= most]
    return _supported(kept, parted)


def _narrowed(strips: Sequence[_Strip], row: Row) -> list[_Strip]:
    """Return what of each strip is free in a row too, or the whole strip if nothing is."""
    narrowed: list[_Strip] = []
    pieces, least = row.pieces, row.em * _NARROWEST
    first = 0
    for strip in strips:
        while first < len(pieces) and pieces[first].x1 <= strip.start:
            first += 1
        start, count = strip.start, len(narrowed)
        place = first
        while place < len(pieces) and pieces[place].x0 < strip.end:
            if pieces[place].x0 - start >= least:
                narrowed.append(_Strip(start, pieces[place].x0, strip.crossed))
            start = pieces[place].x1
            place += 1
        if place == first:
            narrowed.append(strip)
        elif strip.end - start >= least:
            narrowed.append(_Strip(start, strip.end, strip.crossed))
        elif len(narrowed) == count:
            strip.crossed += 1
            narrowed.append(strip)
    return narrowed


def _supported(corridors: list[Corridor], rows: Sequence[Row]) -> list[Corridor]:
    """Join columns that only headings stand in, or a single piece, to their nearer neighbour.

    Headings are often centred where figures are set to the right.
    """
    head = next((place for place, row in enumerate(rows) if is_mostly_figures(row)), 0)
    middles = [(start + end) / 2 for start, end in corridors]
    counts = [0] * (len(corridors) + 1)
    below = [0] * (len(corridors) + 1)
    for place, row in enumerate(rows):
        for piece in row.pieces:
            column = bisect_right(middles, (piece.x0 + piece.x1) / 2)
            counts[column] += 1
            below[column] += place >= head
    while corridors:
        lonely = next((at for at, count in enumerate(counts) if count < 2 or not below[at]), None)
        if lonely is None:
            break
        beside = [place for place in (lonely - 1, lonely) if 0 <= place < len(corridors)]
        gone = min(beside, key=lambda place: corridors[place][1] - corridors[place][0])
        del corridors[gone]
        counts[gone] += counts.pop(gone + 1)
        below[gone] += below.pop(gone + 1)
    return corridors
