"""Take sources into the ledger: what is new is added, what changed is updated, what did not is left alone."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from filelock import FileLock

from index.article import Article, Passage
from index.embeddings import Embeddings, Vectors
from index.errors import SourceError
from index.ledger import Known, Ledger, StoredPassage
from index.passages import split
from index.progress import Progress, no_progress
from index.sources import Unread, articles_in, count_in, listing_of, location_of
from index.utterances import utterances

LOCK_NAME = "indexing.lock"
BATCH_PASSAGES = 256  # embedded together, so that texts of like length share a batch
MOST_TITLE_TOKENS = 64  # of the title go into a vector, so that it leaves room for the passage


@dataclass(slots=True)
class IndexReport:
    """What indexing did. Every input is counted once: added, updated, unchanged, a copy, or failed."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    copies: int = 0
    removed: int = 0
    failed: list[Unread] = field(default_factory=list)
    passages: int = 0
    embedded: int = 0
    seconds: float = 0.0
    revision: int = 0

    @property
    def inputs(self) -> int:
        """Return how many inputs are done with."""
        return self.added + self.updated + self.unchanged + self.copies + len(self.failed)


class Indexer:
    """Index files and folders into the libraries of one ledger."""

    def __init__(self, ledger: Ledger, embeddings: Embeddings) -> None:
        self._ledger = ledger
        self._embeddings = embeddings

    def index(
        self, library: str, sources: Sequence[Path], *, prune: bool = False, progress: Progress = no_progress
    ) -> IndexReport:
        """Index the sources, all known ones if none is named; with `prune`, remove what they hold no more.

        One bad article never stops the run. `progress` is told of inputs that are safely in the ledger. Raise
        ModelMismatch if another model made the ledger's vectors.
        """
        started = time.perf_counter()
        # One indexer at a time: two would give one id to two articles, and one of them would be lost.
        with FileLock(self._ledger.home / LOCK_NAME, mode=0o600):
            with self._ledger.reading() as snapshot:
                snapshot.require_model(self._embeddings.fingerprint)
                named = list(dict.fromkeys(source.resolve() for source in sources))
                again = [Path(state.source) for state in snapshot.sources(library)]
                run = _Run(self._ledger, self._embeddings, library, snapshot.known(library), progress)
            run.take(named or again, retired=again if prune else [])
            if prune:
                run.remove_gone()
            report = run.finish()
        report.seconds = time.perf_counter() - started
        return report


@dataclass(frozen=True, slots=True)
class _Cut:
    """An article cut into passages, with the strings their vectors stand for and the vectors held already."""

    article: Article
    new: bool
    passages: list[Passage]
    strings: list[str]
    held: dict[tuple[str, str], Vectors]  # by passage id and digest of the string

    def missing(self) -> list[str]:
        """Return the strings that must be embedded."""
        return [
            string
            for passage, string in zip(self.passages, self.strings, strict=True)
            if (passage.id, _digest(string)) not in self.held
        ]


class _Run:
    """One run of the indexer over one library."""

    def __init__(
        self, ledger: Ledger, embeddings: Embeddings, library: str, known: list[Known], progress: Progress
    ) -> None:
        self._ledger = ledger
        self._embeddings = embeddings
        self._library = library
        self._known = {held.id: held for held in known}
        self._id_at = {held.location: held.id for held in known}
        self._progress = progress
        self._report = IndexReport()
        self._total = 0
        self._waiting: list[_Cut] = []
        self._present: set[str] = set()  # ids that were met
        self._unsure: set[Path] = set()  # what failed in part: articles from there may still be there
        self._listed: list[Path] = []  # sources whose files could be listed

    def take(self, sources: Sequence[Path], retired: Sequence[Path]) -> None:
        """Read the sources. A file among `retired` that is gone is pruned instead of reported."""
        listings = [(source, self._listing(source, source in retired)) for source in sources]
        self._total = sum(count_in(file) for _, files in listings for file in files) + len(self._report.failed)
        for source, files in listings:
            before = len(self._report.failed)
            for file in files:
                self._take_file(file)
            self._flush()
            if source in self._listed and source.exists():
                reasons = [unread.reason for unread in self._report.failed[before:]]
                self._note(source, reasons[0] if reasons else None)

    def remove_gone(self) -> None:
        """Remove the articles of listed sources that were not met."""
        for held in list(self._known.values()):
            place = Path(held.location or "")
            above = {place, *place.parents}
            if above.intersection(self._listed) and held.id not in self._present and not above & self._unsure:
                with self._ledger.writing() as transaction:
                    transaction.remove(self._library, held.id)
                self._report.removed += 1

    def finish(self) -> IndexReport:
        """Note the time and return what was done."""
        with self._ledger.writing() as transaction:
            if self._listed:
                transaction.note_indexed(self._library, _now())
            fresh = transaction.freshness(self._library)
        self._report.passages, self._report.revision = fresh.passages, fresh.revision
        return self._report

    def _listing(self, source: Path, retired: bool) -> tuple[Path, ...]:
        """Return a source's files; none, and a failure in the report, if it cannot be listed."""
        try:
            listing = listing_of(source)
        except SourceError as error:
            if retired and not source.exists() and not self._holds_below(source):
                self._listed.append(source)
                with self._ledger.writing() as transaction:
                    transaction.drop_source(self._library, location_of(source))
            else:
                self._report.failed.append(Unread(location_of(source), str(error)))
                self._note(source, str(error), known_only=True)
            return ()
        self._listed.append(source)
        self._report.failed += listing.unread
        self._unsure |= {Path(unread.source) for unread in listing.unread}
        return listing.files

    def _holds_below(self, source: Path) -> bool:
        """Say whether articles came from a folder of this name: one that is gone may only be not mounted."""
        return any(source in Path(held.location or "").parents for held in self._known.values())

    def _note(self, source: Path, error: str | None, *, known_only: bool = False) -> None:
        place = location_of(source)
        with self._ledger.writing() as transaction:
            if not known_only or place in {state.source for state in transaction.sources(self._library)}:
                transaction.note_source(self._library, place, _now(), error)

    def _take_file(self, file: Path) -> None:
        for found in articles_in(file, self._library):
            if isinstance(found, Unread):
                self._report.failed.append(found)
                self._unsure.add(Path(location_of(file)))
            else:
                self._take_article(found, file)
            self._progress(self._report.inputs, self._total)

    def _take_article(self, article: Article, file: Path) -> None:
        try:
            article = self._identified(article, file)
        except SourceError as error:
            self._report.failed.append(Unread(f"{location_of(file)} ({article.id})", str(error)))
            return
        self._present.add(article.id)
        known = self._known.get(article.id)
        if known and (known.digest, known.location) == (article.digest, article.location):
            self._report.unchanged += 1
            return
        self._known[article.id] = Known(article.id, article.location, article.digest)
        self._id_at[article.location] = article.id
        self._waiting.append(self._cut(article, new=known is None))
        if sum(len(cut.missing()) for cut in self._waiting) >= BATCH_PASSAGES:
            self._flush()

    def _identified(self, article: Article, file: Path) -> Article:
        """Return the article under its id: the given one, or the one its file has had, or the file's name.

        A given id may move from one file to another between runs. Raise SourceError if it stands in two files of
        one run, or belongs to an article named after its file.
        """
        taken = self._known.get(article.id)
        if _gives_ids(file):
            if taken and taken.location != article.location and self._keeps(taken):
                raise SourceError(f"its id belongs to the article from {taken.location}; give it another id")
            return article
        if before := self._id_at.get(article.location):
            return article.named(before)
        if taken:
            return article.named(f"{article.id}-{sha256(location_of(file).encode()).hexdigest()[:8]}")
        return article

    def _keeps(self, taken: Known) -> bool:
        """Say whether an article keeps its id against one from another file that states the same."""
        return taken.id in self._present or not _gives_ids(Path(taken.location or ""))

    def _cut(self, article: Article, *, new: bool) -> _Cut:
        tokens = self._embeddings.token_starts(article.title)
        head = article.title[: tokens[MOST_TITLE_TOKENS]] if len(tokens) > MOST_TITLE_TOKENS else article.title
        room = self._embeddings.most_tokens - len(self._embeddings.token_starts(head))
        passages = split(article, self._embeddings.token_starts(article.text), room)
        held: dict[tuple[str, str], Vectors] = {}
        with self._ledger.reading() as snapshot:
            if before := snapshot.article(article.library, article.id):
                held = {(stored.passage.id, stored.embedded): stored.vector for stored in snapshot.passages(before)}
        return _Cut(article, new, passages, [f"{head}\n{passage.text}" for passage in passages], held)

    def _flush(self) -> None:
        """Embed what waits, all together, and write it, each article by itself."""
        missing = [string for cut in self._waiting for string in cut.missing()]
        fresh = dict(zip(missing, self._embeddings.encode(missing), strict=True)) if missing else {}
        for cut in self._waiting:
            stored = [
                StoredPassage(passage, digest, fresh[string] if string in fresh else cut.held[passage.id, digest])
                for passage, string in zip(cut.passages, cut.strings, strict=True)
                for digest in [_digest(string)]
            ]
            said = utterances(cut.article.text, cut.article.language)
            with self._ledger.writing() as transaction:
                transaction.require_model(self._embeddings.fingerprint)
                transaction.set_fact("fingerprint", self._embeddings.fingerprint)
                transaction.store(cut.article, stored, said)
            self._report.embedded += len(cut.missing())
            self._report.added += cut.new
            self._report.updated += not cut.new
            self._progress(self._report.inputs, self._total)
        self._waiting.clear()


def _gives_ids(file: Path) -> bool:
    """Say whether the articles of a file state their own ids."""
    return file.suffix.lower() == ".jsonl"


def _digest(string: str) -> str:
    return sha256(string.encode()).hexdigest()[:16]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
