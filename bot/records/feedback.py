"""Feedback: what people thought of answers."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.answer import Outcome
from bot.records.part import IN_SERVER, SEARCHED, Part, noted, storable

MOST_CHARACTERS = 1_000  # of a reason
MOST_LISTED = 200
_LISTED = (
    "SELECT a.id, a.guild_id, a.understood, a.outcome, f.up, f.reason, f.rated_at "
    "FROM feedback f JOIN answers a ON a.key = f.answer_key"
)
_ORDER = "ORDER BY f.rated_at DESC, f.answer_key DESC, f.person LIMIT ?"


@dataclass(frozen=True, slots=True)
class Feedback:
    """One verdict on an answer; whose it is, is not told."""

    answer_id: str
    guild_id: int | None
    question: str
    outcome: Outcome
    up: bool
    reason: str
    at: datetime


class Opinions(Part):
    """The verdicts on answers: one a person and answer, the last one counts."""

    def rate(self, answer_id: str, person: str, up: bool, reason: str = "") -> bool:
        """Note a verdict, and return whether the answer is still there to be judged."""
        with self._connections.writing() as connection:
            return bool(
                connection.execute(
                    "INSERT INTO feedback SELECT key, ?, ?, ?, ? FROM answers WHERE id = ? "
                    "ON CONFLICT DO UPDATE SET "
                    "up = excluded.up, reason = excluded.reason, rated_at = excluded.rated_at",
                    (person, int(up), storable(reason)[:MOST_CHARACTERS], noted(self._clock()), storable(answer_id)),
                ).rowcount
            )

    def feedback_in(self, guild_id: int, most: int = MOST_LISTED) -> tuple[Feedback, ...]:
        """Return the verdicts on a server's answers, newest first."""
        with self._connections.reading() as connection:
            return _feedback(connection.execute(f"{_LISTED} WHERE {IN_SERVER} {_ORDER}", (guild_id, most)))

    def feedback_of(self, library: str, most: int = MOST_LISTED) -> tuple[Feedback, ...]:
        """Return the verdicts on answers for which a library was searched, wherever they were given, newest first."""
        with self._connections.reading() as connection:
            return _feedback(connection.execute(f"{_LISTED} WHERE {SEARCHED} {_ORDER}", (library, most)))


def _feedback(rows: Iterable[sqlite3.Row]) -> tuple[Feedback, ...]:
    return tuple(
        Feedback(
            row["id"],
            row["guild_id"],
            row["understood"],
            Outcome(row["outcome"]),
            bool(row["up"]),
            row["reason"],
            datetime.fromisoformat(row["rated_at"]),
        )
        for row in rows
    )
