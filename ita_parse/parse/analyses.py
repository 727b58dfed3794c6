"""The analysis of an issue: labelled paragraphs, template sentences told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from rapidfuzz import fuzz

from ita_parse.data import load_toml
from ita_parse.parse.builder import Builder
from ita_parse.parse.context import Context
from ita_parse.records import Analysis, Aspect
from ita_parse.text import squeeze

# A sentence cut off after this many letters can still be told from others.
_SHORTEST_CUT = 12
# Letters that a misread template sentence shares with the original's opening, per cent.
_LIKENESS = 85.0
_BULLET = r"[\s•▪■●◦○*\-–➢❖✓\d.)(]{0,20}"
_ISSUE = re.compile(r"ประเด็นที่\s*(\d{1,2})\s*[:.\-–)]?\s*(?P<name>[^\n]*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Words:
    labels: tuple[tuple[str, Aspect], ...]
    heading: tuple[str, ...]
    end: tuple[str, ...]
    boilerplate: tuple[str, ...]


@cache
def _words() -> _Words:
    data = load_toml("analyses")
    labels = [(word, aspect) for aspect, words in data["labels"].items() for word in words]
    return _Words(
        # The longest first: "ข้อบกพร่อง" begins "ข้อบกพร่อง/ข้อปรับปรุง".
        labels=tuple(sorted(labels, key=lambda pair: -len(pair[0]))),
        heading=tuple(data["heading"]["starts"]),
        end=tuple(data["end"]["starts"]),
        boilerplate=tuple(squeeze(start) for start in data["boilerplate"]["starts"]),
    )


@cache
def _label() -> re.Pattern[str]:
    words = "|".join(r"\s*".join(map(re.escape, word)) for word, _ in _words().labels)
    return re.compile(
        rf"(?:(?:^|(?<=\n)|(?<=[■▪•●]))(?P<bullet>{_BULLET})(?P<label>{words})\s*(?P<colon>[:：]|\n|$)"
        # Where line ends were lost, a colon must prove the label.
        rf"|(?<=\s)(?:[-–•▪■●]\s*)?(?P<inner>{words})\s*[:：])"
    )


def read_issue(text: str) -> tuple[int, str | None] | None:
    """Read the heading of an issue ("ประเด็นที่ 1 …"): its number and name."""
    match = _ISSUE.fullmatch(text.strip())
    if not match or not 1 <= int(match[1]) <= 20:
        return None
    return int(match[1]), match["name"].strip() or None


def is_heading(text: str) -> bool:
    """Tell the heading of an analysis, which names its aspects, from the analysis itself."""
    key = squeeze(text)
    words = _words()
    if not key.startswith(words.heading) or len(key) > 120:
        return False
    aspects = {aspect for word, aspect in words.labels if squeeze(word) in key}
    return len(aspects) >= 2 or key in words.heading


def ends_analysis(text: str) -> bool:
    """Tell a heading that begins another part of the document."""
    return re.sub(r"^[\d.()]+", "", squeeze(text)).startswith(_words().end)


def has_label(text: str) -> bool:
    """Tell whether a text has a paragraph that a label (ข้อบกพร่อง:, การพัฒนา:) begins."""
    return any(match["inner"] or match["colon"] in (":", "：") for match in _label().finditer(text))


def label_of(text: str) -> Aspect | None:
    """Return the aspect that a cell names if it holds nothing but a label."""
    match = _label().fullmatch(text.strip())
    return _aspect(match["label"]) if match and match["label"] else None


def is_boilerplate(text: str) -> bool:
    """Tell a sentence of the official template, cut off or misread, from an author's own."""
    key = re.sub(rf"^{_BULLET}", "", squeeze(text))
    if not key:
        return False
    for start in _words().boilerplate:
        if len(key) < len(start):
            if len(key) >= _SHORTEST_CUT and start.startswith(key):
                return True
        elif fuzz.ratio(key[: len(start)], start) >= _LIKENESS:
            return True
    return False


def add_analyses(
    text: str,
    page: int | None,
    context: Context,
    builder: Builder,
    aspect: Aspect | None = None,
    *,
    goes_on: bool = False,
) -> None:
    """Add a record for every labelled paragraph in `text`, and for what stands without a label.

    Args:
        text: paragraphs, each on a line of its own.
        page: where it stands, from 1.
        context: the issue that it belongs to.
        builder: takes the records.
        aspect: the aspect of what stands before the first label.
        goes_on: a page was turned since the analysis before; text without a label or bullet at
            the beginning is the rest of that one.
    """
    for number, (found, words) in enumerate(_paragraphs(text, aspect)):
        if goes_on and number == 0 and found is None and _is_rest(text, words, context, builder):
            last = builder.analyses[-1]
            builder.analyses[-1] = last.model_copy(update={"text": f"{last.text}{words}"})
            continue
        builder.analyses.append(
            Analysis(
                report_id=builder.report_id,
                analysis_id=builder.new_id("a", builder.analyses),
                issue_no=context.issue_no,
                issue=context.issue,
                aspect=found,
                text=words,
                boilerplate=is_boilerplate(words),
                page=page,
            )
        )


def _is_rest(text: str, words: str, context: Context, builder: Builder) -> bool:
    last = builder.analyses[-1] if builder.analyses else None
    return (
        last is not None
        and last.issue_no == context.issue_no
        and last.aspect is not None
        and not is_boilerplate(words)
        and re.match(r"\s*[•▪■●◦○*\-–➢❖✓]", text) is None
    )


def _paragraphs(text: str, aspect: Aspect | None) -> Iterator[tuple[Aspect | None, str]]:
    position = 0
    for match in _label().finditer(text):
        yield from _paragraph(aspect, text[position : match.start()])
        aspect, position = _aspect(match["label"] or match["inner"]), match.end()
    yield from _paragraph(aspect, text[position:])


def _paragraph(aspect: Aspect | None, text: str) -> Iterator[tuple[Aspect | None, str]]:
    lines = text.strip().split("\n")
    # A sentence of the template stands apart from what the author put below or above it.
    for _, group in groupby(lines, key=is_boilerplate if aspect is None else lambda _: False):
        words = "\n".join(group).strip()
        # A bullet whose text is missing is no paragraph.
        if not re.fullmatch(_BULLET, words):
            yield aspect, re.sub(r"^[•▪■●◦○\s]+|[•▪■●◦○\s]+$", "", words)


def _aspect(label: str) -> Aspect:
    key = squeeze(label)
    return next(aspect for word, aspect in _words().labels if squeeze(word) == key)
