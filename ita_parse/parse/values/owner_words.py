"""The words of owners: what begins a unit or a post, and which names are known.

The words are data, `owners.toml`; all matching is done on text without white space.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ita_parse.parse.values.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Words:
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
    labels: re.Pattern[str]
    roles: tuple[str, ...]
    remarks: tuple[str, ...]
    glued: tuple[tuple[str, tuple[str, ...]], ...]
    known: dict[str, frozenset[int]]  # name without spaces: the places of its real spaces
    longest: int


def _label_pattern(labels: list[str]) -> re.Pattern[str]:
    """Return a pattern for a label with its colon, or before a space at the start."""
    longest = "|".join(sorted(map(re.escape, labels), key=len, reverse=True))
    return re.compile(rf"(?<!\S)(?:{longest})\s{{0,9}}:|^\s*+(?P<plain>{longest})(?=\s)")


@cache
def owner_words() -> Words:
    """Return the vocabulary of `owners.toml`."""
    raw = vocabulary("owners")
    units = tuple(raw["units"])
    known: dict[str, set[int]] = {}
    for name in raw["known"]:
        leaders = ("", *raw["leaders"]) if name.startswith(units) else ("",)
        for leader in leaders:
            words = (leader + name).split(" ")
            places = [len("".join(words[:count])) for count in range(1, len(words))]
            known.setdefault("".join(words), set()).update(places)
    return Words(
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
        labels=_label_pattern(raw["labels"]),
        roles=tuple(f"({role})" for role in raw["roles"]),
        remarks=tuple(raw["remarks"]),
        glued=tuple((rule["word"], tuple(rule["after"])) for rule in raw["glued"]),
        known={name: frozenset(places) for name, places in known.items()},
        longest=max(map(len, known)),
    )


@cache
def chain_pattern(heads: tuple[str, ...], leaders: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for heads of units that stand alone: ทุกสำนัก, ผู้อำนวยการสำนัก, สำนักกอง."""
    longest = sorted(heads, key=len, reverse=True)
    # Possessive: กลุ่มงาน is also กลุ่ม and งาน, and backtracking would try every combination.
    return re.compile(rf"(?:{'|'.join(leaders)})?(?:{'|'.join(longest)})++")


def begins(text: str, words: Words, weak: bool = False) -> bool:
    """Return whether a text begins with a new unit or post."""
    starts = words.units + words.posts + (words.weak if weak else ())
    return text.startswith(starts) and not text.startswith(words.never)


def after_joiner(text: str, words: Words) -> int:
    """Return the length of the joining word (และ, ร่วมกับ) that a text begins with, or 0."""
    return max((len(word) for word in words.joiners if text.startswith(word)), default=0)


def glued(left: str, right: str, words: Words) -> bool:
    """Return whether a name that wraps goes on: "กอง" of "กองการ เจ้าหน้าที่"."""
    return any(right.startswith(word) and left.endswith(after) for word, after in words.glued)


def joined_skip(text: str, words: Words) -> int:
    """Return the length of a joining word at the start, if an owner follows it."""
    skip = after_joiner(text, words)
    return skip if skip and begins(text[skip:], words, weak=True) else 0


def known_parts(text: str, words: Words) -> list[tuple[int, int]] | None:
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
            after = stop + joined_skip(text[stop:], words)
            rest = cut(after)
            apart = rest is not None and name in words.complete
            if rest is None and after < len(text) and begins(text[after:], words):
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
            if rest and begins(text, words) and match.start() > 0:
                return [(0, match.start()), *rest]
    return parts
