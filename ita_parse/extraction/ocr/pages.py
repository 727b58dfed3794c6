"""Reads pages that are images: layout, numbers and text put together as pages of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import Any

import cv2
import pypdfium2

from ita_parse.document import Block, Box, Cell, Page, PageTable, Paragraph
from ita_parse.errors import LimitExceededError
from ita_parse.extraction.ocr.areas import TextLine
from ita_parse.extraction.ocr.boxes import TickBox
from ita_parse.extraction.ocr.images import POINTS, PageImage, render_page
from ita_parse.extraction.ocr.layout import LayoutTable, PageLayout, read_layout
from ita_parse.extraction.ocr.numbers import NumberReading, read_numbers
from ita_parse.extraction.ocr.text import LineReading, Word, read_lines
from ita_parse.text import list_number

# A page that takes longer is given up: a page of office print takes two or three seconds.
_LONGEST = 40.0
# So many lines are read between two looks at the clock, and at a time.
_BATCH, _THREADS = 24, 2
# What the recogniser of numbers is this sure of needs no second opinion. Of words in a line it has
# to be surer than of a line of its own, since most of them are none.
_SURE_LINE, _SURE_WORD = 0.3, 0.8
# Longer words are no numbers, and words with a Thai vowel or mark neither.
_LONGEST_NUMBER = 20
_VOWELS = frozenset(chr(code) for code in (*range(0x0E30, 0x0E3B), *range(0x0E40, 0x0E4F)))
# A page of which words are read with less confidence on the mean may be upside down.
_DOUBTFUL = 0.55
# And one below this is not to be trusted.
_POOR = 0.7
# Below this nothing on it is text: noise, handwriting, drawings.
_HOPELESS = 0.35
_TICKED, _EMPTY = "☑", "☐"


@dataclass(frozen=True, slots=True)
class Scanned:
    """A page read by OCR.

    Attributes:
        page: its blocks, boxes in points of the upright page; tables numbered from 1.
        shown: moves a box to where it lies on the page as it is shown.
        given_up: whether it took too long to be read whole.
        unreadable: why nothing was read of it; None if there is something.
    """

    page: Page
    shown: Callable[[Box], Box]
    given_up: bool = False
    unreadable: str | None = None


@dataclass(frozen=True, slots=True)
class _Said:
    """What a line says and how sure that is, 0 to 1."""

    text: str
    confidence: float


def read_scan(pdf: Any, number: int, above: tuple[float, float] | None = None) -> Scanned:
    """Read a page (from 1) of an open PDF from its image.

    Args:
        pdf: of pypdfium2.
        number: of the page.
        above: left and right, in points, of the last table of the page before.
    """
    cv2.setNumThreads(1)
    try:
        page = pdf[number - 1]
    except pypdfium2.PdfiumError:
        return _nothing(number, 0.0, 0.0, "PDFium cannot open it")
    try:
        width, height = page.get_size()
        try:
            image = render_page(page)
        except LimitExceededError as error:
            return _nothing(number, width, height, error.message)
    finally:
        page.close()
    if image.undecoded:
        return _nothing(number, width, height, "it has an image that cannot be decoded")
    return _read(image, number, above)


def _nothing(number: int, width: float, height: float, why: str) -> Scanned:
    page = Page(
        number=number,
        blocks=(),
        width=round(width, 2),
        height=round(height, 2),
        trusted=False,
        quality=0.0,
        reasons=("unreadable",),
    )
    return Scanned(page, _as_it_is, unreadable=why)


def _read(image: PageImage, number: int, above: tuple[float, float] | None) -> Scanned:
    deadline = monotonic() + _LONGEST
    layout = read_layout(image, above=above)
    if layout.noisy:
        return _nothing(number, image.width, image.height, "it shows a photograph or noise")
    said = _Reader(layout, deadline)
    if not layout.sure_of_top and said.quality < _DOUBTFUL:
        turned = read_layout(image, quarters=layout.quarters + 2, above=above)
        other = _Reader(turned, deadline)
        if other.quality > said.quality:
            layout, said = turned, other
    if not said.count:
        return _nothing(number, image.width, image.height, "no text was found in it")
    if said.quality < _HOPELESS:
        return _nothing(number, image.width, image.height, "nothing in it reads like text")
    blocks: list[Block] = [*_paragraphs(layout, said, number), *_tables(layout, said, number)]
    blocks.sort(key=lambda block: block.box[1] if block.box else 0.0)
    quality = round(said.quality, 3)
    trusted = quality >= _POOR
    page = Page(
        number=number,
        blocks=tuple(blocks),
        width=round(image.width, 2),
        height=round(image.height, 2),
        trusted=trusted,
        quality=quality,
        reasons=("ocr",) if trusted else ("ocr", "low_confidence"),
    )
    return Scanned(page, partial(_shown, layout), given_up=said.given_up)


def _as_it_is(box: Box) -> Box:
    return box


def _shown(layout: PageLayout, box: Box) -> Box:
    scale = layout.dpi / POINTS
    return layout.to_page([edge * scale for edge in box])


def _upright(layout: PageLayout, box: Sequence[float]) -> Box:
    """Return a box of the upright image in points."""
    scale = layout.dpi / POINTS
    x0, top, x1, bottom = (round(edge / scale, 2) for edge in box)
    return x0, top, x1, bottom


class _Reader:
    """Reads all lines of a layout: numbers by their own recogniser, the rest by Tesseract."""

    def __init__(self, layout: PageLayout, deadline: float) -> None:
        self.layout = layout
        self.given_up = False
        lines = [*layout.lines, *_lines(layout.tables)]
        self._said: dict[int, _Said] = {}
        for start in range(0, len(lines), _BATCH):
            if monotonic() > deadline:
                self.given_up = True
                break
            self._take(lines[start : start + _BATCH])
            if self.quality < _HOPELESS:
                break

    @property
    def count(self) -> int:
        """How many lines say something."""
        return sum(bool(said.text) for said in self._said.values())

    @property
    def quality(self) -> float:
        """How sure the letters are on the mean, 0 to 1."""
        letters = sum(len(said.text) for said in self._said.values())
        sure = sum(len(said.text) * said.confidence for said in self._said.values())
        return sure / letters if letters else 0.0

    def said(self, line: TextLine) -> _Said:
        """Return what a line says."""
        return self._said.get(id(line), _Said("", 0.0))

    def _take(self, lines: Sequence[TextLine]) -> None:
        crops = [self.layout.crop_line(line) for line in lines]
        numbers = read_numbers(crops)
        words = [
            index
            for index, number in enumerate(numbers)
            if not (number.is_number and number.confidence >= _SURE_LINE)
        ]
        texts = read_lines([crops[index] for index in words], threads=_THREADS)
        for index, number in enumerate(numbers):
            if index not in words:
                self._said[id(lines[index])] = _Said(number.text, number.confidence)
        for index, text in zip(words, texts, strict=True):
            parts = [self._with_numbers(line, crops[index]) for line in text.lines]
            whole = " ".join(part.text for part in parts if part.text)
            letters = sum(len(part.text) for part in parts)
            sure = sum(len(part.text) * part.confidence for part in parts)
            self._said[id(lines[index])] = _Said(whole, sure / letters if letters else 0.0)

    @staticmethod
    def _with_numbers(line: LineReading, crop: Any) -> _Said:
        """Return a line with the words that are numbers as their recogniser reads them."""
        words = [word for word in line.words if word.text]
        doubtful = [index for index, word in enumerate(words) if _may_be_number(word)]
        cuts = [_cut(crop, words[index]) for index in doubtful]
        read: dict[int, NumberReading] = dict(zip(doubtful, read_numbers(cuts), strict=True))
        texts = []
        sure = []
        for index, word in enumerate(words):
            number = read.get(index)
            if number and number.is_number and number.confidence >= _least(word):
                texts.append(number.text)
                sure.append(number.confidence)
            else:
                texts.append(word.text)
                sure.append(word.confidence)
        letters = sum(map(len, texts))
        mean = sum(len(text) * one for text, one in zip(texts, sure, strict=True))
        return _Said(" ".join(texts), mean / letters if letters else 0.0)


def _least(word: Word) -> float:
    """Return how sure a number has to be to stand for what Tesseract read."""
    # Thai letters without a vowel may be an abbreviation; of digits and Latin letters Tesseract
    # knows less than the recogniser of numbers does.
    return _SURE_WORD if any("ก" <= letter <= "ฮ" for letter in word.text) else _SURE_LINE


def _may_be_number(word: Word) -> bool:
    """Tell a word that may be a number: Tesseract reads Thai digits as any letters but vowels."""
    return len(word.text) <= _LONGEST_NUMBER and not _VOWELS & set(word.text)


def _cut(crop: Any, word: Word) -> Any:
    x0, _, x1, _ = word.box
    return crop[:, max(0, x0 - 3) : x1 + 3]


def _lines(tables: Sequence[LayoutTable]) -> Iterator[TextLine]:
    for table in tables:
        for cell in table.cells:
            yield from cell.lines


def _texts(
    lines: Sequence[TextLine], ticks: Sequence[TickBox], said: _Reader
) -> tuple[str, float | None]:
    """Return the text of lines and tick boxes, a line each, and how sure the least sure one is."""
    rows: list[tuple[float, list[tuple[float, str]]]] = []
    sure = []
    for line in lines:
        text = said.said(line)
        if text.text:
            rows.append((line.baseline - line.height / 2, [(line.box[0], text.text)]))
            sure.append(text.confidence)
    for tick in ticks:
        x0, top, _, bottom = tick.box
        middle, reach = (top + bottom) / 2, bottom - top
        near = [row for row in rows if abs(row[0] - middle) < reach]
        mark = (float(x0), _TICKED if tick.ticked else _EMPTY)
        if near:
            min(near, key=lambda row: abs(row[0] - middle))[1].append(mark)
        else:
            rows.append((middle, [mark]))
    rows.sort(key=lambda row: row[0])
    texts = [" ".join(text for _, text in sorted(parts)) for _, parts in rows]
    return "\n".join(texts), min(sure, default=None)


def _paragraphs(layout: PageLayout, said: _Reader, number: int) -> Iterator[Paragraph]:
    groups: dict[int, list[TextLine]] = {}
    for line in layout.lines:
        groups.setdefault(line.paragraph, []).append(line)
    ticks = list(layout.ticks)
    for lines in groups.values():
        top, bottom = min(line.box[1] for line in lines), max(line.box[3] for line in lines)
        own = [tick for tick in ticks if top <= (tick.box[1] + tick.box[3]) / 2 <= bottom]
        ticks = [tick for tick in ticks if tick not in own]
        text, _ = _texts(lines, own, said)
        if text:
            left, right = min(line.box[0] for line in lines), max(line.box[2] for line in lines)
            box = _upright(layout, (left, top, right, bottom))
            kind = "list_item" if list_number(text) else "text"
            yield Paragraph(text, text, kind, number, box)  # type: ignore[arg-type]


def _tables(layout: PageLayout, said: _Reader, number: int) -> Iterator[PageTable]:
    for count, table in enumerate(layout.tables, 1):
        cells = []
        for cell in table.cells:
            text, sure = _texts(cell.lines, cell.ticks, said)
            cells.append(
                Cell(
                    table_no=count,
                    row_no=cell.row,
                    column_no=cell.column,
                    raw=text,
                    text=text,
                    row_span=cell.row_span,
                    column_span=cell.column_span,
                    page=number,
                    box=_upright(layout, cell.box),
                    confidence=None if sure is None else round(sure, 3),
                )
            )
        yield PageTable(
            table_no=count,
            cells=tuple(cells),
            row_count=table.row_count,
            column_count=table.column_count,
            page=number,
            box=_upright(layout, table.box),
            open_top=table.open_top,
            open_bottom=table.open_bottom,
        )
