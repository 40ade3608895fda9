"""The page's section about ten thousand servers: its tables, from what was measured and played."""

from collections.abc import Callable, Sequence

from benchmarks.cells import NOTHING, Cell, Row, both, shown
from benchmarks.needs import (
    IDENTIFIES_A_DAY,
    IDENTIFY_EVERY_S,
    REQUESTS_FOR_MENTION,
    REQUESTS_PER_S,
    SHARD_HOLDS,
    SHARD_PROPOSED,
    Upkeep,
    needs,
    takes,
)
from benchmarks.traffic import DAY_S, Traffic


def _answers(at_once: int) -> Cell:
    def cell(row: Row) -> str:
        (found,) = (one for one in row["answering"] if one["at_once"] == at_once)
        return f"{found['answers_per_s']:.1f}"

    return cell


MEASURED: dict[str, Cell] = {
    "articles": lambda row: f"{row['articles']:,}",
    "passages": lambda row: f"{row['passages']:,}",
    "of them in `shared`": lambda row: f"{row['shared_passages']:,}",
    "ask in a server, the first time, ms on the processor": both("ask", "_cpu_ms"),
    "ask in a server, the first time, ms by the clock": both("ask"),
    "the same question again, ms on the processor": both("ask_again", "_cpu_ms"),
    "answers a second, one at a time": _answers(1),
    "answers a second, two at a time": _answers(2),
    "answers a second, four at a time": _answers(4),
    "following, nothing changed, ms": lambda row: f"{row['follow_nothing']['p50_ms']:.2f}",
    "following a server's edit, ms": lambda row: f"{row['follow']['p50_ms']:.1f}",
    "a question that follows it, ms on the processor": lambda row: f"{row['ask_after']['p50_cpu_ms']:.0f}",
    "taking a server's articles in, passages a second": lambda row: f"{row['taken_in_passages_per_s']:.0f}",
    "of the processor for a passage, ms": lambda row: f"{row['taken_in_cpu_ms']:.1f}",
    "taking one more article in, ms": lambda row: f"{row['one_more_ms']:,.0f}",
    "writing an article into the ledger, ms": lambda row: f"{row['write_ms']:.1f}",
    "a bot's start: probe and opening, s": lambda row: f"{row['start_s']:.1f}",
    "memory after all questions, MB": lambda row: f"{row['memory_mb']:,}",
    "of it for each server that was asked in, kB": lambda row: f"{row['memory_each_kb']:,}",
    "ledger, MB": lambda row: f"{row['ledger_mb']:,.0f}",
    "ledger, kB an article": lambda row: f"{row['ledger_kb_an_article']:.1f}",
    "processes that wanted a processor": lambda row: f"{row['load']:.0f}",
}


def parts(rows: Sequence[Row]) -> dict[str, Callable[[], str]]:
    """Return what makes each table or figure of the section, by its name in the words of the page."""
    counts = sorted((row for row in rows if row["kind"] == "libraries"), key=lambda row: row["libraries"])
    most = [row for row in rows if row["kind"] == "most"]
    hearing = next((row for row in rows if row["kind"] == "hearing"), None)
    usual = next((row for row in most if row["at_once"] == 2), None)
    machine = next((row for row in rows if row["kind"] == "machine"), None)
    return {
        "servers_when": lambda: f"{machine['at']}, commit {machine['commit']}" if machine else NOTHING,
        "servers_asked": lambda: " or ".join(sorted({str(row["asked"]) for row in counts})) or NOTHING,
        "servers_each": lambda: " or ".join(sorted({str(row["articles_each"]) for row in counts})) or NOTHING,
        "servers_assumed": _assumed,
        "servers_measured": lambda: _measured(counts) if counts else NOTHING,
        "servers_heard": lambda: _heard(hearing) if hearing else NOTHING,
        "servers_most": lambda: _most(most) if most else NOTHING,
        "servers_played": lambda: _played([row for row in rows if row["kind"] == "played"]),
        "servers_needs": lambda: (
            _needs(usual, counts[-1], hearing, machine) if usual and counts and hearing and machine else NOTHING
        ),
        "servers_takes": lambda: _takes(counts[-1], hearing) if usual and counts and hearing else NOTHING,
    }


def _lines(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    ruled = f"| {' | '.join(head)} |\n| --- |{' ---: |' * (len(head) - 1)}\n"
    return ruled + "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _assumed() -> str:
    traffic, upkeep = Traffic(), Upkeep()
    return _lines(
        ["assumed", ""],
        [
            ["servers", f"{traffic.servers:,}"],
            ["articles of a server", f"{upkeep.each_holds}"],
            ["questions of a server on a day, where nothing else is said", f"{traffic.daily:.0f}"],
            ["how unevenly servers ask: sigma of a log-normal", f"{traffic.spread}"],
            ["people who ask in a server", f"{traffic.people}"],
            ["the busiest hour, times the day's average", f"{traffic.peak:.0f}"],
            ["news in it, times the hour's questions at once", f"{traffic.burst:.0f}"],
            ["half of what news adds is gone after, min", f"{traffic.half_life_s / 60:.0f}"],
            ["articles that a server takes in on a day", f"{upkeep.articles:.0f}"],
            ["messages of a server on a day that Discord tells the bot of", f"{upkeep.messages:.0f}"],
            ["Discord's requests for an answer to a mention", f"{REQUESTS_FOR_MENTION:.0f}"],
        ],
    )


def _measured(counts: Sequence[Row]) -> str:
    head = ["servers' libraries", *(f"{row['libraries']:,}" for row in counts)]
    return _lines(head, [[name, *(shown(cell, row) for row in counts)] for name, cell in MEASURED.items()])


def _heard(hearing: Row) -> str:
    return _lines(
        [f"a server of {hearing['channels_each']} channels and {hearing['roles_each']} roles", ""],
        [
            ["memory, kB", f"{hearing['held_kb']:.1f}"],
            ["processor when the bot connects, ms", f"{hearing['joined_ms']:.2f}"],
            ["processor for a message that is not for the bot, ms", f"{hearing['heard_ms']:.2f}"],
        ],
    )


def _most(most: Sequence[Row]) -> str:
    traffic = Traffic()
    each_per_s = traffic.daily * traffic.peak / DAY_S
    rows = [
        [
            f"{row['at_once']}",
            f"{row['per_s']:.1f}",
            f"{row['per_s'] / each_per_s:,.0f}",
            f"{row['per_s'] / each_per_s / traffic.burst:,.0f}",
        ]
        for row in most
    ]
    head = ["answers made at a time", "questions a second", "servers, in the busiest hour", "servers, when news comes"]
    return _lines(head, rows)


def _played(played: Sequence[Row]) -> str:
    if not played:
        return NOTHING
    rows = [
        [
            f"{row['daily']:.0f}",
            f"{row['peak_per_s']:.1f}, {row['news_per_s']:.1f}",
            f"{row['processes']}",
            f"{row['before']['p50_s']:.2f} / {row['before']['p95_s']:.2f}",
            f"{row['before']['refused']:.1%}",
            f"{row['after']['p50_s']:.2f} / {row['after']['p95_s']:.2f}",
            f"{row['after']['refused']:.1%}",
        ]
        for row in played
    ]
    head = ["a server's questions on a day", "a second, and when news comes", "processes"]
    return _lines([*head, "busiest hour: answer, s", "refused", "after news: answer, s", "refused"], rows)


def _needs(most: Row, many: Row, hearing: Row, machine: Row) -> str:
    found = needs(Traffic(), Upkeep(), most, many, hearing, int(machine["machine"]["cores"]))
    rows = [[one.name, f"{one.needed:,.1f}", f"{one.held:,.1f}", f"{one.used:.0%}", one.then] for one in found]
    return _lines(["a second", "needed", "one process has", "used", "what is added next"], rows)


def _takes(many: Row, hearing: Row) -> str:
    found = takes(Traffic(), many, hearing)
    return _lines(
        ["all servers in one process", ""],
        [
            ["memory, MB", f"{found.memory_mb:,.0f}"],
            ["ledger, GB", f"{found.ledger_gb:.1f}"],
            [f"shards that Discord insists on, one for {SHARD_HOLDS:,} servers", f"{found.shards_least}"],
            [f"shards at one for {SHARD_PROPOSED:,} servers", f"{found.shards_proposed}"],
            [f"connecting them, one IDENTIFY every {IDENTIFY_EVERY_S:.0f} s, s", f"{found.start_s:.0f}"],
            [f"such starts on a day, of {IDENTIFIES_A_DAY:,} IDENTIFYs", f"{found.starts_a_day}"],
            ["requests a second that Discord takes of the whole bot", f"{REQUESTS_PER_S:.0f}"],
        ],
    )
