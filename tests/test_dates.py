"""Dates are read where they are stated, and never guessed."""

import re
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dates import iso_date, stated_in


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2020-10-21", "2020-10-21"),
        ("20240101", "2024-01-01"),
        (" 2020-10-21 ", "2020-10-21"),
        ("2020-10-21T10:15:00Z", "2020-10-21T10:15:00+00:00"),
        ("2020-10-21T10:15:00.123Z", "2020-10-21T10:15:00.123000+00:00"),
        ("2020-10-21 10:15:00 +0200", "2020-10-21T10:15:00+02:00"),
        ("2020-10-21T10:15", "2020-10-21T10:15:00"),
        ("Wed, 21 Oct 2020 10:15:00 GMT", "2020-10-21T10:15:00+00:00"),
        ("Wed, 21 Oct 2020 10:15:00 EDT", "2020-10-21T10:15:00-04:00"),
        ("21 Oct 20 10:15 GMT", "2020-10-21T10:15:00+00:00"),
        ("21 October 2020", "2020-10-21"),
        ("October 21st, 2020", "2020-10-21"),
        ("Wednesday, Oct. 21, 2020 10:15 AM EDT", "2020-10-21T10:15:00-04:00"),
        ("Oct 21, 2020 at 12:05 a.m. UTC", "2020-10-21T00:05:00+00:00"),
        ("21 October 2020 10:15", "2020-10-21"),
        ("2020/10/21", "2020-10-21"),
    ],
)
def test_a_date_is_read_in_the_form_it_is_written(written: str, read: str) -> None:
    assert iso_date(written) == read


@pytest.mark.parametrize(
    "written",
    [
        "",
        "yesterday",
        "3 hours ago",
        "2020",
        "May 2020",
        "03/04/2020",
        "21/10/2020",
        "21.10.2020",
        "21 Oct 20",
        "2020-02-30",
        "30 February 2020",
        "2020-13-45",
        "1599-12-31",
        "2201-01-01",
        "31 December 1599",
        "Thu, 21 Oct 2020 10:15:00 GMT",
        "Tuesday, October 21, 2020",
        "2020-10-21 or so",
    ],
)
def test_a_date_that_is_none_or_not_certain_is_unknown(written: str) -> None:
    assert iso_date(written) is None


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("Published 21 October 2020", "2020-10-21"),
        ("Published: 2020-10-21T10:15:00Z", "2020-10-21T10:15:00+00:00"),
        ("First published Wed 21 Oct 2020 10.15 GMT", "2020-10-21T10:15:00+00:00"),
        ("October 21, 2020 10:15 AM EDT", "2020-10-21T10:15:00-04:00"),
        ("Posted on Oct 21, 2020 at 10:15 a.m. ET", "2020-10-21"),
        ("Published 21 October 2020 | Updated 22 October 2020", "2020-10-21"),
        ("By Jane Doe, October 21, 2020", "2020-10-21"),
        ("By Jane Doe | October 21, 2020 | 5 min read", "2020-10-21"),
        ("Date: 21 October 2020", "2020-10-21"),
    ],
)
def test_a_line_of_its_own_states_the_date(line: str, read: str) -> None:
    assert stated_in(f"Rain on the harbour\n\n{line}\n\nRain fell.") == read


@pytest.mark.parametrize(
    "line",
    [
        "Updated October 22, 2020",
        "Last modified: 2020-10-22",
        "© 2020 The Post",
        "3 hours ago",
        "On 21 October 2020 the mayor spoke.",
        "October 21, 2020 was a dark day.",
        "21 October 2020: the day everything changed",
        "WASHINGTON, Oct 21, 2020 (Reuters) - The harbour",
        "Published: 03/04/2020",
        "Published 30 February 2020",
        "https://post.example/2020/10/21/rain",
    ],
)
def test_a_line_about_something_else_states_nothing(line: str) -> None:
    assert stated_in(f"{line}\nRain fell.") is None


def test_a_date_far_down_is_not_the_article_s() -> None:
    assert stated_in("Rain fell.\n" * 20 + "Published 21 October 2020") is None


def test_a_date_in_a_long_paragraph_is_passed_over() -> None:
    assert stated_in("Published 21 October 2020 | Updated " + "again and " * 30) is None


@given(st.text())
def test_any_text_is_read_without_an_exception(text: str) -> None:
    for found in (iso_date(text), stated_in(text)):
        assert found is None or re.match(r"\d{4}-\d\d-\d\d", found)


@given(st.datetimes(datetime(1600, 1, 1), datetime(2200, 12, 31)))
def test_a_moment_in_iso_8601_is_read_as_itself(moment: datetime) -> None:
    assert iso_date(moment.isoformat()) == moment.isoformat()
