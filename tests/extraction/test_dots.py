"""Full stops that a font calls a consonant, told by what they draw."""

from __future__ import annotations

from ita_parse.extraction.dots import DotMend
from ita_parse.extraction.glyphs import Ink
from tests.extraction.drawn import Drawn, draw, text_of

DOT = Ink("ABCDEE+TH SarabunPSK/57504", 0.05, -0.01, 0.12, 0.06)
LETTER = Ink("ABCDEE+TH SarabunPSK/57504", 0.03, 0.0, 0.35, 0.44)


def mended(*drawn: Drawn) -> str:
    glyphs = draw(drawn)
    DotMend().apply(glyphs)
    return text_of(glyphs)


def test_a_dot_that_is_called_a_consonant_is_a_full_stop() -> None:
    letters = [Drawn("พ", 0, ink=LETTER), Drawn("ศ", 5, 2, ink=DOT)]
    letters += [Drawn("ศ", 7, ink=LETTER), Drawn("ศ", 12, 2, ink=DOT)]
    assert mended(*letters) == "พ.ศ."


def test_a_narrow_consonant_stays_one() -> None:
    ngo = Ink("F/1", 0.02, 0.0, 0.24, 0.41)
    assert mended(Drawn("ง", 0, 2.8, ink=ngo)) == "ง"


def test_the_mend_is_noted_with_font_and_letter() -> None:
    mend = DotMend()
    mend.apply(draw([Drawn("ศ", 0, 2, ink=DOT)]))
    (notice,) = mend.notices()
    assert notice.code == "dot_printed_as_letter"
    assert "TH SarabunPSK: 1 called ศ" in notice.message
