"""Unfinished answers: messages that say that an answer is coming, for as long as it has not come.

Who asked, and what, stands in none of them.
"""

from dataclasses import dataclass

from bot.records.kept import Message
from bot.records.part import Part


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A message that promises an answer, in the server where it stands, and the language it speaks."""

    message: Message
    guild_id: int | None
    language: str


class UnfinishedAnswers(Part):
    """What is to be set right if the process ends before it has answered."""

    def begun(self, begun: Unfinished) -> None:
        """Note a message that promises an answer."""
        with self._connections.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO unfinished VALUES (?, ?, ?, ?)",
                (begun.message.channel_id, begun.message.id, begun.guild_id, begun.language),
            )

    def ended(self, message: Message) -> None:
        """Strike a message out that promises nothing any more."""
        with self._connections.writing() as connection:
            connection.execute(
                "DELETE FROM unfinished WHERE channel_id = ? AND message_id = ?", (message.channel_id, message.id)
            )

    def unfinished(self) -> tuple[Unfinished, ...]:
        """Return the messages whose answers have not come, the oldest first."""
        with self._connections.reading() as connection:
            rows = connection.execute("SELECT * FROM unfinished ORDER BY message_id")
            return tuple(
                Unfinished(Message(row["channel_id"], row["message_id"]), row["guild_id"], row["language"])
                for row in rows
            )
