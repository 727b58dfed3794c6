"""Header rows: found anywhere in a table, over one or two rows, checked against their columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ita_parse.document import Row
from ita_parse.parse.layouts import Header, Layout, Layouts
from ita_parse.parse.values.indicator import instrument_of, read_indicator
from ita_parse.parse.values.owner import read_owners
from ita_parse.parse.values.period import read_period
from ita_parse.parse.values.scores import read_score
from ita_parse.text import squeeze

# Share of a column's cells that must be of a kind before the header's word is overruled.
_MOST = 0.6
# Longer texts are prose, whatever units they name.
_LONGEST_OWNER = 120


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
    single = _columns(rows[index].texts, layouts)
    if index + 1 < len(rows):
        both = _stacked(rows[index], rows[index + 1], layouts)
        if both:
            stacked = _columns(both, layouts)
            if stacked and (single is None or _known(stacked) > _known(single)):
                return stacked, 2
    return (single, 1) if single else None


def _columns(texts: Sequence[str], layouts: Layouts) -> Columns | None:
    headers = tuple(layouts.header(text) if text else None for text in texts)
    known = [header for header in headers if header]
    filled = sum(map(bool, texts))
    if len({header.field for header in known}) < 2 or len(known) * 2 < filled:
        return None
    layout = layouts.choose(header.field for header in known)
    return Columns(headers, layout) if layout else None


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
        own = layouts.header(sub)
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
    none of these, nothing speaks for it.
    """
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
