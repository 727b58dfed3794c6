"""What the text before a row says about it: section, issue, instrument and years."""

from __future__ import annotations

from dataclasses import dataclass

from ita_parse.parse.values.indicator import IndicatorReading
from ita_parse.records import Instrument


@dataclass(slots=True)
class Context:
    """State of the reading, changed by headings and section rows.

    Attributes:
        fiscal_year: the document's own year (B.E.).
        score_year: year of the scores that the document analyses.
        near_year: the year that the heading right above a table names, None if it names none.
        measures_year: year in which the measures run.
        indicator: that of the section row or heading above.
        instrument: that of the section row or heading above.
        issue_no, issue: the issue (ประเด็น) that rows and analyses belong to.
        analysing: analyses of the issue follow.
    """

    fiscal_year: int | None = None
    score_year: int | None = None
    near_year: int | None = None
    measures_year: int | None = None
    indicator: IndicatorReading | None = None
    instrument: Instrument | None = None
    issue_no: int | None = None
    issue: str | None = None
    analysing: bool = False

    def start_issue(self, number: int, name: str | None) -> None:
        """Begin an issue: what the one before it said no longer holds."""
        self.issue_no, self.issue = number, name
        self.analysing = False
        self.indicator = None
        self.instrument = None

    def end_issue(self) -> None:
        """Leave the issues: what follows belongs to none."""
        self.issue_no = self.issue = None
        self.analysing = False
