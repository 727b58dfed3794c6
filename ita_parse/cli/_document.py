"""`ita-parse text` and `ita-parse tables`: any document's text and tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

import ita_parse
from ita_parse.cli._console import UsageError
from ita_parse.document import Document, Table
from ita_parse.errors import ItaParseError, UnsupportedFormatError
from ita_parse.export.writers import check_encoding, write_csv


def _read(source: str, ocr: Any, password: str | None) -> Document:
    return ita_parse.extract(source, ocr=ocr, password=password)


def print_text(source: str, *, ocr: str, password: str | None) -> None:
    """Print the clean text of a document."""
    typer.echo(_read(source, ocr, password).text)


def write_tables(source: str, out: Path, *, ocr: str, password: str | None, encoding: str) -> None:
    """Write every logical table of a document as `table-001.csv` and so on, and print which."""
    try:
        check_encoding(encoding)
    except UnsupportedFormatError as error:
        raise UsageError(str(error)) from error
    document = _read(source, ocr, password)
    if not document.tables:
        typer.echo(f"{source}: no tables")
        return
    try:
        out.mkdir(parents=True, exist_ok=True)
        for number, table in enumerate(document.tables, start=1):
            path = out / f"table-{number:03}.csv"
            rows = table.rows
            write_csv(path, rows, encoding=encoding)
            size = f"{len(rows)} rows, {max(map(len, rows), default=0)} columns"
            typer.echo(f"{path.as_posix()}: {_pages(table)}{size}")
    except OSError as error:
        raise ItaParseError(
            f"the table could not be written ({error.strerror or error}).",
            source=out.as_posix(),
            hint="Choose another folder.",
        ) from error


def _pages(table: Table) -> str:
    pages = [page for page, _ in table.regions if page is not None]
    if not pages:
        return ""
    first, last = min(pages), max(pages)
    return f"page {first}, " if first == last else f"pages {first}-{last}, "
