"""Fit how scores become an order and a probability, on articles that the network was not trained on."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.reader.calibration import Calibration, together

FOUND_WEIGHTS = (0.0, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0)
STEPS, RATE, KEPT_SMALL = 4_000, 0.05, 0.01


@dataclass(frozen=True, slots=True)
class Judged:
    """How a question was read: sentences' scores, the scores of the passages that they are of, which of them answer.

    `answerable` is whether any passage of the library answers, which need not be among those read.
    """

    scores: tuple[float, ...]
    found: tuple[float, ...]
    right: tuple[bool, ...]
    answerable: bool


def first_right(judged: Sequence[Judged], weight: float) -> float:
    """Return for how many of the answerable questions the best sentence answers, of 1."""
    hits = [one.right[int(np.argmax(_placed(one, weight)))] for one in judged if one.answerable and one.scores]
    return float(np.mean(hits)) if hits else 0.0


def likelihood(judged: Sequence[Judged], weight: float) -> float:
    """Return the mean logarithm of the share of what answers in all sentences' odds, over questions with any."""
    shares = []
    for one in judged:
        placed = _placed(one, weight)
        answering = [score for score, right in zip(placed, one.right, strict=True) if right]
        if answering:
            shares.append(together(answering) - together(placed))
    return float(np.mean(shares)) if shares else 0.0


def fitted(judged: Sequence[Judged], false_refusals: float) -> Calibration:
    """Return the weights that fit, refusing at most such a share of the answerable questions."""
    found = max(FOUND_WEIGHTS, key=lambda weight: (likelihood(judged, weight), -weight))
    known = [one for one in judged if one.scores]
    values = np.array([(1.0, together(_placed(one, found))) for one in known])
    wanted = np.array([float(one.answerable) for one in known])
    bias, best = map(float, _logistic(values, wanted))
    probabilities = 1 / (1 + np.exp(-(values @ (bias, best))))
    return Calibration(found, bias, best, float(np.quantile(probabilities[wanted == 1], false_refusals)))


def figures(judged: Sequence[Judged], made: Calibration) -> str:
    """Return how well the reader does with a calibration on questions, in words."""
    known = [(one.answerable, made.probability(_placed(one, made.found))) for one in judged]
    yes, no = (np.array([probability for is_so, probability in known if is_so is wanted]) for wanted in (True, False))
    likelier = np.mean([(one > no) + 0.5 * (one == no) for one in yes]) if len(yes) and len(no) else 0.0
    return (
        f"best sentence right for {first_right(judged, made.found):.3f} of {len(yes)} answerable questions; "
        f"refused: {np.mean(no < made.least):.3f} of {len(no)} near misses, {np.mean(yes < made.least):.3f} of the "
        f"answerable; the answerable one is the likelier of {likelier:.3f} of pairs"
    )


def _placed(one: Judged, weight: float) -> list[float]:
    return Calibration(weight, 0.0, 1.0, 0.5).placed(one.scores, one.found)


def _logistic(values: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Return the weights of a logistic model, both classes counting the same, kept small."""
    share = wanted.mean()
    counts = np.where(wanted == 1, 0.5 / share, 0.5 / (1 - share)) / len(wanted)
    weights = np.zeros(values.shape[1])
    scale = np.abs(values).max(axis=0).clip(min=1e-6)
    scaled = values / scale
    for _ in range(STEPS):
        off = 1 / (1 + np.exp(-(scaled @ weights))) - wanted
        weights -= RATE * 20 * (scaled.T @ (off * counts) + KEPT_SMALL * weights / len(weights) * 0.1)
    return np.asarray(weights / scale)
