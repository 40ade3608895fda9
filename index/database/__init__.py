"""A database file in the data directory (SQLite): the ledger is one, the records of people are another."""

from index.database.connections import Connections
from index.database.schema import Schema, format_of

__all__ = ["Connections", "Schema", "format_of"]
