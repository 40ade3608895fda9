"""Scores are shown for people, and text from sets is never read as markup."""

from rich.console import Console

from bot.evaluation import tables
from bot.evaluation.comparing import Change, Comparison, Difference
from bot.evaluation.golden import Worse


def shown(view: object) -> str:
    console = Console(width=120, markup=False)
    with console.capture() as captured:
        console.print(view)
    return captured.get()


def test_each_measure_has_a_line_with_its_number_of_questions() -> None:
    out = shown(tables.scores_view({"answers": {"f1": 0.25, "words": 31.5, "n": 12}}))
    assert [line.split() for line in out.splitlines()[1:]] == [
        ["answers", "f1", "0.250", "12"],
        ["answers", "words", "31.5", "12"],
    ]


def test_the_matrix_is_shown_below_the_scores() -> None:
    matrix = {"near": {"exact": 0, "near": 2}}
    out = shown(tables.scores_view({"verify": {"near_found": 1.0, "n": 2, "matrix": matrix}}))
    assert out.splitlines()[-1].split() == ["near", "0", "2"]


def test_a_change_is_shown_with_its_outcomes_and_measures() -> None:
    change = Change("q1", "Why [red]so[/red]?", "answered", "not_found", {"answers.f1": (0.5, 0.0)})
    difference = Difference("answers.f1", 0.5, 0.25, -0.5, 0.0, 2)
    out = shown(tables.comparison_view(Comparison(1, (difference,), (change,), 1)))
    assert "q1  Why [red]so[/red]?  answered → not_found  answers.f1 0.50 → 0.00" in out
    assert "-0.250" in out
    assert "1 stand in one run only" in out


def test_many_changes_are_cut_and_counted() -> None:
    changes = tuple(Change(f"q{number}", "Why?", "answered", "answered", {}) for number in range(60))
    comparison = Comparison(60, (), changes, 0)
    assert "and 10 more" in shown(tables.comparison_view(comparison))
    assert len(tables.comparison_form(comparison)["changes"]) == 60


def test_golden_questions_that_got_worse_are_named_with_what_does_not_hold() -> None:
    out = shown(tables.worse_view([Worse("g1", "Why?", ("lacks 'snow'",))], 3))
    assert "1 of 3 golden questions got worse" in out
    assert "g1  Why?  not: lacks 'snow'" in out
