import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_parse.parse.values.period import Period, read_period
from tests.values.corpus import Row, examples, read_corpus, whole

PERIODS = [row for row in read_corpus("periods") if row["period"]]


def _read(text: str, row: Row) -> tuple[str | None, ...]:
    period = read_period(text, fiscal_year=whole(row, "fiscal_year"))
    assert period is not None
    start, end = (day.isoformat() if day else None for day in (period.start, period.end))
    return start, end, period.recurrence


def _expected(row: Row) -> tuple[str | None, ...]:
    return row["start"], row["end"], row["recurrence"]


@examples("periods", lambda row: bool(row["period"]))
def test_a_period_is_read_from_one_line(row: Row) -> None:
    assert _read(row["text"], row) == _expected(row)


@examples("periods", lambda row: bool(row["period"]))
def test_what_was_read_is_given_as_printed(row: Row) -> None:
    period = read_period(row["text"], fiscal_year=whole(row, "fiscal_year"))
    assert period is not None
    assert period.matched == row["matched"]
    assert period.matched in row["text"]


@examples("periods", lambda row: not row["period"])
def test_what_is_no_period_is_none(row: Row) -> None:
    assert read_period(row["text"], fiscal_year=whole(row, "fiscal_year")) is None


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
def test_a_wrapped_line_does_not_change_a_period(row: Row, data: st.DataObject) -> None:
    text = row["text"]
    place = data.draw(st.integers(1, len(text) - 1))
    before, after = text[place - 1], text[place]
    # Between two digits a space may part two numbers; in a tag or an English word nothing wraps.
    if (before.isdecimal() and after.isdecimal()) or "<" in text or text.isascii():
        return
    assert _read(text[:place] + " \n" + text[place:], row) == _expected(row)


@given(st.sampled_from(PERIODS))
def test_thai_digits_and_no_spaces_read_the_same(row: Row) -> None:
    thai = row["text"].translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    assert _read(thai, row) == _expected(row)
    if not re.search(r"\d\s+\d", thai):
        assert _read("".join(thai.split()), row) == _expected(row)


WORDS = sorted({word for row in PERIODS for word in row["text"].split()})


@given(st.text(), st.none() | st.integers())
def test_no_text_raises(text: str, fiscal_year: int | None) -> None:
    read_period(text, fiscal_year=fiscal_year)


@given(st.lists(st.sampled_from(WORDS)), st.none() | st.integers(2490, 2610))
def test_no_jumble_of_period_words_raises(words: list[str], fiscal_year: int | None) -> None:
    period = read_period(" ".join(words), fiscal_year=fiscal_year)
    if period and period.start and period.end:
        assert period.start <= period.end
