"""`datapackage.json`: what the files hold, for people and programs (Frictionless Data Package)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ita_parse.export.schema import ColumnSchema, TableSchema
from ita_parse.export.writers import LIST_SEPARATOR, Resource

PACKAGE = "datapackage.json"

_MEDIA_TYPES = {
    "csv": "text/csv",
    "jsonl": "application/x-ndjson",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

GUARD_NOTE = (
    "A text that a spreadsheet would run as a formula (it begins with =, +, -, @, their full-width "
    "forms, a tab or a line end, blanks before them or not) has one apostrophe (') before it. "
    "ita_parse.export.unguard takes it away and leaves every other text alone."
)
LIST_NOTE = f'A list, its items joined with "{LIST_SEPARATOR}".'

_TYPES = {
    "string": "string",
    "integer": "integer",
    "decimal": "number",
    "number": "number",
    "date": "date",
    "boolean": "boolean",
}

# Formats that spreadsheets open: lists are joined there, formulas guarded, and null is nothing.
_SPREADSHEETS = ("csv", "xlsx")


def render_package(out: Path, resources: Iterable[Resource], *, encoding: str) -> str:
    """Return the text of `datapackage.json` for files that lie in `out`.

    Args:
        out: the folder; sizes and hashes are taken from its files.
        resources: the tables written.
        encoding: the encoding of CSV files, as Python calls it.
    """
    listed = list(resources)
    formats = list(dict.fromkeys(resource.format for resource in listed))
    files = {resource.path: _file(out / resource.path) for resource in listed}
    package = {
        "profile": "tabular-data-package" if formats == ["csv"] else "data-package",
        "name": "ita-parse",
        "title": "Thai ITA reports as tables",
        "title_th": "ข้อมูลจากรายงาน ITA ในรูปแบบตาราง",
        "description": (
            "Extracted by ita_parse. Fiscal years are Buddhist Era, dates Common Era. Every record "
            "says on which page and in which table and row it stands; see findings for what a "
            "person should look at."
        ),
        "resources": [
            _resource(resource, files[resource.path], encoding, listed) for resource in listed
        ],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _file(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"bytes": path.stat().st_size, "hash": f"sha256:{digest}"}


def _resource(
    resource: Resource, file: dict[str, Any], encoding: str, listed: list[Resource]
) -> dict[str, Any]:
    table = resource.table
    form = resource.format
    result: dict[str, Any] = {
        "name": _name(resource),
        "profile": "tabular-data-resource" if form == "csv" else "data-resource",
        "path": resource.path,
        "title": table.title,
        "title_th": table.title_th,
        "description": table.description,
        "format": form,
        "mediatype": _MEDIA_TYPES[form],
        **file,
        "rows": resource.rows,
    }
    if form == "csv":
        # The byte-order mark is no part of the encoding's name.
        result["encoding"] = "utf-8" if encoding.lower().startswith("utf-8") else encoding
        result["dialect"] = {
            "delimiter": ",",
            "lineTerminator": "\n",
            "quoteChar": '"',
            "doubleQuote": True,
            "skipInitialSpace": False,
            "header": True,
        }
    elif form == "jsonl":
        result["encoding"] = "utf-8"
    elif resource.sheet is not None:
        # The name of version 2 of the standard, and that of its reference implementation.
        result["dialect"] = {"sheetName": resource.sheet, "excel": {"sheet": resource.sheet}}
    if form in _SPREADSHEETS:
        result["guard"] = GUARD_NOTE
    result["schema"] = table_schema(table, form, split=_split(resource, listed))
    return result


def _name(resource: Resource) -> str:
    """Return a name of its own for a table in a format; CSV has the table's name."""
    name = resource.sheet or resource.table.name
    return name if resource.format == "csv" else f"{name}_{resource.format}"


def _split(resource: Resource, listed: list[Resource]) -> frozenset[str]:
    """Return the tables that this format spreads over several sheets; nothing can refer to them."""
    names = [other.table.name for other in listed if other.format == resource.format]
    return frozenset(name for name in names if names.count(name) > 1)


def table_schema(
    table: TableSchema, form: str, *, split: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """Return a table's Table Schema as it holds in a format."""
    schema: dict[str, Any] = {
        "fields": [_field(column, form, table) for column in table.columns],
        "missingValues": [""] if form in _SPREADSHEETS else [],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    suffix = "" if form == "csv" else f"_{form}"
    keys = [
        {
            "fields": list(key.fields),
            "reference": {"resource": f"{key.table}{suffix}", "fields": list(key.reference)},
        }
        for key in table.foreign_keys
        if key.table not in split
    ]
    if keys:
        schema["foreignKeys"] = keys
    return schema


def _field(column: ColumnSchema, form: str, table: TableSchema) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES.get(column.type, "array"),
        "title": column.title,
        "title_th": column.title_th,
        "description": column.description,
    }
    constraints: dict[str, Any] = {}
    joined = column.type == "list" and form in _SPREADSHEETS
    if joined:
        field["type"] = "string"
        field["description"] = f"{column.description} {LIST_NOTE}".strip()
        field["separator"] = LIST_SEPARATOR
    if column.enum:
        # A list's items have the closed list, not the list as a whole.
        if column.type == "list":
            field["itemEnum"] = list(column.enum)
        else:
            constraints["enum"] = list(column.enum)
    if column.places is not None:
        field["places"] = column.places
    if column.type == "boolean" and form == "csv":
        field["trueValues"] = ["true"]
        field["falseValues"] = ["false"]
    if column.required:
        constraints["required"] = True
    if (column.name,) == table.key:
        constraints["unique"] = True
    if constraints:
        field["constraints"] = constraints
    return field
