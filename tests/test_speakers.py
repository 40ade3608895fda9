"""A statement belongs to whoever is asked about only if it is that person's or body's own."""

import pytest

from bot.speakers import is_by
from index import Span, Utterance


def said_by(described: str) -> Utterance:
    return Utterance(described, described, "said", "indirect", (Span(0, 1),))


@pytest.mark.parametrize(
    ("described", "asked"),
    [
        ("Chinas Foreign Ministry spokesman Zhao Lijian", "Zhao Lijian"),
        ("Chinas Foreign Ministry spokesman Zhao Lijian", "zhao lijian"),
        ("Chinas Foreign Ministry spokesman Zhao Lijian", "Zhao"),
        ("Chinas Foreign Ministry spokesman Zhao Lijian", "the Foreign Ministry"),
        ("relevant people in the US State Department", "US State Department"),
        ("A spokesman for the White House", "White House"),
        ("South Korea", "South Korea"),
    ],
)
def test_somebody_is_meant_by_the_words_of_their_name(described: str, asked: str) -> None:
    assert is_by(said_by(described), asked)


@pytest.mark.parametrize(
    ("described", "asked"),
    [
        ("Zhao Lijian", "Zhao Ziyang"),
        ("South Korea", "North Korea"),
        ("A lawyer for Ann Jones", "Ann Jones"),
        ("A critic of the White House", "the White House"),
        ("The brother of Ann Jones", "Ann Jones"),
        ("the report", "the"),
        ("US State Department", ""),
    ],
)
def test_nobody_is_meant_by_the_words_of_another(described: str, asked: str) -> None:
    assert not is_by(said_by(described), asked)
