"""The records: one model per table, from which columns, types, titles and files all derive.

The order of a model's fields is the order of its table's columns. A field's Thai title and, for
decimals, its places stand in its `json_schema_extra`; `ita_parse.export.schema` reads them.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from ita_parse.document import Document, Media, ParagraphKind, Severity, TextSource

if TYPE_CHECKING:
    import pandas as pd

Day = date
"""`date` by another name, for the model that has a field of that name."""

Instrument = Literal["IIT", "EIT", "OIT"]
RowKind = Literal["measure", "item", "indicator"]
Recurrence = Literal["monthly", "quarterly", "half_yearly", "yearly"]
Status = Literal["completed", "in_progress", "not_started"]
Aspect = Literal["weakness", "development", "maintain"]
StepField = Literal["method", "result", "outcome", "follow_up"]
Kind = Literal[
    "measures_report",
    "measures_plan",
    "follow_up",
    "assessment_analysis",
    "memorandum",
    "other",
]


def _column(title: str, thai: str, description: str, *, places: int | None = None) -> Any:
    """Declare a column: English and Thai title, what it holds, decimal places if it has them."""
    extra: dict[str, Any] = {"title_th": thai}
    if places is not None:
        extra["places"] = places
    return Field(default=None, title=title, description=description, json_schema_extra=extra)


def _required(title: str, thai: str, description: str) -> Any:
    return Field(title=title, description=description, json_schema_extra={"title_th": thai})


def _listed(title: str, thai: str, description: str) -> Any:
    return Field(
        default=(), title=title, description=description, json_schema_extra={"title_th": thai}
    )


_REPORT_ID = ("Report", "รหัสเอกสาร", "First 16 hexadecimal digits of the file's SHA-256.")
_PAGE = ("Page", "หน้า", "Page on which it stands, from 1; null in a transcript.")
_TABLE_NO = (
    "Table number",
    "ตารางที่",
    "Tables as they stand on the pages, counted through the document from 1.",
)
_ROW_NO = ("Row number", "แถวที่", "Rows of that table from 1, header rows counted too.")
_YEAR = "Fiscal year, Buddhist Era (B.E. = C.E. + 543; it begins on 1 October of the year before)."


class Record(BaseModel):
    """Base of all records: immutable, and a table each."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    table_name: ClassVar[str] = ""
    title_en: ClassVar[str] = ""
    title_th: ClassVar[str] = ""
    key: ClassVar[tuple[str, ...]] = ()


class ReportRecord(Record):
    """One document."""

    table_name: ClassVar[str] = "reports"
    title_en: ClassVar[str] = "Reports"
    title_th: ClassVar[str] = "เอกสาร"
    key: ClassVar[tuple[str, ...]] = ("report_id",)

    report_id: str = _required(*_REPORT_ID)
    source: str = _required(
        "Source", "แหล่งที่มา", "Path or name of the file; the first in sorted order of several."
    )
    sha256: str = _required("SHA-256", "ค่าแฮช SHA-256", "SHA-256 of the file, hexadecimal.")
    media: Media = _required("Media", "ชนิดไฟล์", "Kind of the file.")
    text_source: TextSource = _required(
        "Text source",
        "ที่มาของข้อความ",
        "Where the text came from: a PDF's text layer, OCR, both, or an OCR transcript.",
    )
    pages: int | None = _column(
        "Pages", "จำนวนหน้า", "Number of pages; null for a transcript, which has none."
    )
    kinds: tuple[Kind, ...] = _listed(
        "Kinds", "ประเภทเอกสาร", "What the document holds, derived from its titles and tables."
    )
    body_id: str | None = _column(
        "Body",
        "รหัสหน่วยงาน",
        "Names the same public body in every year and spelling: organisation type and area code.",
    )
    title: str | None = _column("Title", "ชื่อเอกสาร", "The document's (first) title.")
    organisation: str | None = _column(
        "Organisation", "หน่วยงาน", "Name of the public body, in its full official form."
    )
    organisation_printed: str | None = _column(
        "Organisation as printed", "หน่วยงานตามที่พิมพ์", "The name as the document prints it."
    )
    organisation_type: str | None = _column(
        "Organisation type", "ประเภทหน่วยงาน", "Kind of public body, a closed list."
    )
    subdistrict: str | None = _column("Subdistrict", "ตำบล", "Subdistrict (tambon).")
    district: str | None = _column("District", "อำเภอ", "District (amphoe).")
    province: str | None = _column("Province", "จังหวัด", "Province (changwat).")
    area_code: str | None = _column(
        "Area code",
        "รหัสพื้นที่",
        "Official code of the subdistrict (6 digits), district (4) or province (2).",
    )
    fiscal_year: int | None = _column(
        "Fiscal year", "ปีงบประมาณ", f"The year that the title names as the document's. {_YEAR}"
    )
    score_fiscal_year: int | None = _column(
        "Fiscal year of the scores", "ปีงบประมาณของผลคะแนน", f"Year of the scores analysed. {_YEAR}"
    )
    measures_fiscal_year: int | None = _column(
        "Fiscal year of the measures",
        "ปีงบประมาณของมาตรการ",
        f"Year in which the measures run. {_YEAR}",
    )
    overall_score: Decimal | None = _column(
        "Overall score", "คะแนนภาพรวม", "Total ITA score as printed, 0 to 100.", places=2
    )
    overall_grade: str | None = _column(
        "Overall grade", "ระดับผลการประเมิน", "Grade as printed, for example A or ผ่านดี."
    )
    overall_rank: int | None = _column(
        "Overall rank", "ลำดับที่", "Rank among bodies of its kind, as printed."
    )
    quality: Decimal | None = _column(
        "Text quality", "คุณภาพข้อความ", "How far the text can be trusted, 0 to 1.", places=3
    )
    parser_version: str = _required(
        "Parser version", "รุ่นของตัวแยกข้อมูล", "Version of ita_parse that made the record."
    )


class Measure(Record):
    """A measure, an item followed up, or an indicator to improve."""

    table_name: ClassVar[str] = "measures"
    title_en: ClassVar[str] = "Measures"
    title_th: ClassVar[str] = "มาตรการ"
    key: ClassVar[tuple[str, ...]] = ("measure_id",)

    report_id: str = _required(*_REPORT_ID)
    measure_id: str = _required("Measure ID", "รหัสมาตรการ", "report_id, '-m' and a number from 1.")
    row_kind: RowKind = _required(
        "Row kind",
        "ชนิดของแถว",
        "measure; item followed up; or indicator to improve (measure is null there).",
    )
    sequence: str | None = _column("Sequence", "ลำดับ", "Number printed with the row.")
    indicator_no: int | None = _column(
        "Indicator number", "ตัวชี้วัดที่", "Official number of the ITA indicator, 1 to 10."
    )
    indicator: str | None = _column(
        "Indicator", "ตัวชี้วัด", "ITA indicator in its official wording; else as printed."
    )
    item_code: str | None = _column(
        "Item code", "รหัสข้อ", "i, e or o and the number, for example i12, e1, o42."
    )
    item: str | None = _column("Item", "ข้อคำถาม", "The item's printed wording without its code.")
    measure: str | None = _column("Measure", "มาตรการ", "The measure without its printed number.")
    topic: str | None = _column("Topic", "หัวเรื่อง", "Topic of the measure, a closed list.")
    method: str | None = _column("Method", "วิธีดำเนินการ", "How it is done; a step a line.")
    period: str | None = _column("Period", "ระยะเวลา", "The period as printed, cleaned.")
    period_start: date | None = _column("Period start", "วันเริ่มต้น", "First day, Common Era.")
    period_end: date | None = _column("Period end", "วันสิ้นสุด", "Last day, Common Era.")
    period_recurrence: Recurrence | None = _column(
        "Recurrence", "ความถี่", "How often it is done, where the period says so."
    )
    owner: str | None = _column("Owner", "ผู้รับผิดชอบ", "Who is responsible, as printed, cleaned.")
    owners: tuple[str, ...] = _listed(
        "Owners", "รายชื่อผู้รับผิดชอบ", "The responsible units and posts, apart."
    )
    kpi: str | None = _column("KPI", "ตัวชี้วัดความสำเร็จ", "The measure's own success indicator.")
    target: str | None = _column("Target", "เป้าหมาย", "Target.")
    budget: str | None = _column("Budget", "งบประมาณ", "Budget, as printed.")
    result: str | None = _column("Result", "ผลการดำเนินการ", "What was done.")
    outcome: str | None = _column("Outcome", "ผลลัพธ์", "What came of it.")
    follow_up: str | None = _column("Follow-up", "การติดตามผล", "How it is followed up.")
    obstacles: str | None = _column("Obstacles", "ปัญหา/อุปสรรค", "Problems met.")
    suggestion: str | None = _column("Suggestion", "ข้อเสนอแนะ", "Suggestions.")
    evidence: str | None = _column("Evidence", "หลักฐาน", "Evidence, documents, links.")
    status: Status | None = _column("Status", "สถานะ", "Status by words or ticked box.")
    page_first: int | None = _column("First page", "หน้าแรก", "Page on which it begins, from 1.")
    page_last: int | None = _column("Last page", "หน้าสุดท้าย", "Page on which it ends.")
    table_no: int | None = _column(*_TABLE_NO)
    row_no: int | None = _column(*_ROW_NO)
    confidence: Decimal | None = _column(
        "Confidence", "ความเชื่อมั่น", "Lowest confidence of the record's cells, 0 to 1.", places=3
    )

    _raw: dict[str, str] = PrivateAttr(default_factory=dict)

    @property
    def raw(self) -> dict[str, str]:
        """The text of each field as the file holds it, by field name."""
        return self._raw


class Step(Record):
    """A numbered step in a measure's method, result, outcome or follow-up."""

    table_name: ClassVar[str] = "steps"
    title_en: ClassVar[str] = "Steps"
    title_th: ClassVar[str] = "ขั้นตอน"
    key: ClassVar[tuple[str, ...]] = ("measure_id", "field", "step_no")

    report_id: str = _required(*_REPORT_ID)
    measure_id: str = _required("Measure ID", "รหัสมาตรการ", "The measure that it belongs to.")
    field: StepField = _required("Field", "ช่องข้อมูล", "Column of the measure that holds it.")
    step_no: str = _required("Step number", "ขั้นที่", 'The step\'s number as text: "1", "1.1".')
    text: str = _required("Text", "ข้อความ", "The step without its number.")


class IndicatorScore(Record):
    """The score of an ITA indicator in a fiscal year."""

    table_name: ClassVar[str] = "indicator_scores"
    title_en: ClassVar[str] = "Indicator scores"
    title_th: ClassVar[str] = "คะแนนรายตัวชี้วัด"
    key: ClassVar[tuple[str, ...]] = ("score_id",)

    report_id: str = _required(*_REPORT_ID)
    score_id: str = _required("Score ID", "รหัสคะแนน", "report_id, '-s' and a number from 1.")
    fiscal_year: int | None = _column("Fiscal year", "ปีงบประมาณ", f"Year of the score. {_YEAR}")
    instrument: Instrument | None = _column("Instrument", "แบบวัด", "IIT, EIT or OIT.")
    indicator_no: int | None = _column(
        "Indicator number", "ตัวชี้วัดที่", "Official number of the ITA indicator, 1 to 10."
    )
    indicator: str | None = _column(
        "Indicator", "ตัวชี้วัด", "ITA indicator in its official wording; else as printed."
    )
    rank: int | None = _column("Rank", "อันดับ", "Printed place in a ranked table.")
    score: Decimal | None = _column("Score", "คะแนน", "Score, 0 to 100.", places=2)
    score_printed: str | None = _column(
        "Score as printed", "คะแนนตามที่พิมพ์", "The score as the document prints it."
    )
    change_printed: str | None = _column(
        "Change as printed", "ผลต่างตามที่พิมพ์", "Change from the year before, as printed."
    )
    page: int | None = _column(*_PAGE)
    table_no: int | None = _column(*_TABLE_NO)
    row_no: int | None = _column(*_ROW_NO)


class ItemScore(Record):
    """The score of an item of IIT, EIT or OIT."""

    table_name: ClassVar[str] = "item_scores"
    title_en: ClassVar[str] = "Item scores"
    title_th: ClassVar[str] = "คะแนนรายข้อ"
    key: ClassVar[tuple[str, ...]] = ("score_id",)

    report_id: str = _required(*_REPORT_ID)
    score_id: str = _required("Score ID", "รหัสคะแนน", "report_id, '-i' and a number from 1.")
    fiscal_year: int | None = _column("Fiscal year", "ปีงบประมาณ", f"Year of the score. {_YEAR}")
    instrument: Instrument | None = _column("Instrument", "แบบวัด", "IIT, EIT or OIT.")
    item_code: str | None = _column(
        "Item code", "รหัสข้อ", "i, e or o and the number, for example i12, e1, o42."
    )
    item: str | None = _column("Item", "ข้อคำถาม", "The item's printed wording without its code.")
    issue_no: int | None = _column("Issue number", "ประเด็นที่", "Number of the issue, 1 to 7.")
    issue: str | None = _column("Issue", "ประเด็น", "The issue's name.")
    score: Decimal | None = _column("Score", "คะแนน", "Score, 0 to 100.", places=2)
    score_printed: str | None = _column(
        "Score as printed", "คะแนนตามที่พิมพ์", "The score as the document prints it."
    )
    page: int | None = _column(*_PAGE)
    table_no: int | None = _column(*_TABLE_NO)
    row_no: int | None = _column(*_ROW_NO)


class Analysis(Record):
    """A paragraph of an issue's analysis."""

    table_name: ClassVar[str] = "analyses"
    title_en: ClassVar[str] = "Analyses"
    title_th: ClassVar[str] = "การวิเคราะห์"
    key: ClassVar[tuple[str, ...]] = ("analysis_id",)

    report_id: str = _required(*_REPORT_ID)
    analysis_id: str = _required(
        "Analysis ID", "รหัสการวิเคราะห์", "report_id, '-a' and a number from 1."
    )
    issue_no: int | None = _column("Issue number", "ประเด็นที่", "Number of the issue, 1 to 7.")
    issue: str | None = _column("Issue", "ประเด็น", "The issue's name.")
    aspect: Aspect | None = _column(
        "Aspect", "ด้าน", "What the paragraph's label says it is; null without a label."
    )
    text: str = _required("Text", "ข้อความ", "The paragraph without its label.")
    boilerplate: bool = _required(
        "Boilerplate", "ข้อความแม่แบบ", "True for a sentence of the template that was left in."
    )
    page: int | None = _column(*_PAGE)


class Letter(Record):
    """A memorandum (บันทึกข้อความ) in the document."""

    table_name: ClassVar[str] = "letters"
    title_en: ClassVar[str] = "Letters"
    title_th: ClassVar[str] = "บันทึกข้อความ"
    key: ClassVar[tuple[str, ...]] = ()

    report_id: str = _required(*_REPORT_ID)
    agency: str | None = _column("Agency", "ส่วนราชการ", "Unit that writes.")
    document_no: str | None = _column("Document number", "ที่", "Number of the letter.")
    date: Day | None = _column("Date", "วันที่", "Date of the letter, Common Era.")
    subject: str | None = _column("Subject", "เรื่อง", "Subject.")
    addressee: str | None = _column("Addressee", "เรียน", "Office addressed.")
    page: int | None = _column(*_PAGE)


class Finding(Record):
    """A thing that a person should look at."""

    table_name: ClassVar[str] = "findings"
    title_en: ClassVar[str] = "Findings"
    title_th: ClassVar[str] = "ข้อสังเกต"
    key: ClassVar[tuple[str, ...]] = ("finding_id",)

    report_id: str = _required(*_REPORT_ID)
    finding_id: str = _required("Finding ID", "รหัสข้อสังเกต", "report_id, '-f' and a number.")
    table: str | None = _column("Table", "ตาราง", "Table that it is about.")
    record_id: str | None = _column("Record", "รหัสรายการ", "Record that it is about.")
    field: str | None = _column("Field", "ช่องข้อมูล", "Column that it is about.")
    code: str = _required("Code", "รหัสประเภท", "Kind of finding, a closed list.")
    severity: Severity = _required("Severity", "ความรุนแรง", "error, warning or note.")
    message: str = _required("Message", "คำอธิบาย", "What was seen, and what to look at.")
    printed: str | None = _column("Printed", "ที่พิมพ์", "What the document prints.")
    suggested: str | None = _column("Suggested", "ที่เสนอ", "What it probably should be.")
    page: int | None = _column(*_PAGE)


class ParagraphRecord(Record):
    """A heading, paragraph or list item outside tables."""

    table_name: ClassVar[str] = "paragraphs"
    title_en: ClassVar[str] = "Paragraphs"
    title_th: ClassVar[str] = "ย่อหน้า"
    key: ClassVar[tuple[str, ...]] = ("report_id", "paragraph_no")

    report_id: str = _required(*_REPORT_ID)
    page: int | None = _column(*_PAGE)
    paragraph_no: int = _required(
        "Paragraph number", "ย่อหน้าที่", "Counted through the document from 1."
    )
    kind: ParagraphKind = _required("Kind", "ชนิด", "heading, text or list_item.")
    text: str = _required("Text", "ข้อความ", "Clean text.")


class CellRecord(Record):
    """A table cell as it was read, mapped to a field or not."""

    table_name: ClassVar[str] = "cells"
    title_en: ClassVar[str] = "Cells"
    title_th: ClassVar[str] = "ช่องตาราง"
    key: ClassVar[tuple[str, ...]] = ("report_id", "table_no", "row_no", "column_no")

    report_id: str = _required(*_REPORT_ID)
    table_no: int = _required(*_TABLE_NO)
    page: int | None = _column(*_PAGE)
    row_no: int = _required(*_ROW_NO)
    column_no: int = _required("Column number", "คอลัมน์ที่", "Columns of the table, from 1.")
    row_span: int = _required("Row span", "จำนวนแถวที่ผสาน", "Rows that the cell covers.")
    column_span: int = _required("Column span", "จำนวนคอลัมน์ที่ผสาน", "Columns that it covers.")
    field: str | None = _column("Field", "ช่องข้อมูล", "Field that its column was mapped to.")
    raw: str = _required("Raw text", "ข้อความดิบ", "The text as the file holds it.")
    text: str = _required("Text", "ข้อความ", "Clean text.")
    repairs: tuple[str, ...] = _listed(
        "Repairs", "การแก้ไข", "Rules that changed the text, each as name:count."
    )
    confidence: Decimal | None = _column(
        "Confidence", "ความเชื่อมั่น", "Confidence of the reading, 0 to 1.", places=3
    )
    x0: float | None = _column("Left", "ซ้าย", "Left edge, points from the page's left.")
    top: float | None = _column("Top", "บน", "Upper edge, points from the page's top.")
    x1: float | None = _column("Right", "ขวา", "Right edge, points from the page's left.")
    bottom: float | None = _column("Bottom", "ล่าง", "Lower edge, points from the page's top.")


class SourceRecord(Record):
    """A path under which a document was found."""

    table_name: ClassVar[str] = "sources"
    title_en: ClassVar[str] = "Sources"
    title_th: ClassVar[str] = "แหล่งไฟล์"
    key: ClassVar[tuple[str, ...]] = ("report_id", "source")

    report_id: str = _required(*_REPORT_ID)
    source: str = _required("Source", "แหล่งที่มา", "Path or name of the file.")


class Failure(Record):
    """A file that could not be converted."""

    table_name: ClassVar[str] = "failures"
    title_en: ClassVar[str] = "Failures"
    title_th: ClassVar[str] = "ไฟล์ที่แปลงไม่ได้"
    key: ClassVar[tuple[str, ...]] = ("source",)

    source: str = _required("Source", "แหล่งที่มา", "Path or name of the file.")
    stage: str = _required("Stage", "ขั้นที่ล้มเหลว", "Room of the library in which it failed.")
    error: str = _required("Error", "ข้อผิดพลาด", "Name of the error.")
    message: str = _required("Message", "คำอธิบาย", "What happened and what to do.")


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

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return one DataFrame per table, by table name; see `ita_parse.frames`."""
        from ita_parse.export import frames

        return frames([self])
