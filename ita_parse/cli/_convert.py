"""`ita-parse convert`: runs a conversion and tells how it goes."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import typer

from ita_parse.archive import Progress, Summary
from ita_parse.archive import convert as convert_archive
from ita_parse.cli._console import UsageError, complain
from ita_parse.cli._findings import by_severity
from ita_parse.errors import UnreadableFileError, UnsupportedFormatError
from ita_parse.export import MissingPackageError


@dataclass(frozen=True, slots=True)
class Options:
    """The command's options; `shown` is auto, lines, errors or json."""

    formats: list[str]
    jobs: int
    ocr: str
    timeout: float | None
    memory: int | None
    fresh: bool
    password: str | None
    encoding: str
    engine: str
    shown: str
    quiet: bool


def convert(sources: list[str], out: Path, options: Options) -> int:
    """Convert and return the exit code."""
    with ExitStack() as stack:
        try:
            summary = convert_archive(
                sources,
                out,
                formats=options.formats,
                jobs=options.jobs,
                ocr=options.ocr,
                timeout=options.timeout,
                memory=options.memory,
                password=options.password,
                fresh=options.fresh,
                encoding=options.encoding,
                engine=options.engine,
                progress=_teller(options.shown, stack),
            )
        except (UnsupportedFormatError, UnreadableFileError, MissingPackageError) as error:
            # Files that fail are rows of `failures`; what is raised is about the call itself.
            raise UsageError(str(error)) from error
    if not options.quiet:
        _print_summary(summary)
    return summary.exit_code


def _teller(shown: str, stack: ExitStack) -> Callable[[Progress], None]:
    if shown == "auto" and sys.stderr.isatty():
        return _bar(stack)
    return {"json": _tell_json, "errors": _tell_error}.get(shown, _tell_line)


def _tell_json(step: Progress) -> None:
    entry = {**asdict(step), "seconds": round(step.seconds, 3)}
    typer.echo(json.dumps(entry, ensure_ascii=False), err=True)


def _tell_error(step: Progress) -> None:
    if step.outcome == "failed":
        complain(f"{step.source}: {step.message} ({step.error})")


def _tell_line(step: Progress) -> None:
    if step.outcome == "failed":
        what = f"failed: {step.message} ({step.error})"
    elif step.outcome == "duplicate":
        what = "same content as a file before it"
    else:
        pages = f"{step.pages} pages, " if step.pages else ""
        what = f"{pages}{step.findings} findings, {step.seconds:.1f} s"
    typer.echo(f"[{step.done}/{step.total}] {step.source}: {what}", err=True)


def _bar(stack: ExitStack) -> Callable[[Progress], None]:
    """Return what moves a progress bar; failures stand above it."""
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    columns = [BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()]
    bar: Any = Bar(*columns, TextColumn("{task.description}"), console=console, transient=True)
    stack.enter_context(bar)
    task = bar.add_task("", total=None)

    def tell(step: Progress) -> None:
        if step.outcome == "failed":
            line = f"{step.source}: {step.message} ({step.error})"
            console.print(line, style="red", markup=False, highlight=False, soft_wrap=True)
        bar.update(
            task, completed=step.done, total=step.total, description=escape(Path(step.source).name)
        )

    return tell


def _print_summary(summary: Summary) -> None:
    pages = f", {summary.pages} pages" if summary.pages else ""
    speed = f" ({summary.pages_per_second:.1f} pages/s)" if summary.pages else ""
    lines = [f"{summary.documents} documents{pages} in {summary.seconds:.1f} s{speed}"]
    rows = [f"{count} {name}" for name, count in summary.records.items() if count]
    if rows:
        lines.append(f"rows: {', '.join(rows)}")
    if summary.duplicates:
        lines.append(f"{summary.duplicates} files have the content of another, and were read once")
    if summary.ignored:
        lines.append(f"{summary.ignored} files of other kinds, or hidden, were left out")
    if summary.findings:
        counts: Counter[str] = Counter()
        for row in summary.findings:
            counts[row.severity] += row.count
        lines.append(f"findings: {by_severity(counts)}")
        lines += [f"  {row.severity:<7} {row.count:>7,}  {row.code}" for row in summary.findings]
    if summary.failures:
        errors = ", ".join(f"{count} {name}" for name, count in summary.errors.items())
        lines.append(
            f"{len(summary.failures)} files failed ({errors}); the table failures says why"
        )
    lines += [f"note: {note}" for note in summary.notes]
    if summary.files:
        lines.append(f"written to {summary.out.as_posix()}")
    typer.echo("\n".join(lines))
