"""What a font program itself tells of its codes: glyph numbers, glyph names, its own cmap.

A program cut down for a PDF has often lost some or all of these, and sometimes they lie, so they
are clues for the solver and no answers.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ita_parse.extraction.decipher.documents import FontFile, FontObject
from ita_parse.normalisation.characters import FROM_PRIVATE_USE

# Old Thai TrueType fonts keep Thai in the Macintosh subtable or at U+F000 and the code, in the
# order of TIS-620, which is that of Unicode's Thai block.
_TIS_620 = 0x0E01 - 0xA1
_SYMBOLS = 0xF000
_MOST_GLYPHS = 65_536


@dataclass(slots=True)
class Clues:
    """By code: the glyph's number, and the letters that its name and the cmap speak for.

    Codes that nothing is known of are missing.
    """

    numbers: Mapping[int, int] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)
    cmap: Mapping[int, str] = field(default_factory=dict)


def read_clues(file: FontFile, font: FontObject, codes: list[int]) -> Clues:
    """Read what a font's program tells of some codes; nothing where it is damaged."""
    data = file.data(font.program)
    try:
        program = _opened(data)
        if program is None:
            return Clues()
        numbers = _numbers(file, font, program, codes)
        names = {code: _named(program, number) for code, number in numbers.items()}
        backward = _backward(program)
        mapped = {code: backward.get(number, "") for code, number in numbers.items()}
    except Exception:  # fontTools raises all kinds of errors on damaged programs
        return Clues()
    return Clues(
        numbers,
        {code: letter for code, letter in names.items() if letter},
        {code: letter for code, letter in mapped.items() if letter},
    )


@dataclass(slots=True)
class _Program:
    """A font program: its glyphs' names by number, and its cmap subtables if it has any."""

    names: list[str]
    subtables: list[Any]
    encoding: Mapping[int, str]
    cids: bool = False


def _opened(data: bytes) -> _Program | None:
    if not data:
        return None
    if data[:4] in (b"\x00\x01\x00\x00", b"true", b"OTTO", b"ttcf"):
        return _opened_sfnt(data)
    if data[:1] == b"\x01":
        from fontTools.cffLib import CFFFontSet

        fonts = CFFFontSet()
        fonts.decompile(io.BytesIO(data), None)
        return _from_cff(fonts[0])
    return None


def _opened_sfnt(data: bytes) -> _Program:
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(data), lazy=True, fontNumber=0)
    subtables: list[Any] = []
    try:
        subtables = [table for table in font["cmap"].tables if table.isUnicode() or _known(table)]
    except Exception:  # no cmap, or a damaged one
        subtables = []
    if "CFF " in font:
        program = _from_cff(font["CFF "].cff[0])
        program.subtables = _numbered(font, subtables)
        return program
    count = min(int(font["maxp"].numGlyphs), _MOST_GLYPHS)
    names = [""] * count
    try:
        post = font["post"]
        # Version 3 has no names; fontTools would make them up, from the cmap.
        if post.formatType in (1.0, 2.0):
            names = list(font.getGlyphOrder())[:count]
    except Exception:  # no post table, or a damaged one
        names = [""] * count
    return _Program(names, _numbered(font, subtables), {})


def _known(table: Any) -> bool:
    return (table.platformID, table.platEncID) in ((3, 0), (1, 0), (1, 21))


def _numbered(font: Any, subtables: list[Any]) -> list[Any]:
    """Turn the glyph names of cmap subtables into numbers."""
    out = []
    for table in subtables:
        codes = {code: font.getGlyphID(name) for code, name in list(table.cmap.items())}
        out.append((table.platformID, table.platEncID, codes))
    return out


def _from_cff(top: Any) -> _Program:
    cids = hasattr(top, "ROS")
    encoding: Mapping[int, str] = {}
    if not cids and isinstance(getattr(top, "Encoding", None), list):
        encoding = {code: name for code, name in enumerate(top.Encoding) if name != ".notdef"}
    return _Program(list(top.charset), [], encoding, cids)


def _numbers(
    file: FontFile, font: FontObject, program: _Program, codes: list[int]
) -> dict[int, int]:
    """Find the glyph numbers of codes, as far as the font's kind makes that plain."""
    if font.descendant is not None:
        return _wide_numbers(file, font.descendant, program, codes)
    if program.subtables:
        for platform, kind, table in sorted(program.subtables, key=lambda one: one[:2] != (3, 0)):
            if (platform, kind) == (3, 0):
                found = {code: table.get(_SYMBOLS + code, table.get(code)) for code in codes}
            elif platform == 1:
                found = {code: table.get(code) for code in codes}
            else:
                continue
            if any(found.values()):
                return {code: number for code, number in found.items() if number}
    if program.encoding:
        at = {name: number for number, name in enumerate(program.names)}
        return {code: at[name] for code, name in program.encoding.items() if name in at}
    return {}


def _wide_numbers(
    file: FontFile, descendant: Mapping[str, Any], program: _Program, codes: list[int]
) -> dict[int, int]:
    moved = file.resolve(descendant.get("CIDToGIDMap"))
    if hasattr(moved, "get_data"):
        table = moved.get_data()
        return {
            code: int.from_bytes(table[2 * code : 2 * code + 2], "big")
            for code in codes
            if 2 * code + 2 <= len(table)
        }
    if program.cids:
        at = {name: number for number, name in enumerate(program.names)}
        found = {code: at.get(f"cid{code:05d}") for code in codes}
        return {code: number for code, number in found.items() if number is not None}
    return {code: code for code in codes}


def _named(program: _Program, number: int) -> str:
    """Tell the letter that a glyph's name speaks for ("uni0E01", "kokaithai", "kokai", "a")."""
    from fontTools import agl

    if program.cids or not 0 <= number < len(program.names):
        return ""
    name = program.names[number]
    letters = agl.toUnicode(name) or agl.toUnicode(f"{name.split('.')[0].lower()}thai")
    return "".join(FROM_PRIVATE_USE.get(letter, letter) for letter in letters)


def _backward(program: _Program) -> dict[int, str]:
    """Turn the cmap round: letters by glyph number."""
    out: dict[int, str] = {}
    for platform, kind, table in program.subtables:
        for code, number in table.items():
            letter = _letter(platform, kind, code)
            if letter:
                out.setdefault(number, letter)
    return out


def _letter(platform: int, kind: int, code: int) -> str:
    if (platform, kind) in ((3, 0), (1, 0), (1, 21)):
        code -= _SYMBOLS if code >= _SYMBOLS else 0
        if code < 0x7F:
            return chr(code) if code > 0x20 else ""
        return chr(code + _TIS_620) if 0xA1 <= code <= 0xFB else ""
    letter = chr(code) if 0x20 < code < 0x110000 else ""
    return FROM_PRIVATE_USE.get(letter, letter)
