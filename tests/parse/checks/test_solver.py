"""The search for what explains broken sums."""

from __future__ import annotations

from itertools import product
from math import exp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ita_parse.parse.checks import solver
from ita_parse.parse.checks.blocks import Constraint, Variable
from ita_parse.parse.checks.solver import explain


def variable(value: int, *others: tuple[int, float]) -> Variable:
    return Variable(((value, 0.0), *sorted(others, key=lambda state: state[1])))


def test_what_holds_needs_no_explanation() -> None:
    belief = explain([variable(1), variable(2)], [Constraint(((0, 2), (1, -1)), 0, 0, 12.0)])
    assert belief is not None
    assert not belief.values


def test_the_only_change_that_mends_a_sum_is_believed() -> None:
    variables = [variable(5, (6, 5.0)), variable(3), variable(9, (8, 5.0))]
    belief = explain(variables, [Constraint(((0, 1), (1, 1), (2, -1)), 0, 0, 30.0)])
    assert belief is not None
    assert belief.values[2][8] == pytest.approx(0.5)
    assert belief.values[0][6] == pytest.approx(0.5)
    belief = explain(
        [*variables[:2], variable(9)], [Constraint(((0, 1), (1, 1), (2, -1)), 0, 0, 30.0)]
    )
    assert belief is not None
    assert belief.values[0][6] > 0.99


def test_a_second_sum_decides_between_two_changes() -> None:
    variables = [variable(5, (6, 5.0)), variable(3), variable(9, (8, 5.0)), variable(6)]
    first = Constraint(((0, 1), (1, 1), (2, -1)), 0, 0, 30.0)
    second = Constraint(((0, 1), (3, -1)), 0, 0, 30.0)
    belief = explain(variables, [first, second])
    assert belief is not None
    assert belief.values[0][6] > 0.99
    assert belief.values[2][9] > 0.99


def test_a_sum_that_nothing_mends_is_broken() -> None:
    belief = explain([variable(1), variable(5)], [Constraint(((0, 1), (1, -1)), 0, 0, 12.0)])
    assert belief is not None
    assert belief.broken[0] == pytest.approx(1.0)


def test_a_wide_sum_chooses_among_the_changes_of_its_blocks() -> None:
    rows = [variable(10, (20, 5.0)), variable(4, (14, 5.0)), variable(6), variable(7, (9, 5.0))]
    small = Constraint(((0, 1), (1, -1), (2, -1)), 10, 10, 30.0)
    wide = Constraint(((0, 1), (3, 1)), 27, 27, 30.0, wide=True)
    belief = explain(rows, [small, wide])
    assert belief is not None
    assert belief.values[0][20] > 0.99
    assert belief.values[1][4] > 0.99


def test_a_strained_sum_makes_its_explanation_less_likely() -> None:
    variables = [variable(0, (9, 5.0), (5, 5.0))]
    wide = Constraint(((0, 1),), 1, 9, 30.0, wide=True, bands=((2, 3.0),))
    belief = explain(variables, [wide])
    assert belief is not None
    assert belief.values[0][5] / belief.values[0][9] == pytest.approx(exp(3.0))


def test_a_near_miss_is_accepted_at_less() -> None:
    constraint = Constraint(((0, 1),), 0, 0, 12.0, near=1, near_cost=4.0)
    assert constraint.wrong(1) == constraint.wrong(-1) == 4.0
    assert constraint.wrong(2) == 12.0


def test_too_many_explanations_end_the_search(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solver, "_MOST", 50)
    many = [variable(0, *((value, 5.0) for value in range(1, 30))) for _ in range(12)]
    terms = tuple((index, 1) for index in range(12))
    assert explain(many, [Constraint(terms, 100, 100, 40.0, wide=True)]) is None


_STATES = st.lists(
    st.tuples(st.integers(0, 9), st.sampled_from([2.0, 3.0, 4.5])),
    min_size=1,
    max_size=4,
    unique_by=lambda state: state[0],
)


def _brute(
    variables: list[Variable], constraints: list[Constraint]
) -> dict[tuple[int, ...], float]:
    """Return the weight of every assignment, broken sums paid for."""
    weights = {}
    for states in product(*(one.states for one in variables)):
        cost = sum(cost for _, cost in states)
        values = [value for value, _ in states]
        for constraint in constraints:
            total = sum(factor * values[index] for index, factor in constraint.terms)
            if not constraint.low <= total <= constraint.high:
                cost += constraint.cost
        weights[tuple(values)] = exp(-cost)
    return weights


@settings(max_examples=150, deadline=None)
@given(st.lists(_STATES, min_size=3, max_size=5), st.data())
def test_the_likeliest_explanation_of_all_is_found(
    states: list[list[tuple[int, float]]], data: st.DataObject
) -> None:
    variables = [variable(0, *((v, c) for v, c in one if v)) for one in states]
    pairs = st.lists(
        st.tuples(st.integers(0, len(variables) - 1), st.sampled_from([1, -1])),
        min_size=2,
        max_size=3,
        unique_by=lambda term: term[0],
    )
    constraints = [
        Constraint(tuple(data.draw(pairs)), bound, bound + 1, 12.0, wide=data.draw(st.booleans()))
        for bound in data.draw(st.lists(st.integers(-6, 12), min_size=1, max_size=3))
    ]
    belief = explain(variables, constraints)
    assert belief is not None
    weights = _brute(variables, constraints)
    best = max(weights.values())
    likely = [values for values, weight in weights.items() if weight > best * 0.999]
    for index, shares in belief.values.items():
        assert sum(shares.values()) == pytest.approx(1.0)
        # Sums that nothing mends aside, the search and trying everything agree on what is likely.
        if best > exp(-12.0) and len(likely) == 1 and sum(weights.values()) < best * 1.3:
            assert max(shares, key=shares.__getitem__) == likely[0][index]
