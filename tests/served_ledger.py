"""A ledger beside Chroma servers, and what of it these hold."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from chroma_server import ChromaServer, running
from numbered_articles import add

from index import Erased, Follower, Ledger, erase
from index.condition import GENERATION, LEDGER_MARK
from index.vectors import ServedVectors

ARTICLES = 10


def unasked(home: Path, folder: Path) -> bool:
    raise AssertionError("a folder was probed")


def fact(ledger: Ledger, name: str) -> str | None:
    with ledger.reading() as snapshot:
        return snapshot.fact(name)


def filled(home: Path) -> Ledger:
    """Return a ledger of some articles whose source is no more."""
    ledger = Ledger(home)
    add(ledger, range(ARTICLES))
    for source in home.glob("*.jsonl"):
        source.unlink()
    return ledger


def follow(ledger: Ledger, at: ChromaServer | None) -> None:
    """Have a server, or a folder, hold the vectors."""
    follower = Follower(ledger, unasked, server=at.address if at else None)
    try:
        assert follower.prepare(probing=False)
    finally:
        follower.close()


def forget(ledger: Ledger, name: str, at: ChromaServer | None) -> Erased:
    """Erase an article as the command does."""
    return erase(ledger, "shared", [name], lambda: follow(ledger, at), patience_s=1)


def collections(ledger: Ledger, server: ChromaServer) -> list[str]:
    """Return the names of all collections that a server has of a ledger."""
    mark = str(fact(ledger, LEDGER_MARK))
    chroma = ServedVectors(server.address, mark, "none")
    try:
        return [model.name for model in chroma._models() if mark in model.name]
    finally:
        chroma.close()


def held(ledger: Ledger, server: ChromaServer) -> set[str]:
    """Return the ids of the passages that are in the collections in use."""
    chroma = ServedVectors(server.address, str(fact(ledger, LEDGER_MARK)), str(fact(ledger, GENERATION)))
    try:
        return chroma.ids("shared")
    finally:
        chroma.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    with running(tmp_path_factory.mktemp("server") / "data") as started:
        yield started


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = filled(tmp_path / "home")
    yield made
    made.close()
