"""Beside a Chroma server: a thread that follows, the doctor, and an erasure in another process."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from chroma_server import ChromaServer, running
from conftest import run_newsdesk
from fake_embeddings import FakeEmbeddings
from patience import wait_until

from bot import following
from bot.desk import opened
from bot.following import Following
from bot.settings import Settings
from index import Check, Follower, Indexer, Ledger, backup, doctor, restore, sound
from index.condition import BEGUN, DIRTY, GENERATION, LEDGER_MARK, LEFT, WRITING
from index.exact import ExactSearch
from index.left_servers import drop_left
from index.vectors import ServedVectors

pytestmark = pytest.mark.enable_socket  # to a server on loopback

EMBEDDINGS = FakeEmbeddings()


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "EVERY_S", 0.1)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    with running(tmp_path_factory.mktemp("server") / "data") as started:
        yield started


@pytest.fixture
def ledger(home: Path, tmp_path: Path) -> Iterator[Ledger]:
    ledger = Ledger(home)
    for name in ("heron", "osprey"):
        (tmp_path / f"{name}.txt").write_text(f"The {name}\n\nThe {name} was seen in Vigo on Monday.")
        Indexer(ledger, EMBEDDINGS).index("shared", [str(tmp_path / f"{name}.txt")])
    yield ledger
    ledger.close()


@pytest.fixture
def follower(ledger: Ledger, server: ChromaServer) -> Iterator[Follower]:
    opened = Follower(ledger, sound, server=server.address)
    yield opened
    opened.close()


def fact(ledger: Ledger, name: str) -> str:
    with ledger.reading() as snapshot:
        return str(snapshot.fact(name))


def chroma(ledger: Ledger, server: ChromaServer) -> ServedVectors:
    return ServedVectors(server.address, fact(ledger, LEDGER_MARK), fact(ledger, GENERATION))


def examined(ledger: Ledger, server: ChromaServer | None) -> Check:
    checks = doctor(ledger.home, server=server.address if server else None)
    return next(check for check in checks if check.name == "Chroma")


def test_a_server_that_comes_back_is_followed_by_itself(follower: Follower, server: ChromaServer) -> None:
    told: list[str] = []
    beside = Following(follower, lambda error: told.append(str(error)), lambda: told.append("it is back"))
    server.stop()
    try:
        beside.begin()
        wait_until(lambda: bool(told))
        server.start()
        wait_until(lambda: len(told) > 1)
    finally:
        beside.close()
    assert follower.following
    assert "does not answer" in told[0]
    assert told[1:] == ["it is back"]


def test_who_does_not_follow_reads_what_another_one_keeps_on_the_server(
    ledger: Ledger, server: ChromaServer, tmp_path: Path
) -> None:
    first, second = (Follower(ledger, sound, large=1, server=server.address) for _ in range(2))
    try:
        assert (first.prepare(), second.prepare()) == (True, False)
        assert (second.following, second.reads_chroma, second.collections) == (False, True, frozenset({"shared"}))
        assert found(ledger, second) == found(ledger, None)
        (tmp_path / "crane.txt").write_text("The crane\n\nThe crane was seen in Vigo on Monday.")
        Indexer(ledger, EMBEDDINGS).index("shared", [str(tmp_path / "crane.txt")])
        assert found(ledger, second) == found(ledger, None)  # though nobody has followed yet
        assert first.prepare()
        assert found(ledger, second) == found(ledger, None)
        assert not second.prepare()
        assert found(ledger, second) == found(ledger, None)
        first.close()
        assert second.prepare()
        assert (second.following, found(ledger, second)) == (True, found(ledger, None))
    finally:
        first.close()
        second.close()


def found(ledger: Ledger, follower: Follower | None) -> list[str]:
    """Return what is near to something, by a follower or by the exact search."""
    vector = EMBEDDINGS.encode(["seen in Vigo"])[0]
    with ledger.reading() as snapshot:
        by = (
            follower.near(snapshot, "shared", vector, 10)
            if follower
            else ExactSearch().near(snapshot, "shared", vector, 10)
        )
    return [near.passage_id for near in by]


def test_a_server_that_was_never_filled_is_no_fault(ledger: Ledger, server: ChromaServer) -> None:
    check = examined(ledger, server)
    assert check.ok
    assert "nothing is there yet" in check.detail


def test_a_server_that_is_written_to_is_not_compared_and_that_is_said(
    ledger: Ledger, server: ChromaServer, follower: Follower
) -> None:
    follower.prepare()
    assert "answers; not compared: " in examined(ledger, server).detail


def test_what_a_server_holds_is_compared(ledger: Ledger, server: ChromaServer, follower: Follower) -> None:
    follower.prepare()
    follower.close()
    assert examined(ledger, server).detail.endswith("holds what the ledger holds")


def test_as_many_other_passages_on_a_server_are_told(ledger: Ledger, server: ChromaServer, follower: Follower) -> None:
    follower.prepare()
    follower.close()
    held = chroma(ledger, server)
    held.remove("shared", sorted(held.ids("shared"))[:1])
    held.put("shared", ["foreign"], EMBEDDINGS.encode(["foreign"]), lambda _: None)
    held.close()
    check = examined(ledger, server)
    assert not check.ok
    assert "does not hold what the ledger holds" in check.detail
    follower.prepare()
    follower.close()
    assert examined(ledger, server).ok


def test_a_server_that_was_being_written_to_is_told(ledger: Ledger, server: ChromaServer, follower: Follower) -> None:
    follower.prepare()
    follower.close()
    with ledger.writing() as transaction:
        transaction.set_fact(DIRTY, f"{WRITING}somebody")
    check = examined(ledger, server)
    assert (check.ok, check.remedy) == (False, "Have it mended: newsdesk index")


def test_a_server_that_is_set_no_more_is_told_until_chroma_is_here_and_what_is_left_there_after(
    ledger: Ledger, server: ChromaServer, follower: Follower
) -> None:
    follower.prepare()
    follower.close()
    check = examined(ledger, None)
    assert (check.ok, check.detail) == (False, "the vectors are on a server that is not set any more")
    here = Follower(ledger, sound)
    server.stop()
    try:
        here.prepare()
    finally:
        here.close()
        server.start()
    check = examined(ledger, None)
    assert check.ok
    assert f"{server.url} may still hold the collections newsdesk-{fact(ledger, LEDGER_MARK)}-" in check.detail
    assert drop_left(ledger) == ()
    assert examined(ledger, None).detail == "sound"


def test_a_backup_restored_elsewhere_is_told_of_no_server(ledger: Ledger, follower: Follower, tmp_path: Path) -> None:
    follower.prepare()
    backup(ledger, tmp_path / "backup.sqlite")
    restore(tmp_path / "other", tmp_path / "backup.sqlite")
    other = Ledger(tmp_path / "other")
    here = Follower(other, sound)
    try:
        here.prepare()
        here.close()
        assert examined(other, None).detail == "sound"
        assert [fact(other, name) for name in (BEGUN, LEDGER_MARK, LEFT)] == ["None"] * 3
    finally:
        here.close()
        other.close()


def test_what_is_forgotten_beside_a_process_that_follows_is_dropped_by_that(
    ledger: Ledger, server: ChromaServer, follower: Follower
) -> None:
    follower.prepare()
    before = fact(ledger, GENERATION)
    beside = Following(follower, lambda error: None)
    beside.begin()
    try:
        settings = Settings(home=ledger.home, chroma={"url": server.url})
        with opened(settings, EMBEDDINGS) as other:
            assert other.forget("shared", ["heron"]).erased == ("heron",)
    finally:
        beside.close()
    assert fact(ledger, GENERATION) == before
    held = chroma(ledger, server)
    assert held.inventory().startswith("shared=1 ")
    held.close()


def test_who_keeps_a_server_from_dropping_what_is_forgotten_is_named(
    ledger: Ledger, server: ChromaServer, follower: Follower
) -> None:
    follower.prepare()
    ran = run_newsdesk(ledger.home, "forget", "heron", **server.settings)
    assert ran.code == 1
    assert re.search(
        r"still holds vectors of them\. Stop .* \(process \d+\)\. Then run newsdesk forget again\.", ran.err
    )
