"""Letters that share a glyph or a run of glyphs: what a file says once for several of them."""

from __future__ import annotations

import re
from itertools import compress
from operator import eq

from ita_parse.extraction.glyphs import UNREADABLE, Glyphs
from ita_parse.text import CONSONANTS, MARKS, TONES

# Marks, า and ำ begin no cluster; a space beside them is a lost mark.
_NO_START = re.compile(f"[{MARKS}\u0e32\u0e33\\s\u200b]")
_AA_AM = ("\u0e32", "\u0e33")
_TONE = re.compile(f"[{TONES}]")
_CONSONANT = re.compile(f"[{CONSONANTS}]")
# The ink of ำ and of its nikhahit reaches higher than this share of the size, that of า does not.
_NIKHAHIT_TOP = 0.75
# No cluster, ligature or word that a producer gives as one ActualText has so many letters (the
# longest in the fixtures of five producers: 20).
_LONGEST_RUN = 100


def settle_labels(glyphs: Glyphs) -> None:
    """Put letters of one ActualText together, and tell what glyphs are that have several letters.

    Only while the page is open.
    """
    _tell_aa(glyphs)
    _join_runs(glyphs)


def _tell_aa(glyphs: Glyphs) -> None:
    """Give the letter า to glyphs that are called after the whole น้ำ in which they came first.

    WeasyPrint calls the last glyph of a cluster what the glyphs before it left over, and from then
    on all of its kind: "้ำ". Where marks without a character stand before it, it says what they
    are; elsewhere there are none.
    """
    xs, ups, lefts, rights, texts = glyphs.xs, glyphs.ups, glyphs.lefts, glyphs.rights, glyphs.texts
    equal = compress(range(1, len(xs)), map(eq, xs[1:], xs))
    places = [
        at
        for at in equal
        if texts[at] in _AA_AM
        and _TONE.fullmatch(texts[at - 1])
        and (ups[at], lefts[at], rights[at]) == (ups[at - 1], lefts[at - 1], rights[at - 1])
        and (at < 2 or xs[at - 2] != xs[at] or not _CONSONANT.match(texts[at - 2]))
    ]
    dropped: set[int] = set()
    for at, ink in zip(places, glyphs.inks(places), strict=True):
        if ink.top > _NIKHAHIT_TOP:
            continue
        first = at - 1
        while first and texts[first - 1] == UNREADABLE:
            first -= 1
        unread = at - 1 - first
        # None: it is an า. One: the nikhahit of a ำ. More: that and the mark that is said, too.
        texts[at] = "\u0e33" if unread else "\u0e32"
        dropped.update(range(first, at - 1 if unread > 1 else at))
    if dropped:
        glyphs.keep([at not in dropped for at in range(len(xs))])


def _join_runs(glyphs: Glyphs) -> None:
    """Put letters of one ActualText together.

    They share an origin; PDFium cuts the box into even slices, or gives each letter the whole of a
    box without advance. A mark that ends where the next letter begins looks the same, but no run
    begins with one.
    """
    xs, ups, lefts, rights = glyphs.xs, glyphs.ups, glyphs.lefts, glyphs.rights
    texts = glyphs.texts
    keep: list[bool] | None = None
    leader = -1
    equal = compress(range(1, len(xs)), map(eq, xs[1:], xs))
    same = [at for at in equal if ups[at] == ups[at - 1]]
    edges = {at - 1: (lefts[at - 1], rights[at - 1]) for at in same}
    edges.update((at, (lefts[at], rights[at])) for at in same)
    for at in same:
        last = edges[at - 1]
        left, right = edges[at]
        sliced = abs(left - last[1]) < 0.01 or (left, right) == last
        if keep is None or keep[at - 1]:
            leader = at - 1
        begins = glyphs.runs[leader] or _NO_START.match(texts[leader]) is None
        if sliced and right > left and begins and texts[leader] != UNREADABLE:
            keep = keep or [True] * len(texts)
            keep[at] = False
            texts[leader] += texts[at]
            glyphs.runs[leader] = True
            rights[leader] = max(rights[leader], right)
            if len(texts[leader]) > _LONGEST_RUN:
                glyphs.claimed = max(glyphs.claimed, len(texts[leader]))
    if keep is not None:
        glyphs.keep(keep)
