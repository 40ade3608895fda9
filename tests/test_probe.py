"""The probe tells a sound Chroma folder from a damaged one, and survives what it looks at."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from fake_embeddings import FakeEmbeddings
from victim import text_of

from index import Follower, Indexer, Ledger, sound
from index.condition import FOLDER
from index.vectors import ChromaVectors

FEW = 20  # articles
MANY = 200  # more passages than Chroma keeps before it writes its HNSW files


def unasked(home: Path, folder: Path) -> bool:
    raise AssertionError("the probe was asked")


def untold(written: int) -> None: ...


def ids_in(chroma: ChromaVectors) -> list[str]:
    return sorted(passage_id for _, passage_id in chroma.keys())  # noqa: SIM118 - not a dict


def followed(home: Path, articles: int) -> Path:
    """Make a data directory with a Chroma that follows."""
    ledger = Ledger(home)
    (home / "articles").mkdir()
    for number in range(articles):
        (home / "articles" / f"{number}.txt").write_text(text_of(number, 1))
    Indexer(ledger, FakeEmbeddings(most_tokens=60)).index("shared", [str(home / "articles")])
    follower = Follower(ledger, unasked)
    follower.prepare()
    follower.close()
    ledger.close()
    return home


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return followed(tmp_path / "home", FEW)


@pytest.fixture(scope="module")
def large_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return followed(tmp_path_factory.mktemp("large") / "home", MANY)


@pytest.fixture
def folder(home: Path) -> Path:
    (folder,) = (home / FOLDER).iterdir()
    return folder


@pytest.fixture
def chroma(folder: Path) -> Iterator[ChromaVectors]:
    chroma = ChromaVectors(folder)
    yield chroma
    chroma.close()


def test_a_healthy_folder_is_sound(home: Path, folder: Path) -> None:
    assert sound(home, folder)


def test_a_probe_changes_nothing_in_the_index(large_home: Path) -> None:
    (folder,) = (large_home / FOLDER).iterdir()
    before = {file: file.stat().st_mtime_ns for file in folder.glob("*/*")}
    assert sound(large_home, folder)
    assert {file: file.stat().st_mtime_ns for file in folder.glob("*/*")} == before


def test_what_has_yet_to_be_followed_is_no_damage(home: Path, folder: Path) -> None:
    ledger = Ledger(home)
    (home / "new.txt").write_text(text_of(FEW, 1))
    Indexer(ledger, FakeEmbeddings(most_tokens=60)).index("shared", [str(home / "new.txt")])
    with ledger.writing() as transaction:
        transaction.remove("shared", "7")
    ledger.close()
    assert sound(home, folder)


def test_a_folder_without_one_passage_is_not_sound(home: Path, folder: Path, chroma: ChromaVectors) -> None:
    chroma.remove("shared", ids_in(chroma)[:1])
    assert not sound(home, folder)


def test_a_folder_with_one_passage_too_many_is_not_sound(home: Path, folder: Path, chroma: ChromaVectors) -> None:
    vector = np.eye(384, dtype=np.float32)[0]
    chroma.put("shared", ["0" * 16], [vector], untold)
    assert not sound(home, folder)


def test_a_folder_with_the_right_ids_and_other_vectors_is_not_sound(
    home: Path, folder: Path, chroma: ChromaVectors
) -> None:
    ids = ids_in(chroma)
    chroma.remove("shared", ids)
    chroma.put("shared", ids, FakeEmbeddings().encode(ids), untold)
    assert not sound(home, folder)


@pytest.mark.parametrize("name", ["data_level0.bin", "header.bin", "index_metadata.pickle", "chroma.sqlite3"])
def test_a_folder_with_a_truncated_file_is_not_sound(large_home: Path, tmp_path: Path, name: str) -> None:
    (folder,) = (large_home / FOLDER).iterdir()
    damaged = shutil.copytree(folder, tmp_path / "damaged")
    file = next(damaged.rglob(name))
    os.truncate(file, file.stat().st_size // 3)
    assert not sound(large_home, damaged)


def test_an_empty_folder_is_not_sound(home: Path, tmp_path: Path) -> None:
    assert not sound(home, tmp_path / "empty")


def test_a_file_in_place_of_the_folder_is_not_sound(home: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert not sound(home, tmp_path / "file")


def test_a_ledger_that_is_read_meanwhile_keeps_its_log(home: Path, folder: Path) -> None:
    """A process that opens a database twice, as plain files are opened, loses its locks on it."""
    ledger = Ledger(home)
    with ledger.writing() as transaction:
        transaction.set_fact("noted", "before")
    assert sound(home, folder)
    assert (home / "newsdesk.sqlite-shm").exists()
    with ledger.reading() as snapshot:
        assert snapshot.fact("noted") == "before"
    ledger.close()


def test_a_data_directory_that_cannot_be_used_is_not_sound(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert not sound(tmp_path / "file", folder)


def test_a_folder_named_index_in_the_working_directory_is_not_run(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "__init__.py").touch()
    (tmp_path / "index" / "probe.py").write_text("raise SystemExit(0)")
    monkeypatch.chdir(tmp_path)
    assert not sound(home, tmp_path / "empty")


def test_a_probe_ends_with_the_process_that_started_it(home: Path, folder: Path) -> None:
    command = [sys.executable, "-P", "-m", "index.probe", str(home), str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as child:
        assert child.stdin
        child.stdin.close()  # as the system does when the parent is killed
        assert child.wait(30) == 1


def test_a_probe_is_no_part_of_what_a_terminal_interrupts(
    home: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python, group = tmp_path / "python", tmp_path / "group"
    python.write_text(f"#!{sys.executable}\nimport os\nopen({str(group)!r}, 'w').write(str(os.getpgrp()))\n")
    python.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(python))
    assert sound(home, folder)
    assert int(group.read_text()) != os.getpgrp()
