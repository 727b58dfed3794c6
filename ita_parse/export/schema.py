"""The schema of every table, derived from the record models: the one source for frames and files.

A column's type, titles and places come from its model's field, so that a column added to a model
appears in every format, in `datapackage.json` and in the data dictionary without another edit.
"""

from __future__ import annotations

import types
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

from ita_parse.records import TABLES, Record

ColumnType = Literal["string", "integer", "decimal", "number", "date", "boolean", "list"]
"""decimal has fixed places and is exact; number is binary floating point; list is of strings."""

_SCALARS: dict[type, ColumnType] = {
    str: "string",
    bool: "boolean",
    int: "integer",
    Decimal: "decimal",
    float: "number",
    date: "date",
}

# A cell may be read and be empty: these are never null, and yet "" in CSV, which tells no "" from
# null. Only Parquet and JSON Lines do.
_MAY_BE_EMPTY = frozenset({"raw", "text"})


@dataclass(frozen=True, slots=True)
class ColumnSchema:
    """A column: its type, whether it may be null, and its titles.

    `enum` holds the closed list of values (of a list's items, where the type is list), or is
    empty. `places` is the number of decimal places of a decimal, else None.
    """

    name: str
    type: ColumnType
    nullable: bool
    title: str
    title_th: str
    description: str
    enum: tuple[str, ...] = ()
    places: int | None = None

    @property
    def required(self) -> bool:
        """Whether every row prints something in this column, in formats that know no null too."""
        return not self.nullable and self.type != "list" and self.name not in _MAY_BE_EMPTY


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns of a table that name a row of another."""

    fields: tuple[str, ...]
    table: str
    reference: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableSchema:
    """A table: its columns in the contract's order, its key and what it refers to."""

    name: str
    title: str
    title_th: str
    description: str
    columns: tuple[ColumnSchema, ...]
    key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names, in order."""
        return tuple(column.name for column in self.columns)


@cache
def schemas() -> dict[str, TableSchema]:
    """Return every table's schema by table name, in the order in which tables are written."""
    return {model.table_name: _table(model) for model in TABLES}


def _table(model: type[Record]) -> TableSchema:
    columns = tuple(_column(model, name) for name in model.model_fields)
    return TableSchema(
        name=model.table_name,
        title=model.title_en,
        title_th=model.title_th,
        description=(model.__doc__ or "").strip().splitlines()[0],
        columns=columns,
        key=model.key,
        foreign_keys=_foreign_keys(model.table_name, {column.name for column in columns}),
    )


def _foreign_keys(table: str, names: set[str]) -> tuple[ForeignKey, ...]:
    keys = []
    if table != "reports" and "report_id" in names:
        keys.append(ForeignKey(("report_id",), "reports", ("report_id",)))
    if table != "measures" and "measure_id" in names:
        keys.append(ForeignKey(("measure_id",), "measures", ("measure_id",)))
    return tuple(keys)


def _column(model: type[Record], name: str) -> ColumnSchema:
    info = model.model_fields[name]
    extra = info.json_schema_extra
    if not isinstance(extra, dict):
        raise TypeError(f"{model.__name__}.{name} has no Thai title")
    kind, nullable, enum = _kind(info.annotation, f"{model.__name__}.{name}")
    places = extra.get("places")
    if (kind == "decimal") != isinstance(places, int):
        raise TypeError(f"{model.__name__}.{name}: decimals, and only they, declare places")
    return ColumnSchema(
        name=name,
        type=kind,
        nullable=nullable,
        title=info.title or name,
        title_th=str(extra["title_th"]),
        description=info.description or "",
        enum=enum,
        places=places if isinstance(places, int) else None,
    )


def _kind(annotation: Any, where: str) -> tuple[ColumnType, bool, tuple[str, ...]]:
    """Return type, nullability and closed list of an annotation.

    Raises:
        TypeError: no column type stands for the annotation.
    """
    origin = get_origin(annotation)
    if origin in (Union, types.UnionType):
        inner = [part for part in get_args(annotation) if part is not types.NoneType]
        if len(inner) == 1:
            kind, _, enum = _kind(inner[0], where)
            return kind, True, enum
    elif origin is Literal:
        return "string", False, tuple(map(str, get_args(annotation)))
    elif origin is tuple:
        item, *rest = get_args(annotation)
        kind, nullable, enum = _kind(item, where)
        if rest == [...] and kind == "string" and not nullable:
            return "list", False, enum
    elif annotation in _SCALARS:
        return _SCALARS[annotation], False, ()
    raise TypeError(f"{where}: no column type stands for {annotation}")
