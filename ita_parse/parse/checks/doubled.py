"""Marks that stand twice in one place, one of which hides another letter ("ต้้ง" is ตั้ง).

The normaliser makes one mark of two equal ones, as fake bold prints them; where that makes a word
nothing was hidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ita_parse.parse.checks.spelling import MARGIN, WORD_LETTERS, Reading, is_usual, read
from ita_parse.text import FOLLOWING, MARKS, TONES

_TWICE = re.compile(f"([{MARKS}])\\1|[{TONES}]{{2}}")
_SAME = re.compile(f"([{MARKS}])\\1+")
_TONES = "\u0e48\u0e49\u0e4a\u0e4b"
# Vowels above and below, which share the place of a tone, and those that stand right behind it.
_VOWELS = "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e47"
_BEHIND = "\u0e32\u0e33"
_ALL_MARKS = frozenset(re.findall(f"[{MARKS}]", "".join(FOLLOWING)))
# So many letters on either side decide.
_WINDOW = 14
# A window doesn't end before a mark, unless there are more marks than a word has.
_WIDEST = 20


def hidden_letters(text: str) -> Iterator[tuple[str, str]]:
    """Yield words as printed with two marks in one place, and the one word that each must be.

    Args:
        text: as read, or clean where only two different tones are looked for.
    """
    if _TWICE.search(text) is None:
        return
    for match in WORD_LETTERS.finditer(text):
        run = match[0]
        for twice in _TWICE.finditer(run):
            first = max(0, twice.start() - _WINDOW)
            while first and run[first] in FOLLOWING and twice.start() - first < _WIDEST:
                first -= 1
            last = min(len(run), twice.end() + _WINDOW)
            while last < len(run) and run[last] in FOLLOWING and last - twice.end() < _WIDEST:
                last += 1
            found = _solved(
                _SAME.sub("\\1", run[first : twice.start()]),
                twice[0],
                _SAME.sub("\\1", run[twice.end() : last]),
                first > 0,
                last < len(run),
            )
            if found is not None:
                yield _as_printed(found[0], run), found[1]


def _as_printed(word: str, run: str) -> str:
    """Return a word with all marks that are doubled in the run that holds it."""
    pattern = "".join(f"{letter}+" if letter in _ALL_MARKS else letter for letter in word)
    match = re.search(pattern, run)
    return match[0] if match else word


def _solved(head: str, twice: str, tail: str, before: bool, after: bool) -> tuple[str, str] | None:
    at = len(head)
    if twice[0] == twice[1]:
        single = read(head + twice[0] + tail, before, after)
        if not single.has_unknown(at - 1, at + 1):
            return None
    ranked: list[tuple[float, str, Reading]] = []
    for instead in _instead(twice):
        other = head + instead + tail
        if is_usual(other, at) and is_usual(other, at + len(instead) - 1):
            reading = read(other, before, after)
            if not reading.has_unknown(at - 1, at + len(instead)):
                ranked.append((reading.cost, instead, reading))
    ranked.sort(key=lambda one: one[:2])
    if not ranked or (len(ranked) > 1 and ranked[1][0] - ranked[0][0] < MARGIN):
        return None
    _, instead, reading = ranked[0]
    start, end, _ = next(piece for piece in reading.pieces if piece[0] < at <= piece[1])
    printed, other = head + twice + tail, head + instead + tail
    return printed[start : end + len(printed) - len(other)], other[start:end]


def _instead(twice: str) -> list[str]:
    """Return what two marks may have been: one of them and another letter, or another alone."""
    found = set(_VOWELS)
    for mark in set(twice):
        if mark in _TONES:
            found.update(vowel + mark for vowel in _VOWELS)
            found.update(mark + vowel for vowel in _BEHIND)
        elif mark in _VOWELS:
            found.update(mark + tone for tone in _TONES)
    return sorted(found | set(twice) if twice[0] != twice[1] else found - set(twice))
