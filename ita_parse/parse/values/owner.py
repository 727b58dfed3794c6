"""Who is responsible: units and posts as the owner column lists them.

Owners stand apart by a space, a line, "/", "," or a list marker, but each of these also stands
inside names (a wrapped line is a space). So a cell is cut only where what follows begins a new unit
or post (domain.md, "Owner"); which words do is data, `owners.toml`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Literal

from ita_parse.parse.values.owner_words import (
    Words,
    after_joiner,
    begins,
    chain_pattern,
    glued,
    joined_skip,
    known_parts,
    owner_words,
)
from ita_parse.parse.values.vocabulary import NIKHAHIT, blank_tags
from ita_parse.text import squeeze

_Kind = Literal["space", "dash", "slash", "comma", "list"]
_STRENGTH: tuple[_Kind, ...] = ("space", "dash", "slash", "comma", "list")

_MARKS = re.compile(
    r"""(?P<space>[\s\u00ad\u200b\u200c\u200d\u2060\ufeff]+)
    | (?P<slash>[/|+&])
    | (?P<comma>[,;、])
    | (?P<list>[•▪■●◦○*➢✓·\uf000-\uf0ff])
    | (?P<dash>[-‐‑‒–—―−])""",
    re.VERBOSE,
)
_NUMBERED = re.compile(r"\(?[0-9๐-๙]{1,2}(?:[.)](?![0-9๐-๙])|\.[0-9๐-๙]{1,2}\s)")
_THAI_LETTER = re.compile(r"[\u0e01-\u0e3a\u0e40-\u0e4e]")
# The rest of a name that ends with a full stop of its own is consonants only: "นายก อบต.", "สป.".
_SENTENCE_END = re.compile(r"(?<=[ะ-์])[ก-ฮ]{0,3}\.$")
_ABBREVIATED = re.compile(r"[ก-ฮ]{2,4}\.(?![ก-ฮ])")
_LIST_SIGNS = re.compile(r"(?:[/|+&,;•▪■●◦○*➢✓·‐-—−-]|\(?[0-9๐-๙]{1,2}[.)])*")
_BRACKETS = re.compile(r"[(]([^()]{2,200})[)]")
# So much of a text before and after a gap decides on it.
_NEAR = 200
_EDGES = " \t-/,;:|+&"
_RELATIVE = ("ที่", "ต่าง", "ใน", "ภายใน", "อื่น")
# Longer than any list of units without one space; a guard against pathological input.
_LONGEST_JOINED = 400


@dataclass(frozen=True, slots=True)
class _Gap:
    """What is printed between two letters of the text without white space."""

    kind: _Kind
    printed: str
    bracketed: bool


# --- Reading the cell -----------------------------------------------------------------------


def _letters_and_gaps(text: str) -> tuple[str, list[int], dict[int, _Gap]]:
    """Return the text without spaces and marks, its places, and what stood before which letter."""
    letters: list[str] = []
    positions: list[int] = []
    gaps: dict[int, _Gap] = {}
    kinds: list[_Kind] = []
    printed = ""
    depth = index = 0
    while index < len(text):
        numbered = _NUMBERED.match(text, index)
        if numbered and letters and not kinds and not _new_item(text, numbered):
            numbered = None
        mark = None if numbered else _MARKS.match(text, index)
        if numbered or mark:
            match = numbered or mark
            assert match is not None
            kind: _Kind = "list"
            if mark and mark.lastgroup:
                kind = next(name for name in _STRENGTH if name == mark.lastgroup)
                if kind == "dash" and (kinds or not letters):
                    kind = "list"  # "- กองคลัง"; but "กองคลัง-กองช่าง" has a dash
            kinds.append(kind)
            printed += match[0]
            index = match.end()
            continue
        letter = text[index]
        if kinds and letters:
            kind = max(kinds, key=_STRENGTH.index)
            gaps[len(letters)] = _Gap(kind, printed, depth > 0)
        kinds, printed = [], ""
        if letter == "า" and letters[-1:] == [NIKHAHIT]:
            letters[-1], positions[-1] = "ำ", index  # ำ in two parts
            index += 1
            continue
        depth = max(0, depth + (letter == "(") - (letter == ")"))
        letters.append(letter)
        positions.append(index)
        index += 1
    return "".join(letters), positions, gaps


def _new_item(text: str, number: re.Match[str]) -> bool:
    """Tell whether a number that follows a name directly begins an item: "1.สำนักปลัด2.กองคลัง"."""
    following = squeeze(text[number.end() : number.end() + _NEAR])
    return not text[number.start() - 1].isdecimal() and begins(following, owner_words())


class _Cell:
    """An owner cell that is being cut."""

    def __init__(self, text: str) -> None:
        self.words = owner_words()
        self.text, self.positions, self.gaps = _letters_and_gaps(text)
        self.places = sorted(self.gaps)
        self.kept: dict[int, str] = {}
        self.named: set[int] = set()  # gaps inside known names

    def pieces(self) -> list[tuple[int, int]]:
        """Return where each owner begins and ends."""
        pieces: list[tuple[int, int]] = []
        start = 0
        for number, place in enumerate(self.places):
            if place < start:
                continue
            following = self.places[number + 1] if number + 1 < len(self.places) else len(self.text)
            skip = self._cut(start, place, following)
            if skip is None:
                continue
            pieces.append((start, place))
            start = place + skip
        pieces.append((start, len(self.text)))
        return [part for piece in pieces for part in self._apart(*piece)]

    def _cut(self, start: int, place: int, following: int) -> int | None:
        """Decide on a gap: letters to skip after a cut, or None for no cut."""
        gap, words = self.gaps[place], self.words
        left, right = self.text[start:place], self.text[place : place + _NEAR]
        if len(left) > 2 * _NEAR:
            left = left[:_NEAR] + left[-_NEAR:]
        if gap.bracketed:
            self.kept[place] = (
                gap.printed if begins(right, words, weak=True) else self._space(place)
            )
            if gap.kind != "space":
                self.kept[place] = gap.printed
            return None
        if gap.kind == "list":
            return joined_skip(right, words)
        if gap.kind == "space":
            return self._cut_at_space(start, place, left, right)
        if gap.kind == "slash" and self._chained(left, place, following):
            self.kept[place] = squeeze(gap.printed)
            return None
        skip = joined_skip(right, words)
        if begins(right[skip:], words, weak=True) or (gap.kind == "comma" and left in words.known):
            return skip
        if _ABBREVIATED.match(right) and (_ABBREVIATED.search(left[-9:]) or begins(left, words)):
            return 0  # "สป./กค."
        self.kept[place] = gap.printed.strip() if gap.kind != "comma" else gap.printed
        return None

    def _cut_at_space(self, start: int, place: int, left: str, right: str) -> int | None:
        words = self.words
        known = self._known_over(start, place)
        if known is not None:
            self.kept[place] = " " if place - start in words.known[known] else ""
            self.named.add(place)
            return None
        if left.startswith(words.persons) and not begins(left, words):
            skip = after_joiner(right, words)
            if begins(right[skip:], words):
                return skip
            self.kept[place] = " "
            return None
        heads = chain_pattern(words.chain, ())
        if left.startswith("ทุก") and left not in words.open and heads.fullmatch(right):
            self.kept[place] = " "  # "ทุกสำนัก กอง ฝ่าย"
            return None
        skip = after_joiner(right, words)
        if skip and begins(right[skip:], words, weak=True):
            return skip
        ends_open = left in words.open or (
            left in words.open_to_unit and not right.startswith(words.posts)
        )
        if not ends_open and begins(right, words) and not glued(left, right, words):
            return 0
        if left in words.known and left.startswith(words.posts) and self._weakly(right):
            return 0
        self.kept[place] = self._space(place)
        return None

    def _weakly(self, right: str) -> bool:
        """Return whether a weak word begins an owner after a complete post: ผู้บริหาร ข้าราชการ."""
        return begins(right, self.words, weak=True) and not right.startswith(
            ("เทศบาล", *self.words.bodies)
        )

    def _chained(self, left: str, place: int, following: int) -> bool:
        """Return whether a slash joins two heads of one name: ทุกสำนัก/กอง."""
        if not chain_pattern(self.words.chain, self.words.leaders).fullmatch(left):
            return False
        if following < len(self.text) and self._known_over(place, following):
            return False  # "ทุกกอง/สำนัก ปลัด"
        token = self.text[place:following]
        head = max((w for w in self.words.chain if token.startswith(w)), key=len, default="")
        rest = token.removeprefix(head)
        return bool(head) and (not rest or rest.startswith(_RELATIVE))

    def _known_over(self, start: int, place: int) -> str | None:
        """Return the longest known name that begins at `start` and goes on over the gap.

        It must end where the printed text ends something too: otherwise กองวิชาการและแผนงาน would
        be seen in "กองวิชาการและแผน งานพัสดุ".
        """
        text, words = self.text, self.words
        for end in range(min(len(text), start + words.longest), place, -1):
            name = text[start:end]
            if name in words.known and (
                end == len(text)
                or end in self.gaps
                or text[end] in "ฯ(),"
                or begins(text[end:], words)
            ):
                first, last = bisect_right(self.places, start), bisect_left(self.places, end)
                inner = (self.gaps[at] for at in self.places[first:last])
                return name if all(gap.kind == "space" for gap in inner) else None
        return None

    def _space(self, place: int) -> str:
        """Return the space that stays inside a name: "" where a line merely wrapped.

        Thai writes words of a name without spaces, so one between two Thai letters is a wrap; one
        beside other signs, or before the full name of the body, is real.
        """
        before, after = self.text[place - 1], self.text[place]
        if not (_THAI_LETTER.match(before) and _THAI_LETTER.match(after)):
            return " "
        return " " if self.text.startswith(self.words.bodies, place) else ""

    def _apart(self, start: int, end: int) -> list[tuple[int, int]]:
        """Cut words that run together without a space, between known names only."""
        text = self.text[start:end]
        inner = (place for place in range(start + 1, end) if place not in self.named)
        marked = any(self.kept.get(place) for place in inner)
        if marked or len(text) > _LONGEST_JOINED:
            return [(start, end)]
        parts = known_parts(text, self.words)
        return [(start + first, start + last) for first, last in parts or [(0, len(text))]]

    def printed(self, start: int, end: int) -> str:
        """Return a piece as printed, without the spaces of wrapped lines and a role in brackets."""
        role = next((r for r in self.words.roles if self.text.endswith(r, start, end)), "")
        end -= len(role)
        letters = (
            (self.kept.get(place, "") if place > start else "") + self.text[place]
            for place in range(start, end)
        )
        name = "".join(letters).strip(_EDGES).rstrip(":")
        for joiner in self.words.joiners:
            name = name.removesuffix(joiner)
        name = name.strip()
        return name[:-1] if _SENTENCE_END.search(name) else name


@dataclass(frozen=True, slots=True)
class OwnersReading:
    """The units and posts that a cell names.

    Attributes:
        matched: The part of the text from the first owner to the last.
        owners: Each once, in order, without the spaces that wrapped lines left in it.
        parts: For each owner, the part of the text that names it.
    """

    matched: str
    owners: tuple[str, ...]
    parts: tuple[str, ...]


def find_owners(text: str) -> OwnersReading | None:
    """Find the units and posts that a cell names, with the text that names them.

    Args:
        text: A cell of an owner column; white space may stand anywhere.

    Returns:
        The owners as `read_owners` gives them; None for "-", an empty cell, or words for nobody.
    """
    words = owner_words()
    cell = _Cell(_open_brackets(_without_labels(blank_tags(text), words), words))
    places: dict[str, tuple[int, int]] = {}
    for start, end in cell.pieces():
        name = cell.printed(start, end)
        if any(letter.isalpha() for letter in name) and name not in words.nobody:
            places.setdefault(name, (cell.positions[start], cell.positions[end - 1] + 1))
    if not places:
        return None
    first = min(start for start, _ in places.values())
    last = max(end for _, end in places.values())
    return OwnersReading(
        text[first:last], tuple(places), tuple(text[start:end] for start, end in places.values())
    )


def _without_labels(text: str, words: Words) -> str:
    """Turn labels and ฯลฯ into as much white space, so that places stay."""

    def blank(match: re.Match[str]) -> str:
        if match.groupdict().get("plain"):
            following = squeeze(text[match.end() : match.end() + _NEAR])
            if not begins(following, words):
                return match[0]
        return " " * len(match[0])

    return words.labels.sub(blank, text.replace("ฯลฯ", " " * len("ฯลฯ")))


def _open_brackets(text: str, words: Words) -> str:
    """Turn brackets around units or posts into marks: "สำนักปลัด (งานนิติการ)" names two.

    Brackets around a role, an abbreviation or a remark stay.
    """
    seen = depth = 0

    def opened(match: re.Match[str]) -> str:
        nonlocal seen, depth
        for bracket in re.findall("[()]", text[seen : match.start()]):
            depth = max(0, depth + (1 if bracket == "(" else -1))
        seen = match.end()
        inside = squeeze(match[1])
        if depth or not begins(inside, words) or f"({inside})" in words.roles:
            return match[0]
        after = squeeze(text[match.end() : match.end() + _NEAR])
        signs = _LIST_SIGNS.match(after)
        after = after[signs.end() if signs else 0 :]
        after = after[joined_skip(after, words) :]
        goes_on = after and not begins(after, words, weak=True)
        if goes_on or any(word in inside for word in words.remarks):
            return match[0]
        return f";{match[1]};"

    return _BRACKETS.sub(opened, text)


def read_owners(text: str) -> tuple[str, ...]:
    """Read the units and posts that a cell names.

    Args:
        text: A cell of an owner column; white space may stand anywhere.

    Returns:
        Each unit or post once, in order, as printed but without the spaces that wrapped lines left
        inside it: "งานพัสดุ กองคลัง" and "กองคลัง (งานพัสดุ)" are two, "ทุกสำนัก/ กอง" and "งาน
        ประชาสัมพันธ์" one each. A role in brackets ("(หลัก)") is no part of the name. Empty for "-"
        or an empty cell.
    """
    found = find_owners(text)
    return found.owners if found else ()
