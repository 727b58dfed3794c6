"""Statuses: words and tick boxes as cells of reports hold them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ita_parse.parse.values.status import read_status
from tests.values.corpus import Row, examples


@examples("statuses", lambda row: not row["by"])
def test_other_texts_state_no_status(row: Row) -> None:
    assert read_status(row["text"]) is None


@examples("statuses", lambda row: row["by"] == "words")
def test_words_state_a_status_and_stay_in_the_text(row: Row) -> None:
    reading = read_status(row["text"])
    assert reading is not None
    assert (reading.status, reading.rest, reading.boxed) == (row["status"], row["text"], False)


@examples("statuses", lambda row: row["by"] == "boxes")
def test_ticked_box_states_the_status_and_leaves_the_text(row: Row) -> None:
    reading = read_status(row["text"])
    assert reading is not None
    assert (reading.status, reading.rest, reading.boxed) == (row["status"], row["rest"] or "", True)
    assert reading.conflict == (row["conflict"] == "yes")


@examples("statuses", lambda row: bool(row["by"]))
def test_matched_is_the_part_of_the_text_that_says_so(row: Row) -> None:
    reading = read_status(row["text"])
    assert reading is not None
    assert reading.matched == row["matched"]
    assert reading.matched in row["text"]


def test_two_ticked_boxes_are_a_conflict() -> None:
    reading = read_status("☑ ดำเนินการแล้ว ☑ ยังไม่ได้ดำเนินการ ☐ อยู่ระหว่างดำเนินการ")
    assert reading is not None
    assert reading.status is None
    assert reading.conflict


def test_matched_is_the_ticked_box_with_its_label() -> None:
    reading = read_status("ผล ☐ ดำเนินการแล้ว ☑ อยู่ระหว่าง\nดำเนินการ")
    assert reading is not None
    assert reading.matched == "☑ อยู่ระหว่าง\nดำเนินการ"


PIECES = [
    "ดำเนินการ",
    "แล้ว",
    "เสร็จ",
    "ไม่ได้",
    "ระหว่าง",
    "☑",
    "☐",
    "(",
    "/",
    ")",
    " ",
    "\n",
    "...",
    "●",
    "○",
    "100%",
    "สถานะ:",
    "ſ",
]


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join)))
def test_no_text_raises(text: str) -> None:
    reading = read_status(text)
    assert reading is None or not (reading.status and reading.conflict)
