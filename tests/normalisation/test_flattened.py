"""Columns of cells whose line ends became spaces, as OCR transcripts give them.

The cells are wrapped here at a width, between two words as a word processor does, and every line
end is made a space. Of the spaces that are there then, those that were there before have to stay
and the others have to go.
"""

from __future__ import annotations

from itertools import pairwise

import pytest

from ita_parse import Normaliser, normalise
from ita_parse.normalisation.filling import unwrapped, width
from ita_parse.normalisation.lexicon import segment

RESULTS = [
    "สำนักปลัดจัดประชุมชี้แจงหลักเกณฑ์การประเมินผลการปฏิบัติงานแก่พนักงานทุกคน เพื่อให้เข้าใจตรงกันและลดข้อโต้แย้ง",
    "กองคลังเผยแพร่แผนการจัดซื้อจัดจ้างบนเว็บไซต์ของหน่วยงานครบทุกรายการ พร้อมทั้งปิดประกาศไว้ที่ศาลาประชาคมหมู่บ้าน",
    "กองช่างลงพื้นที่ตรวจสอบถนนที่ชำรุดร่วมกับผู้ใหญ่บ้านจำนวน 12 สาย และเสนอขออนุมัติงบประมาณซ่อมแซมในไตรมาสที่ 3",
    "จัดทำคู่มือการให้บริการประชาชนด้านทะเบียนและภาษีท้องถิ่น โดยระบุขั้นตอน ระยะเวลา และเอกสารที่ต้องใช้อย่างชัดเจน",
    "นายกองค์การบริหารส่วนตำบลลงนามประกาศเจตนารมณ์ไม่รับของขวัญและของกำนัลทุกชนิด และแจ้งเวียนให้เจ้าหน้าที่ถือปฏิบัติ",
    "เปิดช่องทางรับเรื่องร้องเรียนการทุจริตผ่านระบบออนไลน์ โทรศัพท์ และตู้รับความคิดเห็นหน้าสำนักงาน ไม่มีผู้ร้องเรียน",
    "กองการศึกษาจัดกิจกรรมส่งเสริมคุณธรรมจริยธรรมให้แก่เด็กและเยาวชนในพื้นที่ มีผู้เข้าร่วมจำนวน 86 คน",
    "งานพัสดุตรวจสอบการยืมทรัพย์สินของทางราชการทุกเดือน และรายงานผลให้ผู้บังคับบัญชาทราบ ไม่พบการนำไปใช้ส่วนตัว",
    "ปรับปรุงขั้นตอนการขออนุญาตก่อสร้างอาคารให้สั้นลงจากเดิม 30 วัน เหลือ 15 วัน ทำให้ประชาชนได้รับความสะดวกมากขึ้น",
    "หน่วยตรวจสอบภายในสอบทานการเบิกจ่ายเงินและการควบคุมทรัพย์สินตามแผนการตรวจสอบ พบว่าเป็นไปตามระเบียบ",
    "อบรมให้ความรู้เรื่องผลประโยชน์ทับซ้อนแก่ผู้บริหาร สมาชิกสภา และพนักงานจ้าง ผลการทดสอบหลังอบรมเพิ่มขึ้นร้อยละ 22",
    "จัดเวทีประชาคมเพื่อรับฟังความต้องการของประชาชนก่อนจัดทำแผนพัฒนาท้องถิ่น มีประชาชนเข้าร่วมทุกหมู่บ้าน",
    "มอบหมายให้หัวหน้าส่วนราชการกำกับดูแลการลงเวลาปฏิบัติงานของเจ้าหน้าที่ในสังกัด หากมาสายเกินกำหนดให้ว่ากล่าวตักเตือน",
    "เผยแพร่งบแสดงฐานะการเงินและรายงานการรับจ่ายเงินทุกสิ้นเดือน เพื่อให้ประชาชนตรวจสอบได้โดยไม่ต้องร้องขอ",
]

SHORT = ["สำนักปลัด", "กองการศึกษา ศาสนาและวัฒนธรรม", "แล้วเสร็จ", "กองคลังและกองช่าง", "ทุกส่วนราชการ"]

LISTS = [
    "1. ประชุมคณะทำงานเพื่อทบทวนมาตรการป้องกันการทุจริตของหน่วยงานเป็นประจำทุกไตรมาส",
    "2) รวบรวมความคิดเห็นของผู้รับบริการที่มาติดต่อราชการแล้วสรุปเสนอผู้บริหารท้องถิ่นทราบ",
    "• ปรับปรุงข้อมูลบนเว็บไซต์ให้เป็นปัจจุบันและตรวจสอบการเชื่อมโยงของทุกหน้าอยู่เสมอ",
    "- สุ่มตรวจการใช้รถยนต์ส่วนกลางและการเติมน้ำมันเชื้อเพลิงให้เป็นไปตามระเบียบของทางราชการ",
    "ก. จัดทำทะเบียนคุมทรัพย์สินของทางราชการให้ครบถ้วนถูกต้องตรงกับที่มีอยู่จริงในสำนักงาน",
]


def _words(text: str) -> list[str]:
    return [word for chunk in text.split(" ") for word in (*segment(chunk), " ")][:-1]


def wrapped(text: str, most: float) -> list[str]:
    """Wrap a text as a word processor does: a line ends where the next word does not fit.

    A space at which a line ends is shown at its end.
    """
    lines = [""]
    for word in _words(text):
        if word != " " and lines[-1] and width(lines[-1] + word) > most:
            lines.append("")
        lines[-1] += word
    return lines


def flat(text: str, most: float) -> str:
    """Return a text with a space wherever its lines ended."""
    return " ".join(line.strip() for line in wrapped(text, most))


def _spaces(text: str) -> set[int]:
    """Return before which letter each space stands, spaces not counted."""
    places = [place for place, letter in enumerate(text) if letter == " "]
    return {place - nth for nth, place in enumerate(places)}


def share_right(texts: list[str], read: list[str], clean: list[str]) -> float:
    """Return the share of the spaces read that stayed or went as they should."""
    right = total = 0
    for text, some, done in zip(texts, read, clean, strict=True):
        wanted, left = _spaces(text), _spaces(done)
        for place in _spaces(some):
            total += 1
            right += (place in wanted) == (place in left)
    return right / total


def _cleaned(read: list[str]) -> list[str]:
    cleaner = Normaliser().within(read, [read])
    return [cleaner(cell)[0] for cell in read]


def test_a_text_is_wrapped_as_a_word_processor_does() -> None:
    text = "กองคลังจัดทำแผนการจัดซื้อจัดจ้าง และประกาศให้ทราบ"
    lines = wrapped(text, 12)
    assert "".join(lines) == text
    assert all(width(line.rstrip()) <= 12 for line in lines)
    assert all(width(line + segment(after)[0]) > 12 for line, after in pairwise(lines))


@pytest.mark.parametrize("most", [14, 18, 22, 26, 32, 40])
def test_a_wrapped_column_comes_back(most: float) -> None:
    read = [flat(cell, most) for cell in RESULTS]
    assert share_right(RESULTS, read, _cleaned(read)) >= 0.9


@pytest.mark.parametrize("most", [14, 18, 22, 26, 32, 40])
def test_a_wrapped_column_changes_in_its_spaces_only(most: float) -> None:
    read = [flat(cell, most) for cell in RESULTS]
    assert ["".join(cell.split()) for cell in _cleaned(read)] == [
        "".join(cell.split()) for cell in RESULTS
    ]


def test_a_column_of_half_the_cells_comes_back() -> None:
    read = [flat(cell, 20) for cell in RESULTS[::2]]
    assert share_right(RESULTS[::2], read, _cleaned(read)) >= 0.9


@pytest.mark.parametrize("most", [16, 18])
@pytest.mark.parametrize(
    "text",
    [
        "ปลัดองค์การบริหารส่วนตำบล",
        "ดำเนินการแล้วเสร็จตามแผนที่กำหนด",
        "แผนการจัดซื้อจัดจ้างประจำปี",
        "หัวหน้าฝ่ายบริหารงานทั่วไป",
        "นักวิเคราะห์นโยบายและแผน",
        "กองสาธารณสุขและสิ่งแวดล้อม",
        "ไม่ได้ใช้งบประมาณของทางราชการ",
    ],
)
def test_a_short_cell_of_the_column_is_mended_too(text: str, most: float) -> None:
    read = flat(text, most)
    assert " " in read
    assert normalise(read) == read
    assert _cleaned([*(flat(cell, most) for cell in RESULTS), read])[-1] == text


def test_a_short_cell_that_fits_its_line_stays() -> None:
    column = [*(flat(cell, 30) for cell in RESULTS), *SHORT]
    assert _cleaned(column)[-len(SHORT) :] == SHORT


def test_cells_that_were_never_wrapped_lose_almost_no_space() -> None:
    assert share_right(RESULTS, RESULTS, _cleaned(RESULTS)) >= 0.97


@pytest.mark.parametrize("cell", RESULTS)
def test_a_single_text_that_was_never_wrapped_stays(cell: str) -> None:
    assert normalise(cell) == cell


def test_long_prose_that_was_never_wrapped_stays() -> None:
    prose = " ".join(RESULTS)
    assert share_right([prose], [prose], [normalise(prose)]) >= 0.99


@pytest.mark.parametrize("most", [16, 20, 26])
def test_single_texts_come_back_by_themselves(most: float) -> None:
    texts = [" ".join(pair) for pair in pairwise(RESULTS)]
    read = [flat(text, most) for text in texts]
    assert share_right(texts, read, [normalise(text) for text in read]) >= 0.9


@pytest.mark.parametrize("most", [15, 20, 28])
def test_a_marker_keeps_its_space(most: float) -> None:
    cells = [*RESULTS, *LISTS]
    read = [flat(cell, most) for cell in cells]
    clean = _cleaned(read)
    markers = [cell.split(" ")[0] for cell in clean[-len(LISTS) :]]
    assert markers == [cell.split(" ")[0] for cell in LISTS]
    assert share_right(cells, read, clean) >= 0.9


def test_items_of_a_list_keep_their_lines_in_a_flattened_cell() -> None:
    read = [*(flat(cell, 22) for cell in RESULTS), flat(f"{LISTS[0]} {LISTS[1]}", 22)]
    read[-1] = read[-1].replace("2)", "2.")
    assert [line[:3] for line in _cleaned(read)[-1].split("\n")] == ["1. ", "2. "]


SEAM = "คณะทำงานขับเคลื่อนความโปร่งใส โดยกองคลังเป็นผู้รวบรวม"


def test_the_same_phrase_unbroken_elsewhere_helps() -> None:
    read = [flat(cell, 24) for cell in RESULTS]
    column = [*read, SEAM]
    alone = Normaliser().within(column, [column]).context
    elsewhere = [*column, f"แต่งตั้ง{SEAM.replace(' ', '')}ผลคะแนน"]
    helped = Normaliser().within(elsewhere, [column]).context
    left, right = SEAM.split(" ")
    assert helped.at_space(left, right) < alone.at_space(left, right) - 2


def test_a_space_in_the_same_phrase_elsewhere_is_no_proof_against_it() -> None:
    column = [*(flat(cell, 24) for cell in RESULTS), SEAM]
    alone = Normaliser().within(column, [column]).context
    again = Normaliser().within([*column, f"แต่งตั้ง{SEAM}"], [column]).context
    left, right = SEAM.split(" ")
    assert again.at_space(left, right) >= alone.at_space(left, right)


def test_repairs_are_counted_under_the_rules_name() -> None:
    read = [flat(cell, 20) for cell in RESULTS]
    cleaner = Normaliser().within(read, [read])
    for cell in read:
        clean, repairs = cleaner(cell)
        lost = {repair.rule: repair.count for repair in repairs}
        assert lost.get("wrapped_spaces", 0) == len(cell) - len(clean)
        assert set(lost) <= {"wrapped_spaces"}
    assert any(cleaner(cell)[1] for cell in read)


def test_a_single_texts_repairs_are_counted_alike() -> None:
    read = flat(" ".join(RESULTS[:3]), 20)
    clean, repairs = Normaliser().clean(read)
    assert {repair.rule: repair.count for repair in repairs} == {
        "wrapped_spaces": len(read) - len(clean)
    }


def test_other_repairs_of_a_column_are_counted_beside_it() -> None:
    read = [flat(cell, 20).replace("12", "๑๒") for cell in RESULTS]
    _, repairs = Normaliser().within(read, [read])(read[2])
    assert {repair.rule for repair in repairs} == {"wrapped_spaces", "thai_digits"}


def test_without_the_rule_no_space_of_a_column_goes() -> None:
    read = [flat(cell, 20) for cell in RESULTS]
    cleaner = Normaliser(["spaces", "line_ends"]).within(read, [read])
    assert [cleaner(cell) for cell in read] == [(cell, ()) for cell in read]


def test_a_text_of_no_column_keeps_its_spaces() -> None:
    read = [flat(cell, 20) for cell in RESULTS]
    other = flat(RESULTS[0], 31)
    assert Normaliser().within([*read, other], [read])(other) == (other, ())


def test_line_ends_that_are_there_stay_known() -> None:
    read = [flat(cell, 20) for cell in RESULTS]
    two = f"{read[0]}\n{read[1]}"
    cleaner = Normaliser().within([*read, two], [read])
    clean, repairs = cleaner(two)
    assert clean.replace(" ", "") == two.replace("\n", "").replace(" ", "")
    assert "wrapped_spaces" in {repair.rule for repair in repairs}


def test_a_column_without_thai_stays() -> None:
    column = ["12,500 บาท", "1 000", "ITA 2568 report of the municipality", "", "-"]
    assert _cleaned(column) == column


@pytest.mark.parametrize("columns", [[], [[]], [[""]], [["", " "]]])
def test_empty_columns_change_nothing(columns: list[list[str]]) -> None:
    assert Normaliser().within(["กองคลัง", ""], columns)("กองคลัง") == ("กองคลัง", ())


def test_unwrapping_keeps_the_number_and_order_of_cells() -> None:
    read = ["", *(flat(cell, 20) for cell in RESULTS), "", "กองคลัง"]
    clean = unwrapped(read, Normaliser().within(read, [read]).context)
    assert len(clean) == len(read)
    assert (clean[0], clean[-2], clean[-1]) == ("", "", "กองคลัง")
