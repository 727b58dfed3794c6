"""How near two Thai names are for someone who misread one of them.

A scanner takes letters for others that look alike, loses marks above and below or sees some that
aren't there, and now and then drops a letter. `distance` adds up what that costs; `nearest` and
`near_names` find what a printed name may be a misreading of.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from ita_parse.data import load_toml
from ita_parse.parse.places import MARKS
from ita_parse.text import squeeze

# What a misreading costs, a different letter being 1. Chosen so that one pair of look-alikes and
# one lost mark together still cost less than one different letter.
_LOOKALIKE = 0.4
_MARK = 0.5
# A scanner that sees a letter twice.
_DOUBLED = 0.5
# A candidate is near if it costs at most this share of the name's letters, and clearly nearer than
# all others if the next one costs this much more. Real neighbours (ดูน, ดู่) lie 1.0 apart.
NEAR = 0.4
# The same for a suggestion, which nothing else in the document speaks for.
_ALIKE = 0.34
MARGIN = 0.75
# Two readings of one name may both be misread.
_SPELLING = 0.4
# However long a name is, more than two different letters make another name of it.
FAR = 2.0
# One look-alike, or one mark.
SLIGHT = 0.5
# Letters in which a name may differ from one that is near: four marks cost FAR.
_EDITS = 4


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that `name` is most likely a misreading of, if one stands out.

    Args:
        name: A printed name that is none of the candidates.
        candidates: Official names, all that are possible.

    Returns:
        The candidate, or None if none is near or a second one is about as near.
    """
    name = squeeze(name)
    ranked = sorted(
        (distance(name, squeeze(candidate)), candidate) for candidate in set(candidates)
    )
    if not ranked or ranked[0][0] > min(FAR, _ALIKE * len(name)):
        return None
    if len(ranked) > 1 and ranked[1][0] - ranked[0][0] < MARGIN:
        return None
    return ranked[0][1]


def is_spelling(one: str | None, other: str | None) -> bool:
    """Tell whether two printed names may be readings of the same one."""
    return bool(one and other) and distance(one or "", other or "") <= _SPELLING * len(other or "")


def near_names(name: str, candidates: Sequence[str], slack: float = 0.0) -> dict[str, float]:
    """Return the candidates that `name` may be a misreading of, with what that costs.

    Args:
        name: A printed name without spaces.
        candidates: Official names without spaces; thousands take about a millisecond.
        slack: What they may cost more than a misreading does.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    found = process.extract(
        name, candidates, scorer=Levenshtein.distance, score_cutoff=_EDITS, limit=None
    )
    costs = {candidate: distance(name, candidate) for candidate, _, _ in found}
    return {
        candidate: cost
        for candidate, cost in costs.items()
        if cost <= min(FAR, NEAR * len(candidate)) + slack and not is_longer(name, candidate)
    }


def is_longer(one: str, other: str) -> bool:
    """Tell whether one name is the other and a syllable before or after it (โนนสูงดี, โนนสูง)."""
    short, long = sorted((one, other), key=len)
    return len(long) - len(short) > 1 and (long.startswith(short) or long.endswith(short))


@lru_cache(maxsize=16_384)
def distance(one: str, other: str) -> float:
    """Return what it costs to misread one name as the other; 0 for equal names.

    A letter taken for one that looks like it costs less than a different letter, and so does a
    mark above or below that is lost, new or another mark, and a letter that stands twice.
    """
    pairs = _lookalikes()
    previous = [0.0]
    for column in range(len(other)):
        previous.append(previous[-1] + _weight(other, column))
    for row, first in enumerate(one):
        lost = _weight(one, row)
        current = [previous[0] + lost]
        for column, second in enumerate(other, 1):
            change = 0.0 if first == second else _change(first, second, pairs)
            current.append(
                min(
                    previous[column - 1] + change,
                    previous[column] + lost,
                    current[-1] + _weight(other, column - 1),
                )
            )
        previous = current
    return round(previous[-1], 3)


def _weight(name: str, place: int) -> float:
    """Return what it costs to lose (or to see too much) the letter at `place`."""
    if name[place] in MARKS:
        return _MARK
    return _DOUBLED if place and name[place] == name[place - 1] else 1.0


def _change(first: str, second: str, pairs: frozenset[tuple[str, str]]) -> float:
    if (first, second) in pairs:
        return _LOOKALIKE
    return _MARK if first in MARKS and second in MARKS else 1.0


@cache
def _lookalikes() -> frozenset[tuple[str, str]]:
    groups: list[str] = load_toml("organisations")["lookalikes"]["groups"]
    return frozenset(
        (first, second)
        for group in groups
        for first in group
        for second in group
        if first != second
    )
