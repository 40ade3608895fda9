"""A source that is asked for answers before others."""

import json

import pytest
from asked_questions import ranked, sentence

from bot.answer import Outcome
from bot.desk import Desk
from bot.extraction.judging import Judged
from bot.extraction.preference import quoting
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


def test_a_sentence_with_a_quoted_phrase_comes_first_and_answers() -> None:
    best, held = (
        Judged(sentence("Lee did not resign."), 2.0, True),
        Judged(sentence("“I will not resign.”"), 1.0, False),
    )
    found = quoting(("I will not resign",), [best, held])
    assert [one.candidate.text for one in found] == ["“I will not resign.”", "Lee did not resign."]
    assert found[0].answers


def test_sentences_stay_in_order_where_none_holds_the_phrase_or_none_answers() -> None:
    judged = ranked(sentence("Lee did not resign."), sentence("Rain fell."))
    assert quoting(("I will not resign",), judged) == judged
    silent = ranked(sentence("Lee did not resign."), sentence("“I will not resign.”"), answers=False)
    assert quoting(("I will not resign",), silent) == silent
