"""Names and numbers of indicators: misread names, and numbers that are another indicator's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ita_parse.document import Cell, Paragraph
from ita_parse.parse.builder import Builder
from ita_parse.parse.values.indicator import indicator, read_indicator
from ita_parse.parse.values.scores import read_number
from ita_parse.parse.values.vocabulary import vocabulary
from ita_parse.parse.values.wordings import is_misread, letters_of
from ita_parse.records import Instrument
from ita_parse.text import TO_ARABIC, squeeze

Records = Mapping[tuple[int, int], tuple[str, str]]
"""Table and id of the record that a row (table number, row number) became."""

# Where more of the numbered names than this share have another number, the numbers are no official
# ones: a ranking, or a list of some indicators.
_SHARE = 1 / 3
# A table with fewer numbered indicators is too short to tell official numbers from others.
_ROWS = 3
# A heading that names an indicator is shorter, white space aside.
_LONGEST = 140

_LABEL = re.compile(r"ตัวชี้วัดที่([0-9]{1,2})(?![0-9]|\.[0-9])")
# What stands around the name: label and number before it, a score after it.
_AROUND = re.compile(
    r"^.*?ตัว[ชซข]ี้?วัด(?:ที่)?[0-9.():–-]*|^[0-9]{1,2}[.)]|(?:ได้|ผล)?คะแนน.*$|[0-9(:=].*$"
)


@dataclass(frozen=True, slots=True)
class _Named:
    """A text that names an indicator, and where it stands: a cell's row, or none."""

    text: str
    row: tuple[int, int] | None
    page: int | None


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A name with a printed number: the indicator's number by its name, and the printed one."""

    named: _Named
    number: int
    printed: int

    @property
    def agrees(self) -> bool:
        """Tell whether the number is the official one, or the place within the instrument."""
        return self.printed in (self.number, self.number - _first(self.number) + 1)


def check_indicators(
    cells: Sequence[tuple[Cell, str]],
    headings: Iterable[Cell | Paragraph],
    builder: Builder,
    records: Records,
) -> None:
    """Check every name of an indicator in cells, section rows and headings.

    Args:
        cells: the cells of data rows with their fields.
        headings: cells of other rows, and paragraphs.
        builder: the records; findings are added to it.
        records: the record that a row became.
    """
    named = [_of(cell) for cell, field in cells if field == "indicator" and cell.text]
    named += [_of(block) for block in headings if "ตัวชี้วัด" in block.text[:_LONGEST]]
    numbered: list[_Numbered] = []
    for entry in _distinct(named):
        letters = squeeze(entry.text).translate(TO_ARABIC)
        found = _read(entry, letters, builder, records) if len(letters) <= _LONGEST else None
        if found:
            numbered.append(found)
    wrong = [entry for entry in numbered if not entry.agrees]
    if len(wrong) <= max(1, len(numbered) * _SHARE):
        for mismatch in wrong:
            _find_mismatch(mismatch, builder, *_record(mismatch.named, records))
    _check_rows(cells, builder, records)


def _of(block: Cell | Paragraph) -> _Named:
    row = (block.table_no, block.row_no) if isinstance(block, Cell) else None
    return _Named(block.text, row, block.page)


def _distinct(named: Iterable[_Named]) -> Iterable[_Named]:
    """Return the first of those with the same text."""
    first: dict[str, _Named] = {}
    for entry in named:
        first.setdefault(entry.text, entry)
    return first.values()


def _read(entry: _Named, letters: str, builder: Builder, records: Records) -> _Numbered | None:
    """Find a misread name; return the name's number with the printed one, where there is one."""
    if letters in _numbers():
        return None
    label = _LABEL.match(letters)
    printed = int(label[1]) if label else 0
    if label and letters.startswith(_names(printed), label.end()):
        return _Numbered(entry, printed, printed)
    reading = read_indicator(entry.text)
    if reading is None:
        return None
    if any(name in letters for name in _names(reading.number)):
        return _Numbered(entry, reading.number, printed) if printed else None
    name = letters_of(_AROUND.sub("", letters))
    if any(is_misread(name, letters_of(known)) for known in _names(reading.number)):
        table, record_id = _record(entry, records)
        builder.find(
            "indicator_misread",
            "note",
            f"The name of indicator {reading.number} is misread; it was understood all the same.",
            table=table,
            record_id=record_id,
            field="indicator",
            printed=entry.text,
            suggested=reading.name,
            page=entry.page,
        )
    return None


def _find_mismatch(
    entry: _Numbered, builder: Builder, table: str | None, record_id: str | None
) -> None:
    builder.find(
        "indicator_number_mismatch",
        "warning",
        f"The printed number is {entry.printed}, but “{indicator(entry.number).name}” is indicator "
        f"{entry.number}.",
        table=table,
        record_id=record_id,
        field="indicator_no",
        printed=str(entry.printed),
        suggested=str(entry.number),
        page=entry.named.page,
    )


def _check_rows(cells: Sequence[tuple[Cell, str]], builder: Builder, records: Records) -> None:
    """Check the numbers in a column of their own, in tables that number their rows officially.

    A running number says nothing: where a table lists some indicators, it is none of theirs. So one
    number alone has to be wrong, and neither begin nor go on counting.
    """
    if not builder.indicator_scores:
        return
    printed = {
        (cell.table_no, cell.row_no): number
        for cell, field in cells
        if field == "sequence" and (number := read_number(cell.text)) is not None
    }
    tables: dict[int, dict[int, tuple[_Numbered, str]]] = {}
    for score in builder.indicator_scores:
        row = (score.table_no or 0, score.row_no or 0)
        number = printed.get(row)
        if number is None or number % 1 or not score.indicator_no:
            continue
        if records.get(row, ("",))[0] == "measures":
            continue
        entry = _Numbered(_Named("", row, score.page), score.indicator_no, int(number))
        # A row with several years has several scores; the first stands for it.
        tables.setdefault(row[0], {}).setdefault(row[1], (entry, score.score_id))
    for rows in tables.values():
        entries = [rows[row_no] for row_no in sorted(rows)]
        wrong = [pair for pair in entries if not pair[0].agrees]
        if len(wrong) != 1 or len(entries) < _ROWS:
            continue
        counted = {
            1,
            *(above.printed + 1 for (above, _), pair in pairwise(entries) if pair in wrong),
        }
        if wrong[0][0].printed not in counted:
            _find_mismatch(wrong[0][0], builder, "indicator_scores", wrong[0][1])


def _record(entry: _Named, records: Records) -> tuple[str | None, str | None]:
    """Return table and id of the record that a name belongs to."""
    if entry.row is None:
        return "paragraphs", None
    return records.get(entry.row, ("cells", None))


# --- Names ----------------------------------------------------------------------------------------


@cache
def _numbers() -> Mapping[str, int]:
    """Return the indicators' numbers by their names, without spaces."""
    return {
        squeeze(name): row["number"]
        for row in vocabulary("indicators")["indicator"]
        for name in (row["name"], *row["variants"], *row.get("labelled", ()))
    }


@cache
def _names(number: int) -> tuple[str, ...]:
    """Return the names of an indicator, the longest first."""
    names = [name for name, known in _numbers().items() if known == number]
    return tuple(sorted(names, key=len, reverse=True))


@cache
def _first(number: int) -> int:
    """Return the number of the first indicator of an indicator's instrument."""
    first: dict[Instrument, int] = {}
    for known in sorted(set(_numbers().values())):
        first.setdefault(indicator(known).instrument, known)
    return first[indicator(number).instrument]
