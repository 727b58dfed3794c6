"""Words: pythainlp's list, the dictionary of this field, and how words are told apart with them.

Everything loads when it is first asked for, once: the word lists take half a second.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from ita_parse.data import load_text
from ita_parse.text import FOLLOWING

# Shorter words of the field tell little, and no longer ones are looked for.
_COMPOUND, _LONGEST = 6, 20


@cache
def field_words() -> tuple[str, ...]:
    """Return the words of this field that pythainlp's list lacks (`data/words.txt`)."""
    lines = (line.strip() for line in load_text("words.txt").splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


@cache
def words() -> frozenset[str]:
    """Return all words: pythainlp's and those of this field."""
    from pythainlp.corpus import thai_words

    return frozenset(thai_words()) | frozenset(field_words())


@cache
def usage() -> dict[str, int]:
    """Return how often words stand in three million words of Thai text (pythainlp's TTC list)."""
    from pythainlp.corpus import ttc

    return {word: int(count) for word, count in ttc.word_freqs()}


@cache
def _trie() -> Any:
    from pythainlp.tokenize import word_dict_trie

    return word_dict_trie()


@cache
def _compounds() -> dict[str, bool]:
    """Return what compounds of this field begin with, and whether it is one already."""
    compounds = [word for word in field_words() if len(word) >= _COMPOUND]
    beginnings = {word[:end]: False for word in compounds for end in range(1, len(word))}
    return beginnings | dict.fromkeys(compounds, True)


def is_in_compound(before: str, behind: str) -> bool:
    """Tell whether a compound of this field stands over the seam between two texts."""
    compounds = _compounds()
    text, seam = before[-_LONGEST:] + behind[:_LONGEST], min(len(before), _LONGEST)
    for start in range(seam):
        if text[start : seam + 1] in compounds:
            for end in range(seam + 1, len(text) + 1):
                whole = compounds.get(text[start:end])
                if whole is None:
                    break
                if whole and (end == len(text) or text[end] not in FOLLOWING):
                    return True
    return False


@lru_cache(maxsize=20_000)
def segment(text: str) -> tuple[str, ...]:
    """Cut a short text into words (newmm, maximal matching, with pythainlp's own words).

    Words of this field are compounds of these, and where a compound's parts may be parted is what
    is asked: with them in the list spaces come out worse, not better (measured: .947 to .949).

    Args:
        text: some tens of letters; newmm takes too long for whole documents.
    """
    from pythainlp.tokenize.newmm import segment as newmm

    return tuple(newmm(text, custom_dict=_trie()))
