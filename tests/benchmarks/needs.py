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
SECOND_BOT = "a second bot process, with its shards"
COMMANDS = "commands, which do not count; more processes do not help"
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What servers bring besides questions, on a day: an assumption, as the traffic is."""

    articles: float = 5.0  # taken in
    messages: float = 500.0  # that the bot is told of
    each_holds: int = 20  # articles of a server


@dataclass(frozen=True, slots=True)
class Need:
    """What is needed of one thing, and how much of it there is, a second; of processors, their seconds."""

    name: str
    needed: float
    held: float
    then: str

    @property
    def used(self) -> float:
        """Return the share that is needed; above 1 it gives way."""
        return self.needed / self.held


def needs(traffic: Traffic, upkeep: Upkeep, most: Row, many: Row, hearing: Row, cores: int) -> list[Need]:
    """Return what is needed in the busiest hour and after news, what gives way first at the top.

    `most` are the questions that a process answers soon, `many` the figures of the ledger with most libraries, `cores`
    those that they were measured on.
    """
    busiest = traffic.servers * traffic.peak / DAY_S
    articles, messages = upkeep.articles * busiest, upkeep.messages * busiest
    found = _of_articles(articles, many)
    found.append(Need("messages that the bot is told of", messages, 1000 / hearing["heard_ms"], SECOND_BOT))
    (answering,) = (one for one in many["answering"] if one["at_once"] == most["at_once"])
    beside_ms = articles * _article_ms(many) + messages * hearing["heard_ms"]
    for when, asked in (
        ("in the busiest hour", traffic.peak_per_s),
        ("after news", traffic.peak_per_s * traffic.burst),
    ):
        busy_s = (asked * answering["cpu_ms_each"] + beside_ms) / 1000
        requests = asked * REQUESTS_FOR_MENTION
        found += [
            Need(f"processors, {when}", busy_s, cores, SECOND_BOT),
            Need(f"answers, {when}", asked, most["per_s"], SECOND_BOT),
            Need(f"Discord's requests, all asked by mention, {when}", requests, REQUESTS_PER_S, COMMANDS),
        ]
    return sorted(found, key=lambda need: -need.used)


def _of_articles(articles: float, many: Row) -> list[Need]:
    """Return what taking in so many articles a second needs."""
    embedded, written = many["taken_in_passages_per_s"], 1000 / many["write_ms"]
    return [
        Need("passages taken in", articles * _passages_each(many), embedded, "indexers, then an embedding endpoint"),
        Need("articles taken in, each by itself", articles, 1000 / many["one_more_ms"], "several indexers"),
        Need("articles written, SQLite's one writer", articles, written, "a PostgreSQL server"),
        Need("changes followed", articles, 1000 / many["follow"]["p50_ms"], "a Chroma server"),
    ]


def _article_ms(many: Row) -> float:
    """Return how long the processor is busy with a new article, and with the question that follows it."""
    after_ms = max(0.0, many["ask_after"]["p50_cpu_ms"] - many["ask_again"]["p50_cpu_ms"])
    return float(_passages_each(many) * many["taken_in_cpu_ms"] + after_ms)


def _passages_each(many: Row) -> float:
    return float(many["passages"] / many["articles"])


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
