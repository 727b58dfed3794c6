"""What a printed number may be a misreading of."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_parse.parse.checks.digits import HIGHEST, UNIT, readings
from ita_parse.text import THAI_DIGITS

TO_THAI = str.maketrans("0123456789", THAI_DIGITS)


def value(text: str) -> int:
    return int(Decimal(text) * UNIT)


@pytest.mark.parametrize(
    ("printed", "expected", "decimals"),
    [
        ("95.33", "95.33", 2),
        ("๙๕.๓๓", "95.33", 2),
        ("คะแนน 94.5", "94.5", 1),
        ("100", "100", 0),
        ("80,95", "80.95", 2),
        ("ร้อยละ ๗๒.๘๔", "72.84", 2),
        ("89.85 (A)", "89.85", 2),
    ],
)
def test_a_score_is_read_with_its_decimals(printed: str, expected: str, decimals: int) -> None:
    read = readings(printed)
    assert read is not None
    assert (read.value, read.decimals) == (value(expected), decimals)


@pytest.mark.parametrize("printed", ["-", "", "ไม่มี", "80.12 และ 91.05"])
def test_what_holds_no_number_or_several_has_no_readings(printed: str) -> None:
    assert readings(printed) is None


@pytest.mark.parametrize("printed", ["300", "195.33", "9O.33", "๙๕๓๓"])
def test_what_is_no_score_as_it_stands_has_no_value_but_readings(printed: str) -> None:
    read = readings(printed)
    assert read is not None
    assert read.value is None
    assert read.costs


def test_a_lost_point_is_a_likely_reading() -> None:
    read = readings("9533")
    assert read is not None
    assert min(read.costs, key=read.costs.__getitem__) == value("95.33")


def test_a_letter_for_a_digit_is_the_likeliest_reading() -> None:
    read = readings("9O.33")
    assert read is not None
    assert min(read.costs, key=read.costs.__getitem__) == value("90.33")


def test_a_lost_digit_is_a_possible_reading() -> None:
    read = readings("9.33")
    assert read is not None
    assert value("95.33") in read.costs
    assert read.costs[value("95.33")] > read.costs[value("8.33")]


def test_thai_digits_are_mistaken_within_their_groups() -> None:
    read = readings("๘๐.๐๐")
    assert read is not None
    assert read.costs[value("90")] < read.costs[value("70")]
    # ๖ is read as ๒, which is not read as ๖ in turn.
    six, two = readings("๖๐"), readings("๒๐")
    assert six is not None
    assert two is not None
    assert two.costs[value("60")] < six.costs[value("20")]


def test_two_misread_digits_cost_more_than_one() -> None:
    read = readings("๘๘.๐๐")
    assert read is not None
    assert read.costs[value("99")] > read.costs[value("98")]


def test_what_ocr_is_sure_of_is_misread_less_often() -> None:
    doubtful, sure = readings("๘๐", certainty=0.8), readings("๘๐", certainty=0.999)
    assert doubtful is not None
    assert sure is not None
    assert sure.costs[value("90")] > doubtful.costs[value("90")]


@given(st.integers(0, 10_000), st.integers(0, 2))
def test_every_score_is_read_in_either_script_and_never_for_itself(
    hundredths: int, decimals: int
) -> None:
    number = f"{Decimal(hundredths) / 100:.{decimals}f}"
    for printed in (number, number.translate(TO_THAI)):
        read = readings(printed)
        assert read is not None
        assert read.value == value(number)
        assert read.value not in read.costs
        assert all(0 <= other <= HIGHEST and cost > 0 for other, cost in read.costs.items())
