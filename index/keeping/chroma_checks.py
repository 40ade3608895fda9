"""Examine Chroma: a folder in the data directory, by a probe; or a server, by the ids that it holds."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from index.condition import (
    FOLDER,
    FOLLOWED,
    GENERATION,
    INVENTORY,
    LEDGER_MARK,
    WRITING,
    doubt,
    followed_revision,
    is_marked,
    is_served,
    left_servers,
)
from index.errors import LedgerError, VectorsError
from index.keeping.holders import described, holders
from index.keeping.surroundings import Check, free, holds_no_more, writable
from index.ledger import Claim, Ledger, LedgerAddress, Snapshot
from index.ledger.claims import FileClaim
from index.ownership import LOCK_NAME
from index.sites import DOUBT_S, let_go
from index.vectors import Collections, ServerAddress, opened_within

NAME = "Chroma"
LEAST_TO_OPEN = 1_000_000  # bytes free: Chroma writes when it is opened
PATIENCE_S = 5.0  # with a server
AGAIN = "Have it rebuilt: newsdesk index"
MEND = "Have it mended: newsdesk index"
MEANWHILE = "questions are answered by the exact search"


def folder_check(home: Path, snapshot: Snapshot, probe: Callable[[Path, Path], bool]) -> Check:
    """Say whether Chroma's folder is sound; `probe` is given (data directory, folder)."""
    generation, lock = snapshot.fact(GENERATION), home / LOCK_NAME
    if not snapshot.fact(FOLLOWED) or not generation or not lock.exists():
        return Check(NAME, True, f"not made yet; {MEANWHILE}")
    if is_served(snapshot):
        return Check(NAME, False, "the vectors are on a server that is not set any more", AGAIN)
    if is_marked(snapshot):
        return Check(NAME, False, "it was being written when its process ended, or is to be rebuilt", AGAIN)
    if not writable(home).ok:  # Chroma cannot open its files there, sound or not
        return Check(NAME, True, "not examined: it cannot be written")
    if free(home) < LEAST_TO_OPEN or holds_no_more(home):
        return Check(NAME, True, "not examined: the disk is full")
    try:
        with FileLock(lock, mode=0o600).acquire(timeout=0):
            well = probe(home, home / FOLDER / generation)
        if not well:
            return Check(NAME, False, "it does not hold what the ledger holds", AGAIN)
        return Check(NAME, True, f"sound{_left(snapshot)}")
    except Timeout:
        return Check(NAME, True, f"not examined: {_holder(lock)} has it open")
    except OSError as error:
        return Check(NAME, False, f"it cannot be examined: {error.strerror}", f"Make {home} writable.")


def server_check(
    home: Path, snapshot: Snapshot, server: ServerAddress, ledger_on: LedgerAddress | None = None
) -> Check:
    """Say whether a Chroma server answers, and holds the passages that the ledger holds, wherever that is."""
    try:
        chroma = opened_within(
            PATIENCE_S, server, snapshot.fact(LEDGER_MARK) or "none", snapshot.fact(GENERATION) or "none"
        )
    except VectorsError as error:
        detail, _, remedy = str(error).rpartition(". ")
        return Check(NAME, False, f"{detail}; {MEANWHILE} meanwhile", remedy)
    try:
        return _answering(home, snapshot, chroma, server, ledger_on)
    except VectorsError as error:
        return Check(NAME, False, f"{str(error).rstrip('.')}; {MEANWHILE}", MEND)
    finally:
        let_go(chroma)


def _answering(
    home: Path, snapshot: Snapshot, chroma: Collections, server: ServerAddress, ledger_on: LedgerAddress | None
) -> Check:
    where, lock = f"the server at {server.url}", home / LOCK_NAME
    if not snapshot.fact(FOLLOWED) or not (ledger_on or lock.exists()):
        return Check(NAME, True, f"{where} answers; nothing is there yet, and {MEANWHILE}")
    try:
        with _claimed(home, ledger_on) as claimed:
            if not claimed:
                return Check(NAME, True, f"{where} answers; not compared: {_holder(lock)} writes to it")
            check = _compared(snapshot, chroma, server, where)
            if check.remedy == MEND:
                _have_compared(home, ledger_on)
            return check
    except LedgerError:
        return Check(NAME, True, f"{where} answers; not compared: the lock cannot be written")


@contextmanager
def _claimed(home: Path, ledger_on: LedgerAddress | None) -> Iterator[bool]:
    """Say whether nobody writes to Chroma, for the length of a block."""
    if ledger_on is None:
        claim: Claim = FileClaim(home / LOCK_NAME)
        taken = claim.take()
    else:
        with closing(Ledger(home, ledger_on, making=False)) as ledger:
            claim = ledger.claim(LOCK_NAME)
            taken = claim.take()
    try:
        yield taken
    finally:
        claim.give_back()


def _compared(snapshot: Snapshot, chroma: Collections, server: ServerAddress, where: str) -> Check:
    if not is_served(snapshot, server.url):
        return Check(NAME, False, f"{where} answers, and the vectors are not there yet; {MEANWHILE}", AGAIN)
    if is_marked(snapshot):
        return Check(NAME, False, f"{where} was being written to, or is to be compared; {MEANWHILE}", MEND)
    chroma.require(snapshot.fact(INVENTORY))
    pending, held = snapshot.changed_since(followed_revision(snapshot)), chroma.keys()
    expected = {(library, made) for library in chroma.libraries for made in snapshot.vectors(library)[0]}
    if held - pending.keys() != expected - pending.keys():
        return Check(NAME, False, f"{where} does not hold what the ledger holds", MEND)
    return Check(NAME, True, f"{where} holds what the ledger holds{_left(snapshot)}")


def _have_compared(home: Path, ledger_on: LedgerAddress | None) -> None:
    """Have the next newsdesk index compare what a server holds, which it does once a day otherwise."""
    with suppress(LedgerError), closing(Ledger(home, ledger_on)) as ledger:
        doubt(ledger, DOUBT_S, WRITING)


def _left(snapshot: Snapshot) -> str:
    """Return what to know of servers that were in use before, and have not dropped what they hold."""
    left, mark = left_servers(snapshot), snapshot.fact(LEDGER_MARK)
    if not left or not mark:
        return ""
    return (
        f"; {' and '.join(left)} may still hold the collections newsdesk-{mark}-…, which are dropped there at the next "
        f"newsdesk forget; newsdesk forget {' '.join(left)} leaves them to you"
    )


def _holder(lock: Path) -> str:
    return described(holders(lock)) or "another process"
