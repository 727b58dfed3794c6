"""Full stops that a font's ToUnicode table calls a consonant: "พศศศ" for พ.ศ.

Word's subset fonts do so now and then (seen: every full stop of a font called ศ). No consonant is
as narrow as a full stop and no consonant is a dot on the baseline, so each glyph tells by itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from operator import sub

from ita_parse.document import Notice
from ita_parse.extraction.glyphs import Glyphs, Ink, plain_name
from ita_parse.text import CONSONANTS

_CONSONANT = re.compile(f"[{CONSONANTS}]")
# Shares of the size. Full stops are at most .28 wide with their space (in 23 Thai fonts measured),
# and their ink at most .13; the smallest consonant's ink, of ง, is .25 high.
_WIDEST = 0.3
_DOT = 0.16
# In points; no dot is as narrow.
_NO_WIDTH = 0.2
_ON_BASELINE = 0.04


class DotMend:
    """Turns consonants that are drawn as a full stop into one, page by page."""

    def __init__(self) -> None:
        self._mended: Counter[tuple[str, str]] = Counter()

    def apply(self, glyphs: Glyphs) -> None:
        """Give the glyphs of a page that is open, and that are dots, that letter."""
        # Few letters are narrow, and those without width are marks.
        limit = max(glyphs.ems, default=0.0) * _WIDEST
        widths = map(sub, glyphs.rights, glyphs.xs)
        narrow = [place for place, width in enumerate(widths) if _NO_WIDTH < width < limit]
        places = [
            place
            for place in narrow
            if _CONSONANT.fullmatch(glyphs.texts[place])
            and glyphs.rights[place] - glyphs.xs[place] < glyphs.ems[place] * _WIDEST
        ]
        for place, ink in zip(places, glyphs.inks(places), strict=True):
            if _is_dot(ink) and not glyphs.runs[place]:
                self._mended[plain_name(ink.font), glyphs.texts[place]] += 1
                glyphs.relabel(place, ".")

    def notices(self) -> Iterator[Notice]:
        """Yield a note on what was done, if anything was."""
        if self._mended:
            told = ", ".join(
                f"{font}: {count} called {letter}"
                for (font, letter), count in sorted(self._mended.items())
            )
            yield Notice(
                "dot_printed_as_letter",
                "note",
                f"Some fonts of the file call a full stop a letter; told by its shape ({told}).",
            )


def _is_dot(ink: Ink) -> bool:
    size = max(ink.right - ink.left, ink.top - ink.bottom)
    return 0 < size < _DOT and abs(ink.bottom) < _ON_BASELINE
