"""`ita-parse show`: one report, readable in the terminal."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

import ita_parse
from ita_parse.records import Report

# A terminal says how wide it is; a pipe doesn't, and gets this.
_PIPE_WIDTH = 100

# A measure is shown up to so many letters: enough to know it again.
_LONGEST = 140

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
    if report.findings:
        console.print(_findings(report))
    else:
        console.print("No findings.")
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


def _findings(report: Report) -> Table:
    table = _table("Findings", "count", "severity", "code", "example", right=("count",))
    table.columns[3].no_wrap = False
    first = {(row.code, row.severity): row for row in reversed(report.findings)}
    order = {"error": 0, "warning": 1, "note": 2}
    counts = Counter((row.code, row.severity) for row in report.findings)
    for (code, severity), count in sorted(
        counts.items(), key=lambda entry: (order[entry[0][1]], -entry[1], entry[0])
    ):
        example = first[code, severity]
        page = f"page {example.page}: " if example.page else ""
        style = _SEVERITY_STYLES[severity]
        table.add_row(
            str(count), Text(severity, style=style), Text(code), Text(f"{page}{example.message}")
        )
    return table
