import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_parse.parse.values.topic import read_topic

TOPICS = [
    # The seven classic measures
    ("มาตรการเผยแพร่ข้อมูลต่อสาธารณะ", "information_disclosure"),
    ("มาตรการให้ผู้มีส่วนได้ส่วนเสียมีส่วนร่วม", "stakeholder_participation"),
    ("มาตรการส่งเสริมความโปร่งใสในการจัดซื้อจัดจ้าง", "procurement_transparency"),
    ("มาตรการจัดการเรื่องร้องเรียนการทุจริต", "complaint_handling"),
    ("มาตรการป้องกันการรับสินบน", "bribery_prevention"),
    (
        "มาตรการป้องกันการขัดกันระหว่างผลประโยชน์ส่วนตนกับผลประโยชน์ส่วนรวม",
        "conflict_of_interest",
    ),
    ("มาตรการตรวจสอบการใช้ดุลพินิจ", "discretion_review"),
    # Newer ones
    ("No Gift Policy", "no_gift_policy"),
    ("ประกาศงดรับของขวัญในเทศกาลปีใหม่", "no_gift_policy"),
    ("ประมวลจริยธรรมพนักงานส่วนท้องถิ่น", "ethics"),
    ("ส่งเสริมคุณธรรม จริยธรรมแก่บุคลากร", "ethics"),
    ("คู่มือการยืมทรัพย์สินของราชการ", "state_property"),
    ("ปรับปรุงระบบ E-Service", "public_service"),
    ("ปรับปรุงระบบ e - service", "public_service"),
    ("ประเมินความเสี่ยงการทุจริตประจำปี", "risk_management"),
    # The more specific wins
    ("เปิดเผยข้อมูลการจัดซื้อจัดจ้าง", "procurement_transparency"),
    ("เผยแพร่ช่องทางร้องเรียนบนเว็บไซต์", "complaint_handling"),
    ("ประเมินความเสี่ยงการทุจริตในประเด็นสินบน", "risk_management"),
    ("เผยแพร่แผนการใช้จ่ายงบประมาณประจำปี", "information_disclosure"),
    ("ป้องกันผลประโยชน์ทับซ้อนในการจัดซื้อจัดจ้าง", "conflict_of_interest"),
    ("ประชาชนมีส่วนร่วมในการเผยแพร่ข้อมูลข่าวสาร", "stakeholder_participation"),
    # White space never matters
    ("มาตรการ ส่งเสริม ความโปร่งใสในการจัด ซื้อจัดจ้าง", "procurement_transparency"),
    ("มาตรการ\nป้องกันการ\nรับสิน\nบน", "bribery_prevention"),
    ("NO  GIFT\nPOLICY", "no_gift_policy"),
    # Nothing said
    ("ประชุมประจำเดือน", None),
    ("กองคลัง", None),
    ("", None),
    ("-", None),
    # Found in real reports
    ("นโยบายไม่รับของขวัญหรือของกำนัลจากการปฏิบัติหน้าที่ (No Gift Policy)", "no_gift_policy"),
    ("แนวทางการประพฤติตนทางจริยธรรม ที่ควรทำ และไม่ควรทำ (Do & DON'T)", "ethics"),
    ("มาตรการการกำกับดูแลและ ใช้ทรัพย์สินของราชการ", "state_property"),
    ("การเปิดโอกาสให้ประชาชนมีส่วนร่วมและเผยแพร่การทำงาน", "stakeholder_participation"),
    ("ให้ผู้มีส่วนได้เสียมีส่วนร่วมในการป้องกันการทุจริต", "stakeholder_participation"),
    ("มาตรการเปิดเผยข้อมูล สาธารณะและกำกับติดตาม การเผยแพร่", "information_disclosure"),
    ("จัดทำคู่มือ/แนวทางการปฏิบัติงานหรือการให้บริการ", "public_service"),
]


@pytest.mark.parametrize(("text", "expected"), TOPICS)
def test_the_topic_is_what_the_name_of_the_measure_says(text: str, expected: str | None) -> None:
    assert read_topic(text) == expected


@given(st.text())
def test_no_text_raises(text: str) -> None:
    read_topic(text)


@given(st.sampled_from(TOPICS), st.data())
def test_white_space_does_not_change_the_topic(
    example: tuple[str, str | None], data: st.DataObject
) -> None:
    text, expected = example
    place = data.draw(st.integers(0, len(text)))
    assert read_topic(text[:place] + " \n" + text[place:]) == expected
