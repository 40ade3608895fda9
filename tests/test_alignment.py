"""An alignment shares words in order, and takes the place where most of them stand together."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.verification import alignment
from bot.verification.alignment import align
from bot.verification.wording import words

TEXT = "The ferry left. Later the old ferry left the harbour at noon, the mayor said."
texts = st.lists(st.sampled_from("ferry harbour mayor left the at".split()), max_size=30).map(" ".join)


def shared(text: str, quote: str, jumps: frozenset[int] = frozenset()) -> list[str]:
    found = words(text)
    return [found[there].text for there, _ in align(found, words(quote), jumps)]


def test_the_words_around_a_change_are_shared() -> None:
    assert shared(TEXT, "the old boat left the harbour") == ["the", "old", "left", "the", "harbour"]


def test_what_follows_an_ellipsis_is_looked_for_further_on() -> None:
    text = "The ferry left " + "in the rain and wind of a long day " * 3 + "for the islands"
    assert shared(text, "ferry left for the islands", frozenset([2])) == ["ferry", "left", "for", "the", "islands"]


@pytest.mark.parametrize(("text", "quote"), [("", "ferry"), ("ferry", ""), ("ferry", "mayor")])
def test_texts_without_a_shared_word_do_not_align(text: str, quote: str) -> None:
    assert align(words(text), words(quote)) == []


@given(texts, texts)
def test_pairs_are_of_one_word_and_rise_on_both_sides(text: str, quote: str) -> None:
    theirs, ours = words(text), words(quote)
    pairs = align(theirs, ours)
    assert all(theirs[there].key == ours[here].key for there, here in pairs)
    assert all(one[0] < two[0] and one[1] < two[1] for one, two in pairwise(pairs))


@given(texts.filter(bool), texts, texts)
def test_a_text_that_stands_in_another_is_shared_whole(quote: str, before: str, after: str) -> None:
    assert len(align(words(f"{before} {quote} {after}"), words(quote))) == len(words(quote))


def test_of_a_text_too_long_the_part_is_taken_that_holds_most_of_the_quote(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alignment, "MOST_CELLS", 60)
    text = "rain " * 50 + "the old ferry left " + "rain " * 50
    assert shared(text, "the old ferry left") == ["the", "old", "ferry", "left"]
