"""Pages that draw forms in forms without end: PDFium must not open them.

PDFium reads a page with all forms that it draws, 40 levels deep, in one call that nothing stops. A
form that draws two others, each of which draws two more, fills any memory (a form that draws itself
twice does, too), and PDFium ends the process then. So such pages are looked for before.
"""

from __future__ import annotations

import io
import re
from typing import Any

# A file without a form draws none. Names may hide letters behind "#".
_FORM = re.compile(rb"/Subtype\s*(?:/Form\b|/[^\s/<>\[\]()]*#|\d)")
# A form whose own resources stand in its dictionary and name no other form draws none.
_OWN_RESOURCES = re.compile(rb"/Resources\s*<<")
_OTHERS = re.compile(rb"/XObject|/[^\s/<>\[\]()]*#")
_LONGEST_DICTIONARY = 4000
_OBJECT = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+obj\b")
_FEW_FORMS = 100
_DRAW = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do\b")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
# So deep PDFium follows forms.
_DEEPEST = 40
# No page of a document draws so many forms.
MOST_FORMS = 20_000
_LARGEST_STREAM = 20_000_000


def endless_pages(content: bytes) -> frozenset[int]:
    """Return the numbers of pages (from 1) that draw more forms than `MOST_FORMS`."""
    forms = list(_FORM.finditer(content))
    if all(_is_plain(content, found) for found in forms):
        return frozenset()
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    try:
        document = PDFDocument(PDFParser(io.BytesIO(content)))
        graph = _Graph()
        numbers = [_number(content, found) for found in forms]
        known = all(number and graph.take(document, number) for number in numbers)
        # Forms that draw few others are harmless however often a page draws them.
        if known and max(graph.counts().values(), default=0) <= _FEW_FORMS:
            return frozenset()
        pages = PDFPage.create_pages(document)
        drawn = [graph.of_page(page) for page in pages]
    except Exception:  # pdfminer raises all kinds of errors on damaged files
        return frozenset()
    counts = graph.counts()
    return frozenset(
        number
        for number, forms in enumerate(drawn, 1)
        if sum(counts[form] for form in forms) > MOST_FORMS
    )


def _is_plain(content: bytes, found: re.Match[bytes]) -> bool:
    """Tell a form that draws no other one, from the bytes of its dictionary alone."""
    start = content.rfind(b"obj", max(0, found.start() - _LONGEST_DICTIONARY), found.start())
    end = content.find(b"stream", found.end(), found.end() + _LONGEST_DICTIONARY)
    if start < 0 or end < 0 or not found[0].endswith(b"Form"):
        return False
    dictionary = content[start:end]
    return _OWN_RESOURCES.search(dictionary) is not None and not _OTHERS.search(dictionary)


def _number(content: bytes, found: re.Match[bytes]) -> int:
    """Return the number of the object that a form's dictionary belongs to, 0 if unknown."""
    before = content[max(0, found.start() - _LONGEST_DICTIONARY) : found.start()]
    numbers = _OBJECT.findall(before)
    return int(numbers[-1]) if numbers else 0


class _Graph:
    """Which forms each form draws, by their numbers, as often as it draws them."""

    def __init__(self) -> None:
        self._drawn: dict[int, list[int]] = {}

    def of_page(self, page: Any) -> list[int]:
        """Return the forms that a page draws itself, and note what these draw."""
        forms = self._forms(page.resources)
        return self._note(b"\n".join(map(_data, page.contents)), forms) if forms else []

    def take(self, document: Any, number: int) -> bool:
        """Note what the form of a number draws; tell whether it is one."""
        from pdfminer.pdftypes import PDFObjRef

        return self._take(PDFObjRef(document, number))

    def counts(self) -> dict[int, int]:
        """Count the forms that PDFium would read for each form."""
        counts = dict.fromkeys(self._drawn, 0)
        for _ in range(_DEEPEST):
            counts = {
                form: min(1 + sum(counts[one] for one in inner), MOST_FORMS + 1)
                for form, inner in self._drawn.items()
            }
        return counts

    def _forms(self, resources: Any) -> dict[bytes, Any]:
        from pdfminer.pdftypes import PDFObjRef, resolve1

        here = resolve1(resources)
        drawn = resolve1(here.get("XObject")) if isinstance(here, dict) else None
        some = drawn.items() if isinstance(drawn, dict) else ()
        return {name.encode("latin-1"): ref for name, ref in some if isinstance(ref, PDFObjRef)}

    def _note(self, content: bytes, forms: dict[bytes, Any]) -> list[int]:
        drawn = []
        for found in _DRAW.finditer(content):
            name = _ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), found[1])
            if name in forms and self._take(forms[name]):
                drawn.append(forms[name].objid)
            if len(drawn) > MOST_FORMS:
                break
        return drawn

    def _take(self, reference: Any) -> bool:
        """Note what a form draws; tell whether it is one."""
        from pdfminer.pdftypes import PDFStream, resolve1
        from pdfminer.psparser import literal_name

        if reference.objid in self._drawn:
            return True
        form = resolve1(reference)
        if not isinstance(form, PDFStream):
            return False
        if literal_name(resolve1(form.attrs.get("Subtype"))) != "Form":
            return False
        self._drawn[reference.objid] = []
        inner = self._forms(form.attrs.get("Resources"))
        if inner:
            self._drawn[reference.objid] = self._note(_data(form), inner)
        return True


def _data(stream: Any) -> bytes:
    from pdfminer.pdftypes import PDFStream, resolve1

    stream = resolve1(stream)
    if not isinstance(stream, PDFStream):
        return b""
    data: bytes = stream.get_data()
    return data[:_LARGEST_STREAM]
