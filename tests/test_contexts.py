"""What surrounds the hits is read together, and is what reading it article by article gives."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import an_article
from test_ledger import stored

from index import SHARED, Context, Ledger, Span, Utterance

ARTICLES = [
    an_article(id=name, library=library, text=f"Rain fell on {name}. Ann said it would stop.")
    for library, name in ((SHARED, "b"), (SHARED, "a"), ("discord-1", "a"))
]


@pytest.fixture
def ledger(home: Path, open_ledger: Callable[[Path], Ledger]) -> Ledger:
    """Return a ledger with three articles, two of which share an id; in the first two somebody speaks, twice."""
    ledger = open_ledger(home)
    with ledger.writing() as transaction:
        for number, article in enumerate(ARTICLES):
            said = [Utterance("Ann", f"Ann {at}", "said", "indirect", (Span(13, 37 + at),)) for at in (1, 0)]
            passages = [stored(article, 0), stored(article, 1)]
            transaction.store(article, passages, said if number < 2 else [])
    return ledger


def test_each_article_has_its_own_passages_and_statements_in_order(ledger: Ledger) -> None:
    with ledger.reading() as snapshot:
        expected = {
            article.key: Context(
                tuple(one.passage for one in snapshot.passages(article)), snapshot.utterances(*article.key)
            )
            for article in ARTICLES
        }
        assert snapshot.contexts([*ARTICLES, ARTICLES[0]]) == expected


def test_nobody_speaks_where_nobody_spoke(ledger: Ledger) -> None:
    with ledger.reading() as snapshot:
        assert snapshot.contexts(ARTICLES[2:])[ARTICLES[2].key].utterances == ()


def test_nothing_surrounds_no_article(ledger: Ledger) -> None:
    with ledger.reading() as snapshot:
        assert snapshot.contexts([]) == {}
