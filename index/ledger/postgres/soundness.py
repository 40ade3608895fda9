"""Tell whether the tables on a server agree with each other; that rows belong to rows is PostgreSQL's own matter."""

from collections.abc import Iterator, Sequence
from itertools import islice

from index.database.postgres import Session
from index.ledger.postgres.tokens import vector
from index.ledger.soundness import VECTORS, Kinds, facts_faults, offsets_faults, utterances_faults, vectors_faults
from index.ledger.tables import PASSAGES

AT_A_TIME = 500  # passages whose words are compared


def _vectors(session: Session) -> Iterator[str]:
    return vectors_faults(session.streamed(VECTORS))


def _words(session: Session) -> Iterator[str]:
    """Cut the passages anew, and compare."""
    passages = session.streamed(PASSAGES)
    while some := list(islice(passages, AT_A_TIME)):
        expected = [(row[0], *vector(row[1], row[2])) for row in some]
        for key in _otherwise(session, expected):
            yield f"the words of passage {key} are not as they are in its article"


def _otherwise(session: Session, expected: Sequence[tuple[int, str, int]]) -> list[int]:
    keys, tokens, lengths = map(list, zip(*expected, strict=True))
    rows = session.raw.execute(
        "SELECT e.key FROM unnest(%s::bigint[], %s::text[], %s::integer[]) AS e (key, tokens, length) "
        "LEFT JOIN words w ON w.rowid = e.key WHERE w.tokens IS DISTINCT FROM e.tokens::tsvector "
        "OR w.length <> e.length ORDER BY e.key",
        (keys, tokens, lengths),
    )
    return [row[0] for row in rows]


KINDS: Kinds = {
    "facts": facts_faults,
    "offsets": offsets_faults,
    "utterances": utterances_faults,
    "words": _words,
    "vectors": _vectors,
}
