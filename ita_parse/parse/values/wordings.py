"""Tells a misread wording from another wording.

A scanner changes letters and marks here and there; a writer leaves out words, adds them or takes
others. So the places in which a printed wording differs from the known one decide, not how many
letters do: a place where about as many letters stand as should, or only marks differ, is misread; a
place where a word is missing, new or another one makes it another wording.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from ita_parse.parse.nearness import distance
from ita_parse.parse.values.vocabulary import vocabulary
from ita_parse.text import MARKS, TO_ARABIC

_MARK = re.compile(f"[{MARKS}]")
_LATIN = re.compile("[a-z]+")
# What says nothing about a wording: everything but letters, digits and marks; and ฯ, ๆ, which
# writers put and leave out at will.
_IGNORED = re.compile(rf"[^\w{MARKS}]|[_ฯๆ]")

# What one misread place may cost, a different letter being 1 (see `nearness`), and by how many
# letters it may be longer or shorter. Measured on the official items: with a short word put in,
# taken out or exchanged fewer than one in a thousand looks misread; with one to four look-alikes,
# marks or letters misread 98 in a hundred do.
_PLACE = 2.5
_LONGER = 1
# Two places with fewer equal letters than this between them are one.
_APART = 2
# So many letters of a short word may be the same in another one: จาก, การ.
_AROUND = 3
# What all places together may cost: this share of the wording's letters.
_SHARE = 0.2
# What a misread letter costs at least.
_LEAST = 0.4
# Shorter wordings have too few letters to tell which one was meant.
_SHORTEST = 5
# A cut off wording is recognised by so many letters, and by so many where letters are misread.
_CUT = 8
_MISREAD_CUT = 20


class _Place(NamedTuple):
    """A place in which a printed wording differs from the known one, with what stands around it."""

    printed: str
    known: str
    before: str
    behind: str

    @property
    def cost(self) -> float:
        """What it costs to misread the one as the other."""
        return distance(self.printed, self.known)

    @property
    def misread(self) -> bool:
        """Tell whether letters were misread here; else a word was left out, put in or exchanged."""
        both = self.printed + self.known
        if any(letter.isdigit() for letter in both) or (
            self.printed and self.known and _LATIN.search(both) and not _LATIN.fullmatch(both)
        ):
            return False
        printed, known = _MARK.sub("", self.printed), _MARK.sub("", self.known)
        if len(both) > 1 and (printed or known) and not (self.printed and self.known):
            # มี, ที่ and ก็ have one letter and are words; hardly a word is one letter without a mark.
            return False
        return (
            abs(len(printed) - len(known)) <= _LONGER
            and self.cost <= _PLACE
            and not (self.cost >= 1 and self._exchanged())
        )

    def _exchanged(self) -> bool:
        """Tell whether a short word was exchanged for another: งาน for การ."""
        words = _short_words()
        return any(
            self.before[left:] + self.printed + self.behind[:right] in words
            and self.before[left:] + self.known + self.behind[:right] in words
            for left in range(len(self.before) + 1)
            for right in range(len(self.behind) + 1)
        )


@cache
def _short_words() -> frozenset[str]:
    return frozenset(("", *vocabulary("wordings")["words"]))


def letters_of(text: str) -> str:
    """Return the letters, digits and marks of a wording: what two wordings are compared by."""
    return _IGNORED.sub("", text).translate(TO_ARABIC).lower()


def begins_alike(printed: str, known: str) -> bool:
    """Tell whether two wordings (`letters_of`) are the same, one cut off or with a remark."""
    shorter = min(len(printed), len(known))
    return (shorter >= _CUT and printed[:shorter] == known[:shorter]) or printed == known


def is_misread(printed: str, known: str) -> bool:
    """Tell whether a wording is a known one with letters misread, cut off or followed by a remark.

    Args:
        printed: The printed wording, by its letters (`letters_of`).
        known: The known wording, likewise; not the same.
    """
    if min(len(printed), len(known)) < _SHORTEST:
        return False
    cut_printed, cut_known = _trimmed(printed, known)
    # Other wordings differ in more letters than can be misread; most stop here.
    most = int(_SHARE * len(cut_known) / _LEAST)
    if Levenshtein.distance(cut_printed, cut_known, score_cutoff=most) > most:
        return False
    places = list(_places(cut_printed, cut_known))
    if not places:
        return False
    cut = (cut_printed, cut_known) != (printed, known)
    if cut and not places[-1].behind and places[-1].cost >= 1:
        # What stands where a wording was cut may be another word.
        return False
    costs = sum(place.cost for place in places)
    return costs <= _SHARE * len(cut_known) and all(place.misread for place in places)


def is_confused(printed: str, known: str) -> bool:
    """Tell whether a short name is a known one but for look-alikes and marks in at most two places.

    Short names of different things may differ in one letter; those that a scanner takes for each
    other they do not.
    """
    if abs(len(printed) - len(known)) > 2 or min(len(printed), len(known)) < _SHORTEST:
        return False
    places = list(_places(printed, known))
    return 1 <= len(places) <= 2 and all(place.misread and place.cost < 1 for place in places)


def _trimmed(printed: str, known: str) -> tuple[str, str]:
    """Cut the longer wording where the shorter one ends."""
    longer, shorter = (printed, known) if len(printed) > len(known) else (known, printed)
    if len(shorter) >= _MISREAD_CUT and len(longer) - len(shorter) > _LONGER:
        ends = range(len(shorter) - 3, min(len(longer), len(shorter) + 3) + 1)
        end = min(ends, key=lambda end: (Levenshtein.distance(longer[:end], shorter), -end))
        if end < len(longer) and not _MARK.match(longer[end]):
            longer = longer[:end]
    return (longer, shorter) if len(printed) > len(known) else (shorter, longer)


def _places(printed: str, known: str) -> Iterator[_Place]:
    """Yield the places in which two wordings differ, near ones as one."""
    spans: list[tuple[int, int, int, int]] = []
    for block in Levenshtein.opcodes(printed, known):
        if block.tag == "equal":
            continue
        start, other_start = block.src_start, block.dest_start
        if spans and start - spans[-1][1] < _APART:
            start, _, other_start, _ = spans.pop()
        spans.append((start, block.src_end, other_start, block.dest_end))
    for start, end, other_start, other_end in spans:
        yield _Place(
            printed[start:end],
            known[other_start:other_end],
            printed[max(0, start - _AROUND) : start],
            printed[end : end + _AROUND],
        )
