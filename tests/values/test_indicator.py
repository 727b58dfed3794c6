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
    read_indicator,
)

# text, number, printed number, score
NAMED = [
    ("การปฏิบัติหน้าที่", 1, None, None),
    ("การใช้งบประมาณ", 2, None, None),
    ("การใช้อำนาจ", 3, None, None),
    ("การใช้ทรัพย์สินของราชการ", 4, None, None),
    ("การใช้ทรัพย์สินของทางราชการ", 4, None, None),
    ("การใช้ทรัพย์สินทางราชการ", 4, None, None),
    ("การแก้ไขปัญหาการทุจริต", 5, None, None),
    ("คุณภาพการดำเนินงาน", 6, None, None),
    ("ประสิทธิภาพการสื่อสาร", 7, None, None),
    ("การปรับปรุงการทำงาน", 8, None, None),
    ("การปรับปรุงระบบการทำงาน", 8, None, None),
    ("การเปิดเผยข้อมูล", 9, None, None),
    ("การป้องกันการทุจริต", 10, None, None),
    ("ตัวชี้วัดการเปิดเผยข้อมูล", 9, None, None),
    ("ตัวชี้วัดด้านการใช้งบประมาณ", 2, None, None),
    ("ตัวชี้วัดที่ ๒ การใช้งบประมาณ", 2, 2, None),
    ("ตัวชี้วัดที่ 9 การเปิดเผยข้อมูลสาธารณะ", 9, 9, None),
    ("ตัวชี้วัดที่ 6", 6, 6, None),
    ("ตัวชี้วัดที่ 6 คะแนน 95.33", 6, 6, "95.33"),
    ("ตัวขี้วัดที่ 3 การใช้อำนาจ", 3, 3, None),
    ("๑) การปฏิบัติหน้าที่", 1, 1, None),
    ("(5) การแก้ไขปัญหาการทุจริต", 5, 5, None),
    ("1. การใช้อำนาจ", 3, 1, None),
    ("1.2 การใช้งบประมาณ", 2, None, None),
    ("- การใช้อำนาจ", 3, None, None),
    ("2 การใช้งบประมาณ 94.86", 2, 2, "94.86"),
    ("4. การใช้ทรัพย์สินของทางราชการ (89.12)", 4, 4, "89.12"),
    ("การใช้อำนาจ 95 . 62", 3, None, "95.62"),
    ("การใช้อำนาจ ได้คะแนนร้อยละ 95.62", 3, None, "95.62"),
    ("การใช้อำนาจ (IIT) คะแนน 90", 3, None, "90"),
    ("ตัวชี้วัดที่ 3 การใช้อำนาจ : 95.62 คะแนน", 3, 3, "95.62"),
    ("ตัวชี้วัดที่ 3 การใช้อำนาจ คะแนน", 3, 3, None),
    ("ตัวชี้วัดที่ 2 การใช้อำนาจ", 3, 2, None),
    # misread letters
    ("คุณภาพการคำเนินงาน", 6, None, None),
    ("การใช้งบประมาน", 2, None, None),
    ("การไช้อำนาจ", 3, None, None),
    ("ประสิทธิภาพการสือสาร", 7, None, None),
    ("ตัวชี้วัดที่ 6 คุณกาพกาวคำเนิมงาน", 6, 6, None),
]

NO_NAME = [
    "",
    "   ",
    "6",
    "ตัวชี้วัด",
    "ตัวชี้วัดที่ 11",
    "ตัวชี้วัด 95.33",
    "ตัวชี้วัดที่ 1 จำนวนผู้เข้าร่วมโครงการ",
    "จำนวนเรื่องร้องเรียน 5 เรื่อง",
    "การเปิดเผยข้อมูลสาธารณะ",
    "การป้องกันการทุจริตและประพฤติมิชอบ",
    "9.1 ข้อมูลพื้นฐาน",
    "การใช้งบประมาณ 2567",
    "ประชุมชี้แจงการใช้งบประมาณ",
    "การใช้งบประมาณของหน่วยงานเป็นไปตามวัตถุประสงค์",
    "1. การใช้งบประมาณ 2. การใช้อำนาจ",
    "การใช้งาน",
    "งบประมาณ",
]

# Found in real reports.
REAL = [
    ("ตัวชี้วัดที่ 6 คุณภาพการ ดำเนินงาน คะแนน 95.33", 6, 6, "95.33"),
    ("ตัวชี้วัดที่ 4 การใช้ทรัพย์สินของ ทางราชการ คะแนน 100", 4, 4, "100"),
    ("การใช้ งบประมาณ", 2, None, None),
    ("การใช้ ทรัพย์สินของ ราชการ", 4, None, None),
    ("การปรับปรุง การทำงาน", 8, None, None),
]


@pytest.mark.parametrize(("text", "number", "printed", "score"), NAMED + REAL)
def test_name_tells_the_indicator(
    text: str, number: int, printed: int | None, score: str | None
) -> None:
    reading = read_indicator(text)
    assert reading is not None
    assert (reading.number, reading.printed_number) == (number, printed)
    assert reading.score == (None if score is None else Decimal(score))
    assert (reading.name, reading.instrument) == (
        indicator(number).name,
        indicator(number).instrument,
    )


@pytest.mark.parametrize("text", NO_NAME)
def test_other_texts_name_no_indicator(text: str) -> None:
    assert read_indicator(text) is None


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
