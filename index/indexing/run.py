"""One run of the indexer over one library."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from index.article import Article
from index.embeddings import Embeddings
from index.errors import SourceError
from index.indexing.catalogue import Catalogue, state_of
from index.indexing.heirs import embed_heirs
from index.indexing.noting import note, now
from index.indexing.overtaking import Decisions
from index.indexing.report import Copied, IndexReport
from index.indexing.storing import Store
from index.indexing.tallying import Tally
from index.kinds import Kind, kind_of
from index.ledger import DocumentState, Known, Ledger
from index.loading.documents import Document, Unread
from index.loading.files import is_missing
from index.loading.reading import articles_in, count_in
from index.loading.sources import Input, Listing, Sources
from index.loading.urls import id_of
from index.progress import Progress

READ_APART = (Kind.HTML, Kind.PDF, Kind.DOCX)  # slow to read: not read again while their bytes are the same


class Run:
    """Take what sources hold into a library, and count it."""

    def __init__(
        self,
        ledger: Ledger,
        embeddings: Embeddings,
        sources: Sources,
        library: str,
        catalogue: Catalogue,
        *,
        dry: bool,
        progress: Progress,
    ) -> None:
        self._ledger = ledger
        self._embeddings = embeddings
        self._sources = sources
        self._library = library
        self._catalogue = catalogue
        self._dry = dry
        self._decisions = Decisions(ledger, library)
        self._store = Store(ledger, embeddings, self._count_stored, self._decisions.overtaken)
        self._tally = Tally(progress)
        self._moved: dict[str, str] = {}  # what a page held before it led to another one, by location
        self._listed: list[tuple[str, Listing]] = []

    def take(self, listings: Sequence[tuple[str, Listing]]) -> None:
        """Read what the sources hold."""
        self._tally.total = sum(
            len(listing.unread) + sum(count_in(one.file) for one in listing.inputs) for _, listing in listings
        )
        for source, listing in listings:
            failed_before, taken_before = len(self._tally.report.failed), self._tally.taken
            self._tally.unsure |= {Path(place) for place in listing.passed_over}
            for unread in listing.unread:
                self._tally.fail(unread, unread.source)
            if listing.unchanged:
                self._count_unchanged(self._catalogue.from_source(source))
            for one in listing.inputs:
                self._take_input(one, source)
            self._flush()
            self._listed.append((source, listing))
            if not self._dry:
                failed, taken = self._tally.report.failed[failed_before:], self._tally.taken > taken_before
                note(self._ledger, self._library, source, listing, failed, taken=taken)

    def remove_gone(self) -> None:
        """Remove the articles that their sources no longer hold."""
        if self._ledger.takes_several:
            self._catalogue = self._decisions.renewed(self._catalogue)
        complete = [source for source, listing in self._listed if listing.complete or listing.gone]
        gone = self._catalogue.gone_from(complete, self._tally.unsure)
        gone += [made for location, made in self._moved.items() if self._catalogue.is_orphan(made, location)]
        for article_id in dict.fromkeys(gone):
            held = self._catalogue.known(article_id)
            self._catalogue.drop(article_id)
            self._tally.report.removed += 1
            if not self._dry:
                with self._ledger.writing() as transaction:
                    transaction.remove(self._library, article_id)
                    if held and held.location and is_missing(held.location):
                        transaction.drop_source(self._library, held.location)  # its folder said that it is gone

    def finish(self) -> IndexReport:
        """Complete what took over a text, note the time if anything came of the run, and return what was done."""
        if self._catalogue.heirs and not self._dry:
            embed_heirs(self._ledger, self._embeddings, self._library, self._tally.count_embedded)
        if not self._dry and (
            self._tally.taken or self._tally.report.removed or any(listing.unchanged for _, listing in self._listed)
        ):
            with self._ledger.writing() as transaction:
                transaction.note_indexed(self._library, now())
        with self._ledger.reading() as snapshot:
            fresh = snapshot.freshness(self._library)
        self._tally.report.passages, self._tally.report.revision = fresh.passages, fresh.revision
        return self._tally.report

    def _take_input(self, one: Input, source: str) -> None:
        state = self._catalogue.document(one.location)
        held = self._catalogue.held_by(state) if state else None
        try:
            document = one.read(state if held else None)
            if document is None and held:
                self._count_unchanged([held])
            elif document is not None:
                self._take_document(document, source, state if held else None)
        except SourceError as error:
            self._tally.fail(Unread(one.location, str(error)), one.location)

    def _take_document(self, document: Document, source: str, state: DocumentState | None) -> None:
        kind = kind_of(document.head(), document.name, document.media_type)
        whole = kind in READ_APART or (document.url and kind is not Kind.JSON_LINES)
        digest = document.digest() if whole else ""
        announced = document.announcement.digest if document.announcement else None
        if state and digest and state.digest == digest and announced in (None, state.announced):
            held = self._catalogue.held_by(state)
            return self._count_unchanged([held] if held else [])
        if kind is Kind.JSON_LINES and document.announcement:
            raise SourceError("the feed leads to records, not to a page; name them as a source by themselves")
        if kind is Kind.JSON_LINES:
            self._catalogue.note_records(document.location)
            self._note_document(DocumentState(document.location, source, "", ""))
        held_any = False
        for found in articles_in(document, kind, self._library, self._sources.parser):
            held_any = True
            if isinstance(found, Unread):
                self._tally.fail(found, document.location)
            else:
                self._take_article(found, document, source, digest)
        if not held_any:
            raise SourceError("it holds no article; put articles into it, or newsdesk forget what it held")
        return None

    def _take_article(self, found: Article, document: Document, source: str, digest: str) -> None:
        try:
            article = self._identified(found, document)
        except SourceError as error:
            return self._tally.fail(Unread(f"{document.location} ({found.id})", str(error)), document.location)
        before = self._catalogue.document(document.location)
        if before and before.article_id not in ("", article.id):
            self._moved[document.location] = before.article_id
        known, original = self._catalogue.known(article.id), self._catalogue.original_of(article)

        def again() -> None:
            self._take_article(found, document, source, digest)

        self._catalogue.present.add(article.id)
        same = known and (known.digest, known.location) == (article.digest, article.location)
        state = state_of(document, source, article.id, digest)
        if original:
            self._tally.count_held(article.id, original)
            if not same or known is None or known.original != original:
                self._decisions.note(article, known, again)
                self._take_copy(article, original, state)
        elif same and known and known.original is None:
            self._tally.count_held(article.id, None)
            if state:
                self._note_document(state)
        else:
            self._decisions.note(article, known, again)
            self._catalogue.enter(article, None)
            if known is None:
                self._tally.expect_new(article.id)
            if self._dry:
                self._count_stored(article, 0)
            else:
                self._store.put(article, state)
                self._decide_anew(self._store.take_out())
        self._tally.tell()
        return None

    def _identified(self, found: Article, document: Document) -> Article:
        """Return the article with the id and date that it is kept by. Raise SourceError if its id is another's."""
        article = self._catalogue.identified(found)
        if document.url and article.url != document.url and self._catalogue.is_claimed(article, document.location):
            # Many pages that state one canonical URL: each is known by its own.
            article = replace(article, id=id_of(document.url), url=document.url, location=document.url)
        return self._dated(article)

    def _dated(self, article: Article) -> Article:
        """Return the article with the date that a feed gave it, if it states none itself."""
        known = self._catalogue.known(article.id)
        if article.published or known is None or known.digest == article.digest or known.location != article.location:
            return article
        with self._ledger.reading() as snapshot:
            held = snapshot.article(self._library, article.id)
        if held is None or held.published_from != "feed":
            return article
        return replace(article, published=held.published, published_from="feed")

    def _take_copy(self, copy: Article, original: str, state: DocumentState | None) -> None:
        self._catalogue.enter(copy, original)
        if not self._dry:
            if self._store.holds_back(original) or original in self._catalogue.heirs:
                self._flush()
            with self._ledger.writing() as transaction:
                orphaned = self._decisions.orphaned(transaction, copy, original)
                if not orphaned:
                    transaction.store_copy(copy, original)
                    if state:
                        transaction.note_document(self._library, state)
            if orphaned:
                self._tally.report.copied.remove(Copied(copy.id, original))
                self._flush()
                self._decide_anew([copy])
            else:
                self._decisions.settle(copy.id)

    def _flush(self) -> None:
        self._store.flush()
        self._decide_anew(self._store.take_out())

    def _decide_anew(self, overtaken: Sequence[Article]) -> None:
        """Decide anew on articles whose ids or texts another indexer has stored meanwhile."""
        while overtaken:
            decisions = [self._decisions.again[article.id] for article in overtaken]
            self._tally.expect_anew({article.id for article in overtaken})
            self._catalogue = self._decisions.renewed(self._catalogue)
            for decide in decisions:
                decide()
            self._store.flush()
            overtaken = self._store.take_out()

    def _count_stored(self, article: Article, embedded: int) -> None:
        self._decisions.settle(article.id)
        self._tally.count_stored(article, embedded)

    def _count_unchanged(self, held: Sequence[Known]) -> None:
        for one in held:
            self._catalogue.present.add(one.id)
            self._tally.count_held(one.id, one.original)
        self._tally.tell()

    def _note_document(self, state: DocumentState) -> None:
        if not self._dry and self._catalogue.document(state.location) != state:
            with self._ledger.writing() as transaction:
                transaction.note_document(self._library, state)
