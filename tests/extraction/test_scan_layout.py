"""Tables, lines and tick boxes found in drawn pages."""

from __future__ import annotations

import io
import random
import time
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("cv2", reason="OpenCV is not installed (pip install ita-parse[ocr])")

import cv2
import numpy as np
import pypdfium2
from PIL import Image

from ita_parse.errors import LimitExceededError
from ita_parse.extraction.ocr.images import PageImage, render_page
from ita_parse.extraction.ocr.layout import LayoutTable, PageLayout, read_layout

DPI = 150
WIDTH, HEIGHT = 1240, 1000
Place = tuple[int, int, int, int]
INK, PAPER = 0, 255


def blank(width: int = WIDTH, height: int = HEIGHT) -> Any:
    return np.full((height, width), PAPER, np.uint8)


def page(gray: Any, colour: Any = None) -> PageImage:
    scale = DPI / 72
    return PageImage(gray, colour, scale, gray.shape[1] / scale, gray.shape[0] / scale)


def write(gray: Any, text: str, x: int, baseline: int, size: float = 0.7) -> None:
    cv2.putText(gray, text, (x, baseline), cv2.FONT_HERSHEY_SIMPLEX, size, INK, 2, cv2.LINE_AA)


def draw_table(
    gray: Any, xs: list[int], ys: list[int], cells: list[Place], thick: int = 2, fill: bool = True
) -> None:
    for row, column, row_span, column_span in cells:
        x0, x1 = xs[column], xs[column + column_span]
        top, bottom = ys[row], ys[row + row_span]
        cv2.rectangle(gray, (x0, top), (x1, bottom), INK, thick)
        if fill:
            write(gray, f"{row}{column}", x0 + 12, top + 30)


def plain(rows: int, columns: int) -> list[Place]:
    return [(row, column, 1, 1) for row in range(rows) for column in range(columns)]


def placed(table: LayoutTable) -> set[Place]:
    return {
        (cell.row - 1, cell.column - 1, cell.row_span, cell.column_span) for cell in table.cells
    }


def steps(start: int, step: int, count: int) -> list[int]:
    return [start + step * index for index in range(count + 1)]


def simple() -> Any:
    gray = blank()
    draw_table(gray, steps(150, 200, 4), steps(200, 60, 5), plain(5, 4))
    return gray


def only_table(layout: PageLayout) -> LayoutTable:
    assert len(layout.tables) == 1
    return layout.tables[0]


def random_grid(rng: random.Random) -> tuple[list[int], list[int], list[Place]]:
    """Return a grid with merged cells, of which each row and column keeps a rule of its own."""
    rows, columns = rng.randint(2, 6), rng.randint(2, 5)
    xs, ys = [120], [150]
    for _ in range(columns):
        xs.append(xs[-1] + rng.randint(70, 200))
    for _ in range(rows):
        ys.append(ys[-1] + rng.randint(45, 110))
    free = {(row, column) for row in range(rows) for column in range(columns)}
    cells = []
    for _ in range(rng.randint(0, 3)):
        row, column = rng.randrange(rows), rng.randrange(columns)
        high = rng.randint(1, min(2, rows - row))
        wide = rng.randint(1, min(3, columns - column))
        own = {(row + a, column + b) for a in range(high) for b in range(wide)}
        if own <= free:
            free -= own
            cells.append((row, column, high, wide))
    cells += [(row, column, 1, 1) for row, column in sorted(free)]
    return xs, ys, cells


def has_all_rules(xs: list[int], ys: list[int], cells: list[Place]) -> bool:
    tops = {row for row, *_ in cells}
    lefts = {column for _, column, *_ in cells}
    return len(tops) == len(ys) - 1 and len(lefts) == len(xs) - 1


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6), angle=st.floats(-2.0, 2.0))
def test_a_random_grid_with_spans_is_found_exactly(seed: int, angle: float) -> None:
    xs, ys, cells = random_grid(random.Random(seed))
    if not has_all_rules(xs, ys, cells):
        return
    gray = blank()
    draw_table(gray, xs, ys, cells)
    turn = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), -angle, 1.0)
    gray = cv2.warpAffine(gray, turn, (WIDTH, HEIGHT), flags=cv2.INTER_CUBIC, borderValue=PAPER)
    table = only_table(read_layout(page(gray)))
    assert placed(table) == set(cells)


def test_cells_hold_their_lines_and_boxes_come_back_in_points_of_the_page() -> None:
    layout = read_layout(page(simple()))
    table = only_table(layout)
    assert (table.row_count, table.column_count) == (5, 4)
    assert all(len(cell.lines) == 1 for cell in table.cells)
    assert layout.to_page(table.cells[0].box) == pytest.approx((72, 96, 168, 124.8), abs=1.5)


def test_a_crop_has_the_letters_and_not_the_rules() -> None:
    layout = read_layout(page(simple()))
    cell = only_table(layout).cells[5]
    cut = layout.crop(cell.box)
    assert cut.dtype == np.uint8
    assert cut[:6].min() > 200
    assert cut.min() < 100


def test_a_letter_that_a_rule_crosses_keeps_its_strokes() -> None:
    gray = simple()
    cv2.line(gray, (240, 245), (240, 275), INK, 4)
    layout = read_layout(page(gray))
    assert layout.image[250:272, 240].max() < 120


def test_a_skewed_page_is_straightened_and_its_angle_told() -> None:
    turn = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), -1.3, 1.0)
    gray = cv2.warpAffine(simple(), turn, (WIDTH, HEIGHT), borderValue=PAPER)
    layout = read_layout(page(gray))
    assert layout.angle == pytest.approx(1.3, abs=0.06)
    assert placed(only_table(layout)) == set(plain(5, 4))


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_is_turned_as_asked_for(quarters: int) -> None:
    gray = np.ascontiguousarray(np.rot90(simple(), -quarters))
    layout = read_layout(page(gray), quarters=quarters)
    assert placed(only_table(layout)) == set(plain(5, 4))
    found = layout.to_page(layout.tables[0].box)
    ink = np.argwhere(gray < 128) * 72 / DPI
    (top, x0), (bottom, x1) = ink.min(axis=0), ink.max(axis=0)
    assert found == pytest.approx((x0, top, x1, bottom), abs=2)


def test_a_page_on_its_side_is_noticed_by_its_words() -> None:
    gray = blank()
    for row in range(14):
        write(gray, "words of a line that go on", 120, 150 + 50 * row)
    side = np.ascontiguousarray(np.rot90(gray))
    assert read_layout(page(gray)).quarters in (0, 2)
    assert read_layout(page(side)).quarters in (1, 3)


def test_broken_rules_are_whole() -> None:
    gray = simple()
    gray[:, 410:425] = PAPER
    gray[225:232] = PAPER
    gray[330:338] = PAPER
    assert placed(only_table(read_layout(page(gray)))) == set(plain(5, 4))


def test_a_bent_rule_is_one_rule() -> None:
    gray = simple()
    xs = np.arange(WIDTH, dtype=np.float32)
    sag = 7 * np.sin((xs - 150) / 800 * np.pi).astype(np.float32)
    ys = np.arange(HEIGHT, dtype=np.float32)[:, None] - sag[None, :]
    across = np.broadcast_to(xs, (HEIGHT, WIDTH)).astype(np.float32)
    bent = cv2.remap(gray, across, ys.astype(np.float32), cv2.INTER_LINEAR, borderValue=PAPER)
    assert placed(only_table(read_layout(page(bent)))) == set(plain(5, 4))


def test_a_table_without_outer_sides_is_closed() -> None:
    gray = simple()
    gray[:, 140:160] = PAPER
    gray[:, 940:960] = PAPER
    assert placed(only_table(read_layout(page(gray)))) == set(plain(5, 4))


def test_a_table_that_the_scan_cuts_at_its_sides_is_closed_there() -> None:
    gray = simple()[:, 250:850].copy()
    table = only_table(read_layout(page(gray)))
    assert (table.row_count, table.column_count) == (5, 4)


def test_tables_beside_and_below_each_other_are_several() -> None:
    gray = blank()
    for left, top in ((100, 100), (700, 100), (100, 500)):
        draw_table(gray, steps(left, 150, 3), steps(top, 60, 4), plain(4, 3))
    assert [placed(table) for table in read_layout(page(gray)).tables] == [set(plain(4, 3))] * 3


def test_a_frame_is_no_table() -> None:
    gray = blank()
    cv2.rectangle(gray, (100, 100), (1100, 800), INK, 3)
    write(gray, "words in a frame", 300, 400)
    layout = read_layout(page(gray))
    assert layout.tables == ()
    assert len(layout.lines) == 1


def test_an_empty_form_is_no_table() -> None:
    gray = blank()
    draw_table(gray, steps(150, 200, 4), steps(200, 60, 5), plain(5, 4), fill=False)
    assert read_layout(page(gray)).tables == ()


def test_lines_outside_of_tables_are_in_order_and_in_paragraphs() -> None:
    gray = blank()
    for row, (indent, text) in enumerate([
        (60, "The first line of a paragraph that goes on to its end"),
        (0, "and a second line that goes on to the right edge as it should do"),
        (0, "a last one"),
        (60, "Another paragraph begins here and goes on as far as that"),
    ]):  # fmt: skip
        write(gray, text, 120 + indent, 150 + 45 * row)
    layout = read_layout(page(gray))
    assert [line.paragraph for line in layout.lines] == [1, 1, 1, 2]
    assert [len(line.words) for line in layout.lines][2] == 3


def test_a_title_of_large_letters_is_a_line() -> None:
    gray = blank()
    write(gray, "TITLE WORDS", 300, 140, size=2.0)
    for row in range(8):
        write(gray, "words of a line that go on", 120, 250 + 50 * row)
    lines = read_layout(page(gray)).lines
    assert len(lines) == 9
    assert lines[0].box[3] - lines[0].box[1] > 35


def test_tick_boxes_are_found_and_told() -> None:
    gray = blank()
    for row, ticked in enumerate((True, False, True)):
        y = 200 + 60 * row
        write(gray, "words behind a box", 200, y)
        cv2.rectangle(gray, (160, y - 18), (180, y + 2), INK, 2)
        if ticked:
            cv2.polylines(
                gray, [np.array([(164, y - 9), (169, y - 2), (183, y - 22)])], False, 0, 2
            )
    layout = read_layout(page(gray))
    assert [tick.ticked for tick in layout.ticks] == [True, False, True]
    assert all(line.box[0] > 190 for line in layout.lines)


def test_highlighter_is_paper_and_a_signature_is_taken_off() -> None:
    gray = simple()
    colour = np.dstack([gray] * 3)
    marked = colour[265:315, 155:345]
    marked[:] = (marked * np.array([1.0, 0.95, 0.2])).astype(np.uint8)
    wave = [(700 + 3 * x, int(700 + 60 * np.sin(x / 3))) for x in range(60)]
    cv2.polylines(colour, [np.array(wave)], False, (30, 40, 190), 3, cv2.LINE_AA)
    layout = read_layout(page(cv2.cvtColor(colour, cv2.COLOR_RGB2GRAY), colour))
    assert placed(only_table(layout)) == set(plain(5, 4))
    assert np.median(layout.image[270:310, 160:340]) > 245
    assert np.mean(layout.image[640:780, 690:900] < 200) < 0.001
    assert layout.lines == ()


def test_light_letters_on_dark_cells_become_dark_on_light() -> None:
    gray = simple()
    gray[202:259, 152:949] = 255 - gray[202:259, 152:949]
    gray[202:259, 152:949] = np.maximum(gray[202:259, 152:949], 60)
    layout = read_layout(page(gray))
    cell = next(cell for cell in only_table(layout).cells if (cell.row, cell.column) == (1, 2))
    assert len(cell.lines) == 1
    assert np.median(layout.crop(cell.box)) > 200


@pytest.mark.parametrize(
    "gray",
    [
        blank(),
        np.zeros((HEIGHT, WIDTH), np.uint8),
        np.random.default_rng(0).integers(0, 255, (HEIGHT, WIDTH)).astype(np.uint8),
        np.where(np.random.default_rng(0).random((HEIGHT, WIDTH)) < 0.05, 0, 255).astype(np.uint8),
        np.kron(np.eye(10, dtype=np.uint8), np.full((100, 124), 200, np.uint8)),
        np.where((np.indices((HEIGHT, WIDTH)) % 8 == 0).any(axis=0), 0, 255).astype(np.uint8),
        np.full((1, 1), 255, np.uint8),
        np.full((3, 5000), 0, np.uint8),
    ],
    ids=["blank", "black", "noise", "specks", "blocks", "hatching", "dot", "strip"],
)
def test_what_is_no_page_of_text_takes_little_time_and_gives_no_table(gray: Any) -> None:
    start = time.process_time()
    layout = read_layout(page(gray))
    assert time.process_time() - start < 3
    assert layout.tables == ()
    assert len(layout.lines) < 5


def scanned(pixels: Any, dpi: float) -> Any:
    target = io.BytesIO()
    Image.fromarray(pixels).save(target, "PDF", resolution=dpi)
    return pypdfium2.PdfDocument(target.getvalue())


def test_a_page_is_drawn_at_the_resolution_of_its_image() -> None:
    with scanned(simple(), DPI) as pdf:
        image = render_page(pdf[0])
    assert image.dpi == pytest.approx(DPI, abs=0.5)
    assert image.gray.shape == pytest.approx((HEIGHT, WIDTH), abs=1)
    assert image.colour is None
    assert placed(only_table(read_layout(image))) == set(plain(5, 4))


def test_resolution_and_size_are_bounded() -> None:
    with scanned(blank(300, 400), 20) as coarse, scanned(blank(2000, 3000), 900) as fine:
        assert render_page(coarse[0]).dpi == pytest.approx(100, abs=0.5)
        assert render_page(fine[0]).dpi == pytest.approx(400, abs=0.5)
    with scanned(np.full((9000, 6400), True), 200) as plan:
        assert render_page(plan[0]).gray.size < 18_000_000


def test_an_image_too_large_to_be_unpacked_is_refused() -> None:
    with (
        scanned(np.full((21_000, 21_000), 255, np.uint8), 600) as pdf,
        pytest.raises(LimitExceededError),
    ):
        render_page(pdf[0])


def test_reading_is_the_same_every_time() -> None:
    first, second = read_layout(page(simple())), read_layout(page(simple()))
    assert first.tables == second.tables
    assert np.array_equal(first.image, second.image)
    assert replace(first.tables[0]) == second.tables[0]
