"""The doctor says of the records whether they are sound, and touches nothing."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from kept_answers import kept

from bot.records import FILE_NAME, Records, examined


@pytest.fixture
def file(home: Path) -> Path:
    records = Records(home)
    records.keep(kept())
    records.close()
    return home / FILE_NAME


def test_sound_records_are_sound(file: Path) -> None:
    check = examined(file.parent)
    assert (check.ok, "1 answers kept" in check.detail) == (True, True)


def test_records_in_use_are_examined(file: Path) -> None:
    records = Records(file.parent)
    records.keep(kept())
    assert "2 answers kept" in examined(file.parent).detail
    records.close()


def test_no_records_are_no_fault(home: Path) -> None:
    assert examined(home).ok
    assert not home.exists()


def test_looking_makes_and_changes_nothing(file: Path) -> None:
    before = {path: path.read_bytes() for path in file.parent.iterdir()}
    examined(file.parent)
    assert {path: path.read_bytes() for path in file.parent.iterdir()} == before


def run(statement: str) -> Callable[[Path], None]:
    def change(file: Path) -> None:
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute(statement)

    return change


def overwrite(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4096 + 100 : 4096 * 4] = b"\xff" * (4096 * 3 - 100)
    file.write_bytes(content)


WRONG: list[tuple[str, Callable[[Path], object], str, str]] = [
    ("a newer format", run("PRAGMA user_version = 9"), "format 9", "Install the newsdesk"),
    ("an older format", run("PRAGMA user_version = -1"), "format -1", "Start newsdesk bot"),
    ("an empty file", lambda file: file.write_bytes(b""), "format 0", "move the file away"),
    ("no database", lambda file: file.write_bytes(b"no" * 5_000), "cannot be read", "move the file away"),
    ("damaged pages", overwrite, "", "move the file away"),
    (
        "a stray row",
        run("INSERT INTO watches VALUES (99, 'anna', 1, 1, 'auto')"),
        "belongs to no row",
        "move the file away",
    ),
    ("no salt", run("DELETE FROM facts"), "salt", "move the file away"),
    ("open to others", lambda file: file.chmod(0o644), "others can read", "chmod 600"),
]


@pytest.mark.parametrize(("what", "damage", "detail", "remedy"), WRONG, ids=[wrong[0] for wrong in WRONG])
def test_what_is_wrong_is_told_with_what_to_do(
    file: Path, what: str, damage: Callable[[Path], object], detail: str, remedy: str
) -> None:
    damage(file)
    check = examined(file.parent)
    assert not check.ok
    assert detail in check.detail
    assert remedy in check.remedy
