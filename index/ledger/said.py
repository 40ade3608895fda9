"""Keep who said what, and find the articles in which somebody speaks."""

from collections.abc import Iterable, Sequence

from index.article import UNNAMED, Key, Utterance
from index.database.statements import Connection
from index.ledger.confining import admitted, held_by
from index.ledger.counting import Counts
from index.ledger.dialect import WordIndex
from index.ledger.rows import spans_json, utterance_of
from index.scope import Scope
from index.utterances.roles import folded_words

MOST_WORDS = 40  # of the phrases that describe one speaker
LONGEST_WORD = 64


def speaker_words(speaker: str, described: str) -> list[str]:
    """Return the words by which a speaker is found, folded; nobody is found by "she"."""
    if speaker in UNNAMED:
        return []
    found = [word for word in folded_words(f"{speaker} {described}") if len(word) <= LONGEST_WORD]
    return sorted(dict.fromkeys(found[:MOST_WORDS]))


def put(connection: Connection, library: str, article_key: int, utterances: Iterable[Utterance]) -> None:
    """Put what an article reports in place of what is kept of it."""
    utterances = list(utterances)
    for table in ("utterances", "speakers"):
        connection.execute(f"DELETE FROM {table} WHERE article_key = ?", (article_key,))  # noqa: S608 - constants
    connection.executemany(
        "INSERT INTO utterances (article_key, speaker, described, cue, kind, spans) VALUES (?, ?, ?, ?, ?, ?)",
        [(article_key, said.speaker, said.described, said.cue, said.kind, spans_json(said)) for said in utterances],
    )
    connection.executemany(
        "INSERT INTO speakers (library, word, article_key) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [(library, word, article_key) for said in utterances for word in speaker_words(said.speaker, said.described)],
    )


def of_article(connection: Connection, library: str, article_id: str, *, unnamed: bool) -> tuple[Utterance, ...]:
    """Return who said what in an article, in its order; `unnamed`: also what "she" says, whoever that is."""
    rows = connection.execute(
        "SELECT u.* FROM utterances u JOIN articles a ON a.key = u.article_key "
        "WHERE a.library = ? AND a.id = ? ORDER BY u.rowid",
        (library, article_id),
    )
    return tuple(said for said in map(utterance_of, rows) if unnamed or said.is_named)


def speaking(
    connection: Connection,
    words: WordIndex,
    counts: Counts,
    libraries: Sequence[str],
    named: Sequence[str],
    topic: str,
    limit: int,
    scope: Scope,
) -> list[Key]:
    """Return the keys of the articles of these libraries whose speakers are described by all the words.

    Those with the passages that tell most of a topic come first; without a topic the newest, and undated ones last.
    """
    if not named:
        return []
    keys, parameters = admitted(libraries, scope)
    speakers = " INTERSECT ".join(
        f"SELECT article_key FROM speakers WHERE library IN {held_by(libraries)[0]} AND word = :word{at}"  # noqa: S608
        for at in range(len(named))
    )
    confined = f"AND a.key IN {keys}" if scope.confines else ""
    given = {f"word{at}": word for at, word in enumerate(named)} | parameters
    if topic:
        where = f"p.article_key IN ({speakers}) {confined}"
        found = words.telling(connection, counts, libraries, topic, where, given, 4 * limit)
    else:
        rows = connection.execute(
            f"SELECT a.library, a.id FROM articles a WHERE a.key IN ({speakers}) {confined} "  # noqa: S608 - constants
            "ORDER BY a.published IS NULL, a.published DESC, a.library, a.id",
            given,
        )
        found = [(row["library"], row["id"]) for row in rows]
    return list(dict.fromkeys(found))[:limit]
