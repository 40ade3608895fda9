"""A quote is told apart from the words that say whose it is."""

import pytest

from bot.verification.attributions import attributed


@pytest.mark.parametrize(
    ("asked", "quoted", "frame"),
    [
        ("Berg said: “We will not sell.”", "We will not sell.", ["Berg said: "]),
        ('"We will not sell," Berg said on Friday.', "We will not sell,", [" Berg said on Friday."]),
        ("Berg, on Friday: «We will not sell» to them", "We will not sell", ["Berg, on Friday: ", " to them"]),
        ("“We will not sell,'' Berg said", "We will not sell,", [" Berg said"]),
        ("We will not sell\n— Jon Berg, Friday", "We will not sell", ["— Jon Berg, Friday"]),
        ("We – all of us – will not sell - Berg", "We – all of us – will not sell", ["- Berg"]),
    ],
)
def test_what_stands_outside_the_marks_is_the_frame(asked: str, quoted: str, frame: list[str]) -> None:
    found = attributed(asked)
    assert found is not None
    assert found.quoted.of(asked) == quoted
    assert [span.of(asked) for span in found.frame] == frame


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "We will not sell",
        "We will not sell — ever",
        "Not now - 3",
        "— Berg",
        "well-known Berg",
        "“We will not sell.”",
        "“We will,” Berg said. “Not now.”",
        "““”",
    ],
)
def test_without_one_quote_and_a_frame_there_is_no_attribution(asked: str) -> None:
    assert attributed(asked) is None


@pytest.mark.parametrize(("asked", "weighty"), [("He spoke of “gaps” in command", False), ("He said “no deal”", True)])
def test_a_word_or_two_in_marks_are_not_what_was_said(asked: str, weighty: bool) -> None:
    found = attributed(asked)
    assert found is not None
    assert found.is_weighty is weighty


@pytest.mark.parametrize(
    ("asked", "weighty"),
    [
        ("“I object,” said Mayor Jon Berg on Friday.", True),
        ("On 3 May, Berg announced: “I object”", True),
        ("He felt that “I object” was rude of them", False),
    ],
)
def test_two_words_are_what_was_said_where_all_else_attributes_them(asked: str, weighty: bool) -> None:
    found = attributed(asked)
    assert found is not None
    assert found.is_weighty is weighty
