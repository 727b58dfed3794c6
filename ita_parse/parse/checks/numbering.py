"""Running numbers that skip: a row may be lost, often where a page ends."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ita_parse.document import Document
from ita_parse.parse.builder import Builder
from ita_parse.parse.checks.table_grids import Grid, read_running_number

# Numbers run if so many of their steps are from one to the next, and at least three are; under a
# header of running numbers fewer do.
_RUNNING, _LEAST = 0.8, 3
_SAID, _LEAST_SAID = 0.6, 2
# A message names so many numbers that are missing.
_NAMED = 5


def check_running_numbers(document: Document, grid: Grid, builder: Builder) -> None:
    """Add a finding for each place where a table's running numbers skip.

    Numbers may begin anew, stay the same (merged cells, ties) and leave out what ties take (1, 2,
    2, 4). Chosen items of a longer list ("7, 12, 20, 21") don't run.
    """
    column = grid.sequence
    if column is None:
        return
    runs: list[list[tuple[int, int]]] = [[]]
    for index in range(len(grid.numbers)):
        text = grid.table.body[index].texts[column]
        number = read_running_number(text)
        if number is not None:
            runs[-1].append((index, number))
        elif any(letter.isdigit() for letter in text):
            runs.append([])  # "4-5", "2.1": what comes after needn't go on from what is before
    for run in runs:
        _check_run(document, grid, [row for row, _ in run], [number for _, number in run], builder)


def _check_run(
    document: Document,
    grid: Grid,
    rows: Sequence[int],
    numbers: Sequence[int],
    builder: Builder,
) -> None:
    said = bool(grid.headers[grid.sequence or 0])
    steps = sum(_goes_on(numbers, place) for place in range(1, len(numbers)))
    changes = sum(1 for one, two in pairwise(numbers) if two not in (one, 1))
    if steps < (_LEAST_SAID if said else _LEAST) or steps < (_SAID if said else _RUNNING) * changes:
        return
    for place in range(1, len(numbers)):
        before, number = numbers[place - 1], numbers[place]
        if number <= before + 1 or number == before + _ties(numbers, place - 1):
            continue
        if _are_pages_missing(document, grid, rows[place - 1], rows[place]):
            continue
        if place > 1 and number == numbers[place - 2] + 2:
            _report_misread(grid, rows, numbers, place - 1, builder)
        elif _at(numbers, place + 1) == before + 2:
            _report_misread(grid, rows, numbers, place, builder)
        else:
            _report_skipped(grid, rows, numbers, place, builder)


def _at(numbers: Sequence[int], place: int) -> int:
    return numbers[place] if 0 <= place < len(numbers) else -1


def _goes_on(numbers: Sequence[int], place: int) -> bool:
    """Tell whether a number goes on from the one before, or would but for one that is misread."""
    before, number = numbers[place - 1], numbers[place]
    return (
        number == before + 1
        or _at(numbers, place + 1) == before + 2
        or number == _at(numbers, place - 2) + 2 > 1
    )


def _ties(numbers: Sequence[int], place: int) -> int:
    """Return how often the number at a place stands there in a row."""
    count = 1
    while place >= count and numbers[place - count] == numbers[place]:
        count += 1
    return count


def _are_pages_missing(document: Document, grid: Grid, above: int, below: int) -> bool:
    """Tell whether pages between two rows were not read."""
    first = grid.table.body[above].places[-1].page
    last = grid.table.body[below].places[0].page
    if first is None or last is None:
        return False
    known = {page.number for page in document.pages if page.trusted}
    return any(page not in known for page in range(first, last + 1))


def _report_misread(
    grid: Grid, rows: Sequence[int], numbers: Sequence[int], place: int, builder: Builder
) -> None:
    before, number, after = numbers[place - 1 : place + 2]
    message = (
        f"The number {number} {_where(grid, rows[place])} stands between {before} and {after}."
    )
    _find(grid, rows[place], number, message, str(before + 1), builder)


def _report_skipped(
    grid: Grid, rows: Sequence[int], numbers: Sequence[int], place: int, builder: Builder
) -> None:
    before, number = numbers[place - 1 : place + 1]
    missing = [str(each) for each in range(before + 1, min(number, before + 1 + _NAMED))]
    named = ", ".join(missing) + (", …" if number - before - 1 > _NAMED else "")
    above, here = (grid.table.body[rows[each]].places for each in (place - 1, place))
    over = "" if above[-1].page == here[0].page else " where a page ends"
    message = (
        f"The running number goes from {before} to {number} {_where(grid, rows[place])}{over}; "
        f"{named} {'is' if number == before + 2 else 'are'} missing, and maybe the row as well."
    )
    _find(grid, rows[place], number, message, None, builder)


def _where(grid: Grid, row: int) -> str:
    standing = grid.table.body[row].places[0]
    column = (grid.sequence or 0) + 1
    return f"in table {standing.table_no}, row {standing.row_no}, column {column}"


def _find(
    grid: Grid, row: int, number: int, message: str, suggested: str | None, builder: Builder
) -> None:
    builder.find(
        "number_skipped",
        "note",
        message,
        table="cells",
        field=grid.headers[grid.sequence or 0] or None,
        printed=str(number),
        suggested=suggested,
        page=grid.table.body[row].places[0].page,
    )
