"""Periods of measures: which findings they get, and which they don't."""

from __future__ import annotations

import pytest

import ita_parse
from ita_parse.records import Finding, Measure

TITLE = "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรม ประจำปีงบประมาณ พ.ศ. 2568\n\n"
HEADER = "มาตรการ\tวิธีดำเนินการ\tระยะเวลา\tผู้รับผิดชอบ\n"


def read(period: str, title: str = TITLE) -> tuple[Measure, list[Finding]]:
    text = f"{title}{HEADER}อบรม\tจัดอบรม\t{period}\tกองคลัง\n"
    report = ita_parse.read(text.encode())
    (measure,) = report.measures
    return measure, [found for found in report.findings if found.code.startswith("period_")]


@pytest.mark.parametrize(
    "period", ["๓๑ ก.พ.", "๒๔๖๘", "ธ.ค. และ เม.ย.", "1 ต.ค. 67 - 31 เม.ย. 68", "ตามความเหมาะสม"]
)
def test_a_period_without_any_date_is_a_finding(period: str) -> None:
    measure, found = read(period)
    assert (measure.period_start, measure.period_end) == (None, None)
    assert [(finding.code, finding.severity) for finding in found] == [("period_unread", "warning")]
    assert found[0].printed == measure.period
    assert found[0].field == "period"


def test_a_range_of_which_the_start_is_misread_has_an_end_and_a_finding() -> None:
    measure, found = read("ด.ค. ๖๗ - ก.ย. ๖๘")
    assert measure.period_start is None
    assert str(measure.period_end) == "2025-09-30"
    assert [finding.code for finding in found] == ["period_unread"]
    assert "before the range's dash" in found[0].message


def test_a_range_of_which_the_end_is_misread_has_a_start_and_a_finding() -> None:
    measure, found = read("ต.ค. ๖๗ - ก.ด. ๖๘")
    assert str(measure.period_start) == "2024-10-01"
    assert measure.period_end is None
    assert [finding.code for finding in found] == ["period_unread"]


@pytest.mark.parametrize(
    ("period", "start"),
    [
        ("ก.ย. ๙๕", "2052-09-01"),
        ("๒๕๙๘", "2054-10-01"),
        ("๒๕๘๖", "2042-10-01"),
        ("ปีงบประมาณ ๒๕๓๘", "1994-10-01"),
        ("ต.ค. ๖๗ - ก.ย. ๙๘", "2024-10-01"),
    ],
)
def test_a_year_far_from_the_report_s_is_read_and_doubted(period: str, start: str) -> None:
    measure, found = read(period)
    assert str(measure.period_start) == start
    assert [(finding.code, finding.severity) for finding in found] == [
        ("period_doubtful", "warning")
    ]


def test_a_plan_of_five_years_is_not_doubted() -> None:
    assert read("พ.ศ. 2566 - 2570")[1] == []


def test_no_year_is_doubted_where_the_report_names_none() -> None:
    assert read("ก.ย. ๙๕", title="")[1] == []


def test_an_end_before_the_start_is_doubted() -> None:
    measure, found = read("ก.ย. ๖๘ - ต.ค. ๖๗")
    assert (measure.period_start, measure.period_end) == (None, None)
    assert [finding.code for finding in found] == ["period_doubtful"]
    assert "ends before it starts" in found[0].message


@pytest.mark.parametrize(
    "period",
    [
        "ทุกวัน",
        "ทุกสัปดาห์",
        "ทุกสมัยประชุม",
        "ทุกครั้งที่มีการจัดซื้อ",
        "ต่อเนื่อง",
        "ตลอดเวลา",
        "รายวัน",
        "ทุกเดือน",
        "ต.ค. 67 - ก.ย. 68",
        "ภายในไตรมาสแรก",
        "-",
        "ทุก 6 เดือน (เม.ย., ต.ค.)",
    ],
)
def test_what_is_understood_is_no_finding(period: str) -> None:
    assert read(period)[1] == []
