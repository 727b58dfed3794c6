"""Broken, foreign and hostile input: a clear error or a finding, and the rest is converted."""

from __future__ import annotations

import contextlib
import io
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ita_parse
from ita_parse.errors import ItaParseError
from tests.comparison import ROOT, differences, load

BROKEN = ROOT / "broken"

REFUSED = [
    ("empty.pdf", ita_parse.UnreadableFileError, "empty"),
    ("empty.txt", ita_parse.UnreadableFileError, "empty"),
    ("no-pages.pdf", ita_parse.UnreadableFileError, "no pages"),
    ("text-named.pdf", ita_parse.UnreadableFileError, "does not begin like a PDF"),
    ("encrypted.pdf", ita_parse.EncryptedFileError, "password"),
    ("truncated.pdf", ita_parse.UnreadableFileError, "damaged"),
    ("scanned.pdf", ita_parse.NeedsOcrError, "scanned"),
    ("report.docx", ita_parse.UnsupportedFormatError, "DOCX"),
    ("report.xlsx", ita_parse.UnsupportedFormatError, "XLSX"),
    ("missing.pdf", ita_parse.UnreadableFileError, "no such file"),
    (".", ita_parse.UnreadableFileError, "folder"),
]


@pytest.mark.parametrize(("name", "error", "words"), REFUSED)
def test_a_file_that_cannot_be_read_is_refused_with_its_reason(
    name: str, error: type[ItaParseError], words: str
) -> None:
    with pytest.raises(error, match=words) as caught:
        ita_parse.read(BROKEN / name, ocr="never")
    assert caught.value.hint, "the error says what to do"
    assert str(BROKEN).split("/")[-1] in str(caught.value), "the error says where"


def test_an_encrypted_file_is_read_with_its_password() -> None:
    report = ita_parse.read(BROKEN / "encrypted.pdf", password="ita")
    assert differences(report, load("expected/huaipip-2567.json")) == []


def test_a_wrong_password_is_said_to_be_wrong() -> None:
    with pytest.raises(ita_parse.EncryptedFileError, match="wrong"):
        ita_parse.read(BROKEN / "encrypted.pdf", password="no")


@pytest.mark.parametrize("name", ["utf-16.txt", "cp874.txt"])
def test_a_transcript_in_another_encoding_gives_the_same_records(name: str) -> None:
    report = ita_parse.read(BROKEN / name)
    assert differences(report, load("expected/siphirun-2569.json")) == []


def test_one_scanned_page_is_a_finding_and_the_other_pages_are_read() -> None:
    report = ita_parse.read(BROKEN / "one-page-scanned.pdf", ocr="never")
    pages = [f.page for f in report.findings if f.code == "page_needs_ocr"]
    assert pages == [2]
    assert report.measures


def test_a_report_without_tables_has_its_text_and_no_measures() -> None:
    report = ita_parse.read(BROKEN / "prose-only.pdf")
    assert report.measures == ()
    assert report.paragraphs
    assert "no_tables" in {finding.code for finding in report.findings}


def test_unclosed_html_costs_no_row() -> None:
    report = ita_parse.read(BROKEN / "broken-html.txt")
    assert len(report.measures) >= 2
    assert all("<" not in (m.measure or "") + (m.method or "") for m in report.measures)


def test_a_file_object_and_bytes_are_read_like_the_path() -> None:
    path = ROOT / "transcripts" / "siphirun-2569.txt"
    content = path.read_bytes()
    by_path = ita_parse.read(path).measures
    assert ita_parse.read(content).measures == by_path
    assert ita_parse.read(io.BytesIO(content)).measures == by_path


def test_a_text_file_object_is_refused_with_advice(tmp_path: Path) -> None:
    with pytest.raises(ita_parse.UnreadableFileError, match="rb"):
        ita_parse.read(io.StringIO("text"))  # type: ignore[arg-type]


def test_a_page_that_the_document_lacks_is_an_error() -> None:
    with pytest.raises(ValueError, match="no page 99"):
        ita_parse.extract(ROOT / "pdf" / "huaipip-2567.libreoffice.pdf", pages=[99])


def test_errors_survive_pickling() -> None:
    import pickle

    error = ita_parse.NeedsOcrError("no text", source="a.pdf", hint="read it by OCR")
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again)) == (type(error), str(error))


@given(st.binary(max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_bytes_give_a_report_or_a_named_error(content: bytes) -> None:
    with contextlib.suppress(ItaParseError):
        assert ita_parse.read(content).report_id


PIECES = [
    "<table>",
    "</table>",
    "<tr>",
    "</td>",
    "<td rowspan=3>",
    "<td colspan='99999'>",
    "<ol>",
    "<li>",
    "</ul>",
    "<p>",
    "<br/>",
    "| a | b |\n",
    "|---|\n",
    "\t",
    "\n",
    "ลำดับ",
    "มาตรการ",
    "วิธีดำเนินการ",
    "๑.",
    "&amp;",
    "<",
    "ข้อ o๒",
    "100.00",
    "<input type='checkbox' checked>",
]
markup = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@given(markup)
@settings(max_examples=200, deadline=None)
def test_any_markup_gives_a_report(text: str) -> None:
    if text:
        ita_parse.read(text.encode())


def test_the_error_of_a_file_is_not_that_of_the_file_before() -> None:
    with pytest.raises(ita_parse.EncryptedFileError):
        ita_parse.read(BROKEN / "encrypted.pdf")
    with pytest.raises(ita_parse.UnreadableFileError):
        ita_parse.read(BROKEN / "no-pages.pdf")


LONG = {
    "emphasis never closed": "**a " * 20_000,
    "comments never closed": "<!-- " * 20_000,
    "links never closed": "[" * 20_000 + "](",
    "a row of bullets in an issue": "ประเด็นที่ 1 ก\n\n" + "■" * 20_000,
    "tags never closed": "<p " * 20_000,
    "one consonant with many marks": "ก" + "่" * 20_000,
    "a list of empty items": "1. " * 20_000,
}


@pytest.mark.parametrize("name", LONG)
def test_a_long_line_of_one_thing_is_read_in_a_few_seconds(name: str) -> None:
    start = time.perf_counter()
    ita_parse.read(LONG[name].encode())
    # On a slow machine these take a tenth of this; what is quadratic takes ten times as long.
    assert time.perf_counter() - start < 10
