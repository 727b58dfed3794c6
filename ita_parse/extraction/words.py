"""How much of a run of Thai letters stands in words of a dictionary (pythainlp's)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ita_parse.text import MARKS

# No word begins within a cluster: with a mark or a vowel that follows its consonant.
_WITHIN = re.compile(f"[{MARKS}\u0e30\u0e32\u0e33\u0e45]")
_LONGEST = 20


@cache
def _words() -> frozenset[str]:
    from pythainlp.corpus import thai_words

    return frozenset(word for word in thai_words() if 1 < len(word) <= _LONGEST)


@lru_cache(maxsize=20_000)
def covered(text: str) -> int:
    """Return how many letters at most stand in words, one less for each word.

    One less, so that a long word says more than two short ones do. A word has to end where a
    cluster ends.
    """
    words = _words()
    starts = [index for index, letter in enumerate(text) if not _WITHIN.match(letter)]
    starts.append(len(text))
    best = [0] * (len(text) + 1)
    for number, start in enumerate(starts[:-1]):
        so_far = best[start]
        for end in starts[number + 1 :]:
            length = end - start
            if length > _LONGEST:
                break
            gain = so_far + (length - 1 if text[start:end] in words else 0)
            best[end] = max(best[end], gain)
    return best[-1]
