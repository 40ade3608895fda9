"""A question that asks several things has parts, and each is answered by what has what it asks for."""

import pytest
from asked_questions import question, sentence

from bot.extraction.parts import is_answered, parts

CITED = sentence(
    "The pier was opened in 1921 by Ann Lee.", title="Elmstad", source="The Bay Times", published="2022-06-01"
)


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("Who opened it and when was it closed?", ("Who opened it", "when was it closed")),
        ("Who opened it, and in which year?", ("Who opened it", "in which year")),
        ("Who came and went?", ()),
        ("I came and who went?", ()),  # only one part asks
        ("Who and who and who and who and who?", ()),  # that many are no question
    ],
)
def test_a_question_has_parts(asked: str, wanted: tuple[str, ...]) -> None:
    assert parts(asked) == wanted


@pytest.mark.parametrize(
    ("part", "answered"),
    [
        ("when was the pier opened", True),
        ("how many opened the pier", True),  # 1921 is a number too
        ("when was the pier closed", False),
        ("why was the pier opened", True),  # nothing shows whether a reason is one
    ],
)
def test_a_part_is_answered_by_what_speaks_of_it_and_has_its_kind(part: str, answered: bool) -> None:
    assert is_answered(question(f"Who came and {part}?"), part, [CITED]) is answered


@pytest.mark.parametrize(
    ("asked", "part", "text", "answered"),
    [
        ("When and where was Ann Lee born?", "When", "Ann Lee was born in Brand in 1921.", True),
        ("When and where was Ann Lee born?", "where was Ann Lee born", "Ann Lee was born in Brand in 1921.", True),
        ("When and where was Ann Lee born?", "When", "Ann Lee was born in Brand.", False),
        ("When and where was Ann Lee born?", "When", "Ann Lee opened the fair in 1921.", False),
        ("When and where was Ann Lee born?", "where was Ann Lee born", "Ann Lee was born on May 3, 1921.", False),
        ("How and why did the mill burn?", "How", "The mill did burn, killing 12.", False),
        ("How and why did the mill burn?", "why did the mill burn", "The mill did burn, killing 12.", False),
        ("How and why did the mill burn?", "How", "The mill did burn when a lamp fell.", True),
        ("How and why did the mill burn?", "why did the mill burn", "The mill did burn because of a lamp.", True),
    ],
)
def test_a_part_that_is_only_its_question_word_asks_that_of_the_whole(
    asked: str, part: str, text: str, *, answered: bool
) -> None:
    assert is_answered(question(asked), part, [sentence(text)]) is answered
