"""Lists to one item a line, and wrapped lines to running text."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from ita_parse.data import load_text
from ita_parse.text import CONSONANTS, HARD_BREAK, LIST_MARKER, TO_ARABIC

_SPACE_RUN = re.compile(r" {2,}")
_LINE_EDGE = re.compile(rf" *[\n{HARD_BREAK}][ \n]*|^\s+|\s+$")
# What either of them, or white space at the ends, looks like.
_LOOSE = re.compile(rf"[ \n{HARD_BREAK}](?:[ \n]|(?<= )[{HARD_BREAK}]|\Z)|\A\s|\s\Z")
_THAI = "\u0e01-\u0e3a\u0e40-\u0e4e"
# "1." or "1)" or "(1)" or "1.2" wherever a list item could begin: at the start or after a space,
# or right after a Thai letter where the space was lost.
_NUMBER = re.compile(
    rf"(?:^|(?<=[\s{_THAI}ฯ)”\"]))(?P<open>\(?)(?P<number>[0-9๐-๙]{{1,2}})(?P<close>[.)])"
    rf"(?P<gap>\s*)(?=[^\s0-9๐-๙.,)])"
)
_SUB_NUMBER = re.compile(
    r"(?:^|(?<=\s))(?P<number>[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2}){1,3})[.)]?(?P<gap>\s*)(?=[ก-ฮเแโใไA-Za-z])"
)
_LETTER = re.compile(
    r"(?:^|(?<=\s))(?P<open>\(?)(?P<number>[ก-ฮ])(?P<close>[.)])(?P<gap>\s*)(?=[^\s.]{2})"
)
# What the three have in common, found much faster.
_HAS_NUMBER = re.compile("[0-9๐-๙][.)]")
_HAS_LETTER = re.compile("[ก-ฮ][.)]")
# Letters number lists in this order; ฃ and ฅ are obsolete and ฆ is left out by convention.
_LETTERS = "กขคงจฉชซ"
_BULLET = re.compile(r"[ \t\n\u2028]+(?=[•▪■●◦➢❖✓]\s*[^\s])")
_DASH = re.compile(r"(?<![0-9๐-๙.ฯ])\s+(?=[-–]\s?[ก-ฮเแโใไA-Za-z“\"])")
_DASH_FIRST = re.compile(rf"(?:^|[\n{HARD_BREAK}])\s*[-–]")
_AFTER_MARKER = re.compile(r"^(\(?[0-9๐-๙]{1,2}[.)])(?=[^\s0-9๐-๙])", re.MULTILINE)


_IS_THAI = re.compile(f"[{_THAI}]")
# An address that a line's end breaks goes on without a space.
_URL = re.compile(r"(?:https?://|www\.)[^\s\u0e00-\u0e7f]*$")


def spaces(text: str) -> tuple[str, int]:
    """Make one space of several and drop those at the ends of lines."""
    if not _LOOSE.search(text):
        return text, 0
    text, runs = _SPACE_RUN.subn(" ", text)
    count = runs

    def edge(match: re.Match[str]) -> str:
        nonlocal count
        kept = ""
        if HARD_BREAK in match[0]:
            kept = HARD_BREAK
        elif "\n" in match[0] and match.start() > 0 and match.end() < len(text):
            kept = "\n"
        count += match[0] != kept
        return kept

    return _LINE_EDGE.sub(edge, text).strip(HARD_BREAK + " \n"), count


def list_lines(text: str) -> tuple[str, int]:
    """Begin a line with every item of a list whose line ends were lost.

    Numbers count as a list's only if they go up by one from the first: a year or an amount in a
    sentence does not. Bullets always begin a line, dashes where the text itself begins with one.
    """
    cuts: set[int] = set()
    if _HAS_NUMBER.search(text):
        cuts.update(_chain(text, _NUMBER, _next_number))
    if _HAS_LETTER.search(text):
        cuts.update(_chain(text, _LETTER, _next_letter))
    if _HAS_NUMBER.search(text):
        cuts.update(
            match.start() for match in _SUB_NUMBER.finditer(text) if _is_sub(text, match, cuts)
        )
    cuts.update(match.end() for match in _BULLET.finditer(text))
    if _DASH_FIRST.search(text):
        cuts.update(match.end() for match in _DASH.finditer(text))
    cuts.discard(0)
    count = 0
    for cut in sorted(cuts, reverse=True):
        head = text[:cut].rstrip(" ")
        if head and head[-1] not in f"\n{HARD_BREAK}":
            text = f"{head}\n{text[cut:]}"
            count += 1
    return text, count


def _chain(
    text: str, pattern: re.Pattern[str], follow: Callable[[str | None, str], bool]
) -> list[int]:
    """Find where the items of a list begin: markers alike in form, each the next of the one before.

    A list begins with its first number, or at the text's start with any (a page cut it).
    """
    cuts: list[int] = []
    form: tuple[str, str] | None = None
    last: str | None = None
    pending: int | None = None
    for match in pattern.finditer(text):
        number = match["number"].translate(TO_ARABIC)
        style = (match["open"], match["close"])
        if last is not None and style == form and follow(last, number):
            if pending is not None:
                cuts.append(pending)
                pending = None
            cuts.append(match.start())
            last = number
        elif follow(None, number) or not text[: match.start()].strip():
            spaced = match.start() == 0 or text[match.start() - 1] in f" \n{HARD_BREAK}"
            if spaced and (last is None or style == form or follow(None, number)):
                form, last, pending = style, number, match.start()
    return cuts


def _next_number(last: str | None, number: str) -> bool:
    return int(number) == (int(last) + 1 if last is not None else 1)


def _next_letter(last: str | None, number: str) -> bool:
    position = _LETTERS.find(number)
    return position >= 0 and position == (_LETTERS.find(last) + 1 if last is not None else 0)


def _is_sub(text: str, match: re.Match[str], cuts: set[int]) -> bool:
    """Tell a nested number (1.2) from a decimal: it begins the text or stands in its list."""
    head = text[: match.start()].rstrip()
    first = match["number"].split(".")[0]
    return not head or ((bool(cuts) or f"{first}." in head) and match["gap"] != "")


def marker_space(text: str) -> tuple[str, int]:
    """Put a space between the number of a list item and its text ("1.จัดทำ" is "1. จัดทำ")."""
    return _AFTER_MARKER.subn(r"\1 ", text)


@cache
def _starters() -> tuple[str, ...]:
    text = load_text("phrase_starters.txt")
    return tuple(line.strip() for line in text.splitlines() if line and not line.startswith("#"))


def line_ends(text: str) -> tuple[str, int]:
    """Join wrapped lines; the count is of line ends joined.

    Thai has no spaces between words, so a line that was wrapped goes on without one, unless the
    letters around it or the phrase that begins demand it. A line that begins a list item stays.
    """
    if "\n" not in text and HARD_BREAK not in text:
        return text, 0
    parts = re.split(f"([\n{HARD_BREAK}])", text)
    done = parts[0]
    joined = 0
    for mark, part in zip(parts[1::2], parts[2::2], strict=True):
        line = part.strip()
        if not line:
            continue
        if not done or (LIST_MARKER.match(line) and not _is_sentence(line)):
            done = f"{done}\n{line}" if done else line
            continue
        joined += 1
        glue = " " if mark == HARD_BREAK or _spaced(done, line) else ""
        done = f"{done}{glue}{line}"
    return done, joined


def _is_sentence(line: str) -> bool:
    """Tell a dash or number that only looks like a marker because the line was wrapped before it.

    "- ก.ย. 2568" goes on a period, "2568)" a bracket.
    """
    return bool(
        re.match(rf"[-–]\s*(?:[0-9๐-๙]|[{CONSONANTS}เ]\.|[{CONSONANTS}เ][{_THAI}]?\.)", line)
    )


def _spaced(done: str, line: str) -> bool:
    before, after = done[-1], line[0]
    if (
        ("http" in done or "www." in done)
        and _URL.search(done)
        and re.match(r"[\w/?=&.%#-]", line, re.ASCII)
    ):
        return False
    if after in "-–" or before in "-–":
        # A dash keeps the space that it has on its other side.
        return (line[1:2] if after in "-–" else done[-2:-1]) == " "
    if before in '(“"/' or after in ")”,.;:/ๆฯ":
        return before == "," or after == "ๆ"
    if _IS_THAI.match(before) and _IS_THAI.match(after):
        return before == "ๆ" or line.startswith(_starters())
    return True
