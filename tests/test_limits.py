"""Limits of several phrases hold what any of them holds."""

from datetime import date

import pytest

from bot.times.limits import Limits, together

MAY_2, MAY_9, MAY_20, JUNE_1 = date(2022, 5, 2), date(2022, 5, 9), date(2022, 5, 20), date(2022, 6, 1)


@pytest.mark.parametrize(
    ("found", "both"),
    [
        ([], Limits()),
        ([Limits(MAY_2, MAY_9)], Limits(MAY_2, MAY_9)),
        ([Limits(MAY_2, MAY_9), Limits(MAY_9, MAY_20)], Limits(MAY_2, MAY_20)),
        ([Limits(MAY_2), Limits(None, MAY_9)], Limits(MAY_2, MAY_9)),
        ([Limits(None, MAY_2), Limits(None, MAY_9)], Limits(None, MAY_9)),
        ([Limits(MAY_2)], Limits(MAY_2, JUNE_1)),
        ([Limits(MAY_2, MAY_9), Limits(MAY_20)], Limits(MAY_2, JUNE_1)),
        ([Limits(MAY_9), Limits(None, MAY_2)], None),
    ],
)
def test_limits_are_joined(found: list[Limits], both: Limits | None) -> None:
    assert together(found, date(2022, 5, 31)) == both
