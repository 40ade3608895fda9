"""Rank passages without FTS5's bm25, where words stand in very many, or few passages are within the scope.

Most of what FTS5's bm25 takes goes into looking up, row by row, how often each word stands in it and how long it is;
rows alone are read ten times as fast. So the rows of words are added up, the rarest first as many as may be read, each
with what its word weighs. In the heaviest all words are counted, in an index in memory, and they get the score that
FTS5 would give them; in a large ledger about that, since how many passages hold a common word is estimated there.
"""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.article import Key
from index.database.statements import Connection
from index.ledger.confining import admitted, held_by
from index.ledger.counting import Counts, Rows, rows_in
from index.ledger.expressions import Wanted, is_cut
from index.ledger.lengths import Sizes, varints
from index.ledger.occurrences import Tokens, occurrences
from index.ledger.quoting import quoting
from index.ledger.tokens import tokens_of
from index.scope import Scope

# Of the full query's ten best these find 96 % at 100,000 passages and at 1,000,000, where the words of a question stand
# in 490,000 together (p95: 1,080,000), in a fifth of its time. Reading all postings would find 98 % of them.
POSTINGS_READ = 300_000  # at most, those of the rarest words (0.1 µs each)
COUNTED = 450  # passages in which words are counted, at most (55 µs each)
POSTINGS_EACH = 600  # for each passage that is counted: the fewer a question has, the fewer will do
COUNTED_WITHIN = 1_000  # passages that hold quoted phrases: so many at most are counted all
POSTINGS_FOR_ONE = 20  # that FTS5 joins with what holds quoted phrases while words are counted in one passage
LOOKED_AT = 2.0  # times as many of the heaviest passages (8 µs each): the short ones among them are counted
K1, B, LEAST_IDF = 1.2, 0.75, 1e-6  # as in FTS5


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A form of a word; FTS5 scores each by itself."""

    word: Wanted
    form: str
    tokens: Tokens
    holding: int  # passages
    read: int  # postings, to find these: of several tokens at least those of the rarest
    idf: float


def weighed(
    connection: Connection,
    counts: Counts,
    libraries: Sequence[str],
    words: Sequence[Wanted],
    limit: int,
    scope: Scope,
    *,
    many: bool,
) -> dict[Key, float] | None:
    """Return the libraries' best passages for all the words with their BM25, best first, ties by key.

    `many`: the words stand in so many passages that these are weighed. None if FTS5 is to rank them: it is done sooner,
    or too few passages with words that were read are of these libraries and within the scope.
    """
    size = counts.sizes()
    phrases = [phrase_of(counts, size, word, form) for word in words for form in word.forms]
    lengths = _within_quotes(connection, counts, libraries, phrases, scope) if scope.least_phrases else None
    if lengths is None and many:
        lengths = _weightiest(connection, counts, libraries, phrases, size, limit, scope)
    if lengths is None:
        return None
    scores = scores_of(connection, phrases, size, lengths)
    return dict(sorted(((key, score) for key, score in scores.items() if score), key=by_score)[:limit])


def _within_quotes(
    connection: Connection, counts: Counts, libraries: Sequence[str], phrases: Sequence[_Phrase], scope: Scope
) -> dict[int, int] | None:
    """Return the rows that hold what the scope quotes, with their lengths.

    None if there are so many that FTS5, which looks at every passage with any of the words, is done sooner.
    """
    most = min(COUNTED_WITHIN, sum(phrase.holding for phrase in phrases) // POSTINGS_FOR_ONE)
    lengths = _lengths(connection, counts, libraries, scope, most=most + 1)
    return lengths if len(lengths) <= most else None


def _weightiest(
    connection: Connection,
    counts: Counts,
    libraries: Sequence[str],
    phrases: Sequence[_Phrase],
    size: Sizes,
    limit: int,
    scope: Scope,
) -> dict[int, int] | None:
    """Return the rows that are likely the best, with their lengths; None if there are too few."""
    counted = max(limit, min(COUNTED, sum(phrase.holding for phrase in phrases) // POSTINGS_EACH))
    weights = weights_of(connection, counts, phrases)
    heaviest = heaviest_of(weights, round(LOOKED_AT * counted))
    lengths = _lengths(connection, counts, libraries, scope, [*heaviest])
    if len(lengths) < limit:  # so there are few at all: it takes longer to ask for them than to look at some
        within = _within(connection, libraries, scope)
        heaviest = heaviest_of(weights * within, round(LOOKED_AT * counted))
        lengths = _lengths(connection, counts, libraries, scope, [*heaviest])
    if len(lengths) < limit:
        return None
    guessed = {row: heaviest[row] * share(1, length, size) for row, length in lengths.items()}
    return {row: lengths[row] for row in sorted(guessed, key=lambda row: (-guessed[row], row))[:counted]}


def phrase_of(counts: Counts, size: Sizes, word: Wanted, form: str) -> _Phrase:
    """Return a form of a word with what it weighs."""
    tokens = tokens_of(form)
    read = min(map(counts.holding, tokens), default=0)
    holding = read if len(tokens) == 1 else counts.matching(f'"{form}"')
    idf = math.log((size.passages - holding + 0.5) / (holding + 0.5))
    return _Phrase(word, form, tokens, holding, read, max(idf, LEAST_IDF))


def weights_of(connection: Connection, counts: Counts, phrases: Sequence[_Phrase]) -> NDArray[np.float32]:
    """Return what the words weigh together that stand in each row."""
    weights = np.zeros(_last(connection) + 1, dtype=np.float32)
    for rows, idf in _postings(counts, phrases):
        weights[rows] += idf
    return weights


def heaviest_of(weights: NDArray[np.float32], most: int) -> dict[int, float]:
    """Return the heaviest rows, each with its weight."""
    held = np.flatnonzero(weights > weights.max(initial=0.0) / 2)  # one in hundreds, of which most need not be sorted
    if len(held) < most:
        held = np.flatnonzero(weights)
    if len(held) > most:
        held = held[np.argpartition(weights[held], -most)[-most:]]
    return dict(zip(held.tolist(), weights[held].tolist(), strict=True))


def _within(connection: Connection, libraries: Sequence[str], scope: Scope) -> NDArray[np.bool_]:
    """Say of each row whether its article is of the libraries and within the scope."""
    keys, parameters = admitted(libraries, scope)
    joined = connection.execute(
        f"SELECT group_concat(p.key) FROM passages p WHERE p.article_key IN {keys}",  # noqa: S608 - constants
        parameters,
    ).fetchone()[0]
    within = np.zeros(_last(connection) + 1, dtype=np.bool_)
    within[rows_in(joined)] = True
    return within


def _last(connection: Connection) -> int:
    return int(connection.execute("SELECT max(key) FROM passages").fetchone()[0] or 0)


def _postings(counts: Counts, phrases: Sequence[_Phrase]) -> Iterator[tuple[Rows, float]]:
    """Yield the rows in which a phrase stands and what it weighs, the rarest first, as many as may be read."""
    weights: dict[Tokens, float] = {}
    for phrase in phrases:  # "new" and "news" are one token, which counts twice
        weights[phrase.tokens] = weights.get(phrase.tokens, 0.0) + phrase.idf
    alike = {phrase.tokens: phrase for phrase in phrases if phrase.holding}
    rarest_first = sorted(alike.values(), key=lambda phrase: (phrase.holding, phrase.form))
    for phrase in _afforded(rarest_first) or rarest_first[:1]:
        yield counts.rows(phrase.form), weights[phrase.tokens]


def _afforded(phrases: Sequence[_Phrase]) -> list[_Phrase]:
    """Return those, the first ones first, whose postings may be read together.

    What is too dear is left out: "year's" is rare, but its passages are found among all with "year".
    """
    afforded: list[_Phrase] = []
    left = POSTINGS_READ
    for phrase in phrases:
        if phrase.read <= left:
            left -= phrase.read
            afforded.append(phrase)
    return afforded


def _lengths(
    connection: Connection,
    counts: Counts,
    libraries: Sequence[str],
    scope: Scope,
    rows: Sequence[int] | None = None,
    *,
    most: int = -1,
) -> dict[int, int]:
    """Return how many tokens the passages have that are of the libraries and within the scope.

    All of them, or some `rows` of these; `most` of them at most.
    """
    keys, parameters = admitted(libraries, scope)
    confined = f"AND p.article_key IN {keys} " if scope.confines else ""
    quoted, more = quoting(scope, counts.sources)
    given = "json_each(:rows) r CROSS JOIN passages p ON p.key = r.value" if rows is not None else "passages p"
    found = connection.execute(  # the plus: SQLite would walk through a whole library
        f"SELECT p.key, d.sz FROM {given} CROSS JOIN words_docsize d ON d.id = p.key "  # noqa: S608 - constants
        f"WHERE +p.library IN {held_by(libraries)[0]} {confined}AND {quoted} LIMIT :most",
        {"rows": json.dumps(rows), "most": most, **parameters, **more},
    )
    return {row["key"]: sum(varints(row["sz"])) for row in found}


def scores_of(
    connection: Connection, phrases: Sequence[_Phrase], size: Sizes, lengths: Mapping[int, int]
) -> dict[Key, float]:
    """Return the BM25 of passages; a number counts only where it stands whole."""
    found = connection.execute(
        'SELECT p.key, p.library, p.id, a.title, substr(a.text, p.start + 1, p."end" - p.start) AS text '
        "FROM passages p JOIN articles a ON a.key = p.article_key WHERE p.key IN (SELECT value FROM json_each(?))",
        (json.dumps([*lengths]),),
    ).fetchall()
    texts = [(row["key"], row["title"], row["text"]) for row in found]
    counted = occurrences(texts, (phrase.tokens for phrase in phrases))
    cut = _cut(phrases, counted, {row: f"{title}\n{text}" for row, title, text in texts})
    scores = dict.fromkeys(lengths, 0.0)
    for phrase in phrases:
        for row, times in counted[phrase.tokens].items():
            if (phrase.word, row) not in cut:
                scores[row] += phrase.idf * share(times, lengths[row], size)
    return {(row["library"], row["id"]): scores[row["key"]] for row in found}


def _cut(
    phrases: Sequence[_Phrase], counted: Mapping[Tokens, Mapping[int, int]], texts: Mapping[int, str]
) -> set[tuple[Wanted, int]]:
    """Return the numbers that rows hold only inside others ("1,200" for 200), each with its row."""
    held = {(each.word, row) for each in phrases if each.word.number for row in counted[each.tokens]}
    return {(word, row) for word, row in held if is_cut(word, texts[row])}


def by_score(scored: tuple[Key, float]) -> tuple[float, Key]:
    """Return what sorts scored passages, best first, ties by key."""
    key, score = scored
    return -score, key


def share(times: int, length: int, size: Sizes) -> float:
    """Return how much of its weight a word has that stands so many times in a passage of so many tokens."""
    return times * (K1 + 1) / (times + K1 * (1 - B + B * length / size.mean))
