"""Columns that are the sum of others, row by row; also what is left: granted = spent + left.

Which columns add up to which is told by the rows alone. A header such as รวม makes a column likely
to be a sum, so that fewer rows have to show it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from ita_parse.parse.checks.mismatches import Doubt, Mismatch
from ita_parse.parse.checks.quantities import UNIT
from ita_parse.parse.checks.table_grids import Grid, words

# The rule is one if it holds in so many of the rows (three, under a header that says so) ...
_SHARE, _LEAST_ROWS = 0.6, 3
# ... or, without such a header, in nearly all of at least five with two parts or more,
_SHARE_UNSAID, _LEAST_ROWS_UNSAID = 0.8, 5
# whose totals have so many digits together: small numbers add up by chance.
_LEAST_DIGITS = 12
# With fewer rows, but this share, so many numbers are wrong that the rule may still be meant.
_SHARE_DOUBTFUL = 0.25
# A rule that is off in more rows, and in thrice as many as it holds, isn't tried any further.
_LOST = 10
# Rows that are looked at for rules without a header.
_SAMPLE = 12
# So many of the rules that they suggest are tried, the likeliest first: tables of ones suggest all.
_MOST_TRIED = 60
# Tables of more columns of numbers are matrices of which nothing is tried.
_MOST_COLUMNS = 60
# In wider tables only neighbouring columns are tried as parts.
_WIDEST = 12

Parts = tuple[int, ...]


@dataclass(slots=True)
class _Rule:
    """A column that is said to be the sum of others, and the rows that show or break it."""

    total: int
    parts: Parts
    holds: int = 0
    strong: int = 0
    digits: int = 0
    off: list[tuple[int, int]] | None = None
    # Columns that were the only part in some row: they show that the rule isn't about one column.
    single: frozenset[int] = frozenset()
    # The column that is worked out from the others, where that isn't the total.
    rest: int | None = None

    @property
    def rows(self) -> int:
        """The rows in which the rule can be tried."""
        return self.holds + len(self.off or ())

    def is_shown(self, said: bool) -> bool:
        """Tell whether the rows show the rule; `said`: a header says that there is one."""
        if said:
            enough = self.strong >= 2 or len(self.single) >= 2
            return enough and self.holds >= max(_LEAST_ROWS, _SHARE * self.rows)
        return (
            self.strong >= _LEAST_ROWS_UNSAID
            and self.digits >= _LEAST_DIGITS
            and self.holds >= _SHARE_UNSAID * self.rows
        )


@dataclass(slots=True)
class RowCounts:
    """How many rules were found, in how many rows they hold, and in how many not."""

    rules: int = 0
    holds: int = 0
    off: int = 0


def find_wrong_row_sums(
    grid: Grid, doubts: list[Doubt] | None = None, counts: RowCounts | None = None
) -> list[Mismatch]:
    """Return the cells of columns of totals that are not the sum of the columns beside them.

    Columns whose header says so, but whose rows don't show it any more, are added to `doubts`.
    """
    if not 3 <= len(grid.summed) <= _MOST_COLUMNS or len(grid.rows) < _LEAST_ROWS:
        return []
    amounts = [column for column in grid.summed if column not in grid.shares]
    shares = [column for column in grid.summed if column in grid.shares]
    lost: list[_Rule] = []
    rules = _said_rules(grid, amounts, lost) + _said_rules(grid, shares, lost)
    rules += _rest_rules(grid, amounts, lost)
    rules += _unsaid_rules(grid, amounts, rules)
    found: dict[tuple[int, int], Mismatch] = {}
    seen: set[frozenset[int]] = set()
    for rule in rules:
        # The same columns with the terms changed round say the same.
        columns = frozenset((rule.total, *rule.parts))
        if columns in seen:
            continue
        seen.add(columns)
        if counts is not None:
            counts.rules += 1
            counts.holds += rule.holds
            counts.off += len(rule.off or ())
        for mismatch in _mismatches(grid, rule):
            found.setdefault(mismatch.total, mismatch)
    if doubts is not None:
        known = {rule.total for rule in rules}
        doubts += [
            Doubt(rule.strong, rule.digits, _mismatches(grid, rule))
            for rule in lost
            if rule.total not in known
        ]
    return [found[place] for place in sorted(found)]


def _mismatches(grid: Grid, rule: _Rule) -> list[Mismatch]:
    found = []
    for row, expected in rule.off or ():
        parts = tuple((row, column) for column in rule.parts if grid.numbers[row][column])
        rest = None if rule.rest is None else (row, rule.rest)
        suspect = rest if rest in parts else None
        found.append(Mismatch("row_total_mismatch", (row, rule.total), parts, expected, suspect))
    return found


def _lost_rule(rules: Sequence[_Rule]) -> list[_Rule]:
    """Return the rule that was most likely meant, as a list; none if too few rows hold."""
    meant = [
        rule
        for rule in rules
        if rule.off and rule.strong >= max(2, _SHARE_DOUBTFUL * (rule.strong + len(rule.off)))
    ]
    return [max(meant, key=lambda rule: (rule.holds, rule.strong))] if meant else []


def _said_rules(grid: Grid, columns: Sequence[int], lost: list[_Rule]) -> list[_Rule]:
    """Return the rules for columns whose header says that they are totals.

    Like rows of totals, each takes the last columns that nothing has taken yet, and counts as one
    column itself; or those on its right, where none are on its left. Where no rule is shown, the
    likeliest is added to `lost`.
    """
    said = {column for column in columns if grid.is_headed(column, words().total_column)}
    rules: list[_Rule] = []
    stack: list[int] = []
    for place, column in enumerate(columns):
        if column in said:
            right: list[int] = []
            for other in columns[place + 1 :]:
                if other in said:
                    break
                right.append(other)
            choices = [tuple(stack[-size:]) for size in range(2, len(stack) + 1)]
            choices += [tuple(right[:size]) for size in range(2, len(right) + 1)]
            tried = [_try(grid, column, parts) for parts in choices]
            shown = [rule for rule in tried if rule.is_shown(said=True)]
            if shown:
                best = max(shown, key=lambda rule: (rule.holds - len(rule.off or ()), rule.strong))
                rules.append(best)
                stack = [part for part in stack if part not in best.parts]
            else:
                lost += _lost_rule(tried)
        stack.append(column)
    return rules


def _rest_rules(grid: Grid, columns: Sequence[int], lost: list[_Rule]) -> list[_Rule]:
    """Return the rules for columns that hold what is left of one other column after a second."""
    rules = []
    for rest in columns:
        if not grid.is_headed(rest, words().rest_column):
            continue
        others = [column for column in columns if column != rest][-_WIDEST:]
        tried = [
            _try(grid, whole, (taken, rest), printed=True)
            for whole in others
            for taken in others
            if whole != taken
        ]
        shown = [rule for rule in tried if rule.is_shown(said=True)]
        if shown:
            best = max(shown, key=lambda rule: (rule.holds, rule.strong))
            best.rest = rest
            rules.append(best)
        else:
            lost += _lost_rule(tried)
    return rules


def _unsaid_rules(grid: Grid, columns: Sequence[int], said: Sequence[_Rule]) -> list[_Rule]:
    """Return the rules that only the numbers show: neighbours that add up, or any two columns."""
    votes: Counter[tuple[int, Parts]] = Counter()
    sampled = 0
    for row in grid.rows:
        values = {c: n.value for c in columns if (n := grid.cells[row].get(c)) and n.value}
        if len(values) < 3:
            continue
        sampled += 1
        votes.update(_sums_in(columns, values, pairs=len(columns) <= _WIDEST))
        if sampled == _SAMPLE:
            break
    known = {rule.total for rule in said}
    shown = []
    ranked = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))
    for (total, parts), count in ranked[:_MOST_TRIED]:
        if count < min(_LEAST_ROWS_UNSAID, sampled) or total in known:
            continue
        if any(part in known and total in _parts_of(said, part) for part in parts):
            continue
        rule = _try(grid, total, parts, printed=True)
        if rule.is_shown(said=False):
            shown.append(rule)
    shown.sort(key=lambda rule: (-rule.holds, len(rule.off or ()), rule.total, rule.parts))
    return shown


def _parts_of(rules: Sequence[_Rule], total: int) -> Parts:
    return next((rule.parts for rule in rules if rule.total == total), ())


def _sums_in(
    columns: Sequence[int], values: dict[int, int], *, pairs: bool
) -> set[tuple[int, Parts]]:
    """Return which column is the sum of which others in one row."""
    totals: dict[int, list[int]] = {}
    for column, value in values.items():
        totals.setdefault(value, []).append(column)
    found: set[tuple[int, Parts]] = set()
    for start in range(len(columns)):
        running = 0
        for end in range(start, len(columns)):
            running += values.get(columns[end], 0)
            if end == start or running not in totals:
                continue
            parts = tuple(columns[start : end + 1])
            found |= {(total, parts) for total in totals[running] if total not in parts}
    if pairs:
        for (one, first), (two, second) in combinations(values.items(), 2):
            among = totals.get(first + second, ())
            found |= {(total, (one, two)) for total in among if total not in (one, two)}
    return found


def _try(grid: Grid, total: int, parts: Parts, *, printed: bool = False) -> _Rule:
    """Hold a rule against all rows. `printed`: rows with an empty part don't count."""
    rule = _Rule(total, parts, off=[])
    single: set[int] = set()
    off: list[tuple[int, int]] = []
    # More than so many and the other rows can't show a rule any more, nor that one is meant.
    most = (1 - _SHARE_DOUBTFUL) * len(grid.rows)
    terms = frozenset(parts)
    for row in grid.rows:
        cells = grid.cells[row]
        number = cells.get(total)
        if number is None:
            continue
        filled = [part for part in cells.keys() & terms if cells[part].value]
        if not filled or not terms.isdisjoint(grid.unread.get(row, ())):
            continue
        if printed and not all(grid.is_printed(row, part) for part in parts):
            continue
        expected = sum(cells[part].value for part in filled)
        slack = 0
        if total in grid.shares:
            # Shares are cut off as often as rounded.
            slack = min(sum(cells[part].coarse_step for part in filled), UNIT)
        elif number.decimals:
            slack = number.step * (len(filled) + 1) // 2
        if abs(expected - number.value) > slack:
            off.append((row, expected))
            if len(off) > most or len(off) > max(_LOST, 3 * rule.holds):
                break
            continue
        rule.holds += 1
        if len(filled) > 1:
            rule.strong += 1
            rule.digits += len(str(abs(number.value) // UNIT))
        else:
            single.add(filled[0])
    rule.off = off
    rule.single = frozenset(single)
    return rule
