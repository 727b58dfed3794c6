"""What pages draw, by the codes of fonts: PDFium reads a copy whose letters are their own codes.

PDFium knows every kind of font program and encoding. So the file is given, for a look, ToUnicode
tables by which each code means one character of its own, and font names that tell which object a
font is. From that copy codes, places and outlines come out for fonts without a usable encoding too.
"""

from __future__ import annotations

import ctypes
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import compress, repeat
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from ita_parse.extraction import calls
from ita_parse.extraction.decipher.documents import FontFile, FontObject, Stream, named
from ita_parse.extraction.decipher.outlines import Contour, GlyphShape, OutlineReader, flatten

__all__ = ["Contour", "GlyphShape", "Page", "Sample", "flatten", "take_sample", "write_cmap"]

# Codes are shown as CJK ideographs: PDFium joins, drops and breaks at other characters.
_BASE = 0x3400
_MOST_CODES = 0x6C00
_PAGES_PER_FONT = 6
_MOST_PAGES = 40
_MOST_LETTERS = 150_000
# Outlines read in all, and in one font of those that no sampled page draws.
_MOST_GLYPHS = 6000
_MOST_UNDRAWN = 400
_MOST_MARKS = 20
# A gap wider than this, in ems, or another line, parts words; so does a step back.
_GAP = 0.3
_LINE = 0.5
_BACK = 2.0
# No letter is taken to be smaller than this, in points.
_LEAST_EM = 0.1
# What PDFium makes up where it sees a gap or a line's end; and what it gives for hyphens there.
_HYPHENS = (0x02, 0xFFFE)
_DOUBTFUL = frozenset((0x20, 0x0A, 0x0D, *_HYPHENS))

Key = tuple[int, int]
"""A font's object number and a code of it.

The font is 0 where it is none of those looked at; the code then is the character as it is read.
"""
_Place = tuple[float, float]


class _Keys(dict[Key, int]):
    """Numbers for what pages draw, in the order in which it is first seen."""

    def __missing__(self, key: Key) -> int:
        number = self[key] = len(self)
        return number


@dataclass(slots=True)
class Page:
    """The letters of a sampled page, in the order of its content.

    `letters` are numbers of `Sample.keys`. `parted` is True where a gap or another line stands
    before a letter.
    """

    letters: NDArray[np.int64]
    parted: NDArray[np.bool_]


@dataclass(slots=True)
class Sample:
    """What the sampled pages draw.

    `keys` numbers the fonts and codes that pages draw; `declared` the codes that fonts have widths
    for, as far as their outlines are not yet read; `shapes` outlines by font and code; `reported`
    counts how often the file itself gives some characters for a font and code.
    """

    keys: dict[Key, int] = field(default_factory=_Keys)
    pages: list[Page] = field(default_factory=list)
    declared: dict[int, list[int]] = field(default_factory=dict)
    shapes: dict[Key, GlyphShape] = field(default_factory=dict)
    reported: Counter[tuple[Key, str]] = field(default_factory=Counter)


def take_sample(file: FontFile, fonts: Sequence[FontObject], seconds: float) -> Sample:
    """Read the codes, places and outlines of fonts from some of their pages.

    Raises:
        pypdfium2.PdfiumError: PDFium can't open the file.
    """
    probes = {
        font.number: (font, {"BaseFont": named(f"Probe{font.number}")}, _probe(font.wide))
        for font in fonts
    }
    until = time.monotonic() + seconds
    sample = Sample(declared={font.number: file.declared_codes(font) for font in fonts})
    original = pypdfium2.PdfDocument(file.content)
    probed = pypdfium2.PdfDocument(file.updated(probes))
    try:
        known = {f"Probe{font.number}": font.number for font in fonts}
        letters = 0
        for number in _choose(fonts, len(probed)):
            if letters > _MOST_LETTERS or time.monotonic() > until:
                break
            try:
                page, places = _read_page(probed, number, known, sample)
                _read_reported(original, number, places, sample)
            except pypdfium2.PdfiumError:
                continue
            letters += len(page.letters)
            sample.pages.append(page)
    finally:
        probed.close()
        original.close()
    return sample


def _choose(fonts: Sequence[FontObject], count: int) -> list[int]:
    """Choose pages so that every font is seen, if need be on one only, spread over its pages."""
    chosen: set[int] = set()
    for wanted in (1, _PAGES_PER_FONT):
        for font in sorted(fonts, key=lambda font: len(font.pages)):
            pages = [page for page in font.pages if page < count]
            missing = min(wanted, len(pages)) - len(chosen.intersection(pages))
            others = [page for page in pages if page not in chosen]
            for step in range(missing):
                if len(chosen) < _MOST_PAGES:
                    chosen.add(others[step * len(others) // missing])
    return sorted(chosen)


def _probe(wide: bool) -> Stream:
    size = 4 if wide else 2
    blocks = range(0, _MOST_CODES if wide else 256, 256)
    ranges = [
        f"<{start:0{size}x}> <{start + 255:0{size}x}> <{_BASE + start:04x}>" for start in blocks
    ]
    return write_cmap(ranges, "range", wide)


def write_cmap(lines: Sequence[str], kind: str, wide: bool) -> Stream:
    """Make a ToUnicode table of the lines of its "char" or "range" sections."""
    full = "<0000> <FFFF>" if wide else "<00> <FF>"
    out = [
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def",
        f"1 begincodespacerange\n{full}\nendcodespacerange",
    ]
    for start in range(0, len(lines), 100):
        part = lines[start : start + 100]
        out += [f"{len(part)} beginbf{kind}", *part, f"endbf{kind}"]
    out.append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend")
    return Stream({}, "\n".join(out).encode())


def _read_page(
    pdf: Any, number: int, known: dict[str, int], sample: Sample
) -> tuple[Page, list[tuple[Key, _Place]]]:
    """Read a page, and where it draws letters of the fonts looked at."""
    page = pdf[number]
    try:
        text_page = page.get_textpage()
        try:
            return _read_letters(text_page.raw, known, sample)
        finally:
            text_page.close()
    finally:
        page.close()


def _read_letters(
    text_page: Any, known: dict[str, int], sample: Sample
) -> tuple[Page, list[tuple[Key, _Place]]]:
    raw = calls.address(text_page)
    indices, codes = _characters(text_page)
    items = list(map(calls.char_object, repeat(raw), indices))
    font_of: dict[int, Any] = {
        item: calls.object_font(item) if item else None for item in set(items)
    }
    fonts = list(map(font_of.__getitem__, items))
    if not all(fonts):
        indices, codes, items = (list(compress(each, fonts)) for each in (indices, codes, items))
        fonts = list(compress(fonts, fonts))
    names = {font: known.get(_base_name(font), 0) for font in set(fonts)}
    numbers = {
        item: 0 if _is_replaced(item) else names[font]
        for item, font in font_of.items()
        if font and names[font]
    }
    keys: list[Key] = [
        (number, code - _BASE)
        if (number := numbers.get(item, 0)) and _BASE <= code < _BASE + _MOST_CODES
        else (0, code)
        for item, code in zip(items, codes, strict=True)
    ]
    _read_shapes(list(dict.fromkeys(zip(fonts, keys, strict=True))), names, sample)
    origins = np.array(calls.origins(raw, indices))
    letters = np.array(list(map(sample.keys.__getitem__, keys)), dtype=np.int64)
    at = [(key, place) for key, place in zip(keys, _places(origins), strict=True) if key[0]]
    return Page(letters, _parted(raw, indices, origins)), at


def _characters(text_page: Any) -> tuple[list[int], list[int]]:
    """Return the places and codes of a page's characters, without those that PDFium makes up."""
    raw = calls.address(text_page)
    count = max(pdfium.FPDFText_CountChars(text_page), 0)
    codes = calls.codes(raw, count)
    keep = bytearray(b"\1") * count
    for index in [index for index, code in enumerate(codes) if code in _DOUBTFUL]:
        if codes[index] in _HYPHENS:
            codes[index] = pdfium.FPDFText_GetUnicode(text_page, index)
        keep[index] = calls.char_is_generated(raw, index) != 1
    return list(compress(range(count), keep)), list(compress(codes, keep))


def _places(origins: NDArray[np.float64]) -> list[_Place]:
    with np.errstate(all="ignore"):  # damaged files place letters anywhere
        x, y = np.round(origins, 1)
    return list(zip(x.tolist(), y.tolist(), strict=True))


def _parted(page: int, indices: Sequence[int], origins: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell before which letters a gap or another line stands."""
    parted = np.ones(len(indices), dtype=np.bool_)
    if len(indices) < 2:
        return parted
    x, y = origins
    ends = np.maximum(calls.loose_boxes(page, indices)[2], x)
    with np.errstate(all="ignore"):
        away, up = x[1:] - ends[:-1], np.abs(y[1:] - y[:-1])
        least = _LEAST_EM
        near = (up <= _LINE * least) & (-_BACK * least < away) & (away < _GAP * least)
        # Only the others' sizes matter: most letters begin where the one before them ends.
        asked = np.flatnonzero(~near)
        of = [indices[place + 1] for place in asked.tolist()]
        a, b, c, d, _, _ = np.array(calls.matrices(page, of))
        scale = np.sqrt(np.abs(a * d - b * c))
        ems = np.maximum(calls.font_sizes(page, of) * scale, least)
        away, up = away[asked], up[asked]
        parted[1:] = False
        parted[asked + 1] = (up > _LINE * ems) | ~(-_BACK * ems < away) | ~(away < _GAP * ems)
    return parted


def _is_replaced(item: int) -> bool:
    """Tell whether the text is given beside the glyphs (ActualText), whatever these mean."""
    handle = ctypes.cast(item, pdfium.FPDF_PAGEOBJECT)
    for index in range(min(max(pdfium.FPDFPageObj_CountMarks(handle), 0), _MOST_MARKS)):
        mark = pdfium.FPDFPageObj_GetMark(handle, index)
        if pdfium.FPDFPageObjMark_GetParamValueType(mark, b"ActualText"):
            return True
    return False


def _read_shapes(drawn: Sequence[tuple[int, Key]], names: dict[int, int], sample: Sample) -> None:
    """Read outlines of what a page draws, and what else its fonts have widths for."""
    reader = OutlineReader()
    begun: set[int] = set()
    waiting: dict[Key, int] = {}
    nothing = GlyphShape(np.zeros((0, 2)), (), 0.0)
    for font, key in drawn:
        if font not in begun:
            begun.add(font)
            _read_declared(reader, font, names[font], sample)
        if key[0] and key not in sample.shapes and len(sample.shapes) < _MOST_GLYPHS:
            # Keeps its place until all are read together.
            sample.shapes[key] = nothing
            waiting[key] = font
    found = reader.read((font, _BASE + code) for (_, code), font in waiting.items())
    sample.shapes.update(zip(waiting, found, strict=True))


def _read_declared(reader: OutlineReader, font: int, number: int, sample: Sample) -> None:
    """Read outlines of the codes that the font has widths for, drawn on this page or not."""
    left = min(_MOST_UNDRAWN, _MOST_GLYPHS - len(sample.shapes))
    codes = [
        code
        for code in dict.fromkeys(sample.declared.pop(number, ()))
        if code < _MOST_CODES and (number, code) not in sample.shapes
    ]
    while codes and left > 0:
        some, codes = codes[:left], codes[left:]
        for code, shape in zip(
            some, reader.read((font, _BASE + code) for code in some), strict=True
        ):
            # Fonts that are not cut down declare widths of thousands of glyphs that are empty.
            if shape.lengths:
                sample.shapes[number, code] = shape
                left -= 1


def _base_name(font: int) -> str:
    name = ctypes.create_string_buffer(128)
    pdfium.FPDFFont_GetBaseFontName(ctypes.cast(font, pdfium.FPDF_FONT), name, 128)
    return name.value.decode("latin-1")


def _read_reported(
    pdf: Any, number: int, letters: Sequence[tuple[Key, _Place]], sample: Sample
) -> None:
    """Count which characters the file itself gives for the codes, found by their places."""
    page = pdf[number]
    text_page = page.get_textpage()
    try:
        raw = calls.address(text_page.raw)
        indices, codes = _characters(text_page.raw)
        unmapped = map(calls.char_is_unmapped, repeat(raw), indices)
        characters = [
            chr(code) if failed != 1 and 0 < code < 0xFFFF else "\ufffd"
            for code, failed in zip(codes, unmapped, strict=True)
        ]
        places = _places(np.array(calls.origins(raw, indices)))
    finally:
        text_page.close()
        page.close()
    here: dict[_Place, str] = {}
    for place, character in zip(places, characters, strict=True):
        here[place] = here.get(place, "") + character
    several: dict[_Place, list[Key]] = {}
    for key, place in letters:
        several.setdefault(place, []).append(key)
    found: list[tuple[Key, str]] = []
    for place, keys in several.items():
        said = here.get(place, "")
        if len(keys) == 1 and said:
            # One letter; or one glyph for several: an ActualText, or a ligature.
            found.append((keys[0], said))
        elif len(said) == len(keys):
            # Several letters at one place: marks without width. They keep their order.
            found += zip(keys, said, strict=True)
    sample.reported.update(found)
