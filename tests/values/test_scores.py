"""Scores, numbers and the overall result in running text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_parse.parse.values.overall import Overall, read_overall
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


PIECES = [
    "คะแนน", "ภาพรวม", "รวม", "ระดับ", "ลำดับที่", "ผ่าน", "A", "89.85", "12", "1,204",
    "2567", " ", ",", ".", "(", ")", "-", "ของ", "ตัวชี้วัด", "การใช้อำนาจ", "IIT", "เป็น",
    "ปี", "ได้", "ทั้ง",
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
