"""Why a PostgreSQL server cannot be used: told by its codes, not by its words, which may hold what was sent."""

import psycopg
from psycopg import errors

AWAY = "08"  # begins the codes of connections that could not be made or were lost
OF_THE_SERVER = (psycopg.Error,)
Busy = errors.LockNotAvailable  # another transaction kept what was asked for

NOT_ITS_OWN = "the tables are another user's. GRANT that user's role to this one (GRANT owner TO user)"
_CORRECT = "Correct NEWSDESK_LEDGER__URL or NEWSDESK_LEDGER__PASSWORD."
_AWAY = "it does not answer. Start it, or correct NEWSDESK_LEDGER__URL."
_FULL = (
    "it takes no more connections. Raise its max_connections, or this user's or database's limit, or stop what uses it."
)
_PASSING = "it is starting or stopping. Try again in a moment."
_STOPPED = "it was stopped. Try again when it is back."
_NO_DATABASE = "there is no such database. Make it (createdb), or correct NEWSDESK_LEDGER__URL."
_CAUSES: tuple[tuple[type[psycopg.Error], str], ...] = (
    (errors.LockNotAvailable, "another process is writing. Try again when it is done."),
    (errors.InvalidAuthorizationSpecification, f"it does not take this user or password. {_CORRECT}"),
    (errors.InvalidCatalogName, _NO_DATABASE),
    (
        errors.InsufficientPrivilege,
        "this user may not do that. GRANT CREATE ON DATABASE to this user; if another one made the ledger, GRANT that "
        "user's role to this one (GRANT owner TO user).",
    ),
    (errors.DiskFull, "its disk is full. Make room on it, then run the command again."),
    (errors.TooManyConnections, _FULL),
    (errors.QueryCanceled, "it took too long. Look at what keeps it busy, then try again."),
    (errors.ReadOnlySqlTransaction, "it only takes readers. Name the one that is written to."),
    (errors.CannotConnectNow, _PASSING),
    (errors.AdminShutdown, _STOPPED),
    (errors.CrashShutdown, _STOPPED),
    (errors.UndefinedTable, "tables of the ledger are lacking. Bring back a backup: newsdesk restore FILE"),
    (errors.DataError, "it cannot hold this text. Take the document out of the source."),
    (
        errors.ProgramLimitExceeded,
        "it cannot hold a name, path or address of more than 2,600 bytes. Give a shorter one, or take it out.",
    ),
)
_NOT_LET_IN = (  # without a connection libpq has no codes, only the server's words
    (("password",), f"it does not take this user or password. {_CORRECT}"),
    (("permission denied for database",), "this user may not connect to it. GRANT CONNECT ON DATABASE to this user."),
    (('database "', "does not exist"), _NO_DATABASE),
    (('role "', "does not exist"), f"it knows no such user. {_CORRECT}"),
    (("not permitted to log in",), "this user may not log in. ALTER ROLE it WITH LOGIN, or name another user."),
    (("pg_hba.conf",), "it lets nobody in from here as this user. Add that to its pg_hba.conf."),
)
_UNREACHED = (
    *_NOT_LET_IN,
    (("too many c",), _FULL),  # clients, or connections of a role or database
    (("connection slots",), _FULL),
    (("the database system is",), _PASSING),  # starting up, shutting down, in recovery mode
    (
        ("certificate",),
        "its certificate is not accepted. Name the authority's in NEWSDESK_LEDGER__URL (sslrootcert=FILE).",
    ),
    (("SSL",), "no encrypted connection can be made. Correct sslmode or sslrootcert in NEWSDESK_LEDGER__URL."),
    (("FATAL:",), "it refuses the connection. Look into its log, or correct NEWSDESK_LEDGER__URL."),
)


def refused(error: Exception) -> bool:
    """Say whether the server lets nobody in as the settings have it, which no waiting mends."""
    return described(error) in {told for _, told in _NOT_LET_IN}


def described(error: Exception) -> str:
    """Return what is the matter with a server, and what to do next."""
    for kind, told in _CAUSES:
        if isinstance(error, kind):
            return told
    if isinstance(error, psycopg.OperationalError) and (error.sqlstate or AWAY).startswith(AWAY):
        return next((told for words, told in _UNREACHED if all(word in str(error) for word in words)), _AWAY)
    return f"it says {getattr(error, 'sqlstate', None) or type(error).__name__}. Look into its log, then try again."
