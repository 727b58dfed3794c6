"""Words of closed lists that are misread: headers, indicators, units and statuses.

The readers understand a header, an indicator or a status whose letters are misread a little. Here
each of these is told, with the known wording; and so are units and statuses that are so near to a
known one that they can hardly be anything else, and that were not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from ita_parse.data import load_toml
from ita_parse.document import Cell, Document
from ita_parse.parse.builder import Builder
from ita_parse.parse.checks.indicators import Records, check_indicators
from ita_parse.parse.layouts import Layouts
from ita_parse.parse.nearness import distance
from ita_parse.parse.values.owner_words import owner_words
from ita_parse.parse.values.status import read_status
from ita_parse.parse.values.status_marks import patterns_of
from ita_parse.parse.values.vocabulary import vocabulary
from ita_parse.parse.values.wordings import is_confused, is_misread, letters_of
from ita_parse.text import squeeze

# A cell that is a status and nothing else is no longer than this, white space aside.
_LONGEST_STATUS = 40
# A unit differs from a known one in no more letters than this; marks count.
_EDITS = 3
_STATUS_FIELDS = frozenset({"status", "result", "follow_up", "outcome"})
_BRACKET = re.compile(r"\([^()]*\)")
_DIGIT = re.compile("[0-9]")


def check_words(
    document: Document,
    builder: Builder,
    layouts: Layouts,
    fields: Mapping[tuple[int, int, int], str],
) -> None:
    """Check headers, indicators, units and statuses against the lists of known ones.

    Args:
        document: the normalised document.
        builder: the records read from it; findings are added to it.
        layouts: the layouts that it was read with.
        fields: the field of every cell that a layout mapped, by table, row and column.
    """
    data: list[tuple[Cell, str]] = []
    others: dict[tuple[int, int], list[Cell]] = {}
    rows = {key[:2] for key in fields}
    for table in (table for page in document.pages for table in page.tables):
        for cell in table.cells:
            row = (cell.table_no, cell.row_no)
            if row not in rows:
                others.setdefault(row, []).append(cell)
            elif field := fields.get((*row, cell.column_no)):
                data.append((cell, field))
    records = _records(builder)
    _check_headers(others.values(), layouts, builder)
    paragraphs = (paragraph for page in document.pages for paragraph in page.paragraphs)
    sections = (row[0] for row in others.values())
    check_indicators(data, (*sections, *paragraphs), builder, records)
    _check_owners(builder)
    _check_statuses(data, builder, records)


def _records(builder: Builder) -> Records:
    """Return table and id of the record that a row became; a measure rather than its score."""
    records = {
        (score.table_no or 0, score.row_no or 0): ("indicator_scores", score.score_id)
        for score in reversed(builder.indicator_scores)
    }
    for measure in builder.measures:
        for place in measure.places:
            records[place.table_no, place.row_no] = ("measures", measure.measure_id)
    return records


# --- Headers --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _HeaderWords:
    """The header words of the package's layouts, by their letters."""

    known: frozenset[str]
    prefixes: tuple[str, ...]
    misread: frozenset[str]
    by_field: Mapping[str, Mapping[str, str]]  # the words of a field as they are written


@cache
def _header_words() -> _HeaderWords:
    data = load_toml("layouts")
    by_field = {
        field: {letters_of(word): word.rstrip("…") for word in words}
        for field, words in data["headers"].items()
    }
    return _HeaderWords(
        known=frozenset(letters for words in by_field.values() for letters in words),
        prefixes=tuple(
            letters_of(word)
            for words in data["headers"].values()
            for word in words
            if word.endswith("…")
        ),
        misread=frozenset(letters_of(word) for words in data["misread"].values() for word in words),
        by_field=by_field,
    )


def _check_headers(rows: Iterable[list[Cell]], layouts: Layouts, builder: Builder) -> None:
    seen: set[str] = set()
    # A header stands on every page again.
    distinct: dict[tuple[str, ...], list[Cell]] = {}
    for row in rows:
        distinct.setdefault(tuple(cell.text for cell in row if cell.text), row)
    for texts, row in distinct.items():
        headers = {text: layouts.header(text) for text in texts}
        if sum(1 for text in texts if headers[text]) < 2:
            continue
        for cell in row:
            header = headers.get(cell.text)
            letters = letters_of(cell.text) if header else ""
            if header is None or letters in seen:
                continue
            seen.add(letters)
            known = _known_header(letters_of(_BRACKET.sub("", cell.text)), header.field)
            if known:
                builder.find(
                    "header_misread",
                    "note",
                    f"The header was understood as “{known}” ({header.field}).",
                    table="cells",
                    field="text",
                    printed=cell.text,
                    suggested=known,
                    page=cell.page,
                )


def _known_header(letters: str, field: str) -> str | None:
    """Return the known header of a field that misread letters stand for; None if it is known."""
    words = _header_words()
    if letters in words.known or letters.startswith(words.prefixes) or _DIGIT.search(letters):
        return None
    known = words.by_field.get(field, {})
    if letters not in words.misread:
        known = {key: word for key, word in known.items() if is_misread(letters, key)}
    return min(known.values(), key=lambda word: distance(letters, letters_of(word)), default=None)


# --- Units ----------------------------------------------------------------------------------------


def _check_owners(builder: Builder) -> None:
    seen: set[str] = set()
    for measure in builder.measures:
        for owner in measure.owners:
            if owner in seen:
                continue
            seen.add(owner)
            known = _known_owner(squeeze(owner).rstrip("ฯ."))
            if known:
                builder.find(
                    "owner_misread",
                    "note",
                    "No such unit or post is known; one that is differs in letters that scanners "
                    "take for each other.",
                    table="measures",
                    record_id=measure.measure_id,
                    field="owners",
                    printed=owner,
                    suggested=known,
                    page=measure.page_first,
                )


@lru_cache(maxsize=1024)
def _known_owner(name: str) -> str | None:
    """Return the one known unit or post that a name without spaces is misread for."""
    if name in owner_words().known:
        return None
    units = _units()
    near = process.extract(
        name, list(units), scorer=Levenshtein.distance, score_cutoff=_EDITS, limit=None
    )
    found = [units[unit] for unit, _, _ in near if is_confused(name, unit)]
    return found[0] if len(found) == 1 else None


@cache
def _units() -> Mapping[str, str]:
    """Return the known units and posts as they are written, by their names without spaces."""
    return {squeeze(name): name for name in vocabulary("owners")["known"]}


# --- Statuses -------------------------------------------------------------------------------------


def _check_statuses(data: list[tuple[Cell, str]], builder: Builder, records: Records) -> None:
    seen: set[str] = set()
    for cell, field in data:
        # White space makes a cell twice as long at most.
        if field not in _STATUS_FIELDS or len(cell.text) > 2 * _LONGEST_STATUS:
            continue
        if cell.text in seen:
            continue
        seen.add(cell.text)
        letters = letters_of(cell.text)
        if not letters or len(letters) > _LONGEST_STATUS:
            continue
        known = _known_status(letters)
        if known is None:
            continue
        reading = read_status(cell.text)
        status = reading.status if reading else None
        if status is None and not is_confused(letters, known):
            continue
        table, record_id = records.get((cell.table_no, cell.row_no), ("cells", None))
        builder.find(
            "status_misread",
            "note",
            f"Letters of the status are misread; it was understood as {status}."
            if status
            else "No such status is known; one that is differs in letters that scanners take for "
            "each other. The status is null.",
            table=table,
            record_id=record_id,
            field=field,
            printed=cell.text,
            suggested=known,
            page=cell.page,
        )


@lru_cache(maxsize=1024)
def _known_status(letters: str) -> str | None:
    """Return the status that misread letters stand for; None if they say one, or several."""
    phrases = _phrases()
    if letters in phrases or any(phrase in letters for phrase in phrases):
        return None
    near = {phrase: status for phrase, status in phrases.items() if is_misread(letters, phrase)}
    if len(set(near.values())) != 1:
        return None
    return min(near, key=lambda phrase: distance(letters, phrase))


@cache
def _phrases() -> Mapping[str, str]:
    """Return the statuses by the phrases that say them, without spaces."""
    return {
        phrase: status
        for phrase, (status, kind) in patterns_of().meanings.items()
        if kind == "phrases"
    }
