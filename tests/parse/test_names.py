"""Misread names of bodies and places: repaired where one place only can be meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_parse.parse import places
from ita_parse.parse.identity import Readings, identify, identify_province
from ita_parse.parse.kinds import find_kinds
from ita_parse.parse.nearness import near_names
from ita_parse.parse.organisation import read_organisation

SAO, PAO = "องค์การบริหารส่วนตำบล", "องค์การบริหารส่วนจังหวัด"


def _notes(body):
    return [(note.code, note.printed, note.suggested) for note in body.notes]


def test_a_misread_name_is_that_of_the_only_subdistrict_near_it():
    body = read_organisation([f"{SAO}นาตี อำเภอเมือง จังหวัดอุดรธานี"])
    assert (body.organisation, body.organisation_printed) == (f"{SAO}นาดี", f"{SAO}นาตี")
    assert (body.subdistrict, body.district, body.province) == ("นาดี", "เมืองอุดรธานี", "อุดรธานี")
    assert (body.area_code, body.body_id) == ("410111", f"{body.organisation_type}-410111")
    assert _notes(body) == [("organisation_repaired", f"{SAO}นาตี", f"{SAO}นาดี")]
    assert body.notes[0].severity == "warning"


def test_mentions_vote_for_what_they_were_misread_from():
    # Beside ตุน and ดุน the district's ดู่ is farther than its ดูน.
    texts = [
        f"{SAO}ตุน",
        "อำเภอกันทรารมย์ จังหวัดศรีสะเกษ",
        f"ผลของ{SAO}ดุน พบว่า",
        f"ทั้งนี้ {SAO}ตุน ได้จัดประชุม",
    ]
    body = read_organisation(texts)
    assert (body.organisation, body.area_code) == (f"{SAO}ดูน", "330301")
    assert body.organisation_printed == f"{SAO}ตุน"


def test_a_spelling_that_a_place_there_bears_wins_without_a_repair():
    texts = [
        f"{SAO}นาตี อำเภอเมือง จังหวัดอุดรธานี",
        f"ผลของ{SAO}นาตี พบว่า",
        f"ทั้งนี้ {SAO}นาดี ได้จัดประชุม",
    ]
    body = read_organisation(texts)
    assert (body.organisation, body.organisation_printed) == (f"{SAO}นาดี", f"{SAO}นาดี")
    assert _notes(body) == [("organisation_spellings", "นาตี", "นาดี")]
    assert "the one that a place there bears" in body.notes[0].message


def test_a_name_that_is_about_as_near_to_two_subdistricts_is_kept():
    # ดาน is one letter from ดูน and from จาน.
    body = read_organisation([f"{SAO}ดาน อำเภอกันทรารมย์ จังหวัดศรีสะเกษ"])
    assert (body.organisation, body.subdistrict) == (f"{SAO}ดาน", None)
    assert body.area_code == "3303"
    assert [note.code for note in body.notes] == ["organisation_unknown"]


@pytest.mark.parametrize(
    "text",
    [
        # a subdistrict's name and a syllable more, or less
        f"{SAO}นาดีงาม อำเภอเมือง จังหวัดอุดรธานี",
        f"{SAO}บ้านนาดี อำเภอเมือง จังหวัดอุดรธานี",
        # official elsewhere, and more than a look-alike from ดูน
        f"{SAO}ดอน อำเภอกันทรารมย์ จังหวัดศรีสะเกษ",
        # nothing that is printed is in the list, nor near to one place
        f"{SAO}ทุ่งแสงคำ อำเภอโพนแสง จังหวัดบัวเรืองคำ",
        "เทศบาลตำบลทุ่งแสงคำ อำเภอเมืองนครพนา จังหวัดนครพนา",
    ],
)
def test_an_unlisted_body_keeps_its_name(text):
    body = read_organisation([text])
    assert body.organisation in text
    assert body.body_id is None
    assert not [note for note in body.notes if note.code.endswith("repaired")]


def test_the_name_tells_which_of_two_districts_was_misread():
    # "หนองแชง" may be หนองแซง or หนองแสง; only the first has a ตำบลหนองควายโซ.
    assert identify(_readings([], ["หนองแชง"], []), bears=True).district is None
    found = identify(_readings(["หนองควายโช"], ["หนองแชง"], []), bears=True)
    assert (found.name, found.district.name) == ("หนองควายโซ", "หนองแซง")


def test_misread_districts_and_provinces_are_repaired():
    body = read_organisation(["เทศบาลตำบลทุ่งแสงคำ อำเภอผาชาว จังหวัดเลย"])
    assert (body.district, body.province, body.area_code) == ("ผาขาว", "เลย", "4212")
    assert _notes(body) == [("district_repaired", "ผาชาว", "ผาขาว")]
    assert (body.notes[0].severity, body.notes[0].field) == ("warning", "district")
    body = read_organisation(["อบต.โนนปอแดง อำเภอผาขาว จังหวัดเสย"])
    assert (body.district, body.province, body.area_code) == ("ผาขาว", "เลย", "421203")
    assert _notes(body) == [("province_repaired", "เสย", "เลย")]


def test_all_levels_misread_confirm_each_other():
    body = read_organisation([f"{SAO}โนนปอแตง อำเภอผาชาว จังหวัดเสย"])
    assert (body.organisation, body.area_code) == (f"{SAO}โนนปอแดง", "421203")
    assert {note.code for note in body.notes} == {
        "organisation_repaired",
        "district_repaired",
        "province_repaired",
    }


def test_a_misread_district_without_a_province_is_read():
    body = read_organisation([f"{SAO}โนนปอแดง", "อำเภอผาชาว"])
    assert (body.district, body.area_code) == ("ผาขาว", "421203")


def test_a_district_s_name_that_begins_an_unknown_one_is_not_taken_for_it():
    body = read_organisation(["เทศบาลตำบลทุ่งแสงคำ อำเภอเชียงดาวทอง จังหวัดบัวเรืองคำ"])
    assert (body.district, body.province) == ("เชียงดาวทอง", "บัวเรืองคำ")
    assert body.area_code is None


def test_a_misread_province_s_organisation_is_repaired():
    body = read_organisation([f"รายงานของ{PAO}ศรีสะเกบ ประจำปี"])
    assert (body.organisation, body.area_code) == (f"{PAO}ศรีสะเกษ", "33")
    assert body.organisation_printed == f"{PAO}ศรีสะเกบ"
    assert identify_province({"สาย": 1}) is None


def test_a_misread_name_without_a_place_is_only_suggested():
    body = read_organisation([f"{SAO}โนนปอแตง"])
    assert (body.organisation, body.area_code) == (f"{SAO}โนนปอแตง", None)
    assert _notes(body) == [("organisation_unknown", f"{SAO}โนนปอแตง", f"{SAO}โนนปอแดง")]


def test_a_municipality_may_have_a_name_of_its_own():
    body = read_organisation(["เทศบาลตำบลโนนปอแตง อำเภอผาขาว จังหวัดเลย"])
    assert (body.organisation, body.area_code) == ("เทศบาลตำบลโนนปอแตง", "4212")
    assert _notes(body) == [("organisation_unknown", "เทศบาลตำบลโนนปอแตง", "เทศบาลตำบลโนนปอแดง")]


def test_a_text_layer_s_name_is_repaired_for_a_single_slip_only():
    one, two = f"{SAO}โนนปอแคง", f"{SAO}โนบปอแมง"
    place = " อำเภอผาขาว จังหวัดเลย"
    assert read_organisation([one + place], suspect=False).organisation == f"{SAO}โนนปอแดง"
    assert read_organisation([two + place], suspect=True).organisation == f"{SAO}โนนปอแดง"
    assert read_organisation([two + place], suspect=False).organisation == two


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("องศ์การบริหารส่วนตำบล", "subdistrict_administrative_organisation"),
        ("องคการบริหารสวนตำบล", "subdistrict_administrative_organisation"),
        ("องค์การบริหารส่วนจังหวัค", "provincial_administrative_organisation"),
        ("เทศบาลตำบส", "subdistrict_municipality"),
        ("เหศบาลนคร", "city_municipality"),
    ],
)
def test_a_misread_kind_is_known(printed, kind):
    (found,) = find_kinds(f"ของ{printed}นาดี")
    assert (found.start, found.end, found.kind.id) == (3, 3 + len(printed), kind)


@pytest.mark.parametrize(
    "text",
    ["เทศบาลเมื่อเข้ารับหน้าที่", "องค์การบริหารส่วนท้องถิ่น", "เทศมนตรีตำบลนาดี", "การบริหารส่วนกลาง"],
)
def test_words_like_a_kind_s_are_none(text):
    assert find_kinds(text) == []


def _readings(names, districts, provinces):
    readings = Readings()
    readings.names.update(names)
    readings.districts.update(districts)
    readings.provinces.update(provinces)
    return readings


def test_every_listed_name_is_left_alone():
    for province in places.provinces()[1::6]:
        for district in places.districts_of(province):
            place = places.subdistricts_of(district)[0]
            text = f"{SAO}{place.name} อำเภอ{district.name} จังหวัด{province.name}"
            body = read_organisation([text])
            assert (body.organisation, body.area_code) == (f"{SAO}{place.name}", place.code)
            assert body.notes == ()


_NAMES = st.lists(st.text("กดตนูุ่้าิีผขชวเลย", max_size=8), max_size=3)


@given(_NAMES, _NAMES, _NAMES)
def test_no_readings_break_the_decision(names, districts, provinces):
    readings = _readings(names, districts, provinces)
    assert identify(readings, bears=True) == identify(readings, bears=True)
    for name in names:
        assert near_names(name, ("ดูน", "ดู่")).keys() <= {"ดูน", "ดู่"}
