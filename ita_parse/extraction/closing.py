"""Closes tables that lack some of their outer rules, or that the page's end cut."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from ita_parse.document import Box
from ita_parse.extraction.rules import CUT, SNAP, Piece, Rule, Rules, add

# Rules that go on this far beyond the last one that crosses them have a column there: a narrower
# one holds no text, and rules often stick out a little.
_OVERHANG = 10.0
# So many rows of an open table may go over all its columns, besides rules that just happen to be
# as long as the table is wide.
_UNPARTED = 2
# Open tables with fewer rows have rules around their header alone: nothing parts those below, and
# a cell for all of them would be none of theirs.
_LEAST_ROWS = 3
# A row that goes over all columns is hardly higher than those it lies between; what parts two
# tables is.
_HIGHER = 1.3

_position = itemgetter(0)


class Cut(NamedTuple):
    """A height at which rules end that nothing joins: where the page's end cut a table."""

    y: float
    at_top: bool


class _End(NamedTuple):
    """A place where several rules end."""

    # What would join neighbouring ones there.
    missing: list[Piece]
    # How many neighbours nothing joins there, but nothing further inside either.
    unproven: int
    # How many rules end there.
    rules: int


# Tells whether a rule proves that two others, which it crosses, belong to one table.
_Proof = Callable[[Rule, Piece, Piece], bool]


def close(rules: Rules, areas: Iterable[Box] = ()) -> tuple[Rules, list[Cut]]:
    """Close tables that are open: without outer borders, or cut by the page's end.

    Between two neighbouring rules that end at one place, where other rules further inside join
    them but none does at their end, the missing one is added.

    Args:
        rules: of the page.
        areas: filled rectangles, which may be bars of a chart.

    Returns:
        The rules with the missing ones added, and the heights at which all of them were missing.
    """
    inner = _without_bars(rules, areas)
    sides: list[Piece] = []
    for at_start in (True, False):
        for end in _ends(rules.rows, rules.columns, at_start, _OVERHANG, inner, _parts):
            # What sticks out in a single row may be anything; and columns, unlike bars, part
            # nearly all rows.
            if len(end.missing) < 2 or end.unproven > min(_UNPARTED, len(end.missing) // 2):
                continue
            closed = end.rules - 1 - len(end.missing) - end.unproven
            for run in _runs(end.missing):
                side = _lengthened(run, inner)
                if closed + len(side) >= _LEAST_ROWS:
                    sides += side
    columns = add(rules.columns, sides)
    added: list[Piece] = []
    cuts: list[Cut] = []
    for at_start in (True, False):
        for end in _ends(columns, rules.rows, at_start, CUT, rules.rows, _joins):
            added += _widened(end.missing, Rules(rules.rows, columns), at_start)
            if len(end.missing) == end.rules - 1:
                cuts.append(Cut(end.missing[0].position, at_start))
    return Rules(add(rules.rows, added), columns), cuts


def _widened(missing: Sequence[Piece], rules: Rules, at_top: bool) -> list[Piece]:
    """Make missing rows as wide as the cell they are in, where other columns go on.

    Columns end within a table where the row below has cells merged and no rule above it.
    """
    y = missing[0].position
    # The row that the columns come from.
    inner = [row for row in rules.rows if (row.position > y) == at_top]
    inner.sort(key=lambda row: abs(row.position - y))

    def onward(x: float, columns: Sequence[Rule]) -> Iterator[float]:
        joining = next((row for row in inner if _covers(row, x)), None)
        for column in columns:
            if joining is None or not _covers(joining, column.position):
                return
            if any(top < y - CUT and bottom > y + CUT for top, bottom in column.spans):
                yield column.position
                return

    widened = list(missing)
    for piece in missing:
        before = bisect_left(rules.columns, piece.start, key=_position)
        widened += [
            Piece(y, x, piece.start) for x in onward(piece.start, rules.columns[:before][::-1])
        ]
        after = bisect_right(rules.columns, piece.end, key=_position)
        widened += [Piece(y, piece.end, x) for x in onward(piece.end, rules.columns[after:])]
    return widened


def _without_bars(rules: Rules, areas: Iterable[Box]) -> list[Rule]:
    """Return the columns without the bars of charts, which stand on a row and end at none.

    A column of a table that sticks out above does so below too, or goes on to the page's end.
    """
    sides = sorted(Piece(x, top, bottom) for x0, top, x1, bottom in areas for x in (x0, x1))

    def is_side(x: float, top: float, bottom: float) -> bool:
        return any(
            abs(side.start - top) <= SNAP and abs(side.end - bottom) <= SNAP
            for side in sides[bisect_left(sides, (x - SNAP,)) : bisect_left(sides, (x + SNAP,))]
        )

    def is_met(x: float, y: float) -> bool:
        return any(_covers(row, x) for row in _near(rules.rows, y, y, CUT))

    columns = []
    for x, spans in rules.columns:
        kept = [
            (top, bottom)
            for top, bottom in spans
            if (is_met(x, top) or not is_met(x, bottom)) and not is_side(x, top, bottom)
        ]
        if kept:
            columns.append(Rule(x, kept))
    return columns


def _covers(rule: Rule, place: float) -> bool:
    index = bisect_right(rule.spans, (place + SNAP, math.inf)) - 1
    return index >= 0 and rule.spans[index][1] >= place - SNAP


def _ends(
    rules: Sequence[Rule],
    crossing: Sequence[Rule],
    at_start: bool,
    reach: float,
    inner: Sequence[Rule],
    proves: _Proof,
) -> Iterator[_End]:
    """Yield the places where rules end and something is missing."""
    for group in _by_end(rules, at_start):
        ends = [piece.start if at_start else piece.end for piece in group]
        end = min(ends) if at_start else max(ends)
        missing: list[Piece] = []
        unproven = 0
        for first, second in pairwise(group):
            if any(_joins(rule, first, second) for rule in _near(crossing, end, end, reach)):
                continue
            start, stop = max(first.start, second.start), min(first.end, second.end)
            if any(proves(rule, first, second) for rule in _near(inner, start, stop, SNAP)):
                missing.append(Piece(end, first.position, second.position))
            else:
                unproven += 1
        if missing:
            yield _End(missing, unproven, len(group))


def _near(rules: Sequence[Rule], start: float, stop: float, reach: float) -> Sequence[Rule]:
    first = bisect_left(rules, start - reach, key=_position)
    return rules[first : bisect_right(rules, stop + reach, key=_position)]


def _by_end(rules: Iterable[Rule], at_start: bool) -> Iterator[list[Piece]]:
    """Yield the pieces that end at one place, in their order across."""
    ends = sorted(
        (span[0] if at_start else span[1], rule.position, span)
        for rule in rules
        for span in rule.spans
    )
    group: list[Piece] = []
    last = 0.0
    for end, position, span in ends:
        if group and end - last > SNAP:
            yield sorted(group)
            group = []
        group.append(Piece(position, *span))
        last = end
    if group:
        yield sorted(group)


def _joins(rule: Rule, first: Piece, second: Piece) -> bool:
    """Tell whether a rule has a span between two others; cells may draw their own piece each."""
    index = bisect_right(rule.spans, (first.position + SNAP, math.inf))
    around = rule.spans[max(index - 1, 0) : index + 1]
    return any(
        min(end, second.position) - max(start, first.position) > SNAP for start, end in around
    )


def _parts(rule: Rule, first: Piece, second: Piece) -> bool:
    """Tell whether a column's rule parts the row between two others, away from their ends."""
    inside = (
        max(first.start, second.start) + _OVERHANG
        < rule.position
        < min(first.end, second.end) - _OVERHANG
    )
    index = bisect_right(rule.spans, (first.position + SNAP, math.inf)) - 1
    return inside and index >= 0 and rule.spans[index][1] >= second.position - SNAP


def _runs(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Part pieces into those that go on one another, with what rows between them leave out."""
    runs = [[pieces[0]]]
    for before, piece in pairwise(pieces):
        gap = piece.start - before.end
        if gap > _HIGHER * min(before.end - before.start, piece.end - piece.start):
            runs.append([])
        elif gap > 0:
            runs[-1].append(Piece(before.position, before.end, piece.start))
        runs[-1].append(piece)
    return runs


def _lengthened(side: Sequence[Piece], columns: Sequence[Rule]) -> list[Piece]:
    """Make a missing side as long as the inner rules, if these reach beyond the outermost row."""
    x, first, last = side[0].position, side[0].start, side[-1].end
    spans = [span for _, spans in columns for span in spans if span[0] < last and span[1] > first]
    tops = [top for top, _ in spans if top < first - _OVERHANG]
    bottoms = [bottom for _, bottom in spans if bottom > last + _OVERHANG]
    longer = list(side)
    if tops and max(tops) - min(tops) <= SNAP:
        longer.insert(0, Piece(x, min(tops), first))
    if bottoms and max(bottoms) - min(bottoms) <= SNAP:
        longer.append(Piece(x, last, max(bottoms)))
    return longer
