"""The libraries of a server: which it sees, and which is its own."""

from index import SHARED

PREFIX = "discord-"


def visible(guild_id: int | None) -> tuple[str, ...]:
    """Return what is answered from in a server; in direct messages, and for who brought the bot along, `shared` alone.

    A server's own library comes first: where both have an article of one name, its own is meant.
    """
    return (SHARED,) if guild_id is None else (own(guild_id), SHARED)


def own(guild_id: int) -> str:
    """Return the library that a server fills itself."""
    return f"{PREFIX}{guild_id}"
