"""Which spaces of a text can be the ends of its lines, the width of a line not being known.

A line is filled until the next word does not fit. For a width, the best way to cut a text into
lines that are filled so is found by dynamic programming: a space within a line costs what the
model of spaces says, one at a line's end nothing. The width that explains all texts of a column
best is taken, if it explains them much better than lines without end do.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from ita_parse.data import load_toml
from ita_parse.normalisation.context import Context
from ita_parse.normalisation.lexicon import segment
from ita_parse.text import MARKS

# Widths of a line that are tried, in consonants, each so much wider than the one before.
_NARROWEST, _WIDEST, _RATIO = 7.0, 130.0, 1.025
# First every third of them is, then those around the best.
_STRIDE = 3
# Fonts differ: a line is as wide as it should be within this share.
_TOLERANCE = 0.05
_MOST_OVER = 0.12
_MOST_PENALTY = 12.0
# No space is less likely than this, and a text is not cut into lines for one of them.
_LEAST = -6.0
# What cutting has to gain over leaving a text whole: in all, and for each text of a column.
_GAIN = 7.0
_EACH = 2.0
# A line's end is a space that is right from these log odds on.
_RIGHT = 0.0
_BEFORE, _WINDOW = 60, 28
# A width is looked for in so many chunks of a column, and in no text longer than this.
_SAMPLE = 1500
_LONGEST = 20_000
_NO_WIDTH = re.compile(f"[{MARKS}]")
_PARTS = re.compile("(\n)")
_THAI_SPACE = re.compile("(?<=[\u0e01-\u0e4e]) (?=[\u0e01-\u0e2e\u0e40-\u0e44])")
_MARKER = re.compile(r"\(?[0-9๐-๙ก-ฮ]{1,2}(?:\.[0-9๐-๙]{1,2}){0,3}[.)]|[-–•▪■●◦○*➢✓☐☑☒]")


@cache
def _widths() -> dict[int, float]:
    groups: dict[str, str] = load_toml("letter_widths")
    return {ord(letter): float(share) for share, letters in groups.items() for letter in letters}


def width(text: str) -> float:
    """Return how wide a text is, in consonants."""
    widths = _widths()
    shown = _NO_WIDTH.sub("", text)
    return sum([widths.get(code, 1.0) for code in map(ord, shown)])


def first_word(text: str) -> str:
    """Return the first word of a text."""
    chunk = text[:_WINDOW].split(" ", 1)[0]
    return segment(chunk)[0] if chunk else ""


class _Run:
    """A text between two line ends that are known: its chunks between spaces."""

    def __init__(self, text: str, context: Context) -> None:
        self.chunks = text.split(" ")
        self.widths = [width(chunk) for chunk in self.chunks]
        self.space = width(" ")
        self.costs = [0.0]
        self.needs = [0.0]
        place = 0
        for before, chunk in pairwise(self.chunks):
            place += len(before) + 1
            left = text[max(0, place - 1 - _BEFORE) : place - 1]
            odds = _odds(left, text[place : place + _WINDOW], context)
            self.costs.append(max(_log_chance(odds), _LEAST))
            self.needs.append(width(first_word(chunk)))
        self.whole = sum(self.costs)

    def cut(self, limit: float) -> tuple[float, list[int]]:
        """Cut the chunks into lines of a width.

        Returns:
            The log likelihood of the spaces, and the chunks that begin a line, the first aside.
        """
        count = len(self.chunks)
        best = [0.0] + [-math.inf] * count
        start = [0] * (count + 1)
        soft, most = limit * _TOLERANCE, limit * (1 + _MOST_OVER)
        widths, costs, needs, space = self.widths, self.costs, self.needs, self.space
        for first in range(count):
            filled, inner = -space, best[first]
            if inner == -math.inf:
                continue
            for last in range(first, count):
                filled += space + widths[last]
                if last > first:
                    inner += costs[last]
                    if filled > most:
                        break
                # No built-in functions here: this is where the time goes.
                off = (filled - limit) / soft
                if off < 0.0:
                    off = -off - needs[last + 1] / soft if last + 1 < count else 0.0
                penalty = off * off if off > 0.0 else 0.0
                value = inner - (penalty if penalty < _MOST_PENALTY else _MOST_PENALTY)
                if value > best[last + 1]:
                    best[last + 1], start[last + 1] = value, first
        begins = []
        place = start[count]
        while place > 0:
            begins.append(place)
            place = start[place]
        return best[count], begins

    def without(self, begins: Sequence[int], context: Context) -> str:
        """Return the text without the spaces before some chunks, as far as they are wrong.

        Each is asked for once more, now that the line before is whole and the line's own end known.
        """
        ends = sorted(begins) or [len(self.chunks)]
        text = " ".join(self.chunks[: ends[0]])
        for start, end in zip(ends, [*ends[1:], len(self.chunks)], strict=True):
            if start == end:
                break
            line = " ".join(self.chunks[start:end])
            right = _odds(text[-_BEFORE:], line[:_WINDOW], context) > _RIGHT
            text += f" {line}" if right else line
        return text


def unwrapped(texts: Sequence[str], context: Context) -> list[str]:
    """Remove from texts of one width the spaces that are line ends, as far as these can be told.

    Args:
        texts: the cells of a column, or a single text; a line end in them is known to be right.
        context: of the document.
    """
    parts = [_PARTS.split(text) for text in texts]
    runs: dict[tuple[int, int], _Run] = {}
    for index, some in enumerate(parts):
        if len(texts[index]) > _LONGEST:
            continue
        for place in range(0, len(some), 2):
            if _THAI_SPACE.search(some[place]):
                runs[index, place] = _Run(some[place], context)
    limit = _best_limit(list(runs.values())) if runs else None
    if limit is None:
        return list(texts)
    for (index, place), run in runs.items():
        value, ends = run.cut(limit)
        if value > run.whole - _EACH:
            parts[index][place] = run.without(ends, context)
    return ["".join(some) for some in parts]


def _best_limit(runs: Sequence[_Run]) -> float | None:
    """Return the width of a line that explains the texts' spaces, None if there is none."""
    sample: list[_Run] = []
    chunks = 0
    for run in runs:
        if chunks + len(run.chunks) > _SAMPLE:
            break
        sample.append(run)
        chunks += len(run.chunks)
    if not sample:
        return None
    least = sum(run.whole for run in sample) + _GAIN
    if least > 0:
        # Whatever the lines, no more than all costs can be gained.
        return None
    widest = min(_WIDEST, max(sum(run.widths) for run in sample))
    steps = int(math.log(max(widest / _NARROWEST, 1.0), _RATIO)) + 1
    known = {step: _explained(sample, step) for step in range(0, steps, _STRIDE)}
    middle = max(known, key=known.__getitem__)
    for step in range(max(middle - _STRIDE + 1, 0), min(middle + _STRIDE, steps)):
        known.setdefault(step, _explained(sample, step))
    best = max(known, key=known.__getitem__)
    return _NARROWEST * _RATIO**best if known[best] > least else None


def _explained(runs: Sequence[_Run], step: int) -> float:
    """Return how well a width explains the spaces of all texts (log likelihood)."""
    limit = _NARROWEST * _RATIO**step
    return sum(_either(run.cut(limit)[0], run.whole - _EACH) for run in runs)


def _either(one: float, other: float) -> float:
    high, low = max(one, other), min(one, other)
    return high + math.log1p(math.exp(low - high))


def _log_chance(odds: float) -> float:
    return -math.log1p(math.exp(-odds)) if odds > -30 else odds


def _odds(left: str, right: str, context: Context) -> float:
    """Return the log odds that a space is right; that of one that no rule doubts is high."""
    before, after = left[-1:], right[:1]
    thai = "\u0e01" <= before <= "\u0e4e" and "\u0e01" <= after <= "\u0e4e"
    if not thai or before in "ๆฯ" or after in "ๆฯ" or _MARKER.fullmatch(left):
        return 6.0
    return context.at_space(left, right)
