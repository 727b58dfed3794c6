"""The fiscal years that a document's titles and sentences name, and what each is the year of.

Three meet in one document: that of the title, that of the scores analysed, that in which the
measures run. The words that tell them apart are in `data/titles.toml`, section `years`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from ita_parse.data import load_toml
from ita_parse.text import squeeze

# A period that this share of the rows with a year names is the measures' year.
_MAJORITY = 0.6
# A heading says more about the scores' year than a sentence.
_HEADING = 3

_YEAR = (
    r"(?:ปี(?:งบประมาณ)?(?:พ\.?ศ\.?)?|(?<!ร\.บ\.)พ\.?ศ\.?)"
    r"(?:25\d\d(?:-|–|และ|ถึง|กับ|,)(?:พ\.?ศ\.?)?)?(25\d\d)(?!\d)"
)
ANY_YEAR = re.compile(_YEAR)
"""A year with the word before it, in text without white space."""
_OWN_YEAR = re.compile(rf"ประจำ{_YEAR}|ปีงบประมาณ(?:พ\.?ศ\.?)?(25\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class _Words:
    score: tuple[re.Pattern[str], ...]
    plan: tuple[re.Pattern[str], ...]
    report: tuple[re.Pattern[str], ...]
    raises: re.Pattern[str]


@cache
def _words() -> _Words:
    data = load_toml("titles")["years"]
    turns = "|".join(re.escape(word) for word in sorted(data["turns"], key=len, reverse=True))
    gap = rf"(?:(?!{turns}).){{0,160}}?"

    def patterns(role: str) -> tuple[re.Pattern[str], ...]:
        return tuple(
            re.compile(form.replace("~", gap).replace("{year}", f"(?:ประจำ)?{_YEAR}"))
            for form in data[role]
        )

    return _Words(
        score=patterns("score"),
        plan=patterns("plan"),
        report=patterns("report"),
        raises=re.compile("|".join(data["raises"])),
    )


def own_year(title: str) -> int | None:
    """Return the year of a title: the one with ประจำ or ปีงบประมาณ, else the first."""
    own = _OWN_YEAR.search(title) or ANY_YEAR.search(title)
    return int(next(group for group in own.groups() if group)) if own else None


def about_raising(heading: str) -> bool:
    """Tell whether a heading is about raising the result: its year is then not the scores' year."""
    return _words().raises.search(squeeze(heading)) is not None


def score_year(headings: Sequence[str], prose: Sequence[str]) -> int | None:
    """Return the year of the scores analysed.

    Args:
        headings: Titles and headings without white space, those of letters (subjects) last.
        prose: The other paragraphs without white space.
    """
    forms = _words().score
    votes: Counter[int] = Counter()
    for heading in headings:
        if not about_raising(heading):
            votes.update(dict.fromkeys(_votes(heading, forms), _HEADING))
    for text in prose:
        votes.update(_votes(text, forms))
    return _most(votes)


def measures_year(
    headings: Sequence[str],
    prose: Sequence[str],
    title: str | None,
    period_years: Sequence[int],
) -> int | None:
    """Return the year in which the measures run.

    A heading over measures says it best; then the periods of the measures themselves, for a report
    bears the year in which it was written; then that report's title; then sentences.

    Args:
        headings: Titles and headings without white space.
        prose: The other paragraphs without white space.
        title: The document's title, if its titles name measures.
        period_years: Fiscal years that the rows of measures name as their period.
    """
    words = _words()
    plans: Counter[int] = Counter()
    reports: Counter[int] = Counter()
    told: Counter[int] = Counter()
    for text in headings:
        reported = _votes(text, words.report)
        reports.update(reported)
        if not reported:
            plans.update(_votes(text, words.plan))
    for text in prose:
        told.update(_votes(text, words.plan) | _votes(text, words.report))
    if plans:
        return _most(plans)
    periods = Counter(period_years)
    year = _most(periods)
    if year is not None and periods[year] >= _MAJORITY * len(period_years):
        return year
    if reports:
        return _most(reports)
    if title and (own := own_year(title)):
        return own
    return _most(told)


def _votes(text: str, forms: Iterable[re.Pattern[str]]) -> set[int]:
    years = (int(match[match.lastindex or 0]) for form in forms for match in form.finditer(text))
    # "ITA 2024" is written as well: Common Era.
    return {year if year >= 2500 else year + 543 for year in years}


def _most(votes: Counter[int]) -> int | None:
    # Counter keeps the order of first votes, so that the earlier of two equals wins.
    return votes.most_common(1)[0][0] if votes else None
