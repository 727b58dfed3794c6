"""Money, percentages, ranks, grades, recurrences, and numbers in words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_parse.parse.values.grades import read_grade
from ita_parse.parse.values.money import read_money
from ita_parse.parse.values.number_words import parse_number
from ita_parse.parse.values.percentages import read_percentage
from ita_parse.parse.values.ranks import read_rank
from ita_parse.parse.values.recurrence import read_recurrence
from tests.values.corpus import Row, examples, whole


def _said(reading: Any) -> tuple[str | None, str | None]:
    """Return value and matched text, as the corpora hold them."""
    return (str(reading.value), reading.matched) if reading else (None, None)


@examples("money")
def test_an_amount_of_money_is_read_in_baht(row: Row) -> None:
    assert _said(read_money(row["text"])) == (row["baht"], row["matched"])


@examples("percentages")
def test_a_percentage_is_read_as_printed(row: Row) -> None:
    assert _said(read_percentage(row["text"])) == (row["per_cent"], row["matched"])


@examples("ranks")
def test_a_rank_is_read_with_the_number_that_were_ranked(row: Row) -> None:
    reading = read_rank(row["text"])
    assert _said(reading) == (row["rank"], row["matched"])
    assert (reading.of if reading else None) == whole(row, "of")


@examples("grades")
def test_a_grade_is_one_of_the_closed_list(row: Row) -> None:
    assert _said(read_grade(row["text"])) == (row["grade"], row["matched"])


@examples("recurrences")
def test_a_recurrence_is_read_from_a_phrase(row: Row) -> None:
    reading = read_recurrence(row["text"])
    assert (reading.recurrence if reading else None) == row["recurrence"]
    assert (reading.matched if reading else None) == row["matched"]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("ศูนย์", 0), ("หนึ่ง", 1), ("สิบ", 10), ("สิบเอ็ด", 11), ("ยี่สิบ", 20), ("เก้าสิบเก้า", 99),
        ("หนึ่งร้อยเอ็ด", 101), ("สองพันห้าร้อยหกสิบแปด", 2568), ("หนึ่งแสน", 100_000),
        ("หนึ่งล้าน", 1_000_000), ("สิบสองล้านสามหมื่น", 12_030_000),
        ("", None), ("ร้อย", None), ("พัน", None), ("ล้าน", None), ("เอ็ด", None), ("ยี่", None),
        ("สองสิบ", None), ("หนึ่งสิบ", None), ("สิบร้อย", None), ("ห้าหก", None), ("หนึ่งร้อยสองพัน", None),
        ("ห้าบาท", None), ("หนึ่งล้านศูนย์", None),
    ],
)  # fmt: skip
def test_only_a_regular_number_in_words_is_one(words: str, number: int | None) -> None:
    assert parse_number(words) == number


_DIGITS = ["", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า"]
_SCALES = ["", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน"]


def _spell(number: int) -> str:
    if number >= 1_000_000:
        rest = number % 1_000_000
        return _spell(number // 1_000_000) + "ล้าน" + (_spell(rest) if rest else "")
    words = ""
    for place, digit in reversed(list(enumerate(map(int, reversed(str(number)))))):
        word = _DIGITS[digit]
        if place == 1:
            word = {1: "", 2: "ยี่"}.get(digit, word)
        if place == 0 and digit == 1 and words:
            word = "เอ็ด"
        words += word + _SCALES[place] if digit else ""
    return words or "ศูนย์"


@given(st.integers(1, 10**11))
def test_every_number_that_is_spelled_is_read_back(number: int) -> None:
    assert parse_number(_spell(number)) == number
    reading = read_money(f"{number:,} บาท ({_spell(number)}บาทถ้วน)")
    assert reading is not None
    assert reading.value == number


PIECES = [
    "บาท", "ล้าน", "แสน", "ห้า", "สิบ", "1,000", "2568", "5", ".", ",", "-", ".-", "฿", "(", ")", " ",
    "\n", "ร้อยละ", "%", "ลำดับที่", "อันดับ", "จาก", "/", "ระดับ", "A", "ผ่าน", "ดี", "ทุก", "เดือน", "ปี",
    "ละ", "ครั้ง", "ถ้วน", "สตางค์", "๒", "ถึง",
]  # fmt: skip


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join)))
def test_no_text_raises_and_what_was_read_stands_in_it(text: str) -> None:
    readings = (
        read_money(text), read_percentage(text), read_rank(text), read_grade(text),
        read_recurrence(text),
    )  # fmt: skip
    assert all(reading is None or reading.matched in text for reading in readings)
