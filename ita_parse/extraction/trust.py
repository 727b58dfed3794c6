"""How far the text of a page can be trusted, and why not.

Only what the page itself shows is asked: sequences that no Thai text has, glyphs without a
character, Latin letters over a scanned page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ita_parse.extraction.glyphs import Drawing
from ita_parse.text import CONSONANTS, MARKS, TONES

_THAI = re.compile("[\u0e01-\u0e5b]")
_LATIN = re.compile("[A-Za-zÀ-ÿ]")
_GREEK = re.compile("[\u0370-\u03ff]")
_IMPOSSIBLE = re.compile(
    f"[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]"
    f"|(?<![{CONSONANTS}{MARKS}])[{MARKS}]"
    f"|[{TONES}][\u0e31\u0e34-\u0e3a{TONES}]"
    f"|[\u0e31\u0e34-\u0e37\u0e47]{{2}}"
    f"|(?<![{CONSONANTS}{MARKS}])[\u0e32\u0e33]"
    f"|\u0e4d\u0e32|\u0e33[\u0e32{TONES}]"
    f"|[\u0e40-\u0e44](?![{CONSONANTS}])"
)
# An image that covers this share of the page is a scan of it.
_SCAN = 0.5
# Fewer letters than this beside a scan are a stamp or a page number.
_FEW = 30
# More impossible sequences than this in 10,000 characters are a broken encoding: real text layers
# that normalising mends stay below, those whose letters are lost do not.
_MOST_IMPOSSIBLE = 300
_MOST_UNREAD = 0.05


@dataclass(frozen=True, slots=True)
class Trust:
    """Whether a page's text is used, its quality from 0 to 1, and what speaks against it."""

    trusted: bool
    quality: float
    reasons: tuple[str, ...] = ()


def impossible_sequences(text: str) -> int:
    """Count sequences that no correct Thai text has."""
    return len(_IMPOSSIBLE.findall(text))


def judge(text: str, unread: int, drawing: Drawing) -> Trust:
    """Judge a page by its normalised text, the glyphs without a character, and its images."""
    letters = sum(1 for letter in text if not letter.isspace())
    scan = _is_scan(drawing)
    if letters < _FEW and scan:
        return Trust(False, 0.0, ("scanned",) if not letters else ("scanned", "little_text"))
    if not letters:
        return Trust(False, 0.0, ("no_text",))
    thai, latin = len(_THAI.findall(text)), len(_LATIN.findall(text))
    rate = impossible_sequences(text) * 10_000 / letters
    quality = max(0.0, 1 - rate / 1000 - unread / letters)
    if scan and thai < latin * 0.2 and latin > _FEW:
        return Trust(False, min(quality, 0.1), ("latin_over_thai",))
    broken = rate > _MOST_IMPOSSIBLE or unread > letters * _MOST_UNREAD
    if broken or len(_GREEK.findall(text)) > letters * 0.1:
        return Trust(False, min(quality, 0.3), ("broken_encoding",))
    return Trust(True, round(quality, 3))


def _is_scan(drawing: Drawing) -> bool:
    area = drawing.width * drawing.height
    covered = sum((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in drawing.images)
    return covered > area * _SCAN
