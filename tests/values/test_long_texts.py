"""Readers are called for every cell: no text takes one time that grows with its square."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from ita_parse.parse import values

LENGTH = 100_000
LIMIT = 4.0  # seconds; the slowest takes a tenth of it, what grows with the square a minute

READERS = sorted(name for name in values.__all__ if name.startswith(("read_", "find_")))
UNITS = [
    "1-", "1,000 บาท", "5%", "1/", "ทุกเดือน", "ห้าหมื่น", "ลำดับที่ 1 จาก", "ข้อ o1 ", "☑ ดำเนินการแล้ว ",
    "(กองคลัง)", "ก ", "<b",
]  # fmt: skip


@pytest.mark.parametrize("name", READERS)
def test_a_text_of_a_hundred_thousand_letters_is_read_in_seconds(name: str) -> None:
    read: Callable[[str], Any] = getattr(values, name)
    read("1")  # loads the vocabularies
    slow = []
    for unit in UNITS:
        text = (unit * (LENGTH // len(unit) + 1))[:LENGTH] + "x"
        begun = time.perf_counter()
        read(text)
        if time.perf_counter() - begun > LIMIT:
            slow.append(unit)
    assert not slow
