"""Weighs what speaks for each glyph's letter: its shape, what is said of it, its number.

Glyphs with the same outline are one, in whatever font they stand: what one font tells of an outline
holds for the others.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ita_parse.extraction.decipher.documents import FontFile, FontObject
from ita_parse.extraction.decipher.orders import weigh_by_order
from ita_parse.extraction.decipher.outlines import GlyphShape
from ita_parse.extraction.decipher.programs import Clues, read_clues
from ita_parse.extraction.decipher.samples import Key, Sample
from ita_parse.extraction.decipher.shapes import Floats, Shapes, describe
from ita_parse.normalisation.characters import FROM_PRIVATE_USE
from ita_parse.text import TO_ARABIC

# A shape speaks against a letter below this logarithm of likelihood; the right letter is below
# it for less than one glyph in two hundred of the fonts left out when shapes were measured.
DENIED = -9.0
# Beyond this many deviations from the nearest letter a shape is none of them: of letters in looped
# fonts left out one in two hundred lies beyond 2.5, in loopless ones one in fifty beyond 3.5.
STRANGE = 3.2
# How much rarer (logarithm) than others letters are in Thai documents; others look like them.
_RARE = {
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz": 1.0,
    "~^`{}<>[]_#$*;@!?=฿ฃฅฦ\u0e3a\u0e4e๏๚๛": 2.0,
    "–—": 4.0,
    "|\\": 6.0,
}
# Letters that a liar is taken to choose among.
_CHOICES = 90
# Nothing said is surer than this, nor is anything said by a source that is mostly wrong of use.
_MOST_TRUST = 9.0
_LEAST_RIGHT = 0.5
# Points closer than this, in ems, are the same: rounding of two programs.
_GRID = 400


@dataclass(slots=True)
class Evidence:
    """How probable each letter is for each outline of a sample, wherever that occurs.

    `index` gives the outlines' numbers by font and code.
    `shapes` is by shapes alone, `total` by everything but the text (logarithms; columns as in
    `letters`). `strangeness` tells how far an outline is from all letters. `trusted` are sorts of
    characters that a font's own encoding gives rightly, by font.
    """

    letters: str
    index: dict[Key, int]
    shapes: Floats
    total: Floats
    strangeness: Floats
    trusted: dict[int, set[str]]


def sort_of(said: str) -> str:
    """Name the sort of character: each sort is trusted or not by itself.

    An encoding may be right for Thai and wrong for signs, or the other way round.
    """
    if not said or "\ufffd" in said:
        return "none"
    letter = said[0]
    if "\u0e01" <= letter <= "\u0e5b":
        return "thai"
    if "!" <= letter <= "~":
        return "ascii"
    if unicodedata.category(letter) in ("Cc", "Co", "Cn", "Cs"):
        return "none"
    return "space" if letter.isspace() or letter in "\u200b\u00ad" else "other"


def plain(said: str) -> str:
    """Return what is said of a code, private-use forms of marks as the marks."""
    return "".join(FROM_PRIVATE_USE.get(letter, letter) for letter in said)


def weigh(
    file: FontFile,
    fonts: Sequence[FontObject],
    sample: Sample,
    said: Mapping[Key, str],
    shapes: Shapes,
) -> Evidence | None:
    """Weigh all evidence but the text for the glyphs of a sample."""
    outlines, index = _outlines(sample)
    if not outlines:
        return None
    points, spans = describe(outlines)
    by_font: dict[int, list[int]] = defaultdict(list)
    for (owner, _), number in index.items():
        by_font[owner].append(number)
    sums = np.zeros((len(outlines), len(shapes.letters)))
    counts = np.zeros(len(outlines))
    strangeness = np.zeros(len(outlines))
    for numbers in by_font.values():
        mine = np.unique(numbers)
        scores, far = shapes.score(points[mine], spans[mine])
        sums[mine] += scores
        counts[mine] += 1
        strangeness[mine] = far
    by_shape = sums / counts[:, None]
    total = by_shape.copy()
    # Where a shape is no known letter's, the nearest is no better than others.
    total *= np.clip(STRANGE + 1 - strangeness, 0.1, 1.0)[:, None]
    for rare, rarity in _RARE.items():
        total[:, [shapes.letters.index(letter) for letter in rare]] -= rarity
    trusted: dict[int, set[str]] = defaultdict(set)
    clues = {font.number: _clues(file, font, index) for font in fonts}
    for font in fonts:
        for name, table in _sources(font, said, clues[font.number]):
            rights = _trust(table, font.number, index, by_shape, strangeness, shapes.letters)
            if name == "said":
                trusted[font.number] = {sort for sort, weight in rights.items() if weight > 0}
            for code, letter in table.items():
                column = shapes.letters.find(letter) if len(letter) == 1 else -1
                if column >= 0:
                    # Said once, by whichever font with this outline is surest.
                    total[index[font.number, code], column] += rights[sort_of(letter)]
    total -= total.max(axis=1, keepdims=True)
    ordered = _order(fonts, clues, index, total, shapes.letters)
    return Evidence(shapes.letters, index, by_shape, ordered, strangeness, dict(trusted))


def denies(evidence: Evidence, number: int, letter: str) -> bool:
    """Tell whether an outline can't be this letter.

    A digit may be drawn as the Thai digit: TH SarabunIT๙ and its kin do so.
    """
    columns = [evidence.letters.find(one) for one in alike(letter)]
    known = [column for column in columns if column >= 0]
    return _against(evidence.shapes[number], evidence.strangeness[number], known)


def _against(scores: Floats, strange: float, columns: Iterable[int]) -> bool:
    best = max((float(scores[column]) for column in columns), default=None)
    if best is None:
        # Letters that were not measured, in shapes that are surely one of the measured.
        return strange < STRANGE / 2
    return best < DENIED and strange < STRANGE


def alike(letter: str) -> str:
    """Return the letters that look like this one, or are taken for it, with it."""
    for group in ("-–—\u2010\u2011\u2212\u00ad\u02d7", "'‘’\u2032`", '"“”\u2033', ".\u00b7•"):
        if letter in group:
            return group
    arabic = letter.translate(TO_ARABIC)
    if len(arabic) == 1 and arabic.isdigit() and arabic.isascii():
        return arabic + chr(0x0E50 + int(arabic))
    # Nikhahit is often said to be the ำ of which it is the first part.
    return {"\u0e33": "\u0e33\u0e4d"}.get(letter, letter)


def _outlines(sample: Sample) -> tuple[list[GlyphShape], dict[Key, int]]:
    outlines: list[GlyphShape] = []
    index: dict[Key, int] = {}
    known: dict[tuple[tuple[int, ...], bytes], int] = {}
    seen: dict[int, int] = {}
    for key, shape in sample.shapes.items():
        if not shape.lengths:
            continue
        number = seen.get(id(shape.points), -1)
        if number < 0:
            grid = np.rint(shape.points * _GRID).astype(np.int16)
            number = known.setdefault((shape.lengths, grid.tobytes()), len(outlines))
            seen[id(shape.points)] = number
            if number == len(outlines):
                outlines.append(shape)
        index[key] = number
    return outlines, index


def _clues(file: FontFile, font: FontObject, index: Mapping[Key, int]) -> Clues:
    return read_clues(file, font, [code for number, code in index if number == font.number])


def _sources(
    font: FontObject, said: Mapping[Key, str], clues: Clues
) -> list[tuple[str, dict[int, str]]]:
    mine = {code: letter for (number, code), letter in said.items() if number == font.number}
    return [("said", mine), ("names", dict(clues.names)), ("cmap", dict(clues.cmap))]


def _trust(
    table: dict[int, str],
    font: int,
    index: Mapping[Key, int],
    scores: Floats,
    strangeness: Floats,
    letters: str,
) -> dict[str, float]:
    """Weigh what a source says of a font, for each sort of letter, by how shapes agree with it.

    Codes without an outline are taken out of the table.
    """
    right: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for code in [code for code in table if (font, code) not in index]:
        del table[code]
    for code, letter in table.items():
        number = index[font, code]
        sort = sort_of(letter)
        told[sort] += 1
        columns = [column for one in alike(letter) if (column := letters.find(one)) >= 0]
        right[sort] += not _against(scores[number], strangeness[number], columns)
    out: dict[str, float] = {}
    for sort, count in told.items():
        share = (right[sort] + 0.5) / (count + 1)
        use = sort not in ("none", "space") and share > _LEAST_RIGHT
        out[sort] = min(math.log(share * _CHOICES / (1 - share)), _MOST_TRUST) if use else 0.0
    return out


def _order(
    fonts: Sequence[FontObject],
    clues: Mapping[int, Clues],
    index: Mapping[Key, int],
    total: Floats,
    letters: str,
) -> Floats:
    """Add what the glyphs' numbers tell, program by program."""
    programs: dict[int, dict[int, int]] = defaultdict(dict)
    for font in fonts:
        for code, glyph in clues[font.number].numbers.items():
            if (font.number, code) in index:
                programs[font.program][glyph] = index[font.number, code]
    sums = np.zeros_like(total)
    counts = np.zeros(len(total))
    for glyphs in programs.values():
        numbers = sorted(glyphs)
        rows = [glyphs[number] for number in numbers]
        weighed = weigh_by_order(total[rows], numbers, letters)
        for row, scores in zip(rows, weighed, strict=True):
            sums[row] += scores
            counts[row] += 1
    seen = counts > 0
    out: Floats = total - np.log(np.exp(total).sum(axis=1, keepdims=True))
    out[seen] = sums[seen] / counts[seen, None]
    return out
