"""Thai government PDFs as data: text, tables, and typed records of ITA reports.

import ita_parse
report = ita_parse.read("report.pdf")
report.measures
report.frames()["measures"]
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ita_parse.errors import (
    EncryptedFileError,
    ItaParseError,
    LimitExceededError,
    NeedsOcrError,
    UnreadableFileError,
    UnsupportedFormatError,
)

if TYPE_CHECKING:
    from ita_parse.api import extract, read
    from ita_parse.archive import Summary, convert
    from ita_parse.document import Cell, Document, Page, Paragraph, Table
    from ita_parse.export import frames
    from ita_parse.normalisation import Normaliser, normalise
    from ita_parse.records import Report

__version__ = "0.1.0"

__all__ = [
    "Cell",
    "Document",
    "EncryptedFileError",
    "ItaParseError",
    "LimitExceededError",
    "NeedsOcrError",
    "Normaliser",
    "Page",
    "Paragraph",
    "Report",
    "Summary",
    "Table",
    "UnreadableFileError",
    "UnsupportedFormatError",
    "__version__",
    "convert",
    "extract",
    "frames",
    "normalise",
    "read",
]

# Loaded when first used, so that importing the package costs next to nothing.
_LAZY = {
    "Cell": "ita_parse.document",
    "Document": "ita_parse.document",
    "Page": "ita_parse.document",
    "Paragraph": "ita_parse.document",
    "Table": "ita_parse.document",
    "Normaliser": "ita_parse.normalisation",
    "Report": "ita_parse.records",
    "Summary": "ita_parse.archive",
    "convert": "ita_parse.archive",
    "extract": "ita_parse.api",
    "frames": "ita_parse.export",
    "normalise": "ita_parse.normalisation",
    "read": "ita_parse.api",
}


def __getattr__(name: str) -> Any:
    try:
        module = _LAZY[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    value = getattr(import_module(module), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
