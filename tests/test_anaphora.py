"""Pronouns, and whom they stand for."""

import pytest

from bot.dialogue.anaphora import dangling, pronouns, resolved, unknown_person
from bot.dialogue.conversation import Subject, exchange, subjects

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
        ("And Mr. Johnson, does he agree?", "And Mr. Johnson, does he agree?"),
        ("And Boris Johnson, did he win?", "And Boris Johnson, did he win?"),
        ("But about Mrs. May, did she win?", "But about Mrs. May, did she win?"),
    ],
)
def test_a_pronoun_goes_to_whom_it_fits(question: str, understood: str) -> None:
    assert resolved(question, MERKEL) == understood


@pytest.mark.parametrize(
    "question",
    [
        "Is it safe to fly?",
        "What time is it?",
        "How long did it take?",
        "Is IT growing?",
        "Is it raining?",
        "Was it very cold?",
        "Will it snow?",
        "Is it Monday?",
        "How far is it to Rome?",
    ],
)
def test_it_that_points_at_nothing_is_no_pronoun(question: str) -> None:
    assert pronouns(question) == []


def test_a_body_is_they_and_it() -> None:
    banks = subjects([exchange("Who runs the World Bank?", "")])
    assert [resolved(text, banks) for text in ("Did they pay?", "When did it fail?")] == [
        "Did the World Bank pay?",
        "When did the World Bank fail?",
    ]


def after(asked: str, answer: str = "") -> list[Subject]:
    return subjects([exchange(asked, answer)])


@pytest.mark.parametrize(
    ("asked", "answer", "question"),
    [
        ("What did Bob Lee and Carl Moss say?", "", "What did he say?"),
        ("What did Bob Lee ask Carl Moss?", "", "What did he answer?"),
        ("What happened?", "Hassan Diab resigned. Michel Aoun said no.", "What did he say?"),
        ("What did Zhao Lijian say?", "", "When was it?"),
        ("What happened in Lebanon?", "", "What did it say?"),
        ("Who won?", "Ann Lee beat Bob Stone. Carl Moss had warned of it.", "What did he say?"),
        ("What did Mary Lee say about Moss and Diab?", "", "What did he reply?"),
    ],
)
def test_where_two_fit_or_none_nothing_is_put_in(asked: str, answer: str, question: str) -> None:
    assert resolved(question, after(asked, answer)) == question


@pytest.mark.parametrize(
    ("asked", "question", "understood"),
    [
        ("What did Bob Lee say about Carl Moss?", "What did he say about taxes?", "What did Bob Lee say about taxes?"),
        ("What did Bob Lee and Mary Lee say?", "What did he say?", "What did Bob Lee say?"),
        ("Who runs Huawei?", "Where is it based?", "Where is Huawei based?"),
        ("When did France join?", "Why did it join?", "Why did France join?"),
    ],
)
def test_where_one_fits_it_is_put_in(asked: str, question: str, understood: str) -> None:
    assert resolved(question, after(asked)) == understood


@pytest.mark.parametrize(
    ("question", "pronoun"),
    [
        ("What did he say?", "he"),
        ("how old is she", "she"),
        ("Who is she?", "she"),
        ("What did Ann Lee say he did?", None),
        ("who filled in for king harald while he was ill", None),
        ("Who praised her?", None),
        ("who is He Jiankui", None),
        ("A teenager became the youngest to fly around the world. How old is he?", None),
    ],
)
def test_a_question_for_somebody_of_whom_it_tells_nothing_is_seen(question: str, pronoun: str | None) -> None:
    assert unknown_person(question) == pronoun


@pytest.mark.parametrize(
    "question",
    [
        "where in new hampshire did chris christie give his drug policy speech",
        "which states put reproductive freedom in their constitutions",
        "which cancer drugs had their doses lowered",
        "illinois woman with lung cancer who lowered her dose",
        "why is it harder to fix lead in patersons water",
        "how much did minions rise of gru make on its opening weekend",
    ],
)
def test_a_pronoun_that_goes_with_its_own_question_points_at_nothing_else(question: str) -> None:
    assert dangling(question) == []
