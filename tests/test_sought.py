"""The words of a question are looked for by stem, else by meaning."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.extraction.sought import OF_A_SYNONYM, Sought, Strengths, asked_words

ALIKE = {"begin": "start", "began": "start"}


def meanings(words: Sequence[str]) -> Strengths:
    """Give each word an axis of its own; "begin" lies between two."""
    axes = {word: at for at, word in enumerate(("start", "rain", "tax", "harbour"))}
    vectors = np.zeros((len(words), 8), dtype=np.float32)
    for row, word in enumerate(words):
        vectors[row, axes.get(ALIKE.get(word.lower(), word.lower()), 7)] = 0.6 if word.lower() in ALIKE else 1.0
    return vectors


def sought(question: str, **rarity: float) -> Sought:
    return Sought(asked_words(question), rarity, meanings)


def test_function_words_and_frame_are_not_looked_for() -> None:
    assert [term.word for term in asked_words("Which taxes are mentioned in the articles?")] == ["taxes"]


def test_a_question_of_frame_words_alone_looks_for_them() -> None:
    assert [term.word for term in asked_words("What happened?")] == ["happened"]


def test_a_word_is_held_in_any_of_its_forms() -> None:
    assert sought("taxes").strengths("The tax rose.").tolist() == [1.0]


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Brand won 3-1.", OF_A_SYNONYM),
        ("The score was 3-1.", 1.0),
        ("Brand won on 2022-03-01.", 0.0),
        ("Brand won.", 0.0),
    ],
)
def test_a_score_need_not_be_called_one(text: str, strength: float) -> None:
    unlike = Sought(
        asked_words("score"), {}, lambda words: np.eye(2, dtype=np.float32)[[int(one != "score") for one in words]]
    )
    assert unlike.strengths(text).tolist() == pytest.approx([strength])


def test_a_related_word_counts_less_than_the_word_itself() -> None:
    (strength,) = sought("start").strengths("They began at noon.")
    assert 0 < strength < 1


def test_an_unrelated_word_counts_nothing() -> None:
    assert sought("rain").strengths("The tax rose on harbours").tolist() == [0.0]


def test_rare_words_weigh_more() -> None:
    weights = sought("rain tax", rain=1.0, tax=3.0).weights
    assert weights.tolist() == pytest.approx([0.25, 0.75])


def test_a_word_that_is_nowhere_weighs_as_the_rarest() -> None:
    assert sought("rain zebra", rain=2.0).weights.tolist() == pytest.approx([0.5, 0.5])


def test_a_part_of_the_question_is_held_by_texts_together() -> None:
    question = sought("rain tax harbour", rain=1.0, tax=3.0, harbour=4.0)
    assert question.held("rain or tax", "The tax rose.") == pytest.approx(0.75)
    assert question.held("rain or tax", "The tax rose.", "Rain fell.") == pytest.approx(1.0)
    assert question.held("and", "The tax rose.") == 1.0


@given(st.text(max_size=200), st.text(max_size=200))
def test_strengths_are_between_0_and_1(question: str, text: str) -> None:
    found = sought(question).strengths(text)
    assert found.shape == (len(sought(question).stems),)
    assert ((found >= 0) & (found <= 1)).all()
