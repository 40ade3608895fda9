"""What ten thousand servers need of each thing that is limited, beside what one process or Discord gives of it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.traffic import DAY_S, Traffic

SHARD_HOLDS, SHARD_PROPOSED = 2_500, 1_000  # servers
IDENTIFY_EVERY_S, IDENTIFIES_A_DAY = 5.0, 1_000
REQUESTS_PER_S = 50.0  # of a bot, whatever its processes are; answers to commands do not count
REQUESTS_FOR_MENTION = 2.0  # typing, and the answer
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What servers bring besides questions, on a day: an assumption, as the traffic is."""

    articles: float = 5.0  # taken in
    messages: float = 500.0  # that the bot is told of
    each_holds: int = 20  # articles of a server


@dataclass(frozen=True, slots=True)
class Need:
    """What is needed of one thing, and how much of it there is."""

    name: str
    needed: float
    held: float
    unit: str
    then: str

    @property
    def used(self) -> float:
        """Return the share that is needed; above 1 it gives way."""
        return self.needed / self.held


def needs(traffic: Traffic, upkeep: Upkeep, most: Row, many: Row, hearing: Row) -> list[Need]:
    """Return what is needed in the busiest hour and after news, what gives way first at the top.

    `most` are the questions that a process answers soon, `many` the figures of the ledger with most libraries.
    """
    busiest = traffic.servers * traffic.peak / DAY_S
    asked, articles, messages = traffic.peak_per_s, upkeep.articles * busiest, upkeep.messages * busiest
    bot, cores, embedding = "a second bot process, with its shards", "its own cores", "an embedding endpoint"
    postgres = "a PostgreSQL server"
    passages = many["passages"] / many["articles"]
    rows = [
        Need("answers, in the busiest hour", asked, most["per_s"], "a second", bot),
        Need("answers, after news", asked * traffic.burst, most["per_s"], "a second", bot),
        Need(
            "passages embedded while indexing",
            articles * passages,
            many["taken_in_passages_per_s"],
            "a second",
            f"an indexer on {cores}, then {embedding}",
        ),
        Need(
            "articles taken in one by one, each by itself",
            articles,
            1000 / many["one_more_ms"],
            "a second",
            "several indexers",
        ),
        Need("articles written, SQLite's one writer", articles, 1000 / many["write_ms"], "a second", postgres),
        Need("changes followed", articles, 1000 / many["follow"]["p50_ms"], "a second", "a Chroma server"),
        Need("messages that the bot is told of", messages, 1000 / hearing["heard_ms"], "a second", bot),
        Need(
            "Discord's limit on requests, all asked by mention, in the busiest hour",
            asked * REQUESTS_FOR_MENTION,
            REQUESTS_PER_S,
            "a second",
            "commands, which do not count; Discord raises it on request",
        ),
        Need(
            "the same, after news",
            asked * REQUESTS_FOR_MENTION * traffic.burst,
            REQUESTS_PER_S,
            "a second",
            "as before; more processes do not help",
        ),
    ]
    return sorted(rows, key=lambda need: -need.used)


@dataclass(frozen=True, slots=True)
class Takes:
    """What ten thousand servers take, all of them together."""

    memory_mb: float
    ledger_gb: float
    shards_least: int
    shards_proposed: int
    start_s: float
    starts_a_day: int


def takes(traffic: Traffic, many: Row, hearing: Row) -> Takes:
    """Return memory and disk of one process that holds all servers, and what Discord asks for."""
    articles = traffic.servers * many["articles_each"] + many["shared_articles"]
    shards = math.ceil(traffic.servers / SHARD_PROPOSED)
    return Takes(
        memory_mb=many["memory_mb"] + traffic.servers * hearing["held_kb"] / 1000,
        ledger_gb=articles * many["ledger_kb_an_article"] / 1e6,
        shards_least=math.ceil(traffic.servers / SHARD_HOLDS),
        shards_proposed=shards,
        start_s=shards * IDENTIFY_EVERY_S,
        starts_a_day=IDENTIFIES_A_DAY // shards,
    )
