"""Items of the assessment against the official lists of their year: codes and wordings.

A writer may shorten an official wording, add to it or copy another year's; all of these are right.
What is not: letters that were misread, the wording of another item, and a code that the list of the
year doesn't have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from ita_parse.document import Severity
from ita_parse.parse.builder import Builder
from ita_parse.parse.values.items import INSTRUMENTS, official_items, official_wordings
from ita_parse.parse.values.wordings import begins_alike, is_misread, letters_of
from ita_parse.records import Measure
from ita_parse.text import TO_ARABIC, squeeze

# A misread wording agrees with the one that was meant in this share of its letters at least; only
# such wordings of other items are looked at closely.
_LIKENESS = 85.0
# A wording that agrees with its own item's in this share is a version of it, and no other's.
_FAR = 70.0
# Where so many items, and this share of all, have another item's wording, the document numbers its
# items by a list that isn't known here: schools and hospitals have their own.
_MANY = 3
_SHARE = 1 / 3

_CODE = re.compile(
    r"""\s*(?:(?:ข้อ\s*)?(?P<letter>[ieo\u043e])\s?|ข้อ\s*[0๐](?=[0-9๐-๙]{2}))  # \u043e: Cyrillic o
    (?P<number>[0-9๐-๙]{1,2})
    (?![0-9๐-๙a-z]|[.:]\s?[0-9๐-๙]|\s*[,&/–-]\s*[ieo0-9๐-๙])""",
    re.VERBOSE | re.IGNORECASE,
)
_BRACKET = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class _Item:
    """An item that a record names, and the years whose lists it may be of."""

    table: str
    record_id: str
    code: str | None
    printed: str
    page: int | None
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Mismatch:
    """An item that has the wording of another one."""

    item: _Item
    code: str
    year: int
    other: str


def check_items(builder: Builder, *, score_year: int | None, fiscal_year: int | None) -> None:
    """Check the codes and wordings of all items against the lists of their years.

    Args:
        builder: the records; findings are added to it.
        score_year: year (B.E.) of the scores that the document analyses.
        fiscal_year: year in which the measures run, or the document's own. Measures answer to the
            list of the scores, of that year or of the year before: what fits one of them is right.
    """
    seen: set[tuple[str, str | None, str]] = set()
    mismatches: list[_Mismatch] = []
    known = 0
    for item in _items(builder, score_year, fiscal_year):
        # A merged cell stands in the record of every row beside it.
        key = (item.table, item.code, item.printed)
        if key in seen:
            continue
        seen.add(key)
        if item.code is None:
            _check_unread(item, builder)
            continue
        lists = [year for year in item.years if item.code[0] in _letters_listed(year)]
        if lists and not any(item.code in official_items(year) for year in lists):
            _add_unlisted(item, item.code, letters_of(item.printed), lists[0], builder)
        elif lists:
            known += 1
            mismatch = _check_wording(item, item.code, lists, builder)
            if mismatch:
                mismatches.append(mismatch)
    _add_mismatches(mismatches, known, builder)


def _items(builder: Builder, score_year: int | None, fiscal_year: int | None) -> Iterator[_Item]:
    for score in builder.item_scores:
        year = score.fiscal_year or score_year
        if score.item and year:
            yield _Item(
                "item_scores", score.score_id, score.item_code, score.item, score.page, (year,)
            )
    near = (fiscal_year - 1, fiscal_year) if fiscal_year else ()
    years = tuple(dict.fromkeys((*((score_year,) if score_year else ()), *near)))
    for measure in builder.measures if years else ():
        if measure.item:
            yield _of_measure(measure, measure.item, years)


def _of_measure(measure: Measure, printed: str, years: tuple[int, ...]) -> _Item:
    return _Item(
        "measures", measure.measure_id, measure.item_code, printed, measure.page_first, years
    )


# --- Codes ----------------------------------------------------------------------------------------


def _check_unread(item: _Item, builder: Builder) -> None:
    """Find a code that no list of the item's years has: it was not read, and leads the wording."""
    match = _CODE.match(item.printed)
    if match is None:
        return
    letter = (match["letter"] or "o").lower().replace("\u043e", "o")
    code = f"{letter}{int(match['number'].translate(TO_ARABIC))}"
    lists = [year for year in item.years if letter in _letters_listed(year)]
    if lists and not any(code in official_items(year) for year in lists):
        _add_unlisted(item, code, letters_of(item.printed[match.end() :]), lists[0], builder)


def _add_unlisted(item: _Item, code: str, letters: str, year: int, builder: Builder) -> None:
    last = max(
        (known for known in official_items(year) if known[0] == code[0]),
        key=lambda known: int(known[1:]),
    )
    other = _codes(year).get(letters)
    hint = f" The wording is that of {other}." if other else ""
    if any(begins_alike(letters, form) for form in _forms_of_code(code)):
        hint += " Code and wording are those of another year's list."
    _find(
        builder,
        item,
        code="item_code_unlisted",
        severity="warning",
        message=f"{year}'s list of {INSTRUMENTS[code[0]]} ends with {last}; it has no {code}."
        + hint,
        field="item_code",
        printed=code,
        suggested=other,
    )


# --- Wordings -------------------------------------------------------------------------------------


def _check_wording(item: _Item, code: str, lists: list[int], builder: Builder) -> _Mismatch | None:
    """Find misread letters; return the item whose wording it is, if that is another one's."""
    if squeeze(item.printed) in _squeezed(code):
        return None
    letters = letters_of(item.printed)
    if not letters or any(begins_alike(letters, form) for form in _forms_of_code(code)):
        return None
    for year in lists:
        title = official_items(year).get(code)
        if title and any(is_misread(letters, form) for form in _forms(title)):
            _find(
                builder,
                item,
                code="item_misread",
                severity="note",
                message=f"Letters differ from the wording of item {code} in {year}'s list.",
                field="item",
                printed=item.printed,
                suggested=title,
            )
            return None
    if any(is_misread(letters, form) for form in _forms_of_code(code)):
        return None
    own = max((fuzz.ratio(letters, form) for form in _forms_of_code(code)), default=0.0)
    others = {
        year: other
        for year in lists
        if (other := _codes(year).get(letters) or (own < _FAR and _near_code(letters, year)))
    }
    if len(set(others.values())) != 1:
        return None
    year, other = next(iter(others.items()))
    return _Mismatch(item, code, year, other)


def _near_code(letters: str, year: int) -> str | None:
    """Return the item of a year whose wording this is, misread."""
    codes = _codes(year)
    near = process.extractOne(letters, list(codes), scorer=fuzz.ratio, score_cutoff=_LIKENESS)
    return codes[near[0]] if near and is_misread(letters, near[0]) else None


def _add_mismatches(mismatches: list[_Mismatch], known: int, builder: Builder) -> None:
    if len(mismatches) >= _MANY and len(mismatches) > known * _SHARE:
        first = mismatches[0]
        builder.find(
            "items_numbered_otherwise",
            "warning",
            f"{len(mismatches)} of {known} items have the wording that the list of {first.year} "
            f"has under another code, such as {first.other} for {first.code}: the document "
            "numbers its items by another list.",
            table=first.item.table,
            field="item_code",
            printed=first.code,
            suggested=first.other,
            page=first.item.page,
        )
        return
    for mismatch in mismatches:
        titles = official_items(mismatch.year)
        _find(
            builder,
            mismatch.item,
            code="item_code_mismatch",
            severity="warning",
            message=f"The wording is that of item {mismatch.other} in {mismatch.year}'s list, "
            f"“{titles[mismatch.other]}”; {mismatch.code} is “{titles.get(mismatch.code, '')}”.",
            field="item_code",
            printed=mismatch.code,
            suggested=mismatch.other,
        )


def _find(
    builder: Builder,
    item: _Item,
    *,
    code: str,
    severity: Severity,
    message: str,
    field: str,
    printed: str,
    suggested: str | None,
) -> None:
    builder.find(
        code,
        severity,
        message,
        table=item.table,
        record_id=item.record_id,
        field=field,
        printed=printed,
        suggested=suggested,
        page=item.page,
    )


# --- Lists ----------------------------------------------------------------------------------------


@cache
def _letters_listed(year: int) -> frozenset[str]:
    """Return the letters (i, e, o) of the instruments whose list of a year is known."""
    return frozenset(code[0] for code in official_items(year))


@cache
def _squeezed(code: str) -> frozenset[str]:
    """Return all wordings that a code has had, without spaces."""
    return frozenset(map(squeeze, official_wordings(code)))


@cache
def _forms(title: str) -> tuple[str, ...]:
    """Return the letters of an official wording, with and without what stands in brackets."""
    forms = (letters_of(title), letters_of(_BRACKET.sub("", title)))
    return tuple(form for form in dict.fromkeys(forms) if form)


@cache
def _forms_of_code(code: str) -> tuple[str, ...]:
    """Return the letters of all wordings that a code has had."""
    forms = (form for title in sorted(official_wordings(code)) for form in _forms(title))
    return tuple(dict.fromkeys(forms))


@cache
def _codes(year: int) -> Mapping[str, str]:
    """Return the codes of a year's items by the letters of their wordings."""
    return {form: code for code, title in official_items(year).items() for form in _forms(title)}
