"""Read what surrounds passages: all passages of their articles, and who said what in them."""

import json
from collections import defaultdict
from collections.abc import Iterable

from index.article import Article, Context, Key, Passage, Utterance
from index.database.statements import Connection
from index.ledger.rows import THESE, passage_of, utterance_of

_OF_THESE = "article_key IN (SELECT value FROM json_each(?))"


def contexts(connection: Connection, articles: Iterable[Article]) -> dict[Key, Context]:
    """Return the contexts of articles by key, read together and without vectors."""
    wanted = {article.key: article for article in articles}
    found = connection.execute(
        f"SELECT key, library, id FROM articles WHERE (library, id) IN {THESE}",  # noqa: S608 - constant
        (json.dumps([*wanted]),),
    )
    by_row = {row["key"]: wanted[row["library"], row["id"]] for row in found}
    rows = json.dumps([*by_row])
    passages: defaultdict[Key, list[Passage]] = defaultdict(list)
    for row in connection.execute(
        f'SELECT article_key, id, ordinal, start, "end" FROM passages WHERE {_OF_THESE} ORDER BY article_key, ordinal',  # noqa: S608 - constant
        (rows,),
    ):
        article = by_row[row["article_key"]]
        passages[article.key].append(passage_of(row, article))
    said: defaultdict[Key, list[Utterance]] = defaultdict(list)
    for row in connection.execute(
        f"SELECT * FROM utterances WHERE {_OF_THESE} ORDER BY article_key, rowid",  # noqa: S608 - constant
        (rows,),
    ):
        utterance = utterance_of(row)
        if utterance.is_named:
            said[by_row[row["article_key"]].key].append(utterance)
    return {key: Context(tuple(passages[key]), tuple(said[key])) for key in wanted}
