"""Reports as pandas DataFrames, one per table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from ita_parse.export.batches import (
    Batches,
    Columns,
    batches_of,
    columns_of,
    sources_of,
    united,
)
from ita_parse.export.schema import ColumnSchema, TableSchema, schemas
from ita_parse.export.shared_texts import SharedTexts
from ita_parse.records import Failure, Report

if TYPE_CHECKING:
    import pandas as pd

_DTYPES = {"string": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean"}

# What datetime64[ns] holds, 1677-09-21 to 2262-04-11, in whole years.
_NANOSECOND_YEARS = range(1678, 2262)


def frames(
    reports: Report | Iterable[Report], *, failures: Iterable[Failure] = ()
) -> dict[str, pd.DataFrame]:
    """Return one DataFrame per table, by table name: all tables and columns, empty ones too.

    Text is "string", integers "Int64", numbers "Float64", booleans "boolean", dates
    "datetime64[ns]" ("datetime64[s]" in the rare column with a date beyond 1678 to 2261). Decimals
    are `decimal.Decimal` and lists tuples of str, both in object columns; null is None there.

    A file that was read twice the same way is one report. The findings of all reports come first,
    then those about texts that they share (`shared_text`).

    Args:
        reports: one report, or several; their order is the order of rows.
        failures: rows of the table `failures`.
    """
    given = [reports] if isinstance(reports, Report) else united(reports)
    tables = schemas()
    parts: list[Batches] = [batches_of(report) for report in given]
    sources = [row for report in given for row in sources_of(report)]
    ends = {
        "sources": columns_of(tables["sources"], sources),
        "failures": columns_of(tables["failures"], list(failures)),
    }
    result = {}
    for name, table in tables.items():
        batches = [ends[name]] if name in ends else [part[name] for part in parts]
        if name == "findings":
            batches += _shared(parts)
        result[name] = _frame(table, batches)
    return result


def _shared(parts: list[Batches]) -> Iterator[Columns]:
    """Yield findings about texts that several of the reports have."""
    shared = SharedTexts()
    if len(parts) > 1:
        for part in parts:
            shared.take(part)
    yield from shared.columns()


def _frame(table: TableSchema, batches: list[list[list[Any]]]) -> pd.DataFrame:
    import pandas as pd

    data = {}
    for place, column in enumerate(table.columns):
        values = [value for batch in batches for value in batch[place]]
        data[column.name] = _series(values, column)
    return pd.DataFrame(data, columns=list(table.names))


def _series(values: list[Any], column: ColumnSchema) -> pd.Series[Any]:
    import pandas as pd

    dtype: Any = _DTYPES.get(column.type)
    if dtype is not None:
        return pd.Series(pd.array(values, dtype=dtype))
    if column.type == "date":
        near = all(value is None or value.year in _NANOSECOND_YEARS for value in values)
        # Through numpy: pandas' own parser of dates is slow, and fails on years far away.
        import numpy as np

        days = np.array(values, dtype="datetime64[D]")
        return pd.Series(days.astype("datetime64[ns]" if near else "datetime64[s]"))
    return pd.Series(values, dtype=object)
