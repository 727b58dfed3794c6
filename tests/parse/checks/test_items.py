"""Items against the official lists: misread wordings, wordings of other items, codes of no item."""

from __future__ import annotations

import pytest

from ita_parse.parse.builder import Builder
from ita_parse.parse.checks.items import check_items
from ita_parse.parse.values.items import INSTRUMENTS, official_items
from ita_parse.records import Finding, ItemScore, Measure


def scored(*items: tuple[str | None, str], year: int | None = 2567) -> list[Finding]:
    """Return the findings of a table of item scores: code and wording a row."""
    builder = Builder("r")
    for number, (code, item) in enumerate(items, 1):
        score = ItemScore(
            report_id="r",
            score_id=f"r-i{number}",
            fiscal_year=year,
            instrument=INSTRUMENTS[code[0]] if code else None,
            item_code=code,
            item=item,
            page=number,
        )
        builder.item_scores.append(score)
    check_items(builder, score_year=year, fiscal_year=None)
    return builder.findings


def measured(
    *items: tuple[str | None, str], score_year: int | None = None, fiscal_year: int | None = None
) -> list[Finding]:
    """Return the findings of a follow-up by item."""
    builder = Builder("r")
    for number, (code, item) in enumerate(items, 1):
        builder.measures.append(
            Measure(
                report_id="r",
                measure_id=f"r-m{number}",
                row_kind="item",
                item_code=code,
                item=item,
            )
        )
    check_items(builder, score_year=score_year, fiscal_year=fiscal_year)
    return builder.findings


@pytest.mark.parametrize("year", range(2562, 2570))
def test_the_official_wordings_of_every_year_are_no_findings(year: int) -> None:
    assert scored(*official_items(year).items(), year=year) == []


@pytest.mark.parametrize(
    ("code", "printed", "official"),
    [
        ("o3", "อ่านาจหน้าที่", "อำนาจหน้าที่"),
        ("o3", "อ่าณาหน้าที่", "อำนาจหน้าที่"),
        ("o5", "ข่าวประซาสัมพันธ", "ข่าวประชาสัมพันธ์"),
        ("e8", "หนวยงานมีการปรับปรุงการดำเนินงานให้ตอบสนองต่อประชาซน", None),
        ("i4", "หน่วยงานของทำน ใช้จ่ายงบประมาณเป็นไปตามวัตถุประสงค์ มากน้อยเพียงใด", None),
        ("o35", "รายงานผลการดำเนินการเพื่อส่งเสริมคุณธธรรมและความโปร่งใสภายใน", None),
    ],
)
def test_a_misread_wording_is_found_with_the_official_one(
    code: str, printed: str, official: str | None
) -> None:
    (finding,) = scored((code, printed))
    assert (finding.code, finding.severity, finding.field) == ("item_misread", "note", "item")
    assert finding.printed == printed
    assert finding.suggested == (official or official_items(2567)[code])
    assert (finding.record_id, finding.page) == ("r-i1", 1)


@pytest.mark.parametrize(
    ("code", "printed"),
    [
        # cut off, with a remark, with other spaces and signs
        ("o35", "รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายใน"),
        ("o12", "ข้อมูลสถิติการให้บริการ *"),
        ("o33", "รายงานผลการดำเนินการ ป้องกันการทุจริต ประจำปี (พ.ศ. 2566)"),
        ("o15", "ประกาศต่างๆ เกี่ยวกับการจัดซื้อจัดจ้าง หรือการจัดหาพัสดุ"),
        ("e9", "ท่านเคยใช้งานระบบการให้บริการออนไลน์ E–Service ของหน่วยงานหรือไม่"),
        # a word more, less or another
        ("o12", "ข้อมูลเชิงสถิติการให้บริการ"),
        ("i4", "หน่วยงานท่าน ใช้จ่ายงบประมาณเป็นไปตามวัตถุประสงค์ มากน้อยเพียงใด"),
        ("i4", "หน่วยงานของท่าน ใช้จ่ายงบประมาณเป็นไปตามวัตถุประสงค์ของงาน มากน้อยเพียงใด"),
        ("o9", "รายงานผลการดำเนินการประจำปี"),
        ("o14", "รายการการจัดซื้อจัดจ้างและการจัดหาพัสดุ"),
        ("o22", "แนวปฏิบัติในการจัดการเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ"),
        # another year's wording, words of one's own
        ("o30", "การประเมินความเสี่ยงการทุจริตประจำปี"),
        ("o3", "ภารกิจตามกฎหมาย"),
    ],
)
def test_another_version_of_a_wording_is_no_finding(code: str, printed: str) -> None:
    assert scored((code, printed)) == []


def test_the_wording_of_another_item_is_found_with_its_code() -> None:
    (finding,) = scored(("o14", "ช่องทางแจ้งเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ"))
    assert (finding.code, finding.severity) == ("item_code_mismatch", "warning")
    assert (finding.field, finding.printed, finding.suggested) == ("item_code", "o14", "o23")
    assert official_items(2567)["o14"] in finding.message


def test_the_misread_wording_of_another_item_is_found_too() -> None:
    (finding,) = scored(("o14", "ช่องทางแจ้งเรีองร้องเรียนการทุจริตและประพฤติมิซอบ"))
    assert (finding.code, finding.suggested) == ("item_code_mismatch", "o23")


def test_code_and_wording_of_another_year_are_no_mismatch() -> None:
    # o17 of 2568
    assert scored(("o17", "แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ")) == []


def test_a_list_that_numbers_otherwise_is_one_finding() -> None:
    titles = official_items(2567)
    shifted = [(f"o{number + 1}", titles[f"o{number}"]) for number in range(14, 24)]
    (finding,) = scored(*shifted)
    assert finding.code == "items_numbered_otherwise"
    assert "10 of 10 items" in finding.message


def test_a_code_beyond_the_list_of_its_year_is_found_though_it_was_not_read() -> None:
    (finding,) = scored((None, "ข้อ o44 การขับเคลื่อนจริยธรรม"))
    assert (finding.code, finding.severity) == ("item_code_unlisted", "warning")
    assert (finding.field, finding.printed, finding.suggested) == ("item_code", "o44", "o21")
    assert "ends with o35" in finding.message


@pytest.mark.parametrize(
    ("item", "code"),
    [("ข้อ ๐๙๓ แผน", "o93"), ("E๑๒ หน่วยงาน", "e12"), ("o 36 ประมวลจริยธรรม", "o36")],
)
def test_a_code_of_no_list_is_read_however_it_is_printed(item: str, code: str) -> None:
    assert [finding.printed for finding in scored((None, item))] == [code]


@pytest.mark.parametrize(
    "item", ["ข้อ o36-o40 แผน", "36 คน", "ข้อ 44 แผน", "ข้อ o3 อำนาจหน้าที่", "e-Service", "o2o 40"]
)
def test_what_is_no_code_of_one_item_is_no_finding(item: str) -> None:
    assert scored((None, item)) == []


def test_a_code_that_was_read_before_the_year_was_known_is_found() -> None:
    (finding,) = scored(("o40", "การขับเคลื่อนจริยธรรม"))
    assert (finding.code, finding.suggested) == ("item_code_unlisted", "o21")
    assert "another year's list" in finding.message


@pytest.mark.parametrize(("code", "year"), [("i20", 2568), ("o40", None), ("i40", 2562)])
def test_a_list_that_is_not_known_has_no_findings(code: str, year: int | None) -> None:
    assert scored((code, "เจ้าหนาที่ของหน่วยงาน"), year=year) == []


def test_measures_may_answer_to_the_list_of_the_year_before() -> None:
    assert measured(("o40", "การขับเคลื่อนจริยธรรม"), fiscal_year=2567) == []
    assert measured(("o21", "การขับเคลื่อนจริยธรรม"), fiscal_year=2567) == []
    assert measured(("o17", "ข้อมูลการติดต่อ")) == []
    (finding,) = measured(("o44", "การขับเคลื่อนจริยธรรม"), fiscal_year=2567)
    assert finding.code == "item_code_unlisted"


def test_an_item_of_a_merged_cell_is_found_once() -> None:
    item = ("i23", "ทำนรู้แนวปฏิบัติของหน่วยงานของท่าน เกี่ยวกับการใช้ทรัพย์สินของราชการที่ถูกต้อง มากน้อยเพียงใด")
    (finding,) = measured(item, item, fiscal_year=2564)
    assert (finding.table, finding.record_id, finding.code) == ("measures", "r-m1", "item_misread")
