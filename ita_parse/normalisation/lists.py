"""Lists to one item a line; which lines begin an item."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from ita_parse.text import CONSONANTS, HARD_BREAK, LIST_MARKER, THAI, TO_ARABIC

# "1." or "1)" or "(1)" or "1.2" wherever a list item could begin: at the start or after a space,
# or right after a Thai letter where the space was lost.
_NUMBER = re.compile(
    rf"(?:^|(?<=[\s{THAI}ฯ)”\"]))(?P<open>\(?)(?P<number>[0-9๐-๙]{{1,2}})(?P<close>[.)])"
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
_MONTHS = "มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม"
_DASHED_DATE = re.compile(
    rf"[-–]\s*(?:[0-9๐-๙]|[{CONSONANTS}เ]\.|[{CONSONANTS}เ][{THAI}]?\."
    rf"|(?:วันที่|เดือน|สิ้นเดือน)?\s*(?:[0-9๐-๙]{{1,2}}\s*)?(?:{_MONTHS}))"
)
_ANY_END = re.compile(f"[\n{HARD_BREAK}]")
# No marker is longer, nor are a dash and a date.
_MARKER_LENGTH = 40
# A list of so many numbered lines may have one whose number was misread.
_LONG_LIST = 4
# What a number in brackets behind it belongs to: "ตามข้อ 1) และข้อ 2)".
_REFERENCE = re.compile(r"(?:(?:ข้อ|หมู่)(?:ที่)?|(?:ลำดับ|ครั้ง|ส่วน)ที่)\s*$")
_LOOK_BACK = 12
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
    count = 0
    for cut in sorted(_confirmed(text, cuts), reverse=True):
        head = text[:cut].rstrip(" ")
        if head and head[-1] not in f"\n{HARD_BREAK}":
            text = f"{head}\n{text[cut:]}"
            count += 1
    return text, count


def _confirmed(text: str, cuts: set[int]) -> set[int]:
    """Return the places that begin an item beside the others; `Markers` would undo the rest."""
    own = [line.strip() for line in _ANY_END.split(text)]
    cuts = cuts - {0}
    while cuts:
        starts = {cut: text[cut : cut + _MARKER_LENGTH].strip() for cut in cuts}
        markers = Markers([*own, *starts.values()])
        kept = {cut for cut, line in starts.items() if markers.begins(line)}
        if kept == cuts:
            break
        cuts = kept
    return cuts


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
        if _REFERENCE.search(text, max(0, match.start() - _LOOK_BACK), match.start()):
            continue
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
    or the first one below. The first item needs none, nor does an item of a longer list, whose
    number may be misread.

    Args:
        lines: all lines of a text.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        found = [number for line in lines if (number := _numbered(line))]
        self._known = set(found)
        self._dashed = bool(lines) and lines[0].startswith(("-", "–"))

    def begins(self, line: str) -> bool:
        """Tell whether a line begins an item."""
        if not LIST_MARKER.match(line):
            return False
        if _DASHED_DATE.match(line):
            # "- ก.ย. 2568" goes on a period, unless dashes begin the other lines too.
            return self._dashed
        number = _numbered(line)
        if number is None or number == (1,):
            return True
        if len(number) == 1 and number[0] > 0 and len(self._known) >= _LONG_LIST:
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
