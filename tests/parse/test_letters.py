"""Letters: heads of memoranda and external letters in every layout met or feared."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_parse.document import Paragraph
from ita_parse.parse.letters import LetterReading, read_letters

DAY = date(2025, 3, 12)


def read(*texts):
    return read_letters([Paragraph(text, text, page=page) for page, text in enumerate(texts, 1)])


PLAIN = LetterReading(
    "สำนักปลัด เทศบาลตำบลทุ่งแสงคำ",
    "ลย 56901/174",
    DAY,
    "รายงานผลการดำเนินการตามมาตรการ",
    "นายกเทศมนตรีตำบลทุ่งแสงคำ",
    1,
)


@pytest.mark.parametrize(
    "texts",
    [
        [
            "บันทึกข้อความ",
            "ส่วนราชการ สำนักปลัด เทศบาลตำบลทุ่งแสงคำ",
            "ที่ ลย 56901/174",
            "วันที่ 12 มีนาคม 2568",
            "เรื่อง รายงานผลการดำเนินการตามมาตรการ",
            "เรียน นายกเทศมนตรีตำบลทุ่งแสงคำ",
            "ตามที่เทศบาลได้ดำเนินการ",
        ],
        [
            "บันทึกข้อความ",
            "ส่วนราชการ สำนักปลัด เทศบาลตำบลทุ่งแสงคำ โทร. 0 4212 3456",
            "ที่ ลย ๕๖๙๐๑/๑๗๔ วันที่ ๑๒ มีนาคม ๒๕๖๘",
            "เรื่อง รายงานผลการดำเนินการตามมาตรการ",
            "เรียน นายกเทศมนตรีตำบลทุ่งแสงคำ",
        ],
        [
            "บันทึกข้อความ\nส่วนราชการ......สำนักปลัด เทศบาลตำบลทุ่งแสงคำ......\n"
            "ที่.....ลย 56901/174......วันที่.....12 มีนาคม 2568......\n"
            "เรื่อง____รายงานผลการดำเนินการตามมาตรการ____\nเรียน  นายกเทศมนตรีตำบลทุ่งแสงคำ\n"
            "เรื่องเดิม",
        ],
        [
            "บันทึกข้อความ ส่วนราชการ สำนักปลัด เทศบาลตำบลทุ่งแสงคำ ที่ ลย 56901/174 "
            "วันที่ 12 มีนาคม 2568 เรื่อง รายงานผลการดำเนินการตามมาตรการ "
            "เรียน นายกเทศมนตรีตำบลทุ่งแสงคำ ด้วยสำนักงาน ป.ป.ช. ได้กำหนด"
        ],
        [
            "**บันทึก ข้อความ**",
            "**ส่วนราชการ** สำนักปลัด เทศบาลตำบลทุ่งแสงคำ",
            "**ที่** ลย 56901/174 **วันที่** 12 มี.ค. 2568",
            "**เรื่อง** รายงานผลการดำเนินการ",
            "ตามมาตรการ",
            "**เรียน** นายกเทศมนตรีตำบล",
            "ทุ่งแสงคำ",
        ],
        # The marker is an image.
        [
            "ส่วนราชการ สำนักปลัด เทศบาลตำบลทุ่งแสงคำ",
            "ที่ ลย 56901/174 วันที่ 12 มีนาคม 2568",
            "เรื่อง รายงานผลการดำเนินการตามมาตรการ",
            "เรียน นายกเทศมนตรีตำบลทุ่งแสงคำ",
        ],
        # The addressee ran on after the subject.
        [
            "บันทึกข้อความ",
            "ส่วนราชการ สำนักปลัด เทศบาลตำบลทุ่งแสงคำ",
            "ที่ ลย 56901/174 วันที่ 12 มีนาคม 2568",
            "เรื่อง รายงานผลการดำเนินการตามมาตรการเรียน นายกเทศมนตรีตำบลทุ่งแสงคำ",
            "ตามที่เทศบาลได้ดำเนินการ",
        ],
        # Line ends that were joined without a space.
        [
            "บันทึกข้อความส่วนราชการ สำนักปลัด เทศบาลตำบลทุ่งแสงคำที่ ลย 56901/174วันที่ 12 มีนาคม 2568",
            "เรื่องรายงานผลการดำเนินการตามมาตรการ",
            "เรียนนายกเทศมนตรีตำบลทุ่งแสงคำ",
        ],
    ],
)
def test_a_memorandum_is_read_in_every_layout(texts):
    assert read(*texts) == (PLAIN,)


def test_an_external_letter_is_read():
    (letter,) = read(
        "ที่ ลย 56901/174",
        "ที่ทำการองค์การบริหารส่วนตำบลทุ่งแสงคำ",
        "ถนนสุขใจ ลย 42000",
        "12 มีนาคม 2568",
        "เรื่อง ขอส่งรายงานผล",
        "เรียน นายอำเภอเมืองเลย",
        "อ้างถึง หนังสืออำเภอ",
    )
    assert letter == LetterReading(
        "ที่ทำการองค์การบริหารส่วนตำบลทุ่งแสงคำ",
        "ลย 56901/174",
        DAY,
        "ขอส่งรายงานผล",
        "นายอำเภอเมืองเลย",
        1,
    )


def test_two_letters_are_two_with_their_pages():
    head = ["ส่วนราชการ กองคลัง", "เรื่อง รายงาน", "เรียน ปลัดเทศบาล"]
    letters = read("บันทึกข้อความ", *head, "เนื้อความ", "บันทึกข้อความ", *head)
    assert [letter.page for letter in letters] == [1, 6]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("วันที่ 12 มีนาคม 2568", DAY),
        ("วันที่ ๑๒ มี.ค. ๖๘", DAY),
        ("วันที่ มีนาคม 2568", None),
        ("วันที่ ............ 2568", None),
        ("วันที่", None),
    ],
)
def test_a_date_without_its_day_is_null(line, expected):
    (letter,) = read("บันทึกข้อความ", "ส่วนราชการ กองคลัง", line, "เรื่อง รายงาน", "เรียน ปลัด")
    assert letter.date == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ที่ ลย 56901/174", "ลย 56901/174"),
        ("ที่ ลย 56901.1/ว 12", "ลย 56901.1/ว 12"),
        ("ที่ 12/2568", "12/2568"),
        ("ที่ ลย 56901/-", "ลย 56901/-"),
        ("ที่ ........../2568", None),
        ("ที่ -", None),
        ("ที่", None),
    ],
)
def test_a_number_left_blank_is_null(line, expected):
    (letter,) = read("บันทึกข้อความ", "ส่วนราชการ กองคลัง", line, "เรื่อง รายงาน", "เรียน ปลัด")
    assert letter.document_no == expected
    assert letter.agency == "กองคลัง"


@pytest.mark.parametrize("person", ["นายสมมติ ใจดี", "นางสาวสมมติ ใจดี", "นาง สมมติ ใจดี"])
def test_a_person_addressed_is_not_read(person):
    (letter,) = read("บันทึกข้อความ", "ส่วนราชการ กองคลัง", "เรื่อง รายงาน", f"เรียน {person}")
    assert letter.addressee is None


@pytest.mark.parametrize(
    "subject", ["รายงานเรื่องร้องเรียนนายกเทศมนตรี", "ขอเชิญประชุมโรงเรียนคณะกรรมการ", "การเรียนรู้ของนักเรียน"]
)
def test_a_word_of_the_subject_is_no_addressee(subject):
    (letter,) = read("บันทึกข้อความ", "ส่วนราชการ กองคลัง", f"เรื่อง {subject}", "เรียน ปลัดเทศบาล")
    assert (letter.subject, letter.addressee) == (subject, "ปลัดเทศบาล")


def test_a_seat_in_the_agency_is_not_taken_for_the_number():
    (letter,) = read(
        "บันทึกข้อความ",
        "ส่วนราชการ ที่ทำการปกครองอำเภอ กลุ่มงาน",
        "ที่ ลย 0018/1 วันที่ 12 มีนาคม 2568",
        "เรื่อง รายงาน",
        "เรียน นายอำเภอ",
    )
    assert letter.agency == "ที่ทำการปกครองอำเภอ กลุ่มงาน"
    assert letter.document_no == "ลย 0018/1"


def test_who_signs_is_not_read():
    (letter,) = read(
        "บันทึกข้อความ",
        "ส่วนราชการ กองคลัง",
        "เรื่อง รายงาน",
        "เรียน ปลัดเทศบาล",
        "(นายสมมติ ใจดี)",
    )
    assert "สมมติ" not in str(letter)


@pytest.mark.parametrize(
    "texts",
    [
        [],
        ["จัดทำบันทึกข้อความแจ้งเวียนให้ทุกกองทราบ"],
        ["บันทึกข้อความขออนุมัติจัดโครงการ", "เรื่อง อื่น"],
        ["บันทึกข้อความ", "ไม่มีช่องใดตามมา"],
        ["ส่วนราชการ ต้องรายงานผล", "เรื่อง ที่ต้องทราบ"],
        ["ที่ ลย 56901/174", "เป็นเลขอ้างอิง"],
        ["ที่ตั้ง 12/3", "เรื่อง ร้องเรียน", "เรียน ทราบ"],
        ["เรียน ประชาชนทุกท่าน", "เรื่อง ประชาสัมพันธ์"],
    ],
)
def test_what_is_no_letter_gives_none(texts):
    assert read(*texts) == ()


_WORDS = "บันทึกข้อความ ส่วนราชการ ที่ วันที่ เรื่อง เรียน ..... กองคลัง 56901/174 นาย * 1. ด้วย"
_PIECES = st.sampled_from([*_WORDS.split(), " ", "\n", "12 มีนาคม 2568"])


@given(st.lists(st.lists(_PIECES, max_size=12).map("".join) | st.text(max_size=40), max_size=8))
def test_no_text_breaks_the_reader(texts):
    for letter in read(*texts):
        assert letter.page
        assert all("\n" not in (part or "") for part in (letter.agency, letter.subject))
