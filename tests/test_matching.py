"""How much of a topic a text holds."""

import pytest

from bot.speaking.matching import Topic
from index import content_terms


def topic(words: str, *texts: str, phrase: str = "") -> Topic:
    return Topic(content_terms(words), texts, phrase)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("suspensions", "They were suspended."),
        ("treatment", "They treat the ill."),
        ("American", "The United States"),
        ("French", "France"),
        ("medical fees", "A fee for medicine, medically."),
    ],
)
def test_forms_of_one_word_are_equal(words: str, text: str) -> None:
    assert topic(words).share(text) == 1


def test_other_words_that_begin_alike_are_not() -> None:
    assert topic("hospital").share("hospice") == 0


def test_a_rare_word_counts_more() -> None:
    both = topic("harbour rain", "rain", "rain again", "more rain", "harbour")
    assert both.share("harbour") > 0.5 > both.share("rain")


def test_what_stands_only_around_counts_half() -> None:
    assert topic("rain").share("Sun.", "Rain.") == 0.5


@pytest.mark.parametrize(
    ("phrase", "text", "told"),
    [
        ("the virus in the north", "The north is cold.", False),
        ("the virus in the north", "The virus is new.", True),
        ("the link between rain and snow", "Rain and snow fell.", True),
        ("the north", "The virus is new.", True),
    ],
)
def test_a_text_must_tell_of_what_a_phrase_is_about(phrase: str, text: str, told: bool) -> None:
    assert topic(phrase, phrase=phrase).is_told_of(text) is told
