"""Sentences become statements that are cited, each a point or an elaboration of the one before."""

import pytest
from asked_questions import hit
from conftest import an_article

from bot.answer import Statement
from bot.extraction.candidates import candidates
from bot.extraction.quoting import sentences_quoted, speech_quoted
from bot.extraction.showing import shown
from bot.speaking.attributed import Statement as Said
from bot.speaking.reported import Reported
from bot.speaking.said import Told
from index import Passage, Span, sentences


def elaborating(statements: tuple[Statement, ...]) -> list[bool]:
    return [statement.elaborates for statement in statements]


def spoken(text: str, *utterances: tuple[int, int]) -> tuple[Statement, ...]:
    """Return what is quoted of a text of which each utterance has the sentences from one number to another."""
    article = an_article(text)
    passage = Passage("p", article.id, 0, 0, len(text), text)
    spans = [Span(span.start, span.end) for span in sentences(text)]
    said = tuple(Said(tuple(spans[first:last]), "Ann Lee") for first, last in utterances)
    return speech_quoted([Told(Reported(article, (passage,), ()), said)])[0]


def test_the_first_sentence_of_an_utterance_and_each_that_enumerates_are_points() -> None:
    text = "Lee spoke. First, pay. It is fair. Second, go. She left. Lee added no. It rained."
    made = spoken(text, (0, 5), (5, 7))
    assert elaborating(made) == [False, False, True, False, True, False, True]
    assert [statement.utterance for statement in made] == [1] * 5 + [2] * 2


def test_utterances_of_several_articles_are_told_apart() -> None:
    text = "Lee spoke."
    said = (Said((Span(0, 10),), "Ann Lee"),)
    told = [Told(Reported(an_article(text, id=name), (Passage("p", name, 0, 0, 10, text),), ()), said) for name in "ab"]
    assert [statement.utterance for statement in speech_quoted(told)[0]] == [1, 2]


def test_five_points_are_told_and_what_comes_behind_them_goes_on() -> None:
    made = spoken(
        "Lee spoke. She ran. She sat. She ate. She won. She lost. It hurt.", *[(at, at + 1) for at in range(7)]
    )
    assert elaborating(made) == [False] * 5 + [True] * 2
    assert [statement.utterance for statement in made] == [1, 2, 3, 4, 5, 5, 5]


def test_a_number_and_what_it_numbers_are_one_statement() -> None:
    made = spoken("Lee spoke. 1. Pay. 2. Go now.", (0, 9))
    assert [(statement.text, statement.elaborates) for statement in made] == [
        ("Lee spoke.", False),
        ("1. Pay.", False),
        ("2. Go now.", False),
    ]


@pytest.mark.parametrize(
    ("chosen", "elaborates"),
    [
        ((0, 1), [False, True]),
        ((0, 1, 2), [False, True, True]),
        ((1,), [False]),
        ((1, 0), [False, False]),
        ((0, 2), [False, False]),  # what it refers to is not shown
        ((0, 3), [False, False]),
        ((2, 3), [False, False]),
    ],
)
def test_a_fact_is_a_point_unless_it_goes_on_about_the_one_shown_right_before(
    chosen: tuple[int, ...], elaborates: list[bool]
) -> None:
    found = candidates([hit("Storms broke the wall. It cost nine million. This was too much. Ships left.")])
    statements, _ = sentences_quoted(shown(found[at]) for at in chosen)
    assert elaborating(statements) == elaborates


def test_a_fact_of_another_article_elaborates_nothing() -> None:
    one, other = candidates([hit("Storms broke the wall."), hit("It cost nine million.", "other")])
    assert elaborating(sentences_quoted([shown(one), shown(other)])[0]) == [False, False]
