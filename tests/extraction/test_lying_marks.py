from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from ita_parse.extraction import extract_document
from ita_parse.extraction import lying_marks as module
from ita_parse.extraction.assembly import read_words
from ita_parse.extraction.glyphs import Glyphs, Ink, read_glyphs
from ita_parse.extraction.lying_marks import MarkWatch, Mend
from ita_parse.normalisation import default
from tests.extraction.drawn import Drawn, draw, text_of

ROOT = Path(__file__).resolve().parent.parent.parent / "fixtures"
INDEX = json.loads((ROOT / "index.json").read_text("utf-8"))
PDFS = [(pdf["path"], pdf["producer"], one["expected"]) for one in INDEX for pdf in one["pdfs"]]
LYING = [(path, expected) for path, producer, expected in PDFS if "weasyprint" in path]
HONEST = [path for path, producer, expected in PDFS if "weasyprint" not in path]
TEXTS = ("method", "owner", "outcome", "follow_up", "kpi", "obstacles", "suggestion", "evidence")

# Ink of marks as fonts have it: left, bottom, right, top.
INKS = {
    "ุ": (-0.25, -0.3, -0.08, -0.05),
    "ู": (-0.40, -0.3, -0.08, -0.05),
    "่": (-0.18, 0.7, -0.10, 0.95),
    "้": (-0.36, 0.7, 0.00, 0.99),
    "ี": (-0.55, 0.66, -0.10, 0.97),
    "ิ": (-0.55, 0.66, -0.10, 0.90),
    "ั": (-0.38, 0.7, 0.08, 0.95),
}
SENTENCES = (
    "คุณธรรม",
    "ผู้บริหาร",
    "ข้อมูล",
    "ก้าวหน้า",
    "ผู้แทน",
    "บุคลากร",
    "ประชุม",
    "สุจริต",
    "ความรู้",
    "ที่ปรึกษา",
    "แก้ไข",
    "สุขภาพ",
    "มีส่วนร่วม",
    "ปีงบประมาณ",
)


def squeezed(text: str) -> str:
    return "".join(text.split())


def drawn(
    texts: Iterable[str], lies: dict[str, str], font: str = "AAAAAA+Sarabun/9"
) -> list[Drawn]:
    """Glyphs of texts, one line each, the font calling its marks by other names."""
    glyphs = []
    for row, text in enumerate(texts):
        x = 50.0
        for letter in text:
            ink = Ink(font, *INKS[letter]) if letter in INKS else None
            width = 0.0 if ink else 6.0
            label = lies.get(letter, letter)
            glyphs.append(Drawn(label, x, width, x, baseline=100.0 + 20 * row, ink=ink, font=font))
            x += width
    return glyphs


def suspects(glyphs: Glyphs) -> set[str]:
    watch = MarkWatch()
    watch.look(glyphs)
    return watch.suspects


def learnt(glyphs: Glyphs) -> Mend:
    mend = Mend()
    mend.learn([glyphs], suspects(glyphs))
    mend.apply(glyphs, suspects(glyphs))
    return mend


def mended(drawn: Iterable[Drawn]) -> str:
    glyphs = draw(drawn)
    learnt(glyphs)
    return text_of(glyphs)


def pages(path: str) -> Iterator[Glyphs]:
    for page in pypdfium2.PdfDocument(ROOT / path):
        yield from read_glyphs(page, page.get_textpage())


def cells(path: str) -> set[str]:
    document = extract_document(ROOT / path).cleaned(default().clean)
    return {squeezed(text) for table in document.tables for row in table.body for text in row.texts}


@pytest.mark.parametrize(("path", "expected"), LYING)
def test_every_text_of_a_file_with_lying_fonts_is_read_as_it_looks(
    path: str, expected: str
) -> None:
    measures = json.loads((ROOT / expected).read_text("utf-8"))["measures"]
    wanted = {squeezed(one[name]) for one in measures for name in TEXTS if one.get(name)}
    assert wanted - cells(path) == set()


@pytest.mark.parametrize(("path", "expected"), LYING)
def test_a_mended_file_has_one_note_that_names_font_and_letters(path: str, expected: str) -> None:
    notices = extract_document(ROOT / path).notices
    [note] = [one for one in notices if one.code == "marks_relabelled"]
    fonts = [pdf["font"] for one in INDEX for pdf in one["pdfs"] if pdf["path"] == path]
    assert note.severity == "note"
    assert fonts[0].split("-")[0] in note.message
    assert "→ ◌" in note.message


@pytest.mark.parametrize("path", HONEST)
def test_no_font_of_other_producers_is_suspected(path: str) -> None:
    watch = MarkWatch()
    for glyphs in pages(path):
        watch.look(glyphs)
    assert watch.suspects == set()


@pytest.mark.parametrize(
    "lies",
    [
        {"ุ": "้", "ู": "่"},
        {"ุ": "้", "้": "ุ", "ู": "่", "่": "ู"},
        {"้": "ู", "ู": "้"},
        {"ู": "ุ", "ุ": "้"},
        {"ุ": "่", "่": "ุ", "ี": "ู"},
    ],
)
def test_any_permutation_of_marks_is_undone(lies: dict[str, str]) -> None:
    assert mended(drawn(SENTENCES, lies)) == "".join(SENTENCES)


def test_a_shifted_tone_and_its_plain_form_may_be_the_same_letter() -> None:
    glyphs = drawn(SENTENCES, {"ุ": "้", "้": "ุ"})
    for glyph in glyphs[::2]:
        if glyph.ink is not None and glyph.text == "ุ":
            glyph.ink = glyph.ink._replace(bottom=1.0, top=1.29)
    assert mended(glyphs) == "".join(SENTENCES)


def test_a_font_whose_labels_fit_its_ink_is_not_suspected() -> None:
    assert suspects(draw(drawn(SENTENCES, {}))) == set()


def test_marks_of_one_base_in_another_order_than_their_letters_are_no_contradiction() -> None:
    glyphs = draw(drawn(["ผู้"], {"ู": "้", "้": "ู"}))
    assert suspects(glyphs) == set()


def test_only_the_lying_font_of_a_page_is_suspected_and_changed() -> None:
    good = drawn(SENTENCES, {}, "BBBBBB+Kanit/5")
    bad = drawn(SENTENCES, {"ุ": "้"}, "CCCCCC+Prompt/7")
    assert suspects(draw(good + bad)) == {"CCCCCC+Prompt/7"}
    assert mended(good + bad) == "".join(SENTENCES) * 2


def test_a_glyph_without_any_word_around_it_keeps_its_label() -> None:
    assert mended(drawn(["ฮ้ฬ"], {"้": "ู"})) == "ฮูฬ"


def test_nothing_is_noted_where_nothing_was_changed() -> None:
    mend = learnt(draw(drawn(["ฮ้ฬ"], {"้": "ู"})))
    assert list(mend.notices()) == []


def test_the_same_text_gives_the_same_letters_again() -> None:
    lies = {"ุ": "้", "้": "ุ", "ู": "่", "่": "ู"}
    assert mended(drawn(SENTENCES, lies)) == mended(drawn(SENTENCES, lies))


def test_a_file_without_suspected_fonts_asks_no_dictionary(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(text: str, at: int) -> int:
        raise AssertionError(text)

    monkeypatch.setattr(module, "spanned", refuse)
    extract_document(ROOT / HONEST[0])


def test_pages_given_by_number_are_mended_too() -> None:
    path, _ = LYING[0]
    document = extract_document(ROOT / path, pages=iter([2]))
    assert [page.number for page in document.pages] == [2]
    assert any(notice.code == "marks_relabelled" for notice in document.notices)


def _turn(page: Any) -> None:
    for index in range(pdfium.FPDFPage_CountObjects(page.raw)):
        item = pdfium.FPDFPage_GetObject(page.raw, index)
        pdfium.FPDFPageObj_Transform(item, 0, 1, -1, 0, page.get_height(), 0)
    pdfium.FPDFPage_GenerateContent(page.raw)


def _below(page: Any) -> set[tuple[str, bool]]:
    glyphs = read_glyphs(page, page.get_textpage())[0]
    marks = [place for place, text in enumerate(glyphs.texts) if text in INKS]
    tops = [top < 0.1 for _, top in glyphs.heights(marks)]
    return set(zip([glyphs.texts[place] for place in marks], tops, strict=True))


def test_ink_of_turned_text_is_measured_from_its_own_baseline() -> None:
    path = next(path for path in HONEST if "libreoffice" in path)
    page = pypdfium2.PdfDocument(ROOT / path)[0]
    upright = _below(page)
    _turn(page)
    assert _below(page) == upright


def _late(letters: Sequence[tuple[str, float, float, float]]) -> list[str]:
    glyphs = draw(Drawn(text, x, x1 - x, left) for text, x, x1, left in letters)
    return [part for word in read_words(glyphs)[0] for part in word.parts]


def test_a_tone_drawn_after_the_next_letter_goes_back_to_its_base() -> None:
    # Positions as in fixtures/pdf/lanphikun-2566.fpdf2.pdf.
    assert _late(
        [
            ("ค", 385.7, 392.2, 385.7),
            ("ร", 392.2, 397.5, 392.2),
            ("ั", 397.5, 398.3, 393.6),
            ("ง", 397.5, 402.4, 397.5),
            ("้", 398.0, 398.6, 394.9),
        ]
    ) == ["ค", "รั้", "ง"]


def test_a_tone_over_a_letter_that_has_one_vowel_more_goes_back_too() -> None:
    assert _late(
        [
            ("ท", 230.4, 237.6, 230.4),
            ("ี", 237.5, 237.5, 231.9),
            ("ม", 237.6, 244.2, 237.6),
            ("ี", 244.2, 244.2, 238.5),
            ("่", 237.6, 237.6, 236.1),
        ]
    ) == ["ที่", "มี"]


def test_a_tone_left_of_a_narrow_base_stays_with_it() -> None:
    assert _late(
        [("ป", 380.0, 386.0, 380.0), ("ร", 386.0, 389.0, 386.0), ("้", 389.0, 389.0, 381.0)]
    ) == ["ป", "ร้"]
