"""Where a body lies: the place printed beside its name, else the only place of its name."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import cache

from ita_parse.parse import bodies, places
from ita_parse.parse.addresses import Address
from ita_parse.parse.bodies import Kind, Organisation, OrganisationNote
from ita_parse.parse.identity import Readings
from ita_parse.parse.mentions import Mention
from ita_parse.parse.nearness import FAR, SLIGHT, distance, is_spelling, near_names, nearest
from ita_parse.parse.places import District, Province, Subdistrict
from ita_parse.parse.squeezed import PARAGRAPH, Squeezed


def own_address(
    text: Squeezed, name: str, mentions: list[Mention], addresses: list[Address]
) -> tuple[Address, Readings]:
    """Return the place printed for a body, and all readings of its name and place.

    The place is printed beside the body's mentions, or else one that its name lies in.
    """
    starts = sorted(mention.start for mention in mentions)
    ends = {mention.start: mention.name_start + len(mention.name) for mention in mentions}

    def beside(address: Address) -> bool:
        index = bisect_left(starts, address.start)
        if index < len(starts) and 0 <= starts[index] - address.end < 4:
            return True
        if not index:
            return False
        end = ends[starts[index - 1]]
        between = text.chars[end : address.start]
        return address.start < end + 40 and (
            len(between) < 4 or between.startswith(("เลขที่", "หมู่", f"{PARAGRAPH}เลขที่"))
        )

    votes: Counter[tuple[str | None, str | None]] = Counter()
    subdistricts: Counter[str] = Counter()
    own: list[tuple[Address, bool]] = []
    for address in addresses:
        near = beside(address)
        within = places.find_districts(address.district or "", address.province)
        bears = any(place.name == name for item in within for place in places.subdistricts_of(item))
        # A line of its own near the beginning is the title page's.
        line = address.start < bodies.ZONE and text.chars[address.start - 1] == PARAGRAPH
        if not (near or bears or line):
            continue
        own.append((address, near))
        votes[address.district, address.province] += 4 * near + 2 * bool(within) + line + 1
        if address.subdistrict:
            subdistricts[address.subdistrict] += 1
    readings = Readings(names=Counter(mention.name for mention in mentions))
    if not votes:
        return Address(0, 0), readings
    # "อำเภอ X จังหวัด Y" says more than either alone.
    for (district, province), count in list(votes.items()):
        for other in votes:
            if district and province and other in ((district, None), (None, province)):
                votes[district, province] += count
    district, province = max(votes, key=lambda pair: (votes[pair], pair[0] is not None))
    subdistrict = max(subdistricts, key=subdistricts.__getitem__, default=None)
    for address, near in own:
        # Addresses that no mention stands beside may be of other bodies.
        if near or is_spelling(address.district, district):
            readings.districts.update(filter(None, [address.district]))
        if near or is_spelling(address.province, province):
            readings.provinces.update(filter(None, [address.province]))
        if is_spelling(address.subdistrict, name):
            readings.names.update(filter(None, [address.subdistrict]))
    return Address(0, 0, subdistrict, district, province), readings


def locate(kind: Kind, name: str, address: Address) -> Organisation:
    """Put a body into its place: printed, else where the only place of its name lies."""
    if kind.bears == "province":
        found = places.find_province(name)
        address = Address(0, 0, None, None, found.name if found else name)
    province = places.find_province(address.province or "")
    districts = places.find_districts(address.district or "", address.province)
    if not districts and not province:
        # The province is misread or missing: a district alone of its name tells it.
        districts = places.find_districts(address.district or "")
    district = districts[0] if len(districts) == 1 else None
    subdistrict = None
    named = address.subdistrict
    municipal = kind.bears in ("capital or any", "any")
    if kind.bears == "subdistrict" or municipal:
        fitting = [
            place
            for place in places.find_subdistricts(
                name, province=province.name if province else None
            )
            if place.province.code != places.BANGKOK and _fits(place.district, district, address)
        ]
        homes = {place.district for place in fitting}
        if not municipal:
            # Known where several places bear the name; null where none does that it could be.
            named = name if fitting else None
        if municipal and not address.district:
            homes = _namesakes(kind, name, address, homes)
        if len(homes) == 1:
            district = homes.pop()
            fitting = [place for place in fitting if place.district == district]
            subdistrict = fitting[0] if len(fitting) == 1 else None
    if district:
        province = district.province
    own = subdistrict
    if municipal and district and not subdistrict and address.subdistrict:
        seats = places.find_subdistricts(address.subdistrict, district.name, district.province.name)
        subdistrict = seats[0] if seats else None
    area = subdistrict or district or province
    exact = own.code if own else None
    if kind.bears == "province" and province:
        exact = province.code
    elif municipal and district and not own:
        exact = district.code if district.name in (name, f"เมือง{name}") else None
    return Organisation(
        organisation=kind.name + name,
        organisation_type=kind.id,
        subdistrict=subdistrict.name if subdistrict else named,
        district=district.name if district else address.district,
        province=province.name if province else address.province,
        area_code=area.code if area else None,
        body_id=f"{kind.id}-{exact}" if exact else None,
        notes=tuple(
            itertools.chain(
                _name_notes(kind, name, own, district or _near_district(address), province),
                () if kind.bears == "province" else _place_notes(address, district, province),
            )
        ),
    )


def _near_district(address: Address) -> District | None:
    """Return the district that a printed one may be a misreading of, in a known province."""
    province = places.find_province(address.province or "")
    if not province or not address.district:
        return None
    near = nearest(address.district, [place.name for place in places.districts_of(province)])
    return places.find_district(near, province.name) if near else None


def _fits(place: District, district: District | None, address: Address) -> bool:
    """Tell whether a place's district is the printed one, or what that may be a misreading of."""
    if district or not address.district:
        return district in (None, place)
    return nearest(address.district, [place.name]) is not None


def _namesakes(kind: Kind, name: str, address: Address, homes: set[District]) -> set[District]:
    """Return the districts that a municipality may lie in by its name, where none is printed.

    `homes` are those with a subdistrict of the name. Cities and towns that bear a province's name
    lie in its capital district, wherever else the name occurs.
    """
    if kind.bears == "capital or any" and places.find_province(name):
        capital = places.find_district("เมือง", name)
        return {capital} if capital else set()
    found = homes | set(places.find_districts(name, address.province))
    return {place for place in found if place.province.code != places.BANGKOK}


def _name_notes(
    kind: Kind,
    name: str,
    own: Subdistrict | None,
    district: District | None,
    province: Province | None,
) -> Iterator[OrganisationNote]:
    """Note a name that its kind of body can't bear, with the name that it seems to stand for."""
    if kind.bears == "subdistrict" and own is None:
        if district is None and places.find_subdistricts(name):
            return
        # So many names of the country are near to any that only the nearest count.
        names = _names_in(district) if district else _nearest_names(name)
        where = f"the district {district.name}" if district else "the country"
        message = f"No subdistrict of {where} has this name, as the body's should be."
        near = nearest(name, names)
    elif kind.bears == "province" and province is None:
        message = "No province has this name, as the body's should be."
        near = nearest(name, [place.name for place in places.provinces()])
    elif kind.bears in ("capital or any", "any") and own is None and district:
        near = nearest(name, _names_in(district))
        if near is None or name == near or distance(name, near) > SLIGHT:
            return
        message = (
            f"No subdistrict of the district {district.name} has this name, but one has nearly "
            "this name; the body may have a name of its own, or be misread."
        )
    else:
        return
    suggested = kind.name + near if near else None
    yield OrganisationNote("organisation_unknown", message, kind.name + name, suggested)


def _names_in(district: District) -> list[str]:
    return [place.name for place in places.subdistricts_of(district)]


def _nearest_names(name: str) -> list[str]:
    """Return the subdistricts' names, if any is near, of which one may be misread as `name`."""
    near = near_names(name, _all_names())
    return list(near) if min(near.values(), default=FAR) <= SLIGHT else []


@cache
def _all_names() -> tuple[str, ...]:
    return tuple(places.subdistrict_names())


def _place_notes(
    address: Address, district: District | None, province: Province | None
) -> Iterator[OrganisationNote]:
    """Note printed places that are not in the official list."""
    if address.district and (not district or address.district not in (district.name, "เมือง")):
        near = nearest(
            address.district,
            [place.name for place in places.districts_of(province)] if province else (),
        )
        message = "The printed district is not in the official list (or several are)."
        yield OrganisationNote("district_unknown", message, address.district, near)
    if address.province and not places.find_province(address.province):
        near = nearest(address.province, [place.name for place in places.provinces()])
        message = "The printed province is not in the official list."
        yield OrganisationNote("province_unknown", message, address.province, near)
