"""Lines outside tables to paragraphs; page numbers and running heads and feet left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from ita_parse.document import Box, Paragraph, ParagraphKind
from ita_parse.extraction.grids import rounded
from ita_parse.extraction.lines import Line, line_break, was_ended
from ita_parse.text import CATCHWORD, LETTER_LABEL, LIST_MARKER, PAGE_NUMBER, squeeze

# Running heads and feet stand in this share of the page's height at its top and bottom.
_MARGIN = 0.13
_BARE_NUMBER = re.compile(r"\s*[0-9๐-๙]{1,4}\s*")
# Lines of a paragraph are as far apart as most lines of the page; more than this many times that
# parts paragraphs. In sizes, steps lie between these two (Thai fonts are set 1.2 to 2.4 apart).
_WIDER_STEP = 1.3
_STEPS = (1.8, 3.2)
# A line that begins this many sizes to the right of the text's left edge begins a paragraph.
_INDENT = 1.5


@dataclass(frozen=True, slots=True)
class TextPage:
    """The lines outside tables of a page, and its size in points."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]


def furniture(pages: Sequence[TextPage]) -> set[tuple[int, int]]:
    """Find page numbers, running heads and running feet, as (page, index of line).

    What stands at the same height on most pages, digits aside, is furniture; a head's first
    appearance is kept, because it may be the document's title.
    """
    found: set[tuple[int, int]] = set()
    places: Counter[tuple[str, int]] = Counter()
    keys: list[tuple[TextPage, int, tuple[str, int]]] = []
    for page in pages:
        own: set[tuple[str, int]] = set()
        for index, line in enumerate(page.lines):
            if index >= len(page.lines) - 2 and CATCHWORD.fullmatch(line.text):
                found.add((page.number, index))
                continue
            if not _in_margin(page, line):
                continue
            text = squeeze(line.text)
            outermost = index in (0, len(page.lines) - 1)
            if PAGE_NUMBER.fullmatch(line.text) or (
                outermost and _BARE_NUMBER.fullmatch(line.text)
            ):
                found.add((page.number, index))
                continue
            key = (re.sub(r"[0-9๐-๙]+", "0", text), round(line.baseline / 6))
            keys.append((page, index, key))
            own.add(key)
        places.update(own)
    seen: set[tuple[str, int]] = set()
    for page, index, key in keys:
        repeated = places[key] >= 2 and places[key] * 2 >= len(pages)
        at_top = page.lines[index].baseline < page.height / 2
        if repeated and (key in seen or not at_top):
            found.add((page.number, index))
        seen.add(key)
    return found


def _in_margin(page: TextPage, line: Line) -> bool:
    return line.baseline < page.height * _MARGIN or line.baseline > page.height * (1 - _MARGIN)


def build_paragraphs(page: TextPage, skip: set[tuple[int, int]]) -> list[tuple[float, Paragraph]]:
    """Put a page's lines together to paragraphs, each with the height at which it stands."""
    lines = [line for i, line in enumerate(page.lines) if (page.number, i) not in skip]
    if not lines:
        return []
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    step = _usual_step(lines)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not _begins(line, groups[-1][-1], left, right, step):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [(group[0].baseline, _paragraph(group, page)) for group in groups]


def _usual_step(lines: Sequence[Line]) -> float:
    steps = [lower.baseline - upper.baseline for upper, lower in pairwise(lines)]
    return median_low(steps) if steps else 0.0


def _begins(line: Line, before: Line, left: float, right: float, step: float) -> bool:
    """Tell whether a line begins a paragraph."""
    least, most = (before.em * share for share in _STEPS)
    return (
        line.baseline - before.baseline > min(max(step * _WIDER_STEP, least), most)
        or was_ended(before, line, right)
        or (line.x0 > left + line.em * _INDENT and not _share_centre(before, line))
        or LIST_MARKER.match(line.text) is not None
        or LETTER_LABEL.match(line.text) is not None
    )


def _share_centre(before: Line, line: Line) -> bool:
    """Tell lines that are centred: the lower one is no more indented than it is short."""
    return abs((before.x0 + before.x1) - (line.x0 + line.x1)) < line.em * 2


def _paragraph(lines: Sequence[Line], page: TextPage) -> Paragraph:
    text = lines[0].text + "".join(line_break(line) + line.text for line in lines[1:])
    box: Box = (
        min(line.x0 for line in lines),
        lines[0].baseline - lines[0].em,
        max(line.x1 for line in lines),
        lines[-1].baseline + lines[-1].em * 0.3,
    )
    kind: ParagraphKind = "list_item" if LIST_MARKER.match(text) else "text"
    centred = abs((box[0] + box[2]) / 2 - page.width / 2) < page.width * 0.03
    if kind == "text" and centred and len(lines) == 1 and box[2] - box[0] < page.width * 0.7:
        kind = "heading"
    return Paragraph(text, text, kind, page.number, rounded(box))
