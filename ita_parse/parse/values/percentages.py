"""Percentages: "ร้อยละ 85.5", "85 %", "99.99 เปอร์เซ็นต์"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from ita_parse.parse.values.amounts import NUMBER, RANGE, number
from ita_parse.parse.values.number_words import parse_number, word_pattern
from ita_parse.parse.values.vocabulary import Compact, alternatives, compact, vocabulary

# Shares end at 100, degrees of attainment ("ร้อยละ 120 ของเป้าหมาย") may not; more is a misprint.
_HIGHEST = Decimal(1000)


@dataclass(frozen=True, slots=True)
class PercentageReading:
    """A percentage.

    Attributes:
        matched: The part of the text that names it.
        value: Per cent, with the decimals that are printed.
    """

    matched: str
    value: Decimal


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    data = vocabulary("numbers")["percentages"]
    before, after = alternatives(data["before"]), alternatives(data["after"])
    figure = NUMBER.replace(",[0-9]{3}", ",[0-9]{3}(?![0-9])")
    return (
        re.compile(
            rf"(?P<before>{before}[:=]?)?(?P<number>{figure})(?P<after>(?:{after})+)?",
            re.IGNORECASE,
        ),
        re.compile(rf"{before}(?P<words>{word_pattern()}{{1,40}}+)"),
        re.compile(rf"[0-9](?:{after})?{RANGE}(?:{before})?$"),
        re.compile(rf"(?:{after})?{RANGE}(?:{before})?[0-9]"),
    )


def read_percentage(text: str) -> PercentageReading | None:
    """Read the percentage that a text names.

    Of a bound ("ไม่น้อยกว่าร้อยละ 80", "ร้อยละ 85 ขึ้นไป") the number is given. A number without ร้อยละ,
    % or a word for it is none.

    Args:
        text: A cell or a sentence, with Thai or Arabic digits; white space may stand anywhere.

    Returns:
        The percentage and the text that names it; None if there is none, if several differ, if
        they form a range ("80-90%"), or if it is 1000 or more.
    """
    line = compact(text)
    figures, words, range_before, range_after = _patterns()
    found: list[tuple[int, int, Decimal | None]] = []
    for match in figures.finditer(line.text):
        if not (match["before"] or match["after"]):
            continue
        start = match.start()
        value = number(line, match, "number")
        if range_before.search(line.text, max(0, start - 24), start) or range_after.match(
            line.text, match.end()
        ):
            value = None
        if value is not None and _is_negative(line, match):
            start, value = start - 1, -value
        found.append((start, match.end(), value))
    for match in words.finditer(line.text):
        said = parse_number(match["words"])
        found.append((match.start(), match.end(), None if said is None else Decimal(said)))
    values = {value for _, _, value in found}
    value = values.pop() if len(values) == 1 else None
    if value is None or abs(value) >= _HIGHEST:
        return None
    start, end, _ = min(found, key=lambda entry: entry[0])
    return PercentageReading(line.original(start, end), value)


def _is_negative(line: Compact, match: re.Match[str]) -> bool:
    """Tell a minus from the dash of a list: it touches the number, which is the whole cell."""
    start = match.start()
    return (
        start == 1
        and line.text[0] == "-"
        and match.end() == len(line.text)
        and line.positions[1] - line.positions[0] == 1
    )
