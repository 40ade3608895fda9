"""The ledger keeps an article whole or not at all, and a library to itself."""

import os
import shutil
import sqlite3
import stat
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import numpy as np
import pytest
from conftest import NOBODY, ROOT_USER, an_article, become, open_the_way
from disk_full import disk

from index import Ledger, LedgerError, ModelMismatch, Passage, doctor
from index.article import Span, Utterance
from index.ledger import FILE_NAME, StoredPassage
from index.ledger.soundness import is_ledger, looking


def stored(article, number: int = 0, embedded: str = "e") -> StoredPassage:
    made = Passage(f"{article.id}-{number}", article.id, number, 0, len(article.text), article.text)
    vector = np.zeros(4, dtype=np.float32)
    vector[number % 4] = 1
    return StoredPassage(made, embedded, vector)


@pytest.fixture
def ledger(home: Path, open_ledger: Callable[[Path], Ledger]) -> Ledger:
    return open_ledger(home)


@pytest.fixture
def in_file(home: Path) -> Ledger:
    return Ledger(home)


def put(ledger: Ledger, article, *passages: StoredPassage) -> None:
    with ledger.writing() as transaction:
        transaction.store(article, passages or [stored(article)], [])


def put_and_be_interrupted(ledger: Ledger) -> None:
    with ledger.writing() as transaction:
        transaction.store(an_article(), [stored(an_article())], [])
        raise KeyboardInterrupt


def test_an_article_comes_back_as_it_was_stored(ledger: Ledger) -> None:
    article = an_article(
        url="https://example.org", source="The Post", author="Ann", published="2020-10-21", language="en"
    )
    put(ledger, article)
    with ledger.reading() as snapshot:
        assert snapshot.article("shared", "rain") == article


def test_a_passage_is_joined_with_its_article_and_its_vector(ledger: Ledger) -> None:
    article = an_article()
    put(ledger, article)
    with ledger.reading() as snapshot:
        (found,) = snapshot.passages(article)
    assert (found.passage.text, found.vector.tolist()) == (article.text, [1, 0, 0, 0])


def test_a_failure_in_a_transaction_leaves_nothing_behind(ledger: Ledger) -> None:
    with pytest.raises(KeyboardInterrupt):
        put_and_be_interrupted(ledger)
    with ledger.reading() as snapshot:
        assert snapshot.freshness("shared").articles == 0


def test_what_fails_beside_the_ledger_is_not_told_as_its_failure(ledger: Ledger) -> None:
    with pytest.raises(FileNotFoundError), ledger.reading():
        Path("/missing").read_text()


def test_a_reader_sees_one_state_while_another_thread_writes(ledger: Ledger) -> None:
    put(ledger, an_article())
    with ledger.reading() as snapshot:
        before = snapshot.revision
        writer = threading.Thread(target=put, args=(ledger, an_article(id="sun")))
        writer.start()
        writer.join()
        assert (snapshot.revision, snapshot.freshness("shared").articles) == (before, 1)


def test_words_are_found_by_their_stem(ledger: Ledger) -> None:
    put(ledger, an_article("The mayors were monitoring harbours."))
    with ledger.reading() as snapshot:
        assert list(snapshot.ranked_by_words(("shared",), "who monitors the harbour", 5)) == [("shared", "rain-0")]


def test_words_of_the_title_count(ledger: Ledger) -> None:
    put(ledger, an_article("Nothing of it.", title="Thunderstorm"))
    with ledger.reading() as snapshot:
        assert list(snapshot.ranked_by_words(("shared",), "thunderstorms", 5)) == [("shared", "rain-0")]


@pytest.mark.parametrize("query", ['"', "a AND", "NEAR(", "*", "text:x", "it's", "^", "", "的", "0" * 500])
def test_no_query_is_read_as_search_syntax(ledger: Ledger, query: str) -> None:
    put(ledger, an_article())
    with ledger.reading() as snapshot:
        assert list(snapshot.ranked_by_words(("shared",), query, 5)) == []


def test_the_words_of_an_updated_article_are_not_found_any_more(ledger: Ledger) -> None:
    put(ledger, an_article("Zebras ran."))
    put(ledger, an_article("Lions slept."))
    with ledger.reading() as snapshot:
        assert list(snapshot.ranked_by_words(("shared",), "zebras", 5)) == []
        assert list(snapshot.ranked_by_words(("shared",), "lions", 5)) == [("shared", "rain-0")]


def test_a_removed_article_takes_all_it_had_with_it(ledger: Ledger) -> None:
    article = an_article()
    said = Utterance("Ann", "Ann", "said", "indirect", (Span(0, 4),))
    with ledger.writing() as transaction:
        transaction.store(article, [stored(article)], [said])
        transaction.remove("shared", "rain")
    with ledger.reading() as snapshot:
        assert [
            snapshot._connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("articles", "passages", "utterances", "speakers")
        ] == [0, 0, 0, 0]
        assert list(snapshot.ranked_by_words(("shared",), "harbour", 5)) == []


def test_only_changed_passages_are_noted_for_chroma(ledger: Ledger) -> None:
    article = an_article()
    put(ledger, article, stored(article, 0), stored(article, 1))
    with ledger.reading() as snapshot:
        before = snapshot.revision
    put(ledger, article, stored(article, 0), stored(article, 2))
    with ledger.reading() as snapshot:
        changed = snapshot.changed_since(before)
    assert {key[1]: vector is not None for key, vector in changed.items()} == {"rain-1": False, "rain-2": True}


def test_a_passage_with_a_new_vector_is_noted_for_chroma(ledger: Ledger) -> None:
    article = an_article()
    put(ledger, article, stored(article, 0, "old"))
    with ledger.reading() as snapshot:
        before = snapshot.revision
    put(ledger, article, stored(article, 0, "new"))
    with ledger.reading() as snapshot:
        assert list(snapshot.changed_since(before)) == [("shared", "rain-0")]


def test_libraries_do_not_see_each_other(ledger: Ledger) -> None:
    other = an_article(library="discord-1")
    put(ledger, other)
    with ledger.reading() as snapshot:
        assert snapshot.article("shared", "rain") is None
        assert snapshot.located([("shared", "rain-0")]) == {}
        assert list(snapshot.ranked_by_words(("shared",), "harbour", 5)) == []
        assert snapshot.vectors("shared")[0] == []


def test_the_ledger_is_the_owners_alone(in_file: Ledger, home: Path) -> None:
    put(in_file, an_article())
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (home, *home.iterdir())]
    assert modes[0] == 0o700
    assert set(modes[1:]) == {0o600}


def test_a_data_directory_that_was_there_becomes_the_owners_alone(home: Path) -> None:
    home.mkdir(mode=0o755)
    Ledger(home)
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_a_file_that_is_no_ledger_is_refused_with_what_to_do(home: Path) -> None:
    home.mkdir()
    (home / FILE_NAME).write_bytes(b"this is no database" * 100)
    with pytest.raises(LedgerError, match="move it away"):
        Ledger(home)


def test_a_ledger_of_a_later_format_is_refused(in_file: Ledger, home: Path) -> None:
    in_file.close()
    with sqlite3.connect(home / FILE_NAME) as raw:
        raw.execute("PRAGMA user_version = 99")
    with pytest.raises(LedgerError, match="format 99"):
        Ledger(home)


@pytest.mark.parametrize("version", [0, 1])
def test_a_ledger_that_is_not_of_the_format_it_says_is_damaged(in_file: Ledger, home: Path, version: int) -> None:
    with closing(sqlite3.connect(home / FILE_NAME)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    with pytest.raises(LedgerError, match="newsdesk restore"):
        Ledger(home)


def test_a_data_directory_that_leads_nowhere_is_refused(home: Path) -> None:
    home.symlink_to(home.with_name("nowhere"))
    with pytest.raises(LedgerError, match=r"Move away.*NEWSDESK_HOME"):
        Ledger(home)


def test_a_data_directory_that_is_a_file_is_refused(home: Path) -> None:
    home.write_text("")
    with pytest.raises(LedgerError, match="NEWSDESK_HOME"):
        Ledger(home)


def test_another_models_ledger_is_refused(ledger: Ledger) -> None:
    with ledger.writing() as transaction:
        transaction.set_fact("fingerprint", "model A")
    with ledger.reading() as snapshot, pytest.raises(ModelMismatch, match="model A"):
        snapshot.require_model("model B")


def test_a_source_that_was_not_read_keeps_the_time_when_it_was(ledger: Ledger) -> None:
    with ledger.writing() as transaction:
        transaction.note_source("shared", "/a", "2026-01-01", None)
        transaction.note_source("shared", "/a", None, "gone")
        (state,) = transaction.sources("shared")
    assert (state.last_success, state.error) == ("2026-01-01", "gone")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become a user to whom a folder is closed")
@pytest.mark.parametrize("log", ["with a log left over", "closed"])
def test_a_ledger_that_cannot_be_written_is_read_all_the_same(home: Path, log: str) -> None:
    ledger = Ledger(home)
    with ledger.writing() as transaction:
        transaction.store(an_article(), [], [])
    if log == "closed":
        ledger.close()
    open_the_way(home)
    for path in home.iterdir():
        path.chmod(0o644)
    home.chmod(0o755)
    with become(NOBODY):
        seen = Ledger(home)
        with seen.reading() as snapshot:
            assert [article.id for article in snapshot.articles("shared")] == ["rain"]
        with pytest.raises(LedgerError, match="Make it writable"), seen.writing() as transaction:
            transaction.set_fact("a", "b")
        seen.close()
    ledger.close()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become a user to whom a folder is closed")
def test_what_somebody_else_wrote_is_seen_by_who_cannot_write(home: Path) -> None:
    ledger = Ledger(home)
    with ledger.writing() as transaction:
        transaction.store(an_article(), [], [])
    ledger.close()
    open_the_way(home)
    for path in home.iterdir():
        path.chmod(0o644)
    home.chmod(0o755)
    with become(NOBODY):
        seen = Ledger(home)
        with seen.reading() as snapshot:
            assert snapshot.revision == 1
        with become(ROOT_USER):
            ledger = Ledger(home)
            for number in range(300):
                with ledger.writing() as transaction:
                    transaction.store(an_article("Snow fell. " * 500, id=f"snow {number}"), [], [])
                if number % 100 == 99:
                    ledger.compact()
            ledger.close()
            home.chmod(0o755)
            (home / FILE_NAME).chmod(0o644)
        with seen.reading() as snapshot:
            assert len(list(snapshot.articles("shared"))) == 301
        seen.close()


def fill(ledger: Ledger, word: str) -> None:
    for number in range(40):
        with ledger.writing() as transaction:
            transaction.store(an_article(f"{word} " * 4_000, id=f"{number}"), [], [])
    ledger.compact()
    ledger.close()


def read_while_written(seen: Ledger) -> None:
    """Read as a user who cannot write, and write as one who can, in the midst of it."""
    with seen.reading() as snapshot:
        assert snapshot.revision == 40
        with become(ROOT_USER):
            fill(Ledger(seen.home), "Snow and ice")
            seen.home.chmod(0o755)
            (seen.home / FILE_NAME).chmod(0o644)
        assert {article.text[:4] for article in snapshot.articles("shared")} == {"Rain"}
        raise AssertionError("what is read does not stand any more")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become a user to whom a folder is closed")
def test_what_is_written_while_somebody_reads_who_cannot_write_is_not_called_damage(home: Path) -> None:
    fill(Ledger(home), "Rain")
    open_the_way(home)
    for path in home.iterdir():
        path.chmod(0o644)
    home.chmod(0o755)
    with become(NOBODY):
        seen = Ledger(home)
        with pytest.raises(LedgerError, match="try again"):
            read_while_written(seen)
        seen.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    with disk(place, 2048):
        yield place


def fill_up(place: Path) -> Path:
    file = place / "filling"
    with file.open("wb", buffering=0) as stream, suppress(OSError):
        while True:
            stream.write(bytes(512))
    return file


@pytest.mark.skipif(os.geteuid() != 0 or sys.platform != "linux", reason="only root can mount a disk, on Linux")
def test_a_ledger_on_a_full_disk_is_read_and_written_again_once_there_is_room(small_disk: Path) -> None:
    home = small_disk / "home"
    ledger = Ledger(home)
    with ledger.writing() as transaction:
        transaction.store(an_article(), [], [])
    ledger.close()
    filling = fill_up(small_disk)
    full = Ledger(home)
    with full.reading() as snapshot:
        assert [article.id for article in snapshot.articles("shared")] == ["rain"]
    with pytest.raises(LedgerError, match="make room"), full.writing() as transaction:
        transaction.set_fact("a", "b")
    checks = {check.name: check for check in doctor(home)}
    assert (checks["ledger"].ok, checks["disk"].ok) == (True, False)
    filling.unlink()
    with full.writing() as transaction:
        transaction.set_fact("a", "b")
    full.close()


@pytest.mark.skipif(os.geteuid() != 0 or sys.platform != "linux", reason="only root can mount a disk, on Linux")
def test_a_full_disk_is_no_reason_to_restore(small_disk: Path, home: Path) -> None:
    ledger = Ledger(home)
    with ledger.writing() as transaction:
        transaction.store(an_article(), [], [])
    (small_disk / "home").mkdir()
    for end in ("", "-wal"):  # as a killed process leaves them
        shutil.copy(home / (FILE_NAME + end), small_disk / "home")
    ledger.close()
    fill_up(small_disk)
    with pytest.raises(LedgerError, match="make room"):
        Ledger(small_disk / "home")
    (found,) = (check for check in doctor(small_disk / "home") if check.name == "ledger")
    assert (found.ok, found.remedy) == (False, "The disk is full: make room on it.")


def shape(home: Path) -> set[tuple[str, str]]:
    with looking(home / FILE_NAME) as connection:
        return {(row[0], row[1]) for row in connection.execute("SELECT type, name FROM sqlite_master")}


def test_a_ledger_of_the_first_format_is_brought_up_to_date(home: Path) -> None:
    text = "Rain fell.  It stopped."
    home.mkdir()
    with closing(sqlite3.connect(home / FILE_NAME)) as old, old:
        old.executescript((Path(__file__).parent / "ledger_format_1.sql").read_text())
        old.execute(
            "INSERT INTO articles (library, id, title, text, location, digest) VALUES (?, ?, ?, ?, ?, ?)",
            ("shared", "rain", "Rain", text, "/news/corpus.jsonl", "x"),
        )
        old.execute("PRAGMA user_version = 1")
    ledger = Ledger(home)
    with ledger.reading() as snapshot:
        (known,) = snapshot.known("shared")
        (document,) = snapshot.documents("shared")
    ledger.close()
    assert (known.text_digest, document.article_id) == (an_article(text).text_digest, "")
    with looking(home / FILE_NAME) as connection:
        assert is_ledger(connection)


def test_a_ledger_brought_up_to_date_has_the_tables_and_indexes_of_a_new_one(home: Path, tmp_path: Path) -> None:
    home.mkdir()
    with closing(sqlite3.connect(home / FILE_NAME)) as old, old:
        old.executescript((Path(__file__).parent / "ledger_format_1.sql").read_text())
        old.execute("PRAGMA user_version = 1")
    (tmp_path / "new").mkdir()
    for each in (home, tmp_path / "new"):
        Ledger(each).close()
    assert shape(home) == shape(tmp_path / "new")


@pytest.mark.parametrize("spans", ["not json", "5", "[[1]]", '["ab"]', "[]", "[" * 100_000])
def test_an_utterance_that_cannot_be_read_says_what_to_do(ledger: Ledger, spans: str) -> None:
    with ledger.writing() as transaction:
        transaction.store(an_article(), [], [Utterance("Ann", "Ann", "said", "indirect", (Span(0, 3),))])
        transaction._connection.execute("UPDATE utterances SET spans = ?", (spans,))
    with ledger.reading() as snapshot, pytest.raises(LedgerError, match="newsdesk restore"):
        snapshot.utterances("shared", "rain")
