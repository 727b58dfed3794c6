"""A document's titles: the first one, the kinds of report that they name, and their years.

Titles stand on several lines; heads of pages, numbered headings and sentences repeat them. The
words that tell all these apart are in `data/titles.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from ita_parse.data import load_toml
from ita_parse.document import Paragraph
from ita_parse.parse.letters import addressed_in, one_line, read_letters
from ita_parse.parse.title_years import ANY_YEAR, measures_year, own_year, score_year
from ita_parse.records import Kind
from ita_parse.text import LIST_MARKER, PAGE_NUMBER, TO_ARABIC, squeeze

# A title or heading has no more letters than this, one of its lines no more than the second.
_LONGEST = 260
_LONGEST_LINE = 130
# So many lines may follow a title's first one.
_MORE_LINES = 6
# Lines of a memorandum's head, from its name to its addressee.
_MEMORANDUM = 15
# The head of a page stands so near before the title that it shortens.
_NEAR = 4

_BARE_YEAR = re.compile(r"ปี(?:พ\.?ศ\.?)?25\d\d")
_MARKUP = re.compile(r"[*#_|]+|</?[A-Za-z][^<>]{0,80}>")
_SENTENCE = re.compile("ดังนี้|ดังต่อไปนี้|จึงเรียน|จึงได้|แล้วนั้น|เรียบร้อย|ขอ(?:รายงาน|เสนอ|ส่ง)")
# Two titles that share so many letters at their beginning are of one kind ("รายงาน…").
_ALIKE = 6
_AND = "และ"
# "… ประจำปีงบประมาณ พ.ศ." with the number on the next line, which is no page's then.
_WAITS_FOR_YEAR = re.compile(r"(?:ปี|ปีงบประมาณ|พ\.\s?ศ\.)$")
_MEMO = re.compile("บันทึกข้อความ")
_MEASURED = frozenset({"measures_report", "measures_plan", "follow_up"})


@dataclass(frozen=True, slots=True)
class Titles:
    """What a document's titles say; what they don't say is None.

    Attributes:
        title: The first title as one line, with its year where that stands beside or below it.
        fiscal_year: Year that this title names as the document's own, Buddhist Era.
        score_fiscal_year: Year of the scores analysed.
        measures_fiscal_year: Year in which the measures run.
        kinds: Kinds of report that the titles name, in the order of `Kind`.
    """

    title: str | None = None
    fiscal_year: int | None = None
    score_fiscal_year: int | None = None
    measures_fiscal_year: int | None = None
    kinds: tuple[Kind, ...] = ()


@dataclass(frozen=True, slots=True)
class _Words:
    shortest: int
    begins: re.Pattern[str]
    not_titles: tuple[str, ...]
    topics: re.Pattern[str]
    open_titles: frozenset[str]
    goes_on: tuple[str, ...]
    apart: tuple[str, ...]
    to_go_on: tuple[str, ...]
    unfinished: tuple[str, ...]
    bodies: tuple[str, ...]
    kinds: dict[str, re.Pattern[str]]


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _words() -> _Words:
    data = load_toml("titles")
    lines = data["lines"]
    return _Words(
        shortest=lines["shortest"],
        begins=re.compile(_any(lines["begins"])),
        not_titles=tuple(lines["not_titles"]),
        topics=re.compile(_any(lines["topics"]), re.IGNORECASE),
        open_titles=frozenset(lines["open_titles"]),
        goes_on=tuple(lines["goes_on"]),
        apart=tuple(lines["apart"]),
        to_go_on=tuple(lines["to_go_on"]),
        unfinished=tuple(lines["unfinished"]),
        bodies=tuple(lines["bodies"]),
        kinds={kind: re.compile("|".join(forms)) for kind, forms in data["kinds"].items()},
    )


@dataclass(frozen=True, slots=True)
class _Segment:
    """A title or heading put together from its lines, or a paragraph of text.

    `title` is the text, or the whole sentence of which it is the first of two titles.
    """

    text: str
    heading: bool
    numbered: bool = False
    title: str = ""

    @property
    def squeezed(self) -> str:
        return squeeze(self.text)


def read_titles(texts: Sequence[str], *, period_years: Sequence[int] = ()) -> Titles:
    """Read a document's titles and what they say about it.

    Args:
        texts: The paragraphs outside tables as clean text, in order.
        period_years: Fiscal years that the rows of its tables of measures name as their period.
    """
    subjects, lines, memorandum = _lines(texts)
    segments = list(_segments(lines))
    title = _first_title(segments, subjects)
    headings = [segment.squeezed for segment in segments if segment.heading]
    headings += [squeeze(subject) for subject in subjects]
    prose = [segment.squeezed for segment in segments if not segment.heading]
    kinds = [
        kind
        for kind, form in _words().kinds.items()
        if any(form.search(heading) for heading in headings)
    ]
    named = squeeze(title) if title else None
    measured = _MEASURED.intersection(kinds)
    if memorandum:
        kinds.append("memorandum")
    return Titles(
        title=title,
        fiscal_year=own_year(named) if named else None,
        score_fiscal_year=score_year(headings, prose),
        measures_fiscal_year=measures_year(
            headings, prose, named if measured else None, period_years
        ),
        kinds=cast("tuple[Kind, ...]", tuple(kinds)),
    )


# --- lines and titles -------------------------------------------------------------------------


def _lines(texts: Sequence[str]) -> tuple[list[str], list[str], bool]:
    """Return the subjects of letters, all lines outside their heads, and whether there are any."""
    letters = read_letters([Paragraph(text, text) for text in texts])
    subjects = [letter.subject for letter in letters if letter.subject]
    lines: list[str] = []
    memorandum = False
    head_ends = -1
    for text in texts:
        # Lines of a title page end where their author ended them; wrapped prose is one line.
        prose = len(squeeze(text)) > _LONGEST
        for line in [text] if prose else text.splitlines():
            clean = " ".join(_MARKUP.sub(" ", line).translate(TO_ARABIC).split())
            tight = squeeze(clean)
            if not clean or PAGE_NUMBER.fullmatch(clean):
                continue
            if tight.isdigit() and not (lines and _WAITS_FOR_YEAR.search(lines[-1])):
                continue
            if marker := _MEMO.search(tight[:30]):
                rest = tight[marker.end() :].lstrip(".…")
                if not rest or rest.startswith("ส่วนราชการ"):
                    memorandum = True
                    head_ends = len(lines) + _MEMORANDUM
                    if "เรียน" in rest:
                        head_ends = -1
                    lines.append("")
                    continue
            if len(lines) < head_ends:
                # The head's lines are no titles, but keep their place.
                lines.append("")
                if tight.startswith("เรียน") or addressed_in(clean):
                    head_ends = -1
                continue
            lines.append(clean)
    return subjects, lines, memorandum


def _segments(lines: Sequence[str]) -> Iterator[_Segment]:
    index = 0
    while index < len(lines):
        line = lines[index]
        bare = _unnumbered(line)
        if not line:
            index += 1
        elif _begins_title(bare):
            end = _title_end(lines, index)
            yield from _titles([bare, *lines[index + 1 : end]], bare != line)
            index = end
        else:
            yield _Segment(line, False)
            index += 1


def _title_end(lines: Sequence[str], index: int) -> int:
    """Return the line after the title that begins at `index`, and after one that และ adds to it."""
    end = index + 1 + _more_lines(_unnumbered(lines[index]), lines[index + 1 :])
    text = squeeze("".join(lines[index:end]))
    years = list(ANY_YEAR.finditer(text))
    after = text[years[-1].end() :] if years else ""
    if not after and years and end < len(lines) and len(squeeze(lines[end])) <= _LONGEST_LINE:
        after = squeeze(lines[end])
        end += _begins_second(after)
    if _begins_second(after):
        end += _more_lines(after.removeprefix(_AND), lines[end:])
    return end


def _begins_second(text: str) -> bool:
    return text.startswith(_AND) and _begins_title(text.removeprefix(_AND))


def _titles(lines: Sequence[str], numbered: bool) -> Iterator[_Segment]:
    """Put a title's lines together; a second title, or text after the year, is apart again."""
    words = _words()
    text = lines[0]
    for line in lines[1:]:
        apart = line[:1].isdigit() or squeeze(line).startswith((*words.apart, *words.bodies))
        if not text.endswith(words.unfinished):
            text += " " if apart else "\n"
        text += line
    text = _without_page_head(one_line(text))
    parts: list[tuple[int, str]] = []
    start = whole = 0
    linked = True
    while True:
        title = _until_year(text[start:])
        end = start + len(title)
        if linked and len(parts) < 2 and len(squeeze(title)) <= _LONGEST:
            whole = end
        parts.append((start, title))
        rest = text[end:].strip()
        second = rest.removeprefix(_AND).strip()
        linked = rest != second
        if not _begins_title(second):
            break
        start = len(text) - len(second)
    for start, title in parts:
        heading = len(squeeze(title)) <= _LONGEST
        yield _Segment(title, heading, numbered, title if start else text[:whole])
    if rest:
        # The whole again: what follows belongs to what stands before.
        yield _Segment(text[parts[-1][0] :], False)


def _without_page_head(title: str) -> str:
    """Cut off the head of a page that a title follows on the same line, and repeats.

    "มาตรการส่งเสริมคุณธรรม มาตรการส่งเสริมคุณธรรมและความโปร่งใส" is one title, not two.
    """
    beginning = squeeze(title)[: _words().shortest]
    again = re.compile(r"\s*".join(map(re.escape, beginning))).search(title, len(beginning))
    if not again:
        return title
    head = squeeze(_without_body(title[: again.start()]))
    rest = title[again.start() :]
    return rest if squeeze(rest).startswith(head) else title


def _without_body(title: str) -> str:
    """Cut off the body that a title names at its end, after a space."""
    for space in re.finditer(r"\s(?=\S)", title):
        if title.startswith(_words().bodies, space.end()):
            return title[: space.start()]
    return title


def _unnumbered(line: str) -> str:
    marker = LIST_MARKER.match(line)
    return line[marker.end() :].strip() if marker else line


def _begins_title(line: str) -> bool:
    words = _words()
    tight = squeeze(line)
    if not words.begins.match(tight) or tight.startswith(words.not_titles):
        return False
    return len(tight) >= words.shortest or tight in words.open_titles


def _more_lines(first: str, lines: Sequence[str]) -> int:
    """Return how many of the lines after a title's first one go on it.

    They go on up to the fiscal year, whatever stands between if it is short; without a year, as
    far as lines plainly belong together.
    """
    words = _words()
    text = squeeze(first)
    if ANY_YEAR.search(text) or len(text) > _LONGEST_LINE:
        return 0
    sure = 0
    plain = True
    for more, line in enumerate(lines[:_MORE_LINES], 1):
        tight = squeeze(line)
        if not tight or tight == _AND or len(tight) > _LONGEST_LINE or _BARE_YEAR.fullmatch(tight):
            break
        waits = text.endswith(words.to_go_on) or text in words.open_titles
        announced = text.startswith(("ประกาศ", "คำสั่ง")) and tight.startswith("เรื่อง")
        goes_on = waits or announced or tight.startswith(words.goes_on)
        if not goes_on and (_begins_title(_unnumbered(line)) or LIST_MARKER.match(line)):
            break
        if not goes_on and not tight.startswith(words.bodies) and len(tight) > 60:
            break
        text = text + tight if waits or announced else tight
        plain = plain and goes_on
        if plain:
            sure = more
        if ANY_YEAR.search(text):
            return more
    return sure


def _until_year(text: str) -> str:
    """Cut off what follows a title's year on the same line: the body, or a second title."""
    words = _words()
    for year in re.finditer(r"(?:ปี|พ\.?\s*ศ\.?)[^\d]{0,20}(2\s*5\s*\d\s*\d)(?!\d)", text):
        rest = text[year.end() :]
        tight = squeeze(rest)
        second = tight.startswith("และ") and words.begins.match(tight, 3)
        if second or words.begins.match(tight) or tight.startswith(words.bodies):
            return text[: year.end()].strip()
        if len(squeeze(text)) > _LONGEST and len(squeeze(text[: year.end()])) <= _LONGEST:
            return text[: year.end()].strip()
    return text


def _first_title(segments: Sequence[_Segment], subjects: Sequence[str]) -> str | None:
    plain: list[str] = []
    for index, segment in enumerate(segments):
        if not segment.heading or segment.numbered:
            continue
        plain.append(segment.title)
        tight = segment.squeezed
        if tight in _words().open_titles or not _words().topics.search(tight):
            continue
        full = _full(segment, segments[index + 1 : index + 1 + _NEAR])
        # Beside a letter's subject, a sentence of the letter is no better title.
        if not subjects or (ANY_YEAR.search(full.squeezed) and not _SENTENCE.search(tight)):
            return full.title
    numbered = [segment.title for segment in segments if segment.heading]
    for texts in (subjects, plain, numbered):
        if texts:
            return texts[0]
    return None


def _full(title: _Segment, following: Sequence[_Segment]) -> _Segment:
    """Return the title of which this one may be the head of the page: the same, with its year."""
    if ANY_YEAR.search(title.squeezed):
        return title
    head = squeeze(_without_body(title.text))
    for other in following:
        if not (other.heading and ANY_YEAR.search(other.squeezed)):
            continue
        # A running head shortens the title: it begins alike, and is much shorter.
        alike = title.squeezed[:_ALIKE] == other.squeezed[:_ALIKE]
        short = len(title.squeezed) * 2 < len(other.squeezed)
        if other.squeezed.startswith(head) or (alike and short):
            return other
    return title
