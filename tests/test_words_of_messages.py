"""The words of a message are found wherever they stand."""

from types import SimpleNamespace
from typing import Any

import pytest
from discord.components import Container

from bot.discord.wording import words_of


def a_message(**parts: Any) -> Any:
    return SimpleNamespace(**({"content": "", "components": [], "embeds": []} | parts))


DISPLAYED = Container({"type": 17, "id": 1, "components": [{"type": 10, "id": 2, "content": "-# Rain"}]}, None)


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (a_message(content="> Rain **fell**."), "Rain fell."),
        (a_message(components=[DISPLAYED]), "Rain"),
        (a_message(embeds=[SimpleNamespace(description="Rain")]), "Rain"),
        (a_message(message_snapshots=[a_message(content="Rain")]), "Rain"),
        (a_message(), ""),
    ],
)
def test_the_words_of_a_message_are_found(message: Any, words: str) -> None:
    assert words_of(message) == words
