"""Ten thousand servers, played: questions come as assumed, the queue keeps its rules, the page shows what came out."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from benchmarks.needs import Upkeep, needs, takes
from benchmarks.page import page
from benchmarks.server_libraries import guild_id, library_of, write_servers
from benchmarks.servers_page import NOTHING, parts
from benchmarks.simulated import fared, most_per_s, play, simulated
from benchmarks.traffic import DAY_S, Asked, Traffic, arrivals
from conftest import ROOT, SHIPPED
from fake_embeddings import FakeEmbeddings

from bot.discord.queueing import Bounds
from index import SHARED, Indexer, Ledger

CALM = Traffic(servers=200, daily=500.0, burst=1.0, lasting_s=600.0)
LATENCY = {"p50_ms": 50.0, "p95_ms": 80.0, "p50_cpu_ms": 50.0, "p95_cpu_ms": 80.0}
MANY = {
    **{"kind": "libraries", "libraries": 10_000, "articles": 201_000, "passages": 1_005_000, "articles_each": 20},
    **{"shared_passages": 5_000, "shared_articles": 1_000, "memory_mb": 900, "memory_each_kb": 200, "asked": 100},
    **{"ledger_mb": 4_000.0, "ledger_kb_an_article": 20.0, "start_s": 3.0, "load": 2.0},
    **{"taken_in_passages_per_s": 50.0, "taken_in_cpu_ms": 20.0, "one_more_ms": 200.0, "write_ms": 5.0},
    "answering": [{"at_once": at_once, "answers_per_s": 20.0, "cpu_ms_each": 60.0} for at_once in (1, 2, 4)],
    **dict.fromkeys(("ask", "ask_again", "follow_nothing", "follow", "ask_after"), LATENCY),
}
HEARING = {
    **{"kind": "hearing", "channels_each": 30, "roles_each": 10},
    **{"held_kb": 16.0, "joined_ms": 0.5, "heard_ms": 0.2},
}
MACHINE = {"kind": "machine", "at": "now", "commit": "this", "machine": {"cores": "2"}}
MOST = {"kind": "most", "at_once": 2, "per_s": 20.0}


def asked_every(seconds: float, count: int) -> list[Asked]:
    return [Asked(at * seconds, at % 50, at) for at in range(count)]


def test_as_many_questions_come_as_are_assumed() -> None:
    came = list(arrivals(CALM, 0, 1, "seed"))
    assert len(came) == pytest.approx(CALM.peak_per_s * CALM.lasting_s, rel=0.1)
    assert all(before.at_s <= after.at_s for before, after in pairwise(came))


def test_the_same_questions_come_each_time() -> None:
    assert list(arrivals(CALM, 0, 1, "seed")) == list(arrivals(CALM, 0, 1, "seed"))


def test_each_process_hears_of_its_own_servers_only() -> None:
    heard = [{one.server for one in arrivals(CALM, process, 3, "seed")} for process in range(3)]
    assert [{server % 3 for server in servers} for servers in heard] == [{0}, {1}, {2}]


def test_news_brings_more_questions_and_they_ebb_away() -> None:
    traffic = replace(CALM, burst=5.0, news_at_s=100.0, half_life_s=50.0)
    assert [traffic.share(at_s) for at_s in (99.0, 100.0, 150.0)] == [1.0, 5.0, 3.0]
    came = [one.at_s for one in arrivals(traffic, 0, 1, "seed")]
    assert sum(100 <= at_s < 150 for at_s in came) > 2.5 * sum(50 <= at_s < 100 for at_s in came)


def test_who_finds_the_process_idle_waits_for_the_answer_alone() -> None:
    how = fared(play(asked_every(1.0, 100), [250.0], at_once=1))
    assert (how.asked, how.p50_s, how.p95_s, how.refused) == (100, 0.25, 0.25, 0.0)


def test_beyond_what_may_wait_questions_are_refused() -> None:
    waiting = Bounds().waiting
    how = fared(play(asked_every(0.0, 2 * waiting), [1000.0], at_once=2))
    assert how.asked == 2 * waiting
    assert how.refused == pytest.approx((waiting - 2) / (2 * waiting))


def test_more_processes_answer_sooner() -> None:
    traffic = replace(CALM, daily=2_000.0, lasting_s=400.0)  # 14 questions a second, of which one answers 10
    one, two = (simulated(traffic, processes, [200.0], 2) for processes in (1, 2))
    assert one["before"]["p95_s"] > 10 * two["before"]["p95_s"]


def test_a_process_is_able_to_nearly_what_its_answers_take() -> None:
    assert 4.0 <= most_per_s([200.0], at_once=1) <= 5.5


def test_what_gives_way_first_is_on_top() -> None:
    found = needs(Traffic(), Upkeep(), MOST, MANY, HEARING, cores=2)
    shares = {one.name: one.used for one in found}
    assert list(shares.values()) == sorted(shares.values(), reverse=True)
    asked_per_s = 10_000 * 20 * 3 / DAY_S
    assert shares["answers, in the busiest hour"] == pytest.approx(asked_per_s / 20.0)
    busy_s = asked_per_s * 0.06 + asked_per_s / 4 * 5 * 0.02 + asked_per_s * 25 * 0.0002  # answers, passages, messages
    assert shares["processors, in the busiest hour"] == pytest.approx(busy_s / 2)
    assert shares["articles written, SQLite's one writer"] == pytest.approx(10_000 * 5 * 3 / DAY_S * 0.005)


def test_a_bot_of_ten_thousand_servers_starts_ten_shards_one_after_the_other() -> None:
    found = takes(Traffic(), MANY, HEARING)
    assert (found.shards_least, found.shards_proposed, found.start_s, found.starts_a_day) == (4, 10, 50.0, 100)
    assert found.memory_mb == pytest.approx(900 + 160)
    assert found.ledger_gb == pytest.approx(201_000 * 20.0 / 1e6)


def test_every_server_has_articles_of_its_own_beside_the_shared_ones(home: Path, tmp_path: Path) -> None:
    ledger = Ledger(home)
    Indexer(ledger, FakeEmbeddings(most_tokens=100)).index(SHARED, [str(SHIPPED)])
    ledger.close()
    write_servers(home, tmp_path / "made", libraries=3, articles_each=2)
    made = Ledger(tmp_path / "made")
    with made.reading() as snapshot:
        texts = {name: [one.text for one in snapshot.articles(name)] for name in snapshot.library_names()}
    made.close()
    assert set(texts) == {SHARED, *(library_of(number) for number in range(3))}
    own = [text for name, some in texts.items() if name != SHARED for text in some]
    assert len(own) == len(set(own)) == 6


def test_servers_that_were_written_before_are_not_written_again(home: Path, tmp_path: Path) -> None:
    ledger = Ledger(home)
    Indexer(ledger, FakeEmbeddings(most_tokens=100)).index(SHARED, [str(SHIPPED)])
    ledger.close()
    held = []
    for name, counts in (("whole", (50,)), ("broken off", (25, 50))):
        for count in counts:
            write_servers(home, tmp_path / name, count, articles_each=1)
        with Ledger(tmp_path / name).reading() as snapshot:
            held.append(([*snapshot.articles(library_of(49))], snapshot.passage_counts(), snapshot.revision))
    assert held[0] == held[1]


def test_servers_are_spread_over_shards_as_discord_does() -> None:
    assert {(guild_id(number) >> 22) % 4 for number in range(8)} == {0, 1, 2, 3}


def test_the_page_shows_what_was_measured_of_servers() -> None:
    shown = page([], "{servers}", servers=[MACHINE, MANY, HEARING, MOST])
    assert "| articles | 201,000 |" in shown
    assert "| answers, in the busiest hour | 6.9 | 20.0 | 35% | a second bot process, with its shards |" in shown


def test_of_servers_that_were_not_measured_the_page_says_so() -> None:
    missing = {name for name, make in parts([]).items() if make() == NOTHING}
    assert missing == set(parts([])) - {"servers_assumed"}


def test_the_page_has_no_word_about_servers_before_they_are_measured() -> None:
    assert page([], "{servers}") == ""


def test_every_table_of_servers_stands_in_the_words_of_the_page() -> None:
    words = (ROOT / "tests" / "benchmarks" / "servers.md").read_text()
    assert [name for name in parts([]) if f"{{{name}}}" not in words] == []
