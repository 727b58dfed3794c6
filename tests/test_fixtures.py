"""Every fixture report gives its expected records, whatever produced the file."""

from __future__ import annotations

import json
from typing import Any

import pytest

import ita_parse
from tests.comparison import ROOT, differences, load

INDEX: list[dict[str, Any]] = json.loads((ROOT / "index.json").read_text(encoding="utf-8"))
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
