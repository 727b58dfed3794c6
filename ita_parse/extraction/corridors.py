"""Corridors: the upright strips without text that part a table's columns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ita_parse.extraction.clusters import Word
from ita_parse.extraction.pieces import GAP, Piece, Row, gaps, is_mostly_figures

# A corridor is at least this wide, in sizes: what is left where a long cell reaches into it.
_NARROWEST = 0.3
# So large a share of the rows may have text all across a corridor (headings over columns, labels).
_MOST_CROSSED = 0.25

# No table has more columns, and a page of stray letters is soon done with.
_MOST_COLUMNS = 60

# Strips as narrow as a space are corridors where so large a share of the rows has text on both
# sides, and what follows begins, to so many sizes, at one place.
_BOTH_SIDES = 0.6
_ALIGNED = 0.3
# What words on both sides leave free is so wide, in sizes, or nearly as wide as the strip.
_PARTED = 0.42
_MOST_OF = 0.9
# With fewer rows they line up by accident.
_LEAST_ROWS = 3

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


def find_ruled_corridors(
    bands: Sequence[Sequence[Row]], borders: Sequence[float]
) -> list[Corridor]:
    """Find the strips that part rows that rules tell.

    All lines of a row count together, so narrower strips can be told from the spaces of text.

    Args:
        bands: the lines of each row; the first ones are the heading, which may span columns.
        borders: where areas beside each other meet, which is between columns.
    """
    rows = [_whole(band) for band in bands if band]
    em = max(row.em for row in rows)
    body = rows[1:]
    if sum(len(row.pieces) > 1 for row in body) < _LEAST_ROWS:
        body = rows
    if not any(len(row.pieces) > 1 for row in body):
        return []
    corridors = find_corridors(body)
    for corridor in corridors[:]:
        if corridor[1] - corridor[0] < GAP * em and not (
            _is_followed(corridor, rows, em) and _is_headed(corridor, corridors, rows[0])
        ):
            corridors.remove(corridor)
    for x in borders:
        place = bisect_right(corridors, x, key=lambda corridor: corridor[1])
        ends = corridors[place][0] if place < len(corridors) else x + GAP
        if ends > x + _ALIGNED * em and not (place and x - corridors[place - 1][1] < _ALIGNED * em):
            corridors.insert(place, (x, x))
    return corridors


def _whole(band: Sequence[Row]) -> Row:
    """Put the lines of a row together: what is left between them parts its columns."""
    em = band[0].em
    pieces: list[Piece] = []
    words: list[Word] = [word for row in band for piece in row.pieces for word in piece.words]
    for word in sorted(words, key=lambda word: word.starts[0]):
        if pieces and word.starts[0] - pieces[-1].x1 < em * _NARROWEST:
            last = pieces[-1]
            last.words.append(word)
            pieces[-1] = Piece(last.x0, max(last.x1, word.x1), last.words)
        else:
            pieces.append(Piece(word.starts[0], word.x1, [word]))
    return Row(band[0].y, em, pieces)


def _is_followed(corridor: Corridor, rows: Sequence[Row], em: float) -> bool:
    """Tell whether nearly all rows go on after a strip, and at the same place."""
    starts = []
    for row in rows:
        after = [piece.x0 for piece in row.pieces if piece.x0 >= corridor[1] - 0.1]
        if after and len(after) < len(row.pieces):
            starts.append(min(after))
    near = [start for start in starts if start - corridor[1] < _ALIGNED * em]
    if len(rows) >= _LEAST_ROWS:
        return len(near) >= _BOTH_SIDES * len(rows)
    return any(
        start < corridor[1] and corridor[0] < end and end - start >= GAP * em
        for start, end in gaps(rows[0])
    )


def _is_headed(corridor: Corridor, corridors: Sequence[Corridor], head: Row) -> bool:
    """Tell whether the first row has text in the columns on both sides of a strip."""
    place = corridors.index(corridor)
    left = corridors[place - 1][1] if place else float("-inf")
    right = corridors[place + 1][0] if place + 1 < len(corridors) else float("inf")
    return any(left - 0.1 <= one.x0 and one.x1 <= corridor[1] for one in head.pieces) and any(
        corridor[0] <= one.x0 and one.x1 <= right + 0.1 for one in head.pieces
    )


def cut_rows(rows: Sequence[Row], corridors: Sequence[Corridor]) -> list[Row]:
    """Cut lines wherever a corridor parts two words, however narrow it is."""
    cut: list[Row] = []
    for row in rows:
        pieces: list[Piece] = []
        for piece in row.pieces:
            start = 0
            for place in range(1, len(piece.words)):
                left, right = piece.words[place - 1].x1, piece.words[place].starts[0]
                index = bisect_right(corridors, left, key=lambda corridor: corridor[1])
                if index == len(corridors) or corridors[index][0] >= right:
                    continue
                # A space of text that runs through a corridor is narrower than that.
                start_x, end_x = corridors[index]
                if right - left >= min(_PARTED * row.em, _MOST_OF * (end_x - start_x)):
                    pieces.append(as_piece(piece.words[start:place]))
                    start = place
            pieces.append(as_piece(piece.words[start:]) if start else piece)
        cut.append(Row(row.y, row.em, pieces))
    return cut


def as_piece(words: list[Word]) -> Piece:
    """Return words that go on one another."""
    return Piece(words[0].starts[0], max(word.x1 for word in words), words)
