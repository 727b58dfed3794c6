"""Marks that a font's ToUnicode table calls by one another's names, told by ink and dictionary.

WeasyPrint (and other Pango or Cairo printers) hand out the letters of a cluster to its glyphs in
the wrong order, and a glyph then has that letter through the whole document: the glyph of ุ is
read as ้, that of ู as ่, and คุณธรรม comes out as ค้ณธรรม in every reader. Consonants and spacing
vowels are labelled right.

A font is suspected only if a label contradicts its ink: what stands below the line is called an
upper mark, or the other way round. Only suspected fonts cost anything more. In those each mark
glyph (told by its font, its label and the box of its ink) gets the letter under which most of the
text around it stands in words. Glyphs without evidence keep their label.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ita_parse.document import Notice
from ita_parse.extraction.glyphs import UNREADABLE, Glyphs, Ink, plain_name
from ita_parse.extraction.trust import impossible_sequences
from ita_parse.extraction.words import spanned
from ita_parse.text import MARKS, TONES

_LOWER = "\u0e38\u0e39\u0e3a"
_UPPER = "\u0e49\u0e48\u0e34\u0e35\u0e31\u0e37\u0e47\u0e4c\u0e36\u0e4a\u0e4b\u0e4d"
_UU, _U = "\u0e39", "\u0e38"
_NIKHAHIT = "\u0e4d"
_UNKNOWN = "\ufffd"
_ONE_MARK = re.compile(f"[{_UPPER}{_LOWER}]")

# Ink wholly below this height (share of the size) stands below the line, wholly above the other
# one above it. Measured: lower marks end below -.02, upper ones begin above .4.
_BELOW = 0.1
_ABOVE = 0.3
# One glyph's ink varies by a hundredth with the place where it is drawn.
_SAME_INK = 0.016
# ู is 1.6 to 2 times as wide as ุ in the 23 fonts measured; one letter's glyphs differ less.
_WIDER = 1.2
# Letters around a mark that are looked at, on each side: longer words are found by a part too.
_AROUND = 12
# Different surroundings of a glyph that are asked: enough for the common marks, and a bound.
_MOST_WINDOWS = 16
_MOST_ROUNDS = 4
# Pages that teach which letters the marks of a lying font are; one or two are mostly enough.
_LESSON_PAGES = 40
# A label that fits its ink is overruled if another letter makes better words in this many of its
# surroundings, and in this many times more than it makes worse. With lies dealt out at random among
# ุ ู ่ ้ in the files at hand, 99.3 % of 13,900 false marks become right and no right one false.
_OVERRULE = 3
_OVERRULE_FACTOR = 4
# A label is left alone if words of this length hold it in this share of its first surroundings;
# shorter words come about by chance.
_FIRST_WINDOWS = 8
_REAL_WORD = 4
_PLAUSIBLE = 0.8
_MOST_SPACE = 0.3
_SAME_LINE = 0.35
_NO_WIDTH = 0.06

_THAI_OR_SIGN = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e\U000f0000-\U000ffffd]+")
_LEADING = re.compile(f"[{MARKS}\u0e30\u0e32\u0e33\u0e45\U000f0000-\U000ffffd]*")
_TONE_FIRST = re.compile(f"([{TONES}\u0e4c\u0e4d])([\u0e31\u0e34-\u0e3a\u0e47])")
_SPLIT_AM = re.compile(f"\u0e4d([{TONES}]?)\u0e32")
_FIRST_PLACEHOLDER = 0xF0000


class MarkWatch:
    """Finds the fonts whose labels contradict the ink of their marks, page by page."""

    def __init__(self) -> None:
        self.suspects: set[str] = set()

    def look(self, glyphs: Glyphs) -> None:
        """Look at the glyphs of a page that is open.

        Marks of one base whose labels are merely in another order than their glyphs (fpdf2 does
        so) contradict nothing: the text is right.
        """
        places = glyphs.find(_ONE_MARK)
        texts = glyphs.texts
        contradicted = {
            place: texts[place] in _LOWER
            for place, (bottom, top) in zip(places, glyphs.heights(places), strict=True)
            if (texts[place] in _LOWER) != (top < _BELOW)
            and (bottom > _ABOVE or (top < _BELOW and bottom < 0))
        }
        odd: list[int] = []
        balance = 0
        before = -1
        for place in places if contradicted else ():
            if place != before + 1 and odd:
                self._suspect(glyphs, odd, balance)
                odd, balance = [], 0
            before = place
            if place in contradicted:
                odd.append(place)
                balance += 1 if contradicted[place] else -1
        self._suspect(glyphs, odd, balance)

    def _suspect(self, glyphs: Glyphs, odd: Iterable[int], balance: int) -> None:
        if balance:
            self.suspects.update(glyphs.fonts(odd))


def _place(ink: Ink) -> int:
    """Return -1 for ink below the line, 1 for ink above it, 0 for any other."""
    if ink.top < _BELOW and ink.bottom < 0:
        return -1
    return 1 if ink.bottom > _ABOVE else 0


@dataclass(slots=True)
class _Sign:
    """A mark glyph of a font: one label, one box of ink; and the text that it was seen in."""

    label: str
    ink: Ink
    placeholder: str
    windows: dict[tuple[str, int], None] = field(default_factory=dict)
    letter: str = _UNKNOWN
    # The letters it may be; one of them only where its shape leaves no choice.
    candidates: str = ""

    @property
    def contradicted(self) -> bool:
        place = _place(self.ink)
        return place != 0 and (self.label in _LOWER) != (place < 0)

    @property
    def width(self) -> float:
        return self.ink.right - self.ink.left

    @property
    def height(self) -> float:
        return self.ink.top - self.ink.bottom


class _Signs:
    """The mark glyphs of the suspected fonts."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], list[_Sign]] = {}
        self.all: list[_Sign] = []

    def take(self, label: str, ink: Ink) -> _Sign:
        """Return the sign of a glyph, a new one if need be."""
        signs = self._known.setdefault((ink.font, label), [])
        _, left, bottom, right, top = ink
        for sign in signs:
            other = sign.ink
            if (
                abs(other.left - left) < _SAME_INK
                and abs(other.bottom - bottom) < _SAME_INK
                and abs(other.right - right) < _SAME_INK
                and abs(other.top - top) < _SAME_INK
            ):
                return sign
        sign = _Sign(label, ink, chr(_FIRST_PLACEHOLDER + len(self.all)))
        signs.append(sign)
        self.all.append(sign)
        return sign


class Mend:
    """Which letters the mark glyphs of suspected fonts really are, learnt as pages come."""

    def __init__(self) -> None:
        self._signs = _Signs()
        self._lessons = 0
        self._applied: dict[tuple[str, str, str], None] = {}

    def learn(self, pages: Sequence[Glyphs], suspects: Iterable[str]) -> None:
        """Decide which letters the mark glyphs of suspected fonts are, from the text of pages.

        Once that rests on enough pages, only new glyphs make it look again.
        """
        fonts = frozenset(suspects)
        known = len(self._signs.all)
        for glyphs in pages:
            marks = glyphs.noted = self._take(glyphs, fonts)
            if not marks:
                continue
            self._lessons += 1
            for text in _runs(glyphs, marks):
                _sample(text, self._signs)
        if len(self._signs.all) > known or self._lessons <= _LESSON_PAGES:
            for font in sorted(fonts):
                _decide([sign for sign in self._signs.all if sign.ink.font == font])

    def apply(self, glyphs: Glyphs, suspects: Iterable[str]) -> None:
        """Give the glyphs of a page that is open their true letters."""
        marks = glyphs.noted
        if marks is None:
            marks = self._take(glyphs, frozenset(suspects))
        for place, sign in marks.items():
            if sign.letter not in (sign.label, _UNKNOWN):
                glyphs.relabel(place, sign.letter)
                self._applied[(plain_name(sign.ink.font), sign.label, sign.letter)] = None

    def _take(self, glyphs: Glyphs, fonts: frozenset[str]) -> dict[int, _Sign]:
        """Return the signs of a page's marks in some fonts, by their place."""
        inks = _inks(glyphs, fonts)
        return {place: self._signs.take(glyphs.texts[place], ink) for place, ink in inks.items()}

    def notices(self) -> Iterator[Notice]:
        """Yield a note on what was done, if anything was."""
        if not self._applied:
            return
        fonts: dict[str, list[str]] = {}
        for font, label, letter in sorted(self._applied):
            fonts.setdefault(font, []).append(f"◌{label} → ◌{letter}")
        told = "; ".join(f"{font}: {', '.join(pairs)}" for font, pairs in fonts.items())
        yield Notice(
            "marks_relabelled",
            "note",
            "The file gives wrong letters for some marks; they were read by their shape and the "
            f"words they stand in ({told}).",
        )


def _inks(glyphs: Glyphs, fonts: frozenset[str]) -> dict[int, Ink]:
    """Return the inks of a page's marks in some fonts, by their place."""
    places = glyphs.find(_ONE_MARK)
    inks = zip(places, glyphs.inks(places), strict=True)
    return {place: ink for place, ink in inks if ink.font in fonts}


def _runs(glyphs: Glyphs, marks: dict[int, _Sign]) -> list[str]:
    """Return runs of Thai letters of one line, with placeholders for the marks in question."""
    xs, rights, ups, ems = glyphs.xs, glyphs.rights, glyphs.ups, glyphs.ems
    letters = list(glyphs.texts)
    for place, sign in marks.items():
        letters[place] = sign.placeholder
    for place, text in enumerate(letters):
        if text == UNREADABLE and rights[place] - xs[place] < ems[place] * _NO_WIDTH:
            letters[place] = _NIKHAHIT
    ends = map(max, xs, rights)
    after = zip(letters[1:], xs[1:], ends, ups[1:], ups, ems[1:], strict=False)
    parts = [
        text
        if abs(x - end) < em * _MOST_SPACE and abs(up - level) <= em * _SAME_LINE
        else f"\n{text}"
        for text, x, end, up, level, em in after
    ]
    return _THAI_OR_SIGN.findall("".join([*letters[:1], *parts]))


def _sample(text: str, signs: _Signs) -> None:
    for index, letter in enumerate(text):
        if letter < chr(_FIRST_PLACEHOLDER):
            continue
        windows = signs.all[ord(letter) - _FIRST_PLACEHOLDER].windows
        if len(windows) < _MOST_WINDOWS:
            window = text[max(0, index - _AROUND) : index + _AROUND + 1]
            leading = _LEADING.match(window)
            start = leading.end() if leading else 0
            windows[window[start:], min(index, _AROUND) - start] = None


def _decide(signs: list[_Sign]) -> None:
    """Find the letters of one font's signs, each in turn given those of the others."""
    _set_candidates(signs)
    doubtful = [sign for sign in signs if sign.contradicted]
    for sign in signs:
        if not sign.contradicted:
            sign.letter = sign.label
    for sign in doubtful:
        if len(sign.candidates) == 1:
            sign.letter = sign.candidates
        else:
            sign.letter = _twin(sign, signs)
    _settle(doubtful, signs, _best)
    # Signs that fit their ink may still be lies (่ called ้); they need the others to be settled.
    if _settle([sign for sign in signs if not sign.contradicted], signs, _better):
        _settle(doubtful, signs, _best)
    for sign in doubtful:
        if sign.letter == _UNKNOWN:
            sign.letter = sign.label


def _set_candidates(signs: list[_Sign]) -> None:
    lower = [sign.width for sign in signs if _place(sign.ink) < 0]
    for sign in signs:
        place = _place(sign.ink)
        if place < 0 and min(lower) > 0 and max(lower) > min(lower) * _WIDER:
            middle = (min(lower) * max(lower)) ** 0.5
            sign.candidates = _UU if sign.width > middle else _U
        elif place:
            sign.candidates = _LOWER[:2] if place < 0 else _UPPER


def _twin(sign: _Sign, signs: list[_Sign]) -> str:
    """Return the letter of a sign that has the same shape in another place, if there is one."""
    letters = {
        other.label
        for other in signs
        if not other.contradicted
        and _place(other.ink) == _place(sign.ink)
        and abs(other.width - sign.width) < _SAME_INK
        and abs(other.height - sign.height) < _SAME_INK
    }
    return letters.pop() if len(letters) == 1 else _UNKNOWN


_Choice = Callable[[_Sign, dict[int, str]], str]


def _settle(some: list[_Sign], signs: list[_Sign], choice: _Choice) -> bool:
    """Choose letters for some of the signs until none changes; tell whether any did."""
    changed = False
    order = sorted(some, key=lambda sign: -len(sign.windows))
    for _ in range(_MOST_ROUNDS):
        moved = False
        for sign in order:
            others = {ord(other.placeholder): other.letter for other in signs if other is not sign}
            letter = choice(sign, others)
            moved = moved or letter != sign.letter
            sign.letter = letter
        changed = changed or moved
        if not moved:
            break
    return changed


def _best(sign: _Sign, others: dict[int, str]) -> str:
    if len(sign.candidates) == 1:
        return sign.candidates
    # The label is a candidate too: the ink may be what misleads (a substituted font's, say).
    totals = {letter: _total(sign, letter, others) for letter in sign.candidates + sign.label}
    best = max(totals, key=lambda letter: totals[letter])
    unknown = _total(sign, _UNKNOWN, others)
    if totals[best] <= unknown or list(totals.values()).count(totals[best]) > 1:
        return sign.letter
    return best


def _better(sign: _Sign, others: dict[int, str]) -> str:
    if not sign.candidates or _is_plausible(sign, others):
        return sign.label
    if len(sign.candidates) == 1:
        return sign.candidates
    totals = {letter: _total(sign, letter, others) for letter in sign.candidates}
    best = max(totals, key=lambda letter: totals[letter])
    pairs = list(zip(_scores(sign, best, others), _scores(sign, sign.label, others), strict=True))
    won = sum(new > old for new, old in pairs)
    lost = sum(new < old for new, old in pairs)
    return best if won >= max(_OVERRULE, lost * _OVERRULE_FACTOR) else sign.label


def _is_plausible(sign: _Sign, others: dict[int, str]) -> bool:
    """Tell a label that stands in words nearly everywhere: no other letter would do better."""
    table = {**others, ord(sign.placeholder): sign.label}
    some = list(sign.windows)[:_FIRST_WINDOWS]
    held = sum(spanned(_in_order(text.translate(table)), at) >= _REAL_WORD for text, at in some)
    return held >= len(some) * _PLAUSIBLE


def _total(sign: _Sign, letter: str, others: dict[int, str]) -> int:
    return sum(_scores(sign, letter, others))


def _scores(sign: _Sign, letter: str, others: dict[int, str]) -> list[int]:
    table = {**others, ord(sign.placeholder): letter}
    return [_score(window.translate(table), at) for window, at in sign.windows]


def _in_order(text: str) -> str:
    return _SPLIT_AM.sub("\\1\u0e33", _TONE_FIRST.sub(r"\2\1", text))


@lru_cache(maxsize=20_000)
def _score(text: str, at: int) -> int:
    text = _in_order(text)
    return spanned(text, at) - 4 * impossible_sequences(text.replace(_UNKNOWN, ""))
