"""The damage campaign: spoil a settled Chroma in every way there is, ask questions, and count deaths and wrong answers.

Run it by `python tests/damage.py`. Every kind of damage is done to a fresh copy and met twice, each time by a process
of its own that stands for newsdesk: once as a command that waits for nothing, once as a bot or chat that prepares.
Questions must be answered as the exact search answers them (an approximate index may miss a few), and after preparing
every vector must be found by itself.
"""

import argparse
import json
import os
import pickle
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from fake_embeddings import FakeEmbeddings
from victim import text_of

from index import Follower, Indexer, Ledger, sound
from index.condition import folder_in_use, is_whole
from index.errors import VectorsError
from index.exact import ExactSearch
from index.ledger import Snapshot
from index.vectors import DATABASE, ChromaVectors

ARTICLES = 380  # about 2,200 passages
QUESTIONS = 50
LEAST_RECALL = 0.97  # @10; Chroma's own on these made-up vectors, which are far harder than real ones, is .98
TIME_LIMIT_S = 180
FILES = ("data_level0.bin", "header.bin", "index_metadata.pickle", "length.bin", "link_lists.bin", DATABASE)
NOBODY = 65534

Damage = Callable[[Path], None]  # done to Chroma's folder


@dataclass(slots=True)
class Met:
    """How a process fared: what told it of the damage, and what it answered."""

    detected: str = "nothing"
    recall: float = 0.0
    found: float = 0.0  # share of the vectors that are nearest to themselves
    died: str = ""

    @property
    def right(self) -> bool:
        """Say whether it lived and its answers were right."""
        return not self.died and self.recall >= LEAST_RECALL and self.found == 1.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one kind of damage was met by a command and by a process that prepares."""

    kind: str
    command: Met
    prepared: Met

    @property
    def right(self) -> bool:
        """Say whether both lived and answered, and every vector is found afterwards."""
        return self.command.right and self.prepared.right


def kinds() -> dict[str, Damage]:
    """Return every kind of damage by name."""
    changes: dict[str, Callable[[bytes], bytes]] = {
        "emptied": lambda held: b"",
        "cut in half": lambda held: held[: len(held) // 2],
        "less its last byte": lambda held: held[:-1],
        "with a byte too many": lambda held: held + b"\0",
        "zeroed at its head": lambda held: _zeroed(held, 0),
        "zeroed in the middle": lambda held: _zeroed(held, len(held) // 2),
        "zeroed at its tail": lambda held: _zeroed(held, len(held) * 9 // 10),
        "of random bytes": lambda held: random.Random(1).randbytes(len(held)),
        "with one bit flipped": lambda held: _flipped(held, 1),
        "with many bits flipped": lambda held: _flipped(held, 1 + len(held) // 500),
    }
    found = {
        f"{name} {how}": lambda folder, name=name, change=change: _change(_file(folder, name), change)
        for name in FILES
        for how, change in changes.items()
    }
    found |= {f"{name} deleted": lambda folder, name=name: _file(folder, name).unlink() for name in FILES}
    found["no damage at all"] = lambda folder: None
    return found | _OF_FOLDERS | {f"rows: {how}": _sql(statement) for how, statement in _STATEMENTS.items()}


def prepared_home(home: Path, articles: int = ARTICLES) -> Path:
    """Make a data directory with a settled Chroma over so many articles."""
    ledger = Ledger(home)
    fields = [{"id": str(number), "title": "Report", "text": text_of(number, 1)} for number in range(articles)]
    (home / "articles.jsonl").write_text("".join(json.dumps(each) + "\n" for each in fields))
    Indexer(ledger, FakeEmbeddings(most_tokens=60)).index("shared", [str(home / "articles.jsonl")])
    follower = Follower(ledger, sound)
    follower.prepare()
    follower.close()
    ledger.close()
    return home


def campaign(base: Path, work: Path, chosen: dict[str, Damage], *, show: bool = False) -> list[Outcome]:
    """Do each damage to copies of a data directory and return how it was met."""
    outcomes = []
    for kind, damage in chosen.items():
        met = []
        for role in ("command", "prepare"):
            home = Path(shutil.copytree(base, work / "home", symlinks=True))
            _spoil(home, damage)
            met.append(_met(home, role, kind))
            subprocess.run(["chmod", "-R", "u+rwX", home], check=True)
            shutil.rmtree(home)
        outcomes.append(Outcome(kind, *met))
        if show:
            print(_row(outcomes[-1]), flush=True)
    return outcomes


def table(outcomes: list[Outcome]) -> str:
    """Return all outcomes and their totals."""
    total = len(outcomes)
    counts = {
        "detected or harmless, answered right": sum(outcome.right for outcome in outcomes),
        "command: answers right": sum(outcome.command.right for outcome in outcomes),
        "command: no death": sum(not outcome.command.died for outcome in outcomes),
        "prepare: answers right": sum(outcome.prepared.right for outcome in outcomes),
        "prepare: no death": sum(not outcome.prepared.died for outcome in outcomes),
        "prepare: every vector found afterwards": sum(outcome.prepared.found == 1.0 for outcome in outcomes),
    }
    lines = [*map(_row, outcomes), "", *(f"{name:42}{count} of {total}" for name, count in counts.items())]
    return "\n".join([_HEAD, *lines])


_HEAD = (
    f"{'kind of damage':48}{'command: told by':22}{'recall':>7}  {'prepare: told by':22}{'recall':>7}{'found':>7}  died"
)


def _row(outcome: Outcome) -> str:
    command, prepared = outcome.command, outcome.prepared
    died = " ".join(filter(None, (command.died, prepared.died))) or "no"
    return (
        f"{outcome.kind:48}{command.detected:22}{command.recall:7.3f}  "
        f"{prepared.detected:22}{prepared.recall:7.3f}{prepared.found:7.3f}  {died}"
    )


def _met(home: Path, role: str, kind: str) -> Met:
    """Run the process that meets the damage; its death is told by its exit."""
    command = [sys.executable, __file__, "--meet", str(home), role]
    user = NOBODY if "permission" in kind and os.getuid() == 0 else None
    if user is not None:
        for path in [home, *home.rglob("*")]:
            os.chown(path, user, user, follow_symlinks=False)
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=TIME_LIMIT_S, check=False, user=user)
    except subprocess.TimeoutExpired:
        return Met(died="hung")
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [""])[-1]
        return Met(died=f"exit {done.returncode} {last[:80]}")
    return Met(**json.loads(done.stdout))


def _meet(home: Path, role: str) -> Met:
    """Ask as newsdesk does, and tell what was noticed."""
    ledger = Ledger(home)
    met = Met()
    with ledger.reading() as snapshot:
        if not is_whole(home, snapshot):
            met.detected = "the checksums"

    def probe(home: Path, folder: Path) -> bool:
        healthy = sound(home, folder)
        met.detected = met.detected if healthy else "the probe"
        return healthy

    follower = Follower(ledger, probe)
    opened = follower.prepare() if role == "prepare" else follower.open_if_clean()
    if not opened and met.detected == "nothing":
        met.detected = "opening"
    with ledger.reading() as snapshot:
        met.recall = _recall(snapshot, follower)
        met.found = _found(snapshot, follower, every=role == "prepare")
    if opened and not follower.following and met.detected == "nothing":
        met.detected = "the search"
    if role == "prepare" and not _holds_all(ledger, follower):
        met.found = min(met.found, 0.99)
    follower.close()
    ledger.close()
    return met


def _recall(snapshot: Snapshot, follower: Follower) -> float:
    questions = FakeEmbeddings().encode([f"question {number}" for number in range(QUESTIONS)])
    exact = ExactSearch()
    hits = 0
    for question in questions:
        wanted = {near.passage_id for near in exact.near(snapshot, "shared", question, 10)}
        hits += len(wanted & {near.passage_id for near in follower.near(snapshot, "shared", question, 50)})
    return hits / (10 * QUESTIONS)


def _found(snapshot: Snapshot, follower: Follower, *, every: bool) -> float:
    """Return the share of vectors that are found by themselves: of all, or of one in ten."""
    held = list(zip(*snapshot.vectors("shared"), strict=True))[:: 1 if every else 10]
    hits = sum(made in {near.passage_id for near in follower.near(snapshot, "shared", row, 3)} for made, row in held)
    return hits / len(held)


def _holds_all(ledger: Ledger, follower: Follower) -> bool:
    """Say whether Chroma holds what the ledger holds; where it may not be written, the exact search answers."""
    if not follower.following:
        return True
    with ledger.reading() as snapshot:
        folder, ids = folder_in_use(ledger.home, snapshot), set(snapshot.vectors("shared")[0])
    try:
        chroma = ChromaVectors(folder)  # the client that is open already
        return {made for _, made in chroma.keys()} == ids  # noqa: SIM118 - not a dict
    except VectorsError:
        return False


def _spoil(home: Path, damage: Damage) -> None:
    (folder,) = (home / "chroma").iterdir()
    damage(folder)


def _file(folder: Path, name: str) -> Path:
    return next(folder.rglob(name))


def _index_folder(folder: Path) -> Path:
    return _file(folder, "header.bin").parent


def _change(file: Path, change: Callable[[bytes], bytes]) -> None:
    file.write_bytes(change(file.read_bytes()))


def _zeroed(held: bytes, start: int) -> bytes:
    length = min(len(held) - start, max(1, len(held) // 10))
    return held[:start] + bytes(length) + held[start + length :]


def _flipped(held: bytes, bits: int) -> bytes:
    changed = bytearray(held)
    for at in random.Random(2).sample(range(len(held) * 8), bits):
        changed[at // 8] ^= 1 << at % 8
    return bytes(changed)


def _swap(folder: Path, one: str, other: str) -> None:
    first, second = _file(folder, one), _file(folder, other)
    held = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(held)


def _emptied(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()


def _linked(file: Path, target: Path) -> None:
    file.unlink()
    file.symlink_to(target)


def _foreign_database(folder: Path) -> None:
    (folder / DATABASE).unlink()
    connection = sqlite3.connect(folder / DATABASE)
    connection.execute("CREATE TABLE collections (word TEXT)")
    connection.commit()
    connection.close()


def _folder_for_file(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _rename(path: Path, other: Path) -> None:
    path.rename(other)


def _add(file: Path, content: bytes) -> None:
    file.write_bytes(content)


def _sql(statement: str) -> Damage:
    def damage(folder: Path) -> None:
        connection = sqlite3.connect(folder / DATABASE)
        connection.executescript(statement)
        connection.commit()
        connection.close()

    return damage


_OF_FOLDERS: dict[str, Damage] = {
    "folder deleted": shutil.rmtree,
    "folder emptied": _emptied,
    "folder of the index deleted": lambda folder: shutil.rmtree(_index_folder(folder)),
    "folder of the index emptied": lambda folder: _emptied(_index_folder(folder)),
    "folder of the index under another name": lambda folder: _rename(_index_folder(folder), folder / "x"),
    "two files swapped": lambda folder: _swap(folder, "data_level0.bin", "link_lists.bin"),
    "database and index swapped": lambda folder: _swap(folder, "data_level0.bin", DATABASE),
    "a foreign pickle": lambda folder: _change(
        _file(folder, "index_metadata.pickle"), lambda held: pickle.dumps({"dimensionality": 3, "id_to_label": [1]})
    ),
    "a foreign database": _foreign_database,
    "a folder in place of the database": lambda folder: _folder_for_file(folder / DATABASE),
    "a folder in place of an index file": lambda folder: _folder_for_file(_file(folder, "header.bin")),
    "an index file linked to nothing": lambda folder: _linked(_file(folder, "length.bin"), folder / "nowhere"),
    "an index file linked to itself": lambda folder: _linked(_file(folder, "link_lists.bin"), Path("link_lists.bin")),
    "an index file linked to a device": lambda folder: _linked(_file(folder, "data_level0.bin"), Path("/dev/null")),
    "no permission for the folder": lambda folder: folder.chmod(0),
    "no permission for an index file": lambda folder: _file(folder, "data_level0.bin").chmod(0),
    "no permission for the database": lambda folder: (folder / DATABASE).chmod(0),
    "no permission to write the database": lambda folder: (folder / DATABASE).chmod(0o400),
    "a journal in place of the database": lambda folder: _rename(folder / DATABASE, folder / f"{DATABASE}-journal"),
    "a foreign journal": lambda folder: _add(folder / f"{DATABASE}-journal", random.Random(3).randbytes(20_000)),
    "a foreign write-ahead log": lambda folder: _add(folder / f"{DATABASE}-wal", random.Random(4).randbytes(20_000)),
    "foreign files": lambda folder: _add(_index_folder(folder) / "notes.txt", b"nothing"),
}
_STATEMENTS = {
    "some passages removed": "DELETE FROM embeddings WHERE id % 3 = 0",
    "all passages removed": "DELETE FROM embeddings",
    "ids changed": "UPDATE embeddings SET embedding_id = 'x' || embedding_id WHERE id % 2 = 0",
    "the newest vectors removed": "DELETE FROM embeddings_queue",
    "the newest vectors changed": "UPDATE embeddings_queue SET vector = randomblob(length(vector))",
    "the newest vectors cut short": "UPDATE embeddings_queue SET vector = substr(vector, 1, 16)",
    "progress forgotten": "DELETE FROM max_seq_id",
    "progress too far": "UPDATE max_seq_id SET seq_id = 1000000",
    "segments removed": "DELETE FROM segments",
    "collections removed": "DELETE FROM collections",
    "dimension changed": "UPDATE collections SET dimension = 3",
    "configuration changed": "UPDATE collections SET config_json_str = '{'",
    "a table dropped": "DROP TABLE embeddings_queue",
}


def _chosen(words: list[str]) -> Iterator[tuple[str, Damage]]:
    """Yield the kinds with one of the words, all if there is none; those that cannot be met here are named."""
    for kind, damage in kinds().items():
        if words and not any(word in kind for word in words):
            continue
        if "permission" in kind and not _can_be_nobody():
            print(f"{kind:48}not done: nobody else can run this interpreter", flush=True)
            continue
        yield kind, damage


@cache
def _can_be_nobody() -> bool:
    """Say whether a process of a user without rights can be made; root itself is stopped by no permissions."""
    if os.getuid() != 0:
        return True
    try:
        return subprocess.run([sys.executable, "-c", "import chromadb"], user=NOBODY, check=False).returncode == 0
    except PermissionError:
        return False


def main(arguments: list[str]) -> int:
    """Exit 0 if every kind of damage was detected or harmless."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", nargs="*", help="only the kinds with one of these words")
    parser.add_argument("--meet", nargs=2, metavar=("HOME", "ROLE"), help="be the process that meets a damage")
    options = parser.parse_args(arguments)
    if options.meet:
        print(json.dumps(asdict(_meet(Path(options.meet[0]), options.meet[1]))))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # for the processes that run as nobody
        base = prepared_home(Path(folder, "base"))
        outcomes = campaign(base, Path(folder), dict(_chosen(options.words)), show=True)
    print(f"\n{table(outcomes)}")
    for outcome in outcomes:
        if not outcome.right:
            print(f"not right: {outcome}")
    return 0 if all(outcome.right for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
