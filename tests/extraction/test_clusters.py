"""Thai put together from glyphs: marks, split ำ, runs of ActualText, spaces by gaps."""

from __future__ import annotations

from ita_parse.extraction.assembly import read_words
from ita_parse.extraction.lines import Inks, read_lines
from tests.extraction.drawn import Drawn, draw


def text_of(*glyphs: Drawn) -> str:
    words, _ = read_words(draw(glyphs))
    return "\n".join(line.text for line in read_lines(words, Inks(list)))


def test_a_mark_stays_with_the_base_before_it() -> None:
    assert text_of(Drawn("ท", 0), Drawn("ี", 5, 0), Drawn("่", 5, 0), Drawn("ม", 5)) == "ที่ม"


def test_a_tone_drawn_after_the_next_letter_goes_back_to_its_base() -> None:
    late = Drawn("้", 5.2, 0.2, left=2.5)
    assert text_of(Drawn("ต", 0), Drawn("ั", 5, 0), Drawn("ง", 5), late) == "ตั้ง"


def test_a_nikhahit_without_a_character_before_aa_makes_am() -> None:
    lost = Drawn("Ġ", 5, 0, mapped=False)
    assert text_of(Drawn("ด", 0), lost, Drawn("า", 5), Drawn("เ", 10)) == "ดำเ"


def test_a_tone_may_stand_between_the_two_halves_of_am() -> None:
    lost = Drawn("Ġ", 5, 0, mapped=False)
    assert text_of(Drawn("น", 0), lost, Drawn("้", 5, 0), Drawn("า", 5)) == "น้ำ"


def test_the_second_half_of_an_am_given_whole_is_dropped() -> None:
    half = Drawn("\x0b", 5, mapped=False)
    assert text_of(Drawn("ด", 0), Drawn("ำ", 5, 0), half, Drawn("เ", 10)) == "ดำเ"


def test_a_letter_drawn_twice_to_look_bold_is_one() -> None:
    assert text_of(Drawn("ก", 0), Drawn("ก", 0.3), Drawn("ข", 5)) == "กข"


def test_a_run_that_is_given_again_over_itself_is_one() -> None:
    run = Drawn("ชี้", 0, 5, run=True)
    again = Drawn("ชี้", 7, 0, run=True, left=2.0)
    assert text_of(run, Drawn("วั", 6, 5, run=True), again, Drawn("ด", 11)) == "ชี้วัด"


def test_a_word_that_its_author_doubled_stays_double() -> None:
    assert text_of(Drawn("ที่", 0, 5, run=True), Drawn("ที่", 5, 5, run=True)) == "ที่ที่"


def test_a_gap_is_a_space_and_a_space_without_width_is_none() -> None:
    assert text_of(Drawn("ก", 0), Drawn("ข", 8)) == "ก ข"
    assert text_of(Drawn("ก", 0), Drawn(" ", 5, 0), Drawn("ข", 5)) == "กข"


def test_letters_are_put_into_lines_by_baseline() -> None:
    below = Drawn("ข", 0, baseline=115.0)
    assert text_of(Drawn("ก", 0), below) == "ก\nข"


def test_a_glyph_that_cannot_be_read_is_counted() -> None:
    words, unread = read_words(draw([Drawn("ก", 0), Drawn("\x03", 5, mapped=False)]))
    assert (words[-1].parts[-1], unread) == ("\ufffd", 1)


def test_a_word_drawn_twice_to_look_bold_is_one() -> None:
    letters = [Drawn(text, 5.0 * place) for place, text in enumerate("กขค")]
    again = [Drawn(text, 5.0 * place + 0.3) for place, text in enumerate("กขค")]
    assert text_of(*letters, *again) == "กขค"


def test_a_space_over_a_consonant_and_aa_at_its_place_make_am() -> None:
    lost = Drawn(" ", 5, 0, left=2.5)
    assert text_of(Drawn("น", 0), Drawn("้", 5, 0), lost, Drawn("า", 5)) == "น้ำ"


def test_a_mark_drawn_a_line_later_finds_its_base() -> None:
    line = [Drawn(text, 5.0 * place) for place, text in enumerate("กขคงจฉชซฌญ")]
    late = Drawn("่", 15, 0.0, left=12.0)
    assert text_of(*line, late) == "กขค่งจฉชซฌญ"


def test_digits_that_a_spreadsheet_moved_apart_are_one_number() -> None:
    assert text_of(Drawn("9", 0), Drawn(",", 7, 2), Drawn("6", 11)) == "9,6"


def test_thai_and_arabic_digits_apart_by_no_space_are_one_number() -> None:
    assert text_of(Drawn("๐", 0), Drawn("2", 7.1), Drawn("2", 12.1)) == "๐22"


def test_numbers_apart_by_a_space_stay_two() -> None:
    assert text_of(Drawn("9", 0), Drawn(" ", 5, 2), Drawn("6", 7)) == "9 6"
    assert text_of(Drawn("9", 0), Drawn("6", 8)) == "9 6"


def test_a_mark_without_its_base_at_a_page_end_is_no_line() -> None:
    ghost = Drawn("พื่", 20, -2.0, left=16.0, run=True, baseline=700.0)
    assert text_of(Drawn("ก", 0), ghost) == "ก"


def test_a_mark_whose_origin_is_left_of_its_base_waits_for_it() -> None:
    # Noto Looped Thai: ink lies right of an origin without width, and PDFium sorts by origins.
    early = Drawn("ึ", 4.4, 5.6, left=4.4)
    assert text_of(Drawn("ด", 0), early, Drawn("ข", 5, 6), Drawn("น", 11)) == "ดขึน"


def test_a_mark_that_waits_in_vain_stays_with_the_base_before_it() -> None:
    assert text_of(Drawn("ด", 0), Drawn("ึ", 4.4, 5.6, left=4.4)) == "ดึ"


def test_a_nikhahit_called_am_and_drawn_late_finds_its_half() -> None:
    half = Drawn("?", 5, 4, mapped=False)
    late = Drawn("ำ", 5, 0.0, left=2.0)
    assert text_of(Drawn("ส", 0), half, Drawn("ค", 9), late, Drawn("ญ", 14)) == "สำคญ"


def test_a_run_that_is_given_again_for_its_lifted_mark_is_one() -> None:
    run = Drawn("ฎุ", 0, 5, run=True)
    again = Drawn("ฎุ", 5, 0, left=2.0, run=True, baseline=102.3)
    assert text_of(run, again, Drawn("ก", 5)) == "ฎุก"


def test_a_space_drawn_behind_a_run_parts_words() -> None:
    assert text_of(Drawn("ฎุ", 0, 5, run=True), Drawn(" ", 5, 3), Drawn("ก", 8)) == "ฎุ ก"


def test_letters_that_stand_apart_evenly_have_no_spaces_between_them() -> None:
    spread = [Drawn(letter, 8.0 * place) for place, letter in enumerate("ระยะหางตว")]
    word = [Drawn(letter, 80.0 + 8.0 * place) for place, letter in enumerate("อกษร")]
    assert text_of(*spread, *word) == "ระยะหางตว อกษร"


def test_a_mark_at_a_lines_beginning_waits_for_its_base() -> None:
    # Tlwg Typo: marks are as wide as their base and drawn a little left of it.
    assert text_of(Drawn("ู", -0.3, 5), Drawn("ผ", 0), Drawn("ด", 5)) == "ผูด"


def test_an_am_of_which_only_the_nikhahit_is_called_so_has_the_width_of_its_aa() -> None:
    usual = [Drawn("ก", 40), Drawn("า", 45), Drawn("ก", 50), Drawn("า", 55)]
    half = [Drawn("น", 0), Drawn("ำ", 4.9, 0, left=3.0), Drawn("ม", 10), Drawn("น", 15)]
    assert text_of(*half, *usual) == "นำมน กากา"
