"""Thai places from the official list: provinces, districts and subdistricts with their codes.

Wraps `geothai`, which works offline. Names are compared without spaces and without the words that
say what they name (อำเภอ, จ. and so on); nothing is corrected here (see `nearness`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from ita_parse.text import squeeze

BANGKOK = "10"

# Marks above and below letters; a name can't end before one.
MARKS = frozenset(
    "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a"
    "\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e"
)

PROVINCE_WORDS = ("จังหวัด", "จ.")
_DISTRICT_WORDS = ("กิ่งอำเภอ", "อำเภอ", "เขต", "กิ่งอ.", "อ.")
_SUBDISTRICT_WORDS = ("ตำบล", "แขวง", "ต.")
_PROVINCE_ALIASES = {
    "กทม": BANGKOK,
    "กทม.": BANGKOK,
    "กรุงเทพ": BANGKOK,
    "กรุงเทพฯ": BANGKOK,
    "อยุธยา": "14",
}
CAPITAL = "เมือง"


@dataclass(frozen=True, slots=True)
class Province:
    """A province (จังหวัด, or Bangkok): two-digit code and Thai name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class District:
    """A district (อำเภอ, เขต): four-digit code and Thai name without อำเภอ or เขต."""

    code: str
    name: str
    province: Province


@dataclass(frozen=True, slots=True)
class Subdistrict:
    """A subdistrict (ตำบล, แขวง): six-digit code and Thai name."""

    code: str
    name: str
    district: District

    @property
    def province(self) -> Province:
        """The province that it lies in."""
        return self.district.province


_Place = TypeVar("_Place", Province, District, Subdistrict)
_Index = Mapping[str, tuple[_Place, ...]]


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    provinces: _Index[Province]
    districts: _Index[District]
    subdistricts: _Index[Subdistrict]
    districts_of: Mapping[str, tuple[District, ...]]
    subdistricts_of: Mapping[str, tuple[Subdistrict, ...]]


@cache
def _gazetteer() -> _Gazetteer:
    import geothai

    provinces: dict[str, list[Province]] = {}
    districts: dict[str, list[District]] = {}
    subdistricts: dict[str, list[Subdistrict]] = {}
    districts_of: dict[str, tuple[District, ...]] = {}
    subdistricts_of: dict[str, tuple[Subdistrict, ...]] = {}
    for row in geothai.provinces():
        province = Province(row.code, row.name_th)
        provinces.setdefault(squeeze(row.name_th), []).append(province)
        inner: list[District] = []
        for below in geothai.districts(row.code):
            name = below.name_th
            district = District(below.code, name.removeprefix("เขต"), province)
            inner.append(district)
            districts.setdefault(squeeze(district.name), []).append(district)
            lowest = tuple(
                Subdistrict(last.code, last.name_th.split("(")[0].strip(), district)
                for last in geothai.subdistricts(below.code)
            )
            for last, subdistrict in zip(geothai.subdistricts(below.code), lowest, strict=True):
                # "ปอภาร (ปอพาน)" is known by both names.
                for alias in last.name_th.replace(")", "").split("("):
                    subdistricts.setdefault(squeeze(alias), []).append(subdistrict)
            subdistricts_of[below.code] = lowest
        districts_of[row.code] = tuple(inner)
    for alias, code in _PROVINCE_ALIASES.items():
        known = next(p for found in provinces.values() for p in found if p.code == code)
        provinces.setdefault(alias, []).append(known)
    return _Gazetteer(
        provinces={name: tuple(found) for name, found in provinces.items()},
        districts={name: tuple(found) for name, found in districts.items()},
        subdistricts={name: tuple(found) for name, found in subdistricts.items()},
        districts_of=districts_of,
        subdistricts_of=subdistricts_of,
    )


def _bare(name: str, words: tuple[str, ...], known: Mapping[str, object]) -> str:
    """Remove spaces and the leading word of the level, unless the name itself begins with it."""
    name = squeeze(name)
    if name not in known:
        for word in words:
            if name.startswith(word) and len(name) > len(word):
                return name.removeprefix(word)
    return name


def find_province(name: str) -> Province | None:
    """Find a province by its Thai name, with or without จังหวัด or จ.; None if there is none."""
    known = _gazetteer().provinces
    found = known.get(_bare(name, PROVINCE_WORDS, known), ())
    return found[0] if found else None


def find_districts(name: str, province: str | None = None) -> tuple[District, ...]:
    """Find all districts of a Thai name, in order of their codes.

    Args:
        name: The name, with or without อำเภอ, อ. or เขต. "เมือง" is the capital district, which
            bears its province's name ("เมืองเลย"), and needs `province`.
        province: The name of the province that it must lie in; an unknown one finds nothing.
    """
    known = _gazetteer().districts
    bare = _bare(name, _DISTRICT_WORDS, known)
    if province is None:
        return known.get(bare, ())
    within = find_province(province)
    if within is None:
        return ()
    if bare == CAPITAL:
        bare = CAPITAL + squeeze(within.name)
        if bare not in known:  # พระนครศรีอยุธยา's capital district goes without เมือง
            bare = squeeze(within.name)
    return tuple(found for found in known.get(bare, ()) if found.province == within)


def find_district(name: str, province: str | None = None) -> District | None:
    """Find the one district of this name; None if there is none, or several."""
    found = find_districts(name, province)
    return found[0] if len(found) == 1 else None


def find_subdistricts(
    name: str, district: str | None = None, province: str | None = None
) -> tuple[Subdistrict, ...]:
    """Find all subdistricts of a Thai name, in order of their codes.

    Args:
        name: The name, with or without ตำบล, ต. or แขวง.
        district: The name of the district that they must lie in; an unknown one finds nothing.
        province: The same for the province.
    """
    known = _gazetteer().subdistricts
    found = known.get(_bare(name, _SUBDISTRICT_WORDS, known), ())
    if district is not None:
        within = {place.code for place in find_districts(district, province)}
        return tuple(place for place in found if place.district.code in within)
    if province is not None:
        over = find_province(province)
        return tuple(place for place in found if place.province == over)
    return found


def provinces() -> tuple[Province, ...]:
    """Return all provinces in order of their codes."""
    found = {place for places in _gazetteer().provinces.values() for place in places}
    return tuple(sorted(found, key=lambda place: place.code))


def districts_of(province: Province) -> tuple[District, ...]:
    """Return a province's districts in order of their codes."""
    return _gazetteer().districts_of.get(province.code, ())


def subdistricts_of(district: District) -> tuple[Subdistrict, ...]:
    """Return a district's subdistricts in order of their codes."""
    return _gazetteer().subdistricts_of.get(district.code, ())


def province_names() -> Mapping[str, tuple[Province, ...]]:
    """Return the provinces by all the names that they are known by, without spaces."""
    return _gazetteer().provinces


@cache
def district_names() -> Mapping[str, tuple[District, ...]]:
    """Return the districts by name, without spaces; all capital ones are found by เมือง too."""
    capitals = (found for place in provinces() for found in find_districts(CAPITAL, place.name))
    return {**_gazetteer().districts, CAPITAL: tuple(capitals)}


def subdistrict_names() -> Mapping[str, tuple[Subdistrict, ...]]:
    """Return the subdistricts by all the names that they are known by, without spaces."""
    return _gazetteer().subdistricts


def province_at(text: str) -> str | None:
    """Return the longest province's name (or alias) with which a text without spaces begins."""
    return next(_prefixes(text, _gazetteer().provinces), None)


def district_at(text: str) -> str | None:
    """Return the longest district's name with which a text without spaces begins."""
    return next(_prefixes(text, _gazetteer().districts), None)


def subdistrict_at(text: str) -> str | None:
    """Return the longest subdistrict's name with which a text without spaces begins."""
    return next(_prefixes(text, _gazetteer().subdistricts), None)


def _prefixes(text: str, names: Mapping[str, object]) -> Iterator[str]:
    # The longest official name has 23 letters. A name can't end before a mark of its last letter.
    for length in range(min(len(text), 24), 1, -1):
        if text[:length] in names and text[length : length + 1] not in MARKS:
            yield text[:length]
