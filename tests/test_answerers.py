"""Answerers are chosen by name; each has its way to answer, and the answer says whose it is."""

import pytest
from conftest import Run

from bot.answerers import Answerer, answerer_named
from bot.desk import Desk
from bot.errors import SettingsProblem, UsageProblem
from bot.request import Request


@pytest.mark.parametrize("answerer", Answerer)
def test_each_answerer_is_found_by_its_name(answerer: Answerer) -> None:
    assert answerer_named(answerer.value) is answerer


@pytest.mark.parametrize("name", ["oracle", "", "Extractive "])
def test_another_name_is_refused_with_those_there_are(name: str) -> None:
    with pytest.raises(UsageProblem) as caught:
        answerer_named(name)
    assert all(answerer.value in str(caught.value) for answerer in Answerer)


def test_an_answer_says_whose_it_is(desk: Desk) -> None:
    answer = desk.ask(Request("Where did rain fall?", answerer=Answerer.EXTRACTIVE), ("shared",))
    assert answer.answerer is Answerer.EXTRACTIVE


def test_without_a_model_the_usual_answerer_is_extractive_and_the_generative_one_says_what_to_set(desk: Desk) -> None:
    assert desk.ask("Where did rain fall?", ("shared",)).answerer is Answerer.EXTRACTIVE
    with pytest.raises(SettingsProblem, match="NEWSDESK_MODEL__NAME"):
        desk.ask(Request("Where did rain fall?", answerer=Answerer.GENERATIVE), ("shared",))


@pytest.mark.parametrize("command", ["ask", "eval"])
def test_help_lists_the_answerers(newsdesk: Run, command: str) -> None:
    assert f"--answerer A Who answers: {', '.join(Answerer)}." in " ".join(newsdesk(command, "--help").out.split())
