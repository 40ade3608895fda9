"""The ledger on a PostgreSQL server: what is not as in SQLite. Imported only where such a server is set."""

from index.ledger.postgres import words
from index.ledger.postgres.connections import LedgerOnServer

__all__ = ["LedgerOnServer", "words"]
