"""Fonts that don't tell what their glyphs mean: given tables by shapes, numbers and words."""

from __future__ import annotations

import difflib
import io
import os
import re
from pathlib import Path

import numpy as np
import pypdfium2
import pytest

import ita_parse
from ita_parse.extraction.decipher import mended
from ita_parse.extraction.decipher.documents import FontFile
from ita_parse.extraction.decipher.language import load_triples, symbol
from ita_parse.extraction.decipher.orders import weigh_by_order
from ita_parse.extraction.decipher.shapes import figures, load_shapes, measures
from ita_parse.extraction.trust import impossible_sequences

FIXTURES = Path(__file__).parents[2] / "fixtures"
DAMAGED = FIXTURES / "decipher"
CORPUS = os.environ.get("ITA_PARSE_CORPUS")


def texts(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as pdf:
        return [ita_parse.normalise(page.get_textpage().get_text_range()) for page in pdf]


def letters(text: str) -> str:
    return "".join(text.split())


def alike(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, letters(one), letters(other), autojunk=False).ratio()


@pytest.mark.parametrize("damage", ["without", "identity", "holes"])
def test_damaged_fonts_are_read_again(damage: str) -> None:
    content = (DAMAGED / f"{damage}.pdf").read_bytes()
    expected = (DAMAGED / f"{damage}.txt").read_text(encoding="utf-8")
    result = mended(content, None)
    assert result is not None
    assert alike(texts(content)[0], expected) < 0.95
    assert alike(texts(result.content)[0], expected) > 0.99


@pytest.mark.parametrize("damage", ["without", "identity", "holes"])
def test_digits_and_latin_letters_come_out_right(damage: str) -> None:
    result = mended((DAMAGED / f"{damage}.pdf").read_bytes(), None)
    assert result is not None
    expected = (DAMAGED / f"{damage}.txt").read_text(encoding="utf-8")
    found = re.findall(r"[0-9A-Za-z]+", texts(result.content)[0])
    assert sorted(found) == sorted(re.findall(r"[0-9A-Za-z]+", expected))


def test_the_report_says_how_much_was_told() -> None:
    result = mended((DAMAGED / "without.pdf").read_bytes(), None)
    assert result is not None
    assert [font.name for font in result.fonts] == ["RLPVAY+Garuda", "JGHGLZ+Garuda-Bold"]
    assert all(font.known > 0.95 and font.sure > 0.99 for font in result.fonts)
    assert all(font.changed == 1.0 and font.glyphs > 30 for font in result.fonts)


def test_the_old_bytes_stay_before_the_update() -> None:
    content = (DAMAGED / "without.pdf").read_bytes()
    result = mended(content, None)
    assert result is not None
    assert result.content.startswith(content)
    for given, has_table in ((content, False), (result.content, True)):
        file = FontFile(given)
        assert [bool(file.old_table(font)) for font in file.fonts()] == [has_table] * 2


def test_a_file_with_an_xref_stream_gets_an_xref_stream() -> None:
    content = (FIXTURES / "pdf" / "huaipip-2567.weasyprint.pdf").read_bytes()
    result = mended(content, None)
    assert result is not None
    assert b"/XRef" in content
    assert b"/XRef" in result.content[len(content) :]
    assert len(FontFile(result.content).fonts()) == len(FontFile(content).fonts())


@pytest.mark.parametrize(
    "name", ["khlongrung-2568.chromium", "suaninthanin-2565.libreoffice", "khlongrung-2568.typst"]
)
def test_a_file_whose_fonts_are_fine_is_left_alone(name: str) -> None:
    assert mended((FIXTURES / "pdf" / f"{name}.pdf").read_bytes(), None) is None


def test_pictures_are_not_taken_for_letters() -> None:
    result = mended((DAMAGED / "boxes.pdf").read_bytes(), None)
    assert result is not None
    assert [font.name for font in result.fonts] == ["OXKGCM+Garuda-Bold", "SVLUKB+Garuda"]


def test_an_encrypted_file_is_mended_with_its_password_only() -> None:
    content = (FIXTURES / "broken" / "encrypted.pdf").read_bytes()
    assert mended(content, None) is None
    assert mended(content, "wrong") is None
    result = mended(content, "ita")
    assert result is not None
    assert "จังหวัด" in texts(result.content)[0]


@pytest.mark.parametrize("name", ["empty", "no-pages", "text-named", "truncated", "scanned"])
def test_files_without_readable_fonts_give_nothing(name: str) -> None:
    assert mended((FIXTURES / "broken" / f"{name}.pdf").read_bytes(), None) is None


def hostile(*objects: bytes) -> bytes:
    """Put a file together from the objects 1, 2, 3 …; the first is its catalog."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer\n<</Size %d /Root 1 0 R>>\n" % (len(places) + 1))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def test_circles_end() -> None:
    page = b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources 4 0 R>>"
    form = b"<</Subtype /Form /Resources 4 0 R /Length 0>>\nstream\n\nendstream"
    font = (
        b"<</Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H"
        b" /DescendantFonts [6 0 R]>>"
    )
    for descendant in (
        b"6 0 R",
        b"5 0 R",
        b"<</FontDescriptor 6 0 R /FontFile2 6 0 R /W [0 4000000000 1]>>",
        b"<</FontDescriptor <</FontFile2 3 0 R>> /CIDToGIDMap 6 0 R /W 6 0 R>>",
    ):
        content = hostile(
            b"<</Type /Catalog /Pages 2 0 R>>",
            b"<</Type /Pages /Kids [3 0 R 2 0 R] /Count 2>>",
            page,
            b"<</XObject <</X 7 0 R>> /Font <</F 5 0 R /G 4 0 R>> >>",
            font,
            descendant,
            form,
        )
        assert mended(content, None) is None


def test_a_cut_off_file_gives_nothing_or_less() -> None:
    content = (DAMAGED / "holes.pdf").read_bytes()
    for share in range(1, 10):
        result = mended(content[: len(content) * share // 10], None)
        assert result is None or texts(result.content)


def test_shapes_tell_letters_from_pictures() -> None:
    shapes = load_shapes()
    star = [
        (0.3 + 0.3 * size * float(np.cos(turn)), 0.3 + 0.3 * size * float(np.sin(turn)))
        for turn, size in zip(np.linspace(0, 6, 24), [1.0, 0.3] * 12, strict=True)
    ]
    bar = [(0.1, 0.0), (0.15, 0.0), (0.15, 0.7), (0.1, 0.7)]
    points = np.array([figures([star]), figures([bar])])
    spans = np.array([measures([star]), measures([bar])])
    scores, strange = shapes.score(points, spans)
    assert strange[0] > 2 > strange[1]
    assert shapes.letters[scores[1].argmax()] in "Il|เ"


def test_numbers_in_order_decide_between_letters_that_look_alike() -> None:
    alphabet = "กขคฆงจชซฌ"
    right = "กขคงจชซ"
    scores = np.full((len(right), len(alphabet)), -9.0)
    for row, letter in enumerate(right):
        scores[row, alphabet.index(letter)] = 0.0
    # By its shape the last one is rather ช, like the one before it.
    scores[-1, alphabet.index("ช")] = 0.5
    numbers = [ord(letter) - 3000 for letter in right]
    told = weigh_by_order(scores, numbers, alphabet).argmax(axis=1)
    assert "".join(alphabet[column] for column in told) == right


def test_thai_words_fit_better_than_their_letters_in_disorder() -> None:
    triples = load_triples()

    def fit(text: str) -> float:
        row = [0, 0, *map(symbol, text)]
        steps = zip(row, row[1:], row[2:], strict=False)
        return sum(float(triples[step]) for step in steps) / len(text)

    assert fit("การบริหารงานบุคคล") > fit("การบริหารงานนุคคล") > fit("ลคคนุรากบาหรงาริน")


@pytest.mark.skipif(not CORPUS, reason="ITA_PARSE_CORPUS names no folder with the real reports")
@pytest.mark.parametrize("name", ["elaas-budget-no-tounicode", "gazette-broken-tounicode"])
def test_real_files_become_thai(name: str) -> None:
    from pythainlp.corpus import thai_words
    from pythainlp.tokenize import word_tokenize

    result = mended((Path(CORPUS or ".") / "reports" / f"{name}.pdf").read_bytes(), None)
    assert result is not None
    pages = texts(result.content)
    assert impossible_sequences("".join(pages)) <= len(letters("".join(pages))) * 2 / 10_000
    known = total = 0
    for page in pages:
        runs = re.findall("[ก-๎]+", page)
        if sum(map(len, runs)) < 300:
            continue
        for run in runs:
            for word in word_tokenize(run, engine="newmm"):
                total += len(word)
                known += len(word) * (word in thai_words())
    assert known > 0.985 * total > 0


@pytest.mark.skipif(not CORPUS, reason="ITA_PARSE_CORPUS names no folder with the real reports")
def test_real_numbers_and_quotes_come_out_right() -> None:
    reports = Path(CORPUS or ".") / "reports"
    budget = mended((reports / "elaas-budget-no-tounicode.pdf").read_bytes(), None)
    gazette = mended((reports / "gazette-broken-tounicode.pdf").read_bytes(), None)
    assert budget is not None
    assert gazette is not None
    page = letters(texts(budget.content)[1])
    assert "รายจ่ายเพื่อให้ได้มาซึ่งบริการ0.00290,797.89343,802.25408,000.00-30.39%284,000" in page
    assert "วันที่พิมพ์:10/10/256015:35:47หน้า:2/30" in page
    assert "กฎหมายว่าด้วยข้อมูลข่าวสารพ.ศ.2540" in page
    page = letters(texts(gazette.content)[0])
    assert "(พ.ศ.2566-2570)ประกอบกับคณะกรรมการการอาชีวศึกษา" in page
    assert "“ประกาศกระทรวงศึกษาธิการเรื่องกรอบคุณวุฒิอาชีวศึกษาแห่งชาติพ.ศ.2567”" in page
