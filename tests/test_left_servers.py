"""A server that is used no more drops what it holds, or is remembered, and no erasure is proven before."""

from collections.abc import Iterator

import pytest
from chroma_server import ChromaServer, running
from conftest import run_newsdesk
from served_ledger import collections, fact, follow, forget, ledger, server

from index import Ledger, LedgerError, abandon
from index.condition import CONTENTS, LEFT
from index.keeping.backups import backup
from index.keeping.restoring import restore

__all__ = ["ledger", "server"]
pytestmark = pytest.mark.enable_socket  # to servers on loopback


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    with running(tmp_path_factory.mktemp("other") / "data") as started:
        yield started


def test_a_server_that_is_left_for_another_drops_what_it_held(
    ledger: Ledger, server: ChromaServer, other: ChromaServer
) -> None:
    follow(ledger, server)
    follow(ledger, other)
    assert (collections(ledger, server), fact(ledger, LEFT)) == ([], "")
    assert len(collections(ledger, other)) == 1


def test_a_server_that_is_left_for_a_folder_drops_what_it_held(ledger: Ledger, server: ChromaServer) -> None:
    follow(ledger, server)
    follow(ledger, None)
    assert (collections(ledger, server), fact(ledger, LEFT)) == ([], "")


def test_every_server_that_was_left_while_it_was_away_is_remembered(
    ledger: Ledger, server: ChromaServer, other: ChromaServer
) -> None:
    follow(ledger, server)
    server.stop()
    try:
        for at in (other, None, other):
            follow(ledger, at)
        assert fact(ledger, LEFT) == server.url
    finally:
        server.start()


def test_one_server_under_two_addresses_keeps_what_is_in_use(ledger: Ledger, server: ChromaServer) -> None:
    follow(ledger, server)
    with ledger.writing() as transaction:
        transaction.set_fact(CONTENTS, server.url.replace("127.0.0.1", "localhost"))
    follow(ledger, server)
    assert (len(collections(ledger, server)), fact(ledger, LEFT)) == (1, "")


@pytest.mark.parametrize("elsewhere", [True, False])
def test_an_erasure_is_not_proven_while_a_server_that_was_left_is_away(
    ledger: Ledger, server: ChromaServer, other: ChromaServer, elsewhere: bool
) -> None:
    at = other if elsewhere else None
    follow(ledger, server)
    server.stop()
    try:
        with pytest.raises(LedgerError, match=rf"may still be on {server.url}, .*Start it, then run newsdesk forget"):
            forget(ledger, "7", at)
    finally:
        server.start()
    assert forget(ledger, "7", at).completed
    assert collections(ledger, server) == []


def test_a_server_that_is_no_more_need_not_be_waited_for(ledger: Ledger, server: ChromaServer) -> None:
    follow(ledger, server)
    server.stop()
    try:
        with pytest.raises(LedgerError, match=rf"newsdesk forget {server.url} first"):
            forget(ledger, "7", None)
        assert abandon(ledger, ["7", f"{server.url}/"]) == [f"{server.url}/"]
        assert forget(ledger, "7", None).completed
    finally:
        server.start()


def test_the_command_takes_the_address_of_a_server_that_is_no_more(ledger: Ledger) -> None:
    gone = "http://127.0.0.1:9"
    with ledger.writing() as transaction:
        transaction.set_fact(LEFT, gone)
    ran = run_newsdesk(ledger.home, "forget", gone)
    assert (ran.code, fact(ledger, LEFT)) == (0, "")
    assert f"{gone} is not asked any more" in ran.err


def test_a_restore_in_its_place_forgets_no_server(ledger: Ledger, server: ChromaServer) -> None:
    file = ledger.home.parent / "backup.sqlite"
    backup(ledger, file)
    follow(ledger, server)
    server.stop()
    try:
        restore(ledger.home, file)
        follow(ledger, None)
        assert fact(ledger, LEFT) == server.url
    finally:
        server.start()
