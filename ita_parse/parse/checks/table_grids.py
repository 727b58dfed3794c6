"""A table as numbers: what its cells count, which rows are totals, which columns have sums."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from ita_parse.data import load_toml
from ita_parse.document import Row, Table
from ita_parse.parse.checks.quantities import UNIT, Quantity, is_nothing, read_quantity
from ita_parse.parse.layouts import load_layouts
from ita_parse.text import TO_ARABIC, list_number, squeeze

# Whole numbers within these are years where nothing else stands in a row.
_YEARS = range(2400, 2700)
# A column counts things if so many of its filled cells are numbers.
_NUMBERS = 0.6
# Numbers at the left run if so many of their steps are from one to the next.
_RUNNING = 0.8
_RUNNING_NUMBER = re.compile(r"\s*\(?([0-9๐-๙]{1,5})[.)]?\s*")
_FULL = 100 * UNIT
# Under headers of shares so many may be misread as more than all; more, and they are counts.
_HIGH = 0.1
# Longer texts are sentences, not labels.
_LONGEST_LABEL = 120

Place = tuple[int, int]
"""Row and column of a table's cell, both from 0."""


@dataclass(frozen=True, slots=True)
class Words:
    """The vocabulary of tables as patterns for text without white space, in lower case."""

    total_row: re.Pattern[str]
    never_row: re.Pattern[str]
    handed_on: re.Pattern[str]
    taken_over: re.Pattern[str]
    ranking: re.Pattern[str]
    counted: re.Pattern[str]
    total_column: re.Pattern[str]
    rest_column: re.Pattern[str]
    share_column: re.Pattern[str]
    never_summed: re.Pattern[str]
    scaled: re.Pattern[str]


@cache
def words() -> Words:
    """Return the vocabulary, compiled."""
    data = load_toml("table_checks")
    rows, columns = data["total_rows"], data["columns"]
    return Words(
        total_row=_any(rows["begins"]),
        never_row=_any(rows["never"]),
        handed_on=_any(rows["handed_on"]),
        taken_over=_any(rows["taken_over"]),
        ranking=_any(rows["ranking"]),
        counted=re.compile(rf"(\d+)(?:{_any(rows['counted']).pattern})"),
        total_column=_any(columns["total"]),
        rest_column=_any(columns["rest"]),
        share_column=_any(columns["share"]),
        never_summed=_any(columns["never"]),
        scaled=_any(data["scaled"]["units"]),
    )


def _any(listed: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(squeeze(word).lower()) for word in listed))


@dataclass(slots=True)
class Grid:
    """The numbers of a table.

    Attributes:
        numbers: each cell's quantity; None where it holds none.
        unread: by row, the columns that hold something else than a number or nothing.
        cells: by row of data, the quantities by column.
        rows: the rows that count something, in order; rows of means and shares do not.
        begins: those of them that stand below a heading or at the top.
        totals: those of them that are labelled as totals.
        passed: those of them that repeat the total of the page before.
        wider: those of the totals that count other rows than the table has.
        headers: each column's header, as one line.
        summed: the columns whose numbers can have a sum, shares among them.
        shares: the columns of shares or changes in per cent.
        sequence: the column of running numbers.
    """

    table: Table
    numbers: list[list[Quantity | None]]
    unread: dict[int, set[int]]
    rows: list[int]
    cells: dict[int, dict[int, Quantity]] = field(default_factory=dict)
    begins: set[int] = field(default_factory=set)
    totals: set[int] = field(default_factory=set)
    passed: set[int] = field(default_factory=set)
    wider: set[int] = field(default_factory=set)
    headers: list[str] = field(default_factory=list)
    summed: list[int] = field(default_factory=list)
    shares: set[int] = field(default_factory=set)
    sequence: int | None = None

    def value(self, row: int, column: int) -> int:
        """Return a cell's value in `UNIT`s; what is empty counts as nothing."""
        number = self.numbers[row][column]
        return number.value if number else 0

    def number(self, place: Place) -> Quantity:
        """Return the quantity of a cell that is known to hold one."""
        found = self.numbers[place[0]][place[1]]
        assert found is not None
        return found

    def is_headed(self, column: int, words_of: re.Pattern[str]) -> bool:
        """Tell whether a column's header holds one of some words."""
        return words_of.search(squeeze(self.headers[column]).lower()) is not None

    def is_signed(self, column: int) -> bool:
        """Tell whether a column has negative numbers."""
        return any(self.value(row, column) < 0 for row in self.rows)

    def is_unread(self, row: int, column: int) -> bool:
        """Tell whether a cell holds something that is no number."""
        return column in self.unread.get(row, ())

    def is_printed(self, row: int, column: int) -> bool:
        """Tell whether a cell holds a number or a dash, as opposed to being empty."""
        return self.numbers[row][column] is not None or bool(self.table.body[row].texts[column])

    def running_number(self, row: int) -> str:
        """Return the number with which a row begins, "" if none."""
        texts = self.table.body[row].texts
        if self.sequence is not None:
            number = read_running_number(texts[self.sequence])
            return list_number(texts[self.sequence]) if number is None else str(number)
        return list_number(next(filter(None, texts), ""))


def read_running_number(text: str) -> int | None:
    """Read a cell that holds one running number: "3", "๓.", "(3)"; None for any other."""
    match = _RUNNING_NUMBER.fullmatch(text)
    return int(match[1].translate(TO_ARABIC)) if match else None


def read_grid(table: Table) -> Grid | None:
    """Read the numbers of a table; None if it has too few for any rule."""
    body = table.body
    numbers: list[list[Quantity | None]] = []
    for row in body:
        numbers.append([read_quantity(text) if text else None for text in row.texts])
    filled = sum(1 for row in numbers if any(row))
    if filled < 2:
        return None
    first = _first_row(table, numbers)
    unread: dict[int, set[int]] = {}
    for index in range(first, len(body)):
        for column, text in enumerate(body[index].texts):
            if text and numbers[index][column] is None and not is_nothing(text):
                unread.setdefault(index, set()).add(column)
    headers = _headers(body[:first], len(body[0].texts))
    grid = Grid(table, numbers, unread, [], headers=headers)
    grid.sequence = _sequence(grid, first)
    _sort_rows(grid, first)
    _sort_columns(grid)
    return grid


def _first_row(table: Table, numbers: list[list[Quantity | None]]) -> int:
    """Return the first row that is no header: years and numbers of columns are headers."""
    for index in range(table.header_rows, len(numbers)):
        row = [(column, number) for column, number in enumerate(numbers[index]) if number]
        if not row:
            continue
        plain = all("," not in number.printed and not number.decimals for _, number in row)
        years = plain and all(number.value // UNIT in _YEARS for _, number in row)
        steps = {number.value // UNIT - column for column, number in row}
        counted = plain and len(row) > 2 and len(row) == len(numbers[index]) and len(steps) == 1
        if not years and not counted:
            return index
    return len(numbers)


def _headers(rows: tuple[Row, ...], width: int) -> list[str]:
    """Return each column's header; the text of a cell over several columns heads all of them."""
    found: list[list[str]] = [[] for _ in range(width)]
    for row in rows:
        for column, text in enumerate(row.texts):
            if not text or len(text) > _LONGEST_LABEL:
                continue
            cells = row.cells[column] if column < len(row.cells) else ()
            span = min(max((cell.column_span for cell in cells), default=1), width - column)
            # A title over the whole table heads no column.
            for covered in range(column, column + (span if span < width else 1)):
                found[covered].append(" ".join(text.split()))
    return [" ".join(dict.fromkeys(texts)) for texts in found]


def _sequence(grid: Grid, first: int) -> int | None:
    """Return the column of running numbers, known by its header or by counting at the left."""
    layouts = load_layouts()
    for column, header in enumerate(grid.headers[:3]):
        known = layouts.header(header) if header and len(header) < _LONGEST_LABEL else None
        if known is not None and known.field == "sequence":
            return column
    if grid.headers and grid.headers[0]:
        return None
    left = [row[0].value // UNIT for row in grid.numbers[first:] if row and row[0]]
    steps = sum(1 for one, two in pairwise(left) if two == one + 1)
    return 0 if len(left) > 2 and steps >= _RUNNING * (len(left) - 1) else None


def _sort_rows(grid: Grid, first: int) -> None:
    known = words()
    begins = True
    for index in range(first, len(grid.numbers)):
        numbers = grid.numbers[index]
        cells = {column: number for column, number in enumerate(numbers) if number}
        if not cells.keys() - {grid.sequence}:
            begins = begins or any(grid.table.body[index].texts)
            continue
        label = _label(grid, index)
        if known.never_row.search(label) or known.share_column.match(label):
            continue
        grid.rows.append(index)
        grid.cells[index] = cells
        if begins:
            grid.begins.add(index)
        begins = False
        if known.taken_over.search(label):
            grid.passed.add(index)
        elif known.total_row.match(label) or known.handed_on.search(label):
            grid.totals.add(index)
            if _is_wider(grid, label):
                grid.wider.add(index)


def _is_wider(grid: Grid, label: str) -> bool:
    """Tell whether a total may count more than the rows above.

    So it may below a ranking, which lists the first of many, and where its label tells of another
    number of rows ("รวม 14 โครงการ").
    """
    if any(words().ranking.match(squeeze(header).lower()) for header in grid.headers[:3]):
        return True
    said = words().counted.search(label)
    if said is None:
        return False
    items = [row for row in grid.rows if row not in grid.totals | grid.passed]
    before = max((row for row in grid.totals if row < grid.rows[-1]), default=-1)
    return int(said[1]) not in (len(items), sum(1 for row in items if row > before))


def _label(grid: Grid, row: int) -> str:
    """Return the text before a row's first number, squeezed; "" if the row is numbered."""
    for column, text in enumerate(grid.table.body[row].texts):
        if grid.numbers[row][column] is not None:
            return ""
        if grid.is_unread(row, column):
            return squeeze(text).lower() if len(text) < _LONGEST_LABEL else ""
    return ""


def _sort_columns(grid: Grid) -> None:
    known = words()
    said: set[int] = set()
    believed = True
    for column, printed in enumerate(grid.headers):
        header = squeeze(printed).lower()
        if column == grid.sequence or known.never_summed.search(header):
            continue
        cells = [row[column] for row in grid.cells.values() if column in row]
        others = sum(1 for row in grid.rows if grid.is_unread(row, column))
        units = {number.unit for number in cells if number.unit}
        if len(cells) < 2 or len(cells) < _NUMBERS * (len(cells) + others) or len(units) > 1:
            continue
        if all(n.value // UNIT in _YEARS and "," not in n.printed for n in cells):
            continue
        grid.summed.append(column)
        high = sum(1 for number in cells if abs(number.value) > _FULL)
        if "%" in units or all(number.value == _FULL for number in cells):
            grid.shares.add(column)
        elif known.share_column.search(header):
            said.add(column)
            believed = believed and high <= _HIGH * len(cells)
    if believed:
        grid.shares |= said
