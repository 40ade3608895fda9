"""Overtaking: several indexers at work on one library, and what one decided that another has made untrue meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass, field

from index.article import Article
from index.indexing.catalogue import Catalogue
from index.ledger import Known, Ledger, Snapshot

MOST_TRIES = 3  # to decide on an article; what then still differs is how the ledger was before


@dataclass
class Decisions:
    """What was decided on articles that are not stored yet: what was held under their ids, and how to decide anew."""

    ledger: Ledger
    library: str
    expected: dict[str, Known | None] = field(default_factory=dict)
    again: dict[str, Callable[[], None]] = field(default_factory=dict)
    tries: dict[str, int] = field(default_factory=dict)

    def note(self, article: Article, held: Known | None, again: Callable[[], None]) -> None:
        """Note what a decision on an article rests on."""
        if self.ledger.takes_several:
            self.expected[article.id] = held
            self.again[article.id] = again
            self.tries[article.id] = self.tries.get(article.id, 0) + 1

    def overtaken(self, snapshot: Snapshot, article: Article) -> bool:
        """Say whether another indexer has the id, or the text under another id, since it was decided to store it."""
        return self._moved_on(snapshot, article) or (
            self._is_open(article) and snapshot.holds_text_elsewhere(self.library, article.id, article.text_digest)
        )

    def orphaned(self, snapshot: Snapshot, copy: Article, original: str) -> bool:
        """Say whether another indexer has the id, or took the original away, since an article was found a copy."""
        if not self._is_open(copy):
            return False
        held = snapshot.known_one(self.library, original)
        return self._moved_on(snapshot, copy) or held is None or held.text_digest != copy.text_digest

    def settle(self, article_id: str) -> None:
        """Forget what was decided on an article that is stored."""
        self.expected.pop(article_id, None)
        self.again.pop(article_id, None)

    def renewed(self, catalogue: Catalogue) -> Catalogue:
        """Return the catalogue as it is now, with what was met; nothing may wait to be stored."""
        with self.ledger.reading() as snapshot:
            return catalogue.renewed(snapshot)

    def _moved_on(self, snapshot: Snapshot, article: Article) -> bool:
        if not self._is_open(article):
            return False
        held, expected = snapshot.known_one(self.library, article.id), self.expected[article.id]
        return (held and (held.location, held.digest)) != (expected and (expected.location, expected.digest))

    def _is_open(self, article: Article) -> bool:
        return article.id in self.expected and self.tries[article.id] < MOST_TRIES
