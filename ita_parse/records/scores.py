"""Scores of indicators and items, and the analyses of issues."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from ita_parse.records.base import (
    PAGE,
    REPORT_ID,
    ROW_NO,
    TABLE_NO,
    YEAR,
    Aspect,
    Instrument,
    Record,
    column,
    required,
)


class IndicatorScore(Record):
    """The score of an ITA indicator in a fiscal year."""

    table_name: ClassVar[str] = "indicator_scores"
    title_en: ClassVar[str] = "Indicator scores"
    title_th: ClassVar[str] = "คะแนนรายตัวชี้วัด"
    key: ClassVar[tuple[str, ...]] = ("score_id",)

    report_id: str = required(*REPORT_ID)
    score_id: str = required("Score ID", "รหัสคะแนน", "report_id, '-s' and a number from 1.")
    fiscal_year: int | None = column("Fiscal year", "ปีงบประมาณ", f"Year of the score. {YEAR}")
    instrument: Instrument | None = column("Instrument", "แบบวัด", "IIT, EIT or OIT.")
    indicator_no: int | None = column(
        "Indicator number", "ตัวชี้วัดที่", "Official number of the ITA indicator, 1 to 10."
    )
    indicator: str | None = column(
        "Indicator", "ตัวชี้วัด", "ITA indicator in its official wording; else as printed."
    )
    rank: int | None = column("Rank", "อันดับ", "Printed place in a ranked table.")
    score: Decimal | None = column("Score", "คะแนน", "Score, 0 to 100.", places=2)
    score_printed: str | None = column(
        "Score as printed", "คะแนนตามที่พิมพ์", "The score as the document prints it."
    )
    change_printed: str | None = column(
        "Change as printed", "ผลต่างตามที่พิมพ์", "Change from the year before, as printed."
    )
    page: int | None = column(*PAGE)
    table_no: int | None = column(*TABLE_NO)
    row_no: int | None = column(*ROW_NO)


class ItemScore(Record):
    """The score of an item of IIT, EIT or OIT."""

    table_name: ClassVar[str] = "item_scores"
    title_en: ClassVar[str] = "Item scores"
    title_th: ClassVar[str] = "คะแนนรายข้อ"
    key: ClassVar[tuple[str, ...]] = ("score_id",)

    report_id: str = required(*REPORT_ID)
    score_id: str = required("Score ID", "รหัสคะแนน", "report_id, '-i' and a number from 1.")
    fiscal_year: int | None = column("Fiscal year", "ปีงบประมาณ", f"Year of the score. {YEAR}")
    instrument: Instrument | None = column("Instrument", "แบบวัด", "IIT, EIT or OIT.")
    item_code: str | None = column(
        "Item code", "รหัสข้อ", "i, e or o and the number, for example i12, e1, o42."
    )
    item: str | None = column("Item", "ข้อคำถาม", "The item's printed wording without its code.")
    issue_no: int | None = column("Issue number", "ประเด็นที่", "Number of the issue, 1 to 7.")
    issue: str | None = column("Issue", "ประเด็น", "The issue's name.")
    score: Decimal | None = column("Score", "คะแนน", "Score, 0 to 100.", places=2)
    score_printed: str | None = column(
        "Score as printed", "คะแนนตามที่พิมพ์", "The score as the document prints it."
    )
    page: int | None = column(*PAGE)
    table_no: int | None = column(*TABLE_NO)
    row_no: int | None = column(*ROW_NO)


class Analysis(Record):
    """A paragraph of an issue's analysis."""

    table_name: ClassVar[str] = "analyses"
    title_en: ClassVar[str] = "Analyses"
    title_th: ClassVar[str] = "การวิเคราะห์"
    key: ClassVar[tuple[str, ...]] = ("analysis_id",)

    report_id: str = required(*REPORT_ID)
    analysis_id: str = required(
        "Analysis ID", "รหัสการวิเคราะห์", "report_id, '-a' and a number from 1."
    )
    issue_no: int | None = column("Issue number", "ประเด็นที่", "Number of the issue, 1 to 7.")
    issue: str | None = column("Issue", "ประเด็น", "The issue's name.")
    aspect: Aspect | None = column(
        "Aspect", "ด้าน", "What the paragraph's label says it is; null without a label."
    )
    text: str = required("Text", "ข้อความ", "The paragraph without its label.")
    boilerplate: bool = required(
        "Boilerplate", "ข้อความแม่แบบ", "True for a sentence of the template that was left in."
    )
    page: int | None = column(*PAGE)
