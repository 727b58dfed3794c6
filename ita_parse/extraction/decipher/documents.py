"""A PDF's font objects, and new versions of them appended to the file (an incremental update)."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

# Pages whose resources are looked through; the largest real documents have some 1,500.
_MOST_PAGES = 2000
# Resource dictionaries of one page (forms within forms), and fonts in each: hostile files have
# no end of them.
_MOST_FORMS = 60
_MOST_FONTS = 100
_MOST_REFERENCES = 12
# The largest Thai font programs have some 400 kB; CJK ones, which are not ours, many MB.
_LARGEST_PROGRAM = 12_000_000
# Codes asked about in one font; whole Thai fonts have some 3,000 glyphs, mostly not Thai.
_MOST_CODES = 4000
# A ToUnicode table of all 65,536 codes, a line each, has 1 MB.
_LARGEST_TABLE = 2_000_000
_PROGRAMS = ("FontFile2", "FontFile3", "FontFile")
_REGULAR = re.compile(rb"[^!-~]|[#/%()<>\[\]{}]")


@dataclass(slots=True)
class FontObject:
    """A font of the document that has its font program embedded.

    `wide` fonts have codes of two bytes, the others of one. `program` names the font program's
    object: fonts that share it share their glyphs.
    """

    number: int
    generation: int
    entries: dict[str, Any]
    descendant: dict[str, Any] | None
    program: int
    pages: list[int] = field(default_factory=list)

    @property
    def wide(self) -> bool:
        """Whether its codes have two bytes."""
        return self.descendant is not None

    @property
    def name(self) -> str:
        """The font's name as the document gives it."""
        return str(_name(self.entries.get("BaseFont")))


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream object to be written."""

    entries: Mapping[str, Any]
    data: bytes


class FontFile:
    """A PDF opened to find its fonts and to write new versions of them.

    Raises:
        ValueError: it can't be read by pdfminer, or has no usable cross references.
    """

    def __init__(self, content: bytes) -> None:
        from pdfminer.pdfdocument import PDFDocument, PDFXRefFallback
        from pdfminer.pdfparser import PDFParser

        self.content = content
        try:
            self._document = PDFDocument(PDFParser(io.BytesIO(content)))
            self._start = int(re.findall(rb"startxref\s+(\d+)", content)[-1])
        except Exception as error:
            raise ValueError("not a PDF that pdfminer can read") from error
        xrefs = self._document.xrefs
        if not xrefs or any(isinstance(xref, PDFXRefFallback) for xref in xrefs):
            raise ValueError("its cross references are damaged")
        self._streams = type(xrefs[0]).__name__ == "PDFXRefStream"
        self._trailer = dict(xrefs[0].get_trailer())
        self._free = max((max(xref.get_objids(), default=0) for xref in xrefs), default=0) + 1
        self._free = max(self._free, int(self._trailer.get("Size", 0)))

    def fonts(self) -> list[FontObject]:
        """Find the embedded fonts that pages use, directly or in forms."""
        found: dict[int, FontObject | None] = {}
        for number, resources in enumerate(self._pages()):
            for reference in self._font_references(resources):
                if reference.objid not in found:
                    found[reference.objid] = self._font(reference)
                font = found[reference.objid]
                if font is not None and (not font.pages or font.pages[-1] != number):
                    font.pages.append(number)
        return [font for font in found.values() if font is not None]

    def data(self, number: int) -> bytes:
        """Return the decoded content of a stream; nothing if it is damaged or huge."""
        try:
            return _unpacked(self._document.getobj(number), _LARGEST_PROGRAM)
        except Exception:  # pdfminer raises all kinds of errors on damaged files
            return b""

    def declared_codes(self, font: FontObject) -> list[int]:
        """List the codes that a font gives widths for: mostly those that the document uses."""
        if font.descendant is None:
            first, last = (self.resolve(font.entries.get(key)) for key in ("FirstChar", "LastChar"))
            known = isinstance(first, int) and isinstance(last, int)
            return list(range(max(first, 0), min(last, 255) + 1)) if known else []
        codes: list[int] = []
        widths = self.resolve(font.descendant.get("W"))
        items = [self.resolve(item) for item in widths] if isinstance(widths, list) else []
        while len(items) > 1 and len(codes) < _MOST_CODES:
            first, second = items[0], items[1]
            if not isinstance(first, int):
                break
            if isinstance(second, list):
                codes += range(first, first + len(second))
                items = items[2:]
            elif isinstance(second, int):
                codes += range(first, min(second, first + _MOST_CODES) + 1)
                items = items[3:]
            else:
                break
        return codes[:_MOST_CODES]

    def old_table(self, font: FontObject) -> dict[int, str]:
        """Read the font's ToUnicode table; nothing where it has none or a damaged one."""
        from ita_parse.extraction.decipher.tables import read_table

        stream = self.resolve(font.entries.get("ToUnicode"))
        try:
            return read_table(_unpacked(stream, _LARGEST_TABLE))
        except Exception:
            return {}

    def resolve(self, value: Any) -> Any:
        """Follow references to an object; None where they lead nowhere or in a circle."""
        from pdfminer.pdftypes import PDFObjRef

        for _ in range(_MOST_REFERENCES):
            if not isinstance(value, PDFObjRef):
                return value
            try:
                value = self._document.getobj(value.objid)
            except Exception:
                return None
        return None

    def updated(self, fonts: Mapping[int, tuple[FontObject, Mapping[str, Any], Stream]]) -> bytes:
        """Return the file with new versions of fonts.

        Args:
            fonts: by their object number, the font, entries that replace its own (of a wide font
                "BaseFont" also replaces its descendant's) and its new ToUnicode table.
        """
        out = io.BytesIO()
        out.write(self.content)
        if not self.content.endswith(b"\n"):
            out.write(b"\n")
        places: dict[int, tuple[int, int]] = {}

        def write(number: int, generation: int, value: Any) -> None:
            places[number] = (out.tell(), generation)
            out.write(b"%d %d obj\n%s\nendobj\n" % (number, generation, _written(value)))

        free = self._free
        for font, changes, table in fonts.values():
            entries = {**font.entries, **changes, "ToUnicode": _Reference(free)}
            write(free, 0, table)
            free += 1
            if font.descendant is not None and "BaseFont" in changes:
                write(free, 0, {**font.descendant, "BaseFont": changes["BaseFont"]})
                entries["DescendantFonts"] = [_Reference(free)]
                free += 1
            write(font.number, font.generation, entries)
        self._write_xref(out, places, free)
        return out.getvalue()

    def _write_xref(self, out: io.BytesIO, places: dict[int, tuple[int, int]], free: int) -> None:
        keep: dict[str, Any] = {
            key: self._trailer[key] for key in ("Root", "Info", "ID") if key in self._trailer
        }
        start = out.tell()
        trailer: dict[str, Any] = {**keep, "Prev": self._start, "Size": free}
        if self._streams:
            places[free] = (start, 0)
            trailer |= {"Size": free + 1, "Type": _Name("XRef"), "W": [1, 8, 2]}
            trailer["Index"] = [value for number in sorted(places) for value in (number, 1)]
            rows = (
                b"\x01"
                + places[number][0].to_bytes(8, "big")
                + places[number][1].to_bytes(2, "big")
                for number in sorted(places)
            )
            body = _written(Stream(trailer, b"".join(rows)))
            out.write(b"%d 0 obj\n%s\nendobj\n" % (free, body))
        else:
            out.write(b"xref\n")
            for number in sorted(places):
                out.write(b"%d 1\n%010d %05d n \n" % (number, *places[number]))
            out.write(b"trailer\n%s\n" % _written(trailer))
        out.write(b"startxref\n%d\n%%%%EOF\n" % start)

    def _pages(self) -> Iterator[Any]:
        from pdfminer.pdfpage import PDFPage

        try:
            for number, page in enumerate(PDFPage.create_pages(self._document)):
                if number >= _MOST_PAGES:
                    return
                yield page.resources
        except Exception:  # a damaged page tree: what came before it is of use
            return

    def _font_references(self, resources: Any) -> Iterator[Any]:
        """Yield references to the fonts of a page and of the forms that it draws."""
        from pdfminer.pdftypes import PDFObjRef, PDFStream

        seen: set[int] = set()
        waiting = [resources]
        for _ in range(_MOST_FORMS):
            if not waiting:
                return
            here = self.resolve(waiting.pop())
            if not isinstance(here, dict):
                continue
            fonts = self.resolve(here.get("Font"))
            for font in islice(fonts.values() if isinstance(fonts, dict) else (), _MOST_FONTS):
                if isinstance(font, PDFObjRef):
                    yield font
            drawn = self.resolve(here.get("XObject"))
            for reference in drawn.values() if isinstance(drawn, dict) else ():
                if not isinstance(reference, PDFObjRef) or reference.objid in seen:
                    continue
                seen.add(reference.objid)
                form = self.resolve(reference)
                if isinstance(form, PDFStream) and "Resources" in form.attrs:
                    waiting.append(form.attrs["Resources"])

    def _font(self, reference: Any) -> FontObject | None:
        from pdfminer.pdftypes import PDFObjRef

        entries = self.resolve(reference)
        if not isinstance(entries, dict) or _name(entries.get("Type")) != "Font":
            return None
        descendant = None
        if _name(entries.get("Subtype")) == "Type0":
            # Other encodings than Identity need their CMap; they are those of CJK fonts.
            if _name(self.resolve(entries.get("Encoding"))) not in ("Identity-H", "Identity-V"):
                return None
            several = self.resolve(entries.get("DescendantFonts"))
            descendant = self.resolve(several[0]) if isinstance(several, list) and several else None
            if not isinstance(descendant, dict):
                return None
        described = self.resolve((descendant or entries).get("FontDescriptor"))
        for key in _PROGRAMS if isinstance(described, dict) else ():
            program = described.get(key)
            if isinstance(program, PDFObjRef):
                generation = self._generation(reference.objid)
                return FontObject(reference.objid, generation, entries, descendant, program.objid)
        return None

    def _generation(self, number: int) -> int:
        for xref in self._document.xrefs:
            try:
                container, _, generation = xref.get_pos(number)
            except KeyError:
                continue
            return 0 if container is not None else int(generation)
        return 0


def _unpacked(stream: Any, most: int) -> bytes:
    """Unpack a stream, but no bomb: at most so many bytes.

    Raises:
        ValueError: it holds more.
    """
    filters = stream.get_filters()
    if [_name(kind) for kind, _ in filters] == ["FlateDecode"] and not filters[0][1]:
        data = zlib.decompressobj().decompress(stream.get_rawdata() or b"", most + 1)
    else:
        data = stream.get_data()
    if len(data) > most:
        raise ValueError("a stream of that kind is never so large")
    return bytes(data)


class _Reference(int):
    """The number of an object, written as a reference to it."""


class _Name(str):
    """A name to be written."""

    __slots__ = ()


def named(name: str) -> str:
    """Make a name as the values of dictionaries need it."""
    return _Name(name)


def _name(value: Any) -> str | None:
    name = getattr(value, "name", None)
    if isinstance(name, bytes):
        return name.decode("latin-1")
    return name if isinstance(name, str) else None


def _written(value: Any, depth: int = 0) -> bytes:
    """Write a value as PDF syntax: what pdfminer gives, and the classes above."""
    if depth > 20:
        raise ValueError("nested too deep")
    if isinstance(value, Stream):
        head = _written({**value.entries, "Length": len(value.data)}, depth + 1)
        return head + b"\nstream\n" + value.data + b"\nendstream"
    if isinstance(value, dict):
        inner = (
            _written_name(key) + b" " + _written(item, depth + 1) for key, item in value.items()
        )
        return b"<<" + b" ".join(inner) + b">>"
    if isinstance(value, list | tuple):
        return b"[" + b" ".join(_written(item, depth + 1) for item in value) + b"]"
    return _written_simple(value)


def _written_simple(value: Any) -> bytes:
    if value is None:
        return b"null"
    if isinstance(value, bool):
        return b"true" if value else b"false"
    if isinstance(value, _Reference):
        return b"%d 0 R" % int(value)
    if isinstance(value, int):
        return b"%d" % value
    if isinstance(value, float):
        return f"{value:.6f}".encode()
    if isinstance(value, bytes):
        return b"<" + value.hex().encode() + b">"
    if isinstance(value, _Name):
        return _written_name(value)
    if (number := getattr(value, "objid", None)) is not None:
        return b"%d %d R" % (number, getattr(value, "genno", 0) or 0)
    if (name := getattr(value, "name", None)) is not None:
        return _written_name(name)
    raise ValueError(f"no PDF value: {type(value).__name__}")


def _written_name(name: str | bytes) -> bytes:
    # pdfminer decodes names as UTF-8 where that works and keeps the bytes where it does not.
    raw = name if isinstance(name, bytes) else name.encode("utf-8", "surrogateescape")
    return b"/" + _REGULAR.sub(lambda match: b"#%02x" % match[0][0], raw)
