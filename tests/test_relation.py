"""What speaks only of the names of a question, or of none of them, does not answer it."""

import pytest
from asked_questions import question, ranked, sentence

from bot.extraction.relation import is_of_others, unheld_relation
from bot.extraction.selection import selected


@pytest.mark.parametrize(
    ("asked", "text", "of_others"),
    [
        ("Who built the Gull?", "Ann Lee built the Tern.", True),
        ("Who built the Gull?", "Ann Lee built the Gull.", False),
        ("Who built the Gull of Elmstad?", "Ann Lee built the Gull.", False),  # in part
        ("Who built the pier of Elmstad?", "Ann Lee built the pier.", False),
        ("Who built the ferry?", "Ann Lee built the Tern.", False),  # no name is asked about
        ("WHO BUILT THE FERRY?", "Ann Lee built a ferry.", False),
    ],
)
def test_what_holds_no_name_of_a_question_is_of_others(asked: str, text: str, *, of_others: bool) -> None:
    assert is_of_others(question(asked), [sentence(text)]) is of_others


@pytest.mark.parametrize(
    ("asked", "text", "words"),
    [
        ("Who painted the Gull?", "The Gull left in May.", ("painted",)),
        ("Who painted the Gull?", "Ann Lee paints the Gull.", ()),
        ("When did the Gull sink off the reef?", "The Gull passed the reef in May.", ()),  # some of it
        ("How tall is the Gull?", "The Gull has 30 metres.", ()),
        ("Which ferry did Ann Lee paint?", "The ferry of Ann Lee left in May.", ()),
        ("Who painted the ferry?", "The ferry left in May.", ()),
    ],
)
def test_a_relation_that_nothing_holds_is_seen(asked: str, text: str, words: tuple[str, ...]) -> None:
    assert unheld_relation(question(asked), [sentence(text)]) == words


def test_what_only_has_the_names_is_partial() -> None:
    assert selected(question("Who painted the Gull?"), ranked(sentence("The Gull left in May."))).missing == (
        "painted",
    )


def test_what_has_none_of_the_names_is_no_answer() -> None:
    assert selected(question("Who painted the Gull?"), ranked(sentence("Ann Lee painted the Tern."))).chosen == ()
