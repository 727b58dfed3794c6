"""`convert`: files, folders and globs to a finished output folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from ita_parse.archive.sources import Work, find, group
from ita_parse.archive.summary import SUMMARY, Progress, Summary, count_findings
from ita_parse.archive.work import Result, Task, results
from ita_parse.errors import ItaParseError, UnsupportedFormatError
from ita_parse.export._files import write_text
from ita_parse.export.batches import Batches, Columns, row_count, sound
from ita_parse.export.datapackage import PACKAGE
from ita_parse.export.folder import OutputFolder
from ita_parse.export.schema import schemas
from ita_parse.export.shared_texts import SharedTexts
from ita_parse.records import Failure, SourceRecord


def convert(  # noqa: PLR0913, PLR0917 - the signature is the contract's
    sources: str | Path | Iterable[str | Path],
    out: str | Path,
    formats: Sequence[str] = ("csv",),
    jobs: int = 1,
    ocr: str = "auto",
    timeout: float | None = None,
    memory: int | None = None,
    password: str | None = None,
    fresh: bool = False,
    encoding: str = "utf-8-sig",
    engine: str = "local",
    progress: Callable[[Progress], None] | None = None,
) -> Summary:
    """Convert many files to tables in one folder; a file that fails is a row of `failures`.

    Files of the same content are one report; `source` is the first of their paths in sorted
    order, and the table `sources` lists all. The same files give the same bytes, whatever `jobs`
    is (`summary.json`, which holds times, aside). Nothing has its name in the folder before
    everything is written. The last rows of the table `findings` are about texts that reports of
    different bodies share (`shared_text`), in the order of the files.

    Args:
        sources: files, folders and globs. Folders are walked for .pdf, .txt, .md, .markdown,
            .html and .htm; what is hidden or lies in `out` is left out. A file that is named
            itself is tried whatever its suffix.
        out: the output folder; it is made if it is missing.
        formats: any of "csv", "parquet", "xlsx", "jsonl".
        jobs: worker processes. With 1 files are read in this process, and one that crashes it
            ends the run; with more, it is a failure. A script that asks for more needs the usual
            `if __name__ == "__main__":`.
        ocr: "auto", "never" or "always", as for `read`.
        timeout: seconds per file. Not enforced in this version: a note in the summary says so.
        memory: MB per worker. Not enforced in this version: a note in the summary says so.
        password: for encrypted PDFs.
        fresh: convert everything anew. This version keeps no state between runs, so that every
            run is fresh.
        encoding: of CSV files, by default UTF-8 with a byte-order mark.
        engine: "local"; other engines are not available in this version.
        progress: called after each file.

    Returns:
        what was done; its `exit_code` is 1 if a file failed.

    Raises:
        UnreadableFileError: there is nothing to convert.
        UnsupportedFormatError: a format, encoding or engine that does not exist.
        MissingPackageError: a format's package is not installed; the message says how to.
        ItaParseError: the output folder cannot be written to.
        ValueError: `jobs` is less than 1, or `ocr` is unknown.
    """
    start = perf_counter()
    _check(jobs, ocr, engine)
    folder = Path(out)
    found = find(sources, folder)
    works = group(found)
    run = _Run(len(found.files) + len(found.failures), progress)
    with OutputFolder(folder, formats, encoding=encoding) as output:
        for failure in found.failures:
            run.fail(failure)
        tasks = [Task(one.sources[0], one.path, ocr, password) for one in works]
        try:
            for one, result in zip(works, results(tasks, jobs), strict=True):
                run.take(one, result, output)
            run.tell_shared(output)
            run.failures.sort(key=lambda failure: failure.source)
            # A mistyped path must not replace the tables of an earlier run by empty ones.
            kept = run.documents == 0 and (folder / PACKAGE).exists()
            files = () if kept else output.commit(sources=run.sources, failures=run.failures)
        except BrokenPipeError:  # of whom `progress` speaks to, not of the output
            raise
        except OSError as error:
            raise ItaParseError(
                f"the output could not be written ({error.strerror or error}).",
                source=folder.as_posix(),
                hint="Make room on the disk, or choose another folder.",
            ) from error
    written = () if kept else (*files, folder / SUMMARY)
    summary = run.summary(folder, written, found.ignored)
    summary = replace(
        summary,
        seconds=perf_counter() - start,
        notes=_notes(timeout, memory, kept=kept) + summary.notes,
    )
    if not kept:
        write_text(folder / SUMMARY, sound(summary.to_json()))
    return summary


def _check(jobs: int, ocr: str, engine: str) -> None:
    if engine != "local":
        raise UnsupportedFormatError(
            f"the engine {engine!r} is not available in this version.", hint="Use engine local."
        )
    if jobs < 1:
        raise ValueError(f"jobs must be at least 1, not {jobs}")
    if ocr not in ("auto", "never", "always"):
        raise ValueError(f"ocr must be auto, never or always, not {ocr!r}")


def _notes(timeout: float | None, memory: int | None, *, kept: bool) -> tuple[str, ...]:
    given = {"timeout": timeout, "memory": memory}
    notes = [
        f"The limit {name} is not enforced in this version."
        for name, value in given.items()
        if value is not None
    ]
    if kept:
        notes.append("No file could be read; the files of an earlier run were left as they are.")
    return tuple(notes)


class _Run:
    """What a run has gathered so far; it holds counts and paths, no reports."""

    def __init__(self, total: int, progress: Callable[[Progress], None] | None) -> None:
        self.total = total
        self.progress = progress
        self.done = 0
        self.documents = 0
        self.duplicates = 0
        self.pages = 0
        self.records: Counter[str] = Counter()
        self.findings: Counter[tuple[str, str]] = Counter()
        self.shared = SharedTexts()
        self.sources: list[SourceRecord] = []
        self.failures: list[Failure] = []

    def fail(self, failure: Failure, seconds: float = 0.0) -> None:
        """Take a file that could not be converted."""
        self.failures.append(failure)
        self._tell(
            Progress(
                failure.source,
                0,
                self.total,
                "failed",
                seconds=seconds,
                error=failure.error,
                message=failure.message,
            )
        )

    def take(self, work: Work, result: Result, output: OutputFolder) -> None:
        """Write a result and count it; its other paths are duplicates, or fail as it does."""
        if result.trouble is not None:
            for source in work.sources:
                self.fail(Failure(source=source, **result.trouble._asdict()), result.seconds)
            return
        assert result.batches is not None
        assert result.sketch is not None
        output.add(result.batches)
        self.shared.add(result.sketch, row_count(result.batches["findings"]))
        pages = self._count(result.batches)
        for number, source in enumerate(work.sources):
            self.sources.append(SourceRecord(report_id=result.report_id, source=source))
            self._tell(
                Progress(source, 0, self.total, "duplicate")
                if number
                else Progress(
                    source,
                    0,
                    self.total,
                    "converted",
                    pages=pages,
                    findings=row_count(result.batches["findings"]),
                    seconds=result.seconds,
                )
            )
        self.duplicates += len(work.sources) - 1

    def _count(self, batches: Batches) -> int:
        self.documents += 1
        for name, columns in batches.items():
            self.records[name] += row_count(columns)
        self._count_findings(batches["findings"])
        pages: int = batches["reports"][schemas()["reports"].names.index("pages")][0] or 0
        self.pages += pages
        return pages

    def tell_shared(self, output: OutputFolder) -> None:
        """Write and count what is found when all files are read: texts that bodies share."""
        for columns in self.shared.columns():
            output.add_findings(columns)
            self.records["findings"] += row_count(columns)
            self._count_findings(columns)

    def _count_findings(self, columns: Columns) -> None:
        names = schemas()["findings"].names
        codes, severities = (columns[names.index(name)] for name in ("code", "severity"))
        self.findings.update(zip(codes, severities, strict=True))

    def _tell(self, step: Progress) -> None:
        self.done += 1
        if self.progress is not None:
            self.progress(replace(step, done=self.done))

    def summary(self, out: Path, files: tuple[Path, ...], ignored: int) -> Summary:
        """Return the summary, but for time and notes on limits."""
        self.records["sources"] = len(self.sources)
        self.records["failures"] = len(self.failures)
        return Summary(
            out=out,
            documents=self.documents,
            failures=tuple(self.failures),
            records={name: self.records[name] for name in schemas()},
            findings=count_findings(self.findings),
            ignored=ignored,
            duplicates=self.duplicates,
            pages=self.pages,
            files=files,
        )
