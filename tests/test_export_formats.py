import csv
import json
import sys
from datetime import date
from decimal import Decimal

import openpyxl
import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ita_parse.errors import ItaParseError, UnsupportedFormatError
from ita_parse.export import MissingPackageError, schemas, unguard, write, xlsx
from ita_parse.records import (
    TABLES,
    CellRecord,
    Failure,
    Finding,
    IndicatorScore,
    Measure,
    Report,
    SourceRecord,
)

REPORT_ID = "0123456789abcdef"
MODELS = {model.table_name: model for model in TABLES}
ODD_LETTERS = "'=+-@＝ \t\r\n\x00\x0b\x1f\"',;\u2028\ufeff\uffff<>&กำ_x000D_😀"

TEXTS = st.text(max_size=20) | st.text(ODD_LETTERS, max_size=8)
# Items hold no ";", which would make a joined list two lists.
ITEMS = st.text(max_size=8).filter(lambda text: ";" not in text)
VALUES = {
    "string": TEXTS,
    "integer": st.integers(-(2**53), 2**53),
    "number": st.floats(-1e6, 1e6),
    "boolean": st.booleans(),
    "date": st.dates(date(1, 1, 1), date(9999, 12, 31)),
    "list": st.lists(ITEMS, max_size=3).map(tuple),
}
SLOW = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def values_of(column):
    if column.type == "list":
        if column.enum:
            return st.lists(st.sampled_from(column.enum), max_size=2).map(tuple)
        return VALUES["list"]
    if column.enum:
        values = st.sampled_from(column.enum)
    elif column.type == "decimal":
        values = st.decimals(-1000, 1000, places=column.places)
    else:
        values = VALUES[column.type]
        if column.required and column.type == "string":
            values = values.filter(bool)
    return st.none() | values if column.nullable else values


def records_of(name):
    columns = {column.name: values_of(column) for column in schemas()[name].columns}
    return st.fixed_dictionaries(columns).map(lambda values: MODELS[name](**values))


PARTS = [name for name in MODELS if name not in ("reports", "failures")]


@st.composite
def reports(draw):
    fields = {column.name: draw(values_of(column)) for column in schemas()["reports"].columns}
    for name in PARTS:
        fields[name] = tuple(draw(st.lists(records_of(name), max_size=2)))
    return Report(**fields)


def rows_of(report, name):
    if name == "sources" and not report.sources:
        rows = [SourceRecord(report_id=report.report_id, source=report.source)]
    else:
        rows = [report] if name == "reports" else getattr(report, name, ())
    return [[getattr(row, field) for field in schemas()[name].names] for row in rows]


def as_csv(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return "; ".join(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else str(value)


def read_csv(path, encoding="utf-8-sig"):
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.reader(file))


def make_report(**fields):
    return Report(
        report_id=REPORT_ID,
        source="a.pdf",
        sha256=REPORT_ID * 4,
        media="pdf",
        text_source="text_layer",
        parser_version="0.1.0",
        **fields,
    )


def make_cell(text, row_no=1):
    return CellRecord(
        report_id=REPORT_ID,
        table_no=1,
        page=7,
        row_no=row_no,
        column_no=1,
        row_span=1,
        column_span=1,
        raw=text,
        text=text,
    )


@SLOW
@given(report=reports())
def test_cells_survive_csv(report, tmp_path):
    write(report, tmp_path, ["csv"])
    for name, table in schemas().items():
        head, *rows = read_csv(tmp_path / f"{name}.csv")
        assert head == list(table.names)
        for written, values in zip(rows, rows_of(report, name), strict=True):
            for column, text, value in zip(table.columns, written, values, strict=True):
                guarded = column.type in ("string", "list")
                assert (unguard(text) if guarded else text) == as_csv(value)


@SLOW
@given(report=reports())
def test_cells_survive_json_lines(report, tmp_path):
    write(report, tmp_path, ["jsonl"])
    for name, table in schemas().items():
        content = (tmp_path / f"{name}.jsonl").read_bytes().decode()
        rows = [json.loads(line, parse_float=Decimal) for line in content.split("\n")[:-1]]
        assert [list(row) for row in rows] == [list(table.names)] * len(rows)
        for row, values in zip(rows, rows_of(report, name), strict=True):
            for written, value in zip(row.values(), values, strict=True):
                if isinstance(value, tuple):
                    assert written == list(value)
                elif isinstance(value, date):
                    assert written == value.isoformat()
                elif isinstance(value, float):
                    assert float(written) == value
                else:
                    assert written == value
                    assert str(written) == str(value)


@SLOW
@given(report=reports())
def test_cells_survive_parquet(report, tmp_path):
    write(report, tmp_path, ["parquet"])
    for name, table in schemas().items():
        arrow = pyarrow.parquet.read_table(tmp_path / f"{name}.parquet")
        assert arrow.column_names == list(table.names)
        rows = [list(row.values()) for row in arrow.to_pylist()]
        expected = [
            [list(value) if isinstance(value, tuple) else value for value in row]
            for row in rows_of(report, name)
        ]
        assert rows == expected


def xlsx_text(value):
    """Undo the escapes of control characters, which openpyxl leaves as they are."""
    for code in (*range(0x20), 0xFFFE, 0xFFFF):
        value = value.replace(f"_x{code:04X}_", chr(code))
    return value


@SLOW
@given(report=reports())
@example(report=make_report(title="<r><t>ก</t></r>", organisation="http://a.b/c"))
def test_cells_survive_xlsx(report, tmp_path):
    write(report, tmp_path, ["xlsx"])
    book = openpyxl.load_workbook(tmp_path / "ita_parse.xlsx", read_only=True)
    assert book.sheetnames == list(MODELS)
    for name, table in schemas().items():
        head, *rows = book[name].iter_rows(max_col=len(table.names))
        assert [cell.value for cell in head] == list(table.names)
        for written, values in zip(rows, rows_of(report, name), strict=True):
            for cell, value in zip(written, values, strict=True):
                assert cell.data_type != "f"
                if as_csv(value) == "":
                    assert cell.value is None
                elif isinstance(value, str | tuple):
                    text = as_csv(value)
                    if "_x" in text:  # an escape in the text itself is escaped once more
                        continue
                    assert unguard(xlsx_text(str(cell.value))) == text
                elif isinstance(value, date):
                    shown = cell.value if isinstance(cell.value, str) else cell.value.date()
                    assert str(shown) == str(value)
                else:
                    # Excel keeps 15 to 17 digits, as it does of every number.
                    assert float(cell.value) == pytest.approx(float(value), rel=1e-14)
    book.close()


def test_csv_has_a_byte_order_mark_and_unix_line_ends(tmp_path):
    write(make_report(title="ก\r\nข"), tmp_path)
    content = (tmp_path / "reports.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfreport_id,")
    assert content.count(b"\r") == 1
    assert read_csv(tmp_path / "reports.csv")[1][8] == "ก\r\nข"


def test_other_encodings_show_what_they_lack(tmp_path):
    write(make_report(title="ก😀"), tmp_path, encoding="cp874")
    assert "ก\\U0001f600" in (tmp_path / "reports.csv").read_text(encoding="cp874")


@pytest.mark.parametrize("encoding", ["no-such", "base64"])
def test_an_encoding_that_is_none_is_an_error(encoding, tmp_path):
    with pytest.raises(UnsupportedFormatError, match="no text encoding"):
        write(make_report(), tmp_path, encoding=encoding)


@pytest.mark.parametrize("formats", [["pdf"], []])
def test_a_format_that_is_none_is_an_error(formats, tmp_path):
    with pytest.raises(UnsupportedFormatError, match="csv, parquet, xlsx, jsonl"):
        write(make_report(), tmp_path, formats)


def test_numbers_are_not_guarded_and_texts_are(tmp_path):
    score = IndicatorScore(
        report_id="r", score_id="r-s1", score=Decimal("-2.5"), change_printed="-2.5"
    )
    write(make_report(indicator_scores=(score,)), tmp_path)
    row = read_csv(tmp_path / "indicator_scores.csv")[1]
    assert "-2.50" in row
    assert "'-2.5" in row


def test_decimals_are_exact_numbers_in_json_lines(tmp_path):
    write(make_report(overall_score=Decimal("89.85"), quality=Decimal("1")), tmp_path, ["jsonl"])
    line = (tmp_path / "reports.jsonl").read_text(encoding="utf-8")
    assert '"overall_score": 89.85, ' in line
    assert '"quality": 1.000, ' in line
    assert '"kinds": [], ' in line
    assert '"title": null, ' in line


def test_the_same_records_give_the_same_bytes(tmp_path):
    report = make_report(cells=tuple(make_cell("ก", row_no) for row_no in range(1, 50)))
    for name in ("one", "two"):
        write(report, tmp_path / name, ["csv", "parquet", "xlsx", "jsonl"])
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert len(files) == 3 * len(TABLES) + 2
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_a_cell_too_long_for_a_workbook_is_cut_with_a_finding_in_every_format(tmp_path):
    text = "-" + "ก" * 40_000
    known = Finding(
        report_id=REPORT_ID, finding_id=f"{REPORT_ID}-f1", code="x", severity="note", message="x"
    )
    report = make_report(
        cells=(make_cell(text),),
        measures=(
            Measure(report_id=REPORT_ID, measure_id="m1", row_kind="measure", owners=(text, text)),
        ),
        findings=(known,),
    )
    write(report, tmp_path, ["csv", "xlsx"])
    book = openpyxl.load_workbook(tmp_path / "ita_parse.xlsx")
    assert book["cells"]["J2"].value == "'" + text[:32_766]
    findings = [[cell.value for cell in row] for row in book["findings"].iter_rows(min_row=2)]
    assert [row[1:7] for row in findings] == [
        [f"{REPORT_ID}-f1", None, None, None, "x", "note"],
        [f"{REPORT_ID}-f2", "measures", "m1", "owners", "cell_too_long_for_xlsx", "note"],
        [f"{REPORT_ID}-f3", "cells", None, "raw", "cell_too_long_for_xlsx", "note"],
        [f"{REPORT_ID}-f4", "cells", None, "text", "cell_too_long_for_xlsx", "note"],
    ]
    assert findings[2][10] == 7
    assert len(read_csv(tmp_path / "findings.csv")) == 5
    assert unguard(read_csv(tmp_path / "cells.csv")[1][9]) == text


def test_without_a_workbook_nothing_is_too_long(tmp_path):
    write(make_report(cells=(make_cell("ก" * 40_000),)), tmp_path, ["csv", "jsonl"])
    assert len(read_csv(tmp_path / "findings.csv")) == 1


def test_a_character_beyond_the_basic_plane_counts_twice_and_is_not_cut_in_half():
    assert xlsx.cut("😀" * 20_000) == "😀" * 16_383


def test_rows_too_many_for_a_sheet_go_on_on_a_further_one(tmp_path, monkeypatch):
    monkeypatch.setattr(xlsx, "MAX_ROWS", 4)
    cells = tuple(make_cell("ก", row_no) for row_no in range(1, 9))
    write(make_report(cells=cells), tmp_path, ["xlsx", "csv"])
    book = openpyxl.load_workbook(tmp_path / "ita_parse.xlsx")
    numbers = {
        name: [row[3] for row in book[name].iter_rows(min_row=2, values_only=True)]
        for name in ("cells", "cells_2", "cells_3")
    }
    assert numbers == {"cells": [1, 2, 3], "cells_2": [4, 5, 6], "cells_3": [7, 8]}
    assert book["cells_2"]["A1"].value == "report_id"
    (row,) = read_csv(tmp_path / "findings.csv")[1:]
    assert row[2] == "cells"
    assert row[5] == "sheet_too_long_for_xlsx"
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    rows = {one["name"]: one["rows"] for one in package["resources"] if one["format"] == "xlsx"}
    assert (rows["cells_xlsx"], rows["cells_2_xlsx"], rows["cells_3_xlsx"]) == (3, 3, 2)


def test_a_sheet_that_is_just_full_is_no_finding(tmp_path, monkeypatch):
    monkeypatch.setattr(xlsx, "MAX_ROWS", 4)
    cells = tuple(make_cell("ก", row_no) for row_no in range(1, 4))
    write(make_report(cells=cells), tmp_path, ["xlsx"])
    book = openpyxl.load_workbook(tmp_path / "ita_parse.xlsx")
    assert "cells_2" not in book.sheetnames
    assert book["findings"].max_row == 1


@pytest.mark.parametrize(
    ("form", "module", "extra"),
    [("parquet", "pyarrow", "parquet"), ("xlsx", "xlsxwriter", "excel")],
)
def test_a_missing_package_names_the_command_that_installs_it(
    form, module, extra, tmp_path, monkeypatch
):
    monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.setitem(sys.modules, f"{module}.parquet", None)
    with pytest.raises(MissingPackageError) as caught:
        write(make_report(), tmp_path, ["csv", form])
    assert f'pip install "ita-parse[{extra}]"' in str(caught.value)
    assert isinstance(caught.value, ItaParseError)
    assert list(tmp_path.iterdir()) == []


def test_nothing_half_written_stays_when_a_value_cannot_be_written(tmp_path):
    with pytest.raises(ValueError, match="64 bits"):
        write(make_report(overall_rank=10**30), tmp_path, ["csv", "parquet", "xlsx", "jsonl"])
    assert list(tmp_path.iterdir()) == []


def test_files_of_an_earlier_run_stay_whole_when_a_later_one_fails(tmp_path):
    write(make_report(title="ก"), tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(ValueError, match="64 bits"):
        write(make_report(overall_rank=10**30), tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_folder_that_cannot_be_made_is_a_clear_error(tmp_path):
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    with pytest.raises(ItaParseError, match="cannot be written to"):
        write(make_report(), tmp_path / "out")


def test_parquet_has_decimals_dates_and_lists(tmp_path):
    failure = Failure(source="a", stage="b", error="c", message="d")
    write(make_report(), tmp_path, ["parquet"], failures=[failure])
    types = {
        field.name: str(field.type)
        for field in pyarrow.parquet.read_schema(tmp_path / "measures.parquet")
    }
    assert types["confidence"] == "decimal128(18, 3)"
    assert types["period_start"] == "date32[day]"
    assert types["owners"].startswith("list<")
    schema = pyarrow.parquet.read_schema(tmp_path / "measures.parquet")
    assert schema.field("owner").metadata[b"title_th"].decode() == "ผู้รับผิดชอบ"
    assert pyarrow.parquet.read_table(tmp_path / "failures.parquet").num_rows == 1


def test_parquet_gathers_small_reports_into_large_groups(tmp_path, monkeypatch):
    monkeypatch.setattr("ita_parse.export.parquet._GROUP_ROWS", 10)
    many = [
        make_report(title=str(number), cells=tuple(make_cell("ก", row) for row in range(1, 8)))
        for number in range(4)
    ]
    write(many, tmp_path, ["parquet"])
    file = pyarrow.parquet.ParquetFile(tmp_path / "cells.parquet")
    sizes = [file.metadata.row_group(n).num_rows for n in range(file.metadata.num_row_groups)]
    assert sizes == [10, 10, 8]
    file.close()
