"""The output folder: every table in every format asked for, and `datapackage.json` beside them."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import TracebackType

from ita_parse.errors import ItaParseError, UnsupportedFormatError
from ita_parse.export._files import Pending, write_text
from ita_parse.export.batches import (
    Batches,
    Columns,
    batches_of,
    columns_of,
    sources_of,
    united,
)
from ita_parse.export.datapackage import PACKAGE, render_package
from ita_parse.export.parquet import ParquetWriter
from ita_parse.export.schema import schemas
from ita_parse.export.shared_texts import SharedTexts
from ita_parse.export.writers import (
    DEFAULT_ENCODING,
    CsvWriter,
    JsonlWriter,
    Writer,
    check_encoding,
)
from ita_parse.export.xlsx import SheetLimits, XlsxWriter
from ita_parse.records import Failure, Report, SourceRecord

FORMATS = ("csv", "parquet", "xlsx", "jsonl")
"""The formats, by the suffix of their files."""


def check_formats(formats: Sequence[str]) -> tuple[str, ...]:
    """Return the formats, each once, in the order of `FORMATS`.

    Raises:
        UnsupportedFormatError: there is no such format, or none was given.
    """
    wanted = [formats] if isinstance(formats, str) else list(formats)
    unknown = [name for name in wanted if name not in FORMATS]
    if unknown or not wanted:
        what = f"there is no output format {unknown[0]!r}." if unknown else "no output format."
        raise UnsupportedFormatError(what, hint=f"Choose from: {', '.join(FORMATS)}.")
    return tuple(name for name in FORMATS if name in wanted)


class OutputFolder:
    """Writes reports to a folder as they come; nothing has its name before all is written.

    A context manager: `commit` gives the files their names, leaving without it removes them.

    Args:
        out: the folder; it is made if it is missing.
        formats: any of `FORMATS`.
        encoding: the encoding of CSV files.

    Raises:
        UnsupportedFormatError: a format or an encoding that does not exist.
        MissingPackageError: the package that a format needs is not installed.
        ItaParseError: the folder cannot be made or written to.
    """

    def __init__(
        self, out: Path, formats: Sequence[str] = ("csv",), *, encoding: str = DEFAULT_ENCODING
    ) -> None:
        self.out = out
        self._encoding = check_encoding(encoding)
        makers: dict[str, Callable[[], Writer]] = {
            "csv": lambda: CsvWriter(out, encoding),
            "parquet": lambda: ParquetWriter(out),
            "xlsx": lambda: XlsxWriter(out),
            "jsonl": lambda: JsonlWriter(out),
        }
        wanted = check_formats(formats)
        self._writers: list[Writer] = []
        self._limits = SheetLimits() if "xlsx" in wanted else None
        try:
            out.mkdir(parents=True, exist_ok=True)
            for name in wanted:
                self._writers.append(makers[name]())
        except OSError as error:
            self.discard()
            raise ItaParseError(
                f"the output folder cannot be written to ({error.strerror or error}).",
                source=out.as_posix(),
                hint="Choose another folder.",
            ) from error
        except BaseException:
            self.discard()
            raise

    def add(self, batches: Batches) -> None:
        """Write one report's rows; their `findings` grow by what a workbook's sheets cut."""
        if self._limits is not None:
            self._limits.add_findings(batches)
        self._write(batches)

    def add_findings(self, columns: Columns) -> None:
        """Write further rows of the table findings, below those of the reports."""
        self._write({"findings": columns})

    def _write(self, batches: Batches) -> None:
        for name, columns in batches.items():
            for writer in self._writers:
                writer.write(schemas()[name], columns)

    def commit(
        self, *, sources: Sequence[SourceRecord] = (), failures: Sequence[Failure] = ()
    ) -> tuple[Path, ...]:
        """Write the tables of the whole archive and give all files their names.

        Returns:
            the files, `datapackage.json` last.
        """
        tables = schemas()
        self._write(
            {
                "sources": columns_of(tables["sources"], sources),
                "failures": columns_of(tables["failures"], failures),
            }
        )
        resources = [resource for writer in self._writers for resource in writer.finish()]
        for file in self._pending():
            file.commit()
        package = self.out / PACKAGE
        write_text(package, render_package(self.out, resources, encoding=self._encoding))
        names = dict.fromkeys(resource.path for resource in resources)
        self._writers = []
        return (*(self.out / name for name in names), package)

    def _pending(self) -> list[Pending]:
        return [file for writer in self._writers for file in writer.pending()]

    def discard(self) -> None:
        """Remove what was written and not committed."""
        for writer in self._writers:
            with contextlib.suppress(Exception):
                writer.abandon()
        for file in self._pending():
            file.discard()
        self._writers = []

    def __enter__(self) -> OutputFolder:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.discard()


def write(
    reports: Report | Iterable[Report],
    out: str | Path,
    formats: Sequence[str] = ("csv",),
    *,
    failures: Iterable[Failure] = (),
    encoding: str = DEFAULT_ENCODING,
) -> tuple[Path, ...]:
    """Write reports to a folder: every table in every format, and `datapackage.json`.

    Args:
        reports: one report or several; their order is the order of rows. A file that was read
            twice the same way is one report.
        out: the folder; it is made if it is missing, its files of the same names are replaced.
        formats: any of "csv", "parquet", "xlsx", "jsonl".
        failures: rows of the table `failures`.
        encoding: the encoding of CSV files, by default UTF-8 with a byte-order mark.

    Returns:
        the files written.

    Raises:
        ItaParseError: a format or encoding does not exist, its package is not installed, or the
            folder cannot be written to.
    """
    given = [reports] if isinstance(reports, Report) else united(reports)
    with OutputFolder(Path(out), formats, encoding=encoding) as folder:
        shared = SharedTexts()
        for report in given:
            batches = batches_of(report)
            folder.add(batches)
            if len(given) > 1:
                shared.take(batches)
        for columns in shared.columns():
            folder.add_findings(columns)
        return folder.commit(
            sources=[row for report in given for row in sources_of(report)],
            failures=list(failures),
        )
