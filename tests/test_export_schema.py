import json
from datetime import date
from pathlib import Path

import pytest

from ita_parse.export import data_dictionary, render_dictionary, schemas, write
from ita_parse.records import TABLES, CellRecord, Failure, Letter, Report

DOCS = Path(__file__).parents[1] / "docs" / "data-dictionary.md"
REPORT_ID = "0123456789abcdef"


@pytest.fixture
def report():
    return Report(
        report_id=REPORT_ID,
        source="a.pdf",
        sha256=REPORT_ID * 4,
        media="pdf",
        text_source="text_layer",
        kinds=("follow_up", "other"),
        parser_version="0.1.0",
        letters=(Letter(report_id=REPORT_ID, date=date(2025, 9, 30)),),
        cells=(
            CellRecord(
                report_id=REPORT_ID,
                table_no=1,
                row_no=1,
                column_no=1,
                row_span=1,
                column_span=1,
                raw="",
                text="",
            ),
        ),
    )


def test_every_table_has_the_columns_of_its_model_in_order():
    assert list(schemas()) == [model.table_name for model in TABLES]
    for model in TABLES:
        assert schemas()[model.table_name].names == tuple(model.model_fields)


def test_types_come_from_the_models():
    measures = {column.name: column for column in schemas()["measures"].columns}
    assert measures["row_kind"].type == "string"
    assert measures["row_kind"].enum == ("measure", "item", "indicator")
    assert not measures["row_kind"].nullable
    assert measures["indicator_no"].type == "integer"
    assert measures["indicator_no"].nullable
    assert measures["period_start"].type == "date"
    assert measures["owners"].type == "list"
    assert (measures["confidence"].type, measures["confidence"].places) == ("decimal", 3)
    cells = {column.name: column.type for column in schemas()["cells"].columns}
    assert cells["x0"] == "number"
    assert schemas()["analyses"].columns[-2].type == "boolean"


def test_every_column_has_titles_in_both_languages_and_a_description():
    for table in schemas().values():
        assert table.title
        assert table.title_th
        assert table.description.endswith(".")
        for column in table.columns:
            assert column.title
            assert any("\u0e00" <= letter <= "\u0e7f" for letter in column.title_th)
            assert column.description


def test_the_dictionary_lists_every_column_and_is_json():
    dictionary = json.loads(json.dumps(data_dictionary()))
    listed = {
        table["name"]: [c["name"] for c in table["columns"]] for table in dictionary["tables"]
    }
    assert listed == {name: list(table.names) for name, table in schemas().items()}


def test_the_committed_dictionary_is_the_rendered_one():
    """Write it anew with: python -m ita_parse.export.dictionary docs/data-dictionary.md"""
    assert DOCS.read_text(encoding="utf-8") == render_dictionary()


def package_of(report, out, formats):
    write(report, out, formats, failures=[Failure(source="x", stage="a", error="b", message="c")])
    return json.loads((out / "datapackage.json").read_text(encoding="utf-8"))


def test_the_package_describes_every_table_in_every_format(report, tmp_path):
    package = package_of(report, tmp_path, ["csv", "parquet", "xlsx", "jsonl"])
    names = [resource["name"] for resource in package["resources"]]
    assert len(names) == len(set(names)) == 4 * len(TABLES)
    for resource in package["resources"]:
        path = tmp_path / resource["path"]
        assert path.stat().st_size == resource["bytes"]
        table = schemas()[resource["name"].partition("_" + resource["format"])[0]]
        assert [field["name"] for field in resource["schema"]["fields"]] == list(table.names)
        assert all(field["title_th"] for field in resource["schema"]["fields"])


def test_lists_are_text_in_csv_and_arrays_in_parquet(report, tmp_path):
    package = package_of(report, tmp_path, ["csv", "parquet"])
    kinds = {
        resource["format"]: next(f for f in resource["schema"]["fields"] if f["name"] == "kinds")
        for resource in package["resources"]
        if resource["name"].startswith("reports")
    }
    assert kinds["csv"]["type"] == "string"
    assert "joined" in kinds["csv"]["description"]
    assert kinds["parquet"]["type"] == "array"


def test_constraints_hold_for_the_rows_written(report, tmp_path):
    package = package_of(report, tmp_path, ["csv"])
    cells = next(one for one in package["resources"] if one["name"] == "cells")
    fields = {field["name"]: field for field in cells["schema"]["fields"]}
    assert fields["table_no"]["constraints"] == {"required": True}
    # A cell may be empty, and CSV tells that from null no more.
    assert "constraints" not in fields["text"]
    assert cells["schema"]["foreignKeys"] == [
        {
            "fields": ["report_id"],
            "reference": {"resource": "reports", "fields": ["report_id"]},
        }
    ]


def test_references_stay_within_a_format(report, tmp_path):
    package = package_of(report, tmp_path, ["jsonl", "xlsx"])
    names = {resource["name"] for resource in package["resources"]}
    for resource in package["resources"]:
        for key in resource["schema"].get("foreignKeys", []):
            assert key["reference"]["resource"] in names
            assert key["reference"]["resource"].endswith(resource["format"])


def test_a_package_of_csv_alone_is_a_tabular_one(report, tmp_path):
    assert package_of(report, tmp_path, ["csv"])["profile"] == "tabular-data-package"
