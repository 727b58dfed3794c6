"""What every format's writer is, and the writers of text formats: CSV and JSON Lines."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from json.encoder import encode_basestring
from pathlib import Path
from typing import IO, Any, Protocol

from ita_parse.errors import UnsupportedFormatError
from ita_parse.export._files import Pending, replacing
from ita_parse.export.batches import Columns, row_count
from ita_parse.export.formulas import guard
from ita_parse.export.schema import ColumnSchema, TableSchema, schemas

LIST_SEPARATOR = "; "
"""What stands between the items of a list in CSV and XLSX."""

DEFAULT_ENCODING = "utf-8-sig"
"""UTF-8 with a byte-order mark: without one, a spreadsheet garbles Thai."""


@dataclass(frozen=True, slots=True)
class Resource:
    """One table in one format: what `datapackage.json` lists."""

    table: TableSchema
    format: str
    path: str
    rows: int
    sheet: str | None = None


class Writer(Protocol):
    """Writes tables, batch after batch, to files that stay unnamed until they are committed."""

    def write(self, table: TableSchema, columns: Columns) -> None:
        """Append rows to a table."""

    def finish(self) -> tuple[Resource, ...]:
        """Write what is pending, close the files and say what they hold."""

    def pending(self) -> tuple[Pending, ...]:
        """Return the files, to commit or to discard them."""

    def abandon(self) -> None:
        """Close the files as they are, to discard them."""


def check_encoding(encoding: str) -> str:
    """Return the encoding's name.

    Raises:
        UnsupportedFormatError: Python knows no such text encoding.
    """
    try:
        "".encode(encoding)
    except LookupError as error:
        raise UnsupportedFormatError(
            f"{encoding!r} is no text encoding.", hint="Use utf-8-sig, utf-8 or cp874."
        ) from error
    return encoding


class TextWriter:
    """Writes one text file per table; what a line is, its subclasses say.

    A character that the encoding lacks (only possible where it is not UTF-8) becomes a visible
    escape, "u0e01" after a backslash, rather than an error at the end of a long run.
    """

    format = ""
    encoding = "utf-8"

    def __init__(self, out: Path) -> None:
        self._files: dict[str, tuple[Pending, IO[str]]] = {}
        self._rows: dict[str, int] = {}
        try:
            for table in schemas().values():
                file = Pending(out / f"{table.name}.{self.format}")
                handle = file.temporary.open(
                    "w", encoding=self.encoding, errors="backslashreplace", newline=""
                )
                self._files[table.name] = file, handle
                self._rows[table.name] = 0
                self._begin(table, handle)
        except BaseException:
            self.abandon()
            for file in self.pending():
                file.discard()
            raise

    def _begin(self, table: TableSchema, handle: IO[str]) -> None:
        """Write what stands before the rows."""

    def _append(self, table: TableSchema, columns: Columns, handle: IO[str]) -> None:
        raise NotImplementedError

    def write(self, table: TableSchema, columns: Columns) -> None:
        """Append rows to a table's file."""
        self._rows[table.name] += row_count(columns)
        self._append(table, columns, self._files[table.name][1])

    def finish(self) -> tuple[Resource, ...]:
        """Close the files and say what they hold."""
        for _, handle in self._files.values():
            handle.close()
        return tuple(
            Resource(table, self.format, f"{name}.{self.format}", self._rows[name])
            for name, table in schemas().items()
        )

    def pending(self) -> tuple[Pending, ...]:
        """Return the files."""
        return tuple(file for file, _ in self._files.values())

    def abandon(self) -> None:
        """Close the files as they are."""
        for _, handle in self._files.values():
            handle.close()


class CsvWriter(TextWriter):
    """Writes CSV: Unix line ends, quotes where needed, formulas guarded, null as nothing."""

    format = "csv"

    def __init__(self, out: Path, encoding: str = DEFAULT_ENCODING) -> None:
        self.encoding = check_encoding(encoding)
        super().__init__(out)

    def _begin(self, table: TableSchema, handle: IO[str]) -> None:
        write_rows(handle, [table.names])

    def _append(self, table: TableSchema, columns: Columns, handle: IO[str]) -> None:
        rendered = [
            _CSV[column.type](values) for column, values in zip(table.columns, columns, strict=True)
        ]
        write_rows(handle, zip(*rendered, strict=True))


class _Lines:
    """Takes csv's lines, which end with CR and LF, and ends them with LF alone.

    csv quotes a lone CR in every Python only when its own line end holds one.
    """

    def __init__(self, handle: IO[str]) -> None:
        self._write = handle.write

    def write(self, line: str) -> int:
        return self._write(line[:-2] + "\n")


def write_rows(handle: IO[str], rows: Iterable[Sequence[str | None]]) -> None:
    """Write rows as CSV lines; the texts are taken as they are, guard them before."""
    csv.writer(_Lines(handle), lineterminator="\r\n").writerows(rows)


def write_csv(
    path: Path, rows: Iterable[Sequence[str]], *, encoding: str = DEFAULT_ENCODING
) -> None:
    """Write rows of text as one CSV file with formulas guarded, whole or not at all."""
    with (
        replacing(path) as temporary,
        temporary.open("w", encoding=encoding, errors="backslashreplace", newline="") as handle,
    ):
        write_rows(handle, ([guard(text) for text in row] for row in rows))


def _csv_texts(values: list[Any]) -> list[str | None]:
    return [None if value is None else guard(value) for value in values]


def _csv_lists(values: list[Any]) -> list[str | None]:
    return [guard(LIST_SEPARATOR.join(value)) for value in values]


def _csv_booleans(values: list[Any]) -> list[str | None]:
    return [None if value is None else str(value).lower() for value in values]


def _csv_dates(values: list[Any]) -> list[str | None]:
    return [None if value is None else value.isoformat() for value in values]


def _csv_numbers(values: list[Any]) -> list[str | None]:
    return [None if value is None else _number(value) for value in values]


def _number(value: Decimal | float) -> str:
    """Return a decimal with its places, or a float in the fewest digits that give it back."""
    return format(value, "f") if isinstance(value, Decimal) else repr(value)


_CSV: dict[str, Callable[[list[Any]], list[str | None]]] = {
    "string": _csv_texts,
    "integer": _csv_numbers,
    "decimal": _csv_numbers,
    "number": _csv_numbers,
    "date": _csv_dates,
    "boolean": _csv_booleans,
    "list": _csv_lists,
}


class JsonlWriter(TextWriter):
    """Writes JSON Lines: an object a row, all columns, decimals as numbers with their places."""

    format = "jsonl"

    def _append(self, table: TableSchema, columns: Columns, handle: IO[str]) -> None:
        rendered = [
            _json_members(column, values)
            for column, values in zip(table.columns, columns, strict=True)
        ]
        handle.writelines(f"{{{', '.join(row)}}}\n" for row in zip(*rendered, strict=True))


def _json_members(column: ColumnSchema, values: list[Any]) -> list[str]:
    # By hand, because the json module writes a Decimal as nothing but a float.
    encode = _JSON[column.type]
    name = json.dumps(column.name)
    return [f"{name}: {'null' if value is None else encode(value)}" for value in values]


_JSON: dict[str, Callable[[Any], str]] = {
    "string": encode_basestring,
    "integer": str,
    "decimal": _number,
    "number": _number,
    "date": lambda value: f'"{value.isoformat()}"',
    "boolean": lambda value: "true" if value else "false",
    "list": lambda value: f"[{', '.join(map(encode_basestring, value))}]",
}
