"""What stands on a line between wide gaps: pieces of text that may be a table's cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ita_parse.extraction.clusters import SAME_LINE, Word

# Words nearer than this many sizes go on one another. Spaces of justified lines are seldom wider,
# the gaps between a table's columns seldom narrower.
GAP = 0.7
# Words drawn this many sizes back still go on: kerning, and marks that stand out.
_BACK = 0.5
# Signs and so few letters are a figure too: "-", "n/a", "(X)", "Yes".
_SHORT = 3

_DIGIT = re.compile("[0-9๐-๙]")
# Years head columns as often as they fill them.
_YEARS = re.compile(r"(?:19|20|2[45]|๒[๔๕])[0-9๐-๙]{2}(?:\W+[0-9๐-๙]{2,4})?")
_THAI = re.compile("[\u0e01-\u0e2e]")
_LETTER = re.compile(r"[^\W\d_]")


class Piece(NamedTuple):
    """Words of a line that no wide gap parts."""

    x0: float
    x1: float
    words: list[Word]

    @property
    def text(self) -> str:
        """Its letters, with a space between words."""
        return " ".join(word.text for word in self.words)


class Row(NamedTuple):
    """The pieces on one baseline, from left to right."""

    y: float
    em: float
    pieces: list[Piece]

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.pieces[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return self.pieces[-1].x1


@lru_cache(maxsize=4096)
def is_figure(text: str) -> bool:
    """Tell a number, a date or a short sign from a phrase."""
    if text.isdigit():
        return True
    digits, letters = len(_DIGIT.findall(text)), len(_LETTER.findall(text))
    # Thai words are shorter than Latin ones.
    short = digits + letters <= _SHORT and len(_THAI.findall(text)) <= 1
    return short or (digits > 0 and digits >= letters)


def is_mostly_figures(row: Row) -> bool:
    """Tell a row of figures beside a label from one that heads columns, by years for instance."""
    texts = [piece.text for piece in row.pieces[1:]]
    figures = [text for text in texts if is_figure(text) and not _YEARS.fullmatch(text)]
    if not figures or 2 * len(figures) < len(texts):
        return False
    # A short word may stand among phrases.
    return len(figures) == len(texts) or any(map(_DIGIT.search, figures))


def read_pieces(words: Iterable[Word]) -> list[list[Word]]:
    """Part words, in the order in which they were drawn, at wide gaps and at a line's end."""
    pieces: list[list[Word]] = []
    piece: list[Word] = []
    baseline = x1 = -1e9
    for word in words:
        x, em = word.starts[0], word.em
        if (
            abs(word.baseline - baseline) < em * SAME_LINE
            and -_BACK * em < x - x1 < em * GAP
            and not (piece[-1].parts[-1] == "." and _leads(piece, word))
        ):
            piece.append(word)
        else:
            piece = [word]
            pieces.append(piece)
            baseline = word.baseline
        x1 = word.x1
    return pieces


def _leads(piece: Sequence[Word], word: Word) -> bool:
    """Tell the dots that lead from a label to its figure, however near that is, from a stop."""
    last = (
        piece[-1].parts[-2:] if len(piece[-1].parts) > 1 else [one.parts[-1] for one in piece[-2:]]
    )
    return last == [".", "."] and word.parts[0] != "."


def read_rows(pieces: Iterable[Sequence[Word]]) -> list[Row]:
    """Sort pieces by the line they stand on; those that turn out to go on one another are one."""
    rows: list[Row] = []
    for words in sorted(pieces, key=lambda item: item[0].baseline):
        first = words[0]
        piece = Piece(first.starts[0], max(word.x1 for word in words), list(words))
        last = rows[-1] if rows else None
        if last is not None and first.baseline - last.y < SAME_LINE * min(first.em, last.em):
            last.pieces.append(piece)
        else:
            rows.append(Row(first.baseline, first.em, [piece]))
    return [_joined(row) if len(row.pieces) > 1 else row for row in rows]


def _joined(row: Row) -> Row:
    row.pieces.sort(key=lambda item: item.x0)
    pieces = row.pieces[:1]
    for piece in row.pieces[1:]:
        last = pieces[-1]
        if piece.x0 - last.x1 < GAP * row.em and not _leads(last.words, piece.words[0]):
            # In place: a list of its own from `read_rows`, and a line may have thousands of pieces.
            last.words.extend(piece.words)
            pieces[-1] = Piece(last.x0, max(last.x1, piece.x1), last.words)
        else:
            pieces.append(piece)
    return Row(row.y, row.em, pieces)


def gaps(row: Row) -> list[tuple[float, float]]:
    """Return where a row's pieces are parted."""
    return [(left.x1, right.x0) for left, right in pairwise(row.pieces)]
