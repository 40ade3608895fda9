"""Which sentence answers best, and whether it answers at all: weights for the signals, fitted by `make fit`.

Three linear models over the same signals. The order is fitted to put a sentence that holds the gold answer first among
those of the same question. Two thresholds decide whether the best one is shown: that the library treats what is asked
about at all, by the most that each signal reaches in any sentence; and that this sentence answers just that. The second
is asked of short questions only, since no sentence holds all that a question of many parts asks for; for the same
reason long questions have a threshold of their own in the first.
"""

import json
import math
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from bot.extraction.signals import NAMES
from bot.extraction.sought import Strengths

FILE = "judgement.json"
MOST_ASKED = 15  # distinct words of a question that one sentence can be asked to hold
LEAST_HELD = 0.35  # of these, by weight and meaning, with the sentence before and the title; 1 % of answers hold less
# Distinct words of a question from which on a sentence that holds them all shows by itself that they are treated,
# however much else its passage tells: nearness of the whole passage counts for much in the model.
LEAST_WHOLE = 3
ROUNDING = 1e-4  # of a sum of shares
FEW_PASSAGES, LEAST_HELD_OF_FEW = 100, 0.5  # in a library so small, the models fitted to larger ones are not asked


@dataclass(frozen=True, slots=True)
class Threshold:
    """A logistic model: weights, shape (signals,), and the probability from which it says yes."""

    weights: Strengths
    bias: float
    least: float

    def probability(self, signals: Strengths) -> float:
        """Return how likely it is, 0 to 1."""
        return 1 / (1 + math.exp(-max(-500.0, float(self.weights @ signals) + self.bias)))

    def is_reached(self, signals: Strengths) -> bool:
        """Say whether it is likely enough."""
        return self.probability(signals) >= self.least


@dataclass(frozen=True, slots=True)
class Judgement:
    """The weights of the models; `order` has shape (signals,). `treats_long` is `treats` for long questions."""

    order: Strengths
    treats: Threshold
    treats_long: Threshold
    answers: Threshold

    def rank(self, signals: Strengths) -> float:
        """Return by how much a sentence comes before others; only differences mean something."""
        return float(self.order @ signals)

    def is_treated(self, most: Strengths, asked: int, passages: int) -> bool:
        """Say whether a library of so many passages treats what a question of `asked` distinct words is about.

        `most` are the signals at their strongest in any sentence found.
        """
        treats = self.treats if asked <= MOST_ASKED else self.treats_long
        whole = asked >= LEAST_WHOLE and float(most[NAMES.index("words")]) >= 1 - ROUNDING
        return passages < FEW_PASSAGES or whole or treats.is_reached(most)

    def is_answer(self, signals: Strengths, asked: int, passages: int) -> bool:
        """Say whether a sentence answers a question of `asked` distinct words."""
        held = float(signals[NAMES.index("meaning_around")])
        if passages < FEW_PASSAGES:
            return held >= LEAST_HELD_OF_FEW
        return asked > MOST_ASKED or (held >= LEAST_HELD and self.answers.is_reached(signals))


@cache
def judgement() -> Judgement:
    """Return the weights that ship with newsdesk."""
    return read(json.loads(files("bot.extraction").joinpath(FILE).read_text(encoding="utf-8")))


def read(fields: dict[str, Any]) -> Judgement:
    """Return the weights in their JSON form. Raise KeyError if a signal has none."""
    treats = _threshold(fields["treats"])
    long = replace(treats, least=float(fields["treats"]["least_long"]))
    return Judgement(_weights(fields["order"]), treats, long, _threshold(fields["answers"]))


def _threshold(fields: dict[str, Any]) -> Threshold:
    return Threshold(_weights(fields["weights"]), float(fields["bias"]), float(fields["least"]))


def _weights(named: dict[str, float]) -> Strengths:
    return np.array([named[name] for name in NAMES], dtype=np.float32)
