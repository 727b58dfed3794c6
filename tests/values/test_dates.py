from hypothesis import given
from hypothesis import strategies as st

from ita_parse.parse.values.dates import read_date, read_fiscal_years
from ita_parse.parse.values.fiscal_years import read_fiscal_year
from tests.values.corpus import Row, examples, whole


@examples("dates")
def test_a_date_is_read_from_one_line(row: Row) -> None:
    reading = read_date(row["text"])
    assert (reading.date.isoformat() if reading else None) == row["date"]
    assert (reading.matched if reading else None) == row["matched"]


@examples("fiscal_years")
def test_years_of_work_are_read_in_order_and_once(row: Row) -> None:
    assert read_fiscal_years(row["text"]) == tuple(map(int, (row["years"] or "").split()))


@examples("fiscal_years")
def test_the_one_fiscal_year_is_the_printed_one_or_the_document_s(row: Row) -> None:
    given = whole(row, "fiscal_year")
    reading = read_fiscal_year(row["text"], fiscal_year=given)
    assert (reading.year if reading else None) == whole(row, "year")
    assert (reading.matched if reading else None) == row["matched"]
    assert reading is None or reading.printed or reading.year == given


def test_the_matched_part_is_the_printed_one() -> None:
    reading = read_date("ลงวันที่ ๑๒ มี.ค. ๖๘ เรื่อง")
    assert reading is not None
    assert reading.matched == "วันที่ ๑๒ มี.ค. ๖๘"


@given(st.text())
def test_no_text_raises(text: str) -> None:
    read_date(text)
    read_fiscal_years(text)
    read_fiscal_year(text, fiscal_year=2568)


@given(st.text(alphabet="0123456789๐๑๒ /.-ปีพ.ศ.ตคมกราคมวันที่งบประมาณถึงและ"))
def test_no_text_of_date_letters_raises(text: str) -> None:
    read_date(text)
    read_fiscal_years(text)
    read_fiscal_year(text, fiscal_year=2568)
