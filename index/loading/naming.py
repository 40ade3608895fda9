"""Names: the article that a person means by an id, a URL, or where it was read from."""

from index.article import Article
from index.ledger import Snapshot
from index.loading.urls import canonical


def article_named(snapshot: Snapshot, library: str, name: str) -> Article | None:
    """Return the stored article that a name stands for, its own or a copy's; None if there is none."""
    for spelling in dict.fromkeys((name, canonical(name) or name)):
        if found := snapshot.resolved(library, spelling):
            return found
        for state in snapshot.documents_at(library, spelling):
            if found := snapshot.resolved(library, state.article_id):
                return found
    return None
