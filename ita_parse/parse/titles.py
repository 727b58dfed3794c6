"""A document's titles: the first one, the kinds of report that they name, and their years.

Three years meet in one document: that of the title, that of the scores analysed, that in which the
measures run. Titles stand on several lines, numbered headings and sentences repeat them. The words
that tell all these apart are in `data/titles.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from ita_parse.document import Paragraph
from ita_parse.parse.letters import one_line, read_letters
from ita_parse.records import Kind
from ita_parse.text import LIST_MARKER, PAGE_NUMBER, TO_ARABIC, squeeze

# A title or heading has no more letters than this, one of its lines no more than the second.
_LONGEST = 260
_LONGEST_LINE = 130
# So many lines may follow a title's first one.
_MORE_LINES = 6
# Lines of a memorandum's head, from its name to its addressee.
_MEMORANDUM = 15
# A period that this share of the rows with a year names is the measures' year.
_MAJORITY = 0.6

_YEAR = (
    r"(?:ปี(?:งบประมาณ)?(?:พ\.?ศ\.?)?|(?<!ร\.บ\.)พ\.?ศ\.?)"
    r"(?:25\d\d(?:-|–|และ|ถึง|กับ|,)(?:พ\.?ศ\.?)?)?(25\d\d)(?!\d)"
)
_ANY_YEAR = re.compile(_YEAR)
_OWN_YEAR = re.compile(rf"ประจำ{_YEAR}|ปีงบประมาณ(?:พ\.?ศ\.?)?(25\d\d)(?!\d)")
_BARE_YEAR = re.compile(r"(?:ประจำ)?ปี(?:พ\.?ศ\.?)?25\d\d")
_MARKUP = re.compile(r"[*#_|]+|</?[A-Za-z][^<>]{0,80}>")
_SENTENCE = re.compile("ดังนี้|ดังต่อไปนี้|จึงเรียน|จึงได้|แล้วนั้น|เรียบร้อย|ขอ(?:รายงาน|เสนอ|ส่ง)")
_MEMO = re.compile("บันทึกข้อความ")


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
    bodies: tuple[str, ...]
    kinds: dict[str, re.Pattern[str]]
    years: dict[str, tuple[re.Pattern[str], ...]]


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _words() -> _Words:
    text = files("ita_parse").joinpath("data", "titles.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    lines, years = data["lines"], data["years"]
    gap = rf"(?:(?!{_any(years['turns'])}).){{0,160}}?"
    return _Words(
        shortest=lines["shortest"],
        begins=re.compile(_any(lines["begins"])),
        not_titles=tuple(lines["not_titles"]),
        topics=re.compile(_any(lines["topics"]), re.IGNORECASE),
        open_titles=frozenset(lines["open_titles"]),
        goes_on=tuple(lines["goes_on"]),
        apart=tuple(lines["apart"]),
        to_go_on=tuple(lines["to_go_on"]),
        bodies=tuple(lines["bodies"]),
        kinds={kind: re.compile("|".join(forms)) for kind, forms in data["kinds"].items()},
        years={
            role: tuple(
                re.compile(form.replace("~", gap).replace("{year}", f"(?:ประจำ)?{_YEAR}"))
                for form in years[role]
            )
            for role in ("score", "plan", "report")
        },
    )


@dataclass(frozen=True, slots=True)
class _Segment:
    """A title or heading put together from its lines, or a paragraph of text."""

    text: str
    heading: bool
    numbered: bool = False

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
    kinds = [
        kind
        for kind, form in _words().kinds.items()
        if any(form.search(heading) for heading in headings)
    ]
    if memorandum:
        kinds.append("memorandum")
    return Titles(
        title=title,
        fiscal_year=_own_year(squeeze(title)) if title else None,
        score_fiscal_year=_score_year(segments, subjects),
        measures_fiscal_year=_measures_year(segments, subjects, title, kinds, period_years),
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
            if not clean or PAGE_NUMBER.fullmatch(clean) or tight.isdigit():
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
                if tight.startswith("เรียน"):
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
            more = _more_lines(lines, index)
            yield from _titles([bare, *lines[index + 1 : index + 1 + more]], bare != line)
            index += 1 + more
        else:
            yield _Segment(line, False)
            index += 1


def _titles(lines: Sequence[str], numbered: bool) -> Iterator[_Segment]:
    """Put a title's lines together; a second title, or text after the year, is apart again."""
    words = _words()
    text = lines[0]
    for line in lines[1:]:
        text += (" " if squeeze(line).startswith((*words.apart, *words.bodies)) else "\n") + line
    text = one_line(text)
    while text:
        title = _until_year(text)
        heading = len(squeeze(title)) <= _LONGEST
        yield _Segment(title, heading, numbered)
        rest = text[len(title) :].strip()
        second = rest.removeprefix("และ").strip()
        if not _begins_title(second):
            if rest:
                # The whole again: what follows belongs to what stands before.
                yield _Segment(text, False)
            return
        text = second


def _unnumbered(line: str) -> str:
    marker = LIST_MARKER.match(line)
    return line[marker.end() :].strip() if marker else line


def _begins_title(line: str) -> bool:
    words = _words()
    tight = squeeze(line)
    if not words.begins.match(tight) or tight.startswith(words.not_titles):
        return False
    return len(tight) >= words.shortest or tight in words.open_titles


def _more_lines(lines: Sequence[str], index: int) -> int:
    """Return how many lines go on the title that begins at `index`.

    They go on up to the fiscal year, whatever stands between if it is short; without a year, as
    far as lines plainly belong together.
    """
    words = _words()
    text = squeeze(_unnumbered(lines[index]))
    if _ANY_YEAR.search(text) or len(text) > _LONGEST_LINE:
        return 0
    sure = 0
    plain = True
    for more, line in enumerate(lines[index + 1 : index + 1 + _MORE_LINES], 1):
        tight = squeeze(line)
        if not tight or tight == "และ" or len(tight) > _LONGEST_LINE or _BARE_YEAR.fullmatch(tight):
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
        if _ANY_YEAR.search(tight):
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
    titles = [segment for segment in segments if segment.heading]
    plain = [segment.text for segment in titles if not segment.numbered]
    for text in plain:
        tight = squeeze(text)
        if tight in _words().open_titles or not _words().topics.search(tight):
            continue
        # Beside a letter's subject, a sentence of the letter is no better title.
        if not subjects or (_ANY_YEAR.search(tight) and not _SENTENCE.search(tight)):
            return text
    for texts in (subjects, plain, [segment.text for segment in titles]):
        if texts:
            return texts[0]
    return None


# --- years ------------------------------------------------------------------------------------


def _own_year(title: str) -> int | None:
    """Return the year of a title: the one with ประจำ or ปีงบประมาณ, else the first."""
    own = _OWN_YEAR.search(title) or _ANY_YEAR.search(title)
    return int(next(group for group in own.groups() if group)) if own else None


def _votes(text: str, role: str) -> set[int]:
    forms = _words().years[role]
    years = (int(match[match.lastindex or 0]) for form in forms for match in form.finditer(text))
    # "ITA 2024" is written as well: Common Era.
    return {year if year >= 2500 else year + 543 for year in years}


def _most(votes: Counter[int]) -> int | None:
    # Counter keeps the order of first votes, so that the earlier of two equals wins.
    return votes.most_common(1)[0][0] if votes else None


def _score_year(segments: Sequence[_Segment], subjects: Sequence[str]) -> int | None:
    votes: Counter[int] = Counter()
    for segment in segments:
        for year in _votes(segment.squeezed, "score"):
            votes[year] += 3 if segment.heading else 1
    for subject in subjects:
        for year in _votes(squeeze(subject), "score"):
            votes[year] += 3
    return _most(votes)


def _measures_year(
    segments: Sequence[_Segment],
    subjects: Sequence[str],
    title: str | None,
    kinds: Sequence[str],
    period_years: Sequence[int],
) -> int | None:
    """Return the year in which the measures run.

    A heading over measures says it best; then the periods of the measures themselves, for a report
    bears the year in which it was written; then that report's title; then sentences.
    """
    plans: Counter[int] = Counter()
    reports: Counter[int] = Counter()
    prose: Counter[int] = Counter()
    headings = [segment.squeezed for segment in segments if segment.heading]
    for text in [*headings, *map(squeeze, subjects)]:
        told = _votes(text, "report")
        reports.update(told)
        if not told:
            plans.update(_votes(text, "plan"))
    for segment in segments:
        if not segment.heading:
            prose.update(_votes(segment.squeezed, "plan") | _votes(segment.squeezed, "report"))
    if plans:
        return _most(plans)
    periods = Counter(period_years)
    year = _most(periods)
    if year is not None and periods[year] >= _MAJORITY * len(period_years):
        return year
    if reports:
        return _most(reports)
    measures = {"measures_report", "measures_plan", "follow_up"}
    if title and measures.intersection(kinds) and (own := _own_year(squeeze(title))):
        return own
    return _most(prose)
