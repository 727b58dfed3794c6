"""Findings about the text itself: foreign letters, hidden letters, misread words, templates.

Nothing here changes a text. What is suggested is for a person who has the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ita_parse.document import Document, PageTable, Repair, Severity
from ita_parse.parse.builder import Builder
from ita_parse.parse.checks.doubled import hidden_letters
from ita_parse.parse.checks.scripts import foreign_words
from ita_parse.parse.checks.spelling import (
    WORD_LETTERS,
    Misspelling,
    is_cut,
    misspellings,
    odd_runs,
    stands_in_name,
)
from ita_parse.parse.checks.templates import gap, is_template, may_have_gap
from ita_parse.text import TONES, squeeze

# Fields of a measure that its author writes himself.
_WRITTEN = (
    "measure",
    "method",
    "period",
    "owner",
    "kpi",
    "target",
    "budget",
    "result",
    "outcome",
    "follow_up",
    "obstacles",
    "suggestion",
    "evidence",
)
_TWO_TONES = re.compile(f"[{TONES}]{{2}}")
_LETTER = WORD_LETTERS.pattern.removesuffix("+")
# Letters and white space before and behind a word: a full name is no longer than this.
_FULL_NAME = 40
_AHEAD = re.compile(rf"(?:{_LETTER}|\s)*\Z")
_BEHIND = re.compile(rf"(?:{_LETTER}|\s)*")


@dataclass(frozen=True, slots=True)
class _Text:
    """A cell's or paragraph's text with its place in words."""

    table: str
    place: str
    text: str
    raw: str
    repairs: tuple[Repair, ...]
    page: int | None


def check_language(document: Document, builder: Builder) -> None:
    """Add what a reader of the text should know: it changes nothing.

    `foreign_letters`, `doubled_tone` and `word_unknown` stand at cells and paragraphs (these have
    no id: the message says where), `template_left` at analyses, measures, cells and paragraphs.

    Args:
        document: normalised, as its records were read from it.
        builder: holds these records and takes the findings.
    """
    texts = list(_texts(document))
    whole = "\n".join(text.text for text in texts)
    _find_foreign_letters(texts, whole, document, builder)
    told = _find_doubled_tones(texts, whole, builder)
    _find_unknown_words(texts, whole, told, builder)
    _find_templates(texts, whole, builder)


def _texts(document: Document) -> Iterator[_Text]:
    paragraph_no = 0
    for page in document.pages:
        for block in page.blocks:
            if isinstance(block, PageTable):
                for cell in block.cells:
                    if cell.text:
                        place = f"table {cell.table_no}, row {cell.row_no}, column {cell.column_no}"
                        yield _Text("cells", place, cell.text, cell.raw, cell.repairs, block.page)
            else:
                paragraph_no += 1
                yield _Text(
                    "paragraphs",
                    f"paragraph {paragraph_no}",
                    block.text,
                    block.raw,
                    block.repairs,
                    block.page,
                )


def _find_foreign_letters(
    texts: Sequence[_Text], whole: str, document: Document, builder: Builder
) -> None:
    present = {letter for word in foreign_words(whole) for letter in word.letters}
    if not present:
        return
    # A text layer says what its author typed: a Chinese name may well stand there.
    severity: Severity = "note" if document.text_source == "text_layer" else "warning"
    for text in texts:
        words = [] if present.isdisjoint(text.text) else foreign_words(text.text)
        if not words:
            continue
        scripts = " and ".join(dict.fromkeys(script for word in words for script in word.scripts))
        letters = ", ".join(dict.fromkeys("".join(word.letters for word in words)))
        suggested = [word.suggested for word in words if word.suggested]
        builder.find(
            "foreign_letters",
            severity,
            f"{scripts} letters ({letters}) stand in {text.place}, a text in Thai and Latin.",
            table=text.table,
            field="text",
            printed=" … ".join(word.printed for word in words),
            suggested=" … ".join(suggested) if len(suggested) == len(words) else None,
            page=text.page,
        )


def _find_doubled_tones(texts: Sequence[_Text], whole: str, builder: Builder) -> set[str]:
    """Add findings of doubled marks; return the words suggested."""
    seen: dict[str, str] = {}
    two_tones = _TWO_TONES.search(whole) is not None
    for text in texts:
        doubled = any(repair.rule == "same_mark" for repair in text.repairs)
        if not (doubled or two_tones):
            continue
        for printed, suggested in hidden_letters(text.raw if doubled else text.text):
            if printed in seen:
                continue
            seen[printed] = suggested
            builder.find(
                "doubled_tone",
                "note",
                f"{printed} in {text.place} has two marks in one place, of which one hides another "
                f"letter: {suggested} is the one word that fits.",
                table=text.table,
                field="text",
                printed=printed,
                suggested=suggested,
                page=text.page,
            )
    return set(seen.values())


def _find_unknown_words(
    texts: Sequence[_Text], whole: str, told: set[str], builder: Builder
) -> None:
    runs = Counter(WORD_LETTERS.findall(whole))
    found: dict[str, tuple[str, Misspelling, int]] = {}
    for run in odd_runs(runs):
        for word in misspellings(run, whole):
            first, known, count = found.get(word.printed, (run, word, 0))
            found[word.printed] = first, known, count + runs[run]
    for run, word, count in found.values():
        place = _place(run, word, texts)
        if place is None or word.suggested in told:
            continue
        times = "once" if count == 1 else f"{count} times"
        builder.find(
            "word_unknown",
            "note",
            f"{word.printed} in {place.place} (printed {times} in the document) is in no "
            f"dictionary; {word.suggested} is, and differs by one letter or mark that is easily "
            "misread or mistyped.",
            table=place.table,
            field="text",
            printed=word.printed,
            suggested=word.suggested,
            page=place.page,
        )


def _place(run: str, word: Misspelling, texts: Sequence[_Text]) -> _Text | None:
    """Return the first text that holds a misread word; None if it is a name or was only cut."""
    for text in texts:
        run_match = re.search(rf"(?<!{_LETTER}){run}(?!{_LETTER})", text.text)
        if run_match is None:
            continue
        start = run_match.start() + word.start
        end = start + len(word.printed)
        if stands_in_name(text.text[max(0, start - _FULL_NAME) : start]):
            return None
        before = _AHEAD.search(text.text[max(0, start - _FULL_NAME) : start])
        behind = _BEHIND.match(text.text[end : end + _FULL_NAME])
        if before and behind and is_cut(squeeze(before[0]), word.printed, squeeze(behind[0])):
            return None
        return text
    return None


def _find_templates(texts: Sequence[_Text], whole: str, builder: Builder) -> None:
    gaps = may_have_gap(whole)
    known: list[str] = []
    for analysis in builder.analyses:
        if analysis.boilerplate or is_template(analysis.text):
            known.append(squeeze(analysis.text))
            _find_template(
                "a sentence of the official template that its author left in the analysis",
                "analyses",
                analysis.analysis_id,
                "text",
                analysis.text,
                builder,
                analysis.page,
            )
    for measure in builder.measures:
        for field in _WRITTEN:
            value = getattr(measure, field)
            if value and ((gaps and gap(value)) or is_template(value)):
                known.append(squeeze(value))
                _find_template(
                    "a gap or an instruction of the form that nobody filled in",
                    "measures",
                    measure.measure_id,
                    field,
                    value,
                    builder,
                    measure.page_first,
                )
    for text in texts:
        if is_template(text.text):
            key = squeeze(text.text)
            if not any(one in key or key in one for one in known):
                _find_template(
                    f"an instruction of the form or template that was left in ({text.place})",
                    text.table,
                    None,
                    "text",
                    text.text,
                    builder,
                    text.page,
                )


def _find_template(
    what: str,
    table: str,
    record_id: str | None,
    field: str,
    printed: str,
    builder: Builder,
    page: int | None,
) -> None:
    builder.find(
        "template_left",
        "note",
        f"This is {what}.",
        table=table,
        record_id=record_id,
        field=field,
        printed=printed,
        page=page,
    )
