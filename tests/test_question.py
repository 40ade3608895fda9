"""What a question asks: of whom, and for which words."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UsageProblem
from bot.question import MOST_CHARACTERS, understand


def topic(text: str) -> list[str]:
    return [term.word for term in understand(text).topic]


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ("what did Zhao Lijian say about the clean network", "Zhao Lijian", ["clean", "network"]),
        ("What did the US State Department say about companies?", "US State Department", ["companies"]),
        ("What did South Korea say?", "South Korea", []),
        ("what has Mr. Smith said on taxes", "Smith", ["taxes"]),
        ("So what does the mayor think about the harbour?", "mayor", ["harbour"]),
        ("What did the WHO tell reporters?", "WHO", ["reporters"]),
    ],
)
def test_what_did_somebody_say_names_the_speaker_and_the_topic(text: str, speaker: str, words: list[str]) -> None:
    question = understand(text)
    assert (question.speaker, [term.word for term in question.topic]) == (speaker, words)


@pytest.mark.parametrize(
    "text",
    ["What does the article say about rain?", "what do the reports say about rain", "What does it say about rain?"],
)
def test_the_article_is_no_speaker(text: str) -> None:
    assert understand(text).speaker is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Which companies are named as precedents?", ["companies", "precedents"]),
        ("What is Huawei's share price?", ["Huawei's", "share", "price"]),
        ("When did the US join?", ["US", "join"]),
    ],
)
def test_the_words_an_answer_must_hold_are_no_frame(text: str, words: list[str]) -> None:
    assert topic(text) == words


@pytest.mark.parametrize("text", ["", "  ", "?!", "\n\t", "\u202e", "💥"])
def test_an_empty_question_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UsageProblem, match="for example"):
        understand(text)


@pytest.mark.parametrize("text", ["What did 🦊 say?", "What did I say?", "what did say", "Did we say so?"])
def test_a_question_for_nobodys_words_asks_for_a_name(text: str) -> None:
    with pytest.raises(UsageProblem, match="name somebody"):
        understand(text)


def test_a_question_of_ten_megabytes_is_refused_with_the_limit() -> None:
    with pytest.raises(UsageProblem, match=f"{MOST_CHARACTERS:,}"):
        understand("why " * 2_500_000)


def test_control_and_bidi_characters_are_made_harmless() -> None:
    assert understand("what\x1b[31m did \u202eRain say").text == "what\ufffd[31m did \ufffdRain say"


@given(st.text(max_size=300))
def test_a_question_is_understood_or_refused(text: str) -> None:
    with suppress(UsageProblem):
        assert understand(text).text
