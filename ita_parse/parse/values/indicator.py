"""Indicators and instruments of ITA as table cells and headings name them.

Names, variants and instruments: `data/values/indicators.toml`. White space is left out before
anything is compared, because OCR and line ends put it anywhere. The name decides, not the number
before it: a ranked table numbers by rank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import cast

from rapidfuzz.distance import Levenshtein

from ita_parse.parse.values.vocabulary import Compact, compact, vocabulary
from ita_parse.records import Instrument
from ita_parse.text import squeeze

# A cell that names an indicator, its number and its score is shorter than this without spaces; the
# longest met has 71.
_LONGEST = 110
# "การใช้ทรัพย์สินฯ": a name that ฯ cuts off has so many letters at least.
_SHORTEST_CUT = 8
# Letters that OCR may have misread in a name: the nearest two names lie 9 apart.
_MISREAD = 2
# Where "ตัวชี้วัดที่ 6" and the garbled name speak for the same indicator, a third may be wrong.
_MISREAD_SHARE = 1 / 3
# How much farther the next indicator has to be.
_MARGIN = 3

# IIT, EIT, OIT, and I and O misread as 1, l, | or 0.
_ABBREVIATIONS: Mapping[Instrument, str] = {
    "IIT": r"[IІ1l|!]{2}[TТ]",
    "EIT": r"[EЕ][IІ1l|!][TТ]",
    "OIT": r"[OОo0][IІ1l|!][TТ]",
}
_ABBREVIATION = "(?:" + "|".join(_ABBREVIATIONS.values()) + ")"
# "EIT1" and "EIT part 2" are the two parts of one survey.
_END = "(?=[Pp]art|PART|[0-9]?(?:[^A-Za-z0-9]|$))"
_WORD = r"(?:ตัว[ชขซ]ี้?วัด|ตัวบ่งชี้|ด้าน)"
_LABEL = rf"(?P<word>{_WORD}+)(?:ITA)?(?P<ordinal>ที่)?[:.]?"
_NUMBER = r"[(\[]?(?P<number>[0-9]{1,2})(?![0-9]|\.[0-9]+[^0-9.)])[.):\]–-]*"

_PREFIX = re.compile(
    rf"""[-–—•▪■●*✓➢]*
    (?:(?:แบบวัด|แบบตรวจ|แบบสำรวจ|แบบ|เครื่องมือ)?[(]?{_ABBREVIATION}[)]?[:,.–-]*)?
    (?:[0-9]{{1,2}}(?:\.[0-9]{{1,2}})+[.)]?|[0-9]{{1,2}}[.)](?={_WORD}))?  # number in a list
    (?:{_LABEL})?(?:{_NUMBER})?["“'(:–-]*""",
    re.VERBOSE,
)
# Before a number stands no part of a garbled one; "IIT 90" is none.
_BEGINS = r"(?<![0-9a-zA-SU-Z])(?<![0-9][ .,])"
_SCORE = rf"{_BEGINS}(?P<score>[0-9]{{1,3}}(?:\.[0-9]{{1,4}}|,[0-9]{{1,2}})?)(?![0-9])"
# A number, no year, with letters for digits, too many digits or a space for its point: "9O.33",
# "9533". Two numbers have no more signs than this.
_GARBLED = (
    rf"{_BEGINS}(?=[OoIlSBZ|]?[0-9])(?!2[56][0-9]{{2}}(?![0-9]))"
    r"(?:[0-9A-Za-z.,:;'’|!° ]|(?<=[0-9.,])[ก-ฮ](?=[0-9.,])){1,12}?"
)
_SCORE_WORD = r"(?:ได้|มี|ได้รับ)?(?:ผล|ค่า)?คะแนน(?:เฉลี่ย|รวม|ที่ได้)?(?:เท่ากับ|อยู่ที่|คือ|ได้)?"
_TAIL = re.compile(
    rf"""["”'*)]*(?:[(\[]?{_ABBREVIATION}[)\]]?)?
    (?:[(]?(?:ประจำ)?ปี(?:งบประมาณ)?(?:พ\.?ศ\.?)?25[0-9]{{2}}[)]?)?
    [:;,=([–-]*(?P<said>{_SCORE_WORD}|ได้|เท่ากับ)?[:=(]*(?:ร้อยละ)?
    (?:{_SCORE}|(?P<garbled>{_GARBLED})|(?(said)[0-9.,]*|))
    (?P<unit>คะแนน|%|ร้อยละ|เปอร์เซ็นต์)?[)\]]*
    (?:[(]?(?:(?:อยู่ใน)?ระดับ|เกรด)?(?:AA|[A-F])[)]?)?
    (?:[(](?:ประจำ)?ปี(?:งบประมาณ)?(?:พ\.?ศ\.?)?25[0-9]{{2}}[)])?[.*;,-]*$""",
    re.VERBOSE,
)
_HEADING = re.compile(rf"{_LABEL}(?:{_NUMBER})?[\"“'(:–-]*")
_LISTED = re.compile(r"(?<![0-9.])(?P<number>[0-9]{1,2})[.)]")
_AFTER_INSTRUMENT = re.compile(rf"(?<![A-Za-z0-9]){_ABBREVIATION}[)\]:–-]*")
_GARBLED_SCORE = re.compile(rf"(?:{_SCORE_WORD})?[:=(]*(?:{_GARBLED})(?:คะแนน|%)?[)]?")
_SCORE_AFTER = re.compile(rf"[)\]]?[:=(–-]*(?:{_SCORE_WORD})[:=(]*(?:ร้อยละ)?{_SCORE}[)]?")
# A number that these words follow is a bound or a range, no score.
_BOUND_AFTER = re.compile("(?:คะแนน)?(?:ขึ้นไป|ลงมา|หรือมากกว่า|ถึง[0-9]|[-–][0-9])")


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator of ITA: official number (1 to 10), canonical name, instrument."""

    number: int
    name: str
    instrument: Instrument


@dataclass(frozen=True, slots=True)
class IndicatorReading:
    """What a text says of an indicator.

    Attributes:
        number: Official number, 1 to 10, by the name.
        name: Canonical name.
        instrument: IIT, EIT or OIT.
        score: Score printed with the name, 0 to 100.
        score_printed: That number as it stands in the text; without a score, one that can't be read
            ("9O.33", "195.33").
        printed_number: Number printed before the name; a rank where it isn't `number`.
        matched: The text that was read.
    """

    number: int
    name: str
    instrument: Instrument
    score: Decimal | None
    score_printed: str | None
    printed_number: int | None
    matched: str


def indicator(number: int) -> Indicator:
    """Return an indicator by its official number.

    Raises:
        ValueError: There is no such indicator; they run from 1 to 10.
    """
    try:
        return _vocabulary().indicators[number]
    except KeyError:
        raise ValueError(f"ITA has no indicator {number!r}; they run from 1 to 10.") from None


def read_indicator(text: str) -> IndicatorReading | None:
    """Read a text that is an indicator's name, with or without its number and score.

    "ตัวชี้วัดที่ 6 คุณภาพการดำเนินงาน คะแนน 95.33", "การใช้ งบประมาณ", "4. การใช้อำนาจ (89.12)". A
    sentence that merely contains a name is None; see `find_indicator`.
    """
    line = compact(text)
    if not line.text or len(line.text) > _LONGEST:
        return None
    prefix = _PREFIX.match(line.text)
    start = prefix.end() if prefix else 0
    for end in range(start, len(line.text) + 1):
        tail = _TAIL.match(line.text, end)
        if tail:
            break
    else:
        return None
    printed = int(prefix["number"]) if prefix and prefix["number"] else None
    labelled = bool(prefix and prefix["word"])
    name = line.text[start:end]
    if name:
        number = _number_of(name, printed, labelled=labelled)
    else:
        # "ตัวชี้วัดที่ 6 คะแนน 95.33": the official number stands for the name.
        number = printed if prefix and prefix["ordinal"] else None
    if number is None or number not in _vocabulary().indicators:
        return None
    if tail["garbled"] and not (labelled or tail["said"] or tail["unit"]):
        return None
    found = line.original(*tail.span("garbled" if tail["garbled"] else "score"))
    return _reading(number, tail["score"], found, printed, text.strip())


def find_indicator(text: str) -> IndicatorReading | None:
    """Find the one indicator that a heading names.

    "มาตรการเพื่อยกระดับตัวชี้วัดที่ 3 การใช้อำนาจ". The name has to stand after ตัวชี้วัด, an
    instrument or its own official number; a heading that names several indicators is None.
    """
    whole = read_indicator(text)
    if whole:
        return whole
    line = compact(text)
    found = list(_named(line))
    if not found or len({reading.number for reading in found}) > 1:
        return None
    return next((reading for reading in found if reading.score is not None), found[0])


def find_indicator_scores(text: str) -> tuple[IndicatorReading, ...]:
    """Find the indicators of which running text prints the score, in their order.

    "ได้แก่ การใช้งบประมาณ ได้คะแนน 94.86 และการใช้อำนาจ ได้คะแนน 95.62".
    """
    if "คะแนน" not in text:
        return ()
    line = compact(text)
    found = []
    for match in _all_names().finditer(line.text):
        score = _SCORE_AFTER.match(line.text, match.end())
        if score and not _BOUND_AFTER.match(line.text, score.end()):
            reading = _found(line, match.start(), match.end(), _vocabulary().names[match[0]], None)
            if reading.score is not None:
                found.append(reading)
    return tuple(found)


@cache
def _all_names() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_vocabulary().names, key=len, reverse=True))))


def is_garbled_score(text: str) -> bool:
    """Tell a cell that prints a number which is no score, such as "9O.33" or "คะแนน 9533".

    Args:
        text: A cell that `read_score` makes nothing of.
    """
    return _GARBLED_SCORE.fullmatch(compact(text).text) is not None


def instrument_of(text: str) -> Instrument | None:
    """Read a cell that names an instrument: "IIT", "แบบวัด EIT", "EIT part 1", long Thai names.

    Where abbreviation and long name disagree the abbreviation counts: prose mixes them up.
    A sentence, and a cell that names several instruments, are None.
    """
    words = compact(text).text
    if not words or len(words) > _LONGEST * 2:
        return None
    codes: set[Instrument] = set()
    for instrument, pattern in _ABBREVIATIONS.items():
        left = re.sub(rf"(?<![A-Za-z0-9]){pattern}{_END}", " ", words)
        if left != words:
            codes.add(instrument)
            words = left
    known = _vocabulary()
    words = words.lower()
    names: set[Instrument] = set()
    for name, instrument in known.instruments:
        if name in words:
            names.add(instrument)
            words = words.replace(name, " ")
    for word in known.beside:
        words = words.replace(word, " ")
    if re.search(r"[^\W\d_]", words):
        return None
    found = codes or names
    return found.pop() if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    indicators: Mapping[int, Indicator]
    names: Mapping[str, int]
    labelled: Mapping[str, int]
    instruments: tuple[tuple[str, Instrument], ...]
    beside: tuple[str, ...]


@cache
def _vocabulary() -> _Vocabulary:
    data = vocabulary("indicators")
    rows = data["indicator"]
    names = {
        squeeze(name): row["number"] for row in rows for name in (row["name"], *row["variants"])
    }
    more = {squeeze(name): row["number"] for row in rows for name in row.get("labelled", ())}
    instruments = [
        (squeeze(name).lower(), cast("Instrument", instrument))
        for instrument, entry in data["instruments"].items()
        for name in entry["names"]
    ]
    return _Vocabulary(
        indicators={
            row["number"]: Indicator(row["number"], row["name"], row["instrument"]) for row in rows
        },
        names=names,
        labelled={**names, **more},
        instruments=tuple(sorted(instruments, key=_by_length)),
        beside=tuple(sorted(map(squeeze, data["beside"]["words"]), key=len, reverse=True)),
    )


def _by_length(entry: tuple[str, Instrument]) -> int:
    return -len(entry[0])


def _number_of(name: str, printed: int | None, *, labelled: bool) -> int | None:
    """Return the number of the indicator that a squeezed name means, misread letters allowed."""
    known = _vocabulary()
    names = known.labelled
    number = names.get(name)
    if number is not None:
        sure = name in known.names or labelled or printed == number
        return number if sure else None
    if name.endswith("ฯ") and len(name) > _SHORTEST_CUT:
        cut = {known.names[full] for full in known.names if full.startswith(name[:-1])}
        return cut.pop() if len(cut) == 1 else None
    distances: dict[int, int] = {}
    lengths: dict[int, int] = {}
    for spelling, candidate in known.names.items():
        distance = Levenshtein.distance(name, spelling)
        if distance < distances.get(candidate, 1000):
            distances[candidate] = distance
            lengths[candidate] = len(spelling)
    (number, nearest), (_, second) = sorted(distances.items(), key=lambda entry: entry[1])[:2]
    allowed: float = _MISREAD
    if labelled and printed == number:
        allowed = max(allowed, lengths[number] * _MISREAD_SHARE)
    return number if nearest <= allowed and second - nearest >= _MARGIN else None


def _named(line: Compact) -> Iterator[IndicatorReading]:
    """Find the names after words and numbers that say that an indicator follows."""
    for anchor in _HEADING.finditer(line.text):
        printed = int(anchor["number"]) if anchor["number"] else None
        number, end = _name_at(line.text, anchor.end(), misread=True)
        if number is None and anchor["ordinal"] and printed in _vocabulary().indicators:
            # "มาตรการยกระดับตัวชี้วัดที่ 3" at the end, or before a score.
            end = anchor.end()
            if end == len(line.text) or _SCORE_AFTER.match(line.text, end):
                number = printed
        if number is not None:
            yield _found(line, anchor.start(), end, number, printed)
    for anchor in _AFTER_INSTRUMENT.finditer(line.text):
        number, end = _name_at(line.text, anchor.end())
        if number is not None:
            yield _found(line, anchor.end(), end, number, None)
    for anchor in _LISTED.finditer(line.text):
        number, end = _name_at(line.text, anchor.end())
        if number is not None and number == int(anchor["number"]):
            yield _found(line, anchor.start(), end, number, number)


def _name_at(text: str, start: int, *, misread: bool = False) -> tuple[int | None, int]:
    """Return the indicator whose name begins at a place, and where the name ends."""
    names = sorted(_vocabulary().labelled.items(), key=lambda entry: -len(entry[0]))
    for name, number in names:
        if text.startswith(name, start):
            return number, start + len(name)
    if not misread:
        return None, start
    best: tuple[int, int, int] | None = None
    for name, number in names:
        for more in (0, -1, 1, -2, 2):
            end = start + len(name) + more
            distance = Levenshtein.distance(text[start:end], name)
            if distance <= _MISREAD and (best is None or distance < best[0]):
                best = (distance, number, min(end, len(text)))
    return (best[1], best[2]) if best else (None, start)


def _found(
    line: Compact, start: int, end: int, number: int, printed: int | None
) -> IndicatorReading:
    score = _SCORE_AFTER.match(line.text, end)
    if score:
        end = score.end()
    found = line.original(*score.span("score")) if score else ""
    matched = line.original(start, end)
    return _reading(number, score["score"] if score else None, found, printed, matched)


def _reading(
    number: int, score: str | None, score_printed: str, printed: int | None, matched: str
) -> IndicatorReading:
    known = _vocabulary().indicators[number]
    value = Decimal(score.replace(",", ".")) if score else None
    if value is not None and value > 100:
        value = None
    return IndicatorReading(
        known.number, known.name, known.instrument, value, score_printed or None, printed, matched
    )
