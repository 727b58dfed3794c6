"""Header rows: found anywhere in a table, over one or two rows, checked against their columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from ita_parse.document import Row
from ita_parse.parse.layouts import Header, Layout, Layouts
from ita_parse.parse.values.indicator import instrument_of, read_indicator
from ita_parse.parse.values.owner import read_owners
from ita_parse.parse.values.period import read_period
from ita_parse.parse.values.scores import read_score
from ita_parse.records import Instrument
from ita_parse.text import squeeze

# Share of a column's cells that must be of a kind before the header's word is overruled.
_MOST = 0.6
# Longer texts are prose, whatever units they name.
_LONGEST_OWNER = 120


# "EIT part 1": one of the two surveys that EIT is made of.
_HALF = re.compile(r"[Pp]art|PART|ส่วนที่|ตอนที่|EIT\s*[(]?[12๑๒](?![0-9๐-๙])")
# What every name of an instrument holds, and few other cells: reading them all would take long.
_MAY_NAME = re.compile("[TТ]|ภายใน|ภายนอก|สาธารณะ")
# One of the first rows, if not the header, names an instrument.
_FIRST_ROWS = 3
# A summary of the instruments is no longer than this.
_MOST_SUMMARY_ROWS = 12

INSTRUMENT_FIELDS: Mapping[Instrument, str] = {"IIT": "iit", "EIT": "eit", "OIT": "oit"}
"""Fields of the columns that hold an instrument's scores where they stand side by side."""

_SIDE_BY_SIDE = frozenset((*INSTRUMENT_FIELDS.values(), "total"))
# One of these heads a column of every table of the instruments' scores.
_SCORES = frozenset(("score", "total", "year"))


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a table hold, from a header row on: a header per column, or None."""

    headers: tuple[Header | None, ...]
    layout: Layout

    @property
    def fields(self) -> tuple[str | None, ...]:
        """The field of every column; None for one that no field is known for."""
        return tuple(header.field if header else None for header in self.headers)

    def has(self, field: str) -> bool:
        """Tell whether a column holds `field`."""
        return field in self.fields


def read_header(rows: Sequence[Row], index: int, layouts: Layouts) -> tuple[Columns, int] | None:
    """Read a header that begins at `rows[index]`; return its columns and its number of rows."""
    single = _columns(rows[index].texts, rows, index + 1, layouts)
    if index + 1 < len(rows):
        both = _stacked(rows[index], rows[index + 1], layouts)
        if both:
            stacked = _columns(both, rows, index + 2, layouts)
            if stacked and (single is None or _known(stacked) > _known(single)):
                return stacked, 2
    return (single, 1) if single else None


def names_scores(text: str, layouts: Layouts) -> Header | None:
    """Read what stands before a row of scores, a year or a word for scores; None: anything else."""
    header = layouts.header(text)
    return header if header and header.field == "score" else None


def whole_instrument(text: str) -> Instrument | None:
    """Read a cell that names an instrument, and not one of the two parts of EIT."""
    return None if _HALF.search(text) else instrument_of(text)


def _columns(
    texts: Sequence[str], rows: Sequence[Row], start: int, layouts: Layouts
) -> Columns | None:
    """Return the columns of a header with these texts, whose rows begin at `start`."""
    headers = tuple(layouts.header(text) if text else None for text in texts)
    fields = {header.field for header in headers if header}
    if fields & _SCORES:
        instruments = _of_instruments(texts, headers, rows, start, layouts)
        if instruments:
            return instruments
    if not _are_headers(texts, headers):
        return None
    layout = layouts.choose(fields)
    if layout is None or layout.records == "instrument_scores":
        return None
    return Columns(headers, layout)


def _are_headers(texts: Sequence[str], headers: Sequence[Header | None]) -> bool:
    known = [header for header in headers if header]
    return len({header.field for header in known}) > 1 and len(known) * 2 >= sum(map(bool, texts))


def _of_instruments(
    texts: Sequence[str],
    headers: Sequence[Header | None],
    rows: Sequence[Row],
    start: int,
    layouts: Layouts,
) -> Columns | None:
    """Return the columns of a table of the instruments' scores, which only its rows make sure."""
    near = (texts, *(row.texts for row in rows[start : start + _FIRST_ROWS]))
    if not any(map(_MAY_NAME.search, chain.from_iterable(near))):
        return None
    below = []
    for row in rows[start : start + _MOST_SUMMARY_ROWS]:
        if _are_headers(row.texts, [layouts.header(text) if text else None for text in row.texts]):
            break
        if row.full_width is None:
            below.append(row)
    found = [
        Header(INSTRUMENT_FIELDS[named]) if (named := whole_instrument(text)) else header
        for text, header in zip(texts, headers, strict=True)
    ]
    fields = [header.field if header else None for header in found]
    if all(fields.count(name) == 1 for name in INSTRUMENT_FIELDS.values()):
        # A row a year; the label's header may be any word.
        if "year" not in fields and fields[0] not in _SIDE_BY_SIDE:
            found[0] = Header("year")
        label = next(
            (at for at, header in enumerate(found) if header and header.field == "year"), None
        )
        labels = [row.texts[label] for row in below] if label is not None else []
        if not (any(names_scores(text, layouts) for text in labels) if labels else len(below) == 1):
            return None
    else:
        column = next(
            (at for at in range(len(headers)) if _lists_instruments(fields, at, below)), None
        )
        if column is None:
            return None
        found[column] = Header("instrument")
        if "score" not in fields:
            found = [
                replace(one, field="score") if one and one.field == "total" else one
                for one in found
            ]
    layout = layouts.choose(header.field for header in found if header)
    return (
        Columns(tuple(found), layout) if layout and layout.records == "instrument_scores" else None
    )


def _lists_instruments(fields: Sequence[str | None], column: int, rows: Sequence[Row]) -> bool:
    """Tell whether a column names each instrument once, in rows of their own."""
    if fields[column] not in (None, "instrument", "indicator", "item"):
        return False
    labels = [row.texts[column] for row in rows if any(row.texts)]
    named = sorted(filter(None, map(whole_instrument, labels)))
    return (
        named == sorted(INSTRUMENT_FIELDS) and all(labels) and not any(map(_is_indicator, labels))
    )


def _known(columns: Columns) -> int:
    return sum(1 for header in columns.headers if header)


def _stacked(upper: Row, lower: Row, layouts: Layouts) -> list[str] | None:
    """Return the header texts of two rows read as one, or None if the lower is no header.

    A cell of the upper row that spans columns stands over all of them; where the spans are not
    known, over those that are empty beside it and filled below it.
    """
    filled = [column for column, text in enumerate(lower.texts) if text]
    if not filled or not all(layouts.header(lower.texts[column]) for column in filled):
        return None
    texts: list[str] = []
    above = ""
    for column, (head, sub) in enumerate(zip(upper.texts, lower.texts, strict=True)):
        if head:
            above = head
            spans = sum(cell.column_span for cell in upper.cells[column]) or 1
            if sub and spans == 1 and column + 1 < len(upper.texts) and upper.texts[column + 1]:
                # Two full headers one above the other: the lower one is a row of its own.
                return None
        if not sub:
            texts.append(head)
            continue
        own, over = layouts.header(sub), layouts.header(above) if above else None
        if own and over and over.year and not own.year:
            # "ปี 2567" over คะแนน and น้ำหนัก.
            dated = layouts.header(f"{sub} {over.year}")
            texts.append(f"{sub} {over.year}" if dated and dated.field == own.field else sub)
        else:
            texts.append(sub if own and squeeze(sub) and not own.year else f"{above} {sub}")
    return texts


def checked(columns: Columns, rows: Sequence[Row], layouts: Layouts) -> Columns:
    """Correct columns whose cells are not what the header says.

    "ตัวชี้วัด" beside มาตรการ names the measure's own indicator unless the cells are ITA
    indicators; a column of scores under a misread header is one of scores; plain numbers under
    "ข้อ" are a sequence.
    """
    headers = list(columns.headers)
    for column, header in enumerate(headers):
        values = _values(rows, column)
        if not values:
            continue
        field = _checked_field(header.field if header else None, values, columns)
        if field and (header is None or field != header.field):
            headers[column] = replace(header, field=field) if header else Header(field)
    if tuple(headers) == columns.headers:
        return columns
    layout = layouts.choose(header.field for header in headers if header)
    return Columns(tuple(headers), layout or columns.layout)


def goes_on(columns: Columns, rows: Sequence[Row]) -> bool:
    """Tell whether rows without a header hold what these columns hold.

    A score column must hold scores, a column of periods or owners at least one; where there is
    none of these, nothing speaks for it. A summary of the instruments stands on one page.
    """
    if columns.layout.records == "instrument_scores":
        return False
    tests: dict[str, Callable[[str], bool]] = {
        "score": _is_score,
        "period": lambda text: read_period(text) is not None,
        "owner": lambda text: bool(read_owners(text)) and len(text) <= _LONGEST_OWNER,
    }
    for name, test in tests.items():
        if columns.has(name):
            values = _values(rows, columns.fields.index(name))
            return bool(values) and _share(values, test) >= 1 - _MOST
    return False


def _values(rows: Sequence[Row], column: int) -> list[str]:
    """Return the texts of a column, section rows left out."""
    texts = (row.texts[column] for row in rows if row.full_width is None)
    return [text for text in texts if text]


def _checked_field(field: str | None, values: Sequence[str], columns: Columns) -> str | None:
    if field == "indicator" and columns.has("measure"):
        return field if _share(values, _is_indicator) >= 1 - _MOST else "kpi"
    if field == "instrument" or (field is None and columns.has("item")):
        named = _share(values, lambda text: instrument_of(text) is not None)
        if named < 1 - _MOST and _share(values, _is_score) >= _MOST:
            return "score"
    if field == "item" and not columns.has("sequence") and columns.layout.records == "measures":
        return "sequence" if _share(values, str.isdigit) == 1 and len(values) > 1 else field
    return field


def _share(values: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(1 for value in values if test(value)) / len(values)


def _is_indicator(text: str) -> bool:
    return read_indicator(text) is not None


def _is_score(text: str) -> bool:
    return read_score(text) is not None
