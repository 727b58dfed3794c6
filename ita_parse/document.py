"""What `extract` gives: a document as pages, paragraphs, tables and cells, with raw text and place.

These types know no file format and no domain. They are immutable and picklable, so that a document
can cross a process boundary whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from ita_parse.text import HARD_BREAK, squeeze

if TYPE_CHECKING:
    import pandas as pd

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points (1/72 inch) from the top left corner of the page as it is shown."""

Media = Literal["pdf", "text", "markdown", "html"]
TextSource = Literal["text_layer", "ocr", "mixed", "transcript"]
ParagraphKind = Literal["heading", "text", "list_item"]
Severity = Literal["error", "warning", "note"]

Clean = Callable[[str], "tuple[str, tuple[Repair, ...]]"]
"""Turns a text as read into clean text and the repairs that led there."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A normaliser's rule that changed a text, and how often."""

    rule: str
    count: int


class Place(NamedTuple):
    """Where a row stands: page (from 1, None in a transcript), table and row (both from 1)."""

    page: int | None
    table_no: int
    row_no: int


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that the reader of a file saw and a person should know; becomes a finding."""

    code: str
    severity: Severity
    message: str
    page: int | None = None
    printed: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it stands on its page.

    `raw` is what the file holds (markup included), `text` the same as plain lines and, once the
    document is normalised, as clean Thai. Rows and columns count from 1 within the page's table,
    tables (as they stand on pages) from 1 through the document.
    """

    table_no: int
    row_no: int
    column_no: int
    raw: str
    text: str
    row_span: int = 1
    column_span: int = 1
    page: int | None = None
    box: Box | None = None
    confidence: float | None = None
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A heading, a paragraph or a list item outside tables."""

    text: str
    raw: str
    kind: ParagraphKind = "text"
    page: int | None = None
    box: Box | None = None
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table as it stands on one page, before tables are joined over pages.

    `table_no` counts such tables through the document, from 1. `open_top` and `open_bottom` tell
    that the outer rule is missing there, as it is where a page's end cuts a row; None: unknown.
    """

    table_no: int
    cells: tuple[Cell, ...]
    row_count: int
    column_count: int
    page: int | None = None
    box: Box | None = None
    open_top: bool | None = None
    open_bottom: bool | None = None

    def grid(self) -> list[list[Cell | None]]:
        """Return cells by row and column; a merged cell stands in its first row and column only."""
        rows: list[list[Cell | None]] = [[None] * self.column_count for _ in range(self.row_count)]
        for cell in self.cells:
            rows[cell.row_no - 1][cell.column_no - 1] = cell
        return rows

    def numbered(self, table_no: int) -> PageTable:
        """Return the table under another number."""
        if self.table_no == table_no:
            return self
        cells = tuple(replace(cell, table_no=table_no) for cell in self.cells)
        return replace(self, table_no=table_no, cells=cells)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a logical table, put together from one or, where a page cut it, several parts."""

    texts: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    places: tuple[Place, ...]
    broken: tuple[tuple[int, str], ...] = ()
    """Columns (from 0) whose cell has several paragraphs, with these as lines."""

    def paragraphs(self, column: int) -> str:
        """Return a cell's text with each of its author's paragraphs on a line of its own."""
        return dict(self.broken).get(column, self.texts[column])

    @property
    def full_width(self) -> str | None:
        """The text of a row whose only text stands in a cell over all columns, else None.

        Where the source knows no spans (a transcript), text in the first cell alone counts.
        """
        if not self.texts or not self.texts[0]:
            return None
        if any(self.texts[1:]):
            return self._repeated()
        if len(self.texts) == 1:
            return self.texts[0]
        spans = [cell.column_span for cell in self.cells[0]]
        if max(spans, default=1) >= len(self.texts):
            return self.texts[0]
        boxed = any(cell.box is not None for cell in self.cells[0])
        return None if boxed else self.texts[0]

    def _repeated(self) -> str | None:
        """Return the text of a merged cell that a program wrote into each of its columns."""
        first = squeeze(self.texts[0])
        same = all(squeeze(text) == first for text in self.texts)
        return self.texts[0] if same and len(self.texts) > 2 and not first.isdigit() else None


@dataclass(frozen=True, slots=True)
class Table:
    """A logical table: parts on one or more pages, joined, repeated headers left out.

    `header_rows` is the number of leading rows that are a header, as far as repetition or the
    cells' nature tells; 0 where that is unknown.
    """

    parts: tuple[PageTable, ...]
    body: tuple[Row, ...]
    header_rows: int = 0

    @property
    def rows(self) -> list[list[str]]:
        """Rows as lists of text, "" for an empty cell; a merged cell's text is in its first."""
        return [list(row.texts) for row in self.body]

    @property
    def regions(self) -> list[tuple[int | None, Box | None]]:
        """Page (from 1) and box of every part; both None in a transcript."""
        return [(part.page, part.box) for part in self.parts]

    def to_frame(self) -> pd.DataFrame:
        """Return the table as a DataFrame of text; header rows, if known, become column names."""
        import pandas as pd

        rows = self.rows
        if not self.header_rows:
            return pd.DataFrame(rows, dtype="string")
        head = rows[: self.header_rows]
        names = [" ".join(filter(None, column)) for column in zip(*head, strict=True)]
        return pd.DataFrame(rows[self.header_rows :], columns=names, dtype="string")


Block = Paragraph | PageTable


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its blocks in reading order, and how far its text can be trusted.

    `number` counts from 1; a transcript is one page without a number. `quality` runs from 0 to 1;
    `reasons` say what speaks against the text, for example "no_text" or "scanned".
    """

    number: int | None
    blocks: tuple[Block, ...]
    width: float | None = None
    height: float | None = None
    trusted: bool = True
    quality: float = 1.0
    reasons: tuple[str, ...] = ()

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The page's paragraphs in reading order."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))

    @property
    def tables(self) -> tuple[PageTable, ...]:
        """The page's tables in reading order."""
        return tuple(block for block in self.blocks if isinstance(block, PageTable))

    def moved(self, move: Callable[[Box], Box]) -> Page:
        """Return the page with its boxes somewhere else."""
        return _move_page(self, move, {})

    @property
    def text(self) -> str:
        """The page's text in reading order; a table's row is a line, its cells apart by tabs."""
        return "\n".join(_block_text(block) for block in self.blocks)


def _block_text(block: Block) -> str:
    if isinstance(block, Paragraph):
        return block.text
    return "\n".join(
        "\t".join(" ".join(cell.text.split()) if cell else "" for cell in row)
        for row in block.grid()
    )


@dataclass(frozen=True, slots=True)
class Origin:
    """How to open the source once more, for visual debugging."""

    path: str | None
    content: bytes | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Document:
    """A read file: pages with paragraphs and tables, and the logical tables over all pages."""

    source: str
    sha256: str
    media: Media
    text_source: TextSource
    pages: tuple[Page, ...]
    tables: tuple[Table, ...]
    notices: tuple[Notice, ...] = ()
    origin: Origin = Origin(None)

    @property
    def text(self) -> str:
        """The text of all pages in reading order, a form feed between pages."""
        return "\f".join(page.text for page in self.pages)

    @property
    def page_count(self) -> int | None:
        """The number of pages; None for a transcript, which has none."""
        return None if self.media != "pdf" else len(self.pages)

    def page(self, number: int) -> Page:
        """Return page `number` (from 1, as printed in records).

        Raises:
            KeyError: the document has no such page, or it was not read.
        """
        for page in self.pages:
            if page.number == number:
                return page
        raise KeyError(f"{self.source} has no page {number}")

    def blocks(self) -> Iterator[Paragraph | Table]:
        """Yield paragraphs and logical tables in reading order; a table where it begins."""
        first = {table.parts[0].table_no: table for table in self.tables}
        for page in self.pages:
            for block in page.blocks:
                if isinstance(block, Paragraph):
                    yield block
                elif block.table_no in first:
                    yield first[block.table_no]

    def texts(self) -> Iterator[str]:
        """Yield the texts of all paragraphs and cells as they stand on the pages."""
        tables = (table for page in self.pages for table in page.tables)
        yield from (paragraph.text for page in self.pages for paragraph in page.paragraphs)
        yield from (cell.text for table in tables for cell in table.cells if cell.text)

    def columns(self) -> Iterator[list[str]]:
        """Yield texts that were written to one width: the paragraphs, and each table's columns."""
        yield [paragraph.text for page in self.pages for paragraph in page.paragraphs]
        for table in self.tables:
            columns: dict[tuple[int, int], list[str]] = {}
            for cell in (cell for part in table.parts for cell in part.cells if cell.text):
                columns.setdefault((cell.column_no, cell.column_span), []).append(cell.text)
            yield from columns.values()

    def cleaned(self, clean: Clean) -> Document:
        """Return the document with `clean` applied to every cell, row and paragraph."""
        done: dict[tuple[int, int, int], Cell] = {}
        pages = tuple(
            replace(page, blocks=tuple(_clean_block(block, clean, done) for block in page.blocks))
            for page in self.pages
        )
        return self._rebuilt(pages, lambda row: _clean_row(row, clean, done))

    def moved(self, moves: Mapping[int, Callable[[Box], Box]]) -> Document:
        """Return the document with the boxes on some pages, by number, somewhere else."""
        done: dict[tuple[int, int, int], Cell] = {}
        pages = tuple(_move_page(page, moves.get(page.number or 0), done) for page in self.pages)
        return self._rebuilt(pages, lambda row: _with_cells(row, done))

    def _rebuilt(self, pages: tuple[Page, ...], change: Callable[[Row], Row]) -> Document:
        """Return the document with other pages, the tables made of their parts and changed rows."""
        parts = {part.table_no: part for page in pages for part in page.tables}
        tables = tuple(
            replace(
                table,
                parts=tuple(parts[part.table_no] for part in table.parts),
                body=tuple(change(row) for row in table.body),
            )
            for table in self.tables
        )
        return replace(self, pages=pages, tables=tables)

    def to_pdfplumber(self, number: int) -> Any:
        """Open page `number` with pdfplumber, for its visual debugging. The caller closes its PDF.

        Raises:
            ValueError: the document is no PDF, or its content was not kept.
        """
        import io

        import pdfplumber

        if self.media != "pdf" or (self.origin.path is None and self.origin.content is None):
            raise ValueError(f"{self.source} cannot be opened with pdfplumber: it is no PDF file")
        content = self.origin.content
        where = io.BytesIO(content) if content is not None else Path(str(self.origin.path))
        return pdfplumber.open(where, password=self.origin.password).pages[number - 1]


def _clean_block(block: Block, clean: Clean, done: dict[tuple[int, int, int], Cell]) -> Block:
    text: str
    if isinstance(block, Paragraph):
        text, repairs = clean(block.text)
        changed = text != block.text or repairs
        return replace(block, text=text, repairs=repairs) if changed else block
    cells = []
    for as_read in block.cells:
        cell = as_read
        text, repairs = clean(cell.text)
        if text != cell.text or repairs:
            cell = replace(cell, text=text, repairs=repairs)
        done[block.table_no, cell.row_no, cell.column_no] = cell
        cells.append(cell)
    return replace(block, cells=tuple(cells))


def _move_page(
    page: Page, move: Callable[[Box], Box] | None, done: dict[tuple[int, int, int], Cell]
) -> Page:
    if move is None:
        return page
    return replace(page, blocks=tuple(_move_block(block, move, done) for block in page.blocks))


def _move_block(
    block: Block, move: Callable[[Box], Box], done: dict[tuple[int, int, int], Cell]
) -> Block:
    box = move(block.box) if block.box else None
    if isinstance(block, Paragraph):
        return replace(block, box=box)
    cells = [replace(cell, box=move(cell.box) if cell.box else None) for cell in block.cells]
    done.update(((block.table_no, cell.row_no, cell.column_no), cell) for cell in cells)
    return replace(block, box=box, cells=tuple(cells))


def _with_cells(row: Row, done: Mapping[tuple[int, int, int], Cell]) -> Row:
    cells = tuple(
        tuple(done.get((cell.table_no, cell.row_no, cell.column_no), cell) for cell in column)
        for column in row.cells
    )
    return replace(row, cells=cells)


def _clean_row(row: Row, clean: Clean, done: Mapping[tuple[int, int, int], Cell]) -> Row:
    cells = _with_cells(row, done).cells
    texts = tuple(
        column[0].text if len(column) == 1 else clean(text)[0] if text else ""
        for column, text in zip(cells, row.texts, strict=True)
    )
    broken = tuple(
        (column, "\n".join(filter(None, (clean(part)[0] for part in text.split(HARD_BREAK)))))
        for column, text in enumerate(row.texts)
        if HARD_BREAK in text
    )
    return replace(row, cells=cells, texts=texts, broken=broken)
