"""Who is responsible: units and posts as the owner column lists them.

Owners stand apart by a space, a line, "/", "," or a list marker, but each of these also stands
inside names (a wrapped line is a space). So a cell is cut only where what follows begins a new unit
or post (domain.md, "Owner"); which words do is data, `owners.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ita_parse.parse.values.vocabulary import vocabulary

_Kind = Literal["space", "dash", "slash", "comma", "list"]
_STRENGTH: tuple[_Kind, ...] = ("space", "dash", "slash", "comma", "list")

_MARKS = re.compile(
    r"""(?P<space>[\s\u00ad\u200b\u200c\u200d\u2060\ufeff]+)
    | (?P<slash>[/|])
    | (?P<comma>[,;、])
    | (?P<list>[•▪■●◦○*➢✓·])
    | (?P<dash>[-‐‑‒–—―−])""",
    re.VERBOSE,
)
_NUMBERED = re.compile(r"\(?[0-9๐-๙]{1,2}(?:[.)](?![0-9๐-๙])|\.[0-9๐-๙]{1,2}\s)")
_THAI_LETTER = re.compile(r"[\u0e01-\u0e3a\u0e40-\u0e4e]")
_EDGES = " \t-/,;:|."
_RELATIVE = ("ที่", "ต่าง", "ใน", "ภายใน", "อื่น")
# Longer than any list of units without one space; a guard against pathological input.
_LONGEST_JOINED = 400


@dataclass(frozen=True, slots=True)
class _Words:
    """The vocabulary of `owners.toml`, ready for matching on text without white space."""

    units: tuple[str, ...]
    posts: tuple[str, ...]
    weak: tuple[str, ...]
    never: tuple[str, ...]
    open: frozenset[str]
    open_to_unit: frozenset[str]
    complete: frozenset[str]
    chain: tuple[str, ...]
    leaders: tuple[str, ...]
    joiners: tuple[str, ...]
    nobody: tuple[str, ...]
    persons: tuple[str, ...]
    bodies: tuple[str, ...]
    labels: tuple[str, ...]
    glued: tuple[tuple[str, tuple[str, ...]], ...]
    known: dict[str, frozenset[int]]  # name without spaces: the places of its real spaces
    longest: int


@cache
def _words() -> _Words:
    raw = vocabulary("owners")
    units = tuple(raw["units"])
    known: dict[str, set[int]] = {}
    for name in raw["known"]:
        leaders = ("", *raw["leaders"]) if name.startswith(units) else ("",)
        for leader in leaders:
            words = (leader + name).split(" ")
            places = [len("".join(words[:count])) for count in range(1, len(words))]
            known.setdefault("".join(words), set()).update(places)
    return _Words(
        units=units,
        posts=tuple(raw["posts"]),
        weak=tuple(raw["weak"]),
        never=tuple(raw["never"]),
        open=frozenset(raw["open"]),
        open_to_unit=frozenset(raw["open_to_unit"]),
        complete=frozenset(raw["complete"]),
        chain=tuple(raw["chain"]),
        leaders=("ทุก", *map(re.escape, raw["leaders"])),
        joiners=tuple(raw["joiners"]),
        nobody=tuple(raw["nobody"]),
        persons=tuple(raw["persons"]),
        bodies=tuple(raw["bodies"]),
        labels=tuple(raw["labels"]),
        glued=tuple((rule["word"], tuple(rule["after"])) for rule in raw["glued"]),
        known={name: frozenset(places) for name, places in known.items()},
        longest=max(map(len, known)),
    )


@dataclass(frozen=True, slots=True)
class _Gap:
    """What is printed between two letters of the text without white space."""

    kind: _Kind
    printed: str
    bracketed: bool


# --- Reading the cell -----------------------------------------------------------------------


def _letters_and_gaps(text: str) -> tuple[str, dict[int, _Gap]]:
    """Return the text without spaces and marks, and what stood before which letter."""
    letters: list[str] = []
    gaps: dict[int, _Gap] = {}
    kinds: list[_Kind] = []
    printed = ""
    depth = index = 0
    while index < len(text):
        numbered = None if letters and not kinds else _NUMBERED.match(text, index)
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
        depth = max(0, depth + (letter == "(") - (letter == ")"))
        letters.append(letter)
        index += 1
    return "".join(letters), gaps


@cache
def _chain_pattern(heads: tuple[str, ...], leaders: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for heads of units that stand alone: ทุกสำนัก, ผู้อำนวยการสำนัก, สำนักกอง."""
    longest = sorted(heads, key=len, reverse=True)
    # Possessive: กลุ่มงาน is also กลุ่ม and งาน, and backtracking would try every combination.
    return re.compile(rf"(?:{'|'.join(leaders)})?(?:{'|'.join(longest)})++")


def _begins(text: str, words: _Words, weak: bool = False) -> bool:
    """Return whether a text begins with a new unit or post."""
    starts = words.units + words.posts + (words.weak if weak else ())
    return text.startswith(starts) and not text.startswith(words.never)


def _after_joiner(text: str, words: _Words) -> int:
    """Return the length of the joining word (และ, ร่วมกับ) that a text begins with, or 0."""
    return max((len(word) for word in words.joiners if text.startswith(word)), default=0)


def _glued(left: str, right: str, words: _Words) -> bool:
    return any(right.startswith(word) and left.endswith(after) for word, after in words.glued)


class _Cell:
    """An owner cell that is being cut."""

    def __init__(self, text: str) -> None:
        self.words = _words()
        self.text, self.gaps = _letters_and_gaps(text)
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
        left, right = self.text[start:place], self.text[place:]
        if gap.bracketed:
            self.kept[place] = (
                gap.printed if _begins(right, words, weak=True) else self._space(place)
            )
            if gap.kind != "space":
                self.kept[place] = gap.printed
            return None
        if gap.kind == "list":
            return _joined_skip(right, words)
        if gap.kind == "space":
            return self._cut_at_space(start, place, left, right)
        if gap.kind == "slash" and self._chained(left, place, following):
            self.kept[place] = "/"
            return None
        skip = _joined_skip(right, words)
        if _begins(right[skip:], words, weak=True) or (gap.kind == "comma" and left in words.known):
            return skip
        self.kept[place] = gap.printed.strip() if gap.kind != "comma" else gap.printed
        return None

    def _cut_at_space(self, start: int, place: int, left: str, right: str) -> int | None:
        words = self.words
        known = self._known_over(start, place)
        if known is not None:
            self.kept[place] = " " if place - start in words.known[known] else ""
            self.named.add(place)
            return None
        if left.startswith(words.persons) and not _begins(left, words):
            if _begins(right, words):
                return 0
            self.kept[place] = " "
            return None
        if right in words.chain and left.startswith("ทุก") and left not in words.open:
            self.kept[place] = " "  # "ทุกสำนัก กอง"
            return None
        skip = _after_joiner(right, words)
        if skip and _begins(right[skip:], words, weak=True):
            return skip
        ends_open = left in words.open or (
            left in words.open_to_unit and not right.startswith(words.posts)
        )
        if not ends_open and _begins(right, words) and not _glued(left, right, words):
            return 0
        if left in words.known and left.startswith(words.posts) and self._weakly(right):
            return 0
        self.kept[place] = self._space(place)
        return None

    def _weakly(self, right: str) -> bool:
        """Return whether a weak word begins an owner after a complete post: ผู้บริหาร ข้าราชการ."""
        return _begins(right, self.words, weak=True) and not right.startswith(
            ("เทศบาล", *self.words.bodies)
        )

    def _chained(self, left: str, place: int, following: int) -> bool:
        """Return whether a slash joins two heads of one name: ทุกสำนัก/กอง."""
        if not _chain_pattern(self.words.chain, self.words.leaders).fullmatch(left):
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
                or _begins(text[end:], words)
            ):
                inner = (self.gaps[at] for at in self.places if start < at < end)
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
        parts = _known_parts(text, self.words)
        return [(start + first, start + last) for first, last in parts or [(0, len(text))]]

    def printed(self, start: int, end: int) -> str:
        """Return a piece as printed, without the spaces of wrapped lines."""
        letters = (
            (self.kept.get(place, "") if place > start else "") + self.text[place]
            for place in range(start, end)
        )
        name = "".join(letters).strip(_EDGES[:-1]).rstrip(":")
        for joiner in self.words.joiners:
            name = name.removesuffix(joiner)
        return name.strip()


def _joined_skip(text: str, words: _Words) -> int:
    """Return the length of a joining word at the start, if an owner follows it."""
    skip = _after_joiner(text, words)
    return skip if skip and _begins(text[skip:], words, weak=True) else 0


def _known_parts(text: str, words: _Words) -> list[tuple[int, int]] | None:
    """Cut text without spaces into known names, the longest first; None if it isn't made of them.

    A last name need not be known if a unit's head begins it. A post followed by a unit stays whole:
    เจ้าหน้าที่ธุรการกองคลัง is the clerk of that division; but a mayor (`complete`) leads no unit.
    """
    failed: set[int] = set()

    def cut(start: int) -> list[tuple[int, int]] | None:
        if start == len(text):
            return []
        if start in failed:
            return None
        for end in range(min(len(text), start + words.longest), start, -1):
            name = text[start:end]
            if name not in words.known:
                continue
            stop = end + (text[end : end + 1] == "ฯ")
            after = stop + _joined_skip(text[stop:], words)
            rest = cut(after)
            apart = rest is not None and name in words.complete
            if rest is None and after < len(text) and _begins(text[after:], words):
                rest = [(after, len(text))]
            if rest is None:
                continue
            follows = text[rest[0][0] :] if rest else ""
            serves = after == stop and not name.startswith(words.units)
            if follows and serves and not apart and not follows.startswith(words.posts):
                continue
            return [(start, stop), *rest]
        failed.add(start)
        return None

    parts = cut(0)
    if parts is None:
        # An unknown unit, a joining word, and known ones: กองกิจการพิเศษและกองคลัง.
        for match in re.finditer("|".join(words.joiners), text):
            rest = cut(match.end())
            if rest and _begins(text, words) and match.start() > 0:
                return [(0, match.start()), *rest]
    return parts


def read_owners(text: str) -> tuple[str, ...]:
    """Read the units and posts that a cell names.

    Args:
        text: A cell of an owner column; white space may stand anywhere.

    Returns:
        Each unit or post once, in order, as printed but without the spaces that wrapped lines left
        inside it: "งานพัสดุ กองคลัง" is two, "ทุกสำนัก/ กอง" and "งาน ประชาสัมพันธ์" one each. Empty
        for "-" or an empty cell.
    """
    words = _words()
    for label in sorted(words.labels, key=len, reverse=True):
        text = re.sub(rf"^\s*{label}\s*:", " ", text)
    text = text.replace("ฯลฯ", " ")
    cell = _Cell(text)
    names = (cell.printed(start, end) for start, end in cell.pieces())
    return tuple(
        dict.fromkeys(
            name
            for name in names
            if any(letter.isalpha() for letter in name) and name not in words.nobody
        )
    )
