"""Grids filled with words: cells, their text and where its author broke lines."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter

from ita_parse.document import Box, Cell, PageTable
from ita_parse.extraction.clusters import Word
from ita_parse.extraction.lines import Inks, Line, line_break, read_lines, was_ended
from ita_parse.extraction.ruling import Grid
from ita_parse.text import HARD_BREAK

# Parts of one table stand at most this far, in points, beside each other on two pages.
_ASIDE = 5.0
# Of a grid with fewer filled cells than this share nothing can be said but that it is a form or
# decoration (measured by camelot's authors on ICDAR 2013: such grids are no tables).
_LEAST_FILLED = 0.1
# What runs out of a cell is shorter than this many sizes, or it would have been wrapped.
_OVERFLOW = 1.5


class _Places:
    """Finds the cell that holds a point."""

    def __init__(self, grid: Grid) -> None:
        self._box = grid.box
        self._xs = sorted({x for *_, box in grid.cells for x in (box[0], box[2])})
        self._ys = sorted({y for *_, box in grid.cells for y in (box[1], box[3])})
        self._cells: dict[tuple[int, int], int] = {}
        for index, (*_, (x0, top, x1, bottom)) in enumerate(grid.cells):
            across = range(bisect_left(self._xs, x0), bisect_left(self._xs, x1))
            for row in range(bisect_left(self._ys, top), bisect_left(self._ys, bottom)):
                for column in across:
                    self._cells.setdefault((row, column), index)

    def holds(self, y: float) -> bool:
        """Tell whether a height is within the grid."""
        return self._box[1] <= y <= self._box[3]

    def find(self, x: float, y: float) -> int | None:
        """Return the index of the cell at a point."""
        place = bisect_right(self._ys, y) - 1, bisect_right(self._xs, x) - 1
        return self._cells.get(place)


def take_words(grid: Grid, words: Iterable[Word]) -> tuple[list[list[Word]], list[Word]]:
    """Deal words out to the grid's cells by where their letters' bases stand.

    A word that a rule passes through is cut there, unless it merely runs out of its cell.

    Returns:
        The words of each cell, and those outside of the grid.
    """
    places = _Places(grid)
    dealt: list[list[Word]] = [[] for _ in grid.cells]
    rest: list[Word] = []
    for word in words:
        # The point where a base's body is: right of its origin and above its baseline.
        y, shift = word.baseline - word.em * 0.2, word.em * 0.1
        if not places.holds(y):
            rest.append(word)
            continue
        first = places.find(word.starts[0] + shift, y)
        last = places.find(word.starts[-1] + shift, y)
        if first == last:
            (rest if first is None else dealt[first]).append(word)
            continue
        cells = [places.find(x + shift, y) for x in word.starts]
        if len(set(cells)) == 2:
            cells = _whole(word, cells, grid)
        start = 0
        for end in range(1, len(cells) + 1):
            if end == len(cells) or cells[end] != cells[start]:
                index = cells[start]
                (rest if index is None else dealt[index]).append(word.cut(start, end))
                start = end
    return dealt, rest


def _whole(word: Word, cells: list[int | None], grid: Grid) -> list[int | None]:
    """Put a word that runs out of its cell into that cell as a whole.

    Its end may lie in the next cell, and a centred word that is too wide runs out on both sides;
    but a cell's own text may be drawn close behind that of the cell before.
    """
    cut = cells.index(cells[-1])
    head, tail = cut, len(cells) - cut
    if head >= tail and word.x1 - word.starts[cut] < word.em * _OVERFLOW:
        return [cells[0]] * len(cells)
    own = cells[-1]
    if tail > head and own is not None and word.x1 > grid.cells[own][4][2]:
        return [own] * len(cells)
    return cells


def build_table(
    grid: Grid, dealt: Sequence[Sequence[Word]], inks: Inks, table_no: int, page: int
) -> PageTable:
    """Make a page's table of a grid and the words in its cells."""
    hundredths = _Hundredths()
    cells = []
    for (row, column, row_span, column_span, box), words in zip(grid.cells, dealt, strict=True):
        text = _text(words, inks) if words else ""
        cells.append(
            Cell(
                table_no=table_no,
                row_no=row + 1,
                column_no=column + 1,
                raw=text.replace(HARD_BREAK, "\n"),
                text=text,
                row_span=row_span,
                column_span=column_span,
                page=page,
                box=(
                    hundredths[box[0]],
                    hundredths[box[1]],
                    hundredths[box[2]],
                    hundredths[box[3]],
                ),
            )
        )
    cells.sort(key=attrgetter("row_no", "column_no"))
    return PageTable(
        table_no,
        tuple(cells),
        grid.row_count,
        grid.column_count,
        page,
        rounded(grid.box),
        grid.open_top,
        grid.open_bottom,
    )


class _Hundredths(dict[float, float]):
    """Rounded positions: the cells of a table share them."""

    def __missing__(self, position: float) -> float:
        self[position] = round(position, 2)
        return self[position]


def _text(words: Sequence[Word], inks: Inks) -> str:
    if len(words) == 1 and not words[0].run:
        return words[0].text
    return cell_text(read_lines(words, inks))


def rounded(box: Box) -> Box:
    """Round a box to hundredths of a point: more digits are noise of the producer."""
    return (round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2))


def cell_text(lines: Sequence[Line]) -> str:
    """Join lines, each end marked as its author's (hard) or as a wrap."""
    if not lines:
        return ""
    reach = max(line.x1 for line in lines)
    parts = [lines[0].text]
    for line, following in pairwise(lines):
        parts.append(HARD_BREAK if was_ended(line, following, reach) else line_break(following))
        parts.append(following.text)
    return "".join(parts)


def is_table(table: PageTable, above: Box | None) -> bool:
    """Tell a table from a frame: more than one column, and not nine tenths empty.

    A single column counts where it goes on the table `above`, at the end of the page before.
    """
    filled = sum(1 for cell in table.cells if cell.text.strip())
    if not filled or filled < len(table.cells) * _LEAST_FILLED:
        return False
    if table.column_count >= 2:
        return True
    box = table.box
    if above is None or box is None:
        return False
    return abs(box[0] - above[0]) <= _ASIDE and abs(box[2] - above[2]) <= _ASIDE
