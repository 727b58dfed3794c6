"""Facts about Thai characters and lines that several rooms need."""

from __future__ import annotations

import re

HARD_BREAK = "\u2028"
"""A line break that the author made (<br>, <p>, a line that stops short), as opposed to "\\n",
where a line of a cell happened to end. Only text as read holds it, never clean text."""

THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
TO_ARABIC = str.maketrans(THAI_DIGITS, "0123456789")

# Marks without width that stand on a consonant: vowels above and below, tones, thanthakhat,
# nikhahit, yamakkan.
MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
TONES = "\u0e48-\u0e4b"
CONSONANTS = "\u0e01-\u0e2e"
# All of these and the vowels; ฯ and ๆ among them, digits not.
THAI = "\u0e01-\u0e3a\u0e40-\u0e4e"

FOLLOWING = frozenset(
    letter
    for letter in map(chr, range(0x0E00, 0x0E80))
    if re.match(f"[{MARKS}\u0e30\u0e32\u0e33\u0e45]", letter)
)
"""Marks, and vowels that follow their consonant: no word begins with one of them."""

_NUMBER = r"[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2}){0,3}"

LIST_MARKER = re.compile(
    rf"""\s*(?:
        \(?{_NUMBER}[.)](?![0-9๐-๙])\s*      # 1.  1)  (1)  1.2)
      | [0-9๐-๙]{{1,2}}(?:\.[1๑]?[1-9๑-๙]){{1,3}}\s+   # 1.2 and a space, but no score (89.83)
      | \(?[ก-ฮ][.)]\s*(?=[^.\s]{{2}})        # ก.  ข)  (ค), but not the start of ก.พ.
      | [-–—•▪■●◦○*➢✓]\s*
      | [\u2610\u2611\u2612]\s*
    )""",
    re.VERBOSE,
)
"""What begins an item of a list at the start of a line."""

LETTER_LABEL = re.compile(r"\s*(?:เรียน|เรื่อง|อ้างถึง|สิ่งที่ส่งมาด้วย|ส่วนราชการ|วันที่)\s")
"""What begins a line of an official letter's head."""

_CATCHWORD = r"/[^\n]{1,60}(?:\.{3,}|…)"

PAGE_NUMBER = re.compile(
    r"\s*(?:[-–—~]\s*[0-9๐-๙]{1,4}\s*[-–—~]|[-–—=*#\s]*(?:หน้า|หน้าที่|Page)\s*[0-9๐-๙]{1,4}"
    r"(?:\s*(?:/|จาก|of)\s*[0-9๐-๙]{1,4})?[-–—=*#\s]*|[0-9๐-๙]{1,3}\s*\|\s*(?:หน้า|Page)|"
    + _CATCHWORD
    + r")\s*",
    re.IGNORECASE,
)
"""Furniture of a page, whole line: "- ๓ -", "หน้า 3 จาก 10", "/ซึ่งจากการ..."."""


CATCHWORD = re.compile(rf"\s*{_CATCHWORD}\s*")
"""What the end of a page says of the beginning of the next ("/ซึ่งจากการ...")."""


def squeeze(text: str) -> str:
    """Remove all white space; headers and names are compared so."""
    return "".join(text.split())


_LIST_NUMBER = re.compile(rf"\s*\(?({_NUMBER})(?:[.)]|\s|$)")


def list_number(text: str) -> str:
    """Return the number with which a text begins ("1", "2.1"), in Arabic digits, or ""."""
    match = _LIST_NUMBER.match(text)
    return match[1].translate(TO_ARABIC) if match else ""
