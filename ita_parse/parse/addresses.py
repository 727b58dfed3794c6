"""Addresses as documents print them: subdistrict, district and province."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ita_parse.parse import bodies
from ita_parse.parse.nearness import near_names
from ita_parse.parse.places import (
    CAPITAL,
    PROVINCE_WORDS,
    district_at,
    district_names,
    find_districts,
    find_province,
    province_at,
    province_names,
)
from ita_parse.parse.squeezed import PARAGRAPH, Squeezed


@dataclass(frozen=True, slots=True)
class Address:
    """A printed place: names as in the official list where they are in it, else as printed."""

    start: int
    end: int
    subdistrict: str | None = None
    district: str | None = None
    province: str | None = None


_RUN = re.compile("[\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e45\u0e47-\u0e4e]{2,20}")
_LABEL = re.compile(r"กิ่งอำเภอ|อำเภอ|(?<!ผ)อ\.|เขต|(?<!ส่วน)จังหวัด|(?<!อบ)จ\.")
_WINDOW = 30
_SHORTEST = 4
_NEXT = rf"[,{PARAGRAPH}/·-]?"
_TO_PROVINCE = re.compile(
    rf"(?P<name>[\u0e01-\u0e4e-]{{2,24}}?){_NEXT}(?:จังหวัด|จ\.|(?=กรุงเทพ|กทม))"
)
_TO_DISTRICT = re.compile(rf"{_NEXT}(?:กิ่งอำเภอ|อำเภอ|อ\.)")
# The ตำบล of a body's own name is none of an address.
_SUBDISTRICT_BEFORE = re.compile(
    rf"(?:(?<!ส่วน)(?<!เทศบาล)(?<!เทศมนตรี)(?<!บริหาร)ตำบล|แขวง|(?<!อบ)(?<!ท)ต\.)"
    rf"([\u0e01-\u0e4e-]{{2,20}}?){_NEXT}$"
)


def read_addresses(text: Squeezed) -> list[Address]:
    """Read the districts and provinces printed in a text, in order.

    A name counts if it is in the official list, or if the words around it leave no doubt that it
    is a district's ("อำเภอ…จังหวัด…").
    """
    found: list[Address] = []
    position = 0
    while label := _LABEL.search(text.chars, position):
        short = label[0].endswith(".")
        address = None
        if not short or text.free(label.start()) or _place_at(text.chars[label.end() :]):
            address = _read_address(text, label)
        if address:
            found.append(address)
        position = max(label.end(), address.end if address else 0)
    return found


def _place_at(rest: str) -> str | None:
    return district_at(rest) or province_at(rest) or (CAPITAL if rest[:5] == CAPITAL else None)


def _read_address(text: Squeezed, label: re.Match[str]) -> Address | None:
    chars, end = text.chars, label.end()
    if label[0] in PROVINCE_WORDS:
        province = _read_name(text, end, province_at, province_names())
        if province is None:
            return None
        end += len(province)
        district = None
        if (follows := _TO_DISTRICT.match(chars, end)) and (
            district := _read_name(text, follows.end(), district_at, district_names())
        ):
            end = follows.end() + len(district)
        return Address(label.start(), end, None, district, _official(province))
    before = _SUBDISTRICT_BEFORE.search(chars, max(0, label.start() - 30), label.start())
    start = before.start() if before else label.start()
    subdistrict = before[1] if before else None
    if pair := _TO_PROVINCE.match(chars, end):
        province = _read_name(text, pair.end(), province_at, province_names())
        if province is None and (run := _RUN.match(chars[pair.end() : pair.end() + 30])):
            # An unknown name ends at its first space.
            stops = [p for p in range(2, len(run[0])) if pair.end() + p in text.breaks]
            province = run[0][: stops[0]] if stops else run[0]
        if province:
            name = pair["name"]
            if name != CAPITAL and not find_districts(name, province):
                known = district_at(name)
                name = known if known and _ends(text, end + len(known)) else name
            end = pair.end() + len(province)
            return Address(start, end, subdistrict, name, _official(province))
    if label[0] == "เขต":
        return None
    district = _read_name(text, end, district_at, district_names())
    if district is None:
        return None
    return Address(start, end + len(district), subdistrict, district, None)


def _read_name(
    text: Squeezed,
    at: int,
    known_at: Callable[[str], str | None],
    names: Mapping[str, object],
) -> str | None:
    """Return the official name that stands at a position, or what may be a misreading of one."""
    known = known_at(text.chars[at : at + _WINDOW])
    if known and _ends(text, at + len(known)):
        return known
    run = _RUN.match(text.chars, at, at + _WINDOW)
    if not run:
        return known
    ends = (place for place in range(at + 2, run.end()) if _breaks(text, place))
    end = next(ends, run.end())
    printed = text.chars[at:end]
    # So short a word may be anything.
    if len(printed) >= _SHORTEST and near_names(printed, tuple(names)):
        return printed
    return known


def _ends(text: Squeezed, position: int) -> bool:
    """Tell whether an official name that goes up to `position` ends there."""
    weak = bodies.words().weak
    return _breaks(text, position) or bool(weak.match(text.chars, position))


def _breaks(text: Squeezed, position: int) -> bool:
    """Tell whether any name ends at `position`, known or not."""
    return bool(
        position in text.breaks
        or not _RUN.match(text.chars, position, position + 2)
        or bodies.words().strong.match(text.chars, position)
        or _LABEL.match(text.chars, position)
    )


def _official(province: str) -> str:
    known = find_province(province)
    return known.name if known else province
