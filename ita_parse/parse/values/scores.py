"""Scores and numbers as table cells print them.

A score lies between 0 and 100 and has none to two decimals; OCR and spreadsheets put spaces and
commas into it. Values are decimals, never floats.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ita_parse.parse.values.indicator import read_indicator
from ita_parse.parse.values.vocabulary import compact
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


_VALUE = r"(?<![0-9])(?<![0-9][.,])(?P<value>[0-9]{1,3}(?:\.[0-9]{1,4})?)(?![0-9]|[.,][0-9])"
_NAMED = re.compile(
    rf"(?:ผล|ค่า)?คะแนน(?:รวม|เฉลี่ย|ภาพรวม|ที่ได้(?:รับ)?|ประเมิน|การประเมิน|ITA|IIT|EIT|OIT){{0,3}}"
    rf"(?:(?:ของ|ใน)?(?:ปี)(?:งบประมาณ)?(?:พ\.?ศ\.?)?2[56][0-9]{{2}})?(?:เท่ากับ|อยู่ที่|คือ|เป็น|ได้|ร้อยละ|[:=(]){{0,3}}"
    rf"{_VALUE}(?:คะแนน|%)?"
)
_COUNTED = re.compile(rf"(?:ได้(?:รับ)?|เท่ากับ|อยู่ที่)?{_VALUE}คะแนน")
# Around a number that is no score: a bound, a change, a full mark, a range, a target.
_NO_SCORE_BEFORE = re.compile(
    r"(?:เต็ม|เพิ่มขึ้น|ลดลง|สูงขึ้น|ต่ำลง|น้อยกว่า|ต่ำกว่า|มากกว่า|สูงกว่า|ต้อง(?:ได้)?|เป้าหมาย|เกณฑ์|ตั้งแต่|ช่วง|ระหว่าง|ไม่มี"
    r"|ผลต่าง|ปรับ|[0-9]-|ถึง|[+-])(?:ผล|ค่า)?(?:คะแนน)?(?:ที่|จาก|เป็น|ร้อยละ)?$"
)
_NO_SCORE_AFTER = re.compile(
    r"(?:คะแนน)?(?:ขึ้นไป|ลงมา|หรือมากกว่า|เต็ม|-[0-9]|ถึง[0-9])|ครั้ง|คน|ข้อ|ราย|ตัวชี้วัด"
)


@dataclass(frozen=True, slots=True)
class ScoreReading:
    """A score.

    Attributes:
        matched: The part of the text that names it.
        value: The score, 0 to 100, with the decimals that are printed.
    """

    matched: str
    value: Decimal


def find_score(text: str) -> ScoreReading | None:
    """Find the one score that a cell or a sentence names.

    A cell that is a score, an indicator with its score, or the number beside คะแนน in running text.
    Full marks, bounds, targets, changes and ranges are none. Which of several scores is the total
    is for `overall.read_overall` to tell.

    Args:
        text: A cell or a sentence, with Thai or Arabic digits; white space may stand anywhere.

    Returns:
        The score and the text that names it; None if there is none, or if several differ.
    """
    whole = read_score(text)
    if whole is not None:
        return ScoreReading(text.strip(), whole)
    indicator = read_indicator(text)
    if indicator:
        if indicator.score is None:
            return None
        return ScoreReading(indicator.matched, indicator.score)
    line = compact(text)
    found: dict[Decimal, tuple[int, int]] = {}
    for pattern in (_NAMED, _COUNTED):
        for match in pattern.finditer(line.text):
            value = Decimal(match["value"])
            near = max(0, match.start() - 30)
            if value > HIGHEST or _NO_SCORE_BEFORE.search(line.text, near, match.start()):
                continue
            if not _NO_SCORE_AFTER.match(line.text, match.end()):
                found.setdefault(value, match.span())
    if len(found) != 1:
        return None
    ((value, (start, end)),) = found.items()
    return ScoreReading(line.original(start, end), value)


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
