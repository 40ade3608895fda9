"""Several libraries are asked as if they were one, and no other is looked at."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from bot.answer import Answer, Outcome
from bot.desk import Desk
from bot.forms import answer_form
from bot.request import Request
from bot.verification.quotes import Verdict
from index import SHARED, Scope, diverse

OWN, OTHER = "discord-1", "discord-2"
BOTH = (SHARED, OWN)
CANARY = "zanzibarium"


@pytest.fixture
def filled(desk: Desk) -> Desk:
    put(desk, SHARED, harbour="The harbour opened in 1912. Ann Lee said that the harbour would close in winter.")
    put(desk, OWN, club="The club bought a ferry in 2019. Ann Lee said that the ferry of the club leaks.")
    put(
        desk, OTHER, club=f"The club hid {CANARY} in 1999. Ann Lee said that {CANARY} of the club glows in the harbour."
    )
    return desk


def put(desk: Desk, library: str, **texts: str) -> None:
    file = desk.ledger.home / f"{library}.jsonl"
    file.write_text("\n".join(json.dumps({"id": name, "title": name, "text": text}) for name, text in texts.items()))
    desk.index(library, [file])


def cited(answer: Answer) -> set[tuple[str, str]]:
    return {citation.article.key for citation in answer.citations}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("When did the harbour open?", {(SHARED, "harbour")}),
        ("When did the club buy a ferry?", {(OWN, "club")}),
        ("What did Ann Lee say?", {(SHARED, "harbour"), (OWN, "club")}),
    ],
)
def test_each_library_answers_for_what_it_holds(filled: Desk, question: str, expected: set[tuple[str, str]]) -> None:
    answer = filled.ask(question, BOTH)
    assert (answer.outcome, cited(answer)) == (Outcome.ANSWERED, expected)
    assert answer.freshness.articles == 2


def every_way(desk: Desk, libraries: tuple[str, ...]) -> dict[str, Callable[[], Any]]:
    return {
        "a fact": lambda: answer_form(desk.ask("What did the club hide in 1999?", libraries)) | {"question": ""},
        "not found": lambda: answer_form(desk.ask("Who stole the moon?", libraries)),
        "words of it": lambda: [hit.article.text for hit in desk.search(CANARY, libraries, 20).hits],
        "an article of that id": lambda: [
            hit.article.text for hit in desk.search("club", libraries, 20, Scope(articles=((OTHER, "club"),))).hits
        ],
        "a speaker": lambda: answer_form(desk.ask("What did Ann Lee say about the club?", libraries)),
        "all that was said": lambda: desk.said("Ann Lee", libraries),
        "timeline": lambda: desk.timeline("Ann Lee", libraries),
        "verify": lambda: desk.verify("The club hid it in 1999", libraries).matches,
        "titles": lambda: desk.articles(libraries).articles,
        "an article": lambda: desk.article(libraries, "club"),
        "status": lambda: desk.status(libraries),
    }


WAYS = list(every_way(None, ()))  # type: ignore[arg-type]


@pytest.mark.parametrize("libraries", [BOTH, (SHARED,), (OWN,)])
@pytest.mark.parametrize("way", WAYS)
def test_words_of_another_library_are_shown_in_no_way(filled: Desk, libraries: tuple[str, ...], way: str) -> None:
    shown = repr(every_way(filled, libraries)[way]())
    assert CANARY not in shown
    assert f"'{OTHER}'" not in shown


@pytest.mark.parametrize("way", [way for way in WAYS if way not in ("not found", "status")])
def test_the_same_words_are_shown_to_their_own_library(filled: Desk, way: str) -> None:
    assert CANARY in repr(every_way(filled, (OTHER,))[way]())


def test_one_id_in_two_libraries_is_two_articles(desk: Desk) -> None:
    put(desk, SHARED, a="The harbour opened in 1912.")
    put(desk, OWN, a="The harbour was sold in 1950. The harbour opened in 1912.")
    hits = desk.search("harbour", BOTH, 10).hits
    assert {hit.article.key: hit.context.passages[0].text for hit in hits} == {
        (SHARED, "a"): "The harbour opened in 1912.",
        (OWN, "a"): "The harbour was sold in 1950. The harbour opened in 1912.",
    }


def test_a_question_can_be_limited_to_the_article_of_one_library(desk: Desk) -> None:
    put(desk, SHARED, a="The harbour opened in 1912.")
    put(desk, OWN, a="The harbour opened in 1913.")
    answer = desk.ask(Request("When did the harbour open?", articles=((OWN, "a"),)), BOTH)
    assert cited(answer) == {(OWN, "a")}


SAME = "The harbour opened in 1912. Ann Lee said that the harbour would close in winter."


@pytest.mark.parametrize("question", ["When did the harbour open?", "What did Ann Lee say about the harbour?"])
def test_an_article_that_stands_in_both_is_cited_once(desk: Desk, question: str) -> None:
    put(desk, SHARED, a=SAME)
    put(desk, OWN, b=SAME)
    answer = desk.ask(question, BOTH)
    assert len(answer.statements) == len({statement.text for statement in answer.statements}) > 0
    assert len(cited(answer)) == 1


def test_an_article_that_stands_in_both_is_looked_at_once(desk: Desk) -> None:
    put(desk, SHARED, a=SAME)
    put(desk, OWN, b=SAME)
    assert len(desk.said("Ann Lee", BOTH)) == len(desk.timeline("Ann Lee", BOTH).undated) == 1
    assert len(desk.verify("the harbour would close in winter", BOTH).matches) == 1
    assert len({hit.article.key for hit in diverse(desk.search("harbour", BOTH, 10).hits, 10)}) == 1


@pytest.mark.parametrize("libraries", [("nowhere", OWN), (OWN, "nowhere"), (OWN, OWN)])
def test_a_library_that_is_not_there_changes_nothing(filled: Desk, libraries: tuple[str, ...]) -> None:
    found, alone = filled.search("club ferry", libraries, 10), filled.search("club ferry", (OWN,), 10)
    assert found.hits == alone.hits


def test_no_library_at_all_answers_nothing(filled: Desk) -> None:
    answer = filled.ask("When did the harbour open?", ())
    assert (answer.outcome, answer.freshness.articles) == (Outcome.NOT_FOUND, 0)
    assert filled.verify("the harbour", ()).verdict is Verdict.ABSENT
    assert filled.said("Ann Lee", ()) == []


def test_two_libraries_are_ranked_as_one_would_be(desk: Desk) -> None:
    texts = {f"a{at}": f"The harbour number {at} opened. Rain fell {at * 7} times on ferry {at}." for at in range(12)}
    put(desk, "all", **texts)
    put(desk, SHARED, **dict(list(texts.items())[::2]))
    put(desk, OWN, **dict(list(texts.items())[1::2]))
    whole, parted = (desk.search("ferry 5 in the rain", libraries, 12) for libraries in (("all",), BOTH))
    assert [hit.passage.text for hit in parted.hits] == [hit.passage.text for hit in whole.hits]
    assert [hit.score for hit in parted.hits] == pytest.approx([hit.score for hit in whole.hits], abs=1e-6)
    assert [hit.why.dense_rank for hit in parted.hits] == [hit.why.dense_rank for hit in whole.hits]
