"""Spending: the tokens that language models take, reserved before a call and settled after it.

A process that dies in between leaves its reservation counted as spent.
"""

from dataclasses import dataclass
from datetime import UTC

from bot.records.part import Part


@dataclass(frozen=True, slots=True)
class Budget:
    """How many tokens a day (UTC) may be taken, in all and by the questions to one library; None means any number."""

    per_day: int | None = None
    per_library: int | None = None


@dataclass(frozen=True, slots=True)
class Reservation:
    """Tokens set aside for one call."""

    day: str
    library: str
    tokens: int


class Spending(Part):
    """What was spent, by day and library."""

    def reserve(self, library: str, tokens: int, budget: Budget) -> Reservation | None:
        """Set tokens aside; None, and nothing is set aside, if the budget of today does not hold them any more."""
        day = self._clock().astimezone(UTC).date().isoformat()
        with self._connections.writing() as connection:
            row = connection.execute(
                "SELECT coalesce(sum(tokens), 0) AS day, "
                "coalesce(sum(tokens) FILTER (WHERE library = ?), 0) AS library FROM spending WHERE day = ?",
                (library, day),
            ).fetchone()
            for spent, most in ((row["day"], budget.per_day), (row["library"], budget.per_library)):
                if most is not None and spent + tokens > most:
                    return None
            connection.execute(
                "INSERT INTO spending VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET tokens = tokens + excluded.tokens",
                (day, library, tokens),
            )
        return Reservation(day, library, tokens)

    def settle(self, reserved: Reservation, tokens: int) -> None:
        """Count what a call took in the place of what was set aside for it."""
        with self._connections.writing() as connection:
            connection.execute(
                "UPDATE spending SET tokens = max(0, tokens + ?) WHERE day = ? AND library = ?",
                (tokens - reserved.tokens, reserved.day, reserved.library),
            )

    def spent(self, library: str | None = None) -> int:
        """Return the tokens of today, reserved ones included, of all libraries or one."""
        day = self._clock().astimezone(UTC).date().isoformat()
        with self._connections.reading() as connection:
            row = connection.execute(
                "SELECT coalesce(sum(tokens), 0) FROM spending WHERE day = ? AND coalesce(?, library) = library",
                (day, library),
            ).fetchone()
        return int(row[0])
