"""Percentages: shares of a column's total, one column in per cent of another, and changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ita_parse.parse.checks.mismatches import Doubt, ShareMismatch
from ita_parse.parse.checks.quantities import UNIT
from ita_parse.parse.checks.table_grids import Grid

# What a column of percentages is of is shown by so many rows of it, at least three different ones,
# with so many digits together: small percentages fit by chance.
_SHARE, _LEAST_ROWS, _LEAST_DIGITS = 0.6, 3, 8
# A rule that is off in more rows, and in thrice as many as it fits, isn't tried any further.
_LOST = 10
# Only the nearest columns are tried as part and whole, and so many columns of percentages.
_WIDEST, _MOST_COLUMNS = 8, 20
_FULL = 100 * UNIT


@dataclass(slots=True)
class _Rule:
    """What a column of percentages may be of, and the rows that show or break it."""

    holds: int = 0
    digits: int = 0
    off: list[ShareMismatch] = field(default_factory=list)
    printed: set[int] = field(default_factory=set)

    def is_shown(self) -> bool:
        return (
            self.holds >= _SHARE * (self.holds + len(self.off))
            and len(self.printed) >= _LEAST_ROWS
            and self.digits >= _LEAST_DIGITS
        )


@dataclass(slots=True)
class ShareCounts:
    """How many columns of percentages have a rule, and in how many rows it holds or not."""

    rules: int = 0
    holds: int = 0
    off: int = 0


def find_wrong_shares(
    grid: Grid, doubts: list[Doubt] | None = None, counts: ShareCounts | None = None
) -> list[ShareMismatch]:
    """Return the percentages that are not what the rows around them show that they should be.

    Columns of which the rows don't show it, but of which several are shares, go to `doubts`.
    """
    found: list[ShareMismatch] = []
    amounts = [column for column in grid.summed if column not in grid.shares]
    for share in sorted(grid.shares)[:_MOST_COLUMNS]:
        near = sorted(amounts, key=lambda column: abs(column - share))[:_WIDEST]
        tried = list(_rules(grid, share, sorted(near)))
        shown = [rule for rule in tried if rule.is_shown()]
        if shown:
            best = max(shown, key=lambda rule: (rule.holds, -len(rule.off)))
            found += best.off
            if counts is not None:
                counts.rules += 1
                counts.holds += best.holds
                counts.off += len(best.off)
        elif doubts is not None and tried:
            best = max(tried, key=lambda rule: rule.holds)
            if best.off and len(best.printed) >= _LEAST_ROWS and best.digits >= _LEAST_DIGITS:
                doubts.append(Doubt(best.holds, best.digits, best.off))
    return sorted(found, key=lambda mismatch: mismatch.share)


def _rules(grid: Grid, share: int, amounts: Sequence[int]) -> Iterator[_Rule]:
    """Yield what a column of percentages may be: of a total row, of a column, a change."""
    rows = [
        row
        for row, cells in grid.cells.items()
        if share in cells and any(cells[c].value for c in amounts if c in cells)
    ]
    for part in amounts:
        yield _try(grid, share, _of_total(grid, part), is_change=False)
        for whole in amounts:
            if part != whole:
                cells = [(row, (row, part), (row, whole)) for row in rows]
                yield _try(grid, share, cells, is_change=False)
                yield _try(grid, share, cells, is_change=True)


def _of_total(grid: Grid, column: int) -> list[tuple[int, tuple[int, int], tuple[int, int]]]:
    """Return the cells of a column with the total below them."""
    cells: list[tuple[int, tuple[int, int], tuple[int, int]]] = []
    above: list[int] = []
    for row in grid.rows:
        if row in grid.totals:
            cells += [(each, (each, column), (row, column)) for each in above]
            above = []
        elif row not in grid.passed:
            above.append(row)
    return cells


def _try(
    grid: Grid,
    share: int,
    cells: Sequence[tuple[int, tuple[int, int], tuple[int, int]]],
    *,
    is_change: bool,
) -> _Rule:
    rule = _Rule()
    fits = 0
    for row, part, whole in cells:
        printed = grid.numbers[row][share]
        one, all_of = grid.numbers[part[0]][part[1]], grid.numbers[whole[0]][whole[1]]
        if printed is None or one is None or all_of is None or all_of.value <= 0:
            continue
        amount = one.value - all_of.value if is_change else one.value
        # Twice the hundredfold, so that half a step is a whole number.
        exact = amount * 2 * _FULL
        if abs(printed.value * 2 * all_of.value - exact) <= 2 * printed.step * all_of.value:
            fits += 1
            # Nothing of something is 0 % and all of it 100 %, whatever the rule.
            if amount not in (0, all_of.value):
                rule.holds += 1
                rule.digits += len(str(abs(printed.value) // printed.step))
                rule.printed.add(printed.value)
            continue
        if printed.value == _FULL and amount > all_of.value:
            continue  # what is more than all counts as all to some
        expected = _rounded(exact, 2 * all_of.value, printed.step)
        rule.off.append(ShareMismatch((row, share), part, whole, expected, is_change))
        if len(rule.off) > max(_LOST, 3 * fits):
            break
    return rule


def _rounded(dividend: int, divisor: int, step: int) -> int:
    """Divide and round half up to a multiple of `step`."""
    return (2 * dividend + divisor * step) // (2 * divisor * step) * step
