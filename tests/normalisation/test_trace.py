"""Every change is told with its rule and its place, and can be undone."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ita_parse import Normaliser
from ita_parse.normalisation import RULES
from ita_parse.normalisation.trace import Edit, Trace, edits

WRAPPED = "จัดทำคู่มือการให้บริการ ประชาชนด้านทะเบียนและ ภาษีท้องถิ่นโดยระบุขั้น ตอนและเอกสารที่ต้องใช้ อย่างชัดเจน"

BY_RULE = {
    "invisible": "ประ\u200bชา",
    "private_use": "ก\uf70aอ",
    "symbol_font": "\uf0fe เสร็จ",
    "spaces": "กอง   คลัง",
    "space_before_mark": "ถ ึง",
    "double_sara_e": "เเผน",
    "lakkhangyao": "ศึกษๅ",
    "sara_am": "ท\u0e4dา",
    "mark_order": "ท\u0e48\u0e35",
    "same_mark": "ดี\u0e48\u0e48",
    "lost_nikhahit": "ต าบล",
    "list_lines": "1. ก่อน 2. หลัง",
    "line_ends": "ประชาสัม\nพันธ์",
    "thai_digits": "ปี ๒๕",
    "marker_space": "1.ประชุม",
    "wrapped_spaces": WRAPPED,
}

# Changes that can be told in one way only.
EDITS = [
    Edit("invisible", 3, "", "\u200b"),
    Edit("private_use", 1, "\u0e48", "\uf70a"),
    Edit("symbol_font", 0, "☑", "\uf0fe"),
    Edit("space_before_mark", 1, "", " "),
    Edit("lakkhangyao", 4, "า", "ๅ"),
    Edit("list_lines", 7, "\n", " "),
    Edit("line_ends", 8, "", "\n"),
    Edit("thai_digits", 3, "25", "๒๕"),
    Edit("marker_space", 2, " ", ""),
]

TEXTS = [
    ("ดําเนินการ ๒๕๖๘", ["sara_am", "thai_digits"]),
    ("ท่ี  ๑๒", ["spaces", "mark_order", "thai_digits"]),
    ("๑.ประชุมผู้\nปฏิบัติงาน ๒.สรุป", ["list_lines", "line_ends", "thai_digits", "marker_space"]),
    ("กอง\u00a0คลัง\r\nกองช่าง", ["invisible", "line_ends"]),
    ("กองคลัง\u2028กองช่าง", ["line_ends"]),
    ("ข้อ ๐33 เรียบร้อย", []),
    ("", []),
]


def test_there_is_an_example_of_every_rule() -> None:
    assert set(BY_RULE) == set(RULES)


@pytest.mark.parametrize(("rule", "text"), BY_RULE.items())
def test_a_rules_edits_bear_its_name(rule: str, text: str) -> None:
    trace = Normaliser([rule]).trace(text)
    assert trace.text != text
    assert {edit.rule for edit in trace.edits} == {rule}
    assert trace.restore() == text


@pytest.mark.parametrize(("rule", "text"), BY_RULE.items())
def test_what_an_edit_says_stands_there(rule: str, text: str) -> None:
    trace = Normaliser([rule]).trace(text)
    (step,) = trace.steps
    for edit in step:
        assert trace.text[edit.start : edit.start + len(edit.clean)] == edit.clean
        assert edit.printed in text


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_tells_the_place_and_what_stood_there(edit: Edit) -> None:
    assert Normaliser([edit.rule]).trace(BY_RULE[edit.rule]).edits == (edit,)


@pytest.mark.parametrize(("text", "rules"), TEXTS)
def test_a_trace_names_the_rules_in_their_order(text: str, rules: list[str]) -> None:
    trace = Normaliser().trace(text)
    assert list(dict.fromkeys(edit.rule for edit in trace.edits)) == rules
    assert {step[0].rule for step in trace.steps} == set(rules)
    assert trace.restore() == text


@pytest.mark.parametrize(("text", "_rules"), TEXTS)
def test_a_trace_names_the_rules_that_are_counted(text: str, _rules: list[str]) -> None:
    clean, repairs = Normaliser().clean(text)
    trace = Normaliser().trace(text)
    assert trace.text == clean
    assert {edit.rule for edit in trace.edits} == {repair.rule for repair in repairs}


def test_a_text_that_is_clean_has_no_edits() -> None:
    assert Normaliser().trace("กองคลัง 25 บาท") == Trace("กองคลัง 25 บาท", ())


def test_places_are_those_in_the_text_after_the_rule() -> None:
    trace = Normaliser(["sara_am", "thai_digits"]).trace("ดํา ๕ ทํา ๖")
    first, second = trace.steps
    between = "ดำ ๕ ทำ ๖"
    assert all(between[e.start : e.start + len(e.clean)] == e.clean for e in first)
    assert second == (Edit("thai_digits", 3, "5", "๕"), Edit("thai_digits", 8, "6", "๖"))


def test_joined_line_ends_are_told_one_by_one() -> None:
    trace = Normaliser().trace("ประชา\nสัม\nพันธ์ ๕")
    places = [edit.start for edit in trace.edits if edit.rule == "line_ends"]
    assert places == [5, 8]


def test_a_wrapped_text_can_be_restored() -> None:
    trace = Normaliser().trace(WRAPPED)
    removed = [edit for edit in trace.edits if edit.rule == "wrapped_spaces"]
    assert removed
    assert all((edit.printed, edit.clean) == (" ", "") for edit in removed)
    assert trace.restore() == WRAPPED


def test_a_trace_follows_the_context_it_is_given() -> None:
    cell = "คณะกรรมการตรวจรับพัสดุ\nประชุมเตรียมเอกสาร"
    normaliser = Normaliser()
    for space in ("", " "):
        texts = [cell, *[f"ให้{cell.replace(chr(10), space)}ครบ"] * 4]
        cleaner = normaliser.within(texts)
        trace = normaliser.trace(cell, cleaner.context)
        assert trace.text == cleaner(cell)[0] == cell.replace("\n", space)
        assert trace.restore() == cell


@given(st.text(max_size=30), st.text(max_size=30))
@settings(max_examples=300, deadline=None)
def test_edits_of_any_two_texts_can_be_undone(before: str, after: str) -> None:
    assert Trace(after, (edits("rule", before, after),)).restore() == before


@given(st.lists(st.text(alphabet="กขค \n", max_size=12), min_size=1, max_size=6))
@settings(max_examples=300, deadline=None)
def test_steps_are_undone_from_the_last_to_the_first(texts: list[str]) -> None:
    steps = tuple(edits("rule", one, other) for one, other in pairwise(texts))
    assert Trace(texts[-1], steps).restore() == texts[0]


@given(st.text(max_size=30))
@settings(max_examples=200, deadline=None)
def test_a_text_compared_with_itself_has_no_edits(text: str) -> None:
    assert edits("rule", text, text) == ()
