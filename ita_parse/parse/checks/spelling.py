"""Words outside every dictionary that one misread letter keeps from being one inside.

Most of a text is never cut into words: three letters that stand side by side nowhere in a million
letters of official Thai (`data/letter_runs.tsv`) are what betrays a misread word (87 in 100 of
confused letters; 20 places in 10,000 letters of good text). Only the letters around them are cut
into words, by what words cost, and only where that leaves a piece that is no word is another letter
tried. A suggestion has to be the only one by a margin, to be made of words alone, and to have no
four letters side by side that official Thai has not.

Measured on held-out prose with one letter in 200 misread by other confusions than these: of 1,974
the right word was found for 694, a wrong one for 1, and none for a word that was right. Without the
four letters 3 in 100 were wrong; without the letters that are tried only as rivals ("ปิญญาตรี" is
ปริญญาตรี rather than ปัญญาตรี) real documents had wrong ones.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from ita_parse.data import load_text, load_toml
from ita_parse.normalisation.lexicon import field_words, usage, words
from ita_parse.parse import places
from ita_parse.text import CONSONANTS, FOLLOWING, MARKS

WORD_LETTERS = re.compile("[\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e45\u0e47-\u0e4e]+")
"""A run of letters of Thai words: no sign, no digit, no ๆ, no ฯ."""

_CONSONANTS = tuple(map(chr, range(0x0E01, 0x0E2F)))
_MARKS = tuple(
    letter for letter in map(chr, range(0x0E31, 0x0E4F)) if re.match(f"[{MARKS}]", letter)
)
_LETTERS = "".join((*_CONSONANTS, *_MARKS, *"ะาำเแโใไ"))
_ABBREVIATION = re.compile(f"[{CONSONANTS}]+")

# Costs are negative natural logarithms of how often a word is used. A word of the field that the
# corpus lacks is about as usual as one in 60,000, any other word as one in 10 million.
_FIELD_WORD, _RARE_WORD = 11.0, 16.1
# A cluster that is in no word costs more than a rare word does.
_UNKNOWN = 18.0
# A window cuts words at its edges: so many letters there may be left out, at what a letter of good
# text costs.
_EDGE, _EDGE_LETTER = 8, 1.2
_LONGEST_WORD, _MOST_CLUSTERS = 20, 9
# So many letters on either side of an odd place decide.
_WINDOW = 14
# What another letter costs: one that looks alike, a mark changed, a mark lost, and any other
# letter, which is a rival but never suggested.
_ALIKE, _MARK_CHANGED, _MARK_LOST, _ANY = 4.0, 4.0, 5.0, 8.0
# What a suggestion has to gain over what is printed and over the next best: less if the document
# has the word elsewhere.
# A real transcript's word of two misread letters gained 14 with a wrong one; right ones 8 to 60.
_GAIN, MARGIN = 16.0, 4.0
_GAIN_OF_USED, _MARGIN_OF_USED = 8.0, 3.0
# So many letters behind what leads it in a name may reach.
_NAME = 14
# Runs are looked at so many at once. If more than a few of their threes of letters are odd, and
# more than this share (.02 in real transcripts), they are no prose, and trusted by nobody.
_BATCH, _FEW, _MOST_ODD = 200, 40, 0.2
# Shorter words are too near to one another.
SHORTEST = 4


class Reading(NamedTuple):
    """A way to cut letters into words: what it costs, and pieces as start, end, is it a word."""

    cost: float
    pieces: tuple[tuple[int, int, bool], ...]

    def has_unknown(self, start: int, end: int) -> bool:
        """Tell whether a piece that is no word touches the letters from `start` to `end`."""
        return any(not known and first < end and last > start for first, last, known in self.pieces)


@dataclass(frozen=True, slots=True)
class Misspelling:
    """A word that is none, the word that it should be, and where it stands in its run."""

    start: int
    printed: str
    suggested: str


@cache
def _costs() -> dict[str, float]:
    """Return what each word costs; names of places are words, but rare ones."""
    costs = dict.fromkeys(words(), _RARE_WORD)
    costs.update(dict.fromkeys(_place_names(), _RARE_WORD))
    for letter in _CONSONANTS:
        costs.pop(letter, None)
    counts = usage()
    total = math.log(sum(counts.values()))
    for word, count in counts.items():
        if word in costs:
            costs[word] = total - math.log(count + 0.5)
    for word in field_words():
        costs[word] = min(costs[word], _FIELD_WORD)
    costs["ณ"] = _FIELD_WORD
    return costs


def _place_names() -> Iterator[str]:
    for province in places.provinces():
        yield province.name
        for district in places.districts_of(province):
            yield district.name
            yield from (place.name for place in places.subdistricts_of(district))


@cache
def _following() -> dict[str, str]:
    """Return what follows three letters in official Thai."""
    lines = load_text("letter_runs.tsv").splitlines()
    pairs = (line.split("\t") for line in lines if not line.startswith("#"))
    return dict(pairs)


@cache
def _threes() -> frozenset[str]:
    # A set is taken from another one ten times as fast as from a dictionary's keys.
    return frozenset(_following())


@cache
def _alike() -> dict[str, str]:
    """Return the letters that are taken for each letter."""
    alike: dict[str, str] = {}
    for group in load_toml("organisations")["lookalikes"]["groups"]:
        for letter in group:
            others = alike.get(letter, "")
            alike[letter] = others + "".join(
                other for other in group if other != letter and other not in others
            )
    return alike


def odd_runs(runs: Iterable[str]) -> list[str]:
    """Return the runs that have three letters side by side as official Thai has them nowhere.

    None are returned of a text of which so many are odd that it is no Thai prose.
    """
    found: list[str] = []
    known = _threes()
    for batch in _batches(dict.fromkeys(runs)):
        joined = "\n".join(batch)
        threes = {joined[at : at + 3] for at in range(len(joined) - 2)}
        odd = [three for three in threes - known if "\n" not in three]
        if len(odd) > max(_FEW, len(threes) * _MOST_ODD):
            continue
        ends = {end for three in odd for end in _ends_of_lines(joined, three)}
        found += [joined[joined.rfind("\n", 0, end) + 1 : end] for end in sorted(ends)]
    return found


def _ends_of_lines(text: str, part: str) -> Iterator[int]:
    """Yield where the lines that hold `part` end."""
    at = text.find(part)
    while at >= 0:
        end = text.find("\n", at)
        end = end if end >= 0 else len(text)
        yield end
        at = text.find(part, end)


def _batches(runs: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    for run in runs:
        batch.append(run)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    yield batch


def _odd_places(run: str) -> list[int]:
    known = _following()
    return [at for at in range(len(run) - 2) if run[at : at + 3] not in known]


def read(text: str, before: bool = False, after: bool = False) -> Reading:
    """Cut Thai letters into words at the least cost.

    Args:
        text: letters of `WORD_LETTERS`.
        before: whether letters stand before it, so that its first word may be cut.
        after: the same for its last word.
    """
    costs, size = _costs(), len(text)
    starts = [at for at in range(size) if text[at] not in FOLLOWING]
    starts.append(size)
    best = [math.inf] * (size + 1)
    came: list[tuple[int, bool] | None] = [None] * (size + 1)
    for at in range(min(_EDGE, size) + 1 if before else 1):
        best[at] = at * _EDGE_LETTER
    for index, start in enumerate(starts[:-1]):
        base = best[start]
        if base == math.inf:
            continue
        for end in starts[index + 1 : index + 1 + _MOST_CLUSTERS]:
            if end - start > _LONGEST_WORD:
                break
            cost = costs.get(text[start:end])
            if cost is not None and base + cost < best[end]:
                best[end], came[end] = base + cost, (start, True)
        end = starts[index + 1]
        if base + _UNKNOWN < best[end]:
            best[end], came[end] = base + _UNKNOWN, (start, False)
    least = size - _EDGE if after else size
    cost, place = min((best[at] + (size - at) * _EDGE_LETTER, at) for at in starts if at >= least)
    pieces = []
    while (step := came[place]) is not None:
        pieces.append((step[0], place, step[1]))
        place = step[0]
    return Reading(cost, tuple(reversed(pieces)))


@cache
def _leads() -> re.Pattern[str]:
    names = load_toml("language")["names"]
    leads = "|".join(map(re.escape, names["leads"]))
    return re.compile(f"(?!{'|'.join(names['words'])})(?:{leads})")


def stands_in_name(before: str) -> bool:
    """Tell whether a name of a person or place is led in shortly before the end of a text."""
    return _leads().search(before) is not None


def is_cut(before: str, printed: str, behind: str) -> bool:
    """Tell whether letters that are no word make words with those that a space parts from them."""
    text = before + printed + behind
    reading = read(text, bool(before), bool(behind))
    return not reading.has_unknown(len(before), len(before) + len(printed))


def misspellings(run: str, document: str = "") -> list[Misspelling]:
    """Return the words of a run that are one confusion away from a known one.

    Args:
        run: letters of `WORD_LETTERS`.
        document: the text around it; what is suggested is likelier if it stands there.
    """
    if _ABBREVIATION.fullmatch(run):
        return []
    found: list[Misspelling] = []
    for odd, end in _stretches(_odd_places(run)):
        if found and odd < found[-1].start + len(found[-1].printed):
            continue
        if stands_in_name(run[max(0, odd - _NAME) : odd]):
            continue
        first, last = max(0, odd - _WINDOW), min(len(run), end + _WINDOW)
        while first and run[first] in FOLLOWING:
            first -= 1
        while last < len(run) and run[last] in FOLLOWING:
            last += 1
        window = run[first:last]
        better = _corrected(window, odd - first, end - first, first > 0, last < len(run))
        if better is None:
            continue
        used = better.suggested in document
        needed = (_GAIN_OF_USED, _MARGIN_OF_USED) if used else (_GAIN, MARGIN)
        if better.gain >= needed[0] and better.margin >= needed[1]:
            found.append(Misspelling(first + better.start, better.printed, better.suggested))
    return found


def _stretches(odd: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the first letter of places that overlap, and the end of their last."""
    start = end = -1
    for at in odd:
        if at >= end:
            if end > 0:
                yield start, end
            start = at
        end = at + 3
    if end > 0:
        yield start, end


class _Better(NamedTuple):
    """A misread word's place in its window, its letters, the word that fits, and what it gains."""

    start: int
    printed: str
    suggested: str
    gain: float
    margin: float


@lru_cache(maxsize=20_000)
def _corrected(text: str, odd: int, end: int, before: bool, after: bool) -> _Better | None:
    """Return the word that fits better than the letters around an odd place, if one alone does."""
    printed = read(text, before, after)
    first, last = max(0, odd - 1), min(len(text), end + 1)
    if not printed.has_unknown(first, last):
        return None
    tried = _usual(_confusions(text, first, last))
    if not tried:
        return None
    rivals = _usual(_others(text, first, last))
    ranked = []
    for other, (at, cost) in (rivals | tried).items():
        reading = read(other, before, after)
        ranked.append((reading.cost + cost, other, at, reading.pieces))
    ranked.sort()
    cost, other, at, pieces = ranked[0]
    if other not in tried:
        return None
    margin = ranked[1][0] - cost if len(ranked) > 1 else math.inf
    reading = Reading(cost, pieces)
    # A mark that is dropped at a word's end leaves nothing of the word behind it.
    here = [piece for piece in pieces if piece[0] <= at < piece[1]]
    here = here or [piece for piece in pieces if piece[1] == at]
    if not here:
        return None
    start, stop, _ = here[0]
    if stop - start < SHORTEST or reading.has_unknown(start - 1, stop + 1):
        return None
    misread = text[start : stop + len(text) - len(other)]
    return _Better(start, misread, other[start:stop], printed.cost - cost, margin)


_Edit = tuple[str, int, float]
"""A changed text, where it was changed, and what that costs."""


def _confusions(text: str, first: int, last: int) -> Iterator[_Edit]:
    """Yield a text with one letter that looks alike, or one mark more, less or other."""
    alike = _alike()
    for at in range(first, last):
        letter, head, tail = text[at], text[:at], text[at + 1 :]
        possible = _possible(text, at)
        for other in alike.get(letter, ""):
            if other in possible:
                yield head + other + tail, at, _ALIKE
        for mark in _MARKS:
            if mark in possible:
                yield head + mark + text[at:], at, _MARK_LOST
                if letter in _MARKS and letter != mark:
                    yield head + mark + tail, at, _MARK_LOST
        if letter in _MARKS:
            yield head + tail, at, _MARK_CHANGED
        elif letter == "ำ":
            yield f"{head}่า{tail}", at, _ALIKE
        if text[at : at + 2] == "่า":
            yield f"{head}ำ{text[at + 2 :]}", at, _ALIKE
    for mark in _MARKS:
        if mark in _possible(text, last):
            yield text[:last] + mark + text[last:], last, _MARK_LOST


def _others(text: str, first: int, last: int) -> Iterator[_Edit]:
    """Yield a text with any one letter more, less or other."""
    for at in range(first, last):
        head, tail = text[:at], text[at + 1 :]
        yield head + tail, at, _ANY
        for other in _possible(text, at):
            yield head + other + tail, at, _ANY
            yield head + other + text[at:], at, _ANY


def _possible(text: str, at: int) -> str:
    """Return the letters that may follow what stands before a place."""
    return _following().get(text[at - 3 : at], "") if at >= 3 else _LETTERS


def _usual(edits: Iterator[_Edit]) -> dict[str, tuple[int, float]]:
    """Return the changed texts that official Thai may have around the change, by their text."""
    found: dict[str, tuple[int, float]] = {}
    for text, at, cost in edits:
        if (text not in found or found[text][1] > cost) and is_usual(text, at):
            found[text] = at, cost
    return found


def is_usual(text: str, at: int) -> bool:
    """Tell whether official Thai has all fours of letters around a place of a text."""
    following = _following()
    return all(
        text[start + 3] in following.get(text[start : start + 3], "")
        for start in range(max(0, at - 4), min(at + 3, len(text) - 3))
    )
