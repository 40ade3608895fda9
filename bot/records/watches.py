"""Watches: somebody wants to be told, under a message, when a newly indexed article answers."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.records.kept import Message
from bot.records.part import SEARCHED, Part, storable

WAITING = (
    "SELECT a.id, a.guild_id, a.libraries, a.understood, a.asked_at, w.channel_id, w.message_id, w.language, w.person "
    "FROM watches w JOIN answers a ON a.key = w.answer_key"
)


@dataclass(frozen=True, slots=True)
class Watch:
    """A question that waits for an article, the message to reply to, and who waits, in which language."""

    answer_id: str
    guild_id: int | None
    libraries: tuple[str, ...]
    question: str
    asked_at: datetime
    message: Message
    language: str
    person: str


class Watches(Part):
    """Who waits for which article; a watch ends with the answer that it hangs on."""

    def watch(self, answer_id: str, person: str, message: Message, language: str = "auto") -> bool:
        """Wait for an article that answers better, and return whether the answer is still there to wait for."""
        with self._connections.writing() as connection:
            return bool(
                connection.execute(
                    "INSERT OR REPLACE INTO watches SELECT key, ?, ?, ?, ? FROM answers WHERE id = ?",
                    (person, message.channel_id, message.id, language, storable(answer_id)),
                ).rowcount
            )

    def watches(self, library: str) -> tuple[Watch, ...]:
        """Return what waits for articles of a library, the oldest question first; who waits for the same, as one."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                f"{WAITING} WHERE {SEARCHED} ORDER BY a.asked_at, a.key, w.message_id", (library,)
            )
            return tuple({watch.answer_id: watch for watch in watches_from(rows)}.values())

    def done(self, answer_id: str) -> bool:
        """End the watches of an answer, and return whether there were any: of several callers, one alone is told so."""
        with self._connections.writing() as connection:
            return bool(
                connection.execute(
                    "DELETE FROM watches WHERE answer_key = (SELECT key FROM answers WHERE id = ?)",
                    (storable(answer_id),),
                ).rowcount
            )


def watches_from(rows: Iterable[sqlite3.Row]) -> tuple[Watch, ...]:
    """Return watches from rows of WAITING."""
    return tuple(
        Watch(
            row["id"],
            row["guild_id"],
            tuple(json.loads(row["libraries"])),
            row["understood"],
            datetime.fromisoformat(row["asked_at"]),
            Message(row["channel_id"], row["message_id"]),
            row["language"],
            row["person"],
        )
        for row in rows
    )
