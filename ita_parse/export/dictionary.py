"""The data dictionary: every table and column in words, as JSON and as a page of documentation.

`python -m ita_parse.export.dictionary docs/data-dictionary.md` writes the page anew.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from ita_parse.export._files import write_text
from ita_parse.export.datapackage import GUARD_NOTE, LIST_NOTE
from ita_parse.export.schema import ColumnSchema, TableSchema, schemas

_TYPE_NAMES = {
    "string": "text",
    "integer": "integer",
    "decimal": "decimal",
    "number": "number",
    "date": "date",
    "boolean": "boolean",
    "list": "list of text",
}

_INTRODUCTION = f"""# Data dictionary

Made by `python -m ita_parse.export.dictionary` from the models in `ita_parse/records/`; edit
those, not this page. `ita-parse schema` prints the same as JSON, and every output folder holds it
as `datapackage.json`.

Text is clean text, Thai digits as Arabic. Fiscal years are Buddhist Era, dates ISO and Common Era.
What a document doesn't print is null. Columns marked * are never null.

How formats show values:

| | CSV | XLSX | Parquet | JSON Lines |
|---|---|---|---|---|
| null | nothing | nothing | null | null |
| text | guarded | guarded, at most 32,767 characters | as it is | as it is |
| decimal | its places, `89.50` | number | decimal, exact | number with its places |
| date | `2025-09-30` | date | date | `"2025-09-30"` |
| boolean | `true`, `false` | boolean | boolean | boolean |
| list | joined with `; ` | joined with `; ` | list | array |

Guarded: {GUARD_NOTE[0].lower()}{GUARD_NOTE[1:]}

CSV and XLSX tell no empty text from null. A workbook's sheet holds 1,048,576 rows: further rows
are on a sheet `<table>_2`; a finding (`sheet_too_long_for_xlsx`, `cell_too_long_for_xlsx`) says
where a sheet or a cell was too small.
"""


def data_dictionary() -> dict[str, Any]:
    """Return every table and column with types, titles and descriptions, ready for JSON."""
    return {
        "name": "ita_parse",
        "notes": {"guard": GUARD_NOTE, "list": LIST_NOTE},
        "tables": [
            {
                "name": table.name,
                "title": table.title,
                "title_th": table.title_th,
                "description": table.description,
                "key": list(table.key),
                "foreign_keys": [
                    {
                        "fields": list(key.fields),
                        "table": key.table,
                        "reference": list(key.reference),
                    }
                    for key in table.foreign_keys
                ],
                "columns": [_column(column) for column in table.columns],
            }
            for table in schemas().values()
        ],
    }


def _column(column: ColumnSchema) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "name": column.name,
        "type": column.type,
        "nullable": column.nullable,
        "title": column.title,
        "title_th": column.title_th,
        "description": column.description,
    }
    if column.enum:
        entry["enum"] = list(column.enum)
    if column.places is not None:
        entry["places"] = column.places
    return entry


def render_dictionary() -> str:
    """Return the data dictionary as Markdown."""
    return "\n".join([_INTRODUCTION, *map(_section, schemas().values())])


def _section(table: TableSchema) -> str:
    lines = [f"## {table.name}", "", f"{table.title} ({table.title_th}). {table.description}"]
    if table.key:
        lines.append(f"Key: {', '.join(f'`{name}`' for name in table.key)}.")
    for key in table.foreign_keys:
        lines.append(f"`{', '.join(key.fields)}` names a row of `{key.table}`.")
    lines += ["", "| column | type | title | ชื่อ | what it holds |", "|---|---|---|---|---|"]
    for column in table.columns:
        name = f"`{column.name}`{'' if column.nullable else ' *'}"
        cells = (name, _type(column), column.title, column.title_th, column.description)
        lines.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    return "\n".join([*lines, ""])


def _type(column: ColumnSchema) -> str:
    name = _TYPE_NAMES[column.type]
    if column.places is not None:
        name += f", {column.places} places"
    if column.enum:
        name += f": {', '.join(f'`{value}`' for value in column.enum)}"
    return name


def main(arguments: list[str]) -> None:
    """Write the page to the file named, or to standard output."""
    if arguments:
        write_text(Path(arguments[0]), render_dictionary())
    else:
        # Bytes, because a console's encoding may have no Thai.
        sys.stdout.buffer.write(render_dictionary().encode())


if __name__ == "__main__":
    main(sys.argv[1:])
