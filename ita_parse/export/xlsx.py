"""The workbook: one sheet a table, and what a spreadsheet's limits do to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ita_parse.export._files import Pending
from ita_parse.export.batches import Batches, Columns, columns_of, row_count
from ita_parse.export.formulas import guard
from ita_parse.export.packages import load
from ita_parse.export.schema import ColumnSchema, TableSchema, schemas
from ita_parse.export.writers import LIST_SEPARATOR, Resource
from ita_parse.records import Finding

WORKBOOK = "ita_parse.xlsx"
MAX_CHARACTERS = 32_767
"""Characters of a cell, counted as Excel does: as UTF-16 units."""
MAX_ROWS = 1_048_576
"""Rows of a sheet, the header row counted."""

# The same date in every workbook, so that the same records give the same bytes.
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
# Excel's calendar is wrong before March 1900; earlier dates stay text.
_FIRST_DATE = date(1900, 3, 1)
_TEXTS = ("string", "list")
_WIDTHS = {"string": 24, "list": 24, "date": 11}


def cut(text: str) -> str:
    """Return as much of the text as a cell holds."""
    if len(text) <= MAX_CHARACTERS // 2:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * MAX_CHARACTERS:
        return text
    # A character cut in half at the end is left out.
    return units[: 2 * MAX_CHARACTERS].decode("utf-16-le", errors="ignore")


class SheetLimits:
    """Tells, before a report is written, which of its values a workbook cannot hold whole.

    What it tells becomes findings of that report, so that every format holds the same findings.
    """

    def __init__(self) -> None:
        self._rows = dict.fromkeys(schemas(), 0)

    def add_findings(self, batches: Batches) -> None:
        """Append to the report's findings what its sheets cut, and count its rows."""
        report_id = batches["reports"][0][0]
        number = row_count(batches["findings"])
        found: list[Finding] = []
        for name, columns in batches.items():
            table = schemas()[name]
            long = [
                note
                for place, column in enumerate(table.columns)
                if column.type in _TEXTS
                for note in _long_cells(table, columns, place)
            ]
            full = None if name == "findings" else self._overflow(name, row_count(columns))
            for note in [*long, *([full] if full else [])]:
                number += 1
                found.append(_finding(report_id, number, note))
        # The findings' own sheet comes last: what was found above lies on it too.
        full = self._overflow("findings", number)
        if full:
            found.append(_finding(report_id, number + 1, full))
        for kept, values in zip(
            batches["findings"], columns_of(schemas()["findings"], found), strict=True
        ):
            kept.extend(values)

    def _overflow(self, name: str, rows: int) -> dict[str, Any] | None:
        """Count rows; return a finding's fields if they do not end on the sheet they began on."""
        room = MAX_ROWS - 1
        before = self._rows[name]
        self._rows[name] = after = before + rows
        first, last = max(before - 1, 0) // room, max(after - 1, 0) // room
        if first == last:
            return None
        sheet = _sheet_name(name, last)
        return {
            "table": name,
            "code": "sheet_too_long_for_xlsx",
            "message": (
                f"A sheet of {WORKBOOK} holds {MAX_ROWS:,} rows; from here on the rows of "
                f"{name} are on the sheet {sheet}. The other formats hold them in one file."
            ),
        }


def _finding(report_id: str, number: int, fields: dict[str, Any]) -> Finding:
    finding_id = f"{report_id}-f{number}"
    return Finding(report_id=report_id, finding_id=finding_id, severity="note", **fields)


def _long_cells(table: TableSchema, columns: Columns, place: int) -> list[dict[str, Any]]:
    column = table.columns[place]
    notes = []
    for row, value in enumerate(columns[place]):
        text = _as_text(value)
        if text is None or len(text) <= MAX_CHARACTERS // 2 or cut(text) == text:
            continue
        notes.append(
            {
                "table": table.name,
                "record_id": _record_id(table, columns, row),
                "field": column.name,
                "code": "cell_too_long_for_xlsx",
                "message": (
                    f"The text has {len(text):,} characters; a cell of {WORKBOOK} holds "
                    f"{MAX_CHARACTERS:,} and was cut there. The other formats hold it whole."
                ),
                "page": _page(table, columns, row),
            }
        )
    return notes


def _record_id(table: TableSchema, columns: Columns, row: int) -> str | None:
    for name in table.key:
        if name.endswith("_id") and (name != "report_id" or len(table.key) == 1):
            return str(columns[table.names.index(name)][row])
    return None


def _page(table: TableSchema, columns: Columns, row: int) -> int | None:
    for name in ("page", "page_first"):
        if name in table.names:
            page: int | None = columns[table.names.index(name)][row]
            return page
    return None


def _as_text(value: Any) -> str | None:
    if value is None:
        return None
    return guard(value if isinstance(value, str) else LIST_SEPARATOR.join(value))


def _sheet_name(table: str, number: int) -> str:
    return table if number == 0 else f"{table}_{number + 1}"


class XlsxWriter:
    """Writes the workbook row by row, in little memory.

    Texts are never turned into formulas, links or numbers. What a sheet cannot hold is cut or
    goes on on a further sheet; `SheetLimits` says so beforehand.
    """

    def __init__(self, out: Path) -> None:
        package = load("xlsxwriter", extra="excel", purpose="XLSX")
        self._file = Pending(out / WORKBOOK)
        # A folder of our own for the sheets' temporary files, so that none outlives a failed run.
        self._scratch = TemporaryDirectory(prefix="ita_parse-", ignore_cleanup_errors=True)
        options = {"constant_memory": True, "tmpdir": self._scratch.name}
        self._book = package.Workbook(str(self._file.temporary), options)
        self._book.set_properties({"title": "ita_parse", "created": _CREATED})
        self._head = self._book.add_format({"bold": True})
        self._plain = self._book.add_format()
        self._formats: dict[str, Any] = {}
        self._sheets: dict[str, list[Any]] = {}
        self._rows = dict.fromkeys(schemas(), 0)
        for table in schemas().values():
            self._add_sheet(table)

    def _add_sheet(self, table: TableSchema) -> None:
        sheets = self._sheets.setdefault(table.name, [])
        sheet = self._book.add_worksheet(_sheet_name(table.name, len(sheets)))
        sheets.append(sheet)
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, _WIDTHS.get(column.type, 10))
        for place, name in enumerate(table.names):
            sheet.write_string(0, place, name, self._head)

    def _format(self, code: str) -> Any:
        if code not in self._formats:
            self._formats[code] = self._book.add_format({"num_format": code})
        return self._formats[code]

    def write(self, table: TableSchema, columns: Columns) -> None:
        """Append rows to a table's sheet, or to a further one where that is full."""
        room = MAX_ROWS - 1
        writers = [self._writer(column) for column in table.columns]
        for row in zip(*columns, strict=True):
            number, line = divmod(self._rows[table.name], room)
            if number == len(self._sheets[table.name]):
                self._add_sheet(table)
            sheet = self._sheets[table.name][number]
            for place, value in enumerate(row):
                if value is not None:
                    writers[place](sheet, line + 1, place, value)
            self._rows[table.name] += 1

    def _writer(self, column: ColumnSchema) -> Callable[[Any, int, int, Any], None]:
        """Return what writes one value of the column to (sheet, row, column)."""
        if column.type in _TEXTS:
            return self._write_text
        if column.type == "boolean":
            return lambda sheet, row, place, value: sheet.write_boolean(row, place, value)
        if column.type == "date":
            return self._write_date
        code = f"0.{'0' * column.places}" if column.places else "General"
        shown = self._format(code) if column.type == "decimal" else None
        return lambda sheet, row, place, value: sheet.write_number(row, place, float(value), shown)

    def _write_text(self, sheet: Any, row: int, place: int, value: Any) -> None:
        text = cut(_as_text(value) or "")
        if not text:
            return
        if text.startswith("<r>") and text.endswith("</r>"):
            # xlsxwriter takes such a text for XML of its own; in two runs it is text again.
            sheet.write_rich_string(row, place, text[:1], self._plain, text[1:])
            return
        sheet.write_string(row, place, text)

    def _write_date(self, sheet: Any, row: int, place: int, value: date) -> None:
        if value < _FIRST_DATE:
            sheet.write_string(row, place, value.isoformat())
        else:
            sheet.write_datetime(row, place, value, self._format("yyyy-mm-dd"))

    def finish(self) -> tuple[Resource, ...]:
        """Write the workbook and say what its sheets hold."""
        self._book.close()
        self._scratch.cleanup()
        room = MAX_ROWS - 1
        return tuple(
            Resource(
                table,
                "xlsx",
                WORKBOOK,
                max(0, min(room, self._rows[name] - number * room)),
                _sheet_name(name, number),
            )
            for name, table in schemas().items()
            for number in range(len(self._sheets[name]))
        )

    def pending(self) -> tuple[Pending, ...]:
        """Return the workbook's file."""
        return (self._file,)

    def abandon(self) -> None:
        """Let the sheets' temporary files go; the workbook itself is only written at the end."""
        self._scratch.cleanup()
