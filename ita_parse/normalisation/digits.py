"""Thai digits to Arabic ones, item codes left as they are printed."""

from __future__ import annotations

import re

from ita_parse.text import TO_ARABIC

_DIGITS = re.compile("[๐-๙]+")
_MONTH = "ม.ค|ก.พ|มี.ค|เม.ย|พ.ค|มิ.ย|ก.ค|ส.ค|ก.ย|ต.ค|พ.ย|ธ.ค|มกร|กุมภ|มีน|เมษ|พฤษ|มิถ|กรก|สิงห|กันย|ตุล|ธันว"
_MONTHS = _MONTH.replace(".", r"\.\s?")
# A zero stands for the letter o in codes of OIT items: after the word for item or after OIT, at
# the start of a line before Thai words that are no month, or where an ASCII zero leads Thai digits.
_CODE = re.compile(
    rf"""
    (?:(?<=ข้อ)|(?<=ข้อที่)|(?<=ชื่อ)|(?<=OIT))\s*[๐0][0-9๐-๙]{{1,2}}(?![0-9๐-๙]|[.,:/]\d)
    | ^\s*[๐][0-9๐-๙]{{1,2}}(?=\s*[ก-ฮเแโใไ])(?!\s*(?:{_MONTHS}))
    | (?<![0-9๐-๙.,])0[๐-๙]{{1,2}}(?![0-9๐-๙]|[.,:/-][0-9๐-๙])
    """,
    re.VERBOSE | re.MULTILINE,
)


def thai_digits(text: str) -> tuple[str, int]:
    """Turn Thai digits into Arabic ones; the count is of numbers, not of digits.

    Item codes whose letter o is printed as a zero ("ข้อ ๐33", "0๔๒") are left as printed: turned
    into 033 they would be lost. The reader of codes knows what they mean.
    """
    zero = "๐" in text or "0" in text
    codes = [match.span() for match in _CODE.finditer(text)] if zero else []
    count = 0

    def convert(match: re.Match[str]) -> str:
        nonlocal count
        if any(start < match.end() and match.start() < end for start, end in codes):
            return match[0]
        count += 1
        return match[0].translate(TO_ARABIC)

    return _DIGITS.sub(convert, text), count
