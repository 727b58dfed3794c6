"""What must hold of every text, found true by trying: short odd ones and long ones like sentences.

Short texts are of Thai letters, digits, Latin, line ends, hard breaks and markers in any order, or
of any Unicode at all. Long ones are words of this field, with and without spaces and line ends, up
to 600 letters, so that the rules on wrapped lines really have something to do.
"""

from __future__ import annotations

import re

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from ita_parse import Normaliser, normalise
from ita_parse.extraction.trust import impossible_sequences
from ita_parse.normalisation import RULES
from ita_parse.normalisation.characters import FROM_PRIVATE_USE
from ita_parse.normalisation.lexicon import field_words
from ita_parse.text import CONSONANTS, HARD_BREAK, TO_ARABIC

LONGEST = 600
ON_WHITE_SPACE = ["spaces", "line_ends", "wrapped_spaces", "list_lines", "marker_space"]

# Some of the words will do, from every group of them.
WORDS = [word for word in field_words() if len(word) <= 24][::7]
MARKERS = ["1. ", "2. ", "3) ", "(4) ", "๑. ", "๒) ", "1.1 ", "1.2 ", "ก. ", "ข) ", "- ", "• ", "▪"]
OTHERS = ["ๆ", "ฯลฯ", "พ.ศ. 2568", "๒๕๖๘", "25,000 บาท", "(ชุดใหม่)", "ITA", "www.a.example/b", "–"]
GAPS = ["", " ", "\n", " \n", HARD_BREAK, "\r\n"]

letters = st.text(
    alphabet=st.one_of(
        st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B),
        st.sampled_from(" \n\u2028\r\t.-–)(/,:;@“”0123456789abcIกขาำ\u200b\u00a0\uf70a\uf0fe•▪■☑☐"),
    ),
    max_size=60,
)
anything = st.text(max_size=60)
marked = st.lists(
    st.one_of(st.sampled_from(MARKERS + OTHERS + GAPS), st.sampled_from(WORDS)), max_size=12
).map("".join)


@st.composite
def _sentences(draw: st.DrawFn, gaps: list[str]) -> str:
    """Return words with what stands between them; most follow one another without a space."""
    between = st.sampled_from(["", "", "", *gaps])
    word = st.one_of(*[st.sampled_from(WORDS)] * 5, st.sampled_from(OTHERS))
    pairs = draw(st.lists(st.tuples(word, between), min_size=10, max_size=45))
    return "".join(word + gap for word, gap in pairs)[:LONGEST]


@st.composite
def _filled(draw: st.DrawFn, ends: list[str]) -> str:
    """Return words in lines of one width, as a cell's text is wrapped."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=12, max_size=40))
    width, end = draw(st.integers(16, 50)), draw(st.sampled_from(ends))
    lines = [""]
    for word in words:
        if len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] += word
    return end.join(lines)[:LONGEST]


flattened = st.one_of(_sentences([" ", " "]), _filled([" "]))
wrapped = st.one_of(_sentences([" ", "\n", "\n", " \n"]), _filled(["\n", HARD_BREAK, "\r\n"]))
sentences = st.one_of(flattened, wrapped, _sentences(GAPS))
texts = st.one_of(letters, marked, anything, sentences)
documents = st.lists(st.one_of(sentences, marked, letters), max_size=6)


@given(st.one_of(letters, marked, anything))
@settings(max_examples=400, deadline=None)
def test_normalising_a_short_text_twice_is_normalising_it_once(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(flattened)
@settings(max_examples=300, deadline=None)
def test_normalising_a_flattened_text_twice_is_normalising_it_once(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(st.one_of(wrapped, sentences))
@settings(max_examples=400, deadline=None)
@example("ประชาชนเห็นลำดับ\nการซ่อมแซม อย่างประกอบการตั้งงบประมาณ ใน2569")
def test_normalising_a_wrapped_text_twice_is_normalising_it_once(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(documents, st.booleans())
@settings(max_examples=200, deadline=None)
def test_a_cleaner_leaves_what_it_cleaned(cells: list[str], firm: bool) -> None:
    cleaner = Normaliser().within(cells, firm=firm)
    for cell in cells:
        once, _ = cleaner(cell)
        assert cleaner(once)[0] == once


@given(documents)
@settings(max_examples=200, deadline=None)
def test_a_cleaner_of_columns_cleans_alike_every_time(cells: list[str]) -> None:
    first = Normaliser().within(cells, [cells])
    second = Normaliser().within(cells, [cells])
    assert [first(cell) for cell in cells] == [second(cell) for cell in cells]


@given(texts)
@settings(max_examples=400, deadline=None)
def test_a_trace_gives_the_clean_text_and_the_given_one(text: str) -> None:
    trace = Normaliser().trace(text)
    assert trace.text == normalise(text)
    assert trace.restore() == text


@given(documents)
@settings(max_examples=200, deadline=None)
def test_a_trace_in_a_document_gives_both_texts_too(cells: list[str]) -> None:
    normaliser = Normaliser()
    cleaner = normaliser.within(cells)
    for cell in cells:
        trace = normaliser.trace(cell, cleaner.context)
        assert (trace.text, trace.restore()) == (cleaner(cell)[0], cell)


@given(texts)
@settings(max_examples=400, deadline=None)
@example("1. เฉลี่ย 1.25 คะแนน")
@example("0) -ก.\n-")
def test_repairs_are_told_if_and_only_if_the_text_changed(text: str) -> None:
    clean, repairs = Normaliser().clean(text)
    assert bool(repairs) == (clean != text)
    assert all(repair.rule in RULES and repair.count > 0 for repair in repairs)


def _consonants(text: str) -> str:
    shown = "".join(FROM_PRIVATE_USE.get(letter, letter) for letter in text)
    return re.sub(f"[^{CONSONANTS}]", "", shown)


@given(texts)
@settings(max_examples=400, deadline=None)
def test_consonants_keep_their_order_and_number(text: str) -> None:
    assert _consonants(normalise(text)) == _consonants(text)


@given(documents)
@settings(max_examples=200, deadline=None)
def test_consonants_and_digits_of_a_column_stay(cells: list[str]) -> None:
    cleaner = Normaliser().within(cells, [cells])
    for cell in cells:
        clean, _ = cleaner(cell)
        assert _consonants(clean) == _consonants(cell)
        assert _digits(clean) == _digits(cell)


def _digits(text: str) -> str:
    return re.sub("[^0-9]", "", text.translate(TO_ARABIC))


@given(texts)
@settings(max_examples=400, deadline=None)
def test_digits_keep_their_values_and_order(text: str) -> None:
    assert _digits(normalise(text)) == _digits(text)


@given(st.text(alphabet=st.characters(exclude_categories=[]), max_size=80))
@settings(max_examples=400, deadline=None)
@example("\ud800\u0e01\udfff")
def test_any_unicode_may_come_in(text: str) -> None:
    assert isinstance(normalise(text), str)
    assert isinstance(Normaliser().within([text], [[text, text]])(text)[0], str)


@given(texts)
@settings(max_examples=400, deadline=None)
def test_the_rules_on_wraps_change_white_space_only(text: str) -> None:
    clean = Normaliser(ON_WHITE_SPACE)(text)
    assert "".join(clean.split()) == "".join(text.split())


@given(documents, st.booleans())
@settings(max_examples=200, deadline=None)
def test_the_rules_on_wraps_change_white_space_only_in_columns(
    cells: list[str], firm: bool
) -> None:
    cleaner = Normaliser(ON_WHITE_SPACE).within(cells, [cells], firm=firm)
    for cell in cells:
        assert "".join(cleaner(cell)[0].split()) == "".join(cell.split())


@given(texts)
@settings(max_examples=300, deadline=None)
def test_no_hard_break_and_no_double_space_is_left(text: str) -> None:
    clean = normalise(text)
    assert HARD_BREAK not in clean
    assert "  " not in clean
    assert " \n" not in clean
    assert clean == clean.strip(" \n")


@given(texts)
@settings(max_examples=400, deadline=None)
def test_no_rule_makes_an_impossible_sequence(text: str) -> None:
    assume(impossible_sequences(text) == 0)
    assert impossible_sequences(normalise(text)) == 0


# The text before is of consonants and marks as they can follow one another, so that much is tried.
syllables = st.lists(
    st.tuples(
        st.sampled_from(["", "", "", "เ", "แ", "โ"]),
        st.sampled_from("กขดนรสอ"),
        st.text(alphabet="\u0e31\u0e34\u0e35\u0e38\u0e47\u0e48\u0e49\u0e4c\u0e4d", max_size=3),
        st.sampled_from(["", "", "า", "ำ", "ๅ", "ะ", "\u200b", " ", "\n", "\u00a0", "๑", "."]),
    ).map("".join),
    max_size=8,
).map("".join)


@given(syllables)
@settings(max_examples=400, deadline=None)
@example("ก\u0e31\u0e48\u0e47")
@example("ก\u0e34\u0e4c\u0e35")
def test_no_rule_makes_an_impossible_sequence_of_syllables(text: str) -> None:
    assume(impossible_sequences(text) == 0)
    assert impossible_sequences(normalise(text)) == 0


@given(syllables)
@settings(max_examples=400, deadline=None)
def test_normalising_syllables_twice_is_normalising_them_once(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
