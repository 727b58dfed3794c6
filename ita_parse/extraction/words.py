"""How much of a run of Thai letters stands in words: pythainlp's and those of this field."""

from __future__ import annotations

from functools import cache, lru_cache

from ita_parse.normalisation.lexicon import words
from ita_parse.text import FOLLOWING

_LONGEST = 20
# Words of more clusters than this are compounds of shorter ones.
_MOST_CLUSTERS = 9


@cache
def _words() -> frozenset[str]:
    return frozenset(word for word in words() if 1 < len(word) <= _LONGEST)


@lru_cache(maxsize=20_000)
def known(text: str) -> int:
    """Return how many letters of a run of Thai stand in words, taking the longest word each time.

    Where that leaves letters over, the run is looked at again from the next cluster; a run whose
    words can only be told by trying all divisions is rare, and counts a little too low.
    """
    listed = _words()
    ends = [end for end in range(1, len(text)) if text[end] not in FOLLOWING]
    ends.append(len(text))
    found = place = index = 0
    while place < len(text):
        for last in range(min(index + _MOST_CLUSTERS, len(ends)) - 1, index - 1, -1):
            if text[place : ends[last]] in listed:
                found += ends[last] - place
                index = last
                break
        place = ends[index]
        index += 1
    return found


@lru_cache(maxsize=20_000)
def spanned(text: str, at: int) -> int:
    """Return the length of the longest word that holds the letter at `at`, 0 if there is none."""
    if not 0 <= at < len(text):
        return 0
    listed = _words()
    ends = [end for end in range(at + 1, len(text)) if text[end] not in FOLLOWING]
    ends = [*ends, len(text)][::-1]
    best = 0
    for start in range(max(0, at - _LONGEST), at + 1):
        if text[start] in FOLLOWING:
            continue
        for end in ends:
            if end - start <= best:
                break
            if text[start:end] in listed:
                best = end - start
                break
    return best
