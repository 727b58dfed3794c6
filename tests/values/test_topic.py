from hypothesis import given
from hypothesis import strategies as st

from ita_parse.parse.values.topic import read_topic
from tests.values.corpus import Row, examples, read_corpus

TOPICS = read_corpus("topics")


@examples("topics")
def test_the_topic_is_what_the_name_of_the_measure_says(row: Row) -> None:
    assert read_topic(row["text"]) == row["topic"]


@given(st.text())
def test_no_text_raises(text: str) -> None:
    read_topic(text)


@given(st.sampled_from(TOPICS), st.data())
def test_white_space_does_not_change_the_topic(row: Row, data: st.DataObject) -> None:
    text = row["text"]
    place = data.draw(st.integers(0, len(text)))
    assert read_topic(text[:place] + " \n" + text[place:]) == row["topic"]
