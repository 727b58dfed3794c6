"""Parquet files, with an explicit Arrow schema: exact decimals, dates, lists of text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ita_parse.export._files import Pending
from ita_parse.export.batches import Columns, row_count
from ita_parse.export.packages import load
from ita_parse.export.schema import ColumnSchema, TableSchema, schemas
from ita_parse.export.writers import Resource

# Rows are gathered into groups of this size, whatever the size of reports: small groups make
# files large and reading slow.
_GROUP_ROWS = 65_536

# Digits of a decimal in all, so that every score fits in 64 bits: 15 before or after the point.
_PRECISION = 18


def arrow_schema(table: TableSchema) -> Any:
    """Return the `pyarrow.Schema` of a table, titles and descriptions in the fields' metadata."""
    arrow = load("pyarrow", extra="parquet", purpose="Parquet")
    return arrow.schema(
        [
            arrow.field(
                column.name,
                _arrow_type(arrow, column),
                nullable=column.nullable,
                metadata={
                    "title": column.title,
                    "title_th": column.title_th,
                    "description": column.description,
                },
            )
            for column in table.columns
        ],
        metadata={"title": table.title, "title_th": table.title_th},
    )


def _arrow_type(arrow: Any, column: ColumnSchema) -> Any:
    if column.type == "decimal":
        return arrow.decimal128(_PRECISION, column.places)
    plain = {
        "string": arrow.string,
        "integer": arrow.int64,
        "number": arrow.float64,
        "date": arrow.date32,
        "boolean": arrow.bool_,
    }
    if column.type == "list":
        return arrow.list_(arrow.string())
    return plain[column.type]()


class ParquetWriter:
    """Writes one Parquet file per table."""

    def __init__(self, out: Path) -> None:
        self._arrow = load("pyarrow", extra="parquet", purpose="Parquet")
        parquet = load("pyarrow.parquet", extra="parquet", purpose="Parquet")
        self._files: dict[str, tuple[Pending, Any]] = {}
        self._waiting: dict[str, Columns] = {}
        self._rows: dict[str, int] = {}
        try:
            for table in schemas().values():
                file = Pending(out / f"{table.name}.parquet")
                writer = parquet.ParquetWriter(
                    str(file.temporary), arrow_schema(table), compression="zstd"
                )
                self._files[table.name] = file, writer
                self._waiting[table.name] = [[] for _ in table.columns]
                self._rows[table.name] = 0
        except BaseException:
            self.abandon()
            for file in self.pending():
                file.discard()
            raise

    def write(self, table: TableSchema, columns: Columns) -> None:
        """Append rows to a table's file."""
        waiting = self._waiting[table.name]
        for kept, values in zip(waiting, columns, strict=True):
            kept.extend(values)
        self._rows[table.name] += row_count(columns)
        while row_count(waiting) >= _GROUP_ROWS:
            self._flush(table, [values[:_GROUP_ROWS] for values in waiting])
            waiting = self._waiting[table.name] = [values[_GROUP_ROWS:] for values in waiting]

    def _flush(self, table: TableSchema, columns: Columns) -> None:
        schema = arrow_schema(table)
        arrays = [
            self._arrow.array(values, type=field.type)
            for values, field in zip(columns, schema, strict=True)
        ]
        self._files[table.name][1].write_table(
            self._arrow.Table.from_arrays(arrays, schema=schema), row_group_size=_GROUP_ROWS
        )

    def finish(self) -> tuple[Resource, ...]:
        """Write the last rows, close the files and say what they hold."""
        for name, table in schemas().items():
            if row_count(self._waiting[name]):
                self._flush(table, self._waiting[name])
            self._files[name][1].close()
        return tuple(
            Resource(table, "parquet", f"{name}.parquet", self._rows[name])
            for name, table in schemas().items()
        )

    def pending(self) -> tuple[Pending, ...]:
        """Return the files."""
        return tuple(file for file, _ in self._files.values())

    def abandon(self) -> None:
        """Close the files as they are."""
        for _, writer in self._files.values():
            writer.close()
