"""Erase articles, and prove it: remove them, rewrite what held them, and search every file for what is left."""

import io
import json
import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import numpy as np

from index.article import Article
from index.condition import FOLDER, FOLLOWED, GENERATION, mark_dirty
from index.errors import LedgerError
from index.indexing import unless_busy
from index.keeping.holders import described, holders
from index.keeping.runs import Digests, digests_of, standing_in
from index.ledger import Ledger, LedgerBusy, Snapshot, Transaction
from index.ledger.rows import blob_of
from index.leftovers import discard_leftovers
from index.loading.naming import articles_named

ERASING = "erasing"  # fact: what has been removed and not yet been proven gone, "" if all has
PATIENCE_S = 10.0  # how long another process may read the ledger, and have Chroma's old files open
AGAIN_S = 0.5  # between two looks at these


@dataclass(frozen=True, slots=True)
class Erased:
    """Under which names articles were erased, and which names stood for none."""

    erased: tuple[str, ...]
    missing: tuple[str, ...]
    completed: bool = False  # whether an earlier erasure was proven with this one


@dataclass(frozen=True, slots=True)
class Pending:
    """What must not be found any more: runs of the removed texts and vectors, and Chroma's folders that held these.

    Digests of short runs tell something to who can guess the text. They are kept until the proof, no longer than
    the text itself may stand in a file beside them.
    """

    runs: Digests
    folders: tuple[str, ...]


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
    rebuilt, and is called again while another process has it open. `others` are texts that may stay though they share
    words with the articles: what people wrote themselves. What an earlier call could not prove gone is erased with
    them. Raise LedgerError if something is left, with the files that hold it and the processes to stop; the articles
    are removed all the same.
    """
    with unless_busy(ledger.home, patience_s):
        earlier = pending(ledger)
        erased = replace(remove(ledger, library, names), completed=earlier is not None)
        sought = pending(ledger)
        if sought is not None:
            discard_leftovers(ledger.home)
            compact(ledger, patience_s)
            _have_rebuilt(ledger.home, sought, follow, patience_s)
            prove(ledger, sought, others())
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


def pending(ledger: Ledger) -> Pending | None:
    """Return what has been removed and not yet been proven gone."""
    with ledger.reading() as snapshot:
        return noted(snapshot)


def noted(snapshot: Snapshot) -> Pending | None:
    """Return what the ledger notes as removed and not yet proven gone. Raise LedgerError if it cannot be read."""
    found = snapshot.fact(ERASING)
    if not found:
        return None
    try:
        fields = json.loads(found)
        runs: Digests = np.frombuffer(bytes.fromhex(fields["runs"]), dtype="<u8").astype(np.uint64)
        return Pending(runs, tuple(map(str, fields["folders"])))
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
        raise LedgerError(
            "What was named is removed, but it still stands in the ledger's write-ahead log, because another "
            f"process is reading it. {_stop(ledger.home)}"
        ) from error


def prove(ledger: Ledger, sought: Pending, others: Iterable[str] = ()) -> None:
    """Search every file of the data directory; note the erasure as done, or raise LedgerError with what is left."""
    left = traces(ledger.home, sought, held=digests_held(ledger, sought.runs, others))
    if left:
        named = ", ".join(str(path.relative_to(ledger.home)) for path in left[:5])
        more = f" and {len(left) - 5} more" if len(left) > 5 else ""
        raise LedgerError(
            f"The articles are removed, but something of them may still be read in {named}{more} "
            f"(in {ledger.home}). {_stop(ledger.home)}"
        )
    with ledger.writing() as transaction:
        transaction.set_fact(ERASING, "")


def traces(home: Path, sought: Pending, held: Digests) -> list[Path]:
    """Return the files that hold a run which nothing that remains has, cannot be read, or are Chroma's old ones."""
    runs = np.setdiff1d(sought.runs, held)
    old = {home / FOLDER / name for name in sought.folders}
    return [file for file in _files(home) if old & set(file.parents) or file in old or _holds(file, runs)]


def digests_held(ledger: Ledger, runs: Digests, others: Iterable[str] = ()) -> Digests:
    """Return which of the runs stand in what may stay: other articles with the same words, and other texts."""
    found = [runs[:0]]
    block = bytearray()
    for value in chain(ledger.values(), (text.encode() for text in others)):
        block += value + bytes(1)  # no run goes across two values
        if len(block) > 1 << 22:
            found.append(standing_in(io.BytesIO(block), runs))
            block.clear()
    return np.concatenate([*found, standing_in(io.BytesIO(block), runs)])


def _have_rebuilt(home: Path, sought: Pending, follow: Callable[[], object], patience_s: float) -> None:
    """Have Chroma rebuilt: by `follow`, or by the process that has it open, which does so at its next turn."""
    give_up = time.monotonic() + patience_s
    follow()
    while any((home / FOLDER / name).exists() for name in sought.folders) and time.monotonic() < give_up:
        time.sleep(AGAIN_S)
        follow()


def _values(transaction: Transaction, article: Article) -> Iterator[bytes]:
    """Yield all that tells what an article said."""
    for named in (article, *transaction.copies(article)):
        for text in (named.id, named.title, named.url):
            yield (text or "").encode()
    yield article.text.encode()
    for stored in transaction.passages(article):
        yield blob_of(stored.vector)


def _note(transaction: Transaction, texts: list[bytes], sought: Pending | None) -> None:
    generation = transaction.fact(GENERATION)
    folders = {*(sought.folders if sought else ()), *([generation] if generation else ())}
    runs = np.union1d(digests_of(texts), sought.runs) if sought else digests_of(texts)
    left = {"runs": runs.astype("<u8").tobytes().hex(), "folders": sorted(folders)}
    transaction.set_fact(ERASING, json.dumps(left))
    if transaction.fact(FOLLOWED):
        mark_dirty(transaction)  # Chroma keeps deleted vectors in its files until it is made anew


def _files(home: Path) -> Iterator[Path]:
    for folder, _, names in os.walk(home):
        yield from (Path(folder, name) for name in sorted(names))


def _holds(file: Path, runs: Digests) -> bool:
    """Say whether a file holds one of the runs; one that cannot be read may hold it."""
    try:
        descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as stream:
            return stat.S_ISREG(os.fstat(descriptor).st_mode) and standing_in(stream, runs).size > 0
    except FileNotFoundError:  # journals come and go
        return False
    except OSError:
        return not file.is_symlink()


def _stop(home: Path) -> str:
    found = described(holders(home))
    return (
        f"Stop {found}, then run the command again."
        if found
        else "Remove these files if they are not in use (a copy, a damaged ledger set aside), then run it again."
    )
