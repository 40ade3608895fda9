"""Sentences are found with exact offsets, and nothing is left out."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.segmentation import sentences


def texts(text: str) -> list[str]:
    return [sentence.of(text) for sentence in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("Mr. Smith left on Jan. 5. He came back.", ["Mr. Smith left on Jan. 5.", "He came back."]),
        ("They suppress non-U.S. enterprises. Often.", ["They suppress non-U.S. enterprises.", "Often."]),
        ("It grew 3.5 percent. Nice.", ["It grew 3.5 percent.", "Nice."]),
        ("A heading\n\nA sentence.", ["A heading", "A sentence."]),
        ("😀 Smile. Again 😀.", ["😀 Smile.", "Again 😀."]),
        ("日本語。次の文。", ["日本語。", "次の文。"]),
        ("", []),
        (" \n\t\n ", []),
    ],
)
def test_a_text_is_cut_into_its_sentences(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def test_a_paragraph_ends_at_an_empty_line() -> None:
    assert [sentence.paragraph for sentence in sentences("A one. A two.\n\nB one.")] == [0, 0, 1]


def test_a_line_break_inside_a_sentence_ends_nothing() -> None:
    assert texts("The long\nsentence goes on.") == ["The long\nsentence goes on."]


@given(st.text())
def test_sentences_hold_every_character_but_white_space(text: str) -> None:
    held = "".join(texts(text))
    assert "".join(held.split()) == "".join(text.split())


@given(st.text())
def test_sentences_follow_one_another_and_never_overlap(text: str) -> None:
    found = sentences(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
