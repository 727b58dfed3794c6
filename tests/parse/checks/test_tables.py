"""Totals, shares and running numbers of any table, held against its other numbers."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ita_parse.document import Cell, Document, Page, PageTable, Paragraph, Place, Row, Table
from ita_parse.parse.builder import Builder
from ita_parse.parse.checks.quantities import UNIT, read_quantity
from ita_parse.parse.checks.tables import check_tables
from ita_parse.records import Finding

Rows = Sequence[Sequence[str]]


def document(rows: Rows, *, pages: Sequence[int] = (), before: str = "") -> Document:
    """Make a document of one table, its first row the header; `pages` tells each row's page."""
    width = len(rows[0])
    numbers = list(pages) or [1] * len(rows)
    body = []
    cells: list[Cell] = []
    for index, texts in enumerate(rows):
        row = [
            Cell(1, index + 1, column + 1, text, text, page=numbers[index])
            for column, text in enumerate(texts)
        ]
        cells += row
        places = (Place(numbers[index], 1, index + 1),)
        body.append(Row(tuple(texts), tuple((cell,) for cell in row), places))
    part = PageTable(1, tuple(cells), len(rows), width, page=1)
    first = [Paragraph(before, before, page=1)] if before else []
    others = [Page(number, ()) for number in sorted(set(numbers) - {1})]
    return Document(
        "table.pdf",
        "0" * 64,
        "pdf",
        "text_layer",
        (Page(1, (*first, part)), *others),
        (Table((part,), tuple(body), 1),),
    )


def check(rows: Rows, *, pages: Sequence[int] = (), before: str = "") -> list[Finding]:
    builder = Builder("r")
    check_tables(document(rows, pages=pages, before=before), builder)
    return builder.findings


def only(findings: Sequence[Finding]) -> tuple[str, str | None, str | None]:
    assert len(findings) == 1, [finding.message for finding in findings]
    return findings[0].code, findings[0].printed, findings[0].suggested


def changed(rows: Rows, row: int, column: int, text: str) -> list[list[str]]:
    copy = [list(texts) for texts in rows]
    copy[row][column] = text
    return copy


BUDGET = [
    ["ลำดับ", "รายการ", "งบประมาณ", "เบิกจ่าย"],
    ["1", "ค่าวัสดุสวนดอกไม้", "12,500", "11,200"],
    ["2", "ค่าจ้างเหมาทาสีรั้ว", "48,000", "47,350"],
    ["3", "ค่าน้ำมันเครื่องตัดหญ้า", "6,300", "6,300"],
    ["รวม", "", "66,800", "64,850"],
]


def test_a_table_that_adds_up_has_no_finding() -> None:
    assert check(BUDGET) == []


def test_a_total_that_is_not_the_sum_of_its_rows_is_found() -> None:
    findings = check(changed(BUDGET, 4, 2, "68,800"))
    assert only(findings) == ("total_mismatch", "68,800", "66,800")
    finding = findings[0]
    assert (finding.severity, finding.table, finding.field) == ("error", "cells", "งบประมาณ")
    assert finding.page == 1
    assert finding.record_id is None
    assert "table 1, row 5, column 3" in finding.message
    assert "12,500 + 48,000 + 6,300 = 66,800" in finding.message
    assert "misread" not in finding.message  # 6,300 may be 8,300 as well


def test_the_only_number_of_which_one_digit_explains_a_wrong_sum_is_named() -> None:
    rows = changed(changed(changed(BUDGET, 1, 2, "12,545"), 2, 2, "48,037"), 3, 2, "6,318")
    rows = changed(rows, 4, 2, "66,900")
    assert check(rows) == []
    findings = check(changed(rows, 4, 2, "66,909"))
    assert "66,909 in table 1, row 5, column 3 may be a misread 66,900" in findings[0].message
    findings = check(changed(rows, 3, 2, "6,310"))
    assert only(findings) == ("total_mismatch", "66,900", "66,892")
    assert "6,310 in table 1, row 4, column 3 may be a misread 6,318" in findings[0].message


def test_thai_digits_and_units_are_numbers() -> None:
    rows = [
        ["รายการ", "ตั้งไว้", "ใช้ไป"],
        ["ผ้าใบ", "๑,๒๐๐ บาท", "๑,๐๐๐.-"],
        ["เชือก", "๘๐๐ บาท", "๗๕๐.-"],
        ["ตะปู", "๓๐๐ บาท", "๒๐๐.-"],
        ["รวมเป็นเงินทั้งสิ้น", "๒,๓๐๐ บาท", "๑,๘๕๐.-"],
    ]
    assert only(check(rows)) == ("total_mismatch", "๑,๘๕๐.-", "1,950")


def test_totals_of_totals_are_followed_through_sections() -> None:
    rows = [
        ["รายการ", "ปี 2566", "ปี 2567", "ปี 2568"],
        ["หมวดสวน", "", "", ""],
        ["ปุ๋ย", "210.50", "220.00", "305.25"],
        ["กล้าไม้", "90.00", "115.75", "80.00"],
        ["รวมหมวดสวน", "300.50", "335.75", "385.25"],
        ["หมวดถนน", "", "", ""],
        ["หินคลุก", "1,400.00", "0.00", "990.00"],
        ["ยางมะตอย", "2,300.00", "1,800.00", "0.00"],
        ["รวมหมวดถนน", "3,700.00", "1,800.00", "990.00"],
        ["รวมทั้งสิ้น", "4,000.50", "2,135.75", "1,375.25"],
    ]
    assert check(rows) == []
    findings = check(changed(rows, 9, 3, "1,875.25"))
    assert only(findings) == ("total_mismatch", "1,875.25", "1,375.25")
    # A misread subtotal isn't told of a second time where it is a part.
    findings = check(changed(rows, 8, 1, "3,100.00"))
    assert only(findings) == ("total_mismatch", "3,100.00", "3,700.00")


def test_a_number_that_breaks_its_row_and_its_column_is_proved() -> None:
    rows = [
        ["ชั้น", "ชาย", "หญิง", "รวม"],
        ["อนุบาล", "31", "28", "59"],
        ["ประถม", "104", "97", "201"],
        ["มัธยม", "66", "72", "138"],
        ["อาชีวะ", "45", "19", "64"],
        ["รวม", "246", "216", "462"],
    ]
    assert check(rows) == []
    findings = check(changed(rows, 2, 1, "164"))
    assert only(findings) == ("total_mismatch", "164", "104")
    assert "mends all of them" in findings[0].message


@pytest.mark.parametrize("totals", ["74.20", "82.10"])
def test_means_and_highest_values_are_no_sums(totals: str) -> None:
    rows = [
        ["ด้าน", "ผู้ตอบ", "พอใจ"],
        ["1. สถานที่", "120", "66.30"],
        ["2. ขั้นตอน", "132", "82.10"],
        ["3. เจ้าหน้าที่", "118", "74.20"],
        ["รวม", "370", totals],
    ]
    assert check(rows) == []
    assert check([[row[0], row[2]] for row in rows]) == []
    assert check([*rows[:4], ["รวมเฉลี่ย", "123", "74.20"]]) == []


def test_the_only_column_of_a_numbered_list_is_checked() -> None:
    rows = [
        ["ที่", "รายการ", "จำนวนเงิน"],
        ["1", "โต๊ะ", "4,500"],
        ["2", "เก้าอี้", "2,700"],
        ["3", "ตู้", "5,900"],
        ["", "รวมเงิน", "13,100"],
    ]
    assert check(rows) == []
    assert only(check(changed(rows, 4, 2, "13,700"))) == ("total_mismatch", "13,700", "13,100")


@pytest.mark.parametrize(
    "rows",
    [
        # A row may be missing.
        [["1", "โต๊ะ", "4,500"], ["3", "ตู้", "5,900"], ["", "รวมเงิน", "13,100"]],
        # Parts of parts.
        [
            ["1", "เครื่องเรือน", "10,400"],
            ["1.1", "โต๊ะ", "4,500"],
            ["1.2", "ตู้", "5,900"],
            ["", "รวมเงิน", "10,400"],
        ],
        # Nothing shows that all rows are there.
        [["", "โต๊ะ", "4,500"], ["", "ตู้", "5,900"], ["", "รวมเงิน", "13,100"]],
        # A number that can't be read.
        [["1", "โต๊ะ", "4,500"], ["2", "ตู้", "5,9 0 หรือ"], ["", "รวมเงิน", "13,100"]],
        [
            ["1", "โต๊ะ", "4,500"],
            ["2", "ตู้", "5,900"],
            ["3", "ชั้น", "02,700"],
            ["", "รวมเงิน", "13,100"],
        ],
        # Rows of several kinds.
        [["1", "โต๊ะ", "4 ตัว"], ["2", "ตู้", "5 หลัง"], ["", "รวมเงิน", "13 ชิ้น"]],
    ],
)
def test_a_single_column_without_proof_of_its_parts_says_nothing(rows: list[list[str]]) -> None:
    assert check([["ที่", "รายการ", "จำนวนเงิน"], *rows]) == []


def test_a_total_whose_rows_are_on_a_lost_page_says_nothing() -> None:
    rows = [*BUDGET[:1], *BUDGET[2:]]
    assert [finding.code for finding in check(rows)] == []


def test_a_total_handed_on_to_the_next_page_is_counted_once() -> None:
    rows = [
        *BUDGET[:4],
        ["", "ยอดรวมยกไป", "66,800", "64,850"],
        ["", "ยอดยกมา", "66,800", "64,850"],
        ["4", "ค่าป้ายไม้", "3,200", "3,150"],
        ["รวมทั้งสิ้น", "", "70,000", "68,000"],
    ]
    assert check(rows) == []
    assert only(check(changed(rows, 7, 3, "69,000"))) == ("total_mismatch", "69,000", "68,000")


def test_a_total_that_stands_first_is_held_against_the_rows_below() -> None:
    rows = [
        ["รายการ", "ตั้งไว้", "ใช้ไป", "ผูกพัน"],
        ["รวมทั้งสิ้น", "9,300", "5,210", "2,900"],
        ["ค่าเช่า", "4,100", "2,600", "1,500"],
        ["ค่าจ้าง", "5,200", "2,610", "1,400"],
    ]
    assert check(rows) == []
    assert only(check(changed(rows, 1, 3, "2,600"))) == ("total_mismatch", "2,600", "2,900")


def test_sums_of_rounded_millions_may_be_off() -> None:
    rows = changed(BUDGET, 4, 2, "66,801")
    assert len(check(rows)) == 1
    assert check(rows, before="หน่วย : ล้านบาท") == []


OUTLINE = [
    ["รายการ", "จำนวนเงิน"],
    ["1. งบสวนสาธารณะ", "91,000 บาท"],
    ["1.1 ต้นไม้", "61,000 บาท"],
    ["ไม้ยืนต้น", "40,000 บาท"],
    ["ไม้ดอก", "21,000 บาท"],
    ["1.2 ม้านั่ง", "30,000 บาท"],
    ["2. งบตลาด", "75,500 บาท"],
    ["2.1 หลังคา", "52,000 บาท"],
    ["สังกะสี", "38,000 บาท"],
    ["โครงเหล็ก", "14,000 บาท"],
    ["2.2 รางน้ำ", "23,500 บาท"],
    ["3. งบห้องสมุด", "18,000 บาท"],
    ["หนังสือ", "12,000 บาท"],
    ["ชั้นวาง", "6,000 บาท"],
    ["4. งบสนามเด็กเล่น", "9,000 บาท"],
    ["4.1 ชิงช้า", "5,500 บาท"],
    ["โซ่", "2,500 บาท"],
    ["ไม้กระดาน", "3,000 บาท"],
    ["4.2 ม้าหมุน", "3,500 บาท"],
    ["ลูกปืน", "1,900 บาท"],
    ["สีน้ำมัน", "1,600 บาท"],
    ["5. งบป้ายรถเมล์", "7,000 บาท"],
    ["เสา", "4,100 บาท"],
]


def test_amounts_above_their_parts_are_checked() -> None:
    assert check(OUTLINE) == []
    findings = check(changed(OUTLINE, 3, 1, "46,000 บาท"))
    assert only(findings) == ("total_mismatch", "61,000 บาท", "67,000")
    # What can't be read is no part that is missing.
    assert check(changed(OUTLINE, 4, 1, "04,000 บาท")) == []
    # It breaks the sum above and the one below.
    findings = check(changed(OUTLINE, 7, 1, "32,000 บาท"))
    assert only(findings) == ("total_mismatch", "32,000 บาท", "52,000")
    assert "mends all of them" in findings[0].message


COUNTS = [
    ["ตำบล", "เด็ก", "ผู้ใหญ่", "รวม"],
    ["บ้านสวน", "310", "1,205", "1,515"],
    ["ท่าไม้", "128", "644", "772"],
    ["หนองบัว", "97", "-", "97"],
    ["ดอนยาง", "205", "870", "1,075"],
]


def test_a_row_that_its_total_column_does_not_sum_is_found() -> None:
    assert check(COUNTS) == []
    findings = check(changed(COUNTS, 4, 3, "1,015"))
    assert only(findings) == ("row_total_mismatch", "1,015", "1,075")
    assert "(columns 2 and 3): 205 + 870 = 1,075" in findings[0].message


def test_a_total_column_that_seldom_is_the_sum_is_none() -> None:
    rows = changed(changed(COUNTS, 1, 3, "1,600"), 2, 3, "800")
    assert check(rows) == []


def test_rows_of_rounded_shares_and_means_are_no_counts() -> None:
    shares = [["ร้อยละ", "24", "75", "100"], ["ค่าเฉลี่ย", "185", "680", "865"]]
    assert check([*COUNTS, ["รวม", "740", "2,719", "3,459"], *shares]) == []


def test_what_is_left_is_held_against_what_was_granted_and_spent() -> None:
    rows = [
        ["รายการ", "อนุมัติ", "จ่ายจริง", "คงเหลือ"],
        ["ซ่อมหลังคา", "90,000", "84,500", "5,500"],
        ["ขุดบ่อ", "45,000", "51,000", "-6,000"],
        ["ล้างท่อ", "20,000", "18,750", "1,250"],
        ["ทาสี", "30,000", "30,900", "-900"],
    ]
    assert check(rows) == []
    findings = check(changed(rows, 3, 3, "1,350"))
    assert only(findings) == ("row_total_mismatch", "1,350", "1,250")
    assert "is not what is left of 20,000 after 18,750" in findings[0].message
    assert only(check(changed(rows, 4, 3, "900"))) == ("row_total_mismatch", "900", "-900")


def test_columns_that_add_up_without_saying_so_are_found() -> None:
    rows = [
        ["หน่วย", "บุคลากร", "ประจำ", "จ้าง"],
        ["สำนักปลัด", "214", "130", "84"],
        ["กองช่าง", "185", "96", "89"],
        ["กองคลัง", "120", "75", "45"],
        ["กองสวัสดิการ", "133", "71", "62"],
        ["กองการศึกษา", "301", "188", "113"],
        ["กองสาธารณสุข", "154", "90", "64"],
    ]
    assert check(rows) == []
    assert [finding.code for finding in check(changed(rows, 5, 1, "307"))] == ["row_total_mismatch"]


def test_shares_that_make_up_no_hundred_are_found() -> None:
    rows = [
        ["ข้อ", "ร้อยละ มาก", "ร้อยละ ปานกลาง", "ร้อยละ น้อย", "รวม"],
        ["ก", "61.25", "30.75", "8.00", "100"],
        ["ข", "55.13", "40.37", "4.51", "100"],
        ["ค", "70.42", "21.33", "8.25", "100"],
        ["ง", "81.64", "10.11", "8.25", "100"],
    ]
    assert check(rows) == []
    findings = check(changed(rows, 2, 2, "90.37"))
    assert only(findings) == ("row_total_mismatch", "100", None)


SHARES = [
    ["วิธี", "วงเงิน", "ร้อยละ"],
    ["เฉพาะเจาะจง", "612,400", "61.24"],
    ["คัดเลือก", "250,000", "25.00"],
    ["ประกาศเชิญชวน", "100,600", "10.06"],
    ["อื่น ๆ", "37,000", "3.70"],
    ["รวม", "1,000,000", "100.00"],
]


def test_a_percentage_that_is_not_its_share_of_the_total_is_found() -> None:
    assert check(SHARES) == []
    findings = check(changed(SHARES, 1, 2, "67.24"))
    codes = {finding.code for finding in findings}
    assert "share_mismatch" in codes
    share = next(finding for finding in findings if finding.code == "share_mismatch")
    assert (share.severity, share.printed, share.suggested) == ("warning", "67.24", "61.24")


def test_a_percentage_of_another_column_is_found() -> None:
    rows = [
        ["โครงการ", "แผน", "ผล", "ร้อยละ"],
        ["ปลูกป่า", "8,000", "7,100", "88.75"],
        ["ขุดลอก", "12,000", "9,000", "75.00"],
        ["อบรม", "640", "600", "93.75"],
        ["ตรวจน้ำ", "300", "270", "90.00"],
        ["แข่งเรือ", "500", "900", "100"],
    ]
    assert check(rows) == []
    assert only(check(changed(rows, 3, 3, "83.75"))) == ("share_mismatch", "83.75", "93.75")


def test_a_change_in_per_cent_is_checked() -> None:
    rows = [
        ["รายการ", "ปี 2560", "ยอดต่าง (%)", "ปี 2561"],
        ["กระดาษ", "8,000.00", "25 %", "10,000"],
        ["หมึก", "6,000.00", "-50 %", "3,000"],
        ["แฟ้ม", "3,600.00", "2.5 %", "3,690"],
        ["ซอง", "0.00", "100 %", "1,000"],
        ["ตรายาง", "900.00", "33.33 %", "1,200"],
    ]
    assert check(rows) == []
    assert only(check(changed(rows, 1, 2, "52 %"))) == ("share_mismatch", "52 %", "25")


def numbered(numbers: Sequence[str]) -> list[list[str]]:
    names = ("มะม่วง", "ขนุน", "ทุเรียน", "มังคุด", "ลำไย", "เงาะ", "ส้มโอ", "กล้วย", "ฝรั่ง", "ชมพู่")
    return [["ลำดับที่", "รายการ"], *([number, names[i]] for i, number in enumerate(numbers))]


def test_a_running_number_that_skips_is_found() -> None:
    findings = check(numbered(["1", "2", "3", "5", "6"]), pages=[1, 1, 1, 1, 2, 2])
    assert only(findings) == ("number_skipped", "5", None)
    assert findings[0].severity == "note"
    assert "4 is missing" in findings[0].message
    assert "where a page ends" in findings[0].message


def test_a_running_number_that_was_misread_is_found() -> None:
    assert only(check(numbered(["๑", "๒", "๓", "๙", "๕"]))) == ("number_skipped", "9", "4")
    assert only(check(numbered(["1", "2", "3", "1", "5", "6"]))) == ("number_skipped", "1", "4")


@pytest.mark.parametrize(
    "numbers",
    [
        ["1", "2", "3", "4", "5"],
        ["1", "2", "3", "1", "2", "3", "4"],
        ["1", "", "2", "", "3", "4"],
        ["1", "1", "2", "2", "3", "4"],
        ["1", "2", "2", "4", "5", "6"],
        ["1.", "2.", "2.1", "2.2", "3.", "4."],
        ["7", "12", "20", "21", "23"],
        ["1", "3", "4"],
        ["1", "2", "4", "5", "7"],
        ["14", "15", "16", "17"],
        ["1", "2", "3", "4-5", "6", "7"],
    ],
)
def test_running_numbers_may_begin_anew_repeat_and_tie(numbers: list[str]) -> None:
    assert check(numbered(numbers)) == []


def test_pages_that_were_not_read_explain_a_skip() -> None:
    assert check(numbered(["1", "2", "3", "4", "9"]), pages=[1, 1, 1, 1, 1, 3]) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234.50", 1234.5),
        ("๒๕,๐๐๐ บาท", 25000),
        ("(150.00)", -150),
        ("-5", -5),
        ("1,500.-", 1500),
        ("ร้อยละ 80", 80),
        ("23.5 %", 23.5),
        ("+2.26", 2.26),
    ],
)
def test_a_number_is_read_as_printed(text: str, value: float) -> None:
    quantity = read_quantity(text)
    assert quantity is not None
    assert quantity.value == round(value * UNIT)


@pytest.mark.parametrize(
    "text",
    ["", "-", "(1)", "0812345678", "1234567890123", "12/34", "05101-4", "4.77 (0.519)", "ข้อ 3",
     "7 เม.ย. 2542", "1,23", "10 20", "007"],
)  # fmt: skip
def test_codes_dates_and_lists_are_no_quantities(text: str) -> None:
    assert read_quantity(text) is None


VILLAGES = [
    ["หมู่บ้าน", "เด็ก", "ชาย", "หญิง", "รวม"],
    ["ดงตะเคียน", "312", "1,204", "1,377", "2,893"],
    ["หนองปรือ", "148", "655", "702", "1,505"],
    ["ท่ากระดาน", "97", "418", "466", "981"],
    ["เขาเม่น", "205", "873", "911", "1,989"],
    ["คลองพลู", "176", "720", "734", "1,630"],
    ["วังกระแจะ", "64", "291", "318", "673"],
]


def test_a_table_in_which_too_many_sums_fail_is_doubtful() -> None:
    assert check(VILLAGES) == []
    rows = changed(changed(VILLAGES, 1, 4, "2,393"), 2, 2, "855")
    rows = changed(changed(rows, 4, 3, "971"), 6, 4, "873")
    findings = check(rows)
    assert only(findings) == ("sums_doubtful", "2,393", None)
    finding = findings[0]
    assert (finding.severity, finding.table, finding.field) == ("warning", "cells", "รวม")
    assert finding.page == 1
    assert finding.message == (
        "4 of 6 sums of table 1 fail, the first in table 1, row 2, column 5; "
        "too many to tell which numbers are wrong."
    )


def test_totals_most_of_which_fail_are_doubtful() -> None:
    rows = [
        ["รายการ", "ปี 2564", "ปี 2565", "ปี 2566", "ปี 2567", "ปี 2568"],
        ["ค่าปุ๋ยหมัก", "12,450", "13,720", "11,960", "14,385", "15,210"],
        ["ค่าเมล็ดพันธุ์", "8,315", "7,945", "9,105", "8,870", "9,460"],
        ["ค่าซ่อมปั๊มน้ำ", "21,080", "19,655", "24,310", "22,745", "20,890"],
        ["รวมทั้งสิ้น", "41,845", "41,320", "45,375", "46,000", "45,560"],
    ]
    assert check(rows) == []
    for column, text in ((3, "48,375"), (4, "45,000"), (5, "49,560")):
        rows = changed(rows, 4, column, text)
    findings = check(rows)
    assert only(findings) == ("sums_doubtful", "48,375", None)
    assert "3 of 5 sums of table 1 fail" in findings[0].message


def test_percentages_most_of_which_fail_are_doubtful() -> None:
    rows = [
        ["งาน", "ได้รับ", "จ่าย", "ร้อยละ"],
        ["ปูกระเบื้อง", "84,000", "71,610", "85.25"],
        ["ขุดลอกคู", "46,500", "39,060", "84.00"],
        ["ติดไฟกิ่ง", "27,300", "25,116", "92.00"],
        ["ตัดหญ้า", "15,800", "12,245", "77.50"],
        ["ทาสีศาลา", "33,400", "30,561", "91.50"],
        ["ซ่อมประตูน้ำ", "61,200", "40,086", "65.50"],
    ]
    assert check(rows) == []
    for row, text in ((2, "34.00"), (4, "79.50"), (5, "61.50")):
        rows = changed(rows, row, 3, text)
    findings = check(rows)
    assert only(findings) == ("sums_doubtful", "34.00", None)
    assert "3 of 6 percentages of table 1 fail" in findings[0].message


@pytest.mark.parametrize("others", [(140, 0, 55, 212, 0, 83), (31, 47, 0, 19, 88, 0)])
def test_totals_that_hold_more_than_their_table_lists_are_not_doubtful(
    others: tuple[int, ...],
) -> None:
    rows = [list(row) for row in VILLAGES]
    for row, other in zip(rows[1:], others, strict=True):
        row[4] = f"{int(row[4].replace(',', '')) + other:,}"
    assert check(rows) == []


def test_amounts_moved_in_and_out_do_not_make_what_is_left_doubtful() -> None:
    rows = [
        ["รายการ", "ตั้งไว้", "โอนเพิ่ม", "โอนลด", "จ่ายแล้ว", "คงเหลือ"],
        ["ค่าเครื่องเขียน", "52,000", "8,400", "-", "47,350", "13,050"],
        ["ค่าน้ำประปา", "36,000", "-", "5,200", "28,140", "2,660"],
        ["ค่าเช่าเต็นท์", "18,500", "2,100", "900", "17,260", "2,440"],
        ["ค่าซ่อมรถ", "74,000", "-", "-", "61,830", "12,170"],
        ["ค่าอบรม", "29,000", "-", "-", "21,475", "7,525"],
    ]
    assert check(rows) == []


def test_amounts_moved_without_being_printed_do_not_make_what_is_left_doubtful() -> None:
    rows = [
        ["รายการ", "ตั้งไว้", "จ่ายแล้ว", "คงเหลือ"],
        ["ค่าเครื่องเขียน", "52,000", "47,350", "13,050"],
        ["ค่าน้ำประปา", "36,000", "28,140", "2,330"],
        ["ค่าเช่าเต็นท์", "18,500", "17,260", "2,440"],
        ["ค่าซ่อมรถ", "74,000", "61,830", "12,170"],
        ["ค่าอบรม", "29,000", "21,475", "7,525"],
    ]
    assert check(rows) == []


def test_sums_off_by_rounding_are_not_doubtful() -> None:
    rows = [list(row) for row in VILLAGES]
    for row, total in ((1, "2,894"), (2, "1,504"), (4, "1,990"), (6, "672")):
        rows = changed(rows, row, 4, total)
    assert check(rows) == []


TOP = [
    ["อันดับ", "โครงการ", "งบประมาณ"],
    ["1", "สะพานข้ามคลอง", "640,000"],
    ["2", "ลานกีฬา", "415,000"],
    ["3", "หอกระจายข่าว", "238,000"],
    ["", "รวมทุกโครงการ", "1,964,000"],
]


def test_the_total_below_a_ranking_may_be_that_of_more_than_the_first() -> None:
    assert check(TOP) == []
    assert [found.code for found in check(changed(TOP, 0, 0, "ลำดับ"))] == ["total_mismatch"]


@pytest.mark.parametrize("label", ["รวมทั้งสิ้น 11 โครงการ", "รวมทุกโครงการ (๑๑ โครงการ)"])
def test_a_total_whose_label_counts_other_rows_is_not_held_against_these(label: str) -> None:
    rows = changed(changed(TOP, 0, 0, "ลำดับ"), 4, 1, label)
    assert check(rows) == []
    counted = changed(rows, 4, 1, label.replace("11", "3").replace("๑๑", "๓"))
    assert only(check(counted)) == ("total_mismatch", "1,964,000", "1,293,000")


def test_a_finding_says_first_what_its_code_says() -> None:
    rows = changed(changed(VILLAGES, 2, 1, "448"), 1, 0, "ดงตะเคียน")
    total = ["รวม", "1,002", "4,161", "4,508", "9,671"]
    assert check([*VILLAGES, total]) == []
    findings = check([*changed(VILLAGES, 2, 4, "1,565"), total])
    assert only(findings) == ("row_total_mismatch", "1,565", "1,505")
    assert findings[0].message.startswith("1,565 in table 1, row 3, column 5 is not the sum")
    assert "(columns 2, 3 and 4)" in findings[0].message.split(";")[0]
    findings = check([*rows, total])
    assert only(findings) == ("total_mismatch", "448", "148")
    assert "6 rows" in findings[0].message.split(";")[0]


amounts = st.integers(min_value=101, max_value=999_999)


@st.composite
def consistent(draw: st.DrawFn) -> list[list[str]]:
    """Draw a table of three to five columns with a total row and, at times, a total column."""
    columns = draw(st.integers(3, 5))
    rows = draw(st.lists(st.lists(amounts, min_size=columns, max_size=columns), min_size=3))
    across = draw(st.booleans())
    table = [[*row, sum(row)] if across else row for row in rows[:12]]
    table.append([sum(column) for column in zip(*table, strict=True)])
    head = ["รายการ", *(f"หมวด {'กขคงจ'[i]}" for i in range(columns)), *["รวม"] * across]
    labels = [*(f"สิ่งของ {'กขคงจฉชซญฎฏฐ'[i]}" for i in range(len(table) - 1)), "รวมทั้งสิ้น"]
    body = [[label, *map("{:,}".format, row)] for label, row in zip(labels, table, strict=True)]
    return [head, *body]


@settings(deadline=None)
@given(consistent())
def test_tables_that_add_up_never_have_findings(rows: list[list[str]]) -> None:
    assert check(rows) == []


@settings(deadline=None)
@given(consistent(), st.data())
def test_one_wrong_number_among_columns_that_add_up_is_always_found(
    rows: list[list[str]], data: st.DataObject
) -> None:
    row = data.draw(st.integers(1, len(rows) - 1))
    column = data.draw(st.integers(1, len(rows[0]) - 1))
    printed = rows[row][column]
    place = data.draw(st.sampled_from([i for i, letter in enumerate(printed) if letter != ","]))
    digits = [digit for digit in "123456789" if digit != printed[place]]
    misread = printed[:place] + data.draw(st.sampled_from(digits)) + printed[place + 1 :]
    findings = check(changed(rows, row, column, misread))
    assert findings
    assert all(misread in finding.message or "…" in finding.message for finding in findings)
