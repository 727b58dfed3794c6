"""`read` and `extract`: the rooms in a row, for one file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from ita_parse.document import Document
from ita_parse.extraction import Ocr, SourceLike, extract_document
from ita_parse.normalisation import default
from ita_parse.text import HARD_BREAK

if TYPE_CHECKING:
    from ita_parse.records import Report


def extract(
    source: SourceLike,
    pages: Iterable[int] | None = None,
    ocr: Ocr = "auto",
    password: str | None = None,
    join_pages: bool = True,
    *,
    normalise: bool = True,
) -> Document:
    """Read text and tables of any Thai government PDF or OCR transcript.

    Args:
        source: a path, bytes, or a binary file object.
        pages: numbers (from 1) of the pages of a PDF to read; None for all.
        ocr: "auto" reads pages by OCR whose text can't be used, "never" none, "always" all. Without
            the extra `ita-parse[ocr]` "auto" leaves such pages without text, with a notice.
        password: of an encrypted PDF.
        join_pages: join tables that go on over pages, and rows that a page cut; False leaves
            every page's tables as they stand.
        normalise: False gives the text as read.

    Raises:
        NeedsOcrError: no page has usable text; or OCR was asked for and is not installed.
        UnreadableFileError: the file is missing, empty or damaged.
        EncryptedFileError: the PDF needs a password, or another one.
        UnsupportedFormatError: the file is neither a PDF nor a text.
        LimitExceededError: the file exceeds a limit that protects the machine.
    """
    document = extract_document(
        source, pages=pages, ocr=ocr, password=password, join_pages=join_pages
    )
    if normalise:
        # In a PDF geometry tells spaces, and breaks that an author made.
        drawn = document.media == "pdf"
        columns = () if drawn else document.columns()
        return document.cleaned(default().within(document.texts(), columns, firm=drawn))
    return document.cleaned(lambda text: (text.replace(HARD_BREAK, "\n"), ()))


def read(
    source: SourceLike,
    pages: Iterable[int] | None = None,
    ocr: Ocr = "auto",
    password: str | None = None,
    join_pages: bool = True,
    *,
    layouts: Iterable[str | Path] = (),
) -> Report:
    """Read an ITA report into typed records. Errors are those of `extract`.

    Args:
        source: a path, bytes, or a binary file object.
        pages: numbers (from 1) of the pages of a PDF to read; None for all.
        ocr: see `extract`.
        password: of an encrypted PDF.
        join_pages: see `extract`.
        layouts: TOML files with further header words and layouts, written like the package's
            `data/layouts.toml`; they are tried before the package's own.
    """
    # The records' library takes longer to load than a page to read: only where it is used.
    from ita_parse.parse import load_layouts, parse

    known = load_layouts(layouts)
    return parse(extract(source, pages, ocr, password, join_pages), known)
