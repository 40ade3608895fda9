"""Read sources no more: some, or all of a library that is to be erased."""

from collections.abc import Sequence

from index import Ledger, article_named, drop_sources, remembered, unless_busy

PATIENCE_S = 10.0  # with another process that is indexing


def drop_named(ledger: Ledger, library: str, names: Sequence[str]) -> list[str]:
    """Stop refreshing the sources among the names, and return these; their articles stay.

    A name that stands for an article is not taken for a source.
    """
    with unless_busy(ledger, PATIENCE_S):
        with ledger.reading() as snapshot:
            known = {state.source for state in snapshot.sources(library)}
            dropped = [
                name for name in names if remembered(name) in known and article_named(snapshot, library, name) is None
            ]
        drop_sources(ledger, library, [remembered(name) for name in dropped])
    return dropped


def drop_all(ledger: Ledger, library: str) -> list[str]:
    """Read no source of a library any more, and return the ids of its articles, which stay."""
    with unless_busy(ledger, PATIENCE_S), ledger.writing() as transaction:
        transaction.drop_library(library)
        return [article.id for article in transaction.articles(library)]
