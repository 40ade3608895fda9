"""DayRange hold dates, and what is recent counts more."""

from datetime import date

import pytest

from index.scope import HALF_LIFE_DAYS, DayRange, Scope

DAY = date(2022, 6, 15)


@pytest.mark.parametrize(
    ("published", "held"),
    [
        ("2022-06-15", True),
        ("2022-06-15T23:59:00+00:00", True),
        ("2022-06-16", False),
        ("2022-06-14", False),
        (None, False),
    ],
)
def test_days_hold_both_ends_and_nothing_undated(published: str | None, held: bool) -> None:
    assert DayRange(DAY, DAY).hold(published) is held


def test_open_days_hold_everything_dated() -> None:
    assert DayRange(None, None).hold("1987-01-01")


@pytest.mark.parametrize(
    ("published", "recency"),
    [
        ("2022-06-15", 1.0),
        ("2022-06-16", 1.0),  # by another time zone
        ("2022-06-01", 0.5),
        ("2022-07-15", 0.0),
        (None, 0.0),
    ],
)
def test_recency_halves_with_time(published: str | None, recency: float) -> None:
    assert HALF_LIFE_DAYS == 14
    assert Scope(moment=DAY).recency(published) == recency


def test_without_a_moment_nothing_is_recent() -> None:
    assert Scope().recency("2022-06-15") == 0.0
