"""Ruled tables have the cells that their rules part, however a producer draws these."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ita_parse.document import Box
from ita_parse.extraction.closing import close
from ita_parse.extraction.rules import coalesce
from ita_parse.extraction.ruling import Grid, find_grids

WIDTH, HEIGHT = 595.0, 842.0
Place = tuple[int, int, int, int]

# How a producer may draw the four sides of a cell.
Pen = Callable[[Box, random.Random], Iterator[Box]]


def across(y: float, x0: float, x1: float) -> Box:
    return (x0, y, x1, y)


def down(x: float, top: float, bottom: float) -> Box:
    return (x, top, x, bottom)


def sides(box: Box) -> list[Box]:
    x0, top, x1, bottom = box
    return [
        across(top, x0, x1),
        across(bottom, x0, x1),
        down(x0, top, bottom),
        down(x1, top, bottom),
    ]


def whole(side: Box, _: random.Random) -> Iterator[Box]:
    yield side


def shaken(side: Box, chance: random.Random) -> Iterator[Box]:
    """A side that lies, and ends, a little off its place."""
    x0, top, x1, bottom = side
    shift = chance.uniform(-0.9, 0.9)
    start, end = chance.uniform(-0.9, 0.9), chance.uniform(-0.9, 0.9)
    if top == bottom:
        yield (x0 + start, top + shift, x1 + end, top + shift)
    else:
        yield (x0 + shift, top + start, x0 + shift, bottom + end)


def doubled(side: Box, _: random.Random) -> Iterator[Box]:
    x0, top, x1, bottom = side
    apart = (0.0, 1.2) if top == bottom else (1.2, 0.0)
    for sign in (-1, 1):
        dx, dy = sign * apart[0], sign * apart[1]
        yield (x0 + dx, top + dy, x1 + dx, bottom + dy)


def pieced(side: Box, chance: random.Random) -> Iterator[Box]:
    """A side in pieces that overlap or leave small gaps, as thin rectangles are drawn."""
    for start, end in pieces(side, chance.uniform(9, 30), chance.uniform(-1.0, 2.5)):
        yield part(side, start, end)


def dashed(side: Box) -> Iterator[Box]:
    for start, end in pieces(side, 2.0, 4.0):
        yield part(side, start, end)


def pieces(side: Box, length: float, gap: float) -> Iterator[tuple[float, float]]:
    reach = max(side[2] - side[0], side[3] - side[1])
    start = 0.0
    while start < reach:
        yield start, min(start + length, reach)
        start += length + gap


def part(side: Box, start: float, end: float) -> Box:
    x0, top, _, bottom = side
    if top == bottom:
        return (x0 + start, top, x0 + end, top)
    return (x0, top + start, x0, top + end)


PENS: dict[str, Pen] = {pen.__name__: pen for pen in (whole, shaken, doubled, pieced)}


def lines_at(sizes: Sequence[float], start: float) -> list[float]:
    return list(accumulate(sizes, initial=start))


def merged(rows: int, columns: int, wishes: Iterable[Place]) -> list[Place]:
    """Cells of a grid, of which those wished for that don't overlap span rows or columns."""
    free = {(row, column) for row in range(rows) for column in range(columns)}
    places = []
    for row, column, row_span, column_span in wishes:
        covered = {
            (r, c) for r in range(row, row + row_span) for c in range(column, column + column_span)
        }
        if covered <= free:
            free -= covered
            places.append((row, column, row_span, column_span))
    return sorted([*places, *((row, column, 1, 1) for row, column in free)])


def counted(places: Sequence[Place]) -> list[Place]:
    """Spans by the lines that are drawn: one that all cells span is none."""
    tops = sorted({p[0] for p in places} | {p[0] + p[2] for p in places})
    lefts = sorted({p[1] for p in places} | {p[1] + p[3] for p in places})
    return [
        (
            tops.index(row),
            lefts.index(column),
            tops.index(row + row_span) - tops.index(row),
            lefts.index(column + column_span) - lefts.index(column),
        )
        for row, column, row_span, column_span in places
    ]


def found(grid: Grid) -> list[Place]:
    return [cell[:4] for cell in grid.cells]


def boxes(xs: Sequence[float], ys: Sequence[float]) -> list[Box]:
    return [(x0, top, x1, bottom) for top, bottom in pairwise(ys) for x0, x1 in pairwise(xs)]


def all_places(rows: int, columns: int) -> list[Place]:
    return [(row, column, 1, 1) for row in range(rows) for column in range(columns)]


def ruled(xs: Sequence[float], ys: Sequence[float]) -> list[Box]:
    return [
        *(across(y, xs[0], xs[-1]) for y in ys),
        *(down(x, ys[0], ys[-1]) for x in xs),
    ]


XS = [60.0, 120.0, 300.0, 420.0, 530.0]
YS = [100.0, 125.0, 150.0, 190.0, 215.0]

SIZES = st.lists(st.floats(min_value=12, max_value=60), min_size=2, max_size=8)
WISHES = st.lists(
    st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(1, 4), st.integers(1, 4)),
    max_size=6,
)


@given(SIZES, SIZES, WISHES, st.sampled_from(sorted(PENS)), st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_cells_are_those_drawn_whatever_the_pen(
    widths: list[float],
    heights: list[float],
    wishes: list[Place],
    pen: str,
    chance: random.Random,
) -> None:
    xs, ys = lines_at(widths, 50), lines_at(heights, 60)
    places = merged(len(heights), len(widths), wishes)
    edges = [
        edge
        for row, column, row_span, column_span in places
        for side in sides((xs[column], ys[row], xs[column + column_span], ys[row + row_span]))
        for edge in PENS[pen](side, chance)
    ]
    chance.shuffle(edges)
    grids = find_grids(edges, WIDTH, HEIGHT)
    if len(places) == 1:
        assert not grids
        return
    (grid,) = grids
    assert found(grid) == counted(places)
    for (row, column, row_span, column_span), cell in zip(places, grid.cells, strict=True):
        box = (xs[column], ys[row], xs[column + column_span], ys[row + row_span])
        assert cell[4] == pytest.approx(box, abs=3)


@given(st.integers(0, 100_000))
@settings(max_examples=200, deadline=None)
def test_cells_are_those_of_pdfplumber_once_tables_are_closed(seed: int) -> None:
    chance = random.Random(seed)
    xs = [50.0 + 20 * index for index in range(chance.randint(2, 10))]
    ys = [50.0 + 15 * index for index in range(chance.randint(2, 12))]
    edges = sides((xs[0], ys[0], xs[-1], ys[-1]))
    for _ in range(chance.randint(0, 25)):
        if chance.random() < 0.5:
            start, end = sorted(chance.choices(range(len(xs)), k=2))
            edges.append(across(chance.choice(ys), xs[start], xs[end]))
        else:
            start, end = sorted(chance.choices(range(len(ys)), k=2))
            edges.append(down(chance.choice(xs), ys[start], ys[end]))
    edges = [edge for edge in edges if edge[0] < edge[2] or edge[1] < edge[3]]
    rules, _ = close(coalesce(edges))
    closed = [across(y, *span) for y, spans in rules.rows for span in spans]
    closed += [down(x, *span) for x, spans in rules.columns for span in spans]
    theirs = pdfplumber_cells(closed)
    # A table within a cell would make that cell a frame, which ours leaves out.
    assume(not any(holds(one, other) for one in theirs for other in theirs))
    ours = {cell[4] for grid in find_grids(edges, WIDTH, HEIGHT) for cell in grid.cells}
    assert ours == theirs


def holds(outer: Box, inner: Box) -> bool:
    x0, top, x1, bottom = outer
    return outer != inner and (
        x0 <= inner[0] and top <= inner[1] and inner[2] <= x1 and inner[3] <= bottom
    )


def pdfplumber_cells(edges: Iterable[Box]) -> set[Box]:
    from pdfplumber.table import TableFinder

    page: Any = SimpleNamespace(
        edges=[
            {
                "x0": x0,
                "x1": x1,
                "top": top,
                "bottom": bottom,
                "width": x1 - x0,
                "height": bottom - top,
                "orientation": "h" if top == bottom else "v",
                "object_type": "line",
            }
            for x0, top, x1, bottom in edges
        ]
    )
    return {
        (cell[0], cell[1], cell[2], cell[3])
        for table in TableFinder(page, {}).tables
        for cell in table.cells
    }


@given(SIZES, SIZES, WISHES)
@settings(max_examples=200, deadline=None)
def test_dashes_that_begin_anew_at_each_crossing_are_rules(
    widths: list[float], heights: list[float], wishes: list[Place]
) -> None:
    # Sides of less than four dashes prove nothing.
    xs, ys = lines_at([width + 12 for width in widths], 50), lines_at([h + 12 for h in heights], 60)
    places = merged(len(heights), len(widths), wishes)
    assume(len(places) > 1)
    drawn: set[Box] = set()
    for row, column, row_span, column_span in places:
        for at in (row, row + row_span):
            for x0, x1 in pairwise(xs[column : column + column_span + 1]):
                drawn.add(across(ys[at], x0, x1))
        for at in (column, column + column_span):
            for top, bottom in pairwise(ys[row : row + row_span + 1]):
                drawn.add(down(xs[at], top, bottom))
    edges = [edge for side in sorted(drawn) for edge in dashed(side)]
    (grid,) = find_grids(edges, WIDTH, HEIGHT)
    assert found(grid) == counted(places)


def test_page_without_rules_has_no_table() -> None:
    assert find_grids([], WIDTH, HEIGHT) == []


def test_single_box_and_underlines_are_no_table() -> None:
    edges = [*sides((50, 50, 500, 800)), across(120, 100, 300), across(140, 100, 300)]
    assert find_grids(edges, WIDTH, HEIGHT) == []


def test_rules_outside_of_the_page_are_no_part_of_a_table() -> None:
    edges = [edge for box in boxes([-300, -200, -100], YS) for edge in sides(box)]
    assert find_grids(edges, WIDTH, HEIGHT) == []


def test_numbers_of_damaged_files_do_no_harm() -> None:
    far, nan = float("inf"), float("nan")
    bad = [across(300, -far, far), down(nan, 0, 100), across(150, 0, nan), down(250, -1e38, 1e38)]
    (grid,) = find_grids([*ruled(XS, YS), *bad[1:3]], WIDTH, HEIGHT)
    assert found(grid) == all_places(4, 4)
    assert find_grids(bad, WIDTH, HEIGHT, bad) == []


@pytest.mark.parametrize("apart", [1.5, 2.0, 3.0, 3.6])
def test_double_rule_makes_no_row_of_its_own(apart: float) -> None:
    edges = ruled(XS, YS)
    edges += [across(YS[1] + apart, XS[0], XS[-1]), across(YS[-1] + apart, XS[0], XS[-1])]
    (grid,) = find_grids([*edges, *(down(x, YS[-1], YS[-1] + apart) for x in XS)], WIDTH, HEIGHT)
    assert (grid.row_count, grid.column_count) == (4, 4)
    assert found(grid) == all_places(4, 4)


def test_dotted_rules_in_both_directions_are_rules() -> None:
    dots = [
        (x0 + start, top + below, x0 + start + 1, top + below)
        for x0, top, x1, bottom in ruled(XS, YS)
        for start in ([float(v) for v in range(0, int(x1 - x0), 5)] or [0.0])
        for below in ([float(v) for v in range(0, int(bottom - top), 5)] or [0.0])
    ]
    (grid,) = find_grids(dots, WIDTH, HEIGHT)
    assert found(grid) == all_places(4, 4)


def test_boxes_for_single_digits_in_a_row_are_no_dashes() -> None:
    edges = [
        edge for left in range(100, 300, 14) for edge in sides((left, 100.0, left + 9.0, 112.0))
    ]
    assert find_grids(edges, WIDTH, HEIGHT) == []


def test_slightly_skewed_rules_meet_as_straight_ones_do() -> None:
    # Each rule comes in ten steps that fall by 0.9 points altogether.
    edges = []
    for x0, top, x1, bottom in ruled(XS, YS):
        for step in range(10):
            off, a, b = 0.1 * step, step / 10, (step + 1) / 10
            if top == bottom:
                edges.append(across(top + off, x0 + a * (x1 - x0), x0 + b * (x1 - x0)))
            else:
                edges.append(down(x0 + off, top + a * (bottom - top), top + b * (bottom - top)))
    (grid,) = find_grids(edges, WIDTH, HEIGHT)
    assert found(grid) == all_places(4, 4)


def test_rows_cut_by_the_page_end_are_closed_and_flagged() -> None:
    edges = [*(across(y, XS[0], XS[-1]) for y in YS[:-1]), *(down(x, YS[0], 240) for x in XS)]
    (grid,) = find_grids(edges, WIDTH, HEIGHT)
    assert found(grid) == all_places(4, 4)
    assert (grid.open_top, grid.open_bottom) == (False, True)
    upside_down = [(x0, HEIGHT - bottom, x1, HEIGHT - top) for x0, top, x1, bottom in edges]
    (grid,) = find_grids(upside_down, WIDTH, HEIGHT)
    assert (grid.open_top, grid.open_bottom) == (True, False)


def test_columns_that_end_above_a_merged_row_end_a_row() -> None:
    # A spreadsheet's text over several cells takes away the borders between them.
    edges = [*(across(y, XS[0], XS[-1]) for y in (*YS[:3], YS[-1])), down(XS[0], YS[0], YS[-1])]
    edges += [*(down(x, YS[0], YS[3]) for x in XS[1:3]), *(down(x, YS[0], YS[-1]) for x in XS[3:])]
    (grid,) = find_grids(edges, WIDTH, HEIGHT)
    assert [place for place in found(grid) if place[0] > 1] == [
        *[(2, 0, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1), (2, 3, 2, 1)],
        (3, 0, 1, 3),
    ]


def test_table_without_left_and_right_borders_has_its_outer_columns() -> None:
    edges = [*(across(y, XS[0], XS[-1]) for y in YS), *(down(x, YS[0], YS[-1]) for x in XS[1:-1])]
    (grid,) = find_grids(edges, WIDTH, HEIGHT)
    assert found(grid) == all_places(4, 4)
    assert (grid.open_top, grid.open_bottom) == (False, False)


def test_row_over_all_columns_of_an_open_table_is_one_of_its_rows() -> None:
    ys = [100.0, 120.0, 140.0, 160.0, 180.0, 200.0]
    edges = [*(across(y, XS[0], XS[-1]) for y in ys)]
    edges += [down(x, top, bottom) for x in XS[1:-1] for top, bottom in ((100, 140), (160, 200))]
    (grid,) = find_grids(edges, WIDTH, HEIGHT)
    assert [place for place in found(grid) if place[0] == 2] == [(2, 0, 1, 4)]
    assert len(grid.cells) == 17


def test_open_tables_one_below_the_other_stay_apart() -> None:
    ys = [100.0, 120.0, 140.0, 160.0]
    edges = [
        edge
        for below in (0, 120)
        for edge in (
            *(across(y + below, XS[0], XS[-1]) for y in ys),
            *(down(x, ys[0] + below, ys[-1] + below) for x in XS[1:-1]),
        )
    ]
    grids = find_grids(edges, WIDTH, HEIGHT)
    assert [found(grid) for grid in grids] == [all_places(3, 4), all_places(3, 4)]


def test_table_with_inner_borders_alone_has_all_its_cells() -> None:
    edges = [
        *(across(y, XS[0], XS[-1]) for y in YS[1:-1]),
        *(down(x, YS[0], YS[-1]) for x in XS[1:-1]),
    ]
    (grid,) = find_grids(edges, WIDTH, HEIGHT)
    assert found(grid) == all_places(4, 4)


def test_rules_around_a_header_alone_make_no_table() -> None:
    edges = [*(across(y, 60, 530) for y in (100, 120, 300)), down(150, 100, 300)]
    assert find_grids(edges, WIDTH, HEIGHT) == []
    # Nor with the rule below the page's head, which is as long.
    assert find_grids([across(60, 60, 530), *edges], WIDTH, HEIGHT) == []


def test_bars_of_a_chart_do_not_close_its_lines() -> None:
    lines = [across(y, 100, 500) for y in range(200, 401, 20)]
    bars = [(150.0, 207.0, 170.0, 400.0), (250.0, 240.0, 270.0, 400.0)]
    edges = [*lines, *(side for bar in bars for side in sides(bar))]
    grids = find_grids(edges, WIDTH, HEIGHT, bars)
    assert all(grid.box[0] == 150 and grid.box[2] == 270 for grid in grids)


def test_frame_around_the_page_is_no_part_of_the_table_within() -> None:
    letterhead = [across(90, 20, 575), down(200, 20, 90)]
    edges = [*sides((20, 20, 575, 820)), *letterhead, *ruled(XS, YS)]
    first, second = sorted(find_grids(edges, WIDTH, HEIGHT), key=lambda grid: grid.box)
    assert found(first) == [(0, 0, 1, 1), (0, 1, 1, 1)]
    assert found(second) == all_places(4, 4)


def test_tables_side_by_side_stay_apart() -> None:
    right = [x + 250 for x in (60.0, 120.0, 280.0)]
    left = [60.0, 120.0, 300.0]
    moved = [y + 2 for y in YS]
    grids = find_grids([*ruled(left, YS), *ruled(right, moved)], WIDTH, HEIGHT)
    assert [found(grid) for grid in grids] == [all_places(4, 2), all_places(4, 2)]


def shaded(rows: Iterable[int]) -> list[Box]:
    return [box for row in rows for box in boxes(XS, YS)[4 * row : 4 * row + 4]]


def test_shaded_cells_without_rules_are_a_table() -> None:
    (grid,) = find_grids([], WIDTH, HEIGHT, shaded(range(4)))
    assert found(grid) == all_places(4, 4)


def test_shaded_cells_may_span_rows_and_leave_the_paper_between_them() -> None:
    areas = [box for number, box in enumerate(shaded(range(4))) if number not in (7, 11)]
    areas[3] = (XS[3], YS[0], XS[4], YS[3])
    background = (XS[0] - 5, YS[0] - 5, XS[-1] + 5, YS[-1] + 5)
    tiles = [(x0 + 0.7, top + 0.7, x1 - 0.7, bottom - 0.7) for x0, top, x1, bottom in areas]
    (grid,) = find_grids([], WIDTH, HEIGHT, [background, *tiles])
    assert (0, 3, 3, 1) in found(grid)
    assert (len(grid.cells), grid.row_count, grid.column_count) == (14, 4, 4)


def test_rows_between_shaded_ones_are_left_to_the_text_to_tell() -> None:
    assert find_grids([], WIDTH, HEIGHT, shaded([0, 2])) == []


def test_stripes_alone_are_no_table() -> None:
    stripes = [(60.0, top, 530.0, top + 20) for top in range(100, 500, 40)]
    assert find_grids([], WIDTH, HEIGHT, stripes) == []
    assert find_grids([], WIDTH, HEIGHT, [*stripes, (60.0, 120.0, 530.0, 140.0)]) == []


def test_shading_of_a_ruled_table_makes_no_second_one() -> None:
    band = (XS[0], YS[0] - 20, XS[-1], YS[0])
    (grid,) = find_grids(ruled(XS, YS), WIDTH, HEIGHT, [*shaded([0, 1, 2]), band])
    assert found(grid) == all_places(4, 4)


def strokes(count: int, longest: float) -> list[Box]:
    chance = random.Random(count)
    edges = []
    for _ in range(count):
        x, y = chance.uniform(0, WIDTH), chance.uniform(0, HEIGHT)
        reach = chance.uniform(1, longest)
        edges.append(across(y, x, x + reach) if chance.random() < 0.5 else down(x, y, y + reach))
    return edges


@pytest.mark.parametrize(
    "edges",
    [
        strokes(10_000, 4),
        strokes(10_000, 40),
        strokes(10_000, 600),
        ruled([50 + 5.0 * n for n in range(101)], [50 + 7.5 * n for n in range(101)]),
        [down(50 + n / 20, 100, 700) for n in range(10_000)],
    ],
    ids=["tiny strokes", "strokes", "long rules", "large grid", "hatching"],
)
def test_many_rules_take_no_long_time(edges: list[Box]) -> None:
    begin = time.process_time()
    find_grids(edges, WIDTH, HEIGHT)
    # A tenth of it on the machine this was written on.
    assert time.process_time() - begin < 2
