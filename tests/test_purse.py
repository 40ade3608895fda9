"""The purse asks the records before a call; what they cannot tell is no permission."""

from contextlib import closing
from pathlib import Path

import pytest
from langchain_core.prompts import ChatPromptTemplate

from bot.errors import BudgetSpent
from bot.generating.asking import Asked
from bot.generating.purse import Purse
from bot.records import FILE_NAME, Budget, Records

ASKED = Asked(ChatPromptTemplate.from_messages([("human", "{question}")]), {"question": "Who?"})


def purse_of(home: Path) -> Purse:
    return Purse(home, Budget(per_day=10_000), 100)


def spoil_records(home: Path) -> None:
    for file in home.glob(f"{FILE_NAME}*"):
        file.write_bytes(b"no database" * 1_000)


def test_a_budget_that_cannot_be_read_is_told_without_the_place_of_the_records(home: Path) -> None:
    with closing(purse_of(home)) as purse:
        with purse.paying("shared", ASKED):
            pass
        spoil_records(home)
        with pytest.raises(BudgetSpent, match="doctor") as told, purse.paying("shared", ASKED):
            pytest.fail("nothing may be asked of the model")
    assert str(home) not in str(told.value)


def test_records_that_cannot_be_opened_at_the_first_call_are_told_so_too(home: Path) -> None:
    Records(home).close()
    spoil_records(home)
    purse = purse_of(home)
    with pytest.raises(BudgetSpent, match="doctor") as told, purse.paying("shared", ASKED):
        pytest.fail("nothing may be asked of the model")
    assert str(home) not in str(told.value)
