"""Erase articles, and prove it: remove them, rewrite what held them, and search every file for what is left."""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from index.article import Article
from index.condition import (
    FOLDER,
    FOLLOWED,
    GENERATION,
    folder_in_use,
    followed_revision,
    is_marked,
    is_served,
    mark_dirty,
)
from index.errors import LedgerError, VectorsError
from index.indexing import unless_busy
from index.keeping.erased import note_erasure
from index.keeping.holders import EVERYBODY, described, holders, remedy
from index.keeping.runs import Digests, digests_of
from index.keeping.traces import Sought, digests_held, traces
from index.ledger import Ledger, LedgerBusy, Snapshot, Transaction
from index.ledger.rows import blob_of
from index.left_servers import drop_left
from index.leftovers import discard_leftovers
from index.loading.naming import articles_named

ERASING = "erasing"  # fact: what has been removed and not yet been proven gone, "" if all has
PATIENCE_S = 10.0  # how long another process may read the ledger, and have Chroma's old files open
AGAIN_S = 0.5  # between two looks at these
MOST_REBUILDS = 5  # of Chroma, one after the other, for what its new files hold


@dataclass(frozen=True, slots=True)
class Erased:
    """Under which names articles were erased, and which names stood for none."""

    erased: tuple[str, ...]
    missing: tuple[str, ...]
    completed: bool = False  # whether an earlier erasure was proven with this one


def erase(
    ledger: Ledger,
    library: str,
    names: Sequence[str],
    follow: Callable[[], object],
    *,
    patience_s: float = PATIENCE_S,
    others: Callable[[], Iterable[str]] = tuple,
) -> Erased:
    """Erase articles and prove that nothing of them is left in the data directory.

    Names are ids, or URLs of one or more articles; copies go with what they are copies of. `follow` has Chroma
    rebuilt, or a server remove the vectors, and is called again while another process has it open. `others` are texts
    that may stay though they share words with the articles: what people wrote themselves. What an earlier call could
    not prove gone is erased with them. Raise LedgerError if something is left, with the files that hold it and the
    processes to stop, or with the servers, also those that were in use before; the articles are removed all the same.
    """
    with unless_busy(ledger, patience_s):
        earlier = pending(ledger)
        erased = replace(remove(ledger, library, names), completed=earlier is not None)
        sought = pending(ledger)
        if sought is not None:
            discard_leftovers(ledger.home)
            compact(ledger, patience_s)
            conclude(ledger, _left(ledger, sought, follow, others, patience_s), drop_left(ledger))
    return erased


def remove(ledger: Ledger, library: str, names: Sequence[str]) -> Erased:
    """Remove articles and their copies, note what must not be found any more, and have Chroma rebuilt."""
    wanted = list(dict.fromkeys(names))
    with ledger.writing() as transaction:
        sought = noted(transaction)
        found = {name: articles_named(transaction, library, name) for name in wanted}
        articles = list({article.id: article for named in found.values() for article in named}.values())
        texts = [value for article in articles for value in _values(transaction, article)]
        for article in articles:
            for named in (*transaction.copies(article), article):  # a copy would keep the text
                transaction.withhold_errors(library, (named.id, named.title, named.url or "", named.location or ""))
                sources = transaction.sources_of(named)
                transaction.remove(library, named.id)
                for source in sources:  # or it would come back by itself
                    if not transaction.holds_any_from(library, source):
                        transaction.drop_source(library, source)
        if articles or sought:
            transaction.purge_words()
            _note(transaction, texts, sought)
        if articles:
            note_erasure(transaction)
    return Erased(tuple(name for name in wanted if found[name]), tuple(name for name in wanted if not found[name]))


def drop_sources(ledger: Ledger, library: str, sources: Sequence[str], patience_s: float = PATIENCE_S) -> None:
    """Stop refreshing sources, and leave in no file what was noted of them; their articles stay.

    Raise LedgerError if another process keeps reading the ledger. The next erasure completes it.
    """
    with ledger.writing() as transaction:
        unproven = bool(transaction.fact(ERASING))
        for source in sources:
            transaction.drop_source(library, source)
        if sources and not unproven:
            transaction.set_fact(ERASING, json.dumps({"runs": "", "folders": []}))
    if sources and not unproven:
        compact(ledger, patience_s)
        with ledger.writing() as transaction:
            transaction.set_fact(ERASING, "")


def pending(ledger: Ledger) -> Sought | None:
    """Return what has been removed and not yet been proven gone."""
    with ledger.reading() as snapshot:
        return noted(snapshot)


def noted(snapshot: Snapshot) -> Sought | None:
    """Return what the ledger notes as removed and not yet proven gone. Raise LedgerError if it cannot be read."""
    found = snapshot.fact(ERASING)
    if not found:
        return None
    try:
        fields = json.loads(found)
        runs: Digests = np.frombuffer(bytes.fromhex(fields["runs"]), dtype="<u8").astype(np.uint64)
        return Sought(runs, tuple(map(str, fields["folders"])))
    except (ValueError, TypeError, LookupError) as error:
        raise LedgerError(
            "The ledger is damaged: what it notes of an erasure cannot be read. Bring back a backup (newsdesk restore "
            "FILE), then forget again what must be gone."
        ) from error


def compact(ledger: Ledger, patience_s: float = PATIENCE_S) -> None:
    """Rewrite the ledger's file without what was removed. Raise LedgerError naming who keeps it from being done."""
    try:
        ledger.compact(patience_s)
    except LedgerBusy as error:
        if ledger.server:
            raise LedgerError(
                "What was named is removed, but it still stands in the tables of the server, because a transaction "
                f"that began before is still open there. Stop {EVERYBODY}, on every machine, or end what else "
                "pg_stat_activity shows in this database, then run the command again."
            ) from error
        raise LedgerError(
            "What was named is removed, but it still stands in the ledger's write-ahead log, because another "
            f"process is reading it. {remedy(ledger.home)}"
        ) from error


def conclude(ledger: Ledger, left: Sequence[Path], servers: Sequence[str] = ()) -> None:
    """Note an erasure as proven, or raise LedgerError with the files or servers in which something is left."""
    if left:
        named = ", ".join(str(path.relative_to(ledger.home)) for path in left[:5])
        more = f" and {len(left) - 5} more" if len(left) > 5 else ""
        raise LedgerError(
            f"The articles are removed, but something of them may still be read in {named}{more} "
            f"(in {ledger.home}). {remedy(ledger.home, left, served=ledger.server is not None)}"
        )
    if servers:
        raise LedgerError(
            f"The articles are removed, but vectors of them may still be on {' and '.join(servers)}, which was in use "
            f"before and drops nothing now. Start it, then run newsdesk forget again; if it is no more or emptied by "
            f"hand, newsdesk forget {' '.join(servers)} first."
        )
    with ledger.writing() as transaction:
        transaction.set_fact(ERASING, "")


def _left(
    ledger: Ledger, sought: Sought, follow: Callable[[], object], others: Callable[[], Iterable[str]], patience_s: float
) -> list[Path]:
    """Have Chroma rebuilt, and return the files of the data directory in which something is left.

    The library that writes Chroma's files leaves in them what its memory held where it has no vectors yet, in a long
    process perhaps what was erased. They are made anew then: other memory is used.
    """
    left: list[Path] = []
    old = [ledger.home / FOLDER / name for name in sought.folders]
    for _ in range(MOST_REBUILDS):
        rebuilt = _are_gone(ledger, old, follow, patience_s)
        left = traces(ledger.home, sought, held=digests_held(ledger, sought.runs, others()))
        with ledger.reading() as snapshot:
            current = folder_in_use(ledger.home, snapshot)
        if not (rebuilt and any(current in file.parents for file in left)):
            break
        old = [current]
        with ledger.writing() as transaction:
            mark_dirty(transaction)
    return left


def _are_gone(ledger: Ledger, folders: Sequence[Path], follow: Callable[[], object], patience_s: float) -> bool:
    """Have Chroma rebuilt, and say whether these folders of it are gone. Raise LedgerError if a server keeps vectors.

    `follow` sees to it, or the process that has it open, which does so at its next turn.
    """
    give_up = time.monotonic() + patience_s
    left = ""
    while True:
        try:
            follow()
        except VectorsError as error:
            if not _on_server(ledger):
                raise
            left = str(error)
        there, served = any(folder.exists() for folder in folders), _on_server(ledger)
        if not (there or served) or left or time.monotonic() > give_up:
            break
        time.sleep(AGAIN_S)
    if served:
        raise LedgerError(
            "The articles are removed, but the Chroma server still holds vectors of them. "
            + (left or f"Stop {described(holders(ledger.home)) or EVERYBODY}.")
            + " Then run newsdesk forget again."
        )
    return not there


def _on_server(ledger: Ledger) -> bool:
    """Say whether a server has yet to remove something. Nobody indexes meanwhile, so nothing else is to follow."""
    with ledger.reading() as snapshot:
        return is_served(snapshot) and (is_marked(snapshot) or followed_revision(snapshot) < snapshot.revision)


def _values(transaction: Transaction, article: Article) -> Iterator[bytes]:
    """Yield all that tells what an article said."""
    for named in (article, *transaction.copies(article)):
        for text in (named.id, named.title, named.url):
            yield (text or "").encode()
    yield article.text.encode()
    for stored in transaction.passages(article):
        yield blob_of(stored.vector)


def _note(transaction: Transaction, texts: list[bytes], sought: Sought | None) -> None:
    # A server follows the change log as ever: new collections would rid its files of nothing, and fill them again.
    generation, served = transaction.fact(GENERATION), is_served(transaction)
    folders = {*(sought.folders if sought else ()), *([generation] if generation and not served else ())}
    runs = np.union1d(digests_of(texts), sought.runs) if sought else digests_of(texts)
    left = {"runs": runs.astype("<u8").tobytes().hex(), "folders": sorted(folders)}
    transaction.set_fact(ERASING, json.dumps(left))
    if not served and (transaction.fact(FOLLOWED) or generation):
        mark_dirty(transaction)  # Chroma keeps deleted vectors in its files until it is made anew
