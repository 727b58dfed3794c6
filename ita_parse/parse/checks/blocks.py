"""Numbers that small sums bind together, and what explains a broken one among them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf

# Steps of the limit on costs while no explanation is found.
STEP = 3.0


@dataclass(frozen=True)
class Variable:
    """A number with its possible values and their costs, the cheapest first.

    What an `open` one says isn't clear even where no sum is broken; sums tell how sure it is.
    """

    states: tuple[tuple[int, float], ...]
    open: bool = False

    @property
    def value(self) -> int:
        """The value that costs least."""
        return self.states[0][0]

    @cached_property
    def ordered(self) -> tuple[list[int], list[float]]:
        """Values in ascending order, and their costs beyond that of the cheapest."""
        states = sorted(self.states)
        least = self.states[0][1]
        return [value for value, _ in states], [cost - least for _, cost in states]

    @cached_property
    def dearer(self) -> float:
        """What the first change costs."""
        return self.states[1][1] - self.states[0][1] if len(self.states) > 1 else inf

    def between(self, low: float, high: float, limit: float) -> Iterator[tuple[int, float]]:
        """Yield other values between two bounds and what it costs to change to them."""
        values, costs = self.ordered
        current = self.value
        for index in range(bisect_left(values, low), bisect_right(values, high)):
            if costs[index] <= limit and values[index] != current:
                yield values[index], costs[index]


@dataclass(frozen=True, slots=True)
class Constraint:
    """The sum of `terms` (variable's index and factor) lies between `low` and `high`.

    `cost` is that of a sum that is wrong in the original. `wide` constraints bind no blocks; for
    these `bands` are costs of sums within the bounds, by their distance from the middle, the
    nearest first. A sum that is off by no more than `near` may be wrong at `near_cost`.
    """

    terms: tuple[tuple[int, int], ...]
    low: int
    high: int
    cost: float
    wide: bool = False
    bands: tuple[tuple[int, float], ...] = ()
    near: int = 0
    near_cost: float = inf

    def total(self, values: Sequence[int] | Mapping[int, int]) -> int:
        """Return the sum for the variables' values."""
        return sum(factor * values[variable] for variable, factor in self.terms)

    def holds(self, values: Sequence[int]) -> bool:
        """Tell whether the sum lies between the bounds."""
        return self.low <= self.total(values) <= self.high

    def wrong(self, total: int) -> float:
        """Return the cost of a sum beyond the bounds."""
        off = max(self.low - total, total - self.high)
        return min(self.cost, self.near_cost) if off <= self.near else self.cost

    def strain(self, total: int) -> float:
        """Return the cost of a sum within the bounds."""
        off = abs(2 * total - self.low - self.high)
        return next((cost for width, cost in reversed(self.bands) if off > 2 * width), 0.0)


@dataclass(frozen=True, slots=True)
class State:
    """An explanation of one block: changed variables, broken constraints, cost beyond the base."""

    cost: float
    changes: tuple[tuple[int, int], ...]
    broken: tuple[int, ...] = ()


class Block:
    """Variables that small constraints bind, and the explanations of what is broken in them."""

    def __init__(
        self,
        members: Sequence[int],
        variables: Sequence[Variable],
        constraints: Mapping[int, Constraint],
    ) -> None:
        self.members = members
        self.variables = variables
        self.constraints = constraints
        self.base = {index: variables[index].value for index in members}
        self.sums = {
            index: constraint.total(self.base) for index, constraint in constraints.items()
        }
        self.over: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for index, constraint in constraints.items():
            for variable, factor in constraint.terms:
                self.over[variable].append((index, factor))
        self.open = [index for index in members if variables[index].open]
        self.forced = bool(self.open) or any(
            not constraint.low <= self.sums[index] <= constraint.high
            for index, constraint in constraints.items()
        )
        self._limit = -1.0
        self._states: list[State] = []

    def states(self, limit: float) -> list[State]:
        """Return explanations that cost no more than `limit`, the cheapest first.

        Those of a block in which nothing is broken change something all the same.
        """
        if limit > self._limit:
            found = self._mended(limit) if self.forced else self._altered(limit)
            self._states = sorted(found, key=lambda state: (state.cost, state.changes))
            self._limit = limit
        return self._states

    def least(self) -> float:
        """Return the cost of the cheapest explanation of what is broken."""
        limit = STEP
        while not (states := self.states(limit)):
            limit += STEP
        return states[0].cost

    def _mended(self, limit: float) -> Iterator[State]:
        yield from self._opened(0, {}, 0.0, self.sums, limit)

    def _opened(
        self,
        turn: int,
        changes: dict[int, int],
        cost: float,
        sums: Mapping[int, int],
        limit: float,
    ) -> Iterator[State]:
        """Choose a value for each open number, then mend what is broken."""
        if turn == len(self.open):
            yield from self._search(changes, frozenset(self.open), (), cost, sums, limit)
            return
        variable = self.open[turn]
        base = self.base[variable]
        yield from self._opened(turn + 1, changes, cost, sums, limit)
        for value, more in self.variables[variable].between(-inf, inf, limit - cost):
            after = dict(sums)
            for index, factor in self.over[variable]:
                after[index] += factor * (value - base)
            yield from self._opened(
                turn + 1, changes | {variable: value}, cost + more, after, limit
            )

    def _altered(self, limit: float) -> Iterator[State]:
        frozen: frozenset[int] = frozenset()
        for variable in self.members:
            for value, cost in self.variables[variable].between(-inf, inf, limit):
                yield from self._changed(
                    {}, frozen, (), variable, value, cost, dict(self.sums), limit
                )
            frozen |= {variable}

    def _changed(
        self,
        changes: dict[int, int],
        frozen: frozenset[int],
        accepted: tuple[int, ...],
        variable: int,
        value: int,
        cost: float,
        sums: Mapping[int, int],
        limit: float,
    ) -> Iterator[State]:
        delta = value - self.base[variable]
        after = dict(sums)
        for index, factor in self.over[variable]:
            after[index] += factor * delta
        yield from self._search(
            changes | {variable: value}, frozen | {variable}, accepted, cost, after, limit
        )

    def _search(
        self,
        changes: dict[int, int],
        frozen: frozenset[int],
        accepted: tuple[int, ...],
        cost: float,
        sums: Mapping[int, int],
        limit: float,
    ) -> Iterator[State]:
        violated = [
            index
            for index, constraint in self.constraints.items()
            if index not in accepted and not constraint.low <= sums[index] <= constraint.high
        ]
        if not violated:
            yield State(cost, tuple(sorted(changes.items())), accepted)
            return
        index = min(violated, key=lambda index: len(self.constraints[index].terms))
        constraint = self.constraints[index]
        wrong = cost + constraint.wrong(sums[index])
        if wrong <= limit:
            yield from self._search(changes, frozen, (*accepted, index), wrong, sums, limit)
        free = [
            (variable, factor) for variable, factor in constraint.terms if variable not in frozen
        ]
        for place, (variable, factor) in enumerate(free):
            later = min(
                (self.variables[other].dearer for other, _ in free[place + 1 :]), default=inf
            )
            # What this change has to make up for, if no later one can be afforded.
            needed = sorted(
                (bound - sums[index]) / factor + self.base[variable]
                for bound in (constraint.low, constraint.high)
            )
            low, high = needed
            for value, more in self._options(variable, low, high, later, limit - cost):
                yield from self._changed(
                    changes, frozen, accepted, variable, value, cost + more, sums, limit
                )
            frozen |= {variable}

    def _options(
        self, variable: int, low: float, high: float, later: float, budget: float
    ) -> Iterator[tuple[int, float]]:
        """Yield changes that mend a sum, and those that leave enough to mend it by a later one."""
        states = self.variables[variable]
        yield from states.between(low, high, budget)
        if states.dearer + later <= budget:
            for value, cost in states.between(-inf, inf, budget - later):
                if not low <= value <= high:
                    yield value, cost
