"""A phrase of time is found with its preposition and with the sentence around it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.times.phrases import MOST, Relation, phrases, unquoted

TODAY = date(2022, 6, 16)  # a Thursday


@pytest.mark.parametrize(
    ("line", "words", "relation", "days"),
    [
        ("Did it rain on Monday?", "on Monday", Relation.WITHIN, "2022-06-13"),
        ("Has it rained since Monday?", "since Monday", Relation.SINCE, "2022-06-13"),
        ("Has it rained since the summit of the 14th?", "since the summit of the 14th", Relation.SINCE, "2022-06-14"),
        ("Did it rain after a game on Monday?", "after a game on Monday", Relation.AFTER, "2022-06-13"),
        ("Did it rain before June?", "before June", Relation.BEFORE, "2022-06-01 to 2022-06-30"),
        ("Did it rain until May 2?", "until May 2", Relation.UNTIL, "2022-05-02"),
        ("Is it dry as of Monday?", "as of Monday", Relation.AS_OF, "2022-06-13"),
        ("Rain from May 2 onwards", "from May 2 onwards", Relation.SINCE, "2022-05-02"),
        ("Rain between May 2 and May 9", "between May 2 and May 9", Relation.WITHIN, "2022-05-02 to 2022-05-09"),
        ("Rain from Monday to Wednesday", "from Monday to Wednesday", Relation.WITHIN, "2022-06-13 to 2022-06-15"),
        ("Rain between October and May", "between October and May", Relation.WITHIN, "2021-10-01 to 2022-05-31"),
        ("From June 20 to May 2, 2021", "From June 20 to May 2, 2021", Relation.WITHIN, "2020-06-20 to 2021-05-02"),
        ("Rain between 2019 and 2021", "between 2019 and 2021", Relation.WITHIN, "2019-01-01 to 2021-12-31"),
        ("DID IT RAIN YESTERDAY", "YESTERDAY", Relation.WITHIN, "2022-06-15"),
    ],
)  # fmt: skip
def test_a_phrase_has_its_preposition_and_its_days(line: str, words: str, relation: Relation, days: str) -> None:
    found = [(phrase.words, phrase.relation, str(phrase.days)) for phrase in phrases(line, TODAY)]
    assert found == [(words, relation, days)]


def test_the_sentence_around_a_phrase_ends_where_the_next_begins() -> None:
    (phrase,) = phrases("The dam broke. Did it rain on Monday in Ulm? Who will pay?", TODAY)
    assert (phrase.before, phrase.after) == ("Did it rain ", " in Ulm? ")


def test_days_before_a_noun_describe_it() -> None:
    assert [phrase.describes for phrase in phrases("the 2020 election, and rain in 2021 about noon", TODAY)] == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    "line", ['Who sang "It rained yesterday"?', "Who sang “It rained yesterday”?", "Who sang 'It rained yesterday'?"]
)
def test_quoted_words_are_not_read(line: str) -> None:
    assert phrases(line, TODAY) == ()


def test_a_question_all_in_quotation_marks_is_read() -> None:
    assert [phrase.words for phrase in phrases('"Did it rain yesterday?"', TODAY)] == ["yesterday"]


def test_an_apostrophe_quotes_nothing() -> None:
    assert [phrase.words for phrase in phrases("Did the workers’ union strike yesterday at Ford’s?", TODAY)] == [
        "yesterday"
    ]


def test_no_more_phrases_are_read_than_a_question_has() -> None:
    assert len(phrases("on Monday " * 100, TODAY)) <= MOST


@given(st.text(max_size=200))
def test_leaving_out_quotes_moves_nothing(line: str) -> None:
    assert len(unquoted(line)) == len(line)
