"""Several processes that open an empty database at one time make its tables once."""

import threading
from importlib.resources import files
from pathlib import Path

import psycopg
import pytest
from patience import wait_until

from index import Ledger, LedgerAddress
from index.database.postgres.connections import CLAIMS, WRITER
from index.ledger.format import SCHEMA_VERSION

pytestmark = pytest.mark.enable_socket  # on loopback

WAITING = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"


def test_tables_that_another_process_has_just_made_are_not_made_again(postgres_url: str, home: Path) -> None:
    home.mkdir()
    opened: list[int] = []

    def open_it() -> None:
        ledger = Ledger(home, LedgerAddress.of(postgres_url))
        with ledger.reading() as snapshot:
            opened.append(snapshot.revision)
        ledger.close()

    late = threading.Thread(target=open_it)
    with psycopg.connect(postgres_url) as faster, psycopg.connect(postgres_url, autocommit=True) as watching:
        faster.execute("SELECT pg_advisory_xact_lock(%s::int, %s::int)", (CLAIMS, WRITER))
        late.start()
        wait_until(lambda: watching.execute(WAITING).fetchone()[0])
        faster.execute("CREATE SCHEMA newsdesk")
        faster.execute("SET LOCAL search_path TO newsdesk")
        faster.execute(files("index.ledger.postgres").joinpath("schema.sql").read_text(), prepare=False)
        faster.execute("INSERT INTO facts (name, value) VALUES ('format', %s)", (str(SCHEMA_VERSION),))
    late.join()
    assert opened == [0]
