"""Servers keep their settings, and are gone only after the grace period."""

import json
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from kept_answers import GUILD, START, later

from bot.records import FILE_NAME, Records, ServerSettings


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.moment = START

    def __call__(self) -> datetime:
        return self.moment


def test_a_server_that_set_nothing_has_the_defaults(records: Records) -> None:
    assert records.settings_of(GUILD) == ServerSettings()


def test_a_change_leaves_the_other_settings(records: Records) -> None:
    records.change(GUILD, channels=(1, 2), private=True)
    changed = records.change(GUILD, language="de", roles=(3,))
    assert changed == ServerSettings(channels=(1, 2), private=True, language="de", roles=(3,))
    assert records.settings_of(GUILD) == changed


def test_a_server_changes_nothing_for_another(records: Records) -> None:
    records.change(GUILD, threads=True)
    assert records.settings_of(GUILD + 1) == ServerSettings()


def test_an_unknown_setting_is_a_mistake(records: Records) -> None:
    with pytest.raises(TypeError):
        records.change(GUILD, colour="red")  # type: ignore[call-arg]
    assert records.settings_of(GUILD) == ServerSettings()


def test_settings_of_another_version_are_read(records: Records, home: Path) -> None:
    records.joined(GUILD)
    with closing(sqlite3.connect(home / FILE_NAME)) as connection, connection:
        stored = json.dumps({"forums": [4], "of a later version": True})
        connection.execute("UPDATE servers SET settings = ?", (stored,))
    assert records.settings_of(GUILD) == ServerSettings(forums=(4,))


def test_a_server_that_was_left_departs_after_the_grace_period(home: Path) -> None:
    clock = Clock()
    records = Records(home, clock)
    records.joined(GUILD)
    clock.moment = later(days=1)
    records.left(GUILD)
    assert (records.departed(later(days=1)), records.departed(later(days=1, seconds=1))) == ((), (GUILD,))
    records.close()


def test_leaving_twice_does_not_prolong_the_grace_period(home: Path) -> None:
    clock = Clock()
    records = Records(home, clock)
    records.left(GUILD)
    clock.moment = later(days=5)
    records.left(GUILD)
    assert records.departed(later(hours=1)) == (GUILD,)
    records.close()


def test_a_server_that_comes_back_keeps_its_settings(records: Records) -> None:
    records.change(GUILD, private=True)
    records.left(GUILD)
    assert records.present() == ()
    records.joined(GUILD)
    assert (records.departed(later(days=99)), records.present()) == ((), (GUILD,))
    assert records.settings_of(GUILD).private


def test_a_server_that_is_gone_is_unknown(records: Records) -> None:
    records.change(GUILD, private=True)
    records.left(GUILD)
    records.gone(GUILD)
    assert (records.departed(later(days=99)), records.settings_of(GUILD)) == ((), ServerSettings())
