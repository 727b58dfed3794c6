"""Which readings of some numbers agree with the rules that bind them, and how sure that is.

Variables are whole numbers with several possible values, each at a cost; constraints are sums that
have to lie between two bounds, or be broken at a cost of their own. Costs are negative natural
logarithms of odds, so that the least total cost is the likeliest explanation of everything, and the
share of all explanations that give a variable a value is how sure that value is.

The search is exact as far as its window goes. It starts from broken constraints: each has to be
mended by changing one of its variables, or accepted as broken. Small constraints bind variables to
blocks, which are explained by themselves first; constraints over many (`wide`) choose among the
explanations of their blocks. (Of a block in which a sum is accepted as broken nothing else is
changed for the sake of a wide one: an author's error and a misreading in the same row are rare.)
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from math import exp, inf

from ita_parse.parse.checks.blocks import STEP, Block, Constraint, State, Variable

# Explanations that cost this much more than the best are left out: less than one in a thousand.
_WINDOW = 7.0
# The likeliest explanations, which are looked at first, and how sure they have to be of a change.
_NARROW = 2.5
_SURE = 0.9
# Steps after which the search is given up, some ten microseconds each. Six misread digits in rows
# with changes take 10,000 as a rule.
_MOST = 20_000


@dataclass(frozen=True, slots=True)
class Belief:
    """How sure each value of each variable is, and how sure it is that a constraint is broken."""

    values: Mapping[int, Mapping[int, float]]
    broken: Mapping[int, float]


class TooManyError(Exception):
    """There are more explanations than can be looked at."""


def explain(variables: Sequence[Variable], constraints: Sequence[Constraint]) -> Belief | None:
    """Explain all broken constraints.

    Returns:
        What is believed of the variables and constraints that have to do with broken ones; the
        others hold as they are. None if there are more explanations than can be looked at.
    """
    base = [variable.value for variable in variables]
    unclear = {index for index, variable in enumerate(variables) if variable.open}
    if not unclear and all(constraint.holds(base) for constraint in constraints):
        return Belief({}, {})
    values: dict[int, Mapping[int, float]] = {}
    broken: dict[int, float] = {}
    try:
        for indices in _components(len(variables), constraints):
            members = {variable for index in indices for variable, _ in constraints[index].terms}
            if not members & unclear and all(constraints[index].holds(base) for index in indices):
                continue
            found = _Component(variables, constraints, indices).believe()
            values |= found.values
            broken |= found.broken
    except TooManyError:
        return None
    return Belief(values, broken)


def _components(count: int, constraints: Sequence[Constraint]) -> list[list[int]]:
    """Return the constraints that have to do with each other, by groups."""
    heads = list(range(count))

    def head(index: int) -> int:
        while heads[index] != index:
            heads[index] = heads[heads[index]]
            index = heads[index]
        return index

    for constraint in constraints:
        first = head(constraint.terms[0][0])
        for variable, _ in constraint.terms:
            heads[head(variable)] = first
    groups: dict[int, list[int]] = defaultdict(list)
    for index, constraint in enumerate(constraints):
        groups[head(constraint.terms[0][0])].append(index)
    return list(groups.values())


@dataclass(slots=True)
class _Tally:
    """Explanations found: their weights by block and state, by broken wide constraint, and all."""

    total: float = 0.0
    states: dict[tuple[int, State], float] = field(default_factory=lambda: defaultdict(float))
    broken: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    count: int = 0


class _Component:
    """Blocks that wide constraints bind together."""

    def __init__(
        self, variables: Sequence[Variable], constraints: Sequence[Constraint], indices: list[int]
    ) -> None:
        self.variables = variables
        self.wide = {index: constraints[index] for index in indices if constraints[index].wide}
        small = {index: constraints[index] for index in indices if not constraints[index].wide}
        members = {variable for index in indices for variable, _ in constraints[index].terms}
        self.blocks = list(self._blocks(members, small))
        self.block_of = {
            variable: number
            for number, block in enumerate(self.blocks)
            for variable in block.members
        }
        self.factors: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for index, constraint in self.wide.items():
            for variable, factor in constraint.terms:
                self.factors[variable].append((index, factor))
        self.sums = {
            index: sum(factor * variables[variable].value for variable, factor in constraint.terms)
            for index, constraint in self.wide.items()
        }
        self.touching = {
            index: sorted({self.block_of[variable] for variable, _ in constraint.terms})
            for index, constraint in self.wide.items()
        }
        self.forced = [number for number, block in enumerate(self.blocks) if block.forced]
        self.dearer = [
            min(variables[index].dearer for index in block.members) for block in self.blocks
        ]
        self._ordered: dict[tuple[int, int], tuple[list[int], list[State]]] = {}
        self._cheapest = inf
        self._steps = 0

    def _blocks(self, members: set[int], small: Mapping[int, Constraint]) -> Iterator[Block]:
        ordered = sorted(members)
        place = {variable: index for index, variable in enumerate(ordered)}
        local = [
            Constraint(
                tuple((place[variable], factor) for variable, factor in one.terms), 0, 0, one.cost
            )
            for one in small.values()
        ]
        keys = list(small)
        bound: set[int] = set()
        for group in _components(len(ordered), local):
            own = {keys[index]: small[keys[index]] for index in group}
            inside = sorted({variable for one in own.values() for variable, _ in one.terms})
            bound.update(inside)
            yield Block(inside, self.variables, own)
        for variable in ordered:
            if variable not in bound:
                yield Block([variable], self.variables, {})

    def believe(self) -> Belief:
        """Weigh all explanations up to the window."""
        limit = sum(self.blocks[number].least() for number in self.forced)
        while not self._tally(limit).count:
            limit += STEP
        best = min(limit, self._cheapest)
        belief = self._belief(self._tally(best + _NARROW))
        variables = self.variables
        # More explanations make nothing surer: where the likeliest leave all open, that is all.
        if any(
            share >= _SURE and (variables[index].open or value != variables[index].value)
            for index, shares in belief.values.items()
            for value, share in shares.items()
        ):
            belief = self._belief(self._tally(best + _WINDOW))
        return belief

    def _belief(self, tally: _Tally) -> Belief:
        values: dict[int, dict[int, float]] = {
            index: {} for block in self.blocks for index in block.members
        }
        for (_, state), weight in tally.states.items():
            for index, value in state.changes:
                seen = values[index]
                seen[value] = seen.get(value, 0.0) + weight / tally.total
        for index, seen in values.items():
            seen[self.variables[index].value] = 1.0 - sum(seen.values())
        broken = {index: weight / tally.total for index, weight in tally.broken.items()}
        return Belief(values, broken)

    def _tally(self, limit: float) -> _Tally:
        tally = _Tally()
        self._cheapest = inf
        self._force(0, 0.0, self.sums, [], limit, tally)
        return tally

    def _force(
        self,
        turn: int,
        cost: float,
        sums: Mapping[int, int],
        chosen: list[tuple[int, State]],
        limit: float,
        tally: _Tally,
    ) -> None:
        """Choose an explanation for each block in which something is broken, then mend the rest."""
        if turn == len(self.forced):
            self._mend(cost, sums, chosen, frozenset(self.forced), (), limit, tally)
            return
        rest = sum(self.blocks[number].least() for number in self.forced[turn + 1 :])
        number = self.forced[turn]
        for state in self.blocks[number].states(limit - cost - rest):
            if cost + state.cost + rest > limit:
                break
            after = self._after(sums, state)
            self._force(
                turn + 1, cost + state.cost, after, [*chosen, (number, state)], limit, tally
            )

    def _mend(
        self,
        cost: float,
        sums: Mapping[int, int],
        chosen: list[tuple[int, State]],
        frozen: frozenset[int],
        accepted: tuple[int, ...],
        limit: float,
        tally: _Tally,
    ) -> None:
        self._steps += 1
        if self._steps > _MOST:
            raise TooManyError
        violated = [
            index
            for index, constraint in self.wide.items()
            if index not in accepted and not constraint.low <= sums[index] <= constraint.high
        ]
        if not violated:
            strain = sum(
                constraint.strain(sums[index])
                for index, constraint in self.wide.items()
                if constraint.bands and index not in accepted
            )
            self._count(cost + strain, chosen, accepted, tally)
            return
        index = min(violated, key=lambda index: len(self.touching[index]))
        constraint = self.wide[index]
        wrong = cost + constraint.wrong(sums[index])
        if wrong <= limit:
            self._mend(wrong, sums, chosen, frozen, (*accepted, index), limit, tally)
        free = [number for number in self.touching[index] if number not in frozen]
        costs = [self.dearer[number] for number in reversed(free)]
        rest = [*accumulate(costs, min, initial=inf)][::-1]
        for place, number in enumerate(free):
            later = rest[place + 1]
            needed = (constraint.low - sums[index], constraint.high - sums[index])
            for state in self._options(number, index, needed, later, limit - cost):
                self._mend(
                    cost + state.cost,
                    self._after(sums, state),
                    [*chosen, (number, state)],
                    frozen | {number},
                    accepted,
                    limit,
                    tally,
                )
            frozen |= {number}

    def _options(
        self, number: int, index: int, needed: tuple[int, int], later: float, budget: float
    ) -> Iterator[State]:
        """Yield states of a block that mend a sum, and those that leave enough to do it later."""
        low, high = needed
        effects, states = self._effects(number, index, budget)
        start, end = bisect_left(effects, low), bisect_right(effects, high)
        for state in states[start:end]:
            if state.cost <= budget:
                yield state
        if self.dearer[number] + later <= budget:
            for state in (*states[:start], *states[end:]):
                if state.cost + later <= budget:
                    yield state

    def _effects(self, number: int, index: int, budget: float) -> tuple[list[int], list[State]]:
        """Return what a block's states add to a sum, in ascending order, and the states."""
        states = self.blocks[number].states(budget)
        known = self._ordered.get((number, index))
        if known is None or len(known[1]) != len(states):
            base = self.sums[index]
            pairs = sorted(
                ((self._after(self.sums, state)[index] - base, state) for state in states),
                key=lambda pair: pair[0],
            )
            known = [effect for effect, _ in pairs], [state for _, state in pairs]
            self._ordered[number, index] = known
        return known

    def _after(self, sums: Mapping[int, int], state: State) -> Mapping[int, int]:
        after: dict[int, int] | None = None
        for variable, value in state.changes:
            for index, factor in self.factors.get(variable, ()):
                after = after if after is not None else dict(sums)
                after[index] += factor * (value - self.variables[variable].value)
        return after if after is not None else sums

    def _count(
        self,
        cost: float,
        chosen: list[tuple[int, State]],
        accepted: tuple[int, ...],
        tally: _Tally,
    ) -> None:
        tally.count += 1
        weight = exp(-cost)
        self._cheapest = min(self._cheapest, cost)
        tally.total += weight
        for number, state in chosen:
            tally.states[number, state] += weight
            for index in state.broken:
                tally.broken[index] += weight
        for index in accepted:
            tally.broken[index] += weight
