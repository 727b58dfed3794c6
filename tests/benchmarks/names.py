"""Prints how many misread names of bodies are put right, and how many wrong.

Not a test. Bodies are drawn from the official list, named several times in a document as reports
name them (title page, running text, headings, memorandum), and one or two letters of the name, the
district or the province are misread: in one mention, in all alike, or in each by itself.

    python -m tests.benchmarks.names [--count N] [--seed S] [--documents N]

COUNT names are misread in each class and read by `read_organisation`; of DOCUMENTS bodies whole
transcripts go through `ita_parse.read`. How letters are misread has nothing to do with the groups
of look-alikes that the code knows: letters are taken for each other the likelier, the nearer their
outlines are in common fonts (`glyph_shapes.npz`), and one in five for any letter at all.

right: name and area code are those of the body. wrong: another body's name stands there, or a code
of another place. flagged: left as printed, with a finding. silent: as printed, without a finding,
and no code, or one that is right but too coarse. null: no body. In documents that name the body
without its district, only those are counted whose name is the only one of its kind there.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

import ita_parse
from ita_parse.parse import places
from ita_parse.parse.organisation import read_organisation

SAO, PAO = "องค์การบริหารส่วนตำบล", "องค์การบริหารส่วนจังหวัด"
MUNICIPALITY = "เทศบาลตำบล"
SHORT = {SAO: "อบต.", PAO: "อบจ.", MUNICIPALITY: "ทต."}
MARKS = "ัิีึืุู็่้๊๋์"
LETTERS = "กขคฆงจฉชซญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮะาเแโใไ"
# Of a hundred misread letters; the rest are taken for one of a similar outline.
ANY_LETTER, LOST_LETTER, NEW_MARK, LOST_MARK = 20, 5, 8, 40
# Outlines this much farther apart are taken for each other a third as often.
SHAPE_SPREAD = 3.0

Misread = Callable[[str], str]


@dataclass(frozen=True)
class Body:
    """A body, and what a document prints of where it lies."""

    kind: str
    name: str
    district: str | None
    province: str | None
    code: str

    @property
    def organisation(self) -> str:
        """Its full official name."""
        return self.kind + self.name


@cache
def lookalikes(letter: str) -> tuple[list[str], list[float]]:
    """Return what a letter is taken for, and how often, by the outlines of common fonts."""
    with np.load(str(files("ita_parse").joinpath("data", "glyph_shapes.npz"))) as data:
        known = [chr(code) for code in data["letters"]]
        owners, centres = data["owners"], data["centres"].astype(float)

    def outline(one: str) -> np.ndarray:
        return np.asarray(centres[owners == known.index(one)])

    mine = outline(letter)
    others = [other for other in LETTERS if other != letter]
    apart = [np.linalg.norm(mine[:, None] - outline(other)[None], axis=2).min() for other in others]
    nearest = min(apart)
    return others, [float(np.exp(-(one - nearest) / SHAPE_SPREAD)) for one in apart]


def misread_letter(name: str, chance: random.Random) -> str:
    """Misread one letter of a name, so that another name stands there."""
    while True:
        place = chance.randrange(len(name))
        letter, roll = name[place], chance.uniform(0, 100)
        if letter in MARKS:
            seen = "" if roll < LOST_MARK else chance.choice(MARKS)
        elif letter not in LETTERS or (roll := roll - LOST_LETTER) < 0:
            seen = ""
        elif (roll := roll - ANY_LETTER) < 0:
            seen = chance.choice(LETTERS)
        elif (roll := roll - NEW_MARK) < 0 and letter >= "ก" and letter <= "ฮ":
            follows = name[place + 1 : place + 2]
            seen = letter if follows and follows in MARKS else letter + chance.choice(MARKS)
        else:
            seen = chance.choices(*lookalikes(letter))[0]
        result = name[:place] + seen + name[place + 1 :]
        if result != name and len(result) > 1 and result[0] not in MARKS + "ะา":
            return result


def misread_letters(name: str, count: int, chance: random.Random) -> str:
    """Misread as many letters of a name, each another one."""
    while True:
        result = name
        for _ in range(count):
            result = misread_letter(result, chance)
        if result != name:
            return result


def readings(
    name: str | None, count: int, mode: str, mentions: int, chance: random.Random
) -> list[str]:
    """Return what stands in each mention of a name."""
    if not name or not count:
        return [name or ""] * mentions
    if mode == "alike":
        return [misread_letters(name, count, chance)] * mentions
    if mode == "each":
        return [misread_letters(name, count, chance) for _ in range(mentions)]
    result = [name] * mentions
    result[chance.randrange(mentions)] = misread_letters(name, count, chance)
    return result


def document(body: Body, misread: dict[str, int], mode: str, chance: random.Random) -> list[str]:
    """Write the paragraphs of a short report in which the body is named several times."""
    mentions = chance.randint(3, 6)
    names = readings(body.name, misread.get("name", 0), mode, mentions, chance)
    # A report prints its address two or three times.
    districts = readings(body.district, misread.get("district", 0), mode, 3, chance)
    provinces = readings(body.province, misread.get("province", 0), mode, 3, chance)

    def address(index: int, short: bool = False) -> str:
        words = ("อ.", "จ.") if short else ("อำเภอ", "จังหวัด")
        pairs = zip(words, (districts[index], provinces[index]), strict=True)
        return " ".join(word + place for word, place in pairs if place)

    short = SHORT[body.kind]
    kinds = readings(body.kind, misread.get("kind", 0), mode, mentions, chance)
    title = "รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใส"
    texts = [title, "ประจำปีงบประมาณ พ.ศ. 2567"]
    if chance.random() < 0.3:
        texts += [f"{kinds[0]}{names[0]} {address(0)}".strip()]
    else:
        texts += [f"{kinds[0]}{names[0]}", address(0)]
    texts.append(
        f"รายงานฉบับนี้แสดงผลตามมาตรการของ{kinds[1]}{names[1]} {address(1)} ในปีงบประมาณ พ.ศ. 2567 "
        "ซึ่งได้คะแนนรวม 88.12 คะแนน"
    )
    rest = [
        f"จากการประเมินตนเอง {kinds[-1]}{{}} พบว่ามีเรื่องที่ควรพัฒนาอยู่สองเรื่อง",
        f"มาตรการเสริมสร้างความโปร่งใสภายใน{kinds[-1]}{{}}",
        f"ทั้งนี้ {short}{{}} ได้จัดประชุมชี้แจงให้เจ้าหน้าที่ทุกคนทราบแล้ว",
        f"{kinds[-1]}{{}}ได้ดำเนินการครบถ้วนตามแผนที่วางไว้",
    ]
    memo = f"ส่วนราชการ สำนักปลัด {kinds[2]}{{}} {address(2, chance.random() < 0.5)}".strip()
    chosen = [memo, *chance.sample(rest, mentions - 3)]
    chance.shuffle(chosen)
    texts += [text.format(name) for text, name in zip(chosen, names[2:], strict=True)]
    return [text for text in texts if text]


# --- what is drawn --------------------------------------------------------------------------------


@cache
def _subdistricts() -> tuple[places.Subdistrict, ...]:
    return tuple(
        place
        for province in places.provinces()
        if province.code != places.BANGKOK
        for district in places.districts_of(province)
        for place in places.subdistricts_of(district)
        if all(letter in MARKS + LETTERS + "ำ" for letter in place.name)
    )


def _only(kind: str, place: places.Subdistrict, printed: str) -> bool:
    """Tell whether a name with what is printed of its place is that of one body."""
    same = places.find_subdistricts(place.name)
    if printed == "district":
        same = tuple(one for one in same if one.district.name == place.district.name)
    elif printed == "province":
        same = tuple(one for one in same if one.province == place.province)
    elif printed == "both":
        same = tuple(one for one in same if one.district == place.district)
    return len({one.code for one in same if one.province.code != places.BANGKOK}) == 1


def draw(kind: str, printed: str, chance: random.Random) -> Body:
    """Draw a body whose name is the only one there."""
    if kind == PAO:
        province = chance.choice(places.provinces()[1:])
        beside = province.name if printed != "none" else None
        return Body(kind, province.name, None, beside, province.code)
    while True:
        place = chance.choice(_subdistricts())
        district, province = place.district, place.province
        if not _only(kind, place, printed):
            continue
        capital = district.name == f"เมือง{province.name}" and printed != "district"
        name = "เมือง" if capital and chance.random() < 0.5 else district.name
        return Body(
            kind,
            place.name,
            name if printed in ("both", "district") else None,
            province.name if printed in ("both", "province") else None,
            place.code,
        )


def judge(body: Body, texts: Sequence[str], read: Callable[[Sequence[str]], Found]) -> str:
    """Read a document and say what became of its body."""
    found = read(texts)
    if found.organisation == body.organisation and found.area_code == body.code:
        return "right"
    code = found.area_code or ""
    if not body.code.startswith(code):
        return "wrong"
    printed = "".join("".join(texts).split())
    if found.organisation and found.organisation != body.organisation:
        name = found.organisation.removeprefix(body.kind)
        if name not in printed:
            return "wrong"
    if found.flagged:
        return "flagged"
    return "silent" if found.organisation else "null"


@dataclass(frozen=True)
class Found:
    """What was read of a body."""

    organisation: str | None
    area_code: str | None
    flagged: bool


def read_directly(texts: Sequence[str]) -> Found:
    """Read the body from paragraphs."""
    body = read_organisation(texts)
    return Found(body.organisation, body.area_code, bool(body.notes))


def read_whole(texts: Sequence[str]) -> Found:
    """Read the body from a transcript, through the whole chain."""
    report = ita_parse.read("\n\n".join(texts).encode())
    flagged = any(finding.table == "reports" for finding in report.findings)
    return Found(report.organisation, report.area_code, flagged)


def classes() -> Iterator[tuple[str, str, str, dict[str, int], str]]:
    """Yield the classes: label, kind, what is printed of the place, what is misread, how."""
    for kind, printed in (
        (SAO, "both"),
        (SAO, "district"),
        (SAO, "province"),
        (SAO, "none"),
        (PAO, "none"),
        (MUNICIPALITY, "both"),
    ):
        label = f"{SHORT[kind]} {printed}"
        yield f"{label} clean", kind, printed, {}, "one"
        for count in (1, 2):
            for mode in ("one", "each", "alike"):
                yield f"{label} name {count} {mode}", kind, printed, {"name": count}, mode
    for level in ("district", "province"):
        for mode in ("one", "each", "alike"):
            for kind in (SAO, MUNICIPALITY):
                label = f"{SHORT[kind]} both {level} 1 {mode}"
                yield label, kind, "both", {level: 1}, mode
    for mode in ("one", "each"):
        yield f"อบต. both kind 1 {mode}", SAO, "both", {"kind": 1}, mode
    for mode in ("one", "each", "alike"):
        every = {"name": 1, "district": 1, "province": 1}
        yield f"อบต. both name, district, province 1 {mode}", SAO, "both", every, mode


def main() -> None:
    """Run the experiment and print a line for each class."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=300, help="documents of each class")
    parser.add_argument("--documents", type=int, default=20, help="of these, through all of read")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="classes whose label begins so")
    parser.add_argument("--show", default="", help="print documents judged so (wrong, silent, …)")
    options = parser.parse_args()
    columns = ("right", "wrong", "flagged", "silent", "null")
    print(f"{'class':<46}" + "".join(f"{column:>9}" for column in columns) + f"{'ms':>8}")
    bar: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    for label, kind, printed, misread, mode in classes():
        if not label.startswith(options.only):
            continue
        chance = random.Random(f"{options.seed} {label}")
        counts: Counter[str] = Counter()
        spent = 0.0
        for number in range(options.count):
            body = draw(kind, printed, chance)
            texts = document(body, misread, mode, chance)
            start = time.perf_counter()
            verdict = judge(body, texts, read_directly)
            spent += time.perf_counter() - start
            counts[verdict] += 1
            if verdict == options.show:
                print(body, *texts, read_organisation(texts), sep="\n    ")
            if number < options.documents:
                whole[judge(body, texts, read_whole)] += 1
        if label.startswith("อบต. both name "):
            bar.update(counts)
        _print(label, counts, columns, 1000 * spent / options.count)
    _print("อบต. with address, name misread, all", bar, columns)
    _print("all classes through ita_parse.read", whole, columns)


def _print(label: str, counts: Counter[str], columns: Sequence[str], spent: float = 0) -> None:
    total = max(1, counts.total())
    shares = "".join(f"{counts[column] / total:>9.4f}" for column in columns)
    print(f"{label:<46}{shares}{spent:>8.2f}", flush=True)


if __name__ == "__main__":
    main()
