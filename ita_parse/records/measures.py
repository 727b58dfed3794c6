"""Measures, items followed up and indicators to improve, with their steps."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from pydantic import PrivateAttr

from ita_parse.document import Place
from ita_parse.records.base import (
    REPORT_ID,
    ROW_NO,
    TABLE_NO,
    Record,
    Recurrence,
    RowKind,
    Status,
    StepField,
    column,
    listed,
    required,
)


class Measure(Record):
    """A measure, an item followed up, or an indicator to improve."""

    table_name: ClassVar[str] = "measures"
    title_en: ClassVar[str] = "Measures"
    title_th: ClassVar[str] = "มาตรการ"
    key: ClassVar[tuple[str, ...]] = ("measure_id",)

    report_id: str = required(*REPORT_ID)
    measure_id: str = required("Measure ID", "รหัสมาตรการ", "report_id, '-m' and a number from 1.")
    row_kind: RowKind = required(
        "Row kind",
        "ชนิดของแถว",
        "measure; item followed up; or indicator to improve (measure is null there).",
    )
    sequence: str | None = column("Sequence", "ลำดับ", "Number printed with the row.")
    indicator_no: int | None = column(
        "Indicator number", "ตัวชี้วัดที่", "Official number of the ITA indicator, 1 to 10."
    )
    indicator: str | None = column(
        "Indicator", "ตัวชี้วัด", "ITA indicator in its official wording; else as printed."
    )
    item_code: str | None = column(
        "Item code", "รหัสข้อ", "i, e or o and the number, for example i12, e1, o42."
    )
    item: str | None = column("Item", "ข้อคำถาม", "The item's printed wording without its code.")
    measure: str | None = column("Measure", "มาตรการ", "The measure without its printed number.")
    topic: str | None = column("Topic", "หัวเรื่อง", "Topic of the measure, a closed list.")
    method: str | None = column("Method", "วิธีดำเนินการ", "How it is done; a step a line.")
    period: str | None = column("Period", "ระยะเวลา", "The period as printed, cleaned.")
    period_start: date | None = column("Period start", "วันเริ่มต้น", "First day, Common Era.")
    period_end: date | None = column("Period end", "วันสิ้นสุด", "Last day, Common Era.")
    period_recurrence: Recurrence | None = column(
        "Recurrence", "ความถี่", "How often it is done, where the period says so."
    )
    owner: str | None = column("Owner", "ผู้รับผิดชอบ", "Who is responsible, as printed, cleaned.")
    owners: tuple[str, ...] = listed(
        "Owners", "รายชื่อผู้รับผิดชอบ", "The responsible units and posts, apart."
    )
    kpi: str | None = column("KPI", "ตัวชี้วัดความสำเร็จ", "The measure's own success indicator.")
    target: str | None = column("Target", "เป้าหมาย", "Target.")
    budget: str | None = column("Budget", "งบประมาณ", "Budget, as printed.")
    result: str | None = column("Result", "ผลการดำเนินการ", "What was done.")
    outcome: str | None = column("Outcome", "ผลลัพธ์", "What came of it.")
    follow_up: str | None = column("Follow-up", "การติดตามผล", "How it is followed up.")
    obstacles: str | None = column("Obstacles", "ปัญหา/อุปสรรค", "Problems met.")
    suggestion: str | None = column("Suggestion", "ข้อเสนอแนะ", "Suggestions.")
    evidence: str | None = column("Evidence", "หลักฐาน", "Evidence, documents, links.")
    status: Status | None = column("Status", "สถานะ", "Status by words or ticked box.")
    page_first: int | None = column("First page", "หน้าแรก", "Page on which it begins, from 1.")
    page_last: int | None = column("Last page", "หน้าสุดท้าย", "Page on which it ends.")
    table_no: int | None = column(*TABLE_NO)
    row_no: int | None = column(*ROW_NO)
    confidence: Decimal | None = column(
        "Confidence", "ความเชื่อมั่น", "Lowest confidence of the record's cells, 0 to 1.", places=3
    )

    _raw: dict[str, str] = PrivateAttr(default_factory=dict)
    _places: tuple[Place, ...] = PrivateAttr(default=())

    @property
    def raw(self) -> dict[str, str]:
        """The text of each field as the file holds it, by field name."""
        return self._raw

    @property
    def places(self) -> tuple[Place, ...]:
        """Page, table and row of each of its parts; several where a page cut the row."""
        return self._places


class Step(Record):
    """A numbered step in a measure's method, result, outcome or follow-up."""

    table_name: ClassVar[str] = "steps"
    title_en: ClassVar[str] = "Steps"
    title_th: ClassVar[str] = "ขั้นตอน"
    # A document may number two steps alike.
    key: ClassVar[tuple[str, ...]] = ()

    report_id: str = required(*REPORT_ID)
    measure_id: str = required("Measure ID", "รหัสมาตรการ", "The measure that it belongs to.")
    field: StepField = required("Field", "ช่องข้อมูล", "Column of the measure that holds it.")
    step_no: str = required("Step number", "ขั้นที่", 'The step\'s number as text: "1", "1.1".')
    text: str = required("Text", "ข้อความ", "The step without its number.")
