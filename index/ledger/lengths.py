"""Read how long passages are in the word index: FTS5 keeps that for its own BM25."""

from dataclasses import dataclass

from index.database.statements import Connection

_AVERAGES = 1  # the row of `words_data` with the number of passages and the tokens of each column, all together


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many passages the word index holds, and how many tokens one has on average."""

    passages: int
    mean: float


def sizes(connection: Connection) -> Sizes:
    """Return the sizes that BM25 reckons with."""
    record = connection.execute("SELECT block FROM words_data WHERE id = ?", (_AVERAGES,)).fetchone()[0]
    passages, *columns = varints(record) or [0]  # it is empty until a passage was entered
    return Sizes(passages, sum(columns) / max(passages, 1))


def varints(record: bytes) -> list[int]:
    """Return numbers of less than 2 to the 56, as SQLite packs them: seven bits a byte, all but the last one marked."""
    found: list[int] = []
    number = 0
    for byte in record:
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            found.append(number)
            number = 0
    return found
