"""Which public body a document is about: its name, type, place and codes.

A transcript misreads the name differently in each mention, and Thai doesn't mark where it ends. So
every mention proposes ends for its name, each with a strength; the mentions together decide which
end is right, and then vote. Words and names come from `data/organisations.toml`, places from the
official list. Names are not corrected here; what looks misread becomes a note with a suggestion.
"""

from __future__ import annotations

import itertools
import re
import tomllib
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Literal

from ita_parse.parse import places
from ita_parse.parse.places import PARAGRAPH, Address, District, Province, Squeezed, Subdistrict

Bears = Literal["subdistrict", "province", "capital or any", "any", "nothing"]

# A title page and the head of a memorandum fit into so many letters.
_ZONE = 1000
# Names longer than the first are rare (a few in a thousand), than the second unheard of.
_LONG, _TOO_LONG = 16, 24
_WINDOW = 60
_PLACE_WORDS = ("อำเภอ", "จังหวัด", "ตำบล", "อ.", "จ.", "ต.")
# A document that lists more bodies than this is about none of the others.
_COMPARED = 40
# A hyphen joins two places in one name (โนนสูง-น้ำคำ).
# One letter a turn: a quantifier inside the other would take time without end on a long line.
_LETTERS = re.compile(r"(?:[ก-ฮะ-ฺเ-ๅ็-๎]|(?<=[ก-ฮะ-ฺเ-ๅ็-๎])-(?=[ก-ฮเ-ไ]))*")


@dataclass(frozen=True, slots=True)
class OrganisationNote:
    """Something about the body's name or place that a person should look at."""

    code: str
    message: str
    printed: str | None = None
    suggested: str | None = None


@dataclass(frozen=True, slots=True)
class Organisation:
    """The public body that a document is about; what the document doesn't tell is None.

    Attributes:
        organisation: Full official form of the name ("องค์การบริหารส่วนตำบลนาดี" for "อบต.นาดี").
        organisation_printed: The name as one of its mentions prints it.
        organisation_type: Kind of body, an `id` of `data/organisations.toml`.
        subdistrict: Name; for an อบต. that of its own name, official or not.
        district: Official name without อำเภอ; as printed where the list doesn't have it.
        province: The same without จังหวัด.
        area_code: Official code of the smallest of these places that is known for certain.
        body_id: Type and area code, where the code is that of the area the body is named after;
            municipalities with a name of their own share their district's code, and have none.
        notes: What a person should look at.
    """

    organisation: str | None = None
    organisation_printed: str | None = None
    organisation_type: str | None = None
    subdistrict: str | None = None
    district: str | None = None
    province: str | None = None
    area_code: str | None = None
    body_id: str | None = None
    notes: tuple[OrganisationNote, ...] = ()


@dataclass(frozen=True, slots=True)
class _Kind:
    id: str
    name: str
    bears: Bears = "nothing"


@dataclass(frozen=True, slots=True)
class _Words:
    local: re.Pattern[str]
    kinds: dict[str, _Kind]
    other: re.Pattern[str]
    others: dict[str, _Kind]
    offices: tuple[tuple[str, str, re.Pattern[str]], ...]
    singles: tuple[dict[str, str], ...]
    leads: re.Pattern[str]
    overseers: tuple[str, ...]
    strong: re.Pattern[str]
    weak: re.Pattern[str]


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))


@cache
def _words() -> _Words:
    text = files("ita_parse").joinpath("data", "organisations.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    kinds: dict[str, _Kind] = {}
    for row in data["local"]:
        kind = _Kind(row["id"], row["name"], row["bears"])
        kinds.update(dict.fromkeys(row["spelled"] + row["short"], kind))
        # Writers leave the full stop of อบต. out; those of two letters could be anything then.
        kinds.update({word[:-1]: kind for word in row["short"] if len(word) > 3})
    others = {word: _Kind(row["id"], word) for row in data["other"] for word in row["begins"]}
    ends = {
        "province": "[ก-๎]{0,30}?จังหวัด",
        "district": "[ก-๎]{0,30}?(?:อำเภอ|เขต)",
        "self": "จังหวัด",
    }
    offices = tuple(
        (row["id"], row["level"], re.compile(rf"(?:{_any(row['begins'])}){ends[row['level']]}"))
        for row in data["office"]
    )
    context = data["context"]
    return _Words(
        local=re.compile(_any(kinds)),
        kinds=kinds,
        other=re.compile(_any(others)),
        others=others,
        offices=offices,
        singles=tuple(data["single"]),
        leads=re.compile(rf"(?:{PARAGRAPH}[^ก-๛]*|{_any(context['leads'])})$"),
        overseers=tuple(context["overseers"]),
        strong=re.compile(_any(data["ends"]["strong"])),
        weak=re.compile(_any(data["ends"]["weak"])),
    )


@dataclass(slots=True)
class _Mention:
    """A body named in the text: where its kind and its name begin, and where the name may end."""

    kind: _Kind
    start: int
    name_start: int
    run: str
    lead: bool
    ends: dict[str, float] = field(default_factory=dict)
    name: str = ""

    @property
    def in_zone(self) -> bool:
        return self.start < _ZONE


def read_organisation(texts: Sequence[str]) -> Organisation:
    """Read the body that a document is about.

    Args:
        texts: The document's paragraphs as clean text, in order; cells of tables may follow.

    Returns:
        The body; all None where the document names none.
    """
    text = Squeezed.of(texts)
    addresses = places.read_addresses(text)
    mentions = _mentions(text, addresses)
    _end_names(mentions)
    best = _vote(mentions)
    if not best:
        read = _single(text) or _nameless(text, addresses) or _office(text, addresses)
        return read or Organisation()
    kind, name = best[0].kind, best[0].name
    body = _located(kind, name, _address(text, name, best, addresses))
    variants = sorted({mention.name for mention in best} - {name})
    if variants:
        message = "The body's name is spelled in several ways; the most frequent one was taken."
        note = OrganisationNote("organisation_spellings", message, "; ".join(variants), name)
        body = replace(body, notes=(note, *body.notes))
    return replace(body, organisation_printed=_printed(text, best, name))


# --- mentions ---------------------------------------------------------------------------------


def _mentions(text: Squeezed, addresses: list[Address]) -> list[_Mention]:
    """Find all bodies named; a body's kind alone ("องค์การบริหารส่วนตำบลทุกแห่ง") names none."""
    words = _words()
    near = frozenset(
        place.name
        for address in addresses
        if address.district
        for district in places.find_districts(address.district, address.province)
        for place in places.subdistricts_of(district)
    )
    found = []
    for match in words.local.finditer(text.chars):
        lead = bool(words.leads.search(text.chars, max(0, match.start() - 30), match.start()))
        if len(match[0]) < 6 and not (lead or text.free(match.start())):
            before = text.chars[max(0, match.start() - 10) : match.start()]
            if not before.endswith(("นายก", "ปลัด", "สภา", "ปลัดฯ", "รอง", "กับ", "และ")):
                continue
        found.append(_mention(text, words.kinds[match[0]], match.span(), lead, near))
    for match in words.other.finditer(text.chars, 0, _ZONE):
        if not words.leads.search(text.chars, max(0, match.start() - 30), match.start()):
            continue
        kind = words.others[match[0]]
        mention = _mention(text, kind, match.span(), True, frozenset())
        if not text.chars.startswith(words.overseers, match.start()):
            found.append(mention)
    return sorted((mention for mention in found if mention.ends), key=lambda item: item.start)


def _mention(
    text: Squeezed, kind: _Kind, span: tuple[int, int], lead: bool, near: frozenset[str]
) -> _Mention:
    """Read a body whose kind stands at `span`; `near` are names that a body there may bear."""
    chars = text.chars
    start, at = span
    if chars[at : at + 1] == PARAGRAPH:
        # A title page may set the name on a line of its own: a place's, or one over its district.
        line, _, below = chars[at + 1 : at + _WINDOW].partition(PARAGRAPH)
        mention = _Mention(kind, start, at + 1, line, lead)
        named = _LETTERS.fullmatch(line) and not _words().strong.search(line)
        placed = below.startswith(_PLACE_WORDS) and not line.startswith(_PLACE_WORDS)
        if line and (line == _known(kind, line) or (named and placed and len(line) <= _TOO_LONG)):
            mention.ends[line] = 3.0
        return mention
    known = _known(kind, chars[at : at + _WINDOW])
    if known not in near and (_words().strong.fullmatch(known) or _words().weak.fullmatch(known)):
        known = ""  # there are a ตำบลและ and a ตำบลควร, each in one district
    run, end_strength = _run(text, start, at, known)
    mention = _Mention(kind, start, at, run, lead)
    gaps = [place - at for place in range(at + 1, at + len(run)) if place in text.breaks]
    if len(gaps) > len(run) / 3:
        gaps = []  # an OCR layer with a space after almost every letter
    hyphens = [index for index, letter in enumerate(run) if letter == "-"]
    proposals: dict[int, float] = {len(run): end_strength} if run else {}
    proposals.update(dict.fromkeys(hyphens, 0.5))
    for gap in gaps:
        proposals[gap] = 1.5 if _words().weak.match(run, gap) else 1.0
    # Words that are part of many names end this one only where nothing but such words follows up
    # to a sure end; a longer name that is known stands.
    for weak in _words().weak.finditer(run, 1):
        proposals.setdefault(weak.start(), 0.75)
        if weak.end() == len(run) and len(known) <= weak.start():
            proposals[weak.start()] = end_strength
            proposals[len(run)] = 0.5
    if known:
        proposals.setdefault(len(known), 0.0)
    for length, base in proposals.items():
        name = chars[at : at + length]
        strength = base - 0.75 * sum(gap < length for gap in gaps)
        strength -= (length > _LONG) + 2 * (length > _TOO_LONG)
        if name in near:
            strength += 3.0 if kind.bears == "subdistrict" else 2.0
        elif name == known:
            # A known name that nothing else ends may be the beginning of a longer one.
            strength += 3.0 if kind.bears == "province" else 0.75 if base else 0.25
        if strength > 0 and length > 1:
            mention.ends[name] = strength
    return mention


def _run(text: Squeezed, start: int, at: int, known: str) -> tuple[str, float]:
    """Return the letters up to the first sure end of a name, and how sure that end is."""
    words = _words()
    chars = text.chars
    letters = _LETTERS.match(chars, at, at + _WINDOW)
    end = max(letters.end() if letters else at, at + len(known))
    strength = 2.0
    if chars[end : end + 1] == PARAGRAPH and chars.rfind(PARAGRAPH, 0, at) > start - 30:
        strength = 3.0  # a line of its own
    if chars[end : end + 1] == ".":
        short = re.search(r"(?:พ|อ|จ|ต|ม|ถ|ว|ป|โทร|รพ)$", chars[at:end])
        end, strength = (at + short.start(), 3.0) if short else (end, 1.0)
    place = re.search("อำเภอ|จังหวัด|กิ่งอำเภอ|ตำบล", chars[at:end])
    if place and place.start() >= len(known):
        end, strength = at + place.start(), 3.0
    for stop in words.strong.finditer(chars, at, end + 10):
        if stop.start() < end and stop.start() - at >= len(known):
            end = stop.start()
            strength = 3.0 if end in text.breaks else 2.0
            break
    if at in text.breaks and not known and (weak := words.weak.match(chars, at, end)):
        # After a space such a word begins a phrase: the kind stood alone.
        end = at if weak else end
    return chars[at:end], strength


def _known(kind: _Kind, text: str) -> str:
    """Return the longest place's name that a body of this kind may bear, with which text begins."""
    if kind.bears == "nothing":
        return ""
    province = places.province_at(text) or ""
    if kind.bears == "province":
        return province
    names = [places.subdistrict_at(text) or ""]
    if kind.bears != "subdistrict":
        names += [places.district_at(text) or "", province]
    return max(names, key=len)


def _end_names(mentions: list[_Mention]) -> None:
    """Give each mention the name that all mentions of its kind together speak for most."""
    support: dict[tuple[str, str], float] = defaultdict(float)
    for mention in mentions:
        for name, strength in mention.ends.items():
            support[mention.kind.id, name] += strength
    for mention in mentions:
        options = set(mention.ends)
        # A name that ends surely elsewhere is a mention's too whose run merely goes on after it.
        beginnings = (mention.run[:length] for length in range(2, len(mention.run)))
        options.update(
            name
            for name in beginnings
            if support.get((mention.kind.id, name), 0) >= 2 and _goes_on(mention.run, name)
        )
        mention.name = max(
            options, key=lambda name: (support[mention.kind.id, name], -len(name), name)
        )


def _goes_on(run: str, name: str) -> bool:
    return run.startswith(name) and not re.match(r"[ะ-ฺๅ็-๎]", run[len(name) :])


def _vote(mentions: list[_Mention]) -> list[_Mention]:
    """Return the mentions of the body that the document is about, those of the best name first.

    Spellings that may be misreadings of each other are one body; the body named most often wins,
    one near the beginning counting more, and most where the document first speaks of its own. Of
    its spellings the most frequent wins, then the title's.
    """
    named: dict[tuple[str, str], list[_Mention]] = defaultdict(list)
    for mention in mentions:
        named[mention.kind.id, mention.name].append(mention)
    bodies: list[list[_Mention]] = []
    for (kind, name), same in sorted(named.items(), key=lambda item: -len(item[1])):
        for body in bodies[:_COMPARED]:
            head = body[0].name
            if body[0].kind.id == kind and places.distance(name, head) <= 0.4 * len(head):
                body.extend(same)
                break
        else:
            bodies.append(same)
    surest = [
        body
        for body in bodies
        if len(body) > 1 or max(body[0].ends.values(), default=0) >= 1.5 or body[0].lead
    ]
    if not surest:
        return []
    own = next((item for item in mentions if item.lead and item.in_zone), None)
    best = max(
        surest,
        key=lambda body: (
            len(body)
            + 2 * any(item.in_zone for item in body)
            + 3 * any(item is own for item in body),
            body[0].kind.bears != "nothing",
            -body[0].start,
        ),
    )
    counts = Counter(item.name for item in best)
    first = {item.name: item.start for item in reversed(best)}
    zone = {item.name for item in best if item.in_zone}
    winner = max(counts, key=lambda name: (counts[name], name in zone, -first[name]))
    return sorted(best, key=lambda item: (item.name != winner, item.start))


def _printed(text: Squeezed, mentions: list[_Mention], name: str) -> str:
    """Return the name as printed, from the first mention that no space breaks."""
    forms = [
        text.printed(mention.start, mention.name_start + len(name)).replace(PARAGRAPH, " ")
        for mention in mentions
        if mention.name == name
    ]
    return next((form for form in forms if " " not in form), forms[0])


# --- place ------------------------------------------------------------------------------------


def _address(
    text: Squeezed, name: str, mentions: list[_Mention], addresses: list[Address]
) -> Address:
    """Return the place printed for a body: beside its mentions, else one that its name lies in."""
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
    for address in addresses:
        near = beside(address)
        within = places.find_districts(address.district or "", address.province)
        bears = any(place.name == name for item in within for place in places.subdistricts_of(item))
        # A line of its own near the beginning is the title page's.
        line = address.start < _ZONE and text.chars[address.start - 1] == PARAGRAPH
        if not (near or bears or line):
            continue
        votes[address.district, address.province] += 4 * near + 2 * bool(within) + line + 1
        if address.subdistrict:
            subdistricts[address.subdistrict] += 1
    if not votes:
        return Address(0, 0)
    # "อำเภอ X จังหวัด Y" says more than either alone.
    for (district, province), count in list(votes.items()):
        for other in votes:
            if district and province and other in ((district, None), (None, province)):
                votes[district, province] += count
    district, province = max(votes, key=lambda pair: (votes[pair], pair[0] is not None))
    subdistrict = max(subdistricts, key=subdistricts.__getitem__, default=None)
    return Address(0, 0, subdistrict, district, province)


def _located(kind: _Kind, name: str, address: Address) -> Organisation:
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
        subdistrict=(subdistrict and subdistrict.name)
        or (name if kind.bears == "subdistrict" else address.subdistrict),
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
    near = places.nearest(address.district, [place.name for place in places.districts_of(province)])
    return places.find_district(near, province.name) if near else None


def _fits(place: District, district: District | None, address: Address) -> bool:
    """Tell whether a place's district is the printed one, or what that may be a misreading of."""
    if district or not address.district:
        return district in (None, place)
    return places.nearest(address.district, [place.name]) is not None


def _namesakes(kind: _Kind, name: str, address: Address, homes: set[District]) -> set[District]:
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
    kind: _Kind,
    name: str,
    own: Subdistrict | None,
    district: District | None,
    province: Province | None,
) -> Iterator[OrganisationNote]:
    """Note a name that its kind of body can't bear, with the name that it seems to stand for."""
    if kind.bears == "subdistrict" and own is None:
        if district is None and places.find_subdistricts(name):
            return
        names = [place.name for place in places.subdistricts_of(district)] if district else []
        where = f"the district {district.name}" if district else "the country"
        message = f"No subdistrict of {where} has this name, as the body's should be."
    elif kind.bears == "province" and province is None:
        names = [place.name for place in places.provinces()]
        message = "No province has this name, as the body's should be."
    else:
        return
    near = places.nearest(name, names)
    yield OrganisationNote(
        "organisation_unknown", message, kind.name + name, kind.name + near if near else None
    )


def _place_notes(
    address: Address, district: District | None, province: Province | None
) -> Iterator[OrganisationNote]:
    """Note printed places that are not in the official list."""
    if address.district and (not district or address.district not in (district.name, "เมือง")):
        near = places.nearest(
            address.district,
            [place.name for place in places.districts_of(province)] if province else (),
        )
        message = "The printed district is not in the official list (or several are)."
        yield OrganisationNote("district_unknown", message, address.district, near)
    if address.province and not places.find_province(address.province):
        near = places.nearest(address.province, [place.name for place in places.provinces()])
        message = "The printed province is not in the official list."
        yield OrganisationNote("province_unknown", message, address.province, near)


# --- bodies that are not named after a kind of local government -----------------------------------


def _single(text: Squeezed) -> Organisation | None:
    """Read a body that there is only one of, where the document speaks of it as its own."""
    for row in _words().singles:
        for match in re.finditer(re.escape(row["name"]), text.chars[:_ZONE]):
            if _words().leads.search(text.chars, max(0, match.start() - 30), match.start()):
                kind = _Kind(row["id"], "")
                place = Address(0, 0, None, row.get("district"), row["province"])
                body = _located(kind, row["name"], place)
                code = f"{row['id']}-{body.area_code}"
                return replace(body, organisation_printed=row["name"], body_id=code)
    return None


def _office(text: Squeezed, addresses: list[Address]) -> Organisation | None:
    """Read an office named by the place that it serves ("สำนักงานสาธารณสุขจังหวัดเลย")."""
    words = _words()
    for kind, level, pattern in words.offices:
        for match in pattern.finditer(text.chars, 0, _ZONE):
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
            body = _located(_Kind(kind, ""), name, address)
            printed = text.printed(match.start(), end)
            code = f"{kind}-{body.area_code}" if level == "self" else None
            return replace(body, organisation_printed=printed, body_id=code)
    return None


def _nameless(text: Squeezed, addresses: list[Address]) -> Organisation | None:
    """Read the kind and the place where a title page left out (or lost) the name between them."""
    words = _words()
    for match in words.local.finditer(text.chars, 0, _ZONE):
        for address in addresses:
            if 0 <= address.start - match.end() <= 1:
                body = _located(replace(words.kinds[match[0]], bears="nothing"), "", address)
                return replace(body, organisation=None)
    return None
