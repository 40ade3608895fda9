"""The tally of a run: every input is counted once, and how far the run is told."""

from collections.abc import Collection
from pathlib import Path

from index.article import Article
from index.indexing.report import Copied, IndexReport
from index.loading.documents import Unread
from index.progress import Progress


class Tally:
    """What a run has done so far of the `total` that it is to do."""

    def __init__(self, progress: Progress) -> None:
        self.report = IndexReport()
        self.total = 0
        self.unsure: set[Path] = set()  # what failed in part: articles from there may still be there
        self._progress = progress
        self._new: set[str] = set()  # ids that were not there before

    @property
    def taken(self) -> int:
        """Return how many articles were taken in, or found unchanged."""
        return self.report.inputs - len(self.report.failed)

    def expect_new(self, article_id: str) -> None:
        """Note that an article was not there before."""
        self._new.add(article_id)

    def expect_anew(self, article_ids: Collection[str]) -> None:
        """Note that it is decided anew whether articles were there before."""
        self._new.difference_update(article_ids)

    def count_embedded(self, _: Article, embedded: int) -> None:
        """Count passages of what was counted as it was met."""
        self.report.embedded += embedded

    def count_stored(self, article: Article, embedded: int) -> None:
        """Count an article that is safe in the ledger."""
        self.report.embedded += embedded
        self.report.added += article.id in self._new
        self.report.updated += article.id not in self._new
        self.tell()

    def count_held(self, article_id: str, original: str | None) -> None:
        """Count an article that is as it was: a copy, if it has an original."""
        if original is None:
            self.report.unchanged += 1
        else:
            self.report.copied.append(Copied(article_id, original))

    def fail(self, unread: Unread, location: str) -> None:
        """Count what could not be taken in from a location."""
        self.report.failed.append(unread)
        self.unsure.add(Path(location))
        self.tell()

    def tell(self) -> None:
        """Tell how far the run is."""
        self._progress(self.report.inputs, max(self.total, self.report.inputs))
