"""Prints how many spaces are right where lines of Thai were wrapped.

Not a test. Clean official prose is wrapped at several widths with the letter widths of several
fonts, and the share of spaces that come out right is printed where line ends are known (of the
line ends) and where they were turned into spaces (of all spaces), beside simple baselines.

    python -m tests.benchmarks.wraps [FOLDER]

FOLDER holds text files, a cell or a paragraph a line; without it the held-out prose of the
fixtures is used, from which nothing was learnt.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from ita_parse.data import load_toml
from ita_parse.normalisation import Normaliser
from ita_parse.normalisation.filling import width
from ita_parse.normalisation.lexicon import segment

HELD_OUT = Path(__file__).resolve().parents[2] / "fixtures" / "prose" / "heldout"
WIDTHS = (12, 16, 20, 26, 34, 45)
# Cells of a column that are wrapped alike.
COLUMN = 10
# Each letter's width is changed by up to this share, so that no font is the one that is assumed.
FONT_SPREAD = 0.15
FONTS = 4
# Words before which rules put a space, as the simplest good baseline has it.
STARTERS = ("และ", "โดย", "เพื่อ", "ตลอดจน", "รวมทั้ง", "รวมถึง", "ซึ่ง", "หรือ", "ได้แก่", "เช่น")
STARTERS += ("พร้อม", "แต่", "จึง", "ทั้งนี้", "เนื่องจาก")
_THAI = re.compile("[\u0e01-\u0e4e]")
_NO_BREAK = re.compile(r"[)”,.;:%/ๆฯ\"']")

Font = Callable[[str], float]


class Wrapped(NamedTuple):
    """A text in lines; for each line but the last, whether a space stood at its end."""

    lines: list[str]
    spaces: list[bool]


def fonts() -> Iterator[Font]:
    """Yield fonts: the usual widths of letters, each a little changed."""
    letters = "".join(load_toml("letter_widths").values()) + "".join(
        map(chr, range(0x0E01, 0x0E2F))
    )
    for number in range(FONTS):
        rng = random.Random(number)
        shares = {letter: 1 + rng.uniform(-FONT_SPREAD, FONT_SPREAD) for letter in letters}

        def font(text: str, shares: dict[str, float] = shares) -> float:
            return sum(width(letter) * shares.get(letter, 1.0) for letter in text)

        yield font


def wrap(text: str, limit: float, font: Font) -> Wrapped:
    """Break a text into lines as a word processor does: between words, or at spaces."""
    lines, spaces, filled = [""], [], 0.0
    for word, spaced in _units(text):
        needed = font(word) + (font(" ") if spaced else 0.0)
        if lines[-1] and filled + needed > limit:
            lines.append(word)
            spaces.append(spaced)
            filled = font(word)
        else:
            lines[-1] += f" {word}" if spaced and lines[-1] else word
            filled += needed
    return Wrapped(lines, spaces)


def _units(text: str) -> Iterator[tuple[str, bool]]:
    """Yield what no line end parts, and whether a space stands before it."""
    for index, chunk in enumerate(text.split(" ")):
        unit = ""
        spaced = index > 0
        for word in _words(chunk):
            thai = bool(unit) and _THAI.match(unit[-1]) and _THAI.match(word)
            if unit and thai and not _NO_BREAK.match(word):
                yield unit, spaced
                unit, spaced = "", False
            unit += word
        yield unit, spaced


@cache
def _break_words() -> Any:
    """Return the words between which ICU, and so most producers, may break a line."""
    from pythainlp.corpus import thai_icu_words
    from pythainlp.util import Trie

    return Trie(thai_icu_words())


@lru_cache(maxsize=100_000)
def _words(chunk: str, most: int = 100) -> tuple[str, ...]:
    from pythainlp.tokenize.newmm import segment

    pieces = (chunk[start : start + most] for start in range(0, len(chunk), most))
    return tuple(word for piece in pieces for word in segment(piece, custom_dict=_break_words()))


def known_ends(texts: Sequence[str], clean: Callable[[Sequence[str]], list[str]]) -> Counter[str]:
    """Count line ends after which the space is right, by method."""
    counts: Counter[str] = Counter()
    for limit in WIDTHS:
        for font in fonts():
            done = [wrap(text, limit, font) for text in texts]
            results = clean(["\n".join(some.lines) for some in done])
            for some, result in zip(done, results, strict=True):
                _count_ends(some, result, counts)
    return counts


def _count_ends(some: Wrapped, result: str, counts: Counter[str]) -> None:
    place = 0
    for line, following, spaced in zip(some.lines, some.lines[1:], some.spaces, strict=False):
        place = _behind(result, place, line)
        got = result[place : place + 1] in (" ", "\n")
        starts = following.startswith(STARTERS) or not (
            _THAI.match(line[-1]) and _THAI.match(following[0])
        )
        counts["line ends"] += 1
        counts["always a space"] += spaced
        counts["always join"] += not spaced
        counts["phrase starters"] += starts == spaced
        counts["ita_parse"] += got == spaced


def flattened(texts: Sequence[str], clean: Callable[[Sequence[str]], list[str]]) -> Counter[str]:
    """Count spaces that are right where line ends were turned into spaces, by method."""
    counts: Counter[str] = Counter()
    for limit in WIDTHS:
        for font in fonts():
            for start in range(0, len(texts), COLUMN):
                done = [wrap(text, limit, font) for text in texts[start : start + COLUMN]]
                results = clean([" ".join(some.lines) for some in done])
                for some, result in zip(done, results, strict=True):
                    _count_spaces(some, result, counts)
    return counts


def _count_spaces(some: Wrapped, result: str, counts: Counter[str]) -> None:
    place = 0
    for index, line in enumerate(some.lines):
        chunks = line.split(" ")
        right = [True] * (len(chunks) - 1)
        right += some.spaces[index : index + 1]
        for chunk, spaced in zip(chunks, right, strict=False):
            place = _behind(result, place, chunk)
            got = result[place : place + 1] in (" ", "\n")
            counts["spaces"] += 1
            counts["keep all"] += spaced
            counts["remove all"] += not spaced
            counts["ita_parse"] += got == spaced
            counts["wrongly kept"] += got and not spaced
            counts["wrongly removed"] += spaced and not got


def _behind(result: str, place: int, text: str) -> int:
    """Return where a text ends in the result; spaces aside, no letter is changed."""
    for letter in text:
        if letter == " ":
            continue
        while result[place] in " \n":
            place += 1
        if result[place] != letter:
            raise ValueError(f"a letter was changed near {result[place : place + 20]!r}")
        place += 1
    return place


def _one_by_one(texts: Sequence[str]) -> list[str]:
    return [_RULES(text) for text in texts]


def _as_document(texts: Sequence[str]) -> list[str]:
    clean = _RULES.within(texts)
    return [clean(text)[0] for text in texts]


def _as_column(texts: Sequence[str]) -> list[str]:
    clean = _RULES.within(texts, [texts])
    return [clean(text)[0] for text in texts]


# Digits stay, so that letters can be compared.
_RULES = Normaliser(["spaces", "line_ends", "wrapped_spaces"])


def _total(counts: Counter[str]) -> int:
    return counts["line ends"] or counts["spaces"]


def _show(name: str, counts: Counter[str]) -> None:
    total = _total(counts)
    print(f"{name} ({total})")
    for method, count in counts.items():
        if method not in ("line ends", "spaces"):
            print(f"  {method:<18} {count / total:.3f}")


METHODS: dict[str, tuple[Callable[..., Counter[str]], Callable[[Sequence[str]], list[str]]]] = {
    "line ends known, text by text": (known_ends, _one_by_one),
    "line ends known, with its document": (known_ends, _as_document),
    "line ends as spaces, text by text": (flattened, _one_by_one),
    "line ends as spaces, with its column": (flattened, _as_column),
}


def main() -> None:
    """Print the shares."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HELD_OUT
    files = {
        path.stem: [line for line in path.read_text(encoding="utf-8").split("\n") if line]
        for path in sorted(folder.glob("*.txt"))
    }
    for name, (measure, clean) in METHODS.items():
        total: Counter[str] = Counter()
        shares = []
        for stem, texts in files.items():
            counts = measure(texts, clean)
            shares.append(f"{stem} {counts['ita_parse'] / _total(counts):.3f}")
            total.update(counts)
        _show(f"{name}: {', '.join(shares)}", total)
    for name, clean in (("text by text", _one_by_one), ("with its column", _as_column)):
        removed = spaces = 0
        for texts in files.values():
            spaces += sum(text.count(" ") for text in texts)
            removed += spaces_lost(texts, clean(texts))
        print(f"spaces removed from text that was never wrapped, {name}: {removed} of {spaces}")
    _speed([text for texts in files.values() for text in texts])


def spaces_lost(before: Sequence[str], after: Sequence[str]) -> int:
    """Count the spaces that texts have lost."""
    return sum(map(_spaces, before)) - sum(map(_spaces, after))


def _spaces(text: str) -> int:
    return sum(letter in " \n" for letter in text)


def _speed(texts: Sequence[str]) -> None:
    """Print letters a second, on one core, word lists loaded, nothing remembered."""
    font = next(fonts())
    for limit in (WIDTHS[0], WIDTHS[-1]):
        done = [wrap(text, limit, font) for text in texts]
        lines = ["\n".join(some.lines) for some in done]
        cells = [" ".join(some.lines) for some in done]
        for name, given, clean in (
            ("never wrapped", texts, _as_document),
            ("line ends known", lines, _as_document),
            ("line ends as spaces", cells, _as_column),
        ):
            segment.cache_clear()
            start = time.perf_counter()
            clean(given)
            rate = sum(map(len, given)) / (time.perf_counter() - start)
            print(f"{name}, {limit} letters a line: {rate:,.0f} letters a second")


if __name__ == "__main__":
    main()
