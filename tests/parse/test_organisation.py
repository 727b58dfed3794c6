"""The body that a document is about: one-line examples, and documents that mislead."""

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_parse.parse import places
from ita_parse.parse.organisation import Organisation, read_organisation

SAO = "subdistrict_administrative_organisation"
SUBDISTRICT = "subdistrict_municipality"
TOWN = "town_municipality"
CITY = "city_municipality"
PAO = "provincial_administrative_organisation"

PLACED = [
    # texts, organisation, type, area_code, body_id is known
    (
        ["องค์การบริหารส่วนตำบลนาดี อำเภอเมือง จังหวัดอุดรธานี"],
        ("องค์การบริหารส่วนตำบลนาดี", SAO, "410111", True),
    ),
    # another body's name is the beginning of this one's, which no list knows
    (
        ["องค์การบริหารส่วนตำบลห้วยแก้วรุ่ง อำเภอบึงนาราง จังหวัดพิจิตร"],
        ("องค์การบริหารส่วนตำบลห้วยแก้วรุ่ง", SAO, "6610", False),
    ),
    (["อบต.นาดี อ.เมือง จ.อุดรธานี"], ("องค์การบริหารส่วนตำบลนาดี", SAO, "410111", True)),
    (["อบตนาดี อ.เมืองอุดรธานี"], ("องค์การบริหารส่วนตำบลนาดี", SAO, "410111", True)),
    (
        ["รายงานผล", "องค์การบริหารส่วนตำบลโพนสูง", "อำเภอสว่างแดนดิน", "จังหวัดสกลนคร"],
        ("องค์การบริหารส่วนตำบลโพนสูง", SAO, "471207", True),
    ),
    (
        ["องค์การบริหารส่วนตำบล", "ดอนใหญ่", "อำเภอศรีเมืองใหม่ จังหวัดอุบลราชธานี"],
        ("องค์การบริหารส่วนตำบลดอนใหญ่", SAO, "340211", True),
    ),
    (
        ["เทศบาลตำบล", "ทุ่งแสงคำงาม", "อำเภอผาขาว จังหวัดเลย"],
        ("เทศบาลตำบลทุ่งแสงคำงาม", SUBDISTRICT, "4212", False),
    ),
    (
        ["องค์การบริหารส่วน ตำบล ดอน ใหญ่ อำเภอศรีเมือง ใหม่ จังหวัดอุบลราช ธานี"],
        ("องค์การบริหารส่วนตำบลดอนใหญ่", SAO, "340211", True),
    ),
    (
        [" ".join("องค์การบริหารส่วนตำบลนาดี อำเภอเมือง จังหวัดอุดรธานี")],
        ("องค์การบริหารส่วนตำบลนาดี", SAO, "410111", True),
    ),
    (
        ["องค์กรบริหารส่วนตำบลท่าใหญ่ อำเภอหนองบัวแดง จังหวัดชัยภูมิ"],
        ("องค์การบริหารส่วนตำบลท่าใหญ่", SAO, "360509", True),
    ),
    (
        ["องค์การบริหารส่วนตำบลสามตำบล อำเภอจุฬาภรณ์ จังหวัดนครศรีธรรมราช"],
        ("องค์การบริหารส่วนตำบลสามตำบล", SAO, "801906", True),
    ),
    (["อบต.จ.ป.ร. อ.กระบุรี จ.ระนอง"], ("องค์การบริหารส่วนตำบลจ.ป.ร.", SAO, "850406", True)),
    (["อบต.ดอนกลาง"], ("องค์การบริหารส่วนตำบลดอนกลาง", SAO, "440317", True)),  # one in the country
    (
        ["อบต.บ้านแฮด ตำบลบ้านแฮด อำเภอบ้านแฮด จังหวัดขอนแก่น"],
        ("องค์การบริหารส่วนตำบลบ้านแฮด", SAO, "402401", True),
    ),
    (
        ["เทศบาลตำบลท่าพระ เลขที่ 9 หมู่ 3 ตำบลท่าพระ อำเภอเมืองขอนแก่น จังหวัดขอนแก่น 40260"],
        ("เทศบาลตำบลท่าพระ", SUBDISTRICT, "400104", True),
    ),
    (["ทต. ท่าพระ จ. ขอนแก่น"], ("เทศบาลตำบลท่าพระ", SUBDISTRICT, "400104", True)),
    (
        ["จังหวัดขอนแก่น อำเภอเมือง", "เทศบาลตำบลท่าพระ"],
        ("เทศบาลตำบลท่าพระ", SUBDISTRICT, "400104", True),
    ),
    # A municipality with a name of its own shares its district's code with others.
    (
        ["เทศบาลตำบลทุ่งแสงคำงาม อำเภอผาขาว จังหวัดเลย"],
        ("เทศบาลตำบลทุ่งแสงคำงาม", SUBDISTRICT, "4212", False),
    ),
    (
        ["ทต.โนนสูง-น้ำคำ อ.เมืองอุดรธานี จ.อุดรธานี"],
        ("เทศบาลตำบลโนนสูง-น้ำคำ", SUBDISTRICT, "4101", False),
    ),
    # The seat's subdistrict is printed, but the body doesn't bear its name.
    (
        ["เทศบาลตำบลทุ่งแสงคำงาม ตำบลโนนปอแดง อำเภอผาขาว จังหวัดเลย"],
        ("เทศบาลตำบลทุ่งแสงคำงาม", SUBDISTRICT, "421203", False),
    ),
    (["เทศบาลเมืองเลย ได้ดำเนินการ"], ("เทศบาลเมืองเลย", TOWN, "4201", True)),
    (["เทศบาลนครขอนแก่น"], ("เทศบาลนครขอนแก่น", CITY, "4001", True)),
    (
        ["เทศบาลเมืองเมืองพล อำเภอพล จังหวัดขอนแก่น"],
        ("เทศบาลเมืองเมืองพล", TOWN, "401201", True),
    ),
    (
        ["เทศบาลเมืองสุไหงโก-ลก อำเภอสุไหงโก-ลก จังหวัดนราธิวาส"],
        ("เทศบาลเมืองสุไหงโก-ลก", TOWN, "961001", True),
    ),
    (
        ["รายงานขององค์การบริหารส่วนจังหวัดเลย ประจำปีงบประมาณ พ.ศ. 2567"],
        ("องค์การบริหารส่วนจังหวัดเลย", PAO, "42", True),
    ),
    (["อบจ.อุบลราชธานี"], ("องค์การบริหารส่วนจังหวัดอุบลราชธานี", PAO, "34", True)),
    (["รายงานผลของเมืองพัทยา"], ("เมืองพัทยา", "special_local_government", "2004", True)),
    (
        ["สำนักงานเขตหนองจอก กรุงเทพมหานคร"],
        ("สำนักงานเขตหนองจอก", "district_office", "1003", False),
    ),
    (
        ["ที่ว่าการอำเภอภูกระดึง จังหวัดเลย"],
        ("ที่ว่าการอำเภอภูกระดึง", "district_office", "4210", False),
    ),
    (
        ["สำนักงานสาธารณสุขจังหวัดเลย", "รายงาน"],
        ("สำนักงานสาธารณสุขจังหวัดเลย", "provincial_office", "42", False),
    ),
    (["รายงานผลของจังหวัดเลย"], ("จังหวัดเลย", "province", "42", True)),
    (
        ["โรงพยาบาลส่งเสริมสุขภาพตำบลบ้านนา อำเภอเมือง จังหวัดเลย"],
        ("โรงพยาบาลส่งเสริมสุขภาพตำบลบ้านนา", "hospital", "4201", False),
    ),
    (["มหาวิทยาลัยราชภัฏทุ่งแสงคำ"], ("มหาวิทยาลัยราชภัฏทุ่งแสงคำ", "university", None, False)),
    (["รายงานผลของโรงเรียนทุ่งแสงวิทยา ประจำปี"], ("โรงเรียนทุ่งแสงวิทยา", "school", None, False)),
    (["กรมการขนส่งทางบก", "รายงานผล"], ("กรมการขนส่งทางบก", "ministry_department", None, False)),
]


@pytest.mark.parametrize(("texts", "expected"), PLACED)
def test_body_and_place_are_read(texts, expected):
    body = read_organisation(texts)
    name, kind, code, known = expected
    assert body.organisation == name
    assert body.organisation_type == kind
    assert body.area_code == code
    assert body.body_id == (f"{kind}-{code}" if known else None)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("เทศบาลตำบลทุ่งแสงคำประจำปีงบประมาณ 2568", "ทุ่งแสงคำ"),
        ("เทศบาลตำบลทุ่งแสงคำได้ดำเนินการแล้ว", "ทุ่งแสงคำ"),
        ("ของเทศบาลตำบลทุ่งแสงคำมีการประเมิน", "ทุ่งแสงคำ"),
        ("เทศบาลตำบลทุ่งแสงคำ พบว่า", "ทุ่งแสงคำ"),
        ("เทศบาลตำบลทุ่งแสงคำ ขอรายงานผล", "ทุ่งแสงคำ"),
        ("เทศบาลตำบลทุ่งแสงคำโดยสำนักปลัด", "ทุ่งแสงคำ"),
        ("เทศบาลตำบลทุ่งแสงคำจะจัดทำแผน", "ทุ่งแสงคำ"),
        ("ตามที่เทศบาลตำบลทุ่งแสงคำ (ทต.ทุ่งแสงคำ)", "ทุ่งแสงคำ"),
        ("เทศบาลตำบลทุ่งแสงคำฯ", "ทุ่งแสงคำ"),
        ("เทศบาลตำบลทุ่งแสงคำ ณ วันที่ 5 มกราคม", "ทุ่งแสงคำ"),
        ("เทศบาลตำบลท่าพระณ วันที่ 5 มกราคม", "ท่าพระ"),
        ("เทศบาลตำบลธารมณีวรรณ", "ธารมณีวรรณ"),
        ("เทศบาลตำบลธารมณีวรรณ ณ วันที่ 5", "ธารมณีวรรณ"),
        ("เทศบาลตำบลธารมณีวรรณวันที่ 5 มกราคม", "ธารมณีวรรณ"),
        ("เทศบาลตำบลบ้านใหม่มีชัย", "บ้านใหม่มีชัย"),
        ("เทศบาลตำบลทุ่งแสงพัฒนา", "ทุ่งแสงพัฒนา"),
        ("อบต.ดำเนินสะดวก อ.ดำเนินสะดวก จ.ราชบุรี", "ดำเนินสะดวก"),
        ("อบต.ที่วัง อ.ทุ่งสง จ.นครศรีธรรมราช", "ที่วัง"),
        ("องค์การบริหารส่วนตำบลในเมืองได้รับ", "ในเมือง"),
    ],
)
def test_a_name_ends_where_other_words_begin(text, name):
    assert read_organisation([text]).organisation.endswith(name)


def test_mentions_decide_together_where_a_name_ends():
    texts = [
        "เทศบาลตำบลทุ่งแสง คำ",
        "เทศบาลตำบลทุ่งแสงคำยิ้มแย้มแจ่มใส",
        "ประชาชนของเทศบาลตำบลทุ่งแสงคำ สุขใจ",
        "เทศบาลตำบลทุ่งแสงคำได้จัดทำ",
    ]
    body = read_organisation(texts)
    assert body.organisation == "เทศบาลตำบลทุ่งแสงคำ"
    assert body.organisation_printed == "เทศบาลตำบลทุ่งแสงคำ"


def test_the_most_frequent_spelling_wins_and_the_others_are_noted():
    texts = ["ของเทศบาลตำบลทุ่งแสงดำ", "เทศบาลตำบลทุ่งแสงคำ", "เทศบาลตำบลทุ่งแสงคำ ได้จัดทำ"]
    body = read_organisation(texts)
    assert body.organisation == "เทศบาลตำบลทุ่งแสงคำ"
    assert [(note.code, note.printed) for note in body.notes] == [
        ("organisation_spellings", "ทุ่งแสงดำ")
    ]


def test_of_spellings_as_frequent_the_first_in_the_title_wins():
    body = read_organisation(["เทศบาลตำบลทุ่งแสงคำ", "x" * 2000, "เทศบาลตำบลทุ่งแสงดำ"])
    assert body.organisation == "เทศบาลตำบลทุ่งแสงคำ"


def test_a_name_that_the_district_lacks_is_kept():
    body = read_organisation(["องค์การบริหารส่วนตำบลทุ่งแสงคำ อำเภอเมือง จังหวัดอุดรธานี"])
    assert body.organisation == "องค์การบริหารส่วนตำบลทุ่งแสงคำ"
    assert (body.subdistrict, body.district, body.province) == (None, "เมืองอุดรธานี", "อุดรธานี")
    assert (body.area_code, body.body_id) == ("4101", None)
    assert [note.code for note in body.notes] == ["organisation_unknown"]


def test_a_name_that_no_subdistrict_bears_gives_no_subdistrict():
    body = read_organisation(["อบต.ทุ่งแสงคำงาม"])
    assert (body.organisation, body.subdistrict) == ("องค์การบริหารส่วนตำบลทุ่งแสงคำงาม", None)
    assert [note.code for note in body.notes] == ["organisation_unknown"]


def test_a_name_that_occurs_more_often_has_no_place():
    body = read_organisation(["องค์การบริหารส่วนตำบลนาดี"])
    assert body.subdistrict == "นาดี"
    assert (body.district, body.province, body.area_code, body.body_id) == (None, None, None, None)


def test_a_title_page_without_the_name_gives_kind_and_place():
    body = read_organisation(["องค์การบริหารส่วนตำบล", "อำเภอ กันทรลักษ์ จังหวัดศรีสะเกษ"])
    assert body.organisation is None
    assert (body.organisation_type, body.area_code) == (SAO, "3304")


@pytest.mark.parametrize(
    "texts",
    [
        [],
        [""],
        ["คณะกรรมการเทศบาลตำบล ทุกแห่งต้องรายงาน"],
        ["หน่วยงานประเภท องค์การบริหารส่วนตำบล โดยแบ่งคะแนน"],
        ["เทศบาลตำบลฯ ได้ดำเนินการ", "เทศบาลฯ มีช่องทาง"],
        ["พระราชบัญญัติสภาตำบลและองค์การบริหารส่วนตำบล พ.ศ. 2537"],
        ["ผู้บริหารขององค์การบริหารส่วนตำบลและเทศบาลตำบล"],
        ["กรอบต่อไป รอบต.ค. กทม. ผอบ"],
        ["ตามที่สำนักงาน ป.ป.ช. กำหนด", "กรมส่งเสริมการปกครองท้องถิ่นแจ้ง"],
        ["สำนักงานคณะกรรมการป้องกันและปราบปรามการทุจริตแห่งชาติ"],
        ["เว็บไซต์เทศบาลตำบล จัดให้มีการอบรม"],
    ],
)
def test_what_names_no_body_gives_none(texts):
    assert read_organisation(texts) == Organisation()


def test_bodies_named_in_passing_are_not_the_document_s():
    texts = [
        "รายงานผลของเทศบาลตำบลหัวนา อำเภอเมือง จังหวัดหนองบัวลำภู",
        "ศึกษาดูงาน ณ องค์การบริหารส่วนตำบลดอนแก้ว อำเภอแม่ริม จังหวัดเชียงใหม่",
        "องค์การบริหารส่วนตำบลดอนแก้ว อำเภอแม่ริม จังหวัดเชียงใหม่ ให้การต้อนรับ",
        "สำนักงาน ป.ป.ช. ประจำจังหวัดอุดรธานี และโรงเรียนบ้านนา",
    ]
    body = read_organisation(texts)
    assert body.organisation == "เทศบาลตำบลหัวนา"
    assert (body.district, body.province) == ("เมืองหนองบัวลำภู", "หนองบัวลำภู")


def test_a_memorandum_s_head_names_the_body():
    texts = [
        "บันทึกข้อความ",
        "ส่วนราชการ สำนักปลัด เทศบาลตำบลทุ่งแสงคำ",
        "เรียน นายกเทศมนตรีตำบลทุ่งแสงคำ",
    ]
    assert read_organisation(texts).organisation == "เทศบาลตำบลทุ่งแสงคำ"


def test_every_subdistrict_s_name_is_read_whole():
    """Words that end names stand in many names as well; no real name may be cut."""
    for province in places.provinces():
        if province.code == places.BANGKOK:
            continue
        for district in places.districts_of(province)[:4]:
            place = places.subdistricts_of(district)[-1]
            texts = [
                f"องค์การบริหารส่วนตำบล{place.name}ได้ดำเนินการ",
                f"อำเภอ{district.name} จังหวัด{province.name}",
            ]
            assert read_organisation(texts).subdistrict == place.name


def test_the_words_that_end_names_are_written_without_spaces():
    data = tomllib.loads(
        files("ita_parse").joinpath("data", "organisations.toml").read_text(encoding="utf-8")
    )
    words = data["ends"]["strong"] + data["ends"]["weak"]
    assert not [word for word in words if " " in word or not word]
    assert len(set(words)) == len(words)


_WORDS = """
องค์การบริหารส่วนตำบล เทศบาลตำบล เทศบาลเมือง อบต. ทต. อบจ. อบต นาดี เมือง เลย ได้ มี ประจำ อำเภอ อ.
จังหวัด จ. ตำบล ต. - ฯ . ( ) 2568 ของ สำนักงาน โรงเรียน กรม มหาวิทยาลัย จังหวัดเลย ศรีสะเกษ ¶
"""
_PIECES = st.sampled_from([*_WORDS.split(), " ", "\n"])
_TEXTS = st.lists(_PIECES, max_size=12).map("".join) | st.text(max_size=60)


@given(st.lists(_TEXTS, max_size=6))
def test_no_text_breaks_the_reader(texts):
    body = read_organisation(texts)
    assert body == read_organisation(texts)
    if body.body_id:
        assert body.organisation_type
        assert body.area_code


def test_a_long_line_below_a_bare_kind_takes_no_time_without_end() -> None:
    line = "จัดทำประกาศเผยแพร่ให้ประชาชนทราบโดยทั่วกันอย่างต่อเนื่อง" * 3
    assert read_organisation(["องค์การบริหารส่วนตำบล", f"{line}."]).organisation is None
