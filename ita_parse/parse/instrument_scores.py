"""Tables of the scores of the three instruments: how IIT, EIT and OIT make up the total.

They stand below each other with a column a year, or side by side with a row a year. No record holds
them; they are totals of the indicators, which the checks hold against the other scores. Weights and
weighted scores stand beside them, sometimes under a header that doesn't say so: a body's scores are
told from them by the sum that 30 % IIT, 30 % EIT and 40 % OIT have to make.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ita_parse.parse.builder import Builder
from ita_parse.parse.checks.score_rules import instrument_shares
from ita_parse.parse.context import Context
from ita_parse.parse.headers import INSTRUMENT_FIELDS, names_scores, whole_instrument
from ita_parse.parse.layouts import Layouts
from ita_parse.parse.rows import DataRow, ScoreCell, as_printed, certainty
from ita_parse.parse.scores import add_total, is_assessed, names_total
from ita_parse.parse.values.scores import read_number, read_score
from ita_parse.records import Instrument
from ita_parse.text import squeeze

# Sums of rounded numbers are off by no more than this.
_ROUNDING = Decimal("0.02")
_DIGIT = re.compile(r"[0-9]")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A cell that holds a score, the row it stands in, and what that row or column is called."""

    cell: ScoreCell
    row: DataRow
    label: str = ""


@dataclass(frozen=True, slots=True)
class _Result:
    """The scores of the instruments in one year, and what may be their total."""

    year: int | None
    parts: Mapping[Instrument, _Entry]
    totals: Sequence[_Entry]
    proved: bool = False


def add_instrument_scores(
    rows: Sequence[DataRow], context: Context, builder: Builder, layouts: Layouts
) -> bool:
    """Read a table of the scores of instruments into totals; return False if none is sure."""
    beside = any(INSTRUMENT_FIELDS["IIT"] in row.cells for row in rows)
    found = list(_side_by_side(rows, layouts) if beside else _one_below_another(rows))
    by_year: dict[int | None, list[_Result]] = defaultdict(list)
    for result in filter(None, map(_checked, found)):
        by_year[result.year].append(result)
    chosen = [result for results in by_year.values() for result in _choose(results)]
    for result in chosen:
        totals = result.totals
        if not totals and result.parts and len(chosen) == 1 and not beside:
            totals = list(_weighted_total(rows, result))
        for instrument, entry in result.parts.items():
            add_total(entry.row, entry.cell, instrument, context, builder)
        for entry in totals[:1]:
            add_total(entry.row, entry.cell, None, context, builder)
    return bool(chosen)


def _one_below_another(rows: Sequence[DataRow]) -> Iterator[_Result]:
    """Yield what each column of scores holds."""
    for column in range(max((len(row.scores) for row in rows), default=0)):
        parts: dict[Instrument, _Entry] = {}
        totals = []
        for row in rows:
            label, cell = squeeze(row.text("instrument") or ""), row.scores[column]
            if not _holds_number(cell.text):
                continue
            instrument = whole_instrument(label)
            if instrument:
                parts[instrument] = _Entry(cell, row, label)
            elif names_total(label):
                totals.append(_Entry(cell, row, label))
        yield _Result(rows[0].scores[column].year, parts, totals)


def _side_by_side(rows: Sequence[DataRow], layouts: Layouts) -> Iterator[_Result]:
    """Yield what each row holds that a year, or a word for scores, stands before."""
    found = []
    for row in rows:
        label = row.text("year")
        header = names_scores(label, layouts) if label else None
        if header is None and (label or len(rows) > 1):
            continue
        year = header.year if header else None
        parts: dict[Instrument, _Entry] = {}
        for instrument, name in INSTRUMENT_FIELDS.items():
            if _holds_number(row.text(name) or ""):
                parts[instrument] = _Entry(_cell(row, name, year), row)
        names = [name for name in ("total", "score") if _holds_number(row.text(name) or "")]
        found.append(_Result(year, parts, [_Entry(_cell(row, name, year), row) for name in names]))
    yield from found


def _cell(row: DataRow, name: str, year: int | None) -> ScoreCell:
    text, cells = row.text(name) or "", row.cells[name]
    return ScoreCell(year, text, as_printed(text, cells), certainty(cells))


def _holds_number(text: str) -> bool:
    return is_assessed(text) and bool(_DIGIT.search(text))


def _checked(result: _Result) -> _Result | None:
    """Return a result without what is no score; None if it holds no scores."""
    if set(result.parts) != set(instrument_shares()):
        return None
    parts: dict[Instrument, Decimal] = {}
    for instrument, entry in result.parts.items():
        score = read_score(entry.cell.text)
        if score is not None:
            parts[instrument] = score
    if len(parts) < len(instrument_shares()):
        # Misread ones; the checks may tell what they were meant to be.
        return _Result(result.year, result.parts, _agreed(result.totals))
    shares = instrument_shares()
    weighted = sum((parts[one] * share for one, share in shares.items()), Decimal())
    whole = sum(parts.values(), Decimal())
    # The highest score that an instrument can have where it is weighted already.
    full = {instrument: share * 100 for instrument, share in shares.items()}
    if parts == full:
        return None
    if all(parts[one] <= most for one, most in full.items()):
        # Weighted already: only their sum is a score.
        totals = [entry for entry in result.totals if _is(entry, whole)]
        return _Result(result.year, {}, totals[:1], proved=True) if totals else None
    totals = [entry for entry in result.totals if _is(entry, weighted)]
    if totals:
        return _Result(result.year, result.parts, totals, proved=True)
    if all(score == int(score) for score in parts.values()):
        # Counts, or shares of something else.
        return None
    others = [
        entry
        for entry in result.totals
        if not (_is(entry, whole) or ("เฉลี่ย" in entry.label and _is(entry, whole / 3)))
    ]
    return _Result(result.year, result.parts, _agreed(others))


def _is(entry: _Entry, value: Decimal) -> bool:
    number = read_number(entry.cell.text)
    number = read_score(entry.cell.text) if number is None else number
    return number is not None and abs(number - value) <= _ROUNDING


def _agreed(totals: Sequence[_Entry]) -> Sequence[_Entry]:
    """Return totals that are printed alike; of different ones none is sure."""
    return totals if len({read_score(entry.cell.text) for entry in totals}) == 1 else ()


def _choose(results: Sequence[_Result]) -> Sequence[_Result]:
    """Return the results of one year that can be relied on: proved ones, or the only one."""
    proved = [result for result in results if result.proved]
    if proved:
        # Scores tell more than their weighted forms, which have the same total.
        return [max(proved, key=lambda result: len(result.parts))]
    return results if len(results) == 1 else ()


def _weighted_total(rows: Iterable[DataRow], result: _Result) -> Iterator[_Entry]:
    """Yield the total that stands in a column of weighted scores, if it is theirs."""
    scores = {one: read_score(entry.cell.text) for one, entry in result.parts.items()}
    total = Decimal()
    for instrument, score in scores.items():
        if score is None:
            return
        total += score * instrument_shares()[instrument]
    for row in rows:
        label = squeeze(row.text("instrument") or "")
        if whole_instrument(label) or not names_total(label):
            continue
        for text in (row.text("weight") or "").split("\n"):
            printed = as_printed(text, row.cells.get("weight", ()))
            entry = _Entry(ScoreCell(result.year, text, printed), row, label)
            if _is(entry, total):
                yield entry
