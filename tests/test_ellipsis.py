"""Fragments of questions, completed from the question before."""

import pytest

from bot.dialogue.conversation import exchange
from bot.dialogue.ellipsis import completed


@pytest.mark.parametrize(
    ("before", "fragment", "whole"),
    [
        ("Did Japan sign the treaty?", "When?", "When did Japan sign the treaty?"),
        ("Did Japan sign the treaty?", "and for how long?", "For how long did Japan sign the treaty?"),
        ("Did Japan sign the treaty?", "why not", "Why didn’t Japan sign the treaty?"),
        ("Can Japan leave the treaty?", "why not?", "Why can’t Japan leave the treaty?"),
        ("What did Mr Moon announce on Monday?", "why?", "Why did Mr Moon announce that on Monday?"),
        ("When did Boeing deliver the plane?", "and Airbus?", "When did Airbus deliver the plane?"),
        ("Where did Trump meet with Kim Jong Un?", "and with Putin?", "Where did Trump meet with Putin?"),
        ("What happened in Cairo last week?", "and yesterday?", "What happened in Cairo yesterday?"),
        ("What did Zhao say in October 2020?", "and in 2019?", "What did Zhao say in 2019?"),
        ("Who signed the treaty?", "who else?", "Who else signed the treaty?"),
        ("What did Moon promise?", "anything else?", "What else did Moon promise?"),
        ("Did the talks fail?", "When did that happen?", "When did the talks fail?"),
        ("What happened in Cairo?", "Und Frankreich?", "What happened in Frankreich?"),
        ("What HAPPENED in Cairo?", "Why?", "Why did that happen in Cairo?"),
        ("What has happened in Cairo?", "When exactly?", "When exactly did that happen in Cairo?"),
        ("What did Ann Lee say about Bob Ross?", "And Covid-19?", "What did Ann Lee say about Covid-19?"),
        ("It rained. Did the talks fail?", "Where?", "Where did the talks fail?"),
    ],
)
def test_a_fragment_is_completed(before: str, fragment: str, whole: str) -> None:
    assert completed(fragment, exchange(before, "It did. [1]")) == whole


@pytest.mark.parametrize(
    ("before", "question"),
    [
        ("Who signed the treaty?", "Who opposed it?"),
        ("Who signed the treaty?", "when?"),  # who signed cannot be told from the question
        ("What did Japan sign?", "Huawei"),  # a heading asks something new
        ("thanks", "why?"),
        ("When did Bob Lee resign?", "And the World War?"),  # a war is nobody who resigns
        ("", "why?"),
        ("Did Japan sign?", "How many people were hurt in the fire that broke out?"),
    ],
)
def test_what_is_no_fragment_or_has_no_whole_is_left_as_it_is(before: str, question: str) -> None:
    assert completed(question, exchange(before, "It did. [1]")) == question


@pytest.mark.parametrize("answer", ["", "The articles do not say."])
@pytest.mark.parametrize("fragment", ["Why?", "When was that?", "where?"])
def test_what_was_not_found_is_not_asked_about(answer: str, fragment: str) -> None:
    assert completed(fragment, exchange("What did Ann Jones say about taxes?", answer)) == fragment


def test_another_name_can_be_asked_about_after_nothing_was_found() -> None:
    asked = exchange("What did Ann Jones say about taxes?", "")
    assert completed("And Bob Lee?", asked) == "What did Bob Lee say about taxes?"
