"""Names: the articles that a person means by an id, a URL, or where they were read from."""

from index.article import Article
from index.ledger import Snapshot
from index.loading.urls import canonical


def article_named(snapshot: Snapshot, library: str, name: str) -> Article | None:
    """Return the stored article that a name stands for, its own or a copy's; None if there is none."""
    return next(iter(articles_named(snapshot, library, name)), None)


def articles_named(snapshot: Snapshot, library: str, name: str) -> list[Article]:
    """Return every stored article that a name stands for: the one of an id, else all that have it as URL or place."""
    spellings = list(dict.fromkeys((name, canonical(name) or name)))
    for spelling in spellings:
        if found := snapshot.identified(library, spelling):
            return [found]
    articles: dict[str, Article] = {}
    for spelling in spellings:
        states = snapshot.documents_at(library, spelling)
        read_there = [snapshot.identified(library, state.article_id) for state in states]
        for article in (*snapshot.at_url(library, spelling), *read_there):
            if article:
                articles.setdefault(article.id, article)
    return list(articles.values())
