"""A question shows what kind of answer it expects, and a sentence whether it offers one."""

import pytest

from bot.extraction.expectation import Kind, expected, head_asked_for, is_negated, offered
from index import stem


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who opened the harbour?", Kind.PERSON),
        ("When did the harbour open?", Kind.DATE),
        ("In which year did it open?", Kind.DATE),
        ("How many ships came?", Kind.NUMBER),
        ("What is the population of the town?", Kind.NUMBER),
        ("What is the old mill of Elmstad worth?", Kind.NUMBER),
        ("What does a ticket cost?", Kind.NUMBER),
        ("What is worth a visit?", Kind.THING),
        ("Where is the harbour?", Kind.PLACE),
        ("Which country built it?", Kind.PLACE),
        ("Why was it built?", Kind.REASON),
        ("How was it built?", Kind.MANNER),
        ("What is a pier?", Kind.THING),
        ("When it rained, many ships came. Where did they land?", Kind.PLACE),
        ("", Kind.THING),
    ],
)
def test_a_question_expects_a_kind_of_answer(question: str, kind: Kind) -> None:
    assert expected(question) is kind


@pytest.mark.parametrize(
    ("kind", "sentence", "strength"),
    [
        (Kind.PERSON, "It was opened by Ann Lee.", 1.0),
        (Kind.PERSON, "It was opened by the mayor.", 0.0),
        (Kind.PERSON, "The Harbour opened.", 0.0),  # asked about
        (Kind.DATE, "It opened in 1921.", 1.0),
        (Kind.DATE, "It opened on a Monday.", 1.0),
        (Kind.DATE, "It opened early.", 0.0),
        (Kind.NUMBER, "There came 40 ships.", 1.0),
        (Kind.NUMBER, "There came forty ships.", 0.7),
        (Kind.NUMBER, "There came ships.", 0.0),
        (Kind.PLACE, "It lies in Brandersund.", 1.0),
        (Kind.PLACE, "Its owner is Brandersund.", 0.5),
        (Kind.PLACE, "It lies there.", 0.0),
        (Kind.REASON, "It was built because of the storms.", 1.0),
        (Kind.THING, "The pier was built by Gull Ltd.", 1.0),
        (Kind.THING, "A pier is a bridge.", 0.0),
        (Kind.MANNER, "It was built by Ann.", 0.0),
    ],
)
def test_a_sentence_offers_an_answer_of_its_kind(kind: Kind, sentence: str, strength: float) -> None:
    assert offered(kind, sentence, {stem("harbour")}) == strength


@pytest.mark.parametrize(
    ("question", "head"),
    [("Which companies are named?", stem("companies")), ("What is it?", None), ("Who came?", None)],
)
def test_the_noun_asked_for_stands_behind_which(question: str, head: str | None) -> None:
    assert head_asked_for(question) == head


@pytest.mark.parametrize(
    ("text", "denies"),
    [("It did not open.", True), ("It didn’t open.", True), ("It never opened.", True), ("It opened a knot.", False)],
)
def test_a_denial_is_seen(text: str, denies: bool) -> None:
    assert is_negated(text) is denies
