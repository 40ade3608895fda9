"""Store articles: cut into passages, embedded together, written one by one."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from index.article import Article, Passage
from index.embeddings import Embeddings, Vectors
from index.ledger import DocumentState, Ledger, Snapshot, StoredPassage
from index.made_with import fingerprint_in, note_model
from index.passages import split
from index.utterances import utterances

BATCH_PASSAGES = 256  # embedded together, so that texts of like length share a batch
MOST_TITLE_TOKENS = 64  # of the title go into a vector, so that it leaves room for the passage


@dataclass(frozen=True, slots=True)
class Cut:
    """An article cut into passages, with the strings their vectors stand for and the vectors held already."""

    article: Article
    document: DocumentState | None
    passages: list[Passage]
    strings: list[str]
    digests: list[str]  # of the model and the string
    held: dict[tuple[str, str], Vectors]  # by passage id and digest

    def missing(self) -> list[str]:
        """Return the strings that must be embedded."""
        return [
            string
            for passage, string, digest in zip(self.passages, self.strings, self.digests, strict=True)
            if (passage.id, digest) not in self.held
        ]


class Store:
    """Take articles for one ledger; they wait until enough of them can be embedded together.

    `stored` is told each article once it is safe, and how many of its passages were embedded. `overtaken` says of one
    that is about to be written whether it must not be any more; it waits to be taken out.
    """

    def __init__(
        self,
        ledger: Ledger,
        embeddings: Embeddings,
        stored: Callable[[Article, int], None],
        overtaken: Callable[[Snapshot, Article], bool] = lambda snapshot, article: False,
    ) -> None:
        self._ledger = ledger
        self._embeddings = embeddings
        self._stored = stored
        self._overtaken = overtaken
        self._turned_away: list[Article] = []
        self._waiting: list[Cut] = []
        self._missing = 0

    def put(self, article: Article, document: DocumentState | None = None) -> None:
        """Store an article soon, and what its document held."""
        cut = self._cut(article, document)
        self._waiting.append(cut)
        self._missing += len(cut.missing())
        if self._missing >= BATCH_PASSAGES:
            self.flush()

    def holds_back(self, article_id: str) -> bool:
        """Say whether an article is not in the ledger yet."""
        return any(cut.article.id == article_id for cut in self._waiting)

    def flush(self) -> None:
        """Embed what waits, all together, and write it, each article by itself."""
        missing = [string for cut in self._waiting for string in cut.missing()]
        fresh = dict(zip(missing, self._embeddings.encode(missing), strict=True)) if missing else {}
        for cut in self._waiting:
            if self._write(cut, fresh):
                self._stored(cut.article, len(cut.missing()))
            else:
                self._turned_away.append(cut.article)
        self._waiting.clear()
        self._missing = 0

    def take_out(self) -> list[Article]:
        """Return the articles that were overtaken, once."""
        articles, self._turned_away = self._turned_away, []
        return articles

    def _cut(self, article: Article, document: DocumentState | None) -> Cut:
        tokens = self._embeddings.token_starts(article.title)
        head = article.title[: tokens[MOST_TITLE_TOKENS]] if len(tokens) > MOST_TITLE_TOKENS else article.title
        room = self._embeddings.most_tokens - len(self._embeddings.token_starts(head))
        passages = split(article, self._embeddings.token_starts(article.text), room)
        held: dict[tuple[str, str], Vectors] = {}
        _ = self._embeddings.fingerprint  # an endpoint may have to be asked for it
        with self._ledger.reading() as snapshot:
            fingerprint = fingerprint_in(snapshot, self._embeddings)
            if before := snapshot.article(article.library, article.id):
                held = {(stored.passage.id, stored.embedded): stored.vector for stored in snapshot.passages(before)}
        strings = [f"{head}\n{passage.text}" for passage in passages]
        digests = [_digest(fingerprint, string) for string in strings]
        return Cut(article, document, passages, strings, digests, held)

    def _write(self, cut: Cut, fresh: dict[str, Vectors]) -> bool:
        """Write an article, and say whether that was done: it may be overtaken."""
        stored = [
            StoredPassage(passage, digest, fresh[string] if string in fresh else cut.held[passage.id, digest])
            for passage, string, digest in zip(cut.passages, cut.strings, cut.digests, strict=True)
        ]
        said = utterances(cut.article.text, cut.article.language)
        with self._ledger.writing() as transaction:
            if self._overtaken(transaction, cut.article):
                return False
            transaction.require_model(fingerprint_in(transaction, self._embeddings))
            note_model(transaction, self._embeddings)
            transaction.store(cut.article, stored, said)
            if cut.document:
                transaction.note_document(cut.article.library, cut.document)
        return True


def _digest(fingerprint: str, string: str) -> str:
    return sha256(f"{fingerprint}\x1f{string}".encode()).hexdigest()[:16]
