"""Who asks what when, by a stated model: every number here is an assumption, and shown as such on the page."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

DAY_S = 86_400.0


@dataclass(frozen=True, slots=True)
class Traffic:
    """What servers and their people do on a day.

    `daily` questions a server on average; some ask far more than others (log-normal, `spread` its sigma). In the
    busiest hour `peak` times the day's average is asked. News multiplies that by `burst` at once, and half of what it
    adds is gone after `half_life_s`. Each server has `people` who ask, each as much as the others.
    """

    servers: int = 10_000
    daily: float = 20.0
    spread: float = 1.5
    peak: float = 3.0
    burst: float = 5.0
    news_at_s: float = 300.0
    half_life_s: float = 300.0
    lasting_s: float = 1_200.0
    people: int = 50

    @property
    def peak_per_s(self) -> float:
        """Return the questions a second of the busiest hour, without news."""
        return self.servers * self.daily * self.peak / DAY_S

    def share(self, at_s: float) -> float:
        """Return how many times the busiest hour's questions are asked at a moment."""
        if at_s < self.news_at_s:
            return 1.0
        return 1.0 + (self.burst - 1.0) * 0.5 ** ((at_s - self.news_at_s) / self.half_life_s)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: when, in which server, and by whom."""

    at_s: float
    server: int
    person: int


def arrivals(traffic: Traffic, process: int, processes: int, seed: str) -> Iterator[Asked]:
    """Yield what is asked of one of several processes, each of which has every so-manieth server; in order.

    A Poisson process whose rate changes, by thinning.
    """
    chance = random.Random(f"{seed} {process} of {processes}")
    weights = popularity(traffic, seed)
    servers = range(process, traffic.servers, processes)
    own = [weights[server] for server in servers]
    reached, cumulative = 0.0, []
    for weight in own:
        reached += weight
        cumulative.append(reached)
    most = traffic.peak_per_s * reached / sum(weights) * max(1.0, traffic.burst)
    at_s = 0.0
    while (at_s := at_s + chance.expovariate(most)) < traffic.lasting_s:
        if chance.random() * max(1.0, traffic.burst) < traffic.share(at_s):
            server = chance.choices(servers, cum_weights=cumulative)[0]
            yield Asked(at_s, server, server * traffic.people + chance.randrange(traffic.people))


def popularity(traffic: Traffic, seed: str) -> list[float]:
    """Return how much each server asks, beside the others; the same for every number of processes."""
    chance = random.Random(f"{seed} popularity")
    return [chance.lognormvariate(0.0, traffic.spread) for _ in range(traffic.servers)]
