"""Keep a ledger current: one indexer at a time takes sources into its libraries."""

import time
from collections import Counter
from collections.abc import Generator, Sequence
from contextlib import closing, nullcontext
from dataclasses import replace
from pathlib import Path

from index.cleaning import clean_line
from index.embeddings import Embeddings
from index.errors import Gone, SourceError
from index.indexing.alone import waiting_for_others
from index.indexing.catalogue import Catalogue
from index.indexing.reembedding import is_due, reembed
from index.indexing.report import IndexReport
from index.indexing.rereading import is_of_today, is_outdated, reread
from index.indexing.run import Run
from index.ledger import Ledger
from index.leftovers import REHEARSING, STAGING, discard_leftovers
from index.loading.documents import Unread, location_of
from index.loading.sources import Listing, Sources, remembered
from index.loading.urls import is_url
from index.progress import Progress, Tell, no_progress, silent

MOST_ENDINGS = 5  # of files that are passed over, the commonest, are told


class Indexer:
    """Index sources into the libraries of one ledger. `tell` is told what a person should know meanwhile."""

    def __init__(
        self, ledger: Ledger, embeddings: Embeddings, sources: Sources | None = None, *, tell: Tell = silent
    ) -> None:
        self._ledger = ledger
        self._embeddings = embeddings
        self._sources = sources or Sources()
        self._tell = tell

    def index(
        self,
        library: str,
        sources: Sequence[str | Path],
        *,
        prune: bool = False,
        dry: bool = False,
        rested_s: float = 0.0,
        progress: Progress = no_progress,
    ) -> IndexReport:
        """Index the sources, all known ones if none is named; with `prune`, remove what they hold no more.

        Where several indexers are at work, each source is read by one of them, another if that cannot, and pages and
        feeds that one has read within `rested_s` are left alone.
        One bad article never stops the run. `progress` is told of inputs that are safely in the ledger. With `dry`
        nothing is embedded or written, and nobody is waited for. If another model made the ledger's vectors, all are
        made anew first.
        """
        started = time.perf_counter()
        several = self._ledger.takes_several
        anew = 0
        if several and not dry and self._is_behind():
            with waiting_for_others(self._ledger, self._tell):
                anew = self._bring_up(progress)
        with nullcontext() if dry else waiting_for_others(self._ledger, self._tell, shared=several):
            if not (dry or several):
                anew = self._bring_up(progress)
            if dry:
                self._foretell()
            known = self._known(library)
            named = list(dict.fromkeys(map(remembered, sources))) or known
            report, read, unread = IndexReport(embedded=anew), False, set[str]()
            with closing(self._turns(library, named, rested_s, unread, dry)) as turns:
                for mine in turns:
                    done = self._read(library, mine, report.inputs, known if prune else None, dry, progress)
                    unread.update({failed.source for failed in done.failed}.intersection(mine))
                    report.add(done)
                    read = True
            if not read:  # others have read all of it
                report.add(self._read(library, [], 0, None, dry, progress))
        report.seconds = time.perf_counter() - started
        return report

    def _known(self, library: str) -> list[str]:
        """Return the sources that are read again by themselves."""
        with self._ledger.reading() as snapshot:
            return [state.source for state in snapshot.sources(library)]

    def _turns(
        self, library: str, sources: list[str], rested_s: float, unread: set[str], dry: bool
    ) -> Generator[list[str], None, None]:
        """Return the sources that are for this indexer to read, together or as it gets its turn at each.

        Those that it could not read, which it enters in `unread`, are left to others.
        """
        if dry or not sources:
            return _together(sources)
        rested = {source: rested_s if is_url(source) else 0.0 for source in sources}
        return self._ledger.turns(library, rested, unread)

    def _read(
        self,
        library: str,
        sources: Sequence[str],
        done: int,
        pruned: Sequence[str] | None,
        dry: bool,
        progress: Progress,
    ) -> IndexReport:
        """Read sources when `done` inputs were read; remove what they hold no more, unless `pruned` is None."""
        with self._ledger.reading() as snapshot:
            catalogue = Catalogue(snapshot, library)

        def further(now: int, total: int) -> None:
            progress(done + now, done + total)

        run = Run(self._ledger, self._embeddings, self._sources, library, catalogue, dry=dry, progress=further)
        run.take([(source, self._listing(source, catalogue, source in (pruned or ()))) for source in sources])
        if pruned is not None:
            run.remove_gone()
        return run.finish()

    def _is_behind(self) -> bool:
        """Say whether another model, or other rules than today's, made what is stored."""
        with self._ledger.reading() as snapshot:
            current = is_of_today(snapshot)
        return not current or is_due(self._ledger, self._embeddings)

    def _foretell(self) -> None:
        """Tell what a run that writes would make anew."""
        if is_due(self._ledger, self._embeddings):
            self._tell("The embedding model changed: every article would be embedded anew.")
        with self._ledger.reading() as snapshot:
            if is_outdated(snapshot):
                self._tell("The rules for who said what changed: every article would be read anew for it.")

    def _bring_up(self, progress: Progress) -> int:
        """Make anew what is not of today's model and rules, and return how many passages were embedded."""
        discard_leftovers(self._ledger.home, (f"{STAGING}*", f"{REHEARSING}*"))
        anew = reembed(self._ledger, self._embeddings, progress, self._tell)
        reread(self._ledger)
        return anew

    def _listing(self, source: str, catalogue: Catalogue, retired: bool) -> Listing:
        """Return what a source holds. If it is `retired` and surely gone, that is pruned instead of reported."""
        try:
            listing = self._sources.listing(source, catalogue.document)
        except Gone as error:
            listing = Listing(unread=(Unread(source, str(error)),), gone=_is_surely_gone(source, catalogue))
        except SourceError as error:
            listing = Listing(unread=(Unread(source, str(error)),))
        if listing.other_kinds:
            self._tell(_told_of(source, listing.other_kinds))
        return replace(listing, unread=()) if listing.gone and retired else listing


def _together(sources: list[str]) -> Generator[list[str], None, None]:
    yield sources


def _told_of(source: str, passed_over: Sequence[Path]) -> str:
    """Say how many files of a folder are of kinds that are not taken in, of which endings, and what to do."""
    endings = Counter(clean_line(path.suffix.lower()) for path in passed_over)
    told = [f"{count:,} {ending}" for ending, count in endings.most_common(MOST_ENDINGS)]
    if others := len(passed_over) - sum(count for _, count in endings.most_common(MOST_ENDINGS)):
        told.append(f"{others:,} others")
    files = "1 file" if len(passed_over) == 1 else f"{len(passed_over):,} files"
    return (
        f"Passed over {files} of other kinds in {location_of(Path(source))}: {', '.join(told)}. Make text, HTML, PDF, "
        "DOCX or .jsonl of what is an article; name a feed as a source by itself."
    )


def _is_surely_gone(source: str, catalogue: Catalogue) -> bool:
    """Say whether a source that is not there is a page, or a file that articles are known of.

    A folder may only be unmounted, and so may what nothing is known of: it may have been a folder.
    """
    if is_url(source):
        return True
    return {held.location for held in catalogue.below(Path(source))} == {location_of(Path(source))}
