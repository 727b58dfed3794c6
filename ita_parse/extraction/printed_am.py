"""Fonts in which every า is labelled ำ: "กำรศึกษำ" for การศึกษา.

A ำ is drawn with a nikhahit over the letter before it, so its ink begins left of its origin; a
glyph whose ink does not is an า. One letter proves nothing, since some producers draw the nikhahit
by itself. But a font that never draws an า and draws such glyphs is one that labels them wrongly
(measured on two real reports: ink from .02 to .03 of the size right of the origin for every wrong
ำ, .16 to .18 left of it for every right one).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from ita_parse.document import Notice
from ita_parse.extraction.glyphs import Glyph

_AA = "\u0e32"
_AM = "\u0e33"
# Ink that begins farther left than this share of the size has a nikhahit in it.
_NIKHAHIT = -0.06
# Fewer glyphs than this say nothing about their font.
_FEW = 5
# In Thai text า is several times as frequent as ำ; a font with fewer than this share has none.
_NONE = 0.05


class AmWatch:
    """Counts, font by font and page by page, what is labelled ำ and what is drawn so."""

    def __init__(self) -> None:
        self._labelled_aa: Counter[str] = Counter()
        self._drawn_aa: Counter[str] = Counter()
        self._mended: Counter[str] = Counter()

    def look(self, glyphs: Iterable[Glyph]) -> None:
        """Look at the glyphs of a page."""
        for glyph in glyphs:
            if glyph.vowel is not None:
                if glyph.text == _AA:
                    self._labelled_aa[glyph.vowel.font] += 1
                elif _is_aa(glyph):
                    self._drawn_aa[glyph.vowel.font] += 1

    @property
    def fonts(self) -> frozenset[str]:
        """The fonts that label every า as ำ."""
        return frozenset(
            font
            for font, count in self._drawn_aa.items()
            if count >= _FEW and self._labelled_aa[font] <= count * _NONE
        )

    def apply(self, glyphs: Iterable[Glyph]) -> None:
        """Give the glyphs of a page that are an า by their shape that letter."""
        fonts = self.fonts
        for glyph in glyphs:
            if glyph.vowel is not None and glyph.vowel.font in fonts and _is_aa(glyph):
                glyph.text = _AA
                self._mended[glyph.vowel.font.partition("/")[0]] += 1

    def notices(self) -> Iterator[Notice]:
        """Yield a note on what was done, if anything was."""
        if self._mended:
            told = ", ".join(f"{font}: {count}" for font, count in sorted(self._mended.items()))
            yield Notice(
                "aa_printed_as_am",
                "note",
                f"Some fonts of the file call every า a ำ; told apart by their shape ({told}).",
            )


def _is_aa(glyph: Glyph) -> bool:
    return glyph.text == _AM and glyph.vowel is not None and glyph.vowel.left > _NIKHAHIT
