"""A backup is whole and holds nothing erased; a restore happens whole or not at all, whenever it is killed."""

import os
import random
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from conftest import NOBODY, an_article, become, open_the_way
from filelock import FileLock

from index import Article, Follower, Ledger, LedgerError, Passage
from index.condition import FOLLOWED
from index.exact import ExactSearch
from index.indexing import LOCK_NAME as INDEXING_LOCK
from index.keeping.backups import backup
from index.keeping.restoring import REVISIONS_AHEAD, restore
from index.ledger import FILE_NAME, StoredPassage
from index.leftovers import COPYING, IN_USE, STAGING
from index.ownership import LOCK_NAME

KILLS = int(os.environ.get("RESTORE_KILLS", "6"))  # more by hand: RESTORE_KILLS=40


def put(ledger: Ledger, article: Article) -> None:
    vector = np.zeros(384, dtype=np.float32)
    vector[len(article.text) % 384] = 1
    passage = Passage(f"{article.library}-{article.id}-0", article.id, 0, 0, len(article.text), article.text)
    with ledger.writing() as transaction:
        transaction.store(article, [StoredPassage(passage, "e", vector)], [])
        transaction.note_source(article.library, f"/{article.id}", "2026-01-01", None)


def ids(ledger: Ledger) -> list[str]:
    with ledger.reading() as snapshot:
        return [article.id for article in snapshot.articles("shared")]


def revision(ledger: Ledger) -> int:
    with ledger.reading() as snapshot:
        return snapshot.revision


@pytest.fixture
def ledger(home: Path) -> Iterator[Ledger]:
    ledger = Ledger(home)
    put(ledger, an_article())
    yield ledger
    ledger.close()


@pytest.fixture
def saved(ledger: Ledger, tmp_path: Path) -> Path:
    """A backup with the article `rain`; the ledger has `sun` as well by now."""
    file = tmp_path / "saved.backup"
    backup(ledger, file)
    put(ledger, an_article("The sun shone.", id="sun"))
    return file


def test_a_backup_says_what_it_holds(ledger: Ledger, tmp_path: Path) -> None:
    made = backup(ledger, tmp_path / "a")
    assert (made.file, made.bytes) == (tmp_path / "a", (tmp_path / "a").stat().st_size)
    assert (made.articles, made.revision) == (1, revision(ledger))


def test_a_backup_can_be_read_by_its_owner_only(ledger: Ledger, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        backup(ledger, tmp_path / "a")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600


def test_a_backup_leaves_nothing_else_beside_it(ledger: Ledger, tmp_path: Path) -> None:
    backup(ledger, tmp_path / "a")
    assert {path.name for path in tmp_path.iterdir()} == {"home", "a"}


def test_what_a_killed_backup_left_is_removed_by_the_next_and_a_live_one_is_not(ledger: Ledger, tmp_path: Path) -> None:
    left, live, made, foreign = (tmp_path / f"{COPYING}{name}" for name in ("left", "live", "made", "foreign"))
    for folder in (left, live, made):
        folder.mkdir()
    foreign.symlink_to(ledger.home)
    (left / IN_USE).touch()
    with FileLock(live / IN_USE):
        backup(ledger, tmp_path / "a")
        assert [path.exists() for path in (left, live, made, foreign)] == [False, True, True, True]
    assert ids(ledger) == ["rain"]


def test_a_name_that_no_file_can_have_is_an_error_with_a_remedy(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"too long.*name another file"):
        backup(ledger, tmp_path / ("n" * 300))
    assert {path.name for path in tmp_path.iterdir()} == {"home"}


def test_a_backup_holds_nothing_of_an_article_removed_before(ledger: Ledger, tmp_path: Path) -> None:
    put(ledger, an_article("Supercalifragilistic walruses returned to the harbour.", id="gone"))
    with ledger.writing() as transaction:
        transaction.remove("shared", "gone")
    backup(ledger, tmp_path / "a")
    held = (tmp_path / "a").read_bytes().lower()
    assert b"upercalifragilist" not in held
    assert b"walruses" not in held


def test_a_backup_is_made_while_another_connection_reads_and_writes(ledger: Ledger, tmp_path: Path) -> None:
    other = sqlite3.connect(ledger.home / FILE_NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("DELETE FROM articles")
    made = backup(ledger, tmp_path / "a")
    other.close()
    assert made.articles == 1


def test_a_file_that_is_there_is_not_replaced(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("mine")
    with pytest.raises(LedgerError, match="--force"):
        backup(ledger, tmp_path / "a")
    assert (tmp_path / "a").read_text() == "mine"


def test_a_file_that_is_there_is_replaced_when_asked(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("mine")
    assert backup(ledger, tmp_path / "a", overwrite=True).articles == 1


def test_a_file_that_comes_up_meanwhile_is_not_replaced(ledger: Ledger, tmp_path: Path) -> None:
    class Slow(Ledger):
        def copy_out(self, file: Path) -> None:
            super().copy_out(file)
            (tmp_path / "a").write_text("mine")

    slow = Slow(ledger.home)
    with pytest.raises(LedgerError, match="there already"):
        backup(slow, tmp_path / "a")
    slow.close()
    assert (tmp_path / "a").read_text() == "mine"


def planted_link(place: Path) -> None:
    (place.parent / "victim").write_text("mine")
    place.symlink_to(place.parent / "victim")


@pytest.mark.parametrize("plant", [planted_link, Path.mkdir, os.mkfifo])
def test_what_is_no_plain_file_is_left_alone_even_when_asked(
    ledger: Ledger, tmp_path: Path, plant: Callable[[Path], None]
) -> None:
    plant(tmp_path / "a")
    before = (tmp_path / "a").lstat()
    with pytest.raises(LedgerError, match="not a plain file"):
        backup(ledger, tmp_path / "a", overwrite=True)
    assert (tmp_path / "a").lstat().st_ino == before.st_ino


@pytest.mark.parametrize("place", ["a", "sub/a", "../link/a"])
def test_no_backup_is_put_into_the_data_directory(ledger: Ledger, place: str) -> None:
    (ledger.home / "sub").mkdir()
    (ledger.home.parent / "link").symlink_to(ledger.home / "sub")
    with pytest.raises(LedgerError, match="in the data directory"):
        backup(ledger, ledger.home / place)


def test_a_missing_folder_is_named(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"no folder .*missing"):
        backup(ledger, tmp_path / "missing" / "a")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become a user to whom a folder is closed")
def test_a_folder_closed_to_us_is_an_error_with_a_remedy(ledger: Ledger, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o755)
    open_the_way(closed)
    for path in (ledger.home, *ledger.home.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    with become(NOBODY), pytest.raises(LedgerError, match="permissions"):
        backup(ledger, closed / "a")


def test_a_full_disk_is_an_error_with_a_remedy_and_leaves_nothing(ledger: Ledger, tmp_path: Path) -> None:
    code = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from index import Ledger, LedgerError; from index.keeping.backups import backup\n"
        f"ledger = Ledger(Path({str(ledger.home)!r}))\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))\n"
        f"try: backup(ledger, Path({str(tmp_path / 'a')!r}))\n"
        "except LedgerError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Make room" in done.stdout
    assert {path.name for path in tmp_path.iterdir()} == {"home"}


def test_a_restore_brings_back_what_was_saved(ledger: Ledger, saved: Path) -> None:
    assert restore(ledger.home, saved).articles == 1
    assert ids(ledger) == ["rain"]


def test_a_restored_article_is_found_by_its_words(ledger: Ledger, saved: Path) -> None:
    restore(ledger.home, saved)
    with ledger.reading() as snapshot:
        assert list(snapshot.ranked_by_words(("shared",), "harbour", 5)) == [("shared", "shared-rain-0")]


def test_a_restore_into_a_new_place_makes_it_private(saved: Path, tmp_path: Path) -> None:
    restore(tmp_path / "new", saved)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
    restored = Ledger(tmp_path / "new")
    assert ids(restored) == ["rain"]
    restored.close()


def test_a_restore_leaves_no_copy_behind(ledger: Ledger, saved: Path) -> None:
    (ledger.home / f"{STAGING}killed").mkdir()
    restore(ledger.home, saved)
    assert not list(ledger.home.glob(f"{STAGING}*"))


def test_the_revision_goes_on_from_the_higher_one(ledger: Ledger, saved: Path) -> None:
    before = revision(ledger)
    restored = restore(ledger.home, saved).revision
    assert restored == revision(ledger) == before + REVISIONS_AHEAD


def test_the_exact_search_of_an_open_process_finds_what_was_restored(ledger: Ledger, saved: Path) -> None:
    search = ExactSearch()
    vector = np.ones(384, dtype=np.float32)
    with ledger.reading() as snapshot:
        assert len(search.near(snapshot, "shared", vector, 5)) == 2
    restore(ledger.home, saved)
    with ledger.reading() as snapshot:
        assert len(search.near(snapshot, "shared", vector, 5)) == 1


def test_a_reader_in_the_midst_of_reading_keeps_its_view_and_then_sees_the_restored(
    ledger: Ledger, saved: Path
) -> None:
    with ledger.reading() as snapshot:
        assert snapshot.freshness("shared").articles == 2
        restore(ledger.home, saved)
        assert snapshot.freshness("shared").articles == 2
    assert ids(ledger) == ["rain"]


def test_chroma_is_rebuilt_after_a_restore(ledger: Ledger, saved: Path) -> None:
    with ledger.writing() as transaction:
        transaction.set_fact(FOLLOWED, "1000000")
    restore(ledger.home, saved)
    assert Follower(ledger, lambda home, folder: True).behind


@pytest.mark.parametrize("lock", [LOCK_NAME, INDEXING_LOCK])
def test_a_restore_beside_a_working_process_is_refused(ledger: Ledger, saved: Path, lock: str) -> None:
    with FileLock(ledger.home / lock), pytest.raises(LedgerError, match="Stop it"):
        restore(ledger.home, saved)
    assert ids(ledger) == ["rain", "sun"]


def test_a_damaged_ledger_is_set_aside(ledger: Ledger, saved: Path) -> None:
    ledger.close()
    (ledger.home / FILE_NAME).write_bytes(b"no database at all " * 500)
    (aside,) = restore(ledger.home, saved).set_aside
    assert aside.read_bytes().startswith(b"no database")
    assert ids(Ledger(ledger.home)) == ["rain"]


def executed(*statements: str) -> Callable[[Path], None]:
    def spoil(file: Path) -> None:
        connection = sqlite3.connect(file)
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        connection.close()

    return spoil


def as_a_foreign_database(file: Path) -> None:
    file.unlink()
    executed("CREATE TABLE t (x)")(file)


def as_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def as_a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def with_all_pages_but_the_first_bad(file: Path) -> None:
    length = file.stat().st_size
    with file.open("r+b") as stream:
        stream.seek(4096)
        stream.write(b"\xff" * (length - 4096))


def note(file: Path, name: str, value: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))


def of_format(file: Path, number: int) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA user_version = {number}")


def written(end: str) -> Callable[[Path], None]:
    def spoil(file: Path) -> None:
        file.with_name(file.name + end).write_bytes(b"\xff\x00" * 40_000)

    return spoil


def made(name: str) -> Callable[[Path], None]:
    def spoil(file: Path) -> None:
        file.with_name(name).unlink(missing_ok=True)
        file.with_name(name).mkdir()

    return spoil


@pytest.mark.parametrize(
    "spoil",
    [
        as_a_folder,
        as_a_pipe,
        as_a_foreign_database,
        with_all_pages_but_the_first_bad,
        lambda file: file.unlink() or file.symlink_to(file.with_name("nowhere")),
        lambda file: of_format(file, 99),
        lambda file: of_format(file, 1),
        lambda file: of_format(file, 0),
        lambda file: note(file, "revision", "many"),
        lambda file: note(file, "erasing", "junk"),
        lambda file: os.truncate(file, 0),
        lambda file: os.truncate(file, 5000),
        written("-wal"),
        written("-shm"),
        written("-journal"),
        made(f"{FILE_NAME}-wal"),
        made(f"{FILE_NAME}-shm"),
        made(f"{FILE_NAME}-journal"),
        made(LOCK_NAME),
        made(INDEXING_LOCK),
        lambda file: file.with_name("chroma").write_text("no folder"),
        lambda file: file.with_name("chroma").symlink_to(file.with_name("nowhere")),
        lambda file: file.with_name("next").write_text("no folder"),
    ],
)
def test_whatever_is_damaged_a_restore_brings_back_what_was_saved(
    ledger: Ledger, saved: Path, spoil: Callable[[Path], object]
) -> None:
    ledger.close()
    spoil(ledger.home / FILE_NAME)
    restored = restore(ledger.home, saved)
    opened = Ledger(ledger.home)
    follower = Follower(opened, lambda home, folder: True)
    assert (ids(opened), follower.prepare()) == (["rain"], True)
    assert all(path.exists() or path.is_symlink() for path in restored.set_aside)
    follower.close()
    opened.close()


def test_a_log_is_set_aside_under_the_name_of_its_ledger(ledger: Ledger, saved: Path) -> None:
    ledger.close()
    (ledger.home / FILE_NAME).unlink()
    (ledger.home / FILE_NAME).mkdir()
    written("-wal")(ledger.home / FILE_NAME)
    aside, log = restore(ledger.home, saved).set_aside
    assert log.name == f"{aside.name}-wal"


@pytest.mark.parametrize("spoil", [lambda file: None, with_all_pages_but_the_first_bad, os.unlink])
def test_a_restore_that_fails_changes_nothing(ledger: Ledger, saved: Path, spoil: Callable[[Path], object]) -> None:
    ledger.close()
    spoil(ledger.home / FILE_NAME)
    before = contents(ledger.home)
    with pytest.raises(LedgerError):
        restore(ledger.home, saved, damaged=[ledger.home / "gone"])  # cannot be renamed
    assert contents(ledger.home) == before


def contents(home: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in home.iterdir() if path.suffix != ".lock"}


@pytest.mark.parametrize("place", ["a file", "a link to nowhere"])
def test_a_data_directory_that_cannot_be_is_told_by_its_name(saved: Path, tmp_path: Path, place: str) -> None:
    wrong = tmp_path / "wrong"
    if place == "a file":
        wrong.write_text("words")
    else:
        wrong.symlink_to(tmp_path / "nowhere")
    with pytest.raises(LedgerError, match=r"data directory .*wrong .*NEWSDESK_HOME"):
        restore(wrong, saved)


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """A file as the first newsdesk wrote it, with one article."""
    file = tmp_path / "earlier.backup"
    with closing(sqlite3.connect(file)) as old:
        old.executescript((Path(__file__).parent / "ledger_format_1.sql").read_text())
        old.execute(
            "INSERT INTO articles (library, id, title, text, digest) VALUES ('shared', 'snow', 'Snow', 'It fell.', 'd')"
        )
        old.execute("PRAGMA user_version = 1")
        old.commit()
    return file


def test_a_backup_of_an_earlier_format_is_restored(ledger: Ledger, earlier: Path) -> None:
    assert restore(ledger.home, earlier).articles == 1
    assert ids(ledger) == ["snow"]


def test_a_backup_of_an_earlier_format_stays_as_it_is(ledger: Ledger, earlier: Path) -> None:
    before = earlier.read_bytes()
    restore(ledger.home, earlier)
    assert earlier.read_bytes() == before


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DROP TABLE utterances", "cannot be brought up"),
        ("CREATE VIEW v AS SELECT 1", "not a newsdesk backup"),
        ("INSERT INTO passages VALUES (1, 1, 'shared', 'p', 0, 0, 99, 'e', x'')", "not inside its article"),
    ],
)
def test_an_unsound_backup_of_an_earlier_format_is_refused_by_its_name(
    ledger: Ledger, earlier: Path, statement: str, said: str
) -> None:
    executed(statement)(earlier)
    with pytest.raises(LedgerError, match=f"^{re.escape(str(earlier))} .*{said}"):
        restore(ledger.home, earlier)
    assert ids(ledger) == ["rain"]


def without_its_end(file: Path) -> None:
    os.truncate(file, file.stat().st_size * 2 // 3)


def with_a_bad_page(file: Path) -> None:
    with file.open("r+b") as stream:
        stream.seek(4096 * 3)
        stream.write(b"\xff" * 4096)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (Path.unlink, "There is no"),
        (lambda file: file.write_bytes(b""), "is empty"),
        (lambda file: file.write_text("words " * 1000), "is not a newsdesk backup"),
        (lambda file: os.truncate(file, 50), "cannot be read|not a newsdesk backup"),
        (without_its_end, "damaged|cannot be read"),
        (with_a_bad_page, "damaged|cannot be read"),
        (as_a_foreign_database, "is not a newsdesk backup"),
        (as_a_folder, "is not a file"),
        (as_a_pipe, "is not a file"),
        (executed("PRAGMA user_version = 99"), "a newer newsdesk"),
        (executed("PRAGMA user_version = -1"), "is not a newsdesk backup"),
        (executed("CREATE TRIGGER t AFTER DELETE ON changes BEGIN DELETE FROM articles; END"), "not a newsdesk backup"),
        (executed("UPDATE passages SET article_key = 77"), "belongs to no row"),
        (executed('UPDATE passages SET "end" = 9999'), "not inside its article"),
        (
            executed("INSERT INTO utterances VALUES (1, 'Ann', 'Ann', 'said', 'indirect', 'not json')"),
            "not inside its article",
        ),
        (executed("UPDATE passages SET vector = zeroblob(1536)"), "not the length 1"),
        (executed("INSERT INTO words (words) VALUES ('delete-all')"), "word index"),
        (executed("UPDATE articles SET text = replace(text, 'Rain', 'Snow')"), "'snow|'rain"),
        (lambda file: file.with_name(file.name + "-wal").write_bytes(b"x"), "in use"),
    ],
)
def test_what_is_no_sound_backup_is_refused_and_changes_nothing(
    ledger: Ledger, saved: Path, spoil: Callable[[Path], None], said: str
) -> None:
    before = sorted(ledger.home.iterdir())
    spoil(saved)
    with pytest.raises(LedgerError, match=said):
        restore(ledger.home, saved)
    assert (ids(ledger), sorted(ledger.home.iterdir())) == (["rain", "sun"], before)


def test_a_refused_backup_does_not_make_a_data_directory(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("words")
    with pytest.raises(LedgerError):
        restore(tmp_path / "new", tmp_path / "a")
    assert not (tmp_path / "new").exists()


def fill(ledger: Ledger, mark: str, articles: int) -> None:
    """Store articles of 60 kB: more in all than SQLite keeps in memory until the commit."""
    for number in range(articles):
        text = f"{mark} {number}. " + f"{mark}{'z' * 300} " * 200
        put(ledger, an_article(text, id=str(number), title=mark))


def test_a_restore_killed_at_any_moment_leaves_the_old_or_the_new_ledger_whole(tmp_path: Path) -> None:
    old, new, home = tmp_path / "old", tmp_path / "new", tmp_path / "home"
    for place, mark, articles in ((old, "before", 60), (new, "after", 80)):
        ledger = Ledger(place)
        fill(ledger, mark, articles)
        if place == new:
            backup(ledger, tmp_path / "saved")
        ledger.close()
    started = time.monotonic()
    restore(new, tmp_path / "saved")
    usual = time.monotonic() - started
    chance = random.Random(5)
    states = []
    for number in range(KILLS):
        # Every second one is killed while the new ledger is on its way into the log, where it takes most of its time.
        at = None if number % 2 else chance.uniform(0, usual)
        states.append(killed_restore(old, home, tmp_path / "saved", at))
        if KILLS > 6:
            print("killed", "in the log" if at is None else f"after {at:.3f} s", "of", f"{usual:.3f}:", *states[-1])
    assert set(states) <= {("before", 60), ("after", 80)}
    assert ("before", 60) in states


def killed_restore(old: Path, home: Path, saved: Path, at: float | None) -> tuple[str, int]:
    """Kill a restore after so many seconds, or when the log grows; return what the ledger then holds."""
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(old, home)
    # The old ledger has a write-ahead log, as that of a process that was killed.
    code = (
        "import os, sqlite3; from pathlib import Path; from index.keeping.restoring import restore\n"
        f"home = Path({str(home)!r})\n"
        "log = sqlite3.connect(home / 'newsdesk.sqlite', isolation_level=None)\n"
        "log.execute('PRAGMA wal_autocheckpoint=0'); log.execute('UPDATE facts SET value = value'); os.write(1, b'x')\n"
        f"restore(home, Path({str(saved)!r})); os.write(1, b'y')\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.read(1) == b"x"
        log = home / f"{FILE_NAME}-wal"
        if at is None:
            while log.stat().st_size < 500_000 and process.poll() is None:
                pass
        else:
            time.sleep(at)
        process.kill()
        ended = process.stdout.read(1) == b"y"
    ledger = Ledger(home)
    with ledger.reading() as snapshot:
        held = list(snapshot.articles("shared"))
    backup(ledger, home.parent / "checked", overwrite=True)  # checks everything there is to check
    ledger.close()
    marks = {article.title for article in held}
    assert len(marks) == 1
    assert all(article.text.startswith(f"{article.title} {article.id}. ") for article in held)
    assert not ended or marks == {"after"}
    return marks.pop(), len(held)
