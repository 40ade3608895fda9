"""What language models take is reserved before a call and settled after it, within the budget of a day."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from kept_answers import ANNA, START, kept

from bot.records import FILE_NAME, Budget, Message, Records, examined
from bot.records.format import SCHEMA_VERSION


def test_what_is_reserved_counts_until_it_is_settled(records: Records) -> None:
    reserved = records.reserve("shared", 500, Budget(per_day=1_000))
    assert reserved is not None
    assert records.spent() == 500
    records.settle(reserved, 120)
    assert (records.spent(), records.spent("shared"), records.spent("other")) == (120, 120, 0)


@pytest.mark.parametrize(
    ("budget", "library", "granted"),
    [
        (Budget(), "shared", True),
        (Budget(per_day=1_000), "shared", True),
        (Budget(per_day=999), "shared", False),
        (Budget(per_day=999), "other", False),
        (Budget(per_day=10_000, per_library=999), "shared", False),
        (Budget(per_day=10_000, per_library=999), "other", True),
    ],
)
def test_a_budget_is_for_the_day_and_for_each_library(
    records: Records, budget: Budget, library: str, granted: bool
) -> None:
    records.reserve("shared", 600, Budget())
    assert (records.reserve(library, 400, budget) is not None) is granted
    assert records.spent() == (1_000 if granted else 600)


def test_a_budget_survives_a_restart_and_so_does_what_was_reserved(home: Path) -> None:
    with closing(Records(home, clock=lambda: START)) as first:
        assert first.reserve("shared", 800, Budget(per_day=1_000))
    with closing(Records(home, clock=lambda: START)) as second:
        assert second.reserve("shared", 300, Budget(per_day=1_000)) is None


def test_a_new_day_has_its_own_budget(home: Path) -> None:
    with closing(Records(home, clock=lambda: START)) as today:
        reserved = today.reserve("shared", 800, Budget(per_day=1_000))
        assert reserved is not None
    with closing(Records(home, clock=lambda: START + timedelta(days=1))) as tomorrow:
        assert tomorrow.reserve("shared", 900, Budget(per_day=1_000))
        tomorrow.settle(reserved, 10)  # a call over midnight is the day's on which it began
        assert tomorrow.spent() == 900


def test_what_was_spent_goes_with_its_server_and_with_time(records: Records) -> None:
    for library in ("discord-7", "discord-8"):
        records.reserve(library, 5, Budget())
    records.gone(7)
    assert (records.spent("discord-7"), records.spent()) == (0, 5)
    records.expire(START)
    assert records.spent() == 5
    records.expire(START + timedelta(days=1))
    assert records.spent() == 0


def test_records_of_format_1_are_brought_up_with_what_they_hold(home: Path) -> None:
    with closing(Records(home, clock=lambda: START)) as made:
        made.joined(7)
        made.keep(kept())
        with made._connections.writing() as connection:
            connection.execute("ALTER TABLE answers ADD COLUMN denying TEXT NOT NULL DEFAULT '[]'")
            connection.execute("ALTER TABLE statements DROP COLUMN unchecked")
            connection.execute("DROP TABLE spending")
            connection.execute("DROP TABLE unfinished")
            connection.execute("DROP TABLE watches")
            connection.execute(
                "CREATE TABLE watches (answer_key INTEGER PRIMARY KEY REFERENCES answers (key) ON DELETE CASCADE, "
                "channel_id INTEGER NOT NULL, message_id INTEGER NOT NULL) STRICT"
            )
            connection.execute("INSERT INTO watches SELECT key, 5, 11 FROM answers")
            connection.execute("PRAGMA user_version = 1")
    assert not examined(home).ok
    with closing(Records(home, clock=lambda: START)) as brought_up:
        assert brought_up.present() == (7,)
        assert [(watch.message, watch.person) for watch in brought_up.watches("shared")] == [(Message(5, 11), ANNA)]
        assert brought_up.reserve("shared", 1, Budget()) is not None
    assert (home / FILE_NAME).exists()
    assert (examined(home).ok, SCHEMA_VERSION) == (True, 6)
