"""Descriptions, filled in from what the conversation called them."""

import pytest

from bot.dialogue.conversation import exchange, subjects
from bot.dialogue.descriptions import described


@pytest.mark.parametrize(
    ("asked", "answer", "question", "understood"),
    [
        ("What was the Dreamland scandal?", "", "Who uncovered that scandal?", "Who uncovered the Dreamland scandal?"),
        ("What is new?", "They sold the album Rain Dogs.", "Was the album good?", "Was the album Rain Dogs good?"),
        ("Is Boeing late?", "Yes.", "Did the company say so?", "Did the company say so?"),
        ("Is Boeing late?", "Yes.", "Did the company that makes Ozempic?", "Did the company that makes Ozempic?"),
        ("Is Sweden in NATO?", "Yes.", "When did that country join?", "When did Sweden join?"),
        ("Is Sweden in NATO?", "Yes.", "What was the result?", "What was the result?"),
        ("What was the Dreamland scandal?", "", "Was the scandal of Troy bigger?", "Was the scandal of Troy bigger?"),
        ("What was the Dreamland scandal?", "", "Was the Dreamland scandal big?", "Was the Dreamland scandal big?"),
    ],
)
def test_a_description_gets_its_name(asked: str, answer: str, question: str, understood: str) -> None:
    past = [exchange(asked, answer)]
    assert described(question, past, subjects(past)) == understood
