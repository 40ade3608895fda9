"""Who holds an office, and who only stands near it."""

import pytest

from index import head_of, holds_office, without_articles, words_of


@pytest.mark.parametrize(
    ("phrase", "asked", "holds"),
    [
        ("President Joe Park", "the president", True),
        ("Ann Jones, the mayor of Rome", "the mayor of Rome", True),
        ("Dana Hill, the president's spokeswoman", "the president", False),
        ("Dana Hill, spokeswoman for the president", "the president", False),
        ("former President Joe Park", "the president", False),
        ("Vice President Joe Park", "the president", False),
        ("Deputy Mayor Ann Jones", "the deputy mayor", True),
        ("President Joe Park", "Joe", False),
        ("", "the president", False),
        ("President", "", False),
    ],
)
def test_an_office_is_of_who_holds_it(phrase: str, asked: str, holds: bool) -> None:
    assert holds_office(phrase, asked) == holds


@pytest.mark.parametrize(
    ("phrase", "head"), [("the Vatican spokesman", "spokesman"), ("the mayor of Rome", "mayor"), ("Ann Jones", "")]
)
def test_the_head_of_an_office_stands_before_of(phrase: str, head: str) -> None:
    assert head_of(words_of(phrase)) == head


def test_leading_articles_are_left_out_unless_nothing_else_is_there() -> None:
    assert without_articles(["the", "a", "mayor"]) == ["mayor"]
    assert without_articles(["the"]) == ["the"]
