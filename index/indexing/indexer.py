"""Keep a ledger current: one indexer at a time takes sources into its libraries."""

import time
from collections import Counter
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

from index.cleaning import clean_line
from index.embeddings import Embeddings
from index.errors import Gone, SourceError
from index.indexing.alone import waiting_for_others
from index.indexing.catalogue import Catalogue
from index.indexing.reembedding import is_due, reembed
from index.indexing.report import IndexReport
from index.indexing.rereading import is_outdated, reread
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
        progress: Progress = no_progress,
    ) -> IndexReport:
        """Index the sources, all known ones if none is named; with `prune`, remove what they hold no more.

        One bad article never stops the run. `progress` is told of inputs that are safely in the ledger. With `dry`
        nothing is embedded or written, and nobody is waited for. If another model made the ledger's vectors, all are
        made anew first.
        """
        started = time.perf_counter()
        with nullcontext() if dry else waiting_for_others(self._ledger, self._tell):
            if not dry:
                discard_leftovers(self._ledger.home, (f"{STAGING}*", f"{REHEARSING}*"))
            anew = 0 if dry else reembed(self._ledger, self._embeddings, progress, self._tell)
            if not dry:
                reread(self._ledger)
            if dry and is_due(self._ledger, self._embeddings):
                self._tell("The embedding model changed: every article would be embedded anew.")
            with self._ledger.reading() as snapshot:
                if dry and is_outdated(snapshot):
                    self._tell("The rules for who said what changed: every article would be read anew for it.")
                known = [state.source for state in snapshot.sources(library)]
                catalogue = Catalogue(snapshot, library)
            named = list(dict.fromkeys(map(remembered, sources))) or known
            run = Run(self._ledger, self._embeddings, self._sources, library, catalogue, dry=dry, progress=progress)
            run.take([(source, self._listing(source, catalogue, prune and source in known)) for source in named])
            if prune:
                run.remove_gone()
            report = run.finish()
            report.embedded += anew
        report.seconds = time.perf_counter() - started
        return report

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
