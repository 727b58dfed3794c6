"""Which places misread names stand for: one decision over all levels and all mentions.

A document names its body several times, and its district and province too; a scanner may misread
any of them. Every printed form is a noisy reading, and every place of the official list costs what
it takes to misread its names as what is printed. The levels confirm each other that way: a name
that is near to several subdistricts is near to one of the printed district, and a district that
is near to several is the one with a subdistrict of that name. A level is decided where every other
place costs clearly more, and left as printed otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import inf, log2, sqrt
from typing import NamedTuple, TypeVar

from ita_parse.parse import places
from ita_parse.parse.nearness import FAR, MARGIN, NEAR, SLIGHT, distance, is_longer, near_names
from ita_parse.parse.places import District, Province, Subdistrict
from ita_parse.text import squeeze

_Place = TypeVar("_Place", Province, District, Subdistrict)

# What a reading costs at most: it is of something else, or what it was is lost.
_LOST = 3.0
# What misreading a name may cost where little else speaks for it: one letter, whichever it is.
# A text layer's letters are as its author typed them; and a province without a district has so many
# names that without this 7 in a hundred names of other places were taken for one of them.
_LETTER = 1.0
# The share of a name's letters where no district is printed.
_ALONE = 0.25


@dataclass(slots=True)
class Readings:
    """What a document prints of its body's name and place: forms and how often each stands."""

    names: Counter[str] = field(default_factory=Counter)
    districts: Counter[str] = field(default_factory=Counter)
    provinces: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Identity:
    """What the readings stand for; None where that isn't certain.

    The name can be certain where several places bear it.
    """

    name: str | None = None
    district: District | None = None
    province: Province | None = None


class _Match(NamedTuple):
    """What misreading a place as what is printed costs, and whether that is still likely."""

    cost: float
    fits: bool


@dataclass(frozen=True, slots=True)
class _Candidate:
    match: _Match
    province: Province
    district: District | None = None
    # Empty where the body's name may be another one than a subdistrict's misread.
    name: str | None = None


def identify_province(names: Mapping[str, int], *, suspect: bool = True) -> Province | None:
    """Return the province whose name was misread as all of these forms, if one stands out."""
    found = _near(names, places.province_names(), FAR if suspect else _LETTER, _ALONE)
    margin = _margin(names)
    return _decide([_Candidate(match, place) for place, match in found.items()], margin).province


def identify(readings: Readings, *, bears: bool, suspect: bool = True) -> Identity:
    """Decide which places were misread as what a document prints.

    Args:
        readings: The printed forms; levels that aren't printed are empty.
        bears: Whether the body must bear the name of a subdistrict of its district; if it only
            may, a subdistrict of exactly that name speaks for its district, and none is returned.
        suspect: Whether letters may be misread (a scan); if not, only single slips are.
    """
    districts = _near_districts(readings, FAR if suspect else _LETTER)
    index: dict[str, list[Subdistrict]] = {}
    for district in districts:
        for place in places.subdistricts_of(district):
            index.setdefault(squeeze(place.name), []).append(place)
    if bears:
        most = FAR if suspect and readings.districts else _LETTER
        # A name that is official elsewhere was hardly made by misreading.
        most = SLIGHT if _is_official(readings.names) else most
        named = _near(readings.names, index, most, NEAR if readings.districts else _ALONE)
    else:
        exact = [name for name in readings.names if name in index]
        costs = {place: _cost(readings.names, (name,)) for name in exact for place in index[name]}
        named = {place: _Match(cost, True) for place, cost in costs.items()}
    weight = sum(map(_weight, readings.names.values()))
    candidates = [
        _Candidate(_Match(match.cost + _LOST * weight, match.fits), district.province, district)
        for district, match in districts.items()
        if _is_anchored(readings)
    ]
    likely = [
        (place, match.cost, place.name if match.fits else "") for place, match in named.items()
    ]
    if bears:
        # อบต.บ้านนาดี may be that of ตำบลนาดี rather than misread; it isn't known which.
        likely += [(place, _LETTER * weight, "") for place in _longer(readings.names, index)]
    for place, cost, name in likely:
        above = districts[place.district]
        match = _Match(cost + above.cost, above.fits)
        candidates.append(_Candidate(match, place.province, place.district, name))
    found = _decide(candidates, _margin(readings.names, readings.districts, readings.provinces))
    return found if bears else replace(found, name=None)


def _longer(
    names: Mapping[str, int], index: Mapping[str, Sequence[Subdistrict]]
) -> list[Subdistrict]:
    """Return the subdistricts whose name is most of the body's, or the body's most of theirs."""
    most = max(names, key=lambda name: names[name], default="")
    return [
        place
        for name, found in index.items()
        if is_longer(most, name) and 2 * min(len(most), len(name)) >= max(len(most), len(name))
        for place in found
    ]


def _is_official(names: Mapping[str, int]) -> bool:
    """Tell whether most mentions print the name of some subdistrict, wherever it lies."""
    most = max(names, key=lambda name: names[name], default="")
    return 2 * names.get(most, 0) > sum(names.values()) and bool(places.find_subdistricts(most))


def _is_anchored(readings: Readings) -> bool:
    """Tell whether any level stands in the list as it is printed (เมือง lies in all provinces)."""
    districts = readings.districts.keys() - {places.CAPITAL}
    return (
        not districts.isdisjoint(places.district_names())
        or not readings.provinces.keys().isdisjoint(places.province_names())
        or _is_official(readings.names)
    )


def _near_districts(readings: Readings, most: float) -> dict[District, _Match]:
    """Return the districts that may be meant, with what district and province cost."""
    free = _Match(0.0, True)
    provinces: Mapping[Province, _Match] = dict.fromkeys(places.provinces(), free)
    if readings.provinces:
        provinces = _near(readings.provinces, places.province_names(), most)
    districts: Mapping[District, _Match]
    if readings.districts:
        districts = _near(readings.districts, places.district_names(), most)
    else:
        districts = {
            district: free for province in provinces for district in places.districts_of(province)
        }
    return {
        district: _Match(match.cost + above.cost, match.fits and above.fits)
        for district, match in districts.items()
        if (above := provinces.get(district.province))
    }


def _near(
    forms: Mapping[str, int],
    index: Mapping[str, Sequence[_Place]],
    most: float,
    share: float = NEAR,
) -> dict[_Place, _Match]:
    """Return the places near to any of the forms, with what misreading them as all forms costs.

    One fits if a form costs no more than `most` on average, and than `share` of its letters.
    """
    names: dict[_Place, list[str]] = {}
    known = tuple(index)
    for form in forms:
        # What is a little too far is still a rival.
        for name in near_names(form, known, slack=MARGIN):
            for place in index[name]:
                names.setdefault(place, []).append(name)
    weight = sum(map(_weight, forms.values()))
    costs = {place: _cost(forms, spelled) for place, spelled in names.items()}
    return {
        place: _Match(cost, cost / weight <= min(most, share * len(place.name)))
        for place, cost in costs.items()
    }


def _cost(forms: Mapping[str, int], names: Sequence[str]) -> float:
    """Return what it costs to misread a place of these names as all the forms."""
    return sum(
        _weight(count) * min(_LOST, *(distance(form, name) for name in names))
        for form, count in forms.items()
    )


def _weight(count: int) -> float:
    """Return what a form counts that stands so often.

    What is misread in the same way again may be the same letter in the same type.
    """
    return log2(1 + count)


def _margin(*levels: Mapping[str, int]) -> float:
    """Return how much more every other place must cost.

    The more readings, the more chance adds to what each place costs: as its square root.
    """
    return MARGIN * sqrt(max(1, *(sum(map(_weight, forms.values())) for forms in levels), 1))


def _decide(candidates: list[_Candidate], margin: float) -> Identity:
    """Take the cheapest candidate, as far down as all others cost clearly more."""
    if not candidates:
        return Identity()
    best = min(candidates, key=lambda item: item.match.cost)
    if not best.match.fits:
        return Identity()

    def certain(level: str) -> bool:
        mine = getattr(best, level)
        rivals = (item.match.cost for item in candidates if getattr(item, level) != mine)
        return min(rivals, default=inf) - best.match.cost >= margin

    return Identity(
        name=(best.name or None) if certain("name") else None,
        district=best.district if certain("district") else None,
        province=best.province if certain("province") else None,
    )
