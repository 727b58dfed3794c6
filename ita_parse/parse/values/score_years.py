"""Which year a score in running text is of.

"ปี 2566 ได้ 80.12 คะแนน ปี 2567 ได้ 89.85 คะแนน", "89.85 คะแนน ในปี 2567 และ 80.12 คะแนน ในปี 2566".
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable

# A year that stands farther before its score than this is that of something else.
_FARTHEST = 90
_YEAR = re.compile(r"(?<![0-9])2[56][0-9]{2}(?![0-9]|\.[0-9])")
_BEHIND = re.compile(
    r"(?:คะแนน|%)?(?:(?P<open>[(])|ใน|เมื่อ)(?:ประจำ)?ปี(?:งบประมาณ)?(?:พ\.?ศ\.?)?(?P<year>2[56][0-9]{2})"
)
_SAID = re.compile(r"คะแนน|%|เปอร์เซ็นต์")


def is_year(printed: str) -> bool:
    """Tell whether digits are a year of the Buddhist Era."""
    return _YEAR.fullmatch(printed) is not None


def says_score(line: str, end: int) -> bool:
    """Tell whether a number that ends at `end` is followed by a word that makes it a score."""
    return _SAID.match(line, end) is not None


def years_of_scores(line: str, numbers: Iterable[re.Match[str]]) -> dict[int, int]:
    """Return the years (B.E.) of the scores in a text, by the place where each begins.

    A year stands before its score; or behind it in brackets or after ใน, and then it is not the
    next one's. Scores for which no year stands near are left out.

    Args:
        line: Compact text.
        numbers: The numbers in it, in order.
    """
    found: dict[int, int] = {}
    before: re.Match[str] | None = None
    apart = False
    years = deque(_YEAR.finditer(line))
    taken = -1
    for number in numbers:
        start, end = number.span()
        if is_year(number[0]) or not ("." in number[0] or says_score(line, end)):
            continue
        while years and years[0].end() <= start:
            year = years.popleft()
            if year.start() != taken:
                before, apart = year, False
        behind = _BEHIND.match(line, end)
        if behind and (before is None or apart or behind["open"] or line.endswith("จาก", 0, start)):
            found[start] = int(behind["year"])
            taken = behind.start("year")
        elif before and start - before.end() <= _FARTHEST:
            found[start] = int(before[0])
        # Another score may be of the same year, unless one stands beside it.
        apart = True
    return found
