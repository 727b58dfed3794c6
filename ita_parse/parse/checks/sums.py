"""Totals below (or above) the rows that they add up.

Rows are read from the top like the terms of a bill: each total takes the last rows that nothing has
taken yet, as many as make it up, and then counts as one row itself, so that totals of totals need
no rule of their own. How many rows it takes is told by the columns in which the sum holds; they are
the evidence against a column of the same row in which it doesn't.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ita_parse.parse.checks.mismatches import Doubt, Mismatch
from ita_parse.parse.checks.quantities import UNIT, is_one_digit_off
from ita_parse.parse.checks.table_grids import Grid

# A column in which several parts make up the total counts for two, one with a single part for one;
# with so much evidence a column that doesn't hold is wrong.
_EVIDENCE = 4
# With a little less, one column alone may be wrong; or if the only evidence is a sum of so many
# rows that begin where a section begins.
_LITTLE_EVIDENCE, _MANY_ROWS = 3, 3
# All of them hold totals of so many digits together: small numbers add up by chance.
_LEAST_DIGITS = 3
# Rows tried as parts in one table. A budget of 650 rows and 154 totals takes 2,000.
_MOST_STEPS = 100_000


@dataclass(slots=True)
class _Item:
    """A row that a total may take: a row of data, or a total that has its parts already."""

    row: int
    values: list[int]
    # The first row of data in it; its own, if its parts aren't known.
    first: int
    is_total: bool = False
    # What the sum of its parts says where that is not what is printed; None where that isn't sure.
    others: dict[int, int | None] = field(default_factory=dict)
    # A total of which the parts were not found, and the rows since the total before, which may be.
    is_open: bool = False
    maybe: list[_Item] = field(default_factory=list)
    # Rows of data in it.
    rows: int = 1


@dataclass(slots=True)
class _Match:
    """How the columns of a total fare with some rows taken as its parts.

    `starts`: they begin where a section does. `is_closed`: no total without parts is among them or
    before them. `strong` and `weak` are the columns in which their sum is the total, of several or
    of one of them; `off` those in which it isn't, and `broken` those in which it must be.
    """

    pool: Sequence[_Item]
    size: int
    sums: list[int]
    starts: bool
    is_closed: bool
    strong: list[int] = field(default_factory=list)
    weak: list[int] = field(default_factory=list)
    most_rows: int = 0
    digits: int = 0
    off: list[int] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)
    # False where rows that only the broken columns tell of may belong to the parts or not.
    is_sure: bool = True

    @property
    def items(self) -> Sequence[_Item]:
        """The rows that are taken as parts."""
        return self.pool[: self.size]

    @property
    def is_mixed(self) -> bool:
        """Tell whether some parts are totals and some are not."""
        return len({part.is_total for part in self.items}) > 1

    @property
    def evidence(self) -> int:
        """How much speaks for these parts."""
        return 2 * len(self.strong) + len(self.weak)

    def claim(self) -> tuple[tuple[int, int], ...]:
        """What the broken columns would have to print."""
        return tuple((index, self.sums[index]) for index in self.broken)

    def proves(self) -> bool:
        """Tell whether the columns that don't hold are wrong, rather than the parts."""
        failing, holding = len(self.broken), len(self.strong) + len(self.weak)
        if self.digits < _LEAST_DIGITS:
            return False
        if self.evidence >= _EVIDENCE and self.strong and failing <= holding:
            return True
        if failing != 1 or not self.is_closed or not self.strong:
            return False
        many = self.starts and self.most_rows >= _MANY_ROWS
        return self.evidence >= _LITTLE_EVIDENCE or many


@dataclass(slots=True)
class Counts:
    """How many totals were looked at, how many hold in every column, and in how many cells."""

    totals: int = 0
    hold: int = 0
    cells: int = 0


def find_wrong_totals(
    grid: Grid, doubts: list[Doubt] | None = None, counts: Counts | None = None
) -> list[Mismatch]:
    """Return the cells of rows of totals that are not the sum of the rows that they add up.

    Totals whose parts are likely, but too few of whose columns hold, are added to `doubts`.
    """
    if not grid.totals or not grid.summed:
        return []
    search = _Search(grid, counts or Counts())
    search.run()
    if doubts is not None and search.lost:
        doubts.append(Doubt(search.holds, search.digits, search.lost))
    return search.found


class _Search:
    def __init__(self, grid: Grid, counts: Counts) -> None:
        self.grid = grid
        self.columns = grid.summed
        self.counts = counts
        self.found: list[Mismatch] = []
        self.stack: list[_Item] = []
        self.steps = 0
        self.lost: list[Mismatch] = []
        self.holds = self.digits = 0
        self.signed = any(grid.is_signed(column) for column in self.columns)

    def run(self) -> None:
        for row in self.grid.rows:
            if row in self.grid.passed:
                continue
            if row in self.grid.wider:
                self.stack.clear()
                continue
            item = _Item(row, [self.grid.value(row, column) for column in self.columns], row)
            if row not in self.grid.totals:
                self.stack.append(item)
                continue
            self.counts.totals += 1
            item.is_total = True
            match = self._best(item, self._suffixes(item))
            if match is None:
                below = self._best(item, self._prefixes(item)) if not self.stack else None
                if below is not None:
                    self._settle(item, below)
                    continue
                self._find_in_list(item)
                self._drop_rows(item)
            else:
                self._settle(item, match)
                del self.stack[len(self.stack) - match.size :]
            self.stack.append(item)

    def _settle(self, item: _Item, match: _Match) -> None:
        self.counts.cells += len(match.strong) + len(match.weak)
        self.counts.hold += not match.broken
        self.holds += len(match.strong)
        self.digits += match.digits
        for index in match.broken:
            item.others[index] = match.sums[index] if match.is_sure else None
            if match.is_sure:
                self._add(item, match.items, index, match.sums[index])
        item.rows = sum(part.rows for part in match.items)
        item.first = min(part.first for part in match.items)
        for part in match.items:
            for index, other in part.others.items() if part.maybe else ():
                missing, printed = item.values[index] - match.sums[index], part.values[index]
                if not missing or other is None or other - printed != missing:
                    continue
                # The sum above tells that this total is wrong, and that those rows are its parts.
                if match.strong or is_one_digit_off(printed, other):
                    self._add(part, part.maybe, index, other)

    def _add(self, item: _Item, items: Sequence[_Item], index: int, expected: int) -> None:
        self.found.append(self._mismatch(item, items, index, expected))

    def _mismatch(self, item: _Item, items: Sequence[_Item], index: int, expected: int) -> Mismatch:
        column = self.columns[index]
        cells = ((row, column) for row in sorted(part.row for part in items))
        parts = tuple(cell for cell in cells if self.grid.numbers[cell[0]][column])
        return Mismatch("total_mismatch", (item.row, column), parts, expected)

    def _drop_rows(self, item: _Item) -> None:
        """Take the rows since the last total away, below a total whose parts are not known."""
        item.is_open = True
        while self.stack and not self.stack[-1].is_total:
            item.maybe.append(self.stack.pop())
        for index in self._claims(item) if item.maybe else ():
            expected = sum(part.values[index] for part in item.maybe)
            if expected != item.values[index]:
                item.others[index] = expected

    def _claims(self, item: _Item) -> list[int]:
        """Return the columns, by their index in `columns`, in which a total is printed."""
        numbers = self.grid.numbers[item.row]
        return [index for index, column in enumerate(self.columns) if numbers[column]]

    def _suffixes(self, item: _Item) -> list[_Match]:
        """Return the matches of a total with the last rows above it, the fewest rows first."""
        return self._matches(item, self.stack[::-1])

    def _prefixes(self, item: _Item) -> list[_Match]:
        """Return the matches of a total that stands first with the rows below it."""
        rows = self.grid.rows
        below = []
        for row in rows[rows.index(item.row) + 1 :]:
            if row in self.grid.totals:
                break
            if row not in self.grid.passed:
                below.append(_Item(row, [self.grid.value(row, c) for c in self.columns], row))
        return self._matches(item, below)

    def _matches(self, item: _Item, items: Sequence[_Item]) -> list[_Match]:
        claims = self._claims(item)
        sums = [0] * len(self.columns)
        parts = [0] * len(self.columns)
        prints = [0] * len(self.columns)
        rows = [0] * len(self.columns)
        grains = {index: self._grain(item, index) for index in claims}
        corrected = is_open = False
        found = []
        for size, part in enumerate(items, 1):
            self.steps += 1
            if self.steps > _MOST_STEPS:
                break
            corrected = corrected or bool(part.others)
            is_open = is_open or part.is_open
            for index, value in enumerate(part.values):
                if value:
                    sums[index] += value
                    parts[index] += 1
                    rows[index] += part.rows
                    prints[index] = hash((prints[index], size, value))
            totals = item.values
            if any(
                totals[i] and 2 * abs(sums[i] - totals[i]) <= grains[i] * (parts[i] + 1)
                for i in claims
            ):
                starts = size == len(items) or part.first in self.grid.begins
                starts = starts or (items[size].is_total and not part.is_total)
                closed = not is_open and not (size < len(items) and items[size].is_open)
                match = _Match(items, size, sums[:], starts, closed)
                self._judge(item, match, claims, parts, prints, corrected)
                match.most_rows = max((rows[index] for index in match.strong), default=0)
                if match.evidence:
                    found.append(match)
            elif not (self.signed or corrected) and all(sums[i] > totals[i] for i in claims):
                break
        return found

    def _grain(self, item: _Item, index: int) -> int:
        """Return twice how far rounding may take each part of a total and itself, in `UNIT`s."""
        number = self.grid.numbers[item.row][self.columns[index]]
        rounded = number and (number.decimals or self.columns[index] in self.grid.shares)
        return number.step if number and rounded else 0

    def _judge(
        self,
        item: _Item,
        match: _Match,
        claims: Sequence[int],
        parts: Sequence[int],
        prints: Sequence[int],
        corrected: bool,
    ) -> None:
        """Sort the columns of a total into those that hold and those that are off.

        Columns with the same `prints` have the same numbers, which are evidence but once.
        """
        seen: set[int] = set()
        for index in claims:
            total, expected = item.values[index], match.sums[index]
            slack = self._grain(item, index) * (parts[index] + 1) // 2
            if abs(total - expected) > slack:
                if not (corrected and self._holds_corrected(item, match, index, slack)):
                    match.off.append(index)
                continue
            exact = total == expected or self.columns[index] in self.grid.shares
            if not total or not exact or prints[index] in seen:
                continue
            seen.add(prints[index])
            if parts[index]:
                match.digits += len(str(abs(total) // UNIT))
            if parts[index] > 1:
                match.strong.append(index)
            elif parts[index]:
                match.weak.append(index)

    @staticmethod
    def _holds_corrected(item: _Item, match: _Match, index: int, slack: int) -> bool:
        """Tell whether a total is right if a total among its parts is what its parts say."""
        missing = item.values[index] - match.sums[index]
        for part in match.items:
            if index in part.others:
                other = part.others[index]
                if other is None or abs(other - part.values[index] - missing) <= slack:
                    return True
        return False

    def _is_wrong(self, item: _Item, match: _Match, index: int) -> bool:
        """Tell whether a total can only be meant as a sum: means and maxima are none."""
        column = self.columns[index]
        if any(self.grid.is_unread(part.row, column) for part in match.items):
            return False
        total, expected = item.values[index], match.sums[index]
        values = [part.values[index] for part in match.items]
        if len(values) > 1 and min(values) >= 0 and total <= max(values):
            return self._is_misread(item, match, index)
        return not (column in self.grid.shares and abs(total) != 100 * UNIT and expected != 0)

    def _is_misread(self, item: _Item, match: _Match, index: int) -> bool:
        """Tell whether one digit of the total or of a part explains a total below its parts."""
        total, expected = item.values[index], match.sums[index]
        if max(total, expected) < 100 * UNIT or self.columns[index] in self.grid.shares:
            return False
        return is_one_digit_off(total, expected) or any(
            is_one_digit_off(part.values[index], part.values[index] + total - expected)
            for part in match.items
        )

    def _best(self, item: _Item, matches: list[_Match]) -> _Match | None:
        """Return the parts for which most speaks; None where no parts are certain."""
        top = max((match.evidence for match in matches), default=0)
        for match in matches:
            if match.evidence == top:
                match.broken = [index for index in match.off if self._is_wrong(item, match, index)]
            else:
                match.broken = match.off
        whole = [match for match in matches if not match.broken]
        if whole:
            return max(whole, key=lambda match: (match.evidence, -match.size))
        best = [match for match in matches if match.evidence == top and match.proves()]
        if len({match.claim() for match in best}) > 1:
            best = [match for match in best if match.starts] or best
            best = [match for match in best if self._is_misread_total(item, match)] or best
            best[0].is_sure = len({match.claim() for match in best}) == 1
        if not best:
            self._doubt(item, [match for match in matches if match.evidence == top])
            return None
        # A row left over from a section whose total took too few rows looks like a row of its own.
        if best[0].is_mixed and not self._is_misread_total(item, best[0]):
            best[0].is_sure = False
        return best[0]

    def _doubt(self, item: _Item, matches: list[_Match]) -> None:
        """Keep what a total fails to be where its parts are likely, though not proved."""
        for match in matches:
            if match.strong and match.starts and match.digits >= _LEAST_DIGITS:
                self.holds += len(match.strong)
                self.digits += match.digits
                for i in match.broken:
                    self.lost.append(self._mismatch(item, match.items, i, match.sums[i]))
                return

    @staticmethod
    def _is_misread_total(item: _Item, match: _Match) -> bool:
        """Tell whether a total is one digit off in all columns in which it is broken."""
        return all(is_one_digit_off(item.values[i], match.sums[i]) for i in match.broken)

    def _find_in_list(self, item: _Item) -> None:
        """Hold the total of a plain numbered list against all of its rows.

        Nothing but the numbering shows that no row is missing and that none is a part of another.
        """
        rows = [row for row in self.grid.rows if row not in self.grid.passed]
        items = self.stack
        if item.row != rows[-1] or len(items) != len(rows) - 1 or len(items) < 2:
            return
        if rows[-1] - rows[0] != len(items):
            return  # a row between them holds no number, or one that can't be read
        numbered = [self.grid.running_number(part.row).rstrip(".") for part in items]
        if numbered != [str(number) for number in range(1, len(items) + 1)]:
            return
        claims = [i for i in self._claims(item) if self.columns[i] not in self.grid.shares]
        if len(claims) != 1:
            return
        index, column = claims[0], self.columns[claims[0]]
        values = [part.values[index] for part in items]
        printed = all(self.grid.is_printed(part.row, column) for part in items)
        read = not any(self.grid.is_unread(part.row, column) for part in items)
        parts = sum(map(bool, values))
        slack = self._grain(item, index) * (parts + 1) // 2
        if not printed or not read or min(values) < 0:
            return
        if abs(sum(values) - item.values[index]) > slack and item.values[index] > max(values):
            self._add(item, items, index, sum(values))
