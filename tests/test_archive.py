import csv
import hashlib
import json
import os
import sys
from collections import Counter
from pathlib import Path

import pytest

import ita_parse
from ita_parse.archive import Summary, convert
from ita_parse.archive import work as worker
from ita_parse.archive.summary import count_findings
from ita_parse.errors import (
    ItaParseError,
    NeedsOcrError,
    UnreadableFileError,
    UnsupportedFormatError,
)
from ita_parse.records import Finding, Measure, Report
from tests.comparison import ROOT


def fake_read(source, pages=None, ocr="auto", password=None, join_pages=True):
    """Stands in for the rooms before: a report with a measure, or what the file's text asks for."""
    content = Path(source).read_bytes()
    if content.startswith(b"needs ocr"):
        raise NeedsOcrError("no page has usable text.", source=str(source), hint="Use OCR.")
    if content.startswith(b"bug"):
        raise ZeroDivisionError("division\nby zero")
    if content.startswith(b"stage"):
        error = RuntimeError("odd")
        error.stage = "normalise"
        raise error
    if content.startswith(b"interrupt"):
        raise KeyboardInterrupt
    sha256 = hashlib.sha256(content).hexdigest()
    report_id = sha256[:16]
    rank = 10**30 if content.startswith(b"huge") else None
    return Report(
        report_id=report_id,
        source=str(source),
        sha256=sha256,
        media="pdf",
        text_source="text_layer",
        pages=2,
        overall_rank=rank,
        parser_version="0",
        measures=(Measure(report_id=report_id, measure_id=f"{report_id}-m1", row_kind="measure"),),
        findings=(
            Finding(
                report_id=report_id,
                finding_id=f"{report_id}-f1",
                code="odd",
                severity="warning",
                message="odd",
            ),
        ),
    )


@pytest.fixture(autouse=True)
def _in_a_folder_with_a_fake_parser(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(vars(ita_parse), "read", fake_read)


def put(name, content=None):
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(name if content is None else content, encoding="utf-8")


def table(name, out="out"):
    with Path(out, f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def column(name, field):
    return [row[field] for row in table(name)]


def test_a_folder_is_walked_in_sorted_order():
    for name in ("in/b/z.PDF", "in/a.txt", "in/c.html", "in/b/a.md", "in/d.htm", "in/e.markdown"):
        put(name)
    for name in ("in/note.docx", "in/.hidden.pdf", "in/.git/x.pdf", "in/Thumbs.db"):
        put(name)
    summary = convert(["in"], "out")
    names = ["in/a.txt", "in/b/a.md", "in/b/z.PDF", "in/c.html", "in/d.htm", "in/e.markdown"]
    assert column("reports", "source") == names
    assert summary.documents == 6
    assert summary.ignored == 3
    assert summary.exit_code == 0


def test_sources_are_named_as_they_were_given(tmp_path):
    put("in/a.txt")
    put("in/b.txt")
    convert([Path("./in/a.txt"), tmp_path / "in" / "b.txt"], "out")
    assert column("reports", "source") == [(tmp_path / "in/b.txt").as_posix(), "in/a.txt"]


def test_a_file_named_twice_is_read_once():
    put("in/a.txt")
    summary = convert(["in/a.txt", "in", "in/../in/a.txt"], "out")
    assert column("sources", "source") == ["in/../in/a.txt"]
    assert summary.duplicates == 0


def test_a_named_file_of_another_suffix_is_tried():
    put("in/scan.dat")
    assert convert("in/scan.dat", "out").documents == 1


def test_globs_are_expanded_with_folders_in_them():
    for name in ("in/1/a.txt", "in/1/x.docx", "in/2/b.txt", "in/c.txt"):
        put(name)
    convert(["in/*/*"], "out")
    assert column("reports", "source") == ["in/1/a.txt", "in/2/b.txt"]
    convert(["in/**/*.txt"], "out")
    assert column("reports", "source") == ["in/1/a.txt", "in/2/b.txt", "in/c.txt"]
    convert(["in/?"], "out")
    assert column("reports", "source") == ["in/1/a.txt", "in/2/b.txt"]


def test_the_output_folder_is_never_read():
    put("a.txt")
    put("out/old.txt")
    convert(["."], "out")
    convert([".", "*", "out/*.txt"], "out")
    assert column("reports", "source") == ["a.txt"]


def test_equal_contents_are_one_report_with_all_its_paths():
    put("in/b.txt", "same")
    put("in/a/c.txt", "same")
    put("in/z.txt", "diff")
    summary = convert(["in"], "out")
    assert column("reports", "source") == ["in/a/c.txt", "in/z.txt"]
    assert column("sources", "source") == ["in/a/c.txt", "in/b.txt", "in/z.txt"]
    first, second, third = column("sources", "report_id")
    assert first == second != third
    assert (summary.documents, summary.duplicates) == (2, 1)
    assert summary.records["sources"] == 3


def test_a_file_that_fails_is_a_row_and_the_rest_is_written():
    put("in/a.txt", "needs ocr")
    put("in/b.txt", "bug")
    put("in/c.txt")
    put("in/d.txt", "huge")
    put("in/e.txt", "stage")
    put("in/f.txt", "needs ocr")
    summary = convert(["in", "gone.pdf"], "out")
    assert column("reports", "source") == ["in/c.txt"]
    rows = [(row["source"], row["stage"], row["error"]) for row in table("failures")]
    assert rows == [
        ("gone.pdf", "open", "UnreadableFileError"),
        ("in/a.txt", "extract", "NeedsOcrError"),
        ("in/b.txt", "parse", "ZeroDivisionError"),
        ("in/d.txt", "export", "ValueError"),
        ("in/e.txt", "normalise", "RuntimeError"),
        ("in/f.txt", "extract", "NeedsOcrError"),
    ]
    assert column("failures", "message")[1:3] == [
        "no page has usable text. Use OCR.",
        "division by zero",
    ]
    assert summary.exit_code == 1
    assert summary.errors["NeedsOcrError"] == 2
    assert [failure.source for failure in summary.failures] == column("failures", "source")


@pytest.mark.parametrize("source", ["gone.pdf", "gone/*.pdf", "https://example.org/a.pdf"])
def test_a_source_that_names_nothing_is_a_failure(source):
    summary = convert([source], "out")
    assert summary.exit_code == 1
    assert column("failures", "source") == [source]
    assert column("reports", "source") == []


def test_an_empty_folder_beside_others_is_a_failure():
    put("in/a.txt")
    Path("empty").mkdir()
    assert convert(["in", "empty"], "out").failures[0].source == "empty"


@pytest.mark.parametrize("sources", [[], ["empty"]])
def test_nothing_to_convert_is_an_error_and_writes_nothing(sources):
    Path("empty").mkdir()
    with pytest.raises(UnreadableFileError, match="nothing to convert"):
        convert(sources, "out")
    assert not Path("out").exists()


def test_an_interrupt_ends_the_run_and_leaves_nothing_half_written():
    put("in/a.txt")
    put("in/b.txt", "interrupt")
    with pytest.raises(KeyboardInterrupt):
        convert(["in"], "out", formats=["csv", "xlsx", "parquet", "jsonl"])
    assert list(Path("out").iterdir()) == []


def test_the_summary_counts_and_is_written_beside_the_tables():
    put("in/a.txt")
    put("in/b.txt", "bug")
    summary = convert(["in"], "out", formats=["csv", "jsonl"], timeout=5, memory=100)
    assert isinstance(summary, Summary)
    written = json.loads(Path("out/summary.json").read_text(encoding="utf-8"))
    assert written["documents"] == 1
    assert written["pages"] == 2
    assert written["records"]["measures"] == 1
    assert written["findings"] == [{"code": "odd", "severity": "warning", "count": 1}]
    assert written["failures"] == {"ZeroDivisionError": 1}
    assert len(written["notes"]) == 2
    assert {path.name for path in summary.files} == {path.name for path in Path("out").iterdir()}
    assert summary.seconds > 0


def test_progress_is_told_after_each_file():
    for name, content in {"a": "x", "b": "x", "c": "bug", "d": "yy"}.items():
        put(f"in/{name}.txt", content)
    steps = []
    convert(["in", "gone.pdf"], "out", progress=steps.append)
    assert [(step.source, step.outcome) for step in steps] == [
        ("gone.pdf", "failed"),
        ("in/a.txt", "converted"),
        ("in/b.txt", "duplicate"),
        ("in/c.txt", "failed"),
        ("in/d.txt", "converted"),
    ]
    assert [step.done for step in steps] == [1, 2, 3, 4, 5]
    assert {step.total for step in steps} == {5}
    assert steps[1].pages == 2
    assert steps[3].error == "ZeroDivisionError"


def test_wrong_arguments_are_errors_before_anything_is_read():
    put("in/a.txt")
    with pytest.raises(UnsupportedFormatError, match="not available in this version"):
        convert(["in"], "out", engine="dask")
    with pytest.raises(UnsupportedFormatError, match="no output format 'doc'"):
        convert(["in"], "out", formats=["doc"])
    with pytest.raises(UnsupportedFormatError, match="no text encoding"):
        convert(["in"], "out", encoding="klingon")
    with pytest.raises(ValueError, match="jobs"):
        convert(["in"], "out", jobs=0)
    with pytest.raises(ValueError, match="ocr"):
        convert(["in"], "out", ocr="perhaps")
    assert not Path("out").exists()


def test_an_output_folder_that_is_a_file_is_a_clear_error():
    put("in/a.txt")
    put("out")
    with pytest.raises(ItaParseError, match="cannot be written to"):
        convert(["in"], "out")


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no text exist on Linux only")
def test_a_name_that_is_no_utf8_stops_nothing():
    Path(os.fsdecode(b"in")).mkdir()
    Path(os.fsdecode(b"in/\xa1.txt")).write_text("x", encoding="utf-8")
    assert convert(["in"], "out").documents == 1
    assert column("reports", "source") == ["in/\ufffd.txt"]


def test_any_number_of_jobs_gives_the_same_bytes():
    for number in range(12):
        put(f"in/{number}.md", f"# รายงาน {number // 2}\n\nข้อความ\n")
    for jobs in (1, 3):
        # Worker processes know nothing of this test's parser, so that none is used at all.
        vars(ita_parse).pop("read", None)
        convert(["in"], f"out{jobs}", jobs=jobs)
    names = sorted(path.name for path in Path("out1").iterdir())
    for name in names:
        if name != "summary.json":
            assert Path("out1", name).read_bytes() == Path("out3", name).read_bytes(), name


SHARED = (
    "กองคลังนำตู้รับซองไปตั้งไว้หน้าห้องประชุม และเชิญตัวแทนหมู่บ้านมานับซองพร้อมกันทุกวันศุกร์ "
    "ผลการนับลงชื่อรับรองสามฝ่ายแล้วปิดประกาศในวันเดียวกัน"
)


def put_reports():
    """Write reports of three bodies, the first and last of which have a result in common."""
    results = {"บึงดอกแก้ว": SHARED, "สวนมะเดื่อเงิน": "จัดประชุมแล้ว", "เขานางนวลใหญ่": SHARED}
    for number, (name, result) in enumerate(results.items()):
        put(
            f"in/{number}.txt",
            f"รายงานผลการดำเนินการตามมาตรการ ประจำปีงบประมาณ พ.ศ. 2567\nองค์การบริหารส่วนตำบล{name}\n\n"
            "ลำดับ\tมาตรการ\tวิธีดำเนินการ\tผลการดำเนินการ\n"
            f"1\tการส่งเสริมความโปร่งใส\tประชุม\t{result}\n2\tการป้องกันการรับสินบน\tประกาศ\tแล้ว\n",
        )


def test_texts_that_bodies_share_are_the_last_findings_whatever_the_jobs():
    # The real parser reads here.
    vars(ita_parse).pop("read", None)
    put_reports()
    formats = ["csv", "jsonl", "parquet", "xlsx"]
    summaries = [convert(["in"], f"out{jobs}", formats=formats, jobs=jobs) for jobs in (1, 2)]
    rows = table("findings", "out1")
    assert [row["code"] for row in rows[-2:]] == ["shared_text"] * 2
    assert "เขานางนวลใหญ่" in rows[-2]["message"]
    for summary in summaries:
        assert summary.records["findings"] == len(rows)
        assert sum(entry.count for entry in summary.findings) == len(rows)
    for name in ("findings.csv", "findings.jsonl", "findings.parquet", "ita_parse.xlsx"):
        assert Path("out1", name).read_bytes() == Path("out2", name).read_bytes(), name
    reports = [ita_parse.read(f"in/{number}.txt") for number in range(3)]
    frame = ita_parse.frames(reports)["findings"]
    assert frame["finding_id"].tolist() == [row["finding_id"] for row in rows]
    assert frame["message"].tolist() == [row["message"] for row in rows]


def test_errors_are_counted_before_what_is_more_frequent():
    counts = Counter({("a", "note"): 9, ("b", "error"): 1, ("c", "warning"): 3, ("d", "note"): 10})
    assert [row.code for row in count_findings(counts)] == ["b", "c", "d", "a"]


class Bomb(type(Path())):
    """A path that ends the process in which it is unpickled."""

    def __reduce__(self):
        return os._exit, (1,)


def test_a_worker_that_crashes_is_one_failure_among_the_rest():
    for number in range(6):
        put(f"in/{number}.md", f"# รายงาน {number}\n")
    tasks = [
        worker.Task(f"{n}.md", (Bomb if n == 2 else Path)(f"in/{n}.md"), "auto", None)
        for n in range(6)
    ]
    results = list(worker.results(tasks, jobs=2))
    crashed = [r.trouble is not None and r.trouble.error == "WorkerCrashed" for r in results]
    assert crashed == [False, False, True, False, False, False]


def test_a_mistyped_path_leaves_the_tables_of_an_earlier_run(tmp_path: Path) -> None:
    out = tmp_path / "out"
    convert(ROOT / "transcripts" / "huaipip-2567.txt", out)
    before = (out / "measures.csv").read_bytes()
    summary = convert(tmp_path / "mistyped", out)
    assert (out / "measures.csv").read_bytes() == before
    assert (summary.exit_code, summary.files) == (1, ())
    assert any("left as they are" in note for note in summary.notes)
