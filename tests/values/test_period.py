from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_parse.parse.values.period import Period, read_period

# Text, first day, last day, recurrence; read in a document of fiscal year 2568.
Example = tuple[str, str | None, str | None, str | None]

PERIODS: list[Example] = [
    # Fiscal years
    ("ปีงบประมาณ 2567", "2023-10-01", "2024-09-30", None),
    ("ปีงบประมาณ พ.ศ. ๒๕๖๗", "2023-10-01", "2024-09-30", None),
    ("ประจำปีงบประมาณ พ.ศ.2567", "2023-10-01", "2024-09-30", None),
    ("ตลอดปีงบประมาณ 2567", "2023-10-01", "2024-09-30", None),
    ("ตลอดทั้งปีงบประมาณ พ.ศ. 2567", "2023-10-01", "2024-09-30", None),
    ("ปีงบประมาณ 67", "2023-10-01", "2024-09-30", None),
    ("ปีงบฯ 67", "2023-10-01", "2024-09-30", None),
    ("ปีงบประมาณ 2024", "2023-10-01", "2024-09-30", None),
    ("ปี 2567", "2023-10-01", "2024-09-30", None),
    ("พ.ศ. 2567", "2023-10-01", "2024-09-30", None),
    ("2567", "2023-10-01", "2024-09-30", None),
    ("ปีงบประมาณ 2566-2570", "2022-10-01", "2027-09-30", None),
    ("พ.ศ. 2566 ถึง พ.ศ. 2570", "2022-10-01", "2027-09-30", None),
    ("ปี 67-68", "2023-10-01", "2025-09-30", None),
    ("ปีงบประมาณ 2567 และ 2568", "2023-10-01", "2025-09-30", None),
    ("ปีปฏิทิน 2567", "2024-01-01", "2024-12-31", None),
    ("ตลอดปีงบประมาณ", "2024-10-01", "2025-09-30", None),
    ("ดำเนินการตลอดทั้งปี", "2024-10-01", "2025-09-30", None),
    ("ประจำปีงบประมาณ", "2024-10-01", "2025-09-30", None),
    ("ตลอดปีงบประมาณ (ปีงบประมาณ 2567)", "2023-10-01", "2024-09-30", None),
    ("ปีการศึกษา 2567", None, None, None),
    ("ปีงบประมาณถัดไป", None, None, None),
    ("ปีงบประมาณ 2999", None, None, None),
    ("ปีงบประมาณ 99999", None, None, None),
    # Months
    ("ต.ค. 2566 - ก.ย. 2567", "2023-10-01", "2024-09-30", None),
    ("ต.ค.66–ก.ย.67", "2023-10-01", "2024-09-30", None),
    ("ต. ค. ๖๖ — ก. ย. ๖๗", "2023-10-01", "2024-09-30", None),
    ("ตค 66 - กย 67", "2023-10-01", "2024-09-30", None),
    ("ต.ค-66 - ก.ย-67", "2023-10-01", "2024-09-30", None),
    ("ตุลาคม 2566 ถึง กันยายน 2567", "2023-10-01", "2024-09-30", None),
    ("ระหว่างเดือนตุลาคม 2566 ถึงเดือนกันยายน 2567", "2023-10-01", "2024-09-30", None),
    ("ต.ค. 2023 - ก.ย. 2024", "2023-10-01", "2024-09-30", None),
    ("10/2566 - 09/2567", "2023-10-01", "2024-09-30", None),
    ("ม.ค. - เม.ย. 2567", "2024-01-01", "2024-04-30", None),
    ("ต.ค. - มี.ค. 2567", "2023-10-01", "2024-03-31", None),
    ("ต.ค. 2566 - มี.ค.", "2023-10-01", "2024-03-31", None),
    ("ต.ค., พ.ย. และ ธ.ค. 2566", "2023-10-01", "2023-12-31", None),
    ("ต.ค. 67", "2024-10-01", "2024-10-31", None),
    ("กรกฏาคม 2567", "2024-07-01", "2024-07-31", None),
    ("เดือนกุมภาพันธ์ พ.ศ. 2567", "2024-02-01", "2024-02-29", None),
    ("ต.ค. - ธ.ค.", "2024-10-01", "2024-12-31", None),
    ("เดือน มกราคม", "2025-01-01", "2025-01-31", None),
    ("ต.ค. - มี.ค.", "2024-10-01", "2025-03-31", None),
    ("ต.ค. - ธ.ค. ปีงบประมาณ 2567", "2023-10-01", "2023-12-31", None),
    ("ปีงบประมาณ 2567 (ต.ค. - มี.ค.)", "2023-10-01", "2024-03-31", None),
    ("ปีงบประมาณ 2567 (1 ต.ค. 2566 - 30 ก.ย. 2567)", "2023-10-01", "2024-09-30", None),
    ("มี.ค. และ ก.ย. 2567", None, None, None),
    ("ก.ย. - ต.ค.", None, None, None),
    ("ต.ค. 9999", None, None, None),
    # Days
    ("1 ต.ค. 2566 - 30 ก.ย. 2567", "2023-10-01", "2024-09-30", None),
    ("วันที่ 1 ตุลาคม 2566 ถึงวันที่ 30 กันยายน 2567", "2023-10-01", "2024-09-30", None),
    ("1/10/2566 - 30/9/2567", "2023-10-01", "2024-09-30", None),
    ("15 ธ.ค. - 15 ม.ค. 2567", "2023-12-15", "2024-01-15", None),
    ("1 - 15 มี.ค. 67", "2024-03-01", "2024-03-15", None),
    ("วันที่ 1 - 31 เดือน ตุลาคม 2566", "2023-10-01", "2023-10-31", None),
    ("15 ธันวาคม 2566", "2023-12-15", "2023-12-15", None),
    ("1 ต.ค. - 30 ก.ย.", "2024-10-01", "2025-09-30", None),
    ("31 ก.พ. 2567", None, None, None),
    ("1 ต.ค. 2567 - 31 เม.ย. 2568", None, None, None),
    ("1 ต.ค. 2568 - 30 ก.ย. 2568", None, None, None),
    # Quarters
    ("ไตรมาสที่ 2 ปีงบประมาณ 2567", "2024-01-01", "2024-03-31", None),
    ("ไตรมาส 1/2567", "2023-10-01", "2023-12-31", None),
    ("ปีงบประมาณ 2567 ไตรมาสที่ 3", "2024-04-01", "2024-06-30", None),
    ("ไตรมาสแรก", "2024-10-01", "2024-12-31", None),
    ("ไตรมาสสุดท้ายของปีงบประมาณ", "2025-07-01", "2025-09-30", None),
    ("ไตรมาส 1-2", "2024-10-01", "2025-03-31", None),
    ("ไตรมาสที่ ๑ – ๔", "2024-10-01", "2025-09-30", None),
    ("ไตรมาสที่ 1 ถึงไตรมาสที่ 3 ปี 67", "2023-10-01", "2024-06-30", None),
    ("ไตรมาสที่ 1, 2, 3 และ 4", "2024-10-01", "2025-09-30", None),
    ("ไตรมาส 4 ปี 2567 - ไตรมาส 1 ปี 2568", "2024-07-01", "2024-12-31", None),
    ("ไตรมาสที่ 4 - ไตรมาสที่ 1 ปี 2568", "2024-07-01", "2024-12-31", None),
    ("ไตรมาสที่ 1 ปีปฏิทิน 2567", "2024-01-01", "2024-03-31", None),
    ("ไตรมาสที่ 1 (ต.ค. - ธ.ค. 2566)", "2023-10-01", "2023-12-31", None),
    ("ไตรมาสที่ 2 และ 4", None, None, None),
    # Parts of a year
    ("รอบ 6 เดือน", "2024-10-01", "2025-03-31", None),
    ("6 เดือนแรก", "2024-10-01", "2025-03-31", None),
    ("รอบ 6 เดือนหลัง ปีงบประมาณ 2567", "2024-04-01", "2024-09-30", None),
    ("รอบ ๑๒ เดือน", "2024-10-01", "2025-09-30", None),
    ("ครึ่งปีแรก 2567", "2023-10-01", "2024-03-31", None),
    ("ครึ่งปีงบประมาณหลัง", "2025-04-01", "2025-09-30", None),
    ("รอบ 6 เดือน และรอบ 12 เดือน", "2024-10-01", "2025-09-30", "half_yearly"),
    # One end
    ("ภายในเดือนกันยายน 2567", None, "2024-09-30", None),
    ("ภายใน 15 ก.ย. 67", None, "2024-09-15", None),
    ("ภายในปีงบประมาณ 2567", None, "2024-09-30", None),
    ("ให้แล้วเสร็จภายในไตรมาสที่ 2", None, "2025-03-31", None),
    ("ไม่เกินวันที่ 30 กันยายน 2567", None, "2024-09-30", None),
    ("ก่อนสิ้นปีงบประมาณ 2567", None, "2024-09-30", None),
    ("ก่อนวันที่ 1 ต.ค. 2567", None, "2024-09-30", None),
    ("สิ้นเดือนกันยายน 2567", None, "2024-09-30", None),
    ("บัดนี้ - 30 ก.ย. 2567", None, "2024-09-30", None),
    ("ตั้งแต่ 1 ต.ค. 2566 เป็นต้นไป", "2023-10-01", None, None),
    ("ต.ค. 2566 เป็นต้นไป", "2023-10-01", None, None),
    ("ต.ค. 2566 - ปัจจุบัน", "2023-10-01", None, None),
    ("1 ต.ค. 2566 - สิ้นปีงบประมาณ 2567", "2023-10-01", "2024-09-30", None),
    ("ตั้งแต่ ต.ค. 2566 - มี.ค. 2567", "2023-10-01", "2024-03-31", None),
    # Recurrence
    ("ทุกเดือน", None, None, "monthly"),
    ("ทุก ๆ เดือน", None, None, "monthly"),
    ("ประจำทุกเดือน", None, None, "monthly"),
    ("เดือนละ ๑ ครั้ง", None, None, "monthly"),
    ("รายเดือน", None, None, "monthly"),
    ("ทุกวันที่ 25 ของเดือน", None, None, "monthly"),
    ("ทุกไตรมาส", None, None, "quarterly"),
    ("ไตรมาสละ 1 ครั้ง", None, None, "quarterly"),
    ("ทุก 3 เดือน", None, None, "quarterly"),
    ("ทุก ๖ เดือน", None, None, "half_yearly"),
    ("ปีละ 2 ครั้ง", None, None, "half_yearly"),
    ("ทุกปี", None, None, "yearly"),
    ("อย่างน้อยปีละ 1 ครั้ง", None, None, "yearly"),
    ("ประจำปี", None, None, "yearly"),
    ("ทุกเดือน ตลอดปีงบประมาณ 2567", "2023-10-01", "2024-09-30", "monthly"),
    ("ตลอดปี (ทุกไตรมาส)", "2024-10-01", "2025-09-30", "quarterly"),
    ("เดือนละ 1 ครั้ง (ต.ค. 2566 - ก.ย. 2567)", "2023-10-01", "2024-09-30", "monthly"),
    ("ประจำปี 2567", "2023-10-01", "2024-09-30", None),
    ("ประจำเดือนตุลาคม 2566", "2023-10-01", "2023-10-31", None),
    ("เม.ย. ของทุกปี", "2025-04-01", "2025-04-30", "yearly"),
    # Found in real reports
    ("ตลอด ปีงบประมาณ ๒๕๖๔", "2020-10-01", "2021-09-30", None),
    ("ตุลาคม 2567- ธันวาคม 2567", "2024-10-01", "2024-12-31", None),
    ("ตุลาคม 2567 – กันยายน 2568", "2024-10-01", "2025-09-30", None),
    ("ไตรมาสแรก ของ ปีงบประมาณ", "2024-10-01", "2024-12-31", None),
    ("ภายในไตรมาสแรกของปีงบประมาณ พ.ศ. 2568", None, "2024-12-31", None),
    ("เมษายน 2568 - กันยายน 2568", "2025-04-01", "2025-09-30", None),
    ("ประเมินความพึงพอใจในการให้บริการทุกไตรมาส", None, None, "quarterly"),
    ("๑ พ.ย. ๒๕๖๖ - ๓๐ เม.ย. ๒๕๖๗", "2023-11-01", "2024-04-30", None),
    (
        "เดือนตุลาคม พ.ศ.๒๕๖๕ - วันที่ ๓๐ กันยายน พ.ศ.๒๕๖๖",
        "2022-10-01",
        "2023-09-30",
        None,
    ),
]

NO_PERIODS = [
    "",
    "-",
    "กองคลัง",
    "สำนักงาน ก.พ.",
    "ไม่กำหนด",
    "1",
    "12",
    "5 ปี",
    "6 เดือน",
    "ภายใน 30 วัน",
    "ไตรมาสที่ 5",
    "งบประมาณ 2568 บาท",
    "แผนปฏิบัติการประจำปี",
    "ทุกวันทำการ",
]


def _read(text: str) -> tuple[date | None, date | None, str | None]:
    period = read_period(text, fiscal_year=2568)
    assert period is not None
    return period.start, period.end, period.recurrence


def _expected(example: Example) -> tuple[date | None, date | None, str | None]:
    start, end = (day and date.fromisoformat(day) for day in example[1:3])
    return start or None, end or None, example[3]


@pytest.mark.parametrize("example", PERIODS, ids=lambda example: example[0])
def test_a_period_is_read_from_one_line(example: Example) -> None:
    assert _read(example[0]) == _expected(example)


@pytest.mark.parametrize("text", NO_PERIODS)
def test_what_is_no_period_is_none(text: str) -> None:
    assert read_period(text, fiscal_year=2568) is None


@pytest.mark.parametrize(
    "text", ["ไตรมาสแรก", "ตลอดปีงบประมาณ", "ต.ค. - ธ.ค.", "ภายในเดือนกันยายน", "ครึ่งปีแรก"]
)
@pytest.mark.parametrize("fiscal_year", [None, 68, 2025, -2568, 10**9])
def test_without_a_year_no_date_is_invented(text: str, fiscal_year: int | None) -> None:
    assert read_period(text, fiscal_year=fiscal_year) == Period(text, None, None, None)


def test_the_matched_part_is_the_printed_one() -> None:
    period = read_period("ดำเนินการภายใน เดือน ก.ย. ๒๕๖๘ โดยกองคลัง")
    assert period is not None
    assert period.matched == "ภายใน เดือน ก.ย. ๒๕๖๘"


@given(st.sampled_from(PERIODS), st.data())
def test_a_wrapped_line_does_not_change_a_period(example: Example, data: st.DataObject) -> None:
    text = example[0]
    place = data.draw(st.integers(1, len(text) - 1))
    # Between two digits a space may part two numbers.
    if text[place - 1].isdecimal() and text[place].isdecimal():
        return
    assert _read(text[:place] + " \n" + text[place:]) == _expected(example)


@given(st.sampled_from(PERIODS))
def test_thai_digits_and_no_spaces_read_the_same(example: Example) -> None:
    thai = example[0].translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    assert _read(thai) == _expected(example)
    assert _read("".join(thai.split())) == _expected(example)


WORDS = sorted({word for text, *_ in PERIODS for word in text.split()})


@given(st.text(), st.none() | st.integers())
def test_no_text_raises(text: str, fiscal_year: int | None) -> None:
    read_period(text, fiscal_year=fiscal_year)


@given(st.lists(st.sampled_from(WORDS)), st.none() | st.integers(2490, 2610))
def test_no_jumble_of_period_words_raises(words: list[str], fiscal_year: int | None) -> None:
    period = read_period(" ".join(words), fiscal_year=fiscal_year)
    if period and period.start and period.end:
        assert period.start <= period.end
