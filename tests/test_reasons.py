"""A question why somebody says so is answered with a reason, or not at all."""

import json

import pytest

from bot.answer import Outcome
from bot.desk import Desk
from bot.request import Request, Turn
from bot.speaking.reasons import gives_reason
from bot.speaking.speech import speech_in
from index import SHARED

ARTICLES = (
    ("a", "Ann Jones said the tax would rise. She was in Rome."),
    ("b", "Bob Lee said the toll would rise because schools need money."),
    ("c", "Carl Moss said the fee would fall. He said the reason was the drop in trade. He said he liked fish."),
)


@pytest.fixture
def library(desk: Desk) -> Desk:
    file = desk.ledger.home / "articles.jsonl"
    file.write_text("\n".join(json.dumps({"id": name, "title": "News", "text": text}) for name, text in ARTICLES))
    desk.index(SHARED, [str(file)])
    return desk


@pytest.mark.parametrize(
    ("who", "what", "reason"),
    [("Ann Jones", "tax", None), ("Bob Lee", "toll", "schools need money"), ("Carl Moss", "fee", "drop in trade")],
)
def test_why_is_answered_with_a_reason_by_the_speaker(library: Desk, who: str, what: str, reason: str | None) -> None:
    history = (Turn("user", f"What did {who} say about the {what}?"), Turn("assistant", f"{who} said so. [1]"))
    answer = library.ask(Request("Why?", history), (SHARED,))
    assert answer.understood == f"Why did {who} say that about the {what}?"
    assert (answer.outcome is Outcome.ANSWERED) == (reason is not None)
    assert reason is None or (reason in answer.text and "fish" not in answer.text)


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("It rose because trade fell.", True),
        ("It closed due to rain.", True),
        ("That’s why it closed.", True),
        ("The reasons were plain.", True),
        ("It rose in June.", False),
        ("He causes trouble to nobody’s cause for concern.", True),
    ],
)
def test_a_reason_is_told_by_its_words(text: str, gives: bool) -> None:
    assert gives_reason(text) is gives


@pytest.mark.parametrize(
    ("question", "reason"),
    [("Why did Ann Jones say that?", True), ("What did Ann Jones say?", False), ("How did Ann Jones reply?", False)],
)
def test_only_why_asks_for_a_reason(question: str, reason: bool) -> None:
    speech = speech_in(question)
    assert speech is not None
    assert speech.reason is reason
