"""What tells a table from lists, running text in columns, tables of contents and charts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ita_parse.extraction.corridors import Corridor
from ita_parse.extraction.pieces import Piece, Row, is_figure
from ita_parse.extraction.stacking import Line

# Fewer parted lines than this line up by accident.
LEAST_ROWS = 3
# So large a share of a table's cells is filled, and so many of its columns are aligned: most of
# their pieces begin, end or have their middles within so many sizes.
_LEAST_FILLED = 0.4
_LEAST_ALIGNED = 0.6
_ALIGNED = 0.6
# Without rules, so large a share of what stands beside the labels are figures; more so if there is
# but one column of them.
_FIGURES = 0.5
_FIGURES_ALONE = 0.7
# A column of running text is wider than so many sizes, and so large a share of its lines fills most
# of it. Beside a table it has so many lines at least, few of them on a line of the table.
_WIDE = 10.0
_FULL = 0.85
_MOSTLY = 0.5
_LEAST_LINES = 6
_COINCIDE = 0.6
# Points and numbers of a list have no more letters.
_LONGEST_MARKER = 4
# Page numbers go up, but for some that begin another part.
_FALLS = 0.2
# So large a share of what lies between rules has several cells, or the rules are no table's; and a
# row of cells that are all of one length has fewer lines.
_BANDS = 0.6
_LONGEST_ROW = 12

_NUMBER = re.compile(r"\W*([0-9๐-๙]{1,4})\W*")
_WORD = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class Columns:
    """What stands in the columns of a block of rows; only parted rows count."""

    rows: Sequence[Row]
    corridors: Sequence[Corridor]
    pieces: Sequence[Sequence[Piece]]
    # By column, the share of figures.
    figures: Sequence[float]

    @property
    def parted(self) -> list[Row]:
        """The rows with more than one piece."""
        return [row for row in self.rows if len(row.pieces) > 1]


def read_columns(rows: Sequence[Row], corridors: Sequence[Corridor]) -> Columns:
    """Deal the pieces of parted rows out to the columns between corridors."""
    middles = [(start + end) / 2 for start, end in corridors]
    columns: list[list[Piece]] = [[] for _ in range(len(middles) + 1)]
    for row in rows:
        if len(row.pieces) > 1:
            for piece in row.pieces:
                columns[bisect_right(middles, (piece.x0 + piece.x1) / 2)].append(piece)
    shares = [
        sum(is_figure(piece.text) for piece in column) / max(len(column), 1) for column in columns
    ]
    return Columns(rows, corridors, columns, shares)


def find_gutter(columns: Columns) -> float | None:
    """Return the place between what lies side by side: tables, or a table and running text."""
    corridors, figures = columns.corridors, columns.figures
    if len(corridors) < 2:
        return None
    if _is_beside(columns, 0):
        return sum(corridors[0]) / 2
    if _is_beside(columns, len(corridors)):
        return sum(corridors[-1]) / 2
    # Labels, figures, and once more labels and figures.
    for place in range(2, len(corridors)):
        if figures[0] < 0.5 > figures[place] and min(figures[place - 1], figures[place + 1]) > 0.5:
            return sum(corridors[place - 1]) / 2
    return None


def is_table(columns: Columns, framed: bool, striped: bool) -> bool:
    """Tell whether columns are a table's.

    Args:
        columns: what stands in them.
        framed: rules as wide as the block lie over, in or under it, two of them at least.
        striped: several rules or the sides of areas part its lines.
    """
    parted = columns.parted
    cells = sum(map(len, columns.pieces))
    beside = columns.pieces[1:]
    aligned = sum(_is_aligned(column, parted[0].em) for column in beside)
    if (
        cells < _LEAST_FILLED * len(parted) * len(columns.pieces)
        or aligned < _LEAST_ALIGNED * len(beside)
        or len(parted) < (2 if framed else LEAST_ROWS)
    ):
        return False
    telling = [place for place, column in enumerate(beside, 1) if not _is_repeated(column)]
    count = sum(len(columns.pieces[place]) for place in telling)
    share = sum(columns.figures[place] * len(columns.pieces[place]) for place in telling) / max(
        count, 1
    )
    # Labels are as long as they need to be.
    wordy = columns.pieces if share < _FIGURES else beside
    if not striped and (any(map(_is_prose, wordy)) or (share < _FIGURES and _is_list(columns))):
        return False
    if not _is_labelled(columns):
        return False
    if framed or _is_numbered(columns):
        return True
    enough = _FIGURES if len(telling) == len(beside) > 1 else _FIGURES_ALONE
    return share >= enough and not _is_contents(columns)


def _is_aligned(column: Sequence[Piece], em: float) -> bool:
    if len(column) < LEAST_ROWS:
        return True
    for places in (
        [piece.x1 for piece in column],
        [piece.x0 for piece in column],
        [(piece.x0 + piece.x1) / 2 for piece in column],
    ):
        middle = median(places)
        near = sum(abs(place - middle) < em * _ALIGNED for place in places)
        if near >= _LEAST_ALIGNED * len(places):
            return True
    return False


def _is_prose(column: Sequence[Piece]) -> bool:
    """Tell lines of running text: most of them fill their column."""
    if len(column) <= LEAST_ROWS:
        return False
    width = max(piece.x1 for piece in column) - min(piece.x0 for piece in column)
    full = sum(piece.x1 - piece.x0 > _FULL * width for piece in column)
    return width > _WIDE * column[0].words[0].em and full > _MOSTLY * len(column)


def _is_beside(columns: Columns, place: int) -> bool:
    """Tell running text beside a table: its lines have steps of their own."""
    column = columns.pieces[place]
    if len(column) < _LEAST_LINES or not _is_prose(column):
        return False
    x0 = columns.corridors[place - 1][1] if place else float("-inf")
    x1 = columns.corridors[place][0] if place < len(columns.corridors) else float("inf")
    lines = [
        row.y
        for row in columns.rows
        if any(x0 <= piece.x0 and piece.x1 <= x1 for piece in row.pieces)
    ]
    steps = [two - one for one, two in pairwise(lines)]
    usual = median(steps)
    even = sum(abs(step - usual) < 0.05 * usual for step in steps)
    return even > 0.8 * len(steps) and len(column) < _COINCIDE * len(lines)


def _is_list(columns: Columns) -> bool:
    """Tell points and numbers with the text that hangs on them."""
    return len(columns.pieces) == 2 and all(
        len(piece.text) <= _LONGEST_MARKER for piece in columns.pieces[0]
    )


def _is_repeated(column: Sequence[Piece]) -> bool:
    """Tell a column of one word, such as a unit, which tells nothing of a table's rows."""
    texts = {piece.text for piece in column}
    return len(column) >= LEAST_ROWS and len(texts) == 1 and not any(map(is_figure, texts))


def _is_numbered(columns: Columns) -> bool:
    """Tell a list of names, duties and the like: its lines are counted from one on."""
    numbers = [
        int(match[1])
        for piece in columns.pieces[0]
        if (match := _NUMBER.fullmatch(piece.text)) is not None
    ]
    return (
        len(columns.pieces) > 2
        and len(numbers) >= LEAST_ROWS
        and numbers == list(range(1, len(numbers) + 1))
        and all(len(column) >= len(numbers) for column in columns.pieces)
    )


def _is_labelled(columns: Columns) -> bool:
    """Tell whether words head the rows or the columns; the axes of a chart have but figures."""
    labels = columns.pieces[0]
    words = sum(_WORD.search(piece.text) is not None for piece in labels)
    heads = any(_WORD.search(piece.text) for piece in columns.parted[0].pieces)
    return heads or 2 * words >= len(labels)


def _is_contents(columns: Columns) -> bool:
    """Tell a table of contents, or numbered formulas: only the last column has figures."""
    if any(share > 0.5 for share in columns.figures[1:-1]):
        return False
    texts = [piece.text for piece in columns.pieces[-1]]
    numbers = [int(match[1]) for text in texts if (match := _NUMBER.fullmatch(text))]
    falls = sum(one > two for one, two in pairwise(numbers))
    return len(numbers) > 0.7 * len(texts) and falls <= _FALLS * len(numbers)


def is_ruled(bands: Sequence[Sequence[Line]], starts: Sequence[bool], width: int) -> bool:
    """Tell whether what stands between rules is a table's row each time.

    Args:
        bands: the lines between each two rules.
        starts: whether the rule over each goes over all columns; else labels go on.
        width: how many columns there are.
    """
    filled = [{first for line in band for first, _, _ in line.cells} for band in bands]
    cells = sum(map(len, filled))
    most = [place for place, columns in enumerate(filled) if 2 * len(columns) > width]
    if width < 2 or cells < _LEAST_FILLED * width * len(bands) or len(most) < 2:
        return False
    if sum(len(columns) > 1 for columns in filled) < _BANDS * len(bands):
        return False
    labels = [0 in columns for columns, full in zip(filled, starts, strict=True) if full]
    words = any(_WORD.search(piece.text) for line in bands[most[0]] for _, _, piece in line.cells)
    return words and sum(labels) >= _LEAST_FILLED * len(labels)


def holds_rows(band: Sequence[Line], width: int) -> bool:
    """Tell lines between rules that are rows of their own: they have figures side by side."""
    above: set[int] = set()
    for line in band:
        figures = line.figures
        common = above & figures
        if len(common) > 1 or (common and len(line.cells) == width):
            return True
        above |= figures
    return False


def is_whole(bands: Sequence[Sequence[Line]], width: int) -> bool:
    """Tell whether lines under a heading, between rules, are one row each time.

    The cells of a row begin at its first line, and few are as long as the others.
    """
    if any(holds_rows(band, width) for band in bands):
        return False
    full = [sum(len(line.cells) == width for line in band) for band in bands]
    if max(full, default=0) < 2:
        return True
    if len(bands) > 2:
        return all(len(band) <= _LONGEST_ROW for band in bands)
    return len(bands) == 2 and max(full) == 2
