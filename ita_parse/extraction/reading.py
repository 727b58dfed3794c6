"""Reads one page of a PDF: its words into tables and lines, and how far they can be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2

from ita_parse.document import PageTable
from ita_parse.extraction.clusters import Word, read_words
from ita_parse.extraction.drawing import Drawing, read_drawing
from ita_parse.extraction.glyphs import Glyphs, read_glyphs
from ita_parse.extraction.grids import build_table, is_table, take_words
from ita_parse.extraction.lines import Inks, read_lines
from ita_parse.extraction.paragraphs import TextPage
from ita_parse.extraction.ruling import find_grids
from ita_parse.extraction.trust import Trust, judge


@dataclass(frozen=True, slots=True)
class Read:
    """A page as read, its paragraphs not yet built: running heads need all pages.

    `fonts` are those of its letters, `mended` those whose letters were put right.
    """

    text: TextPage
    tables: tuple[PageTable, ...]
    trust: Trust
    fonts: frozenset[str] = frozenset()
    mended: frozenset[str] = frozenset()


class OpenPage:
    """A page that PDFium holds open, with its letters and rules."""

    def __init__(self, pdf: Any, number: int) -> None:
        self.number = number
        self.glyphs: list[Glyphs] = []
        self._page: Any = None
        self._text_page: Any = None
        try:
            self._page = pdf[number - 1]
            self._text_page = self._page.get_textpage()
        except pypdfium2.PdfiumError:
            self.close()
            return
        self.glyphs = read_glyphs(self._page, self._text_page)
        self.drawing: Drawing = read_drawing(self._page, self.glyphs[0].frame)

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


def read_page(page: OpenPage, before: Sequence[Read], wrong: frozenset[str]) -> Read:
    """Read an open page whose fonts were put right where they are `wrong`.

    `before` are the pages before it: tables are counted through the document, and may go on.
    """
    drawing, frame = page.drawing, page.glyphs[0].frame
    words, unread = _read_words(page.glyphs)
    inks = Inks(drawing.text_boxes)
    table_no = 1 + sum(len(read.tables) for read in before)
    above = before[-1].tables[-1].box if before and before[-1].tables else None
    tables: list[PageTable] = []
    for grid in find_grids(drawing.edges, frame.width, frame.height, drawing.areas):
        dealt, rest = take_words(grid, words)
        table = build_table(grid, dealt, inks, table_no + len(tables), page.number)
        if is_table(table, None if tables else above):
            tables.append(table)
            words = rest
    lines = read_lines(words, inks)
    texts = [line.text for line in lines]
    texts += [cell.text for table in tables for cell in table.cells if cell.text]
    trust = judge(texts, unread, drawing)
    if not trust.usable:
        lines, tables = [], []
    fonts = frozenset(style.font for glyphs in page.glyphs for style in set(glyphs.styles))
    return Read(
        TextPage(page.number, frame.width, frame.height, tuple(lines)),
        tuple(tables),
        trust,
        fonts,
        fonts & wrong,
    )


def _read_words(directions: Sequence[Glyphs]) -> tuple[list[Word], int]:
    """Put the letters of all directions together to words of the first one's frame."""
    words, unread = read_words(directions[0])
    for glyphs in directions[1:]:
        turned, missed = read_words(glyphs)
        unread += missed
        words += turned
    return words, unread
