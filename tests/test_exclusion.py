"""Questions for something else name what was answered already, if it is of the kind asked for."""

import pytest

from bot.dialogue.conversation import exchange
from bot.dialogue.exclusion import beside


@pytest.mark.parametrize(
    ("answer", "question", "understood"),
    [
        ("Mike Pompeo signed.", "Who else signed?", "Besides Mike Pompeo, who else signed?"),
        ("Britain, Sweden and Japan did.", "Any other countries?", "Besides Britain and Sweden, any other countries?"),
        ("It was in Paris.", "Who else signed?", "Who else signed?"),
        ("Mike Pompeo signed.", "Any other countries?", "Any other countries?"),
        ("Mike Pompeo signed.", "Who signed?", "Who signed?"),
        ("Mike Pompeo signed.", "Who else but Pompeo signed?", "Who else but Pompeo signed?"),
        ("Mike Pompeo signed.", "Who signed besides others?", "Who signed besides others?"),
        ("", "Who else signed?", "Who else signed?"),
    ],
)
def test_what_was_answered_is_left_out(answer: str, question: str, understood: str) -> None:
    assert beside(question, exchange("Who signed?", answer)) == understood
