"""What a conversion did: while it runs, a step at a time, and in the end."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from ita_parse.document import Severity
from ita_parse.records import Failure

SUMMARY = "summary.json"

Outcome = Literal["converted", "failed", "duplicate"]


@dataclass(frozen=True, slots=True)
class Progress:
    """One file is done; `convert` tells so to its `progress`.

    Attributes:
        source: the file's path.
        done: files done so far, this one too.
        total: files to do.
        outcome: a duplicate has the content of a file before it, and was not read again.
        pages: pages of the PDF; 0 for a transcript and for a file that failed.
        findings: things in the document that a person should look at.
        seconds: time that reading and parsing took.
        error: name of the error of a file that failed, else "".
        message: what the error says, else "".
    """

    source: str
    done: int
    total: int
    outcome: Outcome
    pages: int = 0
    findings: int = 0
    seconds: float = 0.0
    error: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class FindingCount:
    """How many findings of a code and severity there are."""

    code: str
    severity: str
    count: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What a conversion did.

    Attributes:
        out: the output folder.
        documents: documents written; a file found twice is one.
        failures: files that could not be converted, as in the table `failures`.
        records: rows by table name.
        findings: number of findings by code and severity; errors first, then warnings and notes,
            and of each the most frequent first.
        ignored: files in walked folders that are of no readable kind, or hidden.
        duplicates: files with the same content as another.
        pages: pages of the PDFs converted; transcripts have none.
        seconds: time it took.
        files: the files written.
        notes: what a person should know about the run itself.
    """

    out: Path
    documents: int = 0
    failures: tuple[Failure, ...] = ()
    records: dict[str, int] = field(default_factory=dict)
    findings: tuple[FindingCount, ...] = ()
    ignored: int = 0
    duplicates: int = 0
    pages: int = 0
    seconds: float = 0.0
    files: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        """0 if every file was converted, 1 if some failed."""
        return 1 if self.failures else 0

    @property
    def pages_per_second(self) -> float:
        """Pages converted per second of the whole run."""
        return self.pages / self.seconds if self.seconds else 0.0

    @property
    def errors(self) -> dict[str, int]:
        """Number of failures by the error's name."""
        return dict(sorted(Counter(failure.error for failure in self.failures).items()))

    def to_dict(self) -> dict[str, Any]:
        """Return what `summary.json` holds."""
        return {
            "documents": self.documents,
            "pages": self.pages,
            "duplicates": self.duplicates,
            "ignored": self.ignored,
            "records": self.records,
            "findings": [
                {"code": row.code, "severity": row.severity, "count": row.count}
                for row in self.findings
            ],
            "failures": self.errors,
            "notes": list(self.notes),
            "files": [path.name for path in self.files],
            "seconds": round(self.seconds, 3),
            "pages_per_second": round(self.pages_per_second, 2),
        }

    def to_json(self) -> str:
        """Return `to_dict` as JSON text."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2) + "\n"


def count_findings(counts: Counter[tuple[str, str]]) -> tuple[FindingCount, ...]:
    """Return counts by (code, severity) in a fixed order: errors first, then the most frequent."""
    rows = (FindingCount(code, severity, count) for (code, severity), count in counts.items())
    ranks = get_args(Severity)
    return tuple(sorted(rows, key=lambda row: (ranks.index(row.severity), -row.count, row.code)))
