"""Complete what took over a text whose first article is gone; its source may have nothing new to say."""

from collections.abc import Callable

from index.article import Article
from index.embeddings import Embeddings
from index.indexing.storing import Store
from index.ledger import Ledger


def embed_heirs(ledger: Ledger, embeddings: Embeddings, library: str, count: Callable[[Article, int], None]) -> None:
    """Embed a library's heirs under their own titles; `count` is told of each how many passages were embedded."""
    store = Store(ledger, embeddings, count)
    with ledger.reading() as snapshot:
        names = [held.id for held in snapshot.known(library) if not held.digest]
        articles = [article for name in names if (article := snapshot.article(library, name))]
    for article in articles:
        store.put(article)
    store.flush()
