"""Thai clusters and the words that they are chained to; when a mark belongs to a base."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from ita_parse.text import CONSONANTS, MARKS, TONES

HAS_CONSONANT = re.compile(f"[{CONSONANTS}]")
_ENDS_IN_CONSONANT = re.compile(f"[{CONSONANTS}][{MARKS}]*$")
_ENDS_IN_AM = re.compile(f"\u0e33[{TONES}]?$")
AA = "\u0e32"
AM = "\u0e33"

# In slanted text the middle of a mark's ink lies up to this share of the size behind its base.
BEHIND = 0.1
# A glyph whose advance is below this share of its size has no width.
NO_WIDTH = 0.06
# Gaps between clusters wider than this share of the size are spaces (measured: spaces of Thai
# fonts are .2 to .35 em wide, gaps inside words stay below .1).
SPACE = 0.16
# The ink of a run of ActualText ends before its advance does.
RUN_SPACE = 0.24
# Two clusters stand on one line if their baselines are nearer than this share of their size.
SAME_LINE = 0.35


@dataclass(slots=True)
class Word:
    """Clusters that follow one another without a gap, each a base with its marks.

    `starts` says where each cluster begins; the last one ends at `x1`. `run` tells that the last
    one stands for several glyphs (ActualText), so that `x1` is a guess. `up` is the baseline's
    height as the PDF has it. `space_before` is where a space drawn before it begins.
    """

    parts: list[str]
    starts: list[float]
    x1: float
    baseline: float
    em: float
    up: float = 0.0
    run: bool = False
    space_before: float | None = None

    @property
    def text(self) -> str:
        """The word's letters."""
        return "".join(self.parts)

    @property
    def x(self) -> float:
        """Where it begins."""
        return self.starts[0]

    def cut(self, start: int, end: int) -> Word:
        """Return some of the word's clusters as a word."""
        last = end >= len(self.parts)
        return Word(
            self.parts[start:end],
            self.starts[start:end],
            self.x1 if last else self.starts[end],
            self.baseline,
            self.em,
            self.up,
            self.run and last,
            self.space_before if start == 0 else None,
        )


class Cluster(NamedTuple):
    """One cluster of a word."""

    word: Word
    place: int

    @property
    def text(self) -> str:
        """Its letters."""
        return self.word.parts[self.place]

    @property
    def x(self) -> float:
        """Where it begins."""
        return self.word.starts[self.place]

    @property
    def x1(self) -> float:
        """Where it ends."""
        starts = self.word.starts
        return starts[self.place + 1] if self.place + 1 < len(starts) else self.word.x1


class Glyph(NamedTuple):
    """A glyph that the short way could not place."""

    text: str
    x: float
    up: float
    left: float
    right: float
    em: float
    run: bool


def with_mark(text: str, mark: str) -> str:
    """Put a mark on the last consonant of a cluster, which may have its า already."""
    if text[-1] in (AA, AM):
        return text[:-1] + mark + text[-1]
    return text + mark


def is_near(before: Cluster, glyph: Glyph) -> bool:
    """Tell a glyph that stands on the same line, within a letter's width."""
    em = before.word.em
    return abs(glyph.up - before.word.up) < em * SAME_LINE and -em < glyph.x - before.x1 < em


def ends_at(base: Cluster, other: Cluster, glyph: Glyph) -> bool:
    """Tell whether the mark was drawn from where a base ends, and not from where another does.

    Ink a little left of its base is common (narrow letters, tall ones), so the ink alone does not
    part a mark from the letter before it in the stream; fpdf2's late tones have the pen of their
    own base, at most .07 em from where that ends.
    """
    return abs(glyph.x - base.x1) < min(glyph.em * NO_WIDTH * 2, abs(glyph.x - other.x1))


def is_over(base: Cluster, middle: float) -> bool:
    """Tell ink that stands over a base, or nearly so."""
    return base.x - base.word.em * BEHIND <= middle <= base.x1 + base.word.em * BEHIND


def is_on_base(before: Cluster, glyph: Glyph) -> bool:
    """Tell a glyph that may be a mark of the consonant before it."""
    return is_near(before, glyph) and _ENDS_IN_CONSONANT.search(before.text) is not None


def follows_am(before: Cluster, glyph: Glyph) -> bool:
    """Tell the second half of a ำ whose first half is called ำ already."""
    if before.word.run or not _ENDS_IN_AM.search(before.text) or not is_near(before, glyph):
        return False
    # The base's own advance only: the า of this ำ has not been drawn yet.
    return glyph.x - before.x1 < before.word.em * NO_WIDTH
