"""Servers: how each wants the bot to behave, and which ones it has left."""

import json
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import Any, TypedDict, Unpack

from bot.records.part import Part, noted


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """How the bot behaves in a server.

    `channels` are those where it answers, none means all; in `auto_channels` every message is a question, in `forums`
    every post. `roles` may manage beside those who manage the server. `language` is the interface's, `auto` that of
    who reads it. `private`: answers are shown to the asker only, unless they ask otherwise. `threads`: mentions are
    answered in a thread.
    """

    channels: tuple[int, ...] = ()
    auto_channels: tuple[int, ...] = ()
    forums: tuple[int, ...] = ()
    roles: tuple[int, ...] = ()
    language: str = "auto"
    private: bool = False
    threads: bool = False


class Changes(TypedDict, total=False):
    """The settings that a change names; the others stay."""

    channels: tuple[int, ...]
    auto_channels: tuple[int, ...]
    forums: tuple[int, ...]
    roles: tuple[int, ...]
    language: str
    private: bool
    threads: bool


class Servers(Part):
    """The servers that the bot is in, or was in until lately."""

    def settings_of(self, guild_id: int) -> ServerSettings:
        """Return how a server wants it, the defaults if it never said."""
        with self._connections.reading() as connection:
            row = connection.execute("SELECT settings FROM servers WHERE guild_id = ?", (guild_id,)).fetchone()
        return _settings(row["settings"]) if row else ServerSettings()

    def change(self, guild_id: int, **changes: Unpack[Changes]) -> ServerSettings:
        """Change what is named, and return the settings as they are then."""
        with self._connections.writing() as connection:
            connection.execute("INSERT OR IGNORE INTO servers (guild_id) VALUES (?)", (guild_id,))
            row = connection.execute("SELECT settings FROM servers WHERE guild_id = ?", (guild_id,)).fetchone()
            settings = replace(_settings(row["settings"]), **changes)
            connection.execute(
                "UPDATE servers SET settings = ? WHERE guild_id = ?", (json.dumps(asdict(settings)), guild_id)
            )
        return settings

    def joined(self, guild_id: int) -> None:
        """Note that the bot is in a server, whether it has just come, come back or been there."""
        with self._connections.writing() as connection:
            connection.execute(
                "INSERT INTO servers (guild_id) VALUES (?) ON CONFLICT DO UPDATE SET left_at = NULL", (guild_id,)
            )

    def left(self, guild_id: int) -> None:
        """Note that the bot is in a server no more; the grace period runs from the first time this is noted."""
        with self._connections.writing() as connection:
            connection.execute(
                "INSERT INTO servers (guild_id, left_at) VALUES (?, ?) "
                "ON CONFLICT DO UPDATE SET left_at = coalesce(left_at, excluded.left_at)",
                (guild_id, noted(self._clock())),
            )

    def present(self) -> tuple[int, ...]:
        """Return the servers that the bot has joined and, so far as is noted, not left."""
        with self._connections.reading() as connection:
            rows = connection.execute("SELECT guild_id FROM servers WHERE left_at IS NULL ORDER BY guild_id")
            return tuple(row["guild_id"] for row in rows)

    def departed(self, before: datetime) -> tuple[int, ...]:
        """Return the servers that were left before a moment and are not gone yet, those left first at the front."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                "SELECT guild_id FROM servers WHERE left_at < ? ORDER BY left_at, guild_id", (noted(before),)
            )
            return tuple(row["guild_id"] for row in rows)


def _settings(stored: str) -> ServerSettings:
    """Read settings; what an older newsdesk did not know has its default, what a newer one added is passed over."""
    known = {field.name for field in fields(ServerSettings)}
    given: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in json.loads(stored).items()
        if name in known
    }
    return ServerSettings(**given)
