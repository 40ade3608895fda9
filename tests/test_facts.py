"""Questions about facts are answered with what articles say, marked; where they differ or deny, that is told."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.answer import Answer, Outcome
from bot.desk import Desk
from bot.request import Request
from index import SHARED

NOW = datetime(2022, 6, 10, tzinfo=UTC)
ARTICLES = [
    {
        **{"id": "times", "title": "Ferry lost", "source": "The Bay Times", "date": "2022-06-01"},
        "text": "Twelve people died on the ferry Gull off Elmstad. The ferry had left the harbour at noon.",
    },
    {
        **{"id": "post", "title": "More dead", "source": "The Elmstad Post", "date": "2022-06-03"},
        "text": "The ministry says 15 people died on the ferry Gull off Elmstad. The mayor did not open the fair.",
    },
    {
        **{"id": "wire", "title": "Pier", "source": "Wire", "date": "2021-07-10"},
        "text": "The southern pier of Elmstad was opened in 1921 by Ann Lee. Bob Stone won the regatta.",
    },
    {
        **{"id": "check", "title": "Check", "date": "2022-05-10"},
        "text": "A post claims that 80 swans drowned in the Elm canal. The claim is false. The canal is shallow.",
    },
    {**{"id": "old", "title": "Hall", "date": "2011-07-10"}, "text": "The hall has 300 seats."},
    {**{"id": "new", "title": "Hall", "date": "2021-07-10"}, "text": "The hall has 450 seats and a stage."},
]
Ask = Callable[..., Answer]


@pytest.fixture
def ask(desk: Desk, tmp_path: Path) -> Ask:
    """Ask a library of a few articles."""
    file = tmp_path / "news.jsonl"
    file.write_text("".join(json.dumps(article) + "\n" for article in ARTICLES))
    desk.index(SHARED, [file])
    return lambda question, now=NOW: desk.ask(Request(question, now=now), (SHARED,))


def sources(answer: Answer) -> list[str | None]:
    return [citation.article.source for citation in answer.citations]


def marks(answer: Answer) -> list[list[str]]:
    return [[span.of(statement.text) for span in statement.marked] for statement in answer.statements]


def test_the_words_that_answer_are_marked(ask: Ask) -> None:
    answer = ask("When was the southern pier of Elmstad opened?")
    assert (answer.outcome, marks(answer)) == (Outcome.ANSWERED, [["1921"]])


def test_articles_that_give_different_figures_stand_side_by_side(ask: Ask) -> None:
    answer = ask("How many people died on the ferry Gull?")
    assert {figure.words for figure in answer.differing} == {"Twelve", "15"}
    assert {figure.citation for figure in answer.differing} == {1, 2}
    for figure in answer.differing:
        assert figure.words in answer.citations[figure.citation - 1].quote
    assert all(marks(answer))


def test_a_comparing_question_sets_figures_against_each_other(ask: Ask) -> None:
    answer = ask("How do the Times and the Post differ on the number of people who died on the ferry Gull?")
    assert {figure.words for figure in answer.differing} == {"Twelve", "15"}
    assert {mark for marked in marks(answer) for mark in marked} == {"Twelve", "15"}


def test_figures_that_differ_are_marked_in_both_sentences_or_in_neither(ask: Ask) -> None:
    answer = ask("How many seats has the hall?")
    assert answer.differing == ()  # the articles are years apart
    assert len(answer.statements) == 2
    assert marks(answer) == [[], []]


@pytest.mark.parametrize(("question", "denying"), [("How many swans drowned?", (2,)), ("Did 80 swans drown?", ())])
def test_a_report_comes_with_what_takes_it_back(ask: Ask, question: str, denying: tuple[int, ...]) -> None:
    answer = ask(question)
    told = [statement.text for statement in answer.statements[:2]]
    assert told == ["A post claims that 80 swans drowned in the Elm canal.", "The claim is false."]
    assert (answer.denying, answer.statements[1].elaborates) == (denying, False)


def test_articles_that_agree_do_not_differ(ask: Ask) -> None:
    assert ask("When was the southern pier of Elmstad opened?").differing == ()


@pytest.mark.parametrize(
    ("question", "cited"),
    [
        ("How do the Times and the Post differ on the ferry Gull?", {"The Bay Times", "The Elmstad Post"}),
        ("What do the Times and the Post say about the ferry?", {"The Bay Times", "The Elmstad Post"}),
        ("What do The Bay Times and The Elmstad Post say about the ferry?", {"The Bay Times", "The Elmstad Post"}),
        ("Which outlets reported that people died on the ferry?", {"The Bay Times", "The Elmstad Post"}),
        ("What did the Times say about the ferry?", {"The Bay Times"}),
    ],
)
def test_several_articles_have_a_statement_each(ask: Ask, question: str, cited: set[str]) -> None:
    answer = ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert set(sources(answer)) == cited
    assert len(answer.statements) == len(cited)


def test_a_denied_premise_is_told(ask: Ask) -> None:
    answer = ask("When did the mayor open the fair?")
    assert [answer.citations[number - 1].quote for number in answer.denying] == ["The mayor did not open the fair."]


def test_what_stands_in_place_of_what_is_asked_is_told_and_the_rest_is_missing(ask: Ask) -> None:
    answer = ask("Who opened the northern pier of Elmstad?")
    assert (answer.outcome, answer.missing, answer.denying) == (Outcome.PARTLY, ("northern",), (1,))


def test_a_part_that_is_not_answered_is_missing(ask: Ask) -> None:
    answer = ask("Who opened the southern pier and when was it sold?")
    assert (answer.outcome, answer.missing) == (Outcome.PARTLY, ("when was it sold",))


def test_what_happened_after_the_newest_article_is_not_found_in_older_ones(ask: Ask) -> None:
    assert ask("Who won this year's regatta?").outcome is Outcome.ANSWERED
    later = ask("Who won this year's regatta?", NOW.replace(year=2024))
    assert (later.outcome, later.statements) == (Outcome.NOT_FOUND, ())
    assert later.closest


def test_a_short_name_of_a_source_asks_for_its_articles(ask: Ask) -> None:
    assert sources(ask("What did the Post report?")) == ["The Elmstad Post"]


def test_what_is_asked_for_comes_before_the_sentence_with_its_words(ask: Ask) -> None:
    answer = ask("When did the ferry Gull leave the harbour?")
    assert answer.statements[0].text == "The ferry had left the harbour at noon."


def test_a_day_alone_asks_for_what_happened_on_it(ask: Ask) -> None:
    assert sources(ask("What happened on June 3, 2022?")) == ["The Elmstad Post"]


def test_nothing_of_the_time_asked_for_shows_what_is_near_of_another(ask: Ask) -> None:
    answer = ask("How many people died on the ferry Gull yesterday?", NOW.replace(year=2024))
    assert (answer.outcome, answer.statements) == (Outcome.NOT_FOUND, ())
    assert "ferry" in answer.closest[0].quote
    assert "nothing of that time was found" in (answer.period or "")


def test_nobody_is_quoted_from_outside_the_time_asked_for(ask: Ask) -> None:
    answer = ask("What did the ministry say about the ferry yesterday?", NOW.replace(year=2024))
    assert (answer.outcome, answer.statements) == (Outcome.NOT_FOUND, ())
