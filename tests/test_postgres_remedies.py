"""What keeps a PostgreSQL server from holding the ledger is told as what it is, with what helps."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from conftest import an_article
from postgres import PASSWORD, PostgresServer
from psycopg import errors
from test_ledger import put

from index import Ledger, LedgerAddress, LedgerError, doctor, erase
from index.database.postgres import described
from index.ledger import LedgerBusy

SHORT_S = 0.2
Say = Callable[..., None]


@pytest.fixture
def poor(postgres: PostgresServer) -> Iterator[Say]:
    """A role without rights; what is called says something to a database as the owner, by default in the first one."""

    def say(*statements: str, database: str = "postgres") -> None:
        with psycopg.connect(postgres.url(database), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    say(f"CREATE ROLE poor LOGIN PASSWORD '{PASSWORD}'")
    yield say
    for url in (postgres.url(),):
        with psycopg.connect(url, autocommit=True) as connection:
            names = [name for (name,) in connection.execute("SELECT datname FROM pg_database WHERE datallowconn")]
    for name in names:
        if name != "template1":
            say("DROP OWNED BY poor", database=name)
    say("DROP ROLE poor")


def address_of(postgres: PostgresServer, database: str, user: str = "poor") -> LedgerAddress:
    return LedgerAddress.of(f"postgresql://{user}:{PASSWORD}@127.0.0.1:{postgres.port}/{database}")


def follow() -> bool:
    """Have no Chroma follow: there is none beside these ledgers."""
    return True


def refused(home: Path, address: LedgerAddress) -> str:
    with pytest.raises(LedgerError) as told:
        Ledger(home, address)
    return str(told.value)


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
def test_a_database_that_cannot_hold_every_text_is_refused(postgres: PostgresServer, home: Path, encoding: str) -> None:
    name = f"of_{encoding.lower()}"
    with psycopg.connect(postgres.url(), autocommit=True) as connection:
        connection.execute(
            f"CREATE DATABASE {name} ENCODING '{encoding}' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"
        )
    told = refused(home, LedgerAddress.of(postgres.url(name)))
    assert f"encoding {encoding}" in told
    assert "CREATE DATABASE name ENCODING 'UTF8' TEMPLATE template0" in told
    (check,) = [check for check in doctor(home, ledger_on=LedgerAddress.of(postgres.url(name))) if "led" in check.name]
    assert "ENCODING 'UTF8'" in check.remedy


def test_who_may_make_no_tables_is_told_what_to_grant(postgres: PostgresServer, home: Path, poor: Say) -> None:
    database = postgres.fresh_database().rpartition("/")[2]
    assert "GRANT CREATE ON DATABASE" in refused(home, address_of(postgres, database))
    poor(f"GRANT CREATE ON DATABASE {database} TO poor")
    Ledger(home, address_of(postgres, database)).close()


def test_who_may_not_see_the_ledger_is_not_told_that_it_is_lost(
    postgres: PostgresServer, home: Path, poor: Say
) -> None:
    database = postgres.emptied_database().rpartition("/")[2]
    told = refused(home, address_of(postgres, database))
    assert "GRANT owner TO user" in told
    assert "restore" not in told
    poor("GRANT newsdesk TO poor")
    Ledger(home, address_of(postgres, database)).close()


def test_who_may_write_the_tables_and_not_rewrite_them_forgets_nothing_silently(
    postgres: PostgresServer, home: Path, poor: Say
) -> None:
    database = postgres.emptied_database().rpartition("/")[2]
    for kind in ("TABLES", "SEQUENCES"):
        poor(f"GRANT ALL ON ALL {kind} IN SCHEMA newsdesk TO poor", database=database)
    poor("GRANT USAGE ON SCHEMA newsdesk TO poor", database=database)
    with closing(Ledger(home, address_of(postgres, database))) as ledger:
        put(ledger, an_article())
        with pytest.raises(LedgerError, match=r"another user's\. GRANT that user's role"):
            erase(ledger, "shared", ["rain"], follow, patience_s=SHORT_S)
        poor("GRANT newsdesk TO poor")
        assert erase(ledger, "shared", [], follow, patience_s=SHORT_S).completed


@pytest.mark.parametrize(
    ("statement", "remedy"),
    [
        ("REVOKE CONNECT ON DATABASE {} FROM public", "GRANT CONNECT ON DATABASE"),
        ("ALTER ROLE poor CONNECTION LIMIT 0", "Raise its max_connections, or this user's or database's limit"),
        ("ALTER ROLE poor NOLOGIN", "ALTER ROLE it WITH LOGIN"),
        ("ALTER DATABASE {} ALLOW_CONNECTIONS false", "it refuses the connection. Look into its log"),
    ],
)
def test_who_is_let_in_by_none_is_not_told_that_the_server_is_away(
    postgres: PostgresServer, home: Path, poor: Say, statement: str, remedy: str
) -> None:
    database = postgres.fresh_database().rpartition("/")[2]
    poor(statement.format(database))
    assert remedy in refused(home, address_of(postgres, database))


def test_who_cannot_forget_for_another_programs_transaction_is_told_where_it_is_shown(
    postgres: PostgresServer, home: Path
) -> None:
    url = postgres.emptied_database()
    with closing(Ledger(home, LedgerAddress.of(url))) as ledger:
        put(ledger, an_article())
        with psycopg.connect(url) as another:
            another.execute("SELECT count(*) FROM newsdesk.articles")
            with pytest.raises(LedgerBusy, match="or end what else pg_stat_activity shows there, then run"):
                ledger.compact(SHORT_S)
            with pytest.raises(LedgerError, match="or end what else pg_stat_activity shows in this database"):
                erase(ledger, "shared", ["rain"], follow, patience_s=SHORT_S)
        assert erase(ledger, "shared", [], follow, patience_s=SHORT_S).completed


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (errors.ObjectInUse, "it says 55006. Look into its log, then try again."),
        (errors.OutOfMemory, "it says 53200. Look into its log, then try again."),
        (errors.CrashShutdown, "it was stopped. Try again when it is back."),
        (errors.ConnectionFailure, "it does not answer. Start it, or correct NEWSDESK_LEDGER__URL."),
    ],
)
def test_only_a_server_that_is_away_is_called_so(error: type[psycopg.Error], told: str) -> None:
    assert described(error()) == told


def test_an_address_that_is_too_long_for_an_index_is_told(postgres: PostgresServer, home: Path) -> None:
    with closing(Ledger(home, LedgerAddress.of(postgres.emptied_database()))) as ledger:
        put(ledger, an_article())
        path = "/".join(f"{number:x}" for number in range(1_000))
        with (
            pytest.raises(LedgerError, match=r"more than 2,600 bytes\. Give a shorter one"),
            ledger.writing() as writing,
        ):
            writing.note_source("shared", path, None, None)
