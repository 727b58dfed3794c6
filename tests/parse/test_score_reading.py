"""Scores in tables: beside an indicator's name, unreadable ones, changes."""

from __future__ import annotations

import pytest

import ita_parse
from ita_parse.parse import load_layouts
from ita_parse.parse.builder import Builder
from ita_parse.parse.context import Context
from ita_parse.parse.report import DocumentReader
from ita_parse.records import Report


def read(text: str) -> Report:
    return ita_parse.read(text.encode())


def indicators_to_improve(score: str) -> Report:
    return read(
        "ตัวชี้วัด\tแนวทางการดำเนินงาน\tความก้าวหน้าผลการดำเนินการ\n"
        f"ตัวชี้วัดที่ 6 คุณภาพการดำเนินงาน {score}\tลดขั้นตอน\tลดแล้ว 2 งาน\n"
    )


@pytest.mark.parametrize("number", ["9533", "195.33", "9O.33", "๙๕ ๓๓", "S5.33", "๙๕.๓.๓"])
def test_an_unreadable_score_in_the_indicator_s_cell_is_a_record_and_a_finding(number: str) -> None:
    report = indicators_to_improve(f"คะแนน {number}")
    (measure,) = report.measures
    assert (measure.row_kind, measure.indicator_no) == ("indicator", 6)
    (score,) = report.indicator_scores
    assert (score.indicator_no, score.instrument) == (6, "EIT")
    assert (score.score, score.score_printed) == (None, number)
    (found,) = [finding for finding in report.findings if finding.code == "score_unread"]
    assert (found.table, found.record_id, found.field) == (
        "indicator_scores",
        score.score_id,
        "score",
    )
    assert (found.severity, found.printed) == ("warning", number)


@pytest.mark.parametrize("number", ["95.33", "๙๕.๓๓", "95 . 33"])
def test_a_score_in_the_indicator_s_cell_is_kept_as_printed(number: str) -> None:
    report = indicators_to_improve(f"คะแนน {number}")
    (score,) = report.indicator_scores
    assert (str(score.score), score.score_printed) == ("95.33", number)
    assert "score_unread" not in {finding.code for finding in report.findings}


@pytest.mark.parametrize("words", ["", "คะแนน", "คะแนน -", "คะแนน ....."])
def test_an_indicator_without_a_number_has_no_score_and_no_finding(words: str) -> None:
    report = indicators_to_improve(words)
    assert [measure.indicator_no for measure in report.measures] == [6]
    assert report.indicator_scores == ()
    assert "score_unread" not in {finding.code for finding in report.findings}


@pytest.mark.parametrize(("cell", "printed"), [("9O.33", ["9O.33"]), ("-", []), ("ผ่าน", [])])
def test_a_column_of_scores_in_a_plan_says_what_it_can_not_read(
    cell: str, printed: list[str]
) -> None:
    report = read(
        "ตัวชี้วัด\tคะแนน\tแนวทางการดำเนินงาน\tผู้รับผิดชอบ\n"
        f"ตัวชี้วัดที่ 6 คุณภาพการดำเนินงาน\t{cell}\tลดขั้นตอน\tสำนักปลัด\n"
        "ตัวชี้วัดที่ 8 การปรับปรุงการทำงาน\t88.21\tปรับปรุงผัง\tกองช่าง\n"
    )
    found = [finding.printed for finding in report.findings if finding.code == "score_unread"]
    assert found == printed
    assert len(report.indicator_scores) == 1 + len(printed)


ROWS = (
    "การปฏิบัติหน้าที่\t80.10\t85.50\t{}\nการใช้งบประมาณ\t90.00\t88.00\t{}\nการใช้อำนาจ\t70.00\t71.00\t{}\n"
)


def changes(header: str, *cells: str) -> list[str | None]:
    report = read(f"ตัวชี้วัด\tปี 2566\tปี 2567\t{header}\n" + ROWS.format(*cells))
    assert len(report.indicator_scores) == 6
    assert {finding.code for finding in report.findings} <= {"district_unknown"}
    return [score.change_printed for score in report.indicator_scores if score.fiscal_year == 2567]


@pytest.mark.parametrize(
    "header",
    ["+/-", "(+/-)", "+ / -", "พัฒนาการ", "คะแนนเพิ่ม/ลด", "สูงขึ้น/ลดลง", "แนวโน้ม", "ผลต่าง (+/-)"],
)
def test_a_column_of_changes_is_known_by_its_header(header: str) -> None:
    assert changes(header, "+5.40", "-2.00", "+1.00") == ["+5.40", "-2.00", "+1.00"]


def test_a_trend_in_words_is_kept_and_contradicts_nothing() -> None:
    assert changes("แนวโน้ม", "สูงขึ้น", "ลดลง", "สูงขึ้น") == ["สูงขึ้น", "ลดลง", "สูงขึ้น"]


def test_rises_and_falls_in_columns_of_their_own_are_changes() -> None:
    assert changes("เพิ่มขึ้น\tลดลง", "5.40\t", "\t2.00", "1.00\t") == ["5.40", "2.00", "1.00"]


TITLE = (
    "รายงานผลการประเมินคุณธรรมและความโปร่งใส (ITA) ประจำปีงบประมาณ พ.ศ. 2567\n"
    "องค์การบริหารส่วนตำบลหนองบัวทอง\n\n"
)


def totals(table: str) -> tuple[Report, set[str]]:
    """Read a table; return the report, and what it prints for IIT, EIT, OIT and all, by year."""
    document = ita_parse.extract((TITLE + table).encode())
    report = read(TITLE + table)
    builder = Builder(report.report_id)
    context = Context(score_year=report.score_fiscal_year)
    DocumentReader(context, builder, load_layouts()).read(document)
    return report, {f"{one.instrument}:{one.year}:{one.printed}" for one in builder.totals}


OF_2567 = {"IIT:2567:91.20", "EIT:2567:88.40", "OIT:2567:95.00", "None:2567:91.88"}
OF_2566 = {"IIT:2566:90.20", "EIT:2566:88.00", "OIT:2566:90.00", "None:2566:89.46"}
SUMMARY = "IIT\t91.20\nEIT\t88.40\nOIT\t95.00\n"


@pytest.mark.parametrize(
    "header", ["แบบวัด", "เครื่องมือ", "การประเมิน", "ตัวชี้วัด", "รายการประเมิน", "ส่วน"]
)
@pytest.mark.parametrize("score", ["คะแนน", "ผล (คะแนน)", "คะแนนหน่วยงาน", "ปี 2567", "คะแนนรวม"])
def test_a_summary_of_the_instruments_is_known_by_its_rows(header: str, score: str) -> None:
    report, found = totals(f"{header}\t{score}\n{SUMMARY}คะแนนรวม\t91.88\n")
    assert found == OF_2567
    assert str(report.overall_score) == "91.88"
    assert report.kinds == ("assessment_analysis",)
    assert (report.indicator_scores, report.item_scores) == ((), ())
    assert "table_unread" not in {finding.code for finding in report.findings}


def test_long_names_of_instruments_and_thai_digits_are_read() -> None:
    report, found = totals(
        "ประเภทแบบวัด\tผลคะแนน\tระดับ\n"
        "๑. แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT)\t๙๑.๒๐\tผ่านดี\n"
        "๒. แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT)\t๘๘.๔๐\tผ่านดี\n"
        "๓. แบบตรวจการเปิดเผยข้อมูลสาธารณะ (OIT)\t๙๕.๐๐\tผ่านดีเยี่ยม\n"
        "คะแนนภาพรวมหน่วยงาน\t๙๑.๘๘\tผ่านดี\n"
    )
    assert found == {"IIT:2567:๙๑.๒๐", "EIT:2567:๘๘.๔๐", "OIT:2567:๙๕.๐๐", "None:2567:๙๑.๘๘"}
    assert str(report.overall_score) == "91.88"


def test_each_year_s_column_has_its_own_total() -> None:
    report, found = totals(
        "เครื่องมือ\tปี 2566\tปี 2567\tผลต่าง\nIIT\t90.20\t91.20\t+1.00\nEIT\t88.00\t88.40\t+0.40\n"
        "OIT\t90.00\t95.00\t+5.00\nภาพรวม\t89.46\t91.88\t+2.42\n"
    )
    assert found == OF_2566 | OF_2567
    assert str(report.overall_score) == "91.88"


@pytest.mark.parametrize(
    "header", ["คะแนนถ่วงน้ำหนัก", "คะแนน (ถ่วงน้ำหนัก)", "คะแนน", "ร้อยละ", "ผลคะแนนเป้าหมาย"]
)
def test_weights_and_weighted_scores_are_no_scores(header: str) -> None:
    report, found = totals(
        f"เครื่องมือ\tน้ำหนัก\tคะแนนที่ได้\t{header}\nIIT\t30\t91.20\t27.36\nEIT\t30\t88.40\t26.52\n"
        "OIT\t40\t95.00\t38.00\nรวม\t100\t91.88\t91.88\n"
    )
    assert found == OF_2567
    assert {finding.code for finding in report.findings} <= {"district_unknown"}


def test_a_total_beside_weighted_scores_alone_is_the_total() -> None:
    report, found = totals(
        "เครื่องมือ\tน้ำหนัก\tคะแนน\tคะแนนถ่วงน้ำหนัก\nIIT\t30\t91.20\t27.36\nEIT\t30\t88.40\t26.52\n"
        "OIT\t40\t95.00\t38.00\nรวม\t100\t\t91.88\n"
    )
    assert found == OF_2567
    assert str(report.overall_score) == "91.88"


def test_weighted_scores_under_the_header_of_scores_give_only_their_total() -> None:
    _, found = totals("แบบวัด\tคะแนน\nIIT\t27.36\nEIT\t26.52\nOIT\t38.00\nรวม\t91.88\n")
    assert found == {"None:2567:91.88"}


def test_of_two_columns_that_may_be_the_scores_none_is_taken() -> None:
    report, found = totals(
        "แบบวัด\tคะแนน\tผลการประเมิน\nIIT\t91.20\t81.21\nEIT\t88.40\t82.31\nOIT\t95.00\t83.45\n"
    )
    assert found == set()
    assert "table_unread" in {finding.code for finding in report.findings}


@pytest.mark.parametrize(("label", "value"), [("ค่าเฉลี่ย", "91.53"), ("รวม", "274.60")])
def test_a_plain_mean_or_sum_of_the_instruments_is_no_total(label: str, value: str) -> None:
    report, found = totals(f"แบบวัด\tคะแนน\n{SUMMARY}{label}\t{value}\n")
    assert found == OF_2567 - {"None:2567:91.88"}
    assert report.overall_score is None


@pytest.mark.parametrize(
    "table",
    [
        "ปี\tIIT\tEIT\tOIT\tคะแนนรวม\n"
        "2566\t90.20\t88.00\t90.00\t89.46\nปี 2567\t91.20\t88.40\t95.00\t91.88\n",
        "ปีงบประมาณ พ.ศ.\tแบบวัด IIT (30%)\tแบบวัด EIT (30%)\tแบบตรวจ OIT (40%)\tภาพรวม\n"
        "พ.ศ. 2566\t90.20\t88.00\t90.00\t89.46\n2567\t91.20\t88.40\t95.00\t91.88\n",
    ],
)
def test_instruments_side_by_side_are_read_with_a_row_a_year(table: str) -> None:
    report, found = totals(table)
    assert found == OF_2566 | OF_2567
    assert str(report.overall_score) == "91.88"


def test_instruments_side_by_side_are_read_without_their_weights() -> None:
    _, found = totals(
        "แบบวัด\tIIT\tEIT\tOIT\tรวม\nน้ำหนัก\t30\t30\t40\t100\nคะแนน\t91.20\t88.40\t95.00\t91.88\n"
    )
    assert found == OF_2567


@pytest.mark.parametrize(
    "table",
    [
        "หน่วยงาน\tIIT\tEIT\tOIT\tรวม\nอบต.หนองแวง\t91.20\t88.40\t95.00\t91.88\n",
        "ชื่อ อปท.\tIIT\tEIT\tOIT\tรวม\nอบต.หนองแวง\t91.20\t88.40\t95.00\t91.88\n"
        "อบต.หนองบัวทอง\t81.20\t88.40\t95.00\t88.88\n",
        "แบบวัด\tจำนวนผู้ตอบ\tร้อยละ\nIIT\t45\t90.00\nEIT\t100\t85.50\nOIT\t1\t100\n",
        "แบบวัด\tคะแนน\nIIT\t91.20\nEIT\t88.40\n",
        "แบบวัด\tปี 2567\nIIT\t45\nEIT\t90\nOIT\t1\n",
        "แบบวัด\tส่วน\tคะแนน\nIIT\tก\t91.20\n\tข\t90.10\nEIT\tก\t88.40\nOIT\tก\t95.00\n",
    ],
)
def test_other_tables_that_name_instruments_are_no_summary(table: str) -> None:
    report, found = totals(table)
    assert found == set()
    assert report.overall_score is None
    assert "table_unread" in {finding.code for finding in report.findings}


def test_a_summary_that_does_not_add_up_is_found() -> None:
    report, _ = totals("แบบวัด\tคะแนน\nIIT\t91.20\nEIT\t83.40\nOIT\t95.00\nรวม\t91.88\n")
    assert "score_total_mismatch" in {finding.code for finding in report.findings}


INDICATORS = (
    "การปฏิบัติหน้าที่\t90\nการใช้งบประมาณ\t91\nการใช้อำนาจ\t92\nการใช้ทรัพย์สินของราชการ\t93\n"
    "การแก้ไขปัญหาการทุจริต\t94\nคุณภาพการดำเนินงาน\t80\nประสิทธิภาพการสื่อสาร\t81\n"
    "การปรับปรุงการทำงาน\t82\nการเปิดเผยข้อมูล\t100\nการป้องกันการทุจริต\t100\n"
)


@pytest.mark.parametrize(
    ("label", "value", "overall"),
    [
        ("ค่าเฉลี่ย ๑๐ ตัวชี้วัด", "๙๐.๓๐", "None"),
        ("คะแนนเฉลี่ย", "90.30", "None"),
        ("คะแนนเฉลี่ย", "91.90", "91.9"),
        ("ค่าเฉลี่ย", "92.40", "92.4"),
        ("คะแนนรวม", "90.30", "90.3"),
    ],
)
def test_a_row_of_plain_means_is_no_total(label: str, value: str, overall: str) -> None:
    report, _ = totals(f"ตัวชี้วัด\tคะแนน\n{INDICATORS}{label}\t{value}\n")
    assert len(report.indicator_scores) == 10
    total = report.overall_score
    assert str(total.normalize() if total else total) == overall
