"""Examine a data directory and say of each thing whether it is well, and what to do where it is not.

Nothing is made or changed by looking, and no check keeps another from being made.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from index.database import format_of
from index.embeddings import SentenceTransformerEmbeddings
from index.errors import IndexingError, LedgerError, ModelError
from index.indexing import LOCK_NAME as INDEXING_LOCK
from index.indexing.rereading import is_outdated
from index.keeping.chroma_checks import folder_check, server_check
from index.keeping.erasure import noted
from index.keeping.holders import described, holders
from index.keeping.surroundings import Check, directory, private, room, settings_file, writable
from index.ledger import FILE_NAME, Ledger, LedgerAddress, Snapshot
from index.ledger.format import SCHEMA_VERSION
from index.ledger.soundness import DAMAGED, faults, is_ledger, libraries_of, looking
from index.made_with import FINGERPRINT, fingerprint_in
from index.ownership import LOCK_NAME as CHROMA_LOCK
from index.probe import sound

if TYPE_CHECKING:
    from index.embeddings import Embeddings
    from index.reranking import CrossEncoderReranker
    from index.vectors import ServerAddress

__all__ = ["Check", "doctor"]

RESTORE = "Restore the ledger from a backup: newsdesk restore FILE"
EXAMINED = (
    ("ledger pages", "pages"),
    ("ledger facts", "facts"),
    ("ledger rows", "strays"),
    ("passages", "offsets"),
    ("statements", "utterances"),
    ("word index", "words"),
    ("vectors", "vectors"),
)


def doctor(
    home: Path,
    embeddings: "Embeddings | None" = None,
    probe: Callable[[Path, Path], bool] = sound,
    *,
    reranker: "CrossEncoderReranker | None" = None,
    server: "ServerAddress | None" = None,
    ledger_on: LedgerAddress | None = None,
) -> tuple[Check, ...]:
    """Examine the data directory, and the models that are given (seconds; more for a large ledger).

    `probe` tells whether Chroma's files are sound, given (data directory, folder). With a `server` there are none.
    `ledger_on` is where the ledger is, if not in the data directory.
    """

    def chroma(snapshot: Snapshot) -> Check:
        if server:
            return server_check(home, snapshot, server, ledger_on)
        return folder_check(home, snapshot, probe)

    checks = [directory(home)]
    if checks[0].ok:
        checks += _guarded(home, "contents", lambda: [private(home), writable(home), room(home), settings_file(home)])
    if checks[0].ok and ledger_on is None:
        checks += _guarded(home, "locks", lambda: [_lock(home / name) for name in (INDEXING_LOCK, CHROMA_LOCK)])
    if embeddings is not None:
        checks.append(_model("embedding model", lambda: _checked(embeddings)))
    if reranker is not None:
        checks.append(_model("reranker", lambda: reranker.fingerprint))
    if ledger_on:
        checks += _ledger_on_server(home, ledger_on, embeddings, chroma)
    elif checks[0].ok:
        checks += _guarded(home, "ledger", lambda: _ledger(home, embeddings, chroma))
    return tuple(checks)


def _guarded(home: Path, name: str, made: Callable[[], list[Check]]) -> list[Check]:
    """Return the checks, or one that says why they cannot be made."""
    try:
        return made()
    except OSError as error:
        return [Check(name, False, str(error), f"Make {home} readable for yourself.")]


def _lock(file: Path) -> Check:
    if not file.exists():
        return Check(file.name, True, "free")
    if not file.is_file():
        return Check(file.name, False, f"{file} is not a file", "Remove it; newsdesk makes its own.")
    try:
        with FileLock(file, mode=0o600).acquire(timeout=0):
            return Check(file.name, True, "free")
    except Timeout:
        return Check(file.name, True, f"held by {described(holders(file)) or 'another process'}")
    except OSError:
        return Check(file.name, True, "not examined: it cannot be written")


def _model(name: str, fingerprint: Callable[[], str]) -> Check:
    try:
        return Check(name, True, fingerprint())
    except ModelError as error:
        detail, _, remedy = str(error).partition(". ")
        return Check(name, False, detail, remedy or "Install newsdesk again.")


def _checked(embeddings: "Embeddings") -> str:
    """Return the fingerprint of a model. Raise ModelError if its weights are not what they must be."""
    if isinstance(embeddings, SentenceTransformerEmbeddings):
        _ = embeddings.files.weights_sha256
    return embeddings.fingerprint


def _ledger(home: Path, embeddings: "Embeddings | None", chroma: Callable[[Snapshot], Check]) -> list[Check]:
    file = home / FILE_NAME
    if not file.exists():
        return [Check("ledger", False, f"there is no {file}", "Index something: newsdesk index FOLDER")]
    checks: list[Check] = []
    try:
        with looking(file) as connection:
            version = format_of(connection)
            if version != SCHEMA_VERSION or not is_ledger(connection):
                return [_foreign(file, version)]
            checks.append(Check("ledger", True, f"{file.stat().st_size // 1_000_000} MB, format {version}"))
            for name, kind in EXAMINED:
                found = faults(connection, kind)
                checks.append(Check(name, not found, "; ".join(found) or "sound", RESTORE if found else ""))
            checks += _of_contents(Snapshot(connection), libraries_of(connection), embeddings, chroma)
    except IndexingError as error:
        checks = [check for check in checks if check.name != "ledger"]
        detail, _, remedy = str(error).rpartition(". ")
        checks.append(Check("ledger", False, detail, RESTORE if remedy == DAMAGED else remedy))
    return checks


def _ledger_on_server(
    home: Path, address: LedgerAddress, embeddings: "Embeddings | None", chroma: Callable[[Snapshot], Check]
) -> list[Check]:
    checks: list[Check] = []
    try:
        with closing(Ledger(home, address, making=False)) as ledger:
            described, faults_by_kind = ledger.examined()
            checks.append(Check("ledger", True, described))
            for name, kind in EXAMINED:
                if (found := faults_by_kind.get(kind)) is not None:
                    checks.append(Check(name, not found, "; ".join(found) or "sound", RESTORE if found else ""))
            with ledger.reading() as snapshot:
                checks += _of_contents(snapshot, snapshot.libraries_named(), embeddings, chroma)
    except IndexingError as error:
        checks = [check for check in checks if check.name != "ledger"]
        detail, _, remedy = str(error).rpartition(". ")
        checks.append(Check("ledger", False, detail, remedy))
    return checks


def _of_contents(
    snapshot: Snapshot, libraries: list[str], embeddings: "Embeddings | None", chroma: Callable[[Snapshot], Check]
) -> list[Check]:
    return [
        *_fingerprint(snapshot, embeddings),
        chroma(snapshot),
        _utterances(snapshot),
        _erasing(snapshot),
        *_libraries(snapshot, libraries),
    ]


def _foreign(file: Path, version: int) -> Check:
    detail = f"{file} is not a ledger that this newsdesk reads (format {version}, expected {SCHEMA_VERSION})"
    if version < SCHEMA_VERSION:
        return Check("ledger", False, detail, "Run newsdesk status, which brings an older ledger up to date.")
    return Check("ledger", False, detail, "Install the newsdesk that made it, or correct NEWSDESK_HOME.")


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
        detail = f"the vectors were made by {made_with!r}, set is {fingerprint!r}"
        remedy = "Run newsdesk index, which embeds every article anew, or set NEWSDESK_EMBEDDING__MODEL back."
        yield Check("vectors' model", False, detail, remedy)


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
