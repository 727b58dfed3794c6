"""Lists to one item a line; which lines begin an item."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from ita_parse.text import CONSONANTS, HARD_BREAK, LIST_MARKER, TO_ARABIC

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
_DASHED_DATE = re.compile(rf"[-–]\s*(?:[0-9๐-๙]|[{CONSONANTS}เ]\.|[{CONSONANTS}เ][{_THAI}]?\.)")
_LINE_NUMBER = re.compile(
    r"\s*\(?(?:(?P<number>[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2}){0,3})|(?P<letter>[ก-ฮ])[.)])"
)
_AFTER_MARKER = re.compile(r"^(\(?[0-9๐-๙]{1,2}[.)])(?=[^\s0-9๐-๙])", re.MULTILINE)


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


class Markers:
    """Tells the lines that begin an item of a list from those that only look so.

    A wrapped sentence may begin a line with a number or a letter and a stop too ("1.5 ล้านบาท",
    "น. ถึงเวลา"). In a list there is a neighbour: the next item or the one before, the item above
    or the first one below. The first item, and a line that its author began, need none.

    Args:
        lines: all lines of a text.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._known = {number for line in lines if (number := _numbered(line))}

    def begins(self, line: str, *, hard: bool) -> bool:
        """Tell whether a line begins an item.

        Args:
            line: the line.
            hard: whether its author began it.
        """
        if not LIST_MARKER.match(line) or _is_sentence(line):
            return False
        number = _numbered(line)
        if hard or number is None or number == (1,):
            return True
        return any(other in self._known for other in _neighbours(number))


def _numbered(line: str) -> tuple[int, ...] | None:
    """Return the parts of the number that a line begins with; letters count from 1 too."""
    match = _LINE_NUMBER.match(line)
    if match is None:
        return None
    if match["letter"]:
        # A letter that numbers no list is as good as none.
        return (_LETTERS.find(match["letter"]) + 1 or -9,)
    return tuple(int(part) for part in match["number"].translate(TO_ARABIC).split("."))


def _neighbours(number: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    *above, last = number
    yield (*above, last - 1)
    yield (*above, last + 1)
    yield (*number, 1)
    if above and last == 1:
        yield tuple(above)


def _is_sentence(line: str) -> bool:
    """Tell a dash that only looks like a marker because the line was wrapped before it.

    "- ก.ย. 2568" goes on a period.
    """
    return _DASHED_DATE.match(line) is not None
