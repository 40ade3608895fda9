"""What a terminal shows of an indexing and of a library: numbers with the right word."""

import pytest
from rich.console import Console

from bot.render import counted, report_view
from index import IndexReport
from index.indexing import Copied


def shown(report: IndexReport, *, dry: bool = False) -> list[str]:
    console = Console(width=200, markup=False)
    with console.capture() as captured:
        console.print(report_view(report, dry=dry))
    return captured.get().splitlines()


@pytest.mark.parametrize(("number", "told"), [(0, "0 copies"), (1, "1 copy"), (2, "2 copies"), (1_200, "1,200 copies")])
def test_a_number_has_the_word_that_fits(number: int, told: str) -> None:
    assert counted(number, "copy", "copies") == told


def test_one_passage_and_one_copy_are_told_as_one() -> None:
    report = IndexReport(added=1, copied=[Copied("b", "a")], passages=1, embedded=1)
    assert shown(report) == ["1 added, 1 copy; 1 passage, 1 embedded, 0.0 s", "  b is a copy of a"]


def test_many_copies_are_named_up_to_a_number() -> None:
    copied = [Copied(f"b{number}", "a") for number in range(21)]
    report = IndexReport(updated=2, removed=1, copied=copied, passages=2_000)
    lines = shown(report)
    assert lines[0].startswith("2 updated, 21 copies, 1 removed; 2,000 passages, ")
    assert lines[-1] == "  and 1 more copy"


def test_a_run_that_found_nothing_new_says_so() -> None:
    assert shown(IndexReport(), dry=True) == ["It would be: nothing new. Nothing was taken in."]
