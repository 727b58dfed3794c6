"""Where a text names a kind of local government, misread ones too.

A kind's word is long (องค์การบริหารส่วนตำบล), so a letter or two of it are often misread. Those that
the vocabulary lists are found at once; others by a part of the word that isn't misread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ita_parse.parse import bodies
from ita_parse.parse.bodies import Kind
from ita_parse.parse.nearness import distance
from ita_parse.parse.places import MARKS

# Parts of a word that are looked for: with as many misread letters less one, one part is whole.
_PARTS = 3
# The share of a word's letters that its misreading may cost: one look-alike or mark of เทศบาลเมือง
# (which เทศบาลเมื่อ… is not), two of องค์การบริหารส่วนตำบล.
_MISREAD = 0.05
# Letters by which a misread word may be longer or shorter.
_SHIFT = 1
# Every other end of the word must cost this much more.
_SURE = 0.3


class KindWord(NamedTuple):
    """A kind's word in the text: where it stands, and the kind."""

    start: int
    end: int
    kind: Kind


def find_kinds(chars: str) -> list[KindWord]:
    """Find the words for kinds of local government in a text without spaces, in order."""
    words = bodies.words()
    found = [
        KindWord(*match.span(), words.kinds[match[0]]) for match in words.local.finditer(chars)
    ]
    taken = {place for word in found for place in range(word.start, word.end)}
    misread: dict[int, KindWord] = {}
    for kind, offset, part in _parts():
        for match in part.finditer(chars):
            if match.start() in taken or match.end() - 1 in taken:
                continue
            word = _align(chars, match.start() - offset, kind)
            if word and taken.isdisjoint(range(word.start, word.end)):
                misread.setdefault(word.end, word)
    return sorted([*found, *misread.values()])


@cache
def _parts() -> tuple[tuple[Kind, int, re.Pattern[str]], ...]:
    """Return parts of the kinds' names: the kind, where the part begins in it, its pattern."""
    kinds = dict.fromkeys(kind for kind in bodies.words().kinds.values())
    parts = []
    for kind in kinds:
        size = len(kind.name) // _PARTS
        for offset in range(0, size * _PARTS, size):
            parts.append((kind, offset, re.compile(re.escape(kind.name[offset : offset + size]))))
    return tuple(parts)


def _align(chars: str, expected: int, kind: Kind) -> KindWord | None:
    """Return the misread word that begins about where it is expected, if its end is certain."""
    from rapidfuzz.distance import Levenshtein

    length = len(kind.name)
    most = _MISREAD * length
    edits = int(2 * most) + 1
    if (
        Levenshtein.distance(chars[max(0, expected) : expected + length], kind.name)
        > edits + _SHIFT
    ):
        return None
    aligned = sorted(
        (distance(chars[start:end], kind.name), abs(end - start - length), start, end)
        for start, end in _spans(expected, length)
        if start >= 0 and Levenshtein.distance(chars[start:end], kind.name) <= edits
    )
    if not aligned or aligned[0][0] > most:
        return None
    cost, _, start, end = aligned[0]
    if any(other[0] - cost < _SURE and other[3] != end for other in aligned[1:]):
        return None  # a letter more or less at the end would be the name's
    return None if chars[end : end + 1] in MARKS else KindWord(start, end, kind)


def _spans(expected: int, length: int) -> Iterator[tuple[int, int]]:
    for start in range(expected - _SHIFT, expected + _SHIFT + 1):
        for end in range(expected + length - _SHIFT, expected + length + _SHIFT + 1):
            yield start, end
