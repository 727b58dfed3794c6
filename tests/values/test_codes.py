"""Item codes: every way of printing one that was met, and what only looks like one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_parse.parse.values.codes import find_item_codes, read_item_code
from ita_parse.parse.values.items import indicator_of_item, item_title, largest_number

# text, code, rest
PRINTED = [
    ("ข้อ o7 แผนยุทธศาสตร์", "o7", "แผนยุทธศาสตร์"),
    ("ข้อ o34", "o34", ""),
    ("ข้อo42มาตรการ", "o42", "มาตรการ"),
    ("ข้อ\no8 แผน", "o8", "แผน"),
    ("ข้อ ๐๓๓ รายงาน", "o33", "รายงาน"),
    ("ข้อ 07", "o7", ""),
    ("ข้อ 0 7 แผน", "o7", "แผน"),
    ("ข้อ ๐๐๓", "o3", ""),
    ("ข้อ o1O คู่มือ", "o10", "คู่มือ"),
    ("ข้อที่ e3 ท่านเคย", "e3", "ท่านเคย"),
    ("ข้อคำถาม i5 หน่วยงาน", "i5", "หน่วยงาน"),
    ("ชื่อ i4 หน่วยงาน", "i4", "หน่วยงาน"),
    ("๐๑๙ การบริหาร", "o19", "การบริหาร"),
    ("๐14 รายการการจัดซื้อจัดจ้าง", "o14", "รายการการจัดซื้อจัดจ้าง"),
    ("0๔๒", "o42", ""),
    ("E๑ เจ้าหน้าที่", "e1", "เจ้าหน้าที่"),
    ("O 16 ความก้าวหน้า", "o16", "ความก้าวหน้า"),
    ("O-16 ความก้าวหน้า", "o16", "ความก้าวหน้า"),
    ("OIT 42", "o42", ""),
    ("OIT๔๒ มาตรการ", "o42", "มาตรการ"),
    ("OIT ข้อ o12 ข้อมูล", "o12", "ข้อมูล"),
    ("IIT i12", "i12", ""),
    ("IIT ข้อ 12 หน่วยงาน", "i12", "หน่วยงาน"),
    ("o42. มาตรการ", "o42", "มาตรการ"),
    ("o42: มาตรการ", "o42", "มาตรการ"),
    ("o14 - มาตรการ", "o14", "มาตรการ"),
    ("(o12) ข้อมูลสถิติ", "o12", "ข้อมูลสถิติ"),
    ("ข้อ (o12) ข้อมูล", "o12", "ข้อมูล"),
    ("- o14 รายการ", "o14", "รายการ"),
    ("■ ข้อ i3 เจ้าหน้าที่", "i3", "เจ้าหน้าที่"),
    ("i12", "i12", ""),
    ("I 12 หน่วยงาน", "i12", "หน่วยงาน"),
    ("i01 การปฏิบัติงาน", "i1", "การปฏิบัติงาน"),
    ("ข้อ о7 แผน", "o7", "แผน"),  # Cyrillic
    ("ο12 ข้อมูล", "o12", "ข้อมูล"),  # Greek
    ("o13 E-Service", "o13", "E-Service"),
    ("o6 Q&A", "o6", "Q&A"),
    ("o48 แนวปฏิบัติ", "o48", "แนวปฏิบัติ"),
]

NO_CODE = [
    "",
    "ข้อ",
    "o",
    "OIT",
    "EIT 1",
    "EIT part 1",
    "MOIT 5",
    "2 way communication",
    "(๒ way communication)",
    "0 รายการ",
    "10 ครั้ง",
    "2568",
    "05 มกราคม 2568",
    "08.30 น.",
    "02-123-4567",
    "E-Service",
    "E-Service 2",
    "O2O",
    "i5-9400",
    "No. 5",
    "office 12",
    "OIT 43 ข้อ",
    "OIT 9 การเปิดเผยข้อมูล",
    "ข้อ 12 หน่วยงาน",
    "ข้อ l3 หน่วยงาน",
    "๑๒ หน่วยงานของท่าน",
    "o49",
    "i31",
    "e16",
    "o0",
    "o123",
    "i1.5",
    "o1-o6 ข้อมูลพื้นฐาน",
    "o1, o2",
    "ข้อ i1 และข้อ i3",
    "ตามข้อ o7",
]

WITH_CONTEXT: list[tuple[str, dict[str, Any], str | None]] = [
    ("๑๒ หน่วยงานของท่าน", {"indicator_no": 2}, "i12"),
    ("12. หน่วยงานที่ท่านติดต่อ", {"instrument": "EIT"}, "e12"),
    ("12", {"instrument": "IIT"}, "i12"),
    ("ข้อ 3 ท่านคิดว่า", {"instrument": "EIT"}, "e3"),
    ("๒ มาตรการ", {"indicator_no": 10}, "o2"),
    ("6 Q&A", {"instrument": "OIT"}, "o6"),
    ("ข้อ l3 เจ้าหน้าที่", {"instrument": "IIT"}, "i3"),
    ("|3 เจ้าหน้าที่", {"instrument": "IIT"}, "i3"),
    ("112 หน่วยงาน", {"instrument": "IIT"}, "i12"),
    ("07 หน่วยงาน", {"instrument": "IIT"}, "i7"),
    ("E3 เจ้าหน้าที่", {"indicator_no": 2}, "e3"),
    ("2 way communication", {"instrument": "OIT"}, None),
    ("10 ครั้ง", {"instrument": "OIT"}, None),
    ("1 การปฏิบัติหน้าที่", {"instrument": "IIT"}, None),
    ("9.1 ข้อมูลพื้นฐาน", {"instrument": "OIT"}, None),
    ("95.33", {"instrument": "OIT"}, None),
    ("12 มกราคม 2568", {"instrument": "EIT"}, None),
    ("16 หน่วยงาน", {"instrument": "EIT"}, None),
    ("o36", {"fiscal_year": 2567}, None),
    ("o35", {"fiscal_year": 2567}, "o35"),
    ("i16", {"fiscal_year": 2567}, None),
    ("o43", {"fiscal_year": 2555}, "o43"),
]

# Found in real reports: codes as OCR transcripts of three of them hold them.
REAL: list[tuple[str, dict[str, Any], str]] = [
    ("ข้อ o๒ ข้อมูลผู้บริหาร", {}, "o2"),
    ("ข้อ ๐33 รายงานผลการดำเนินการป้องกันการทุจริตประจำปี", {"fiscal_year": 2567}, "o33"),
    ("ข้อ i1 การปฏิบัติงานหรือให้บริการ", {}, "i1"),
    ("ข้อ e9 ท่านเคยใช้งานระบบ", {}, "e9"),
    ("E๑๑ เจ้าหน้าที่ของ หน่วยงานที่ท่านติดต่อ", {}, "e11"),
    ("๒๐ ขั้นตอนการขอ อนุญาต", {"indicator_no": 2, "fiscal_year": 2564}, "i20"),
    ("๒๓ ทำนรู้แนวปฏิบัติของ", {"indicator_no": 4}, "i23"),
]


@pytest.mark.parametrize(("text", "code", "rest"), PRINTED)
def test_printed_code_is_read(text: str, code: str, rest: str) -> None:
    found = read_item_code(text)
    assert found is not None
    assert (found.code, found.rest) == (code, rest)


@pytest.mark.parametrize("text", NO_CODE)
def test_what_only_looks_like_a_code_is_none(text: str) -> None:
    assert read_item_code(text) is None


@pytest.mark.parametrize(("text", "context", "code"), WITH_CONTEXT + REAL)
def test_context_decides_what_a_number_is(
    text: str, context: dict[str, Any], code: str | None
) -> None:
    found = read_item_code(text, **context)
    assert (found.code if found else None) == code


def test_code_says_its_instrument_and_number() -> None:
    found = read_item_code("ข้อ ๐33 รายงาน")
    assert found is not None
    assert (found.instrument, found.number, found.matched) == ("OIT", 33, "ข้อ ๐33")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("มาตรการในข้อ 0๔๒ ไปสู่การปฏิบัติอย่างเป็นรูปธรรม", ["o42"]),  # found in a real report
        ("ตาม o12, o13 และ O 14", ["o12", "o13", "o14"]),
        ("ข้อ i3 (88.57) ข้อ e9 (54.90)", ["i3", "e9"]),
        ("OIT 42 และ OIT43", ["o42", "o43"]),
        ("(i12)", ["i12"]),
        ("o1-o6", ["o1", "o6"]),
        ("2 way No.5 ISO 9001 E-Service OIT 10 ครั้ง", []),
        ("โทร 042 123456", []),
        ("ข้อ 3 ปี 2568 จำนวน 12 ครั้ง", []),
        ("No Gift Policy", []),
    ],
)
def test_codes_are_found_in_running_text(text: str, codes: list[str]) -> None:
    assert [found.code for found in find_item_codes(text)] == codes


@pytest.mark.parametrize(
    ("code", "year", "indicator"),
    [
        ("i7", 2564, 2),
        ("i7", 2567, 3),
        ("i7", 2568, 3),
        ("i7", 2562, 2),
        ("i7", None, None),
        ("i1", None, 1),
        ("i16", 2567, None),
        ("e15", 2566, 8),
        ("e9", 2567, 8),
        ("o42", 2563, 10),
        ("o7", 2567, 9),
        ("o7", 2568, None),
        ("o44", 2567, None),
        ("i1", 2550, None),
        ("x1", 2567, None),
        ("i0", 2567, None),
    ],
)
def test_items_belong_to_the_indicators_of_their_year(
    code: str, year: int | None, indicator: int | None
) -> None:
    assert indicator_of_item(code, year) == indicator


def test_lists_are_those_of_their_year() -> None:
    assert item_title("o34", 2567) == "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"
    assert item_title("o34", 2561) is None
    assert item_title("o34", None) is None
    assert [largest_number("OIT", year) for year in (2562, 2563, 2567, 2568, 2569)] == [
        48,
        43,
        35,
        28,
        26,
    ]
    assert (largest_number("IIT", 2567), largest_number("IIT", 2568), largest_number("IIT")) == (
        15,
        30,
        30,
    )
    assert largest_number("EIT", 2564) == 15


PIECES = [
    "ข้อ",
    "o",
    "i",
    "E",
    "0",
    "๐",
    "๔",
    "1",
    "2",
    " ",
    ".",
    "(",
    ")",
    "-",
    "OIT",
    "l",
    "การใช้อำนาจ",
    "ท่าน",
]
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join))


@given(TEXTS, st.sampled_from([None, "IIT", "EIT", "OIT"]), st.none() | st.integers())
def test_no_text_raises(text: str, instrument: Any, number: int | None) -> None:
    found = read_item_code(text, instrument=instrument, indicator_no=number)
    assert found is None or found.matched in text
    assert all(code.matched in text for code in find_item_codes(text))
