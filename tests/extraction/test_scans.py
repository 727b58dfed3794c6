"""Scanned pages read by OCR, from the file to the document."""

from __future__ import annotations

import io
import os
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from PIL import Image

import ita_parse
from ita_parse.extraction import pdf, scans
from ita_parse.extraction.scans import lacking

ROOT = Path(__file__).resolve().parents[2] / "fixtures"
SCANS = ROOT / "scans"
LACKING = lacking()
needs_ocr = pytest.mark.skipif(bool(LACKING), reason=f"OCR is not installed: {LACKING[:1]}")


def test_ocr_is_installed_where_its_tests_must_run() -> None:
    if os.environ.get("ITA_PARSE_REQUIRE_OCR"):
        assert not LACKING


def squeezed(document: ita_parse.Document) -> str:
    return "".join(document.text.split())


def likeness(one: ita_parse.Document, other: ita_parse.Document) -> float:
    return SequenceMatcher(None, squeezed(one), squeezed(other), autojunk=False).ratio()


@needs_ocr
def test_a_scan_gives_the_text_and_the_tables_of_the_file_that_was_printed() -> None:
    scan = ita_parse.extract(SCANS / "khlongrung-2568.libreoffice.office.pdf")
    printed = ita_parse.extract(ROOT / "pdf" / "khlongrung-2568.libreoffice.pdf")
    assert scan.text_source == "ocr"
    assert likeness(scan, printed) >= 0.97
    shapes = [(len(table.rows), len(table.rows[0])) for table in scan.tables]
    assert shapes == [(len(table.rows), len(table.rows[0])) for table in printed.tables]


@needs_ocr
def test_cells_of_a_scan_have_their_confidence_and_their_place() -> None:
    scan = ita_parse.extract(SCANS / "khlongrung-2568.libreoffice.office.pdf", pages=[1])
    printed = ita_parse.extract(ROOT / "pdf" / "khlongrung-2568.libreoffice.pdf", pages=[1])
    for one, other in zip(scan.pages[0].tables, printed.pages[0].tables, strict=True):
        assert one.box is not None
        assert other.box is not None
        # It lies askew by up to a degree.
        assert one.box == pytest.approx(other.box, abs=16)
        sure = [cell.confidence for cell in one.cells if cell.text]
        assert all(value is not None and 0 <= value <= 1 for value in sure)


@needs_ocr
def test_a_fax_of_a_report_is_read_with_doubts() -> None:
    scan = ita_parse.extract(SCANS / "nachomphunut-2567.chromium.bad.pdf")
    printed = ita_parse.extract(ROOT / "pdf" / "nachomphunut-2567.chromium.pdf")
    assert likeness(scan, printed) >= 0.9
    assert scan.pages[0].quality < 0.95


@needs_ocr
def test_a_scanned_page_among_others_is_read_too() -> None:
    report = ita_parse.read(ROOT / "broken" / "one-page-scanned.pdf")
    codes = [finding.code for finding in report.findings]
    assert report.text_source == "mixed"
    assert "read_by_ocr" in codes
    assert "page_needs_ocr" not in codes


@needs_ocr
def test_all_pages_are_read_from_their_image_if_that_is_asked_for() -> None:
    name = ROOT / "pdf" / "nachomphunut-2567.chromium.pdf"
    read = ita_parse.extract(name, pages=[1], ocr="always")
    assert read.text_source == "ocr"
    assert likeness(read, ita_parse.extract(name, pages=[1])) >= 0.95


def image_pdf(image: Image.Image) -> bytes:
    target = io.BytesIO()
    image.save(target, "PDF", resolution=100)
    return target.getvalue()


@needs_ocr
def test_a_page_of_noise_is_refused_with_its_reason() -> None:
    noise = Image.effect_noise((800, 1100), 120).convert("L")
    with pytest.raises(ita_parse.NeedsOcrError, match="OCR could read none") as caught:
        ita_parse.extract(image_pdf(noise))
    assert "transcript" in caught.value.hint


def test_without_ocr_a_scan_is_refused_with_the_command_that_mends_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    missing = [("OpenCV is missing:", "pip install opencv-python-headless.")]
    for module in (pdf, scans):
        monkeypatch.setattr(module, "lacking", lambda: missing)
    name = SCANS / "nachomphunut-2567.chromium.bad.pdf"
    for ocr in ("auto", "always"):
        with pytest.raises(ita_parse.NeedsOcrError) as caught:
            ita_parse.extract(name, ocr=ocr)  # type: ignore[arg-type]
        assert "pip install opencv-python-headless" in caught.value.hint


def test_a_scan_is_refused_where_no_ocr_is_wanted() -> None:
    with pytest.raises(ita_parse.NeedsOcrError, match="scanned"):
        ita_parse.extract(SCANS / "nachomphunut-2567.chromium.bad.pdf", ocr="never")
