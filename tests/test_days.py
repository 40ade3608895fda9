"""Days are counted back from a given one; weeks begin on Monday."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.times import days
from bot.times.days import Days

THURSDAY = date(2022, 6, 16)
SATURDAY = date(2022, 6, 18)


def run(first: str, last: str) -> Days:
    return Days(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("unit", "later", "meant"),
    [
        ("week", 0, run("2022-06-13", "2022-06-19")),
        ("week", -1, run("2022-06-06", "2022-06-12")),
        ("month", 0, run("2022-06-01", "2022-06-30")),
        ("month", -1, run("2022-05-01", "2022-05-31")),
        ("month", 1, run("2022-07-01", "2022-07-31")),
        ("quarter", 0, run("2022-04-01", "2022-06-30")),
        ("quarter", -2, run("2021-10-01", "2021-12-31")),
        ("year", -1, run("2021-01-01", "2021-12-31")),
        ("weekend", -1, run("2022-06-11", "2022-06-12")),
        ("weekend", 0, run("2022-06-18", "2022-06-19")),
        ("summer", 0, run("2022-06-01", "2022-08-31")),
        ("summer", -1, run("2021-06-01", "2021-08-31")),
        ("winter", -1, run("2021-12-01", "2022-02-28")),
        ("autumn", 1, run("2022-09-01", "2022-11-30")),
    ],
)
def test_a_unit_is_the_one_around_today_or_so_many_later(unit: str, later: int, meant: Days) -> None:
    assert days.unit(THURSDAY, unit, later) == meant


def test_a_winter_still_lasts_in_february() -> None:
    assert days.unit(date(2022, 2, 1), "winter", 0) == run("2021-12-01", "2022-02-28")


def test_the_last_weekend_of_a_saturday_is_the_one_before() -> None:
    assert days.unit(SATURDAY, "weekend", -1) == run("2022-06-11", "2022-06-12")


def test_this_weekend_of_a_monday_is_over() -> None:
    assert days.unit(date(2022, 6, 20), "weekend", 0) == run("2022-06-18", "2022-06-19")


@pytest.mark.parametrize(
    ("number", "unit", "first"),
    [(24, "hour", "2022-06-15"), (3, "day", "2022-06-13"), (2, "week", "2022-06-02"), (4, "month", "2022-02-16")],
)
def test_counted_units_run_up_to_today(number: int, unit: str, first: str) -> None:
    assert days.counted(THURSDAY, number, unit) == run(first, "2022-06-16")


def test_months_back_from_the_31st_end_with_the_month() -> None:
    assert days.counted(date(2022, 3, 31), 1, "month").first == date(2022, 2, 28)


@pytest.mark.parametrize(
    ("number", "unit", "meant"),
    [
        ((2, 2), "day", run("2022-06-14", "2022-06-14")),
        ((2, 7), "day", run("2022-06-09", "2022-06-14")),
        ((3, 3), "hour", run("2022-06-15", "2022-06-16")),
        ((2, 2), "week", run("2022-05-29", "2022-06-06")),
        ((10, 10), "year", run("2012-01-01", "2012-12-31")),
    ],
)
def test_the_longer_ago_the_wider(number: tuple[int, int], unit: str, meant: Days) -> None:
    assert days.ago(THURSDAY, number, unit) == meant


@pytest.mark.parametrize(
    ("weekday", "which", "meant"),
    [
        (1, "", run("2022-06-14", "2022-06-14")),
        (4, "", run("2022-06-10", "2022-06-10")),
        (3, "", run("2022-06-09", "2022-06-16")),
        (0, "last ", run("2022-06-06", "2022-06-13")),
        (5, "last ", run("2022-06-11", "2022-06-11")),
        (3, "next ", run("2022-06-23", "2022-06-23")),
    ],
)
def test_a_weekday_that_can_be_two_days_is_both(weekday: int, which: str, meant: Days) -> None:
    assert days.weekday(THURSDAY, weekday, which) == meant


def test_the_31st_is_in_the_last_month_that_has_one() -> None:
    assert days.last_numbered(date(2022, 7, 1), 31) == date(2022, 5, 31)


def test_a_leap_day_is_the_last_there_was() -> None:
    assert days.last_date(THURSDAY, 2, 29) == date(2020, 2, 29)


def test_a_day_that_no_year_has_is_refused() -> None:
    with pytest.raises(ValueError, match="no such day"):
        days.last_date(THURSDAY, 2, 30)


def test_a_month_that_has_not_begun_is_last_years() -> None:
    assert days.last_month(THURSDAY, 10) == run("2021-10-01", "2021-10-31")


def test_a_quarter_that_has_not_begun_is_last_years() -> None:
    assert days.last_quarter(THURSDAY, 2) == run("2022-04-01", "2022-06-30")
    assert days.last_quarter(THURSDAY, 3) == run("2021-07-01", "2021-09-30")


@given(st.dates(), st.timedeltas())
def test_a_day_is_shifted_within_the_calendar(moment: date, by: timedelta) -> None:
    shifted = days.shifted(moment, by)
    assert (shifted - moment).days in (by.days, (date.min - moment).days, (date.max - moment).days)


def test_a_single_day_is_shown_once() -> None:
    assert str(days.day(THURSDAY)) == "2022-06-16"


@given(
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.sampled_from(["week", "month", "quarter", "year", "weekend", "spring", "summer", "fall", "winter"]),
)
def test_the_last_unit_is_over_and_the_next_has_not_begun(today: date, unit: str) -> None:
    assert days.unit(today, unit, -1).last < today < days.unit(today, unit, 1).first


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 6))
def test_a_weekday_has_its_number(today: date, number: int) -> None:
    found = days.weekday(today, number)
    assert found.first.weekday() == found.last.weekday() == number
    assert found.last <= today
