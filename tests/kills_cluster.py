"""The campaign of kills among several machines: two bots, two indexers, PostgreSQL and Chroma, killed at any moment.

Run it by `make kills-cluster`. Each is started again as Compose would start it, and nobody else lends a hand. People
ask in Discord all the while, and articles change, come and go in the folders that are watched. After each kill, what
had been stored before is there; and in a while the ledger is equal to the folders, Chroma equal to the ledger, nothing
is there twice, and every question was answered once.
"""

import argparse
import asyncio
import random
import signal
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import postgres
from asking_people import FAULTS as ASKED_FAULTS
from asking_people import Became, People
from changing_folders import ChangingFolders
from checking_cluster import Checker
from cluster import Cluster, running_cluster, until
from supervising import Supervised

ARTICLES = 24
WELL_WITHIN_S = 90.0  # after a kill, on a busy machine
STARTS_WITHIN_S = 120.0
NOTICED_S = 0.3  # until everybody has noticed that somebody is dead
LATEST_KILL_S = 3.0  # after the first change of a round
AT_ONCE = 1 / 5  # of the kills are followed by the next one before all is well again
LAST_WORDS_S = 60.0
KINDS = ("lost", "torn", "doubled", "unwell")


@dataclass
class Tally:
    """What a campaign counted."""

    kills: Counter[str] = field(default_factory=Counter)
    by_themselves: Counter[str] = field(default_factory=Counter)  # ends that were no kill
    starts: Counter[str] = field(default_factory=Counter)
    rounds: int = 0
    versions: int = 0
    well_after_s: list[float] = field(default_factory=list)
    became: Counter[Became] = field(default_factory=Counter)
    faults: dict[str, list[str]] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def passed(self) -> bool:
        """Say whether nothing was wrong."""
        return not any(self.faults.values()) and not any(self.became[fault] for fault in ASKED_FAULTS)


@dataclass
class Campaign:
    """One cluster, who looks at it, and what is counted."""

    cluster: Cluster
    folders: ChangingFolders
    people: People
    checker: Checker
    chance: random.Random
    show: bool
    tally: Tally = field(default_factory=Tally)
    _killed_at: float = field(default_factory=time.monotonic)

    async def run(self, kills: int) -> None:
        """Start everything, kill it again and again, and look what became of all."""
        list(self.folders.change())
        for member in self.cluster.members:
            member.keep()
        if not await self._well(STARTS_WITHIN_S):
            return
        self.people.begin()
        victims = self._victims()
        while (done := self.tally.kills.total()) < kills:
            changing = asyncio.create_task(self._change())
            killed = await self._kill(next(victims))
            if done + 1 < kills and self.chance.random() < AT_ONCE:
                killed = f"{killed}, then {await self._kill(next(victims))}"
            await changing
            if not await self._well(WELL_WITHIN_S, killed):
                break
        await self._end()

    async def _change(self) -> None:
        for _ in self.folders.change():
            await asyncio.sleep(self.chance.uniform(0, 0.1))

    async def _kill(self, victim: Supervised) -> str:
        """Kill somebody at some moment; what was stored until then counts as acknowledged."""
        await asyncio.sleep(self.chance.uniform(0, LATEST_KILL_S))
        await asyncio.to_thread(self.checker.acknowledge)
        while not victim.kill():  # it is just being started again
            await asyncio.sleep(0.05)
        self.tally.kills[victim.name] += 1
        self._killed_at = time.monotonic()
        await asyncio.sleep(NOTICED_S)
        return victim.name

    async def _well(self, within_s: float, killed: str = "nobody") -> bool:
        """Wait until all is well, and look at everything; False if it does not become well by itself."""
        well = await until(lambda: not self._ill(), within_s)
        after_s = time.monotonic() - self._killed_at
        await asyncio.to_thread(self.checker.acknowledge)
        if not well:
            self.checker.faults.setdefault("unwell", []).append(f"after {killed}: {self._ill()}")
            self._tell_all()
            return False
        await asyncio.to_thread(self.checker.check)
        self.people.settle()
        if killed != "nobody":
            self.tally.well_after_s.append(after_s)
        if self.show:
            counts = {became.name.lower(): count for became, count in self.people.counts.items() if count}
            wrong = {kind: len(found) for kind, found in self.checker.faults.items() if found}
            print(f"{self.tally.kills.total()}: {killed}; well after {after_s:.1f} s; {counts}; {wrong}", flush=True)
        return True

    def _ill(self) -> list[str]:
        """Return what is not well yet."""
        down = [member.name for member in self.cluster.members if not member.runs]
        deaf = [bot.name for shard, bot in enumerate(self.cluster.bots) if not self.people.hears(shard)]
        return [f"down: {down}, deaf: {deaf}"] if down or deaf else self.checker.missing()

    async def _end(self) -> None:
        await self.people.end()
        give_up = time.monotonic() + LAST_WORDS_S
        while len(self.people.settled) < len(self.people.questions) and time.monotonic() < give_up:
            await asyncio.sleep(0.2)
            self.people.settle()
        self.people.settle(last=True)
        self.checker.faults["discord"] = self.cluster.discord.problems()
        for member in self.cluster.members:
            if member.wanted_a_hand:
                self.checker.faults.setdefault("unwell", []).append(f"{member.name} wanted a hand")

    def count(self, seconds: float) -> Tally:
        """Return the figures."""
        tally = self.tally
        tally.rounds, tally.seconds = self.folders.round, seconds
        tally.versions = sum(len(versions) - 1 for versions in self.folders.versions.values())
        tally.became.update(self.people.counts)
        tally.faults = {kind: self.checker.faults.get(kind, []) for kind in (*KINDS, "discord")}
        for member in self.cluster.members:
            tally.starts[member.name] = len(member.lives)
            tally.by_themselves[member.name] = len(member.ended_by_itself)
        return tally

    def _victims(self) -> Iterator[Supervised]:
        """Yield each member as often as the others, in a random order."""
        while True:
            yield from self.chance.sample(self.cluster.members, len(self.cluster.members))

    def _tell_all(self) -> None:
        for member in self.cluster.members:
            print(f"--- {member.name}, {len(member.lives)} lives\n{member.last_words()}", file=sys.stderr, flush=True)


async def campaign(folder: Path, kills: int, seed: int, *, articles: int = ARTICLES, show: bool = False) -> Tally:
    """Kill so many members of a cluster, one or two at a time, and count what was lost, doubled or not answered."""
    began = time.monotonic()
    folders = ChangingFolders(folder / "articles", articles, seed)
    async with running_cluster(folder, folders) as cluster:
        checker = Checker(cluster.settings, folders, random.Random(f"sample {seed}"))
        people = People(cluster.discord, cluster.bots, cluster.postgres, seed)
        run = Campaign(cluster, folders, people, checker, random.Random(f"kills {seed}"), show)
        try:
            await run.run(kills)
        finally:
            await people.end()
            checker.close()
        return run.count(time.monotonic() - began)


def table(tallies: dict[str, Tally]) -> str:
    """Return the figures of campaigns by name, side by side."""
    columns = list(tallies.values())
    members = list(columns[0].starts)
    rows = {
        "kills": [tally.kills.total() for tally in columns],
        **{f"  of {name}": [tally.kills[name] for tally in columns] for name in members},
        "ends that were no kill": [tally.by_themselves.total() for tally in columns],
        **{f"  of {name} itself": [tally.by_themselves[name] for tally in columns] for name in members},
        "starts": [tally.starts.total() for tally in columns],
        "rounds": [tally.rounds for tally in columns],
        "articles written or removed": [tally.versions for tally in columns],
        "well again after the last kill, s: median": [
            _rounded(tally.well_after_s, statistics.median) for tally in columns
        ],
        "well again after a kill, s: longest": [_rounded(tally.well_after_s, max) for tally in columns],
        "questions": [tally.became.total() for tally in columns],
        **{f"  {became.value}": [tally.became[became] for tally in columns] for became in Became},
        "seconds": [round(tally.seconds) for tally in columns],
        **{kind: [len(tally.faults[kind]) for tally in columns] for kind in columns[0].faults},
    }
    head = f"{'':60}" + "".join(f"{name:>10}" for name in tallies)
    return "\n".join([head, *(f"{name:60}" + "".join(f"{cell:>10}" for cell in row) for name, row in rows.items())])


def _rounded(seconds: list[float], how: object) -> float:
    return round(how(seconds), 1) if seconds and callable(how) else 0.0


def main(arguments: list[str]) -> int:
    """Exit 0 if nothing was lost or doubled, every question was answered once, and nobody was needed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder, not there yet, for all files; default: a temporary one")
    options = parser.parse_args(arguments)
    if postgres.binaries() is None:
        print(postgres.MISSING, file=sys.stderr)
        return 1
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # whoever ends it ends the cluster with it
    with tempfile.TemporaryDirectory(prefix="newsdesk-cluster-") as temporary:
        folder = options.keep or Path(temporary, "cluster")
        tally = asyncio.run(campaign(folder, options.kills, options.seed, show=True))
    for what in tally.faults["discord"][:10]:
        print(f"discord: {what}")
    print(f"\n{table({f'seed {options.seed}': tally})}")
    return 0 if tally.passed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
