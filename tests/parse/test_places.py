"""Places: the official list, and names near enough to be misreadings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_parse.parse import places
from ita_parse.parse.addresses import read_addresses
from ita_parse.parse.nearness import distance, nearest
from ita_parse.parse.places import (
    find_district,
    find_districts,
    find_province,
    find_subdistricts,
)
from ita_parse.parse.squeezed import Squeezed


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("เลย", "42"),
        ("จังหวัดเลย", "42"),
        ("จ.เลย", "42"),
        ("จ. ศรีสะเกษ", "33"),
        ("กรุงเทพมหานคร", "10"),
        ("กทม.", "10"),
        ("พระ นครศรี อยุธยา", "14"),
        ("อยุธยา", "14"),
    ],
)
def test_a_province_is_found_by_any_of_its_forms(name, code):
    assert find_province(name).code == code


def test_an_unknown_province_is_none():
    assert find_province("ศรีสะเกด") is None
    assert find_province("") is None


@pytest.mark.parametrize(
    ("name", "province", "code"),
    [
        ("อ.กันทรลักษ์", None, "3304"),
        ("อำเภอ กันทรลักษ์", "ศรีสะเกษ", "3304"),
        ("เมือง", "เลย", "4201"),
        ("อำเภอเมือง", "จังหวัดเลย", "4201"),
        ("เมืองเลย", None, "4201"),
        ("เขตหนองจอก", "กทม.", "1003"),
        ("เมือง", "พระนครศรีอยุธยา", "1401"),
        ("เฉลิมพระเกียรติ", "น่าน", "5515"),
    ],
)
def test_a_district_is_found(name, province, code):
    assert find_district(name, province).code == code


def test_an_ambiguous_or_unknown_district_is_none():
    assert find_district("เฉลิมพระเกียรติ") is None
    assert len(find_districts("เฉลิมพระเกียรติ")) > 1
    assert find_district("เมือง") is None
    assert find_district("กันทรลักษ์", "เลย") is None
    assert find_districts("กันทรลักษ์", "ไม่มีจังหวัดนี้") == ()


def test_subdistricts_are_narrowed_by_district_and_province():
    everywhere = find_subdistricts("ต.นาดี")
    assert len(everywhere) > 1
    assert {place.name for place in everywhere} == {"นาดี"}
    assert [place.code for place in find_subdistricts("นาดี", "เมือง", "อุดรธานี")] == ["410111"]
    assert [place.code for place in find_subdistricts("นาดี", province="อุดรธานี")] == [
        "410111",
        "412103",
    ]
    assert find_subdistricts("นาดี", "ไม่มีอำเภอนี้") == ()


def test_a_name_that_begins_like_the_word_for_its_level_is_kept():
    assert find_subdistricts("จ.ป.ร.")[0].code == "850406"
    assert find_subdistricts("สามตำบล")


def test_codes_nest():
    place = find_subdistricts("โนนปอแดง", "ผาขาว")[0]
    assert place.code.startswith(place.district.code)
    assert place.district.code.startswith(place.province.code)
    assert place in places.subdistricts_of(place.district)
    assert place.district in places.districts_of(place.province)
    assert len(places.provinces()) == 77


@pytest.mark.parametrize(
    ("printed", "candidates", "expected"),
    [
        ("ตุน", ["ดูน", "ดู่", "คำเนียม"], "ดูน"),
        ("หนองไผ", ["หนองไผ่", "หนองบัว"], "หนองไผ่"),
        ("ศรีสะเกด", ["ศรีสะเกษ", "สระแก้ว"], "ศรีสะเกษ"),
        ("ดูน", ["ดู่", "ดู้น"], None),  # two are about as near
        ("บางใหญ่", ["ดูน", "ดู่"], None),  # none is near
        ("ดูน", [], None),
    ],
)
def test_nearest_answers_only_where_one_stands_out(printed, candidates, expected):
    assert nearest(printed, candidates) == expected


@given(st.text("กดตนูุ่้าิี", max_size=12), st.text("กดตนูุ่้าิี", max_size=12))
def test_distance_is_symmetric_and_zero_for_equals(one, other):
    assert distance(one, other) == distance(other, one)
    assert distance(one, one) == 0
    assert (distance(one, other) == 0) == (one == other)


def _addresses(*texts):
    return [
        (place.subdistrict, place.district, place.province)
        for place in read_addresses(Squeezed.of(texts))
    ]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["อำเภอผาขาว จังหวัดเลย"], [(None, "ผาขาว", "เลย")]),
        (["อ. กันทร ลักษ์", "จ.ศรีสะเกษ"], [(None, "กันทรลักษ์", "ศรีสะเกษ")]),
        (["ตำบลนาดี อำเภอเมือง จังหวัดอุดรธานี"], [("นาดี", "เมือง", "อุดรธานี")]),
        (["อบต.นาดีอ.เมืองจ.อุดรธานี"], [(None, "เมือง", "อุดรธานี")]),
        (["จังหวัดเลย อำเภอผาขาว"], [(None, "ผาขาว", "เลย")]),
        (["แขวงโคกแฝด เขตหนองจอก กรุงเทพมหานคร"], [("โคกแฝด", "หนองจอก", "กรุงเทพมหานคร")]),
        (["อำเภอกันทรารมณ์ จังหวัดศรีสะเกด ประจำปี"], [(None, "กันทรารมณ์", "ศรีสะเกด")]),
        (["ผอ.กองช่าง"], []),
        (["ขององค์การบริหารส่วนจังหวัดเลย"], []),
        (["ทุกจังหวัดทั่วประเทศ", "ในเขตพื้นที่"], []),
    ],
)
def test_addresses_are_read(texts, expected):
    assert _addresses(*texts) == expected


@given(st.lists(st.text("อำเภอจังหวัดตบล.เมืองย กทม¶\n1", max_size=40), max_size=6))
def test_no_text_breaks_the_reader_of_addresses(texts):
    for place in read_addresses(Squeezed.of(texts)):
        assert place.start < place.end
