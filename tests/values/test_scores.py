"""Scores, numbers and the overall result in running text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_parse.parse.values.overall import Overall, find_totals, read_overall
from ita_parse.parse.values.scores import find_score, read_number, read_score
from tests.values.corpus import Row, examples, whole

NUMBERS = [
    ("1,234.50", "1234.50"),
    ("๑,๒๓๔", "1234"),
    ("9 ,633,840.00", "9633840.00"),
    ("+2.79", "2.79"),
    ("-5", "-5"),
    ("−3.1", "-3.1"),
    ("(1,234)", "-1234"),
    ("ลดลง 2.30", "-2.30"),
    ("เพิ่มขึ้น 2.30", "2.30"),
    ("▼ 1.2", "-1.2"),
    ("12,34", "12.34"),
    ("5,000 บาท", "5000"),
    ("-", None),
    ("", None),
    ("(5", None),
    ("1 2", None),
    ("1,23,456", None),
    ("1.", None),
    ("ปี 2568", None),
]


@examples("scores")
def test_score_of_a_cell_is_read_as_printed(row: Row) -> None:
    score = read_score(row["text"])
    assert (None if score is None else str(score)) == row["cell"]


@examples("scores")
def test_score_is_found_in_running_text(row: Row) -> None:
    reading = find_score(row["text"])
    assert (str(reading.value) if reading else None) == row["score"]
    assert (reading.matched if reading else None) == row["matched"]


@pytest.mark.parametrize(("text", "number"), NUMBERS)
def test_number_is_read_with_its_sign(text: str, number: str | None) -> None:
    assert read_number(text) == (None if number is None else Decimal(number))


@examples("overall")
def test_overall_result_is_read_from_a_sentence(row: Row) -> None:
    score = Decimal(row["score"]) if row["score"] else None
    assert read_overall(row["text"]) == Overall(score, row["grade"], whole(row, "rank"))


@pytest.mark.parametrize(
    ("text", "totals"),
    [
        ("ปี 2566 ได้ 80.12 คะแนน ปี 2567 ได้ 89.85 คะแนน", "80.12:2566 89.85:2567"),
        ("ปี 2566 ได้ 80.12 คะแนน ในปี 2567 ได้ 89.85 คะแนน", "80.12:2566 89.85:2567"),
        ("ปี 2567 ได้ 89.85 คะแนน ปี 2566 ได้ 80.12 คะแนน เพิ่มขึ้น 9.73", "89.85:2567 80.12:2566"),
        ("ปี 2566 ระดับ B (80.12 คะแนน) ปี 2567 ระดับ A (89.85 คะแนน)", "80.12:2566 89.85:2567"),
        ("คะแนนภาพรวม ปี 2566 80.12 คะแนน และปี 2567 89.85 คะแนน", "80.12:2566 89.85:2567"),
        ("ได้คะแนนภาพรวม 89.85 คะแนน ในปี 2567 และ 80.12 คะแนน ในปี 2566", "89.85:2567 80.12:2566"),
        ("คะแนนภาพรวมเพิ่มขึ้นจาก 80.12 คะแนน ในปี 2566 เป็น 89.85 คะแนน ในปี 2567", "89.85:2567"),
        ("คะแนนภาพรวม 89.85 คะแนน (ปี 2567)", "89.85:2567"),
        ("คะแนนภาพรวมปี 2567 เท่ากับ 89.85 คะแนน เพิ่มขึ้นจากปี 2566 (80.12 คะแนน)", "89.85:2567"),
        (
            "ปีงบประมาณ พ.ศ. ๒๕๖๗ ได้คะแนนรวม ๘๙.๘๕ คะแนน สูงกว่าปี พ.ศ. ๒๕๖๖ ที่ได้คะแนนรวม ๘๐.๑๒ คะแนน",
            "89.85:2567 80.12:2566",
        ),
        (
            "ปี พ.ศ. 2565 คะแนน 70.12 ปี พ.ศ. 2566 คะแนน 80.12 ปี พ.ศ. 2567 คะแนน 89.85",
            "70.12:2565 80.12:2566 89.85:2567",
        ),
        ("คะแนนภาพรวม 89.85 คะแนน", "89.85:None"),
        ("ปี 2567 การใช้อำนาจ ได้ 80.12 คะแนน การใช้งบประมาณ ได้ 89.85 คะแนน", ""),
        ("อบต.หนองบัว ได้คะแนนรวม 89.85 คะแนน อบต.หนองแวง ได้คะแนนรวม 80.12 คะแนน", ""),
        ("ตัวชี้วัดที่ 3 การใช้อำนาจ ปี 2566 ได้ 80.12 คะแนน ปี 2567 ได้ 89.85 คะแนน", ""),
        ("ปี 2566 ความพึงพอใจ ได้ 80.12 คะแนน ปี 2567 ได้ 89.85 คะแนน", ""),
    ],
)
def test_totals_in_a_sentence_have_the_year_that_they_are_of(text: str, totals: str) -> None:
    found = find_totals(text)
    assert " ".join(f"{total.value}:{total.year}" for total in found) == totals
    assert all(total.matched in text for total in found)


def test_of_scores_that_may_be_the_total_none_counts_beside_one_that_is_called_so() -> None:
    found = find_totals("ปี 2566 ได้ 80.12 คะแนน ปี 2567 ได้คะแนนภาพรวม 89.85 คะแนน")
    assert [(total.matched, total.year) for total in found] == [("89.85", 2567)]


PIECES = [
    "คะแนน", "ภาพรวม", "รวม", "ระดับ", "ลำดับที่", "ผ่าน", "A", "89.85", "12", "1,204",
    "2567", " ", ",", ".", "(", ")", "-", "ของ", "ตัวชี้วัด", "การใช้อำนาจ", "IIT", "เป็น",
    "ปี", "ได้", "ทั้ง", "จากคะแนนเต็ม", "100", "2566", "พ.ศ.",
    "อบต.หนองบัว", "อบต.หนองแวง", "จำนวน", "ผ่านดี",
]  # fmt: skip


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join)))
def test_no_text_raises(text: str) -> None:
    score = read_score(text)
    assert score is None or 0 <= score <= 100
    read_number(text)
    found = find_score(text)
    assert found is None or found.matched in text
    overall = read_overall(text)
    assert overall.score is None or 0 <= overall.score <= 100
    assert all(total.matched in text for total in find_totals(text))
