"""Amounts of money in baht: digits, "2.5 ล้านบาท", number words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from ita_parse.parse.values.amounts import NUMBER, RANGE, number
from ita_parse.parse.values.number_words import (
    parse_number,
    scale,
    scale_pattern,
    word_pattern,
)
from ita_parse.parse.values.vocabulary import (
    FIRST_YEAR,
    LAST_YEAR,
    Compact,
    alternatives,
    compact,
    vocabulary,
)

# "5,000 บาท x 2": what is multiplied is not the amount.
_TIMES = r"(?:[xX×*]|คูณ)"
# Longer cells hold more than one number and its words.
_LONGEST_CELL = 60


@dataclass(frozen=True, slots=True)
class MoneyReading:
    """An amount of money.

    Attributes:
        matched: The part of the text that names it.
        value: Baht, with the decimals that are printed; satang are hundredths.
    """

    matched: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class _Amount:
    start: int
    end: int
    value: Decimal | None
    """None where what is printed contradicts itself, or can't be one amount."""


@dataclass(frozen=True, slots=True)
class _Patterns:
    digits: re.Pattern[str]
    words: re.Pattern[str]
    bracket: re.Pattern[str]
    bare: re.Pattern[str]
    range_before: re.Pattern[str]
    range_after: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    data = vocabulary("numbers")["money"]
    before, after = alternatives(data["before"]), alternatives(data["after"])
    closing, satang = alternatives(data["closing"]), alternatives(data["satang"])
    scales, word = scale_pattern(), word_pattern()
    # Three scales at most ("2 ล้าน 5 แสน 3 หมื่น"): no budget is written with more.
    amount = (
        rf"(?P<first>{NUMBER})(?P<scale>{scales})?(?P<more>(?:[0-9]{{1,3}}{scales}){{0,3}})"
        r"(?P<ones>(?<=[ก-๎])[0-9]{1,3}(?=บาท))?"
    )
    return _Patterns(
        digits=re.compile(
            rf"(?P<before>{before})?{amount}"
            rf"(?:(?P<after>(?:{closing}|-)?{after}(?:ถ้วน)?|{closing}(?![0-9]))"
            rf"(?:(?P<satang>[0-9]{{1,2}}){satang})?)?"
        ),
        words=re.compile(
            rf"(?P<words>{word}{{1,40}}+)(?:บาท)(?:ถ้วน|(?P<satang>{word}{{1,40}}+)สตางค์)?"
        ),
        bracket=re.compile(
            rf"[:=-]?[(\[](?:ตัวอักษร:?)?-?(?P<words>{word}{{1,40}}+)(?:บาท)?"
            rf"(?:ถ้วน|(?P<satang>{word}{{1,40}}+)สตางค์)?-?[)\]]"
        ),
        bare=re.compile(
            rf"-?(?:{alternatives(data['labels'])}[:=-]?){{0,3}}(?P<first>{NUMBER})"
            rf"(?P<scale>{scales})?[.]?"
        ),
        range_before=re.compile(rf"[0-9](?:\.-)?(?:{after})?{RANGE}(?:{before})?$|{_TIMES}$"),
        range_after=re.compile(rf"{RANGE}(?:{before})?[0-9]|{_TIMES}[0-9]"),
    )


def read_money(text: str) -> MoneyReading | None:
    """Read the amount of money that a text names.

    Forms: "12,345.67 บาท", "฿ 20,000", "1,500.-", "2.5 ล้านบาท", "2 ล้าน 5 แสนบาท", "25,000 บาท 50
    สตางค์", "ห้าหมื่นบาทถ้วน". A number without a word or sign for baht counts only as a whole cell,
    with or without a label such as งบประมาณ; four digits that may be a year don't.

    Args:
        text: A cell or a sentence, with Thai or Arabic digits; white space may stand anywhere.

    Returns:
        The amount in baht, and the text that names it with words in brackets after it; None if
        there is none, if several differ or form a range, if digits and words contradict each
        other, or if the commas are misplaced ("1,50 บาท").
    """
    line = compact(text)
    found = [*_in_digits(line), *_in_words(line)]
    if not found:
        return _bare(line)
    values = {amount.value for amount in found}
    if len(values) > 1 or None in values:
        return None
    first = min(found, key=lambda amount: amount.start)
    assert first.value is not None
    return MoneyReading(line.original(first.start, first.end), first.value)


def _in_digits(line: Compact) -> list[_Amount]:
    patterns = _patterns()
    found: list[_Amount] = []
    for match in patterns.digits.finditer(line.text):
        if not (match["before"] or match["after"]):
            continue
        value = _value(line, match)
        if patterns.range_before.search(line.text, max(0, match.start() - 12), match.start()):
            value = None
        if patterns.range_after.match(line.text, match.end()):
            value = None
        end = match.end()
        words = patterns.bracket.match(line.text, end)
        if words:
            end = words.end()
            if _spoken(words) != value:
                value = None
        found.append(_Amount(match.start(), end, value))
    return found


def _value(line: Compact, match: re.Match[str]) -> Decimal | None:
    value = number(line, match, "first")
    if value is None or ("." in match["first"] and match["more"]):
        return None
    last = scale(match["scale"]) if match["scale"] else None
    if (match["more"] or match["ones"]) and last is None:
        return None
    value *= last or 1
    for part in re.finditer(rf"([0-9]+)({scale_pattern()})", match["more"]):
        size = scale(part[2])
        if last is None or size >= last or int(part[1]) * size >= last:
            return None
        value += int(part[1]) * size
        last = size
    if match["ones"]:
        if last is None or int(match["ones"]) >= last:
            return None
        value += int(match["ones"])
    if match["satang"]:
        if value != value.to_integral_value():
            return None
        value += Decimal(match["satang"]).scaleb(-2)
    # 2.5 millions have no half baht to show.
    whole = value == value.to_integral_value() and match["scale"] and not match["satang"]
    return Decimal(int(value)) if whole else value


def _spoken(match: re.Match[str]) -> Decimal | None:
    baht = parse_number(match["words"])
    satang = parse_number(match["satang"]) if match["satang"] else 0
    if baht is None or satang is None or satang >= 100:
        return None
    return Decimal(baht) + Decimal(satang).scaleb(-2) if satang else Decimal(baht)


def _in_words(line: Compact) -> list[_Amount]:
    """Find amounts in words; those in brackets after digits belong to these."""
    found: list[_Amount] = []
    for match in _patterns().words.finditer(line.text):
        before = line.text[max(0, match.start() - 12) : match.start()]
        if re.search(r"[0-9.-][(\[]$|บาท[:=-]?[(\[]$|บาทถ้วน[(\[]$", before):
            continue
        if before[-1:].isdigit() or (before.endswith(".") and before[-2:-1].isdigit()):
            continue  # "2.5 ล้านบาท" and "2 ล้านห้าแสนบาท" begin with digits
        value = _spoken(match)
        # "หลายสิบบาท", "ห้าถึงหกพันบาท": what stands before changes the number.
        if re.search(r"(?:หลาย|กี่|กว่า|ถึง|-)$", before):
            value = None
        found.append(_Amount(match.start(), match.end(), value))
    return found


def _bare(line: Compact) -> MoneyReading | None:
    if len(line.text) > _LONGEST_CELL:
        return None
    match = _patterns().bare.fullmatch(line.text)
    value = number(line, match, "first") if match else None
    if match is None or value is None:
        return None
    if match["scale"]:
        value *= scale(match["scale"])
        value = Decimal(int(value)) if value == value.to_integral_value() else value
        return MoneyReading(line.original(match.start("first"), match.end("scale")), value)
    digits = match["first"]
    year = digits.isdigit() and len(digits) == 4 and FIRST_YEAR <= int(digits) <= LAST_YEAR
    if year or (len(digits) > 1 and digits[0] == "0" and digits[1] != "."):
        return None
    return MoneyReading(line.original(match.start("first"), match.end("first")), value)
