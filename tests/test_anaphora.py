"""Pronouns, and whom they stand for."""

import pytest

from bot.dialogue.anaphora import pronouns, resolved
from bot.dialogue.conversation import exchange, subjects

MERKEL = subjects([exchange("When did Angela Merkel meet Emmanuel Macron?", "")])


@pytest.mark.parametrize(
    ("question", "understood"),
    [
        ("What did she say?", "What did Angela Merkel say?"),
        ("What did he say?", "What did Emmanuel Macron say?"),
        ("Who is her husband?", "Who is Angela Merkel’s husband?"),
        ("Who praised her?", "Who praised Angela Merkel?"),
        ("Did she say when she would resign?", "Did Angela Merkel say when she would resign?"),
        ("Did the chancellor lose her seat?", "Did the chancellor lose her seat?"),
        ("Did Ann Lee lose her seat?", "Did Ann Lee lose her seat?"),
        ("What did they agree on?", "What did they agree on?"),
    ],
)
def test_a_pronoun_goes_to_whom_it_fits(question: str, understood: str) -> None:
    assert resolved(question, MERKEL) == understood


@pytest.mark.parametrize(
    "question", ["Is it safe to fly?", "What time is it?", "How long did it take?", "Is IT growing?"]
)
def test_it_that_points_at_nothing_is_no_pronoun(question: str) -> None:
    assert pronouns(question) == []


def test_a_body_is_they_and_it() -> None:
    banks = subjects([exchange("Who runs the World Bank?", "")])
    assert [resolved(text, banks) for text in ("Did they pay?", "When did it fail?")] == [
        "Did the World Bank pay?",
        "When did the World Bank fail?",
    ]
