"""The examples of `fixtures/values/`, with the escapes of their texts undone."""

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "values"
_ESCAPE = re.compile(r"\\(n|t|r|\\|u[0-9a-f]{4})")
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\"}

Row = dict[str, Any]


def unescape(text: str) -> str:
    return _ESCAPE.sub(lambda found: _LETTERS.get(found[1]) or chr(int(found[1][1:], 16)), text)


def read_corpus(kind: str) -> list[Row]:
    """Return the rows of a file: text columns as they are meant, empty expected ones None."""
    with (FOLDER / f"{kind}.csv").open(encoding="utf-8", newline="") as file:
        rows: list[Row] = [dict(row) for row in csv.DictReader(file)]
    for row in rows:
        for name, printed in row.items():
            row[name] = unescape(printed) if printed else None
        row["text"] = row["text"] or ""
    return rows


def whole(row: Row, name: str) -> int | None:
    return int(row[name]) if row[name] else None


def examples(kind: str, where: Callable[[Row], bool] = bool) -> pytest.MarkDecorator:
    """Run a test on every example of a file that fulfils a condition."""
    rows = [row for row in read_corpus(kind) if where(row)]
    return pytest.mark.parametrize(
        "row", rows, ids=[f"{number} {row['text'][:40]!r}" for number, row in enumerate(rows, 1)]
    )
