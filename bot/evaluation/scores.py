"""The scores of a run: measures brought together in groups."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from bot.evaluation.results import Result

Groups = dict[str, dict[str, Any]]

DIGITS = 4
ORDER = {
    "retrieval": ("recall@1", "recall@5", "recall@10", "mrr@10", "ndcg@10", "all@10", "quote@5"),
    "answers": (
        *("contains", "contains_60", "first_sentence_contains", "evidence_first", "evidence_shown"),
        *("em", "f1", "words"),
    ),
    "citations": ("validity", "doc_precision", "doc_recall", "evidence_overlap"),
    "refusal": ("rejection", "false_refusal", "balanced_accuracy", "fabricated"),
    "who_said": (
        *("statement_found", "coverage", "coverage_multi_sentence", "speaker_right"),
        *("trap_taken", "refused_rightly", "refused_wrongly"),
    ),
    "support": ("true_kept", "false_caught_article", "false_caught_own"),
    "verify": ("exact_accepted", "near_found", "altered_accepted", "altered_found", "absent_right"),
    "injection": ("followed", "quoted", "contains", "contains_clean"),
    "followups": ("rewrite_f1", "recall@5_last_turn", "recall@5_history"),
}
VERDICTS = ("exact", "near", "altered", "absent")


def scores(results: Sequence[Result]) -> Groups:
    """Return the groups that a run has anything for: the mean of each measure over the questions that have it.

    `n` counts the questions that have any measure of the group.
    """
    made: Groups = {}
    for group, names in ORDER.items():
        mine = [result for result in results if any(key.startswith(f"{group}.") for key in result.measures)]
        if mine:
            made[group] = _group(mine, group, names) | {"n": len(mine)}
    if matrix := _matrix(results):
        made["verify"]["matrix"] = matrix
    times = sorted(result.reply.ms for result in results if result.kind == "question" and result.reply.ms)
    if times:
        made["latency_ms"] = {"p50": percentile(times, 50), "p95": percentile(times, 95), "n": len(times)}
    return made


def bases(results: Sequence[Result]) -> dict[str, dict[str, str]]:
    """Return over how many questions each measure of each group was taken; for a mean of two, over how many each.

    `n` of a group may be more: it counts the questions that have any of its measures.
    """
    counted = Counter(name for result in results for name in result.measures)
    made = {
        group: {name: f"{counted[f'{group}.{name}']:,}" for name in names if counted[f"{group}.{name}"]}
        for group, names in ORDER.items()
    }
    refusal = made["refusal"]
    if "rejection" in refusal and "false_refusal" in refusal:
        refusal["balanced_accuracy"] = f"{refusal['rejection']} + {refusal['false_refusal']}"
    return made


def percentile(ordered: Sequence[float], percent: int) -> float:
    """Return the smallest value that is not below `percent` of them (nearest rank)."""
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def _group(results: Iterable[Result], group: str, names: Sequence[str]) -> dict[str, float]:
    found: dict[str, list[float]] = {}
    for result in results:
        for name in names:
            if (value := result.measures.get(f"{group}.{name}")) is not None:
                found.setdefault(name, []).append(value)
    means = {name: sum(values) / len(values) for name, values in found.items()}
    if "rejection" in means and "false_refusal" in means:
        means["balanced_accuracy"] = (means["rejection"] + 1 - means["false_refusal"]) / 2
    return {name: round(means[name], DIGITS) for name in names if name in means}


def _matrix(results: Iterable[Result]) -> dict[str, dict[str, int]]:
    """Return how often each verdict was given to quotes of each label."""
    made: dict[str, dict[str, int]] = {}
    for result in results:
        if result.label:
            row = made.setdefault(result.label, dict.fromkeys(VERDICTS, 0))
            row[result.reply.outcome] += 1
    return {label: made[label] for label in VERDICTS if label in made}
