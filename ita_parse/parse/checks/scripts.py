"""Letters of scripts that have no place among Thai and Latin: scanners make them up."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from ita_parse.data import load_toml
from ita_parse.parse.checks.spelling import SHORTEST, WORD_LETTERS, read

# Everything from Greek on save for Thai, signs (U+2000 to U+2BFF), punctuation and forms of the
# East, private use and what is Latin by another name; whether a character of it is a letter is
# asked of Unicode.
_FOREIGN = re.compile(
    "[\u0370-\u0dff\u0e80-\u1cff\u1f00-\u1fff\u2c00-\u2c5f\u2d00-\u2dff\u3005-\u3007\u3021-\ua63f"
    "\ua640-\ua69f\ua800-\uab2f\uab70-\ud7ff\uf900-\ufaff\ufb13-\ufdff\ufe70-\ufefe\uff66-\uffdc"
    "\U00010000-\U0001d2ff\U0001e000-\U0001efff\U00020000-\U0003ffff]"
)
_PART = re.compile(r"[\w\u0e00-\u0e7f]")
_THAI_LETTER = re.compile("[\u0e01-\u0e4e]")
_LATIN_WORD = re.compile("[A-Za-z][A-Za-z'-]*")
# Lao letters stand in Unicode as far behind the Thai ones as this.
_LAO = range(0x0E80, 0x0F00)
_LAO_OFFSET = 0x80
# A symbol of physics with what it measures: μm, kΩ, ΔT.
_LONGEST_SYMBOL = 3


@dataclass(frozen=True, slots=True)
class ForeignWord:
    """A word with letters of another script.

    `scripts` names their scripts, `suggested` is the word that look-alikes of ours make of it.
    """

    printed: str
    letters: str
    scripts: tuple[str, ...]
    suggested: str | None


@cache
def _alike() -> dict[int, str]:
    pairs = load_toml("language")["scripts"]["alike"]
    lao = {code: chr(code - _LAO_OFFSET) for code in _LAO}
    return lao | {ord(a): b for theirs, ours in pairs for a, b in zip(theirs, ours, strict=True)}


def foreign_words(text: str) -> list[ForeignWord]:
    """Return the words of a text that hold letters of scripts other than Thai and Latin."""
    found: list[ForeignWord] = []
    end = 0
    for match in _FOREIGN.finditer(text):
        if match.start() < end:
            continue
        start, end = match.start(), match.end()
        while start and _is_part(text[start - 1]):
            start -= 1
        while end < len(text) and _is_part(text[end]):
            end += 1
        word = _judge(text[start:end])
        if word is not None and word not in found:
            found.append(word)
    return found


def _is_part(letter: str) -> bool:
    return _PART.match(letter) is not None or _is_letter(letter)


def _is_letter(letter: str) -> bool:
    """Tell letters, and marks that stand on them, from signs and digits."""
    return unicodedata.category(letter)[0] in "LM"


def _judge(word: str) -> ForeignWord | None:
    letters = "".join(
        dict.fromkeys(letter for letter in word if _FOREIGN.match(letter) and _is_letter(letter))
    )
    scripts = tuple(dict.fromkeys(map(_script, letters)))
    if not letters or _is_sign(word, letters, scripts):
        return None
    printed, suggested = _ours(word) or (word, None)
    return ForeignWord(printed, letters, scripts, suggested)


def _script(letter: str) -> str:
    name = unicodedata.name(letter, "unknown").split()[0]
    return {"CJK": "Chinese", "MYANMAR": "Burmese"}.get(name, name.capitalize())


def _is_sign(word: str, letters: str, scripts: tuple[str, ...]) -> bool:
    """Tell a box, dash or bullet, or a symbol of physics, that is a letter only by its code."""
    if len(word) == 1 and word in load_toml("language")["scripts"]["signs"]:
        return True
    return (
        scripts == ("Greek",)
        and len(letters) == 1
        and word.count(letters) == 1
        and len(word) <= _LONGEST_SYMBOL
        and _THAI_LETTER.search(word) is None
    )


def _ours(word: str) -> tuple[str, str] | None:
    """Return the part of a run that look-alikes of ours make a known word, and that word."""
    ours = word.translate(_alike())
    if _FOREIGN.search(ours):
        return None
    if _LATIN_WORD.fullmatch(ours):
        known = ours.lower() in load_toml("language")["scripts"]["latin"]
        return (word, ours) if known else None
    if not WORD_LETTERS.fullmatch(ours):
        return None
    places = [at for at, letter in enumerate(word) if letter != ours[at]]
    reading = read(ours)
    start = max(piece[0] for piece in reading.pieces if piece[0] <= places[0])
    end = min(piece[1] for piece in reading.pieces if piece[1] > places[-1])
    if end - start < SHORTEST or reading.has_unknown(start, end):
        return None
    return word[start:end], ours[start:end]
