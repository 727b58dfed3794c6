"""Tables without rules are found where text stands in columns, and nowhere else."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Sequence

import pytest

from ita_parse.document import Box
from ita_parse.extraction.borderless import find_columns, split_rows, widen
from ita_parse.extraction.clusters import Word
from ita_parse.extraction.drawing import Edge
from ita_parse.extraction.grids import take_words
from ita_parse.extraction.ruling import Grid

WIDTH, HEIGHT = 595.0, 842.0
EM = 10.0
STEP = 14.0


def word(text: str, x: float, y: float, em: float = EM) -> Word:
    """A word whose letters are half as wide as they are high."""
    starts = [x + place * em / 2 for place in range(len(text))]
    return Word(list(text), starts, x + len(text) * em / 2, y, em, -y)


def phrase(text: str, x: float, y: float, em: float = EM) -> list[Word]:
    words = []
    for part in text.split():
        words.append(word(part, x, y, em))
        x = words[-1].x1 + em * 0.3
    return words


def table(
    rows: Iterable[Sequence[str]], xs: Sequence[float], top: float, step: float = STEP
) -> list[Word]:
    """Labels that begin at the first place, and others that end at theirs."""
    words = []
    for place, row in enumerate(rows):
        y = top + place * step
        words += phrase(row[0], xs[0], y)
        for text, x in zip(row[1:], xs[1:], strict=True):
            cell = phrase(text, 0.0, y)
            shift = x - cell[-1].x1 if cell else 0.0
            for part in cell:
                part.starts = [start + shift for start in part.starts]
                part.x1 += shift
            words += cell
    return words


def prose(lines: int, top: float, x: float = 60.0, width: float = 470.0) -> list[Word]:
    chance = random.Random(lines)
    words = []
    for line in range(lines):
        at = x
        while at < x + width - 60:
            words.append(word("m" * chance.randint(2, 9), at, top + line * 12.0))
            at = words[-1].x1 + EM * chance.uniform(0.25, 0.6)
    return words


def find(
    words: Sequence[Word], edges: Sequence[Edge] = (), areas: Sequence[Box] = ()
) -> list[Grid]:
    return find_columns(words, edges, areas, WIDTH, HEIGHT)


def texts(grid: Grid, words: Sequence[Word]) -> list[list[str]]:
    """What stands in each cell, row by row; a cell over several columns comes once."""
    dealt, _ = take_words(grid, words)
    rows: list[list[str]] = [[] for _ in range(grid.row_count)]
    for (row, *_), part in zip(grid.cells, dealt, strict=True):
        part.sort(key=lambda one: (one.baseline, one.x))
        rows[row].append(" ".join(one.text for one in part))
    return rows


BUDGET = [
    ("Country", "Budget", "Actual"),
    ("Austria", "1,204", "98.1"),
    ("Belgium", "650", "77.0"),
    ("Bulgaria", "8,012", "45.9"),
    ("Cyprus", "31", "8.4"),
]


def test_figures_under_a_heading_are_a_table() -> None:
    words = table(BUDGET, (60, 300, 420), 100)
    (grid,) = find(words)
    assert texts(grid, words) == [list(row) for row in BUDGET]


def test_a_table_amid_running_text_is_found_without_the_text() -> None:
    body = table(BUDGET, (60, 300, 420), 200)
    (grid,) = find([*prose(8, 60), *body, *prose(8, 300)])
    assert grid.row_count == len(BUDGET)


def test_lines_of_a_budget_in_thai_are_rows() -> None:
    lines = [
        ("1. งบบุคลากร", "5,620,850 บาท"),
        ("เงินเดือน", "4,192,250 บาท"),
        ("ค่าจ้างประจำ", "221,750 บาท"),
        ("ค่าใช้สอย", "9,300 บาท"),
    ]
    words = table(lines, (60, 480), 100)
    (grid,) = find(words)
    assert texts(grid, words) == [list(line) for line in lines]


def test_dots_that_lead_to_a_figure_part_it_from_its_label() -> None:
    words = []
    for place, (label, figure) in enumerate(
        [("Men", "54,425"), ("Women", "34,947"), ("All", "7,793")]
    ):
        y = 100 + place * STEP
        words += [word(label, 60, y), *phrase(figure, 260, y)]
        words += [word(".", x, y) for x in range(60 + len(label) * 5 + 5, 254, 5)]
    (grid,) = find(words)
    assert (grid.row_count, grid.column_count) == (3, 2)


def test_a_label_that_is_wrapped_is_one_cell() -> None:
    words = table(
        [
            ("Item", "2005", "2010"),
            ("Full-time programmes of all", "", ""),
            ("public institutions", "1,204", "98"),
            ("Short courses", "650", "77"),
            ("Other", "12", "5"),
        ],
        (60, 300, 420),
        100,
        12,
    )
    (grid,) = find(words)
    assert texts(grid, words)[1] == [
        "Full-time programmes of all public institutions",
        "1,204",
        "98",
    ]


def test_a_label_without_figures_heads_the_rows_under_it() -> None:
    rows = [*BUDGET[:3], ("Other countries", "", ""), *BUDGET[3:]]
    words = table(rows, (60, 300, 420), 100)
    (grid,) = find(words)
    assert texts(grid, words)[3][0] == "Other countries"
    assert grid.row_count == len(rows)


def test_wider_steps_part_rows_of_several_lines() -> None:
    words = []
    for row in range(4):
        y = 120 + row * 34
        words += phrase("kept in the", 60, y) + phrase("old archive", 60, y + 12)
        words += phrase(f"{row}04.5", 300, y) + phrase(f"{row}7", 420, y)
    words += phrase("Files", 60, 90) + phrase("Metres", 300, 90) + phrase("Years", 420, 90)
    (grid,) = find(words)
    assert texts(grid, words)[1] == ["kept in the old archive", "004.5", "07"]


def test_a_heading_over_several_columns_is_a_row_of_its_own() -> None:
    words = phrase("Share of all households", 275, 86) + table(BUDGET, (60, 300, 420), 100)
    (grid,) = find(words)
    assert grid.row_count == len(BUDGET) + 1
    assert texts(grid, words)[0] == ["", "Share of all households"]


def test_lines_of_a_heading_are_one_row() -> None:
    rows = [("", "Budget", "Actual"), ("Country", "in euros", "share"), *BUDGET[1:]]
    words = table(rows, (60, 300, 420), 100, 12)
    (grid,) = find(words)
    assert texts(grid, words)[0] == ["Country", "Budget in euros", "Actual share"]


def test_rules_over_and_under_a_heading_show_a_table_of_phrases() -> None:
    rows = [
        ("Name", "Office"),
        ("Somchai", "Public works"),
        ("Malee", "Education"),
        ("Prasert", "Finance and audit"),
    ]
    words = []
    for place, (name, office) in enumerate(rows):
        words += phrase(name, 60, 100 + place * STEP) + phrase(office, 250, 100 + place * STEP)
    assert find(words) == []
    rules = [Edge(58, y, 360, y) for y in (88, 104, 146)]
    (grid,) = find(words, rules)
    assert texts(grid, words) == [list(row) for row in rows]


def test_a_caption_and_a_note_are_not_part_of_the_table() -> None:
    words = phrase("Table 2. Money by country", 60, 84)
    words += table(BUDGET, (60, 300, 420), 100)
    words += phrase("Source: the countries' own reports of that year, as of July", 60, 172, 7)
    (grid,) = find(words)
    assert grid.row_count == len(BUDGET)


def test_tables_one_below_the_other_are_two() -> None:
    words = table(BUDGET, (60, 300, 420), 100) + table(BUDGET, (60, 300, 420), 200)
    assert [grid.row_count for grid in find(words)] == [len(BUDGET)] * 2


def test_tables_side_by_side_are_two() -> None:
    pairs = [(name, figure) for name, figure, _ in BUDGET]
    words = table(pairs, (60, 250), 100) + table(pairs, (330, 520), 100)
    assert [grid.column_count for grid in find(words)] == [2, 2]


def _marks(signs: Sequence[str]) -> list[Word]:
    return [
        part
        for place, sign in enumerate(signs)
        for part in (
            *phrase(sign, 60, 100 + place * STEP),
            *phrase("something that has to be done soon", 90, 100 + place * STEP),
        )
    ]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(prose(50, 60), id="running text"),
        pytest.param(prose(50, 60, 60, 280) + prose(50, 60, 330, 280), id="text in two columns"),
        pytest.param(_marks(["-"] * 6), id="points"),
        pytest.param(_marks(["1.", "2.", "3.", "4.", "5."]), id="numbered points"),
        pytest.param(
            table(
                [(f"{n} The part on something", str(n * 3)) for n in range(1, 12)], (60, 530), 100
            ),
            id="contents",
        ),
        pytest.param(
            table([(f"a + b = {'c' * n}", f"({n})") for n in range(1, 5)], (200, 530), 100, 30),
            id="formulas",
        ),
        pytest.param(
            table(
                [("40%", "", ""), ("20%", "12", "31"), ("0%", "2001", "2002"), ("", "1", "2")],
                (60, 200, 300),
                100,
            ),
            id="axes",
        ),
        pytest.param(
            phrase("(นายใจดี มีสุข)", 80, 600)
            + phrase("(นางสาวมั่นคง ดี)", 350, 600)
            + phrase("ปลัดเทศบาล", 90, 616)
            + phrase("นายกเทศมนตรี", 360, 616)
            + phrase("ผู้รายงาน", 95, 632)
            + phrase("ผู้อนุมัติ", 365, 632),
            id="signatures",
        ),
        pytest.param(
            phrase("ที่ ลป ๗๙๙๐๑/๒๑๔", 60, 90)
            + phrase("วันที่ ๒๗ กันยายน ๒๕๖๗", 330, 90)
            + phrase("เรื่อง รายงานผล", 60, 106)
            + phrase("เรียน นายก", 60, 122),
            id="letter head",
        ),
    ],
)
def test_what_is_no_table_is_left_alone(words: list[Word]) -> None:
    assert find(words) == []


def test_a_page_of_letters_all_over_is_soon_read() -> None:
    chance = random.Random(1)
    words = [word("a", chance.random() * WIDTH, chance.random() * HEIGHT) for _ in range(20_000)]
    started = time.perf_counter()
    find(words)
    assert time.perf_counter() - started < 2


def _ruled(columns: int, height: float) -> Grid:
    """A heading and one row as high as all others together."""
    xs = [60 + 120.0 * column for column in range(columns + 1)]
    cells = tuple(
        (row, column, 1, 1, (xs[column], top, xs[column + 1], bottom))
        for row, (top, bottom) in enumerate(((80.0, 104.0), (104.0, 104 + height)))
        for column in range(columns)
    )
    return Grid((60, 80, xs[-1], 104 + height), cells, 2, columns, False, False)


def test_a_ruled_row_with_a_figure_on_each_line_is_parted() -> None:
    words = table(BUDGET, (64, 296, 416), 96)
    grid = _ruled(3, 60)
    parted = split_rows(grid, take_words(grid, words)[0])
    assert parted is not None
    assert texts(parted, words) == [list(row) for row in BUDGET]


def test_a_ruled_row_of_wrapped_text_is_whole() -> None:
    lines = [
        ("จัดประชุมหมู่บ้าน", "จัดแล้ว ๙ ครั้ง", "กองแผน"),
        ("ในทุกตำบลที่", "มีผู้เข้าร่วม", "และ"),
        ("ยังไม่ได้จัด", "ตามเป้าหมาย", "งบประมาณ"),
        ("ภายในปีนี้", "ที่ตั้งไว้", "กองช่าง"),
    ]
    grid = _ruled(3, 60)
    words = [
        part
        for place, line in enumerate(lines)
        for column, text in enumerate(line)
        for part in phrase(text, 64 + column * 120, 118 + place * STEP)
    ]
    assert split_rows(grid, take_words(grid, words)[0]) is None


def test_a_figure_over_its_deviation_is_no_row_of_its_own() -> None:
    grid = _ruled(3, 60)
    words = [
        *phrase("ความพึงพอใจต่อการ", 64, 118),
        *phrase("ให้บริการ", 64, 132),
        *phrase("1210", 190, 118),
        *phrase("4.77", 310, 118),
        *phrase("(0.519)", 310, 132),
    ]
    assert split_rows(grid, take_words(grid, words)[0]) is None


def test_columns_outside_of_the_upright_rules_are_added() -> None:
    inner = _ruled(2, 60)
    rules = [Edge(10, y, 420, y) for y in (80, 104, 164)]
    grid = widen(inner, rules)
    assert (grid.column_count, grid.box) == (4, (10, 80, 420, 164))
    assert sorted(cell[:4] for cell in grid.cells) == [
        (row, column, 1, 1) for row in range(2) for column in range(4)
    ]
    assert widen(inner, rules[:2]) is inner


XS = (62.0, 150.0, 380.0)


def columns(rows: Iterable[Sequence[Sequence[str]]], top: float) -> tuple[list[Word], list[float]]:
    """Rows of cells that begin at `XS`, each of some lines, and the heights between them."""
    words: list[Word] = []
    ys = [top]
    for row in rows:
        for x, lines in zip(XS, row, strict=True):
            for place, line in enumerate(lines, 1):
                words += phrase(line, x, ys[-1] + place * STEP)
        ys.append(ys[-1] + max(map(len, row)) * STEP + 6.0)
    return words, ys


TIMETABLE = [
    [["Time"], ["Subject"], ["Speaker"]],
    [["9 to", "10"], ["Papers are handed out"], ["the staff"]],
    [["10 to", "12"], ["What is meant by interests", "that stand against", "another"], ["Mr"]],
    [["13 to"], ["Cases and what they", "teach"], ["Miss Long", "Name"]],
]


def across(y: float) -> Edge:
    return Edge(60.0, y, 500.0, y)


def joined(rows: Iterable[Sequence[Sequence[str]]]) -> list[list[str]]:
    return [[" ".join(cell) for cell in row] for row in rows]


def test_what_lies_between_two_rules_is_one_row() -> None:
    words, ys = columns(TIMETABLE, 100.0)
    after = prose(3, ys[-1] + 20)
    (grid,) = find([*words, *after], [across(y) for y in ys])
    assert texts(grid, words) == joined(TIMETABLE)
    assert grid.box[3] == ys[-1]


def test_rules_between_rows_alone_leave_the_first_and_the_last_row_open() -> None:
    words, ys = columns(TIMETABLE, 100.0)
    (grid,) = find(words, [across(y) for y in ys[1:-1]])
    assert texts(grid, words) == joined(TIMETABLE)


def test_rows_over_under_and_between_stripes_are_of_the_table() -> None:
    words, ys = columns(TIMETABLE, 100.0)
    (grid,) = find(words, [], [(60.0, ys[1], 500.0, ys[2])])
    assert texts(grid, words) == joined(TIMETABLE)


def test_a_heading_over_a_rule_of_its_own_begins_at_the_first_of_its_columns() -> None:
    rows = [
        ["", "", "", ""],
        ["one", "1", "2", "3"],
        ["two", "4", "5", "6"],
        ["six", "7", "8", "9"],
    ]
    words = [*table(rows, (62.0, 200.0, 300.0, 400.0), 140.0, 20.0)]
    words += [
        *phrase("Name", 62.0, 120.0),
        *phrase("Marks", 282.0, 120.0),
        *phrase("Sum", 180.0, 120.0),
    ]
    words += [*phrase("2026", 280.0, 140.0), *phrase("2027", 380.0, 140.0)]
    lines = [across(y) for y in (106.0, 146.0, 166.0, 186.0, 206.0)]
    (grid,) = find(words, [*lines, Edge(262.0, 126.0, 500.0, 126.0)])
    assert (0, 2, 1, 2) in [cell[:4] for cell in grid.cells]


def test_a_list_that_is_counted_is_a_table() -> None:
    rows = [
        [["1."], ["Somchai Long"], ["head of the office"]],
        [["2."], ["Somying of a", "longer name"], ["member"]],
        [["3."], ["Malee"], ["member and", "secretary"]],
    ]
    words, _ = columns(rows, 100.0)
    (grid,) = find(words)
    assert texts(grid, words) == joined(rows)


def test_paragraphs_between_rules_are_no_rows() -> None:
    words = [*prose(4, 110), *prose(5, 180), *prose(6, 260)]
    assert find(words, [across(y) for y in (95.0, 165.0, 245.0, 330.0)]) == []
