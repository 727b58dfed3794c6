"""The letters bound into a document: memoranda (บันทึกข้อความ) and external letters.

Only the head of a letter is read: who writes to which office, when and about what. Who signed is
personal data and is not looked at. The words of the layout stand in `data/letters.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from ita_parse.data import load_toml
from ita_parse.document import Paragraph
from ita_parse.normalisation.digits import thai_digits
from ita_parse.normalisation.wraps import line_ends
from ita_parse.parse.values.dates import read_date

# The head of a letter fits into so many paragraphs and letters.
_PARAGRAPHS = 20
_HEAD = 1500
# Names of offices are shorter than this; more is running text on the same line.
_ADDRESSEE = 90
# Before the marker on its line may stand markup or what is left of the emblem.
_BEFORE_MARKER = 15

_GAP = r"[\s.…_:·]"
_LEADER = re.compile(r"\.{2,}|[…_·]+|-{3,}|(?:\. ){2,}")
_REGISTER = r"[ก-ฮ]{1,4}\.?\s?[0-9๐-๙]{4,6}"
_AGENCY = re.compile(r"ส่วน\s*ราชการ")
_MARKUP = re.compile(r"[*#]|</?[A-Za-z][^<>]{0,80}>")
_DATE = re.compile(r"วัน\s*ที่")
# A label stands at a line's start or apart from other words; ที่ before a register's letters and
# number is one even where a wrapped line was joined to it.
_NUMBER = re.compile(
    rf"(?:^[ \t]*|(?<=[\s.…_]))ที่(?={_GAP}|[ก-ฮ]{{1,4}}\.?\s*[0-9๐-๙(]|$)"
    rf"|(?<!วัน)(?<!วัน )ที่(?=\s*{_REGISTER})",
    re.MULTILINE,
)
_SUBJECT = re.compile(rf"^[ \t]*เรื่อง|(?<=[\s.…_])เรื่อง(?={_GAP})", re.MULTILINE)
_ADDRESSED = re.compile(rf"^[ \t]*เรียน|(?<=[\s.…_])เรียน(?={_GAP})", re.MULTILINE)
# "ที่ ลย 56901/174" at the start: no memorandum, no list begins so.
_EXTERNAL = re.compile(rf"[ \t]*ที่[\s.…]*(?P<number>{_REGISTER}\s?/\s?(?:ว\s?)?[0-9๐-๙]*)")


# An addressee that ends like this lacks the name of its place.
_OPEN = re.compile(r"(?:ตำบล|จังหวัด|เมือง|นคร|อำเภอ|อบต\.|ทต\.|อบจ\.)$")


@dataclass(frozen=True, slots=True)
class LetterReading:
    """The head of a letter; what it leaves blank is None.

    Attributes:
        agency: Unit that writes, without its telephone.
        document_no: Number in the unit's register ("ลย 56901/174").
        date: Day of the letter, Common Era; None where a day is missing.
        subject: What it is about, as one line.
        addressee: Office addressed; None where it is a person.
        page: Page on which the letter begins.
    """

    agency: str | None = None
    document_no: str | None = None
    date: date | None = None
    subject: str | None = None
    addressee: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class _Words:
    addressed: re.Pattern[str]
    marker: re.Pattern[str]
    body: re.Pattern[str]
    after_agency: re.Pattern[str]
    person: re.Pattern[str]
    sender: re.Pattern[str]


def _any(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, with white space wherever it may have got in."""
    longest = sorted(words, key=len, reverse=True)
    return "|".join(
        r"\s*".join(re.escape(cluster) for cluster in re.findall(r"[^\s][ัิ-ฺ็-๎]*|\s", word))
        for word in longest
    )


@cache
def _words() -> _Words:
    data = load_toml("letters")
    markers = _any(data["markers"])
    return _Words(
        addressed=re.compile(
            rf"(?<=[ก-๎])(?<!{')(?<!'.join(data['not_addressed'])})เรียน(?=\s*(?:{_any(data['addressees'])}))"
        ),
        # Alone on its line, or with the first label after it: prose goes on otherwise.
        marker=re.compile(
            rf"[^\n]{{0,{_BEFORE_MARKER}}}?(?:{markers})[*_\s.…]*(?=$|\n|{_any(['ส่วนราชการ'])})"
        ),
        body=re.compile(rf"\s(?:{_any(data['body'])}|[0-9๐-๙]{{1,2}}\.(?!\d)|[ก-ฮ]\.\s)"),
        after_agency=re.compile(_any(data["after_agency"])),
        person=re.compile(rf"(?!{_any(data['offices'])})(?:{_any(data['persons'])})"),
        sender=re.compile(_any(data["senders"])),
    )


def read_letters(paragraphs: Sequence[Paragraph]) -> tuple[LetterReading, ...]:
    """Read the heads of all letters among a document's paragraphs, in order.

    Args:
        paragraphs: The document's paragraphs as clean text, in order.
    """
    found: list[LetterReading] = []
    index = 0
    while index < len(paragraphs):
        text = _window(paragraphs, index)
        letter, end = _read_memorandum(text) or _read_external(text) or (None, 0)
        if letter:
            found.append(replace(letter, page=paragraphs[index].page))
            # The rest of the head begins no second letter.
            index += text.count(_SEAM, 0, end)
        index += 1
    return tuple(found)


# Stands between paragraphs; a line end to the patterns, and told from one within a paragraph.
_SEAM = "\n\n"


def _window(paragraphs: Sequence[Paragraph], index: int) -> str:
    """Return the text from a paragraph on, as far as a letter's head could go."""
    first = _MARKUP.sub("", paragraphs[index].text)
    if not (_words().marker.match(first) or re.match(r"\s*(?:ส่วน\s*ราชการ|ที่)", first)):
        return ""
    texts = [re.sub(r"\n{2,}", "\n", first)]
    for paragraph in paragraphs[index + 1 : index + _PARAGRAPHS]:
        text = _MARKUP.sub("", paragraph.text)
        if _words().marker.match(text):
            break
        texts.append(re.sub(r"\n{2,}", "\n", text))
    return _SEAM.join(texts)[:_HEAD]


def _read_memorandum(text: str) -> tuple[LetterReading, int] | None:
    """Read a memorandum that a text begins with, and where its head ends."""
    marker = _words().marker.match(text)
    start = marker.end() if marker else 0
    if not marker and not _AGENCY.match(text.lstrip()):
        return None
    addressed = _ADDRESSED.search(text, start)
    if joined := _addressed_after_subject(text, start, addressed.start() if addressed else None):
        addressed = joined
    limit = addressed.start() if addressed else len(text)
    subject = _SUBJECT.search(text, start, limit)
    head_end = subject.start() if subject else limit
    agency = _AGENCY.search(text, start, head_end)
    day = _DATE.search(text, agency.end() if agency else start, head_end)
    numbers = list(
        _NUMBER.finditer(text, agency.end() if agency else start, day.start() if day else head_end)
    )
    number = numbers[-1] if numbers else None
    if not agency and not (subject and (number or day or addressed)):
        return None  # prose that speaks of a memorandum
    if not marker and not (subject and addressed and (number or day)):
        return None  # a table's or a list's heading
    marks = [mark.start() for mark in (number, day) if mark] + [head_end]
    reading = LetterReading(
        agency=_agency(text[agency.end() : min(marks)]) if agency else None,
        document_no=_number(text[number.end() : day.start() if day else head_end])
        if number
        else None,
        date=_day(text[day.end() : head_end]) if day else None,
        subject=_subject(text[subject.end() : limit], bool(addressed)) if subject else None,
        addressee=_addressee(text[addressed.end() :]) if addressed else None,
    )
    ends = [mark.end() for mark in (agency, number, day, subject, addressed) if mark]
    return reading, max(ends)


def _addressed_after_subject(text: str, start: int, limit: int | None) -> re.Match[str] | None:
    """Return the label of the office addressed where it follows the subject on the same line."""
    subject = _SUBJECT.search(text, start, len(text) if limit is None else limit)
    if not subject:
        return None
    end = text.find("\n", subject.end())
    return _words().addressed.search(text, subject.end(), end if end >= 0 else len(text))


def addressed_in(line: str) -> bool:
    """Tell whether a letter's subject and the office addressed share a line, the break lost."""
    return _addressed_after_subject(line, 0, None) is not None


def _read_external(text: str) -> tuple[LetterReading, int] | None:
    """Read an external letter: number, sender and day, then its subject and the office addressed.

    All of them must stand in this order at starts of lines; a list doesn't look like that.
    """
    number = _EXTERNAL.match(text)
    if not number:
        return None
    subject = re.compile(r"^[ \t]*เรื่อง", re.MULTILINE).search(text, number.end())
    addressed = re.compile(r"^[ \t]*เรียน", re.MULTILINE).search(text, number.end())
    if not subject or not addressed or not number.end() < subject.start() < addressed.start():
        return None
    lines = [line.strip() for line in text[number.end() : subject.start()].splitlines()]
    days = [day for line in lines if (day := _day(line)) is not None]
    reading = LetterReading(
        agency=next((_agency(line) for line in lines if _words().sender.match(line)), None),
        document_no=_number(number["number"]),
        date=days[0] if days else None,
        subject=_subject(text[subject.end() : addressed.start()], True),
        addressee=_addressee(text[addressed.end() :]),
    )
    return reading, addressed.end()


def one_line(text: str) -> str:
    """Return lines of a title or subject as one, with Arabic digits."""
    text = re.sub(r"[^\S\n]*\n\s*", "\n", text.strip())
    return " ".join(thai_digits(line_ends(text, filled=False)[0])[0].split())


def _value(text: str) -> str | None:
    """Return a field's value as one line, without leaders; None where only those stand."""
    text = one_line(_LEADER.sub(" ", text)).strip(" :|")
    return text if re.search(r"[^\W_]", text) else None


def _agency(text: str) -> str | None:
    phone = _words().after_agency.search(text)
    return _value(text[: phone.start()] if phone else text)


def _number(text: str) -> str | None:
    value = _value(text.strip().split("\n")[0])
    # "/2568" with the number left blank is no number.
    return value if value and re.match(r"[^\W_/].*[0-9]", value) else None


def _day(text: str) -> date | None:
    reading = read_date(value) if (value := _value(text)) else None
    return reading.date if reading else None


def _subject(text: str, closed: bool) -> str | None:
    """Return the subject; where no addressee closes it, only its paragraph is sure."""
    return _value(text if closed else text.lstrip().split(_SEAM)[0])


def _addressee(text: str) -> str | None:
    """Return the office addressed: the rest of its line, less the letter itself."""
    lines = re.split(r"\n+", text.lstrip(" :.…_\t\n"))
    line = _LEADER.sub(" ", lines[0]).strip()
    if _OPEN.search(line) and len(lines) > 1 and not _words().body.match(f" {lines[1]}"):
        # The name of the place went to the next line.
        line += lines[1].strip()
    if body := _words().body.search(line):
        line = line[: body.start()]
    if len(line) > _ADDRESSEE:
        line = line[:_ADDRESSEE].rpartition(" ")[0]
    value = _value(line)
    return None if value is None or _words().person.match(value) else value
