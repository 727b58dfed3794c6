"""Tables drawn by shading alone: filled areas that lie side by side and one below the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ita_parse.document import Box

# Areas this close adjoin: what parts them is a line in the paper's colour.
_NEAR = 3.0
# Areas that are drawn to the same place differ by no more than this.
_SAME = 1.5
# Lower or narrower areas hold no text.
_LEAST_HEIGHT = 6.0
_LEAST_WIDTH = 8.0
# Rows without shading between two shaded ones are at most this many times as high as these.
_HIGHER = 4.0


@dataclass(slots=True)
class _Stack:
    """Rows of areas that go on one another."""

    left: float
    right: float
    rows: list[list[Box]] = field(default_factory=list)
    # Whether rows without shading lie between others.
    gapped: bool = False

    @property
    def bottom(self) -> float:
        # An area that spans rows, or lies behind the others, ends lower than its row does.
        return min(area[3] for area in self.rows[-1])

    def takes(self, row: Sequence[Box]) -> bool:
        """Take a row if it goes on this stack."""
        top, bottom = row[0][1], self.bottom
        if row[0][0] < self.left - _NEAR or row[-1][2] > self.right + _NEAR:
            return False
        if top > bottom + _NEAR:
            last = self.rows[-1]
            borders = _borders(last)
            height = min(row[0][3] - top, bottom - last[0][1])
            if top - bottom > _HIGHER * height or not _alike(borders, _borders(row)):
                return False
            self.gapped = True
        return True


def tiles(areas: Iterable[Box], tables: Sequence[Box]) -> list[Box]:
    """Return the sides of areas that tile a grid outside of `tables`, as the boxes of lines.

    A grid has two rows at least that are parted into columns at the same place. Rows of
    one area each, like those of a striped list, are no table; nor are rows with others without
    shading between them: what stands in those only the text tells.
    """
    free = [area for area in areas if _holds_text(area)]
    free = [area for area in free if not any(_lies_in(area, table) for table in tables)]
    sides: list[Box] = []
    for stack in _stacks(_rows(free)):
        if _is_parted(stack.rows) and not stack.gapped:
            sides += [side for row in stack.rows for area in row for side in _sides(area)]
    return sides


def _holds_text(area: Box) -> bool:
    return area[2] - area[0] >= _LEAST_WIDTH and area[3] - area[1] >= _LEAST_HEIGHT


def _lies_in(area: Box, table: Box) -> bool:
    x, y = (area[0] + area[2]) / 2, (area[1] + area[3]) / 2
    return table[0] <= x <= table[2] and table[1] <= y <= table[3]


def _rows(areas: Iterable[Box]) -> Iterator[list[Box]]:
    """Yield runs of areas that begin at one height and adjoin, from top to bottom."""
    level: list[Box] = []
    for area in sorted(areas, key=lambda item: item[1]):
        if level and area[1] - level[0][1] > _SAME:
            yield from _level_runs(level)
            level = []
        level.append(area)
    yield from _level_runs(level)


def _level_runs(level: Iterable[Box]) -> Iterator[list[Box]]:
    run: list[Box] = []
    for area in sorted(level, key=lambda item: (item[0], -item[2])):
        # One that holds the next is drawn behind it, or twice.
        while run and run[-1][2] >= area[2] - _SAME:
            run.pop()
        if run and area[0] - run[-1][2] > _NEAR:
            yield run
            run = []
        run.append(area)
    if run:
        yield run


def _stacks(rows: Iterable[list[Box]]) -> list[_Stack]:
    stacks: list[_Stack] = []
    # Few are open at a time: as many as lie side by side.
    growing: list[_Stack] = []
    for row in rows:
        top = row[0][1]
        growing = [
            stack
            for stack in growing
            if top - stack.bottom <= _NEAR + _HIGHER * (stack.bottom - stack.rows[-1][0][1])
        ]
        stack = next((stack for stack in growing if stack.takes(row)), None)
        if stack is None:
            stack = _Stack(row[0][0], row[-1][2])
            stacks.append(stack)
            growing.append(stack)
        stack.rows.append(row)
    return stacks


def _borders(row: Sequence[Box]) -> list[float]:
    return [row[0][0], *(area[2] for area in row)]


def _alike(one: Sequence[float], other: Sequence[float]) -> bool:
    # The same columns, and more than one: stripes show none.
    return 2 < len(one) == len(other) and all(
        abs(a - b) <= _SAME for a, b in zip(one, other, strict=True)
    )


def _is_parted(rows: Iterable[Sequence[Box]]) -> bool:
    """Tell whether two rows have a border between areas at the same place."""
    inner = sorted(x for row in rows for x in _borders(row)[1:-1])
    return any(second - first <= _SAME for first, second in pairwise(inner))


def _sides(area: Box) -> Iterator[Box]:
    x0, top, x1, bottom = area
    yield (x0, top, x1, top)
    yield (x0, bottom, x1, bottom)
    yield (x0, top, x0, bottom)
    yield (x1, top, x1, bottom)
