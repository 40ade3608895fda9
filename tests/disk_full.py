"""The full-disk campaign: let the disk run full at ever other points, ask, give space back, and check what became.

Run it by `python tests/disk_full.py`, as root on Linux: each data directory lies on a small disk in memory (tmpfs) of
its own. On each, a process indexes until the disk is full and lets Chroma follow; another asks for what was stored, as
a command does; then the disk grows, and a third indexes again and checks everything. Each may fail only as newsdesk's
own errors, which say what to do. Wedged is what hangs, ends otherwise, does not answer or does not recover.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from fake_embeddings import FakeEmbeddings
from victim import text_of

from index import Article, Follower, HybridSearch, Indexer, Ledger, sound
from index.condition import folder_in_use
from index.errors import IndexingError
from index.vectors import ChromaVectors

ARTICLES = 250  # some 1,500 passages, so that Chroma writes its index files
SMALLEST_KIB, LARGEST_KIB = 64, 22_000
ROOM_KIB = 65_536  # after the disk has grown
TIME_LIMIT_S = 180
NAMES = ("fill", "ask", "recover")


@dataclass(slots=True)
class Phase:
    """How a process fared: its steps and how each ended, and what it counted."""

    steps: dict[str, str] = field(default_factory=dict)
    stored: int = 0
    answered: int = 0
    lost: int = 0
    wedged: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How newsdesk fared on one disk."""

    kib: int
    phases: dict[str, Phase]

    @property
    def wedged(self) -> list[str]:
        """Return what went wrong in a way that it must not."""
        phases = self.phases
        found = [f"{name}: {phase.wedged}" for name, phase in phases.items() if phase.wedged]
        if phases["ask"].answered < phases["ask"].stored:
            found.append(f"ask: {phases['ask'].answered} of {phases['ask'].stored} answered")
        if phases["recover"].lost or phases["recover"].stored != ARTICLES:
            found.append(f"recover: {phases['recover']}")
        return found


def sizes(count: int) -> list[int]:
    """Return sizes of disks in KiB, evenly on a scale of factors, in whole pages."""
    factor = (LARGEST_KIB / SMALLEST_KIB) ** (1 / max(1, count - 1))
    return [round(SMALLEST_KIB * factor**at / 4) * 4 for at in range(count)]


def can_mount() -> bool:
    """Say whether this process may mount a disk in memory."""
    if sys.platform != "linux" or os.getuid() != 0:
        return False
    with tempfile.TemporaryDirectory() as folder:
        try:
            with disk(Path(folder), 64):
                return True
        except subprocess.CalledProcessError:
            return False


@contextmanager
def disk(place: Path, kib: int, files: int = 0) -> Iterator[Path]:
    """Mount a disk in memory for the length of a block; it holds so many files, if a number is given."""
    size = f"size={kib}k,mode=700" + (f",nr_inodes={files}" if files else "")
    subprocess.run(["mount", "-t", "tmpfs", "-o", size, "newsdesk-test", place], check=True, capture_output=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)


def campaign(work: Path, kibs: list[int], *, show: bool = False) -> list[Outcome]:
    """Fill disks of these sizes, one after the other."""
    write_source(work)
    outcomes = []
    for kib in kibs:
        place = work / f"disk-{kib}"
        place.mkdir()
        phases = {}
        with disk(place, kib):
            for name in NAMES:
                if name == "recover":
                    subprocess.run(["mount", "-o", f"remount,size={ROOM_KIB}k", place], check=True)
                phases[name] = _run(name, place, work)
        outcomes.append(Outcome(kib, phases))
        if show:
            print(_row(outcomes[-1]), flush=True)
    return outcomes


def table(outcomes: list[Outcome]) -> str:
    """Return all outcomes and their total."""
    wedged = sum(bool(outcome.wedged) for outcome in outcomes)
    return "\n".join([_HEAD, *map(_row, outcomes), "", f"{len(outcomes)} disks, wedged {wedged}"])


_HEAD = (
    f"{'disk KiB':>8}  {'stored':>6}  {'index':16}{'follow':16}{'asked by':16}{'answered':>9}  "
    f"{'index again':12}{'follow again':13}{'stored':>6}{'lost':>6}"
)


def _row(outcome: Outcome) -> str:
    fill, ask, recover = (outcome.phases[name] for name in NAMES)
    return (
        f"{outcome.kib:8}  {fill.stored:6}  {fill.steps.get('index', 'not begun'):16}"
        f"{fill.steps.get('follow', 'not begun'):16}{ask.steps.get('open', 'not begun'):16}"
        f"{ask.answered:4}/{ask.stored:4}  {recover.steps.get('index', ''):12}{recover.steps.get('follow', ''):13}"
        f"{recover.stored:6}{recover.lost:6}  {'; '.join(outcome.wedged)}"
    )


def write_source(work: Path) -> Path:
    """Write the articles beside the disks."""
    source = work / "articles.jsonl"
    fields = [{"id": str(number), "title": "Report", "text": text_of(number, 1)} for number in range(ARTICLES)]
    source.write_text("".join(json.dumps(each) + "\n" for each in fields))
    return source


def _run(name: str, place: Path, work: Path) -> Phase:
    """Run a phase in a process of its own. Its report is written beside the disk."""
    command = [sys.executable, __file__, "--phase", name, str(place), str(work)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=TIME_LIMIT_S, check=False)
    except subprocess.TimeoutExpired:
        return Phase(wedged="hung")
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [""])[-1]
        return Phase(wedged=f"ended with {done.returncode}: {last[:200]}")
    return Phase(**json.loads(done.stdout))


def _try(phase: Phase, step: str, do: Callable[[], object]) -> object:
    """Take a step and note how it ended; only newsdesk's own errors may end it, and must say what to do."""
    try:
        result = do()
    except IndexingError as error:
        phase.steps[step] = type(error).__name__
        if step == "index" and not str(error).endswith("."):
            phase.wedged = f"{step}: no remedy in {error}"
        return None
    except OSError as error:
        phase.steps[step] = type(error).__name__
        phase.wedged = f"{step}: {type(error).__name__} {error}"
        return None
    phase.steps[step] = "done"
    return result


def _fill(home: Path, source: Path) -> Phase:
    phase = Phase()
    ledger = _try(phase, "open", lambda: Ledger(home))
    if not isinstance(ledger, Ledger):
        return phase
    _try(phase, "index", lambda: Indexer(ledger, FakeEmbeddings(most_tokens=60)).index("shared", [str(source)]))
    follower = Follower(ledger, sound)
    _try(phase, "follow", follower.prepare)
    phase.stored = len(_stored(ledger, phase))
    follower.close()
    ledger.close()
    return phase


def _ask(home: Path, source: Path) -> Phase:
    phase = Phase()
    ledger = _try(phase, "ledger", lambda: Ledger(home))
    if not isinstance(ledger, Ledger):
        phase.steps["open"] = phase.steps["ledger"]
        return phase
    articles = _stored(ledger, phase)
    phase.stored = len(articles)
    follower = Follower(ledger, sound)
    opened = _try(phase, "open", follower.open_if_clean)
    if phase.steps["open"] == "done":
        phase.steps["open"] = "Chroma" if opened else "exact search"
    search = HybridSearch(ledger, FakeEmbeddings(most_tokens=60), follower)
    for article in articles:
        word = article.text.split()[0]
        found = _try(phase, "question", lambda word=word: search.find(("shared",), f"What about {word}?", 10).hits)
        phase.answered += any(hit.article.id == article.id for hit in found or ())
    follower.close()
    ledger.close()
    return phase


def _recover(home: Path, source: Path) -> Phase:
    phase = Phase()
    ledger = Ledger(home)
    before = {article.id for article in _stored(ledger, phase)}
    follower = Follower(ledger, sound)
    _try(phase, "index", lambda: Indexer(ledger, FakeEmbeddings(most_tokens=60)).index("shared", [str(source)]))
    _try(phase, "follow", follower.prepare)
    after = _stored(ledger, phase)
    phase.stored = len(after)
    phase.lost = len(before - {article.id for article in after}) + _unfound(ledger, follower)
    phase.lost += sum(article.text != text_of(int(article.id), 1) for article in after)
    follower.close()
    ledger.close()
    return phase


def _stored(ledger: Ledger, phase: Phase) -> list[Article]:
    def read() -> list[Article]:
        with ledger.reading() as snapshot:
            return list(snapshot.articles("shared"))

    found = _try(phase, "read", read)
    return found if isinstance(found, list) else []


def _unfound(ledger: Ledger, follower: Follower) -> int:
    """Return how many passages are not found by their own vectors, or not in Chroma, or in Chroma alone."""
    with ledger.reading() as snapshot:
        ids, vectors = snapshot.vectors("shared")
        folder = folder_in_use(ledger.home, snapshot)
        nearest = [follower.near(snapshot, "shared", vector, 3) for vector in vectors]
    missed = sum(made not in {near.passage_id for near in got} for made, got in zip(ids, nearest, strict=True))
    if not follower.following:
        return missed + 1
    held = {made for _, made in ChromaVectors(folder).keys()}  # noqa: SIM118 - not a dict
    return missed + len(held ^ set(ids))


_PHASES = {"fill": _fill, "ask": _ask, "recover": _recover}


def main(arguments: list[str]) -> int:
    """Exit 0 if nothing was wedged."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--disks", type=int, default=20)
    parser.add_argument("--phase", nargs=3, metavar=("NAME", "DISK", "WORK"), help="be the process of a phase")
    options = parser.parse_args(arguments)
    if options.phase:
        name, place, work = options.phase
        print(json.dumps(asdict(_PHASES[name](Path(place, "home"), Path(work, "articles.jsonl")))))
        return 0
    if not can_mount():
        print("Only root on Linux can mount the disks that this needs.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        outcomes = campaign(Path(folder), sizes(options.disks), show=True)
    print(f"\n{table(outcomes)}")
    return 1 if any(outcome.wedged for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
