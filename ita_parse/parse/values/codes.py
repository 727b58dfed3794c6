"""Codes of ITA items: i1 to i30, e1 to e15, o1 to o48.

A code is printed as "ข้อ o7", "E๑", "O 16", "OIT 42"; typists and OCR write a zero for the letter o
("ข้อ ๐33", "0๔๒"), and the bare number where the row names the indicator ("๑๒ หน่วยงานของท่าน…"). A
number beyond that year's list is no code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ita_parse.parse.values.indicator import indicator, read_indicator
from ita_parse.parse.values.items import INSTRUMENTS, LETTERS, largest_number
from ita_parse.records import Instrument
from ita_parse.text import TO_ARABIC

# Latin letters, those of Chinese width, and the Cyrillic and Greek ones that OCR takes for them.
_SHAPES = {"i": "iIіІιΙｉＩ", "e": "eEеЕΕｅＥ", "o": "oOоОοΟｏＯ"}
_LETTER_OF = {shape: letter for letter, shapes in _SHAPES.items() for shape in shapes}
_LETTER = f"[{''.join(_SHAPES.values())}]"
_DIGIT = "[0-9๐-๙０-９]"
_THAI_DIGIT = re.compile("[๐-๙]")
# The second digit may be read as a letter: "o1O", "i1l".
_LETTER_DIGITS = str.maketrans("lIoOоО", "110000")

_CODE = re.compile(
    rf"""
    (?:(?P<instrument>[OoОо0E][I1l|]T|I[I1l|]T)[\s:.–-]*)?
    (?P<open>[(\[]\s*)?
    (?P<word>(?:ข้อ|ชื่อ)(?:\s*คำถาม)?(?:\s*ที่)?\s*[:.]?\s*[(\[]?\s*)?
    (?:(?P<letter>{_LETTER})(?P<gap>\s?[.-]?\s?)
      |(?P<zero>[0๐]\s?)(?={_DIGIT})     # a zero for the letter o
      |(?P<misread>[lL|!]\s?))?          # i, if the row is known to be of IIT
    # "ข้อ o 1 8": where OCR sets letter and digits apart, both digits are the number's.
    (?P<number>(?(letter)(?<=\s){_DIGIT}\s{_DIGIT}(?=\s|$)|(?!))|[0๐]?(?:{_DIGIT}[lIoOоО]|{_DIGIT}{{1,2}}))
    # No longer number, Latin word ("O2O"), decimal, time or range ("o1.5", "08:30", "i5-9400").
    (?!{_DIGIT}|[A-Za-z]|[.,:/–-]{_DIGIT})
    """,
    re.VERBOSE,
)
# "112": a 1 for the letter i, where IIT is known and no list is that long.
_ONE_FOR_I = re.compile(rf"(?P<word>ข้อ(?:\s*ที่)?\s*)?[1๑](?P<number>{_DIGIT}{{2}})(?!{_DIGIT}|\S)")
_WITHIN_WORD = re.compile(rf"{_LETTER}|[A-Za-z0-9๐-๙]")
_BULLET = re.compile(r"\s*(?:[-–—•▪■●*✓➢]\s*)*")
_SEPARATORS = " \t\r\n\u00a0.:)]-–—,;"
# "o1-o6", "i1, i2", "o1 ถึง o43": several items, so not the code of one.
_SEVERAL = re.compile(
    rf"\s*(?:[,/&+–-]|และ|หรือ|กับ|ถึง)\s*(?:ข้อ(?:\s*ที่)?\s*)?(?:{_LETTER}|0(?=[๐-๙]))\s?{_DIGIT}"
    rf"|\s*(?:[,–-]|และ|ถึง)\s*(?:ข้อ(?:\s*ที่)?\s*)?{_DIGIT}{{1,2}}(?![.){_DIGIT[1:-1]}])"
)
# What a number counts or dates, where it isn't the number of an item.
_MONTHS = (
    r"ม\.ค|ก\.พ|มี\.ค|เม\.ย|พ\.ค|มิ\.ย|ก\.ค|ส\.ค|ก\.ย|ต\.ค|พ\.ย|ธ\.ค|มกราคม|กุมภาพันธ์|มีนาคม|เมษายน"
    r"|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม"
)
_COUNTED = re.compile(
    rf"""\s*(?:{_MONTHS}|%
    |(?:ครั้ง|คน|ราย|รายการ(?!\s*การ)|เรื่อง|ข้อ|ตัวชี้วัด|แห่ง|ด้าน|ปี|เดือน|วัน|ชั่วโมง|นาที|บาท|คะแนน|ฉบับ|เล่ม
      |ช่องทาง|น\.)(?![ก-๎]))""",
    re.VERBOSE,
)
# What may follow a number that alone stands for a code: Thai, a title in brackets or quotes, or one
# of the few titles that begin with Latin letters; not "2 way communication".
_TITLE = re.compile(
    r"[\s.:)\]–-]*(?:$|[ก-ฮเ-ไ\"“'‘(*]|Q\s?&|E-?\s?[Ss]ervice|Social|No\s+Gift|ITA)"
)


# Longer text after a number is no indicator's name.
_LONGEST_NAME = 400


@dataclass(frozen=True, slots=True)
class ItemCode:
    """The code of an item.

    Attributes:
        code: i, e or o and the number, for example "o42".
        instrument: IIT, EIT or OIT.
        number: The item's number.
        matched: The text that was read as the code, with the word ข้อ before it.
        rest: The text after the code, without the separators before it.
    """

    code: str
    instrument: Instrument
    number: int
    matched: str
    rest: str


def read_item_code(
    text: str,
    *,
    fiscal_year: int | None = None,
    indicator_no: int | None = None,
    instrument: Instrument | None = None,
) -> ItemCode | None:
    """Read the item code with which a text begins.

    Args:
        text: A cell, for example "ข้อ o7 แผนยุทธศาสตร์" or "๑๒ หน่วยงานของท่าน…".
        fiscal_year: Year of the list of items, Buddhist Era; decides how many there are.
        indicator_no: Number, 1 to 10, of the indicator that the row names.
        instrument: Instrument that the row or table names. With it, or with the indicator, a bare
            number is a code. A letter that is printed counts for more than either.

    Returns:
        The code, or None where the text begins with none or with several ("o1-o6").
    """
    known = _known(indicator_no, instrument)
    start = _end_of_bullet(text)
    match = _CODE.match(text, start)
    if match is None:
        match = _ONE_FOR_I.match(text, start) if known == "IIT" else None
        return _code("IIT", match, text, fiscal_year) if match else None
    if _SEVERAL.match(text, match.end()):
        return None
    found = _lettered(match) or _zeroed(match, known, text) or _numbered(match, known, text)
    return _code(found, match, text, fiscal_year) if found else None


def find_item_codes(text: str, *, fiscal_year: int | None = None) -> tuple[ItemCode, ...]:
    """Find the item codes that stand anywhere in a text, in their order; bare numbers are none.

    The `rest` of a code ends where the next one begins.
    """
    found = list(_find(text, fiscal_year))
    ends = [*(place for _, place in found), len(text)][1:] if found else []
    return tuple(
        replace(code, rest=text[place + len(code.matched) : end].strip(_SEPARATORS))
        for (code, place), end in zip(found, ends, strict=True)
    )


def _find(text: str, fiscal_year: int | None) -> Iterator[tuple[ItemCode, int]]:
    """Yield each code, without its rest, and where it begins."""
    for match in _CODE.finditer(text):
        if _WITHIN_WORD.match(text, match.start() - 1) and match.start():
            continue
        found: Instrument | None = None
        if match["letter"]:
            # "O 16" may stand apart in running text, "o 16" needs a word that says what it is.
            apart = match["gap"] and not (match["word"] or match["instrument"])
            found = None if apart and match["letter"].islower() else _lettered(match)
        elif match["zero"] and (match["word"] or _is_mixed(match)):
            found = _zeroed(match, None, text)
        elif _says_oit(match):
            found = _numbered(match, None, text)
        code = _code(found, match, text, fiscal_year, rest=False) if found else None
        if code:
            yield code, text.index(code.matched, match.start())


def _end_of_bullet(text: str) -> int:
    bullet = _BULLET.match(text)
    return bullet.end() if bullet else 0


def _known(indicator_no: int | None, instrument: Instrument | None) -> Instrument | None:
    if indicator_no is not None and 1 <= indicator_no <= 10:
        return indicator(indicator_no).instrument
    return instrument


def _lettered(match: re.Match[str]) -> Instrument | None:
    letter = match["letter"]
    return INSTRUMENTS[_LETTER_OF[letter]] if letter else None


def _zeroed(match: re.Match[str], known: Instrument | None, text: str) -> Instrument | None:
    """Tell whether a zero stands for the letter o: "ข้อ ๐33", "0๔๒", "๐๑๙"."""
    zero = match["zero"]
    if not zero:
        return None
    if match["word"] or match["instrument"]:
        named = _instrument_of(match)
    else:
        named = None
        if zero != zero.rstrip() or _counts(match, text):
            return None
    # "07" under IIT is a padded number; a zero of the other script, or before two digits, is an o.
    padded = len(match["number"]) == 1 and not _is_mixed(match)
    return (named or known or "OIT") if padded else "OIT"


def _is_mixed(match: re.Match[str]) -> bool:
    """Tell whether a zero and the digits after it are of two scripts: "0๔๒", "๐33"."""
    return bool(_THAI_DIGIT.match(match["zero"])) != bool(_THAI_DIGIT.match(match["number"]))


def _numbered(match: re.Match[str], known: Instrument | None, text: str) -> Instrument | None:
    """Tell what a number without a letter belongs to, from the words before it or the row."""
    if match["letter"] or match["zero"]:
        return None
    named = _instrument_of(match)
    if named and named != "OIT" and not match["word"]:
        # "EIT 1" and "EIT 2" are the two parts of that survey.
        return None
    found = named or known
    if match["misread"]:
        return found if found == "IIT" else None
    return None if _counts(match, text) else found


def _instrument_of(match: re.Match[str]) -> Instrument | None:
    printed = match["instrument"]
    if not printed:
        return None
    return "EIT" if printed[0] == "E" else "IIT" if printed[0] == "I" else "OIT"


def _says_oit(match: re.Match[str]) -> bool:
    return _instrument_of(match) is not None and not match["misread"]


def _counts(match: re.Match[str], text: str) -> bool:
    """Tell whether a number counts something, dates something or numbers an indicator."""
    if _COUNTED.match(text, match.end()) or not _TITLE.match(text, match.end()):
        return True
    rest = text[match.end() : match.end() + _LONGEST_NAME].lstrip(_SEPARATORS)
    return bool(rest) and read_indicator(rest) is not None


def _code(
    instrument: Instrument,
    match: re.Match[str],
    text: str,
    fiscal_year: int | None,
    *,
    rest: bool = True,
) -> ItemCode | None:
    printed = "".join(match["number"].translate(TO_ARABIC).split())
    if not (printed.isdigit() or match["word"]):
        # "O2O" is o20 only where something says that it is an item.
        return None
    number = int(printed.translate(_LETTER_DIGITS))
    if not 1 <= number <= largest_number(instrument, fiscal_year):
        return None
    return ItemCode(
        f"{LETTERS[instrument]}{number}",
        instrument,
        number,
        _matched(match, text),
        text[match.end() :].lstrip(_SEPARATORS).rstrip() if rest else "",
    )


def _matched(match: re.Match[str], text: str) -> str:
    end = match.end()
    bracket = re.compile(r"\s*[)\]]").match(text, end)
    if bracket and ("(" in match[0] or "[" in match[0]):
        end = bracket.end()
    return text[match.start() : end].strip()
