"""Reads a PDF with a text layer: pages with paragraphs and ruled tables, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pypdfium2

from ita_parse.document import Block, Box, Notice, Page, PageTable
from ita_parse.errors import (
    EncryptedFileError,
    LimitExceededError,
    NeedsOcrError,
    UnreadableFileError,
)
from ita_parse.extraction.clusters import Inks, Line, read_clusters, read_lines
from ita_parse.extraction.glyphs import Glyph, read_drawing
from ita_parse.extraction.grids import build_table, find_grids, is_table, take_clusters
from ita_parse.extraction.lying_marks import MarkWatch, Mend, learn
from ita_parse.extraction.paragraphs import TextPage, build_paragraphs, furniture
from ita_parse.extraction.printed_am import AmWatch
from ita_parse.extraction.sources import Source
from ita_parse.extraction.trust import Trust, judge
from ita_parse.normalisation import default

# The largest real budget documents have some 1,500 pages.
_MOST_PAGES = 20_000
# Pages that teach which letters the marks of a lying font are; one or two are mostly enough.
_LESSON_PAGES = 40

_Look = Callable[[Iterable[Glyph]], None]


@dataclass(frozen=True, slots=True)
class _Read:
    """A page as read, its paragraphs not yet built: running heads need all pages."""

    text: TextPage
    tables: tuple[PageTable, ...]
    trust: Trust


def read_pdf(
    source: Source, numbers: Iterable[int] | None, ocr: str, password: str | None
) -> tuple[tuple[Page, ...], tuple[Notice, ...]]:
    """Read pages of a PDF.

    Args:
        source: the file.
        numbers: pages to read, from 1; None for all.
        ocr: "always" asks for OCR of every page, which this version can't do.
        password: of an encrypted file.

    Raises:
        EncryptedFileError, UnreadableFileError, LimitExceededError, NeedsOcrError.
    """
    if ocr == "always":
        raise NeedsOcrError(
            "OCR was asked for, and this version has none.",
            source=source.name,
            hint='Use ocr="auto" for the text layer, or give the OCR transcript of the file.',
        )
    with _opened(source, password) as pdf:
        wanted = _wanted(pdf, source, numbers)
        watch = MarkWatch()
        am = AmWatch()
        reads = list(_read_pages(pdf, wanted, (watch.look, am.look)))
        mend = _learn(pdf, wanted, watch.suspects) if watch.suspects else None
        mends = ([mend.apply] if mend else []) + ([am.apply] if am.fonts else [])
        if mends:
            reads = list(_read_pages(pdf, wanted, mends))
    usable = [read for read in reads if read.trust.trusted]
    if not usable:
        reasons = sorted({reason for read in reads for reason in read.trust.reasons})
        raise NeedsOcrError(
            f"None of its {len(reads)} pages has text that can be used ({', '.join(reasons)}).",
            source=source.name,
            hint="Give an OCR transcript of it (.txt, .md or .html); this version has no OCR.",
        )
    skip = furniture([read.text for read in reads])
    pages = tuple(_page(read, skip) for read in reads)
    return pages, (*_notices(pages), *(mend.notices() if mend else ()), *am.notices())


@contextmanager
def _opened(source: Source, password: str | None) -> Iterator[Any]:
    try:
        pdf = pypdfium2.PdfDocument(source.content, password=password)
    except pypdfium2.PdfiumError as error:
        # PDFium's last error, which the message tells, may still be that of an earlier file.
        if "assword" in str(error) and b"/Encrypt" in source.content:
            raise EncryptedFileError(
                "The password is wrong." if password else "The PDF is encrypted.",
                source=source.name,
                hint="Give its password (password=, or --password on the command line).",
            ) from error
        raise UnreadableFileError(
            "The PDF cannot be opened: it is damaged, cut off, or has no pages.",
            source=source.name,
            hint="Download it again, or repair it (for example with qpdf).",
        ) from error
    try:
        if len(pdf) == 0:
            raise UnreadableFileError(
                "The PDF has no pages.", source=source.name, hint="Download it again."
            )
        if len(pdf) > _MOST_PAGES:
            raise LimitExceededError(
                f"The PDF has {len(pdf)} pages, more than {_MOST_PAGES}.",
                source=source.name,
                hint="Read it in parts with pages=.",
            )
        yield pdf
    finally:
        pdf.close()


def _wanted(pdf: Any, source: Source, numbers: Iterable[int] | None) -> Sequence[int]:
    wanted = range(1, len(pdf) + 1) if numbers is None else sorted(set(numbers))
    for number in wanted:
        if not 1 <= number <= len(pdf):
            raise ValueError(f"{source.name} has pages 1 to {len(pdf)}, no page {number}")
    return wanted


def _learn(pdf: Any, numbers: Iterable[int], suspects: set[str]) -> Mend:
    return learn(islice(_pages_glyphs(pdf, numbers, suspects), _LESSON_PAGES), suspects)


def _pages_glyphs(pdf: Any, numbers: Iterable[int], fonts: set[str]) -> Iterator[list[Glyph]]:
    """Yield the glyphs of those pages that have marks in some of the fonts."""
    for number in numbers:
        try:
            page = pdf[number - 1]
        except pypdfium2.PdfiumError:
            continue
        try:
            glyphs = read_drawing(page).glyphs
        finally:
            page.close()
        if any(glyph.ink is not None and glyph.ink.font in fonts for glyph in glyphs):
            yield glyphs


def _read_pages(pdf: Any, numbers: Iterable[int], looks: Sequence[_Look]) -> Iterator[_Read]:
    table_no = 1
    above: Box | None = None
    for number in numbers:
        try:
            page = pdf[number - 1]
        except pypdfium2.PdfiumError:
            yield _Read(TextPage(number, 0, 0, ()), (), Trust(False, 0.0, ("unreadable",)))
            continue
        try:
            read = _read_page(page, number, table_no, above, looks)
        finally:
            page.close()
        table_no += len(read.tables)
        above = read.tables[-1].box if read.tables else None
        yield read


def _read_page(
    page: Any, number: int, table_no: int, above: Box | None, looks: Sequence[_Look]
) -> _Read:
    drawing = read_drawing(page)
    for look in looks:
        look(drawing.glyphs)
    clusters, unread = read_clusters(drawing.glyphs)
    inks = Inks(drawing.inks)
    tables: list[PageTable] = []
    for grid in find_grids(drawing):
        dealt, rest = take_clusters(grid, clusters)
        table = build_table(grid, dealt, inks, table_no + len(tables), number)
        if is_table(table, None if tables else above):
            tables.append(table)
            clusters = rest
    lines = read_lines(clusters, inks)
    trust = judge(_clean_text(lines, tables), unread, drawing)
    if not trust.trusted:
        lines, tables = [], []
    return _Read(
        TextPage(number, drawing.width, drawing.height, tuple(lines)), tuple(tables), trust
    )


def _clean_text(lines: Iterable[Line], tables: Iterable[PageTable]) -> str:
    texts = [line.text for line in lines]
    texts += [cell.text for table in tables for cell in table.cells]
    return "\n".join(default()(text) for text in texts)


def _page(read: _Read, skip: set[tuple[int, int]]) -> Page:
    placed: list[tuple[float, Block]] = [*build_paragraphs(read.text, skip)]
    placed += [(table.box[1] if table.box else 0.0, table) for table in read.tables]
    placed.sort(key=lambda pair: pair[0])
    return Page(
        number=read.text.number,
        blocks=tuple(block for _, block in placed),
        width=round(read.text.width, 2),
        height=round(read.text.height, 2),
        trusted=read.trust.trusted,
        quality=read.trust.quality,
        reasons=read.trust.reasons,
    )


def _notices(pages: Iterable[Page]) -> Iterator[Notice]:
    for page in pages:
        if page.trusted:
            continue
        blank = page.reasons == ("no_text",)
        yield Notice(
            "page_without_text" if blank else "page_needs_ocr",
            "note" if blank else "warning",
            f"Page {page.number} has no text that can be used ({', '.join(page.reasons)}); "
            "nothing was read from it.",
            page.number,
        )
