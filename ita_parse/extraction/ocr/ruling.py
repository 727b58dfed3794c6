"""Rules of a page's image: strokes that go on one another, put together, bridged and straight.

Both families of rules, the horizontal and the vertical ones, are handled by the same code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import cv2
import numpy as np

from ita_parse.document import Box
from ita_parse.extraction.ocr.images import POINTS, Pixels
from ita_parse.extraction.ocr.strokes import GAP, Stroke, find_strokes

Straight = tuple[float, float, float]
"""A straight rule: where it lies across, its start and its end."""

# Pieces of one rule are so near to each other across, at their ends.
_ASIDE = 2.0
# Rules end this near to the one that they meet.
_MEETS = 5.0
# A gap within a side of a cell is bridged up to this length.
_BRIDGED = 22.0
# A rule that ends within a side of a cell goes on to its end if no more than this share is lacking.
_LACKING, _MOST_LACKING = 0.4, 36.0
# A stretch that ends on two other rules, this exactly, is a side of cells, however short. Any other
# has to be long and to stand more alone: it may be the end of a broken side, or an underline.
_EXACT = 2.5
_SURE, _SURELY_ALONE = 45.0, 0.75
# Rows that end so near to the page's border were cut by it, if they have this share of its width;
# the edges of folded corners are shorter.
_BORDER, _CUT_SHARE = 16.0, 0.2
# So much of a short stretch has to be seen, and of a long one.
_SEEN_SHORT, _SEEN_LONG = 0.8, 0.4
# Hatching and graph paper cross more often than the rules of any page of tables.
_MOST_LINES, _MOST_CROSSINGS = 400, 10_000


@dataclass
class Line:
    """Strokes that go on one another, in order, and the stretches that they make."""

    strokes: list[Stroke]
    spans: list[tuple[float, float]] = field(default_factory=list)

    @cached_property
    def position(self) -> float:
        """Where it lies across, on the whole."""
        weights = [stroke.length for stroke in self.strokes]
        middles = [float(stroke.path.mean()) for stroke in self.strokes]
        return float(np.average(middles, weights=weights))

    def at(self, along: float) -> float:
        """Return where it lies across at a place, also where it has a gap."""
        near = self.strokes[0]
        if len(self.strokes) > 1:
            near = min(self.strokes, key=lambda one: max(one.start - along, along - one.end, 0))
        index = min(max(round(along) - near.start, 0), len(near.path) - 1)
        return float(near.path[index])

    def covers(self, along: float, reach: float) -> bool:
        """Tell whether it passes a place, or ends near to it."""
        return any(start - reach <= along <= end + reach for start, end in self.spans)


@dataclass(slots=True)
class Ruling:
    """The rules of a page: lines from left to right, and from top to bottom."""

    rows: list[Line]
    columns: list[Line]
    scale: float

    def edges(self, width: int) -> list[Box]:
        """Return the rules as straight edges, in points: ends that meet another rule lie on it.

        Args:
            width: of the page in pixels. Rows that run to its border go on beyond it; a rule is
                added there, or the table would have no side.
        """
        across, down = _settled(self.rows, self.columns, self.scale)
        _close_sides(across, down, width, self.scale)
        edges = [(start, y, end, y) for y, start, end in across]
        edges += [(x, start, x, end) for x, start, end in down]
        scale = self.scale
        return [(x0 / scale, y0 / scale, x1 / scale, y1 / scale) for x0, y0, x1, y1 in edges]

    def joined(self) -> tuple[list[Line], list[Line]]:
        """Return the rows and the columns that meet one of the others."""
        reach = _MEETS * self.scale
        return (
            [line for line in self.rows if _crossings(line, self.columns, reach)],
            [line for line in self.columns if _crossings(line, self.rows, reach)],
        )


def find_ruling(ink: Pixels, dpi: float) -> Ruling:
    """Find the rules of an upright page.

    Args:
        ink: 255 where the page has ink.
        dpi: of the image.
    """
    scale = dpi / POINTS
    rows = _lines(find_strokes(ink, scale), scale)
    columns = _lines(find_strokes(np.asarray(cv2.transpose(ink), np.uint8), scale), scale)
    if len(rows) * len(columns) > _MOST_CROSSINGS or max(len(rows), len(columns)) > _MOST_LINES:
        return Ruling([], [], scale)
    for lines, others in ((rows, columns), (columns, rows)):
        for line in lines:
            _bridge(line, others, scale)
    for lines, others in ((rows, columns), (columns, rows)):
        for line in lines:
            _lengthen(line, others, scale)
    for _ in range(2):
        rows = _pruned(rows, columns, scale)
        columns = _pruned(columns, rows, scale)
    return Ruling(rows, columns, scale)


def _lines(strokes: Sequence[Stroke], scale: float) -> list[Line]:
    """Put strokes that go on one another together, in order across."""
    lines: list[Line] = []
    for stroke in sorted(strokes, key=lambda one: one.start):
        best, nearest = None, _ASIDE * scale
        for line in lines:
            last = line.strokes[-1]
            if stroke.start < last.end - GAP * scale:
                continue
            aside = abs(float(last.path[-1]) - float(stroke.path[0]))
            if aside <= nearest:
                best, nearest = line, aside
        if best is None:
            lines.append(best := Line([]))
        best.strokes.append(stroke)
        best.spans.append((float(stroke.start), float(stroke.end)))
    return sorted(lines, key=lambda line: line.position)


def _crossings(line: Line, others: Sequence[Line], reach: float) -> list[float]:
    """Return the places along a line that others pass, in order."""
    places = []
    for other in others:
        along = other.at(line.position)
        if other.covers(line.at(along), reach):
            places.append(other.at(line.at(along)))
    return sorted(places)


def _bridge(line: Line, others: Sequence[Line], scale: float) -> None:
    """Close the gaps of a line, but for those that are as long as a cell's side."""
    if len(line.spans) < 2:
        return
    reach = _MEETS * scale
    crossings = _crossings(line, others, reach)

    def meets(place: float) -> bool:
        return any(abs(place - crossing) <= reach for crossing in crossings)

    spans = [line.spans[0]]
    for (_, end), (start, stop) in pairwise(line.spans):
        gap = start - end
        whole = meets(end) and meets(start) and gap > 2 * reach
        if gap <= GAP * scale * 2 or (gap <= _BRIDGED * scale and not whole):
            spans[-1] = (spans[-1][0], stop)
        else:
            spans.append((start, stop))
    line.spans = spans


def _lengthen(line: Line, others: Sequence[Line], scale: float) -> None:
    """Let a line that ends within the side of a cell go on to its end."""
    reach = _MEETS * scale
    crossings = _crossings(line, others, reach)

    def onward(place: float, forth: bool) -> float:
        if any(abs(place - crossing) <= reach for crossing in crossings):
            return place
        after = [crossing for crossing in crossings if (crossing > place) == forth]
        before = [crossing for crossing in crossings if (crossing > place) != forth]
        if not after or not before:
            return place
        goal = min(after, key=lambda crossing: abs(crossing - place))
        origin = min(before, key=lambda crossing: abs(crossing - place))
        lacking = abs(goal - place)
        near = lacking <= min(_LACKING * abs(goal - origin), _MOST_LACKING * scale)
        return goal if near else place

    spans: list[tuple[float, float]] = []
    for start, end in line.spans:
        span = (onward(start, forth=False), onward(end, forth=True))
        if spans and span[0] <= spans[-1][1]:
            span = (spans.pop()[0], span[1])
        spans.append(span)
    line.spans = spans


def _pruned(lines: Sequence[Line], others: Sequence[Line], scale: float) -> list[Line]:
    """Drop stretches that are no rules: stems and bars of letters in a row."""
    exact = _EXACT * scale
    pruned = []
    for line in lines:
        crossings = _crossings(line, others, _MEETS * scale)
        spans, strokes = [], []
        for start, end in line.spans:
            own = [one for one in line.strokes if start <= (one.start + one.end) / 2 <= end]
            inked = sum(one.length for one in own)
            alone = sum(one.alone * one.length for one in own) / max(inked, 1)
            meets = all(
                any(abs(place - crossing) <= exact for crossing in crossings)
                for place in (start, end)
            )
            seen = inked / max(end - start, 1.0)
            least = _SEEN_LONG if inked >= _SURE * scale else _SEEN_SHORT
            sure = inked >= _SURE * scale and alone >= _SURELY_ALONE
            if own and ((meets and seen >= least) or sure):
                spans.append((start, end))
                strokes += own
        if spans:
            pruned.append(Line(strokes, spans))
    return pruned


def _settled(
    rows: Sequence[Line], columns: Sequence[Line], scale: float
) -> tuple[list[Straight], list[Straight]]:
    """Return both families as straight: position, start and end, ends on what they meet."""
    reach = _MEETS * scale
    families = []
    for lines, others in ((rows, columns), (columns, rows)):
        straight = []
        for line in lines:
            met = [
                (other.at(line.at(along)), other.position)
                for other in others
                if other.covers(line.at(along := other.at(line.position)), reach)
            ]
            for start, end in line.spans:
                ends = []
                for place in (start, end):
                    near = min(met, key=lambda one: abs(one[0] - place), default=None)
                    hit = near is not None and abs(near[0] - place) <= reach
                    ends.append(near[1] if near is not None and hit else place)
                straight.append((line.position, ends[0], ends[1]))
        families.append(straight)
    return families[0], families[1]


def _close_sides(across: list[Straight], down: list[Straight], width: int, scale: float) -> None:
    """Add the sides that tables lack because the scan ends within them."""
    near = _BORDER * scale
    sides = []
    for at_left in (True, False):
        cut = [
            index
            for index, (_, start, end) in enumerate(across)
            if (start <= near if at_left else end >= width - near)
            and end - start >= _CUT_SHARE * width
        ]
        if len(cut) < 2:
            continue
        outer = [across[index][1 if at_left else 2] for index in cut]
        x = min(outer) if at_left else max(outer)
        rows = [across[index][0] for index in cut]
        ends = list(rows)
        for place, start, end in down:
            if abs(place - x) > near and any(
                across[index][1] <= place <= across[index][2]
                and start - near <= across[index][0] <= end + near
                for index in cut
            ):
                # A little overhang is no row that the page's end cut.
                ends += (
                    tip for tip in (start, end) if not min(rows) - near <= tip <= max(rows) + near
                )
        for index in cut:
            y, start, end = across[index]
            across[index] = (y, x, end) if at_left else (y, start, x)
        sides.append((x, min(ends), max(ends)))
    down += sides
