"""Scores are shown for people, and text from sets is never read as markup."""

from rich.console import Console

from bot.evaluation import tables
from bot.evaluation.comparing import MeanChange, QuestionChange, RunComparison
from bot.evaluation.golden import Worse


def shown(view: object) -> str:
    console = Console(width=120, markup=False)
    with console.capture() as captured:
        console.print(view)
    return captured.get()


def test_each_measure_has_a_line_with_its_number_of_questions() -> None:
    groups = {"answers": {"f1": 0.25, "words": 31.5, "n": 12}, "latency_ms": {"p50": 3.0, "n": 4}}
    out = shown(tables.scores_view(groups, {"answers": {"f1": "12", "words": "1 + 9"}}))
    assert [line.split(maxsplit=3) for line in out.splitlines()[1:]] == [
        ["answers", "f1", "0.250", "12"],
        ["answers", "words", "31.5", "1 + 9"],
        ["latency_ms", "p50", "3.0", "4"],
    ]


def test_the_matrix_is_shown_below_the_scores() -> None:
    matrix = {"near": {"exact": 0, "near": 2}}
    out = shown(tables.scores_view({"verify": {"near_found": 1.0, "n": 2, "matrix": matrix}}, {}))
    assert out.splitlines()[-1].split() == ["near", "0", "2"]


def test_a_change_is_shown_with_its_outcomes_and_measures() -> None:
    change = QuestionChange("q1", "Why [red]so[/red]?", "answered", "not_found", {"answers.f1": (0.5, 0.0)})
    difference = MeanChange("answers.f1", 0.5, 0.25, (-0.5, 0.0), 2, 2)
    out = shown(tables.comparison_view(RunComparison(1, (difference,), (change,), 1)))
    assert "q1  Why [red]so[/red]?  answered → not_found  answers.f1 0.50 → 0.00" in out
    assert "-0.250" in out
    assert "1 question changed, 1 stands in one run only" in out


def test_what_is_too_little_to_tell_is_said_and_has_no_interval() -> None:
    measures = (MeanChange("answers.f1", 0.5, 0.25, None, 1, 4), MeanChange("answers.em", 1.0, 1.0, None, 0, 4))
    out = shown(tables.comparison_view(RunComparison(4, measures, (), 0)))
    lines = [line.split() for line in out.splitlines()[2:4]]
    assert [" ".join(line[-5:-1]) for line in lines] == ["too few to tell", "1.000 +0.000 no change"]
    form = tables.comparison_form(RunComparison(4, measures, (), 0))
    assert form["measures"]["answers.f1"] == {
        **{"before": 0.5, "after": 0.25, "difference": -0.25},
        **{"interval": None, "changed": 1, "n": 4},
    }


def test_many_changes_are_cut_and_counted() -> None:
    changes = tuple(QuestionChange(f"q{number}", "Why?", "answered", "answered", {}) for number in range(60))
    comparison = RunComparison(60, (), changes, 0)
    assert "and 10 more" in shown(tables.comparison_view(comparison))
    assert len(tables.comparison_form(comparison)["changes"]) == 60


def test_golden_questions_that_got_worse_are_named_with_what_does_not_hold() -> None:
    out = shown(tables.worse_view([Worse("g1", "Why?", ("lacks 'snow'",))], 3))
    assert "Of 3 golden questions 1 got worse" in out
    assert "g1  Why?  not: lacks 'snow'" in out


def test_what_was_not_asked_before_did_not_get_worse() -> None:
    out = shown(tables.worse_view([Worse("g1", "Why?", ("lacks 'snow'",), asked_before=False)], 1))
    assert "worse" not in out
    assert "Of 1 golden question 1 did not hold" in out
