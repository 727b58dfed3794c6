"""What a file says once for several letters."""

from __future__ import annotations

from ita_parse.extraction.assembly import read_words
from ita_parse.extraction.glyphs import Ink
from ita_parse.extraction.labels import settle_labels
from ita_parse.extraction.lines import Inks, read_lines
from tests.extraction.drawn import Drawn, draw

AA = Ink("F/1", 0.01, 0.0, 0.36, 0.6)


def text_of(*drawn: Drawn) -> str:
    glyphs = draw(drawn)
    settle_labels(glyphs)
    words, _ = read_words(glyphs)
    return "".join(line.text for line in read_lines(words, Inks(list)))


def called_am(x: float) -> list[Drawn]:
    """Draw an า that is called ้ำ."""
    return [Drawn("้", x, left=x, ink=AA), Drawn("ำ", x, ink=AA)]


def unread(x: float) -> Drawn:
    return Drawn("?", x, 0.0, left=x - 3, mapped=False)


def test_an_aa_called_after_a_whole_cluster_is_an_aa() -> None:
    assert text_of(Drawn("ร", 0), *called_am(5), Drawn("ค", 10), *called_am(15)) == "ราคา"


def test_with_a_nikhahit_before_it_it_is_an_am() -> None:
    assert text_of(Drawn("ค", 0), unread(5), *called_am(5)) == "คำ"


def test_with_two_marks_before_it_it_has_the_tone_that_is_said() -> None:
    assert text_of(Drawn("น", 0), unread(4.9), unread(4.8), *called_am(5)) == "น้ำ"


def test_letters_of_one_origin_in_slices_of_a_box_are_one_run() -> None:
    glyphs = draw([Drawn("ช", 0, 2.5), Drawn("ี", 0, 5.0, left=2.5), Drawn("ก", 5)])
    settle_labels(glyphs)
    assert glyphs.texts == ["ชี", "ก"]
    assert glyphs.runs == [True, False]
