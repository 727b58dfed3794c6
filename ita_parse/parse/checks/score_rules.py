"""The rules of `data/score_rules.toml`: which scores are means, sums and limits of which others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import lcm
from typing import Any

from ita_parse.data import load_toml
from ita_parse.parse.checks.score_figures import Kind
from ita_parse.parse.values.items import INSTRUMENTS
from ita_parse.records import Instrument

Part = tuple[Kind, str]
"""What a score is the score of, its year aside."""

_FIRST = 2562
"""The first year that the rules speak of."""


@dataclass(frozen=True, slots=True)
class Mean:
    """A score that is a weighted mean of others: weights are whole numbers, their sum is `whole`.

    Attributes:
        result: the score that the others make up.
        parts: the others, each with its weight.
        whole: the sum of the weights.
        tolerance: how far off the result may be besides rounding, in points.
        words: what the result is, in English, for a message.
    """

    result: Part
    parts: tuple[tuple[Part, int], ...]
    whole: int
    tolerance: Decimal
    words: str


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade: the least total, and the least score of each instrument, that it is given for."""

    name: str
    total: int
    each: int


@cache
def means(year: int | None) -> tuple[Mean, ...]:
    """Return the means that hold in a fiscal year (B.E.); None: those that hold in every year."""
    data = load_toml("score_rules")
    instruments: Mapping[str, list[int]] = data["instruments"]
    found = [
        _mean(
            ("instrument", name),
            {("indicator", str(number)): Fraction(1) for number in numbers},
            f"the mean of its indicators {numbers[0]} to {numbers[-1]}",
        )
        for name, numbers in instruments.items()
    ]
    for rule in _of_year(data["total"], year):
        weights = {name: int(weight) for name, weight in rule["weights"].items()}
        words = " and ".join(f"{weight} % of {name}" for name, weight in weights.items())
        parts: dict[Part, Fraction] = {
            ("indicator", str(number)): Fraction(weight, len(instruments[name]))
            for name, weight in weights.items()
            for number in instruments[name]
        }
        tolerance = Decimal(rule["tolerance"])
        found.append(_mean(("total", ""), parts, words, tolerance))
        direct: dict[Part, Fraction] = {
            ("instrument", name): Fraction(weight) for name, weight in weights.items()
        }
        found.append(_mean(("total", ""), direct, words, tolerance))
    for rule in _of_year(data["items"], year):
        for number, codes in rule["indicators"].items():
            words = f"the mean of its items {', '.join(codes)}"
            equal: dict[Part, Fraction] = {("item", code): Fraction(1) for code in codes}
            found.append(_mean(("indicator", number), equal, words))
    for rule in _of_year(data["groups"], year):
        for number, groups in rule["indicators"].items():
            shares: dict[Part, Fraction] = {
                ("item", code): Fraction(1, len(members))
                for members in map(_codes, groups)
                for code in members
            }
            words = f"the mean of the means of its items {', '.join(groups)}"
            found.append(_mean(("indicator", number), shares, words))
    return tuple(found)


def _mean(
    result: Part,
    weights: Mapping[Part, Fraction],
    words: str,
    tolerance: Decimal = Decimal(0),
) -> Mean:
    """Turn weights into whole numbers."""
    scale = lcm(*(weight.denominator for weight in weights.values()))
    parts = tuple((part, int(weight * scale)) for part, weight in weights.items())
    return Mean(result, parts, sum(weight for _, weight in parts), tolerance, words)


def allowed_scores(item_code: str, year: int | None) -> tuple[int, ...]:
    """Return the scores that an item can have in a fiscal year (B.E.); empty: any."""
    for rule in _of_year(load_toml("score_rules")["allowed"], year):
        if rule["instrument"] == INSTRUMENTS[item_code[0]]:
            return tuple(rule["scores"])
    return ()


@cache
def grades(year: int | None, name: str) -> tuple[Grade, ...]:
    """Return the grades of a fiscal year (B.E.), the best first; empty if `name` is none of them.

    Where the year isn't known, the name tells which grades it is one of.
    """
    rules = load_toml("score_rules")["grades"]
    fitting = [
        rule
        for rule in (rules if year is None else _of_year(rules, year))
        if name in {row["grade"] for row in rule["grades"]}
    ]
    if len(fitting) != 1:
        return ()
    return tuple(
        Grade(row["grade"], row["total"], row.get("each", 0)) for row in fitting[0]["grades"]
    )


@cache
def instrument_shares() -> Mapping[Instrument, Decimal]:
    """Return what each instrument makes of the total by the rule that holds now."""
    weights = load_toml("score_rules")["total"][-1]["weights"]
    return {name: Decimal(weight) / 100 for name, weight in weights.items()}


def instrument_parts() -> Mapping[str, tuple[Part, ...]]:
    """Return the indicators of each instrument."""
    data: Mapping[str, list[int]] = load_toml("score_rules")["instruments"]
    return {
        name: tuple(("indicator", str(number)) for number in numbers)
        for name, numbers in data.items()
    }


def _of_year(rules: list[dict[str, Any]], year: int | None) -> list[dict[str, Any]]:
    """Return the rules that hold in a year; without one, those that always held."""
    if year is None:
        first = min(rule["from"] for rule in rules)
        return [rule for rule in rules if rule["from"] == first == _FIRST and "to" not in rule]
    return [rule for rule in rules if rule["from"] <= year <= rule.get("to", year)]


def _codes(group: str) -> tuple[str, ...]:
    """Return the items of a group: "o7-o9" are o7, o8 and o9."""
    first, last = group.split("-")
    return tuple(f"{first[0]}{number}" for number in range(int(first[1:]), int(last[1:]) + 1))
