"""Item codes: every way of printing one that was met, and what only looks like one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_parse.parse.values.codes import find_item_codes, read_item_code
from ita_parse.parse.values.items import indicator_of_item, item_title, largest_number
from tests.values.corpus import Row, examples, whole


@examples("codes")
def test_a_code_is_read_in_the_context_of_its_row(row: Row) -> None:
    found = read_item_code(
        row["text"],
        fiscal_year=whole(row, "fiscal_year"),
        indicator_no=whole(row, "indicator_no"),
        instrument=row["instrument"],
    )
    assert (found.code if found else None) == row["code"]
    assert (found.rest if found else None) == ((row["rest"] or "") if row["code"] else None)
    assert (found.matched if found else None) == row["matched"]


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
