"""How often something is done: "ทุกเดือน", "ไตรมาสละ 1 ครั้ง", "ปีละ 2 ครั้ง"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ita_parse.parse.values.vocabulary import (
    BUDDHIST,
    alternatives,
    compact,
    month_pattern,
    vocabulary,
)
from ita_parse.records import Recurrence

_ONE = r"(?:1|หนึ่ง)?"
_EVERY = r"(?:ทุก(?:ๆ)?(?:รอบ)?|ราย)"
_NOT_PART = "(?!แรก|หลัง|สุดท้าย)"
_RECURRENCES: tuple[tuple[Recurrence, str], ...] = (
    (
        "half_yearly",
        rf"(?:{_EVERY}|รอบละ)(?:6|หก)เดือน{_NOT_PART}|ทุก(?:ๆ)?ครึ่งปี|ครึ่งปีละ(?:{_ONE}ครั้ง)?"
        r"|(?:ใน)?ปี(?:งบประมาณ)?ละ(?:2|สอง)(?:ครั้ง|รอบ|หน)|(?:2|สอง)ครั้ง(?:/|ต่อ)ปี(?:งบประมาณ)?",
    ),
    (
        "quarterly",
        rf"ทุก(?:ๆ)?(?:สิ้น)?ไตรมา[สศ]|รายไตรมา[สศ]|ไตรมา[สศ]ละ(?:{_ONE}ครั้ง)?"
        rf"|{_ONE}ครั้ง(?:/|ต่อ)ไตรมา[สศ]|ประจำ(?:ทุก)?ไตรมา[สศ](?!ที่|[1-4]|แรก|สุดท้าย)"
        rf"|{_EVERY}(?:3|สาม)เดือน{_NOT_PART}"
        r"|ปี(?:งบประมาณ)?ละ(?:4|สี่)(?:ครั้ง|รอบ|หน)|(?:4|สี่)ครั้ง(?:/|ต่อ)ปี(?:งบประมาณ)?",
    ),
    (
        "yearly",
        rf"(?:ทุก(?:ๆ)?{_ONE}|ราย)ปี(?:งบประมาณ)?(?!งบประมาณ|{BUDDHIST}?[0-9])"
        r"|(?:ทุก(?:ๆ)?|ราย)(?:12|สิบสอง)เดือน"
        rf"|ปี(?:งบประมาณ)?ละ{_ONE}(?:ครั้ง|รอบ|หน)|{_ONE}ครั้ง(?:/|ต่อ)ปี(?:งบประมาณ)?",
    ),
    (
        "monthly",
        rf"(?:ประจำ)?ทุก(?:ๆ)?(?:{_ONE}|สิ้น|ต้น|กลาง)เดือน|เดือนละ(?:[0-9]{{0,2}}|หนึ่ง|สอง)(?:ครั้ง|หน)?"
        rf"|รายเดือน|{_ONE}ครั้ง(?:/|ต่อ)เดือน|ทุกวันที่[0-9]{{1,2}}(?:ของเดือน)?(?!MONTH)"
        r"|ประจำเดือน(?!MONTH)|ปี(?:งบประมาณ)?ละ12ครั้ง|12ครั้ง(?:/|ต่อ)ปี",
    ),
)
# "ประจำปี" is most often a part of a name (แผนปฏิบัติการประจำปี) and counts only when it stands alone.
_YEARLY_ALONE = re.compile(r"[-(]*(?:เป็น)?ประจำ(?:ทุก)?ปี[.)]*")
# A year may stand before a phrase ("2568 ทุกเดือน"), but not the rest of a number ("12 ครั้ง/ปี").
_NO_COUNT_BEFORE = r"(?:(?<![0-9])|(?![0-9]|ครั้ง|หนึ่ง|สอง|สี่))"

# What may be a date beside a recurrence: a year, a short month with a number, or two numbers.
_DATE = re.compile(
    r"(?<![0-9])(?:2[0-9]{3}|[4-9][0-9])(?![0-9%.])|[ก-ฮ]\.[ก-ฮ]\.?['’‘]?[0-9]|[0-9]/[0-9]"
)


@dataclass(frozen=True, slots=True)
class RecurrenceReading:
    """How often a text says that something is done.

    Attributes:
        matched: The part of the text that says so.
        recurrence: monthly, quarterly, half_yearly or yearly.
    """

    matched: str
    recurrence: Recurrence


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase in compact text that says how often, and where it stands."""

    start: int
    end: int
    recurrence: Recurrence


@cache
def _patterns() -> tuple[tuple[Recurrence, re.Pattern[str]], ...]:
    months = month_pattern()
    return tuple(
        (name, re.compile(rf"{_NO_COUNT_BEFORE}(?:{pattern.replace('MONTH', months)})"))
        for name, pattern in _RECURRENCES
    )


@cache
def _named_month() -> re.Pattern[str]:
    """Return a pattern for a month that comes round every year (ทุกเดือนกันยายน)."""
    return re.compile(rf"(?<=เดือน){month_pattern()}(?!-|ถึง|ปี|พ|[0-9])")


def phrases(text: str) -> list[Phrase]:
    """Return the phrases of compact text that say how often, in order."""
    alone = _YEARLY_ALONE.fullmatch(text)
    if alone:
        return [Phrase(0, len(text), "yearly")]
    found: list[Phrase] = []
    for name, pattern in _patterns():
        for match in pattern.finditer(text):
            named = name == "monthly" and _named_month().match(text, match.end())
            found.append(Phrase(match.start(), match.end(), "yearly" if named else name))
    found.sort(key=lambda phrase: (phrase.start, -phrase.end))
    # "ครึ่งปีละ 1 ครั้ง" holds "ปีละ 1 ครั้ง" and doesn't mean it.
    reach = 0
    outer: list[Phrase] = []
    for phrase in found:
        if phrase.end > reach:
            outer.append(phrase)
            reach = phrase.end
    return outer


def agreed(found: list[Phrase]) -> Recurrence | None:
    """Return what all phrases say, None if there is none or they differ."""
    names = {phrase.recurrence for phrase in found}
    return names.pop() if len(names) == 1 else None


def read_recurrence(text: str) -> RecurrenceReading | None:
    """Read how often something is done.

    The four values are those of `Measure.period_recurrence`; what comes round oftener within a
    month or quarter ("เดือนละ 2 ครั้ง") is given as that month or quarter.

    Args:
        text: A cell or a sentence, with Thai or Arabic digits; white space may stand anywhere.

    Returns:
        The recurrence and the text from the first phrase that says so to the last; None if no
        phrase does, or if two contradict each other ("ทุกเดือน และทุกไตรมาส").
    """
    line = compact(text)
    found = phrases(line.text)
    name = agreed(found)
    if name is None:
        return None
    end = max(phrase.end for phrase in found)
    month = _named_month().match(line.text, end)
    return RecurrenceReading(line.original(found[0].start, month.end() if month else end), name)


@cache
def _unlisted() -> re.Pattern[str]:
    words = vocabulary("recurrence")
    units = alternatives(words["units"])
    every = r"(?:ทุก(?:ๆ)?(?:ต้น|กลาง|ปลาย|สิ้น|รอบ)?|ราย)(?:[0-9]{1,2}|หนึ่ง|สอง|สาม|สี่|ห้า|หก)?"
    return re.compile(
        rf"{every}{units}|{units}ละ|ครั้ง(?:/|ต่อ){units}|{alternatives(words['always'])}", re.I
    )


def recurs_otherwise(text: str) -> bool:
    """Tell whether a text says how often, or that it goes on, in words that are no `Recurrence`.

    "ทุกวัน", "ปีละ 3 ครั้ง", "ทุกครั้งที่มีการประชุม" and "ต่อเนื่อง" are understood, though no field holds
    them.

    Args:
        text: A cell in which `read_period` finds none. False if a date may stand there unread.
    """
    line = compact(text).text
    rest = _unlisted().sub("", line)
    return rest != line and not _DATE.search(rest)
