"""Findings about the text: foreign letters, hidden letters, misread words, templates left in."""

from __future__ import annotations

import pytest

import ita_parse
from ita_parse.parse.builder import Builder
from ita_parse.parse.checks.doubled import hidden_letters
from ita_parse.parse.checks.language import check_language
from ita_parse.parse.checks.scripts import foreign_words
from ita_parse.parse.checks.spelling import WORD_LETTERS, misspellings, odd_runs
from ita_parse.parse.checks.templates import gap, is_template

CLEAN = (
    "เทศบาลตำบลทุ่งสมมุติได้จัดประชุมชี้แจงแผนการใช้จ่ายงบประมาณให้บุคลากรทุกคนทราบ "
    "และเผยแพร่รายงานผลการดำเนินงานบนเว็บไซต์ของหน่วยงานทุกไตรมาส"
)


def check(text):
    report = ita_parse.read(text.encode())
    builder = Builder(report.report_id)
    builder.analyses = list(report.analyses)
    builder.measures = list(report.measures)
    check_language(report._document, builder)
    return builder.findings


def codes(text):
    return [finding.code for finding in check(text)]


def misread(text):
    runs = odd_runs(WORD_LETTERS.findall(text))
    return [(word.printed, word.suggested) for run in runs for word in misspellings(run, text)]


def foreign(text):
    return [(word.printed, word.scripts, word.suggested) for word in foreign_words(text)]


def test_clean_text_has_no_findings():
    assert check(CLEAN) == []


def test_letters_of_another_script_are_a_warning_that_names_them():
    (finding,) = check(f"{CLEAN}\n\nกองคลังรายงานผลกาղประเมินต่อผู้บริหาร")
    assert (finding.code, finding.severity) == ("foreign_letters", "warning")
    assert "Armenian letters (ղ)" in finding.message
    assert "paragraph 2" in finding.message
    assert finding.table == "paragraphs"
    assert "กาղประเมิน" in finding.printed
    assert finding.suggested is None


def test_a_cell_with_several_foreign_words_is_one_finding():
    found = check("ลำดับ\tมาตรการ\tผู้รับผิดชอบ\n1\tจัดทำ中文และ日本\tกองคลัง\n2\tจัดอบรม\tกองช่าง\n")
    (finding,) = [one for one in found if one.code == "foreign_letters"]
    assert finding.table == "cells"
    assert "row 2" in finding.message


@pytest.mark.parametrize(
    ("text", "suggested"),
    [
        ("No Gift Pоlicy", "Policy"),
        ("การດำเนินงาน", "ดำเนินงาน"),
        ("ป້องกัน", "ป้องกัน"),
        ("ให้มีประสិทธิภาพ", "ประสิทธิภาพ"),
        ("张伟", None),
        ("Pоrtent", None),
    ],
)
def test_letters_that_look_like_ours_are_suggested_where_they_make_a_word(text, suggested):
    assert [word for *_, word in foreign(text)] == [suggested]


@pytest.mark.parametrize(
    "text",
    [
        "ขนาด 5 μm",
        "10 kΩ",
        "ค่า α ของแบบวัด",
        "口 ดำเนินการแล้ว",
        "☑ → ① ｢ ✓ •",
        "ＩＴＡ",
        "Café naïve",
        "\uf0b7 ข้อ",
        "ราคา ๕ ฿ ฯลฯ",
        "ครั้งที่ ๑๒ 🙂",
        "",
    ],
)
def test_signs_units_and_accents_are_no_foreign_letters(text):
    assert foreign(text) == []


@pytest.mark.parametrize(
    ("text", "printed", "suggested"),
    [
        ("หน้้งสือราชการ", "หน้้งสือ", "หนังสือ"),
        ("ครุภ้้ณฑ์", "ครุภ้้ณฑ์", "ครุภัณฑ์"),
        ("ผู้รับผ้้ดชอบ", "ผู้รับผ้้ดชอบ", "ผู้รับผิดชอบ"),
        ("ให้่บริการ", "ให้่", "ให้"),
    ],
)
def test_two_marks_of_which_one_hides_a_letter_suggest_the_word(text, printed, suggested):
    assert list(hidden_letters(text)) == [(printed, suggested)]


def test_all_doubled_marks_of_a_word_are_printed():
    assert list(hidden_letters("แต่่งต้้งคณะทำงาน")) == [("แต่่งต้้ง", "แต่งตั้ง")]


@pytest.mark.parametrize("text", ["แก้้ไขปัญหา", "ให้้บริการ", "ผู้้บริหาร", "ประชาสัมพัันธ์", "นํ้้าประปา", "ฎ้้ฏ๊๊ฌ"])
def test_a_doubled_mark_that_hides_nothing_is_no_finding(text):
    assert list(hidden_letters(text)) == []


def test_a_doubled_tone_is_found_in_the_raw_text():
    (finding,) = check(f"{CLEAN}\n\nออกหน้้งสือถึงทุกส่วนราชการ")
    assert (finding.code, finding.severity) == ("doubled_tone", "note")
    assert (finding.printed, finding.suggested) == ("หน้้งสือ", "หนังสือ")


@pytest.mark.parametrize(
    ("text", "printed", "suggested"),
    [
        ("จัดทำรายงานการวิเคราะหข้อมูล", "วิเคราะห", "วิเคราะห์"),
        ("ประกาศให้นักศีกษาทราบ", "นักศีกษา", "นักศึกษา"),
        ("ของหนวยงานภาครัฐ", "หนวยงาน", "หน่วยงาน"),
        ("ผลการจัดซื้อครุภณฑ์สำนักงาน", "ครุภณฑ์", "ครุภัณฑ์"),
    ],
)
def test_a_word_one_confusion_away_from_a_known_one_is_found(text, printed, suggested):
    ((found, word),) = misread(text)
    assert printed in found
    assert suggested in word


def test_a_misread_word_is_one_finding_with_its_count():
    text = f"{CLEAN}\n\nแจ้งให้นักศีกษาทราบ\n\nประกาศให้นักศีกษาทราบ"
    (finding,) = check(text)
    assert (finding.code, finding.severity) == ("word_unknown", "note")
    assert (finding.printed, finding.suggested) == ("นักศีกษา", "นักศึกษา")
    assert "paragraph 2" in finding.message
    assert "2 times" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        # Two letters lost: what is near is not what stood there.
        "ผู้สำเร็จการศึกษาต่ำกว่าปิญญาตรี",
        # Names, abbreviations and words of other languages.
        "นายกิตติ์ ใจงาม",
        "นางสาวมานี จันทิรา",
        "องค์การบริหารส่วนตำบลหงษ์เจริญ",
        "วิทยาลัยสังกัด สอศ. รับนักเรียน ปวช.",
        "จัดซื้อสเปรย์แอลกอฮอล์และแพลตฟอร์มออนไลน์",
        # Letters that no one can read.
        "ฆฌฒฎซฏฐฬ ฬฆฏ ฌฒฎ",
    ],
)
def test_what_has_no_one_certain_word_is_left_alone(text):
    assert "word_unknown" not in codes(f"{CLEAN}\n\n{text}")


def test_a_word_that_a_space_cut_in_two_is_not_misread():
    assert codes("รายงานผลการวิเคราะ ห์ข้อมูลของหน่วยงาน") == []


def test_a_text_that_is_no_prose_is_not_searched():
    letters = "กฃฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
    rubbish = [a + b + c for a in letters for b in letters[::5] for c in letters[::7]]
    assert odd_runs(rubbish) == []


def test_a_template_sentence_in_an_analysis_is_found_with_its_record():
    report = (
        "ประเด็นที่ 1 กระบวนการปฏิบัติงานที่โปร่งใสและมีประสิทธิภาพ\n"
        "| เครื่องมือการประเมิน | ข้อคำถาม | คะแนน |\n|---|---|---|\n"
        "| IIT | ข้อ i1 การปฏิบัติงานตามขั้นตอน | 92.00 |\n\n"
        "วิเคราะห์ข้อบกพร่อง/ข้อปรับปรุง ข้อที่ต้องพัฒนา หรือรักษาระดับ\n\n"
        "หน่วยงานวิเคราะห์ประเด็นใดก็ได้ ข้อความนี้เป็นเพียงตัวอย่าง\n"
    )
    found = [finding for finding in check(report) if finding.code == "template_left"]
    (finding,) = found
    assert finding.table in {"analyses", "paragraphs"}
    assert finding.printed.startswith("หน่วยงานวิเคราะห์ประเด็นใดก็ได้")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("เรื่อง ............................", True),
        ("งบประมาณ XXX บาท", True),
        ("ดำเนินการแล้ว เมื่อวันที่ ..........", True),
        ("ชื่อ.....สมชาย.....", False),
        ("จัดอบรม ประชุม ฯลฯ...", False),
        ("โทร. 08X-XXX-XXXX", False),
        ("แผนงาน ........ 5", False),
        ("https://example.go.th/xxx", False),
    ],
)
def test_a_gap_that_nobody_filled_in_is_told_from_dots_and_masks(text, left):
    assert (gap(text) is not None) is left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("(ระบุชื่อกิจกรรม)", True),
        ("โปรดระบุ ..............", True),
        ("ให้หน่วยงานวิเคราะห์ผลคะแนนรายข้อ", True),
        ("ระบุขั้นตอนการให้บริการไว้ในคู่มือให้ชัดเจน", False),
        ("จัดทำคู่มือ (ระบุขั้นตอน) และเผยแพร่", False),
    ],
)
def test_an_instruction_is_told_from_a_measure(text, left):
    assert is_template(text) is left


def test_findings_come_in_the_same_order_every_time():
    text = f"{CLEAN}\n\nหน้้งสือกาղประเมิน\n\nแจ้งนักศีกษา\n\nของหนวยงานภาครัฐ"
    assert [vars_of(one) for one in check(text)] == [vars_of(one) for one in check(text)]


def vars_of(finding):
    return finding.model_dump()
