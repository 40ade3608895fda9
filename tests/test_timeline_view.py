"""The timeline in a terminal: its plot, and what is left of it where nothing can be drawn."""

from datetime import date
from io import StringIO

import pytest
from conftest import an_article
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot.render import timeline_view
from bot.render.timeline import MOST_ROWS, rows
from bot.speaking.reported import Quote
from bot.speaking.timeline import Timeline
from index import Span, Utterance

TEXT = "The bridge is safe."


def quote(published: str | None) -> Quote:
    article = an_article(TEXT, title="Bridge", **({"published": published} if published else {}))
    return Quote(article, Utterance("Ann Lee", "Mayor Ann Lee", "said", "indirect", (Span(0, len(TEXT)),)))


def shown(timeline: Timeline, *, terminal: bool, width: int = 80) -> list[str]:
    out = StringIO()
    looks = {"width": width, "color_system": None, "legacy_windows": False, "_environ": {"TERM": "xterm"}}
    console = Console(file=out, force_terminal=terminal, **looks)
    console.print(timeline_view(timeline))
    return [line.rstrip() for line in out.getvalue().splitlines()]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (["2020-10-14", "2020-10-16", "2020-10-16"], [("2020-10-14", 1), ("2020-10-15", 0), ("2020-10-16", 2)]),
        (["2020-11-30", "2021-01-01"], [("2020-11", 1), ("2020-12", 0), ("2021-01", 1)]),
        (["2018-05-01", "2020-07-01"], [("2018", 1), ("2019", 0), ("2020", 1)]),
        (["1989-05-01", "2020-07-01"], [("1980s", 1), ("1990s", 0), ("2000s", 0), ("2010s", 0), ("2020s", 1)]),
        ([], []),
    ],
)
def test_a_row_is_as_long_as_it_must_be_to_fit(days: list[str], expected: list[tuple[str, int]]) -> None:
    assert [(row.period, row.statements) for row in rows(map(date.fromisoformat, days))] == expected


@given(st.lists(st.dates(min_value=date(1800, 1, 1), max_value=date(2030, 1, 1)), min_size=1))
def test_there_are_no_more_rows_than_fit_on_a_screen_and_every_statement_is_in_one(days: list[date]) -> None:
    made = rows(days)
    assert len(made) <= MOST_ROWS
    assert sum(row.statements for row in made) == len(days)


def test_bars_are_drawn_on_a_terminal() -> None:
    dated = (quote("2020-10-14"), quote("2020-10-15"), quote("2020-10-15"))
    first, second, *_ = shown(Timeline(dated, ()), terminal=True)
    assert second.count("█") == 2 * first.count("█") > 0
    assert (first.split()[-1], second.split()[-1]) == ("1", "2")


def test_nothing_is_drawn_in_a_pipe() -> None:
    lines = shown(Timeline((quote("2020-10-14"), quote("2020-10-15")), ()), terminal=False)
    assert lines[:2] == ["2020-10-14: 1 statement", "2020-10-15: 1 statement"]
    assert all(line.isascii() or TEXT in line for line in lines)


def test_one_day_needs_no_plot() -> None:
    assert shown(Timeline((quote("2020-10-14"),), ()), terminal=True)[0] == "2020-10-14  Bridge"


def test_undated_statements_come_last_and_are_said_to_be_so() -> None:
    lines = shown(Timeline((quote("2020-10-14"),), (quote(None),)), terminal=False)
    assert lines.index("undated  Bridge") > lines.index("2020-10-14  Bridge")


def test_a_narrow_terminal_is_not_overrun() -> None:
    lines = shown(Timeline((quote("2020-10-14"), quote("2020-10-15")), ()), terminal=True, width=30)
    assert max(map(len, lines)) <= 30
