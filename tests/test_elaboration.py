"""A sentence that enumerates makes a point of its own; one that refers back elaborates the one before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.extraction.elaboration import numbered, opens_a_point, refers_back
from index import Span, sentences


@pytest.mark.parametrize(
    "sentence",
    [
        "First, the wall is old.",
        "First of all, this dirty network is eavesdropping network.",
        "First and foremost the wall is old.",
        "Firstly, the wall is old.",
        "Second, this dirty network is a monopoly network.",
        "Secondly: the wall is old.",
        "third, the wall is old.",
        "And fourth, the wall is old.",
        "“Fifth, the wall is old.",
        "Finally, the wall is old.",
        "And finally, the wall is old.",
        "Lastly, the wall is old.",
        "Last but not least, the wall is old.",
        "In the second place the wall is old.",
        "To begin with, the wall is old.",
        "For one thing, the wall is old.",
        "For another, the wall is old.",
        "One, the wall is old.",
        "Two: the wall is old.",
        "Number three, the wall is old.",
        "Another reason is that the wall is old.",
        "My second point is that the wall is old.",
        "The final argument was the wall.",
        "1. The wall is old.",
        "12) The wall is old.",
        "(2) The wall is old.",
        "b) The wall is old.",
        "(iii) The wall is old.",
        "• The wall is old.",
        "“1. The wall is old.",
    ],
)
def test_what_enumerates_opens_a_point(sentence: str) -> None:
    assert opens_a_point(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The wall is old.",
        "First the wall fell, then the roof.",
        "First-time buyers, he said, wait.",
        "Second quarter results, he said, were bad.",
        "Third time lucky.",
        "The second wall is old.",
        "Secondary schools, too, are closed.",
        "Finally the wall fell.",
        "Oneself, one must mend.",
        "One of them, the oldest, fell.",
        "Two walls, both old, fell.",
        "At last, the wall fell.",
        "The reason is that the wall is old.",
        "That argument is old.",
        "In addition, the wall is old.",
        "Also, the wall is old.",
        "1.5 million people came.",
        "2020 was bad.",
        "(The wall is old.)",
        "I. M. Pei built it.",
        "Huawei has repeatedly made it clear.",
        "It was the first, he said.",
        "",
    ],
)
def test_what_only_goes_on_opens_none(sentence: str) -> None:
    assert not opens_a_point(sentence)


@pytest.mark.parametrize(
    ("sentence", "goes_on"),
    [
        ("It cost nine million.", True),
        ("Their ships left.", True),
        ("Those who came left.", True),
        ("Item by item was sold.", False),
        ("Ships left it.", False),
        ("it is small print", False),
    ],
)
def test_what_refers_back_begins_with_a_pronoun(sentence: str, goes_on: bool) -> None:
    assert refers_back(sentence) is goes_on


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("1. Pay. 2. Go.", ["1. Pay.", "2. Go."]),
        ("Pay. Go. 3.", ["Pay.", "Go.", "3."]),
        ("First, pay. Second, go.", ["First, pay.", "Second, go."]),
    ],
)
def test_a_number_is_no_sentence_of_its_own(text: str, joined: list[str]) -> None:
    assert [span.of(text) for span in numbered(text, sentences(text))] == joined


def test_a_number_belongs_only_to_what_stands_right_behind_it() -> None:
    text = "1. Somebody else speaks. Pay."
    assert numbered(text, [Span(0, 2), Span(25, 29)]) == [Span(0, 2), Span(25, 29)]


@given(st.text("1.2() PayGo•\n", max_size=80))
def test_numbers_are_joined_without_losing_a_character(text: str) -> None:
    before, after = sentences(text), numbered(text, sentences(text))
    assert "".join("".join(span.of(text).split()) for span in after) == "".join(text.split())
    assert {span.end for span in after} <= {span.end for span in before}
