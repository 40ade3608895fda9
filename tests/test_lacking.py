"""Which questions leave something to the conversation before them."""

import pytest

from bot.dialogue.conversation import exchange
from bot.dialogue.lacking import lacks
from bot.dialogue.spelling import spelt

PAST = (exchange("How are harbour fees set?", "The council sets them."),)


@pytest.mark.parametrize(
    "question",
    [
        "Why?",
        "and the ferry company?",
        "What about trains?",
        "who else?",
        "Did it help?",
        "Are these high?",
        "harbour fees",
        "What caused this?",
        "How many people live there?",
    ],
)
def test_a_fragment_or_what_points_back_lacks_something(question: str) -> None:
    assert lacks(question, PAST)


@pytest.mark.parametrize(
    "question",
    [
        "Is there a fee?",
        "paxlovid price",
        "Is it raining?",
        "why did germany scale back its cannabis plan",
        "who won the marathon this weekend",
        "how did oil prices move this quarter",
        "what opened this Friday",
        "what was the name of the man that died",
        "thanks",
        "",
    ],
)
def test_a_full_question_or_a_new_heading_lacks_nothing(question: str) -> None:
    assert not lacks(question, PAST)


def test_without_a_conversation_nothing_can_be_lacking() -> None:
    assert not lacks("Why?", ())


def test_a_name_is_spelt_as_the_answer_spells_it() -> None:
    answered = exchange("", "The mayor met Ursula von der Leyen.").answered
    assert spelt("did ursula von der leyen agree", answered) == "did Ursula von der Leyen agree"


def test_a_word_that_is_not_english_is_spelt_as_a_name() -> None:
    assert spelt("did vantongeren of orrin agree", ()) == "did Vantongeren of Orrin agree"


def test_what_only_looks_like_a_name_keeps_its_letters() -> None:
    assert spelt("who is running for mayor", ()) == "who is running for mayor"
