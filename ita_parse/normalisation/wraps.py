"""Wrapped lines to running text.

A wrapped line of Thai goes on with a space or without one, and nothing at its end tells which.
Where line ends are known each is decided by itself; where they were turned into spaces, as in OCR
transcripts, `filling` finds the spaces that can be line ends.
"""

from __future__ import annotations

import re

from ita_parse.normalisation.context import ALONE, Context
from ita_parse.normalisation.filling import first_word, unwrapped, width
from ita_parse.normalisation.lists import Markers
from ita_parse.normalisation.spacing import spanning_word
from ita_parse.text import HARD_BREAK, THAI

_SPACE_RUN = re.compile(r" {2,}")
_LINE_EDGE = re.compile(rf"(?P<drawn> *)(?P<ends>[\n{HARD_BREAK}][ \n{HARD_BREAK}]*)|^\s+|\s+$")
# What either of them, or white space at the ends, looks like.
_LOOSE = re.compile(rf"  |[\n{HARD_BREAK}][ \n{HARD_BREAK}]| {HARD_BREAK}|\A\s|\s\Z")
_IS_THAI = re.compile(f"[{THAI}]")
# An address that a line's end breaks goes on without a space.
_URL = re.compile(r"(?:https?://|www\.)[^\s\u0e00-\u0e7f]*$")
# "จ. บัวเรือง": an abbreviation stands by itself.
_ABBREVIATED = re.compile(r"[ก-ฮ]\.\s")
# Of the text before and behind a line's end so much is looked at.
_BEFORE = 120
# A line stops short if the next word would have fitted, and this share of the widest line too:
# widths are those of another font.
_SLACK = 0.15


def spaces(text: str) -> tuple[str, int]:
    """Make one space of several and drop those at the ends of lines.

    One space before a line's end stays: a producer that draws it says that the line ended at a
    space.
    """
    if not _LOOSE.search(text):
        return text, 0
    text, runs = _SPACE_RUN.subn(" ", text)
    count = runs

    def edge(match: re.Match[str]) -> str:
        nonlocal count
        kept = ""
        ends = match["ends"] or ""
        if HARD_BREAK in ends:
            kept = HARD_BREAK
        elif ends and match.start() > 0 and match.end() < len(text):
            kept = f"{match['drawn'][:1]}\n"
        count += match[0] != kept
        return kept

    return _LINE_EDGE.sub(edge, text).strip(HARD_BREAK + " \n"), count


def line_ends(text: str, context: Context = ALONE, *, filled: bool = True) -> tuple[str, int]:
    """Join wrapped lines; the count is of line ends joined.

    Thai has no spaces between words, so a line that was wrapped goes on without one, unless a
    space was drawn at its end, the line stops short, the letters around it demand one, or the
    words on both sides make one likelier than none (`spacing`). A line that begins a list item
    stays. `filled` tells that lines are as long as they can be; those of a title are not.
    """
    if "\n" not in text and HARD_BREAK not in text:
        return text, 0
    parts = re.split(f"([\n{HARD_BREAK}])", text)
    lines = [part.strip() for part in parts[::2]]
    markers = Markers(lines)
    filled = filled and not context.firm
    reach = max(map(width, lines)) if filled else 0.0
    done = lines[0]
    joined = 0
    for place, mark in enumerate(parts[1::2], 1):
        line = lines[place]
        if not line:
            continue
        if not done or markers.begins(line):
            done = f"{done}\n{line}" if done else line
            continue
        joined += 1
        if parts[2 * place - 2].endswith(" "):
            spaced = True
        elif mark == HARD_BREAK and context.firm:
            spaced = not _is_address(done, line)
        else:
            short = filled and _stops_short(lines[place - 1], line, reach)
            last = done[-_BEFORE:].rsplit("\n", 1)[-1]
            spaced = _is_spaced(last, line, context, short=short)
        done = f"{done}{' ' if spaced else ''}{line}"
    return done, joined


def wrapped_spaces(text: str, context: Context = ALONE) -> tuple[str, int]:
    """Remove spaces that are the line ends of a wrapped text; the count is of these.

    Asked of texts of which nothing else is known; in a document `Cleaner` asks for a whole column.
    A line's width is not known: that one is taken which explains best why spaces stand where
    official Thai has none. Text for which there is none stays as it is.
    """
    count = 0
    while True:
        (less,) = unwrapped([text], context)
        if less == text:
            return text, count
        count += len(text) - len(less)
        text = less


def _stops_short(before: str, line: str, reach: float) -> bool:
    return width(before) + width(first_word(line)) + reach * _SLACK + 1 < reach


def _is_address(done: str, line: str) -> bool:
    return bool(
        ("http" in done or "www." in done)
        and _URL.search(done)
        and re.match(r"[\w/?=&.%#-]", line, re.ASCII)
    )


def _is_spaced(done: str, line: str, context: Context, *, short: bool) -> bool:
    before, after = done[-1], line[0]
    if _is_address(done, line):
        return False
    if line.startswith("ฯลฯ") or done.endswith("ฯลฯ"):
        return True
    if after in "-–" or before in "-–":
        # A dash keeps the space that it has on its other side.
        return (line[1:2] if after in "-–" else done[-2:-1]) == " "
    if _ABBREVIATED.match(line):
        return True
    if before in '(“"/@' or after in ")”,.;:/ๆฯ@":
        return before == "," or after == "ๆ"
    if before == "ๆ" or not (_IS_THAI.match(before) and _IS_THAI.match(after)):
        return True
    if short and not spanning_word(done, line):
        return True
    return context.at_line_end(done, line) > 0
