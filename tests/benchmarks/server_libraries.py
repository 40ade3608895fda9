"""A ledger of many small libraries, as Discord servers fill them, beside the large one that all of them see.

The large one is real articles. Those of servers are made up (library.py): of as many passages and sentences as real
ones, the sentences drawn from real articles, the vectors near real ones. No two libraries hold the same articles.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from benchmarks.library import FACTS, Whole, made_up

from bot.discord.libraries import own
from index import SHARED, Ledger, Snapshot

ARTICLES_EACH = 20  # of a server
TOGETHER = 25  # libraries written in one transaction
MOMENT = "2026-01-01T00:00:00+00:00"


def guild_id(number: int) -> int:
    """Return a server's id: a snowflake, so that servers are spread over shards as Discord's are."""
    return (number << 22) + 1


def library_of(number: int) -> str:
    """Return the name of a server's own library."""
    return own(guild_id(number))


def write_servers(real: Path, home: Path, libraries: int, articles_each: int = ARTICLES_EACH) -> None:
    """Write the real articles, and so many servers' libraries, into a home; what was broken off is gone on with."""
    source, target = Ledger(real), Ledger(home)
    with source.reading() as snapshot:
        facts = {name: snapshot.fact(name) or "" for name in FACTS}
        wholes = list(_real(snapshot))
    source.close()
    with target.reading() as snapshot:
        there = snapshot.last_indexed()
    if SHARED not in there:
        _write_shared(target, facts, wholes)
    articles = made_up(wholes)
    for first in range(0, libraries, TOGETHER):
        numbers = range(first, min(first + TOGETHER, libraries))
        some = {library_of(number): list(islice(articles, articles_each)) for number in numbers}
        if not some.keys() <= there.keys():
            with target.writing() as transaction:
                for library, own_articles in some.items():
                    for whole in own_articles:
                        transaction.store(replace(whole.article, library=library), whole.passages, whole.said)
                    transaction.note_indexed(library, MOMENT)
    target.close()


def _write_shared(target: Ledger, facts: Mapping[str, str], wholes: Sequence[Whole]) -> None:
    with target.writing() as transaction:
        for name, value in facts.items():
            transaction.set_fact(name, value)
        for whole in wholes:
            transaction.store(whole.article, whole.passages, whole.said)
        transaction.note_indexed(SHARED, MOMENT)


def _real(snapshot: Snapshot) -> Iterator[Whole]:
    for article in snapshot.articles(SHARED):
        yield Whole(article, snapshot.passages(article), snapshot.utterances(SHARED, article.id))
