"""The composition root: build the parts once, and offer what people ask for as methods."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answer import Answer
from bot.settings import Settings
from index import (
    Embeddings,
    Follower,
    Found,
    HybridSearch,
    Indexer,
    IndexReport,
    Ledger,
    Progress,
    SentenceTransformerEmbeddings,
    no_progress,
    sound,
)

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable


class Desk:
    """One open data directory with everything that answers from it; safe to use from several threads."""

    def __init__(self, settings: Settings, embeddings: Embeddings | None = None) -> None:
        self.ledger = Ledger(settings.home.expanduser())
        self._embeddings = embeddings or SentenceTransformerEmbeddings(settings.embedding.model)
        self.follower = Follower(self.ledger, probe=sound)
        self._search = HybridSearch(self.ledger, self._embeddings, self.follower)
        self._chain = cache(self._build_chain)

    def ask(self, question: str, library: str) -> Answer:
        """Answer a question. Raise UsageProblem if it cannot be used."""
        return self._chain(library).invoke(question)

    def search(self, query: str, library: str, limit: int) -> Found:
        """Return the library's best passages for a query."""
        return self._search.find(library, query, limit)

    def index(
        self, library: str, sources: Sequence[Path], *, prune: bool = False, progress: Progress = no_progress
    ) -> IndexReport:
        """Take sources into a library. Chroma follows in prepare(), or in whichever process has it open."""
        return Indexer(self.ledger, self._embeddings).index(library, sources, prune=prune, progress=progress)

    def forget(self, library: str, ids: Sequence[str]) -> tuple[list[str], list[str]]:
        """Erase articles from the ledger and its file; return the ids erased and those that were not there.

        Raise LedgerError if another process keeps the file from being rewritten.
        """
        with self.ledger.writing() as transaction:
            forgotten = [made for made in dict.fromkeys(ids) if transaction.remove(library, made)]
            transaction.purge_words()
        self.ledger.compact()
        return forgotten, [made for made in dict.fromkeys(ids) if made not in forgotten]

    def load(self) -> None:
        """Load what the first question needs (seconds). Raise ModelError if the model is not to be had."""
        with collector_resting():
            if isinstance(self._embeddings, SentenceTransformerEmbeddings):
                self._embeddings.load()
            import langchain_core.retrievers  # noqa: F401 - so that the first question finds it loaded

    def close(self) -> None:
        """Give back the lock and close the files."""
        self.follower.close()
        self.ledger.close()

    def _build_chain(self, library: str) -> "Runnable[str, Answer]":
        from bot.chain import answer_chain

        return answer_chain(self.ledger, self._search, library)


@contextmanager
def opened(settings: Settings) -> Iterator[Desk]:
    """Open the data directory for the length of a block."""
    desk = Desk(settings)
    try:
        yield desk
    finally:
        desk.close()


@contextmanager
def collector_resting() -> Iterator[None]:
    """Import large libraries without the garbage collector, which finds nothing in them and takes 15 % of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
