"""Answerers are chosen by name; each has its way to answer, and the answer says whose it is."""

import pytest
from conftest import Run

from bot.answerers import Answerer, answerer_named
from bot.chain import WAYS
from bot.desk import Desk
from bot.errors import UsageProblem
from bot.request import Request


@pytest.mark.parametrize("answerer", Answerer)
def test_each_answerer_is_found_by_its_name(answerer: Answerer) -> None:
    assert answerer_named(answerer.value) is answerer


@pytest.mark.parametrize("name", ["oracle", "", "Extractive "])
def test_another_name_is_refused_with_those_there_are(name: str) -> None:
    with pytest.raises(UsageProblem) as caught:
        answerer_named(name)
    assert all(answerer.value in str(caught.value) for answerer in Answerer)


def test_every_answerer_has_its_way() -> None:
    assert set(WAYS) == set(Answerer)


@pytest.mark.parametrize("answerer", Answerer)
def test_an_answer_says_whose_it_is(desk: Desk, answerer: Answerer) -> None:
    assert desk.ask(Request("Where did rain fall?", answerer=answerer), ("shared",)).answerer is answerer


@pytest.mark.parametrize("command", ["ask", "eval"])
def test_help_lists_the_answerers(newsdesk: Run, command: str) -> None:
    words = newsdesk(command, "--help").out.split()
    assert words[words.index("--answerer") :][:5] == ["--answerer", "A", "Who", "answers:", f"{', '.join(Answerer)}."]
