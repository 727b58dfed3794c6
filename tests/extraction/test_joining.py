"""Joining tables over pages loses no row, whatever stands in them and wherever pages end."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

import ita_parse

HEADER = "ลำดับ\tมาตรการ\tวิธีดำเนินการ\tระยะเวลา\tผู้รับผิดชอบ"
# Few and alike, as in real reports.
TEXTS = st.sampled_from(
    ["", "อบรม", "จัดอบรม", "1. จัดประชุม 2. สรุปผล", "ปีงบประมาณ 2568", "กองคลัง", "ทุกเดือน", "-"]
)


@given(
    st.lists(st.lists(TEXTS, min_size=4, max_size=4), min_size=1, max_size=12),
    st.lists(st.integers(min_value=1, max_value=11), max_size=4),
    st.booleans(),
)
@settings(max_examples=300, deadline=None)
def test_every_numbered_row_is_there_once(
    cells: list[list[str]], ends: list[int], repeated: bool
) -> None:
    lines = [HEADER]
    for number, texts in enumerate(cells, 1):
        lines.append("\t".join([str(number), *texts]))
        if number in ends and number < len(cells):
            lines += ["", HEADER] if repeated else [""]
    document = ita_parse.extract("\n".join(lines).encode())
    found = [row[0] for table in document.tables for row in table.rows]
    assert [text for text in found if text.isdigit()] == [str(n + 1) for n in range(len(cells))]


@given(st.lists(st.lists(TEXTS, min_size=3, max_size=3), min_size=2, max_size=8))
@settings(max_examples=200, deadline=None)
def test_no_text_of_a_table_is_lost_where_pages_end(cells: list[list[str]]) -> None:
    head = "มาตรการ\tวิธีดำเนินการ\tผู้รับผิดชอบ"
    middle = len(cells) // 2
    pages = [
        "\n".join([head, *("\t".join(row) for row in part)])
        for part in (cells[:middle], cells[middle:])
    ]
    whole = ita_parse.extract("\n\n".join(pages).encode())
    apart = ita_parse.extract("\n\n".join(pages).encode(), join_pages=False)

    def letters(document: ita_parse.Document) -> list[str]:
        text = "".join(t for table in document.tables for row in table.rows for t in row)
        return sorted("".join(text.split()))

    repeated = "".join(head.split()) if len(whole.tables) < len(apart.tables) else ""
    assert sorted([*letters(whole), *repeated]) == letters(apart)
