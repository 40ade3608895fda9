"""Erase from the records: a person, a server, what is too old, and words of articles that were erased."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from bot.records.part import Part, noted
from bot.records.people import drop_forgotten, note_forgotten
from bot.records.watches import WAITING, Watch, watches_from

PATIENCE_S = 5.0  # with others that read or write just then


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much was erased. `ended` is what others waited for who now wait in vain.

    `complete`: it can be read in no file any more. Else another process used the records all the while, and traces go
    with the next erasure.
    """

    answers: int
    feedback: int
    watches: int
    complete: bool
    ended: tuple[Watch, ...] = ()

    @property
    def anything(self) -> bool:
        """Say whether there was anything to erase."""
        return bool(self.answers or self.feedback or self.watches)


class Erasing(Part):
    """What takes things out of the records, and out of the files that held them."""

    def forget(self, person: str) -> Forgotten:
        """Erase what a person asked, was answered, thought of answers and waits for; what is being answered too."""
        with self._connections.writing() as connection:
            note_forgotten(connection, person, self._clock())
            own, watches = (
                connection.execute(f"DELETE FROM {table} WHERE person = ?", (person,)).rowcount  # noqa: S608 - constants
                for table in ("feedback", "watches")
            )
            ended = watches_from(connection.execute(f"{WAITING} WHERE a.person = ?", (person,)))
            answers, feedback, _ = _delete_answers(connection, "person = ?", person)
        return replace(self._erased(answers, own + feedback, watches), ended=ended)

    def gone(self, guild_id: int) -> Forgotten:
        """Erase all that belongs to a server, its settings and its being known."""
        with self._connections.writing() as connection:
            deleted = _delete_answers(connection, "guild_id = ?", guild_id)
            known = connection.execute("DELETE FROM servers WHERE guild_id = ?", (guild_id,)).rowcount
            connection.execute("DELETE FROM unfinished WHERE guild_id = ?", (guild_id,))
            connection.execute("DELETE FROM spending WHERE library = 'discord-' || ?", (guild_id,))
        return self._erased(*deleted, besides=known)

    def expire(self, before: datetime) -> Forgotten:
        """Erase what was asked before a moment, with all that hangs on it."""
        with self._connections.writing() as connection:
            deleted = _delete_answers(connection, "asked_at < ?", noted(before))
            connection.execute("DELETE FROM spending WHERE day < ?", (noted(before)[:10],))
            drop_forgotten(connection, self._clock())
        return self._erased(*deleted)

    def cited(self) -> tuple[tuple[str, str], ...]:
        """Return library and id of every article whose words stand in the records."""
        with self._connections.reading() as connection:
            rows = connection.execute("SELECT DISTINCT library, article_id FROM citations ORDER BY 1, 2")
            return tuple((row["library"], row["article_id"]) for row in rows)

    def withdraw(self, articles: Iterable[tuple[str, str]]) -> int:
        """Take back every answer that shows words of these articles, given as (library, id), and return how many.

        The questions stay, as they were asked.
        """
        with self._connections.writing() as connection:
            keys = {
                row["answer_key"]
                for article in articles
                for row in connection.execute(
                    "SELECT answer_key FROM citations WHERE library = ? AND article_id = ?", article
                )
            }
            for key in sorted(keys):
                _withdraw(connection, key)
        if keys:
            self._connections.compact(PATIENCE_S)
        return len(keys)

    def own_words(self) -> Iterator[str]:
        """Yield what people wrote themselves: questions, and reasons for verdicts."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                "SELECT question FROM answers UNION ALL SELECT understood FROM answers WHERE NOT withdrawn "
                "UNION ALL SELECT reason FROM feedback"
            ).fetchall()
        yield from (row[0] for row in rows)

    def _erased(self, answers: int, feedback: int, watches: int, *, besides: int = 0) -> Forgotten:
        anything = answers or feedback or watches or besides
        complete = self._connections.compact(PATIENCE_S) if anything else True
        return Forgotten(answers, feedback, watches, complete)


def _delete_answers(connection: sqlite3.Connection, where: str, value: int | str) -> tuple[int, int, int]:
    """Delete answers with what hangs on them, and return the numbers of answers, verdicts and watches."""
    keys = f"(SELECT key FROM answers WHERE {where})"  # noqa: S608 - constants
    feedback, watches = (
        connection.execute(f"DELETE FROM {table} WHERE answer_key IN {keys}", (value,)).rowcount  # noqa: S608
        for table in ("feedback", "watches")
    )
    answers = connection.execute(f"DELETE FROM answers WHERE {where}", (value,)).rowcount  # noqa: S608
    return answers, feedback, watches


def _withdraw(connection: sqlite3.Connection, answer_key: int) -> None:
    for table in ("statements", "citations"):
        connection.execute(f"DELETE FROM {table} WHERE answer_key = ?", (answer_key,))  # noqa: S608 - constants
    connection.execute(
        "UPDATE answers SET withdrawn = 1, understood = question, differing = '[]' WHERE key = ?",
        (answer_key,),
    )
