"""What is forgotten on a Chroma server is removed by id; its files hold it until its folder is made anew."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from chroma_server import ChromaServer, running
from numbered_articles import add
from served_ledger import ARTICLES, collections, fact, filled, follow, forget, held, ledger, server, unasked

from index import Follower, Ledger, VectorsError
from index.condition import GENERATION

__all__ = ["ledger", "server"]
PART = 16  # numbers
NEAR = 1e-6
pytestmark = pytest.mark.enable_socket  # to a server on loopback


def folders(server: ChromaServer) -> list[Path]:
    """Return the folders of index files that a server has made."""
    return [path for path in server.folder.iterdir() if path.is_dir()]


def vector_of(ledger: Ledger, name: str) -> npt.NDArray[np.float32]:
    with ledger.reading() as snapshot:
        article = snapshot.article("shared", name)
        assert article is not None
        return snapshot.passages(article)[0].vector


def of_ledger(ledger: Ledger) -> set[str]:
    with ledger.reading() as snapshot:
        return set(snapshot.vectors("shared")[0])


def stands_in(folder: Path, vector: npt.NDArray[np.float32]) -> bool:
    """Tell if a part of a vector lies in a file.

    Chroma keeps the bytes that it was sent only until its index file is written; there the vector is normalised again,
    which changes last digits. A database page may end within a vector, so parts of it are looked for.
    """
    parts = [vector[start : start + PART] for start in range(0, len(vector) - PART, PART)]
    return any(lies_in(file.read_bytes(), parts) for file in folder.rglob("*") if file.is_file())


def lies_in(written: bytes, parts: list[npt.NDArray[np.float32]]) -> bool:
    for shift in range(4):
        numbers = np.frombuffer(written, "<f4", (len(written) - shift) // 4, shift)
        for part in parts:
            with np.errstate(invalid="ignore", over="ignore"):  # most of a file is no numbers
                starts = np.flatnonzero(np.abs(numbers[: len(numbers) - PART] - part[0]) < NEAR)
            if any(np.allclose(numbers[start : start + PART], part, rtol=0, atol=NEAR) for start in starts):
                return True
    return False


@contextmanager
def taking_nothing(server: ChromaServer) -> Iterator[None]:
    """Have a server refuse all that is written for the length of a block, and answer questions as ever."""
    with closing(sqlite3.connect(server.folder / "chroma.sqlite3", isolation_level=None)) as database:
        database.execute("CREATE TRIGGER full BEFORE INSERT ON embeddings_queue BEGIN SELECT RAISE(ABORT, 'full'); END")
        try:
            yield
        finally:
            database.execute("DROP TRIGGER full")


def test_what_is_forgotten_is_removed_from_the_collections_in_use(ledger: Ledger, server: ChromaServer) -> None:
    follow(ledger, server)
    generation = fact(ledger, GENERATION)
    assert forget(ledger, "7", server).erased == ("7",)
    assert held(ledger, server) == of_ledger(ledger)
    assert fact(ledger, GENERATION) == generation


def test_what_is_forgotten_leaves_no_more_files_on_the_server(ledger: Ledger, server: ChromaServer) -> None:
    follow(ledger, server)
    before = folders(server)
    for number in range(3):
        forget(ledger, str(number), server)
    assert (folders(server), len(collections(ledger, server))) == (before, 1)


def test_a_server_whose_folder_is_removed_holds_nothing_of_what_was_forgotten(tmp_path: Path) -> None:
    with running(tmp_path / "data") as own, closing(filled(tmp_path / "home")) as ledger:
        add(ledger, range(ARTICLES, 400))
        follow(ledger, own)
        assert len(held(ledger, own)) > 1_000  # from which on its vectors are in files of their own
        vector = vector_of(ledger, "7")
        (ledger.home / f"shared-{ARTICLES}.jsonl").unlink()
        forget(ledger, "7", own)
        assert stands_in(own.folder, vector)
        own.stop()
        shutil.rmtree(own.folder)
        own.start()
        follow(ledger, own)
        own.stop()
        with ledger.reading() as snapshot:
            assert stands_in(own.folder, snapshot.vectors("shared")[1][0])
        assert not stands_in(own.folder, vector)


def test_a_server_that_takes_nothing_in_is_not_filled_anew(ledger: Ledger, server: ChromaServer) -> None:
    follow(ledger, server)
    generation = fact(ledger, GENERATION)
    add(ledger, range(3), round_=2)
    follower = Follower(ledger, unasked, server=server.address)
    with taking_nothing(server), closing(follower):
        for _ in range(3):
            with pytest.raises(VectorsError, match=r"full.*It takes nothing in: look at its log and its disk"):
                follower.prepare()
    assert (fact(ledger, GENERATION), len(collections(ledger, server))) == (generation, 1)
    follow(ledger, server)
    assert fact(ledger, GENERATION) == generation
    assert held(ledger, server) == of_ledger(ledger)
