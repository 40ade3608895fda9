"""Moving a ledger to a server that is broken off leaves both as they were, and is done by the next try."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from conftest import an_article
from postgres import PostgresServer
from test_ledger import put

from index import Ledger, LedgerAddress, LedgerError, migrate
from index.condition import CONTENTS, LEDGER_MARK, LEFT

pytestmark = pytest.mark.enable_socket  # on loopback
NOTED = {LEDGER_MARK: "the-mark", CONTENTS: "http://127.0.0.1:8000", LEFT: "http://127.0.0.1:8001"}


@pytest.fixture
def source(home: Path) -> Iterator[Ledger]:
    """A ledger with an article, whose vectors a Chroma server holds."""
    with closing(Ledger(home)) as ledger:
        put(ledger, an_article())
        with ledger.writing() as transaction:
            for name, value in NOTED.items():
                transaction.set_fact(name, value)
        yield ledger


@pytest.fixture
def target(home: Path, postgres: PostgresServer) -> Iterator[Ledger]:
    with closing(Ledger(home, LedgerAddress.of(postgres.emptied_database()))) as ledger:
        yield ledger


def noted(ledger: Ledger) -> dict[str, str | None]:
    with ledger.reading() as snapshot:
        return {name: snapshot.fact(name) for name in NOTED}


def articles(ledger: Ledger) -> list[str]:
    with ledger.reading() as snapshot:
        return [article.id for article in snapshot.articles("shared")]


def test_a_server_killed_while_it_is_filled_is_as_empty_as_before_and_filled_by_the_next_try(
    source: Ledger, target: Ledger, postgres: PostgresServer
) -> None:
    tables: list[int] = []

    def kill_amid(done: int, total: int) -> None:
        if total > 1:  # of several tables, one after the other: they are being copied in
            tables.append(done)
            if len(tables) == 4:
                postgres.kill()

    with pytest.raises(LedgerError):
        migrate(source, target, progress=kill_amid)
    postgres.start()
    assert len(tables) == 4
    assert (articles(target), noted(target)) == ([], dict.fromkeys(NOTED))
    assert (articles(source), noted(source)) == (["rain"], NOTED)
    put(target, an_article(id="sun"))  # each goes on by itself
    put(source, an_article(id="snow"))
    assert migrate(source, target, replacing=True).articles == 2
    assert (articles(target), noted(target)) == (["rain", "snow"], NOTED)


def test_what_servers_hold_of_a_ledger_that_is_replaced_stays_noted(source: Ledger, target: Ledger) -> None:
    with target.writing() as transaction:
        transaction.set_fact(LEDGER_MARK, "another-mark")
    migrate(source, target)
    assert noted(target)[LEDGER_MARK] == "another-mark"
