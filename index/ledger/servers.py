"""Open a ledger on a server: what that takes is installed only where it is wanted."""

from pathlib import Path
from typing import TYPE_CHECKING

from index.database.files import make_private_folder
from index.errors import LedgerError
from index.ledger.address import LedgerAddress
from index.ledger.dialect import WordIndex

if TYPE_CHECKING:
    from index.ledger.postgres import LedgerOnServer


def on_server(home: Path, address: LedgerAddress, *, making: bool) -> "tuple[LedgerOnServer, WordIndex]":
    """Return connections to a ledger on a server, and its word index; make the data directory. Raise LedgerError."""
    try:
        from index.ledger.postgres import LedgerOnServer, words
    except ImportError as error:
        raise LedgerError(
            "A ledger in PostgreSQL needs psycopg. Install it: pip install 'psycopg[binary]', or with Docker put "
            "EXTRAS=postgres into .env, then run docker compose build bot"
        ) from error
    try:
        make_private_folder(home)
    except OSError as error:
        raise LedgerError(
            f"The data directory {home} cannot be used: {error}. Make it writable, or name another in NEWSDESK_HOME."
        ) from error
    return LedgerOnServer(address, making=making), words
