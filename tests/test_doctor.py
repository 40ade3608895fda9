"""The doctor finds each thing that is wrong, says what to do, and touches nothing."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import NOBODY, become, open_the_way
from fake_embeddings import FakeEmbeddings
from filelock import FileLock
from tiny_cross_encoder import write_cross_encoder

from index import CrossEncoderReranker, Follower, Indexer, Ledger, SentenceTransformerEmbeddings
from index.condition import DIRTY, FOLLOWED, GENERATION
from index.indexing import LOCK_NAME as INDEXING_LOCK
from index.keeping.doctor import Check, doctor
from index.ledger import FILE_NAME
from index.ownership import LOCK_NAME as CHROMA_LOCK

EMBEDDINGS = FakeEmbeddings()


def sound(home: Path, folder: Path) -> bool:
    return True


def unsound(home: Path, folder: Path) -> bool:
    return False


def unasked(home: Path, folder: Path) -> bool:
    raise AssertionError("the probe was asked")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with an article and Chroma."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "rain.txt").write_text("Rain fell on the harbour. The mayor said that it would stop.")
    ledger = Ledger(folder / "home")
    Indexer(ledger, EMBEDDINGS).index("shared", [str(folder / "rain.txt")])
    follower = Follower(ledger, sound)
    follower.prepare()
    follower.close()
    ledger.close()
    return folder / "home"


@pytest.fixture
def well(made: Path, home: Path) -> Path:
    shutil.copytree(made, home)
    return home


def failed(home: Path, probe: Callable[[Path, Path], bool] = sound) -> dict[str, Check]:
    return {check.name: check for check in doctor(home, EMBEDDINGS, probe) if not check.ok}


def named(home: Path, name: str, probe: Callable[[Path, Path], bool] = sound) -> Check:
    (check,) = (check for check in doctor(home, EMBEDDINGS, probe) if check.name == name)
    return check


def execute(home: Path, *statements: str) -> None:
    connection = sqlite3.connect(home / FILE_NAME)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def everything(place: Path) -> dict[str, tuple[int, int]]:
    return {str(path): (path.lstat().st_mode, path.lstat().st_mtime_ns) for path in [place, *sorted(place.rglob("*"))]}


def test_nothing_is_wrong_with_what_is_well(well: Path) -> None:
    assert failed(well) == {}


def test_what_is_well_needs_no_remedy(well: Path) -> None:
    assert {check.remedy for check in doctor(well, EMBEDDINGS, sound)} == {""}


def test_looking_changes_nothing(well: Path) -> None:
    before = everything(well)
    doctor(well, EMBEDDINGS, sound)
    after = everything(well)
    lock = str(well / CHROMA_LOCK)  # it is taken and given back
    assert {path: seen for path, seen in after.items() if path != lock} == {
        path: seen for path, seen in before.items() if path != lock
    }


def test_every_check_has_a_name_of_its_own(well: Path) -> None:
    names = [check.name for check in doctor(well, EMBEDDINGS, sound)]
    assert len(set(names)) == len(names)


def a_folder(home: Path) -> None:
    home.mkdir(mode=0o700)


def a_file(home: Path) -> None:
    home.write_text("words")


def a_link_to_nowhere(home: Path) -> None:
    home.symlink_to(home.with_name("nowhere"))


def garbage(home: Path) -> None:
    home.mkdir(mode=0o700)
    (home / FILE_NAME).write_bytes(b"no database at all " * 500)


def a_foreign_database(home: Path) -> None:
    home.mkdir(mode=0o700)
    execute(home, "CREATE TABLE t (x)")


def an_empty_ledger_file(home: Path) -> None:
    home.mkdir(mode=0o700)
    (home / FILE_NAME).touch()


def a_folder_for_a_ledger(home: Path) -> None:
    (home / FILE_NAME).mkdir(parents=True, mode=0o700)


def nothing(home: Path) -> None:
    pass


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (nothing, "data directory"),
        (a_file, "data directory"),
        (a_link_to_nowhere, "data directory"),
        (a_folder, "ledger"),
        (garbage, "ledger"),
        (a_foreign_database, "ledger"),
        (an_empty_ledger_file, "ledger"),
        (a_folder_for_a_ledger, "ledger"),
    ],
)
def test_a_data_directory_that_is_none_is_said_to_be_and_left_alone(
    home: Path, make: Callable[[Path], None], name: str
) -> None:
    make(home)
    before = everything(home.parent)
    assert failed(home)[name].remedy
    assert everything(home.parent) == before


@pytest.mark.parametrize(
    ("statements", "name", "said"),
    [
        (["UPDATE passages SET article_key = 77"], "ledger rows", "belongs to no row"),
        (['UPDATE passages SET "end" = 9999'], "passages", "not inside its article"),
        (["UPDATE passages SET start = -1"], "passages", "not inside its article"),
        (["UPDATE utterances SET spans = 'not json'"], "statements", "not inside its article"),
        (["UPDATE utterances SET spans = '[]'"], "statements", "not inside its article"),
        (["UPDATE utterances SET spans = '[\"ab\"]'"], "statements", "not inside its article"),
        (["UPDATE utterances SET spans = '[[3, 3]]'"], "statements", "not inside its article"),
        (["UPDATE utterances SET spans = '[[0, 9999]]'"], "statements", "not inside its article"),
        (["DELETE FROM speakers"], "statements", "not noted as a speaker"),
        (["UPDATE speakers SET library = 'other'"], "statements", "not noted as a speaker"),
        (["DELETE FROM utterances"], "statements", "nobody speaks"),
        (["UPDATE passages SET vector = zeroblob(1536)"], "vectors", "length 1"),
        (["UPDATE passages SET vector = x'00'"], "vectors", "bytes"),
        (["INSERT INTO words (words) VALUES ('delete-all')"], "word index", "not in the word index"),
        (["INSERT INTO words (rowid, title, text) VALUES (99, '', 'walrus')"], "word index", "of no passage"),
        (["UPDATE articles SET text = replace(text, 'harbour', 'airport')"], "word index", "airport"),
        (["PRAGMA user_version = 99"], "ledger", "format 99"),
        (["INSERT OR REPLACE INTO facts VALUES ('fingerprint', 'another')"], "vectors' model", "another"),
        ([f"UPDATE facts SET value = '1' WHERE name = '{DIRTY}'"], "Chroma", "rebuilt"),
        (["UPDATE facts SET value = 'another' WHERE name = 'utterance_rules'"], "who said what", "other rules"),
        (['INSERT INTO facts VALUES (\'erasing\', \'{"runs": "", "folders": []}\')'], "erasure", "not proven"),
        (["INSERT INTO facts VALUES ('erasing', '{}')"], "erasure", "cannot be read"),
        (["INSERT INTO facts VALUES ('erasing', 'junk')"], "erasure", "cannot be read"),
    ],
)
def test_what_is_wrong_in_the_ledger_is_found_and_nothing_else(
    well: Path, statements: list[str], name: str, said: str
) -> None:
    execute(well, *statements)
    found = failed(well)
    assert said in found[name].detail
    assert found[name].remedy


@pytest.mark.parametrize("name", ["revision", "chroma_revision"])
def test_a_fact_that_is_no_number_is_told(well: Path, name: str) -> None:
    execute(well, f"INSERT OR REPLACE INTO facts VALUES ('{name}', 'many')")
    assert "is no number" in named(well, "ledger facts").detail
    assert "restore" in named(well, "ledger facts").remedy


def test_a_damaged_page_is_found(well: Path) -> None:
    with (well / FILE_NAME).open("r+b") as stream:
        stream.seek(4096 * 4)
        stream.write(b"\xff" * 4096)
    assert {"ledger", "ledger pages"} & set(failed(well))


def test_what_a_process_that_is_still_open_wrote_is_examined_too(well: Path) -> None:
    other = sqlite3.connect(well / FILE_NAME)
    other.execute("UPDATE passages SET start = -1")
    other.commit()
    assert "passages" in failed(well)
    other.close()


@pytest.mark.parametrize("name", ["", FILE_NAME])
def test_what_others_can_read_is_named(well: Path, name: str) -> None:
    (well / name).chmod(0o755)
    check = failed(well)["privacy"]
    assert (well / name).name in check.detail
    assert "chmod" in check.remedy


def test_settings_that_others_can_read_are_named(well: Path) -> None:
    (well / ".env").touch()
    (well / ".env").chmod(0o640)
    assert "chmod 600" in failed(well)["settings file"].remedy


def test_a_full_disk_is_told(well: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.keeping.surroundings.LEAST_FREE", 1 << 60)
    assert "Make room" in failed(well)["disk"].remedy


def test_chroma_that_is_not_sound_is_told(well: Path) -> None:
    assert "newsdesk index" in failed(well, unsound)["Chroma"].remedy


def test_chroma_that_was_never_made_is_no_fault(well: Path) -> None:
    execute(well, f"DELETE FROM facts WHERE name IN ('{FOLLOWED}', '{GENERATION}')")
    assert named(well, "Chroma", unasked).ok


def test_chroma_in_use_is_not_examined_and_that_is_said(well: Path) -> None:
    with FileLock(well / CHROMA_LOCK):
        check = named(well, "Chroma", unasked)
    assert check.ok
    assert "not examined" in check.detail


@pytest.mark.parametrize("name", [INDEXING_LOCK, CHROMA_LOCK])
def test_free_locks_are_said_to_be_free(well: Path, name: str) -> None:
    assert named(well, name).detail == "free"


@pytest.mark.parametrize("name", [INDEXING_LOCK, CHROMA_LOCK])
def test_a_lock_that_is_a_folder_is_a_fault(well: Path, name: str) -> None:
    (well / name).unlink()
    (well / name).mkdir()
    assert "Remove" in failed(well)[name].remedy


def test_a_data_directory_that_leads_nowhere_is_said_to(home: Path) -> None:
    a_link_to_nowhere(home)
    assert "leads nowhere" in failed(home)["data directory"].detail


def test_a_source_that_failed_is_a_fault_with_its_reason(well: Path) -> None:
    execute(well, "UPDATE sources SET error = 'no such file'")
    (check,) = failed(well).values()
    assert "no such file; last read" in check.detail


def test_a_failed_source_of_a_library_without_articles_is_told(well: Path) -> None:
    execute(well, "INSERT INTO sources VALUES ('other', '/a', NULL, 'no such file')")
    assert "--library other" in failed(well)["source /a"].remedy


def test_who_holds_a_lock_is_named(well: Path) -> None:
    code = (
        "import sys, time; from filelock import FileLock\n"
        "with FileLock(sys.argv[1]): print(1, flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", code, str(well / CHROMA_LOCK)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.read(1)
        check = named(well, CHROMA_LOCK)
        process.kill()
    assert f"process {process.pid}" in check.detail


def test_the_age_of_what_was_indexed_is_told(well: Path) -> None:
    assert "indexed today" in named(well, "library shared").detail


def test_a_missing_model_is_told_without_a_data_directory(home: Path, tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    checks = doctor(home, SentenceTransformerEmbeddings(str(tmp_path / "model")), unasked)
    (check,) = (check for check in checks if check.name == "embedding model")
    assert not check.ok
    assert "NEWSDESK_EMBEDDING__MODEL" in check.remedy


@pytest.mark.model
def test_the_packaged_model_is_the_official_one(home: Path) -> None:
    checks = doctor(home, SentenceTransformerEmbeddings(), unasked)
    assert [check.ok for check in checks if check.name == "embedding model"] == [True]


def test_a_reranker_that_must_not_be_used_is_told(home: Path, tmp_path: Path) -> None:
    checks = doctor(home, probe=unasked, reranker=CrossEncoderReranker(str(tmp_path)))
    (check,) = (check for check in checks if check.name == "reranker")
    assert not check.ok
    assert "NEWSDESK_RERANKER__MODEL" in check.remedy


def test_without_a_reranker_none_is_examined(home: Path) -> None:
    assert "reranker" not in {check.name for check in doctor(home, EMBEDDINGS, unasked)}


@pytest.mark.model
def test_a_reranker_is_named_with_its_weights(home: Path, tmp_path: Path) -> None:
    checks = doctor(home, probe=unasked, reranker=CrossEncoderReranker(str(write_cross_encoder(tmp_path / "mine"))))
    assert [(check.ok, check.detail[:5]) for check in checks if check.name == "reranker"] == [(True, "mine ")]


@pytest.fixture
def as_nobody(well: Path) -> Iterator[Path]:
    open_the_way(well)
    with become(NOBODY):
        yield well


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_a_directory_closed_to_us_is_told(as_nobody: Path) -> None:
    assert set(failed(as_nobody)) == {"contents", "locks", "ledger"}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_a_directory_that_we_may_only_read_is_examined_and_said_to_be_closed(well: Path) -> None:
    open_the_way(well)
    for path in (well, *well.rglob("*")):
        path.chmod(0o755)
    before = everything(well)
    with become(NOBODY):
        checks = {check.name: check for check in doctor(well, EMBEDDINGS, sound)}
    assert not checks["writable"].ok
    assert checks["word index"].ok
    assert everything(well) == before


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_chroma_in_a_directory_that_we_may_only_read_is_not_examined_and_that_is_said(well: Path) -> None:
    open_the_way(well)
    for path in (well, *well.rglob("*")):
        path.chmod(0o755)
    with become(NOBODY):
        check = named(well, "Chroma", unasked)
    assert (check.ok, check.detail) == (True, "not examined: it cannot be written")
