"""Why a PostgreSQL server cannot be used: told by its codes, not by its words, which may hold what was sent."""

import psycopg
from psycopg import errors

OF_THE_SERVER = (psycopg.Error,)
Busy = errors.LockNotAvailable  # another transaction kept what was asked for

_CORRECT = "Correct NEWSDESK_LEDGER__URL or NEWSDESK_LEDGER__PASSWORD."
_REMEDIES: tuple[tuple[type[psycopg.Error], str, str], ...] = (
    (errors.LockNotAvailable, "another process is writing", "Try again when it is done."),
    (errors.InvalidAuthorizationSpecification, "it does not take this user or password", _CORRECT),
    (errors.InvalidCatalogName, "there is no such database", "Make it (createdb), or correct NEWSDESK_LEDGER__URL."),
    (
        errors.InsufficientPrivilege,
        "this user may not do that",
        "Give the database to this user (ALTER DATABASE).",
    ),
    (errors.DiskFull, "its disk is full", "Make room on it, then run the command again."),
    (
        errors.TooManyConnections,
        "it takes no more connections",
        "Raise its max_connections, or stop what uses it.",
    ),
    (errors.QueryCanceled, "it took too long", "Look at what keeps it busy, then try again."),
    (
        errors.ReadOnlySqlTransaction,
        "it only takes readers",
        "Name the one that is written to.",
    ),
    (errors.CannotConnectNow, "it is starting or stopping", "Try again in a moment."),
    (errors.AdminShutdown, "it was stopped", "Try again when it is back."),
    (errors.UndefinedTable, "tables of the ledger are lacking", "Bring back a backup: newsdesk restore FILE"),
    (errors.DataError, "it cannot hold this text", "Take the document out of the source."),
)


def described(error: Exception) -> str:
    """Return what is the matter with a server, and what to do next."""
    for kind, matter, remedy in _REMEDIES:
        if isinstance(error, kind):
            return f"{matter}. {remedy}"
    if isinstance(error, psycopg.OperationalError) and error.sqlstate is None:
        return _unreached(str(error))
    if isinstance(error, psycopg.OperationalError):
        return "it does not answer. Start it, or correct NEWSDESK_LEDGER__URL."
    return f"it says {getattr(error, 'sqlstate', None) or type(error).__name__}. Look into its log."


def _unreached(words: str) -> str:
    """Return what is the matter where there was no connection: libpq has no codes for that."""
    if "password" in words:
        return f"it does not take this user or password. {_CORRECT}"
    if 'database "' in words and "does not exist" in words:
        return "there is no such database. Make it (createdb), or correct NEWSDESK_LEDGER__URL."
    if "certificate" in words or "SSL" in words:
        return "its certificate is not accepted. Name the authority's in NEWSDESK_LEDGER__URL (sslrootcert=FILE)."
    return "it does not answer. Start it, or correct NEWSDESK_LEDGER__URL."
