"""Words that tell the same of an event are known as such, and those near a figure tell what it is of."""

import pytest

from bot.extraction.predicates import governing, told
from index import Span


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("how many died", "killing 17"),
        ("the sinking", "it sank"),
        ("lost power", "without electricity"),
        ("how many jobs will it cut", "it laid off 40"),
        ("the mill burned", "a fire"),
        ("paid", "bought"),
    ],
)
def test_some_words_tell_the_same(one: str, other: str) -> None:
    assert told(one) & told(other)


@pytest.mark.parametrize(
    ("one", "other"), [("killed", "injured"), ("opened", "closed"), ("rose", "fell"), ("cut power", "prices were cut")]
)
def test_others_do_not(one: str, other: str) -> None:
    assert not told(one) & told(other)


@pytest.mark.parametrize(
    ("text", "figure", "name"),
    [
        ("It killed the captain and injured 19 people.", "19", "hurt"),
        ("It sank on Friday, killing 17 people.", "17", "kill"),
        ("The death toll of the fire rose to six.", "six", "kill"),
        ("It has 40 rooms.", "40", None),
    ],
)
def test_a_figure_is_of_what_is_told_next_to_it(text: str, figure: str, name: str | None) -> None:
    at = text.index(figure)
    assert governing(text, Span(at, at + len(figure))) == name
