import csv
import json
import os
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner

import ita_parse
from ita_parse.cli import app
from ita_parse.cli._console import use_utf8
from ita_parse.document import Cell, Document, Page, PageTable, Paragraph, Row, Table
from ita_parse.errors import EncryptedFileError, UnreadableFileError
from ita_parse.export import schemas
from ita_parse.extraction.ocr import tesseract
from ita_parse.records import Finding, IndicatorScore, ItemScore, Measure, Report

REPORT_ID = "0123456789abcdef"
HEAVY = ("pandas", "pythainlp", "pydantic", "rich", "pyarrow", "pypdfium2", "pdfplumber")


def make_report(source):
    finding = {"report_id": REPORT_ID, "finding_id": "f", "message": "ดูที่หน้า"}
    return Report(
        report_id=REPORT_ID,
        source=str(source),
        sha256=REPORT_ID * 4,
        media="pdf",
        text_source="text_layer",
        pages=12,
        organisation="องค์การบริหารส่วนตำบลบ้านตัวอย่าง",
        title="รายงานผลการดำเนินการตามมาตรการ",
        fiscal_year=2568,
        overall_score=Decimal("89.50"),
        overall_grade="ผ่านดี",
        parser_version="0",
        measures=(
            Measure(
                report_id=REPORT_ID,
                measure_id="m",
                row_kind="measure",
                sequence="1",
                measure="[bold]ส่งเสริมความโปร่งใส " * 5,
                owners=("สำนักปลัด", "กองคลัง"),
                status="completed",
                page_first=3,
            ),
        ),
        indicator_scores=(
            IndicatorScore(
                report_id=REPORT_ID, score_id="s", indicator="การใช้อำนาจ", score=Decimal("97.10")
            ),
        ),
        item_scores=(
            ItemScore(report_id=REPORT_ID, score_id="i", item_code="i7", score=Decimal("88")),
        ),
        findings=(
            Finding(code="odd_date", severity="note", page=4, **finding),
            Finding(code="wrong_sum", severity="error", **finding),
            Finding(code="odd_date", severity="note", **finding),
        ),
    )


def fake_read(source, pages=None, ocr="auto", password=None, join_pages=True):
    name = Path(source).name
    if name.startswith("locked") and password != "secret":
        raise EncryptedFileError("a password is needed.", source=str(source), hint="Give it.")
    if name.startswith("gone"):
        raise UnreadableFileError("there is no such file.", source=str(source), hint="Look.")
    if name.startswith("bug"):
        raise ZeroDivisionError("oops")
    report = make_report(source)
    content = Path(source).read_bytes() if Path(source).exists() else b""
    return report.model_copy(update={"title": content.decode() or report.title})


def make_document(source, ocr="auto", password=None):
    fake_read(source, password=password)
    texts = [["ลำดับ", "วิธีดำเนินการ"], ["1", "- ประชุม"]]
    cells = tuple(
        Cell(1, row, column, raw=text, text=text, page=2)
        for row, line in enumerate(texts, 1)
        for column, text in enumerate(line, 1)
    )
    parts = tuple(PageTable(number, cells, 2, 2, page=number + 1) for number in (1, 2))
    body = tuple(Row(tuple(line), ((), ()), ()) for line in texts)
    pages = (Page(1, (Paragraph("บรรทัดแรก", "บรรทัดแรก"),)), Page(2, (parts[0],)))
    joined, single = Table(parts, body, 1), Table(parts[:1], body[:1])
    tables = () if Path(source).name.startswith("plain") else (joined, single)
    return Document(str(source), "0" * 64, "pdf", "text_layer", pages, tables)


@pytest.fixture(autouse=True)
def _in_a_folder_with_a_fake_parser(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(vars(ita_parse), "read", fake_read)
    monkeypatch.setitem(vars(ita_parse), "extract", make_document)


def ita(*arguments):
    return CliRunner().invoke(app, list(arguments))


def put(*names):
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(name, encoding="utf-8")


def run_python(*arguments, **environment):
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        check=False,
        cwd=Path(ita_parse.__file__).parents[1],
        env={**os.environ, **environment},
    )


def test_importing_the_command_line_loads_nothing_heavy():
    code = f"import sys, ita_parse.cli; print([m for m in {HEAVY} if m in sys.modules])"
    assert run_python("-c", code).stdout.decode().strip() == "[]"


def test_help_appears_at_once_and_loads_nothing_heavy():
    start = time.perf_counter()
    done = run_python("-X", "importtime", "-m", "ita_parse", "--help")
    assert time.perf_counter() - start < 2
    assert done.returncode == 0
    for command in (b"convert", b"show", b"text", b"tables", b"schema", b"doctor"):
        assert command in done.stdout
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.decode().splitlines()}
    assert not loaded & set(HEAVY)


def test_version_is_that_of_the_package():
    assert ita("--version").stdout == f"ita-parse {ita_parse.__version__}\n"


def test_output_is_utf8_whatever_the_console():
    done = run_python("-m", "ita_parse", "schema", PYTHONIOENCODING="cp1252")
    assert done.returncode == 0
    assert "ผู้รับผิดชอบ" in done.stdout.decode("utf-8")


def test_a_stream_that_cannot_change_its_encoding_stays():
    use_utf8(object())


def test_convert_writes_tables_and_says_what_it_did():
    put("in/a.txt", "in/b.txt", "in/x.docx")
    result = ita("convert", "in", "-o", "out", "--format", "csv", "--format", "jsonl")
    assert result.exit_code == 0
    assert "2 documents, 24 pages" in result.stdout
    assert "written to out" in result.stdout
    assert "1 files of other kinds" in result.stdout
    assert "[1/2] in/a.txt: 12 pages, 3 findings" in result.stderr
    assert Path("out/reports.csv").exists()
    assert Path("out/reports.jsonl").exists()
    assert not Path("out/reports.parquet").exists()


def test_convert_exits_with_1_when_a_file_failed():
    put("in/a.txt", "in/bug.txt")
    result = ita("convert", "in", "gone.pdf", "-o", "out")
    assert result.exit_code == 1
    assert "in/bug.txt: failed: oops (ZeroDivisionError)" in result.stderr
    assert "2 files failed" in result.stdout
    with Path("out/failures.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["source"] for row in csv.DictReader(file)] == ["gone.pdf", "in/bug.txt"]


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("convert",),
        ("convert", "in"),
        ("convert", "in", "-o", "out", "--format", "doc"),
        ("convert", "in", "-o", "out", "--jobs", "0"),
        ("convert", "in", "-o", "out", "--ocr", "maybe"),
        ("convert", "in", "-o", "out", "--engine", "dask"),
        ("convert", "in", "-o", "out", "--encoding", "klingon"),
        ("convert", "empty", "-o", "out"),
        ("tables", "a.txt", "-o", "out", "--encoding", "klingon"),
        ("tables", "a.txt"),
        ("nonsense",),
    ],
)
def test_wrong_usage_exits_with_2(arguments):
    put("in/a.txt")
    Path("empty").mkdir()
    result = ita(*arguments)
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert not Path("out").exists()


def test_a_missing_package_is_said_in_one_line(monkeypatch):
    put("in/a.txt")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    result = ita("convert", "in", "-o", "out", "--format", "parquet")
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert 'pip install "ita-parse[parquet]"' in line


def test_quiet_prints_errors_and_nothing_else():
    put("in/a.txt")
    result = ita("convert", "in", "-o", "out", "--quiet")
    assert (result.exit_code, result.output) == (0, "")
    put("in/bug.txt")
    result = ita("convert", "in", "-o", "out", "--quiet")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == "ita-parse: in/bug.txt: oops (ZeroDivisionError)\n"


def test_log_json_is_one_object_a_line_for_each_file():
    put("in/a.txt", "in/bug.txt")
    result = ita("convert", "in", "-o", "out", "--log-json")
    lines = [json.loads(line) for line in result.stderr.splitlines()]
    assert [(line["source"], line["outcome"]) for line in lines] == [
        ("in/a.txt", "converted"),
        ("in/bug.txt", "failed"),
    ]
    assert lines[1]["error"] == "ZeroDivisionError"


def test_limits_that_do_not_hold_yet_are_noted():
    put("in/a.txt")
    result = ita("convert", "in", "-o", "out", "--timeout", "5", "--memory", "500")
    assert "note: The limit timeout is not enforced" in result.stdout
    assert "note: The limit memory is not enforced" in result.stdout


def test_a_password_reaches_the_reader():
    put("in/locked.txt")
    assert ita("convert", "in", "-o", "out").exit_code == 1
    assert ita("convert", "in", "-o", "out", "--password", "secret").exit_code == 0


def test_a_bar_is_drawn_when_a_person_watches(monkeypatch, capsys):
    from ita_parse.cli import _convert

    put("in/a.txt", "in/bug.txt")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    options = _convert.Options(
        formats=["csv"],
        jobs=1,
        ocr="auto",
        timeout=None,
        memory=None,
        fresh=False,
        password=None,
        encoding="utf-8",
        engine="local",
        shown="auto",
        quiet=False,
    )
    assert _convert.convert(["in"], Path("out"), options) == 1
    assert "in/bug.txt: oops (ZeroDivisionError)" in capsys.readouterr().err


def test_show_prints_a_readable_report_without_colours_in_a_pipe():
    result = ita("show", "a.pdf")
    assert result.exit_code == 0
    for text in (
        "องค์การบริหารส่วนตำบลบ้านตัวอย่าง",
        "fiscal year 2568",
        "score 89.50, grade ผ่านดี",
        "[bold]ส่งเสริมความโปร่งใส",
        "สำนักปลัด, กองคลัง",
        "completed",
        "การใช้อำนาจ",
        "97.10",
        "i7",
        "wrong_sum",
        "Findings: 1 error, 2 notes",
        "page 4  ดูที่หน้า",
    ):
        assert text in result.stdout
    assert "\x1b" not in result.stdout
    assert "note odd_date (2)" in result.stdout
    # An error comes before a note, however many notes there are.
    assert result.stdout.index("wrong_sum") < result.stdout.index("odd_date")


def test_show_prints_the_first_of_many_findings_of_a_code(monkeypatch):
    report = make_report("a.pdf")
    many = tuple(
        Finding(
            report_id=REPORT_ID,
            finding_id=f"f{number}",
            code="item_misread",
            severity="warning",
            message=f"ข้อที่ {number}",
            table="measures",
            record_id=f"{REPORT_ID}-m{number}",
            field="item",
            printed="[b]การให้บริการ",
            suggested="ข้อที่",
        )
        for number in range(1, 13)
    )
    changed = report.model_copy(update={"findings": (*many, *report.findings)})
    monkeypatch.setitem(vars(ita_parse), "read", lambda *_, **__: changed)
    output = ita("show", "a.pdf").stdout
    assert "Findings: 1 error, 12 warnings, 2 notes" in output
    assert "warning item_misread (12)" in output
    assert "measure 3 item  ข้อที่ 3" in output
    assert "printed: [b]การให้บริการ" in output
    # What the message says already is not said twice.
    assert "suggested" not in output
    assert "ข้อที่ 4" not in output
    assert "… and 9 more of item_misread; see the table findings" in output
    assert output.index("wrong_sum") < output.index("item_misread") < output.index("odd_date")


def test_show_says_when_there_are_no_findings(monkeypatch):
    report = make_report("a.pdf").model_copy(update={"findings": ()})
    monkeypatch.setitem(vars(ita_parse), "read", lambda *_, **__: report)
    assert "No findings." in ita("show", "a.pdf").stdout


def test_convert_ends_with_the_findings_counted_errors_first():
    put("in/a.txt", "in/b.txt")
    lines = ita("convert", "in", "-o", "out").stdout.splitlines()
    start = lines.index("findings: 2 errors, 4 notes")
    assert [line.split() for line in lines[start + 1 : start + 3]] == [
        ["error", "2", "wrong_sum"],
        ["note", "4", "odd_date"],
    ]


def test_text_prints_the_text_with_form_feeds_between_pages():
    result = ita("text", "a.pdf")
    assert result.exit_code == 0
    assert result.stdout == "บรรทัดแรก\fลำดับ\tวิธีดำเนินการ\n1\t- ประชุม\n"


def test_tables_writes_each_logical_table_as_guarded_csv():
    result = ita("tables", "a.pdf", "-o", "out/deep")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "out/deep/table-001.csv: pages 2-3, 2 rows, 2 columns",
        "out/deep/table-002.csv: page 2, 1 rows, 2 columns",
    ]
    content = Path("out/deep/table-001.csv").read_bytes()
    assert content.decode("utf-8-sig") == "ลำดับ,วิธีดำเนินการ\n1,'- ประชุม\n"
    assert content.startswith(b"\xef\xbb\xbf")


def test_a_document_without_tables_is_no_error():
    result = ita("tables", "plain.pdf", "-o", "out")
    assert (result.exit_code, result.stdout) == (0, "plain.pdf: no tables\n")


@pytest.mark.parametrize("command", [("show",), ("text",), ("tables", "-o", "out")])
def test_a_file_that_cannot_be_read_is_one_line_and_exit_1(command):
    result = ita(*command, "gone.pdf")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == "ita-parse: gone.pdf: there is no such file. Look.\n"


def test_an_unexpected_error_shows_no_traceback_unless_asked(monkeypatch):
    result = ita("show", "bug.pdf")
    assert result.exit_code == 1
    assert result.stderr.startswith("ita-parse: unexpected ZeroDivisionError: oops.")
    monkeypatch.setenv("ITA_PARSE_DEBUG", "1")
    assert isinstance(ita("show", "bug.pdf").exception, ZeroDivisionError)


def test_schema_is_the_dictionary_as_json():
    result = ita("schema")
    assert result.exit_code == 0
    assert [table["name"] for table in json.loads(result.stdout)["tables"]] == list(schemas())


def test_doctor_finds_the_core_complete():
    result = ita("doctor")
    assert result.exit_code == 0
    assert "The core is complete." in result.stdout
    assert "OCR of scanned pages" in result.stdout


def test_doctor_names_the_command_that_mends_what_is_missing(monkeypatch):
    for name in ("pyarrow", "pypdfium2", "tesserocr", "cv2"):
        monkeypatch.setitem(sys.modules, name, None)
    result = ita("doctor")
    assert result.exit_code == 1
    for command in (
        'pip install "ita-parse[parquet]"',
        "pip install pypdfium2",
        'pip install "ita-parse[ocr]"',
    ):
        assert command in result.stdout
    assert "The core is not complete: pypdfium2." in result.stdout


def test_doctor_says_how_to_get_tesseract_s_data(monkeypatch):
    pytest.importorskip("tesserocr")
    monkeypatch.setattr(tesseract, "_folders", lambda: iter(()))
    monkeypatch.setattr(tesseract.platform, "system", lambda: "Linux")
    assert "apt-get install tesseract-ocr" in ita("doctor").stdout
