"""The printed grade against the scores that it is given for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from ita_parse.parse.builder import Builder
from ita_parse.parse.checks.score_rules import Part, grades, instrument_parts

# The mean of an instrument is rounded before it is graded.
_ROUNDING = Decimal("0.005")


def check_grade(
    builder: Builder, *, grade: str | None, total: Decimal | None, year: int | None
) -> None:
    """Find a grade that the total, or the score of an instrument, does not allow.

    Args:
        builder: holds the scores of indicators, repaired if need be; findings are added.
        grade: as printed.
        total: the overall score.
        year: fiscal year (B.E.) of the scores, if it is known.
    """
    if grade is None or total is None:
        return
    known = grades(year, grade)
    instruments = _instruments(builder, year)
    complete = len(instruments) == len(instrument_parts())
    possible = []
    for one in known:
        if total < one.total or any(score < one.each - _ROUNDING for score in instruments.values()):
            continue
        possible.append(one.name)
        # Where not all instruments are known, a lower grade that asks nothing of them may be right.
        if complete or not one.each:
            break
    if possible and grade not in possible:
        _tell(builder, grade, possible, total, instruments)


def _instruments(builder: Builder, year: int | None) -> Mapping[str, Decimal]:
    """Return the score of each instrument of which all indicators are known."""
    scores: dict[Part, Decimal] = {
        ("indicator", str(score.indicator_no)): score.score
        for score in builder.indicator_scores
        if score.fiscal_year == year and score.score is not None
    }
    return {
        name: sum((scores[part] for part in parts), Decimal(0)) / len(parts)
        for name, parts in instrument_parts().items()
        if all(part in scores for part in parts)
    }


def _tell(
    builder: Builder,
    grade: str,
    possible: Sequence[str],
    total: Decimal,
    instruments: Mapping[str, Decimal],
) -> None:
    shown = [
        f"a total of {total}",
        *(f"{score:.2f} in {name}" for name, score in instruments.items()),
    ]
    builder.find(
        "grade_mismatch",
        "error",
        f"With {', '.join(shown)} the grade is {' or '.join(possible)}, not {grade}.",
        table="reports",
        record_id=builder.report_id,
        field="overall_grade",
        printed=grade,
        suggested=possible[0] if len(possible) == 1 else None,
    )
