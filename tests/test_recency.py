"""A question asks for the newest only where its words say so."""

import pytest

from bot.times.recency import asks_for_newest, without_newest


@pytest.mark.parametrize(
    "sentence",
    [
        "What is the latest on the strike?",
        "what's the latest?",
        "latest on the dam",
        "What are the latest figures?",
        "Show me the most recent reports on the dam",
        "Who is the current mayor?",
        "Who is currently the mayor?",
        "How many ships are now in the harbour?",
        "What is the mill used for today?",
        "What has the storm cost so far?",
        "How many cases are there as of this week?",
        "What is the harbour's newest ship?",
        "What has the mayor said recently?",
        "What did the mayor last say about the dam?",
        "Any updates on the dam?",
    ],
)
def test_the_newest_is_asked_for(sentence: str) -> None:
    assert asks_for_newest(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "What happened today?",
        "Which ship sank recently?",
        "Who was the rival that is now in prison?",
        "Who is the man that was mayor and is now accused of fraud?",
        "Which band does the article about the latest album name?",
        "Does the paper say that the latest ship is late?",
        "Who built the mill, now that it is gone?",
        "When was the latest leak first reported?",
        "What was the mill used for?",
    ],
)
def test_the_newest_is_not_asked_for(sentence: str) -> None:
    assert not asks_for_newest(sentence)


@pytest.mark.parametrize(
    ("sentence", "rest"),
    [
        ("What is the latest count of the swans?", "What is count of the swans?"),
        ("Who is the pier's newest owner?", "Who is the pier's owner?"),
        ("Who came by noon at the latest?", "Who came by noon at the latest?"),
    ],
)
def test_what_asks_for_the_newest_need_not_stand_in_an_article(sentence: str, rest: str) -> None:
    assert without_newest(sentence) == rest
