"""The support model: how likely passages bear out a statement, by the reader's network with weights of its own."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import Protocol

from bot.reader import Read, TrainedReader
from bot.reader.calibration import together

WEIGHTS = Path(__file__).parent / "weights.safetensors"
SHA256 = "56fff2550a8dfaa64146e192002aa568b581d4eb768731274ed49293740ba08a"  # of the weights; `make support` prints it
THRESHOLDS = Path(__file__).parent / "thresholds.json"


class Verdict(Enum):
    """What a support model makes of a statement."""

    SURE = "sure"
    OPEN = "open"
    DOUBTED = "doubted"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Log-odds: below `doubted` a statement is doubted, from `sure` on it needs no judge."""

    doubted: float
    sure: float


class Weighing(Protocol):
    """What weighs a statement against passages."""

    def weigh(self, statement: str, passages: Sequence[Read]) -> Verdict:
        """Say what the passages, of which one must bear it out, make of a statement."""

    def load(self) -> None:
        """Make ready now what the first statement needs. Raise SettingsProblem if it is damaged."""


class SupportModel:
    """The support model that ships with newsdesk, on the CPU: loaded at the first use, it serves several threads.

    Raise SettingsProblem at the first use if its weights are not what they must be.
    """

    def __init__(self, weights: Path = WEIGHTS, sha256: str | None = SHA256) -> None:
        self._network = TrainedReader(weights, sha256)

    def weigh(self, statement: str, passages: Sequence[Read]) -> Verdict:
        """Say what the passages, of which one must bear it out, make of a statement."""
        log_odds = self.log_odds(statement, passages)
        if log_odds < self._thresholds.doubted:
            return Verdict.DOUBTED
        return Verdict.SURE if log_odds >= self._thresholds.sure else Verdict.OPEN

    def log_odds(self, statement: str, passages: Sequence[Read]) -> float:
        """Return the log-odds that the passage which supports a statement best does so."""
        return max(together(reading.scores) for reading in self._network.read(statement, passages) if reading.scores)

    def load(self) -> None:
        """Load the model now."""
        self._network.load()

    @cached_property
    def _thresholds(self) -> Thresholds:
        return Thresholds(**json.loads(THRESHOLDS.read_text(encoding="utf-8")))
