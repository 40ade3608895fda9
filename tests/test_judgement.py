"""The weights that ship have a number for every signal."""

import json
from importlib.resources import files

import numpy as np
import pytest

from bot.judgement import FILE, judgement, read
from bot.signals import NAMES


def test_every_signal_has_weights_and_no_other_name_has() -> None:
    fields = json.loads(files("bot").joinpath(FILE).read_text())
    assert set(fields["order"]) == set(fields["answers"]) == set(NAMES)


def test_a_signal_without_a_weight_is_refused() -> None:
    with pytest.raises(KeyError):
        read({"order": {}, "answers": {}, "bias": 0, "least": 0})


def test_a_probability_is_between_0_and_1() -> None:
    extreme = np.full(len(NAMES), 10.0, dtype=np.float32)
    assert 0 <= judgement().probability(extreme) <= 1
    assert 0 <= judgement().probability(-extreme) <= 1


@pytest.mark.parametrize("name", ["meaning", "meaning_around", "similarity", "score"])
def test_what_speaks_for_a_sentence_raises_its_rank(name: str) -> None:
    better = np.zeros(len(NAMES), dtype=np.float32)
    better[NAMES.index(name)] = 1.0
    assert judgement().rank(better) > judgement().rank(np.zeros(len(NAMES), dtype=np.float32))
