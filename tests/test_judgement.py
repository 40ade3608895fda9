"""The weights that ship have a number for every signal."""

import json
from importlib.resources import files

import numpy as np
import pytest

from bot.extraction.judgement import FEW_PASSAGES, FILE, LEAST_HELD, MOST_ASKED, Judgement, Threshold, judgement, read
from bot.extraction.signals import NAMES
from bot.extraction.sought import Strengths

NONE = np.zeros(len(NAMES), dtype=np.float32)
YES, NO = Threshold(NONE, bias=5.0, least=0.5), Threshold(NONE, bias=-5.0, least=0.5)


def only(name: str) -> Strengths:
    signals = NONE.copy()
    signals[NAMES.index(name)] = 1.0
    return signals


def test_every_signal_has_weights_and_no_other_name_has() -> None:
    fields = json.loads(files("bot.extraction").joinpath(FILE).read_text())
    for named in (fields["order"], fields["treats"]["weights"], fields["answers"]["weights"]):
        assert set(named) == set(NAMES)


def test_a_signal_without_a_weight_is_refused() -> None:
    with pytest.raises(KeyError):
        read({"order": {}})


@pytest.mark.parametrize("factor", [-100.0, 100.0])
def test_a_probability_is_between_0_and_1(factor: float) -> None:
    extreme = np.full(len(NAMES), factor, dtype=np.float32)
    assert 0 <= judgement().treats.probability(extreme) <= 1


@pytest.mark.parametrize("name", ["meaning", "meaning_around", "similarity", "score"])
def test_what_speaks_for_a_sentence_raises_its_rank(name: str) -> None:
    assert judgement().rank(only(name)) > judgement().rank(NONE)


@pytest.mark.parametrize(
    ("treats", "long", "asked", "passages", "treated"),
    [
        (YES, NO, 3, 1000, True),
        (NO, YES, 3, 1000, False),
        (NO, YES, MOST_ASKED + 1, 1000, True),
        (YES, NO, MOST_ASKED + 1, 1000, False),
        (NO, NO, 3, FEW_PASSAGES - 1, True),
    ],
)
def test_long_questions_have_a_threshold_of_their_own_and_few_passages_none(
    treats: Threshold, long: Threshold, asked: int, passages: int, treated: bool
) -> None:
    assert Judgement(NONE, treats, long, YES).is_treated(NONE, asked, passages) is treated


@pytest.mark.parametrize(("held", "asked", "treated"), [("words", 3, True), ("words", 2, False), ("meaning", 3, False)])
def test_a_sentence_that_holds_all_words_of_a_question_shows_that_they_are_treated(
    held: str, asked: int, treated: bool
) -> None:
    assert Judgement(NONE, NO, NO, YES).is_treated(only(held), asked, FEW_PASSAGES) is treated


@pytest.mark.parametrize(
    ("answers", "held", "asked", "passages", "shown"),
    [
        (YES, 1.0, 3, 1000, True),
        (NO, 1.0, 3, 1000, False),
        (YES, LEAST_HELD / 2, 3, 1000, False),
        (NO, 0.0, MOST_ASKED + 1, 1000, True),  # no sentence can hold all of a long question
        (NO, 1.0, 3, FEW_PASSAGES - 1, True),  # of so small a library only the words count
        (YES, LEAST_HELD, 3, FEW_PASSAGES - 1, False),
    ],
)
def test_a_sentence_answers_a_short_question_if_it_holds_enough_and_is_likely_to(
    answers: Threshold, held: float, asked: int, passages: int, shown: bool
) -> None:
    assert Judgement(NONE, YES, YES, answers).is_answer(held * only("meaning_around"), asked, passages) is shown
