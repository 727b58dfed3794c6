"""Lines whose ends are known: where the text goes on with a space, without one, or on a new line.

A line's end is shown as it is read: "\\n" where a line of the cell ended, " \\n" where the producer
drew the space there too, U+2028 where the author broke the line.
"""

from __future__ import annotations

import pytest

from ita_parse import Normaliser, normalise
from ita_parse.normalisation.lists import Markers
from ita_parse.text import HARD_BREAK

# The space that ends a line was drawn: it is one, even where the model would have none.
DRAWN = [
    ("ประชุมคณะทำงานเมื่อต้นปี \nและรายงานต่อปลัดเทศบาล", "ประชุมคณะทำงานเมื่อต้นปี และรายงานต่อปลัดเทศบาล"),
    ("จัดอบรม \nเจ้าหน้าที่", "จัดอบรม เจ้าหน้าที่"),
    ("สำรวจถนน \n  ในหมู่บ้าน", "สำรวจถนน ในหมู่บ้าน"),
    ("ซ่อมท่อ   \nประปา", "ซ่อมท่อ ประปา"),
    ("ปลูกต้นไม้ \r\nริมคลอง", "ปลูกต้นไม้ ริมคลอง"),
    ("ปลูกต้นไม้\u00a0\nริมคลอง", "ปลูกต้นไม้ ริมคลอง"),
    ("ขุดลอก\n \nลำห้วย", "ขุดลอกลำห้วย"),
]

# The line ended within a compound or a phrase.
WITHIN_PHRASES = [
    ("กองคลังจัดทำแผนการจัดซื้อจัด\nจ้างประจำปีแล้วเสร็จ", "กองคลังจัดทำแผนการจัดซื้อจัดจ้างประจำปีแล้วเสร็จ"),
    ("แจ้งผ่านเว็บ\nไซต์ของเทศบาล", "แจ้งผ่านเว็บไซต์ของเทศบาล"),
    ("ให้บริการผ่านระบบ\nออนไลน์", "ให้บริการผ่านระบบออนไลน์"),
    ("รายงานผลการดำเนิน\nงานประจำปี", "รายงานผลการดำเนินงานประจำปี"),
    ("สอบถามผู้มีส่วนได้\nส่วนเสียของตำบล", "สอบถามผู้มีส่วนได้ส่วนเสียของตำบล"),
    ("ป้องกันผลประโยชน์ทับ\nซ้อน", "ป้องกันผลประโยชน์ทับซ้อน"),
    ("องค์การบริหารส่วน\nตำบลหนองบัวคำ", "องค์การบริหารส่วนตำบลหนองบัวคำ"),
    ("คู่มือการปฏิบัติ\nงานของเจ้าหน้าที่", "คู่มือการปฏิบัติงานของเจ้าหน้าที่"),
    ("งบประมาณราย\nจ่ายประจำปี", "งบประมาณรายจ่ายประจำปี"),
    ("มาตรการส่งเสริมคุณ\nธรรมของพนักงาน", "มาตรการส่งเสริมคุณธรรมของพนักงาน"),
    ("ลงพื้นที่สำรวจ\nความต้องการของประชาชน", "ลงพื้นที่สำรวจความต้องการของประชาชน"),
    ("พนักงานทุกคน\nในสังกัด", "พนักงานทุกคนในสังกัด"),
    ("ประชา\nสัม\nพันธ์", "ประชาสัมพันธ์"),
]

# A clause begins on the next line.
BETWEEN_CLAUSES = [
    (
        "สำนักปลัดจัดประชุมชี้แจงหลักเกณฑ์การประเมินแก่เจ้าหน้าที่ทุกคน",
        "เพื่อให้เข้าใจตรงกันและปฏิบัติได้ถูกต้อง",
    ),
    (
        "กองช่างตรวจสอบถนนภายในหมู่บ้านที่ชำรุดจากน้ำท่วมทุกสาย",
        "โดยร่วมกับผู้ใหญ่บ้านและกรรมการหมู่บ้าน",
    ),
    (
        "เทศบาลเปิดช่องทางร้องเรียนผ่านเว็บไซต์และจดหมาย",
        "รวมทั้งจัดทำคู่มือแจกประชาชนที่มาติดต่อราชการ",
    ),
    ("ประกาศเจตนารมณ์ไม่รับของขวัญในวันปีใหม่", "และเผยแพร่บนเว็บไซต์ของหน่วยงาน"),
    ("นายกเทศมนตรีกำชับให้ทุกกองรายงานความก้าวหน้าทุกเดือน", "ตลอดจนติดตามเรื่องที่ค้างอยู่"),
]

# Letters and signs that tell by themselves.
SIGNS = [
    # digits and Latin
    ("งบประมาณ\n25,000 บาท", "งบประมาณ 25,000 บาท"),
    ("งบประมาณ 25,000\nบาท", "งบประมาณ 25,000 บาท"),
    ("ไตรมาสที่\n๒ ของปี", "ไตรมาสที่ 2 ของปี"),
    ("อบรมพนักงาน ๓๐\nคน", "อบรมพนักงาน 30 คน"),
    ("ร้อยละ 85\n.5 ของเป้าหมาย", "ร้อยละ 85.5 ของเป้าหมาย"),
    ("ร้อยละ\n92.50 ของเป้าหมาย", "ร้อยละ 92.50 ของเป้าหมาย"),
    ("ลงข่าวใน\nFacebook ของเทศบาล", "ลงข่าวใน Facebook ของเทศบาล"),
    ("ลงข่าวใน Facebook\nของเทศบาล", "ลงข่าวใน Facebook ของเทศบาล"),
    ("แบบสอบถาม Google\nForm", "แบบสอบถาม Google Form"),
    ("ระบบ E-\nBidding", "ระบบ E-Bidding"),
    # signs of repetition and abbreviation
    ("ต่าง\nๆ ที่เกี่ยวข้อง", "ต่าง ๆ ที่เกี่ยวข้อง"),
    ("ช่องทางต่าง ๆ\nที่เกี่ยวข้อง", "ช่องทางต่าง ๆ ที่เกี่ยวข้อง"),
    ("ปากกา ดินสอ ยางลบ\nฯลฯ", "ปากกา ดินสอ ยางลบ ฯลฯ"),
    ("ปากกา ดินสอ ฯลฯ\nตามที่ร้องขอ", "ปากกา ดินสอ ฯลฯ ตามที่ร้องขอ"),
    ("กรุงเทพ\nฯ และปริมณฑล", "กรุงเทพฯ และปริมณฑล"),
    ("กรุงเทพฯ\nและปริมณฑล", "กรุงเทพฯ และปริมณฑล"),
    ("ปีงบประมาณ พ.ศ.\n๒๕๖๘", "ปีงบประมาณ พ.ศ. 2568"),
    ("ปีงบประมาณ\nพ.ศ. 2568", "ปีงบประมาณ พ.ศ. 2568"),
    ("ประชุมวันที่ 5\nม.ค. 2568", "ประชุมวันที่ 5 ม.ค. 2568"),
    # brackets and quotation marks
    ("คณะกรรมการ\n(ชุดใหม่) ประชุม", "คณะกรรมการ (ชุดใหม่) ประชุม"),
    ("คณะกรรมการ (ชุด\nใหม่) ประชุม", "คณะกรรมการ (ชุดใหม่) ประชุม"),
    ("คณะกรรมการ (\nชุดใหม่) ประชุม", "คณะกรรมการ (ชุดใหม่) ประชุม"),
    ("คณะกรรมการ (ชุดใหม่\n) ประชุม", "คณะกรรมการ (ชุดใหม่) ประชุม"),
    ("คณะกรรมการ (ชุดใหม่)\nประชุม", "คณะกรรมการ (ชุดใหม่) ประชุม"),
    ("โครงการ “\nคลองใส” ปีที่ 3", "โครงการ “คลองใส” ปีที่ 3"),
    ("โครงการ “คลองใส\n” ปีที่ 3", "โครงการ “คลองใส” ปีที่ 3"),
    ("โครงการ “คลองใส”\nปีที่ 3", "โครงการ “คลองใส” ปีที่ 3"),
    # dashes, strokes, commas
    ("มกราคม -\nมีนาคม", "มกราคม - มีนาคม"),
    ("มกราคม-\nมีนาคม", "มกราคม-มีนาคม"),
    ("มกราคม –\nมีนาคม", "มกราคม – มีนาคม"),
    ("ระหว่าง 1\n- 15 มีนาคม", "ระหว่าง 1 - 15 มีนาคม"),
    ("อายุ 20\n– 35 ปี", "อายุ 20 – 35 ปี"),
    ("เริ่ม 1 ต.ค. 2567\n- 30 ก.ย. 2568", "เริ่ม 1 ต.ค. 2567 - 30 ก.ย. 2568"),
    ("ตุลาคม 2567\n- กันยายน 2568", "ตุลาคม 2567 - กันยายน 2568"),
    ("กองคลัง/\nกองช่าง", "กองคลัง/กองช่าง"),
    ("กองคลัง\n/กองช่าง", "กองคลัง/กองช่าง"),
    ("กองคลัง,\nกองช่าง", "กองคลัง, กองช่าง"),
    ("กองคลัง\n, กองช่าง", "กองคลัง, กองช่าง"),
    # addresses and numbers of telephones and documents
    ("ดู https://www.nongbua.example/\nita/2568 ได้", "ดู https://www.nongbua.example/ita/2568 ได้"),
    ("ดู https://www.nongbua.example\n/ita/2568", "ดู https://www.nongbua.example/ita/2568"),
    ("ดู www.nongbua\n.example/ita", "ดู www.nongbua.example/ita"),
    ("ดู www.nongbua.example\nเพื่อให้ทราบ", "ดู www.nongbua.example เพื่อให้ทราบ"),
    ("อีเมล saraban@nongbua\n.example", "อีเมล saraban@nongbua.example"),
    ("อีเมล saraban@\nnongbua.example", "อีเมล saraban@nongbua.example"),
    ("อีเมล saraban\n@nongbua.example", "อีเมล saraban@nongbua.example"),
    ("โทร. 0-4412-\n3456", "โทร. 0-4412-3456"),
    ("โทร. 0 4412\n3456 ต่อ 12", "โทร. 0 4412 3456 ต่อ 12"),
    ("โทรศัพท์\n๐ ๔๔๑๒ ๓๔๕๖", "โทรศัพท์ 0 4412 3456"),
    ("ที่ นค 71001/\n254 ลงวันที่", "ที่ นค 71001/254 ลงวันที่"),
    ("ที่ นค 71001\n/254 ลงวันที่", "ที่ นค 71001/254 ลงวันที่"),
    ("ที่ นค\n71001/254", "ที่ นค 71001/254"),
]

# Units and posts one after the other, and a status behind a result.
FIELDS = [
    ("สำนักปลัด\nกองคลัง\nกองช่าง", "สำนักปลัด กองคลัง กองช่าง"),
    ("กองการศึกษา\nกองสวัสดิการสังคม", "กองการศึกษา กองสวัสดิการสังคม"),
    ("นักทรัพยากรบุคคล\nนิติกร", "นักทรัพยากรบุคคล นิติกร"),
    ("ปลัดเทศบาล\nหัวหน้าสำนักปลัด", "ปลัดเทศบาล หัวหน้าสำนักปลัด"),
    ("กองส่งเสริม\nการเกษตร", "กองส่งเสริมการเกษตร"),
    (
        "จัดอบรมพนักงานเรื่องการป้องกันผลประโยชน์ทับซ้อนครบถ้วนทุกคน\nดำเนินการแล้วเสร็จ",
        "จัดอบรมพนักงานเรื่องการป้องกันผลประโยชน์ทับซ้อนครบถ้วนทุกคน ดำเนินการแล้วเสร็จ",
    ),
    (
        "ผู้เข้าอบรมมีความรู้ความเข้าใจเพิ่มขึ้นและนำไปปฏิบัติได้จริง\nอยู่ระหว่างดำเนินการ",
        "ผู้เข้าอบรมมีความรู้ความเข้าใจเพิ่มขึ้นและนำไปปฏิบัติได้จริง อยู่ระหว่างดำเนินการ",
    ),
]

# Clean already, save for Thai digits: every line begins an item.
LISTS = [
    "1. ประชุมชี้แจง\n2. สรุปผล\n3. รายงานปลัด",
    "๑. ทบทวนคำสั่ง\n๒. ติดตามผล\n๓. รายงาน",
    "๑) ประชุม\n๒) สรุปผล",
    "(1) ประชุม\n(2) สรุปผล",
    "ก. งานสารบรรณ\nข. งานบุคคล\nค. งานพัสดุ",
    "ก) งานสารบรรณ\nข) งานบุคคล",
    "(ก) งานสารบรรณ\n(ข) งานบุคคล",
    "• แจ้งเวียน\n• ปิดประกาศ",
    "- แจ้งเวียน\n- ปิดประกาศ",
    "▪ สำรวจ\n▪ รายงาน",
    "✓ สำรวจ\n✓ รายงาน",
    "☐ ยังไม่เริ่ม\n☑ ดำเนินการแล้ว",
    "1. งานคลัง\n1.1 จัดเก็บภาษี\n1.2 เบิกจ่าย\n2. งานช่าง\n2.1 สำรวจถนน",
    "๑. งานคลัง\n๑.๑ จัดเก็บภาษี\n๑.๒ เบิกจ่าย",
    "1.1 เชิญประชุม\n1.2 จัดห้อง",
    "3. เผยแพร่แผน\n4. สรุปผล",
    "แนวทางมีดังนี้\n1. ประชุม\n2. สรุป",
    "แบ่งเป็น\nก. ภายใน\nข. ภายนอก",
]

WRAPPED_LISTS = [
    (
        "1. จัดประชุมชี้แจงแก่ผู้\nปฏิบัติงาน\n2. รายงานผลต่อปลัด\nเทศบาล",
        "1. จัดประชุมชี้แจงแก่ผู้ปฏิบัติงาน\n2. รายงานผลต่อปลัดเทศบาล",
    ),
    ("• แจ้งเวียนทุก\nกอง\n• ปิดประกาศ", "• แจ้งเวียนทุกกอง\n• ปิดประกาศ"),
    ("- แจ้งเวียนทุก\nกอง\n- ปิดประกาศ", "- แจ้งเวียนทุกกอง\n- ปิดประกาศ"),
    (
        "1. งานคลัง\n1.1 จัดเก็บราย\nได้\n1.2 เบิกจ่าย\n2. งานช่าง",
        "1. งานคลัง\n1.1 จัดเก็บรายได้\n1.2 เบิกจ่าย\n2. งานช่าง",
    ),
    ("1. ใช้งบ\n1.5 ล้านบาท\n2. สรุปผล", "1. ใช้งบ 1.5 ล้านบาท\n2. สรุปผล"),
]

# The beginning of a line looks like a marker and is none.
NO_MARKERS = [
    ("ผู้รับบริการปี\n๒๕๖๘ จำนวน ๓ ราย", "ผู้รับบริการปี 2568 จำนวน 3 ราย"),
    ("จัดซื้อเครื่องพิมพ์\n12 เครื่อง", "จัดซื้อเครื่องพิมพ์ 12 เครื่อง"),
    ("วงเงิน\n1.5 ล้านบาท", "วงเงิน 1.5 ล้านบาท"),
    ("ระยะทาง\n๔.๒๕ กิโลเมตร", "ระยะทาง 4.25 กิโลเมตร"),
    ("เวลา 09.00\nน. ถึง 16.30 น.", "เวลา 09.00 น. ถึง 16.30 น."),
    ("เวลา 13.30\nน. เป็นต้นไป", "เวลา 13.30 น. เป็นต้นไป"),
    ("ตำบลหัวนา\nอ. ท่าช้าง จ. บัวเรือง", "ตำบลหัวนา อ. ท่าช้าง จ. บัวเรือง"),
    ("ตำบลหัวนา อ. ท่าช้าง\nจ. บัวเรือง", "ตำบลหัวนา อ. ท่าช้าง จ. บัวเรือง"),
    ("ประกาศฉบับที่\n2) ของเทศบาลซึ่งลงนามแล้ว", "ประกาศฉบับที่ 2) ของเทศบาลซึ่งลงนามแล้ว"),
    ("ให้ถือตามความใน\n3. ของประกาศ", "ให้ถือตามความใน 3. ของประกาศ"),
    ("ปฏิบัติตามข้อ 1) และข้อ\n2) ของประกาศ", "ปฏิบัติตามข้อ 1) และข้อ 2) ของประกาศ"),
]

# What the author broke: as read, where it may be mere markup, and where geometry proves it.
HARD_BREAKS = [
    ("กองคลัง|กองช่าง", "กองคลัง กองช่าง", "กองคลัง กองช่าง"),
    ("เทศบาลตำบล|หนองบัว", "เทศบาลตำบลหนองบัว", "เทศบาลตำบล หนองบัว"),
    ("รายงานผลการดำเนิน|งาน", "รายงานผลการดำเนินงาน", "รายงานผลการดำเนิน งาน"),
    ("จัดทำราย|งาน", "จัดทำรายงาน", "จัดทำราย งาน"),
    ("ประชาสัม|พันธ์", "ประชาสัมพันธ์", "ประชาสัม พันธ์"),
    ("จัด\nซื้อ|จัดจ้าง", "จัดซื้อจัดจ้าง", "จัดซื้อ จัดจ้าง"),
    ("ประชุม||และสรุปผล", "ประชุมและสรุปผล", "ประชุม และสรุปผล"),
    ("ประชุม |\n และสรุปผล", "ประชุมและสรุปผล", "ประชุม และสรุปผล"),
    ("คณะกรรมการ|(ชุดใหม่)", "คณะกรรมการ (ชุดใหม่)", "คณะกรรมการ (ชุดใหม่)"),
    ("จำนวน|3.5 ล้านบาท", "จำนวน 3.5 ล้านบาท", "จำนวน 3.5 ล้านบาท"),
    ("https://a.example/|ita", "https://a.example/ita", "https://a.example/ita"),
    ("1. ประชุม|2. สรุป", "1. ประชุม\n2. สรุป", "1. ประชุม\n2. สรุป"),
    ("เริ่มงาน|ก. สำรวจ", "เริ่มงาน\nก. สำรวจ", "เริ่มงาน\nก. สำรวจ"),
    ("|ประชุม|", "ประชุม", "ประชุม"),
]


@pytest.mark.parametrize(("read", "clean"), DRAWN)
def test_a_space_drawn_at_a_lines_end_stays(read: str, clean: str) -> None:
    assert normalise(read) == clean


@pytest.mark.parametrize(("read", "clean"), WITHIN_PHRASES)
def test_a_line_that_ends_within_a_phrase_goes_on_without_a_space(read: str, clean: str) -> None:
    assert normalise(read) == clean


@pytest.mark.parametrize(("before", "behind"), BETWEEN_CLAUSES)
def test_a_clause_on_the_next_line_keeps_its_space(before: str, behind: str) -> None:
    assert normalise(f"{before}\n{behind}") == f"{before} {behind}"


def test_lines_are_joined_both_ways_in_one_cell() -> None:
    read = "สำนักปลัดจัดประชุมชี้แจงหลัก\nเกณฑ์การประเมินแก่เจ้าหน้าที่\nเพื่อให้เข้าใจตรงกันและปฏิบัติ\nได้ถูกต้อง"
    assert normalise(read) == (
        "สำนักปลัดจัดประชุมชี้แจงหลักเกณฑ์การประเมินแก่เจ้าหน้าที่ เพื่อให้เข้าใจตรงกันและปฏิบัติได้ถูกต้อง"
    )


@pytest.mark.parametrize(("read", "clean"), SIGNS)
def test_signs_at_a_lines_end_tell_by_themselves(read: str, clean: str) -> None:
    assert normalise(read) == clean


@pytest.mark.parametrize(("read", "clean"), FIELDS)
def test_units_posts_and_statuses_are_told_apart(read: str, clean: str) -> None:
    assert normalise(read) == clean


@pytest.mark.parametrize("text", LISTS)
def test_a_list_keeps_its_lines(text: str) -> None:
    assert normalise(text) == Normaliser(["thai_digits"])(text)


@pytest.mark.parametrize(("read", "clean"), WRAPPED_LISTS)
def test_items_of_a_list_are_joined_each_for_itself(read: str, clean: str) -> None:
    assert normalise(read) == clean


@pytest.mark.parametrize(("read", "clean"), NO_MARKERS)
def test_a_number_or_letter_that_is_no_marker_stays_in_its_sentence(read: str, clean: str) -> None:
    assert normalise(read) == clean


@pytest.mark.parametrize(
    "text", ["เขียนจดหมายถึง\nจ. บัวเรือง", "ยื่นคำร้องที่\nอ. ท่าช้าง", "เริ่มตั้งแต่\nน. เป็นต้นไป"]
)
def test_a_letter_that_numbers_no_list_begins_no_line(text: str) -> None:
    assert "\n" not in normalise(text)


@pytest.mark.parametrize(("read", "loose", "firm"), HARD_BREAKS)
def test_a_hard_break_is_a_space_for_sure_only_where_geometry_says_so(
    read: str, loose: str, firm: str
) -> None:
    read = read.replace("|", HARD_BREAK)
    assert Normaliser().within([read])(read)[0] == loose
    assert Normaliser().within([read], firm=True)(read)[0] == firm


def test_a_number_needs_a_neighbour_or_a_long_list() -> None:
    assert not Markers(["ประชุมประจำเดือน", "7) สรุปผล"]).begins("7) สรุปผล")
    assert Markers(["6) ประชุม", "7) สรุปผล"]).begins("7) สรุปผล")
    misread = ["1) ประชุม", "2) อบรม", "8) สรุปผล", "4) รายงาน", "5) เผยแพร่"]
    assert Markers(misread).begins("8) สรุปผล")


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n\r", "\r\n\r\n"])
@pytest.mark.parametrize(
    "text", ["ประชาสัม|พันธ์", "ประชุม|และสรุปผล", "1. ประชุม|2. สรุป", "ใช้เงิน|5 บาท"]
)
def test_line_ends_of_windows_are_line_ends(end: str, text: str) -> None:
    assert normalise(text.replace("|", end)) == normalise(text.replace("|", "\n"))


def test_a_line_that_stops_short_ends_with_a_space() -> None:
    wide = "รายงานผลการตรวจสอบพัสดุประจำปีของเทศบาล"
    assert normalise(f"สำรวจแล้ว\nความเห็นของผู้ตรวจ\n{wide}").startswith("สำรวจแล้ว ความเห็น")


def test_a_line_that_stops_short_within_a_word_goes_on() -> None:
    wide = "รายงานผลการตรวจสอบพัสดุประจำปีของเทศบาล"
    assert normalise(f"ประชาสัม\nพันธ์งาน\n{wide}").startswith("ประชาสัมพันธ์")


def test_joined_line_ends_are_counted() -> None:
    _, repairs = Normaliser().clean("1. ประชุมผู้\nปฏิบัติงาน\n2. สรุป\nผล")
    assert {repair.rule: repair.count for repair in repairs} == {"line_ends": 2}


@pytest.mark.parametrize("text", ["\n", " \n ", HARD_BREAK, f"{HARD_BREAK}\n {HARD_BREAK}", "\r\n"])
def test_nothing_but_line_ends_is_nothing(text: str) -> None:
    assert normalise(text) == ""
