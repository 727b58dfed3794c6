"""Titles: one-line examples, title pages, and the three years that meet in one document."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_parse.parse.titles import Titles, read_titles

MEASURES = "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"
REPORT = "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส"
ANALYSIS = "การวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส"


def year(number):
    return f"ประจำปีงบประมาณ พ.ศ. {number}"


TITLES = [
    # texts, title, fiscal_year
    ([f"{MEASURES} {year(2568)}"], f"{MEASURES} {year(2568)}", 2568),
    ([MEASURES, year(2568)], f"{MEASURES} {year(2568)}", 2568),
    ([MEASURES, "ประจำปีงบประมาณ พ.ศ. ๒๕๖๘"], f"{MEASURES} {year(2568)}", 2568),
    ([f"{MEASURES}\n{year(2568)}"], f"{MEASURES} {year(2568)}", 2568),
    (
        ["มาตรการส่งเสริมคุณธรรม", "และความโปร่งใส", "ภายในหน่วยงาน", year(2568)],
        f"{MEASURES} {year(2568)}",
        2568,
    ),
    ([MEASURES, year(2568), "และ", ANALYSIS, year(2567)], f"{MEASURES} {year(2568)}", 2568),
    # One sentence that และ joins is one title; two titles with และ on a line between are not.
    (
        [f"{MEASURES} {year(2568)} และ{ANALYSIS} {year(2567)}"],
        f"{MEASURES} {year(2568)} และ{ANALYSIS} {year(2567)}",
        2568,
    ),
    (
        [ANALYSIS, year(2567), f"และ{MEASURES}", year(2568)],
        f"{ANALYSIS} {year(2567)} และ{MEASURES} {year(2568)}",
        2567,
    ),
    (
        [f"{ANALYSIS} {year(2567)} และมาตรการส่งเสริมคุณธรรมและ", f"ความโปร่งใส {year(2568)}"],
        f"{ANALYSIS} {year(2567)} และมาตรการส่งเสริมคุณธรรมและความโปร่งใส {year(2568)}",
        2567,
    ),
    # The head of the page shortens or repeats the title that stands below it.
    ([f"{REPORT} เทศบาลตำบลทุ่งแสงคำ", f"{REPORT}ภายในหน่วยงาน {year(2568)}"], None, 2568),
    (
        ["มาตรการส่งเสริมคุณธรรม", f"{MEASURES} ประจำ", "ปีงบประมาณ พ.ศ. 2567"],
        f"{MEASURES} {year(2567)}",
        2567,
    ),
    (
        [f"มาตรการส่งเสริมคุณธรรมและความโปร่งใส{MEASURES} {year(2567)}"],
        f"{MEASURES} {year(2567)}",
        2567,
    ),
    (
        [f"{REPORT} เทศบาลตำบลทุ่งแสงคำ {REPORT}ภายในหน่วยงาน {year(2567)}"],
        f"{REPORT}ภายในหน่วยงาน {year(2567)}",
        2567,
    ),
    (
        ["- 2 -", "2568", f"{MEASURES} ประจำปีงบประมาณ พ.ศ.", "2568", "3"],
        f"{MEASURES} {year(2568)}",
        2568,
    ),
    # Far below, the same words with a year are a heading, and the title goes without one.
    ([MEASURES, *["เทศบาลตำบลทุ่งแสงคำ ได้ดำเนินการ"] * 9, f"{MEASURES} {year(2568)}"], MEASURES, None),
    # A letter's addressee on the line of its subject ends the head all the same.
    (
        [
            "บันทึกข้อความ",
            "ส่วนราชการ สำนักปลัด",
            f"เรื่อง ขออนุมัติ{MEASURES}เรียน นายกองค์การบริหารส่วนจังหวัดเลย",
            f"{MEASURES} {year(2569)}",
        ],
        f"{MEASURES} {year(2569)}",
        2569,
    ),
    ([f"# {MEASURES}", f"**{year(2566)}**"], f"{MEASURES} {year(2566)}", 2566),
    (["- 1 -", "หน้า 1", "เทศบาลตำบลทุ่งแสงคำ", REPORT, year(2567)], f"{REPORT} {year(2567)}", 2567),
    ([REPORT, "ของเทศบาลตำบลทุ่งแสงคำ", "ปีงบประมาณ 2566"], None, 2566),
    (
        [REPORT, "เทศบาลตำบลทุ่งแสงคำ", "อำเภอเมือง จังหวัดเลย", year(2566)],
        f"{REPORT} เทศบาลตำบลทุ่งแสงคำ อำเภอเมือง จังหวัดเลย {year(2566)}",
        2566,
    ),
    ([REPORT, year(2567), "เทศบาลตำบลทุ่งแสงคำ"], f"{REPORT} {year(2567)}", 2567),
    ([f"{REPORT} {year(2567)} เทศบาลตำบลทุ่งแสงคำ อำเภอเมือง"], f"{REPORT} {year(2567)}", 2567),
    (
        ["รายงานผลการดำเนินการ", MEASURES, year(2567)],
        f"รายงานผลการดำเนินการ{MEASURES} {year(2567)}",
        2567,
    ),
    (
        ["ประกาศเทศบาลตำบลทุ่งแสงคำ", f"เรื่อง {MEASURES}", year(2568)],
        f"ประกาศเทศบาลตำบลทุ่งแสงคำ เรื่อง {MEASURES} {year(2568)}",
        2568,
    ),
    (
        [f"{REPORT} ปี 2566 {year(2567)}"],
        f"{REPORT} ปี 2566 {year(2567)}",
        2567,
    ),
    ([REPORT, "เทศบาลตำบลทุ่งแสงคำ", "1. หลักการและเหตุผล"], REPORT, None),
    (["ผลการประเมินคุณธรรมรายตัวชี้วัด", "ปี 2563", "ปี 2564"], "ผลการประเมินคุณธรรมรายตัวชี้วัด", None),
    (
        ["แผนปฏิบัติการป้องกันการทุจริต พ.ศ. 2566 - 2570 ประจำปีงบประมาณ พ.ศ. 2567"],
        "แผนปฏิบัติการป้องกันการทุจริต พ.ศ. 2566 - 2570 ประจำปีงบประมาณ พ.ศ. 2567",
        2567,
    ),
    (
        ["บันทึกข้อความ", "ส่วนราชการ สำนักปลัด", f"เรื่อง {REPORT}", year(2567), "เรียน ปลัด"],
        f"{REPORT} {year(2567)}",
        2567,
    ),
    (
        [
            "บันทึกข้อความ",
            "ส่วนราชการ สำนักปลัด",
            "เรื่อง ขออนุมัติเผยแพร่",
            "เรียน ปลัดเทศบาล",
            "มาตรการส่งเสริมดังกล่าวได้จัดทำแล้ว จึงเรียนมาเพื่อทราบ",
            MEASURES,
            year(2568),
        ],
        f"{MEASURES} {year(2568)}",
        2568,
    ),
    (
        ["บันทึกข้อความ", "ส่วนราชการ กองคลัง", "เรื่อง ขออนุมัติเผยแพร่ข้อมูล", "เรียน ปลัด"],
        "ขออนุมัติเผยแพร่ข้อมูล",
        None,
    ),
    (
        [f"{REPORT} {year(2567)} ซึ่งได้ดำเนินการแล้ว" + "ตามรายละเอียด" * 30],
        f"{REPORT} {year(2567)}",
        2567,
    ),
    (["1. " + ANALYSIS + " " + year(2567)], f"{ANALYSIS} {year(2567)}", 2567),
    (["มาตรการ/กิจกรรม", "แผนภูมิแสดงผลคะแนน", "สรุป"], None, None),
    (["จากผลการประเมินที่ผ่านมา หน่วยงานได้จัดทำ"], None, None),
    ([], None, None),
]


@pytest.mark.parametrize(("texts", "title", "fiscal_year"), TITLES)
def test_the_first_title_is_one_line_with_its_year(texts, title, fiscal_year):
    read = read_titles(texts)
    if title or not fiscal_year:
        assert read.title == title
    assert read.fiscal_year == fiscal_year


@pytest.mark.parametrize(
    ("texts", "score", "measures"),
    [
        ([f"{ANALYSIS} {year(2567)}"], 2567, None),
        ([MEASURES, year(2568), "และ", ANALYSIS, year(2567)], 2567, 2568),
        ([f"{ANALYSIS} {year(2566)} เพื่อจัดทำ{MEASURES} {year(2567)}"], 2566, 2567),
        ([f"{REPORT} {year(2566)}"], None, 2566),
        (
            [f"{REPORT} {year(2568)}", "จากผลการประเมิน ITA ประจำปี 2567 พบว่าได้คะแนน 88.10"],
            2567,
            2568,
        ),
        (
            [
                f"{REPORT} {year(2568)}",
                "จากการประเมินผลคุณธรรมและความโปร่งใสในการดำเนินงาน ประจำปีงบประมาณ "
                "พ.ศ.2568 โดยภาพรวมได้คะแนน 91.00",
            ],
            2568,
            2568,
        ),
        # The sentence that gives the score says its year, not a title about raising it.
        (
            [
                f"แนวทางการยกระดับผลการประเมินคุณธรรมและความโปร่งใส {year(2568)}",
                f"จากการประเมินคุณธรรมและความโปร่งใส {year(2567)} อบต.นาดีได้คะแนนภาพรวม 92.20",
            ],
            2567,
            2568,
        ),
        ([f"แนวทางยกระดับผลการประเมิน ITA {year(2568)}"], None, 2568),
        ([f"เทศบาลตำบลนาดีได้รับผลการประเมิน {year(2566)} คะแนนภาพรวม 84.54"], 2566, None),
        (["ผลการประเมิน ITA 2566 ของหน่วยงาน"], 2566, None),
        (["ผลการประเมิน ITA Online 2023 ของหน่วยงาน"], 2566, None),
        (["เปรียบเทียบผลการประเมิน ITA ปีงบประมาณ พ.ศ. 2566 - 2567"], 2567, None),
        (["ได้นำผลการประเมิน ITA ปี 2566 มาจัดทำมาตรการ ประจำปีงบประมาณ พ.ศ. 2567"], 2566, 2567),
        (
            [f"{ANALYSIS} {year(2567)}", "4. การนำผลการวิเคราะห์ไปสู่การปฏิบัติ ในปีงบประมาณ พ.ศ. 2568"],
            2567,
            2568,
        ),
        (["พระราชบัญญัติข้อมูลข่าวสาร พ.ศ. 2540", "เตรียมรับการประเมิน ITA ปี 2569"], None, None),
    ],
)
def test_years_of_scores_and_measures_are_told_apart(texts, score, measures):
    read = read_titles(texts)
    assert (read.score_fiscal_year, read.measures_fiscal_year) == (score, measures)


def test_periods_tell_the_measures_year_where_no_plan_names_it():
    title = [f"{REPORT} {year(2568)}"]
    assert read_titles(title, period_years=[2567, 2567, 2567, 2568]).measures_fiscal_year == 2567
    assert read_titles(title, period_years=[2567, 2568]).measures_fiscal_year == 2568
    assert read_titles([], period_years=[2567, 2567]).measures_fiscal_year == 2567


def test_a_plan_s_title_outweighs_periods():
    read = read_titles([MEASURES, year(2568)], period_years=[2567, 2567])
    assert read.measures_fiscal_year == 2568


@pytest.mark.parametrize(
    ("texts", "kinds"),
    [
        ([REPORT], ("measures_report",)),
        (["รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"], ("measures_report",)),
        (["สรุปผลการดำเนินงานตามมาตรการป้องกันการทุจริต"], ("measures_report",)),
        ([MEASURES], ("measures_plan",)),
        (["แผนปฏิบัติการยกระดับคุณธรรมและความโปร่งใส"], ("measures_plan",)),
        (["ประกาศเทศบาลตำบลทุ่งแสงคำ", f"เรื่อง {MEASURES}"], ("measures_plan",)),
        (["การกำกับติดตามการดำเนินการตามมาตรการ"], ("follow_up",)),
        (["รายงานการกำกับติดตามผลการดำเนินงานส่งเสริมคุณธรรม"], ("follow_up",)),
        ([ANALYSIS], ("assessment_analysis",)),
        (["รายงาน" + ANALYSIS], ("assessment_analysis",)),
        ([MEASURES, year(2568), "และ", ANALYSIS], ("measures_plan", "assessment_analysis")),
        (
            ["บันทึกข้อความ", "ส่วนราชการ กองคลัง", f"เรื่อง {REPORT}", "เรียน ปลัด"],
            ("measures_report", "memorandum"),
        ),
        (["จัดทำบันทึกข้อความแจ้งเวียน"], ()),
        (["คู่มือการใช้งานระบบ"], ()),
    ],
)
def test_titles_name_the_kinds_of_report(texts, kinds):
    assert read_titles(texts).kinds == kinds


_WORDS = "รายงาน มาตรการ ประจำปี พ.ศ. 25 2568 ๒๕๖๗ และ ของ เรื่อง เรียน บันทึกข้อความ ส่วนราชการ 1. - ITA #"
_PIECES = st.sampled_from([*_WORDS.split(), MEASURES, REPORT, ANALYSIS, "คะแนน", "ปี", " ", "\n"])


@given(
    st.lists(st.lists(_PIECES, max_size=10).map("".join) | st.text(max_size=50), max_size=8),
    st.lists(st.integers(2500, 2600), max_size=5),
)
def test_no_text_breaks_the_reader(texts, years):
    read = read_titles(texts, period_years=years)
    assert isinstance(read, Titles)
    for found in (read.fiscal_year, read.score_fiscal_year, read.measures_fiscal_year):
        assert found is None or 2500 <= found <= 2700
