"""The document itself, where it was found, and what could not be read."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from ita_parse.document import Media, TextSource
from ita_parse.records.base import REPORT_ID, YEAR, Kind, Record, column, listed, required


class ReportRecord(Record):
    """One document."""

    table_name: ClassVar[str] = "reports"
    title_en: ClassVar[str] = "Reports"
    title_th: ClassVar[str] = "เอกสาร"
    key: ClassVar[tuple[str, ...]] = ("report_id",)

    report_id: str = required(*REPORT_ID)
    source: str = required(
        "Source", "แหล่งที่มา", "Path or name of the file; the first in sorted order of several."
    )
    sha256: str = required("SHA-256", "ค่าแฮช SHA-256", "SHA-256 of the file, hexadecimal.")
    media: Media = required("Media", "ชนิดไฟล์", "Kind of the file.")
    text_source: TextSource = required(
        "Text source",
        "ที่มาของข้อความ",
        "Where the text came from: a PDF's text layer, OCR, both, or an OCR transcript.",
    )
    pages: int | None = column(
        "Pages", "จำนวนหน้า", "Number of pages; null for a transcript, which has none."
    )
    kinds: tuple[Kind, ...] = listed(
        "Kinds", "ประเภทเอกสาร", "What the document holds, derived from its titles and tables."
    )
    body_id: str | None = column(
        "Body",
        "รหัสหน่วยงาน",
        "Names the same public body in every year and spelling: organisation type and area code.",
    )
    title: str | None = column("Title", "ชื่อเอกสาร", "The document's (first) title.")
    organisation: str | None = column(
        "Organisation", "หน่วยงาน", "Name of the public body, in its full official form."
    )
    organisation_printed: str | None = column(
        "Organisation as printed", "หน่วยงานตามที่พิมพ์", "The name as the document prints it."
    )
    organisation_type: str | None = column(
        "Organisation type", "ประเภทหน่วยงาน", "Kind of public body, a closed list."
    )
    subdistrict: str | None = column("Subdistrict", "ตำบล", "Subdistrict (tambon).")
    district: str | None = column("District", "อำเภอ", "District (amphoe).")
    province: str | None = column("Province", "จังหวัด", "Province (changwat).")
    area_code: str | None = column(
        "Area code",
        "รหัสพื้นที่",
        "Official code of the subdistrict (6 digits), district (4) or province (2).",
    )
    fiscal_year: int | None = column(
        "Fiscal year", "ปีงบประมาณ", f"The year that the title names as the document's. {YEAR}"
    )
    score_fiscal_year: int | None = column(
        "Fiscal year of the scores", "ปีงบประมาณของผลคะแนน", f"Year of the scores analysed. {YEAR}"
    )
    measures_fiscal_year: int | None = column(
        "Fiscal year of the measures",
        "ปีงบประมาณของมาตรการ",
        f"Year in which the measures run. {YEAR}",
    )
    overall_score: Decimal | None = column(
        "Overall score", "คะแนนภาพรวม", "Total ITA score as printed, 0 to 100.", places=2
    )
    overall_grade: str | None = column(
        "Overall grade", "ระดับผลการประเมิน", "Grade as printed, for example A or ผ่านดี."
    )
    overall_rank: int | None = column(
        "Overall rank", "ลำดับที่", "Rank among bodies of its kind, as printed."
    )
    quality: Decimal | None = column(
        "Text quality", "คุณภาพข้อความ", "How far the text can be trusted, 0 to 1.", places=3
    )
    parser_version: str = required(
        "Parser version", "รุ่นของตัวแยกข้อมูล", "Version of ita_parse that made the record."
    )


class SourceRecord(Record):
    """A path under which a document was found."""

    table_name: ClassVar[str] = "sources"
    title_en: ClassVar[str] = "Sources"
    title_th: ClassVar[str] = "แหล่งไฟล์"
    key: ClassVar[tuple[str, ...]] = ("report_id", "source")

    report_id: str = required(*REPORT_ID)
    source: str = required("Source", "แหล่งที่มา", "Path or name of the file.")


class Failure(Record):
    """A file that could not be converted."""

    table_name: ClassVar[str] = "failures"
    title_en: ClassVar[str] = "Failures"
    title_th: ClassVar[str] = "ไฟล์ที่แปลงไม่ได้"
    key: ClassVar[tuple[str, ...]] = ("source",)

    source: str = required("Source", "แหล่งที่มา", "Path or name of the file.")
    stage: str = required("Stage", "ขั้นที่ล้มเหลว", "Room of the library in which it failed.")
    error: str = required("Error", "ข้อผิดพลาด", "Name of the error.")
    message: str = required("Message", "คำอธิบาย", "What happened and what to do.")
