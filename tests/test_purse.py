"""The purse asks the records before a call; what they cannot tell is no permission."""

from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import BudgetSpent
from bot.generating.purse import Purse
from bot.records import FILE_NAME, Budget, Records


def test_a_budget_that_cannot_be_read_is_told_without_the_place_of_the_records(home: Path) -> None:
    with closing(Records(home)) as records:
        purse = Purse(records, Budget(per_day=1_000), 100)
        for file in home.glob(f"{FILE_NAME}*"):
            file.write_bytes(b"no database" * 1_000)
        with pytest.raises(BudgetSpent, match="doctor") as told, purse.paying("shared", [("human", "Who?")]):
            pytest.fail("nothing may be asked of the model")
    assert str(home) not in str(told.value)
