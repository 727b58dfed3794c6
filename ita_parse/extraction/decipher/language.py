"""How well letters follow each other: what three letters stand together in Thai."""

from __future__ import annotations

import random
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ita_parse.text import THAI_DIGITS

# Thai letters are told one by one; of all others only the kind matters.
_THAI = "".join(map(chr, [*range(0x0E01, 0x0E3B), *range(0x0E40, 0x0E50)]))
SPACE, UNKNOWN = 0, 1
_KINDS = {"digit": 2, "thai digit": 3, "upper": 4, "lower": 5, "sign": 6}
FIRST_THAI = 7
SYMBOLS = FIRST_THAI + len(_THAI)
# Words drawn from the dictionary, the oftener the commoner they are.
_WORDS = 60_000
_SEED = 2568
# What stands between words of official texts that are no words.
_BETWEEN = (
    *(" ", " ", " 12 ", " 2,500.00 ", " 1/2568 ", " 10.", " (", ") ", ".", "/", " - "),
    *(" ABC ", " Abcde ", " abc "),
)
_BETWEEN_SHARE = 0.25
# Weights of what is known of three, two, one letter and of nothing; the last keeps a name or a
# misprint from ruling a letter out.
_WEIGHTS = (0.7, 0.2, 0.07, 0.03)
_LEAST = -6.5


def symbol(letter: str) -> int:
    """Return the number of the kind of letter that this one counts as."""
    if letter in _THAI:
        return FIRST_THAI + _THAI.index(letter)
    if letter.isspace():
        return SPACE
    if letter in THAI_DIGITS:
        return _KINDS["thai digit"]
    if letter.isdigit() and letter.isascii():
        return _KINDS["digit"]
    if "A" <= letter <= "Z":
        return _KINDS["upper"]
    if "a" <= letter <= "z":
        return _KINDS["lower"]
    return _KINDS["sign"]


@cache
def load_triples() -> NDArray[np.float32]:
    """Return the logarithm of each letter's probability after two others, by their symbols."""
    from pythainlp.corpus import thai_words
    from pythainlp.corpus.ttc import unigram_word_freqs

    often = unigram_word_freqs()
    words = sorted(word for word in thai_words() if 1 < len(word) <= 20)
    powers = {count: (1 + count) ** 0.75 for count in {0, *often.values()}}
    weights = np.cumsum([powers[often.get(word, 0)] for word in words])
    draw = random.Random(_SEED)
    # As random.choices draws, but all at once.
    drawn = np.array([draw.random() for _ in range(_WORDS)]) * weights[-1]
    places = np.searchsorted(weights[:-1], drawn, side="right").tolist()
    parts: list[str] = []
    for place in places:
        parts.append(_split_am(words[place], draw))
        if draw.random() < _BETWEEN_SHARE:
            parts.append(draw.choice(_BETWEEN))
    letters = np.frombuffer("".join(parts).encode("utf-32-le"), dtype=np.uint32)
    table = np.zeros(int(letters.max()) + 1, dtype=np.int64)
    known = np.flatnonzero(np.bincount(letters))
    table[known] = [symbol(chr(code)) for code in known]
    text = table[letters]
    n = SYMBOLS
    three = np.bincount((text[:-2] * n + text[1:-1]) * n + text[2:], minlength=n**3)
    three = three.reshape(n, n, n).astype(np.float32)
    two, one = three.sum(axis=0), three.sum(axis=(0, 1))
    all_three, fewer, single, nothing = _WEIGHTS
    out = all_three * three / np.maximum(three.sum(axis=2, keepdims=True), 1)
    out += (fewer * two / np.maximum(two.sum(axis=1, keepdims=True), 1))[None]
    out += (single * one / one.sum() + nothing / n)[None, None]
    logs = np.maximum(np.log(out), _LEAST).astype(np.float32)
    _set_kinds(logs)
    # Of a glyph that nobody knows nothing can be told, nor of what follows it.
    logs[UNKNOWN] = logs[:, UNKNOWN] = logs[:, :, UNKNOWN] = float(np.log(1 / n))
    return np.asarray(logs)


def _set_kinds(logs: NDArray[np.float32]) -> None:
    """Set how letters that are not Thai follow one another: a few words made up don't tell that.

    "o12" is as good as "012"; but capitals, small letters, and Thai digits keep together.
    """
    digit, thai, upper, lower = (_KINDS[kind] for kind in list(_KINDS)[:4])
    kinds = slice(UNKNOWN + 1, FIRST_THAI)
    letters = slice(FIRST_THAI, None)
    # Beside Thai letters all kinds are as likely, and Thai begins after them as after a space.
    logs[:, letters, kinds] = logs[:, letters, kinds].mean(axis=2, keepdims=True)
    logs[kinds] = logs[SPACE]
    logs[:, kinds, letters] = logs[:, SPACE, None, letters] - 0.5
    logs[:, kinds, SPACE] = -1.0
    logs[:, kinds, kinds] = -1.5
    logs[:, SPACE, kinds] = -2.5
    for kind in (thai, upper, lower):
        logs[:, kind, kind] = -1.0
        if kind != thai:
            logs[:, thai, kind] = logs[:, kind, thai] = -2.5
    logs[:, thai, digit] = logs[:, digit, thai] = -2.5
    logs[:, lower, upper] = -3.0


def _split_am(word: str, draw: random.Random) -> str:
    """Write ำ as fonts draw it, in one or as nikhahit and า, a tone before or between."""
    at = word.find("\u0e33")
    if at < 1 or draw.random() < 0.4:
        return word
    tone = word[at - 1]
    if "\u0e48" <= tone <= "\u0e4b" and draw.random() < 0.5:
        return word[: at - 1] + "\u0e4d" + tone + "\u0e32" + word[at + 1 :]
    return word[:at] + "\u0e4d\u0e32" + word[at + 1 :]
