"""A database file in the data directory (SQLite): the ledger is one, the records of people are another."""

from index.database.causes import Cause, cause_of
from index.database.connections import BUSY_S, Connections
from index.database.files import address_to_read
from index.database.schema import Schema, format_of

__all__ = ["BUSY_S", "Cause", "Connections", "Schema", "address_to_read", "cause_of", "format_of"]
