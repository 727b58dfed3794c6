"""The command line: `ita-parse convert`, `show`, `text`, `tables`, `schema` and `doctor`.

Only what the help needs is imported here; each command imports what it does when it does it, so
that `ita-parse --help` answers at once.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ita_parse.cli._console import run, use_utf8

app = typer.Typer(
    name="ita-parse",
    help="Turn Thai government ITA reports (PDFs and OCR transcripts) into tables.",
    no_args_is_help=True,
    add_completion=False,
    # Rich makes help and errors pretty, and three times slower to appear.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Format(StrEnum):
    """An output format."""

    csv = "csv"
    parquet = "parquet"
    xlsx = "xlsx"
    jsonl = "jsonl"


class Ocr(StrEnum):
    """When pages are read by OCR."""

    auto = "auto"
    never = "never"
    always = "always"


class Engine(StrEnum):
    """What runs the work."""

    local = "local"
    dask = "dask"


_Source = Annotated[str, typer.Argument(metavar="SOURCE", help="A PDF or a transcript.")]
_OcrOption = Annotated[
    Ocr, typer.Option("--ocr", help="When to read pages by OCR (needs ita-parse[ocr]).")
]
_Password = Annotated[
    str | None, typer.Option("--password", metavar="TEXT", help="Password of encrypted PDFs.")
]
_Encoding = Annotated[str, typer.Option("--encoding", help="Encoding of CSV files.")]


def _print_version(wanted: bool) -> None:
    if wanted:
        from ita_parse import __version__

        typer.echo(f"ita-parse {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version and exit."
        ),
    ] = False,
) -> None:
    pass


@app.command()
def convert(  # noqa: PLR0913, PLR0917 - one parameter an option
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE", help="Files, folders (searched through) or globs."),
    ],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="DIR", help="Output folder.")],
    formats: Annotated[
        list[Format] | None,
        typer.Option("--format", help="Output format, csv by default; give it once for each."),
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="Worker processes.")] = 1,
    ocr: _OcrOption = Ocr.auto,
    timeout: Annotated[
        float | None,
        typer.Option(
            "--timeout",
            min=0,
            metavar="SECONDS",
            help="Limit per file (not enforced in this version).",
        ),
    ] = None,
    memory: Annotated[
        int | None,
        typer.Option(
            "--memory", min=1, metavar="MB", help="Limit per worker (not enforced in this version)."
        ),
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Convert everything anew (this version always does).")
    ] = False,
    password: _Password = None,
    encoding: _Encoding = "utf-8-sig",
    engine: Annotated[
        Engine, typer.Option("--engine", help="What runs the work (this version: local).")
    ] = Engine.local,
    no_progress: Annotated[
        bool, typer.Option("--no-progress", help="Plain lines instead of a progress bar.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")] = False,
    log_json: Annotated[
        bool, typer.Option("--log-json", help="A JSON object per file on standard error.")
    ] = False,
) -> None:
    """Convert files to tables in one folder.

    Exit code: 0 all converted; 1 some failed (the table failures lists them, the rest is
    written); 2 wrong usage.
    """
    from ita_parse.cli import _convert

    shown = "json" if log_json else "errors" if quiet else "lines" if no_progress else "auto"
    run(
        lambda: _convert.convert(
            sources,
            out,
            _convert.Options(
                formats=[one.value for one in formats or [Format.csv]],
                jobs=jobs,
                ocr=ocr.value,
                timeout=timeout,
                memory=memory,
                fresh=fresh,
                password=password,
                encoding=encoding,
                engine=engine.value,
                shown=shown,
                quiet=quiet,
            ),
        )
    )


@app.command()
def show(source: _Source, ocr: _OcrOption = Ocr.auto, password: _Password = None) -> None:
    """Show one report in the terminal."""
    from ita_parse.cli import _show

    run(lambda: _show.show(source, ocr=ocr.value, password=password))


@app.command()
def text(source: _Source, ocr: _OcrOption = Ocr.auto, password: _Password = None) -> None:
    """Print the clean text of any document; a form feed stands between pages."""
    from ita_parse.cli import _document

    run(lambda: _document.print_text(source, ocr=ocr.value, password=password))


@app.command()
def tables(
    source: _Source,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="DIR", help="Output folder.")],
    ocr: _OcrOption = Ocr.auto,
    password: _Password = None,
    encoding: _Encoding = "utf-8-sig",
) -> None:
    """Write every table of any document as CSV."""
    from ita_parse.cli import _document

    run(
        lambda: _document.write_tables(
            source, out, ocr=ocr.value, password=password, encoding=encoding
        )
    )


@app.command()
def schema() -> None:
    """Print the data dictionary as JSON: every table and column."""
    import json

    from ita_parse.export import data_dictionary

    run(lambda: typer.echo(json.dumps(data_dictionary(), ensure_ascii=False, indent=2)))


@app.command()
def doctor() -> None:
    """Say what is installed, what is missing, and the command that mends it."""
    from ita_parse.cli import _doctor

    run(_doctor.examine)


def main() -> None:
    """Run the command line: the entry point `ita-parse`."""
    use_utf8(sys.stdout)
    use_utf8(sys.stderr)
    app(prog_name="ita-parse")
