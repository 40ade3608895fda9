"""The durability campaign: kill newsdesk while it indexes, start it again, and count what was lost.

Run it by `make kills`. Most kills are aimed at the moment in which Chroma persists its HNSW files, which it writes in
place: the campaign watches them and kills within milliseconds of the first change. The rest fall at random moments.
After each kill the next start answers a question at once, repairs what there is to repair, and checks everything that
had been acknowledged before the kill; see `victim.py`.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from itertools import chain
from pathlib import Path
from queue import Empty, Queue

from persisting import Watch
from victim import Acknowledged, Checked, order

VICTIM = Path(__file__).with_name("victim.py")
ARTICLES, REAL_ARTICLES = 200, 6
AIMED = 2 / 3  # of the kills; not every one hits
REBUILDING = 1 / 5  # of the kills fall into a rebuild
RESTORING = 2 / 5  # of the kills at random moments fall into a restore
START_S, PERSIST_S = 120.0, 20.0  # the longest waits for a start, and for Chroma to persist
LONGEST_PERSIST_S = 0.006
MOST_KILLS = 15  # where it is gone on until one falls into a persist
POLL_S = 0.0004
FAULTS = ("lost", "torn", "orphaned", "unanswered")


class VictimError(Exception):
    """Say that a victim ended by itself or hung."""


@dataclass(slots=True)
class Tally:
    """What a campaign counted."""

    kills: int = 0
    aimed: int = 0
    inside: int = 0  # kills while Chroma was persisting
    rebuilding: int = 0
    restoring: int = 0
    starts: int = 0
    rebuilt: int = 0
    answered_by: Counter[str] = field(default_factory=Counter)
    rounds: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def take(self, checked: Checked) -> None:
        """Count what a start found."""
        self.starts += 1
        self.rebuilt += checked.rebuilt
        self.answered_by[checked.answered_by] += 1
        self.faults.update({fault: len(getattr(checked, fault)) for fault in FAULTS})

    @property
    def passed(self) -> bool:
        """Say whether nothing was wrong."""
        return not any(self.faults.values())


@dataclass(frozen=True, slots=True)
class Plan:
    """How one victim is to die."""

    aimed: bool
    work: str  # what it does when it is killed: "index", "rebuild" or "restore"
    stored_first: bool  # whether it lives until it has stored something
    wait_s: float  # before the kill, or before looking for a persist
    delay_s: float  # from the first sign of a persist


def campaign(
    home: Path,
    kills: int,
    seed: int,
    *,
    real: bool = False,
    sample: int | None = None,
    show: bool = False,
    aim_on: bool = False,
) -> Tally:
    """Kill `kills` victims in turn that share a data directory, and check what each leaves behind.

    With `sample`, only so many passages are looked for by their vectors and words. With `aim_on`, further kills follow,
    up to MOST_KILLS in all, until one has fallen into a persist: on a busy machine the aim misses more often. Raise
    VictimError if a victim ends by itself.
    """
    chance = random.Random(seed)
    acknowledged = Acknowledged(REAL_ARTICLES if real else ARTICLES)
    tally = Tally()
    started = time.monotonic()
    further = _until_inside(tally) if aim_on else ()
    for plan in chain(_plans(chance, kills, real), further, [None]):
        options = ["--work", plan.work if plan else "none", *(["--real"] if real else [])]
        options += [] if sample is None else ["--sample", str(sample)]
        with _victim(home, acknowledged, options) as victim:
            checked = victim.checked()
            tally.take(checked)
            hit = plan is not None and _killed_by_plan(victim, home, plan)
        if plan:
            tally.kills += 1
            tally.aimed += plan.aimed
            tally.inside += hit
            tally.rebuilding += plan.work == "rebuild"
            tally.restoring += plan.work == "restore"
        if show:
            _show(tally, kills, plan, checked, hit)
    tally.rounds = acknowledged.began
    tally.seconds = time.monotonic() - started
    return tally


def table(tallies: dict[str, Tally]) -> str:
    """Return the figures of campaigns by name, side by side."""
    columns = list(tallies.values())
    rows = {
        "kills": [tally.kills for tally in columns],
        "  aimed at Chroma's persist": [tally.aimed for tally in columns],
        "  inside a persist": [tally.inside for tally in columns],
        "  while rebuilding": [tally.rebuilding for tally in columns],
        "  while restoring a backup": [tally.restoring for tally in columns],
        "rounds of indexing begun": [tally.rounds for tally in columns],
        "starts, all checked": [tally.starts for tally in columns],
        "  answered at once by Chroma": [tally.answered_by["Chroma"] for tally in columns],
        "  answered at once exactly": [tally.answered_by["the exact search"] for tally in columns],
        "  rebuilt Chroma": [tally.rebuilt for tally in columns],
        "seconds": [round(tally.seconds) for tally in columns],
        **{fault: [tally.faults[fault] for tally in columns] for fault in FAULTS},
    }
    head = f"{'':30}" + "".join(f"{name:>16}" for name in tallies)
    return "\n".join([head, *(f"{name:30}" + "".join(f"{cell:>16}" for cell in row) for name, row in rows.items())])


class _Victim:
    """A running victim; its acknowledgements are taken down as they come."""

    def __init__(self, process: subprocess.Popen[str], acknowledged: Acknowledged, log: Path) -> None:
        self._process = process
        self._acknowledged = acknowledged
        self._log = log
        self._lines: Queue[str] = Queue()
        self._has_stored = threading.Event()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def checked(self) -> Checked:
        """Wait for the victim's own findings."""
        return Checked(**json.loads(self._line("checked")))

    def await_work(self) -> None:
        """Wait until it has begun to index or to rebuild."""
        self._line("working")

    def await_stored(self) -> None:
        """Wait until it has stored an article. Raise VictimError if it stores none."""
        if not self._has_stored.wait(START_S):
            raise VictimError(f"A victim stored nothing in time:\n{self._log.read_text()[-3000:]}")

    @property
    def alive(self) -> bool:
        """Say whether it still runs."""
        return self._process.poll() is None

    def kill(self) -> None:
        """Kill it with SIGKILL. Raise VictimError if it had ended by itself."""
        if not self.alive:
            raise VictimError(
                f"A victim ended by itself ({self._process.returncode}):\n{self._log.read_text()[-3000:]}"
            )
        self._process.kill()
        self._process.wait()

    def end(self) -> None:
        """Wait for its end and for its last words."""
        self._process.wait(START_S)
        self._reader.join()
        if self._process.stdout:
            self._process.stdout.close()

    def _line(self, word: str) -> str:
        try:
            said = self._lines.get(timeout=START_S)
        except Empty:
            said = "nothing in time"
        if not said.startswith(word):
            raise VictimError(f"A victim said {said!r} instead of {word!r}:\n{self._log.read_text()[-3000:]}")
        return said.removeprefix(word).strip()

    def _read(self) -> None:
        stored = self._acknowledged.stored
        in_round: list[int] = []
        for line in self._process.stdout or ():
            if not line.endswith("\n"):
                break  # killed in the middle of a word
            word, *rest = line.split(maxsplit=1)
            numbers = [int(number) for number in rest[0].split()] if word in ("round", "stored", "indexed") else []
            if word == "round":
                self._acknowledged.began = numbers[0]
                in_round = order(numbers[0], self._acknowledged.articles)
            elif word == "stored":
                stored.update(dict.fromkeys(in_round[: numbers[1]], numbers[0]))
                if numbers[1]:
                    self._has_stored.set()
            elif word == "indexed":
                stored.update(dict.fromkeys(range(self._acknowledged.articles), numbers[0]))
            else:
                self._lines.put(line)
        self._lines.put("nothing more")


@contextmanager
def _victim(home: Path, acknowledged: Acknowledged, options: list[str]) -> Iterator[_Victim]:
    told = home.with_suffix(".json")
    told.write_text(json.dumps(asdict(acknowledged)))
    command = [sys.executable, str(VICTIM), str(home), str(told), *options]
    log = home.with_suffix(".log")
    with log.open("w") as errors:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True)
    victim = _Victim(process, acknowledged, log)
    try:
        yield victim
    except BaseException:
        process.kill()
        raise
    finally:
        victim.end()


def _plans(chance: random.Random, kills: int, real: bool) -> Iterator[Plan]:
    for number in range(kills):
        aimed = not real and (number + 1) * AIMED // 1 > number * AIMED // 1
        work = "rebuild" if number and chance.random() < REBUILDING else "index"
        if number and not aimed and chance.random() < RESTORING:
            work = "restore"
        stored_first = real and work == "index"  # the model takes seconds to load, and nothing happens meanwhile
        wait_s = chance.uniform(0, 0.5 if aimed or real else 1.5)
        yield Plan(aimed, work, stored_first, wait_s, chance.uniform(0, LONGEST_PERSIST_S))


def _until_inside(tally: Tally) -> Iterator[Plan]:
    """Yield aimed plans until a kill fell into a persist."""
    while not tally.inside and tally.kills < MOST_KILLS:
        yield Plan(aimed=True, work="index", stored_first=False, wait_s=0.0, delay_s=0.0)


def _killed_by_plan(victim: _Victim, home: Path, plan: Plan) -> bool:
    """Kill the victim at its moment; return whether Chroma was persisting."""
    victim.await_work()
    if plan.stored_first:
        victim.await_stored()
    watch = Watch(home)
    until = time.monotonic() + plan.wait_s
    while time.monotonic() < until and victim.alive:
        watch.look()
        time.sleep(POLL_S)
    if plan.aimed:
        until = time.monotonic() + PERSIST_S
        while time.monotonic() < until and victim.alive and not watch.look():
            time.sleep(POLL_S)
        time.sleep(plan.delay_s)
    victim.kill()
    return watch.died_inside()


def _show(tally: Tally, kills: int, plan: Plan | None, checked: Checked, hit: bool) -> None:
    death = "the last start, not killed"
    if plan:
        aim = "aimed at the persist" if plan.aimed else "at a random moment"
        death = f"kill {tally.kills}/{kills} {aim}{', inside it' if hit else ''}, work: {plan.work}"
    found = ", ".join(f"{fault} {len(getattr(checked, fault))}" for fault in FAULTS)
    state = "Chroma rebuilt" if checked.rebuilt else "Chroma kept"
    print(f"answered by {checked.answered_by}; {state}; {checked.passages} passages; {found}; then {death}", flush=True)
    for fault in FAULTS:
        for what in getattr(checked, fault)[:5]:
            print(f"  {fault}: {what}", flush=True)


def main(arguments: list[str]) -> int:
    """Exit 0 if nothing was lost, torn, orphaned or unanswered."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--real", type=int, default=3, help="further kills of victims with the real embedding model")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sample", type=int, help="look for so many passages after a kill, not for all: quicker")
    options = parser.parse_args(arguments)
    tallies: dict[str, Tally] = {}
    with tempfile.TemporaryDirectory() as folder:
        try:
            if options.kills:
                tallies["stand-in model"] = campaign(
                    Path(folder, "fake"), options.kills, options.seed, sample=options.sample, show=True
                )
            if options.real:
                tallies["real model"] = campaign(Path(folder, "real"), options.real, options.seed, real=True, show=True)
        except VictimError as error:
            print(error, file=sys.stderr)
            return 1
    print(f"\n{table(tallies)}\nseed {options.seed}")
    return 0 if all(tally.passed for tally in tallies.values()) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
