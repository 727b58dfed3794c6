"""The records: one model per table, from which columns, types, titles and files all derive.

The order of a model's fields is the order of its table's columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field, PrivateAttr

from ita_parse.document import Document, Page
from ita_parse.records.base import (
    Aspect,
    Instrument,
    Kind,
    Record,
    Recurrence,
    RowKind,
    Status,
    StepField,
)
from ita_parse.records.documents import Failure, ReportRecord, SourceRecord
from ita_parse.records.measures import Measure, Step
from ita_parse.records.scores import Analysis, IndicatorScore, ItemScore
from ita_parse.records.texts import CellRecord, Finding, Letter, ParagraphRecord

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "TABLES",
    "Analysis",
    "Aspect",
    "CellRecord",
    "Failure",
    "Finding",
    "IndicatorScore",
    "Instrument",
    "ItemScore",
    "Kind",
    "Letter",
    "Measure",
    "ParagraphRecord",
    "Record",
    "Recurrence",
    "Report",
    "ReportRecord",
    "RowKind",
    "SourceRecord",
    "Status",
    "Step",
    "StepField",
]

TABLES: tuple[type[Record], ...] = (
    ReportRecord,
    Measure,
    Step,
    IndicatorScore,
    ItemScore,
    Analysis,
    Letter,
    Finding,
    ParagraphRecord,
    CellRecord,
    SourceRecord,
    Failure,
)
"""Every table's model, in the order in which tables are written."""


class Report(ReportRecord):
    """A parsed document: the fields of its row in `reports`, and all its records."""

    measures: tuple[Measure, ...] = Field(default=(), exclude=True)
    steps: tuple[Step, ...] = Field(default=(), exclude=True)
    indicator_scores: tuple[IndicatorScore, ...] = Field(default=(), exclude=True)
    item_scores: tuple[ItemScore, ...] = Field(default=(), exclude=True)
    analyses: tuple[Analysis, ...] = Field(default=(), exclude=True)
    letters: tuple[Letter, ...] = Field(default=(), exclude=True)
    findings: tuple[Finding, ...] = Field(default=(), exclude=True)
    paragraphs: tuple[ParagraphRecord, ...] = Field(default=(), exclude=True)
    cells: tuple[CellRecord, ...] = Field(default=(), exclude=True)
    sources: tuple[SourceRecord, ...] = Field(default=(), exclude=True)

    _document: Document | None = PrivateAttr(default=None)

    @property
    def document(self) -> Document | None:
        """The document that the report was parsed from; None once that is let go."""
        return self._document

    def page(self, number: int) -> Page:
        """Return page `number` (from 1) of the document, as it was read.

        Raises:
            KeyError: the document has no such page, was not read with it, or was let go.
        """
        if self._document is None:
            raise KeyError(f"{self.source}: its pages were let go")
        return self._document.page(number)

    def __repr__(self) -> str:
        """Say which report this is; all its records would fill the screen."""
        return (
            f"<Report {self.report_id} of {self.source!r}: {len(self.measures)} measures, "
            f"{len(self.indicator_scores) + len(self.item_scores)} scores, "
            f"{len(self.findings)} findings>"
        )

    __str__ = __repr__

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return one DataFrame per table, by table name; see `ita_parse.frames`."""
        from ita_parse.export import frames

        return frames([self])
