"""Transcripts: tables by tabs, pipes and HTML, HTML in cells, all mixed in one file."""

from __future__ import annotations

import pytest

import ita_parse
from ita_parse.extraction.markup import plain
from ita_parse.text import HARD_BREAK


def rows(text: str, *, join: bool = True) -> list[list[list[str]]]:
    document = ita_parse.extract(text.encode(), join_pages=join)
    return [table.rows for table in document.tables]


PLAIN = [
    ("<p>หนึ่ง</p><p>สอง</p>", ["หนึ่ง", "สอง"]),
    ("หนึ่ง<br>สอง<br/>สาม", ["หนึ่ง", "สอง", "สาม"]),
    ("<b>หนา</b> <u>ขีด</u> <i>เอน</i>", ["หนา ขีด เอน"]),
    ("<ol><li>ประชุม</li><li>สรุป</li></ol>", ["1. ประชุม", "2. สรุป"]),
    ("<ol start=3><li>ประชุม<li>สรุป</ol>", ["3. ประชุม", "4. สรุป"]),
    ("<ol><li>1. ประชุม</li><li>2. สรุป</li></ol>", ["1. ประชุม", "2. สรุป"]),
    ("<ol><li>ก<ol><li>ข</li></ol></li><li>ค</li></ol>", ["1. ก", "1.1 ข", "2. ค"]),
    ('<ol style="list-style-type: none"><li>ประชุม</li></ol>', ["ประชุม"]),
    ("<ul><li>ประชุม</li><li>สรุป</li></ul>", ["ประชุม", "สรุป"]),
    ('<input type="checkbox" checked=""> แล้ว <input type="checkbox"> ยัง', ["☑  แล้ว  ☐  ยัง"]),
    ("Q&amp;A &lt;10 ครั้ง", ["Q&A <10 ครั้ง"]),
    ("คะแนน < 50 และ > 20", ["คะแนน < 50 และ > 20"]),
    ("<p>ไม่ปิด <b>หนา", ["ไม่ปิด หนา"]),
    ("</p>ปิดเกิน</li>", ["ปิดเกิน"]),
    ("**ข้อบกพร่อง** : ไม่ครบ", ["ข้อบกพร่อง : ไม่ครบ"]),
    ("[เว็บไซต์](https://example.go.th/a)", ["เว็บไซต์ (https://example.go.th/a)"]),
    ("<script>alert(1)</script>ข้อความ", ["<script>alert(1)</script>ข้อความ"]),
]


@pytest.mark.parametrize(("markup", "lines"), PLAIN)
def test_markup_becomes_plain_lines(markup: str, lines: list[str]) -> None:
    assert plain(markup).split(HARD_BREAK) == lines


def test_a_table_by_tabs_is_read() -> None:
    assert rows("ลำดับ\tมาตรการ\n1\tประชุม\n2\tสรุป\n") == [
        [["ลำดับ", "มาตรการ"], ["1", "ประชุม"], ["2", "สรุป"]]
    ]


def test_a_line_end_inside_a_cell_does_not_end_the_row() -> None:
    text = "ลำดับ\tมาตรการ\tผู้รับผิดชอบ\n1\tประชุม\tกองคลัง\n2\tสรุปผล\nการประชุม\tกองช่าง\n"
    assert rows(text)[0][2] == ["2", "สรุปผลการประชุม", "กองช่าง"]


def test_a_markdown_table_is_read_without_its_rule() -> None:
    text = "| ลำดับ | มาตรการ |\n|:---|---:|\n| 1 | ก\\|ข |\n"
    assert rows(text) == [[["ลำดับ", "มาตรการ"], ["1", "ก|ข"]]]


def test_spans_of_an_html_table_put_cells_in_their_columns() -> None:
    text = (
        "<table><tr><th>แบบ</th><th>ตัวชี้วัด</th><th>คะแนน</th></tr>"
        "<tr><td rowspan=2>IIT</td><td>หนึ่ง</td><td>90</td></tr><tr><td>สอง</td><td>80</td></tr>"
        "<tr><td colspan=3>หมายเหตุ</td></tr></table>"
    )
    table = ita_parse.extract(text.encode()).tables[0]
    assert table.rows[1:] == [["IIT", "หนึ่ง", "90"], ["", "สอง", "80"], ["หมายเหตุ", "", ""]]
    assert table.body[1].cells[0][0].row_span == 2
    assert table.body[3].full_width == "หมายเหตุ"


def test_tables_of_all_kinds_and_text_stand_in_one_file() -> None:
    text = (
        "หัวเรื่อง\n\nก\tข\n1\t2\n\nข้อความคั่น\n\n| ค | ง |\n|---|---|\n| 3 | 4 |\n\n"
        "<table><tr><td>จ</td><td>ฉ</td></tr><tr><td>5</td><td>6</td></tr></table>\nท้ายเรื่อง\n"
    )
    document = ita_parse.extract(text.encode())
    assert [table.rows[1] for table in document.tables] == [["1", "2"], ["3", "4"], ["5", "6"]]
    assert [p.text for p in document.pages[0].paragraphs] == ["หัวเรื่อง", "ข้อความคั่น", "ท้ายเรื่อง"]


HEADER = "ลำดับ\tมาตรการ\tวิธีดำเนินการ\tระยะเวลา\tผู้รับผิดชอบ"


def test_a_repeated_header_is_dropped_although_it_wraps_or_is_misread() -> None:
    again = "ลำดับ\tมาตร การ\tวิธีดำเนิบการ\tระยะ เวลา\tผู้รับ ผิดชอบ"
    text = f"{HEADER}\n1\tก\tข\t2568\tกองคลัง\n\n{again}\n2\tค\tง\t2568\tกองช่าง\n"
    (table,) = rows(text)
    assert [row[0] for row in table] == ["ลำดับ", "1", "2"]


def test_a_table_goes_on_without_its_header() -> None:
    text = f"{HEADER}\n1\tก\tข\t2568\tกองคลัง\n\n2\tค\tง\t2568\tกองช่าง\n"
    assert [row[0] for row in rows(text)[0]] == ["ลำดับ", "1", "2"]


def test_a_row_cut_by_a_page_is_made_whole() -> None:
    first = f"{HEADER}\n1\tก\tข\t2568\tกองคลัง\n2\tค\t1. ประชุม\t2568\tกองช่าง\n"
    text = f"{first}\n{HEADER}\n\t\t2. สรุป\t\t\n3\tจ\tฉ\t2568\tกองคลัง\n"
    (table,) = rows(text)
    assert table[2] == ["2", "ค", "1. ประชุม\n2. สรุป", "2568", "กองช่าง"]
    assert [row[0] for row in table] == ["ลำดับ", "1", "2", "3"]


def test_a_new_row_at_the_top_of_a_page_stays_one() -> None:
    head = "ตัวชี้วัด\tข้อ\tวิธีดำเนินการ\tผู้รับผิดชอบ"
    text = f"{head}\nการใช้อำนาจ\ti7\tก\tกองคลัง\n\ti8\tข\tกองคลัง\n\n{head}\n\ti9\tค\tกองช่าง\n"
    assert len(rows(text)[0]) == 4


def test_join_pages_false_leaves_tables_as_they_stand() -> None:
    text = f"{HEADER}\n1\tก\tข\t2568\tกองคลัง\n\n{HEADER}\n2\tค\tง\t2568\tกองช่าง\n"
    assert len(rows(text, join=False)) == 2


def test_two_tables_with_text_between_them_are_two() -> None:
    text = (
        f"{HEADER}\n1\tก\tข\t2568\tกองคลัง\n\nตารางที่ 2 แผนปีหน้า\n\n{HEADER}\n1\tค\tง\t2569\tกองช่าง\n"
    )
    assert len(rows(text)) == 2


def test_normalise_false_gives_the_text_as_read() -> None:
    document = ita_parse.extract("ก\tข\n๑\tดําเนินการ<br>๒\n".encode(), normalise=False)
    assert document.tables[0].rows[1] == ["๑", "ดําเนินการ\n๒"]


def test_every_cell_keeps_its_raw_text_and_place() -> None:
    text = "ลำดับ\tมาตรการ\n๑\t<p>ดําเนินการ</p>\n"
    cells = ita_parse.read(text.encode()).cells
    assert [(c.table_no, c.row_no, c.column_no, c.raw) for c in cells] == [
        (1, 1, 1, "ลำดับ"),
        (1, 1, 2, "มาตรการ"),
        (1, 2, 1, "๑"),
        (1, 2, 2, "<p>ดําเนินการ</p>"),
    ]
    assert cells[3].text == "ดำเนินการ"
    assert cells[3].repairs == ("sara_am:1",)


PLAN = "ตัวชี้วัด\tวิธีดำเนินการ\tระยะเวลา\tผู้รับผิดชอบ"


def test_a_row_whose_every_cell_goes_on_below_the_cut_is_one() -> None:
    first = f"{PLAN}\nก\tประชุม\tภายในเดือนกันยายน 2567\tกองคลัง\n\tชี้แจง\tภายในเดือน\tกองการ\n"
    (table,) = rows(f"{first}\n{PLAN}\n\tและซักซ้อม\tกันยายน 2567\tศึกษา\n")
    assert table[2][2:] == ["ภายในเดือนกันยายน 2567", "กองการศึกษา"]


def test_two_rows_with_numbers_of_their_own_are_never_one() -> None:
    head = "| แบบ | ลำดับ | ตัวชี้วัด | คะแนน |\n|---|---|---|---|\n"
    first = f"{head}| IIT | 1 | การปฏิบัติหน้าที่ | 90.00 |\n| | | รวม IIT | 90.00 |\n"
    text = f"{first}| EIT | 6 | คุณภาพ | 87.00 |\n\n{head}| | 7 | ประสิทธิภาพ | 82.00 |\n"
    (table,) = rows(text)
    assert [row[3] for row in table[1:]] == ["90.00", "90.00", "87.00", "82.00"]


def test_rows_that_are_alike_are_not_taken_for_repeated_headers() -> None:
    row = "{}\tมาตรการที่ดี\tจัดประชุม\tปีงบประมาณ 2568\tกองคลัง\n"
    pages = [
        HEADER + "\n" + "".join(row.format(number) for number in range(first, first + 3))
        for first in (1, 4, 7)
    ]
    (table,) = rows("\n".join(pages))
    assert [cells[0] for cells in table] == ["ลำดับ", *"123456789"]


def test_a_table_without_any_header_loses_no_row() -> None:
    row = "การใช้อำนาจ\tหน่วยงานของท่านมีการใช้อำนาจ\tเผยแพร่ประกาศ\tกองคลัง\tดำเนินการแล้ว\n"
    long = row.replace("เผยแพร่ประกาศ", "เผยแพร่ประกาศหลักเกณฑ์ให้บุคลากรทราบโดยทั่วกัน" * 3)
    assert sum(len(table) for table in rows(f"{long}{long}\n{long}{long}")) == 4


def test_section_rows_at_the_top_of_pages_are_not_taken_for_headers() -> None:
    head = "| ประเด็นที่ {} กระบวนการที่โปร่งใส | | |\n|---|---|---|\n"
    text = (
        head.format(1) + "| IIT | ข้อ i1 ก | 90 |\n\n" + head.format(2) + "| EIT | ข้อ e1 ข | 80 |\n"
    )
    assert [row[0] for table in rows(text) for row in table if not any(row[1:])] == [
        "ประเด็นที่ 1 กระบวนการที่โปร่งใส",
        "ประเด็นที่ 2 กระบวนการที่โปร่งใส",
    ]


def test_a_header_of_two_rows_is_dropped_where_it_repeats() -> None:
    head = "ตัวชี้วัด\tผลคะแนน\t\tผลต่าง\n\tปี 2566\tปี 2567\t\n"
    (table,) = rows(f"{head}ก\t80\t85\t+5\n\n{head}ข\t70\t72\t+2\n")
    assert [row[0] for row in table] == ["ตัวชี้วัด", "", "ก", "ข"]
