"""The main loop: a document's blocks in reading order, each to the reader that understands it."""

from __future__ import annotations

from collections.abc import Sequence

from ita_parse.document import Document, Paragraph, Row, Table
from ita_parse.parse import analyses
from ita_parse.parse.builder import Builder
from ita_parse.parse.context import Context
from ita_parse.parse.headers import Columns, checked, goes_on, read_header
from ita_parse.parse.instrument_scores import add_instrument_scores
from ita_parse.parse.layouts import Layouts
from ita_parse.parse.measures import add_measure, is_measure
from ita_parse.parse.rows import Carrier, DataRow, data_row, fields_of_cells
from ita_parse.parse.scores import add_indicator_scores, add_item_score
from ita_parse.parse.values.dates import read_fiscal_years
from ita_parse.parse.values.indicator import find_indicator, instrument_of, read_indicator
from ita_parse.records import Kind
from ita_parse.text import squeeze

# A heading or section row is no longer than this, white space aside.
_LONGEST_HEADING = 140
# Right under an issue's items a text of so many letters is its analysis, announced or not.
_SHORTEST_ANALYSIS = 40


class DocumentReader:
    """Reads the blocks of one document into a `Builder`.

    Attributes:
        kinds: what the tables read make of the document.
        fields: the field of every cell that a layout mapped, by table, row and column.
    """

    def __init__(self, context: Context, builder: Builder, layouts: Layouts) -> None:
        self.context = context
        self.builder = builder
        self.layouts = layouts
        self.kinds: list[Kind] = []
        self.fields: dict[tuple[int, int, int], str] = {}
        self._columns: Columns | None = None
        self._after_items = False
        self._analysis_table = 0

    def read(self, document: Document) -> None:
        """Read all blocks in order."""
        for block in document.blocks():
            if isinstance(block, Paragraph):
                self._paragraph(block)
            else:
                self._table(block)

    # Paragraphs -------------------------------------------------------------------------------

    def _paragraph(self, paragraph: Paragraph) -> None:
        text = paragraph.text
        context = self.context
        context.near_year = None
        if self._issue(text) or self._analysis_heading(text):
            return
        if analyses.ends_analysis(text):
            context.end_issue()
        begins = self._after_items and len(squeeze(text)) >= _SHORTEST_ANALYSIS
        self._after_items = False
        if context.issue_no is not None and (
            context.analysing or begins or analyses.has_label(text)
        ):
            context.analysing = True
            analyses.add_analyses(text, paragraph.page, context, self.builder, goes_on=begins)
            return
        if len(squeeze(text)) <= _LONGEST_HEADING:
            self._heading(text)

    def _issue(self, text: str) -> bool:
        issue = analyses.read_issue(text)
        if issue is None:
            return False
        self.context.start_issue(*issue)
        return True

    def _analysis_heading(self, text: str) -> bool:
        if self.context.issue_no is None or not analyses.is_heading(text):
            return False
        self.context.analysing = True
        return True

    def _heading(self, text: str) -> None:
        """Take from a heading what it says about the tables below it."""
        years = read_fiscal_years(text)
        self.context.near_year = years[0] if len(years) == 1 else None
        instrument = instrument_of(text)
        if instrument is not None:
            self.context.instrument = instrument
        self.context.indicator = read_indicator(text)

    # Tables -----------------------------------------------------------------------------------

    def _table(self, table: Table) -> None:
        carrier = Carrier()
        columns: Columns | None = None
        understood = False
        for columns, rows in self._segments(table):
            self.context.analysing = False
            carrier.reset()
            understood |= self._flush(rows, columns, carrier)
        if not understood and len(table.body) > 1 and self.context.issue_no is None:
            self._unread(table)
        self._columns = columns
        self._after_items = columns is not None and columns.layout.records == "item_scores"
        # What a table's section rows said ends with it.
        self.context.analysing = False
        self.context.indicator = self.context.instrument = None

    def _segments(self, table: Table) -> list[tuple[Columns | None, list[Row]]]:
        """Cut a table at its header rows; each piece with the columns that its header names.

        What stands before the first header goes on the table before, if that had as many columns.
        """
        rows = table.body
        segments: list[tuple[Columns | None, list[Row]]] = [(self._inherited(table), [])]
        index = 0
        while index < len(rows):
            header = read_header(rows, index, self.layouts) if _may_be_header(rows[index]) else None
            if header:
                segments.append((header[0], []))
                index += header[1]
            else:
                segments[-1][1].append(rows[index])
                index += 1
        return [
            (checked(columns, piece, self.layouts) if columns else None, piece)
            for columns, piece in segments
            if columns or piece
        ]

    def _unread(self, table: Table) -> None:
        self.builder.find(
            "table_unread",
            "note",
            "No layout that is known fits this table's header; its cells are in `cells` alone.",
            table="cells",
            printed="\t".join(table.body[0].texts),
            page=table.parts[0].page,
        )

    def _inherited(self, table: Table) -> Columns | None:
        """Return the columns of the table before, which a table without a header goes on."""
        columns = self._columns
        if columns is None or len(table.body[0].texts) != len(columns.headers):
            return None
        return columns if goes_on(columns, table.body) else None

    def _flush(self, rows: Sequence[Row], columns: Columns | None, carrier: Carrier) -> bool:
        """Read the rows under one header; return False if they are of no known layout after all."""
        before = len(self.builder.measures)
        scores: list[DataRow] = []
        for index, row in enumerate(rows):
            if not any(row.texts) or (index == 0 and _numbers_columns(row)):
                continue
            text = row.full_width
            if text is not None and self._section(text, row, columns, carrier):
                continue
            if self._labelled(row):
                continue
            if columns is None or (columns.layout.section and self.context.indicator is None):
                continue
            self.context.analysing = False
            data = data_row(row, columns, carrier)
            for cell, field in fields_of_cells(row, columns):
                self.fields[cell.table_no, cell.row_no, cell.column_no] = field
            if columns.layout.records in ("indicator_scores", "instrument_scores"):
                scores.append(data)
            elif columns.layout.records == "item_scores":
                add_item_score(data, self.context, self.builder)
            elif is_measure(data):
                add_measure(data, columns, self.context, self.builder)
            else:
                self.builder.find(
                    "row_unread",
                    "note",
                    "A row that names no measure: a total, a note or a signature.",
                    table="cells",
                    printed=next(text for text in row.texts if text),
                    page=row.places[0].page,
                )
        if columns and columns.layout.records == "instrument_scores":
            if not (
                scores and add_instrument_scores(scores, self.context, self.builder, self.layouts)
            ):
                return False
            self._kind(columns)
            return True
        read = rows and not (columns and columns.layout.section)
        if columns and (read or len(self.builder.measures) > before):
            self._kind(columns)
        if scores:
            add_indicator_scores(scores, self.context, self.builder)
        return columns is not None

    def _kind(self, columns: Columns) -> None:
        layout = columns.layout
        if layout.kind is None:
            return
        kind = next(
            (kind for field, kind in layout.kind_with.items() if columns.has(field)), layout.kind
        )
        if kind not in self.kinds:
            self.kinds.append(kind)

    def _section(self, text: str, row: Row, columns: Columns | None, carrier: Carrier) -> bool:
        """Understand a row over the full width; return False if it is a row of data after all."""
        page = row.places[0].page
        if self._issue(text) or self._analysis_heading(text):
            carrier.reset()
            return True
        if self.context.issue_no is not None and (
            self.context.analysing or analyses.has_label(text) or analyses.is_boilerplate(text)
        ):
            turned = row.places[0].table_no != self._analysis_table
            analyses.add_analyses(
                row.paragraphs(0), page, self.context, self.builder, goes_on=turned
            )
            self._analysis_table = row.places[-1].table_no
            return True
        carrier.reset()
        indicator = find_indicator(text) if len(squeeze(text)) <= _LONGEST_HEADING else None
        if indicator is not None:
            self.context.indicator = indicator
            return True
        instrument = instrument_of(text)
        if instrument is not None:
            self.context.instrument = instrument
            return True
        if columns is not None and columns.layout.records == "measures":
            self.builder.find(
                "section_row",
                "note",
                "A row over the full width that no reader understands.",
                printed=text,
                page=page,
            )
        return True

    def _labelled(self, row: Row) -> bool:
        """Read a row whose first cell is the label of an analysis and whose others are its text."""
        aspect = analyses.label_of(row.texts[0]) if self.context.issue_no is not None else None
        texts = map(row.paragraphs, range(1, len(row.texts)))
        rest = "\n".join(text for text in texts if text)
        if aspect is None or not rest:
            return False
        page = row.places[0].page
        analyses.add_analyses(rest, page, self.context, self.builder, aspect)
        return True


def _numbers_columns(row: Row) -> bool:
    """Tell a row under a header that numbers the columns: (1) (2) (3)."""
    numbers = [text.strip("() .") for text in row.texts]
    return len(numbers) > 2 and numbers == [str(number + 1) for number in range(len(numbers))]


def _may_be_header(row: Row) -> bool:
    return row.full_width is None and sum(map(bool, row.texts)) >= 2
