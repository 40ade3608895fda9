"""How the reader's scores become an order and a probability: a few weights, fitted after the network."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = Path(__file__).parent / "calibration.json"
LONG = 15  # words from which on a question asks for more than one sentence can hold


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights: `found` of a passage's score in the order, the others in the log-odds that anything answers.

    `near` counts the highest similarity of a passage to the question; long questions have a bias and a weight of their
    own for it. From `least` on a question is answered.
    """

    found: float
    bias: float
    best: float
    near: float
    long: float
    near_if_long: float
    best_if_long: float
    least: float

    def placed(self, score: float, found: float) -> float:
        """Return the score of a sentence by which it is ordered, of a passage found with a score."""
        return score + self.found * found

    def probability(self, scores: Sequence[float], nearness: float, question: str) -> float:
        """Return how likely any of the sentences answers, 0 to 1."""
        if not scores:
            return 0.0
        log_odds = sum(
            weight * value for weight, value in zip(self.weights(), features(scores, nearness, question), strict=True)
        )
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, log_odds))))

    def answers(self, probability: float) -> bool:
        """Say whether that is likely enough."""
        return probability >= self.least

    def weights(self) -> tuple[float, ...]:
        """Return the weights of the features, in their order."""
        return (self.bias, self.best, self.near, self.long, self.near_if_long, self.best_if_long)


def features(scores: Sequence[float], nearness: float, question: str) -> tuple[float, ...]:
    """Return what the probability hangs on: the scores of all sentences together, and nearness."""
    best = max(scores)
    together = best + math.log(sum(math.exp(score - best) for score in scores))
    long = float(len(question.split()) > LONG)
    return (1.0, together, nearness, long, long * nearness, long * together)


def calibration(file: Path = FILE) -> Calibration:
    """Return the weights that ship with newsdesk."""
    return read(json.loads(file.read_text(encoding="utf-8")))


def read(fields: Mapping[str, float]) -> Calibration:
    """Return the weights in their JSON form. Raise TypeError if one is missing."""
    return Calibration(**fields)


def written(one: Calibration) -> str:
    """Return the weights in their JSON form."""
    return json.dumps({name: round(value, 4) for name, value in asdict(one).items()}, indent=2) + "\n"
