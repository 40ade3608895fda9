"""Move a ledger from the data directory to a server, and back: all of it, or nothing."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from index.condition import LEDGER_MARK
from index.errors import LedgerError
from index.keeping.backups import checked, translated
from index.keeping.exchanging import KEPT, alone, exchange
from index.ledger import FILE_NAME, Ledger
from index.leftovers import STAGING, discard_leftovers
from index.progress import Progress, no_progress


@dataclass(frozen=True, slots=True)
class Migrated:
    """What was moved; `remains` says where all of it still stands."""

    articles: int
    passages: int
    revision: int
    remains: str


def migrate(source: Ledger, target: Ledger, *, replacing: bool = False, progress: Progress = no_progress) -> Migrated:
    """Copy all that a ledger holds into another one, whose vectors are put into Chroma anew; the source stays.

    Every row is compared before it counts. Raise LedgerError, with both as they were, if the target holds something
    and is not to be replaced, if another process works with either, or if anything fails.
    """
    with alone(source), alone(target), translated(source.home, "another directory in NEWSDESK_HOME"):
        with source.reading() as snapshot:
            if not snapshot.libraries_named():
                raise LedgerError("There is nothing to copy. Correct NEWSDESK_LEDGER__URL or NEWSDESK_HOME.")
        with target.reading() as snapshot:
            filled, marked = bool(snapshot.libraries_named()), snapshot.fact(LEDGER_MARK)
        if filled and not replacing:
            raise LedgerError("There are articles where they are to be copied to. Add --replace to have these go.")
        discard_leftovers(source.home)
        with TemporaryDirectory(prefix=STAGING, dir=source.home) as folder:
            copy = Path(folder) / FILE_NAME
            source.copy_out(copy, progress)
            articles, revision = checked(copy)
            # With the articles and not before: two ledgers of one mark would drop each other's collections.
            revision = exchange(target, copy, revision, progress, handed={} if marked else _held_by_servers(source))
        with source.reading() as before, target.reading() as after:
            passages = before.passage_counts()
            if passages != after.passage_counts():
                raise LedgerError("Not all passages were copied. Run the command again with --replace.")
        return Migrated(articles, sum(passages.values()), revision, _remains(source))


def _remains(source: Ledger) -> str:
    """Say where what was copied still stands: what is forgotten from now on is not forgotten there."""
    if source.server:
        return f"{source.server.url} keeps all of it: drop the schema newsdesk there when it is not needed any more."
    return (
        f"{source.home / FILE_NAME} keeps all of it. Delete it with its -wal and -shm, or move them out of the data "
        "directory, before you use newsdesk forget: it searches there too."
    )


def _held_by_servers(source: Ledger) -> dict[str, str]:
    """Return what is noted of Chroma servers that hold the source: it is the same ledger in another place."""
    with source.reading() as snapshot:
        return {name: value for name in KEPT if (value := snapshot.fact(name))}
