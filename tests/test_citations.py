"""A quote shown is a quote that stands in its article, character by character."""

import pytest
from conftest import an_article
from hypothesis import given
from hypothesis import strategies as st

from bot.answer import Statement
from bot.citations import cite, rested
from bot.errors import UnverifiedCitation
from index import Passage, Span

ARTICLE = an_article("Rain fell. The mayor said no. It stopped.")
PASSAGE = Passage("p", "rain", 0, 0, 29, ARTICLE.text[:29])


def test_a_quote_that_stands_there_is_cited() -> None:
    citation = cite(1, ARTICLE, PASSAGE, 11, 29, quote="The mayor said no.", speaker="the mayor")
    assert ARTICLE.text[citation.start : citation.end] == citation.quote


@pytest.mark.parametrize(
    ("start", "end", "quote"),
    [
        (11, 29, "The mayor said so."),
        (10, 29, "The mayor said no."),
        (11, 29, "the mayor said no."),
        (0, 0, ""),
        (29, 11, ""),
        (-10, -1, "t stopped"),
        (30, 41, "It stopped."),
        (25, 41, "no. It stopped."),
        (0, 1000, ARTICLE.text),
    ],
)
def test_a_quote_that_does_not_stand_there_is_refused(start: int, end: int, quote: str) -> None:
    with pytest.raises(UnverifiedCitation):
        cite(1, ARTICLE, PASSAGE, start, end, quote=quote)


@pytest.mark.parametrize(
    "passage",
    [Passage("p", "other", 0, 0, 29, ARTICLE.text[:29]), Passage("p", "rain", 0, 0, 29, "x" * 29)],
)
def test_a_passage_that_is_not_the_articles_is_refused(passage: Passage) -> None:
    with pytest.raises(UnverifiedCitation):
        cite(1, ARTICLE, passage, 0, 10, quote="Rain fell.")


@given(st.text(min_size=1), st.integers(-5, 50), st.integers(-5, 50))
def test_whatever_is_cited_stands_in_its_article(quote: str, start: int, end: int) -> None:
    try:
        citation = cite(1, ARTICLE, PASSAGE, start, end, quote=quote)
    except UnverifiedCitation:
        return
    assert ARTICLE.text[start:end] == quote == citation.quote


def test_a_mark_that_points_nowhere_is_dropped() -> None:
    citation = cite(1, ARTICLE, PASSAGE, 0, 10, quote="Rain fell.")
    assert rested([Statement("Rain fell.", (1, 7))], [citation]) == (Statement("Rain fell.", (1,)),)


def test_a_statement_that_rests_on_nothing_is_dropped() -> None:
    assert rested([Statement("Rain fell.", ()), Statement("Snow.", (3,))], []) == ()


def test_what_is_marked_in_a_statement_stays_marked() -> None:
    citation = cite(1, ARTICLE, PASSAGE, 11, 29, quote="The mayor said no.")
    statement = Statement("The mayor said no.", (1, 2), (Span(15, 17),))
    assert rested([statement], [citation]) == (Statement("The mayor said no.", (1,), (Span(15, 17),)),)
