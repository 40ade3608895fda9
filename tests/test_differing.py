"""Articles that answer with different numbers are told apart where their words tell of one thing."""

import pytest
from asked_questions import hit, ranked

from bot.citations import cited_span
from bot.extraction.candidates import candidates
from bot.extraction.differing import differing
from index import Span


def figures(*told: tuple[str, str]) -> list[str]:
    """Return the figures of articles of one sentence each, with the words in it that answer."""
    chosen, citations = [], []
    for at, (text, words) in enumerate(told):
        (one,) = candidates([hit(text, f"article-{at}")])
        start = text.index(words)
        chosen += ranked(one, words=Span(start, start + len(words)))
        citations += cited_span(one.hit.article, one.hit.context.passages, one.span, at + 1)
    return [figure.words for figure in differing(chosen, citations)]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("It cost 40 million.", "40 million"), ("It cost 30 million.", "30 million"), ["40 million", "30 million"]),
        (("It cost 40 million.", "40 million"), ("It cost 40 million.", "40 million"), []),
        (("It opened in May 2020.", "May 2020"), ("It fed 12 people.", "12 people"), []),
        (("It cost 40 million.", "40 million"), ("It cost a lot.", "a lot"), []),
    ],
)
def test_only_like_words_with_other_numbers_differ(
    one: tuple[str, str], other: tuple[str, str], expected: list[str]
) -> None:
    assert figures(one, other) == expected
