"""Text of drawn cells, read by Tesseract; and what is said where Tesseract is not installed."""

from __future__ import annotations

from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

from ita_parse.errors import ItaParseError, NeedsOcrError
from ita_parse.text import squeeze

np = pytest.importorskip("numpy")
pytest.importorskip("cv2", reason="OpenCV is not installed")
image = pytest.importorskip("PIL.Image", reason="Pillow is not installed")

from ita_parse.extraction.ocr import tesseract, text, text_lines  # noqa: E402

FONTS = Path("/usr/share/fonts/truetype/tlwg")
PAPER, INK = 250, 30

needs_tesseract = pytest.mark.skipif(
    bool(text.check_text()),
    reason="Tesseract is not installed: " + "; ".join(what for what, _ in text.check_text()),
)


def draw(lines, *, font="Loma", size=32, pitch=1.6, margin=12, ink=INK, paper=PAPER):
    """Draw lines as a cell of a scan shows them."""
    from PIL import Image, ImageDraw, ImageFont, features

    path = FONTS / f"{font}.ttf"
    if not path.is_file():
        pytest.skip(f"the font {font} is not installed")
    if not features.check("raqm"):
        pytest.skip("Pillow can't place Thai marks without raqm")
    face = ImageFont.truetype(path, size)
    width = int(max(face.getlength(line) for line in lines)) + 2 * margin
    height = int(size * pitch * len(lines)) + 2 * margin
    canvas = Image.new("L", (width, height), paper)
    drawing = ImageDraw.Draw(canvas)
    for number, line in enumerate(lines):
        drawing.text((margin, margin + number * size * pitch), line, font=face, fill=ink)
    return np.asarray(canvas, np.uint8)


@needs_tesseract
@pytest.mark.parametrize("font", ["Loma", "Garuda", "Norasi", "Laksaman", "Waree", "Kinnari"])
def test_the_lines_of_a_cell_are_read(font):
    lines = ["ชี้แจงขั้นตอนการขอใช้", "ทรัพย์สินของราชการ", "ให้เจ้าหน้าที่ทุกคนทราบ"]
    (reading,) = text.read_lines([draw(lines, font=font)])
    read = [squeeze(line.text) for line in reading.lines]
    assert len(read) == len(lines)
    # A tone that is taken for another one now and then is what Tesseract is worth.
    assert Levenshtein.distance("".join(read), "".join(lines)) <= 1


@needs_tesseract
@pytest.mark.parametrize("size", [20, 32, 64])
def test_letters_of_any_size_are_read(size):
    (reading,) = text.read_lines([draw(["สำนักปลัดเทศบาล"], size=size)])
    assert reading.text == "สำนักปลัดเทศบาล"


@needs_tesseract
def test_spaces_are_where_the_image_has_them():
    line = "กองคลัง จัดทำแผน และ รายงานผล"
    (reading,) = text.read_lines([draw([line])])
    assert reading.text == line


@needs_tesseract
def test_a_word_stands_where_it_is_drawn():
    crop = draw(["กองคลัง จัดทำแผน"])
    (reading,) = text.read_lines([crop])
    first, second = reading.words
    dark = np.flatnonzero((crop < 128).any(axis=0))
    assert abs(first.box[0] - dark[0]) <= 2
    assert abs(second.box[2] - dark[-1]) <= 2
    assert first.box[2] < second.box[0]


@needs_tesseract
def test_latin_words_among_thai_ones_are_read():
    (reading,) = text.read_lines([draw(["นโยบาย No Gift Policy ของหน่วยงาน"])])
    assert reading.text == "นโยบาย No Gift Policy ของหน่วยงาน"


@needs_tesseract
def test_arabic_numbers_are_read():
    (reading,) = text.read_lines([draw(["คะแนน 93.47"])])
    assert reading.text == "คะแนน 93.47"


@needs_tesseract
def test_light_letters_on_a_dark_ground_are_read():
    (reading,) = text.read_lines([draw(["หน่วยงานที่รับผิดชอบ"], ink=250, paper=40)])
    assert reading.text == "หน่วยงานที่รับผิดชอบ"


@needs_tesseract
def test_an_empty_cell_has_no_text():
    noise = np.random.default_rng(1).normal(240, 4, (60, 200)).clip(0, 255).astype(np.uint8)
    (blank, noisy, nothing) = text.read_lines(
        [np.full((60, 200), 250, np.uint8), noise, np.zeros((0, 40), np.uint8)]
    )
    assert blank.text == noisy.text == nothing.text == ""
    assert blank.confidence == 1.0


@needs_tesseract
def test_threads_read_the_same():
    crops = [draw([line]) for line in ("กองช่าง", "กองการศึกษา", "สำนักปลัด", "กองคลัง")]
    assert text.read_lines(crops, threads=2) == text.read_lines(crops)


@needs_tesseract
def test_rubbish_has_less_confidence_than_text():
    scrawl = np.random.default_rng(2).integers(0, 2, (40, 200)).astype(np.uint8) * 255
    rubbish, good = text.read_lines([scrawl, draw(["กองสวัสดิการสังคม"])])
    assert rubbish.confidence < good.confidence


def test_a_tone_belongs_to_the_line_under_it_however_narrow_the_lines():
    crop = draw(["หน้าที่", "ที่นี้", "ปี่"], pitch=1.15)
    lines = text_lines.find_lines(crop).lines
    assert len(lines) == 3
    alone = text_lines.find_lines(draw(["ที่นี้"])).lines[0]
    assert len(lines[1].parts) == len(alone.parts)


def test_a_missing_package_names_the_command(monkeypatch):
    def refuse(name):
        raise ImportError(name)

    monkeypatch.setattr(tesseract.importlib, "import_module", refuse)
    with pytest.raises(NeedsOcrError, match=r"pip install \"ita-parse\[ocr\]\""):
        tesseract.load_tesserocr()


def test_missing_data_names_the_command_and_the_folder(monkeypatch, tmp_path):
    monkeypatch.setattr(tesseract, "_folders", lambda: iter([tmp_path]))
    with pytest.raises(ItaParseError, match=r"language tha .*Install it with: ") as caught:
        tesseract.find_data("tha")
    assert str(tmp_path) in str(caught.value)
    assert any("tha" in what for what, _ in text.check_text())


def test_data_is_found_where_the_environment_says(monkeypatch, tmp_path):
    (tmp_path / "tha.traineddata").write_bytes(b"")
    monkeypatch.setattr(tesseract, "_FOLDERS", ())
    monkeypatch.setattr(tesseract.shutil, "which", lambda _: None)
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    assert tesseract.find_data("tha") == (tmp_path, "tha")
