"""ำ whose nikhahit was lost: "ด าเนินการ" is ดำเนินการ. Needs a word list, so it is asked last."""

from __future__ import annotations

import re

from ita_parse.normalisation.lexicon import words
from ita_parse.text import CONSONANTS, TONES

_LOST = re.compile(f"(?<=[{CONSONANTS}])([{TONES}]?) +\u0e32")
# No Thai word is longer than this where it matters here; longer windows only cost time.
_LONGEST = 24


def lost_nikhahit(text: str) -> tuple[str, int]:
    """Join a consonant and an า that a space parts: ำ if only that makes a word, else า if that.

    า never begins a word, so the space is wrong; which vowel stood there a dictionary decides
    (pythainlp's and that of this field). If both or neither make a word, the text stays as it is.
    """
    count = 0
    position = 0
    while match := _LOST.search(text, position):
        letter = _letter(text, match)
        if letter is None:
            position = match.end()
            continue
        text = f"{text[: match.start()]}{match[1]}{letter}{text[match.end() :]}"
        count += 1
        position = match.start() + 1
    return text, count


def _letter(text: str, match: re.Match[str]) -> str | None:
    # What follows may have lost a nikhahit too; only the part up to there can be looked up.
    after = re.split(r"\s", text[match.end() : match.end() + _LONGEST], maxsplit=1)[0]
    before = re.split(r"\s", text[max(0, match.start() - _LONGEST) : match.start()])[-1]
    am = _longest(before, f"{match[1]}\u0e33{after}")
    aa = _longest(before, f"{match[1]}\u0e32{after}")
    if am > aa:
        return "\u0e33"
    return "\u0e32" if aa > am else None


def _longest(before: str, after: str) -> int:
    """Return the length of the longest word that spans the seam, 0 if there is none."""
    known = words()
    reach = 2 if after[0] in "\u0e48\u0e49\u0e4a\u0e4b" else 1
    best = 0
    for back in range(1, len(before) + 1):
        for ahead in range(len(after), reach - 1, -1):
            if back + ahead <= best:
                break
            if before[-back:] + after[:ahead] in known:
                best = back + ahead
                break
    return best
