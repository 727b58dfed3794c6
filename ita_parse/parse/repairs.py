"""Puts misread names of bodies and places right where the official list leaves one only."""

from __future__ import annotations

from dataclasses import replace

from ita_parse.parse import places
from ita_parse.parse.addresses import Address
from ita_parse.parse.bodies import Kind, OrganisationNote
from ita_parse.parse.identity import Identity, Readings, identify, identify_province
from ita_parse.parse.nearness import near_names
from ita_parse.text import squeeze


def repair(
    kind: Kind, name: str, address: Address, readings: Readings, *, suspect: bool
) -> tuple[str, Address, tuple[OrganisationNote, ...]]:
    """Return a body's name and place as they should stand, and notes on places that changed.

    Names that the official list has where they stand are never touched, and neither is a name
    without a place: too many places have names that are alike.

    Args:
        kind: The body's kind; it says what its name must be that of.
        name: The name as printed.
        address: The place as printed.
        readings: Everything that the document prints of name and place.
        suspect: Whether letters may be misread (see `identify`).
    """
    if kind.bears == "province":
        if not places.find_province(name):
            own = identify_province(readings.names + readings.provinces, suspect=suspect)
            name = own.name if own else name
        return name, address, ()
    notes: tuple[OrganisationNote, ...] = ()
    if not _is_listed(kind, name, address):
        found = identify(readings, bears=kind.bears == "subdistrict", suspect=suspect)
        name = found.name or name
        address, notes = _repair_address(address, found)
    if kind.bears in ("capital or any", "any"):
        name = _listed_spelling(name, address, readings)
    return name, address, notes


def _listed_spelling(name: str, address: Address, readings: Readings) -> str:
    """Return the name or, of its spellings in the document, the only one that is of a place there.

    A municipality may have a name of its own, but one that is misread is hardly a place's by that.
    """
    district = places.find_district(address.district or "", address.province)
    known = {place.name for place in places.subdistricts_of(district)} if district else set()
    if name in known:
        return name
    listed = [form for form in near_names(name, tuple(readings.names)) if form in known]
    return listed[0] if len(listed) == 1 else name


def _is_listed(kind: Kind, name: str, address: Address) -> bool:
    """Tell whether nothing is to be repaired: all is as in the list, or no place is printed."""
    if not (address.district or address.province):
        return True
    if address.province and not places.find_province(address.province):
        return False
    if address.district and not places.find_districts(address.district, address.province):
        return False
    return kind.bears != "subdistrict" or bool(
        places.find_subdistricts(name, address.district, address.province)
    )


def _repair_address(
    address: Address, found: Identity
) -> tuple[Address, tuple[OrganisationNote, ...]]:
    """Put the names that were found for misread ones into an address."""
    notes = []
    district, province = found.district, found.province
    if district and address.district:
        if district not in places.district_names().get(squeeze(address.district), ()):
            notes.append(_note("district", address.district, district.name))
        address = replace(address, district=district.name)
    if province and address.province:
        if places.find_province(address.province) != province:
            notes.append(_note("province", address.province, province.name))
        address = replace(address, province=province.name)
    return address, tuple(notes)


def _note(level: str, printed: str, official: str) -> OrganisationNote:
    message = (
        f"No {level} has the printed name; the only one that may have been misread so, going by "
        f"all that the document says of the body's name and place, is {official}."
    )
    return OrganisationNote(
        "district_repaired" if level == "district" else "province_repaired",
        message,
        printed,
        official,
        "warning",
        level,
    )
