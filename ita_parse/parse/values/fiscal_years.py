"""The one fiscal year that a text names, or means in a document whose year is known."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ita_parse.parse.values.dates import year_lists
from ita_parse.parse.values.vocabulary import (
    BUDDHIST,
    FIRST_YEAR,
    LAST_YEAR,
    YEAR,
    buddhist_year,
    compact,
)

_BARE = re.compile(rf"[(]?(?P<year>{YEAR})[).]?")
# The document's year, named and not told; not "ปีงบประมาณถัดไป", nor a year that can't be read.
_OTHER = rf"[0-9.…_]|{BUDDHIST}|ถัดไป|ต่อไป|หน้า|ก่อน|ที่|ละ"
_THIS = re.compile(
    rf"(?:ตลอด|ทั้ง|ประจำ|ใน|สิ้น){{0,4}}(?<!ทุก)(?<!แต่ละ)ปี(?:งบประมาณ|งบฯ)(?:นี้|ปัจจุบัน)?(?!{_OTHER})"
    rf"|ปีนี้|ปีปัจจุบัน|ตลอด(?:ทั้ง)?ปี(?!งบ|{_OTHER})"
)


@dataclass(frozen=True, slots=True)
class FiscalYearReading:
    """A fiscal year.

    Attributes:
        matched: The part of the text that names it.
        year: Buddhist Era; the fiscal year N runs from 1 October N-1 to 30 September N.
        printed: Whether the text prints the year; if not, it is the document's.
    """

    matched: str
    year: int
    printed: bool = True


def read_fiscal_year(text: str, *, fiscal_year: int | None = None) -> FiscalYearReading | None:
    """Read the one fiscal year that a text names.

    The first year that is named counts, since a title names its own first ("มาตรการ … ปีงบประมาณ
    2568 และผลการประเมิน ปีงบประมาณ 2567"). Years of the Common Era are converted (B.E. = C.E. + 543),
    two digits count from 2500. For all years of a text see `dates.read_fiscal_years`.

    Args:
        text: A cell, a title or a sentence, with Thai or Arabic digits.
        fiscal_year: Buddhist fiscal year of the document, for what names no year of its own
            ("ตลอดปีงบประมาณ", "ปีงบประมาณนี้"); it never overrules a printed year.

    Returns:
        The year and the text that names it; None if there is none, if a list or range of years is
        named first ("2567 - 2568"), or if the year isn't one of 2500 to 2600.
    """
    line = compact(text)
    for match, years in year_lists(line):
        if len(set(years)) > 1:
            return None
        return FiscalYearReading(line.original(match.start(), match.end()), years[0])
    bare = _BARE.fullmatch(line.text)
    year = buddhist_year(bare["year"]) if bare else None
    if bare and year is not None:
        return FiscalYearReading(line.original(*bare.span("year")), year)
    this = _THIS.search(line.text)
    if this and fiscal_year is not None and FIRST_YEAR <= fiscal_year <= LAST_YEAR:
        return FiscalYearReading(
            line.original(this.start(), this.end()), fiscal_year, printed=False
        )
    return None
