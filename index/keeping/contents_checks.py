"""Examine what a ledger holds: its vectors' model, who said what, what is being erased, its libraries and sources."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from index.errors import LedgerError, ModelError
from index.indexing.rereading import is_outdated
from index.keeping.erasure import noted
from index.keeping.surroundings import Check
from index.ledger import Snapshot
from index.made_with import FINGERPRINT, fingerprint_in

if TYPE_CHECKING:
    from index.embeddings import Embeddings


def contents_checks(
    snapshot: Snapshot, libraries: list[str], embeddings: "Embeddings | None", chroma: Callable[[Snapshot], Check]
) -> list[Check]:
    """Say of each thing that a ledger holds whether it is well; `chroma` examines the vectors."""
    return [
        *_fingerprint(snapshot, embeddings),
        chroma(snapshot),
        _utterances(snapshot),
        _erasing(snapshot),
        *_libraries(snapshot, libraries),
    ]


def _fingerprint(snapshot: Snapshot, embeddings: "Embeddings | None") -> Iterator[Check]:
    made_with = snapshot.fact(FINGERPRINT)
    if embeddings is None or made_with is None:
        return
    try:
        fingerprint = fingerprint_in(snapshot, embeddings)
    except ModelError:  # told by the check of the model
        return
    if made_with == fingerprint:
        yield Check("vectors' model", True, made_with)
    else:
        yield Check(
            "vectors' model",
            False,
            f"the vectors were made by {made_with!r}, set is {fingerprint!r}",
            "Run newsdesk index, which embeds every article anew, or set NEWSDESK_EMBEDDING__MODEL back.",
        )


def _utterances(snapshot: Snapshot) -> Check:
    if is_outdated(snapshot):
        return Check(
            "who said what",
            False,
            "it was found by other rules than today's",
            "Run newsdesk index, which reads every stored article anew for it.",
        )
    return Check("who said what", True, "found by today's rules")


def _erasing(snapshot: Snapshot) -> Check:
    try:
        unproven = noted(snapshot) is not None
    except LedgerError as error:
        detail, _, remedy = str(error).partition(". ")
        return Check("erasure", False, detail, remedy)
    if unproven:
        remedy = "Stop newsdesk bot, then run newsdesk forget again."
        return Check("erasure", False, "removed articles were not proven gone", remedy)
    return Check("erasure", True, "nothing is pending")


def _libraries(snapshot: Snapshot, libraries: list[str]) -> Iterator[Check]:
    for library in libraries:
        freshness = snapshot.freshness(library)
        detail = (
            f"{freshness.articles} articles, the newest of {freshness.newest or 'unknown date'}, "
            f"indexed {_age(freshness.indexed_at)}"
        )
        yield Check(f"library {library}", True, detail)
        for state in snapshot.sources(library):
            when = f"last read {_age(state.last_success)}"
            name = f"source {state.source}"
            if state.error is None:
                yield Check(name, True, when)
            else:
                yield Check(
                    name, False, f"{state.error}; {when}", f"Correct it, then: newsdesk index --library {library}"
                )


def _age(moment: str | None) -> str:
    """Return how long ago something was, in words."""
    if moment is None:
        return "never"
    try:
        then = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    days = (datetime.now(UTC) - (then if then.tzinfo else then.replace(tzinfo=UTC))).days
    return {0: "today", 1: "a day ago"}.get(days, f"{days} days ago")
