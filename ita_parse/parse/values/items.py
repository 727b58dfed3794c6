"""The official items of IIT, EIT and OIT by fiscal year, from packaged lists.

Source: the NACC's assessment manuals, as `data/oit_items.csv` (OIT from 2562) and
`data/survey_items.csv` (IIT and EIT for 2562 to 2566 and 2567). A year that the lists don't hold is
unknown, not empty.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ita_parse.records import Instrument

LETTERS: Mapping[Instrument, str] = {"IIT": "i", "EIT": "e", "OIT": "o"}
INSTRUMENTS: Mapping[str, Instrument] = {"i": "IIT", "e": "EIT", "o": "OIT"}

_CODE = re.compile(r"([ieo])([0-9]{1,2})")

# The manuals changed the surveys in 2567: six items an indicator in IIT and five in EIT before,
# three in both since. This holds for years whose wording the lists lack, too.
_FIRST_YEAR = 2562
_CHANGE = 2567
_PER_INDICATOR: Mapping[Instrument, tuple[int, int]] = {"IIT": (6, 3), "EIT": (5, 3)}
_INDICATORS: Mapping[Instrument, range] = {"IIT": range(1, 6), "EIT": range(6, 9)}


@dataclass(frozen=True, slots=True)
class _Item:
    title: str
    indicator: int | None


def item_title(code: str, fiscal_year: int | None) -> str | None:
    """Return an item's official wording.

    Args:
        code: i, e or o and the number, for example "o42".
        fiscal_year: Buddhist Era.

    Returns:
        The title (OIT) or question (IIT, EIT); None where that year's list lacks the item or
        isn't known.
    """
    if fiscal_year is None:
        return None
    item = _items().get((code, fiscal_year))
    return item.title if item else None


@cache
def official_items(fiscal_year: int) -> Mapping[str, str]:
    """Return the wordings of a fiscal year's items (Buddhist Era) by code.

    An instrument whose list isn't known for that year is not in it.
    """
    return {code: item.title for (code, year), item in _items().items() if year == fiscal_year}


@cache
def official_wordings(code: str) -> frozenset[str]:
    """Return the wordings that an item code has had, in whatever year."""
    return frozenset(item.title for (known, _), item in _items().items() if known == code)


def largest_number(instrument: Instrument, fiscal_year: int | None = None) -> int:
    """Return the largest item number of an instrument in a fiscal year (Buddhist Era).

    Where the year is unknown or its list is, it is the largest of all years.
    """
    largest = _largest()
    return largest.get((instrument, fiscal_year), largest[instrument, None])


def indicator_of_item(code: str, fiscal_year: int | None) -> int | None:
    """Return the official number, 1 to 10, of the indicator that an item belongs to.

    Without a year the answer is the indicator that the item belongs to in every year; None where
    the years differ, or where the item's indicator isn't known (OIT items from 2568 on).
    """
    match = _CODE.fullmatch(code)
    if not match:
        return None
    instrument = INSTRUMENTS[match[1]]
    if instrument != "OIT":
        return _survey_indicator(instrument, int(match[2]), fiscal_year)
    if fiscal_year is not None:
        item = _items().get((code, fiscal_year))
        return item.indicator if item else None
    found = {item.indicator for (known, _), item in _items().items() if known == code}
    return found.pop() if len(found) == 1 else None


def _survey_indicator(instrument: Instrument, number: int, fiscal_year: int | None) -> int | None:
    before, since = _PER_INDICATOR[instrument]
    if fiscal_year is None:
        sizes = {before, since}
    elif fiscal_year < _FIRST_YEAR:
        return None
    else:
        sizes = {before if fiscal_year < _CHANGE else since}
    indicators = _INDICATORS[instrument]
    found = {
        indicators[(number - 1) // size] for size in sizes if 1 <= number <= size * len(indicators)
    }
    return found.pop() if len(found) == 1 else None


@cache
def _items() -> Mapping[tuple[str, int], _Item]:
    return {
        **{(row["item_code"], int(row["fiscal_year"])): _oit_item(row) for row in _rows("oit")},
        **{
            (row["item_code"], year): _Item(row["question"], int(row["indicator_no"]))
            for row in _rows("survey")
            for year in _years(row["fiscal_years"])
        },
    }


@cache
def _largest() -> Mapping[tuple[Instrument, int | None], int]:
    largest: dict[tuple[Instrument, int | None], int] = {}
    for code, year in _items():
        instrument, number = INSTRUMENTS[code[0]], int(code[1:])
        for key in ((instrument, year), (instrument, None)):
            largest[key] = max(largest.get(key, 0), number)
    return largest


def _oit_item(row: Mapping[str, str]) -> _Item:
    indicator = row["sub_indicator"].partition(".")[0]
    return _Item(row["title"], int(indicator) if indicator else None)


def _years(text: str) -> range:
    first, _, last = text.partition("-")
    return range(int(first), int(last or first) + 1)


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = files("ita_parse.data").joinpath(f"{name}_items.csv").read_text("utf-8-sig")
    return csv.DictReader(text.splitlines())
