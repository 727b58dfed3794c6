"""What the normaliser mends, one line an example, and what must always hold."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ita_parse import Normaliser, normalise
from ita_parse.normalisation import RULES
from ita_parse.text import TO_ARABIC

MENDED = [
    # marks and vowels (the table of defects that PDF text layers have)
    ("ดําเนินการ ๒๕๖๘", "ดำเนินการ 2568"),
    ("ลําดับ", "ลำดับ"),
    ("นํ้า", "น้ำ"),
    ("น้ํา", "น้ำ"),
    ("นำ้", "น้ำ"),
    ("ดำาเนิน", "ดำเนิน"),
    ("ท่ี สิทธ์ิ", "ที่ สิทธิ์"),
    ("ถ ึง กรณ ีที่", "ถึง กรณีที่"),
    ("เเผน", "แผน"),
    ("ทํา", "ทำ"),
    ("การศึกษๅ", "การศึกษา"),
    ("ฤๅษี", "ฤๅษี"),
    ("ก\uf70aอสร\uf70bาง", "ก่อสร้าง"),
    ("ดี่่", "ดี่"),
    # a nikhahit that was lost, found again by the dictionary
    ("ด าเนินการ", "ดำเนินการ"),
    ("ต าบล ส านัก", "ตำบล สำนัก"),
    ("ประจ าปี", "ประจำปี"),
    ("ก าหนดการ", "กำหนดการ"),
    # what shows nothing
    ("ประ\u200bชา\u00adชน\ufeff", "ประชาชน"),
    ("กอง\u00a0คลัง", "กอง คลัง"),
    ("  กองคลัง \t กองช่าง ", "กองคลัง กองช่าง"),
    # digits
    ("๑๒,๓๔๕.๖๗ บาท", "12,345.67 บาท"),
    ("ที่ ยล ๕๖๙๐๑/๑๗๔", "ที่ ยล 56901/174"),
    ("๒ Way communication", "2 Way communication"),
    # symbol fonts
    ("\uf0fe แล้วเสร็จ \uf0a8 ยัง", "☑ แล้วเสร็จ ☐ ยัง"),
    # lists whose line ends were lost
    ("1. ประชุม 2. สรุปผล 3. รายงาน", "1. ประชุม\n2. สรุปผล\n3. รายงาน"),
    ("ดังนี้ ๑) ประชุม ๒) สรุป", "ดังนี้\n1) ประชุม\n2) สรุป"),
    ("1.ประชุม 2.สรุป", "1. ประชุม\n2. สรุป"),
    ("- ประชุม - สรุปผล", "- ประชุม\n- สรุปผล"),
    ("▪ ประชุม ▪ สรุป", "▪ ประชุม\n▪ สรุป"),
    ("ก. ประชุมใหญ่ ข. สรุปผลงาน", "ก. ประชุมใหญ่\nข. สรุปผลงาน"),
    ("1. งาน 1.1 ประชุม 1.2 สรุป 2. จบ", "1. งาน\n1.1 ประชุม\n1.2 สรุป\n2. จบ"),
    # wrapped lines
    ("ประชาสัม\nพันธ์", "ประชาสัมพันธ์"),
    ("ประชุม\nและสรุปผล", "ประชุมและสรุปผล"),
    ("นโยบาย\nNo Gift Policy", "นโยบาย No Gift Policy"),
    ("1. ประชุม\nใหญ่\n2. สรุป", "1. ประชุมใหญ่\n2. สรุป"),
    ("https://www.ban\nphai.example/ita\n2566", "https://www.banphai.example/ita2566"),
    ("ต.ค. 2567\n- ก.ย. 2568", "ต.ค. 2567 - ก.ย. 2568"),
    ("ระบบ E-\nService", "ระบบ E-Service"),
]

KEPT = [
    "ข้อ ๐33",
    "ข้อ 0๔๒ ไปปฏิบัติ",
    "๐๑๙ รายงานผล",
    "ต.ค. 2567 - ก.ย. 2568",
    "ใช้งบ 2.5 ล้านบาท",
    "ปี 2568 จำนวน 3 ครั้ง",
    "https://example.go.th/a_b?c=1",
    "ต่าง ๆ ได้",
    "วันที่ 1 ม.ค. 2568",
    "",
]


@pytest.mark.parametrize(("printed", "clean"), MENDED)
def test_a_defect_is_mended(printed: str, clean: str) -> None:
    assert normalise(printed) == clean


@pytest.mark.parametrize("text", KEPT)
def test_what_is_right_is_kept(text: str) -> None:
    assert normalise(text) == text


@pytest.mark.parametrize("text", ["วันที่ ๐๕ มีนาคม", "๐.๕ ล้านบาท", "โทร. ๐๔๒-๘๑๐๐๐๐"])
def test_a_number_that_begins_with_zero_is_no_code(text: str) -> None:
    assert not re.search("[๐-๙]", normalise(text))


def test_rules_are_counted_by_name() -> None:
    _, repairs = Normaliser().clean("ดําเนินการ ๒๕๖๗ ถึง ๒๕๖๘")
    assert {repair.rule: repair.count for repair in repairs} == {"sara_am": 1, "thai_digits": 2}


def test_only_the_rules_asked_for_are_applied() -> None:
    assert Normaliser(["thai_digits"])("ดําเนินการ ๒๕๖๘") == "ดําเนินการ 2568"


def test_an_unknown_rule_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="spelling"):
        Normaliser(["spelling"])


def test_every_rule_says_why() -> None:
    assert all(rule.__doc__ for rule in RULES.values())


thai = st.text(
    alphabet=st.one_of(
        st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B),
        st.sampled_from(" \n\u2028.-)(/,0123456789abcI\u200b\u00a0\uf70a\uf0fe•▪☑☐"),
    ),
    max_size=60,
)


@given(st.one_of(thai, st.text(max_size=40)))
@settings(max_examples=400, deadline=None)
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(thai)
@settings(max_examples=300, deadline=None)
def test_no_consonant_is_lost_or_invented(text: str) -> None:
    def consonants(words: str) -> str:
        return re.sub("[^\u0e01-\u0e2e]", "", words.replace("\uf70f", "ญ").replace("\uf700", "ฐ"))

    assert consonants(normalise(text)) == consonants(text)


@given(thai)
@settings(max_examples=300, deadline=None)
def test_digits_keep_their_values_and_order(text: str) -> None:
    def digits(words: str) -> str:
        return re.sub("[^0-9]", "", words.translate(TO_ARABIC))

    assert digits(normalise(text)) == digits(text)
