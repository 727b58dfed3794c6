"""Fonts in which every า is labelled ำ: "กำรศึกษำ" for การศึกษา.

A ำ is drawn with a nikhahit over the letter before it, so its ink begins left of its origin; a
glyph whose ink does not is an า. One letter proves nothing, since some producers draw the nikhahit
by itself. But a font that never draws an า and draws such glyphs is one that labels them wrongly
(measured on two real reports: ink from .02 to .03 of the size right of the origin for every wrong
ำ, .16 to .18 left of it for every right one).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ita_parse.document import Notice
from ita_parse.extraction.glyphs import Glyphs, Ink

_AA = "\u0e32"
_ONLY_AA = re.compile(_AA)
_ONLY_AM = re.compile("\u0e33")
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

    def look(self, glyphs: Glyphs) -> None:
        """Look at the glyphs of a page that is open."""
        wrong = _aa_called_am(glyphs)
        if wrong:
            self._drawn_aa.update(ink.font for _, ink in wrong)
            self._labelled_aa.update(glyphs.fonts(glyphs.find(_ONLY_AA)))

    @property
    def fonts(self) -> frozenset[str]:
        """The fonts that label every า as ำ."""
        return frozenset(
            font
            for font, count in self._drawn_aa.items()
            if count >= _FEW and self._labelled_aa[font] <= count * _NONE
        )

    def apply(self, glyphs: Glyphs) -> None:
        """Give the glyphs of a page that are an า by their shape that letter."""
        fonts = self.fonts
        for place, ink in _aa_called_am(glyphs) if fonts else ():
            if ink.font in fonts:
                glyphs.relabel(place, _AA)
                self._mended[ink.font.partition("/")[0]] += 1

    def notices(self) -> Iterator[Notice]:
        """Yield a note on what was done, if anything was."""
        if self._mended:
            told = ", ".join(f"{font}: {count}" for font, count in sorted(self._mended.items()))
            yield Notice(
                "aa_printed_as_am",
                "note",
                f"Some fonts of the file call every า a ำ; told apart by their shape ({told}).",
            )


def _aa_called_am(glyphs: Glyphs) -> list[tuple[int, Ink]]:
    """Return the glyphs that are called ำ and drawn without its nikhahit."""
    places = glyphs.find(_ONLY_AM)
    inks = zip(places, glyphs.inks(places), strict=True)
    return [(place, ink) for place, ink in inks if ink.left > _NIKHAHIT]
