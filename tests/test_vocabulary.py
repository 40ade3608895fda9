"""The words of a text are the same with and without their places."""

from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from index import content_terms, content_words_in, stem, stems_in, terms, words_in

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


def test_threads_do_not_mix_their_words() -> None:
    words = [f"{'abcdefghij'[at % 10]}{'ational' * (at % 4)}{at}ingly" for at in range(4_000)]
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: [stem.__wrapped__(word) for word in words], range(8)))
    assert all(stems == found[0] for stems in found)
    assert found[0] == [stem.__wrapped__(word) for word in words]
