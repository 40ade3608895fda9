"""A source that is asked for answers before others."""

import json

import pytest

from bot.answer import Outcome
from bot.desk import Desk
from index import SHARED

ARTICLES = (
    {"id": "reuters", "text": "The harbour tax rose in June, the mayor told reporters.", "source": "Reuters"},
    {"id": "ap", "text": "The tax on the harbour rose in May.", "source": "AP"},
)


@pytest.fixture
def library(desk: Desk) -> Desk:
    file = desk.ledger.home / "articles.jsonl"
    file.write_text("\n".join(json.dumps({"title": "Tax"} | article) for article in ARTICLES))
    desk.index(SHARED, [str(file)])
    return desk


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which tax rose, according to the AP?", {"ap"}),
        ("Which tax rose, according to Reuters?", {"reuters"}),
        ("Which harbour tax rose, as reported by Reuters?", {"reuters"}),
        ("Which tax rose?", {"ap", "reuters"}),
        ("Which harbour tax rose, according to Reuters and according to the AP?", {"ap", "reuters"}),
    ],
)
def test_the_source_asked_for_answers_alone(library: Desk, question: str, expected: set[str]) -> None:
    answer = library.ask(question, (SHARED,))
    assert {citation.article.id for citation in answer.citations} == expected


def test_a_source_that_is_cited_is_not_missing(library: Desk) -> None:
    answer = library.ask("Which tax rose, according to the AP?", (SHARED,))
    assert (answer.outcome, answer.missing) == (Outcome.ANSWERED, ())


def test_a_title_is_no_name_that_is_missing(library: Desk) -> None:
    answer = library.ask("Which harbour tax rose for Mr. Quill?", (SHARED,))
    assert answer.missing == ("Quill",)
