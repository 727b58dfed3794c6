"""How far a page's text is trusted, and why not."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from ita_parse.extraction.drawing import Drawing
from ita_parse.extraction.trust import Trust, judge

FRAME: Any = SimpleNamespace(width=600.0, height=800.0)
GOOD = "องค์การบริหารส่วนตำบลได้ดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"


def trust(*texts: str, unread: int = 0, scan: bool = False) -> Trust:
    images = [(0.0, 0.0, 600.0, 800.0)] if scan else []
    return judge(texts, unread, Drawing(FRAME, images=images))


def test_a_page_of_clean_thai_is_trusted() -> None:
    found = trust(*[GOOD] * 10)
    assert found.trusted
    assert found.quality > 0.98


def test_what_the_normaliser_mends_does_not_speak_against_a_page() -> None:
    assert trust(*[GOOD.replace("ำ", "\u0e4d\u0e32")] * 10).trusted


def test_latin_ocr_over_a_scan_is_not_passed_on() -> None:
    assert trust("rJ:ynroiy nrrfi6rruuns " * 20, scan=True) == Trust(
        0.1, ("latin_over_thai",), usable=False
    )


def test_latin_text_on_a_page_without_a_scan_is_trusted() -> None:
    assert trust("Integrity and Transparency Assessment " * 20).trusted


def test_a_scan_with_a_page_number_only_is_a_scan() -> None:
    assert trust("- 3 -", scan=True).reasons == ("scanned", "little_text")


def test_a_page_without_letters_has_no_text() -> None:
    assert trust() == Trust(0.0, ("no_text",), usable=False)


@pytest.mark.parametrize("broken", ["ύσωζ" * 50, "\ufffd\ufffd\ufffdก" * 50, "่า้ก" * 50])
def test_a_broken_encoding_is_not_passed_on(broken: str) -> None:
    found = trust(broken)
    assert (found.reasons, found.usable) == (("broken_encoding",), False)


def test_thai_letters_that_make_no_words_are_a_broken_encoding() -> None:
    shifted = "".join(chr(ord(letter) + 3) if "ก" <= letter <= "ร" else letter for letter in GOOD)
    assert not trust(*[shifted] * 10).usable


@pytest.mark.parametrize(
    ("texts", "unread", "reason"),
    [
        ([GOOD] * 10 + ["เ"] * 2, 0, "odd_sequences"),
        ([GOOD] * 10, 8, "unmapped_glyphs"),
        ([GOOD] * 10 + ["ทีÉ"] * 3, 0, "latin_in_thai"),
        ([GOOD] * 8 + ["ฒฌฑ ฎฆฌ ฒฎฑ ฌฑฒ ฎฒฬ"] * 7, 0, "few_words"),
    ],
)
def test_a_page_with_a_few_wrong_letters_is_read_but_not_trusted(
    texts: list[str], unread: int, reason: str
) -> None:
    found = trust(*texts, unread=unread)
    assert found.usable
    assert not found.trusted
    assert reason in found.reasons
