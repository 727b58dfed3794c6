"""How far a measure has come: words for it, or tick boxes before or after the words.

Words and boxes: `data/values/status.toml`. A box that isn't ticked says nothing, so three boxes
none of which is ticked have no status, whatever stands beside them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from rapidfuzz.distance import Levenshtein

from ita_parse.parse.values.status_marks import (
    Box,
    Label,
    begins_line,
    boxes_of,
    has_gap,
    labels_of,
    patterns_of,
)
from ita_parse.parse.values.vocabulary import Compact, blank_tags, compact
from ita_parse.parse.values.wordings import is_confused, letters_of
from ita_parse.records import Status

# A cell that begins with a status and goes on without a space states it up to this length (letters
# without spaces); longer ones are sentences.
_SHORT = 80
# A cell that states its status in a clause of its own, at its beginning or end, may be this long.
_LONG = 400
# So long is a word or two that say who: "กองการศึกษา", "คณะกรรมการ".
_SUBJECT = 16
# Words that lead in a status take no more letters than this.
_LEADS = 24
# In a phrase with fewer letters than this a misread one may make another word of it.
_SHORTEST = 9
# Confused phrases differ in two places, and in at most two look-alikes or marks at each.
_MOST = 4


@dataclass(frozen=True, slots=True)
class StatusReading:
    """What a cell says about the status.

    Attributes:
        status: completed, in_progress or not_started; None where no box is ticked, or several.
        matched: The words, or the ticked box with its label; all boxes where none is ticked.
        rest: The text without the boxes and their labels; the whole text where there are no boxes.
        boxed: There are tick boxes with a status each.
        conflict: Boxes of different statuses are ticked.
    """

    status: Status | None
    matched: str
    rest: str
    boxed: bool
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class _Pair:
    box: Box
    label: Label

    @property
    def start(self) -> int:
        return min(self.box.start, self.label.start)

    @property
    def end(self) -> int:
        return max(self.box.end, self.label.tail)


def read_status(text: str) -> StatusReading | None:
    """Read the status that a cell states in words or by tick boxes.

    Words count where they are (almost) all of the cell, or a clause of their own at its beginning
    or end: "ดำเนินการแล้ว 100%", "อยู่ระหว่างดำเนินการ โดยจัดทำ…". Within a sentence they don't.
    Boxes count anywhere.

    Args:
        text: A cell's text; line ends and spaces may stand between any two words.

    Returns:
        The reading, or None where the cell states no status.
    """
    line = replace(compact(blank_tags(text)), source=text)
    labels = labels_of(line)
    if not labels and len(line.text) > _SHORT:
        return None
    pairs = _pairs(line, labels)
    return _boxed(line, labels, pairs) if pairs else _worded(line, labels)


# --- Tick boxes ---------------------------------------------------------------------------------

_NUMBERED = re.compile(r"(?:[0-9]{1,2}[.)])?[:-]?")


def _pairs(line: Compact, labels: list[Label]) -> list[_Pair]:
    """Put boxes and the labels beside them together; a box beside other words is left alone."""
    starts = {label.start: label for label in labels}
    ends = {end: label for label in labels for end in (label.end, label.tail)}
    beside: list[tuple[Box, Label | None, Label | None]] = []
    for box in boxes_of(line, labels):
        number = _NUMBERED.match(line.text, box.end)
        following = starts.get(box.end) or (starts.get(number.end()) if number else None)
        preceding = ends.get(box.start)
        if preceding or following:
            beside.append((box, preceding, following))
    if not beside:
        return []
    last = beside[-1]
    # Boxes stand before their labels, unless the first has a label before it and the last none
    # after it. One box after a phrase has to end its line, or it belongs to what follows.
    behind = (
        beside[0][1] is not None
        and last[2] is None
        and (len(beside) > 1 or begins_line(line, last[0].end))
    )
    pairs = [
        _Pair(box, label)
        for box, preceding, following in beside
        if (label := preceding if behind else following)
    ]
    if len({pair.label.status for pair in pairs}) == 1:
        # "☑ ดำเนินการ" is a status beside "☐ ไม่ดำเนินการ" only.
        pairs = [pair for pair in pairs if pair.label.kind != "boxed"]
    if all(pair.box.mark == "filled" for pair in pairs):
        return []
    return pairs


def _boxed(line: Compact, labels: list[Label], pairs: list[_Pair]) -> StatusReading:
    marks = {pair.box.mark for pair in pairs}
    ticking = {"ticked", "crossed", "filled"} if "empty" in marks else {"ticked"}
    if "ticked" not in marks:
        ticking.add("crossed")
    ticked = [pair for pair in pairs if pair.box.mark in ticking]
    statuses = {pair.label.status for pair in ticked}
    status = ticked[0].label.status if len(statuses) == 1 else None
    shown = ticked if status else pairs
    return StatusReading(
        status,
        line.original(shown[0].start, shown[0].end if status else shown[-1].end),
        _rest(line, labels, pairs),
        boxed=True,
        conflict=len(statuses) > 1,
    )


def _rest(line: Compact, labels: list[Label], pairs: list[_Pair]) -> str:
    """Return the text without the boxes, their labels, and what belongs to the group."""
    spans = [(pair.start, pair.end) for pair in pairs]
    seen = {pair.label.status for pair in pairs}
    starts = {label.start: label for label in labels}
    # OCR loses empty boxes and keeps their labels.
    start, end = spans[0][0], spans[-1][1]
    while (label := starts.get(end)) and label.status not in seen:
        end = label.tail
        seen.add(label.status)
        spans.append((label.start, end))
    for label in labels:
        if label.tail == start and label.status not in seen and begins_line(line, label.start):
            spans.insert(0, (label.start, start))
            start = label.start
    for heading in patterns_of().heading.finditer(line.text, 0, start):
        if heading.end() == start and begins_line(line, heading.start()):
            spans.insert(0, heading.span())
            start = heading.start()
            break
    rest = ""
    place = 0
    for first, last in spans:
        while first and line.text[first - 1] in "-•▪*" and begins_line(line, first - 1):
            first -= 1  # noqa: PLW2901 - the bullet of a line goes with its box
        rest = _join(rest, line.source[place : line.positions[first]])
        place = line.positions[last - 1] + 1
    return _join(rest, line.source[place:]).strip()


def _join(before: str, after: str) -> str:
    """Join what stood around a cut; of the white space a line end or a space is left."""
    space = before[len(before.rstrip()) :] + after[: len(after) - len(after.lstrip())]
    return before.rstrip() + ("\n" if "\n" in space else " ") + after.lstrip()


# --- Words --------------------------------------------------------------------------------------

_LEADING = re.compile(r"[-•▪■●*✓➢>]*(?:[(]?[0-9]{1,2}[.)])?[-•]?")
# "อยู่ระหว่างการจัดซื้อจัดจ้าง": under way, whatever it is; but not "อยู่ระหว่างวันที่ 1 - 5".
_UNDER_WAY = re.compile(
    r"อยู่(?:ใน)?ระหว่าง(?:การ|จัด|เสนอ|พิจารณา|รวบรวม|ตรวจ|ปรับ|ทบทวน|ก่อสร้าง|ประสาน|ขอ|สรุป|ศึกษา|แก้ไข|เตรียม"
    r"|รอ(?!(?:การ)?ดำเนินการ))"
)
_UNDECIDED = re.compile(r"หรือ|แต่|หาก|ก็ต่อเมื่อ|[?]")
# "ดำเนินการแล้วเสนอผู้บริหาร": before a verb, with no space, แล้ว means "then".
_THEN = re.compile(r"(?<=แล้ว)(?:จะ|จึง|ต้อง|ควร|ให้|เสนอ|รายงาน|แจ้ง|นำ|ส่ง|จัด|สรุป|เผยแพร่|ประกาศ)")
_PARTLY = re.compile(r"[(]?(?:คิดเป็น)?(?:ร้อยละ)?([0-9]{1,3})(?:\.[0-9]+)?(%|เปอร์เซ็นต์)?")


def _worded(line: Compact, labels: list[Label]) -> StatusReading | None:
    if not line.text or len(line.text) > _LONG:
        return None
    start = _body(line)
    said = [label for label in labels if label.kind == "phrases"]
    if len({label.status for label in said}) > 1:
        return None
    whole = _whole(line, start, labels)
    if whole:
        return _reading(line, whole)
    misread = _misread(line, start)
    if misread:
        # "ดำเนินการแล้วบางส่าน" begins with another phrase than the one that it is.
        return misread
    for label in said:
        if label.start == start and _leads(line, label):
            return _reading(line, label)
    under_way = _UNDER_WAY.match(line.text, start)
    if under_way and not said and len(line.text) <= _SHORT:
        matched = line.original(start, under_way.end())
        return StatusReading("in_progress", matched, line.source, boxed=False)
    if said and _closes(line, said[-1]):
        return _reading(line, said[-1])
    return None


def _body(line: Compact) -> int:
    """Return where a cell's text begins after a bullet, a number and a heading."""
    leading = _LEADING.match(line.text)
    start = leading.end() if leading else 0
    heading = patterns_of().heading.match(line.text, start)
    return heading.end() if heading and heading[0][-1] in ":=-" else start


def _whole(line: Compact, start: int, labels: list[Label]) -> Label | None:
    """Return the status if the cell says it, once or again, and nothing else."""
    named = [label for label in labels if label.kind != "boxed" and label.start >= start]
    if not named or len({label.status for label in named}) > 1:
        return None
    filler = patterns_of().filler
    place = start
    for label in named:
        if not filler.fullmatch(line.text, place, label.start):
            return None
        place = label.end
    return named[0] if filler.fullmatch(line.text, place) else None


def _leads(line: Compact, label: Label) -> bool:
    if _UNDECIDED.match(line.text, label.end):
        return False
    if _THEN.match(line.text, label.end) and not has_gap(line, label.end):
        return False
    return has_gap(line, label.tail) or len(line.text) <= _SHORT


def _closes(line: Compact, label: Label) -> bool:
    """Tell whether a status is the last clause of a text, behind a space or in brackets."""
    rest = patterns_of().filler.fullmatch(line.text, label.end)
    if rest is None:
        return False
    leads = patterns_of().leads.search(line.text, max(0, label.start - _LEADS), label.start)
    start = leads.start() if leads else label.start
    before, gap = line.text[:start], has_gap(line, start)
    if before.endswith("("):
        return True
    if before.endswith(patterns_of().open) and not (gap and before.endswith(patterns_of().endings)):
        return False
    # "กองคลังดำเนินการแล้ว": who did it, and that it is done.
    return gap or (len(before) <= _SUBJECT and "ไม่" not in before)


def _reading(line: Compact, label: Label) -> StatusReading:
    status = label.status
    partly = _PARTLY.match(line.text, label.end)
    if status == "completed" and partly and (partly[2] or "ร้อยละ" in partly[0]):
        # "ดำเนินการแล้ว 60%" is under way; a percentage further on may measure anything.
        status = status if int(partly[1]) >= 100 else "in_progress"
    return StatusReading(status, line.original(label.start, label.end), line.source, boxed=False)


@cache
def _phrases() -> tuple[tuple[str, Status], ...]:
    """Return the letters of every phrase with its status."""
    meanings = patterns_of().meanings.items()
    return tuple(
        (letters_of(phrase), status) for phrase, (status, kind) in meanings if kind == "phrases"
    )


def _misread(line: Compact, start: int) -> StatusReading | None:
    """Read a cell that is a status but for look-alike letters and marks.

    A phrase with a word put in, left out or exchanged is none: ยัง, ไม่ and ได้ turn its meaning.
    """
    text = re.sub(r"[\W_0-9]+$", "", line.text[start:]).lower()
    if not _SHORTEST <= len(text) <= _SHORT or text.startswith(patterns_of().open):
        return None
    printed = letters_of(text)
    near = {
        status
        for phrase, status in _phrases()
        # The rest is slow, and most texts are far from every phrase.
        if Levenshtein.distance(printed, phrase, score_cutoff=_MOST) <= _MOST
        and is_confused(printed, phrase)
    }
    if len(near) != 1:
        return None
    matched = line.original(start, start + len(text))
    return StatusReading(near.pop(), matched, line.source, boxed=False)
