"""Which sentence answers best, and whether it answers at all: weights for the signals, fitted by `make fit`.

Two linear models over the same signals. The order is fitted to put a sentence that holds the gold answer first among
those of the same question; the probability to tell questions that the articles answer from those that they do not.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from bot.signals import NAMES
from bot.sought import Strengths

FILE = "judgement.json"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The weights of the two models, shape (signals,), and from which probability a sentence counts as an answer."""

    order: Strengths
    answers: Strengths
    bias: float
    least: float

    def rank(self, signals: Strengths) -> float:
        """Return by how much a sentence comes before others; only differences mean something."""
        return float(self.order @ signals)

    def probability(self, signals: Strengths) -> float:
        """Return how likely a sentence is to answer its question, 0 to 1."""
        return float(1 / (1 + np.exp(-(self.answers @ signals + self.bias))))


@cache
def judgement() -> Judgement:
    """Return the weights that ship with newsdesk."""
    return read(json.loads(files("bot").joinpath(FILE).read_text(encoding="utf-8")))


def read(fields: dict[str, Any]) -> Judgement:
    """Return the weights in their JSON form. Raise KeyError if a signal has none."""
    return Judgement(
        order=np.array([fields["order"][name] for name in NAMES], dtype=np.float32),
        answers=np.array([fields["answers"][name] for name in NAMES], dtype=np.float32),
        bias=float(fields["bias"]),
        least=float(fields["least"]),
    )
