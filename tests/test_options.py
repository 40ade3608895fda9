"""The options for days and sources are read, and refused with what to write instead."""

from datetime import date

import pytest
import typer
from typer.testing import CliRunner

from bot.commands.asking import ask
from bot.commands.options import Since, Source, Until
from bot.errors import UsageProblem


def show(since: Since = None, until: Until = None, source: Source = None) -> None:
    typer.echo(f"{since} {until} {source}")


app = typer.Typer()
app.command()(show)


def ran(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, arguments)
    return result.exit_code, " ".join(result.output.split())


def test_since_takes_the_first_day_and_until_the_last() -> None:
    assert ran("--since", "2020-10", "--until", "2020-10") == (0, "2020-10-01 2020-10-31 None")


def test_words_count_from_today() -> None:
    code, output = ran("--until", "today")
    assert code == 0
    assert abs((date.fromisoformat(output.split()[1]) - date.today()).days) <= 1


@pytest.mark.parametrize("words", ["soon", "03/04/2020", ""])
def test_words_that_name_no_day_are_refused_with_examples(words: str) -> None:
    code, output = ran("--since", words)
    assert (code, "2020-10-14" in output) == (2, True)


def test_a_source_is_taken_without_blanks_around() -> None:
    assert ran("--source", " The Post ") == (0, "None None The Post")


def test_an_empty_source_is_refused() -> None:
    assert ran("--source", " ")[0] == 2


def test_days_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(UsageProblem, match="swap"):
        ask("where did rain fall", since=date(2021, 1, 1), until=date(2020, 1, 1))
