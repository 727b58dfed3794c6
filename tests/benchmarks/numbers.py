"""Prints how many numbers are read exactly from generated scans, at three levels of degradation.

    python -m tests.benchmarks.numbers [--count 150] [--seed 1] [--tesseract TESSDATA] [--show]

Not a test. Pages of numbers are drawn in fonts that the reader was not trained with, and spoilt as
`fixtures.make.scans` spoils pages of reports; nothing of that was used in training. A crop is what
stands in a cell of such a page, turned as the page is. COUNT crops are drawn for each level, font,
script and group: common (a score, an amount, a date or a code) and any (of all kinds of
`number_strings`, some of them any letters at all, and two numbers in one crop of seven).

exact: the share of crops of which all letters are read right; folded: spaces and the case of
letters aside. sure: of those read with a confidence of .99 the share that is right, and how many
are. other: words, marks, dashes and empty cells told from numbers; lost: numbers taken for
something else. `--tesseract` also reads the crops with tesserocr (tha+eng, a line at a time, with
the letters of numbers only). Speed is by the time of the processor, not of the clock.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from fixtures.make import number_scans, number_strings
from fixtures.make.scans import LEVELS, Level, degrade
from ita_parse.extraction.ocr.network import ALPHABET
from ita_parse.extraction.ocr.numbers import NumberReading, read_numbers

# Points of the fonts: what is printed at 16 points in TH Sarabun looks like 11 in others.
POINTS = {"Laksaman": (13.0, 14.0, 16.0), "": (9.0, 10.0, 11.0, 12.0)}
GROUPS = ("common", "any")
COMMON = ("score", "amount", "date", "code")
COLUMNS, ROWS = 3, 24
# Of a cell, in points.
WIDTH, HEIGHT = 190.0, 32.0
SURE = 0.99


@dataclass(frozen=True)
class Crop:
    """A crop of a generated scan, and what is printed in it; `group` is one of `GROUPS`."""

    image: NDArray[np.uint8]
    printed: str
    font: str
    digits: str
    group: str

    @property
    def text(self) -> str:
        return number_strings.target(self.printed)


def draw_crops(
    level: Level, family: str, digits: str, group: str, count: int, rng: random.Random
) -> list[Crop]:
    """Draw pages of strings of a group, and cut them into crops."""
    fonts = number_scans.Fonts(lambda name: name == family)
    crops: list[Crop] = []
    while len(crops) < count:
        cells = [_draw_cell(fonts, digits, group, rng) for _ in range(ROWS * COLUMNS)]
        pieces = _scan(cells, level, family, rng)
        crops += [Crop(image, printed, family, digits, group) for image, printed in pieces]
    return crops[:count]


def _draw_cell(
    fonts: number_scans.Fonts, digits: str, group: str, rng: random.Random
) -> tuple[str, number_scans.Face | None]:
    while True:
        if group == "other":
            printed = number_strings.draw_printed(rng, 1.0)
        elif group == "common":
            printed = number_strings.draw_one(rng, digits, rng.choice(COMMON))
        else:
            printed = number_strings.draw_number(rng, digits)
        face = fonts.draw(printed, rng)
        if face is not None and len(printed) <= 24:
            return printed, face


def _scan(
    cells: Sequence[tuple[str, number_scans.Face | None]],
    level: Level,
    family: str,
    rng: random.Random,
) -> list[tuple[NDArray[np.uint8], str]]:
    """Print cells on a page, spoil it, and cut them out."""
    pixels, zoom = level.dpi / 72, number_scans.ZOOM
    wide, high = round(WIDTH * pixels), round(HEIGHT * pixels)
    page = np.full((ROWS * high * zoom, COLUMNS * wide * zoom), 255, np.uint8)
    for place, (printed, face) in enumerate(cells):
        if face is None or not printed.strip():
            continue
        points = rng.choice(POINTS.get(family, POINTS[""]))
        text = number_scans.draw_text(printed, face, face.digit * points * pixels * zoom)
        rows, columns = min(text.shape[0], high * zoom), min(text.shape[1], wide * zoom)
        top = place // COLUMNS * high * zoom + (high * zoom - rows) // 2
        left = place % COLUMNS * wide * zoom + rng.randint(0, wide * zoom - columns)
        page[top : top + rows, left : left + columns] = text[:rows, :columns]
    page = cv2.resize(page, (COLUMNS * wide, ROWS * high), interpolation=cv2.INTER_AREA)
    scanned, angle = degrade(np.repeat(page[:, :, None], 3, axis=2), level, rng)
    if level.threshold is None:
        quality = [cv2.IMWRITE_JPEG_QUALITY, level.jpeg]
        coded = cv2.imencode(".jpg", scanned, quality)[1]
        scanned = np.asarray(cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE), np.uint8)
    middle = ((page.shape[1] - 1) / 2, (page.shape[0] - 1) / 2)
    turn = cv2.getRotationMatrix2D(middle, -angle, 1.0)
    crops = []
    for place, (printed, _) in enumerate(cells):
        x = (place % COLUMNS + 0.5) * wide
        y = (place // COLUMNS + 0.5) * high
        x, y = turn @ np.array([x, y, 1.0])
        top, left = max(0, round(y - high / 2)), max(0, round(x - wide / 2))
        crops.append((scanned[top : top + high, left : left + wide], printed))
    return crops


def read_with_tesseract(crops: Sequence[Crop], folder: str) -> list[str]:
    """Read crops with Tesseract, a line each."""
    import tesserocr
    from PIL import Image

    texts = []
    letters = "".join(letter for letter in ALPHABET if letter not in "\ufffd ")
    line = tesserocr.PSM.SINGLE_LINE
    with tesserocr.PyTessBaseAPI(path=folder, lang="tha+eng", psm=line) as reader:
        reader.SetVariable("tessedit_char_whitelist", letters)
        for crop in crops:
            reader.SetImage(Image.fromarray(crop.image))
            texts.append(reader.GetUTF8Text().strip())
    return texts


def _fold(text: str) -> str:
    """Return a text as its readers take it: o12, O12 and O 12 are one code."""
    return text.replace(" ", "").lower()


def _share(pairs: Sequence[tuple[Crop, NumberReading]], fold: Callable[[str], str] = str) -> str:
    right = [fold(one.text) == fold(crop.text) for crop, one in pairs]
    return f"{sum(right) / len(right):.4f}" if right else "-"


def _print_level(name: str, options: argparse.Namespace) -> None:
    rng = random.Random(f"{options.seed}:{name}")
    every: list[tuple[Crop, NumberReading]] = []
    for family in number_scans.HELD_OUT:
        for digits in ("thai", "arabic"):
            if digits == "arabic" and family == "NotoLoopedThai":
                continue  # It has none.
            line = f"{name:7}{family:16}{digits:8}"
            for group in GROUPS:
                crops = draw_crops(LEVELS[name], family, digits, group, options.count, rng)
                pairs = list(zip(crops, read_numbers([crop.image for crop in crops]), strict=True))
                line += f"{group} {_share(pairs)}  "
                if options.tesseract:
                    texts = read_with_tesseract(crops, options.tesseract)
                    same = [text == crop.text for crop, text in zip(crops, texts, strict=True)]
                    line += f"(tesseract {np.mean(same):.4f})  "
                every += pairs
            print(line, flush=True)
    for digits in ("thai", "arabic"):
        for group in GROUPS:
            mine = [pair for pair in every if (pair[0].digits, pair[0].group) == (digits, group)]
            print(f"{name:7}{digits} {group}: exact {_share(mine)}, folded {_share(mine, _fold)}")
    for group in GROUPS:
        mine = [pair for pair in every if pair[0].group == group]
        sure = [pair for pair in mine if pair[1].confidence >= SURE]
        mean = np.mean([one.confidence for _, one in mine])
        print(
            f"{name:7}{group}: exact {_share(mine)}, folded {_share(mine, _fold)}, mean confidence "
            f"{mean:.4f}, sure {_share(sure)} of {len(sure) / len(mine):.3f}"
        )
    others = draw_crops(
        LEVELS[name], number_scans.HELD_OUT[0], "thai", "other", 2 * options.count, rng
    )
    told = [not one.is_number for one in read_numbers([crop.image for crop in others])]
    lost = [not one.is_number for _, one in every]
    print(f"{name:7}other {np.mean(told):.4f}, lost {np.mean(lost):.4f}")
    if options.show:
        for crop, one in every:
            if one.text != crop.text:
                print(f"  {crop.font} {crop.group} {crop.text!r} {one.text!r} {one.confidence}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.numbers")
    parser.add_argument("--count", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tesseract", default="", help="the folder of Tesseract's language data")
    parser.add_argument("--show", action="store_true", help="print what is misread")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    for name in LEVELS:
        _print_level(name, options)
    rng = random.Random(options.seed)
    crops = draw_crops(LEVELS["office"], number_scans.HELD_OUT[0], "thai", "common", 300, rng)
    started = time.process_time()
    read_numbers([crop.image for crop in crops])
    print(f"speed: {len(crops) / (time.process_time() - started):.0f} crops a second")


if __name__ == "__main__":
    main()
