"""The report of an indexing: every input is counted once."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from index.loading.bounds import MOST_REASON, shortened
from index.loading.documents import Unread


@dataclass(frozen=True, slots=True)
class Copied:
    """An article that is not stored itself, because another one has its text."""

    id: str
    original: str


@dataclass(slots=True)
class IndexReport:
    """What indexing did. Every input is counted once: added, updated, unchanged, a copy, or failed."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    copied: list[Copied] = field(default_factory=list)
    removed: int = 0
    failed: list[Unread] = field(default_factory=list)
    passages: int = 0
    embedded: int = 0
    seconds: float = 0.0
    revision: int = 0

    @property
    def copies(self) -> int:
        """Return how many inputs were copies."""
        return len(self.copied)

    @property
    def inputs(self) -> int:
        """Return how many inputs are done with."""
        return self.added + self.updated + self.unchanged + self.copies + len(self.failed)

    def add(self, later: "IndexReport") -> None:
        """Count what was done later, too; how the library is, is said by the later one."""
        self.added += later.added
        self.updated += later.updated
        self.unchanged += later.unchanged
        self.copied += later.copied
        self.removed += later.removed
        self.failed += later.failed
        self.embedded += later.embedded
        self.passages, self.revision = later.passages, later.revision


def summary(source: str, failed: Sequence[Unread]) -> str | None:
    """Return in one line what of a source could not be taken in: where and why the first, and how many more."""
    if not failed:
        return None
    first = failed[0]
    more = f" (and {len(failed) - 1:,} more)" if len(failed) > 1 else ""
    reason = shortened(first.reason, MOST_REASON)
    return (reason if first.source == source else f"{first.source}: {reason}") + more
