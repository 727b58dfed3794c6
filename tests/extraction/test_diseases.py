"""Small PDFs with what went wrong in real ones: what they give is what they show."""

from __future__ import annotations

from pathlib import Path

import pytest

import ita_parse

ROOT = Path(__file__).resolve().parents[2] / "fixtures"
DISEASES = ROOT / "diseases"


def healthy() -> ita_parse.Document:
    return ita_parse.extract(ROOT / "pdf" / "huaipip-2567.libreoffice.pdf", pages=[1])


def test_a_full_stop_that_its_font_calls_a_consonant_is_read_as_a_full_stop() -> None:
    document = ita_parse.extract(DISEASES / "dots.pdf")
    assert document.text == healthy().text
    assert "dot_printed_as_letter" in {notice.code for notice in document.notices}


@pytest.mark.parametrize("name", ["sideways", "rotated"])
def test_a_page_that_lies_on_its_side_reads_like_an_upright_one(name: str) -> None:
    assert ita_parse.extract(DISEASES / f"{name}.pdf").text == healthy().text


def test_boxes_of_a_page_that_lies_on_its_side_are_where_it_shows_them() -> None:
    upright = healthy().pages[0]
    sideways = ita_parse.extract(DISEASES / "sideways.pdf").pages[0]
    assert (sideways.width, sideways.height) == (upright.height, upright.width)
    for one, other in zip(upright.blocks, sideways.blocks, strict=True):
        assert one.box is not None
        assert other.box is not None
        x0, top, x1, bottom = one.box
        turned = (top, upright.width - x1, bottom, upright.width - x0)
        assert other.box == pytest.approx(turned, abs=0.05)


def test_headers_set_upright_in_narrow_columns_are_read_in_their_cells() -> None:
    document = ita_parse.extract(DISEASES / "upright-headers.pdf")
    lines = (DISEASES / "upright-headers.txt").read_text("utf-8").splitlines()
    assert document.tables[0].rows == [line.split("\t") for line in lines]
