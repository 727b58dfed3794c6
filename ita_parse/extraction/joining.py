"""Logical tables: parts on several pages joined, repeated headers dropped, cut rows made whole.

Nothing here knows what a table is about. Headers are recognised by being repeated, rows that a page
cut by what they lack: in a row's second half the short cells (a number, a period, an owner) are
empty, because they were already full on the page before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from statistics import median

from rapidfuzz import fuzz

from ita_parse.document import Cell, Page, PageTable, Paragraph, Place, Row, Table
from ita_parse.extraction.columns import column_edges, shared_edges, spread
from ita_parse.text import HARD_BREAK, PAGE_NUMBER, TO_ARABIC, list_number, squeeze

# Two header rows that say the same differ by wraps and misread letters: at least this share of
# their letters agrees (measured on the repeated headers of OCR transcripts: .87 at the lowest,
# while different headers of one report reach .55 at the highest).
_SAME_HEADER = 75.0
_MAX_HEADER_ROWS = 3
# A header's cell is no longer than this, white space aside.
_LONGEST_HEADER = 80
_NUMBERED = re.compile(r"\s*\(?[0-9๐-๙]+(?:[.)\s]|$)")
_NUMERIC = re.compile(r"[+-]?[0-9๐-๙][0-9๐-๙.,]*")
# In a column of numbers a total or a dash may stand too.
_MOST_NUMERIC = 0.8
# No cell ends with one of these, and no other word does: what follows stands on the next page.
_OPEN_END = re.compile(r"(?:(?<=\S )[-–]|,|พ\.ศ\.|และ|หรือ|เพื่อ|ภายในเดือน|ตั้งแต่)$")
# Columns whose cells have this many letters at the most are short: they end on the page on which
# they begin.
_SHORT_CELL = 45


def join_tables(pages: Sequence[Page], *, join: bool = True) -> tuple[Table, ...]:
    """Put the tables of all pages together into logical tables, in reading order.

    Args:
        pages: pages in order.
        join: False gives every table of a page by itself.
    """
    groups: list[list[PageTable]] = []
    previous: PageTable | None = None
    for page in pages:
        for block in page.blocks:
            if isinstance(block, Paragraph):
                if not PAGE_NUMBER.fullmatch(block.text):
                    previous = None
                continue
            if join and previous is not None and _goes_on(groups[-1], block):
                groups[-1].append(block)
            else:
                groups.append([block])
            previous = block
    return tuple(_build(group) for group in groups)


def _goes_on(group: list[PageTable], table: PageTable) -> bool:
    """Tell whether a table goes on with `table`, no text standing between the two."""
    last = group[-1]
    if table.page is not None and table.page == last.page:
        return False
    if last.box is not None and table.box is not None:
        return shared_edges(column_edges(last), column_edges(table)) is not None
    if table.column_count not in {last.column_count, 1}:
        return False
    repeated = _repeated(_rows(group[0]), _rows(table))
    if repeated:
        return True
    # Without a header of its own: a first row that is empty (Markdown demands one), or that is
    # as incomplete or as long as a row of a body.
    first = _rows(table)[0].texts
    return _looks_like_body(first, _rows(group[0])[0].texts, _rows(last)[-1].texts)


def _looks_like_body(first: Sequence[str], header: Sequence[str], above: Sequence[str]) -> bool:
    if not any(first) or not first[0]:
        return True
    if list_number(first[0]) and list_number(above[0]) and first[0].strip() != "1":
        return True
    longest = max((len(text) for text in header), default=0)
    return max(len(text) for text in first) > max(3 * longest, 60)


def _rows(part: PageTable) -> list[Row]:
    rows = []
    for row_no, cells in enumerate(part.grid(), 1):
        place = (Place(part.page, part.table_no, row_no),)
        rows.append(
            Row(
                tuple(cell.text if cell else "" for cell in cells),
                tuple((cell,) if cell else () for cell in cells),
                place,
            )
        )
    return rows


def _repeated(header: Sequence[Row], rows: Sequence[Row]) -> int:
    """Count the leading rows of `rows` that repeat the header that `header` begins with.

    Rows of data may be as alike as headers are: only what can be a header is compared, and a
    second row of it only where it stands below cells that span columns.
    """
    count = 0
    for ours, theirs in zip(header[:_MAX_HEADER_ROWS], rows, strict=False):
        above = header[count - 1] if count else None
        if not (_stands_below(above, ours) if above else _may_head(ours)):
            break
        if not _same_header(ours.texts, theirs.texts):
            break
        count += 1
    return count


def _may_head(row: Row) -> bool:
    """Tell whether a row can be a header: no cell long, none a number or numbered."""
    return all(
        len(squeeze(text)) <= _LONGEST_HEADER and not _NUMBERED.match(text) for text in row.texts
    )


def _stands_below(above: Row, row: Row) -> bool:
    """Tell whether all cells of a row stand below a cell of the row above that spans columns."""
    width = len(above.texts)
    filled = [column for column in range(len(row.texts)) if row.texts[column]]
    return bool(filled) and all(
        column < width
        and (
            not above.texts[column]
            or any(cell.column_span > 1 for cell in above.cells[column])
            or (column + 1 < width and not above.texts[column + 1])
        )
        for column in filled
    )


def _same_header(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    left, right = squeeze("".join(ours)), squeeze("".join(theirs))
    if not left or not right or _digits(left) != _digits(right):
        return False
    filled = [bool(a) == bool(b) for a, b in zip(ours, theirs, strict=False)]
    return fuzz.ratio(left, right) >= _SAME_HEADER and sum(filled) * 4 >= len(filled) * 3


def _digits(text: str) -> str:
    return "".join(letter for letter in text.translate(TO_ARABIC) if letter.isdigit())


def _build(group: list[PageTable]) -> Table:
    parts = _aligned(group)
    header = 0
    bodies = [list(parts[0])]
    for part in parts[1:]:
        repeated = _repeated(parts[0], part)
        header = max(header, repeated)
        bodies.append([row for row in part[repeated:] if any(row.texts)])
    body = bodies[0]
    if not header and _has_header(body):
        header = 1
    # Rows at the top of a page may be halves and say nothing about what whole rows hold.
    inner = [row.texts for row in body[header:]]
    inner += [row.texts for rows in bodies[1:] for row in rows[1:]]
    for before, rows in zip(group, bodies[1:], strict=False):
        if rows and len(body) > header:
            rows[0] = _continue_spans(body, rows[0], before)
            if _is_cut(body[-1], rows[0], inner, before):
                body[-1] = _merge(body[-1], rows.pop(0))
        body.extend(rows)
    return Table(tuple(group), tuple(body), header)


def _continue_spans(rows: list[Row], first: Row, before: PageTable) -> Row:
    """Give merged cells in `rows` that a page cut their lower halves back.

    Returns:
        The page's first row without these halves.
    """
    for column in range(len(first.texts)):
        if not first.cells[column]:
            continue
        index = _spanning(rows, column, before)
        if index is None or not _is_rest(rows[index], first, column, before):
            continue
        whole = rows[index]
        texts, cells = list(whole.texts), list(whole.cells)
        texts[column] = _join(texts[column], first.texts[column])
        cells[column] = cells[column] + first.cells[column]
        rows[index] = Row(tuple(texts), tuple(cells), whole.places)
        first = Row(
            (*first.texts[:column], "", *first.texts[column + 1 :]),
            (*first.cells[:column], (), *first.cells[column + 1 :]),
            first.places,
        )
    return first


def _spanning(rows: Sequence[Row], column: int, before: PageTable) -> int | None:
    """Find the row whose cell covers several rows down to the end of `before`, in a column."""
    for index in range(len(rows) - 1, -1, -1):
        cells = rows[index].cells[column]
        if cells:
            cell = cells[-1]
            reaches = cell.row_no + cell.row_span - 1 == before.row_count
            merged = cell.row_span > 1 and cell.table_no == before.table_no
            return index if merged and reaches else None
    return None


def _is_rest(upper: Row, first: Row, column: int, before: PageTable) -> bool:
    """Tell the lower half of a merged cell from a new cell at the top of a page."""
    text = first.texts[column]
    if not text or before.open_bottom:
        return True
    if list_number(upper.texts[column]) and not list_number(text):
        return True
    # A new cell would have come with a number of its own in the first column.
    return column > 0 and bool(upper.texts[0]) and not first.texts[0]


def _aligned(group: list[PageTable]) -> list[list[Row]]:
    """Return each part's rows, all with the same columns."""
    if all(part.box is not None for part in group):
        edges = column_edges(group[0])
        for part in group[1:]:
            edges = shared_edges(edges, column_edges(part)) or edges
        return [[spread(row, edges) for row in _rows(part)] for part in group]
    width = max(part.column_count for part in group)
    return [[_widened(row, width) for row in _rows(part)] for part in group]


def _widened(row: Row, width: int) -> Row:
    missing = width - len(row.texts)
    if not missing:
        return row
    return Row(row.texts + ("",) * missing, row.cells + ((),) * missing, row.places)


def _has_header(body: Sequence[Row]) -> bool:
    """Guess whether the first row names the columns: every cell filled, none long, none a number.

    Only a table's first row is asked, and only if rows follow.
    """
    if len(body) < 2:
        return False
    first = [squeeze(text) for text in body[0].texts]
    return all(first) and all(
        len(text) <= _LONGEST_HEADER and text.strip("0123456789๐๑๒๓๔๕๖๗๘๙.,-%()") != ""
        for text in first
    )


def _is_cut(last: Row, first: Row, sample: Sequence[Sequence[str]], before: PageTable) -> bool:
    """Tell whether `first`, at the top of a page, is the rest of `last` on the page before."""
    if last.full_width is not None or first.full_width is not None:
        return False
    texts = first.texts
    if not any(texts):
        return False
    rows = [row for row in sample if sum(map(bool, row)) > 1]
    always = [column for column in range(len(texts)) if rows and all(row[column] for row in rows)]
    if _is_numbered(texts, last.texts, rows):
        return False
    if _lacks_number(texts, last.texts, rows):
        return True
    if before.open_bottom or _is_completed(texts, last.texts, rows):
        return True
    if list_number(texts[0]) or _restarts_list(last.texts, texts):
        return False
    if _goes_on_list(last.texts, texts):
        return True
    by_lines = _cut_by_lines(last, first, always)
    if by_lines is not None:
        return by_lines
    if 0 in always and not texts[0] and len(rows) > 1 and all(list_number(row[0]) for row in rows):
        return True
    leading = next(column for column, text in enumerate(texts) if text)
    short = [
        column
        for column in always
        if column >= leading and median(len(row[column]) for row in rows) <= _SHORT_CELL
    ]
    empty = [column for column in short if not texts[column]]
    if short:
        return len(empty) * 2 > len(short)
    return any(not texts[column] for column in always if column >= leading)


def _cut_by_lines(last: Row, first: Row, always: Sequence[int]) -> bool | None:
    """Ask the lines of a PDF's cells whether a page cut a row; None if they don't tell.

    Only a cell that was filled to the row's end can go on: a cell with fewer lines than its row
    had come to its end, and must be empty below the cut. Then an empty cell below one that came to
    its end, or in a column that is never empty else, shows the cut.
    """
    counts = {
        column: cells[-1].raw.count("\n") + 1 if last.texts[column] else 0
        for column, cells in enumerate(last.cells)
        if cells and cells[-1].box is not None and cells[-1].row_span == 1
    }
    if not counts:
        return None
    most = max(counts.values())
    if any(first.texts[column] for column, count in counts.items() if count < most):
        return False
    ended = any(0 < count < most for count in counts.values())
    missing = any(counts.get(column) and not first.texts[column] for column in always)
    return ended or missing or None


def _goes_on_list(last: Sequence[str], texts: Sequence[str]) -> bool:
    """Tell whether a cell begins with the number after the last one of the cell above."""
    for old, new in zip(last, texts, strict=True):
        number = list_number(new)
        if number.isdigit() and number != "1":
            above = [list_number(line) for line in re.split(rf"[\n{HARD_BREAK}]", old)]
            if str(int(number) - 1) in above:
                return True
    return False


def _is_numbered(texts: Sequence[str], last: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether a row has a number of its own in a column of numbers; no cut row has two."""
    for column, text in enumerate(texts):
        if not (_NUMERIC.fullmatch(text) and _NUMERIC.fullmatch(last[column])):
            continue
        filled = [row[column] for row in rows if row[column]]
        numeric = sum(1 for value in filled if _NUMERIC.fullmatch(value))
        if numeric >= len(filled) * _MOST_NUMERIC:
            return True
    return False


def _is_completed(texts: Sequence[str], last: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether a row completes cells of the one above.

    Both halves together are a cell that stands whole elsewhere in the column, or the upper half
    breaks off where no cell ends.
    """
    for column, text in enumerate(texts):
        if not text or not last[column]:
            continue
        both = squeeze(last[column] + text)
        if _OPEN_END.search(last[column]) or any(squeeze(row[column]) == both for row in rows):
            return True
    return False


def _lacks_number(texts: Sequence[str], last: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether a row has text, but no number, in a column whose cells all begin with one."""
    return any(
        texts[column]
        and not list_number(texts[column])
        and len(rows) > 1
        and all(list_number(row[column]) for row in rows)
        and bool(list_number(last[column]))
        for column in range(len(texts))
    )


def _restarts_list(last: Sequence[str], texts: Sequence[str]) -> bool:
    """Tell whether a cell begins a numbered list anew where the cell above has one already."""
    return any(
        list_number(new) == "1" and list_number(old) == "1"
        for old, new in zip(last, texts, strict=True)
    )


def _merge(last: Row, first: Row) -> Row:
    return Row(
        tuple(_join(a, b) for a, b in zip(last.texts, first.texts, strict=True)),
        tuple(_filled(a, b) for a, b in zip(last.cells, first.cells, strict=True)),
        last.places + first.places,
    )


def _join(upper: str, lower: str) -> str:
    return f"{upper}\n{lower}" if upper and lower else upper or lower


def _filled(upper: Iterable[Cell], lower: Iterable[Cell]) -> tuple[Cell, ...]:
    """Keep the cells with text; one empty cell stands for several."""
    cells = (*upper, *lower)
    return tuple(cell for cell in cells if cell.text) or cells[:1]
