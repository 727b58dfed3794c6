from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_parse.parse.values.dates import read_date, read_fiscal_years

DATES = [
    ("12 มีนาคม 2568", "2025-03-12"),
    ("๑๒ มีนาคม ๒๕๖๘", "2025-03-12"),
    ("๑๒ มี.ค. ๖๘", "2025-03-12"),
    ("12 มีค 68", "2025-03-12"),
    ("12 มี. ค. 2568", "2025-03-12"),
    ("12/03/2568", "2025-03-12"),
    ("12/3/68", "2025-03-12"),
    ("12-03-2568", "2025-03-12"),
    ("12.03.2568", "2025-03-12"),
    ("2025-03-12", "2025-03-12"),
    ("12-มี.ค.-68", "2025-03-12"),
    ("วันที่ 5 เดือน ตุลาคม พ.ศ. 2567", "2024-10-05"),
    ("วันที่ ๕ ตุลาคม พ.ศ.๒๕๖๗", "2024-10-05"),
    ("ณ วันที่ 1 ธันวาคม 2566", "2023-12-01"),
    ("1 กรกฏาคม 2567", "2024-07-01"),
    ("1 พฤษจิกายน 2567", "2024-11-01"),
    ("29 กุมภาพันธ์ 2567", "2024-02-29"),
    ("5 ตุลาคม 2024", "2024-10-05"),
    ("๓๐\nกันยายน ๒๕๖๘", "2025-09-30"),
    ("30 ก ันยายน 25 68", "2025-09-30"),
    ("ประกาศ ณ วันที่ 31 มกราคม พุทธศักราช 2568", "2025-01-31"),
    ("ตุลาคม 2567 ถึง 30 กันยายน 2568", "2025-09-30"),
    ("เริ่ม 1 ต.ค. 2567 สิ้นสุด 30 ก.ย. 2568", "2024-10-01"),
    # No day, no year, or no such day
    ("มีนาคม 2568", None),
    ("12 มีนาคม", None),
    ("31 กุมภาพันธ์ 2568", None),
    ("29 กุมภาพันธ์ 2568", None),
    ("12/13/2568", None),
    ("00/00/2568", None),
    ("12 มีนาคม 3568", None),
    ("ที่ 12/2568", None),
    ("", None),
    ("-", None),
    ("กองคลัง", None),
]

YEARS = [
    ("ประจำปีงบประมาณ พ.ศ. 2568", (2568,)),
    ("ประจําปีงบประมาณ พ.ศ. ๒๕๖๘", (2568,)),
    ("ประจำปีงบ ประมาณ พ.ศ.2568", (2568,)),
    ("ปี 2563 ปี 2564 ปี 2565", (2563, 2564, 2565)),
    ("ผลปี 2567 เพื่อจัดทำมาตรการ ประจำปีงบประมาณ พ.ศ. 2568 ต่อจากปี 2567", (2567, 2568)),
    ("ปีงบประมาณ 2566-2570", (2566, 2570)),
    ("ปีงบประมาณ 2567 และ 2568", (2567, 2568)),
    ("ปีงบประมาณ 68", (2568,)),
    ("พ.ศ. 2566 - 2570", (2566, 2570)),
    ("ปี 9999", ()),
    ("12 มีนาคม พ.ศ. 2568", ()),
    ("5 ปี", ()),
    ("", ()),
]


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_a_date_is_read_from_one_line(text: str, expected: str | None) -> None:
    reading = read_date(text)
    assert (reading and reading.date) == (expected and date.fromisoformat(expected))


@pytest.mark.parametrize(("text", "expected"), YEARS)
def test_years_of_work_are_read_in_order_and_once(text: str, expected: tuple[int, ...]) -> None:
    assert read_fiscal_years(text) == expected


def test_the_matched_part_is_the_printed_one() -> None:
    reading = read_date("ลงวันที่ ๑๒ มี.ค. ๖๘ เรื่อง")
    assert reading is not None
    assert reading.matched == "วันที่ ๑๒ มี.ค. ๖๘"


@given(st.text())
def test_no_text_raises(text: str) -> None:
    read_date(text)
    read_fiscal_years(text)


@given(st.text(alphabet="0123456789๐๑๒ /.-ปีพ.ศ.ตคมกราคมวันที่งบประมาณถึงและ"))
def test_no_text_of_date_letters_raises(text: str) -> None:
    read_date(text)
    read_fiscal_years(text)
