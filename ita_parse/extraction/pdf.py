"""Reads a PDF with a text layer: pages with paragraphs and ruled tables, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pypdfium2

from ita_parse.document import Block, Box, Notice, Page, PageTable, TextSource
from ita_parse.errors import (
    EncryptedFileError,
    LimitExceededError,
    NeedsOcrError,
    UnreadableFileError,
)
from ita_parse.extraction.dots import DotMend
from ita_parse.extraction.forms import endless_pages
from ita_parse.extraction.lying_marks import MarkWatch, Mend
from ita_parse.extraction.paragraphs import build_paragraphs, furniture
from ita_parse.extraction.printed_am import AmWatch
from ita_parse.extraction.reading import OpenPage, Read, missing, read_page
from ita_parse.extraction.scans import Scans, lacking, read_scans, told
from ita_parse.extraction.sources import Source

if TYPE_CHECKING:
    from ita_parse.extraction.decipher import MendedFont

# The largest real budget documents have some 1,500 pages.
_MOST_PAGES = 20_000
Move = Callable[[Box], Box]
"""Moves a box to where it is shown."""

# So many pages are open at a time: what a font does wrong is learnt from them before their text
# is put together.
_OPEN_PAGES = 8


@dataclass(frozen=True, slots=True)
class PdfReading:
    """What was read of a PDF.

    `moves` are by page what moves the boxes on pages that lie on their side, which were read
    upright, to where they are shown.
    """

    pages: tuple[Page, ...]
    notices: tuple[Notice, ...]
    text_source: TextSource
    moves: dict[int, Move]


def read_pdf(
    source: Source, numbers: Iterable[int] | None, ocr: str, password: str | None
) -> PdfReading:
    """Read pages of a PDF.

    Args:
        source: the file.
        numbers: pages to read, from 1; None for all.
        ocr: "auto" reads by OCR the pages whose text can't be used, if OCR is installed; "never"
            none, "always" all.
        password: of an encrypted file.

    Raises:
        EncryptedFileError, UnreadableFileError, LimitExceededError, NeedsOcrError.
    """
    with _opened(source, password) as pdf:
        wanted = _wanted(pdf, source, numbers)
        if ocr == "always":
            scans = read_scans(pdf, wanted, source.name)
            return _whole([], scans, (), source)
        endless = endless_pages(source.content)
        reader = _Reader(pdf, wanted, endless)
        reads = reader.read(until_broken=True)
    if _is_broken(reads):
        reads, reader = _deciphered(source, password, wanted, endless)
    scans = Scans()
    unread = [read.text.number for read in reads if _is_scan(read)]
    if unread and ocr == "auto" and not lacking():
        with _opened(source, password) as pdf:
            scans = read_scans(pdf, unread, source.name)
    return _whole(reads, scans, tuple(reader.notices()), source)


def _is_scan(read: Read) -> bool:
    """Tell a page that shows text which can't be used as it is.

    What PDFium can't open it can't draw, and a page cut off for its size would take too long.
    """
    blank = {"no_text", "unreadable"} & set(read.trust.reasons)
    return not (read.trust.usable or blank or read.cut_off)


def _whole(
    reads: Sequence[Read], scans: Scans, notices: tuple[Notice, ...], source: Source
) -> PdfReading:
    """Put pages with a text layer and those that OCR has read together."""
    usable = [read for read in reads if read.trust.usable]
    if not usable and not scans.is_readable:
        reasons = sorted({reason for read in reads for reason in read.trust.reasons})
        why = f"None of its {len(reads)} pages has text that can be used ({', '.join(reasons)})."
        raise NeedsOcrError(told(scans) or why, source=source.name, hint=_hint(scans))
    rest = [read for read in reads if read.text.number not in scans.pages]
    skip = furniture([read.text for read in rest])
    pages = {read.text.number: _page(read, skip) for read in rest} | scans.pages
    moves: dict[int, Move] = {read.text.number: read.shown for read in rest if read.frames}
    moves |= scans.moves
    text_source: TextSource = "mixed" if usable else "ocr"
    return PdfReading(
        pages=_counted([pages[number] for number in sorted(pages)]),
        notices=(*_notices(rest), *notices, *scans.notices),
        text_source=text_source if scans.is_readable else "text_layer",
        moves=moves,
    )


def _hint(scans: Scans) -> str:
    if scans.pages:
        return "Look at its pages; or give an OCR transcript of it (.txt, .md or .html)."
    mends = " ".join(f"{what} {how}" for what, how in lacking())
    return f"Have it read by OCR: {mends} Or give an OCR transcript of it (.txt, .md or .html)."


def _counted(pages: Sequence[Page]) -> tuple[Page, ...]:
    """Count the tables through the document."""
    count = 0
    found = []
    for page in pages:
        blocks: list[Block] = []
        for block in page.blocks:
            if isinstance(block, PageTable):
                count += 1
                blocks.append(block.numbered(count))
            else:
                blocks.append(block)
        found.append(replace(page, blocks=tuple(blocks)))
    return tuple(found)


def _is_broken(reads: Iterable[Read]) -> bool:
    """Tell whether letters are missing that the shapes of the fonts' glyphs may tell."""
    return any(read.trust.lacking for read in reads)


def _deciphered(
    source: Source, password: str | None, numbers: Sequence[int], endless: frozenset[int]
) -> tuple[list[Read], _Reader]:
    """Read pages with the fonts' letters told by their shapes, as far as these tell any."""
    # It needs numpy and fontTools, and few files need it.
    from ita_parse.extraction.decipher import mended

    told = mended(source.content, password)
    if told is not None:
        source, password = replace(source, content=told.content), None
    with _opened(source, password) as pdf:
        reader = _Reader(pdf, numbers, endless, told.fonts if told else ())
        return reader.read(), reader


class _Reader:
    """Reads the pages of a file, and learns on the way what its fonts do wrong."""

    def __init__(
        self,
        pdf: Any,
        numbers: Sequence[int],
        endless: frozenset[int],
        told: Sequence[MendedFont] = (),
    ) -> None:
        self._pdf = pdf
        self._numbers = numbers
        self._told = told
        self._endless = endless
        self._marks = MarkWatch()
        self._mend = Mend()
        self._am = AmWatch()
        self._dots = DotMend()

    def read(self, *, until_broken: bool = False) -> list[Read]:
        """Read all pages; once more if a font turned out to be wrong after pages with it.

        With `until_broken` it stops where letters are missing that other means may tell.
        """
        reads = self._read(learn=True, until_broken=until_broken)
        if until_broken and _is_broken(reads):
            return reads
        final = self._wrong()
        if any(read.mended != final & read.fonts for read in reads):
            reads = self._read(learn=False)
        return reads

    def notices(self) -> Iterator[Notice]:
        """Yield what was done to the fonts."""
        if self._told:
            fonts = ", ".join(sorted({font.name for font in self._told}))
            yield Notice(
                "fonts_deciphered",
                "note",
                "The file does not tell the letters of some fonts, or tells wrong ones; they were "
                f"told by the shapes of their glyphs and the words they make ({fonts}).",
            )
        yield from self._mend.notices()
        yield from self._am.notices()
        yield from self._dots.notices()

    def _wrong(self) -> frozenset[str]:
        return frozenset(self._marks.suspects) | self._am.fonts

    def _read(self, *, learn: bool, until_broken: bool = False) -> list[Read]:
        reads: list[Read] = []
        table_no, above = 1, None
        while len(reads) < len(self._numbers):
            pages = self._open(len(reads), until_unread=until_broken)
            try:
                if learn:
                    self._learn(pages)
                for page in pages:
                    read = self._read_one(page, table_no, above)
                    table_no += len(read.tables)
                    above = read.tables[-1].box if read.tables else None
                    reads.append(read)
                    if until_broken and read.trust.lacking:
                        return reads
            finally:
                for page in pages:
                    page.close()
        return reads

    def _open(self, start: int, *, until_unread: bool) -> list[OpenPage]:
        """Open the next pages, up to one whose letters will have to be told by other means."""
        pages: list[OpenPage] = []
        for number in self._numbers[start : start + _OPEN_PAGES]:
            pages.append(OpenPage(self._pdf, number, closed=number in self._endless))
            if until_unread and pages[-1].is_unread:
                break
        return pages

    def _learn(self, pages: Sequence[OpenPage]) -> None:
        glyphs = [glyphs for page in pages for glyphs in page.glyphs]
        for some in glyphs:
            self._marks.look(some)
            self._am.look(some)
        if self._marks.suspects:
            self._mend.learn(glyphs, self._marks.suspects)

    def _read_one(self, page: OpenPage, table_no: int, above: Box | None) -> Read:
        if page.failed:
            return missing(page.number)
        for glyphs in page.glyphs:
            if self._marks.suspects:
                self._mend.apply(glyphs, self._marks.suspects)
            self._am.apply(glyphs)
            self._dots.apply(glyphs)
        return read_page(page, table_no, above, self._wrong())


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


def _page(read: Read, skip: set[tuple[int, int]]) -> Page:
    placed: list[tuple[float, Block]] = [*build_paragraphs(read.text, skip)]
    placed += [(table.box[1] if table.box else 0.0, table) for table in read.tables]
    placed.sort(key=lambda pair: pair[0])
    shown = read.frames[1] if read.frames else read.text
    return Page(
        number=read.text.number,
        blocks=tuple(block for _, block in placed),
        width=round(shown.width, 2),
        height=round(shown.height, 2),
        trusted=read.trust.trusted,
        quality=read.trust.quality,
        reasons=read.trust.reasons,
    )


def _notices(reads: Iterable[Read]) -> Iterator[Notice]:
    for read in reads:
        trust, number = read.trust, read.text.number
        reasons = ", ".join(trust.reasons)
        if read.cut_off:
            yield Notice(
                "page_cut_off",
                "warning",
                f"Page {number} has more letters or lines than a page of a document; "
                "the rest of them was not read.",
                number,
            )
        if not trust.usable:
            blank = trust.reasons == ("no_text",)
            yield Notice(
                "page_without_text" if blank else "page_needs_ocr",
                "note" if blank else "warning",
                f"Page {number} has no text that can be used ({reasons}); "
                "nothing was read from it.",
                number,
            )
        elif not trust.trusted:
            yield Notice(
                "page_not_trusted",
                "warning",
                f"The text of page {number} may be wrong in places ({reasons}); compare it.",
                number,
            )
