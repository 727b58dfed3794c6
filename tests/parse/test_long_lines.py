"""No line takes a reader time without end: quantifiers must not multiply on long lines."""

import time
from itertools import cycle, islice

import pytest

from ita_parse.document import Paragraph
from ita_parse.parse.letters import read_letters
from ita_parse.parse.organisation import read_organisation
from ita_parse.parse.titles import read_titles
from ita_parse.parse.values.dates import read_date, read_fiscal_years
from ita_parse.parse.values.owner import read_owners
from ita_parse.parse.values.period import read_period

LENGTH = 5000
LIMIT = 1.0  # seconds; the slowest takes a tenth of it

READERS = {
    "organisation": lambda text: read_organisation(["องค์การบริหารส่วนตำบล", text]),
    "titles": lambda text: read_titles([text]),
    "title lines": lambda text: read_titles([text[i : i + 99] for i in range(0, LENGTH, 99)]),
    "letters": lambda text: read_letters([Paragraph(part, part) for part in ("บันทึกข้อความ", text)]),
    "letter": lambda text: read_letters([Paragraph(text, text)]),
    "owners": read_owners,
    "period": read_period,
    "date": read_date,
    "fiscal years": read_fiscal_years,
}
UNITS = [
    "ก", "ก ", "ก.", "ก-", "ก - ", "- ", ". ", ".", "-", " ", "\n", "1", "1.", "1-", "1,", "1/",
    "(", "…", "จัดทำประกาศเผยแพร่ให้ประชาชนทราบโดยทั่วกันอย่างต่อเนื่อง", "ประชาชน ",
    "ประชาชน-", "ประชาชน.", "2568", "2568-", "2568, ", "25 68-", "พ.ศ.2568 ", "ปีงบประมาณ",
    "ปี 2568 และ", "มี.ค.", "ม.ค. - ", "1 ม.ค. ", "1 ถึง", "ไตรมาสที่ 1 - ", "รอบ 6 เดือน และ",
    "ภายใน", "สิ้นสุด", "เดือน", "ตั้งแต่", "ที่ ", "ที่ ก ", "เรื่อง ", "เรียน ", "เรียนปลัด",
    "วันที่ ", "ส่วนราชการ ", "บันทึกข้อความ\n", "<b>", "*", "| ", "กลุ่มงาน", "งาน", "สำนัก/",
    "กองคลัง", "สำนักปลัด", "กองการศึกษา ", "และ", "นายกเทศมนตรี", "เทศบาลตำบล", "เทศบาลตำบลก ",
    "อบต.ก ", "อบต.", "อำเภอเมือง", "อำเภอก-", "จังหวัดเลย", "จ.", "ต.ก ", "ตำบล", "สำนักงาน",
    "ณ ", "มาตรการส่งเสริมคุณธรรม", "รายงานผล", "ผลการประเมินคุณธรรม", "คะแนน", "ITA",
    "แนวทางยกระดับ", "แผน", "ดำเนินการตามมาตรการ", "มาตรการ 2568 และ",
    "มาตรการส่งเสริมความโปร่งใส ประจำปี 2568 และ", "การประเมินคุณธรรม ปี 2568 ",
]  # fmt: skip
HEADS = ["", "มาตรการส่งเสริมคุณธรรม "]


def long(*units):
    return "".join(islice(cycle(units), LENGTH))[:LENGTH]


@pytest.mark.parametrize("reader", READERS)
def test_a_long_line_is_read_in_less_than_a_second(reader):
    read = READERS[reader]
    lines = [head + long(unit) + "x" for unit in UNITS for head in HEADS]
    lines += [long(one, other) for one, other in zip(UNITS, UNITS[7:], strict=False)]
    slow = []
    read(UNITS[0])  # loads the vocabularies
    for line in lines:
        begun = time.perf_counter()
        read(line)
        if time.perf_counter() - begun > LIMIT:
            slow.append(line[:60])
    assert not slow
