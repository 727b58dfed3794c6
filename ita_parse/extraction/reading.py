"""Reads one page of a PDF: its words into tables and lines, and how far they can be trusted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2

from ita_parse.document import Box, PageTable
from ita_parse.extraction.assembly import read_words
from ita_parse.extraction.borderless import find_columns, split_rows, widen
from ita_parse.extraction.clusters import Word
from ita_parse.extraction.drawing import Drawing, read_drawing
from ita_parse.extraction.frame import Frame
from ita_parse.extraction.glyphs import UNREADABLE, Glyphs, read_glyphs
from ita_parse.extraction.grids import build_table, is_table, rounded, take_words
from ita_parse.extraction.labels import settle_labels
from ita_parse.extraction.lines import Inks, read_lines
from ita_parse.extraction.paragraphs import TextPage
from ita_parse.extraction.ruling import find_grids
from ita_parse.extraction.trust import Trust, judge

# A page of which more letters than this share have no character is read for nothing else.
_MOST_UNREAD = 0.2
# A watermark has fewer of a page's letters than this share.
_MOST_ASKEW = 0.2
# Text objects for each letter read: producers draw a letter and its marks one by one, or spaces. A
# text that is claimed for a whole page (ActualText) leaves most objects without letters.
_MOST_DRAWN = 3
_FEW_DRAWN = 5


@dataclass(frozen=True, slots=True)
class Read:
    """A page as read, its paragraphs not yet built: running heads need all pages.

    `fonts` are those of its letters, `mended` those whose letters were put right. `frames`: that
    in which the page was read and that in which it is shown, where text lies on its side.
    """

    text: TextPage
    tables: tuple[PageTable, ...]
    trust: Trust
    fonts: frozenset[str] = frozenset()
    mended: frozenset[str] = frozenset()
    cut_off: bool = False
    frames: tuple[Frame, Frame] | None = None

    def shown(self, box: Box) -> Box:
        """Return where a box lies on the page as it is shown."""
        return box if self.frames is None else rounded(self.frames[0].within(self.frames[1], box))


class OpenPage:
    """A page that PDFium holds open, with its letters and rules."""

    def __init__(self, pdf: Any, number: int, *, closed: bool = False) -> None:
        self.number = number
        self.glyphs: list[Glyphs] = []
        self.frames: tuple[Frame, Frame] | None = None
        self._page: Any = None
        self._text_page: Any = None
        if closed:
            return
        try:
            self._page = pdf[number - 1]
            self._text_page = self._page.get_textpage()
        except pypdfium2.PdfiumError:
            self.close()
            return
        self.glyphs = read_glyphs(self._page, self._text_page)
        for glyphs in self.glyphs:
            settle_labels(glyphs)
        frame, shown = self.glyphs[0].frame, Frame(self._page)
        self.drawing: Drawing = read_drawing(self._page, frame)
        self.frames = None if frame.turn == shown.turn else (frame, shown)

    @property
    def is_unread(self) -> bool:
        """Whether its fonts give no characters for many of its letters."""
        letters = sum(map(len, self.glyphs))
        unread = sum(glyphs.texts.count(UNREADABLE) for glyphs in self.glyphs)
        return unread > letters * _MOST_UNREAD

    @property
    def failed(self) -> bool:
        """Whether PDFium cannot read it."""
        return not self.glyphs

    def close(self) -> None:
        """Let PDFium forget the page."""
        if self._text_page is not None:
            self._text_page.close()
        if self._page is not None:
            self._page.close()


def missing(number: int) -> Read:
    """Return what stands for a page that cannot be read."""
    return Read(TextPage(number, 0, 0, ()), (), Trust(0.0, ("unreadable",), usable=False))


def read_page(page: OpenPage, table_no: int, above: Box | None, wrong: frozenset[str]) -> Read:
    """Read an open page.

    Args:
        page: its letters have been put right where their fonts are wrong.
        table_no: the number of its first table; they are counted through the document.
        above: the box of the last table on the page before, which may go on here.
        wrong: the fonts that were put right.
    """
    drawing, frame = page.drawing, page.glyphs[0].frame
    words, unread = _read_words(page.glyphs)
    inks = Inks(drawing.text_boxes)
    tables: list[PageTable] = []
    for found in find_grids(drawing.edges, frame.width, frame.height, drawing.areas):
        grid, dealt, rest = found, *take_words(found, words)
        parted = split_rows(grid, dealt)
        if parted is not None:
            wide = widen(grid, drawing.edges)
            grid = split_rows(wide, take_words(wide, words)[0]) or parted
            dealt, rest = take_words(grid, words)
        table = build_table(grid, dealt, inks, table_no + len(tables), page.number)
        if is_table(table, None if tables else above):
            tables.append(table)
            words = rest
    for grid in find_columns(words, drawing.edges, drawing.areas, frame.width, frame.height):
        dealt, words = take_words(grid, words)
        tables.append(build_table(grid, dealt, inks, table_no + len(tables), page.number))
    tables = _in_order(tables, table_no)
    lines = read_lines(words, inks)
    texts = [line.text for line in lines]
    texts += [cell.text for table in tables for cell in table.cells if cell.text]
    trust = judge(texts, unread, drawing, _oddities(page))
    if not trust.usable:
        lines, tables = [], []
    fonts = frozenset(name for glyphs in page.glyphs for name in glyphs.known_fonts)
    return Read(
        TextPage(page.number, frame.width, frame.height, tuple(lines)),
        tuple(tables),
        trust,
        fonts,
        fonts & wrong,
        drawing.cut_off or any(glyphs.cut_off for glyphs in page.glyphs),
        page.frames,
    )


def _oddities(page: OpenPage) -> Iterator[str]:
    """Yield what speaks against a page's letters before they are put together."""
    letters = sum(map(len, page.glyphs))
    if sum(glyphs.askew for glyphs in page.glyphs) > letters * _MOST_ASKEW:
        yield "slanted_text"
    drawn = page.drawing.text_count
    if any(glyphs.claimed for glyphs in page.glyphs) or drawn > letters * _MOST_DRAWN + _FEW_DRAWN:
        yield "actual_text"


def _in_order(tables: Sequence[PageTable], first: int) -> list[PageTable]:
    """Count a page's tables from top to bottom, ruled or not."""
    ordered = sorted(tables, key=lambda table: table.box[1] if table.box else 0.0)
    return [table.numbered(number) for number, table in enumerate(ordered, first)]


def _read_words(directions: Sequence[Glyphs]) -> tuple[list[Word], int]:
    """Put the letters of all directions together to words of the first one's frame.

    A line that runs in another direction (a header set upright in a narrow column) becomes one
    word, in the middle of its height.
    """
    words, unread = read_words(directions[0])
    frame = directions[0].frame
    for glyphs in directions[1:]:
        turned, missed = read_words(glyphs)
        unread += missed
        for line in read_lines(turned, Inks(list)):
            box = (line.x0, line.baseline - line.em * 0.7, line.x1, line.baseline)
            x0, top, x1, bottom = glyphs.frame.within(frame, box)
            middle = (top + bottom) / 2 + line.em * 0.2
            words.append(Word([line.text], [x0], x1, middle, line.em))
    return words, unread
