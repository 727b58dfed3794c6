"""Indicators and instruments as cells and headings name them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_parse.parse.values.indicator import (
    find_indicator,
    indicator,
    instrument_of,
    is_garbled_score,
    read_indicator,
)
from tests.values.corpus import Row, examples, whole


@examples("indicators")
def test_name_tells_the_indicator(row: Row) -> None:
    reading = read_indicator(row["text"])
    number = whole(row, "number")
    if number is None:
        assert reading is None
        return
    assert reading is not None
    assert (reading.number, reading.printed_number) == (number, whole(row, "printed_number"))
    assert (None if reading.score is None else str(reading.score)) == row["score"]
    if row["unread"] or reading.score_printed is None:
        assert reading.score_printed == row["unread"]
    assert (reading.name, reading.instrument) == (
        indicator(number).name,
        indicator(number).instrument,
    )


@pytest.mark.parametrize(
    ("text", "number", "score"),
    [
        ("แบบวัด IIT ตัวชี้วัดที่ 2 การใช้งบประมาณ คะแนน 85.5", 2, "85.5"),
        ("แบบวัด EIT คุณภาพการดำเนินงาน", 6, None),
        ("มาตรการเพื่อยกระดับตัวชี้วัดที่ 3 การใช้อำนาจ", 3, None),
        ("มาตรการยกระดับตัวชี้วัดที่ ๓", 3, None),
        ("แนวทางปรับปรุงตัวชี้วัด การใช้อำนาง ให้ดีขึ้น", 3, None),
        ("ผลการวิเคราะห์ 8. การปรับปรุงการทำงาน", 8, None),
        ("สรุป ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่ (ตัวชี้วัดการปฏิบัติหน้าที่) คะแนน 90", 1, "90"),
        ("ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่ และตัวชี้วัดที่ 2 การใช้งบประมาณ", None, None),
        ("ประชุมชี้แจงการใช้งบประมาณ", None, None),
        ("มาตรการการป้องกันการทุจริต", None, None),
        ("", None, None),
    ],
)
def test_heading_that_names_one_indicator_is_found(
    text: str, number: int | None, score: str | None
) -> None:
    reading = find_indicator(text)
    assert (reading.number if reading else None) == number
    assert reading is None or reading.score == (None if score is None else Decimal(score))


@pytest.mark.parametrize("number", ["95.33", "๙๕.๓๓", "95 . 33", "95,33"])
def test_a_score_is_kept_as_it_stands_in_the_text(number: str) -> None:
    reading = read_indicator(f"ตัวชี้วัดที่ 6 คุณภาพการดำเนินงาน คะแนน {number}")
    assert reading is not None
    assert (reading.score, reading.score_printed) == (Decimal("95.33"), number)


@pytest.mark.parametrize("text", ["9O.33", "คะแนน 9533", "195.33 คะแนน", "= ๙๕ ๓๓"])
def test_a_number_that_is_no_score_is_told_from_words(text: str) -> None:
    assert is_garbled_score(text)
    for other in ("-", "", "ผ่าน", "ไม่มี", "85 ขึ้นไป", "ประชุม 2 ครั้ง", "ปี 2567", "ระดับ 5"):
        assert not is_garbled_score(other)


@pytest.mark.parametrize(
    ("text", "instrument"),
    [
        ("IIT", "IIT"),
        ("EIT", "EIT"),
        ("OIT", "OIT"),
        ("แบบวัด IIT", "IIT"),
        ("แบบ\nOIT", "OIT"),
        ("EIT part 1", "EIT"),
        ("EIT2", "EIT"),
        ("EIT (30%)", "EIT"),
        ("O1T", "OIT"),
        ("0IT", "OIT"),
        ("l1T", "IIT"),
        ("ElT", "EIT"),
        ("แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT)", "IIT"),
        ("แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน", "IIT"),
        ("ผู้มีส่วนได้ส่วนเสีย ภายนอก", "EIT"),
        ("แบบตรวจการเปิดเผยข้อมูลสาธารณะ", "OIT"),
        ("Open Data Integrity and Transparency Assessment : OIT", "OIT"),
        ("แบบวัดผู้มีส่วนได้ส่วนเสียภายใน (EIT)", "EIT"),
        ("", None),
        ("แบบวัด", None),
        ("IIT EIT", None),
        ("MOIT 1", None),
        ("ผลการประเมิน IIT ต่ำกว่าปีก่อน", None),
        ("มาตรการให้ผู้มีส่วนได้ส่วนเสียภายนอกมีส่วนร่วม", None),
        ("การเปิดเผยข้อมูล", None),
    ],
)
def test_cell_names_an_instrument(text: str, instrument: str | None) -> None:
    assert instrument_of(text) == instrument


def test_indicators_run_from_one_to_ten() -> None:
    assert [indicator(number).instrument for number in range(1, 11)] == [
        *["IIT"] * 5,
        *["EIT"] * 3,
        *["OIT"] * 2,
    ]
    with pytest.raises(ValueError, match="1 to 10"):
        indicator(11)


PIECES = [
    "ตัวชี้วัด", "ที่", "การใช้อำนาจ", "การเปิดเผยข้อมูล", "คะแนน", "6", "๑", "95.33", " ",
    "\n", "(", ")", ".", "IIT", "แบบวัด", "ได้", "ปี", "2567", ",", "=", "\u200b",
]  # fmt: skip


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join)))
def test_no_text_raises(text: str) -> None:
    reading = read_indicator(text)
    assert reading is None or reading.matched in text
    found = find_indicator(text)
    assert found is None or found.matched in text
    instrument_of(text)
