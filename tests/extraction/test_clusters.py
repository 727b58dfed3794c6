"""Thai put together from glyphs: marks, split ำ, runs of ActualText, spaces by gaps."""

from __future__ import annotations

from ita_parse.extraction.clusters import Inks, read_clusters, read_lines
from ita_parse.extraction.glyphs import Glyph

EM = 10.0


def glyph(
    text: str,
    x: float,
    width: float = 5.0,
    *,
    left: float | None = None,
    mapped: bool = True,
    run: bool = False,
) -> Glyph:
    """Make a glyph on the baseline; the ink of one without width lies before its origin."""
    ink = left if left is not None else x if width else x - 3.0
    return Glyph(text, x, x + width, 100.0, EM, mapped, run, ink)


def text_of(*glyphs: Glyph) -> str:
    clusters, _ = read_clusters(glyphs)
    return "\n".join(line.text for line in read_lines(clusters, Inks([])))


def test_a_mark_stays_with_the_base_before_it() -> None:
    assert text_of(glyph("ท", 0), glyph("ี", 5, 0), glyph("่", 5, 0), glyph("ม", 5)) == "ที่ม"


def test_a_tone_drawn_after_the_next_letter_goes_back_to_its_base() -> None:
    late = glyph("้", 5.2, 0.2, left=2.5)
    assert text_of(glyph("ต", 0), glyph("ั", 5, 0), glyph("ง", 5), late) == "ตั้ง"


def test_a_nikhahit_without_a_character_before_aa_makes_am() -> None:
    lost = glyph("Ġ", 5, 0, mapped=False)
    assert text_of(glyph("ด", 0), lost, glyph("า", 5), glyph("เ", 10)) == "ดำเ"


def test_a_tone_may_stand_between_the_two_halves_of_am() -> None:
    lost = glyph("Ġ", 5, 0, mapped=False)
    assert text_of(glyph("น", 0), lost, glyph("้", 5, 0), glyph("า", 5)) == "น้ำ"


def test_the_second_half_of_an_am_given_whole_is_dropped() -> None:
    half = glyph("\x0b", 5, mapped=False)
    assert text_of(glyph("ด", 0), glyph("ำ", 5, 0), half, glyph("เ", 10)) == "ดำเ"


def test_a_letter_drawn_twice_to_look_bold_is_one() -> None:
    assert text_of(glyph("ก", 0), glyph("ก", 0.3), glyph("ข", 5)) == "กข"


def test_a_run_that_is_given_again_over_itself_is_one() -> None:
    run = glyph("ชี้", 0, 5, run=True)
    again = glyph("ชี้", 7, 0, run=True, left=2.0)
    assert text_of(run, glyph("วั", 6, 5, run=True), again, glyph("ด", 11)) == "ชี้วัด"


def test_a_word_that_its_author_doubled_stays_double() -> None:
    assert text_of(glyph("ที่", 0, 5, run=True), glyph("ที่", 5, 5, run=True)) == "ที่ที่"


def test_a_gap_is_a_space_and_a_space_without_width_is_none() -> None:
    assert text_of(glyph("ก", 0), glyph("ข", 8)) == "ก ข"
    assert text_of(glyph("ก", 0), glyph(" ", 5, 0), glyph("ข", 5)) == "กข"


def test_letters_are_put_into_lines_by_baseline() -> None:
    below = Glyph("ข", 0.0, 5.0, 115.0, EM)
    assert text_of(glyph("ก", 0), below) == "ก\nข"


def test_a_glyph_that_cannot_be_read_is_counted() -> None:
    clusters, unread = read_clusters([glyph("ก", 0), glyph("\x03", 5, mapped=False)])
    assert (clusters[-1].text, unread) == ("\ufffd", 1)
