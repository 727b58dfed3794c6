"""What the rest of a document tells about the spaces of one of its texts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ita_parse import Normaliser
from ita_parse.normalisation import ALONE
from ita_parse.normalisation.context import USUAL_RATE, Context, read_context, style_of
from ita_parse.text import HARD_BREAK, squeeze

LEFT, RIGHT = "คณะกรรมการตรวจรับพัสดุ", "ประชุมเตรียมเอกสาร"
KEY = "ตรวจรับพัสดุ"[-8:] + "ประชุมเต"
LINES = ["แจ้งเวียนหนังสือ", "ให้ทุกกองทราบ", "ผ่านระบบสารบรรณ", "ของหน่วยงาน"]


def test_the_usual_share_of_spaces_is_no_style() -> None:
    assert style_of(37, 37 / USUAL_RATE) == pytest.approx(0)


def test_a_text_without_letters_has_no_style() -> None:
    assert style_of(0, 0) == 0


def test_more_spaces_than_usual_are_a_free_style_and_fewer_a_close_one() -> None:
    assert style_of(60, 1000) > 0 > style_of(15, 1000)


def test_few_letters_tell_little_of_the_style() -> None:
    assert 0 < style_of(6, 100) < style_of(60, 1000)
    assert 0 > style_of(0, 100) > style_of(0, 1000)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
@settings(max_examples=200, deadline=None)
def test_the_style_is_bounded(spaces: int, consonants: int) -> None:
    assert -1 <= style_of(spaces, consonants) <= 1


@given(st.integers(0, 10**4), st.integers(0, 10**4))
@settings(max_examples=200, deadline=None)
def test_a_space_more_is_no_closer_style(spaces: int, consonants: int) -> None:
    assert style_of(spaces, consonants) <= style_of(spaces + 1, consonants)


def test_the_style_of_a_document_is_that_of_all_its_texts() -> None:
    free, close = "จัดซื้อวัสดุ งานบ้านงานครัว " * 20, "จัดซื้อวัสดุงานบ้านงานครัว" * 20
    alone, both, other = (
        read_context(texts).style or 0.0 for texts in ([free], [free, close], [close])
    )
    assert alone > both > other


def test_spaces_beside_digits_and_latin_are_no_style() -> None:
    plain = "จัดซื้อวัสดุงานบ้านงานครัว" * 20
    assert read_context([plain + " 25 000 ITA 1 2 3"]).style == read_context([plain]).style


def test_a_flattened_document_has_no_style_of_its_own() -> None:
    assert read_context(["จัดซื้อ วัสดุ งานบ้าน"], flattened=True).style is None


def test_free_style_makes_a_space_at_a_line_end_likelier() -> None:
    close, free = Context(style=-1.0, alone=False), Context(style=1.0, alone=False)
    assert close.at_line_end(LEFT, RIGHT) < free.at_line_end(LEFT, RIGHT)


def test_without_a_style_the_texts_own_counts() -> None:
    free = "จัดซื้อ วัสดุ งานบ้าน งานครัว งานสวน " * 5 + LEFT
    assert ALONE.style is None
    assert ALONE.at_line_end(free, RIGHT) > Context(style=-1.0).at_line_end(free, RIGHT)


@pytest.mark.parametrize(
    ("texts", "drawn"),
    [
        (["แจ้งเวียน \nทุกกอง"] * 6, True),
        ([" \n".join(LINES)] * 2, True),
        (["แจ้งเวียน \nทุกกอง", *["แจ้งเวียน\nทุกกอง"] * 9], True),
        (["แจ้งเวียน \nทุกกอง", *["แจ้งเวียน\nทุกกอง"] * 19], True),
        (["แจ้งเวียน \nทุกกอง", *["แจ้งเวียน\nทุกกอง"] * 20], False),
        (["แจ้งเวียน \nทุกกอง"] * 5, False),
        (["แจ้งเวียน\nทุกกอง"] * 30, False),
        ([f"แจ้งเวียน {HARD_BREAK}ทุกกอง"] * 30, False),
        (["แจ้งเวียน ทุกกอง"] * 30, False),
        ([], False),
    ],
)
def test_spaces_are_drawn_at_line_ends_if_some_are_and_there_are_enough(
    texts: list[str], drawn: bool
) -> None:
    assert read_context(texts).drawn is drawn


def test_hard_breaks_do_not_count_among_the_line_ends() -> None:
    texts = [f"แจ้งเวียน{HARD_BREAK}ทุกกอง"] * 200 + ["แจ้งเวียน \nทุกกอง"] * 6
    assert read_context(texts).drawn


def test_where_spaces_are_drawn_a_line_end_without_one_hardly_has_one() -> None:
    cell = "คณะทำงานสรุปผลการสำรวจความพึงพอใจของผู้รับบริการ\nรวมถึงข้อเสนอแนะ"
    drawn = ["แจ้งเวียน \nทุกกอง"] * 6
    plain = ["แจ้งเวียน\nทุกกอง"] * 6
    left, right = cell.split("\n")
    assert Normaliser().within([*plain, cell])(cell)[0] == f"{left} {right}"
    odds = [read_context([*texts, cell]).at_line_end(left, right) for texts in (plain, drawn)]
    assert odds[0] - odds[1] > 1


def test_the_letters_at_a_seam_are_counted_with_and_without_a_space() -> None:
    texts = [f"{LEFT}\n{RIGHT}", f"ให้{LEFT} {RIGHT}", f"{LEFT}{RIGHT}", f"โดย{LEFT}{RIGHT}ครบ"]
    assert {key: list(counts) for key, counts in read_context(texts).seams.items()} == {KEY: [1, 2]}


def test_a_line_end_itself_is_no_count() -> None:
    assert read_context([f"{LEFT}\n{RIGHT}"] * 3).seams == {}


def test_a_seam_is_found_wherever_else_its_letters_have_spaces() -> None:
    texts = [f"{LEFT}\n{RIGHT}", f"คณะ กรรมการตรวจ รับพัสดุ {RIGHT}"]
    assert {key: list(counts) for key, counts in read_context(texts).seams.items()} == {KEY: [1, 0]}


def test_too_few_letters_at_a_seam_are_not_looked_for() -> None:
    assert read_context(["พัสดุ\nประชุม", "พัสดุประชุม", "พัสดุ ประชุม"]).seams == {}


def test_spaces_within_lines_are_seams_only_if_they_may_be_line_ends() -> None:
    texts = [f"{LEFT} {RIGHT}", f"{LEFT}{RIGHT}"]
    assert KEY not in read_context(texts).seams
    assert list(read_context(texts, flattened=True).seams[KEY]) == [1, 1]


def test_a_seam_counts_towards_what_stands_elsewhere() -> None:
    cell = f"{LEFT}\n{RIGHT}"
    odds = [
        read_context([cell, *elsewhere]).at_line_end(LEFT, RIGHT)
        for elsewhere in ([f"{LEFT}{RIGHT}"], [], [f"{LEFT} {RIGHT}"])
    ]
    # The style differs a little too, by one space in some tens of letters.
    assert odds[0] + 1 < odds[1] < odds[2] - 1


@pytest.mark.parametrize("space", ["", " "])
def test_a_line_end_is_joined_as_the_same_words_are_elsewhere(space: str) -> None:
    cell = f"{LEFT}\n{RIGHT}"
    joined = f"{LEFT}{space}{RIGHT}"
    texts = [cell, *[f"เรื่อง{joined}ให้ครบ"] * 4]
    assert Normaliser().within(texts)(cell)[0] == joined


@pytest.mark.parametrize("texts", [[], [""], ["กองคลัง"], ["กอง\nคลัง"], ["\n", HARD_BREAK, " "]])
def test_a_small_document_falls_back_to_what_is_usual(texts: list[str]) -> None:
    context = read_context(texts)
    assert context.style is not None
    assert abs(context.style) < 0.1
    assert not context.drawn
    assert not context.seams
    assert not context.alone


def test_a_small_documents_cell_is_joined_as_a_single_text() -> None:
    for cell in ("ประชา\nสัมพันธ์", "สำนักปลัด\nกองคลัง", "1. ประชุม\n2. สรุป", "ใช้งบ\n500 บาท"):
        assert Normaliser().within([cell])(cell) == Normaliser().clean(cell)


def test_a_document_knows_whether_its_breaks_are_firm() -> None:
    assert Normaliser().within([], firm=True).context.firm
    assert not Normaliser().within([]).context.firm


def test_texts_are_read_with_their_marks_mended() -> None:
    broken = f"{LEFT}{RIGHT}".replace("ู", "\u0e39").replace("ตรวจ", "ตรวจ\u200b")
    context = Normaliser().within([f"{LEFT}\n{RIGHT}", broken]).context
    assert list(context.seams[KEY]) == [0, 1]


def test_texts_may_come_from_a_generator() -> None:
    texts = [f"{LEFT}\n{RIGHT}", f"{LEFT} {RIGHT}"]
    assert Normaliser().within(iter(texts)).context.seams == read_context(texts).seams


def test_a_seam_is_made_of_letters_only() -> None:
    assert squeeze(KEY) == KEY
    assert len(KEY) == 16
