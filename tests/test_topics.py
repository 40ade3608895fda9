"""The noun phrases of a question, and what the next one takes over."""

import pytest

from bot.dialogue.topics import carried, phrases


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("How do I get a web chat widget for my shop?", ["web chat widget", "shop"]),
        ("Can you tell me more about New York?", ["New York"]),
        ("What happened in 2020?", []),
        ("What is it?", []),
    ],
)
def test_a_question_is_about_its_noun_phrases(question: str, found: list[str]) -> None:
    assert [phrase.text for phrase in phrases(question)] == found


def test_only_what_the_new_question_lacks_is_carried() -> None:
    assert carried("Are harbour fees high?", "What are the harbour fees in Rotterdam?") == ("Rotterdam",)


def test_a_phrase_is_carried_once() -> None:
    assert carried("Why?", "Is the canal a ship canal, or no canal?") == ("canal", "ship canal")
