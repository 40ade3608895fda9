"""The records' file is private, survives kills, and serves several threads and processes at once."""

import os
import random
import sqlite3
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import NOBODY, ROOT, bare_environment, become, open_the_way
from kept_answers import ANNA, GUILD, kept

from bot.errors import RecordsError
from bot.records import FILE_NAME, Records, existing
from bot.records.connections import RecordsConnections
from bot.records.format import SCHEMA

KILLS = int(os.environ.get("RECORDS_KILLS", "6"))  # more by hand: RECORDS_KILLS=100
WRITER = """
import sys
from pathlib import Path
from kept_answers import kept
from bot.records import Records
records = Records(Path(sys.argv[1]))
print("ready", flush=True)
for number in range(int(sys.argv[2])):
    answer_id = records.keep(kept(f"Question {number}?", person=sys.argv[3]))
    records.rate(answer_id, sys.argv[3], up=True)
    print(answer_id, flush=True)
"""


def writer(home: Path, answers: int, person: str) -> "subprocess.Popen[str]":
    environment = bare_environment(home, PYTHONPATH=f"{ROOT}:{ROOT / 'tests'}")
    command = [sys.executable, "-c", WRITER, str(home), str(answers), person]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def answers_and_verdicts(home: Path) -> tuple[set[str], set[str]]:
    records = Records(home)
    with closing(sqlite3.connect(home / FILE_NAME)) as connection:
        answers = {row[0] for row in connection.execute("SELECT id FROM answers")}
        judged = {row[0] for row in connection.execute("SELECT id FROM feedback JOIN answers ON key = answer_key")}
        assert [row[0] for row in connection.execute("PRAGMA integrity_check")] == ["ok"]
        assert list(connection.execute("PRAGMA foreign_key_check")) == []
    for answer_id in answers:
        found = records.answer(answer_id)
        assert found is not None
        assert len(found.statements) == len(kept().statements)
        assert len(found.citations) == len(kept().citations)
    records.close()
    return answers, judged


def test_after_a_kill_everything_acknowledged_is_there_and_whole(home: Path) -> None:
    chance = random.Random(5)
    acknowledged: set[str] = set()
    for _ in range(KILLS):
        with writer(home, 100_000, ANNA) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            time.sleep(chance.uniform(0, 0.3))
            process.kill()
            said = process.stdout.read()
        acknowledged |= set(said[: said.rfind("\n") + 1].split())  # a line that was cut off acknowledges nothing
        answers, judged = answers_and_verdicts(home)
        assert acknowledged <= answers
        assert acknowledged <= judged
    assert acknowledged


def test_two_processes_and_a_thread_pool_lose_nothing(records: Records, home: Path) -> None:
    writers = [writer(home, 40, person) for person in ("a" * 32, "b" * 32)]
    with ThreadPoolExecutor(8) as pool:
        own = set(pool.map(lambda number: records.keep(kept(str(number))), range(40)))
    acknowledged = {line for process in writers for line in process.communicate()[0].split()} - {"ready"}
    assert [process.returncode for process in writers] == [0, 0]
    assert len(own | acknowledged) == 120
    assert answers_and_verdicts(home)[0] == own | acknowledged


def test_processes_that_open_new_records_at_once_agree_on_the_salt(home: Path) -> None:
    script = f"from pathlib import Path; from bot.records import Records; print(Records(Path({str(home)!r})).person(7))"
    environment = bare_environment(home, PYTHONPATH=str(ROOT))
    processes = [
        subprocess.Popen([sys.executable, "-c", script], env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    assert len({process.communicate()[0] for process in processes}) == 1


def test_changes_at_once_lose_none_of_each_other(records: Records) -> None:
    changes = [{"private": True}, {"threads": True}, {"channels": (1,)}, {"roles": (2,)}, {"forums": (3,)}]
    with ThreadPoolExecutor(len(changes)) as pool:
        list(pool.map(lambda change: records.change(GUILD, **change), changes))
    settings = records.settings_of(GUILD)
    assert settings.private
    assert settings.threads
    assert (settings.channels, settings.roles, settings.forums) == ((1,), (2,), (3,))


def test_only_the_owner_can_read_the_files(records: Records, home: Path) -> None:
    before = os.umask(0)
    try:
        again = Records(home / "inner")
        again.keep(kept())
    finally:
        os.umask(before)
    files = list((home / "inner").iterdir())
    assert len(files) == 3  # with the write-ahead log and its index
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in files)
    assert stat.S_IMODE((home / "inner").stat().st_mode) == 0o700
    again.close()


def test_a_file_that_others_can_read_is_closed_to_them(home: Path) -> None:
    Records(home).close()
    (home / FILE_NAME).chmod(0o644)
    Records(home).close()
    assert stat.S_IMODE((home / FILE_NAME).stat().st_mode) == 0o600


def test_records_of_a_newer_format_are_refused_and_left_alone(home: Path) -> None:
    Records(home).close()
    with closing(sqlite3.connect(home / FILE_NAME)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(RecordsError, match=r"format 99.*Install the newsdesk"):
        Records(home)


def test_records_of_an_older_format_are_brought_up(home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    records = Records(home)
    answer_id, person = records.keep(kept()), records.person(7)
    records.close()
    newer = SCHEMA.version + 1
    (tmp_path / "upgrades").mkdir()
    (tmp_path / "upgrades" / f"{newer}.sql").write_text("ALTER TABLE answers ADD COLUMN pinned INTEGER;\n")
    monkeypatch.setattr("index.database.schema.files", lambda package: tmp_path)
    monkeypatch.setattr(RecordsConnections, "schema", replace(SCHEMA, version=newer))
    again = Records(home)
    assert again.answer(answer_id) is not None
    assert again.person(7) == person
    with closing(sqlite3.connect(home / FILE_NAME)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (newer,)
        connection.execute("SELECT pinned FROM answers")
    again.close()


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 4_000])
def test_a_damaged_file_is_refused_with_what_to_do(home: Path, content: bytes) -> None:
    home.mkdir()
    (home / FILE_NAME).write_bytes(content)
    with pytest.raises(RecordsError, match=r"damaged.*move the file away"):
        Records(home)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become a user who may not write")
def test_a_directory_that_cannot_be_written_is_refused_with_what_to_do(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o555)
    open_the_way(locked)
    script = (
        "import os; from pathlib import Path; from bot.errors import RecordsError; from bot.records import Records\n"
        "os.setgid(65534); os.setuid(65534)\n"
        f"try: Records(Path({str(locked)!r}) / 'home')\n"
        "except RecordsError as error: print(error)"
    )
    unmeasured = {name: value for name, value in bare_environment(locked).items() if not name.startswith("COV")}
    environment = unmeasured | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert "NEWSDESK_HOME" in done.stdout


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become a user who may not write")
def test_records_that_cannot_be_written_are_read_all_the_same(records: Records, home: Path) -> None:
    answer_id = records.keep(kept())
    records.close()
    open_the_way(home)
    home.chmod(0o555)
    (home / FILE_NAME).chmod(0o444)
    with become(NOBODY), existing(home) as seen:
        assert seen is not None
        assert seen.answer(answer_id) is not None
        with pytest.raises(RecordsError, match="writable"):
            seen.keep(kept())


def test_asking_after_records_makes_none(home: Path) -> None:
    with existing(home) as records:
        assert records is None
    assert not home.exists()


def test_records_that_are_there_are_opened(records: Records, home: Path) -> None:
    answer_id = records.keep(kept())
    with existing(home) as again:
        assert again is not None
        assert again.answer(answer_id) is not None
