"""The composition root: build the parts once, and offer what people ask for as methods."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answer import Answer
from bot.browsing import Page, PassageInContext, Status, WholeArticle, article_of, page_of, passage_of, status_of
from bot.dropping import PATIENCE_S, drop_all, drop_named
from bot.equipment import embeddings_of, fetcher_of, ledger_of, load, reader_of, reranker_of, server_of
from bot.generating.wording import Wording
from bot.guests import sources_of
from bot.question import asked_of
from bot.reader import Reader
from bot.request import Request
from bot.settings import Settings
from bot.speaking.reported import Quote, named, newest_first, quotes_by, quotes_in, reported
from bot.speaking.said import quotes_about
from bot.speaking.timeline import Timeline, timeline_of
from bot.verification.quotes import Verification, verify
from bot.withdrawing import own_words, withdraw, withdraw_typed
from index import (
    EVERYTHING,
    Embeddings,
    Erased,
    Fetcher,
    Follower,
    Found,
    Freshness,
    HandedFile,
    HybridSearch,
    Indexer,
    IndexReport,
    Ledger,
    Parser,
    Progress,
    Scope,
    Sources,
    Tell,
    erase,
    no_progress,
    quoted_phrases,
    silent,
    sound,
    unless_busy,
)

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable


Libraries = tuple[str, ...]  # that are looked at as if they were one; one that does not exist is empty
MOST_FOUND = 40  # passages found for what somebody said about a topic
MOST_CHAINS = 100  # kept: one for each choice of libraries


class Desk:
    """One open data directory with everything that answers from it; safe to use from several threads."""

    def __init__(
        self,
        settings: Settings,
        embeddings: Embeddings | None = None,
        wording: Wording | None = None,
        reader: Reader | None = None,
    ) -> None:
        self.wording = wording or Wording(settings.model, settings.home.expanduser())
        self.ledger = Ledger(settings.home.expanduser(), ledger_of(settings))
        self._settings = settings
        self._embeddings: Embeddings = embeddings or embeddings_of(settings)
        self.follower = Follower(self.ledger, probe=sound, server=server_of(settings))
        self._reranker = reranker_of(settings)
        self._search = HybridSearch(self.ledger, self._embeddings, self.follower, self._reranker)
        self.reader: Reader = reader or reader_of(settings, self._search.likeness)
        self._fetcher = fetcher_of(settings)
        self._guests_fetcher = Fetcher()  # the operator's private hosts are not for others
        self._parser = Parser()
        self._chain = lru_cache(MOST_CHAINS)(self._build_chain)

    def ask(
        self, question: Request | str, libraries: Libraries, growing: Callable[[Answer], object] | None = None
    ) -> Answer:
        """Answer a question, `growing` seeing the answer as it grows. Raise UsageProblem if it cannot be used."""
        if growing is None:
            return self._chain(libraries).invoke(question)
        for answer in self._chain(libraries).stream(question):
            growing(answer)
        return answer

    def search(self, query: str, libraries: Libraries, limit: int, scope: Scope | None = None) -> Found:
        """Return the best passages for a query; without a scope, those that hold all the phrases that it quotes."""
        phrases = quoted_phrases(query)
        return self._search.find(libraries, query, limit, scope or Scope(phrases=phrases, least_phrases=len(phrases)))

    @property
    def searching(self) -> HybridSearch:
        """Return what finds passages."""
        return self._search

    def said(self, speaker: str, libraries: Libraries, about: str = "", scope: Scope = EVERYTHING) -> list[Quote]:
        """Return what somebody said, newest article first. Raise UsageProblem if nobody is named.

        With `about`, it is what answers "what did they say about it", which the search and the reader tell.
        """
        speaker, about = named(speaker, about)
        if not about:
            with self.ledger.reading() as snapshot:
                return quotes_by(snapshot, libraries, speaker, scope)
        question = asked_of(speaker, about)
        hits = self._search.find(libraries, question.text, MOST_FOUND, scope).hits
        with self.ledger.reading() as snapshot:
            found = reported(snapshot, libraries, speaker, about, scope)
        return newest_first(quotes_about(question, hits, found, self.reader, self._search.likeness))

    def said_in(self, name: str, libraries: Libraries, speaker: str | None = None) -> list[Quote] | None:
        """Return what everybody, or one speaker, said in the article of an id or URL; None if there is none."""
        with self.ledger.reading() as snapshot:
            found = article_of(snapshot, libraries, name)
            return quotes_in(snapshot, found.article, speaker) if found else None

    def timeline(self, speaker: str, libraries: Libraries, about: str = "", scope: Scope = EVERYTHING) -> Timeline:
        """Return what somebody said over time, oldest article first. Raise UsageProblem if nobody is named."""
        return timeline_of(self.said(speaker, libraries, about, scope))

    def verify(self, quote: str, libraries: Libraries) -> Verification:
        """Tell whether a quote stands in the articles. Raise UsageProblem if it is empty or too long."""
        with self.ledger.reading() as snapshot:
            return verify(snapshot, libraries, quote)

    def articles(self, libraries: Libraries, words: str = "", first: int = 0, most: int = 10) -> Page:
        """Return `most` articles from the `first` on whose titles hold the words, newest first."""
        with self.ledger.reading() as snapshot:
            return page_of(snapshot, libraries, words, first, most)

    def article(self, libraries: Libraries, name: str) -> WholeArticle | None:
        """Return the article that an id or URL stands for, in the first library that has it."""
        with self.ledger.reading() as snapshot:
            return article_of(snapshot, libraries, name)

    def publishers(self, libraries: Libraries, typed: str = "", most: int = 25) -> list[str]:
        """Return who published articles and has all that is typed in the name, those with most articles first."""
        with self.ledger.reading() as snapshot:
            return snapshot.publishers(libraries, typed, most)

    def passage_in_context(self, library: str, article_id: str, passage_id: str) -> PassageInContext | None:
        """Return a passage with those around it; None if the article does not hold it any more."""
        with self.ledger.reading() as snapshot:
            return passage_of(snapshot, library, article_id, passage_id)

    def status(self, libraries: Libraries) -> Status:
        """Return how current libraries are, and how reading each source ended."""
        with self.ledger.reading() as snapshot:
            return status_of(snapshot, libraries)

    def freshness(self, libraries: Libraries) -> Freshness:
        """Return how current libraries are."""
        with self.ledger.reading() as snapshot:
            return snapshot.freshness(*libraries)

    def index(
        self,
        library: str,
        sources: Sequence[str | Path],
        *,
        prune: bool = False,
        dry: bool = False,
        links: bool = False,
        rested_s: float = 0.0,
        progress: Progress = no_progress,
        tell: Tell = silent,
    ) -> IndexReport:
        """Take sources into a library. Chroma follows in prepare(), or in whichever process has it open.

        Pages and feeds that another indexer has looked at within `rested_s` are left alone.
        """
        taken = Sources(self._fetcher, self._parser, links=links)
        indexer = Indexer(self.ledger, self._embeddings, taken, tell=tell)
        return indexer.index(library, sources, prune=prune, dry=dry, rested_s=rested_s, progress=progress)

    def index_for_guest(
        self,
        library: str,
        addresses: Sequence[str] = (),
        handed: Sequence[HandedFile] = (),
        progress: Progress = no_progress,
    ) -> IndexReport:
        """Take public pages and feeds, and files handed over, into a library; with neither, read what is known again.

        Raise UsageProblem for what is no web address.
        """
        sources = sources_of(addresses, handed, self.status((library,)).sources)
        taken = Sources(self._guests_fetcher, self._parser, handed=handed)
        return Indexer(self.ledger, self._embeddings, taken).index(library, sources, progress=progress)

    @contextmanager
    def over_copy(self, home: Path) -> Iterator["Desk"]:
        """Open a copy of this data directory for the length of a block, with the same model, loaded."""
        with opened(self._settings.at(home), self._embeddings, reader=self.reader) as desk:
            desk.load()
            yield desk

    def forget(self, library: str, names: Sequence[str], progress: Progress = no_progress) -> Erased:
        """Erase articles, with their copies, and prove that nothing of them is left in the data directory.

        Kept answers and lines typed in chats that have their words are withdrawn; other words of people's own stay.
        Names are ids or URLs. Raise LedgerError if something is left, with the processes to stop.
        """
        withdraw_typed(self.ledger, library, names)  # first: who is named by what is known only now

        def follow() -> None:
            withdraw(self.ledger)
            self.follower.close()  # Chroma keeps deleted vectors in its files until it is made anew
            self.follower.prepare(progress, probing=False)

        return erase(self.ledger, library, names, follow, others=partial(own_words, self.ledger.home))

    def drop_sources(self, library: str, names: Sequence[str]) -> list[str]:
        """Stop refreshing the sources among the names, and return these; their articles stay."""
        return drop_named(self.ledger, library, names)

    def stop_reading(self, library: str, source: str) -> None:
        """Read a source no more; its articles stay."""
        with unless_busy(self.ledger, PATIENCE_S), self.ledger.writing() as transaction:
            transaction.drop_source(library, source)

    def erase_library(self, library: str) -> None:
        """Erase a library with all its articles and sources, and prove it. Raise LedgerError if something is left."""
        if names := drop_all(self.ledger, library):
            self.forget(library, names)
        else:
            self.ledger.compact(PATIENCE_S)  # so that the names of its sources are in no file any more

    def load(self) -> None:
        """Load what the first question needs (seconds). Raise ModelError if a model is not to be had."""
        load(self._embeddings, self._reranker, self.reader)

    def close(self) -> None:
        """Give back the lock, end the reader of documents, and close the files."""
        self._fetcher.close()
        self._guests_fetcher.close()
        self._parser.close()
        self.wording.close()
        self.follower.close()
        self.ledger.close()

    def _build_chain(self, libraries: Libraries) -> "Runnable[Request | str, Answer]":
        from bot.chain import answer_chain

        return answer_chain(self.ledger, self._search, self.reader, libraries, self.wording)


@contextmanager
def opened(
    settings: Settings,
    embeddings: Embeddings | None = None,
    wording: Wording | None = None,
    reader: Reader | None = None,
) -> Iterator[Desk]:
    """Open the data directory for the length of a block."""
    desk = Desk(settings, embeddings, wording, reader)
    try:
        yield desk
    finally:
        desk.close()
