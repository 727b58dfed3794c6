"""From a file to a document: pages, paragraphs, tables and cells with raw text and place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from ita_parse.document import Document, Notice, Origin, Page
from ita_parse.extraction.joining import join_tables
from ita_parse.extraction.sources import Source, SourceLike, open_source, sniff
from ita_parse.extraction.transcript import read_transcript

Ocr = Literal["auto", "never", "always"]

__all__ = ["Ocr", "SourceLike", "extract_document"]


def extract_document(
    source: SourceLike,
    *,
    pages: Iterable[int] | None = None,
    ocr: Ocr = "auto",
    password: str | None = None,
    join_pages: bool = True,
) -> Document:
    """Read a PDF or a transcript; the text is as read, not normalised.

    Args:
        source: a path, bytes, or a binary file object.
        pages: numbers (from 1) of the pages of a PDF to read; None for all.
        ocr: whether pages without usable text are to be read by OCR.
        password: of an encrypted PDF.
        join_pages: False leaves tables as they stand on their pages.

    Raises:
        UnreadableFileError, UnsupportedFormatError, EncryptedFileError, NeedsOcrError,
        LimitExceededError: see `ita_parse.errors`.
    """
    opened = open_source(source)
    media = sniff(opened)
    if media != "pdf":
        page, notices = read_transcript(opened, media)
        return Document(
            source=opened.name,
            sha256=opened.sha256,
            media=media,
            text_source="transcript",
            pages=(page,),
            tables=join_tables([page], join=join_pages),
            notices=notices + _emptiness([page]),
            origin=Origin(opened.path),
        )
    return _extract_pdf(opened, pages, ocr, password, join_pages)


def _extract_pdf(
    source: Source,
    numbers: Iterable[int] | None,
    ocr: Ocr,
    password: str | None,
    join_pages: bool,
) -> Document:
    # PDFium loads here, and only for PDFs.
    from ita_parse.extraction.pdf import read_pdf

    read = read_pdf(source, numbers, ocr, password)
    document = Document(
        source=source.name,
        sha256=source.sha256,
        media="pdf",
        text_source=read.text_source,
        pages=read.pages,
        tables=join_tables(read.pages, join=join_pages),
        notices=read.notices + _emptiness(read.pages),
        origin=Origin(source.path, None if source.path else source.content, password),
    )
    # Tables are joined as they are read, upright.
    return document.moved(read.moves) if read.moves else document


def _emptiness(pages: Iterable[Page]) -> tuple[Notice, ...]:
    if any(page.tables for page in pages):
        return ()
    return (Notice("no_tables", "note", "The document has no tables, only text."),)
