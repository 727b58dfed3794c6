"""Collects a report's records and findings while its document is read, and gives them ids."""

from __future__ import annotations

from collections.abc import Sized
from dataclasses import dataclass, field
from typing import Any

from ita_parse.document import Document, Place, Severity
from ita_parse.records import (
    Analysis,
    CellRecord,
    Finding,
    IndicatorScore,
    Instrument,
    ItemScore,
    Letter,
    Measure,
    ParagraphRecord,
    Step,
)


@dataclass(frozen=True, slots=True)
class PrintedTotal:
    """A total that a table or running text prints: no record of its own, but scores add up to it.

    Attributes:
        instrument: the instrument that it sums up; None for the total of all.
        year: fiscal year (B.E.), None if nothing names it.
        printed: as the document prints it.
        change: the change beside it, as printed.
        place: the row that holds it; None in running text.
        certainty: OCR's confidence in it, 0 to 1, if it gives one.
    """

    instrument: Instrument | None
    year: int | None
    printed: str
    change: str | None = None
    place: Place | None = None
    page: int | None = None
    certainty: float | None = None


@dataclass(frozen=True, slots=True)
class UnreadScore:
    """A score that is no number from 0 to 100; other scores may tell what it was meant to be."""

    table: str
    record_id: str
    printed: str | None
    page: int | None


@dataclass(slots=True)
class Builder:
    """The records of one report so far.

    `totals` are the totals of scores that tables print, `certainties` OCR's confidence in the
    score of a record, by its id, `unread` the scores that can't be read as they stand.
    """

    report_id: str
    measures: list[Measure] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    indicator_scores: list[IndicatorScore] = field(default_factory=list)
    item_scores: list[ItemScore] = field(default_factory=list)
    analyses: list[Analysis] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    totals: list[PrintedTotal] = field(default_factory=list)
    certainties: dict[str, float] = field(default_factory=dict)
    unread: list[UnreadScore] = field(default_factory=list)

    def new_id(self, letter: str, records: Sized) -> str:
        """Return the id of the next record: report_id, letter and ordinal from 1."""
        return f"{self.report_id}-{letter}{len(records) + 1}"

    def find(
        self,
        code: str,
        severity: Severity,
        message: str,
        *,
        table: str | None = None,
        record_id: str | None = None,
        field: str | None = None,
        printed: str | None = None,
        suggested: str | None = None,
        page: int | None = None,
    ) -> None:
        """Add a finding: something that a person should look at."""
        self.findings.append(
            Finding(
                report_id=self.report_id,
                finding_id=self.new_id("f", self.findings),
                table=table,
                record_id=record_id,
                field=field,
                code=code,
                severity=severity,
                message=message,
                printed=printed,
                suggested=suggested,
                page=page,
            )
        )

    def tell_unread(self) -> None:
        """Add a finding for every score that could not be read, and was not repaired since."""
        repaired = {one.record_id for one in self.findings if one.code == "score_repaired"}
        for one in self.unread:
            if one.record_id not in repaired:
                self.find(
                    "score_unread",
                    "warning",
                    "The score is no number from 0 to 100.",
                    table=one.table,
                    record_id=one.record_id,
                    field="score",
                    printed=one.printed,
                    page=one.page,
                )

    def records(self) -> dict[str, Any]:
        """Return all records by the name of the report's attribute that holds them."""
        return {
            name: tuple(getattr(self, name))
            for name in (
                "measures",
                "steps",
                "indicator_scores",
                "item_scores",
                "analyses",
                "letters",
                "findings",
            )
        }


def paragraph_records(document: Document, report_id: str) -> tuple[ParagraphRecord, ...]:
    """Return the document's paragraphs as records."""
    paragraphs = (paragraph for page in document.pages for paragraph in page.paragraphs)
    return tuple(
        ParagraphRecord(
            report_id=report_id,
            page=paragraph.page,
            paragraph_no=number,
            kind=paragraph.kind,
            text=paragraph.text,
        )
        for number, paragraph in enumerate(paragraphs, 1)
    )


def cell_records(
    document: Document, report_id: str, fields: dict[tuple[int, int, int], str]
) -> tuple[CellRecord, ...]:
    """Return every cell read as a record, with the field that it was mapped to."""
    records = []
    for page in document.pages:
        for table in page.tables:
            for cell in table.cells:
                x0, top, x1, bottom = cell.box or (None, None, None, None)
                records.append(
                    CellRecord(
                        report_id=report_id,
                        table_no=table.table_no,
                        page=table.page,
                        row_no=cell.row_no,
                        column_no=cell.column_no,
                        row_span=cell.row_span,
                        column_span=cell.column_span,
                        field=fields.get((cell.table_no, cell.row_no, cell.column_no)),
                        raw=cell.raw,
                        text=cell.text,
                        repairs=tuple(f"{repair.rule}:{repair.count}" for repair in cell.repairs),
                        confidence=None,
                        x0=x0,
                        top=top,
                        x1=x1,
                        bottom=bottom,
                    )
                )
    return tuple(records)
