"""What a PDF page writes: letters with their origins, read through PDFium.

A page has thousands of letters, and an object for each would cost more than all that is done with
it. So letters are lists side by side, one per attribute, and in the order in which they are drawn.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from ita_parse.extraction import calls
from ita_parse.extraction.frame import Frame
from ita_parse.normalisation.characters import FROM_PRIVATE_USE

UNREADABLE = "\ufffd"
"""Stands for a glyph that the font gives no character for."""

# What PDFium gives for a hyphen at a line's end, which it takes for word division.
_HYPHENS = (0x02, 0xFFFE)
# What PDFium makes up where it sees a gap or a line's end.
_GENERATED = frozenset((0x20, 0x0A, 0x0D))
# A page with more glyphs than this is no page of a document; the rest of it is left out.
MOST_GLYPHS = 100_000


class Ink(NamedTuple):
    """Where the ink of a mark lies about its origin (upwards positive), in shares of its size."""

    font: str
    left: float
    bottom: float
    right: float
    top: float


class _Style(NamedTuple):
    """What letters without a gap between them share.

    The size in points, the direction in quarters of a circle against the clock, and whether they
    stand askew: between two directions, or mirrored.
    """

    em: float
    turn: int
    askew: bool


class _Letters(dict[int, str]):
    """Characters by code; private-use forms of Thai marks are the marks."""

    def __missing__(self, code: int) -> str:
        text = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else UNREADABLE
        self[code] = FROM_PRIVATE_USE.get(text, text)
        return self[code]


_LETTERS = _Letters()
# Lines this far, in quarters of a circle, from a direction are askew; scanned ones by a fiftieth.
_ASKEW = 0.06
# Letters nearer than this, in points, to the one before them are taken to have its size. Producers
# change the size between words; a mark's ink may reach a little over its base.
_CLOSE = 0.5


class _FontNames(dict[int | None, str]):
    """Names for fonts, by address, that are the same on every page.

    The base name alone won't do: without a subset's prefix several fonts may share it. The size of
    the font program tells them apart. One font is the same object while its page is open.
    """

    def __missing__(self, font: int | None) -> str:
        name = ctypes.create_string_buffer(256)
        size = ctypes.c_size_t()
        if font:
            handle = ctypes.cast(font, pdfium.FPDF_FONT)
            pdfium.FPDFFont_GetBaseFontName(handle, name, 256)
            pdfium.FPDFFont_GetFontData(handle, None, 0, size)
        self[font] = f"{name.value.decode('utf-8', 'replace')}/{size.value}"
        return self[font]


def plain_name(font: str) -> str:
    """Return a font's name as people know it, without the prefix of a subset."""
    return font.rpartition("/")[0].rpartition("+")[2] or "unnamed font"


@dataclass(slots=True)
class Glyphs:
    """Letters that run in one direction, attribute by attribute, as they are drawn.

    `xs` is where a letter's advance begins, `rights` and `lefts` the edges of its advance and ink
    together, `ups` the height of its baseline (upwards positive; see `baseline`), `ems` its size,
    all in points of `frame`. A text of several letters stands for glyphs that were drawn one by
    one (ActualText): `runs` is true there and `rights` a guess. `cut_off` tells that the page has
    more letters than are read, `askew` how many stand askew, and `claimed` how many letters
    ActualText has that is longer than any word. `noted` keeps what the reader of lying marks
    has seen of them.
    """

    frame: Frame
    texts: list[str]
    xs: list[float]
    ups: list[float]
    lefts: list[float]
    rights: list[float]
    ems: list[float]
    runs: list[bool]
    indices: list[int] = field(repr=False)
    cut_off: int = 0
    askew: int = 0
    claimed: int = 0
    noted: Any = field(default=None, repr=False)
    _text_page: Any = field(default=None, repr=False)
    _names: _FontNames = field(default_factory=_FontNames, repr=False)
    _line: str = field(default="", repr=False)

    def __len__(self) -> int:
        return len(self.texts)

    def find(self, letters: re.Pattern[str]) -> list[int]:
        """Return the places of glyphs whose text is one letter that the pattern matches."""
        if not self._line:
            self._line = "".join([text if len(text) == 1 else "\0" for text in self.texts])
        return [match.start() for match in letters.finditer(self._line)]

    def relabel(self, place: int, text: str) -> None:
        """Give a glyph another text."""
        self.texts[place] = text
        self._line = ""

    def keep(self, chosen: Iterable[bool]) -> None:
        """Leave out the glyphs that are not chosen."""
        chosen = list(chosen)
        for name in ("texts", "xs", "ups", "lefts", "rights", "ems", "runs", "indices"):
            setattr(self, name, list(compress(getattr(self, name), chosen)))
        self._line = ""

    def baseline(self, up: float) -> float:
        """Return how far below the page's top a baseline of height `up` is."""
        frame = self.frame
        tops: tuple[float, ...] = (frame.top, -frame.left, -frame.bottom, frame.right)
        return tops[frame.turn] - up

    def heights(self, places: Sequence[int]) -> list[tuple[float, float]]:
        """Return bottom and top of the inks of glyphs, as `inks` does."""
        if self.frame.turn:
            return [(ink.bottom, ink.top) for ink in self.inks(places)]
        _, _, bottoms, tops = calls.ink_boxes(self._raw(), [self.indices[at] for at in places])
        ups, ems = self.ups, self.ems
        return [
            ((bottom - ups[at]) / ems[at], (top - ups[at]) / ems[at])
            for at, bottom, top in zip(places, bottoms, tops, strict=True)
        ]

    def inks(self, places: Sequence[int]) -> list[Ink]:
        """Return the inks of glyphs, given by their places in the lists.

        Only while the page is open.
        """
        if not places:
            return []
        boxes = calls.ink_boxes(self._raw(), [self.indices[place] for place in places])
        fonts = self.fonts(places)
        turn, offset = self.frame.turn, _offset(self.frame)
        found = []
        for place, font, left, right, bottom, top in zip(places, fonts, *boxes, strict=True):
            along, up = _upright(turn, (left, right), (bottom, top))
            x, em = self.xs[place] + offset, self.ems[place]
            y = self.ups[place]
            found.append(
                Ink(
                    font,
                    (along[0] - x) / em,
                    (up[0] - y) / em,
                    (along[1] - x) / em,
                    (up[1] - y) / em,
                )
            )
        return found

    def fonts(self, places: Iterable[int]) -> list[str]:
        """Return the fonts of glyphs, by names that stay the same from page to page.

        Only while the page is open.
        """
        raw = self._raw()
        objects = [calls.char_object(raw, self.indices[place]) for place in places]
        return [self._names[calls.object_font(item)] for item in objects]

    @property
    def known_fonts(self) -> Iterable[str]:
        """The fonts that were asked for so far: all with marks in question, or า and ำ."""
        return self._names.values()

    def _raw(self) -> int:
        # Nothing is read of a page that was closed.
        return calls.address(self._text_page.raw) if self._text_page is not None else 0


def _offset(frame: Frame) -> float:
    """Return where the page begins along its lines."""
    starts: tuple[float, ...] = (frame.left, frame.bottom, -frame.right, -frame.top)
    return starts[frame.turn]


_Span = tuple[Any, Any]


def _upright(turn: int, x: _Span, y: _Span) -> tuple[_Span, _Span]:
    """Turn spans (or lists of their ends) of the PDF's axes into along and up of text."""
    if turn == 1:
        return y, (_minus(x[1]), _minus(x[0]))
    if turn == 2:
        return (_minus(x[1]), _minus(x[0])), (_minus(y[1]), _minus(y[0]))
    if turn == 3:
        return (_minus(y[1]), _minus(y[0])), x
    return x, y


def _minus(value: Any) -> Any:
    return [-item for item in value] if isinstance(value, list) else -value


def read_glyphs(page: Any, text_page: Any) -> list[Glyphs]:
    """Read the letters of a pypdfium2 page, those of the commonest direction first.

    Letters that PDFium makes up (spaces and line ends) are left out.
    """
    raw = calls.address(text_page.raw)
    total = max(pdfium.FPDFText_CountChars(text_page.raw), 0)
    count = min(total, MOST_GLYPHS)
    codes = calls.codes(raw, count)
    made_up = [
        index
        for index in [index for index, code in enumerate(codes) if code in _GENERATED]
        if calls.char_is_generated(raw, index) == 1
    ]
    indices = _without(range(count), made_up)
    if not indices:
        return [_empty(Frame(page), total - count)]
    codes = _without(codes, made_up)
    if any(code in codes for code in _HYPHENS):
        codes = [_unhyphened(text_page, *pair) for pair in zip(codes, indices, strict=True)]
    texts = list(map(_LETTERS.__getitem__, codes))
    # A glyph without a character comes as its number in the font; that is no Thai letter.
    for place in [at for at, code in enumerate(codes) if not 0x0E00 < code < 0x0E60]:
        if calls.char_is_unmapped(raw, indices[place]) == 1:
            texts[place] = UNREADABLE
    origins, boxes = calls.origins(raw, indices), calls.loose_boxes(raw, indices)
    styles = _styles(raw, indices, origins, boxes)
    turns = Counter(style.turn for style in styles)
    any_askew = any(style.askew for style in set(styles))
    names = _FontNames()
    found = []
    for turn, _ in turns.most_common():
        chosen = None if len(turns) == 1 else [style.turn == turn for style in styles]
        x, y, left, top, right, bottom = (_chosen(column, chosen) for column in origins + boxes)
        own = _chosen(texts, chosen)
        along, up = _upright(turn, (x, x), (y, y))
        (lefts, rights), _ = _upright(turn, (left, right), (bottom, top))
        glyphs = Glyphs(
            Frame(page, turn),
            own,
            along[0],
            up[0],
            lefts,
            rights,
            [style.em for style in _chosen(styles, chosen)],
            [False] * len(own),
            _chosen(indices, chosen),
            total - count,
            _text_page=text_page,
            _names=names,
        )
        glyphs.askew = sum(style.askew for style in _chosen(styles, chosen)) if any_askew else 0
        if offset := _offset(glyphs.frame):
            glyphs.xs = [value - offset for value in glyphs.xs]
            glyphs.lefts = [value - offset for value in glyphs.lefts]
            glyphs.rights = [value - offset for value in glyphs.rights]
        found.append(glyphs)
    return found


def _without(values: Sequence[int], places: Iterable[int]) -> list[int]:
    keep = bytearray(b"\1") * len(values)
    for place in places:
        keep[place] = 0
    return list(compress(values, keep))


def _empty(frame: Frame, cut_off: int) -> Glyphs:
    return Glyphs(frame, [], [], [], [], [], [], [], [], cut_off)


def _chosen(values: list[Any], chosen: Iterable[bool] | None) -> list[Any]:
    return values if chosen is None else list(compress(values, chosen))


def _unhyphened(text_page: Any, code: int, index: int) -> int:
    hyphen = code in _HYPHENS and pdfium.FPDFText_IsHyphen(text_page.raw, index) == 1
    return ord("-") if hyphen else code


def _styles(
    page: int, indices: list[int], origins: list[list[float]], boxes: list[list[float]]
) -> list[_Style]:
    """Return every letter's style, asked of the first of letters without a gap between them."""
    (xs, ys), rights = origins, boxes[2]
    after = zip(xs[1:], rights, ys[1:], ys, strict=False)
    firsts = [0]
    firsts += [
        place
        for place, (x, right, y, before) in enumerate(after, 1)
        if y != before or not -_CLOSE < x - right < _CLOSE
    ]
    at = [indices[place] for place in firsts]
    a, b, c, d, _, _ = calls.matrices(page, at)
    looks = list(zip(a, b, c, d, calls.font_sizes(page, at), strict=True))
    known = {look: _style(*look) for look in set(looks)}
    styles: list[_Style] = []
    for first, end, look in zip(firsts, [*firsts[1:], len(xs)], looks, strict=True):
        styles += [known[look]] * (end - first)
    return styles


def _style(a: float, b: float, c: float, d: float, size: float) -> _Style:
    """Return the style of letters that a text matrix draws."""
    quarters = math.atan2(b, a) / (math.pi / 2) if (a or b) else 0.0
    turn = round(quarters)
    area = a * d - b * c
    askew = area < 0 or abs(quarters - turn) > _ASKEW
    return _Style(max(abs(size) * math.sqrt(abs(area)), 0.1), turn % 4, askew)
