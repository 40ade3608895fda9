"""Articles are compared by the moments that they state, not by how these are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.times.publication import moment_of, precedes

PUBLISHED = st.one_of(
    st.dates().filter(lambda day: 1600 <= day.year <= 2200).map(str),
    st.sampled_from(["2022-06-08", "2022-06-07", "2022-06-08T23:30:00-08:00", "2022-06-09T01:00:00+09:00"]),
    st.datetimes().filter(lambda moment: 1600 <= moment.year <= 2200).map(lambda moment: moment.isoformat()),
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2022-06-01", "2022-06-08T10:00:00+00:00"),
        ("2022-06-08T06:00:00+00:00", "2022-06-08T10:00:00+00:00"),
        ("2022-06-08T10:00:00+00:00", "2022-06-08T06:00:00-05:00"),
        ("2022-06-09T01:00:00+09:00", "2022-06-08T18:00:00+00:00"),
    ],
)
def test_what_was_published_earlier_precedes(one: str, other: str) -> None:
    assert precedes(one, other)
    assert not precedes(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("2022-06-08", "2022-06-08T10:00:00+00:00"), (None, "2022-06-08"), ("2022-06-08", None), (None, None)],
)
def test_what_cannot_be_told_precedes_nothing(one: str | None, other: str | None) -> None:
    assert not precedes(one, other)
    assert not precedes(other, one)


def test_the_undated_comes_before_all() -> None:
    assert moment_of(None) < moment_of("1600-01-01")


@given(PUBLISHED, PUBLISHED)
def test_what_precedes_comes_before(one: str, other: str) -> None:
    assert not precedes(one, other) or moment_of(one) < moment_of(other)
