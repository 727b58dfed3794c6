"""Headers, indicators, units and statuses that are misread, in whole documents."""

from __future__ import annotations

import pytest

import ita_parse
from ita_parse.parse import load_layouts
from ita_parse.parse.builder import Builder
from ita_parse.parse.checks.closed_lists import check_words
from ita_parse.records import Finding

HEADER = "ลำดับ\tมาตรการ\tวิธีดำเนินการ\tระยะเวลา\tผู้รับผิดชอบ\tผลการดำเนินการ"
ROW = "{}\tมาตรการดูแลทรัพย์สินของราชการ\tจัดทำทะเบียนคุม\tปีงบประมาณ 2568\t{}\t{}"
SCORES = "ลำดับ\tตัวชี้วัด\tคะแนน"


def found(*lines: str) -> list[Finding]:
    """Return what is found in a transcript of these lines."""
    title = "รายงานผลการดำเนินการตามมาตรการ ประจำปีงบประมาณ พ.ศ. 2568"
    document = ita_parse.extract("\n".join((title, "", *lines, "")).encode())
    report = ita_parse.parse.parse(document)
    builder = Builder(report.report_id)
    builder.measures.extend(report.measures)
    builder.indicator_scores.extend(report.indicator_scores)
    fields = {
        (cell.table_no, cell.row_no, cell.column_no): cell.field
        for cell in report.cells
        if cell.field
    }
    check_words(document, builder, load_layouts(), fields)
    return builder.findings


def told(*lines: str) -> list[tuple[str, str | None, str | None]]:
    """Return code, printed and suggested of what is found in a transcript of these lines."""
    return [(finding.code, finding.printed, finding.suggested) for finding in found(*lines)]


# Headers


def test_a_misread_header_is_found_once_in_a_document() -> None:
    table = (HEADER.replace("วิธีดำเนินการ", "วิธีดำเนิบการ"), ROW.format(1, "กองคลัง", "จัดทำแล้ว"))
    assert told(*table, "", *table) == [("header_misread", "วิธีดำเนิบการ", "วิธีดำเนินการ")]
    (finding,) = found(*table)
    assert (finding.severity, finding.table) == ("note", "cells")
    assert "method" in finding.message


def test_a_header_that_is_listed_as_misread_is_found() -> None:
    lines = ("ตัวชี้วัด\tชื่อ\tวิธีดำเนินการ\tผู้รับผิดชอบ", "การใช้งบประมาณ\ti4 งบประมาณ\tประชุม\tกองคลัง")
    assert told(*lines) == [("header_misread", "ชื่อ", "ข้อ")]


@pytest.mark.parametrize(
    "header",
    ["วิธี ดำเนินการ", "วิธีดำเนินการ (โดยย่อ)", "วิธีการดำเนินงาน", "แนวทางการปรับปรุงงานของหน่วยงาน"],
)
def test_a_known_header_is_no_finding(header: str) -> None:
    lines = HEADER.replace("วิธีดำเนินการ", header), ROW.format(1, "กองคลัง", "จัดทำแล้ว")
    assert told(*lines) == []


# Indicators


def scores(*rows: str) -> tuple[str, ...]:
    """Return the lines of a table of indicator scores."""
    return (SCORES, *(row.replace(" | ", "\t") for row in rows))


def test_a_misread_indicator_is_found_with_its_official_name() -> None:
    lines = scores("1 | การปฏิบัติหน้าที่ | 90.00", "2 | การใข้งบปธะมาณ | 80.00", "3 | การใช้อำนาจ | 85.00")
    (finding,) = found(*lines)
    assert (finding.code, finding.severity) == ("indicator_misread", "note")
    assert (finding.printed, finding.suggested) == ("การใข้งบปธะมาณ", "การใช้งบประมาณ")
    assert finding.table == "indicator_scores"
    assert finding.record_id
    assert finding.record_id.endswith("-s2")


@pytest.mark.parametrize(
    "name",
    [
        "การปรับปรุงระบบการทำงาน",
        "การปรับปรุง การทำงาน",
        "ตัวชี้วัดที่ ๘ การปรับปรุงการทำงาน",
        "การปรับปรุงการทำงานฯ",
    ],
)
def test_a_known_name_of_an_indicator_is_no_finding(name: str) -> None:
    assert told(*scores("7 | ประสิทธิภาพการสื่อสาร | 90.00", f"8 | {name} | 80.00")) == []


def test_a_number_that_is_another_indicators_is_found() -> None:
    (finding,) = found("ตัวชี้วัดที่ 3 การใช้งบประมาณ", "", "ข้อความ")
    assert (finding.code, finding.severity) == ("indicator_number_mismatch", "warning")
    assert (finding.printed, finding.suggested) == ("3", "2")
    assert "การใช้งบประมาณ" in finding.message


def test_numbers_of_a_ranking_are_no_findings() -> None:
    assert (
        told(
            "ตัวชี้วัดที่ 1 การใช้อำนาจ",
            "",
            "ตัวชี้วัดที่ 2 การเปิดเผยข้อมูล",
            "",
            "ตัวชี้วัดที่ 3 การใช้งบประมาณ",
        )
        == []
    )


def test_numbers_that_begin_anew_with_each_instrument_are_no_findings() -> None:
    assert told("ตัวชี้วัดที่ 1 คุณภาพการดำเนินงาน", "", "ตัวชี้วัดที่ 2 การป้องกันการทุจริต") == []


def test_a_misread_number_in_a_table_in_official_order_is_found() -> None:
    lines = scores(
        "1 | การปฏิบัติหน้าที่ | 90.00",
        "2 | การใช้งบประมาณ | 80.00",
        "8 | การใช้อำนาจ | 85.00",
        "4 | การใช้ทรัพย์สินของราชการ | 82.00",
    )
    assert told(*lines) == [("indicator_number_mismatch", "8", "3")]


@pytest.mark.parametrize(
    "rows",
    [
        # a running number of some indicators
        ("1 | การปฏิบัติหน้าที่ | 80.00", "2 | การใช้งบประมาณ | 85.00", "3 | การเปิดเผยข้อมูล | 82.00"),
        # places in a ranking
        ("1 | การใช้อำนาจ | 95.00", "2 | การใช้งบประมาณ | 90.00", "3 | การปฏิบัติหน้าที่ | 85.00"),
    ],
)
def test_running_numbers_are_no_findings(rows: tuple[str, ...]) -> None:
    assert told(*scores(*rows)) == []


# Units


@pytest.mark.parametrize(
    ("printed", "known"),
    [("กองคลัจ", "กองคลัง"), ("กองซ่าง", "กองช่าง"), ("งานปธะชาสัมพันธ", "งานประชาสัมพันธ์")],
)
def test_a_unit_that_is_one_confusion_from_a_known_one_is_found(printed: str, known: str) -> None:
    lines = HEADER, ROW.format(1, printed, "จัดทำแล้ว")
    assert told(*lines) == [("owner_misread", printed, known)]


@pytest.mark.parametrize(
    "owner", ["กองคลัง", "กองกลาง", "งานบริการทั่วไป", "งานช่างโยธา", "ทุกสำนัก/กอง", "สำนักปลัดฯ", "กองคัง"]
)
def test_a_unit_that_is_known_or_may_be_another_is_no_finding(owner: str) -> None:
    assert told(HEADER, ROW.format(1, owner, "จัดทำแล้ว")) == []


# Statuses


def test_a_status_that_was_read_though_misread_is_found() -> None:
    (finding,) = found(HEADER, ROW.format(1, "กองคลัง", "ดำเนินกาวแล้วเสร็จ"))
    assert (finding.code, finding.severity, finding.field) == ("status_misread", "note", "result")
    assert (finding.printed, finding.suggested) == ("ดำเนินกาวแล้วเสร็จ", "ดำเนินการแล้วเสร็จ")
    assert "completed" in finding.message
    assert finding.record_id
    assert finding.record_id.endswith("-m1")


def test_a_status_that_was_not_read_is_suggested_only_where_it_is_near() -> None:
    (finding,) = found(HEADER, ROW.format(1, "กองคลัง", "อยู่ธะหว่างดำเนินกาว"))
    assert finding.suggested == "อยู่ระหว่างดำเนินการ"


@pytest.mark.parametrize(
    "result",
    [
        "ดำเนินการแล้ว",
        "ดำเนินการแล้ว 100%",
        "ยังได้ดำเนินการ",
        "ดำเนินการจัดทำแผน",
        "ไม่พบปัญหา",
        "ดำเนินการตามแผน",
    ],
)
def test_another_result_is_no_finding(result: str) -> None:
    assert told(HEADER, ROW.format(1, "กองคลัง", result)) == []
