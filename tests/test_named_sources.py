"""A question shows whether it asks what several articles say, and of which sources."""

import pytest

from bot.extraction.named_sources import MOST_MENTIONS, asks_several, mentions

SOURCES = ["The Bay Times", "The Elmstad Post", "Wire | World News", None]


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("How do The Bay Times and Wire differ on the ferry?", ["The Bay Times", "Wire | World News"]),
        ("How do the Times and the Post differ?", ["The Bay Times", "The Elmstad Post"]),
        ("Does the Wire article say so, and another Wire article not?", ["Wire | World News", "Wire | World News"]),
        ("What time did the post come by wire?", []),
        ("What do the News and the papers say?", []),  # "World News" is not the name of Wire
        ("What do the Bay and the Elmstad say?", []),
    ],
)
def test_the_sources_that_are_named_are_found_in_order(question: str, named: list[str]) -> None:
    assert [mention.source for mention in mentions(question, SOURCES)] == named


def test_a_short_name_that_fits_two_sources_names_none() -> None:
    assert mentions("What does the Times say?", ["The Bay Times", "The Brand Times"]) == ()


def test_there_are_no_more_mentions_than_are_looked_at() -> None:
    assert len(mentions("Wire " * 1000, SOURCES)) == MOST_MENTIONS


@pytest.mark.parametrize(
    ("question", "several"),
    [
        ("Compare the reports on the ferry", True),
        ("Which outlets reported that the ferry sank?", True),
        ("What do the articles say about the harbour?", True),
        ("Do both articles mention Ann Lee?", True),
        ("Does another report mention Ann Lee?", True),
        ("How do The Bay Times and Wire differ on the ferry?", True),
        ("According to Wire, who opened the pier?", False),
        ("Who compared the ships?", False),
        ("Which sites did the mayor open?", False),
        ("What did both mayors say?", False),
    ],
)
def test_a_question_asks_for_several_articles(question: str, several: bool) -> None:
    assert asks_several(question, mentions(question, SOURCES)) is several
