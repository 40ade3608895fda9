"""Two runs are compared question by question, and chance is told from change."""

import pytest
from hypothesis import given
from hypothesis import settings as limited
from hypothesis import strategies as st

from bot.evaluation.comparing import compared, interval
from bot.evaluation.results import Kind, Reply, Result


def a_result(
    name: str, value: float, said: str = "Rain.", kind: Kind = "question", outcome: str = "answered"
) -> Result:
    return Result(name, kind, "Why?", Reply(outcome, (said,)), measures={"answers.f1": value})


def test_a_difference_that_all_questions_share_is_certain() -> None:
    before = [a_result(str(number), 0.0) for number in range(20)]
    after = [a_result(str(number), 0.5 if number % 4 else 1.0) for number in range(20)]
    (f1,) = [each for each in compared(before, after).differences if each.measure == "answers.f1"]
    assert (f1.before, f1.after, f1.n, f1.certain) == (0.0, 0.625, 20, True)
    assert f1.interval is not None
    low, high = f1.interval
    assert 0.5 < low < f1.difference < high < 0.8


def test_a_difference_of_one_question_among_many_may_be_chance() -> None:
    before = [a_result(str(number), 0.0) for number in range(20)]
    after = [a_result("0", 1.0), *(a_result(str(number), 0.0) for number in range(1, 20))]
    (f1,) = [each for each in compared(before, after).differences if each.measure == "answers.f1"]
    assert (f1.certain, f1.interval, f1.changed) == (False, None, 1)


@pytest.mark.parametrize(("changed", "told"), [(0, False), (1, False), (5, False), (6, True)])
@pytest.mark.parametrize("others", [0, 30])
def test_an_interval_is_told_where_enough_questions_changed(changed: int, told: bool, others: int) -> None:
    if changed + others:
        assert (interval([-0.2] * changed + [0.0] * others) is not None) is told


def test_what_changed_is_told_with_before_and_after() -> None:
    before = [a_result("same", 1.0), a_result("worse", 1.0)]
    after = [a_result("same", 1.0), a_result("worse", 0.0, outcome="not_found")]
    (change,) = compared(before, after).changes
    assert (change.id, change.before, change.after) == ("worse", "answered", "not_found")
    assert change.measures == {"answers.f1": (1.0, 0.0)}


def test_other_words_are_a_change_even_where_no_measure_is() -> None:
    (change,) = compared([a_result("q", 1.0)], [a_result("q", 1.0, said="Sun.")]).changes
    assert change.measures == {}


def test_only_what_both_runs_have_is_compared() -> None:
    comparison = compared([a_result("a", 1.0), a_result("b", 1.0)], [a_result("b", 0.0), a_result("c", 1.0)])
    assert ([change.id for change in comparison.changes], comparison.unpaired) == (["b"], 2)


def test_another_question_under_the_same_id_is_not_compared() -> None:
    other = Result("q", "question", "When?", Reply("answered", ("Sun.",)), measures={"answers.f1": 0.0})
    comparison = compared([a_result("q", 1.0)], [other])
    assert (comparison.n, comparison.changes, comparison.unpaired) == (0, (), 2)


def test_a_golden_question_is_not_paired_with_one_of_a_set() -> None:
    assert compared([a_result("q", 1.0)], [a_result("q", 0.0, kind="golden")]).changes == ()


def test_runs_without_a_common_question_have_no_differences() -> None:
    assert compared([a_result("a", 1.0)], [a_result("b", 1.0)]).differences == ()


@limited(max_examples=30)
@given(st.lists(st.sampled_from([-1.0, -0.5, 0.0, 0.5, 1.0]), min_size=1, max_size=60))
def test_the_interval_is_the_same_every_time_and_within_what_was_seen(differences: list[float]) -> None:
    found = interval(differences)
    assert found == interval(differences)
    if found:
        low, high = found
        assert min(differences) <= low <= high <= max(differences)
