"""Whose words a question asks for, on what, and in which form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.speaking.speech import Form, names_nobody, speech_in


@pytest.mark.parametrize(
    ("question", "form", "speaker", "topic"),
    [
        ("What did Ann Lee say about taxes?", Form.WHAT, "Ann Lee", "about taxes"),
        ("what did the us state department say about taxes", Form.WHAT, "us state department", "about taxes"),
        ("WHAT DID ANN LEE SAY ABOUT TAXES?", Form.WHAT, "ann lee", "about taxes"),
        ("What did Ann Lee tell reporters about taxes?", Form.WHAT, "Ann Lee", "about taxes"),
        ("What did Ann Lee say on May 3, 2021 about taxes?", Form.WHAT, "Ann Lee", "about taxes"),
        ("Has Ann Lee commented on taxes?", Form.WHAT, "Ann Lee", "on taxes"),
        ("Did Ann Lee say anything about taxes?", Form.WHAT, "Ann Lee", "anything about taxes"),
        ("How did Ann Lee describe taxes?", Form.WHAT, "Ann Lee", "taxes"),
        ("What is Ann Lee's view on taxes?", Form.WHAT, "Ann Lee", "taxes"),
        ("What is South Korea's repeatedly stated position on taxes?", Form.WHAT, "South Korea", "taxes"),
        ("Where does Ann Lee stand on taxes?", Form.WHAT, "Ann Lee", "taxes"),
        ("According to Ann Lee, what are taxes for?", Form.WHAT, "Ann Lee", "what are taxes for"),
        ("What are taxes for, according to Ann Lee?", Form.WHAT, "Ann Lee", "What are taxes for,"),
        ("Why does Ann Lee think taxes are low?", Form.WHAT, "Ann Lee", "taxes are low"),
        ("How long does Ann Lee say taxes will stay?", Form.WHAT, "Ann Lee", "long taxes will stay"),
        ("What examples of waste did Ann Lee give?", Form.WHAT, "Ann Lee", "examples of waste"),
        ("What is Ann Lee saying about taxes?", Form.WHAT, "Ann Lee", "about taxes"),
        ("What did Ann Lee last say about taxes?", Form.WHAT, "Ann Lee", "about taxes"),
        ("What did Ann Lee most recently say about taxes?", Form.WHAT, "Ann Lee", "about taxes"),
        ("Did Ann Lee ever say that taxes are low?", Form.DID, "Ann Lee", "that taxes are low"),
        ("What did Grace Kelly say about taxes?", Form.WHAT, "Grace Kelly", "about taxes"),
        ("What is the latest that Ann Lee said about taxes?", Form.WHAT, "Ann Lee", "about taxes"),
        ("What's the last thing the mayor has said about taxes?", Form.WHAT, "mayor", "about taxes"),
        ("Did Ann Lee say that taxes are low?", Form.DID, "Ann Lee", "that taxes are low"),
        ("Did the US State Department call taxes low?", Form.DID, "US State Department", "taxes low"),
        ("Who said taxes are low?", Form.WHO, "", "taxes are low"),
        ("Who was it that warned of taxes?", Form.WHO, "", "of taxes"),
        ("Who is quoted as saying taxes are low?", Form.WHO, "", "taxes are low"),
    ],
)
def test_a_question_about_words_names_form_speaker_and_topic(
    question: str, form: Form, speaker: str, topic: str
) -> None:
    speech = speech_in(question)
    assert speech is not None
    assert (speech.form, speech.speaker, speech.topic) == (form, speaker, topic)


@pytest.mark.parametrize(
    "question",
    [
        "What is the sea called?",
        "When did Ann Lee announce the deal?",
        "Who wrote the novel?",
        "Which player was criticized for the goal?",
        "What does the Islamic State lack?",
        "What does the article say about taxes?",
        "What did it say?",
        "Does the article from the Post suggest that taxes are low?",
        "What style of roof do builders like to use?",
        "Is it true?",
        "How many people live in Rome?",
    ],
)
def test_a_question_about_facts_is_none_about_words(question: str) -> None:
    assert speech_in(question) is None


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("How did Ann Lee respond to the vote?", True),
        ("What was Ann Lee's answer to the vote?", True),
        ("What did Ann Lee say?", False),
    ],
)
def test_a_reply_has_the_words_of_others_for_its_topic(question: str, reply: bool) -> None:
    speech = speech_in(question)
    assert speech is not None
    assert speech.reply is reply


@pytest.mark.parametrize(("question", "sure"), [("Who said so much?", True), ("Which company said so much?", False)])
def test_only_a_plain_verb_of_a_person_is_surely_about_words(question: str, sure: bool) -> None:
    speech = speech_in(question)
    assert speech is not None
    assert speech.sure is sure


@given(
    st.lists(st.sampled_from("what did how who said say according to is's view on Ann the , did".split())).map(" ".join)
)
def test_any_jumble_is_understood_or_not(question: str) -> None:
    speech = speech_in(question)
    assert speech is None or speech.form is Form.WHO or speech.speaker


@pytest.mark.parametrize(
    ("question", "nobody"),
    [
        ("what did say", True),
        ("What did I say?", True),
        ("Did we tell it?", True),
        ("What did Ann Lee say?", False),
        ("What do you call a goat?", False),
        ("How do you say hello?", False),
    ],
)
def test_a_question_for_words_can_fail_to_tell_whose(question: str, nobody: bool) -> None:
    assert names_nobody(question) == nobody
