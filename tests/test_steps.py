"""A gap between shared words is explained with as little harm as can be."""

import pytest

from bot.verification.sides import Side
from bot.verification.steps import MOST_EXPLAINED, explained
from bot.verification.wording import words


def between(theirs: str, ours: str) -> list[tuple[bool, bool]]:
    """Return of each step through what lies between the first and last word whether it is the same, and harmless."""
    article, quote = Side(theirs, words(theirs)), Side(ours, words(ours))
    there, here = (1, len(article.words) - 1), (1, len(quote.words) - 1)
    return [(step.same, step.harmless) for step in explained(article, quote, there, here, lambda word: False)]


@pytest.mark.parametrize(
    ("theirs", "ours", "expected"),
    [
        ("the ferry", "the ferry", []),
        ("the harbour closed", "the harbor closed", [(False, True)]),
        ("rose 5 percent in May", "rose 5 per cent in May", [(True, True), (False, True), (True, True)]),
        ("he's lying now", "he is lying now", [(False, True), (True, True)]),
        ("boat's lying now", "boat is lying now", [(False, False), (True, True)]),
        ("will not sail", "will sail", [(False, False)]),
        ("will, he said, sail", "will … sail", [(False, False)]),
        ("men, clad in blue, sail", "men … sail", [(False, True)]),
    ],
)
def test_a_gap_is_explained_word_by_word(theirs: str, ours: str, expected: list[tuple[bool, bool]]) -> None:
    assert between(theirs, ours) == expected


def test_a_long_gap_is_another_wording() -> None:
    assert between("the " + "so " * (MOST_EXPLAINED + 1) + "end", "the end") == [(False, False)]
