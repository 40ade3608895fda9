"""Where a ledger on a PostgreSQL server is, and whether it may be spoken to as it is: in private networks only."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlsplit

from index.errors import LedgerError
from index.vectors.address import MOST_ADDRESSES, Resolve, is_number, is_private, system_addresses

EXAMPLE = "write it as postgresql://user@host:5432/database"
PORT = 5432
OPTIONS = ("host", "sslmode", "sslrootcert", "sslcert", "sslkey")  # of libpq, that an address may have
MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")  # sslmode, as libpq knows it
CHECKED = "verify-full"  # the mode in which the certificate and its name are checked


@dataclass(frozen=True, slots=True)
class LedgerAddress:
    """A database's place, and the password of its user; host "" or a path is a socket of this machine."""

    host: str
    port: int
    user: str
    database: str
    options: tuple[tuple[str, str], ...] = ()
    password: str = field(default="", repr=False)

    @classmethod
    def of(cls, url: str, password: str = "") -> "LedgerAddress":
        """Read a URL. Raise LedgerError, with what is wrong, if it names no database or one that others could read."""
        try:
            parts = urlsplit(url)
            port = parts.port or PORT
        except ValueError as error:
            raise LedgerError(f"it cannot be read; {EXAMPLE}") from error
        database = unquote(parts.path.removeprefix("/"))
        if parts.scheme not in ("postgresql", "postgres") or not database or "/" in database or parts.fragment:
            raise LedgerError(f"it names no database of a PostgreSQL server; {EXAMPLE}")
        options = dict(parse_qsl(parts.query, keep_blank_values=True))
        if unknown := sorted(set(options) - set(OPTIONS)):
            raise LedgerError(f"newsdesk knows no option {unknown[0]} in it, only {', '.join(OPTIONS)}")
        if options.get("sslmode", CHECKED) not in MODES:
            raise LedgerError(f"its sslmode is none; write one of {', '.join(MODES)}")
        if parts.hostname and "host" in options:
            raise LedgerError(f"it names two hosts; {EXAMPLE}")
        host = unquote(parts.hostname or "") or options.pop("host", "")
        made = cls(
            host,
            port,
            unquote(parts.username or ""),
            database,
            tuple(sorted(options.items())),
            password or unquote(parts.password or ""),
        )
        if "\0" in unquote(url) + password:
            raise LedgerError(f"it has a NUL character; {EXAMPLE}")
        if is_number(made.host):
            made._refuse_public((made.host,))
        return made

    @property
    def url(self) -> str:
        """Return the address as it is shown: without a password and without options."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        user = f"{self.user}@" if self.user else ""
        return f"postgresql://{user}{'' if self._is_local else host}:{self.port}/{self.database}"

    def parameters(self, resolve: Resolve = system_addresses) -> Mapping[str, str]:
        """Return what libpq is told. It connects to addresses that were checked: who looked again could be led away.

        Raise LedgerError if one of them is not private; OSError if the host is not known.
        """
        told = {"host": self.host, "port": str(self.port), "user": self.user, "dbname": self.database}
        told |= {"password": self.password, **dict(self.options)}
        if not (self._is_local or is_number(self.host) or self._is_checked):
            addresses = tuple(dict.fromkeys(resolve(self.host, self.port)))[:MOST_ADDRESSES]
            self._refuse_public(addresses)
            told |= {"hostaddr": ",".join(addresses), "host": ",".join([self.host] * len(addresses))}
        return {name: value for name, value in told.items() if value}

    def refuse_public(self) -> None:
        """Raise LedgerError if this is known to be a public address without TLS. A server may be away: not now."""
        with suppress(OSError, UnicodeError):
            self.parameters()

    @property
    def _is_local(self) -> bool:
        return not self.host or self.host.startswith("/")

    @property
    def _is_checked(self) -> bool:
        return dict(self.options).get("sslmode") == CHECKED

    def _refuse_public(self, addresses: tuple[str, ...]) -> None:
        if not (self._is_checked or all(map(is_private, addresses))):
            raise LedgerError(
                f"{self.host} is not in a private network, and what is sent there can be read and changed on the way; "
                f"add ?sslmode={CHECKED}, or keep the server in a private network"
            )
