"""Turns: which indexer reads which source, of all that use a ledger on a server.

A row of the table `turns` stands for a source, by a digest of its name. Who reads the source holds the row in a
transaction of its own, so that the claim ends with the process or its connection, however these end.
"""

import time
from collections.abc import Container, Iterator, Mapping
from hashlib import blake2b
from typing import Any

from index.database.postgres import Session

AGAIN_S = 0.2  # between two looks at what others read
_ENTER = "INSERT INTO turns (source, looked_at) SELECT unnest(?::text[]), '-infinity' ON CONFLICT DO NOTHING"
_OPEN = (
    "FROM turns JOIN unnest(?::text[], ?::float8[]) WITH ORDINALITY AS wanted (source, rested_s, place) "
    "ON turns.source = wanted.source WHERE turns.looked_at < ?::timestamptz - wanted.rested_s * interval '1 second'"
)
_CLAIM = (
    f"SELECT turns.source, clock_timestamp() AS claimed {_OPEN} "
    "ORDER BY wanted.place FOR UPDATE OF turns SKIP LOCKED LIMIT 1"
)
_LEFT = f"SELECT EXISTS (SELECT 1 {_OPEN})"
_DONE = "UPDATE turns SET looked_at = ? WHERE source = ?"


def turns(
    session: Session, library: str, sources: Mapping[str, float], unread: Container[str] = frozenset()
) -> Iterator[str]:
    """Yield sources that nobody else reads or has looked at since, each claimed until the next is asked for.

    `sources` are mapped to for how many seconds one is left alone that somebody has looked at. It ends when all have
    been looked at, by whomever; who reads one and is killed leaves it to those who wait. So does who could not read it,
    and says so in `unread` before the next is asked for: another machine may have what this one lacks.
    """
    names = {_named(library, source): source for source in sources}
    wanted: list[list[Any]] = [list(names), [float(sources[source]) for source in names.values()]]
    session.execute("SET idle_in_transaction_session_timeout = 0")  # a source takes what it takes
    session.execute(_ENTER, (wanted[0],))
    begun = session.execute("SELECT clock_timestamp()").fetchone()[0]  # type: ignore[index]
    while True:
        session.execute("BEGIN")
        row = session.execute(_CLAIM, (*wanted, begun)).fetchone()
        if row is None:
            session.execute("ROLLBACK")
            if not session.execute(_LEFT, (*wanted, begun)).fetchone()[0]:  # type: ignore[index]
                return
            time.sleep(AGAIN_S)
            continue
        source = names[row["source"]]
        yield source
        if source in unread:
            session.execute("ROLLBACK")
            place = wanted[0].index(row["source"])
            wanted = [[*one[:place], *one[place + 1 :]] for one in wanted]
            continue
        # Noted is when it was claimed: who found it changed after that reads it anew.
        session.execute(_DONE, (row["claimed"], row["source"]))
        session.execute("COMMIT")


def _named(library: str, source: str) -> str:
    return blake2b(f"{library}\0{source}".encode(), digest_size=16).hexdigest()
