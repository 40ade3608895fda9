"""“There” is the one place of the question before."""

import pytest

from bot.dialogue.conversation import exchange
from bot.dialogue.whereabouts import placed


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        ("What burnt in Elmstad?", "Who lives there?", "Who lives in Elmstad?"),
        ("What burnt near the Gull Hotel?", "Was Ann Lee there, too?", "Was Ann Lee near the Gull Hotel, too?"),
        ("What burnt in Elmstad?", "Was there a storm?", "Was there a storm?"),
        ("What burnt in Elmstad?", "How many ships are there?", "How many ships are there?"),
        ("What burnt in Elmstad and in Brand?", "Who lives there?", "Who lives there?"),
        ("What did Elmstad say?", "Who lives there?", "Who lives there?"),
    ],
)
def test_there_is_the_one_place_of_the_question_before(before: str, question: str, understood: str) -> None:
    assert placed(question, exchange(before, "")) == understood
