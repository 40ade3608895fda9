"""How the reader's scores become an order and a probability: a few weights, fitted after the network."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = Path(__file__).parent / "calibration.json"


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights: `found` of a passage's score in the order, `bias` and `best` in the log-odds that anything answers.

    From the probability `least` on a question is answered.
    """

    found: float
    bias: float
    best: float
    least: float

    def placed(self, scores: Sequence[float], found: Sequence[float]) -> list[float]:
        """Return the scores of sentences by which they are ordered, of passages found with some scores.

        Only how far a passage is behind the first one counts: the scores of passages have no common scale.
        """
        first = max(found, default=0.0)
        return [score + self.found * (own - first) for score, own in zip(scores, found, strict=True)]

    def probability(self, placed: Sequence[float]) -> float:
        """Return how likely any of the sentences answers, 0 to 1."""
        if not placed:
            return 0.0
        log_odds = self.bias + self.best * together(placed)
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, log_odds))))

    def answers(self, probability: float) -> bool:
        """Say whether that is likely enough."""
        return probability >= self.least


def together(placed: Sequence[float]) -> float:
    """Return the log-odds that some sentence answers, as the sum of all their odds."""
    best = max(placed)
    return best + math.log(sum(math.exp(score - best) for score in placed))


def calibration(file: Path = FILE) -> Calibration:
    """Return the weights that ship with newsdesk."""
    return read(json.loads(file.read_text(encoding="utf-8")))


def read(fields: Mapping[str, float]) -> Calibration:
    """Return the weights in their JSON form. Raise TypeError if one is missing."""
    return Calibration(**fields)


def written(one: Calibration) -> str:
    """Return the weights in their JSON form."""
    return json.dumps({name: round(value, 4) for name, value in asdict(one).items()}, indent=2) + "\n"
