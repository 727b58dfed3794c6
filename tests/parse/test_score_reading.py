"""Scores in tables: beside an indicator's name, unreadable ones, changes."""

from __future__ import annotations

import pytest

import ita_parse
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
