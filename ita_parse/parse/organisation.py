"""Which public body a document is about: its name, type, place and codes.

A transcript misreads the name differently in each mention, and Thai doesn't mark where it ends. So
all mentions together decide (`mentions`), and the place comes from the addresses beside them
(`location`). Words and names come from `data/organisations.toml`, places from the official list.
A misread name is repaired where only one place can be meant (`identity`), and a note says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ita_parse.parse import bodies, places
from ita_parse.parse.addresses import Address, read_addresses
from ita_parse.parse.bodies import Kind, Organisation, OrganisationNote
from ita_parse.parse.location import locate, own_address
from ita_parse.parse.mentions import Mention, end_names, find_mentions, vote
from ita_parse.parse.repairs import repair
from ita_parse.parse.squeezed import PARAGRAPH, Squeezed

__all__ = ["Organisation", "OrganisationNote", "read_organisation"]

_WINDOW = 60


def read_organisation(texts: Sequence[str], *, suspect: bool = True) -> Organisation:
    """Read the body that a document is about.

    Args:
        texts: The document's paragraphs as clean text, in order; cells of tables may follow.
        suspect: Whether letters may be misread (scans, transcripts). If not, as in a text layer,
            only a name with a single slip is repaired.

    Returns:
        The body; all None where the document names none.
    """
    text = Squeezed.of(texts)
    addresses = read_addresses(text)
    mentions = find_mentions(text, addresses)
    end_names(mentions)
    best = vote(mentions)
    if not best:
        read = _single(text) or _nameless(text, addresses) or _office(text, addresses)
        return read or Organisation()
    kind, name = best[0].kind, best[0].name
    address, readings = own_address(text, name, best, addresses)
    official, address, notes = repair(kind, name, address, readings, suspect=suspect)
    which = "the most frequent one was taken"
    if official != name and any(mention.name == official for mention in best):
        which, name = "the one that a place there bears was taken", official
    variants = sorted({mention.name for mention in best} - {name})
    if official != name:
        notes = (_repaired(kind, name, official), *notes)
    if variants:
        message = f"The body's name is spelled in several ways; {which}."
        note = OrganisationNote("organisation_spellings", message, "; ".join(variants), name)
        notes = (note, *notes)
    body = locate(kind, official, address)
    body = replace(body, notes=(*notes, *body.notes))
    return replace(body, organisation_printed=_printed(text, best, name))


def _repaired(kind: Kind, name: str, official: str) -> OrganisationNote:
    level = "province" if kind.bears == "province" else "subdistrict"
    message = (
        f"No {level} has the printed name, as the body's should be; the only one nearby that may "
        f"have been misread so is {official}."
    )
    return OrganisationNote(
        "organisation_repaired", message, kind.name + name, kind.name + official, "warning"
    )


def _printed(text: Squeezed, mentions: list[Mention], name: str) -> str:
    """Return the name as printed, from the first mention that no space breaks."""
    forms = [
        text.printed(mention.start, mention.name_start + len(name)).replace(PARAGRAPH, " ")
        for mention in mentions
        if mention.name == name
    ]
    return next((form for form in forms if " " not in form), forms[0])


# --- bodies that are not named after a kind of local government -----------------------------------


def _single(text: Squeezed) -> Organisation | None:
    """Read a body that there is only one of, where the document speaks of it as its own."""
    for row in bodies.words().singles:
        for match in re.finditer(re.escape(row["name"]), text.chars[: bodies.ZONE]):
            if bodies.words().leads.search(text.chars, max(0, match.start() - 30), match.start()):
                kind = Kind(row["id"], "")
                place = Address(0, 0, None, row.get("district"), row["province"])
                body = locate(kind, row["name"], place)
                code = f"{row['id']}-{body.area_code}"
                return replace(body, organisation_printed=row["name"], body_id=code)
    return None


def _office(text: Squeezed, addresses: list[Address]) -> Organisation | None:
    """Read an office named by the place that it serves ("สำนักงานสาธารณสุขจังหวัดเลย")."""
    words = bodies.words()
    for kind, level, pattern in words.offices:
        for match in pattern.finditer(text.chars, 0, bodies.ZONE):
            if not words.leads.search(text.chars, max(0, match.start() - 30), match.start()):
                continue
            rest = text.chars[match.end() : match.end() + _WINDOW]
            place = (places.district_at if level == "district" else places.province_at)(rest)
            name = match[0] + (place or "")
            if place is None or name.startswith(words.overseers):
                continue
            end = match.end() + len(place)
            if match[0].endswith("เขต"):
                address = Address(0, 0, None, place, "กรุงเทพมหานคร")
            elif level == "district":
                around = [item for item in addresses if item.start <= end <= item.end]
                address = around[0] if around else Address(0, 0, None, place, None)
            else:
                address = Address(0, 0, None, None, place)
            body = locate(Kind(kind, ""), name, address)
            printed = text.printed(match.start(), end)
            code = f"{kind}-{body.area_code}" if level == "self" else None
            return replace(body, organisation_printed=printed, body_id=code)
    return None


def _nameless(text: Squeezed, addresses: list[Address]) -> Organisation | None:
    """Read the kind and the place where a title page left out (or lost) the name between them."""
    words = bodies.words()
    for match in words.local.finditer(text.chars, 0, bodies.ZONE):
        for address in addresses:
            if 0 <= address.start - match.end() <= 1:
                body = locate(replace(words.kinds[match[0]], bears="nothing"), "", address)
                return replace(body, organisation=None)
    return None
