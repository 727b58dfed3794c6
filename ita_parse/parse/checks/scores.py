"""Scores against the arithmetic that binds them: what can be proved is repaired, the rest is told.

All scores of a document, in tables and in running text, are put into one model (`score_model`),
each with what its digits may be a misreading of. Where a sum is broken the solver looks for every
set of misreadings that explains it. A reading on which all likely explanations agree is taken for
the score; else a finding names the broken sum and the candidates. A text layer's digits are not
misread, so that nothing of it is repaired.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from math import exp

from ita_parse.document import Paragraph, Severity
from ita_parse.parse.builder import Builder
from ita_parse.parse.checks.blocks import Variable
from ita_parse.parse.checks.digits import UNIT
from ita_parse.parse.checks.score_figures import Figure, Quantity, collect
from ita_parse.parse.checks.score_model import Model, Number, allowed_values, points
from ita_parse.parse.checks.solver import Belief, explain
from ita_parse.text import TO_ARABIC

# A reading is taken if the explanations that speak against it have no more than this share.
_DOUBT = 0.01
# Readings that are less sure than this are not worth a look.
_CANDIDATE = 0.03
_MOST_CANDIDATES = 3
_LIKELY = 0.6
# Sums that are off by no more than this may be rounded otherwise; a hundredth has two parts.
_ROUNDING = 2 * UNIT // 100

_FIELDS: Mapping[str | None, str] = {
    "indicator_scores": "score",
    "item_scores": "score",
    "reports": "overall_score",
}
_RULES = {
    "score_total_mismatch": "the total and its parts",
    "score_mean_mismatch": "a mean and its parts",
    "score_change_mismatch": "the change and the scores of both years",
    "score_order_mismatch": "the ranking",
}
_MESSAGES = {
    "score_total_mismatch": "Printed as {result}, {name} is not {words}, which is {sum}.",
    "score_mean_mismatch": "Printed as {result}, {name} is not {words}, which is {sum}.",
    "score_change_mismatch": "Printed as {result}, {name} is not {words}, which is {sum}.",
    "score_order_mismatch": "Printed as {result}, {name} is higher than {sum}, ranked before it.",
}


def check_scores(
    builder: Builder,
    paragraphs: Iterable[Paragraph],
    *,
    year: int | None,
    total: Decimal | None,
    suspect: bool,
) -> Decimal | None:
    """Hold a document's scores against each other; repair what is proved, find the rest.

    Args:
        builder: holds the records; scores are repaired there, findings added.
        paragraphs: running text.
        year: fiscal year (B.E.) of the scores that the document analyses.
        total: the overall score that was read.
        suspect: whether digits may be misread, as in everything that OCR has read.

    Returns:
        The overall score, repaired if need be.
    """
    figures = collect(builder, paragraphs, year)
    if not figures:
        return total
    model = Model(figures, suspect=suspect)
    if model.sound and (model.complete or not suspect):
        return total
    if suspect:
        model = Model(figures, suspect=True, alternatives=True)
    # Where too much is broken, no reading can be proved.
    belief = explain(model.variables, model.constraints) or Belief({}, {})
    return _Check(builder, model, belief, year).run(total)


class _Check:
    """One document's check.

    `values` are those of the model's numbers: as printed, or as proved.
    """

    def __init__(self, builder: Builder, model: Model, belief: Belief, year: int | None) -> None:
        self.builder = builder
        self.model = model
        self.year = year
        self.beliefs = {
            index: belief.values.get(index) or _alone(variable)
            for index, variable in enumerate(model.variables)
            if index in belief.values or variable.states[0][1] > 0
        }
        self.values = [variable.value for variable in model.variables]
        self.broken = [index for index in range(len(model.rules)) if not self._holds(index)]

    def run(self, total: Decimal | None) -> Decimal | None:
        """Repair and find; return the overall score."""
        overall = total
        # A text layer prints what its author wrote, whatever sums say.
        proved = self._proved() if self.model.alternatives else set()
        for index in self.beliefs:
            number = self.model.numbers[index]
            if index not in proved and number.quantity and number.printed is not None:
                self.values[index] = number.printed
            if index in proved:
                self._repair(index, self.values[index])
                if number.quantity == Quantity("total", "", self.year):
                    overall = self._overall(number, self.values[index], total)
            elif len({one.value for one in number.readings}) > 1:
                self._tell_conflict(index)
        for index, number in enumerate(self.model.numbers):
            allowed = allowed_values(number.quantity)
            if allowed and self.values[index] not in allowed and number.printed is not None:
                self._tell_impossible(index, allowed)
        for index in range(len(self.model.rules)):
            if not self._holds(index):
                self._tell_broken(index)
        return overall

    def _proved(self) -> set[int]:
        """Take the values that are sure and with which all sums that they are part of are right."""
        sure = {}
        bound = {variable for one in self.model.constraints for variable, _ in one.terms}
        for index, shares in self.beliefs.items():
            value, share = _likeliest(shares)
            # What can't be read as it stands needs a sum that says what it is.
            readable = self.model.numbers[index].printed is not None
            if share >= 1 - _DOUBT and (readable or index in bound):
                sure[index] = value
        while True:
            values = list(self.values)
            for index, value in sure.items():
                self.values[index] = value
            changed = {
                index
                for index, value in sure.items()
                if value != values[index] or self.model.numbers[index].printed is None
            }
            undone = {
                variable
                for index, constraint in enumerate(self.model.constraints)
                if not self._holds(index)
                for variable, _ in constraint.terms
                if variable in changed
            }
            if not undone:
                return set(sure)
            self.values = values
            for variable in undone:
                del sure[variable]

    def _holds(self, index: int) -> bool:
        return self.model.constraints[index].holds(self.values)

    def _overall(self, number: Number, value: int, total: Decimal | None) -> Decimal | None:
        """Return the overall score: the repaired one, if it was read from one of the figures."""
        if total is not None and not any(
            one.value is not None and points(one.value) == total for one in number.readings
        ):
            return total
        return total if total is not None and points(value) == total else points(value)

    # Findings ---------------------------------------------------------------------------------

    def _repair(self, index: int, value: int) -> None:
        """Give the records that print something else the value that is proved."""
        number = self.model.numbers[index]
        for figure, read in zip(number.figures, number.readings, strict=True):
            printed = abs(value) if number.quantity is None else value
            if read.value is not None and abs(read.value - printed) <= read.rounding:
                continue
            proved = str(points(value))
            if number.quantity is None:
                shown = _shown(figure.change)
                self._find(
                    "score_change_misread",
                    "warning",
                    f"The change is printed as {shown}; {self._proof(index, value)}",
                    figure,
                    field="change_printed",
                    printed=figure.change,
                    suggested=proved,
                )
                continue
            self._write(figure, points(value))
            self._find(
                "score_repaired",
                "warning",
                f"{self._name(index).capitalize()} is printed as {_shown(figure.printed)}; "
                f"{self._proof(index, value)}",
                figure,
                printed=figure.printed,
                suggested=proved,
            )

    def _proof(self, index: int, value: int) -> str:
        words = [
            _RULES[self.model.rules[rule].code]
            for rule in self.broken
            if any(index == variable for variable, _ in self.model.constraints[rule].terms)
        ]
        if not words:
            return f"what is printed elsewhere leaves {points(value)} as the one likely reading."
        return (
            f"{points(value)} is the one likely reading with which "
            f"{' and '.join(dict.fromkeys(words))} would agree."
        )

    def _write(self, figure: Figure, score: Decimal) -> None:
        """Put a repaired score into its record."""
        update = {"score": score}
        if figure.table == "indicator_scores":
            indicators = self.builder.indicator_scores
            place = int((figure.record_id or "").rpartition("s")[2]) - 1
            indicators[place] = indicators[place].model_copy(update=update)
        elif figure.table == "item_scores":
            items = self.builder.item_scores
            place = int((figure.record_id or "").rpartition("i")[2]) - 1
            items[place] = items[place].model_copy(update=update)

    def _tell_conflict(self, index: int) -> None:
        number = self.model.numbers[index]
        shown = list(dict.fromkeys(_shown(figure.printed) for figure in number.figures))
        if len(shown) < 2:
            return
        value, share = _likeliest(self.beliefs[index])
        self._find(
            "score_conflict",
            "error",
            f"{self._name(index).capitalize()} is printed as {' and as '.join(shown)}.",
            self._figure(index),
            printed="; ".join(shown),
            suggested=str(points(value)) if share >= _LIKELY else None,
        )

    def _tell_impossible(self, index: int, allowed: Iterable[int]) -> None:
        shown = ", ".join(str(points(value).normalize()) for value in sorted(allowed))
        figure = self._figure(index)
        self._find(
            "score_impossible",
            "error",
            f"{self._name(index).capitalize()} is printed as {_shown(figure.printed)}; "
            f"such an item has one of the scores {shown}.",
            figure,
            printed=figure.printed,
        )

    def _tell_broken(self, index: int) -> None:
        """Tell of a sum that is wrong as printed, and of readings with which it would be right."""
        rule, constraint = self.model.rules[index], self.model.constraints[index]
        found = sum(factor * self.values[part] for part, factor in rule.parts) / rule.whole
        result = self.values[rule.result]
        message = _MESSAGES[rule.code].format(
            name=self._name(rule.result),
            result=points(result),
            words=rule.words,
            sum=points(int(round(found, -2))),
        )
        candidates = sorted(
            (
                (share, variable, value)
                for variable, _ in constraint.terms
                for value, share in self.beliefs.get(variable, {}).items()
                if value != self.values[variable] and share >= _CANDIDATE
            ),
            reverse=True,
        )[:_MOST_CANDIDATES]
        if candidates:
            options = [
                f"{self._name(variable)} were {points(value)} instead of "
                f"{points(self.values[variable])}"
                for _, variable, value in candidates
            ]
            message += f" It would be right if {', or '.join(options)}."
        share, suspect, value = candidates[0] if candidates else (0.0, rule.result, 0)
        figure = self._figure(suspect)
        rounded = abs(result - found) <= _ROUNDING
        self._find(
            rule.code,
            "warning" if rounded or rule.code == "score_order_mismatch" else "error",
            message,
            figure,
            field="change_printed" if self.model.numbers[suspect].quantity is None else None,
            printed=figure.change
            if self.model.numbers[suspect].quantity is None
            else figure.printed,
            suggested=str(points(value)) if share >= _LIKELY else None,
        )

    def _figure(self, index: int) -> Figure:
        """Return the place of a number that a finding can name: a record's, if one holds it."""
        figures = self.model.numbers[index].figures
        return next((figure for figure in figures if figure.record_id), figures[0])

    def _name(self, index: int) -> str:
        number = self.model.numbers[index]
        quantity = number.quantity or number.figures[0].quantity
        of_year = f" of {quantity.year}" if quantity.year else ""
        name = {
            "indicator": f"the score of indicator {quantity.key}{of_year}",
            "item": f"the score of item {quantity.key}{of_year}",
            "instrument": f"the score of {quantity.key}{of_year}",
            "total": f"the total{of_year}",
        }[quantity.kind]
        return name if number.quantity else f"the change of {name.removeprefix('the score of ')}"

    def _find(
        self,
        code: str,
        severity: Severity,
        message: str,
        figure: Figure,
        *,
        field: str | None = None,
        printed: str | None,
        suggested: str | None = None,
    ) -> None:
        other_year = figure.table == "reports" and figure.quantity != Quantity(
            "total", "", self.year
        )
        self.builder.find(
            code,
            severity,
            message,
            table="cells" if other_year else figure.table,
            record_id=None if other_year else figure.record_id,
            field=None if other_year else field or _FIELDS.get(figure.table),
            printed=printed,
            suggested=suggested,
            page=figure.page,
        )


def _alone(variable: Variable) -> dict[int, float]:
    """Return how sure the values of a number are that no broken sum has to do with."""
    least = variable.states[0][1]
    weights = {value: exp(least - cost) for value, cost in variable.states}
    whole = sum(weights.values())
    return {value: weight / whole for value, weight in weights.items()}


def _likeliest(shares: Mapping[int, float]) -> tuple[int, float]:
    return max(shares.items(), key=lambda pair: (pair[1], -pair[0]))


def _shown(printed: str | None) -> str:
    return (printed or "").translate(TO_ARABIC).replace("\n", " ")
