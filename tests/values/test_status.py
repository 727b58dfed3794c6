"""Statuses: words and tick boxes as cells of reports hold them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_parse.parse.values.status import read_status

WORDS = [
    ("ดำเนินการแล้ว", "completed"),
    ("ดำเนินการแล้วเสร็จ", "completed"),
    ("แล้วเสร็จ", "completed"),
    ("ดำเนินการเสร็จสิ้น", "completed"),
    ("ดำเนินการเสร็จสิ้นแล้ว", "completed"),
    ("เสร็จเรียบร้อย", "completed"),
    ("ดำเนินการเรียบร้อยแล้ว", "completed"),
    ("ได้ดำเนินการแล้ว", "completed"),
    ("ดำเนินการแล้ว 100%", "completed"),
    ("๑. ดำเนินการแล้ว ๑๐๐ %", "completed"),
    ("ดำเนินการแล้ว ร้อยละ 100", "completed"),
    ("ดำเนินการแล้วเสร็จ ปี 2568", "completed"),
    ("ดำเนินการแล้วเสร็จตามแผน", "completed"),
    ("ดำเนินการแล้วเสร็จตามแผนที่กำหนดไว้ทุกประการ", "completed"),
    ("- ดำเนินการแล้ว", "completed"),
    ("● ดำเนินการแล้วเสร็จ", "completed"),
    ("สถานะ: ดำเนินการแล้ว", "completed"),
    ("กองคลังดำเนินการแล้ว", "completed"),
    ("1. ดำเนินการแล้ว 2. ดำเนินการแล้ว", "completed"),
    ("ดำเนินการแลัว", "completed"),
    ("Completed", "completed"),
    ("ดำเนินการแล้ว 60%", "in_progress"),
    ("ดำเนินการแล้วบางส่วน", "in_progress"),
    ("ระหว่างดำเนินการ", "in_progress"),
    ("อยู่ระหว่างดำเนินการ", "in_progress"),
    ("อยู่ระหว่างการดำเนินการ", "in_progress"),
    ("กำลัง\nดำเนินการ", "in_progress"),
    ("อยู่ระหว่างการจัดซื้อจัดจ้าง", "in_progress"),
    ("ยังไม่แล้วเสร็จ", "in_progress"),
    ("ยังไม่ได้ดำเนินการ", "not_started"),
    ("ยังไม่ดำเนินการ", "not_started"),
    ("ไม่ได้ดำเนินการ", "not_started"),
    ("ยังมิได้ดำเนินการ", "not_started"),
    ("ไม่ดำเนินการ", "not_started"),
    ("ยังไม่ได้ ดำเนินการ เนื่องจากตำแหน่งว่าง", "not_started"),
    ("ดำเนินการแล้ว เปิดให้บริการตั้งแต่เดือนธันวาคม ผู้รับบริการพึงพอใจเฉลี่ยร้อยละ 93.4", "completed"),
    ("อยู่ระหว่างดำเนินการ โดยจัดทำผังขั้นตอนเสร็จแล้ว และกำลังทดลองใช้กับคำขอรายใหม่", "in_progress"),
    ("มีเรื่องร้องเรียน 4 เรื่อง ยุติแล้วทุกเรื่อง ดำเนินการแล้วเสร็จ", "completed"),
]

NO_STATUS = [
    "",
    "   ",
    "-",
    "✓",
    "/",
    "ดำเนินการจัดทำประกาศ",
    "ดำเนินการแล้วหรือไม่",
    "จัดประชุมชี้แจงให้บุคลากรทราบ",
    "ติดตามโครงการที่อยู่ระหว่างดำเนินการ",
    "ติดตามโครงการที่ ระหว่าง ดำเนินการ",
    "ได้รายงานผลโครงการที่ดำเนินการแล้วเสร็จให้ผู้บริหารทราบทุกเดือนตามแผนที่กำหนดไว้ในปีงบประมาณ",
    "ในระหว่างดำเนินการพบว่ามีผู้ร้องเรียนเพิ่มขึ้น จึงปรับแผนการให้บริการ",
    "1. ดำเนินการแล้ว 2. ยังไม่ได้ดำเนินการ",
    "อยู่ระหว่างวันที่ 1 - 5 มกราคม",
    "☑ จัดทำคู่มือ ☐ จัดประชุม",
    "☑ ดำเนินการจัดทำคู่มือ",
]

# text, status, rest
BOXES = [
    ("☑ ดำเนินการแล้ว ☐ ยังไม่ได้ดำเนินการ ☐ อยู่ระหว่างดำเนินการ", "completed", ""),
    ("☐ ดำเนินการแล้ว ☐ ยังไม่ได้ดำเนินการ ☑ อยู่ระหว่างดำเนินการ", "in_progress", ""),
    ("☐ ดำเนินการแล้ว ☒ ยังไม่ได้ดำเนินการ", "not_started", ""),
    ("(/) ดำเนินการแล้ว ( ) ยังไม่ได้ดำเนินการ (  ) ระหว่างดำเนินการ", "completed", ""),
    ("( ) ดำเนินการแล้ว\n(√) อยู่ระหว่าง\nดำเนินการ", "in_progress", ""),
    ("( ) ดำเนินการแล้ว (✓) ยังไม่ดำเนินการ", "not_started", ""),
    ("[ ] ดำเนินการแล้ว [x] อยู่ระหว่างดำเนินการ [ ] ยังไม่ได้ดำเนินการ", "in_progress", ""),
    ("[/] แล้วเสร็จ [ ] ยังไม่แล้วเสร็จ", "completed", ""),
    ("(/) แล้วเสร็จ (x) ยังไม่แล้วเสร็จ", "completed", ""),
    ("● ดำเนินการแล้ว ○ ยังไม่ได้ดำเนินการ ○ อยู่ระหว่างดำเนินการ", "completed", ""),
    ("◉ ดำเนินการแล้ว ○ ยังไม่ได้ดำเนินการ", "completed", ""),
    ("□ ดำเนินการแล้ว ■ ยังไม่ได้ดำเนินการ", "not_started", ""),
    ("✔ ดำเนินการแล้ว", "completed", ""),
    ("√ ดำเนินการแล้ว  ยังไม่ได้ดำเนินการ  อยู่ระหว่างดำเนินการ", "completed", ""),
    ("ดำเนินการแล้ว ☑ ยังไม่ได้ดำเนินการ ☐ อยู่ระหว่างดำเนินการ ☐", "completed", ""),
    ("ดำเนินการแล้ว (/) ระหว่างดำเนินการ ( )", "completed", ""),
    ("☑ ดำเนินการ ☐ ไม่ดำเนินการ", "completed", ""),
    ("☐ 1. ดำเนินการแล้ว ☑ 2. อยู่ระหว่างดำเนินการ", "in_progress", ""),
    ("…/…ดำเนินการแล้ว …….ยังไม่ได้ดำเนินการ …….อยู่ระหว่างดำเนินการ", "completed", ""),
    ("☐ ดำเนินการแล้ว ☐✓ อยู่ระหว่างดำเนินการ", "in_progress", ""),
    ("\uf0fe ดำเนินการแล้ว \uf0a8 ยังไม่ได้ดำเนินการ", "completed", ""),
    ("☐ ยังไม่ได้ดำเนินการ", None, ""),
    ("☐ ดำเนินการแล้ว ☐ ยังไม่ได้ดำเนินการ ☐ อยู่ระหว่างดำเนินการ", None, ""),
    ("สถานะ : ☑ ดำเนินการแล้ว ☐ อยู่ระหว่างดำเนินการ", "completed", ""),
    ("☑ ดำเนินการแล้ว เมื่อวันที่ 5 มกราคม 2568 ☐ ยังไม่ได้ดำเนินการ", "completed", "เมื่อวันที่ 5 มกราคม 2568"),
    ("-จัดทำคู่มือ\n☑ ดำเนินการแล้ว\n☐ ยังไม่ได้ดำเนินการ\nแนบเอกสาร", "completed", "-จัดทำคู่มือ\nแนบเอกสาร"),
    ("☑ จัดทำคู่มือ ☐ ดำเนินการแล้ว ☑ อยู่ระหว่างดำเนินการ", "in_progress", "☑ จัดทำคู่มือ"),
]

# Found in real reports: the forms that OCR transcripts of three of them hold, free text replaced.
REAL = [
    ("ดำเนินการแล้ว", "completed", "ดำเนินการแล้ว"),
    ("ระหว่างดำเนินการ", "in_progress", "ระหว่างดำเนินการ"),
    ("ระหว่าง ดำเนินการ", "in_progress", "ระหว่าง ดำเนินการ"),
    (
        "4. เวียนคู่มือแล้ว ☑ ดำเนินการแล้วเสร็จ ☐ ยังไม่ได้ดำเนินการ ☐ อยู่ระหว่างดำเนินการ",
        "completed",
        "4. เวียนคู่มือแล้ว",
    ),
    (
        "-ทบทวนขั้นตอน ยังไม่มีผู้ทักท้วง\n☑ ดำเนินการแล้วเสร็จ\n☐ ยังไม่ได้ดำเนินการ\n☐ อยู่ระหว่าง\nดำเนินการ",
        "completed",
        "-ทบทวนขั้นตอน ยังไม่มีผู้ทักท้วง",
    ),
]


@pytest.mark.parametrize(("text", "status"), WORDS)
def test_words_state_a_status_and_stay_in_the_text(text: str, status: str) -> None:
    reading = read_status(text)
    assert reading is not None
    assert (reading.status, reading.rest, reading.boxed) == (status, text, False)


@pytest.mark.parametrize("text", NO_STATUS)
def test_other_texts_state_no_status(text: str) -> None:
    assert read_status(text) is None


@pytest.mark.parametrize(("text", "status", "rest"), BOXES)
def test_ticked_box_states_the_status_and_leaves_the_text(
    text: str, status: str | None, rest: str
) -> None:
    reading = read_status(text)
    assert reading is not None
    assert (reading.status, reading.rest, reading.boxed) == (status, rest, True)
    assert not reading.conflict


@pytest.mark.parametrize(("text", "status", "rest"), REAL)
def test_statuses_found_in_real_reports(text: str, status: str, rest: str) -> None:
    reading = read_status(text)
    assert reading is not None
    assert (reading.status, reading.rest) == (status, rest)


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
