"""Fonts that label every า as ำ, told by what they draw."""

from __future__ import annotations

from ita_parse.extraction.glyphs import Ink
from ita_parse.extraction.printed_am import AmWatch
from tests.extraction.drawn import Drawn, draw, text_of


def vowel(text: str, left: float, font: str = "F/1") -> Drawn:
    return Drawn(text, 0.0, ink=Ink(font, left, 0.0, 0.4, 0.5))


def mended(*drawn: Drawn) -> str:
    glyphs = draw(drawn)
    watch = AmWatch()
    watch.look(glyphs)
    watch.apply(glyphs)
    return text_of(glyphs)


def test_a_font_that_draws_no_other_aa_has_its_am_turned_to_aa() -> None:
    assert mended(*[vowel("ำ", 0.02) for _ in range(6)]) == "า" * 6


def test_an_am_that_is_drawn_with_its_nikhahit_stays() -> None:
    glyphs = [*[vowel("ำ", 0.02) for _ in range(6)], vowel("ำ", -0.17)]
    assert mended(*glyphs) == "า" * 6 + "ำ"


def test_a_font_with_an_aa_of_its_own_is_left_alone() -> None:
    glyphs = [*[vowel("ำ", 0.02) for _ in range(6)], vowel("า", 0.02)]
    assert mended(*glyphs) == "ำ" * 6 + "า"


def test_a_few_glyphs_prove_nothing() -> None:
    assert mended(vowel("ำ", 0.02), vowel("ำ", 0.02)) == "ำำ"


def test_the_mend_is_noted_with_its_font() -> None:
    watch = AmWatch()
    glyphs = draw([vowel("ำ", 0.02) for _ in range(6)])
    watch.look(glyphs)
    watch.apply(glyphs)
    (notice,) = watch.notices()
    assert notice.code == "aa_printed_as_am"
    assert "F: 6" in notice.message
