"""Every fixture report gives its expected records, whatever produced the file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import ita_parse
from tests.comparison import ROOT, differences, load


def _index(folder: Path) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads((folder / "index.json").read_text("utf-8"))
    return entries


INDEX = [*_index(ROOT), *_index(ROOT / "heldout")]
FILES = [
    pytest.param(path, report["expected"], id=path.split("/")[-1])
    for report in INDEX
    for path in (report["transcript"], *(pdf["path"] for pdf in report["pdfs"]))
]


@pytest.mark.parametrize(("path", "expected"), FILES)
def test_a_fixture_gives_its_expected_records(path: str, expected: str) -> None:
    assert differences(ita_parse.read(ROOT / path), load(expected)) == []


@pytest.mark.parametrize("report", INDEX, ids=lambda report: report["report"])
def test_every_report_comes_from_at_least_three_producers(report: dict[str, Any]) -> None:
    assert len({pdf["producer"] for pdf in report["pdfs"]}) >= 3


def test_a_record_keeps_the_place_of_each_of_its_parts() -> None:
    report = ita_parse.read(ROOT / "pdf" / "khlongrung-2568.chromium.pdf")
    (cut,) = [measure for measure in report.measures if len(measure.places) > 1]
    assert (cut.page_first, cut.page_last) == (1, 2)
    assert [place.page for place in cut.places] == [1, 2]
    assert (cut.table_no, cut.row_no) == (cut.places[0].table_no, cut.places[0].row_no)


def test_raw_text_stands_beside_clean_text() -> None:
    report = ita_parse.read(ROOT / "transcripts" / "suaninthanin-2565.md")
    scores = [score for score in report.indicator_scores if score.score_printed == "๑๐๐"]
    assert scores
    assert all(score.score == 100 for score in scores)


def test_frames_of_a_report_hold_every_table() -> None:
    report = ita_parse.read(ROOT / "transcripts" / "huaipip-2567.txt")
    frames = report.frames()
    assert len(frames["measures"]) == len(report.measures)
    assert len(frames["cells"]) == len(report.cells)
    assert frames["failures"].empty
