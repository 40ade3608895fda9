"""The words of a text are the same with and without their places."""

from hypothesis import given
from hypothesis import strategies as st

from index import content_terms, content_words_in, stems_in, terms, words_in

TEXTS = st.text(max_size=200) | st.text(alphabet="The tax’s 3.5 1,200\n-a", max_size=60)


@given(TEXTS)
def test_words_without_places_are_those_with_them(text: str) -> None:
    assert words_in(text) == tuple(term.word for term in terms(text))


@given(TEXTS)
def test_stems_without_places_are_those_with_them(text: str) -> None:
    assert stems_in(text) == tuple(term.stem for term in terms(text))


@given(TEXTS)
def test_content_words_without_places_are_those_with_them(text: str) -> None:
    assert content_words_in(text) == tuple(term.word for term in content_terms(text))
