"""Rules of a page: what it draws piece by piece, doubled or dashed, put together to whole lines.

Both families of rules, the horizontal and the vertical ones, are handled by the same code: a
piece is known by its position across (its height, or its distance from the left) and by where it
starts and ends along its own direction.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ita_parse.document import Box

# Rules within this distance are one: double rules, and borders that cells draw side by side.
# Pieces of one rule may lie as far apart; shorter rules are noise.
SNAP = 3.0
# A rule that goes on this far beyond the last one that crosses it shows a cell cut by the page's
# end.
CUT = 5.0
# Dashes are no longer and lie no further apart than this; the boxes of a form that look alike,
# one for each digit, are longer.
_LONGEST_DASH = 7.0
_WIDEST_GAP = 6.0
# Dashes lie regularly: no gap is wider than is usual by more than this. Fewer than four prove
# nothing.
_IRREGULAR = 0.8
_LEAST_DASHES = 4
# Pieces of one line differ by no more than this across, even if it is a little skewed.
_SKEW = 1.0


class Piece(NamedTuple):
    """A piece of a rule."""

    position: float
    start: float
    end: float


class Rule(NamedTuple):
    """All that is drawn along one line: spans in order, with gaps between them."""

    position: float
    spans: list[tuple[float, float]]


class Rules(NamedTuple):
    """The rules of a page, each family in order."""

    rows: list[Rule]
    columns: list[Rule]


def coalesce(edges: Iterable[Box]) -> Rules:
    """Put edges together to rules: near ones are one, and dashes a line."""
    rows: list[Piece] = []
    columns: list[Piece] = []
    row_dots: list[Piece] = []
    column_dots: list[Piece] = []
    for x0, top, x1, bottom in edges:
        across, down = x1 - x0, bottom - top
        if across < down:
            columns.append(Piece((x0 + x1) / 2, top, bottom))
            if down <= _LONGEST_DASH:
                column_dots.append(columns[-1])
        else:
            rows.append(Piece((top + bottom) / 2, x0, x1))
            if across <= _LONGEST_DASH:
                row_dots.append(rows[-1])
                if across <= SNAP:
                    # A dot lies no more than it stands: it may be one of a dotted column.
                    y, reach = rows[-1].position, across / 2
                    column_dots.append(Piece((x0 + x1) / 2, y - reach, y + reach))
    return Rules(
        _whole([*rows, *_dashed(row_dots)]),
        _whole([*columns, *_dashed(column_dots)]),
    )


def _whole(pieces: Sequence[Piece]) -> list[Rule]:
    # Collinear pieces first, so that stray strokes don't move a rule that they are near to.
    lines = [
        Piece(rule.position, start, end)
        for rule in _rules(pieces, _SKEW)
        for start, end in rule.spans
    ]
    return _rules(lines, 2 * SNAP)


def _rules(pieces: Sequence[Piece], breadth: float) -> list[Rule]:
    """Join pieces at most `SNAP` apart to rules that take up no more than `breadth` across."""
    rules = []
    for group in _groups(pieces, breadth):
        spans: list[tuple[float, float]] = []
        last_end = -math.inf
        for span in sorted(piece[1:] for piece in group):
            start, end = span
            if start > last_end + SNAP:
                spans.append(span)
                last_end = end
            elif end > last_end:
                spans[-1] = (spans[-1][0], end)
                last_end = end
        spans = [span for span in spans if span[1] - span[0] >= SNAP]
        if spans:
            rules.append(Rule(_middle(group, breadth), spans))
    return rules


def _groups(pieces: Iterable[Piece], breadth: float) -> Iterator[list[Piece]]:
    group: list[Piece] = []
    first = last = 0.0
    for piece in sorted(pieces):
        position = piece[0]
        # A chain of strokes, as of hatching, would be a single rule if only neighbours counted.
        if group and (position - last > SNAP or position - first > breadth):
            yield group
            group = []
        if not group:
            first = position
        group.append(piece)
        last = position
    if group:
        yield group


def _middle(group: Sequence[Piece], breadth: float) -> float:
    """Return where a group of pieces lies: long ones count more, but all are within reach."""
    first, last = group[0].position, group[-1].position
    if first == last:
        return first
    lengths = sum(piece.end - piece.start for piece in group)
    if lengths <= 0:
        return (first + last) / 2
    middle = sum(piece.position * (piece.end - piece.start) for piece in group) / lengths
    return min(max(middle, last - breadth / 2), first + breadth / 2)


def _dashed(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield lines that short pieces in a row make, at even distances too wide to be joined."""
    if len(pieces) < _LEAST_DASHES:
        return
    for group in _groups(pieces, _SKEW):
        group.sort(key=lambda piece: piece.start)
        run: list[Piece] = []
        end = 0.0
        for piece in group:
            if run and piece.start - end > _WIDEST_GAP:
                yield from _line(run)
                run = []
            end = max(end, piece.end) if run else piece.end
            run.append(piece)
        yield from _line(run)


def _line(run: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the line that dashes make whose gaps are alike, or smaller where cells meet."""
    if len(run) < _LEAST_DASHES:
        return
    gaps = [after.start - before.end for before, after in pairwise(run)]
    wide = sorted(gap for gap in gaps if gap > 0) or [0.0]
    if wide[-1] - wide[len(wide) // 2] > _IRREGULAR:
        return
    # A line's end may fall into a gap. Less than a cut row has is added, or it would look like one.
    more = min(wide[-1], CUT - 0.5 * SNAP)
    yield Piece(run[0].position, run[0].start - more, run[-1].end + more)


def add(rules: list[Rule], pieces: Sequence[Piece]) -> list[Rule]:
    """Return the rules of a family with more pieces."""
    if not pieces:
        return rules
    drawn = [Piece(rule.position, *span) for rule in rules for span in rule.spans]
    return _rules([*drawn, *pieces], 2 * SNAP)
