"""An answer says in one line each what it lacks, what it denies, and where articles differ."""

from dataclasses import replace

import pytest
from test_points import answered, report

from bot.answer import Figure
from bot.notices import dated, differed, headed, parted, titled
from bot.points import Account


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        ("2022-06-01", "2022-06-01"),
        ("2022-06-01T08:30:15+00:00", "2022-06-01 08:30 UTC"),
        ("2022-06-01T08:30:00-05:00", "2022-06-01 08:30-05:00"),
        ("2022-06-01T08:30:00", "2022-06-01 08:30"),
        (None, "undated"),
    ],
)
def test_an_article_is_dated_as_it_states_it_or_undated(published: str | None, shown: str) -> None:
    assert dated(report("a", published=published)) == shown


@pytest.mark.parametrize(
    ("fields", "older", "shown"),
    [
        ({"source": "Post", "published": "2022-06-01"}, False, "Post · 2022-06-01"),
        ({"source": "Post", "published": "2022-06-01"}, True, "Post · older, of 2022-06-01"),
        ({}, False, "undated"),
    ],
)
def test_an_account_is_headed_by_its_source_and_age(fields: dict[str, str], older: bool, shown: str) -> None:
    assert headed(Account(report("a", **fields), (), older)) == shown


@pytest.mark.parametrize(
    ("title", "shown"), [("Rain\nfell", "Rain fell"), ("r" * 150, "r" * 150), ("r" * 151, "r" * 149 + "…")]
)
def test_a_heading_keeps_to_a_line_or_two(title: str, shown: str) -> None:
    assert titled(report("a", title=title)) == shown


def test_figures_that_differ_stand_side_by_side_with_their_dates() -> None:
    answer = answered(report("a", published="2022-06-01"), report("b"), report("c", published="2022-06-08"))
    differing = (Figure("12", 1), Figure("15\nships", 3), Figure("9", 2), Figure("points nowhere", 7))
    assert differed(replace(answer, differing=differing)) == (
        "The articles give different figures: 12 [1] (2022-06-01), 15 ships [3] (2022-06-08), 9 [2] (undated)"
    )


def test_a_partial_answer_names_what_is_missing() -> None:
    answer = replace(answered(report("a")), missing=("Rome", "1921"))
    assert parted(answer) == "Only in part: what is cited does not mention Rome, 1921."


@pytest.mark.parametrize("notice", [differed, parted])
def test_there_is_no_notice_without_reason(notice: object) -> None:
    assert notice(answered(report("a"))) is None
