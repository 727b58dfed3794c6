"""Compares a report's records with those that a fixture expects, white space aside."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from ita_parse.records import Report

TABLES = ("measures", "steps", "indicator_scores", "item_scores", "analyses", "letters")
DECIMALS = ("score", "overall_score")
ROOT = Path(__file__).resolve().parent.parent / "fixtures"


def squeezed(value: Any) -> Any:
    """Return a value as it is compared: text without white space, dates and decimals as text."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, (list, tuple)):
        return [squeezed(entry) for entry in value]
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return "".join(str(value).split())


def _wanted(field: str, value: Any) -> Any:
    return Decimal(value) if field in DECIMALS and value is not None else value


def differences(report: Report, expected: dict[str, Any]) -> list[str]:
    """Return every field that is not as expected, as table, row, field, expected and got."""
    found = []
    for field, value in expected["reports"].items():
        got = getattr(report, field)
        pair = (sorted(value), sorted(got)) if field == "kinds" else (_wanted(field, value), got)
        if squeezed(pair[0]) != squeezed(pair[1]):
            found.append(f"reports.{field}: expected {value!r}, got {got!r}")
    for table in TABLES:
        rows = getattr(report, table)
        wanted = expected.get(table, [])
        if len(rows) != len(wanted):
            found.append(f"{table}: expected {len(wanted)} rows, got {len(rows)}")
        for number, (row, want) in enumerate(zip(rows, wanted, strict=False), 1):
            for field, value in want.items():
                got = _measure_number(row) if field == "measure" and table == "steps" else None
                got = getattr(row, field) if got is None else got
                if squeezed(_wanted(field, value)) != squeezed(got):
                    found.append(f"{table} {number}.{field}: expected {value!r}, got {got!r}")
    return found


def _measure_number(step: Any) -> int:
    return int(step.measure_id.rsplit("-m", 1)[1])


def size(expected: dict[str, Any]) -> int:
    """Return the number of fields that an expectation holds."""
    rows = sum(len(row) for table in TABLES for row in expected.get(table, []))
    return rows + len(expected["reports"])


def load(path: str | Path) -> dict[str, Any]:
    """Load an expectation; steps name their measure by its number there."""
    data: dict[str, Any] = json.loads((ROOT / path).read_text(encoding="utf-8"))
    return data
