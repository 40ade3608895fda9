"""A part of the records: what every one of them is built on."""

from collections.abc import Callable
from datetime import UTC, datetime

from index import Connections

Clock = Callable[[], datetime]

# Conditions on answers: those given in a server, and those for which a library was searched.
IN_SERVER = "guild_id = ?"
SEARCHED = "EXISTS (SELECT 1 FROM json_each(libraries) WHERE value = ?)"


class Part:
    """One kind of thing that the records hold, over the open database."""

    def __init__(self, connections: Connections, clock: Clock) -> None:
        self._connections = connections
        self._clock = clock


def now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


def noted(moment: datetime) -> str:
    """Return a moment as it is stored: in UTC, so that texts compare as moments do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def storable(text: str) -> str:
    """Return a text as the database can hold it: JSON can carry halves of characters, which UTF-8 cannot."""
    return text.encode("utf-8", "replace").decode()
