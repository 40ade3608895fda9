"""A database on a PostgreSQL server, by psycopg: imported only where one is set."""

from index.database.postgres.causes import NOT_ITS_OWN, OF_THE_SERVER, Busy, described, refused
from index.database.postgres.connections import CLAIMS, PostgresConnections, Target
from index.database.postgres.listening import Listener
from index.database.postgres.locks import SessionLock
from index.database.postgres.session import Session

__all__ = [
    "CLAIMS",
    "NOT_ITS_OWN",
    "OF_THE_SERVER",
    "Busy",
    "Listener",
    "PostgresConnections",
    "Session",
    "SessionLock",
    "Target",
    "described",
    "refused",
]
