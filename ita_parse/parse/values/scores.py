"""Scores and numbers as table cells print them.

A score lies between 0 and 100 and has none to two decimals; OCR and spreadsheets put spaces and
commas into it. Values are decimals, never floats.
"""

from __future__ import annotations

import re
from decimal import Decimal

from ita_parse.text import TO_ARABIC, squeeze

HIGHEST = Decimal(100)

_SCORE = re.compile(
    r"""
    (?:(?:ได้|มี)?(?:รับ)?\s*(?:ผล|ค่า)?\s*คะแนน\s*(?:รวม|เฉลี่ย|ภาพรวม|ที่ได้)?|ร้อยละ|ได้|เท่ากับ|[:=\s])*
    [(]?\s*
    (?P<whole>[0-9]{1,3})
    # A comma is a decimal comma only before two digits; "5,240" is a rank. Three decimals and more
    # are what a spreadsheet shows unrounded.
    (?:\s?\.\s?(?P<decimals>[0-9]\s[0-9]|[0-9]{1,4})|\s?,\s?(?P<after_comma>[0-9]{2}))?
    \s*[)]?\s*
    (?:%|คะแนน|เปอร์เซ็นต์|/\s?100|\*|\s)*
    (?:[(]?\s*(?:ระดับ\s*)?(?:AA|[A-F]|ผ่าน(?:ดี(?:เยี่ยม)?)?|ต้องปรับปรุง(?:โดยด่วน)?)\s*[)]?)?\s*
    """,
    re.VERBOSE,
)

_NUMBER = re.compile(
    r"""
    (?P<open>[(])?\s*
    (?P<sign>[+\-−–▲▼↑↓]|เพิ่มขึ้น|ลดลง)?\s*
    (?:ร้อยละ\s*)?
    (?P<digits>[0-9]{1,3}(?:\s?,\s?[0-9]{3})+|[0-9]+)
    (?:\s?\.\s?(?P<decimals>[0-9]+)|,(?P<after_comma>[0-9]{2}))?
    \s*(?:%|บาท|คะแนน|เปอร์เซ็นต์)?\s*
    (?P<close>[)])?
    """,
    re.VERBOSE,
)
_NEGATIVE = frozenset(("-", "−", "–", "▼", "↓", "ลดลง"))
# A cell that is one number, with the words around it, is shorter than this.
_LONGEST = 60


def read_score(text: str) -> Decimal | None:
    """Read a cell that is a score: "95.33", "๙๕.๓๓", "คะแนน 94.50", "ร้อยละ 95", "80,95".

    Returns:
        The score, 0 to 100, with the decimals that are printed; None for anything else, such as a
        dash, a negative number, a sentence.
    """
    match = _SCORE.fullmatch(_cell(text))
    if match is None:
        return None
    # A narrow column breaks a number anywhere: "88.5 7".
    decimals = squeeze(match["decimals"] or match["after_comma"] or "")
    score = Decimal(f"{match['whole']}.{decimals}" if decimals else match["whole"])
    return score if score <= HIGHEST else None


def read_number(text: str) -> Decimal | None:
    """Read a cell that is a number, with its sign: "1,234.50", "+2.79", "(150.00)", "ลดลง 3.1".

    Brackets mean a negative number, as in accounts. None for anything but one number.
    """
    match = _NUMBER.fullmatch(_cell(text))
    if match is None or bool(match["open"]) != bool(match["close"]):
        return None
    digits = re.sub(r"[,\s]", "", match["digits"])
    decimals = match["decimals"] or match["after_comma"] or ""
    if "," in match["digits"] and match["after_comma"]:
        return None
    number = Decimal(f"{digits}.{decimals}" if decimals else digits)
    negative = match["sign"] in _NEGATIVE or (match["open"] and not match["sign"])
    return -number if negative else number


def _cell(text: str) -> str:
    """Return a cell in Arabic digits with single spaces; nothing if it is too long for a number."""
    cell = " ".join(text.translate(TO_ARABIC).split())
    return cell if len(cell) <= _LONGEST else ""
