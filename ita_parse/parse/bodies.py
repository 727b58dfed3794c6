"""What a public body is, and the words by which bodies are known in Thai.

The words come from `data/organisations.toml`: kinds of local government and of other bodies, and
what begins and ends their names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ita_parse.data import load_toml
from ita_parse.document import Severity
from ita_parse.parse.squeezed import PARAGRAPH

Bears = Literal["subdistrict", "province", "capital or any", "any", "nothing"]

# A title page and the head of a memorandum fit into so many letters.
ZONE = 1000


@dataclass(frozen=True, slots=True)
class OrganisationNote:
    """Something about the body's name or place that a person should look at."""

    code: str
    message: str
    printed: str | None = None
    suggested: str | None = None
    severity: Severity = "note"
    field: str = "organisation"


@dataclass(frozen=True, slots=True)
class Organisation:
    """The public body that a document is about; what the document doesn't tell is None.

    Attributes:
        organisation: Full official form of the name ("องค์การบริหารส่วนตำบลนาดี" for "อบต.นาดี"),
            and for "อบต.นาตี" too where its place leaves no doubt; a note says so.
        organisation_printed: The name as one of its mentions prints it.
        organisation_type: Kind of body, an `id` of `data/organisations.toml`.
        subdistrict: Name; for an อบต. that of its own name, None where no such place is official.
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
class Kind:
    """A kind of body: its `organisation_type`, its name, and what a body of it is named after."""

    id: str
    name: str
    bears: Bears = "nothing"


@dataclass(frozen=True, slots=True)
class Words:
    """The vocabulary of `organisations.toml`, ready for matching on squeezed text."""

    local: re.Pattern[str]
    kinds: dict[str, Kind]
    other: re.Pattern[str]
    others: dict[str, Kind]
    offices: tuple[tuple[str, str, re.Pattern[str]], ...]
    singles: tuple[dict[str, str], ...]
    leads: re.Pattern[str]
    overseers: tuple[str, ...]
    strong: re.Pattern[str]
    weak: re.Pattern[str]
    apart: frozenset[str]


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))


@cache
def words() -> Words:
    """Load the vocabulary."""
    data = load_toml("organisations")
    kinds: dict[str, Kind] = {}
    for row in data["local"]:
        kind = Kind(row["id"], row["name"], row["bears"])
        kinds.update(dict.fromkeys(row["spelled"] + row["short"], kind))
        # Writers leave the full stop of อบต. out; those of two letters could be anything then.
        kinds.update({word[:-1]: kind for word in row["short"] if len(word) > 3})
    others = {word: Kind(row["id"], word) for row in data["other"] for word in row["begins"]}
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
    return Words(
        local=re.compile(_any(kinds)),
        kinds=kinds,
        other=re.compile(_any(others)),
        others=others,
        offices=offices,
        singles=tuple(data["single"]),
        leads=re.compile(rf"(?:{PARAGRAPH}[^ก-๛]*|{_any(context['leads'])})$"),
        overseers=tuple(context["overseers"]),
        strong=re.compile(_any(data["ends"]["strong"])),
        weak=re.compile(_any([*data["ends"]["weak"], *data["ends"]["apart"]])),
        apart=frozenset(data["ends"]["apart"]),
    )
