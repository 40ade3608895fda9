"""Compare two runs: what changed for each question, and which differences are more than chance."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.evaluation.results import Kind, Result

RESAMPLES = 2_000
AT_ONCE = 100  # resamples that are drawn together, so that memory stays small
SEED = 20_240_501
LEAST_CHANGED = 6  # pairs: fewer fall all on one side by chance in more than one of twenty cases (2 · ½⁵ = .06)
OUTER = (2.5, 97.5)  # percentiles that bound 95 %
LATENCY = "latency_ms.mean"


@dataclass(frozen=True, slots=True)
class MeanChange:
    """What became of one measure, over the `n` questions that both runs have.

    `before` and `after` are means; `interval` is that of their difference, 95 %, None if too few questions changed.
    """

    measure: str
    before: float
    after: float
    interval: tuple[float, float] | None
    changed: int
    n: int

    @property
    def difference(self) -> float:
        """Return by how much the mean rose."""
        return self.after - self.before

    @property
    def certain(self) -> bool:
        """Say whether the interval leaves no difference out."""
        return self.interval is not None and (self.interval[0] > 0 or self.interval[1] < 0)


@dataclass(frozen=True, slots=True)
class QuestionChange:
    """What became of one question: outcomes, and the measures that changed, each before and after."""

    id: str
    question: str
    before: str
    after: str
    measures: dict[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class RunComparison:
    """Two runs side by side: `n` questions stand in both, `unpaired` in one only, by their ids and words."""

    n: int
    differences: tuple[MeanChange, ...]
    changes: tuple[QuestionChange, ...]
    unpaired: int


def compared(before: Iterable[Result], after: Iterable[Result]) -> RunComparison:
    """Return what changed from one run to another, for the questions that both have."""
    earlier, later = _by_question(before), _by_question(after)
    pairs = [(earlier[key], result) for key, result in later.items() if key in earlier]
    changes = [_change(one, other) for one, other in pairs if _differ(one, other)]
    unpaired = len(earlier) + len(later) - 2 * len(pairs)
    return RunComparison(len(pairs), tuple(_differences(pairs)), tuple(changes), unpaired)


def interval(differences: Sequence[float]) -> tuple[float, float] | None:
    """Return the 95 % interval of the mean of paired differences, by percentile bootstrap (Efron 1979).

    None where fewer than LEAST_CHANGED of them are not 0: too few to tell a change from chance. The same differences
    give the same interval: the resamples are drawn from a fixed seed.
    """
    if _changed(differences) < LEAST_CHANGED:
        return None
    import numpy as np

    values = np.asarray(differences, dtype=np.float64)
    chance = np.random.default_rng(SEED)
    means = [
        values[chance.integers(0, len(values), (AT_ONCE, len(values)))].mean(axis=1)
        for _ in range(RESAMPLES // AT_ONCE)
    ]
    low, high = np.percentile(np.concatenate(means), OUTER)
    return float(low), float(high)


def _differences(pairs: Sequence[tuple[Result, Result]]) -> Iterable[MeanChange]:
    found: dict[str, list[tuple[float, float]]] = {}
    for one, other in pairs:
        for measure, value in other.measures.items():
            if measure in one.measures:
                found.setdefault(measure, []).append((one.measures[measure], value))
        if other.kind == "question" and one.reply.ms and other.reply.ms:
            found.setdefault(LATENCY, []).append((one.reply.ms, other.reply.ms))
    for measure, values in found.items():
        moved = [after - before for before, after in values]
        before, after = (sum(side) / len(values) for side in zip(*values, strict=True))
        yield MeanChange(measure, before, after, interval(moved), _changed(moved), len(values))


def _changed(differences: Sequence[float]) -> int:
    return sum(difference != 0 for difference in differences)


def _change(one: Result, other: Result) -> QuestionChange:
    moved = {
        measure: (one.measures[measure], value)
        for measure, value in other.measures.items()
        if measure in one.measures and one.measures[measure] != value
    }
    return QuestionChange(other.id, other.question, one.reply.outcome, other.reply.outcome, moved)


def _differ(one: Result, other: Result) -> bool:
    shown = (one.reply.outcome, one.reply.statements) != (other.reply.outcome, other.reply.statements)
    return shown or any(one.measures.get(name, value) != value for name, value in other.measures.items())


def _by_question(results: Iterable[Result]) -> dict[tuple[Kind, str, str], Result]:
    return {(result.kind, result.id, result.question): result for result in results}
