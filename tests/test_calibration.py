"""A few weights make an order and a probability of the reader's scores."""

import json
from dataclasses import asdict, replace

import pytest

from bot.reader.calibration import FILE, Calibration, calibration, read, written
from bot.reader.training.calibrating import Judged, first_right, fitted, likelihood

PLAIN = Calibration(found=0.0, bias=0.0, best=1.0, least=0.5)


def test_the_weights_that_ship_are_read() -> None:
    assert asdict(calibration()).keys() == json.loads(FILE.read_text()).keys()


def test_weights_survive_being_written() -> None:
    assert read(json.loads(written(PLAIN))) == PLAIN


def test_a_missing_weight_is_an_error() -> None:
    with pytest.raises(TypeError):
        read({"found": 1.0})


def test_higher_scores_are_likelier_to_answer() -> None:
    assert PLAIN.probability([3.0, -5.0]) > 0.9 > 0.1 > PLAIN.probability([-3.0, -5.0])


def test_nothing_read_answers_nothing() -> None:
    assert PLAIN.probability([]) == 0.0
    assert not PLAIN.answers(0.0)


def test_huge_scores_stay_probabilities() -> None:
    assert 0.0 <= PLAIN.probability([-1e4]) <= PLAIN.probability([1e4]) <= 1.0


def test_a_passage_found_first_counts_in_the_order() -> None:
    by_place = replace(PLAIN, found=2.0)
    assert by_place.placed([1.0, 1.5], [0.9, 0.5]) == pytest.approx([1.0, 0.7])


def test_only_how_far_a_passage_is_behind_the_first_counts() -> None:
    by_place = replace(PLAIN, found=2.0)
    assert by_place.placed([1.0, 1.5], [0.4, 0.0]) == pytest.approx(by_place.placed([1.0, 1.5], [0.9, 0.5]))


def judged(score: float, found: float, *, answerable: bool) -> Judged:
    right = (answerable, False)
    return Judged((score, score - 1), (found, found + 1), right, answerable)


def test_weights_that_tell_answers_from_none_are_fitted() -> None:
    known = [judged(2.0 + at % 3, 0.6, answerable=True) for at in range(60)]
    known += [judged(-2.0 - at % 3, 0.5, answerable=False) for at in range(60)]
    made = fitted(known, 0.1)
    refused = [one for one in known if not made.answers(made.probability(made.placed(one.scores, one.found)))]
    assert sum(one.answerable for one in refused) <= 6
    assert sum(not one.answerable for one in refused) == 60


def test_the_order_in_which_what_answers_comes_first_is_fitted() -> None:
    known = [judged(2.0, 0.6, answerable=True)] * 5
    assert first_right(known, 0.0) == 1.0
    assert first_right(known, 2.0) == 0.0
    assert likelihood(known, 0.0) > likelihood(known, 2.0)
    assert fitted([*known, judged(-2.0, 0.5, answerable=False)], 0.1).found == 0.0
