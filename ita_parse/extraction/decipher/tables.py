"""Reads ToUnicode tables: pdfminer's reader, with limits, and long ranges at once."""

from __future__ import annotations

import io
from typing import Any

from pdfminer.cmapdb import CMapParser, FileUnicodeMap
from pdfminer.psparser import PSKeyword
from pdfminer.utils import choplist, nunpack

# Ranges of a table may say each code again and again.
_MOST_ENTRIES = 2 * 65_536
# A glyph that stands for more letters than a ligature does is a lie.
_LONGEST_TEXT = 16
_SURROGATES = range(0xD800, 0xE000)
# pdfminer keeps a space that a table says of the same code before.
_NO_BREAK_SPACE = 0xA0


def read_table(data: bytes) -> dict[int, str]:
    """Read what codes mean; fails with whatever error pdfminer has on damaged tables.

    Raises:
        ValueError: the table has more entries than there are codes.
    """
    table = _Table()
    _Parser(table, io.BytesIO(data)).run()
    return {code: text for code, text in table.cid2unichr.items() if len(text) <= _LONGEST_TEXT}


class _Table(FileUnicodeMap):
    """A table that ends the reading of what has more entries than codes."""

    left = _MOST_ENTRIES

    def use(self, count: int) -> None:
        self.left -= count
        if self.left < 0:
            raise ValueError("a table with more entries than codes")

    def add_cid2unichr(self, cid: int, code: Any) -> None:
        self.use(1)
        super().add_cid2unichr(cid, code)


class _Parser(CMapParser):
    """Reads ranges of single letters, which may have all codes there are, without pdfminer."""

    def __init__(self, table: _Table, data: io.BytesIO) -> None:
        super().__init__(table, data)
        self._table = table

    def do_keyword(self, pos: int, token: PSKeyword) -> None:
        """Handle what ends a section; everything but plain ranges is left to pdfminer."""
        if token is not self.KEYWORD_ENDBFRANGE or not self._in_cmap:
            super().do_keyword(pos, token)
            return
        for three in choplist(3, self.popall()):
            plain = _letters(*[value for _, value in three])
            if plain is None:
                self.push(*three)
                super().do_keyword(pos, token)
            else:
                self._table.use(len(plain[0]))
                self._table.cid2unichr.update(zip(*plain, strict=True))


def _letters(first: Any, last: Any, letter: Any) -> tuple[range, map[str]] | None:
    """Return the codes of a range and their letters; None unless it is a plain one."""
    if not all(isinstance(value, bytes) for value in (first, last, letter)):
        return None
    codes = range(nunpack(first), nunpack(last) + 1)
    start = nunpack(letter)
    letters = range(start, start + len(codes))
    odd = letters.stop > _SURROGATES.start and start < _SURROGATES.stop
    if (
        len(first) != len(last)
        or len(letter) != 2
        or odd
        or letters.stop > 0x10000
        or _NO_BREAK_SPACE in letters
    ):
        return None
    return codes, map(chr, letters)
