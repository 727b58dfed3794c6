import subprocess
import sys
import time
from datetime import date
from decimal import Decimal

import pandas as pd

from ita_parse.export import frames, schemas
from ita_parse.records import (
    Analysis,
    CellRecord,
    Failure,
    IndicatorScore,
    Letter,
    Measure,
    Report,
    SourceRecord,
)

DTYPES = {
    "string": "string",
    "integer": "Int64",
    "number": "Float64",
    "boolean": "boolean",
    "date": "datetime64[ns]",
    "decimal": "object",
    "list": "object",
}


def make_report(report_id="0123456789abcdef", source="a.pdf", **fields):
    return Report(
        report_id=report_id,
        source=source,
        sha256=report_id * 4,
        media="pdf",
        text_source="text_layer",
        parser_version="0.1.0",
        **fields,
    )


def assert_contract(result):
    assert list(result) == list(schemas())
    for name, table in schemas().items():
        assert tuple(result[name].columns) == table.names
        for column in table.columns:
            assert str(result[name][column.name].dtype) == DTYPES[column.type], column


def test_empty_frames_have_every_column_with_its_type():
    result = frames([])
    assert_contract(result)
    assert all(frame.empty for frame in result.values())


def test_values_keep_their_types():
    report = make_report(
        pages=3,
        kinds=("follow_up",),
        overall_score=Decimal("89.5"),
        measures=(
            Measure(
                report_id="r",
                measure_id="r-m1",
                row_kind="measure",
                period_start=date(2024, 10, 1),
                owners=("สำนักปลัด", "กองคลัง"),
            ),
        ),
        analyses=(Analysis(report_id="r", analysis_id="r-a1", text="ก", boilerplate=True),),
    )
    result = frames(report)
    assert_contract(result)
    row = result["reports"].iloc[0]
    assert str(row["overall_score"]) == "89.50"
    assert row["kinds"] == ("follow_up",)
    assert row["pages"] == 3
    assert row["title"] is pd.NA
    measure = result["measures"].iloc[0]
    assert measure["period_start"] == pd.Timestamp("2024-10-01")
    assert measure["period_end"] is pd.NaT
    assert measure["owners"] == ("สำนักปลัด", "กองคลัง")
    assert measure["confidence"] is None
    assert result["analyses"]["boilerplate"].tolist() == [True]


def test_scores_are_rounded_to_their_places_half_up():
    scores = (IndicatorScore(report_id="r", score_id="r-s1", score=Decimal("85.125")),)
    frame = frames(make_report(indicator_scores=scores))["indicator_scores"]
    assert frame["score"].tolist() == [Decimal("85.13")]


def test_a_date_beyond_nanoseconds_is_kept():
    letters = (Letter(report_id="r", date=date(2568, 1, 2)), Letter(report_id="r"))
    frame = frames(make_report(letters=letters))["letters"]
    assert frame["date"].iloc[0].year == 2568
    assert frame["date"].iloc[1] is pd.NaT


def test_a_broken_character_does_not_stop_the_export():
    assert frames(make_report(title="a\ud800b"))["reports"]["title"].tolist() == ["a\ufffdb"]


def test_a_report_read_alone_has_its_source_as_a_row():
    assert frames(make_report())["sources"].values.tolist() == [["0123456789abcdef", "a.pdf"]]


def test_the_same_file_twice_is_one_report():
    result = frames([make_report(source="b.pdf"), make_report(source="a.pdf")])
    assert result["reports"]["source"].tolist() == ["a.pdf"]
    assert result["sources"]["source"].tolist() == ["a.pdf", "b.pdf"]


def test_different_pages_of_a_file_stay_apart():
    letters = (Letter(report_id="r", page=2),)
    result = frames([make_report(), make_report(letters=letters)])
    assert len(result["reports"]) == 2
    assert len(result["letters"]) == 1


def test_sources_that_are_there_are_kept():
    rows = tuple(SourceRecord(report_id="r", source=name) for name in ("a.pdf", "z.pdf"))
    assert frames(make_report(sources=rows))["sources"]["source"].tolist() == ["a.pdf", "z.pdf"]


def test_failures_are_a_table_too():
    failure = Failure(source="x.pdf", stage="extract", error="NeedsOcrError", message="no text")
    assert frames([], failures=[failure])["failures"]["error"].tolist() == ["NeedsOcrError"]


def test_reports_give_their_frames_themselves():
    assert make_report().frames()["reports"]["report_id"].tolist() == ["0123456789abcdef"]


def test_a_hundred_thousand_cells_take_seconds_at_most():
    cell = CellRecord(
        report_id="r",
        table_no=1,
        row_no=1,
        column_no=1,
        row_span=1,
        column_span=1,
        raw="ดําเนินการ",
        text="ดำเนินการ",
        repairs=("nikhahit:1",),
        confidence=Decimal("0.987"),
        x0=1.5,
    )
    report = make_report(cells=(cell,) * 100_000)
    start = time.perf_counter()
    assert len(frames(report)["cells"]) == 100_000
    assert time.perf_counter() - start < 10


def test_importing_the_room_loads_no_pandas():
    code = "import sys, ita_parse.export; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
