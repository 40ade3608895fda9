"""A sentence of more than sixty words is trimmed where a clause ends, and never of what bears on the rest."""

import pytest
from asked_questions import question
from hypothesis import given
from hypothesis import strategies as st

from bot.extraction.trimming import MOST_WORDS, trimmed
from index import Span

HARBOUR = "Storms flooded the harbour of Elmstad and its old sheds on the north side"
MORE = "which was built of grey stone from the hills around the town and then paved with bricks that came by ship " * 2
LONG = f"{HARBOUR} for three days and three nights in the spring of the year, {MORE}as well as tar."


def shown(asked: str, text: str, *marked: str) -> str:
    spans = [Span(text.index(words), text.index(words) + len(words)) for words in marked]
    return trimmed(question(asked), text, spans).of(text)


def test_what_follows_the_clause_that_answers_is_left_out() -> None:
    assert len(LONG.split()) > MOST_WORDS
    assert shown("What flooded the harbour?", LONG) == LONG[: LONG.index(", which")]


def test_a_sentence_of_sixty_words_stays_whole() -> None:
    text = " ".join(["word"] * MOST_WORDS)
    assert shown("What flooded the harbour?", text) == text


@pytest.mark.parametrize(
    "ending",
    [
        ", which the mayor denies",
        ", which was not repaired",
        ", which holds if it rains",
        ", which holds unless it rains",
        ", which was so, the mayor said",
        ", which was so according to the mayor",
        ", which may be repaired",
        ", which cost as much as only the wind",
    ],
)
def test_what_denies_limits_or_attributes_is_never_left_out(ending: str) -> None:
    text = LONG.removesuffix(".") + ending + "."
    assert shown("What flooded the harbour?", text) == text


def test_the_words_that_answer_are_never_left_out() -> None:
    text = LONG.replace("as well as tar", "and opened in 1921")
    assert shown("When did the harbour open?", text, "1921") == text


def test_an_answer_that_may_stand_in_what_would_be_left_out_keeps_it() -> None:
    text = LONG.replace("as well as tar", "and opened in 1921")
    assert shown("When was the harbour flooded?", text) == text


def test_a_clause_that_stands_alone_is_shown_without_what_is_before_it() -> None:
    before = MORE.capitalize().replace("Which", "It")
    text = f"{before}of the kinds of things from the hills around; {HARBOUR} for three days."
    assert shown("What flooded the harbour?", text) == f"{HARBOUR} for three days."


def test_brackets_and_quotations_are_not_opened() -> None:
    text = LONG.replace("in the spring", "(in the spring").replace("as well as tar", "as well as tar)")
    assert shown("What flooded the harbour?", text) == text


def test_a_subject_is_not_left_without_its_verb() -> None:
    text = f"The harbour, {MORE}as well as tar, was flooded by storms."
    assert shown("What about the harbour?", text) == text


def test_an_explanation_stays_whole() -> None:
    assert shown("Why was the harbour flooded?", LONG) == LONG


@given(
    st.lists(
        st.sampled_from(["rain", "harbour", "not", ";", ",", "which", "was", "(", ")", "and he", "said"]), max_size=120
    )
)
def test_a_part_is_within_its_text(words: list[str]) -> None:
    text = " ".join(words)
    part = trimmed(question("What flooded the harbour?"), text, ())
    assert 0 <= part.start <= part.end <= len(text)
    assert part == Span(0, len(text)) or len(part.of(text).split()) <= MOST_WORDS
