"""Compare two runs: what changed for each question, and which differences are more than chance."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.evaluation.results import Kind, Result

RESAMPLES = 2_000
AT_ONCE = 100  # resamples that are drawn together, so that memory stays small
SEED = 20_240_501
OUTER = (2.5, 97.5)  # percentiles that bound 95 %
LATENCY = "latency_ms.mean"


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of one measure, over the questions that both runs have: means, and a 95 % interval."""

    measure: str
    before: float
    after: float
    low: float
    high: float
    n: int

    @property
    def difference(self) -> float:
        """Return by how much the mean rose."""
        return self.after - self.before

    @property
    def certain(self) -> bool:
        """Say whether the interval leaves no difference out."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one question: outcomes, and the measures that changed, each before and after."""

    id: str
    question: str
    before: str
    after: str
    measures: dict[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs side by side: `n` questions stand in both, `unpaired` in one of them only."""

    n: int
    differences: tuple[Difference, ...]
    changes: tuple[Change, ...]
    unpaired: int


def compared(before: Iterable[Result], after: Iterable[Result]) -> Comparison:
    """Return what changed from one run to another, for the questions that both have."""
    earlier, later = _by_question(before), _by_question(after)
    pairs = [(earlier[key], result) for key, result in later.items() if key in earlier]
    changes = [_change(one, other) for one, other in pairs if _differ(one, other)]
    unpaired = len(earlier) + len(later) - 2 * len(pairs)
    return Comparison(len(pairs), tuple(_differences(pairs)), tuple(changes), unpaired)


def interval(differences: Sequence[float]) -> tuple[float, float]:
    """Return the 95 % interval of the mean of paired differences, by percentile bootstrap (Efron 1979).

    The same differences give the same interval: the resamples are drawn from a fixed seed.
    """
    if len(set(differences)) == 1:
        return differences[0], differences[0]
    import numpy as np

    values = np.asarray(differences, dtype=np.float64)
    chance = np.random.default_rng(SEED)
    means = [
        values[chance.integers(0, len(values), (AT_ONCE, len(values)))].mean(axis=1)
        for _ in range(RESAMPLES // AT_ONCE)
    ]
    low, high = np.percentile(np.concatenate(means), OUTER)
    return float(low), float(high)


def _differences(pairs: Sequence[tuple[Result, Result]]) -> Iterable[Difference]:
    found: dict[str, list[tuple[float, float]]] = {}
    for one, other in pairs:
        for measure, value in other.measures.items():
            if measure in one.measures:
                found.setdefault(measure, []).append((one.measures[measure], value))
        if other.kind == "question" and one.reply.ms and other.reply.ms:
            found.setdefault(LATENCY, []).append((one.reply.ms, other.reply.ms))
    for measure, values in found.items():
        low, high = interval([after - before for before, after in values])
        before, after = (sum(side) / len(values) for side in zip(*values, strict=True))
        yield Difference(measure, before, after, low, high, len(values))


def _change(one: Result, other: Result) -> Change:
    moved = {
        measure: (one.measures[measure], value)
        for measure, value in other.measures.items()
        if measure in one.measures and one.measures[measure] != value
    }
    return Change(other.id, other.question, one.reply.outcome, other.reply.outcome, moved)


def _differ(one: Result, other: Result) -> bool:
    shown = (one.reply.outcome, one.reply.statements) != (other.reply.outcome, other.reply.statements)
    return shown or any(one.measures.get(name, value) != value for name, value in other.measures.items())


def _by_question(results: Iterable[Result]) -> dict[tuple[Kind, str], Result]:
    return {(result.kind, result.id): result for result in results}
