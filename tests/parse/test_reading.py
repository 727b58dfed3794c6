"""Tables to records: what goes on, what is carried, what is no record."""

from __future__ import annotations

import ita_parse
from ita_parse.records import Report


def read(text: str) -> Report:
    return ita_parse.read(text.encode())


HEADER = "มาตรการ\tวิธีดำเนินการ\tระยะเวลา\tผู้รับผิดชอบ\n"


def codes(report: Report) -> set[str]:
    return {finding.code for finding in report.findings}


def test_an_unrelated_table_with_as_many_columns_is_not_taken_for_the_one_before() -> None:
    names = "ก\tหนึ่ง\tสอง\tสาม\nข\tสี่\tห้า\tหก\n"
    report = read(f"{HEADER}อบรม\tจัดอบรม\tปีงบประมาณ 2568\tกองคลัง\n\nรายชื่อ\n\n{names}")
    assert [m.measure for m in report.measures] == ["อบรม"]
    assert "table_unread" in codes(report)


def test_a_table_that_begins_in_the_middle_goes_on_the_one_before() -> None:
    report = read(
        f"{HEADER}อบรม\tจัดอบรม\tปีงบประมาณ 2568\tกองคลัง\n\nข้อความคั่นหน้า\n\n"
        "ประชุม\tจัดประชุม\tทุกเดือน\tสำนักปลัด\nสำรวจ\tแจกแบบสอบถาม\tทุกไตรมาส\tกองช่าง\n"
    )
    assert [m.measure for m in report.measures] == ["อบรม", "ประชุม", "สำรวจ"]


def test_totals_and_signatures_below_a_table_are_no_measures() -> None:
    report = read(
        "ลำดับ\tมาตรการ\tงบประมาณ\tผู้รับผิดชอบ\n1\tอบรม\t1,000\tกองคลัง\nรวม\t1 โครงการ\t1,000\t\n"
        "\t\t\t(ลงชื่อ) ผู้รายงาน\n"
    )
    assert [m.measure for m in report.measures] == ["อบรม"]
    assert "row_unread" in codes(report)


def test_a_row_that_numbers_the_columns_is_skipped() -> None:
    report = read(f"{HEADER}(1)\t(2)\t(3)\t(4)\nอบรม\tจัดอบรม\tปี 2568\tกองคลัง\n")
    assert [m.measure for m in report.measures] == ["อบรม"]


def test_a_section_row_names_the_indicator_of_the_rows_below_it() -> None:
    report = read(
        f"{HEADER}ตัวชี้วัดที่ ๒ การใช้งบประมาณ\t\t\t\n\tเผยแพร่แผน\tทุกเดือน\tกองคลัง\n"
        "ตัวชี้วัดที่ ๓ การใช้อำนาจ\t\t\t\n\tมอบหมายงาน\tทุกเดือน\tสำนักปลัด\n"
    )
    found = [(m.row_kind, m.indicator_no, m.measure, m.method) for m in report.measures]
    assert found == [("indicator", 2, None, "เผยแพร่แผน"), ("indicator", 3, None, "มอบหมายงาน")]


def test_a_section_row_written_into_every_column_is_one_too() -> None:
    row = "| ตัวชี้วัดที่ 3 การใช้อำนาจ " * 3 + "|\n"
    report = read(f"| แนวทาง | ผู้รับผิดชอบ | ระยะเวลา |\n|-|-|-|\n{row}| มอบงาน | กองคลัง | ทุกเดือน |\n")
    assert [(m.indicator_no, m.method) for m in report.measures] == [(3, "มอบงาน")]


def test_a_table_of_steps_below_no_indicator_is_no_plan() -> None:
    report = read("ขั้นตอน\tผู้รับผิดชอบ\tระยะเวลา\nรับคำขอ\tงานทะเบียน\t5 นาที\n")
    assert report.measures == ()
    assert report.kinds == ("other",)


def test_tick_boxes_leave_the_text_that_they_close() -> None:
    report = read(
        "ตัวชี้วัด\tแนวทางการดำเนินงาน\tความก้าวหน้าผลการดำเนินการ\n"
        "ตัวชี้วัดที่ 6 คุณภาพการดำเนินงาน คะแนน 95.33\tลดขั้นตอน\t"
        "ลดแล้ว 2 งาน (/) ดำเนินการแล้ว ( ) ยังไม่ได้ดำเนินการ ( ) อยู่ระหว่างดำเนินการ\n"
    )
    (row,) = report.measures
    assert (row.status, row.result) == ("completed", "ลดแล้ว 2 งาน")
    (score,) = report.indicator_scores
    assert (score.indicator_no, str(score.score), score.instrument) == (6, "95.33", "EIT")
    assert report.cells[-1].text.startswith("ลดแล้ว 2 งาน (/)")


def test_numbers_in_official_order_are_no_ranks() -> None:
    official = read("ลำดับ\tตัวชี้วัด\tคะแนน\n1\tการปฏิบัติหน้าที่\t80\n2\tการใช้งบประมาณ\t90\n")
    ranked = read("อันดับ\tตัวชี้วัด\tคะแนน\n1\tการปฏิบัติหน้าที่\t90\n2\tการใช้อำนาจ\t80\n")
    assert [score.rank for score in official.indicator_scores] == [None, None]
    assert [score.rank for score in ranked.indicator_scores] == [1, 2]


def test_years_side_by_side_are_a_score_each_and_the_change_is_the_latest_one_s() -> None:
    report = read(
        "<table><tr><td rowspan=2>ตัวชี้วัด</td><td colspan=2>ผลคะแนน</td><td rowspan=2>ผลต่าง</td></tr>"
        "<tr><td>ปี 2566</td><td>ปี 2567</td></tr>"
        "<tr><td>การใช้อำนาจ</td><td>80</td><td>85.5</td><td>+5.5</td></tr></table>"
    )
    found = [(s.fiscal_year, str(s.score), s.change_printed) for s in report.indicator_scores]
    assert found == [(2566, "80", None), (2567, "85.5", "+5.5")]
    assert report.score_fiscal_year == 2567


def test_the_total_of_an_instrument_is_no_indicator_and_not_the_overall_score() -> None:
    report = read("ลำดับ\tตัวชี้วัด\tคะแนน\n1\tการปฏิบัติหน้าที่\t90\n\tรวม IIT\t90\n\tคะแนนรวม\t88.5\n")
    assert len(report.indicator_scores) == 1
    assert str(report.overall_score) == "88.5"


def test_a_dash_in_a_score_table_is_no_score_and_no_finding() -> None:
    report = read("ตัวชี้วัด\tปี 2566\tปี 2567\nการป้องกันการทุจริต\t-\t100\n")
    assert [(s.fiscal_year, s.score) for s in report.indicator_scores] == [(2567, 100)]
    assert "score_unread" not in codes(report)


ISSUE = "| ประเด็นที่ 1 การให้บริการ | | |\n|---|---|---|\n| เครื่องมือ | ข้อคำถาม | คะแนน |\n"


def test_an_analysis_that_a_page_cut_is_one() -> None:
    report = read(
        f"{ISSUE}| EIT | ข้อ e1 ขั้นตอน | 90.00 |\n| วิเคราะห์ข้อบกพร่อง ข้อที่ต้องพัฒนา | | |\n"
        "| ▪ การพัฒนา : ปรับปรุงขั้นตอนให้ทราบเป็น | | |\n\n"
        "| | | |\n|---|---|---|\n| ประจำทุกเดือน<br>▪ การรักษาระดับ : ทำต่อไป | | |\n"
    )
    assert [(a.aspect, a.text) for a in report.analyses] == [
        ("development", "ปรับปรุงขั้นตอนให้ทราบเป็นประจำทุกเดือน"),
        ("maintain", "ทำต่อไป"),
    ]
