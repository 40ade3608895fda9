"""What a question or a query quotes must stand so in what is found."""

import json

import pytest

from bot.answer import Answer, Outcome
from bot.desk import Desk
from bot.notices import unheld
from bot.request import Request, Turn
from index import SHARED, Scope

ARTICLES = (
    {"id": "tax", "title": "Tax", "text": "Ann Jones said the harbour tax would rise in June.", "source": "Wire"},
    {
        "id": "toll",
        "title": "Toll",
        "text": "Ann Jones said the tax on the harbour was a fair deal.",
        "source": "The Post",
    },
    {"id": "film", "title": "The Long Night", "text": "Zoe Marsh directed it in Rome, at night.", "source": "Wire"},
)


@pytest.fixture
def library(desk: Desk) -> Desk:
    file = desk.ledger.home / "articles.jsonl"
    file.write_text("\n".join(map(json.dumps, ARTICLES)))
    desk.index(SHARED, [str(file)])
    return desk


def found(desk: Desk, query: str, scope: Scope | None = None) -> set[str]:
    return {hit.article.id for hit in desk.search(query, (SHARED,), 10, scope).hits}


def cited(answer: Answer) -> set[str]:
    return {citation.article.id for citation in answer.citations}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('"harbour tax"', {"tax"}),
        ("“harbour tax”", {"tax"}),
        ("'harbour tax'", {"tax"}),
        ("harbour tax", {"tax", "toll", "film"}),
        ('"tax on the harbour"', {"toll"}),
        ('"Ann Jones"', {"tax", "toll"}),
        ('"Ann Jones" "in June"', {"tax"}),
        ('"the long night"', {"film"}),
        ('"The Post"', {"toll"}),
        ('"harbour taxes"', set()),
        ('"purple elephants"', set()),
        ('"purple elephants" "harbour tax"', set()),
    ],
)
def test_a_search_finds_what_holds_all_it_quotes(library: Desk, query: str, expected: set[str]) -> None:
    assert found(library, query) == expected


@pytest.mark.parametrize(("least", "expected"), [(0, {"tax", "toll", "film"}), (1, {"tax", "toll"}), (2, set())])
def test_a_scope_says_how_many_phrases_must_be_held(library: Desk, least: int, expected: set[str]) -> None:
    scope = Scope(phrases=("harbour tax", "fair deal"), least_phrases=least)
    assert found(library, "harbour tax", scope) == expected


def test_what_holds_a_phrase_comes_first_where_it_is_only_preferred(library: Desk) -> None:
    hits = library.search("harbour", (SHARED,), 10, Scope(phrases=("directed it",))).hits
    scores = {hit.article.id: hit.score for hit in library.search("harbour", (SHARED,), 10).hits}
    assert {hit.article.id: round(hit.score - scores[hit.article.id], 6) for hit in hits} == {
        "film": 0.15,
        "tax": 0.0,
        "toll": 0.0,
    }


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did Ann Jones say about the “harbour tax”?", {"tax"}),
        ('What did Ann Jones say about the "harbour tax"?', {"tax"}),
        ("What did Ann Jones say about the 'harbour tax'?", {"tax"}),
        ('What did Ann Jones say about the "fair deal"?', {"toll"}),
        ("What did Ann Jones say about the harbour tax?", {"tax", "toll"}),
        ('What did "Ann Jones" say about the harbour tax?', {"tax", "toll"}),
        ('Who directed "The Long Night" in Rome?', {"film"}),
    ],
)
def test_an_answer_rests_on_what_holds_the_phrase(library: Desk, question: str, expected: set[str]) -> None:
    assert cited(library.ask(question, (SHARED,))) == expected


@pytest.mark.parametrize(
    "question", ['Who wants a "purple harbour tax"?', 'Did Ann Jones say the "tax harbour" would rise?']
)
def test_a_phrase_that_is_nowhere_is_named_and_the_closest_are_shown(library: Desk, question: str) -> None:
    answer = library.ask(question, (SHARED,))
    assert (answer.outcome, answer.citations) == (Outcome.NOT_FOUND, ())
    assert answer.closest
    assert unheld(answer) == f"No passage holds “{answer.missing[0]}” in these words."


def test_what_is_not_found_for_another_reason_names_no_phrase(library: Desk) -> None:
    answer = library.ask("What did Bob Lee say?", (SHARED,))
    assert (answer.outcome, unheld(answer)) == (Outcome.NOT_FOUND, None)


def test_a_phrase_of_the_conversation_holds_in_a_follow_up(library: Desk) -> None:
    history = (Turn("user", "What did Bob Lee say about the “harbour tax”?"), Turn("assistant", "He said nothing. [1]"))
    answer = library.ask(Request("And Ann Jones?", history), (SHARED,))
    assert answer.understood == "What did Ann Jones say about the “harbour tax”?"
    assert cited(answer) == {"tax"}
