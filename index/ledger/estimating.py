"""Estimate how many passages of a large ledger hold what many hold, by those in some places of its word index.

To count a word that stands in 388,000 of 1,000,000 passages takes 13 ms, and a phrase of such words 20. What is
estimated weighs words; it decides nothing else. What may be far off is not estimated: what is rare, or stands close
together.
"""

from dataclasses import dataclass

from index.database.statements import Connection
from index.ledger.lengths import sizes

LARGE = 200_000  # passages
PLACES, SHARE = 16, 8  # evenly spread; together they hold that share of all rows
# Found in the first place, a 128th of all: a word that stands in fewer takes less to count than to estimate, and of a
# phrase, for which all that hold its words are read, the estimate would be too coarse.
FEW_OF_A_WORD, FEW_OF_A_PHRASE = 400, 30
UNEVEN = 4  # times as many in one place as in all on average


@dataclass(frozen=True, slots=True)
class Places:
    """Ranges of rows, each after its first row up to its last, and how many passages there are for each in these."""

    ranges: tuple[tuple[int, int], ...]
    times: float


def places_of(connection: Connection) -> Places | None:
    """Return where to look; None in a small ledger, and in one with rows that many passages have left."""
    passages = sizes(connection).passages
    if passages < LARGE:
        return None
    last = connection.execute("SELECT max(id) FROM words_docsize").fetchone()[0]
    width = last // (PLACES * SHARE)
    begins = [place * last // PLACES for place in range(PLACES)]
    ranges = tuple((begin, begin + width) for begin in begins)
    statement = "SELECT count(*) FROM words_docsize WHERE id > ? AND id <= ?"
    held = [connection.execute(statement, place).fetchone()[0] for place in ranges]
    return Places(ranges, passages / sum(held)) if min(held) > width // 2 else None


def estimated(connection: Connection, places: Places, expression: str, few: int) -> int | None:
    """Return about how many passages an expression finds; None if they are to be counted: `few`, or close together."""
    statement = "SELECT count(*) FROM words WHERE words MATCH ? AND rowid > ? AND rowid <= ?"
    found: list[int] = []
    for place in places.ranges:
        found.append(connection.execute(statement, (expression, *place)).fetchone()[0])
        if found[0] < few:
            return None
    if max(found) * len(found) > UNEVEN * sum(found):
        return None
    return round(places.times * sum(found))
