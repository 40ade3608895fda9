"""Answers that were given, and the conversations that they make."""

import secrets
import sqlite3
from base64 import urlsafe_b64encode
from datetime import timedelta

from bot.answer import running_text
from bot.records.kept import Asked, Kept
from bot.records.part import Part, noted, storable
from bot.records.people import salted, was_forgotten
from bot.records.rows import answer_row, cited_row, insert, kept_from, statement_from, statement_row
from bot.request import Turn

ID_BYTES = 8  # 11 characters
MOST_EXCHANGES = 6  # of a conversation that a follow-up is understood by
WITHIN = timedelta(hours=6)  # an older conversation is over

_PARTS = (("statements", "ordinal"), ("citations", "closest, ordinal"), ("messages", "key"))


class Answers(Part):
    """Everything asked and answered within the retention period."""

    def keep(self, kept: Kept, question_id: int | None = None) -> str:
        """Keep an answer, and return the id that it is known by from now on; its own is passed over.

        `question_id`: the message that asked, whose answer is kept once, whichever process keeps it first. Nothing is
        kept, and the id is "", if its asker was forgotten after asking.
        """
        with self._connections.writing() as connection:
            if was_forgotten(connection, kept.asked):
                return ""
            answer_id = _new_id(connection, question_id)
            if connection.execute("SELECT 1 FROM answers WHERE id = ?", (answer_id,)).fetchone():
                return answer_id
            key = insert(connection, "answers", answer_row(answer_id, kept))
            rows = [("statements", statement_row(at, statement)) for at, statement in enumerate(kept.statements)]
            rows += [("citations", cited_row(at, cited, closest=False)) for at, cited in enumerate(kept.citations)]
            rows += [("citations", cited_row(at, cited, closest=True)) for at, cited in enumerate(kept.closest)]
            for table, row in rows:
                insert(connection, table, {"answer_key": key, **row})
        return answer_id

    def placed(self, answer_id: str, channel_id: int, message_id: int) -> None:
        """Note a message that shows an answer, or a part of it; nothing happens if the answer is no more."""
        with self._connections.writing() as connection:
            connection.execute(
                "INSERT INTO messages (channel_id, message_id, answer_key) SELECT ?, ?, key FROM answers WHERE id = ? "
                "ON CONFLICT DO UPDATE SET answer_key = excluded.answer_key",
                (channel_id, message_id, storable(answer_id)),
            )

    def answer(self, answer_id: str) -> Kept | None:
        """Return a kept answer, None if it is unknown, forgotten or expired."""
        with self._connections.reading() as connection:
            return _kept(connection, "SELECT * FROM answers WHERE id = ?", storable(answer_id))

    def answer_in(self, channel_id: int, message_id: int) -> Kept | None:
        """Return the answer that a message shows, None if it shows none that is kept."""
        with self._connections.reading() as connection:
            return _kept(
                connection,
                "SELECT a.* FROM messages m JOIN answers a ON a.key = m.answer_key "
                "WHERE m.channel_id = ? AND m.message_id = ?",
                channel_id,
                message_id,
            )

    def conversation(self, asked: Asked, most: int = MOST_EXCHANGES, within: timedelta = WITHIN) -> tuple[Turn, ...]:
        """Return the last exchanges before a question, oldest first.

        They are the same person's in the same place, or everybody's in a thread of the bot. What only the asker saw
        is part of no conversation that others see.
        """
        with self._connections.reading() as connection:
            rows = connection.execute(
                "SELECT key, understood FROM answers WHERE conversation = ? AND asked_at >= ? AND asked_at <= ? "
                "ORDER BY asked_at DESC, key DESC LIMIT ?",
                (asked.conversation, noted(asked.at - within), noted(asked.at), most),
            ).fetchall()
            exchanges = [(row["understood"], _text(connection, row["key"])) for row in reversed(rows)]
        return tuple(turn for question, text in exchanges for turn in (Turn("user", question), Turn("assistant", text)))


def _new_id(connection: sqlite3.Connection, question_id: int | None) -> str:
    """Return an id that nobody can guess, the same each time for the message that asked."""
    if question_id is None:
        return secrets.token_urlsafe(ID_BYTES)
    return urlsafe_b64encode(salted(connection, f"question {question_id}", ID_BYTES)).rstrip(b"=").decode()


def _kept(connection: sqlite3.Connection, query: str, *parameters: object) -> Kept | None:
    row = connection.execute(query, parameters).fetchone()
    if row is None:
        return None
    statements, citations, messages = (
        connection.execute(f"SELECT * FROM {table} WHERE answer_key = ? ORDER BY {order}", (row["key"],))  # noqa: S608
        for table, order in _PARTS
    )
    return kept_from(row, statements, citations, messages.fetchone())


def _text(connection: sqlite3.Connection, answer_key: int) -> str:
    rows = connection.execute("SELECT * FROM statements WHERE answer_key = ? ORDER BY ordinal", (answer_key,))
    return running_text(map(statement_from, rows))
