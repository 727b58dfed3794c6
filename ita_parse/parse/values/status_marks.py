"""What states a status: words of the vocabulary, and tick boxes in every drawing.

A box is a character of its own (☑ ☐), brackets with or without a mark ((/) ( ) [x]), a letter of a
dingbats font that was lost, a tick on a dotted line, or an HTML checkbox.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from ita_parse.parse.values.vocabulary import Compact, alternatives, vocabulary
from ita_parse.records import Status
from ita_parse.text import squeeze

Kind = Literal["phrases", "alone", "boxed"]
Mark = Literal["ticked", "crossed", "filled", "empty"]


@dataclass(frozen=True, slots=True)
class Label:
    """Words that say a status, and where they stand in the compact text."""

    start: int
    end: int
    status: Status
    kind: Kind
    tail: int
    """Where the words end that belong to the label: "ตามแผน", "100%"."""


@dataclass(frozen=True, slots=True)
class Box:
    """A tick box and where it stands in the compact text."""

    start: int
    end: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class Patterns:
    """The vocabulary of `status.toml`, ready for matching on compact text."""

    label: re.Pattern[str]
    meanings: dict[str, tuple[Status, Kind]]
    tail: re.Pattern[str]
    box: re.Pattern[str]
    marks: dict[str, Mark]
    heading: re.Pattern[str]
    filler: re.Pattern[str]
    open: tuple[str, ...]
    endings: tuple[str, ...]
    leads: re.Pattern[str]
    letters: dict[str, Mark]


@cache
def patterns_of() -> Patterns:
    """Return the patterns of statuses, boxes and what stands around them."""
    data = vocabulary("status")
    meanings: dict[str, tuple[Status, Kind]] = {
        squeeze(phrase).lower(): (status, kind)
        for status in get_args(Status)
        for kind in get_args(Kind)
        for phrase in data[status].get(kind, ())
    }
    boxes = data["boxes"]
    marks = {character: mark for mark in get_args(Mark) for character in boxes[mark]}
    glyphs = "".join(map(re.escape, marks))
    inside = f"[{glyphs}{re.escape(boxes['marks'])}]"
    percent = r"(?:คิดเป็น)?(?:ร้อยละ|[(])?[0-9]{1,3}(?:\.[0-9]{1,2})?(?:%|เปอร์เซ็นต์)?[)]?"
    tails = alternatives(data["around"]["tails"])
    headings = alternatives(data["around"]["headings"])
    return Patterns(
        label=re.compile(alternatives(meanings), re.IGNORECASE),
        meanings=meanings,
        # Dots are a line to write on, with or without what should be written there.
        tail=re.compile(
            rf"(?:{tails}|(?:คิดเป็น)?(?:ร้อยละ[0-9.]+|[0-9.]+(?:%|เปอร์เซ็นต์)|[(][0-9.]+%[)])"
            rf"|(?:เนื่องจาก|เพราะ|โปรดระบุ)?[(:]?[._…]{{3,}}[)]?)*+"
        ),
        box=re.compile(
            rf"(?<![._…])[._…]*+(?:(?P<bracket>[(\[{{][-._…]{{0,9}}{inside}{{0,2}}[-._…]{{0,9}}[)\]}}])"
            rf"|(?P<glyph>[{glyphs}]+)[\ufe0e\ufe0f]?"
            rf"|(?P<ticked>{alternatives(boxes['ticked_words'])})|(?P<empty>{alternatives(boxes['empty_words'])})"
            r"|(?P<html><input[^<>]{0,200}>)"
            # A tick on a dotted line: "…/…".
            r"|(?<=[._…])(?P<line>[/√])(?=[._…]))[._…]*+"
            # A tick before a line: "/ ดำเนินการแล้ว".
            r"|(?P<slash>/)"
        ),
        marks=marks,
        heading=re.compile(rf"(?:{headings})[:=-]*"),
        filler=re.compile(
            rf"(?:{tails}|(?:ใน|ประจำ)?(?:ปี)?(?:งบประมาณ)?(?:พ\.?ศ\.?)?25[0-9]{{2}}|{percent}|(?:ข้อ)?[0-9.]+[.)]"
            rf"|เมื่อ(?:วันที่)?[0-9]{{1,2}}[ก-๎.]{{3,12}}[0-9]{{2,4}}|[\s\W_])*+"
        ),
        open=tuple(data["around"]["open"]),
        endings=tuple(data["around"]["endings"]),
        leads=re.compile(rf"(?:{alternatives(data['around']['leads'])})*\Z"),
        letters={
            **dict.fromkeys(boxes["ticked_letters"], "ticked"),
            **dict.fromkeys(boxes["empty_letters"], "empty"),
        },
    )


def labels_of(line: Compact) -> list[Label]:
    """Return the words of a text that say a status, in order."""
    patterns = patterns_of()
    found: list[Label] = []
    for match in patterns.label.finditer(line.text):
        # Letters such as "ſ" match "s" and have another lower case.
        status, kind = patterns.meanings.get(match[0].lower(), (None, None))
        if status and kind and (kind == "phrases" or word_ends(line, match.end())):
            tail = patterns.tail.match(line.text, match.end())
            end = tail.end() if tail else match.end()
            found.append(Label(match.start(), match.end(), status, kind, end))
    return found


def has_gap(line: Compact, place: int) -> bool:
    """Tell whether white space, or the text's edge, stands before a place of the compact text."""
    if place <= 0 or place >= len(line.text):
        return True
    return line.positions[place] - line.positions[place - 1] > 1 or line.text[place] == " "


def word_ends(line: Compact, place: int) -> bool:
    """Tell whether a word ends before a place: white space, a sign or a box comes."""
    return has_gap(line, place) or not ("ก" <= line.text[place] <= "๎" or line.text[place].isalnum())


def begins_line(line: Compact, place: int) -> bool:
    """Tell whether a line of the text begins at a place of the compact text."""
    if place <= 0 or place >= len(line.text):
        return True
    return "\n" in line.source[line.positions[place - 1] : line.positions[place]]


def boxes_of(line: Compact, labels: list[Label]) -> list[Box]:
    """Return the tick boxes of a text, in order, whatever stands beside them."""
    patterns = patterns_of()
    found: list[Box] = []
    blanks: list[Box] = []
    for match in patterns.box.finditer(line.text):
        kind, printed = match.lastgroup, match[0]
        mark: Mark = "empty"
        if kind == "bracket":
            inside = match["bracket"][1:-1].strip("-._…")
            for character in inside:
                # A cross in brackets may say no, where other brackets have a tick.
                known = patterns.marks.get(character)
                mark = known or ("crossed" if character in "xXхХ×" else "ticked")
            if not inside and len(match["bracket"]) > 2:
                blanks.append(Box(match.start(), match.end(), mark))
                continue
        elif kind in ("ticked", "empty"):
            mark = "ticked" if kind == "ticked" else "empty"
        elif kind == "html":
            if not re.search("checkbox|radio", printed, re.IGNORECASE):
                continue
            mark = "ticked" if _CHECKED.search(printed) else "empty"
        elif kind == "glyph":
            # A tick beside or over its box: "☐✓".
            mark = min((patterns.marks[c] for c in match["glyph"]), key=get_args(Mark).index)
        else:
            if kind == "slash" and not _leads_line(line, match.start()):
                continue
            mark = "ticked"
        found.append(Box(match.start(), match.end(), mark))
    if found or len(blanks) > 1:
        # "(....)" is a box beside other boxes, else a place to write on.
        found = sorted([*found, *blanks], key=lambda box: box.start)
    letters = _letters(line, labels)
    if letters and len(letters) + len(found) == len(labels) > 1:
        found = sorted([*found, *letters], key=lambda box: box.start)
    return found


# The attribute, but not checked="false".
_CHECKED = re.compile(r"checked(?!=[\"']?false)", re.IGNORECASE)


def _leads_line(line: Compact, place: int) -> bool:
    """Tell a tick before a line from the slash between two words, which may wrap before it."""
    return place == 0 or (begins_line(line, place) and has_gap(line, place + 1))


def _letters(line: Compact, labels: list[Label]) -> list[Box]:
    """Return the letters before labels that dingbats fonts draw as boxes."""
    known = patterns_of().letters
    return [
        Box(label.start - 1, label.start, known[line.text[label.start - 1]])
        for label in labels
        if label.start
        and line.text[label.start - 1] in known
        and not (
            label.start > 1
            and line.text[label.start - 2].isascii()
            and line.text[label.start - 2].isalnum()
        )
    ]
