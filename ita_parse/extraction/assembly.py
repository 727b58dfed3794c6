"""Thai put together from glyphs: marks to their base, ำ made whole, clusters chained to words.

Marks have no width and are drawn before, over or after their base; readers that sort letters by x
put them into the wrong word. Here a mark belongs to the base before it in the content stream, and
the cluster stands where its base stands.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable
from statistics import median_low

from ita_parse.extraction.clusters import (
    AA,
    AM,
    BEHIND,
    HAS_CONSONANT,
    NO_WIDTH,
    RUN_SPACE,
    SAME_LINE,
    SPACE,
    Cluster,
    Glyph,
    Word,
    ends_at,
    follows_am,
    is_near,
    is_on_base,
    is_over,
    with_mark,
)
from ita_parse.extraction.glyphs import UNREADABLE, Glyphs
from ita_parse.text import MARKS, TONES

_A_MARK = re.compile(f"[{MARKS}]")
_TONE = re.compile(f"[{TONES}]")

# What a glyph can be, and what to do with it depends on.
_BASE, _IS_MARK, _IS_VOWEL, _IS_SPACE, _IS_UNREAD = range(5)
_CONTROLS = [*range(0x20), *range(0x7F, 0xA0)]
_KINDS = (
    {chr(code): _IS_UNREAD for code in _CONTROLS}
    | {UNREADABLE: _IS_UNREAD}
    | {chr(code): _IS_SPACE for code in range(0x3001) if chr(code).isspace()}
    | dict.fromkeys("\u200b\u00a0\u00ad", _IS_SPACE)
    | {chr(code): _IS_MARK for code in range(0x0E00, 0x0E80) if _A_MARK.match(chr(code))}
    | {AA: _IS_VOWEL, AM: _IS_VOWEL}
)

# A run that begins so belongs to the cluster before it, or is none.
_NO_RUN = frozenset(f"{AA}{AM} \n\t\u00a0\u200b")
# Clusters without a gap wider than this share of the size, and none farther back than that, are
# chained to a word; producers squeeze letters and move them for kerning.
_CHAIN_GAP = 0.05
_CHAIN_BACK = 0.2
# A mark is drawn this many clusters after its base at the most (seen: six).
_MEMORY = 10
# A raised tone may be drawn after the rest of its line; so many words back its base is looked for.
_WORDS_BACK = 100
# PDFium gives the text of a run twice at nearly the same place (share of its size).
_SAME_PLACE = 0.06


def read_words(glyphs: Glyphs) -> tuple[list[Word], int]:
    """Put glyphs, in content-stream order, together to words; also count unreadable ones."""
    work = _Assembly(glyphs)
    word = _NOTHING
    pending = False
    kind_of = _KINDS.get
    # Nearly all glyphs go on the word before them in a plain way, which has to be a short one.
    for item in zip(
        glyphs.texts,
        glyphs.xs,
        glyphs.ups,
        glyphs.lefts,
        glyphs.rights,
        glyphs.ems,
        glyphs.runs,
        strict=True,
    ):
        text, x, up, left, right, em, run = item
        kind = kind_of(text, _BASE)
        if not (pending or run) and abs(up - word.up) < em * _CHAIN_GAP:
            if kind == _BASE:
                if -em * _CHAIN_BACK < x - word.x1 < em * _CHAIN_GAP and em == word.em:
                    word.parts.append(text)
                    word.starts.append(x)
                    word.x1 = right
                    word.run = False
                    continue
            elif kind == _IS_MARK:
                if word.starts[-1] <= (left + right) / 2 < word.x1 + em * BEHIND:
                    word.parts[-1] = with_mark(word.parts[-1], text)
                    continue
            elif kind == _IS_VOWEL and -em * _CHAIN_BACK < x - word.x1 < em * SPACE:
                word.parts[-1] += text
                word.x1 = work.vowel_end(text, right, word.x1, em)
                continue
        if work.waiting is None and not work.early:
            if kind == _IS_SPACE and right - x >= em * NO_WIDTH:
                work.space = x if work.space is None else work.space
                pending = True
                continue
            if kind == _BASE and not run:
                word = work.append(text, x, up, right, em, run)
                pending = False
                continue
            if run and text[0] not in _NO_RUN:
                work.take_run(Glyph(*item))
                pending = work.space is not None
                word = work.words[-1] if work.words else _NOTHING
                continue
        work.take(Glyph(*item), kind)
        pending = work.space is not None or work.waiting is not None or bool(work.early)
        word = work.words[-1] if work.words else _NOTHING
    work.finish()
    return work.words, work.unread


_NOTHING = Word([""], [float("nan")], float("nan"), 0.0, 0.0, float("nan"))


class _Assembly:
    """Words put together so far, and what waits for the next glyph.

    `waiting` is whether the glyph without width before this one was a space, None if there was
    none; `space`, where a space was drawn. `early` are marks that seem to stand over the next base.
    """

    def __init__(self, glyphs: Glyphs) -> None:
        self._glyphs = glyphs
        self.words: list[Word] = []
        self.unread = 0
        self.space: float | None = None
        self.waiting: bool | None = None
        self.early: list[Glyph] = []
        self._aa: float | None = None
        self._runs: deque[tuple[Glyph, Cluster]] = deque(maxlen=_MEMORY)

    def take(self, glyph: Glyph, kind: int) -> None:
        """Take a glyph that begins a word, or is none of the plain cases."""
        before = self._last()
        text = glyph.text
        if self.waiting is not None:
            # A glyph of no width and without a character, over a consonant: before า a nikhahit.
            if text[0] == AA and before is not None:
                before.word.parts[-1] += AM + text[1:]
                before.word.x1 = max(before.word.x1, glyph.right)
                self.waiting = None
                return
            if before is not None and _TONE.fullmatch(text):
                before.word.parts[-1] += text
                return
            self.unread += not self.waiting
            self.waiting = None
        if text.isspace():
            kind = _IS_SPACE
        if self.early and kind != _IS_MARK:
            if self._settle_early(glyph, before):
                return
            before = self._last()
        if kind in (_IS_SPACE, _IS_UNREAD):
            self._take_blank(glyph, kind, before)
            return
        if kind == _IS_MARK:
            early = before is not None and self._is_early(glyph, before)
            base = None if early else self._base_of(glyph, before)
            if base is None:
                self.early.append(glyph)
            else:
                base.word.parts[base.place] = with_mark(base.text, text)
            return
        if text == AM and self._finds_late_half(glyph, before):
            return
        if before is not None and text[0] in (AA, AM) and self.space is None:
            gap = (glyph.x - before.x1) / glyph.em
            if is_near(before, glyph) and gap < (RUN_SPACE if before.word.run else SPACE):
                before.word.parts[-1] += text
                end = self.vowel_end(text, glyph.right, before.word.x1, glyph.em)
                before.word.x1 = end
                before.word.run = before.word.run or glyph.run
                return
        if glyph.run:
            self.take_run(glyph)
        else:
            self.append(text, glyph.x, glyph.up, glyph.right, glyph.em, glyph.run)

    def vowel_end(self, text: str, right: float, end: float, em: float) -> float:
        """Return where a cluster ends to whose base, which ends at `end`, า or ำ is added.

        Where only the nikhahit of a ำ is called so, its า follows without a character.
        """
        if text != AM or right >= end:
            return max(right, end)
        if self._aa is None:
            glyphs = self._glyphs
            found = [
                (glyphs.rights[place] - glyphs.xs[place]) / glyphs.ems[place]
                for place, letter in enumerate(glyphs.texts)
                if letter == AA and glyphs.ems[place]
            ]
            self._aa = median_low(found) if found else 0.0
        return end + self._aa * em

    def finish(self) -> None:
        """Put marks that still wait for a base on the one before them."""
        self._put_back(self.early, self._last())

    def take_run(self, glyph: Glyph) -> None:
        """Take the text of an ActualText that stands for several glyphs."""
        if not self._repeats(glyph):
            text, x, up, _, right, em, run = glyph
            word = self.append(text, x, up, right, em, run)
            self._runs.append((glyph, Cluster(word, len(word.parts) - 1)))

    def _finds_late_half(self, glyph: Glyph, before: Cluster | None) -> bool:
        """Tell a nikhahit called ำ that is drawn late; its า came before, without a character."""
        middle = (glyph.left + glyph.right) / 2
        wide = glyph.right - glyph.x >= glyph.em * NO_WIDTH
        if wide or before is None or before.x <= middle < before.x1:
            return False
        base = self._under(glyph, middle)
        if base is None:
            return False
        word, after = base.word, base.place + 1
        word.parts[base.place] = word.parts[base.place].removesuffix(AA) + AM
        if after < len(word.parts) and word.parts[after] == UNREADABLE:
            del word.parts[after], word.starts[after]
            self.unread -= 1
        return True

    def _take_blank(self, glyph: Glyph, kind: int, before: Cluster | None) -> None:
        """Take a space, or a glyph without a character."""
        width = (glyph.right - glyph.x) / glyph.em
        if before is not None and kind == _IS_UNREAD and follows_am(before, glyph):
            # The second half of a ำ whose first half was given the whole letter.
            before.word.x1 = max(before.word.x1, glyph.right)
        elif width < NO_WIDTH and before is not None and is_on_base(before, glyph):
            self.waiting = kind == _IS_SPACE
        elif kind == _IS_SPACE:
            if width >= NO_WIDTH and self.space is None:
                self.space = glyph.x
        else:
            self.unread += 1
            self.append(UNREADABLE, glyph.x, glyph.up, glyph.right, glyph.em, run=False)

    def append(self, text: str, x: float, up: float, right: float, em: float, run: bool) -> Word:
        """Begin a cluster: of the last word if there is no gap, else of a new one."""
        word = self.words[-1] if self.words else _NOTHING
        if (
            self.space is None
            and em == word.em
            and -_CHAIN_BACK * em < x - word.x1 < _CHAIN_GAP * em
            and abs(up - word.up) < em * _CHAIN_GAP
        ):
            word.parts.append(text)
            word.starts.append(x)
            word.x1 = right
            word.run = run
        else:
            baseline = self._glyphs.baseline(up)
            word = Word([text], [x], right, baseline, em, up, run, self.space)
            self.words.append(word)
        self.space = None
        return word

    def _last(self) -> Cluster | None:
        return Cluster(self.words[-1], len(self.words[-1].parts) - 1) if self.words else None

    def _is_early(self, glyph: Glyph, before: Cluster) -> bool:
        """Tell a mark whose ink lies wholly behind the base before it.

        PDFium gives letters of a line by their origins, and some fonts have marks whose origin is
        left of their base's.
        """
        middle = (glyph.left + glyph.right) / 2
        level = abs(glyph.up - before.word.up) < glyph.em * SAME_LINE
        behind = middle - before.x1
        return level and glyph.em * BEHIND <= behind < glyph.em and glyph.right > glyph.x

    def _settle_early(self, glyph: Glyph, before: Cluster | None) -> bool:
        """Put early marks on the glyph that follows, else on the base before; tell which."""
        middle = (self.early[0].left + self.early[0].right) / 2
        marks, self.early = self.early, []
        own = glyph.x <= middle < glyph.right and HAS_CONSONANT.search(glyph.text) is not None
        if own:
            self.take(glyph, _BASE)
            word = self.words[-1]
            for mark in marks:
                word.parts[-1] = with_mark(word.parts[-1], mark.text)
        else:
            self._put_back(marks, before)
        return own

    def _put_back(self, marks: Iterable[Glyph], before: Cluster | None) -> None:
        """Put marks on the base before them, or leave them alone where none is near."""
        for mark in marks:
            if before is not None and is_near(before, mark):
                before.word.parts[before.place] = with_mark(before.text, mark.text)
            else:
                self.append(mark.text, mark.x, mark.up, mark.right, mark.em, run=False)

    def _base_of(self, glyph: Glyph, before: Cluster | None) -> Cluster | None:
        """Find the base of a mark: the one before it, unless its ink lies over another one.

        Some producers draw a raised tone after the letters that follow it.
        """
        middle = (glyph.left + glyph.right) / 2
        near = before is not None and is_near(before, glyph)
        if before is not None and near and before.x <= middle < before.x1 + glyph.em * BEHIND:
            return before
        under = self._under(glyph, middle)
        if before is None or not near:
            return under
        if under is None or (is_over(before, middle) and not ends_at(under, before, glyph)):
            return before
        return under

    def _under(self, glyph: Glyph, middle: float) -> Cluster | None:
        """Find the latest cluster that the middle of a mark's ink lies over."""
        for word in reversed(self.words[-_WORDS_BACK:]):
            level = abs(glyph.up - word.up) < word.em * SAME_LINE
            if level and word.x <= middle < word.x1:
                cluster = Cluster(word, bisect_right(word.starts, middle) - 1)
                if HAS_CONSONANT.search(cluster.text):
                    return cluster
        return None

    def _repeats(self, glyph: Glyph) -> bool:
        """Tell a run of ActualText that PDFium gives again.

        It does so where the run's glyphs are drawn one by one with others in between: the ink then
        lies over the run that had the text first, or right after it and is another glyph's (a word
        that the author doubled has the same glyph twice).
        """
        slack = glyph.em * _SAME_PLACE
        text = glyph.text.rstrip(AA + AM)
        for first, cluster in self._runs:
            # The cluster may have got its า since.
            if first.text[0] != text[:1] or cluster.text.rstrip(AA + AM) != text:
                continue
            # A mark may be lifted off its base's line.
            lifted = abs(first.up - glyph.up)
            if lifted > glyph.em * SAME_LINE:
                continue
            if first.x - slack <= glyph.left < self._next_x(cluster) - slack:
                return True
            if lifted > slack:
                continue
            if abs(first.x - glyph.x) < slack:
                return True
            last = cluster.word is self.words[-1] and cluster.place == len(cluster.word.parts) - 1
            if last and abs(glyph.x - cluster.x1) < glyph.em * NO_WIDTH * 2:
                other = (glyph.right - glyph.left) - (first.right - first.left)
                if abs(other) > slack:
                    cluster.word.x1 = glyph.right
                    return True
        return False

    def _next_x(self, cluster: Cluster) -> float:
        """Return where the cluster after this one, in drawing order, begins."""
        if cluster.place + 1 < len(cluster.word.starts) or cluster.word is self.words[-1]:
            return cluster.x1
        # A run is remembered for `_MEMORY` runs, but any number of other words may lie between.
        for back in range(2, min(len(self.words), _WORDS_BACK) + 1):
            if self.words[-back] is cluster.word:
                return self.words[1 - back].x
        return cluster.x1
