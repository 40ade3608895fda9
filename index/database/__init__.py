"""A database file in the data directory (SQLite): the ledger is one, the records of people are another."""

from index.database.causes import Cause, cause_of
from index.database.connections import Connections
from index.database.schema import Schema, format_of

__all__ = ["Cause", "Connections", "Schema", "cause_of", "format_of"]
