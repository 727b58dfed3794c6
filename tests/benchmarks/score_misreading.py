"""Misreads the numbers of a document as OCR does.

The classes of Thai digits that are taken for one another are those met in transcripts of reports:
๖ ๘ ๙ ๔ ๕; ๓ ๗ ๕; ๐ ๑ ๒; ๖ as ๒ or ๓. Those of Arabic digits, and all weights within the classes,
are common knowledge of OCR (alike in shape, the likeliest first), chosen before any repair was
seen and not fitted to one. One misreading in ten follows no class.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

_THAI = "๐๑๒๓๔๕๖๗๘๙"
_ARABIC = "0123456789"
# Digit: what it is read as, and how likely that is beside the others.
_THAI_CONFUSIONS = {
    "๐": {"๑": 4, "๒": 1},
    "๑": {"๐": 5, "๒": 2},
    "๒": {"๑": 3, "๐": 1},
    "๓": {"๗": 5, "๕": 2},
    "๔": {"๕": 6, "๙": 1, "๘": 2, "๖": 1},
    "๕": {"๔": 6, "๘": 1, "๙": 1, "๖": 1, "๓": 1, "๗": 1},
    "๖": {"๒": 3, "๓": 2, "๘": 2, "๙": 1, "๔": 1, "๕": 1},
    "๗": {"๓": 5, "๕": 1},
    "๘": {"๙": 5, "๔": 2, "๖": 2, "๕": 1},
    "๙": {"๘": 5, "๖": 2, "๔": 1, "๕": 1},
}
_ARABIC_CONFUSIONS = {
    "0": {"8": 4, "6": 3, "9": 2},
    "1": {"7": 5, "4": 1},
    "2": {"7": 3, "3": 1},
    "3": {"8": 5, "5": 2, "9": 1},
    "4": {"9": 4, "1": 2},
    "5": {"6": 4, "3": 2, "8": 1},
    "6": {"8": 3, "5": 3, "0": 3},
    "7": {"1": 5, "2": 1},
    "8": {"3": 3, "0": 3, "6": 3, "9": 1},
    "9": {"4": 3, "8": 2, "0": 2},
}
_CONFUSIONS = _THAI_CONFUSIONS | _ARABIC_CONFUSIONS
_OUTSIDE = 0.1


def _misread_digit(digit: str, rng: random.Random) -> str:
    likely = _CONFUSIONS[digit]
    if rng.random() < _OUTSIDE:
        digits = _THAI if digit in _THAI else _ARABIC
        return rng.choice([other for other in digits if other != digit and other not in likely])
    return rng.choices(list(likely), list(likely.values()))[0]


def _places(texts: Sequence[str], letters: str) -> list[tuple[int, int]]:
    """Return where letters of a kind stand: number of the text, place in it."""
    return [
        (index, place)
        for index, text in enumerate(texts)
        for place, letter in enumerate(text)
        if letter in letters
    ]


def _replaced(text: str, place: int, by: str) -> str:
    return text[:place] + by + text[place + 1 :]


def misread(texts: Sequence[str], count: int, rng: random.Random) -> list[str]:
    """Return the printed numbers with so many digits misread, at random places among all."""
    changed = list(texts)
    for index, place in rng.sample(_places(texts, _THAI + _ARABIC), count):
        digit = changed[index][place]
        changed[index] = _replaced(changed[index], place, _misread_digit(digit, rng))
    return changed


def _lose(letters: str, by: str = "") -> Callable[[Sequence[str], random.Random], list[str]]:
    def lose(texts: Sequence[str], rng: random.Random) -> list[str]:
        changed = list(texts)
        places = _places(texts, letters)
        # A document without such a letter stays as it is.
        if places:
            index, place = rng.choice(places)
            changed[index] = _replaced(changed[index], place, by)
        return changed

    return lose


# Other damages, one a document.
LOSSES = {
    "digit lost": _lose(_THAI + _ARABIC),
    "point lost": _lose("."),
    "0 as letter O": _lose("0๐", "O"),
}
