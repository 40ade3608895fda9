"""The one thing that a question calls by a common noun."""

import pytest

from bot.dialogue.definites import definite


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("Who won the election in France?", "the election in France"),
        ("What did Macron say about the tunnel?", "the tunnel"),
        ("What did Zhao Lijian say about the clean network?", "the clean network"),
        ("Who won the election in South Korea?", "the election in South Korea"),
        ("What did the mayor say?", None),  # who is no thing
        ("What was the cause of the fire?", "the fire"),
        ("Did the fire reach the bridge?", None),  # two
        ("Where were the exhibitions held?", None),  # many
        ("Who is Ann Lee?", None),
        ("", None),
    ],
)
def test_a_thing_is_told_by_its_article(question: str, thing: str | None) -> None:
    assert definite(question) == thing
