"""Numbers in compact text, as the readers of money, percentages and ranks share them."""

from __future__ import annotations

import re
from decimal import Decimal

from ita_parse.parse.values.vocabulary import Compact

# Not the rest of a number, nor a group that OCR set apart ("12 500"); a year before it is another.
_ALONE = r"(?<![0-9])(?<![0-9][.,])(?:(?<![0-9]\s)|(?<=2[56][0-9]{2}\s))"
NUMBER = (
    rf"{_ALONE}(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]{{1,15}})(?:\.[0-9]{{1,4}})?"
    r"(?![0-9]|[.,][0-9]|\s[0-9])"
)
"""An amount: digits, commas at every third one, a decimal point."""

# Between the ends of a range: "10,000 - 20,000 บาท", "ร้อยละ 80 ถึงร้อยละ 90".
RANGE = r"(?:-|ถึง|จนถึง|~)"


def number(line: Compact, match: re.Match[str], group: str) -> Decimal | None:
    """Return the number of a group of a match; None where its commas part a list ("100, 200").

    A space on both sides of a comma, or before it, is OCR's or a spreadsheet's; one after it alone
    is a writer's, unless the group that follows couldn't stand for itself.
    """
    printed = match[group]
    for comma in re.finditer(",", printed):
        place = match.start(group) + comma.start()
        before = line.positions[place] - line.positions[place - 1] > 1
        after = line.positions[place + 1] - line.positions[place] > 1
        if after and not before and printed[comma.end()] != "0":
            return None
    return Decimal(printed.replace(",", ""))
