"""Where a text names a body, and where the name ends.

Every mention proposes ends for its name, each with a strength; the mentions of a kind together
decide which end is right, and then vote for the body that the document is about.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ita_parse.parse import bodies, places
from ita_parse.parse.addresses import Address
from ita_parse.parse.bodies import Kind
from ita_parse.parse.kinds import find_kinds
from ita_parse.parse.nearness import is_spelling, near_names
from ita_parse.parse.squeezed import PARAGRAPH, Squeezed

# Names longer than the first are rare (a few in a thousand), than the second unheard of.
_LONG, _TOO_LONG = 16, 24
_WINDOW = 60
# How strong the end of a name is right before its address, or at a line's end of its own.
_SURE = 3.0
_CLEAR = 1.5
_PLACE_WORDS = ("อำเภอ", "จังหวัด", "ตำบล", "อ.", "จ.", "ต.")
_PLACE = re.compile("อำเภอ|จังหวัด|กิ่งอำเภอ|ตำบล")
# A document that lists more bodies than this is about none of the others.
_COMPARED = 40
# A hyphen joins two places in one name (โนนสูง-น้ำคำ).
# One letter a turn: a quantifier inside the other would take time without end on a long line.
_LETTERS = re.compile(r"(?:[ก-ฮะ-ฺเ-ๅ็-๎]|(?<=[ก-ฮะ-ฺเ-ๅ็-๎])-(?=[ก-ฮเ-ไ]))*")


@dataclass(slots=True)
class Mention:
    """A body named in the text: where its kind and its name begin, and where the name may end."""

    kind: Kind
    start: int
    name_start: int
    run: str
    lead: bool
    ends: dict[str, float] = field(default_factory=dict)
    name: str = ""

    @property
    def in_zone(self) -> bool:
        """Whether it stands near the document's beginning."""
        return self.start < bodies.ZONE


def find_mentions(text: Squeezed, addresses: list[Address]) -> list[Mention]:
    """Find all bodies named; a body's kind alone ("องค์การบริหารส่วนตำบลทุกแห่ง") names none."""
    words = bodies.words()
    near = frozenset(
        place.name
        for address in addresses
        for district in _districts(address)
        for place in places.subdistricts_of(district)
    )
    found = []
    for start, end, kind in find_kinds(text.chars):
        lead = bool(words.leads.search(text.chars, max(0, start - 30), start))
        if end - start < 6 and not (lead or text.free(start)):
            before = text.chars[max(0, start - 10) : start]
            if not before.endswith(("นายก", "ปลัด", "สภา", "ปลัดฯ", "รอง", "กับ", "และ")):
                continue
        found.append(_mention(text, kind, (start, end), lead, near))
    for match in words.other.finditer(text.chars, 0, bodies.ZONE):
        if not words.leads.search(text.chars, max(0, match.start() - 30), match.start()):
            continue
        kind = words.others[match[0]]
        mention = _mention(text, kind, match.span(), True, frozenset())
        if not text.chars.startswith(words.overseers, match.start()):
            found.append(mention)
    return sorted((mention for mention in found if mention.ends), key=lambda item: item.start)


def _districts(address: Address) -> Iterable[places.District]:
    """Return the districts that an address names, or may name where it is misread."""
    if not address.district:
        return ()
    known = places.district_names()
    return places.find_districts(address.district, address.province) or [
        district for name in near_names(address.district, tuple(known)) for district in known[name]
    ]


def _mention(
    text: Squeezed, kind: Kind, span: tuple[int, int], lead: bool, near: frozenset[str]
) -> Mention:
    """Read a body whose kind stands at `span`; `near` are names that a body there may bear."""
    chars = text.chars
    start, at = span
    if chars[at : at + 1] == PARAGRAPH:
        # A title page may set the name on a line of its own: a place's, or one over its district.
        line, _, below = chars[at + 1 : at + _WINDOW].partition(PARAGRAPH)
        mention = Mention(kind, start, at + 1, line, lead)
        named = _LETTERS.fullmatch(line) and not bodies.words().strong.search(line)
        placed = below.startswith(_PLACE_WORDS) and not line.startswith(_PLACE_WORDS)
        if line and (line == _known(kind, line) or (named and placed and len(line) <= _TOO_LONG)):
            mention.ends[line] = 3.0
        return mention
    known = _known(kind, chars[at : at + _WINDOW])
    if known not in near and (
        bodies.words().strong.fullmatch(known) or bodies.words().weak.fullmatch(known)
    ):
        known = ""  # there are a ตำบลและ and a ตำบลควร, each in one district
    misread = _misread(text, at, near)
    known = max(known, misread, key=len)
    run, end_strength = _run(text, start, at, known)
    mention = Mention(kind, start, at, run, lead)
    gaps = [place - at for place in range(at + 1, at + len(run)) if place in text.breaks]
    if len(gaps) > len(run) / 3:
        gaps = []  # an OCR layer with a space after almost every letter
    hyphens = [index for index, letter in enumerate(run) if letter == "-"]
    proposals: dict[int, float] = {len(run): end_strength} if run else {}
    proposals.update(dict.fromkeys(hyphens, 0.5))
    for gap in gaps:
        proposals[gap] = 1.5 if bodies.words().weak.match(run, gap) else 1.0
    # Words that are part of many names end this one only where nothing but such words follows up
    # to a sure end; a longer name that is known stands.
    for weak in bodies.words().weak.finditer(run, 1):
        if weak[0] in bodies.words().apart and weak.start() not in (*gaps, len(known)):
            continue
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
        if name in near and not base and end_strength >= _SURE:
            # The letters go on, up to the address that follows a name: a longer one is printed.
            strength += 1.5
        elif name in near or name == misread:
            strength += 3.0 if kind.bears == "subdistrict" else 2.0
        elif name == known:
            # A known name that nothing else ends may be the beginning of a longer one.
            strength += 3.0 if kind.bears == "province" else 0.75 if base else 0.25
        if strength > 0 and length > 1:
            mention.ends[name] = strength
    return mention


def _misread(text: Squeezed, at: int, near: frozenset[str]) -> str:
    """Return the letters up to the next space or place if they are near to a name in `near`.

    The words that end names stand in names as well, and a misread name isn't known.
    """
    letters = _LETTERS.match(text.chars, at, at + _TOO_LONG)
    if not letters or not near:
        return ""
    place = _PLACE.search(letters[0])
    ends = [letters.end(), at + place.start() if place else letters.end()]
    ends += [end for end in range(at + 2, letters.end()) if end in text.breaks]
    whole = text.chars[at : min(ends)]
    return whole if whole not in near and near_names(whole, tuple(near)) else ""


def _run(text: Squeezed, start: int, at: int, known: str) -> tuple[str, float]:
    """Return the letters up to the first sure end of a name, and how sure that end is."""
    words = bodies.words()
    chars = text.chars
    letters = _LETTERS.match(chars, at, at + _WINDOW)
    end = max(letters.end() if letters else at, at + len(known))
    strength = 2.0
    if chars[end : end + 1] == PARAGRAPH and chars.rfind(PARAGRAPH, 0, at) > start - 30:
        strength = 3.0  # a line of its own
    if chars[end : end + 1] == ".":
        short = re.search(r"(?:พ|อ|จ|ต|ม|ถ|ว|ป|โทร|รพ)$", chars[at:end])
        end, strength = (at + short.start(), 3.0) if short else (end, 1.0)
    place = _PLACE.search(chars[at:end])
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


def _known(kind: Kind, text: str) -> str:
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


def end_names(mentions: list[Mention]) -> None:
    """Give each mention the name that all mentions of its kind together speak for most."""
    support: dict[tuple[str, str], float] = defaultdict(float)
    for mention in mentions:
        for name, strength in mention.ends.items():
            support[mention.kind.id, name] += strength
    _support_spellings(mentions, support)
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


def _support_spellings(mentions: list[Mention], support: dict[tuple[str, str], float]) -> None:
    """Let sure ends speak for each other's names where one may be the other misread.

    Names that are misread in another letter each time have only their beginnings in common.
    """
    sure: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        name = max(mention.ends, key=mention.ends.__getitem__)
        if mention.ends[name] >= _CLEAR:
            sure[mention.kind.id].add(name)
    for kind, names in sure.items():
        alone = {name: support[kind, name] for name in names}
        listed = tuple(sorted(names))[:_COMPARED]
        for name in listed:
            others = near_names(name, listed)
            support[kind, name] += sum(alone[other] for other in others if other != name)


def _goes_on(run: str, name: str) -> bool:
    return run.startswith(name) and not re.match(r"[ะ-ฺๅ็-๎]", run[len(name) :])


def vote(mentions: list[Mention]) -> list[Mention]:
    """Return the mentions of the body that the document is about, those of the best name first.

    Spellings that may be misreadings of each other are one body; the body named most often wins,
    one near the beginning counting more, and most where the document first speaks of its own. Of
    its spellings the most frequent wins, then the title's.
    """
    named: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in mentions:
        named[mention.kind.id, mention.name].append(mention)
    groups: list[list[Mention]] = []
    for (kind, name), same in sorted(named.items(), key=lambda item: -len(item[1])):
        for body in groups[:_COMPARED]:
            head = body[0].name
            if body[0].kind.id == kind and is_spelling(name, head):
                body.extend(same)
                break
        else:
            groups.append(same)
    surest = [
        body
        for body in groups
        if len(body) > 1 or max(body[0].ends.values(), default=0) >= _CLEAR or body[0].lead
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
