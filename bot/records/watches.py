"""Watches: somebody wants to be told, under a message, when a newly indexed article answers."""

import json
from dataclasses import dataclass
from datetime import datetime

from bot.records.kept import Message
from bot.records.part import SEARCHED, Part, storable

_WAITING = (
    "SELECT a.id, a.guild_id, a.libraries, a.understood, a.asked_at, w.channel_id, w.message_id, w.language "
    "FROM watches w JOIN answers a ON a.key = w.answer_key"
)


@dataclass(frozen=True, slots=True)
class Watch:
    """A question that waits for an article, the message to reply to, and the language of who waits."""

    answer_id: str
    guild_id: int | None
    libraries: tuple[str, ...]
    question: str
    asked_at: datetime
    message: Message
    language: str = "auto"


class Watches(Part):
    """Who waits for which article; a watch ends with the answer that it hangs on."""

    def watch(self, answer_id: str, channel_id: int, message_id: int, language: str = "auto") -> bool:
        """Wait for an article that answers better, and return whether the answer is still there to wait for."""
        with self._connections.writing() as connection:
            return bool(
                connection.execute(
                    "INSERT OR REPLACE INTO watches SELECT key, ?, ?, ? FROM answers WHERE id = ?",
                    (channel_id, message_id, language, storable(answer_id)),
                ).rowcount
            )

    def watches(self, library: str) -> tuple[Watch, ...]:
        """Return what waits for articles of a library, the oldest question first."""
        with self._connections.reading() as connection:
            rows = connection.execute(f"{_WAITING} WHERE {SEARCHED} ORDER BY a.asked_at, a.key", (library,)).fetchall()
        return tuple(
            Watch(
                row["id"],
                row["guild_id"],
                tuple(json.loads(row["libraries"])),
                row["understood"],
                datetime.fromisoformat(row["asked_at"]),
                Message(row["channel_id"], row["message_id"]),
                row["language"],
            )
            for row in rows
        )

    def done(self, answer_id: str) -> bool:
        """End a watch, and return whether there was one: of several callers, one alone is told so."""
        with self._connections.writing() as connection:
            return bool(
                connection.execute(
                    "DELETE FROM watches WHERE answer_key = (SELECT key FROM answers WHERE id = ?)",
                    (storable(answer_id),),
                ).rowcount
            )
