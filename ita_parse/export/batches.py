"""Records as columns of plain values: the step between reports and every frame or file.

A batch holds one table's rows of one report, column by column. Values are what the schema says:
text without broken characters, decimals with their places, lists as tuples, None for null. What
cannot be written fails here, before any file holds half a report.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from operator import attrgetter
from typing import Any

from ita_parse.export.schema import ColumnSchema, TableSchema, schemas
from ita_parse.records import Record, Report, SourceRecord

Columns = list[list[Any]]
"""A table's values, column by column, in the schema's order."""

Batches = dict[str, Columns]
"""Columns by table name."""

ARCHIVE_TABLES = ("sources", "failures")
"""Tables that are known only when all files are done; a report's batches hold none of them."""

_SURROGATES = re.compile("[\ud800-\udfff]")
_INT64 = range(-(2**63), 2**63)


def columns_of(table: TableSchema, records: Sequence[Record]) -> Columns:
    """Return the records' values column by column.

    Raises:
        ValueError: a value does not fit its column's type in files (an integer over 64 bits).
    """
    return [
        _READERS[column.type](list(map(attrgetter(column.name), records)), column)
        for column in table.columns
    ]


def batches_of(report: Report) -> Batches:
    """Return the columns of all of a report's tables but `ARCHIVE_TABLES`."""
    batches = {}
    for name, table in schemas().items():
        if name not in ARCHIVE_TABLES:
            records = [report] if name == "reports" else getattr(report, name)
            batches[name] = columns_of(table, records)
    return batches


def row_count(columns: Columns) -> int:
    """Return the number of rows of a batch."""
    return len(columns[0])


def sources_of(report: Report) -> tuple[SourceRecord, ...]:
    """Return where the report was found; a report read alone was found at its `source`."""
    return report.sources or (SourceRecord(report_id=report.report_id, source=report.source),)


def united(reports: Iterable[Report]) -> list[Report]:
    """Return the reports with those that are the same file, read the same way, made one.

    The first of them stays, with the first `source` in sorted order and all of their sources.
    Different pages of one file are different reads, and stay apart.
    """
    result: list[Report] = []
    known: dict[str, list[int]] = {}
    for report in reports:
        places = known.setdefault(report.report_id, [])
        twin = next((place for place in places if _same(result[place], report)), None)
        if twin is None:
            places.append(len(result))
            result.append(report)
            continue
        paths = {row.source for one in (result[twin], report) for row in sources_of(one)}
        rows = tuple(
            SourceRecord(report_id=report.report_id, source=path) for path in sorted(paths)
        )
        update = {"source": rows[0].source, "sources": rows}
        result[twin] = result[twin].model_copy(update=update)
    return result


def _same(one: Report, other: Report) -> bool:
    if one is other:
        return True
    names = [name for name in Report.model_fields if name not in ("source", "sources")]
    return all(getattr(one, name) == getattr(other, name) for name in names)


def sound(text: str) -> str:
    """Return the text with lone surrogates, which no encoding can write, as U+FFFD."""
    return _SURROGATES.sub("\ufffd", text)


def _texts(values: list[Any], column: ColumnSchema) -> list[Any]:
    try:
        "".join(filter(None, values)).encode()
    except UnicodeEncodeError:
        return [None if value is None else sound(value) for value in values]
    return values


def _integers(values: list[Any], column: ColumnSchema) -> list[Any]:
    for value in values:
        if value is not None and value not in _INT64:
            raise ValueError(f"{column.name}: {value} has more than 64 bits")
    return values


def _decimals(values: list[Any], column: ColumnSchema) -> list[Any]:
    unit = Decimal(1).scaleb(-(column.places or 0))
    return [None if value is None else _rounded(value, unit, column) for value in values]


def _rounded(value: Decimal, unit: Decimal, column: ColumnSchema) -> Decimal:
    # 15 digits are more than any score has, and fewer than any format's limit.
    if not value.is_finite() or abs(value) >= 10**15:
        raise ValueError(f"{column.name}: {value} is no number of at most 15 digits")
    return value.quantize(unit, rounding=ROUND_HALF_UP)


def _numbers(values: list[Any], column: ColumnSchema) -> list[Any]:
    return [value if value is not None and math.isfinite(value) else None for value in values]


def _lists(values: list[Any], column: ColumnSchema) -> list[Any]:
    return [tuple(map(sound, value)) for value in values]


def _as_they_are(values: list[Any], column: ColumnSchema) -> list[Any]:
    return values


_READERS: dict[str, Callable[[list[Any], ColumnSchema], list[Any]]] = {
    "string": _texts,
    "integer": _integers,
    "decimal": _decimals,
    "number": _numbers,
    "date": _as_they_are,
    "boolean": _as_they_are,
    "list": _lists,
}
