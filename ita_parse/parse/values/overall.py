"""The overall result in running text: total score, grade and rank.

"โดยภาพรวมได้คะแนน 89.85 (ผ่าน)", "คะแนนรวม 92.15 คะแนน ระดับ A", "อยู่ในลำดับที่ 12 จาก 7,850". The scores
of indicators and instruments, targets, thresholds and last year's figures stand in the same
sentences; what a number means is told by the words between it and the numbers around it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from ita_parse.parse.values.compared_bodies import compares_bodies
from ita_parse.parse.values.indicator import indicator
from ita_parse.parse.values.score_years import is_year, says_score, years_of_scores
from ita_parse.parse.values.scores import HIGHEST
from ita_parse.parse.values.vocabulary import alternatives, compact, vocabulary

_INSTRUMENT = re.compile(r"(?<![A-Za-z])(IIT|EIT|OIT)(?![A-Za-z])")
# A letter that OCR reads for a digit is part of the number: "8O.98" holds no 8.
_NUMBER = re.compile(
    r"(?<![0-9.,])(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+\.[0-9]+|[0-9]{1,2},[0-9]{2}|[0-9]+)"
    r"(?![0-9]|[.,][0-9]|[OoQlI|SsZzgqB][0-9.])"
)

# What names the total, and what may name any score: then nothing else may claim it.
_TOTAL = re.compile(
    r"คะแนน(?:การ|ผลการ|ผล)?(?:ประเมิน)?(?:ITA)?(?:โดย|ใน)?(?:ภาพรวม|รวม|สุทธิ|เฉลี่ย(?:รวม)?)"
    r"|ภาพรวม(?=[^0-9]{0,60}(?:คะแนน|ร้อยละ|เท่ากับ|อยู่ที่))|คะแนน(?:การ|ผลการ)?(?:ประเมิน)?ITA|(?:คะแนน|ค่า)เฉลี่ยรวม"
    r"|(?:ภาพรวม|โดยรวม)(?=(?:ได้|มี)[0-9]+\.[0-9]+คะแนน)|รวมคะแนน(?:ทั้งสิ้น|ทั้งหมด)?"
    r"|(?:คะแนน|ผล)(?:การ|ผลการ)?(?:ประเมิน)?(?:ใน)?ระดับหน่วยงาน"
    r"|(?:คะแนน|ผล)(?:การ|ผลการ)?ประเมินคุณธรรมและความโปร่งใส(?=[^0-9]*(?:2[56][0-9]{2}[^0-9]*)?[0-9.]+(?:คะแนน|%|ระดับ|$))"
)
_ANY_SCORE = re.compile(
    r"(?:ได้รับ|ได้|มี|เป็น|พบว่า)(?:ผล|ค่า)?คะแนน|(?:ผล|ค่า)คะแนน|ผล(?:การ)?ประเมิน(?=[^0-9]*(?:2[56][0-9]{2}[^0-9]*)?[0-9.]+คะแนน)"
    r"|คะแนน(?:การ|ผลการ)?(?:ประเมิน)?(?:ของหน่วยงาน|ที่(?:หน่วยงาน)?ได้(?:รับ)?)"
)
_FARTHEST = 90

# Between the name of the score and the number: it is another number.
_OTHER = re.compile(
    r"เต็ม|เป้า|ต้อง(?!ปรับปรุง)|ควร|หาก|น้อยกว่า|ต่ำกว่า|มากกว่า|สูงกว่า|เกณฑ์|(?:เพิ่มขึ้น|ลดลง)(?!(?:มา)?เป็น|อยู่ที่)|เดิม|ที่ผ่านมา|ปีก่อน"
    r"|ลำดับ|อันดับ|ระดับ|น้ำหนัก|ตัวชี้วัด|แบบวัด|แบบตรวจ|เครื่องมือ|ประเด็น|แต่ละ|สูงสุด|ต่ำสุด|จำนวน|ช่วง|ตั้งแต่|ระหว่าง"
    r"|ค่าเฉลี่ย|ครั้งที่|ข้อ(?!มูล)"
)
_CHANGE = re.compile("ขึ้น|ลง|เพิ่ม|ลด|ต่าง|ห่าง|ขาด|เกิน")
# Before the name of the score: it is a target, a condition, or the score of something else.
_AIM = re.compile(
    r"เป้า|ต้อง(?!ปรับปรุง)|ให้ได้|ให้มี|ควร|หาก|ถ้า|คาด|เพื่อให้|เกณฑ์|ปีที่ผ่านมา|ปีก่อน|พึงพอใจ|ผู้เข้า(?:รับการ)?อบรม"
)
_NEAR = 30
_PART = re.compile(r"ตัวชี้วัด(?!ทั้ง|ดังกล่าว)|แบบวัด|แบบตรวจ|เครื่องมือ|ประเด็น|ข้อ(?:ที่)?[ieo0-9]")
# After the number: a threshold, a range, a count.
_BOUND = re.compile(r"(?:คะแนน|%)?(?:ขึ้นไป|เป็นต้นไป|หรือมากกว่า|ลงมา|[-–][0-9])")
_COUNT = re.compile(
    r"ครั้ง|ตัวชี้วัด|ข้อ|ด้าน|แห่ง|หน่วยงาน|ปี|เดือน|วัน|คน|ราย|ประเด็น|แบบ|เครื่องมือ|ลำดับ|โครงการ|ใน[0-9]"
)
# A second number that the same words name: "ปี 2566 80.12 และปี 2567 89.85", "จาก 80.12 เป็น 89.85".
_GOES_ON = re.compile(
    r"(?:คะแนน)?(?:[,;]|และ|ส่วน)?(?:ใน)?ปี(?:งบประมาณ)?(?:พ\.?ศ\.?)?2[56][0-9]{2}[^0-9]{0,20}"
    r"|(?:คะแนน)?(?:เพิ่มขึ้น|ลดลง|มา)*เป็น(?:ร้อยละ)?(?:คะแนน)?"
)
_ALL = re.compile(
    r"(?:ทั้ง|จาก)(?:หมด)?[0-9]{1,2}(?:ตัวชี้วัด|ด้าน|เครื่องมือ|แบบวัด|แบบ)|ทุก(?:ตัวชี้วัด|ด้าน|เครื่องมือ|แบบวัด|แบบ)"
    r"|ระดับหน่วยงาน"
)
# Below this a mean is one of a questionnaire with five steps.
_LOWEST = Decimal(10)

_PASSED = (
    r"ผ่านดีเยี่ยม|ผ่านดี"
    # "ผ่าน" means "through", too.
    r"|ผ่าน(?!เกณฑ์|ทาง|มา|ช่อง|ระบบ|การ|เว็บ|สื่อ|ทุก|ไลน์|เฟ|กิจกรรม|โครงการ|แอป|ที่ประชุม|[A-Za-z])"
)
_GRADES = rf"AA|[A-F](?![A-Za-z])|ต้องปรับปรุงโดยด่วน|ต้องปรับปรุง|{_PASSED}"
_GRADE = re.compile(
    r"(?:(?<!ยก)(?<!ทุก)(?<!แต่ละ)ระดับ(?:ผล)?(?:การประเมิน|คะแนน|คุณภาพ)?|เกรด|[Gg]rade|อยู่ในเกณฑ์"
    r"|ผลการประเมิน(?=อยู่|คือ|เป็น|ได้|[:=]))"
    rf"(?:อยู่ใน(?:ระดับ|เกณฑ์)|คือ|เป็น|ได้|[:=])*[\"“'‘(]*(?P<grade>{_GRADES})"
)
_GRADE_BEHIND = re.compile(
    rf"(?:คะแนน|%)?,?(?:[(](?:ระดับ|เกรด)?(?P<grade>{_GRADES})[)]|[=:]?(?P<bare>{_GRADES}))"
)
_GRADE_BOUND = re.compile(
    r"[\"”'’)]*(?:ขึ้นไป|[:=(]?(?:คะแนน)?(?:ตั้งแต่)?[0-9.]+(?:คะแนน)?(?:[-–]|ถึง|ขึ้นไป))"
)
_BETWEEN = re.compile(r"(?:คะแนน|%|[(),]|และ|โดย|ซึ่ง|จัด|อยู่|ใน|มี|ผล|ได้|เป็น|ถือว่า)*")

# A number that nothing names stands with its full mark, its grade or its year.
_FULL = re.compile(r"(?:คะแนน)?[,(]*จาก(?:คะแนน)?(?:เต็ม[0-9]|[0-9]+(?:\.[0-9]+)?คะแนน)")
_FULL_BEHIND = re.compile(
    r"(?:คะแนน)?[,(]*จาก(?:คะแนนเต็ม100(?:\.0+)?(?![0-9.])|(?:เต็ม)?100(?:\.0+)?คะแนน)"
)
_FULL_BEFORE = re.compile(
    r"คะแนนเต็ม100(?:คะแนน)?[^0-9]{0,40}(?:ได้(?:รับ)?|คะแนน)(?:เท่ากับ|คือ|[:=])?\Z"
)
_GRADED = re.compile(
    rf"{_GRADE.pattern}[\"”'’),]*(?:ด้วย|โดย|ที่)?(?:ได้|มี)?(?:รับ)?(?:ผล|ค่า)?(?:คะแนน)?(?:รวม|เฉลี่ย)?(?:เท่ากับ|อยู่ที่|[:=])*"
    r"[(]?(?:ได้|คะแนน)?\Z"
)
_DATED = re.compile(
    r"ปี(?:งบประมาณ)?(?:พ\.?ศ\.?)?2[56][0-9]{2}[,:=]?(?:(?:องค์การบริหารส่วน|เทศบาล|หน่วยงาน|อบต|อบจ)[^0-9]{0,40})?"
    r"(?:ได้(?:รับ)?|มี|(?:ผล|ค่า)?คะแนน)+(?:เท่ากับ|อยู่ที่|[:=])*\Z"
)
# Thresholds are multiples of this; hardly a mean is.
_ROUND = 5
# So many letters before such a number are looked through for what else it may be the score of.
_CONTEXT = 300
_ONE_PART = re.compile(r"ตัวชี้วัดที่[0-9]")
_NEWEST = 10_000  # later than any year

_RANK = re.compile(
    r"(?P<word>(?:ลำดับ|อันดับ)(?:ที่)?|(?<!ยก)ระดับ(?:ที่)?|(?:เป็น|อยู่|ได้|อยู่ใน)ที่)[:]?"
    r"(?P<rank>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,5})(?![0-9]|[.,][0-9]|[-–)])"
)
_RANK_WORDS = ("ลำดับ", "อันดับ", "ลำดับที่", "อันดับที่")
_RANKED = ("อยู่ใน", "เป็น", "ได้", "คือ", "และ", "ได้รับ", ",", "(")
_AMONG = re.compile(r"(?:จาก|ของ|ใน(?!ตัวชี้วัด)|ระดับ(?:ประเทศ|จังหวัด))")
_NO_RANK = re.compile(r"คือ|ได้แก่|[:.]|ตัวชี้วัด")
_REGION = re.compile(r"(?<!บริหารส่วน)จังหวัด|อำเภอ|ภาค(?!รัฐ)|กลุ่ม")


@dataclass(frozen=True, slots=True)
class Overall:
    """The overall result, each part None where the text doesn't say it.

    Attributes:
        score: Total score, 0 to 100.
        grade: Grade as printed, for example "A" or "ผ่านดี".
        rank: Rank among bodies of its kind.
    """

    score: Decimal | None = None
    grade: str | None = None
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class TotalReading:
    """A total score in running text.

    Attributes:
        matched: The number as the text prints it.
        value: The score, 0 to 100.
        year: Fiscal year (B.E.) that is named beside it, None if none is.
    """

    matched: str
    value: Decimal
    year: int | None


@dataclass(frozen=True, slots=True)
class _Total:
    start: int
    end: int
    score: Decimal
    year: int | None
    sure: bool


def find_totals(text: str) -> tuple[TotalReading, ...]:
    """Find all total scores that a paragraph prints, such as those of two years.

    Numbers that might be a score of something else don't count beside those that are called total,
    nor beside others of their year. Where two bodies have a score each, none is sure.
    """
    line = compact(text)
    numbers = list(_NUMBER.finditer(line.text))
    if compares_bodies(line.text, numbers):
        return ()
    totals = list(_totals(line.text, numbers))
    sure = [total for total in totals if total.sure]
    if totals and not sure:
        apart = len({total.year for total in totals}) == len(totals)
        sure = totals if apart else [max(totals, key=_year)]
    return tuple(
        TotalReading(line.original(total.start, total.end), total.score, total.year)
        for total in sure
    )


def read_overall(text: str) -> Overall:
    """Read the overall score, grade and rank from a paragraph.

    Of several years' totals the latest counts; from two bodies' scores nothing is read.
    """
    line = compact(text).text
    numbers = list(_NUMBER.finditer(line))
    if compares_bodies(line, numbers):
        return Overall()
    totals = list(_totals(line, numbers))
    sure = [total for total in totals if total.sure] or totals
    total = max(sure, key=_year, default=None)
    return Overall(
        total.score if total else None, _grade(line, numbers, total), _rank(line, numbers, total)
    )


def _year(total: _Total) -> int:
    # Former years are named; a score without a year is this year's.
    return total.year or _NEWEST


@cache
def _names() -> re.Pattern[str]:
    """Match an indicator's name."""
    return re.compile("|".join(re.escape(indicator(number).name) for number in range(1, 11)))


@cache
def _others() -> re.Pattern[str]:
    """Match what has scores of its own."""
    words = alternatives(vocabulary("overall")["other"]["words"])
    return re.compile(rf"{words}(?!(?:การ)?ประเมินคุณธรรม)|นาย(?!ก)")


def _totals(line: str, numbers: list[re.Match[str]]) -> Iterator[_Total]:
    years = years_of_scores(line, numbers)
    for index, number in enumerate(numbers):
        printed = number[0]
        score = Decimal(re.sub(r"^([0-9]{1,2}),([0-9]{2})$", r"\1.\2", printed).replace(",", ""))
        if score > HIGHEST or is_year(printed):
            continue
        if _BOUND.match(line, number.end()):
            continue
        if "." not in printed and _COUNT.match(line, number.end()):
            continue
        if _FULL.match(line, number.end()) and not _FULL_BEHIND.match(line, number.end()):
            continue
        if index and line.endswith(("-", "ถึง"), 0, number.start()):
            continue
        sure = _is_total(line, number, score)
        if sure is not None:
            year = years.get(number.start())
            yield _Total(number.start(), number.end(), score, year, sure)


def _is_total(line: str, number: re.Match[str], score: Decimal) -> bool | None:
    """Tell whether a number is called the total (True), or may be it (False); None: it is not."""
    for pattern, sure in ((_TOTAL, True), (_ANY_SCORE, False)):
        named = _last(pattern, line, number.start())
        if named and _belongs(line, named, number, sure=sure, whole="." not in number[0]):
            return None if score < _LOWEST and "ภาพรวม" not in named[0] else sure
    return False if score >= _LOWEST and _stands_out(line, number, score) else None


def _stands_out(line: str, number: re.Match[str], score: Decimal) -> bool:
    """Tell whether a number that no word calls the total stands with its full mark, grade or year.

    Nothing before it may be what has scores of its own.
    """
    start, end = number.span()
    near = max(0, start - _FARTHEST)
    full = _FULL_BEHIND.match(line, end) or _FULL_BEFORE.search(line, near, start)
    if full is None and ("." not in number[0] or score % _ROUND == 0):
        return False
    said = line.startswith("คะแนน", end) or line.endswith("คะแนน", 0, start)
    graded = _GRADED.search(line, near, start)
    if graded:
        # The words before its grade tell what the grade is of.
        head = _since_number(line, graded.start())
        if not (said or graded[0].endswith("(")):
            return False
        return not (_AIM.search(head[-_NEAR:]) or _is_of_other(head))
    beside = _DATED.search(line, near, start) or _has_grade_behind(line, end)
    if not (full or (said and beside)):
        return False
    lead = _since_number(line, start)[-_NEAR:]
    head = line[max(0, start - _CONTEXT) : start]
    return not (
        _OTHER.search(_uncounted(lead, line, number)) or _AIM.search(lead) or _is_of_other(head)
    )


def _has_grade_behind(line: str, end: int) -> bool:
    bracket = _GRADE_BEHIND.match(line, end)
    if bracket and bracket["grade"]:
        return True
    grade = _GRADE.search(line, end, end + _FARTHEST)
    return (
        grade is not None
        and _BETWEEN.fullmatch(line, end, grade.start()) is not None
        and _GRADE_BOUND.match(line, grade.end()) is None
    )


def _is_of_other(head: str) -> bool:
    """Tell whether a part of the assessment, or something else, is named before a number."""
    return any(pattern.search(head) for pattern in (_PART, _INSTRUMENT, _names(), _others()))


def _last(pattern: re.Pattern[str], line: str, end: int) -> re.Match[str] | None:
    """Return the last match that begins shortly before a place."""
    found = None
    # No name looks ahead farther than this; without an end every call would read the whole line.
    for match in pattern.finditer(line, max(0, end - _FARTHEST), end + _FARTHEST):
        if match.end() > end:
            break
        found = match
    return found


def _belongs(
    line: str, named: re.Match[str], number: re.Match[str], *, sure: bool, whole: bool
) -> bool:
    """Tell whether the words that name a score name this number, and the total's."""
    between = line[named.end() : number.start()]
    head = _since_number(line, named.start())
    near = head[-_NEAR:]
    if _AIM.search(near) or len(set(_INSTRUMENT.findall(head + between))) in (1, 2):
        return False
    if sure and "ภาพรวม" not in named[0] and _ONE_PART.search(head):
        return False
    if sure and "ภาพรวม" in named[0]:
        if re.search(rf"ตัวชี้วัด(?:ที่)?(?:{_names().pattern})", head):
            return False
    elif _names().search(head) or (not sure and _PART.search(head)):
        return False
    if _others().search(between if sure else near + between):
        return False
    between = _ALL.sub("", between)
    others = [other.end() for other in _NUMBER.finditer(between) if not is_year(other[0])]
    if others:
        return bool(_GOES_ON.fullmatch(between, others[-1]))
    if _OTHER.search(_uncounted(between, line, number)) or _names().search(between):
        return False
    # A number without decimals has to stand close, or say that it is a score.
    return not whole or says_score(line, number.end()) or len(between) <= 12


def _uncounted(between: str, line: str, number: re.Match[str]) -> str:
    """Take จำนวน away that counts points ("คะแนนรวม จำนวน 79.82 คะแนน") and not a change."""
    bare = between.removesuffix("จำนวน")
    points = line.startswith("คะแนน", number.end()) and not _CHANGE.search(bare)
    return bare if points else between


def _since_number(line: str, end: int) -> str:
    """Return the text before a place, back to the last number that counts or scores."""
    start = max(0, end - _FARTHEST)
    for number in _NUMBER.finditer(line, start, end):
        # "ตัวชี้วัดที่ 6" and "ข้อ 3" belong to what follows.
        ordinal = number[0].isdigit() and line.endswith(("ที่", "ข้อ"), start, number.start())
        if not (ordinal or is_year(number[0])):
            start = number.end()
    return line[start:end]


def _grade(line: str, numbers: list[re.Match[str]], total: _Total | None) -> str | None:
    if total:
        behind = _GRADE_BEHIND.match(line, total.end)
        if behind:
            return behind["grade"] or behind["bare"]
    for match in _GRADE.finditer(line, total.end if total else 0):
        if _GRADE_BOUND.match(line, match.end()):
            continue
        place = bisect_right(numbers, match.start(), key=re.Match.end)
        score = numbers[place - 1] if place and not is_year(numbers[place - 1][0]) else None
        if score and (total is None or score.start() != total.start):
            # The grade of another number, unless that number is a rank.
            gap = line[score.end() : match.start()]
            ranked = line.endswith(_RANK_WORDS, 0, score.start())
            if _BETWEEN.fullmatch(gap) and not ranked:
                continue
        head = _since_number(line, match.start())
        if _AIM.search(head[-_NEAR:]) or _PART.search(head) or _INSTRUMENT.search(head):
            continue
        if _names().search(head):
            continue
        return match["grade"]
    if total:
        return _grade(line[: total.start], numbers, None)
    return None


def _rank(line: str, numbers: list[re.Match[str]], total: _Total | None) -> int | None:
    found: list[tuple[bool, int]] = []
    for match in _RANK.finditer(line):
        rank = int(match["rank"].replace(",", ""))
        after = line[match.end() : match.end() + 50]
        among = _AMONG.match(after)
        if not rank or _NO_RANK.match(after) or _names().match(after):
            continue
        if match["word"].startswith(("ลำดับ", "อันดับ")):
            near = total is not None and 0 <= match.start() - total.end <= _FARTHEST
            if not (among or near or line.endswith(_RANKED, 0, match.start())):
                continue
        elif not among:
            # "ระดับ 5,240 ของ" is a rank, "ระดับ 5" a level.
            continue
        head = _since_number(line, match.start())
        if _PART.search(head) or _AIM.search(head[-_NEAR:]) or re.search("สูงสุด|ต่ำสุด", head):
            continue
        scope = _NUMBER.split(after)[0]
        regional = bool(_REGION.search(scope)) and "ประเทศ" not in scope
        found.append((regional, rank))
    return min(found, key=lambda entry: entry[0])[1] if found else None
