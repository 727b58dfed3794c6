"""Letters, findings, paragraphs and cells: what stands on the pages."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from ita_parse.document import ParagraphKind, Severity
from ita_parse.records.base import (
    PAGE,
    REPORT_ID,
    ROW_NO,
    TABLE_NO,
    Day,
    Record,
    column,
    listed,
    required,
)


class Letter(Record):
    """A memorandum (บันทึกข้อความ) in the document."""

    table_name: ClassVar[str] = "letters"
    title_en: ClassVar[str] = "Letters"
    title_th: ClassVar[str] = "บันทึกข้อความ"
    key: ClassVar[tuple[str, ...]] = ()

    report_id: str = required(*REPORT_ID)
    agency: str | None = column("Agency", "ส่วนราชการ", "Unit that writes.")
    document_no: str | None = column("Document number", "ที่", "Number of the letter.")
    date: Day | None = column("Date", "วันที่", "Date of the letter, Common Era.")
    subject: str | None = column("Subject", "เรื่อง", "Subject.")
    addressee: str | None = column("Addressee", "เรียน", "Office addressed.")
    page: int | None = column(*PAGE)


class Finding(Record):
    """A thing that a person should look at."""

    table_name: ClassVar[str] = "findings"
    title_en: ClassVar[str] = "Findings"
    title_th: ClassVar[str] = "ข้อสังเกต"
    key: ClassVar[tuple[str, ...]] = ("finding_id",)

    report_id: str = required(*REPORT_ID)
    finding_id: str = required("Finding ID", "รหัสข้อสังเกต", "report_id, '-f' and a number.")
    table: str | None = column("Table", "ตาราง", "Table that it is about.")
    record_id: str | None = column("Record", "รหัสรายการ", "Record that it is about.")
    field: str | None = column("Field", "ช่องข้อมูล", "Column that it is about.")
    code: str = required("Code", "รหัสประเภท", "Kind of finding, a closed list.")
    severity: Severity = required("Severity", "ความรุนแรง", "error, warning or note.")
    message: str = required("Message", "คำอธิบาย", "What was seen, and what to look at.")
    printed: str | None = column("Printed", "ที่พิมพ์", "What the document prints.")
    suggested: str | None = column("Suggested", "ที่เสนอ", "What it probably should be.")
    page: int | None = column(*PAGE)


class ParagraphRecord(Record):
    """A heading, paragraph or list item outside tables."""

    table_name: ClassVar[str] = "paragraphs"
    title_en: ClassVar[str] = "Paragraphs"
    title_th: ClassVar[str] = "ย่อหน้า"
    key: ClassVar[tuple[str, ...]] = ("report_id", "paragraph_no")

    report_id: str = required(*REPORT_ID)
    page: int | None = column(*PAGE)
    paragraph_no: int = required(
        "Paragraph number", "ย่อหน้าที่", "Counted through the document from 1."
    )
    kind: ParagraphKind = required("Kind", "ชนิด", "heading, text or list_item.")
    text: str = required("Text", "ข้อความ", "Clean text.")


class CellRecord(Record):
    """A table cell as it was read, mapped to a field or not."""

    table_name: ClassVar[str] = "cells"
    title_en: ClassVar[str] = "Cells"
    title_th: ClassVar[str] = "ช่องตาราง"
    key: ClassVar[tuple[str, ...]] = ("report_id", "table_no", "row_no", "column_no")

    report_id: str = required(*REPORT_ID)
    table_no: int = required(*TABLE_NO)
    page: int | None = column(*PAGE)
    row_no: int = required(*ROW_NO)
    column_no: int = required("Column number", "คอลัมน์ที่", "Columns of the table, from 1.")
    row_span: int = required("Row span", "จำนวนแถวที่ผสาน", "Rows that the cell covers.")
    column_span: int = required("Column span", "จำนวนคอลัมน์ที่ผสาน", "Columns that it covers.")
    field: str | None = column("Field", "ช่องข้อมูล", "Field that its column was mapped to.")
    raw: str = required("Raw text", "ข้อความดิบ", "The text as the file holds it.")
    text: str = required("Text", "ข้อความ", "Clean text.")
    repairs: tuple[str, ...] = listed(
        "Repairs", "การแก้ไข", "Rules that changed the text, each as name:count."
    )
    confidence: Decimal | None = column(
        "Confidence", "ความเชื่อมั่น", "Confidence of the reading, 0 to 1.", places=3
    )
    x0: float | None = column("Left", "ซ้าย", "Left edge, points from the page's left.")
    top: float | None = column("Top", "บน", "Upper edge, points from the page's top.")
    x1: float | None = column("Right", "ขวา", "Right edge, points from the page's left.")
    bottom: float | None = column("Bottom", "ล่าง", "Lower edge, points from the page's top.")
