"""The room that turns reports into frames and files, all from one schema.

Nothing here knows how a report is parsed. The names load when they are used, because pandas,
pyarrow and xlsxwriter are heavy, and the command line has to start at once.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ita_parse.export._frames import frames
    from ita_parse.export.dictionary import data_dictionary, render_dictionary
    from ita_parse.export.folder import FORMATS, OutputFolder, write
    from ita_parse.export.formulas import guard, unguard
    from ita_parse.export.packages import MissingPackageError
    from ita_parse.export.schema import ColumnSchema, TableSchema, schemas

__all__ = [
    "FORMATS",
    "ColumnSchema",
    "MissingPackageError",
    "OutputFolder",
    "TableSchema",
    "data_dictionary",
    "frames",
    "guard",
    "render_dictionary",
    "schemas",
    "unguard",
    "write",
]

_HOMES = {
    "FORMATS": "folder",
    "ColumnSchema": "schema",
    "MissingPackageError": "packages",
    "OutputFolder": "folder",
    "TableSchema": "schema",
    "data_dictionary": "dictionary",
    "frames": "_frames",
    "guard": "formulas",
    "render_dictionary": "dictionary",
    "schemas": "schema",
    "unguard": "formulas",
    "write": "folder",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
