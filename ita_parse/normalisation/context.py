"""What the rest of a document says about the spaces of one of its cells.

How freely its author uses spaces; whether its producer draws the space at which a line ends; and
how the same words are written elsewhere.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ita_parse.normalisation.spacing import log_odds
from ita_parse.text import CONSONANTS, HARD_BREAK, MARKS, squeeze

# Spaces between Thai letters in a text, and what they are counted against. In the prose that the
# model is made from there are so many spaces for each consonant.
_SPACE = re.compile(f"(?<=[{CONSONANTS}{MARKS}\u0e30\u0e32\u0e33]) (?=[{CONSONANTS}\u0e40-\u0e44])")
_CONSONANT = re.compile(f"[{CONSONANTS}]")
USUAL_RATE = 0.037
# A text's own rate counts against so many consonants of the usual rate.
_PRIOR = 300.0
# A line's end takes a word with it of which nobody knows what stood before it.
_WORD = 3.0
_MOST_STYLE = 1.0
# So many letters before and after a seam are looked for elsewhere.
_SIDE = 8
_LOOK = 3 * _SIDE
_SEEN = 1.5
_DOUBT = 0.4
# Where spaces at line ends are drawn, a quarter of them is not (measured on LibreOffice and Typst):
# a line end without one has less than a fourth of the odds.
_FEWEST_ENDS = 6
_LEAST_DRAWN = 0.05
_NOT_DRAWN = -1.4
# The same words unbroken elsewhere say that a space is a line's end.
_UNBROKEN = -3.0

_ENDS = re.compile(f"( ?)(?:(\n)|{HARD_BREAK})")


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """What is known of a document besides the text at hand.

    Attributes:
        style: see `spacing.log_odds`.
        drawn: whether spaces at line ends are there where they belong.
        alone: whether nothing else is known: a text's spaces may be line ends that were lost.
        firm: whether its hard breaks are sure (geometry) or may be mere line ends (<br>).
        seams: how often the letters around a seam stand elsewhere with and without a space.
    """

    style: float | None = None
    drawn: bool = False
    alone: bool = True
    firm: bool = False
    seams: Mapping[str, Sequence[int]] = field(default_factory=dict)

    def at_line_end(self, left: str, right: str) -> float:
        """Return the log odds of a space where a line ends."""
        odds = log_odds(left, right, self._style(left, right))
        with_space, without = self.seams.get(_seam(left, right), (0, 0))
        odds += _SEEN * math.log((with_space + _DOUBT) / (without + _DOUBT))
        return odds + _NOT_DRAWN if self.drawn else odds

    def at_space(self, left: str, right: str) -> float:
        """Return the log odds that a space in a text is right, and no line's end."""
        odds = log_odds(left, right, self.style or 0.0)
        without = self.seams.get(_seam(left, right), (0, 0))[1]
        return odds + _UNBROKEN if without else odds

    def _style(self, left: str, right: str) -> float:
        if self.style is not None:
            return self.style
        return style_of(*_counted([left, right]))


ALONE = Context()
"""That of a text of which nothing else is known."""


def read_context(texts: Iterable[str], *, flattened: bool = False, firm: bool = False) -> Context:
    """Gather from all texts of a document what helps with each.

    Args:
        texts: of cells and paragraphs, with their line ends.
        flattened: whether spaces may be line ends that were lost.
        firm: see `Context`.
    """
    ends = drawn = 0
    seams: dict[str, list[int]] = {}
    lines: list[str] = []
    for text in texts:
        found = _ENDS.findall(text)
        own = _ENDS.sub("\n", text).split("\n")
        lines += own
        soft = sum(1 for _, is_soft in found if is_soft)
        ends += soft
        drawn += sum(1 for space, is_soft in found if is_soft and space)
        for left, right in pairwise(own):
            seams[_seam(left, right)] = [0, 0]
        if flattened:
            for line in own:
                _add_spaces(line, seams)
    seams.pop("", None)
    if seams:
        _count_seams(lines, seams)
    return Context(
        style=None if flattened else style_of(*_counted(lines)),
        drawn=ends >= _FEWEST_ENDS and drawn >= ends * _LEAST_DRAWN,
        alone=False,
        firm=firm,
        seams={key: counts for key, counts in seams.items() if any(counts)},
    )


def style_of(spaces: int, consonants: float) -> float:
    """Return how freely spaces are used, 0 for as usual; see `spacing.log_odds`."""
    rate = (spaces + _PRIOR * USUAL_RATE) / (consonants + _PRIOR)
    return max(-_MOST_STYLE, min(math.log(rate / USUAL_RATE), _MOST_STYLE))


def _counted(lines: Sequence[str]) -> tuple[int, float]:
    text = "\n".join(lines)
    consonants = len(_CONSONANT.findall(text))
    return len(_SPACE.findall(text)), max(consonants - _WORD * len(lines), 0.0)


def _seam(left: str, right: str) -> str:
    """Return the letters around a seam, "" if they are too few to be looked for."""
    before, behind = squeeze(left[-_LOOK:])[-_SIDE:], squeeze(right[:_LOOK])[:_SIDE]
    return before + behind if len(before) + len(behind) == 2 * _SIDE else ""


def _add_spaces(line: str, seams: dict[str, list[int]]) -> None:
    place = line.find(" ")
    while place >= 0:
        seams[_seam(line[max(0, place - _LOOK) : place], line[place + 1 : place + _LOOK])] = [0, 0]
        place = line.find(" ", place + 1)


def _count_seams(lines: Iterable[str], seams: dict[str, list[int]]) -> None:
    """Count how often the letters of each seam stand within a line, with and without a space."""
    for line in lines:
        letters = squeeze(line)
        places: list[int] = []
        for start in range(len(letters) - 2 * _SIDE + 1):
            counts = seams.get(letters[start : start + 2 * _SIDE])
            if counts is not None:
                places = places or [i for i, letter in enumerate(line) if not letter.isspace()]
                spaced = line[places[start + _SIDE] - 1].isspace()
                counts[not spaced] += 1
