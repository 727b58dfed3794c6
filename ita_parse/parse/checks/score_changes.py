"""Changes that a table prints beside the scores of several years."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ita_parse.parse.checks.digits import HIGHEST, UNIT, Readings, readings, rounding
from ita_parse.parse.checks.score_figures import Figure

CENT = UNIT // 100
"""A hundredth of a point."""

FAR = 1000 * HIGHEST
"""Farther than any sum of scores."""


@dataclass(frozen=True, slots=True)
class Change:
    """A printed change: its sign (0: none), its digits, and the scores in its row by year."""

    figure: Figure
    sign: int
    readings: Readings
    scores: Mapping[int, int]

    def fits(self, values: Sequence[int], old: int, new: int) -> bool:
        """Tell whether the change is that between two years, a hundredth or its sign aside."""
        off = self.off(values, old, new)
        return off is not None and off <= max(CENT, rounding(None, self.readings.decimals))

    def off(self, values: Sequence[int], old: int, new: int) -> int | None:
        """Return how far the change is from that between two years; None if that isn't known."""
        value = self.readings.value
        if value is None or old not in self.scores or new not in self.scores:
            return None
        change = values[self.scores[new]] - values[self.scores[old]]
        signed = abs(change - self.sign * value) if self.sign else FAR
        return min(signed, abs(abs(change) - value)) if self.sign >= 0 else signed


_SIGN = re.compile(r"(?P<minus>[-−–▼↓]|ลด(?:ลง)?)|(?P<plus>[+▲↑]|เพิ่ม(?:ขึ้น)?)")


def read_change(figure: Figure) -> tuple[int, Readings] | None:
    """Read a printed change: sign and digits. Of two columns (better, worse) one is a dash."""
    lines = [line for line in (figure.change or "").split("\n") if re.search(r"[0-9๐-๙]", line)]
    if len(lines) != 1:
        return None
    text = lines[0].strip()
    sign = _SIGN.search(text)
    read = readings(_SIGN.sub(" ", text).strip(" ()"), certainty=figure.certainty)
    if read is None:
        return None
    bracketed = text.startswith("(") and text.endswith(")")
    return (-1 if (sign and sign["minus"]) or (bracketed and not sign) else 1 if sign else 0), read
