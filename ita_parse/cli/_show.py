"""`ita-parse show`: one report, readable in the terminal."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

import ita_parse
from ita_parse.cli._findings import SEVERITIES, by_severity
from ita_parse.records import Finding, Report

# A terminal says how wide it is; a pipe doesn't, and gets this.
_PIPE_WIDTH = 100

# A measure is shown up to so many letters: enough to know it again.
_LONGEST = 140

# Of more findings of a code than `_FEW` only the first are shown.
_FEW = 5
_FIRST = 3

# What the letter of a record's id means; "i40" alone reads like the code of an item.
_RECORDS = {"m": "measure", "s": "score", "i": "item score", "a": "analysis"}
_STATUS_STYLES = {"completed": "green", "in_progress": "yellow", "not_started": "red"}
_SEVERITY_STYLES = {"error": "red", "warning": "yellow", "note": "dim"}


def show(source: str, *, ocr: Any, password: str | None) -> None:
    """Read a report and print it."""
    report = ita_parse.read(source, ocr=ocr, password=password)
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=_PIPE_WIDTH)
    render(report, console)


def render(report: Report, console: Console) -> None:
    """Print a report's header, measures, scores and findings."""
    _print_head(report, console)
    for table in (_measures(report), _indicator_scores(report), _item_scores(report)):
        if table.row_count:
            console.print()
            console.print(table)
    console.print()
    _print_findings(report, console)
    others = ("steps", "analyses", "letters", "paragraphs", "cells")
    counts = [f"{len(getattr(report, name))} {name}" for name in others if getattr(report, name)]
    if counts:
        console.print(Text(f"Also: {', '.join(counts)}", style="dim"))


def _print_head(report: Report, console: Console) -> None:
    name = report.organisation or report.organisation_printed
    console.print(Text(name or "Unknown organisation", style="bold"))
    if report.title:
        console.print(Text(report.title))
    pages = f", {report.pages} pages" if report.pages else ""
    years = {
        "fiscal year": report.fiscal_year,
        "of the scores": report.score_fiscal_year,
        "of the measures": report.measures_fiscal_year,
    }
    result = {
        "score": report.overall_score,
        "grade": report.overall_grade,
        "rank": report.overall_rank,
    }
    place = [report.subdistrict, report.district, report.province]
    lines = {
        "Source": f"{report.source} ({report.media}{pages}, {report.report_id})",
        "Kinds": ", ".join(report.kinds),
        "Place": " ".join(filter(None, [*place, report.area_code])),
        "Years": _listed(years),
        "Result": _listed(result),
        "Quality": _plain(report.quality),
    }
    for label, line in lines.items():
        if line:
            console.print(Text.assemble((f"{label + ':':<9}", "dim"), line))


def _listed(values: dict[str, Any]) -> str:
    return ", ".join(f"{name} {_plain(value)}" for name, value in values.items() if value)


def _plain(value: object) -> str:
    """Return a value for a table's cell, "" for None; a decimal never in exponents."""
    if value is None:
        return ""
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _shortened(text: str) -> str:
    """Return a text on one line, cut at a space if it is long; the files hold the whole."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rsplit(' ', 1)[0]} …"


def _table(title: str, *columns: str, right: tuple[str, ...] = ()) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", safe_box=True)
    for column in columns:
        # Long prose wraps; numbers and codes never do.
        wide = column in ("measure", "owner", "item", "issue")
        justify: Any = "right" if column in right else "left"
        table.add_column(
            column, justify=justify, no_wrap=not wide, overflow="fold", ratio=1 if wide else None
        )
    return table


def _measures(report: Report) -> Table:
    table = _table(
        "Measures", "no", "measure", "period", "owner", "status", "page", right=("page",)
    )
    table.columns[2].no_wrap = False
    for row in report.measures:
        name = row.measure or row.item or row.indicator
        code = f"{row.item_code} " if row.item_code and not row.measure else ""
        table.add_row(
            Text(_plain(row.sequence)),
            Text(_shortened(f"{code}{name or ''}")),
            Text(_plain(row.period)),
            Text(", ".join(row.owners) or _plain(row.owner)),
            Text(_plain(row.status), style=_STATUS_STYLES.get(row.status or "", "")),
            _plain(row.page_first),
        )
    return table


def _indicator_scores(report: Report) -> Table:
    names = ("year", "instrument", "no", "indicator", "score", "change", "page")
    table = _table("Indicator scores", *names, right=("no", "score", "change", "page"))
    table.columns[3].no_wrap = False
    for row in report.indicator_scores:
        table.add_row(
            _plain(row.fiscal_year),
            _plain(row.instrument),
            _plain(row.indicator_no),
            Text(_plain(row.indicator)),
            _plain(row.score),
            Text(_plain(row.change_printed)),
            _plain(row.page),
        )
    return table


def _item_scores(report: Report) -> Table:
    names = ("year", "code", "item", "issue", "score", "page")
    table = _table("Item scores", *names, right=("score", "page"))
    for row in report.item_scores:
        table.add_row(
            _plain(row.fiscal_year),
            _plain(row.item_code),
            Text(_plain(row.item)),
            Text(_plain(row.issue)),
            _plain(row.score),
            _plain(row.page),
        )
    return table


def _print_findings(report: Report, console: Console) -> None:
    """Print how many findings of each severity there are, then the first of each code."""
    if not report.findings:
        console.print("No findings.")
        return
    counts: Counter[str] = Counter(row.severity for row in report.findings)
    console.print(Text(f"Findings: {by_severity(counts)}", style="bold"))
    groups: dict[tuple[str, str], list[Finding]] = {}
    for row in report.findings:
        groups.setdefault((row.severity, row.code), []).append(row)
    for (severity, code), rows in sorted(
        groups.items(),
        key=lambda entry: (SEVERITIES.index(entry[0][0]), -len(entry[1]), entry[0][1]),
    ):
        number = f" ({len(rows)})" if len(rows) > 1 else ""
        console.print(Text.assemble((severity, _SEVERITY_STYLES[severity]), f" {code}{number}"))
        shown = rows if len(rows) <= _FEW else rows[:_FIRST]
        grid = Table.grid(Column(no_wrap=True), Column(overflow="fold"), padding=(0, 2, 0, 0))
        for row in shown:
            grid.add_row(Text(_where(row)), Text(_said(row)))
        console.print(Padding(grid, (0, 0, 0, 2)))
        if len(rows) > len(shown):
            rest = f"  … and {len(rows) - len(shown)} more of {code}; see the table findings"
            console.print(Text(rest, style="dim"))


def _where(row: Finding) -> str:
    """Return page, record and field of a finding, as far as it has them, in few letters."""
    record = (row.record_id or "").removeprefix(f"{row.report_id}-")
    page = f"page {row.page}" if row.page else ""
    name = f"{_RECORDS[record[0]]} {record[1:]}" if record[:1] in _RECORDS else ""
    about = " ".join(filter(None, [name, row.field]))
    return ", ".join(filter(None, [page, about]))


def _said(row: Finding) -> str:
    """Return what a finding says; what is printed and suggested too, where it does not say so."""
    values = {"printed": row.printed, "suggested": row.suggested}
    lines = [
        f"{name}: {_shortened(value)}"
        for name, value in values.items()
        if value and value not in row.message
    ]
    return "\n".join([row.message, *lines])
