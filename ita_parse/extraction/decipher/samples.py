"""What pages draw, by the codes of fonts: PDFium reads a copy whose letters are their own codes.

PDFium knows every kind of font program and encoding. So the file is given, for a look, ToUnicode
tables by which each code means one character of its own, and font names that tell which object a
font is. From that copy codes, places and outlines come out for fonts without a usable encoding too.
"""

from __future__ import annotations

import ctypes
import math
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from ita_parse.extraction.decipher.documents import FontFile, FontObject, Stream, named

# Codes are shown as CJK ideographs: PDFium joins, drops and breaks at other characters.
_BASE = 0x3400
_MOST_CODES = 0x6C00
_PAGES_PER_FONT = 6
_MOST_PAGES = 40
_MOST_LETTERS = 150_000
# Outlines read in all, and in one font of those that no sampled page draws.
_MOST_GLYPHS = 6000
_MOST_UNDRAWN = 400
_MOST_SEGMENTS = 2000
_MOST_MARKS = 20
# No outline reaches farther from its origin, in ems; damaged ones do.
_FARTHEST = 10.0
# A gap wider than this, in ems, or another line, parts words.
_GAP = 0.3
_LINE = 0.5
_STEPS = 6

Contour = list[tuple[float, float]]


class Drawn(NamedTuple):
    """A letter of a sampled page: the font's object and code, or the character as it is read.

    `font` is 0 where the font is none of those looked at. `parted` is True where a gap or another
    line stands before it. `place` is the origin.
    """

    font: int
    code: int
    parted: bool
    place: tuple[float, float]


@dataclass(slots=True)
class GlyphShape:
    """The outline of a glyph in ems, as polygons, and its advance width."""

    contours: list[Contour]
    advance: float


@dataclass(slots=True)
class Sample:
    """What the sampled pages draw.

    `pages` are letters in the order of the content; `declared` the codes that fonts have widths
    for, as far as their outlines are not yet read; `shapes` outlines by font and code; `reported`
    counts, by font and code, the characters that the file itself gives for a code.
    """

    pages: list[list[Drawn]] = field(default_factory=list)
    declared: dict[int, list[int]] = field(default_factory=dict)
    shapes: dict[tuple[int, int], GlyphShape] = field(default_factory=dict)
    reported: dict[tuple[int, int], Counter[str]] = field(default_factory=dict)


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
                page = _read_page(probed, number, known, sample)
                _read_reported(original, number, page, sample)
            except pypdfium2.PdfiumError:
                continue
            letters += len(page)
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


def _read_page(pdf: Any, number: int, known: dict[str, int], sample: Sample) -> list[Drawn]:
    page = pdf[number]
    try:
        text_page = page.get_textpage()
        try:
            return list(_read_letters(text_page.raw, known, sample))
        finally:
            text_page.close()
    finally:
        page.close()


def _read_letters(text_page: Any, known: dict[str, int], sample: Sample) -> Iterator[Drawn]:
    names: dict[int, int] = {}
    replaced: dict[int, bool] = {}
    x, y = ctypes.c_double(), ctypes.c_double()
    matrix, rect = pdfium.FS_MATRIX(), pdfium.FS_RECTF()
    end: tuple[float, float] | None = None
    for index in range(max(pdfium.FPDFText_CountChars(text_page), 0)):
        if pdfium.FPDFText_IsGenerated(text_page, index) == 1:
            continue
        item = pdfium.FPDFText_GetTextObject(text_page, index)
        font = pdfium.FPDFTextObj_GetFont(item) if item else None
        if not font:
            continue
        address = ctypes.addressof(font.contents)
        if address not in names:
            names[address] = known.get(_base_name(font), 0)
            _read_shapes(font, names[address], sample)
        number = names[address]
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        place = ctypes.addressof(item.contents)
        if place not in replaced:
            replaced[place] = _is_replaced(item)
        if replaced[place] or not _BASE <= code < _BASE + _MOST_CODES:
            number = 0
        if number:
            code -= _BASE
            key = (number, code)
            if key not in sample.shapes and len(sample.shapes) < _MOST_GLYPHS:
                sample.shapes[key] = _read_shape(font, _BASE + code)
        pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
        pdfium.FPDFText_GetLooseCharBox(text_page, index, rect)
        pdfium.FPDFText_GetMatrix(text_page, index, matrix)
        scale = math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))
        em = max(pdfium.FPDFText_GetFontSize(text_page, index) * scale, 0.1)
        here = (x.value, y.value)
        parted = end is None or (
            abs(here[1] - end[1]) > _LINE * em or not -2 * em < here[0] - end[0] < _GAP * em
        )
        end = (max(rect.right, here[0]), here[1])
        yield Drawn(number, code, parted, (round(here[0], 1), round(here[1], 1)))


def _is_replaced(item: Any) -> bool:
    """Tell whether the text is given beside the glyphs (ActualText), whatever these mean."""
    for index in range(min(max(pdfium.FPDFPageObj_CountMarks(item), 0), _MOST_MARKS)):
        mark = pdfium.FPDFPageObj_GetMark(item, index)
        if pdfium.FPDFPageObjMark_GetParamValueType(mark, b"ActualText"):
            return True
    return False


def _read_shapes(font: Any, number: int, sample: Sample) -> None:
    """Read outlines of the codes that the font has widths for, drawn on this page or not."""
    left = min(_MOST_UNDRAWN, _MOST_GLYPHS - len(sample.shapes))
    for code in sample.declared.pop(number, ()):
        if left <= 0:
            return
        if (number, code) not in sample.shapes and code < _MOST_CODES:
            shape = _read_shape(font, _BASE + code)
            # Fonts that are not cut down declare widths of thousands of glyphs that are empty.
            if shape.contours:
                sample.shapes[number, code] = shape
                left -= 1


def _base_name(font: Any) -> str:
    name = ctypes.create_string_buffer(128)
    pdfium.FPDFFont_GetBaseFontName(font, name, 128)
    return name.value.decode("latin-1")


def _read_reported(pdf: Any, number: int, letters: list[Drawn], sample: Sample) -> None:
    """Count which characters the file itself gives for the codes, found by their places."""
    places: dict[tuple[float, float], list[tuple[int, int]]] = {}
    for letter in letters:
        if letter.font:
            places.setdefault(letter.place, []).append((letter.font, letter.code))
    x, y = ctypes.c_double(), ctypes.c_double()
    page = pdf[number]
    text_page = page.get_textpage()
    try:
        raw = text_page.raw
        here: dict[tuple[float, float], list[str]] = {}
        for index in range(max(pdfium.FPDFText_CountChars(raw), 0)):
            if pdfium.FPDFText_IsGenerated(raw, index) == 1:
                continue
            pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
            code = pdfium.FPDFText_GetUnicode(raw, index)
            failed = pdfium.FPDFText_HasUnicodeMapError(raw, index) == 1 or not 0 < code < 0xFFFF
            place = (round(x.value, 1), round(y.value, 1))
            here.setdefault(place, []).append("\ufffd" if failed else chr(code))
    finally:
        text_page.close()
        page.close()
    for place, keys in places.items():
        said = here.get(place, [])
        # Several letters at one place: marks without width. They keep their order.
        if len(said) == len(keys):
            for key, character in zip(keys, said, strict=True):
                sample.reported.setdefault(key, Counter())[character] += 1
        elif len(keys) == 1 and said:
            # One glyph for several letters: an ActualText, or a ligature.
            sample.reported.setdefault(keys[0], Counter())["".join(said)] += 1


def _read_shape(font: Any, letter: int) -> GlyphShape:
    width = ctypes.c_float()
    pdfium.FPDFFont_GetGlyphWidth(font, letter, 1.0, width)
    path = pdfium.FPDFFont_GetGlyphPath(font, letter, 1.0)
    contours: list[Contour] = []
    waiting: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    count = pdfium.FPDFGlyphPath_CountGlyphSegments(path) if path else 0
    for index in range(min(max(count, 0), _MOST_SEGMENTS)):
        segment = pdfium.FPDFGlyphPath_GetGlyphPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        point = (x.value, y.value)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            contours.append([point])
        elif not contours:
            continue
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            contours[-1].append(point)
        elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            waiting.append(point)
            if len(waiting) == 3:
                contours[-1] += flatten(contours[-1][-1], *waiting)
                waiting = []
    if any(not abs(x) + abs(y) < _FARTHEST for contour in contours for x, y in contour):
        contours = []
    return GlyphShape([one for one in contours if len(one) > 2], width.value)


def flatten(
    start: tuple[float, float],
    one: tuple[float, float],
    two: tuple[float, float],
    end: tuple[float, float],
) -> Contour:
    """Turn a cubic curve into a few points after its start."""
    points = []
    for step in range(1, _STEPS + 1):
        t = step / _STEPS
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        points.append(
            (
                a * start[0] + b * one[0] + c * two[0] + d * end[0],
                a * start[1] + b * one[1] + c * two[1] + d * end[1],
            )
        )
    return points
