"""Ranks among bodies: "ลำดับที่ 5,240", "อันดับ 12 จาก 45"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ita_parse.parse.values.amounts import RANGE
from ita_parse.parse.values.vocabulary import alternatives, compact, vocabulary

# There are about 8,300 public bodies; a number of six digits is no rank.
_INTEGER = r"(?:[0-9]{1,2},[0-9]{3}|[0-9]{1,5})(?![0-9]|[.,][0-9])"
# "ที่ 12/2568" is the number of a letter.
_LETTER = r"/2[56][0-9]{2}(?![0-9])"


@dataclass(frozen=True, slots=True)
class RankReading:
    """A rank.

    Attributes:
        matched: The part of the text that names it.
        value: The rank; the first is 1.
        of: How many were ranked, None if the text doesn't say.
    """

    matched: str
    value: int
    of: int | None = None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    data = vocabulary("numbers")["ranks"]
    before, joins = alternatives(data["before"]), alternatives(data["joins"])
    ranked = alternatives(data["ranked"])
    among = rf"(?!{_LETTER})[(]?{joins}(?:{ranked}){{0,5}}(?P<of>{_INTEGER})(?!คะแนน|%|ปี)"
    after = rf"(?![0-9]|[.,]?-[0-9]|ถึง(?:ลำดับ|อันดับ)?(?:ที่)?[0-9]|{_LETTER})(?:{among})?"
    return (
        re.compile(rf"{before}[:.]?(?P<rank>{_INTEGER}){after}"),
        # "อยู่ในระดับ 5,240 ของหน่วยงาน" is a rank, "ระดับ 5 ของ…" may be a level.
        re.compile(
            rf"(?<!ยก)ระดับ(?:ที่)?(?P<rank>[0-9]{{1,2}},[0-9]{{3}}|[0-9]{{3,5}})(?=ของ|จาก)"
            rf"(?:{among})?"
        ),
        re.compile(rf"[(]?(?:ที่)?(?P<rank>{_INTEGER})[.)]?(?:{among}(?:{ranked})?)?"),
        re.compile(rf"{before}[0-9,]+{RANGE}(?:{before})?[0-9]"),
    )


def read_rank(text: str) -> RankReading | None:
    """Read the rank that a text names.

    A number without ลำดับ or อันดับ counts only as a whole cell ("12", "12 จาก 45", "1/45").

    Args:
        text: A cell or a sentence, with Thai or Arabic digits; white space may stand anywhere.

    Returns:
        The rank, how many were ranked, and the text that says so; None if there is no rank, if
        several differ ("ลำดับที่ 3 ของจังหวัด และลำดับที่ 845 ของประเทศ"), if it is a range, 0, or beyond
        the number that were ranked.
    """
    line = compact(text)
    named, level, whole, ranged = _patterns()
    if ranged.search(line.text):
        return None
    found = [*named.finditer(line.text), *level.finditer(line.text)]
    if not found:
        match = whole.fullmatch(line.text)
        found = [match] if match else []
    ranks = {(_integer(match["rank"]), _integer(match["of"])) for match in found}
    values = {rank for rank, _ in ranks}
    totals = {of for _, of in ranks if of is not None}
    if len(values) != 1 or len(totals) > 1:
        return None
    value = values.pop()
    of = totals.pop() if totals else None
    if not value or (of is not None and of < value):
        return None
    first = next((match for match in found if match["of"]), found[0])
    return RankReading(line.original(first.start(), first.end()), value, of)


def _integer(printed: str | None) -> int | None:
    return int(printed.replace(",", "")) if printed else None
