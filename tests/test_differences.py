"""Differences are shown word by word, and each says whether it leaves the meaning alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.verification.alignment import align
from bot.verification.differences import Comparison, compare
from bot.verification.sides import Side
from bot.verification.wording import words

Change = tuple[str, str, str, bool]
TEXT = "On Monday the mayor did not sell the ferry. “It is neither safe nor cheap,” she said. Is it old?"


def compared(text: str, quote: str) -> Comparison:
    article, asked = Side(text, words(text)), Side(quote, words(quote))
    return compare(article, asked, align(article.words, asked.words), lambda word: False)


def changes(text: str, quote: str) -> list[Change]:
    return [(made.op, made.article, made.asked, made.harmless) for made in compared(text, quote).differences]


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("the mayor did not sell the ferry", []),
        ("the mayor did sell the ferry", [("delete", "not", "", False)]),
        ("the mayor did not quickly sell the ferry", [("insert", "", "quickly", False)]),
        ("the mayor did not buy the ferry", [("replace", "sell", "buy", False)]),
        ("the Mayor did not sell ferry", [("replace", "mayor", "Mayor", True), ("delete", "the", "", True)]),
        ("the mayor didn't sell a boat", [("replace", "not", "n't", True), ("replace", "the ferry", "a boat", False)]),
        ("the mayor did not sell the ferry and left", [("insert", "", "and left", False)]),
        ("neither safe nor cheap”, she said", [("replace", ",”", "”,", True)]),
        ("On Friday the mayor did not sell", [("replace", "Monday", "Friday", False)]),
        ("Is it old.", [("replace", "?", ".", False)]),
    ],
)
def test_what_differs_is_named(quote: str, expected: list[Change]) -> None:
    assert changes(TEXT, quote) == expected


def test_the_place_is_that_of_the_shared_words() -> None:
    assert compared(TEXT, "the mayor did sell the ferry").span.of(TEXT) == "the mayor did not sell the ferry"


def test_a_function_word_alone_is_shared_by_chance() -> None:
    assert compared("It is old in the rain", "boats sail the rain").shared == (False, False, True, True)


@given(st.lists(st.sampled_from("the ferry is not safe, old. Mayor 12 us ...".split()), min_size=1).map(" ".join))
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    if words(text):
        assert compared(text, text).differences == ()


@given(st.text(alphabet="ab the not.,?…'” ", max_size=40), st.text(alphabet="ab the not.,?…'” ", max_size=40))
def test_differences_stand_where_their_spans_say(text: str, quote: str) -> None:
    article, asked = Side(text, words(text)), Side(quote, words(quote))
    pairs = align(article.words, asked.words)
    for made in compare(article, asked, pairs, lambda word: True).differences if pairs else ():
        assert made.there.of(text).strip() == made.article
        assert made.here.of(quote).strip() == made.asked
