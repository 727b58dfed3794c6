"""Hostile and damaged PDFs: bounded work, a notice where something is lost, other pages read."""

from __future__ import annotations

import functools
import json
import subprocess
import sys
from collections.abc import Iterable
from typing import Any

import pytest

from tests.comparison import ROOT

HOSTILE = ROOT / "hostile"
INDEX: list[dict[str, Any]] = json.loads((HOSTILE / "index.json").read_text(encoding="utf-8"))
# A cell of the table on every ordinary page.
CELL = "ประกาศนโยบาย"
# Generous: most files take a hundredth of either.
SECONDS = 20
BYTES = 2_500_000_000

# Runs in a process of its own: what PDFium does with a file may end the process.
PROGRAMME = """
import json, sys
try:
    import resource
except ImportError:
    pass
else:
    resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]),) * 2)
import ita_parse
try:
    document = ita_parse.extract(sys.argv[1])
except ita_parse.ItaParseError as error:
    found = {"error": type(error).__name__}
else:
    cells = {
        page.number: [cell.text for table in page.tables for cell in table.cells]
        for page in document.pages
    }
    found = {
        "pages": len(document.pages),
        "read": [number for number, texts in cells.items() if sys.argv[3] in texts],
        # Where OCR is installed nothing is lost of a page that it reads.
        "noticed": sorted(
            {notice.page for notice in document.notices if notice.page}
            | {page.number for page in document.pages if "ocr" in page.reasons}
        ),
    }
print(json.dumps(found))
"""


@functools.cache
def found_in(name: str) -> dict[str, Any]:
    """Return what is read of a file; "died" tells why its process gave no answer."""
    try:
        done = subprocess.run(
            [sys.executable, "-X", "utf8", "-c", PROGRAMME, HOSTILE / name, str(BYTES), CELL],
            capture_output=True,
            encoding="utf-8",
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"died": f"after {SECONDS} seconds"}
    if done.returncode:
        return {"died": done.stderr[-2000:] or done.returncode}
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def by_name(entries: Iterable[dict[str, Any]]) -> list[Any]:
    return [pytest.param(entry, id=entry["path"]) for entry in entries]


@pytest.mark.parametrize("entry", by_name(INDEX))
def test_the_ordinary_pages_of_a_hostile_file_are_read(entry: dict[str, Any]) -> None:
    found = found_in(entry["path"])
    assert "died" not in found
    assert found.get("error") == entry.get("error")
    if "error" not in entry:
        assert found["pages"] == entry.get("pages", found["pages"])
        assert set(entry["ordinary"]) <= set(found["read"])


@pytest.mark.parametrize("entry", by_name(entry for entry in INDEX if "noticed" in entry))
def test_what_is_lost_of_a_hostile_file_is_told_with_its_page(entry: dict[str, Any]) -> None:
    assert set(entry["noticed"]) <= set(found_in(entry["path"]).get("noticed", ()))


def test_every_hostile_file_is_in_the_index() -> None:
    assert {entry["path"] for entry in INDEX} == {path.name for path in HOSTILE.glob("*.pdf")}
