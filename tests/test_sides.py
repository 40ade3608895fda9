"""A side tells where its words and the gaps between them stand."""

from bot.verification.sides import Side
from bot.verification.wording import words

TEXT = "“No,” she said."
SIDE = Side(TEXT, words(TEXT))


def test_words_stand_from_the_first_to_the_last() -> None:
    assert SIDE.span(1, 3).of(TEXT) == "she said"


def test_no_words_stand_behind_the_word_before() -> None:
    assert (SIDE.span(1, 1).start, SIDE.span(1, 1).end) == (3, 3)


def test_gaps_lie_before_between_and_behind_the_words() -> None:
    assert [SIDE.gap(at).of(TEXT) for at in range(4)] == ["“", ",” ", " ", "."]
