"""Misread scores that the arithmetic of a document repairs or finds."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from operator import mul
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ita_parse
from ita_parse.parse import parse
from ita_parse.records import Finding, Report
from ita_parse.text import THAI_DIGITS

TO_THAI = str.maketrans("0123456789", THAI_DIGITS)
NAMES = (
    "การปฏิบัติหน้าที่",
    "การใช้งบประมาณ",
    "การใช้อำนาจ",
    "การใช้ทรัพย์สินของราชการ",
    "การแก้ไขปัญหาการทุจริต",
    "คุณภาพการดำเนินงาน",
    "ประสิทธิภาพการสื่อสาร",
    "การปรับปรุงการทำงาน",
    "การเปิดเผยข้อมูล",
    "การป้องกันการทุจริต",
)
OLD = ("88.12", "79.40", "84.06", "77.95", "81.33", "90.27", "83.18", "79.62", "71.25", "62.50")
NEW = ("91.47", "83.12", "86.90", "80.21", "85.74", "92.05", "84.96", "82.38", "79.17", "87.50")
TITLE = "รายงานวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2567"


def total(scores: tuple[str, ...]) -> str:
    """Return 30 % IIT, 30 % EIT and 40 % OIT."""
    values = [Decimal(score) for score in scores]
    shares = [Decimal(6)] * 5 + [Decimal(10)] * 3 + [Decimal(20)] * 2
    whole = sum(map(mul, values, shares), Decimal(0)) / 100
    return str(whole.quantize(Decimal("0.01")))


def compared(changes: dict[tuple[int, int], str] | None = None) -> str:
    """Return a table of two years with changes; some cells (row, column) printed otherwise."""
    rows = [[*pair] for pair in zip((*OLD, total(OLD)), (*NEW, total(NEW)), strict=True)]
    lines = ["| ที่ | ตัวชี้วัด | คะแนนปี 2566 | คะแนนปี 2567 | ผลต่าง |", "|---|---|---|---|---|"]
    for number, (old, new) in enumerate(rows):
        cells = [old, new, f"{Decimal(new) - Decimal(old):+}"]
        for column in range(3):
            cells[column] = (changes or {}).get((number, column), cells[column])
        name = NAMES[number] if number < 10 else "คะแนนรวม"
        lines.append(f"| {number + 1 if number < 10 else ''} | {name} | {' | '.join(cells)} |")
    return f"{TITLE}\n\n" + "\n".join(lines).translate(TO_THAI)


def alone(
    scores: tuple[str, ...] = NEW, printed: str | None = None, text: str = "", year: int = 2567
) -> str:
    """Return a table of one year with a total row, and some text below."""
    lines = [f"| ที่ | ตัวชี้วัด | คะแนนปี {year} |", "|---|---|---|"]
    lines += [
        f"| {number} | {name} | {score} |"
        for number, (name, score) in enumerate(zip(NAMES, scores, strict=True), 1)
    ]
    lines.append(f"| | คะแนนรวม | {printed or total(scores)} |")
    return f"{TITLE.replace('2567', str(year))}\n\n" + "\n".join(lines) + f"\n\n{text}\n"


def read(text: str) -> Report:
    return ita_parse.read(text.encode())


def found(report: Report) -> list[Finding]:
    return [one for one in report.findings if one.code.startswith(("score", "grade"))]


def scores(report: Report, year: int = 2567) -> list[str]:
    return [str(one.score) for one in report.indicator_scores if one.fiscal_year == year]


def test_a_table_that_adds_up_stays_as_it_is() -> None:
    report = read(compared())
    assert not found(report)
    assert scores(report) == list(NEW)
    assert report.overall_score == Decimal(total(NEW))


def test_a_misread_digit_that_two_sums_give_away_is_repaired() -> None:
    report = read(compared({(5, 1): "82.05"}))
    (finding,) = found(report)
    score = report.indicator_scores[11]
    assert (score.score, score.score_printed) == (Decimal("92.05"), "๘๒.๐๕")
    assert (finding.code, finding.record_id) == ("score_repaired", score.score_id)
    assert (finding.printed, finding.suggested) == ("๘๒.๐๕", "92.05")


def test_several_misread_digits_are_repaired_together() -> None:
    misread = {(0, 0): "98.12", (3, 1): "90.21", (9, 1): "57.50", (8, 0): "31.25"}
    report = read(compared(misread))
    assert scores(report) == list(NEW)
    assert scores(report, 2566) == list(OLD)
    assert [one.code for one in found(report)] == ["score_repaired"] * 4


def test_a_misread_total_is_repaired_by_its_parts_and_its_change() -> None:
    printed = total(NEW).replace("8", "9", 1)
    report = read(compared({(10, 1): printed}))
    assert report.overall_score == Decimal(total(NEW))
    (finding,) = found(report)
    assert (finding.table, finding.field) == ("reports", "overall_score")


def test_a_misread_change_leaves_the_scores_alone() -> None:
    report = read(compared({(5, 2): "+0.78"}))
    assert scores(report) == list(NEW)
    (finding,) = found(report)
    assert (finding.code, finding.suggested) == ("score_change_misread", "1.78")


def test_what_two_readings_explain_alike_is_told_and_not_repaired() -> None:
    report = read(compared({(1, 1): "83.11"}))
    assert scores(report)[1] == "83.11"
    (finding,) = found(report)
    assert finding.code == "score_change_mismatch"
    assert "83.12 instead of 83.11" in finding.message


def test_a_total_alone_proves_no_single_reading() -> None:
    scores_ = ("81.47", *NEW[1:])
    report = read(alone(scores_, total(NEW)))
    assert scores(report) == list(scores_)
    (finding,) = found(report)
    assert finding.code == "score_total_mismatch"
    assert finding.record_id is not None


def test_a_score_that_stands_in_several_places_is_settled_by_the_sums() -> None:
    text = "ตัวชี้วัดที่ 6 คุณภาพการดำเนินงาน ได้คะแนน 92.05 คะแนน ซึ่งสูงที่สุด"
    report = read(alone((*NEW[:5], "92.95", *NEW[6:]), total(NEW), text))
    assert scores(report) == list(NEW)
    assert [one.code for one in found(report)] == ["score_repaired"]


def test_a_score_that_is_printed_in_two_ways_is_found() -> None:
    table = alone().split("\n\n", 1)[1]
    other = table.replace(NEW[0], "91.45").replace("| | คะแนนรวม", "| | หมายเหตุ")
    report = read(f"{TITLE}\n\n{table}\n\nสรุปอีกครั้ง\n\n{other}")
    assert "score_conflict" in {one.code for one in found(report)}


def test_a_total_in_text_that_is_misread_is_repaired_by_that_of_the_table() -> None:
    misread = total(NEW).replace("84", "94")
    report = read(f"{compared()}\n\nผลการประเมินในภาพรวมได้คะแนนรวม {misread} คะแนน\n")
    assert report.overall_score == Decimal(total(NEW))


def test_a_letter_for_a_digit_is_read_where_the_sums_say_so() -> None:
    printed = total(NEW)
    report = read(compared({(8, 1): "7O.17".replace("7O", "7g")}))
    assert report.overall_score == Decimal(printed)
    assert scores(report)[8] == "79.17"


def test_an_unreadable_newest_total_is_not_that_of_the_year_before() -> None:
    report = read(compared({(10, 1): "-"}))
    assert report.overall_score is None


def test_the_author_of_a_text_layer_is_believed() -> None:
    document = ita_parse.extract(compared({(5, 1): "82.05"}).encode())
    report = parse(replace(document, text_source="text_layer"))
    assert str(report.indicator_scores[11].score) == "82.05"
    codes = {one.code for one in found(report)}
    assert codes == {"score_change_mismatch", "score_total_mismatch"}
    assert {one.severity for one in found(report)} == {"error"}


def test_changes_that_print_no_signs_are_right_either_way() -> None:
    lowered = compared().replace("+", "")
    swapped = lowered.replace("คะแนนปี ๒๕๖๖ | คะแนนปี ๒๕๖๗", "คะแนนปี ๒๕๖๗ | คะแนนปี ๒๕๖๖")
    assert not found(read(lowered))
    assert not found(read(swapped))


def test_a_change_of_unrounded_scores_may_be_a_hundredth_off() -> None:
    report = read(compared({(1, 2): "+3.73", (4, 2): "+4.40", (7, 2): "+2.77"}))
    assert not found(report)


def test_a_score_above_the_one_ranked_before_it_is_found() -> None:
    ranked = sorted(zip(NEW, NAMES, strict=True), reverse=True)
    lines = ["| อันดับ | ตัวชี้วัด | คะแนนปี 2567 |", "|---|---|---|"]
    for rank, (score, name) in enumerate(ranked, 1):
        shown = "96.21" if score == "80.21" else score
        lines.append(f"| {rank} | {name} | {shown} |")
    report = read(f"{TITLE}\n\n" + "\n".join(lines))
    assert {one.code for one in found(report)} == {"score_order_mismatch"}


def test_a_transcript_with_five_misread_digits_reads_like_the_page() -> None:
    folder = Path(__file__).resolve().parents[3] / "fixtures" / "diseases"
    rows = (folder / "misread-scores.expected.tsv").read_text(encoding="utf-8").splitlines()
    expected = [tuple(row.split("\t")[1:]) for row in rows]
    report = ita_parse.read(folder / "misread-scores.md")
    assert list(zip(scores(report, 2566), scores(report), strict=True)) == expected[:-1]
    assert str(report.overall_score) == expected[-1][1]
    assert len(found(report)) == 5


def test_scores_that_stand_twice_and_differ_in_a_few_places_contradict() -> None:
    table = alone()
    other = table.split("\n\n", 1)[1].replace("| | คะแนนรวม", "| | หมายเหตุ")
    for right, wrong in zip(NEW[:3], ("81.47", "93.12", "86.60"), strict=True):
        other = other.replace(right, wrong)
    report = read(f"{table}\n\nสรุปอีกครั้ง\n\n{other}")
    codes = [one.code for one in found(report)]
    assert codes.count("score_repaired") + codes.count("score_conflict") == 3
    assert scores(report)[:10] == list(NEW)


def test_tables_of_two_years_of_which_only_one_is_named_do_not_contradict() -> None:
    table = alone().split("\n\n", 1)[1]
    other = table
    for right, wrong in zip((*NEW, total(NEW)), (*OLD, total(OLD)), strict=True):
        other = other.replace(right, wrong)
    assert not found(read(f"{TITLE}\n\n{table}\n\nตารางต่อไป\n\n{other}"))


ITEMS = ("92.00", "88.57", "93.84")


def items(printed: tuple[str, ...], indicator: str) -> str:
    lines = [
        "| แบบ | ที่ | ตัวชี้วัด | คะแนน |",
        "|---|---|---|---|",
        f"| IIT | 1 | {NAMES[0]} | {indicator} |",
    ]
    lines += ["", "| เครื่องมือการประเมิน | ข้อคำถาม | คะแนน |", "|---|---|---|"]
    questions = ("เจ้าหน้าที่ปฏิบัติงานตามขั้นตอน", "เจ้าหน้าที่ปฏิบัติต่อทุกคนเท่าเทียม", "เจ้าหน้าที่ไม่เรียกรับสินบน")
    lines += [
        f"| IIT | ข้อ i{number} {question} | {score} |"
        for number, (question, score) in enumerate(zip(questions, printed, strict=True), 1)
    ]
    return f"{TITLE}\n\n" + "\n".join(lines)


def test_an_indicator_is_the_mean_of_its_items() -> None:
    assert not found(read(items(ITEMS, "91.47")))
    (finding,) = found(read(items(("82.00", *ITEMS[1:]), "91.47")))
    assert finding.code == "score_mean_mismatch"
    assert "91.47" in finding.message


def test_an_indicator_rounded_to_one_decimal_is_the_mean_all_the_same() -> None:
    assert not found(read(items(ITEMS, "91.5")))


def test_an_item_of_oit_that_can_have_no_such_score_is_repaired_where_one_is_near() -> None:
    lines = ["| เครื่องมือการประเมิน | ข้อคำถาม | คะแนน |", "|---|---|---|"]
    lines += ["| OIT | ข้อ o8 แผนดำเนินงาน | ๔๐.๐๐ |", "| OIT | ข้อ o9 รายงานผล | ๑๐๐.๐๐ |"]
    report = read(f"{TITLE}\n\n" + "\n".join(lines))
    assert [str(one.score) for one in report.item_scores] == ["50.00", "100.00"]
    assert [one.code for one in found(report)] == ["score_repaired"]


def test_a_text_layer_with_a_score_that_can_not_be_is_found_and_not_repaired() -> None:
    lines = ["| เครื่องมือการประเมิน | ข้อคำถาม | คะแนน |", "|---|---|---|"]
    lines += ["| OIT | ข้อ o8 แผนดำเนินงาน | 40.00 |", "| OIT | ข้อ o9 รายงานผล | 100.00 |"]
    document = ita_parse.extract((f"{TITLE}\n\n" + "\n".join(lines)).encode())
    report = parse(replace(document, text_source="text_layer"))
    assert [str(one.score) for one in report.item_scores] == ["40.00", "100.00"]
    assert [one.code for one in found(report)] == ["score_impossible"]


def test_a_text_layer_that_prints_a_score_in_two_ways_is_not_repaired() -> None:
    table = alone((*NEW[:5], "92.95", *NEW[6:]), total(NEW))
    text = "ตัวชี้วัดที่ 6 คุณภาพการดำเนินงาน ได้คะแนน 92.05 คะแนน ซึ่งสูงที่สุด"
    document = ita_parse.extract(f"{table}\n\n{text}\n".encode())
    report = parse(replace(document, text_source="text_layer"))
    assert scores(report)[5] == "92.95"
    assert "score_conflict" in {one.code for one in found(report)}


@pytest.mark.parametrize(
    ("grade", "year", "scores_", "expected"),
    [
        ("ผ่าน", 2567, NEW, "ต้องปรับปรุง"),
        ("ต้องปรับปรุง", 2567, NEW, None),
        ("ผ่านดี", 2567, ("92.00",) * 9 + ("70.00",), "ผ่าน"),
        ("ผ่าน", 2567, ("92.00",) * 9 + ("70.00",), None),
        ("ผ่านดีเยี่ยม", 2567, ("96.00",) * 10, None),
        ("ผ่านดี", 2567, ("96.00",) * 10, "ผ่านดีเยี่ยม"),
        ("A", 2564, ("86.00",) * 10, None),
        ("B", 2564, ("86.00",) * 10, "A"),
    ],
)
def test_a_grade_that_the_scores_do_not_allow_is_found(
    grade: str, year: int, scores_: tuple[str, ...], expected: str | None
) -> None:
    text = f"โดยภาพรวมได้คะแนน {total(scores_)} คะแนน อยู่ในระดับ {grade}"
    report = read(alone(scores_, text=text, year=year))
    assert report.overall_grade == grade
    mismatches = [one.suggested for one in report.findings if one.code == "grade_mismatch"]
    assert mismatches == ([expected] if expected else [])


_POINTS = st.integers(5000, 10_000).map(lambda hundredths: f"{Decimal(hundredths) / 100:.2f}")


@settings(max_examples=40, deadline=None)
@given(st.lists(_POINTS, min_size=10, max_size=10))
def test_no_table_that_adds_up_is_touched(values: list[str]) -> None:
    report = read(alone(tuple(values)))
    assert not found(report)
    assert scores(report) == values
