"""Numbered and lettered steps in a cell's clean text."""

from __future__ import annotations

import re

_STEP = re.compile(
    r"""\(?(?:
        (?P<number>\d{1,2}(?:\.\d{1,2})*)(?:[.)]+\s*|\s+(?=\D))   # 1.  1)  1.1  1.1.
      | (?P<letter>[ก-ฮa-zA-Z])[.)]\s+(?=\S{2})                   # ก)  a.
    )""",
    re.VERBOSE,
)


def read_steps(text: str) -> tuple[tuple[str, str], ...]:
    """Return number and text of every step, in order.

    A step begins a line with its number or letter; lines without one belong to the step above,
    and those before the first step to none. Dashes and bullets make no steps.
    """
    steps: list[list[str]] = []
    for line in map(str.strip, text.split("\n")):
        match = _STEP.match(line)
        if match and _is_step(match):
            steps.append([match["number"] or match["letter"], line[match.end() :].strip()])
        elif steps:
            steps[-1][1] = f"{steps[-1][1]}\n{line}".strip()
    return tuple((number, words) for number, words in steps if words)


def _is_step(match: re.Match[str]) -> bool:
    """Tell a step's number from a figure that begins a line ("2 way communication").

    A number that only a space follows needs a dot inside (1.1) to be one of a list.
    """
    return match["number"] is None or "." in match[0] or ")" in match[0]
