"""Words dealt out to the cells of a grid."""

from __future__ import annotations

from itertools import accumulate

from ita_parse.extraction.clusters import Word
from ita_parse.extraction.grids import take_words
from ita_parse.extraction.ruling import Grid

EM = 10.0
LEFT, MIDDLE, RIGHT = 0.0, 50.0, 100.0


def grid() -> Grid:
    cells = ((0, 0, 1, 1, (LEFT, 0.0, MIDDLE, 20.0)), (0, 1, 1, 1, (MIDDLE, 0.0, RIGHT, 20.0)))
    return Grid((LEFT, 0.0, RIGHT, 20.0), cells, 1, 2, open_top=False, open_bottom=False)


def word(text: str, x: float, width: float = 5.0, baseline: float = 15.0) -> Word:
    starts = list(accumulate([width] * (len(text) - 1), initial=x))
    return Word(list(text), starts, starts[-1] + width, baseline, EM)


def dealt(*words: Word) -> list[list[str]]:
    return [[one.text for one in cell] for cell in take_words(grid(), words)[0]]


def test_a_word_belongs_to_the_cell_of_its_letters_bases() -> None:
    assert dealt(word("กขค", 10), word("งจ", 60)) == [["กขค"], ["งจ"]]


def test_a_word_that_runs_a_little_out_of_its_cell_stays_whole() -> None:
    assert dealt(word("กขคงจฉช", 22)) == [["กขคงจฉช"], []]


def test_a_centred_word_that_is_too_wide_for_its_cell_stays_whole() -> None:
    assert dealt(word("กขคงจฉชซฌญฎ", 47.5)) == [[], ["กขคงจฉชซฌญฎ"]]


def test_text_drawn_close_behind_that_of_the_cell_before_is_cut_at_the_rule() -> None:
    assert dealt(word("กขคงจฉช", 39)) == [["กข"], ["คงจฉช"]]


def test_a_word_outside_the_grid_is_left_over() -> None:
    assert [one.text for one in take_words(grid(), [word("กข", 10, baseline=60.0)])[1]] == ["กข"]
