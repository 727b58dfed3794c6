"""Reads the text of cut cells and lines with Tesseract: words with their places and confidence.

What a crop shows is read a line at a time. Where spaces are is measured in the image: Tesseract
sets them at random between Thai letters. Thai digits are not to be believed: its Thai data knows
๐ ๑ ๒ ๓ ๕ only and reads the others as these or as Latin letters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from ita_parse.extraction.ocr.tesseract import (
    ENGLISH,
    THAI,
    Symbol,
    find_data,
    load_tesserocr,
    missing,
    read_strip,
)
from ita_parse.extraction.ocr.text_lines import (
    LARGER,
    Ink,
    LineInk,
    Pixels,
    Strip,
    cut_strip,
    find_lines,
)
from ita_parse.text import FOLLOWING, TONES

PixelBox = tuple[int, int, int, int]
"""x0, top, x1, bottom in pixels of the crop, from its top left corner."""

# The data spells ำ as nikhahit and า, the tone between them or before.
_AM = re.compile(f"([{TONES}]?)\u0e4d([{TONES}]?)\u0e32")
# What stands over other letters, or as high: the dot of i, quotation marks.
_OVER = re.compile("[\u0e31\u0e33-\u0e37\u0e47-\u0e4dij\"'“”‘’*°]")
# Vowels that are written before their consonant end no word.
_LEADING = frozenset("เแโใไ")
# A letter that reaches into a gap by more than this share of a consonant's height makes the cut
# doubtful (1 of 12 gaps; 7 of the 9 cuts that were wrong of 408); the letter after the gap sooner.
_DOUBT, _EARLY = 0.6, 1.7
# So many places next to a gap are tried, and so many letters of the word after it compared.
_NEAREST, _SAME = 4, 4
# Words that may be Latin: with a Latin letter, or what the Thai data makes of one (No: ม๐). The
# other data's reading counts from so high a confidence on: it made Latin words of Thai ones, never
# above .94, and read Latin ones with .96 or more.
_MAY_BE_LATIN = re.compile("[A-Za-zé!@€©£$&]|[ก-ฮ][0-9๐-๙]")
_LATIN_WORD = re.compile(r"[(\"'“‘]*[A-Za-z][A-Za-z0-9.,/&@:_-]*[A-Za-z0-9][)\"'”’:,.]*")
_SURELY_LATIN = 0.95
# What Tesseract's confidence in the worst letter of a word means: the share of Thai words that were
# right, of 6,500 on scans of 200 dpi. Nine of ten words have .98 or more.
_CONFIDENCES = (0.0, 0.88, 0.92, 0.955, 0.965, 0.975, 0.985, 1.0)
_RIGHT = (0.0, 0.05, 0.4, 0.47, 0.61, 0.87, 0.96, 0.98)


@dataclass(frozen=True, slots=True)
class Word:
    """What stands between two spaces; `confidence` is the chance, from 0 to 1, that it is right.

    It holds for words of letters: of Thai digits Tesseract is often sure and wrong.
    """

    text: str
    box: PixelBox
    confidence: float


@dataclass(frozen=True, slots=True)
class LineReading:
    """A line: its words from left to right, its base line and the height of a consonant there."""

    words: tuple[Word, ...]
    box: PixelBox
    baseline: float
    height: float

    @property
    def text(self) -> str:
        """The words with spaces between them."""
        return " ".join(word.text for word in self.words if word.text)


@dataclass(frozen=True, slots=True)
class TextReading:
    """What a crop shows, line by line from the top."""

    lines: tuple[LineReading, ...] = ()

    @property
    def text(self) -> str:
        """The lines, each on a line of its own; "" for an empty crop."""
        return "\n".join(line.text for line in self.lines if line.text)

    @property
    def words(self) -> tuple[Word, ...]:
        """The words of all lines."""
        return tuple(word for line in self.lines for word in line.words)

    @property
    def confidence(self) -> float:
        """The confidence of its worst word, from 0 to 1; 1 for an empty crop."""
        return min((word.confidence for word in self.words), default=1.0)


def read_lines(
    crops: Sequence[Pixels], *, languages: Sequence[str] = (THAI, ENGLISH), threads: int = 1
) -> list[TextReading]:
    """Read crops of cells, lines or blocks of text.

    Args:
        crops: images, height by width, 0 black to 255 white, straight, without rules; of any size.
        languages: the first reads everything; with "eng" as second, words of Latin letters are
            read again by it.
        threads: so many crops at a time. Tesseract lets go of Python's lock.

    Raises:
        MissingTesseractError: tesserocr or the first language's data is missing.
    """
    first, *others = languages
    load_tesserocr()
    find_data(first)
    latin = ENGLISH if ENGLISH in others and not missing([ENGLISH]) else None

    def read(crop: Pixels) -> TextReading:
        return _read(crop, first, latin)

    if threads < 2 or len(crops) < 2:
        return [read(crop) for crop in crops]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(read, crops))


def check_text(languages: Sequence[str] = (THAI, ENGLISH)) -> list[tuple[str, str]]:
    """Return what reading text lacks here: what is missing, and the command that mends it."""
    return [(error.message, error.hint) for error in missing(languages)]


def _read(crop: Pixels, language: str, latin: str | None) -> TextReading:
    ink = find_lines(crop)
    return TextReading(tuple(_read_line(ink, line, language, latin) for line in ink.lines))


def _read_line(ink: Ink, line: LineInk, language: str, latin: str | None) -> LineReading:
    strip, symbols = _symbols(ink, line, language)
    words = _words(symbols, ink, line, strip, language)
    if latin is not None:
        words = [_as_latin(word, ink, line, latin) for word in words]
    sure = tuple(replace(word, confidence=_chance(word.confidence)) for word in words)
    return LineReading(sure, line.box, line.baseline, line.height)


def _symbols(ink: Ink, line: LineInk, language: str) -> tuple[Strip, list[Symbol]]:
    """Read a line, and once more larger if it has more marks over its letters than were read."""
    strip = cut_strip(ink, line)
    symbols = read_strip(strip.image, language)
    seen = _marks(symbols)
    if seen >= line.marks:
        return strip, symbols
    larger = cut_strip(ink, line, size=LARGER)
    again = read_strip(larger.image, language)
    return (larger, again) if seen < _marks(again) <= line.marks else (strip, symbols)


def _marks(symbols: Sequence[Symbol]) -> int:
    return sum(len(_OVER.findall(symbol.text)) for symbol in symbols)


def _chance(confidence: float) -> float:
    return round(float(np.interp(confidence, _CONFIDENCES, _RIGHT)), 3)


def _words(
    symbols: Sequence[Symbol], ink: Ink, line: LineInk, strip: Strip, language: str
) -> list[Word]:
    """Deal out the symbols of a line to the words between its gaps."""
    x0, top, x1, bottom = line.box
    starts, ends = [x0, *(b for _, b in line.gaps)], [*(a for a, _ in line.gaps), x1]
    cuts = [0, *_cuts(symbols, ink, line, strip, language), len(symbols)]
    words = []
    for left, right, (first, last) in zip(starts, ends, pairwise(cuts), strict=True):
        own = symbols[first:last]
        text = _AM.sub("\\1\\2\u0e33", "".join(symbol.text for symbol in own))
        confidence = min((symbol.confidence for symbol in own), default=0.0)
        words.append(Word(text, (left, top, right, bottom), confidence))
    return words


def _cuts(
    symbols: Sequence[Symbol], ink: Ink, line: LineInk, strip: Strip, language: str
) -> list[int]:
    """Return before which symbols the gaps of a line are.

    Tesseract's places are good to half a letter. Where they contradict a gap, the word after it is
    read alone, and tells its first letters.
    """
    x0 = [strip.left + symbol.x0 / strip.scale for symbol in symbols]
    x1 = [strip.left + symbol.x1 / strip.scale for symbol in symbols]
    places = [
        place
        for place in range(1, len(symbols))
        if symbols[place].text not in FOLLOWING and symbols[place - 1].text not in _LEADING
    ]
    cuts: list[int] = []
    stops = [*(start for start, _ in line.gaps), line.box[2]][1:]
    for (start, end), stop in zip(line.gaps, stops, strict=True):
        middle = (start + end) / 2
        free = [place for place in places if not cuts or place > cuts[-1]]
        free.sort(key=lambda place: abs((x1[place - 1] + x0[place]) / 2 - middle))
        if not free:
            cuts.append(len(symbols))
            continue
        best = free[0]
        doubt = max(x1[best - 1] - start, (end - x0[best]) * _EARLY)
        if doubt > _DOUBT * line.height:
            alone = read_strip(cut_strip(ink, line, end, stop).image, language)
            word = "".join(symbol.text for symbol in alone)[:_SAME]
            best = max(free[:_NEAREST], key=lambda place: _alike(symbols, place, word))
        cuts.append(best)
    return cuts


def _alike(symbols: Sequence[Symbol], place: int, word: str) -> int:
    """Return how many of a word's letters stand at a place."""
    return sum(symbol.text == letter for symbol, letter in zip(symbols[place:], word, strict=False))


def _as_latin(word: Word, ink: Ink, line: LineInk, language: str) -> Word:
    """Return a word as the data for Latin letters reads it, if it looks Latin to both."""
    if not _MAY_BE_LATIN.search(word.text):
        return word
    x0, _, x1, _ = word.box
    alone = cut_strip(ink, line, x0, x1)
    symbols = read_strip(alone.image, language)
    text = "".join(symbol.text for symbol in symbols)
    confidence = min((symbol.confidence for symbol in symbols), default=0.0)
    if _LATIN_WORD.fullmatch(text) and confidence >= max(_SURELY_LATIN, word.confidence):
        return Word(text, word.box, confidence)
    return word
