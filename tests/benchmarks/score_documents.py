"""Documents with printed numbers: pieces of text of which each number is known and can change."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import takewhile

ARABIC = {ord(thai): str(digit) for digit, thai in enumerate("๐๑๒๓๔๕๖๗๘๙")}
THAI = {ord(digit): chr(thai) for thai, digit in ARABIC.items()}


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as the document prints it.

    `role` is score (a record of the library holds it: `key` is the year and the indicator or
    item), total, mean or change; `value` is the true number.
    """

    role: str
    key: tuple[int, str]
    value: Decimal
    text: str


Piece = str | Printed
Cell = tuple[Piece, ...]
# A row is its cells; a full-width row is one cell.
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Style:
    """How one document writes: digits, decimals, signs, tables."""

    thai: bool
    decimals: str
    plus: bool
    table: str

    @classmethod
    def draw(cls, rng: random.Random, tables: Sequence[str]) -> Style:
        """Draw a style: most documents use Thai digits and two decimals."""
        return cls(
            thai=rng.random() < 0.75,
            decimals=rng.choices(("two", "hundred", "short"), (70, 15, 15))[0],
            plus=rng.random() < 0.6,
            table=rng.choice(tables),
        )

    def digits(self, text: object) -> str:
        """Write a number that is not a score in the document's digits."""
        return str(text).translate(THAI) if self.thai else str(text)

    def number(self, role: str, key: tuple[int, str], value: Decimal) -> Printed:
        """Write a score, total, mean or change."""
        text = f"{value:.2f}"
        if self.decimals == "short":
            text = text.rstrip("0").rstrip(".")
        elif self.decimals == "hundred" and text == "100.00":
            text = "100"
        if role == "change" and self.plus and value > 0:
            text = "+" + text
        return Printed(role, key, value, self.digits(text))


@dataclass(frozen=True, slots=True)
class ScoreDocument:
    """A transcript with the numbers that it should print.

    `scores` are the numbers that become records, in reading order; `overall` is the true total
    that the report should have.
    """

    pieces: tuple[Piece, ...]
    overall: Decimal

    @property
    def numbers(self) -> list[Printed]:
        """All numbers, in reading order."""
        return [piece for piece in self.pieces if isinstance(piece, Printed)]

    def content(self, texts: Sequence[str] | None = None) -> bytes:
        """Return the transcript, with other texts for its numbers where they are given."""
        left = iter([number.text for number in self.numbers] if texts is None else texts)
        parts = (next(left) if isinstance(piece, Printed) else piece for piece in self.pieces)
        return "".join(parts).encode()


@dataclass(slots=True)
class Writer:
    """Puts paragraphs and tables into the pieces of a document."""

    style: Style
    pieces: list[Piece] = field(default_factory=list)

    def paragraph(self, *pieces: Piece) -> None:
        """Add a paragraph."""
        self.pieces += [*pieces, "\n\n"]

    def table(self, header: Sequence[str], rows: Iterable[Row]) -> None:
        """Add a table in the form that the document's style names.

        Empty first cells belong to the cell above; a row of one cell goes over the full width.
        """
        lines: list[Row] = [tuple((name,) for name in header), *rows]
        {"pipe": self._pipe, "tab": self._tab, "html": self._html}[self.style.table](lines)
        self.pieces.append("\n")

    def _pipe(self, lines: Sequence[Row]) -> None:
        width = len(lines[0])
        for index, row in enumerate(lines):
            for cell in (*row, *[()] * (width - len(row))):
                self.pieces += ["| ", *cell, " "]
            self.pieces.append("|\n" + ("" if index else "|" + "---|" * width + "\n"))

    def _tab(self, lines: Sequence[Row]) -> None:
        above: Cell = ()
        for row in lines:
            # Such transcripts repeat what stands in a merged cell.
            above = row[0] or above
            for index, cell in enumerate((above, *row[1:])):
                self.pieces += ["\t" if index else "", *cell]
            self.pieces.append("\n")

    def _html(self, lines: Sequence[Row]) -> None:
        self.pieces.append("<table>\n")
        width = len(lines[0])
        for index, line in enumerate(lines):
            tag = "td" if index else "th"
            row = (*line, *[()] * (width - len(line)))
            self.pieces.append("<tr>")
            column = 0
            while column < width:
                span = 1
                if column == 0:
                    while span < width and row[0] and not row[span]:
                        span += 1
                    below = list(takewhile(lambda line: not line[0], lines[index + 1 :]))
                    place = f' rowspan="{1 + len(below)}"' if below else ""
                    place += f' colspan="{span}"' if span > 1 else ""
                else:
                    place = ""
                if column or row[0]:
                    self.pieces += [f"<{tag}{place}>", *row[column], f"</{tag}>"]
                column += span
            self.pieces.append("</tr>\n")
        self.pieces.append("</table>\n")

    def finish(self, overall: Decimal) -> ScoreDocument:
        """Return the document."""
        return ScoreDocument(tuple(self.pieces), overall)
