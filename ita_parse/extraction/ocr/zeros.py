"""Tells zeros and the letter o apart by where they stand: in most fonts they look the same.

A number has digits of one script; an o stands only at the head of a code (o12, O๑๙).
"""

from __future__ import annotations

import re

from ita_parse.extraction.ocr.ctc import Floats
from ita_parse.extraction.ocr.network import ALPHABET
from ita_parse.text import THAI_DIGITS

_ROUND = "๐0oO"
# Where a code may begin: a round letter and one or two digits, with nothing of a number around.
_CODE = re.compile(r"(?<![^ (,-])[๐0oO](?= ?\d{1,2}(?:$|[ ),-]))")


def settle_zeros(labels: list[int], letters: Floats) -> tuple[list[int], Floats, float]:
    """Return a string in which round letters are what they must be in their place.

    Args:
        labels: the classes of the string.
        letters: for each of its places the probability of each class, as `ctc.weigh` gives them.

    Returns:
        The classes; their probabilities, with all that speaks for a round letter speaking for the
        one that it must be; and by how much that makes the string likelier than it was as read.
    """
    text = "".join(ALPHABET[label - 1] for label in labels)
    thai = any(letter in THAI_DIGITS[1:] for letter in text)
    arabic = any(letter in "123456789" for letter in text)
    if thai and arabic:
        return labels, letters, 1.0
    if not thai and not arabic:
        sums = letters.sum(axis=0)
        thai = bool(sums[ALPHABET.index("๐") + 1] >= sums[ALPHABET.index("0") + 1])
    zero = ALPHABET.index("๐" if thai else "0") + 1
    alike = [ALPHABET.index(letter) + 1 for letter in _ROUND]
    heads = {match.start() for match in _CODE.finditer(text)}
    settled, chances, gain = list(labels), letters.copy(), 1.0
    for place, letter in enumerate(text):
        if letter in _ROUND and place not in heads and len(text) > 1:
            together = float(chances[place, alike].sum())
            gain *= together / max(float(letters[place, labels[place]]), 1e-12)
            chances[place, alike] = 0.0
            chances[place, zero] = together
            settled[place] = zero
    return settled, chances, gain
