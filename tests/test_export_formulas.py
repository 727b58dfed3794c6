import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ita_parse.export import guard, unguard

DANGEROUS = [
    "=1+1",
    "+66",
    "-",
    "- ประชุม",
    "@SUM(A1)",
    "＝1",
    "＋1",
    "－1",
    "＠A",
    "\t=1",
    "\r=1",
    "\n=1",
    "\tข้อความ",
    "  -1",
    "\u00a0=1",
    "\ufeff=1",
    "\x00=1",
]

# Signs, blanks and apostrophes are rare in random text, and are what guarding is about.
TEXTS = st.text() | st.text("'=+-@＝＋－＠ \t\r\n\x00\ufeffกa1")


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text):
    assert guard(text) == "'" + text


@pytest.mark.parametrize(
    "text", ["", "ดำเนินการ", "a=b", "1-2", "(-1)", "'", "'ก", "''", "o12", "."]
)
def test_other_texts_stay_as_they_are(text):
    assert guard(text) == text
    assert unguard(text) == text


@given(TEXTS)
@example("'=1")
@example("''-")
@example("' =1")
@example("'\t")
def test_unguarding_gives_every_text_back(text):
    assert unguard(guard(text)) == text


@given(TEXTS)
def test_a_guarded_text_never_begins_like_a_formula(text):
    guarded = guard(text)
    assert not guarded.startswith(("\t", "\r", "\n"))
    assert not guarded.strip().startswith(tuple("=+-@＝＋－＠"))


@given(TEXTS, TEXTS)
def test_different_texts_stay_different(one, other):
    assert (guard(one) == guard(other)) == (one == other)
