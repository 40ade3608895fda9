"""Gaps: questions that the articles do not answer, those that ask the same counted as one."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from bot.records.part import IN_SERVER, SEARCHED, Part, storable
from index import content_terms, terms

ID_BYTES = 6
MOST_LISTED = 100
# Beside the one max(), SQLite takes columns from the row that has it: the latest wording.
_GROUPED = (
    "SELECT gap, guild_id, libraries, understood, count(*) AS asked, max(asked_at) AS last, "
    "(SELECT min(asked_at) FROM answers b WHERE b.gap = a.gap) AS first FROM answers a WHERE gap IS NOT NULL AND"
)
_ORDER = "GROUP BY gap ORDER BY asked DESC, last DESC, gap LIMIT ?"


@dataclass(frozen=True, slots=True)
class Gap:
    """A question without an answer, in its latest wording, and how often it was asked."""

    id: str
    guild_id: int | None
    libraries: tuple[str, ...]
    question: str
    count: int
    first: datetime
    last: datetime


class Gaps(Part):
    """The open gaps. They hang on the answers: what is forgotten or expired counts no more and is not shown."""

    def gap(self, answer_id: str) -> str | None:
        """Note that an answer left a gap, and return the gap's id; None if it is no more, or for its asker alone."""
        answer_id = storable(answer_id)
        with self._connections.writing() as connection:
            row = connection.execute(
                "SELECT guild_id, libraries, understood FROM answers WHERE id = ? AND NOT private", (answer_id,)
            ).fetchone()
            if row is None:
                return None
            gap_id = _gap_id(row["guild_id"], json.loads(row["libraries"]), row["understood"])
            connection.execute("UPDATE answers SET gap = ? WHERE id = ?", (gap_id, answer_id))
        return gap_id

    def gaps_in(self, guild_id: int, most: int = MOST_LISTED) -> tuple[Gap, ...]:
        """Return a server's gaps, most asked first."""
        return self._listed(IN_SERVER, guild_id, most)

    def gaps_of(self, library: str, most: int = MOST_LISTED) -> tuple[Gap, ...]:
        """Return the gaps for which a library was searched in vain, whoever's they are, most asked first."""
        return self._listed(SEARCHED, library, most)

    def close_gap_in(self, guild_id: int, gap_id: str) -> Gap | None:
        """Close a server's gap until it is asked again, and return it as it was; None if the server has no such gap."""
        return self._close(IN_SERVER, guild_id, gap_id)

    def close_gap_of(self, library: str, gap_id: str) -> Gap | None:
        """Close a gap for which a library was searched, and return it as it was; None if there is no such gap."""
        return self._close(SEARCHED, library, gap_id)

    def _listed(self, where: str, value: int | str, most: int) -> tuple[Gap, ...]:
        with self._connections.reading() as connection:
            return _gaps(connection.execute(f"{_GROUPED} {where} {_ORDER}", (value, most)))

    def _close(self, where: str, value: int | str, gap_id: str) -> Gap | None:
        gap_id = storable(gap_id)
        with self._connections.writing() as connection:
            found = _gaps(connection.execute(f"{_GROUPED} {where} AND gap = ? {_ORDER}", (value, gap_id, 1)))
            connection.execute(f"UPDATE answers SET gap = NULL WHERE {where} AND gap = ?", (value, gap_id))  # noqa: S608 - constants
        return found[0] if found else None


def _gap_id(guild_id: int | None, libraries: Iterable[str], question: str) -> str:
    """Return an id that questions of one server and its libraries share if they have the same content words."""
    words = content_terms(question) or terms(question)
    form = sorted({term.stem for term in words}) or [question.casefold()]
    asked = json.dumps([guild_id, sorted(libraries), form])
    return blake2b(asked.encode(), digest_size=ID_BYTES).hexdigest()


def _gaps(rows: Iterable[sqlite3.Row]) -> tuple[Gap, ...]:
    return tuple(
        Gap(
            row["gap"],
            row["guild_id"],
            tuple(json.loads(row["libraries"])),
            row["understood"],
            row["asked"],
            datetime.fromisoformat(row["first"]),
            datetime.fromisoformat(row["last"]),
        )
        for row in rows
    )
