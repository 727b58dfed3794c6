"""Reads an OCR transcript: paragraphs and tables from text, Markdown and HTML, mixed in one file.

A transcript is one page without a number. Tables come as rows of tab-separated cells, as Markdown
pipe rows, or as HTML; each kind ends at a line that is none of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ita_parse.document import Block, Cell, Media, Notice, Page, PageTable, Paragraph, ParagraphKind
from ita_parse.extraction.html_tables import RawCell, read_html_table
from ita_parse.extraction.markup import plain, strip_hidden
from ita_parse.extraction.sources import Source, decode
from ita_parse.text import HARD_BREAK, LETTER_LABEL, LIST_MARKER, PAGE_NUMBER

_HTML_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_HTML_TABLE_END = re.compile(r"</table\s*>", re.IGNORECASE)
# HTML that lost its <table> but kept its rows.
_HTML_ROW = re.compile(r"\s*<t(?:r|body|head)\b", re.IGNORECASE)
_PIPE_RULE = re.compile(
    r"\s*\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?\s*$|\s*\|\s*:?-+:?\s*\|\s*$"
)
_PIPE = re.compile(r"(?<!\\)\|")
_HEADING = re.compile(r"#{1,6}\s+")
# The rule under a header may be as thin as "|-|:-:|"; in a body that is a row of dashes.
_THIN_RULE = re.compile(r"\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?)?\s*")
# What Markdown draws between pages and around code: no text.
_RULE = re.compile(r"\s*(?:[-*_=]{3,}|(?:[-*_]\s){2,}[-*_]|`{3,}\w*)\s*")
# Lines of running text are this long at least; a shorter one ends where its author ended it.
_FULL_LINE = 60


@dataclass(slots=True)
class RawTable:
    """A table as the file holds it, row by row."""

    rows: list[list[RawCell]] = field(default_factory=list)

    def build(self, table_no: int) -> PageTable | None:
        """Give cells their numbers; rows shorter than the widest are filled with empty cells."""
        width = max(
            (cell.column + cell.column_span for row in self.rows for cell in row), default=0
        )
        if not width:
            return None
        cells: list[Cell] = []
        covered: set[tuple[int, int]] = set()
        for row_no, row in enumerate(self.rows, 1):
            for cell in row:
                cells.append(
                    Cell(
                        table_no=table_no,
                        row_no=row_no,
                        column_no=cell.column + 1,
                        raw=cell.raw,
                        text=plain(cell.raw).strip(),
                        row_span=min(cell.row_span, len(self.rows) - row_no + 1),
                        column_span=cell.column_span,
                    )
                )
                covered.update(
                    (row_no + down, cell.column + 1 + right)
                    for down in range(cell.row_span)
                    for right in range(cell.column_span)
                )
        cells.extend(
            Cell(table_no=table_no, row_no=row_no, column_no=column_no, raw="", text="")
            for row_no in range(1, len(self.rows) + 1)
            for column_no in range(1, width + 1)
            if (row_no, column_no) not in covered
        )
        cells.sort(key=lambda cell: (cell.row_no, cell.column_no))
        return PageTable(table_no, tuple(cells), len(self.rows), width)


def read_transcript(source: Source, media: Media) -> tuple[Page, tuple[Notice, ...]]:
    """Read a transcript's one page, and what a person should know about it.

    Raises:
        UnsupportedFormatError: the text's encoding is unknown.
    """
    text, encoding = decode(source)
    notices = []
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    if broken:
        notices.append(
            Notice(
                "broken_characters",
                "warning",
                f"{broken} characters could not be decoded as {encoding}.",
            )
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    if media == "html":
        text = strip_hidden(text)
    blocks: list[Block] = []
    tables = 0
    for item in _blocks(text.split("\n")):
        if isinstance(item, RawTable):
            table = item.build(tables + 1)
            if table:
                blocks.append(table)
                tables += 1
        else:
            blocks.append(item)
    return Page(number=None, blocks=tuple(blocks)), tuple(notices)


def _blocks(lines: list[str]) -> Iterator[Paragraph | RawTable]:
    position = 0
    while position < len(lines):
        line = lines[position]
        if _HTML_TABLE.search(line) or _HTML_ROW.match(line):
            position, items = _read_html(lines, position)
            yield from items
        elif "\t" in line.strip(" \n") and line.strip():
            position, table = _read_tabs(lines, position)
            yield table
        elif _is_pipe_row(lines, position):
            position, table = _read_pipes(lines, position)
            yield table
        else:
            position, paragraphs = _read_text(lines, position)
            yield from paragraphs


def _starts_table(lines: list[str], position: int) -> bool:
    line = lines[position]
    return bool(
        "\t" in line.strip(" \n")
        or _HTML_TABLE.search(line)
        or _HTML_ROW.match(line)
        or _is_pipe_row(lines, position)
    )


def _read_html(lines: list[str], position: int) -> tuple[int, list[Paragraph | RawTable]]:
    """Read from a <table> to its end; text before and after it on its lines is kept."""
    first = lines[position]
    match = _HTML_TABLE.search(first)
    start = match.start() if match else 0
    items: list[Paragraph | RawTable] = list(_paragraphs([first[:start]]))
    taken = [first[start:]]
    depth = 0
    while True:
        depth += len(_HTML_TABLE.findall(taken[-1])) - len(_HTML_TABLE_END.findall(taken[-1]))
        position += 1
        if position >= len(lines):
            break
        if depth <= 0 and not (match is None and _HTML_ROW.match(lines[position])):
            break
        # A table that is never closed ends where another kind of block clearly begins.
        if depth == 1 and not lines[position].strip() and _is_foreign(lines, position + 1):
            break
        taken.append(lines[position])
    tables, rest = read_html_table("\n".join(taken))
    for rows in tables:
        items.append(RawTable(rows))
    items.extend(_paragraphs(rest.split("\n")))
    return position, items


def _is_foreign(lines: list[str], position: int) -> bool:
    """Tell whether the next line with text can't belong to an open HTML table."""
    for line in lines[position : position + 3]:
        if line.strip():
            return "<" not in line and not _HTML_TABLE_END.search(" ".join(lines[position:]))
    return False


def _read_tabs(lines: list[str], position: int) -> tuple[int, RawTable]:
    rows: list[list[str]] = []
    while position < len(lines):
        line = lines[position]
        if not line.strip() or _HTML_TABLE.match(line.strip()):
            break
        cells = line.split("\t")
        if rows and _continues(rows, cells):
            # A line end inside a cell: the cell goes on with this line.
            rows[-1][-1] += "\n" + cells[0]
            rows[-1].extend(cells[1:])
        elif len(cells) > 1 or _tabs_follow(lines, position + 1):
            rows.append(cells)
        else:
            break
        position += 1
    return position, _numbered([[cell.strip() for cell in row] for row in rows])


def _continues(rows: list[list[str]], cells: list[str]) -> bool:
    """Tell whether a line completes the row above: together they have as many cells as the first.

    A line that has all cells by itself, or a row above that is complete, is no continuation.
    """
    width = len(rows[0])
    if len(rows) < 2 or len(rows[-1]) >= width or len(cells) >= width:
        return False
    return len(rows[-1]) > 1 and len(rows[-1]) + len(cells) - 1 == width


def _tabs_follow(lines: list[str], position: int) -> bool:
    return position < len(lines) and bool(lines[position].strip()) and "\t" in lines[position]


def _is_pipe_row(lines: list[str], position: int) -> bool:
    line = lines[position].strip()
    if len(_PIPE.findall(line)) < 1 or len(line) < 3:
        return False
    if line.startswith("|") and len(_PIPE.findall(line)) >= 2:
        return True
    # Rows may go without outer pipes, but then the rule under the header proves the table.
    return position + 1 < len(lines) and bool(_PIPE_RULE.match(lines[position + 1]))


def _read_pipes(lines: list[str], position: int) -> tuple[int, RawTable]:
    rows: list[list[str]] = []
    while position < len(lines) and len(_PIPE.findall(lines[position])) >= 1:
        line = lines[position].strip()
        if not (_PIPE_RULE.match(line) or (len(rows) == 1 and _THIN_RULE.fullmatch(line))):
            line = line.removeprefix("|")
            if line.endswith("|") and not line.endswith("\\|"):
                line = line[:-1]
            rows.append([cell.replace("\\|", "|").strip() for cell in _PIPE.split(line)])
        position += 1
    return position, _numbered(rows)


def _numbered(rows: list[list[str]]) -> RawTable:
    return RawTable([[RawCell(raw, column) for column, raw in enumerate(row)] for row in rows])


def _read_text(lines: list[str], position: int) -> tuple[int, list[Paragraph]]:
    taken = [lines[position]]
    position += 1
    while position < len(lines) and lines[position].strip() and not _starts_table(lines, position):
        taken.append(lines[position])
        position += 1
    return position, list(_paragraphs(taken))


def _paragraphs(lines: list[str]) -> Iterator[Paragraph]:
    """Put lines that were wrapped together; a short line or a list marker ends a paragraph."""
    raw: list[str] = []
    for line in lines:
        begins = LIST_MARKER.match(line) or LETTER_LABEL.match(line) or _HEADING.match(line)
        if raw and (begins or _ends(raw[-1])):
            yield from _paragraph(raw)
            raw = []
        if line.strip():
            raw.append(line)
    if raw:
        yield from _paragraph(raw)


def _ends(line: str) -> bool:
    return len(line.strip()) < _FULL_LINE or bool(_HEADING.match(line))


def _paragraph(raw: list[str]) -> Iterator[Paragraph]:
    whole = "\n".join(raw)
    kind: ParagraphKind = "heading" if _HEADING.match(whole) else "text"
    for part in plain(_HEADING.sub("", whole, count=1)).split(HARD_BREAK):
        text = part.strip()
        if not text or PAGE_NUMBER.fullmatch(text) or _RULE.fullmatch(text):
            continue
        if kind == "text" and LIST_MARKER.match(text):
            yield Paragraph(text, whole, "list_item")
        else:
            yield Paragraph(text, whole, kind)
