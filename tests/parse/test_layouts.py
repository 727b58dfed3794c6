"""Headers and layouts are data: known words, misread ones, and a ninth layout by data alone."""

from __future__ import annotations

from pathlib import Path

import pytest

import ita_parse
from ita_parse.parse import load_layouts

HEADERS = [
    ("ลำดับ", "sequence", None),
    ("ลำดับที่", "sequence", None),
    ("มาตรการ/โครงการ/กิจกรรม", "measure", None),
    ("มาตรการ / กิจกรรม", "measure", None),
    ("ระยะเวลา ในการดำเนินการ", "period", None),
    ("หน่วยงาน ที่รับผิดชอบ", "owner", None),
    ("สรุปผลการดำเนินการตาม มาตรการหรือกิจกรรม", "result", None),
    ("ผลลัพธ์หรือความสำเร็จ ในการดำเนินการ", "outcome", None),
    ("ข้อ", "item", None),
    ("ประเด็นที่ต้องพัฒนา", "item", None),
    ("ผลคะแนนปี ๒๕๖๔", "score", 2564),
    ("ปี 2566", "score", 2566),
    ("คะแนน (ร้อยละ)", "score", None),
    ("ผลต่าง", "change", None),
    ("เครื่องมือ การ ประเมิน", "instrument", None),
    ("ปัญหา/อุปสรรค", "obstacles", None),
    # misread by OCR
    ("ชื่อ", "item", None),
    ("วิธีดำเนิบการ", "method", None),
    ("ผู้รับผิดซอบ", "owner", None),
    ("ระยะเวลาดำเนินกาธ", "period", None),
]


@pytest.mark.parametrize(("text", "field", "year"), HEADERS)
def test_a_header_names_its_field(text: str, field: str, year: int | None) -> None:
    header = load_layouts().header(text)
    assert header is not None
    assert (header.field, header.year) == (field, year)


@pytest.mark.parametrize(
    "text", ["", "กองคลัง", "การใช้งบประมาณ", "95.33", "1", "จัดทำประกาศเผยแพร่", "ดี", "IIT"]
)
def test_a_cell_of_data_is_no_header(text: str) -> None:
    assert load_layouts().header(text) is None


NINTH = """
[headers]
risk = ["ประเด็นความเสี่ยง", "เหตุการณ์ความเสี่ยง"]
measure = ["มาตรการควบคุม"]

[[layout]]
name = "risk control"
all = ["risk", "measure"]
records = "measures"
row_kind = "measure"
carry = ["risk"]
kind = "measures_plan"
"""

TRANSCRIPT = """แผนบริหารความเสี่ยง ประจำปีงบประมาณ พ.ศ. 2568

ประเด็นความเสี่ยง\tมาตรการควบคุม\tผู้รับผิดชอบ
การเบิกจ่ายไม่ครบถ้วน\tตรวจเอกสารสองชั้นก่อนอนุมัติ\tกองคลัง
\tสุ่มตรวจใบสำคัญทุกเดือน\tหน่วยตรวจสอบภายใน
"""


def test_a_ninth_layout_is_an_edit_of_data(tmp_path: Path) -> None:
    path = tmp_path / "risk.toml"
    path.write_text(NINTH, encoding="utf-8")
    # Without the file the header is read by its other words, and the risk column stays unmapped.
    assert "risk" not in {cell.field for cell in ita_parse.read(TRANSCRIPT.encode()).cells}
    report = ita_parse.read(TRANSCRIPT.encode(), layouts=[path])
    assert [m.measure for m in report.measures] == [
        "ตรวจเอกสารสองชั้นก่อนอนุมัติ",
        "สุ่มตรวจใบสำคัญทุกเดือน",
    ]
    assert [m.owners for m in report.measures] == [("กองคลัง",), ("หน่วยตรวจสอบภายใน",)]
    assert report.kinds == ("measures_plan",)
    assert "risk" in {cell.field for cell in report.cells}


def test_a_file_that_is_no_layout_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text("[[layout]]\nname = 'x'\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"broken\.toml"):
        ita_parse.read(TRANSCRIPT.encode(), layouts=[path])
