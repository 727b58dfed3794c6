"""Amounts that stand above their parts, as numbered budgets have them: 1 above 1.1 and 1.2."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ita_parse.parse.checks.mismatches import Mismatch
from ita_parse.parse.checks.table_grids import Grid, Place

# Amounts are the sums of what stands below them if at least so many are, and so large a share.
_LEAST, _SHARE = 3, 0.75
# Rows without a number of an outline are below all that have one.
_LEAF = 9


@dataclass(slots=True)
class OutlineCounts:
    """How many amounts above their parts were looked at, and how many hold."""

    sums: int = 0
    hold: int = 0


def find_wrong_outline_sums(grid: Grid, counts: OutlineCounts | None = None) -> list[Mismatch]:
    """Return the amounts of numbered rows that are not the sum of the rows below them.

    An amount's parts are the rows of the next level down to the next row of its own level or a
    higher one; where the table ends first, some may be missing and nothing is said.
    """
    if not grid.rows:
        return []
    rows = range(grid.rows[0], len(grid.numbers))
    levels = [_level(grid, row) for row in rows]
    if sum(1 for level in levels if level < _LEAF) < _LEAST:
        return []
    found: list[Mismatch] = []
    for column in grid.summed:
        if column in grid.shares:
            continue
        broken: list[Mismatch] = []
        holds = 0
        for place in range(len(rows)):
            parts = _parts(grid, rows, levels, place, column)
            if len(parts) < 2:
                continue
            expected = sum(grid.value(*part) for part in parts)
            if expected == grid.value(rows[place], column):
                holds += 1
            else:
                total = (rows[place], column)
                broken.append(Mismatch("total_mismatch", total, tuple(parts), expected))
        if holds >= max(_LEAST, _SHARE * (holds + len(broken))):
            found += broken
            if counts is not None:
                counts.hold += holds
                counts.sums += holds + len(broken)
    return found


def _level(grid: Grid, row: int) -> int:
    """Return how deep a row stands by its number: 1 for "1.", 2 for "1.1"; else `_LEAF`."""
    if row in grid.totals:
        return 0
    number = grid.running_number(row)
    return number.count(".") + 1 if number and number[0] != "(" else _LEAF


def _parts(
    grid: Grid, rows: Sequence[int], levels: Sequence[int], place: int, column: int
) -> list[Place]:
    """Return the cells that make up an amount; none where it has no parts or not all are known."""
    level = levels[place]
    if level in (0, _LEAF) or grid.numbers[rows[place]][column] is None:
        return []
    end = next((i for i in range(place + 1, len(rows)) if levels[i] <= level), None)
    if end is None:
        return []
    below = range(place + 1, end)
    if any(grid.is_unread(rows[i], column) for i in below):
        return []
    filled = [i for i in below if grid.numbers[rows[i]][column]]
    highest = min((levels[i] for i in filled), default=0)
    return [(rows[i], column) for i in filled if levels[i] == highest]
