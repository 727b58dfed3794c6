"""A document's scores as variables, and the rules that bind them as constraints for the solver."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, pairwise

from ita_parse.parse.checks.blocks import Constraint, Variable
from ita_parse.parse.checks.digits import UNIT, Readings, readings, rounding
from ita_parse.parse.checks.score_changes import CENT, FAR, Change, read_change
from ita_parse.parse.checks.score_figures import Figure, Line, Quantity
from ita_parse.parse.checks.score_rules import Mean, allowed_scores, means

AUTHOR = 12.0
"""What a number costs that its author got wrong: one in a few hundred is wrong, and of the wrong
ones one in hundreds is wrong by just as much as a misread digit would make it."""

# What it costs that one change of a table whose others are exact is off by a hundredth: few tables
# have changes of scores that were rounded only for print.
_ROUNDED = 8.0
# A sign that OCR lost.
_LOST_SIGN = 3.0
# Readings that cost so much more than the likeliest are left out.
_DEAREST = 14.0
# A relation between columns or rows is believed if so many of the rows show it.
_SHOWN = 0.5
_RANKED = 0.6
# Scores of two years of which one is not named; fewer that differ are misread or contradict.
_OTHERS = 5
# A total that was put together from rounded scores is off by no more than the first width (points)
# as a rule, and by more ever more seldom: what that costs. (Rounding by half of .01, blurred by
# that of the scores, whose standard deviation is .001 to .002.)
_BANDS = ((Decimal("0.006"), 1.5), (Decimal("0.008"), 3.0), (Decimal("0.011"), 4.5))


@dataclass(frozen=True, slots=True)
class Rule:
    """What a constraint says, for findings.

    Attributes:
        code: of the finding if it is broken.
        result: the variable that the others make up.
        words: what it should be, in English.
        factors: of the other variables, by which they make up the result; they sum to `whole`.
    """

    code: str
    result: int
    words: str
    parts: tuple[tuple[int, int], ...] = ()
    whole: int = 1


@dataclass(frozen=True, slots=True)
class Number:
    """A variable of the model: what it is, the figures that print it, and what they may stand for.

    `quantity` is None for a change; it has one figure, whose `change` it is.
    """

    quantity: Quantity | None
    figures: tuple[Figure, ...]
    readings: tuple[Readings, ...]
    decimals: int

    @property
    def printed(self) -> int | None:
        """The value that is printed first; None if it can't be read."""
        return next((one.value for one in self.readings if one.value is not None), None)


class Model:
    """The numbers of one document and what binds them.

    Attributes:
        numbers: with a variable each, in the same order.
        rules: with a constraint each, in the same order.
        complete: whether every score could be read.
    """

    def __init__(
        self, figures: Sequence[Figure], *, suspect: bool, alternatives: bool = False
    ) -> None:
        """Build the model.

        Args:
            figures: the scores that the document prints.
            suspect: whether digits may be misread; then every sum has to be right to the last one.
            alternatives: give each number what it may be a misreading of.
        """
        self.suspect = suspect
        self.alternatives = alternatives
        self.numbers: list[Number] = []
        self.variables: list[Variable] = []
        self.rules: list[Rule] = []
        self.constraints: list[Constraint] = []
        self.complete = True
        for version in _versions(figures):
            self._add(version)

    def _add(self, figures: Sequence[Figure]) -> None:
        groups: dict[Quantity, list[Figure]] = defaultdict(list)
        for figure in figures:
            groups[figure.quantity].append(figure)
        places: dict[Quantity, int] = {}
        for quantity, group in groups.items():
            if (index := self._number(quantity, group)) is not None:
                places[quantity] = index
        for year in sorted({quantity.year or 0 for quantity in places}):
            for mean in means(year or None):
                self._mean(mean, year or None, places)
        self._rankings(figures, places)
        self._changes(figures, places)

    @property
    def sound(self) -> bool:
        """Whether all scores can be read and agree with each other."""
        values = [variable.value for variable in self.variables]
        return all(variable.states[0][1] == 0 for variable in self.variables) and all(
            constraint.holds(values) for constraint in self.constraints
        )

    # Numbers ----------------------------------------------------------------------------------

    def _number(self, quantity: Quantity, figures: Sequence[Figure]) -> int | None:
        """Add a score that may stand in several places; return its index."""
        read = [readings(figure.printed, certainty=figure.certainty) for figure in figures]
        kept = [
            (figure, one)
            for figure, one in zip(figures, read, strict=True)
            if one is not None and self._readable(one)
        ]
        self.complete = self.complete and len(kept) == len(figures)
        if not kept:
            return None
        found = tuple(one for _, one in kept)
        decimals = max((one.decimals for one in found if one.value is not None), default=2)
        number = Number(quantity, tuple(figure for figure, _ in kept), found, decimals)
        allowed = allowed_values(quantity)
        if len(found) == 1 and not allowed:
            states = [] if found[0].value is None else [(found[0].value, 0.0)]
            if self.alternatives:
                states.extend(found[0].costs.items())
            return self._append(number, states)
        values = {one.value for one in found if one.value is not None}
        if self.alternatives:
            values.update(value for one in found for value in one.costs)
        states = []
        for value in values:
            cost = self._cost(value, found[0])
            for one in found[1:]:
                cost += self._cost(value, one)
            if allowed and value not in allowed:
                cost += AUTHOR
            states.append((value, cost))
        return self._append(number, states)

    def _readable(self, one: Readings) -> bool:
        return one.value is not None or (self.alternatives and bool(one.costs))

    def _cost(self, value: int, one: Readings) -> float:
        """Return what it costs that a figure with these readings stands for a value."""
        if one.value is not None and abs(one.value - value) <= one.rounding:
            return 0.0
        return min(one.costs.get(value, AUTHOR), AUTHOR) if self.alternatives else AUTHOR

    def _append(self, number: Number, states: list[tuple[int, float]]) -> int:
        printed = number.printed
        states.sort(key=lambda state: (state[1], state[0] != printed, state[0]))
        least = states[0][1]
        self.numbers.append(number)
        likely = tuple(state for state in states if state[1] <= least + _DEAREST)
        self.variables.append(Variable(likely, open=least > 0))
        return len(self.numbers) - 1

    # Rules ------------------------------------------------------------------------------------

    def _rule(
        self,
        rule: Rule,
        terms: Sequence[tuple[int, int]],
        bounds: tuple[int, int],
        *,
        wide: bool = False,
        bands: tuple[tuple[int, float], ...] = (),
        near: tuple[int, float] = (0, AUTHOR),
    ) -> None:
        self.rules.append(rule)
        self.constraints.append(Constraint(tuple(terms), *bounds, AUTHOR, wide, bands, *near))

    def _slack(self, index: int) -> int:
        """Return by how much a printed number may be rounded."""
        number = self.numbers[index]
        return rounding(self.variables[index].value, number.decimals)

    def _mean(self, mean: Mean, year: int | None, places: Mapping[Quantity, int]) -> None:
        result = places.get(Quantity(*mean.result, year))
        parts = [(places.get(Quantity(*part, year)), weight) for part, weight in mean.parts]
        if result is None:
            return
        known = [(index, weight) for index, weight in parts if index is not None]
        if len(known) < len(parts):
            return
        cents = rounding(None, 2)
        slack = sum(weight * self._slack(index) for index, weight in known)
        slack += mean.whole * self._slack(result)
        if mean.tolerance:
            # The tolerance counts for scores of two decimals.
            slack = max(slack - 2 * mean.whole * cents, 0) + mean.whole * int(mean.tolerance * UNIT)
        rule = Rule(
            "score_total_mismatch" if mean.result[0] == "total" else "score_mean_mismatch",
            result,
            mean.words,
            tuple(known),
            mean.whole,
        )
        wide = mean.result[0] != "indicator" or len(known) > 4
        bands = tuple(
            (slack - mean.whole * int((mean.tolerance - width) * UNIT), cost)
            for width, cost in _BANDS
            if mean.tolerance > width
        )
        terms = [*known, (result, -mean.whole)]
        self._rule(rule, terms, (-slack, slack), wide=wide, bands=bands)

    def _rankings(self, figures: Sequence[Figure], places: Mapping[Quantity, int]) -> None:
        """Bind the rows of ranked tables: scores fall from row to row."""
        tables: dict[tuple[int, int | None], list[Figure]] = defaultdict(list)
        for figure in figures:
            if figure.rank is not None and figure.line and figure.quantity in places:
                tables[figure.line.table_no, figure.quantity.year].append(figure)
        for rows in tables.values():
            rows.sort(key=lambda figure: figure.rank or 0)
            pairs = [
                (places[upper.quantity], places[lower.quantity])
                for upper, lower in pairwise(rows)
                if (lower.rank or 0) > (upper.rank or 0)
            ]
            falling = [
                self.variables[upper].value >= self.variables[lower].value for upper, lower in pairs
            ]
            if len(pairs) < 2 or sum(falling) < _RANKED * len(pairs):
                continue
            for upper, lower in pairs:
                rule = Rule(
                    "score_order_mismatch",
                    lower,
                    "at most the score ranked before it",
                    ((upper, 1),),
                )
                self._rule(rule, [(upper, 1), (lower, -1)], (0, FAR), wide=True)

    def _changes(self, figures: Sequence[Figure], places: Mapping[Quantity, int]) -> None:
        """Bind printed changes to the scores of two years in the same row."""
        lines: dict[Line, dict[int, Figure]] = defaultdict(dict)
        for figure in figures:
            if figure.line and figure.quantity.year and figure.quantity in places:
                lines[figure.line][figure.quantity.year] = figure
        tables: dict[int, list[Change]] = defaultdict(list)
        for line, years in lines.items():
            changed = [figure for figure in years.values() if figure.change]
            if len(changed) != 1 or len(years) < 2:
                continue
            read = read_change(changed[0])
            if read is not None:
                scores = {year: places[figure.quantity] for year, figure in years.items()}
                tables[line.table_no].append(Change(changed[0], *read, scores))
        for changes in tables.values():
            self._bind(changes)

    def _bind(self, changes: Sequence[Change]) -> None:
        """Find out which years the changes of a table compare, and bind them."""
        values = [variable.value for variable in self.variables]
        best = max(
            combinations(sorted({year for change in changes for year in change.scores}), 2),
            key=lambda pair: sum(change.fits(values, *pair) for change in changes),
        )
        rows = [change for change in changes if set(best) <= change.scores.keys()]
        fitting = [change for change in rows if change.fits(values, *best)]
        if len(fitting) < _SHOWN * len(rows):
            return
        # A table that prints no minus anywhere leaves falls without a sign.
        unsigned = all(change.sign >= 0 for change in changes)
        off = sum(change.off(values, *best) == CENT for change in fitting)
        # Changes of scores that were rounded only for print may be off by a hundredth.
        loose = CENT if off >= 2 or not self.suspect else 0
        old, new = best
        for change in rows:
            if not self._readable(change.readings):
                self.complete = False
                continue
            index = self._change(change, unsigned=unsigned)
            decimals = max(self.numbers[change.scores[year]].decimals for year in best)
            slack = loose if change.readings.decimals >= decimals else self._slack(index)
            after, before = change.scores[new], change.scores[old]
            rule = Rule(
                "score_change_mismatch",
                index,
                f"the score of {new} less that of {old}",
                ((after, 1), (before, -1)),
            )
            terms = [(after, 1), (before, -1), (index, -1)]
            self._rule(rule, terms, (-slack, slack), near=(CENT, _ROUNDED))

    def _change(self, change: Change, *, unsigned: bool) -> int:
        read = change.readings
        magnitudes = {} if read.value is None else {read.value: 0.0}
        if self.alternatives:
            magnitudes |= read.costs
        sign = change.sign or 1
        lost = 0.0 if unsigned else _LOST_SIGN if self.alternatives else _DEAREST + 1
        states = [(sign * value, cost) for value, cost in magnitudes.items()]
        states += [(-sign * value, cost + lost) for value, cost in magnitudes.items() if value]
        return self._append(Number(None, (change.figure,), (read,), read.decimals), states)


def _versions(figures: Sequence[Figure]) -> Iterator[list[Figure]]:
    """Yield the figures that belong together.

    Where many scores stand in two tables, and most of them differ, the tables are of two years of
    which only one is named: each occurrence is a version of its own.
    """
    groups: dict[Quantity, list[Figure]] = defaultdict(list)
    for figure in figures:
        groups[figure.quantity].append(figure)
    lines = [[figure for figure in group if figure.line] for group in groups.values()]
    repeated = [
        group for group in lines if len({one.line.table_no for one in group if one.line}) > 1
    ]
    differing = [group for group in repeated if len({_plain(figure) for figure in group}) > 1]
    if len(differing) < _OTHERS or len(differing) * 2 <= len(repeated):
        yield list(figures)
        return
    most = max(map(len, repeated))
    for turn in range(most):
        places = [group[turn].line for group in groups.values() if len(group) > turn]
        tables = {place.table_no for place in places if place}
        yield [
            figure
            for group in groups.values()
            for place, figure in enumerate(group)
            if figure.line and (place == turn if len(group) > 1 else figure.line.table_no in tables)
        ]


def _plain(figure: Figure) -> int | str:
    read = readings(figure.printed)
    return figure.printed if read is None or read.value is None else read.value


def allowed_values(quantity: Quantity | None) -> frozenset[int]:
    """Return the values that a score can have, in `UNIT`s; empty: any."""
    if quantity is None or quantity.kind != "item":
        return frozenset()
    return frozenset(score * UNIT for score in allowed_scores(quantity.key, quantity.year))


def points(value: int) -> Decimal:
    """Return a value of the model in points, with two decimals or as many as it has."""
    number = Decimal(value) / UNIT
    short = number.quantize(Decimal("0.01"))
    return short if short == number else number.normalize()
