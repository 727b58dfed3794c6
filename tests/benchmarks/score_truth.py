"""Invented but consistent results of assessments: items, indicators, totals, grades.

Every number follows the rules of the assessment: an indicator is the mean of its items, an
instrument the mean of its indicators, the total 30 % IIT, 30 % EIT, 40 % OIT; a score is rounded
half up to two decimals. Means of surveys are those of a few dozen people who chose one of six
answers; a document of publication (OIT) earns all, nothing or, from 2567, half. The spread of
scores (surveys 60 to 100, most above 80, publication anything) is that of published results.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

FIRST_YEAR, LAST_YEAR = 2562, 2568
# From this year on the survey has three items an indicator, and OIT items may earn half.
SHORT_SURVEY = 2567
INSTRUMENTS = {"IIT": range(1, 6), "EIT": range(6, 9), "OIT": range(9, 11)}
WEIGHTS = {"IIT": Fraction(3, 10), "EIT": Fraction(3, 10), "OIT": Fraction(4, 10)}
# Groups of OIT items whose means make indicators 9 and 10, in 2567's numbering.
GROUPS = {
    9: (range(1, 7), range(7, 14), range(14, 18), range(18, 22), range(22, 26)),
    10: (range(26, 31), range(31, 36)),
}
# What one answer of a survey adds: 0, 20, 40, 60, 80 or 100.
_ANSWER = Fraction(20)
_LOWEST, _HIGHEST = Fraction(60), Fraction(100)


def rounded(value: Fraction) -> Decimal:
    """Return a number with two decimals, halves away from zero."""
    hundredths = int(abs(value) * 100 + Fraction(1, 2))
    return Decimal(hundredths if value >= 0 else -hundredths).scaleb(-2)


def mean(values: Sequence[Fraction]) -> Fraction:
    """Return the mean."""
    return sum(values, Fraction(0)) / len(values)


@dataclass(frozen=True, slots=True)
class Result:
    """What a body got in a year: unrounded scores, and the grade that the rules give."""

    year: int
    items: Mapping[str, Fraction]
    indicators: Mapping[int, Fraction]
    instruments: Mapping[str, Fraction]
    total: Fraction

    @property
    def grade(self) -> str:
        """The level in the words of its year."""
        total = rounded(self.total)
        if self.year <= 2565:
            levels = {"AA": 95, "A": 85, "B": 75, "C": 65, "D": 55, "E": 50}
            return next((grade for grade, least in levels.items() if total >= least), "F")
        least = min(total, *(rounded(value) for value in self.instruments.values()))
        if least >= 85:
            return "ผ่านดีเยี่ยม" if least >= 95 else "ผ่านดี"
        if total >= 85:
            return "ผ่าน"
        return "ต้องปรับปรุง" if total >= 70 else "ต้องปรับปรุงโดยด่วน"


class Body:
    """An invented body, which has its own level and whose results move from year to year."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._survey = rng.triangular(72, 99, 91)
        self._publication = rng.triangular(0.2, 1, 0.9)
        # Half of the documents add up unrounded numbers, half those that they print.
        self._adds_printed = rng.random() < 0.5

    def assess(self, year: int) -> Result:
        """Return the result of a year; the body's level moves a little."""
        rng = self._rng
        self._survey = min(99.0, max(65.0, self._survey + rng.gauss(1, 4)))
        self._publication = min(1.0, max(0.1, self._publication + rng.gauss(0.02, 0.12)))
        items: dict[str, Fraction] = {}
        indicators: dict[int, Fraction] = {}
        items.update(self._survey_items("e", 9))
        for number in (*INSTRUMENTS["IIT"], *INSTRUMENTS["EIT"]):
            if year >= SHORT_SURVEY and number <= 5:
                three = self._survey_items("i", 3, first=3 * number - 2)
                items.update(three)
                indicators[number] = mean(list(three.values()))
            else:
                # Their items stand in no document that is made here.
                indicators[number] = mean(list(self._survey_items("-", 5).values()))
        for number, groups in GROUPS.items():
            means = []
            for group in groups:
                scores = {f"o{item}": self._publication_score(year) for item in group}
                items.update(scores)
                means.append(mean(list(scores.values())))
            indicators[number] = mean(means)
        return self._sum_up(year, items, indicators)

    def _survey_items(self, letter: str, count: int, first: int = 1) -> dict[str, Fraction]:
        rng = self._rng
        people = rng.randint(20, 90)
        level = rng.gauss(self._survey, 4)
        found = {}
        for number in range(first, first + count):
            points = round(min(100.0, rng.gauss(level, 5)) / float(_ANSWER) * people)
            score = Fraction(points, people) * _ANSWER
            found[f"{letter}{number}"] = min(_HIGHEST, max(_LOWEST, score))
        return found

    def _publication_score(self, year: int) -> Fraction:
        if self._rng.random() < self._publication:
            return Fraction(100)
        half = year >= SHORT_SURVEY and self._rng.random() < 0.4
        return Fraction(50 if half else 0)

    def _sum_up(
        self, year: int, items: dict[str, Fraction], indicators: dict[int, Fraction]
    ) -> Result:
        means = {}
        for instrument, numbers in INSTRUMENTS.items():
            parts = [indicators[number] for number in numbers]
            if self._adds_printed:
                means[instrument] = Fraction(rounded(mean([Fraction(rounded(p)) for p in parts])))
            else:
                means[instrument] = mean(parts)
        total = sum((WEIGHTS[name] * value for name, value in means.items()), Fraction(0))
        return Result(year, items, indicators, means, total)
