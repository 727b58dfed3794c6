"""How far the text of a page can be trusted, and why not.

Only what the page itself shows is asked: sequences that no Thai text has, glyphs without a
character, Latin letters over a scanned page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ita_parse.extraction.drawing import Drawing
from ita_parse.extraction.words import known
from ita_parse.normalisation import default
from ita_parse.text import CONSONANTS, MARKS, TONES

_THAI = re.compile("[\u0e01-\u0e5b]+")
_LATIN = re.compile("[A-Za-zÀ-ÿ]+")
# A Latin letter with an accent, or a sign of its code page, within a Thai word: a glyph that took
# its number for its character ("ทีÉ").
_ACCENTED = re.compile("[\u0e01-\u0e4e][\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]")
_RUN = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e]{2,}")
_GREEK = re.compile("[\u0370-\u03ff]+")
# Every alternative begins with a letter, and looks back from there: a search is faster so.
_IMPOSSIBLE = re.compile(
    f"[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]"
    f"|[{MARKS}](?<![{CONSONANTS}{MARKS}][{MARKS}])"
    f"|[{TONES}\u0e4c][\u0e31\u0e34-\u0e3a\u0e47\u0e4d{TONES}]"
    f"|[\u0e31\u0e34-\u0e37\u0e47]{{2}}"
    f"|[\u0e32\u0e33](?<![{CONSONANTS}{MARKS}][\u0e32\u0e33])"
    f"|\u0e4d\u0e32|\u0e33[\u0e32{TONES}]"
    f"|[\u0e40-\u0e44](?![{CONSONANTS}])"
)
# An image that covers this share of the page is a scan of it.
_SCAN = 0.5
# Fewer letters than this beside a scan are a stamp or a page number.
_FEW = 30
# Impossible sequences in 10,000 characters. Real text layers whose letters are lost have more than
# the first (15 to 700 before they are mended); good ones have none, save for what authors mistype.
_MOST_IMPOSSIBLE = 300
_ODD = 10
# Shares of glyphs without a character.
_MOST_UNREAD = 0.05
_UNREAD = 0.005
# On a page of few letters these shares are soon reached: so many prove nothing.
_SOME = 3
# Shares of Thai letters in dictionary words: .99 in official text, .94 where its author left marks
# out or lists names, .2 in rubbish; asked of pages with enough letters, and of so many of them.
_ENOUGH_THAI = 300
_SAMPLE = 600
_FEW_WORDS = 0.92
_RUBBISH = 0.6


@dataclass(frozen=True, slots=True)
class Trust:
    """A page's quality from 0 to 1, what speaks against its text, and whether it can be used.

    `lacking` tells that letters are missing which the shapes of glyphs may tell.
    """

    quality: float
    reasons: tuple[str, ...] = ()
    usable: bool = True
    lacking: bool = False

    @property
    def trusted(self) -> bool:
        """Whether nothing speaks against the text."""
        return not self.reasons


def impossible_sequences(text: str) -> int:
    """Count sequences that no correct Thai text has."""
    return len(_IMPOSSIBLE.findall(text))


def judge(
    texts: Sequence[str], unread: int, drawing: Drawing, oddities: Iterable[str] = ()
) -> Trust:
    """Judge a page.

    Args:
        texts: its lines and cells as read.
        unread: how many glyphs have no character.
        drawing: what it draws beside letters.
        oddities: further reasons against it.
    """
    text = "\n".join(texts)
    letters = sum(map(len, text.split()))
    scan = _is_scan(drawing)
    if letters < _FEW and scan:
        return Trust(0.0, ("scanned", "little_text") if letters else ("scanned",), usable=False)
    if not letters:
        return Trust(0.0, ("no_text",), usable=False)
    thai = _count(_THAI, text)
    odd = _impossible(texts) if _IMPOSSIBLE.search(text) else 0
    rate = odd * 10_000 / letters
    words = _share_in_words(texts) if thai >= _ENOUGH_THAI else 1.0
    quality = max(0.0, 1 - rate / 1000 - unread / letters - max(0.0, 0.99 - words))
    latin = _count(_LATIN, text) if scan else 0
    if thai < latin * 0.2 and latin > _FEW:
        return Trust(min(quality, 0.1), ("latin_over_thai",), usable=False)
    broken = (
        (rate > _MOST_IMPOSSIBLE and odd > _SOME)
        or (unread > letters * _MOST_UNREAD and unread > _SOME)
        or words < _RUBBISH
    )
    if broken or _count(_GREEK, text) > letters * 0.1:
        worse = round(min(quality, 0.3), 3)
        return Trust(worse, ("broken_encoding",), usable=False, lacking=True)
    reasons = {
        "odd_sequences": rate > _ODD,
        "latin_in_thai": len(_ACCENTED.findall(text)) * 10_000 > letters * _ODD,
        "unmapped_glyphs": unread > letters * _UNREAD and unread > _SOME,
        "few_words": words < _FEW_WORDS,
    }
    found = [reason for reason, holds in reasons.items() if holds]
    lacking = reasons["latin_in_thai"] or unread > letters * _UNREAD
    return Trust(round(quality, 3), (*found, *oddities), lacking=lacking)


def _count(letters: re.Pattern[str], text: str) -> int:
    return sum(map(len, letters.findall(text)))


def _impossible(texts: Iterable[str]) -> int:
    """Count impossible sequences in texts as the normaliser leaves them."""
    return sum(impossible_sequences(default()(text)) for text in texts if _IMPOSSIBLE.search(text))


def _share_in_words(texts: Sequence[str]) -> float:
    """Return the share of Thai letters that stand in dictionary words, from a sample of texts.

    Text as read will do, unless it falls short: then as the normaliser leaves it.
    """
    step = max(1, sum(map(len, texts)) // _SAMPLE)
    some = texts[::step] if len(texts) > step else texts
    share = _share("\n".join(some))
    return share if share > _FEW_WORDS else _share("\n".join(map(default(), some)))


def _share(text: str) -> float:
    runs = _RUN.findall(text)
    return sum(map(known, runs)) / max(1, sum(map(len, runs)))


def _is_scan(drawing: Drawing) -> bool:
    area = drawing.frame.width * drawing.frame.height
    covered = sum((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in drawing.images)
    return bool(covered > area * _SCAN)
