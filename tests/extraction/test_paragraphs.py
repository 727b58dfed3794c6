"""Lines to paragraphs, and what is left out."""

from __future__ import annotations

from ita_parse.extraction.lines import Line
from ita_parse.extraction.paragraphs import TextPage, build_paragraphs, furniture

WIDTH, HEIGHT, EM = 600.0, 800.0, 10.0


def page(number: int, *texts: str, step: float = 18.0) -> TextPage:
    lines = [Line(text, 50.0, 550.0, 300.0 + step * at, EM) for at, text in enumerate(texts)]
    return TextPage(number, WIDTH, HEIGHT, tuple(lines))


def texts(*pages: TextPage) -> list[str]:
    skip = furniture(pages)
    return [paragraph.text for one in pages for _, paragraph in build_paragraphs(one, skip)]


def test_a_catchword_at_a_pages_end_is_left_out_wherever_the_text_ends() -> None:
    assert texts(page(1, "ข้อความของหน้าแรก", "/ทั้งนี้ ค่าใช้จ่าย ...")) == ["ข้อความของหน้าแรก"]


def test_a_line_that_begins_with_a_slash_elsewhere_stays() -> None:
    found = texts(page(1, "/ทั้งนี้ ...", "ข้อความ", "ของหน้า", "แรก"))
    assert found[0].startswith("/ทั้งนี้")
