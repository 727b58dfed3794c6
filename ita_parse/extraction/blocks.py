"""Stretches of lines that may be a table: they go on one another, and their gaps line up."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ita_parse.extraction.pieces import Row, gaps, is_figure, is_mostly_figures
from ita_parse.extraction.rules import SNAP, Rule

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

# Narrower rules, in points, are under words or figures, not under a table's row.
_LEAST_WIDTH = 100.0
# A line that takes up more of the width between rules runs through them.
_RUNNING = 0.75
# Lines nearer than this many sizes stand side by side.
_OVERLAP = 0.85
# The body of a letter lies so many sizes over its baseline.
_BODY = 0.2
# Rows that go on under the last rule over the whole width are no higher, by the highest ones; nor
# are headings among rows, by the lowest.
_HIGHER = 1.5

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


@dataclass(frozen=True, slots=True)
class Ladder:
    """Rules of one width, one below the other, with the lines of text between each two."""

    x0: float
    x1: float
    # Where each band begins, and where the last one ends: also at rules over a part of the width.
    rungs: Sequence[Rule]
    bands: Sequence[Sequence[Row]]

    def is_full(self, place: int) -> bool:
        """Tell a rule over the whole width."""
        start, end = self.rungs[place].spans[0]
        return start < self.x0 + 2 * SNAP and end > self.x1 - 2 * SNAP


def group_rungs(rules: Iterable[Rule]) -> list[list[tuple[float, float, float]]]:
    """Put rules of one width, three at least, together, as x0, x1 and y; the widest first."""
    spans = [(x0, x1, y) for y, pieces in rules for x0, x1 in pieces if x1 - x0 >= _LEAST_WIDTH]
    groups = [
        sorted(group, key=lambda rung: rung[2])
        for level in _near(spans, 0)
        for group in _near(level, 1)
        if len(group) > 2
    ]
    return sorted(groups, key=lambda group: group[0][0] - group[0][1])


def _near(
    spans: Iterable[tuple[float, float, float]], key: int
) -> Iterator[list[tuple[float, float, float]]]:
    group: list[tuple[float, float, float]] = []
    for span in sorted(spans, key=lambda item: item[key]):
        if group and span[key] - group[0][key] > SNAP:
            yield group
            group = []
        group.append(span)
    if group:
        yield group


def find_ladders(
    rows: Sequence[Row], group: Sequence[tuple[float, float, float]], rules: Sequence[Rule]
) -> Iterator[Ladder]:
    """Yield the stretches of rules of one width between which lines are parted."""
    x0, x1 = min(rung[0] for rung in group), max(rung[1] for rung in group)
    ys = [rung[2] for rung in group]
    bands = [_between(rows, top, bottom, x0, x1) for top, bottom in pairwise(ys)]
    heights = [
        bottom - top - (band[-1].y - band[0].y if band else 0)
        for band, (top, bottom) in zip(bands, pairwise(ys), strict=True)
    ]
    least = min(
        (one for one, band in zip(heights, bands, strict=True) if _is_parted(band)), default=0
    )
    start = 0
    for end in range(len(bands) + 1):
        if (
            end < len(bands)
            and _may_be_row(bands[end], x1 - x0)
            and (_is_parted(bands[end]) or heights[end] < _HIGHER * least)
        ):
            continue
        first, last = start, end
        while first < last and not _is_parted(bands[first]):
            first += 1
        while last > first and not _is_parted(bands[last - 1]):
            last -= 1
        if last > first + 1:
            yield _ladder(rows, ys[first : last + 1], (x0, x1), rules)
        start = end + 1


def _ladder(
    rows: Sequence[Row], full: Sequence[float], ends: tuple[float, float], rules: Sequence[Rule]
) -> Ladder:
    """Add the rules over a part of the width that have text over and under them."""
    x0, x1 = ends
    rungs = [Rule(full[0], [ends])]
    for above, below in pairwise(full):
        first = bisect_left(rules, above + SNAP, key=lambda rule: rule.position)
        for place in range(first, len(rules)):
            rule = rules[place]
            if rule.position > below - SNAP:
                break
            spans = [
                (start, end)
                for start, end in rule.spans
                if x0 - SNAP <= start
                and end <= x1 + SNAP
                and _between(rows, rungs[-1].position, rule.position, start, end)
                and _between(rows, rule.position, below, start, end)
            ]
            if spans:
                rungs.append(Rule(rule.position, spans))
        rungs.append(Rule(below, [ends]))
    # Cells that go on over several rows may be the last ones.
    first = bisect_left(rules, full[-1] + SNAP, key=lambda rule: rule.position)
    highest = max(two.position - one.position for one, two in pairwise(rungs))
    for rule in rules[first:]:
        top = rungs[-1].position
        spans = [
            span for span in rule.spans if x0 + 2 * SNAP < span[0] and abs(span[1] - x1) < SNAP
        ]
        if rule.position - top > highest * _HIGHER or (spans and 2 * spans[0][0] > x0 + x1):
            break
        if spans and _is_parted(_between(rows, top, rule.position, *spans[0])):
            rungs.append(Rule(rule.position, spans))
    bands = [_between(rows, one.position, two.position, x0, x1) for one, two in pairwise(rungs)]
    return Ladder(x0, x1, rungs, bands)


def _between(rows: Sequence[Row], top: float, bottom: float, x0: float, x1: float) -> list[Row]:
    """Return the pieces of lines within a box."""
    between = []
    for place in range(bisect_left(rows, top, key=lambda row: row.y), len(rows)):
        row = rows[place]
        y = row.y - row.em * _BODY
        if y >= bottom:
            break
        pieces = [piece for piece in row.pieces if x0 < (piece.x0 + piece.x1) / 2 < x1]
        if y > top and pieces:
            between.append(Row(row.y, row.em, pieces))
    return between


def _is_parted(band: Sequence[Row]) -> bool:
    """Tell cells side by side; their lines may stand at different heights."""
    return any(len(row.pieces) > 1 for row in band) or any(
        below.y - above.y < above.em * _OVERLAP for above, below in pairwise(band)
    )


def _may_be_row(band: Sequence[Row], width: float) -> bool:
    """Tell lines that may be a row, or a heading among rows, from running text."""
    running = sum(len(row.pieces) == 1 and row.x1 - row.x0 > _RUNNING * width for row in band)
    named = any(len(row.pieces) == 1 and is_caption(row) for row in band)
    return len(band) > 0 and running < 2 and not named
