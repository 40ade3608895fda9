"""Look around in libraries: articles by their titles, one of them whole, a passage with what stands around it."""

from collections.abc import Sequence
from dataclasses import dataclass

from index import Article, Freshness, Passage, Snapshot, SourceState, article_named, clean_line

MOST_ON_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the articles that were asked for, those from the `first` on of `total`."""

    articles: tuple[Article, ...]
    first: int
    total: int


@dataclass(frozen=True, slots=True)
class WholeArticle:
    """An article with its passages, and the copies whose text it stands for."""

    article: Article
    passages: tuple[Passage, ...]
    copies: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class PassageInContext:
    """A passage with its article and the passages before and behind it, None at an end of the article."""

    article: Article
    passage: Passage
    before: Passage | None
    behind: Passage | None


@dataclass(frozen=True, slots=True)
class Status:
    """How current libraries are, and how reading each of their sources ended."""

    freshness: Freshness
    sources: tuple[SourceState, ...]


def page_of(snapshot: Snapshot, libraries: Sequence[str], words: str, first: int, most: int) -> Page:
    """Return the articles whose titles hold the words, or all, newest first, undated ones last."""
    first, most = max(0, first), min(max(0, most), MOST_ON_A_PAGE)
    total, articles = snapshot.titled(libraries, clean_line(words), first, most)
    return Page(tuple(articles), first, total)


def article_of(snapshot: Snapshot, libraries: Sequence[str], name: str) -> WholeArticle | None:
    """Return the article that an id or URL stands for, in the first of the libraries that has it."""
    named = (article_named(snapshot, library, clean_line(name)) for library in libraries)
    article = next(filter(None, named), None)
    if article is None:
        return None
    return WholeArticle(article, _passages(snapshot, article), tuple(snapshot.copies(article)))


def passage_of(snapshot: Snapshot, library: str, article_id: str, passage_id: str) -> PassageInContext | None:
    """Return a passage with what stands around it, None if the article does not hold it any more."""
    article = snapshot.article(library, article_id)
    passages = _passages(snapshot, article) if article else ()
    at = next((at for at, passage in enumerate(passages) if passage.id == passage_id), None)
    if article is None or at is None:
        return None
    around = (None, *passages, None)
    return PassageInContext(article, passages[at], before=around[at], behind=around[at + 2])


def status_of(snapshot: Snapshot, libraries: Sequence[str]) -> Status:
    """Return how current libraries are, with their sources library by library."""
    sources = (state for library in libraries for state in snapshot.sources(library))
    return Status(snapshot.freshness(*libraries), tuple(sources))


def _passages(snapshot: Snapshot, article: Article) -> tuple[Passage, ...]:
    return tuple(stored.passage for stored in snapshot.passages(article))
