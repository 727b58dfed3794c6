"""Numbers read from images: what they say, how sure that is, and what else they may be."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pypdfium2
import pytest

import ita_parse
from ita_parse.extraction.ocr import ctc
from ita_parse.extraction.ocr.network import ALPHABET, FOREIGN, load_trained
from ita_parse.extraction.ocr.numbers import NumberReading, read_numbers
from ita_parse.extraction.ocr.strips import HEIGHT, WIDEST, make_strip

FIXTURES = Path(__file__).parents[2] / "fixtures"
# Set in fonts that the reader was not trained with: Kinnari and Laksaman.
THAI = FIXTURES / "pdf" / "suaninthanin-2565.typst.pdf"
ARABIC = FIXTURES / "pdf" / "tharnmanee-2567.libreoffice.pdf"
NUMBER = re.compile(r"[ieoIEO]?[0-9๐-๙][0-9๐-๙.,/%-]*")
INSET = 1.5


def cell_crops(path: Path, *, numbers: bool, dpi: int = 200) -> list[tuple[np.ndarray, str]]:
    """The images of a document's cells that hold numbers, or of those that don't; and their text.

    Of the latter only those of one line.
    """
    scale = dpi / 72
    crops = []
    with pypdfium2.PdfDocument(path) as pdf:
        for page in ita_parse.extract(path).pages:
            image = pdf[page.number - 1].render(scale=scale).to_numpy()[:, :, :3].min(axis=2)
            for cell in (cell for table in page.tables for cell in table.cells):
                x0, top, x1, bottom = cell.box
                if bool(NUMBER.fullmatch(cell.raw.strip())) is not numbers or bottom - top > 28:
                    continue
                y0, y1 = round((top + INSET) * scale), round((bottom - INSET) * scale)
                crops.append(
                    (
                        image[y0:y1, round((x0 + INSET) * scale) : round((x1 - INSET) * scale)],
                        cell.raw.strip(),
                    )
                )
    return crops


def spoil(crop: np.ndarray, seed: int) -> np.ndarray:
    """Grey paper, pale ink, noise and blur."""
    noise = np.random.default_rng(seed)
    pale = 60 + crop.astype(np.float32) * (170 / 255)
    pale[1:] = (pale[1:] + pale[:-1]) / 2
    return np.clip(pale + noise.normal(0, 6, crop.shape), 0, 255).astype(np.uint8)


@pytest.mark.parametrize("path", [THAI, ARABIC], ids=["thai", "arabic"])
@pytest.mark.parametrize("spoilt", [False, True], ids=["clean", "spoilt"])
def test_cells_of_numbers_are_read(path: Path, spoilt: bool) -> None:
    crops = cell_crops(path, numbers=True)
    assert len(crops) > 50
    images = [spoil(crop, place) if spoilt else crop for place, (crop, _) in enumerate(crops)]
    readings = read_numbers(images)
    right = [one.text == text for one, (_, text) in zip(readings, crops, strict=True)]
    assert np.mean(right) >= 0.98
    assert np.mean([one.is_number for one in readings]) >= 0.98
    assert np.mean([one.confidence for one in readings]) > 0.9


def test_cells_of_words_are_no_numbers() -> None:
    crops = cell_crops(ARABIC, numbers=False) + cell_crops(THAI, numbers=False)
    crops = [(crop, text) for crop, text in crops if re.fullmatch(r"[ก-์ \n]{3,}", text)]
    assert len(crops) > 5
    readings = read_numbers([crop for crop, _ in crops])
    assert np.mean([one.is_number for one in readings]) <= 0.05
    assert all(FOREIGN in one.text for one in readings)


def test_empty_crops_say_nothing() -> None:
    white = np.full((40, 90), 255, np.uint8)
    grey = np.full((40, 90), 128, np.uint8)
    tiny = np.zeros((1, 1), np.uint8)
    nothing = np.zeros((0, 12), np.uint8)
    assert read_numbers([white, grey, tiny, nothing]) == [NumberReading("", 1.0, (), 0.0)] * 4
    assert read_numbers([]) == []


@pytest.mark.parametrize("shape", [(3, 3), (4, 2000), (2000, 4), (30, 5000), (700, 900)])
def test_any_crop_is_read_in_bounds(shape: tuple[int, int]) -> None:
    crop = np.random.default_rng(1).integers(0, 256, shape, dtype=np.uint8)
    strip = make_strip(crop)
    assert strip.shape[0] == HEIGHT
    assert strip.shape[1] <= WIDEST
    assert 0.0 <= read_numbers([crop])[0].confidence <= 1.0


def test_black_crops_are_no_numbers() -> None:
    black = np.zeros((40, 90), np.uint8)
    bar = np.full((40, 90), 255, np.uint8)
    bar[18:22, 10:80] = 0
    assert not any(one.is_number for one in read_numbers([black, bar]))


def test_a_crop_says_the_same_whatever_it_is_read_with() -> None:
    crops = [crop for crop, _ in cell_crops(THAI, numbers=True)][:30]
    together = read_numbers(crops)
    apart = [read_numbers([crop])[0] for crop in crops]
    assert [one.text for one in together] == [one.text for one in apart]
    for one, other in zip(together, apart, strict=True):
        assert one.confidence == pytest.approx(other.confidence, abs=2e-4)


def test_colours_are_read_like_grey_levels() -> None:
    crop = cell_crops(ARABIC, numbers=True)[1][0]
    assert read_numbers([np.repeat(crop[:, :, None], 3, axis=2)]) == read_numbers([crop])


def test_every_letter_has_alternatives_that_are_probabilities() -> None:
    for reading in read_numbers([crop for crop, _ in cell_crops(THAI, numbers=True)]):
        assert len(reading.alternatives) == len(reading.text)
        for letter, choices in zip(reading.text, reading.alternatives, strict=True):
            chances = [chance for _, chance in choices]
            assert letter in {other for other, _ in choices}
            assert chances == sorted(chances, reverse=True)
            assert 0.9 < sum(chances) <= 1.0005
            assert min(chances) >= 0.001


def test_a_line_above_that_is_cut_off_is_left_out() -> None:
    crop, text = cell_crops(ARABIC, numbers=True)[1]
    joined = crop.copy()
    rows = np.flatnonzero((crop < 128).any(axis=1))
    letters = crop[rows[-1] - 3 : rows[-1] + 1]
    joined[: len(letters)] = letters
    assert read_numbers([joined])[0].text == text


def test_strips_hold_ink_as_high_as_the_band() -> None:
    crop = np.full((60, 120), 230, np.uint8)
    crop[20:40, 30:34] = 20
    crop[20:40, 80:84] = 20
    strip = make_strip(crop)
    rows = np.flatnonzero(strip.max(axis=1) > 0.5)
    assert strip.shape == (HEIGHT, round(54 * 24 / 20) + 8)
    assert (rows[0], rows[-1]) == (4, 27)


def test_the_weights_are_small() -> None:
    path = Path(ita_parse.__file__).parent / "data" / "number_reader.npz"
    assert path.stat().st_size < 2_000_000
    assert load_trained() is load_trained()


def collapse(path: tuple[int, ...]) -> tuple[int, ...]:
    """The string that a path of classes spells."""
    return tuple(
        label
        for place, label in enumerate(path)
        if label and (not place or path[place - 1] != label)
    )


@pytest.mark.parametrize("labels", [[1], [1, 1], [1, 2], [2, 2, 3], [3, 1, 3]])
def test_strings_and_replacements_are_weighed_as_the_sum_over_all_paths(labels: list[int]) -> None:
    noise = np.random.default_rng(7)
    chances = ctc.make_probabilities(noise.normal(0, 1.5, (6, 4)), 1.0)
    sums: Counter[tuple[int, ...]] = Counter()
    for path in itertools.product(range(4), repeat=6):
        sums[collapse(path)] += float(
            np.prod([chances[at, label] for at, label in enumerate(path)])
        )
    likely, letters = ctc.weigh(chances, labels)
    assert likely == pytest.approx(sums[tuple(labels)])
    for place, row in enumerate(letters):
        wanted = np.array(
            [0.0] + [sums[(*labels[:place], label, *labels[place + 1 :])] for label in (1, 2, 3)]
        )
        assert row == pytest.approx(wanted / wanted.sum())


def test_the_alphabet_holds_each_letter_once() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET)
