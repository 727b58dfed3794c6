from hypothesis import given
from hypothesis import strategies as st

from ita_parse.parse.values.owner import find_owners, read_owners
from tests.values.corpus import Row, examples

UNITS = [
    "สำนักปลัด",
    "กองคลัง",
    "กองช่าง",
    "กองการเจ้าหน้าที่",
    "กองสวัสดิการสังคม",
    "กองวิชาการและแผนงาน",
    "งานประชาสัมพันธ์",
    "หน่วยตรวจสอบภายใน",
    "หัวหน้าสำนักปลัด",
    "ผู้อำนวยการกองช่าง",
    "ปลัดเทศบาล",
    "นักทรัพยากรบุคคล",
]
_UNBREAKABLE = "ะัาำิีึืุู็่้๊๋์ๅๆฯ"


def _names(row: Row) -> tuple[str, ...]:
    return tuple((row["owners"] or "").split(" | ")) if row["owners"] else ()


@examples("owners")
def test_units_and_posts_are_told_apart(row: Row) -> None:
    assert read_owners(row["text"]) == _names(row)


@examples("owners")
def test_every_owner_comes_with_the_text_that_names_it(row: Row) -> None:
    found = find_owners(row["text"])
    if found is None:
        assert not row["owners"]
        return
    assert found.owners == _names(row)
    assert found.matched in row["text"]
    assert len(found.parts) == len(found.owners)
    assert all(part in found.matched for part in found.parts)
    for name, part in zip(found.owners, found.parts, strict=True):
        printed = "".join(part.split()).replace("\u0e4dา", "ำ")
        assert printed.startswith("".join(name.split()))


@given(st.lists(st.sampled_from(UNITS), min_size=1, max_size=5, unique=True), st.data())
def test_any_separator_and_any_wrap_give_the_same_owners(
    units: list[str], data: st.DataObject
) -> None:
    printed = []
    for unit in units:
        place = data.draw(st.integers(0, len(unit) - 1))
        wraps = place and unit[place] not in _UNBREAKABLE and unit[place - 1] not in "เแโใไ"
        printed.append(unit[:place] + (" " if wraps else "") + unit[place:])
    separator = data.draw(st.sampled_from([" ", "\n", " / ", ", ", "\n- ", " และ "]))
    assert read_owners(separator.join(printed)) == tuple(units)


@given(st.text())
def test_no_text_raises(text: str) -> None:
    read_owners(text)


@given(
    st.lists(st.sampled_from([*UNITS, "กอง", "งาน", "และ", "/", "(", ")", "-", "1.", "ทุก", "ฯ"]))
)
def test_owners_stand_in_the_text_as_printed(words: list[str]) -> None:
    text = "".join(" ".join(words).split())
    for name in read_owners(" ".join(words)):
        assert "".join(name.split()) in text
