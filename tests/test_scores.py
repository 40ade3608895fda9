"""Measures are brought together in groups, each over the questions that have it."""

import pytest

from bot.evaluation.results import Reply, Result
from bot.evaluation.scores import bases, percentile, scores


def a_result(name: str, ms: float = 1.0, **measures: float) -> Result:
    named = {key.replace("__", "."): value for key, value in measures.items()}
    return Result(name, "question", "Why?", Reply("answered", ms=ms), measures=named)


def test_each_measure_is_the_mean_over_the_questions_that_have_it() -> None:
    made = scores([a_result("a", answers__f1=0.5, answers__em=1.0), a_result("b", answers__f1=0.0), a_result("c")])
    assert made["answers"] == {"em": 1.0, "f1": 0.25, "n": 2}


def test_a_group_that_no_question_has_is_not_there() -> None:
    assert set(scores([a_result("a", answers__f1=0.5)])) == {"answers", "latency_ms"}


def test_balanced_accuracy_weighs_both_kinds_of_questions_alike() -> None:
    rejections = [a_result(f"u{number}", refusal__rejection=1.0) for number in range(9)]
    made = scores([*rejections, a_result("a", refusal__false_refusal=1.0)])
    assert (made["refusal"]["balanced_accuracy"], made["refusal"]["n"]) == (0.5, 10)


def test_each_measure_has_its_own_base() -> None:
    results = [
        *(a_result(f"u{number}", refusal__rejection=1.0, who_said__coverage=0.5) for number in range(2)),
        a_result("a", refusal__false_refusal=1.0, who_said__trap_taken=0.0),
    ]
    made = bases(results)
    assert made["refusal"] == {"rejection": "2", "false_refusal": "1", "balanced_accuracy": "2 + 1"}
    assert made["who_said"] == {"coverage": "2", "trap_taken": "1"}


def test_without_unanswerable_questions_there_is_no_balance() -> None:
    assert scores([a_result("a", refusal__false_refusal=0.0)])["refusal"] == {"false_refusal": 0.0, "n": 1}


@pytest.mark.parametrize(("percent", "value"), [(50, 2.0), (95, 4.0), (25, 1.0), (100, 4.0)])
def test_a_percentile_is_a_value_that_occurred(percent: int, value: float) -> None:
    assert percentile([1.0, 2.0, 3.0, 4.0], percent) == value


def test_latency_is_that_of_questions_only() -> None:
    golden = Result("g", "golden", "Why?", Reply("answered", ms=900.0))
    assert scores([a_result("a", ms=3.0), golden])["latency_ms"] == {"p50": 3.0, "p95": 3.0, "n": 1}


def test_a_question_that_was_never_asked_took_no_time() -> None:
    assert scores([a_result("a", ms=3.0), a_result("b", ms=0.0)])["latency_ms"]["n"] == 1


def test_the_matrix_counts_each_verdict_by_label() -> None:
    quotes = [
        Result("v1", "quote", "a", Reply("absent"), label="near", measures={"verify.near_found": 0.0}),
        Result("v2", "quote", "b", Reply("exact"), label="exact", measures={"verify.exact_accepted": 1.0}),
    ]
    matrix = scores(quotes)["verify"]["matrix"]
    assert list(matrix) == ["exact", "near"]
    assert matrix["near"] == {"exact": 0, "near": 0, "altered": 0, "absent": 1}


def test_a_run_of_nothing_scores_nothing() -> None:
    assert scores([]) == {}
