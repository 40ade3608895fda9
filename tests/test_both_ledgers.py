"""A ledger in PostgreSQL answers as one in SQLite does, whatever is done to both."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import an_article
from postgres import PostgresServer

from index import Article, Ledger, LedgerAddress, Passage, Snapshot, Span, Utterance
from index.ledger import DocumentState, StoredPassage, Transaction
from index.scope import EVERYTHING, DayRange, Scope

LIBRARIES = ("shared", "discord-1", "discord-2")
IDS = ("a", "B", "ä", "z", "Z-1", "中")
WORDS = (
    "rain harbour mayor Ministers ministry 1,200 200 COVID-19 covid new news running ran café naïve U.S. it’s 2021"
).split()
SOURCES = ("The Post", "the post", "Agence Ünion", "AP", None)
URLS = ("https://www.example.org/1", "http://[::1]/x", "https://news.example.org/a?b=c%3Ad", None)
DAYS = ("2020-10-21", "2020-10-21T09:30:00Z", "2021-02-01", None)
STEPS = 60
SEARCHED = ("rain 1,200", "ministers running", "news new", "COVID-19 2021", "café", "nothing here", "200 U.S. it’s")
SCOPES = (
    EVERYTHING,
    Scope(published=DayRange(date(2020, 1, 1), date(2020, 12, 31))),
    Scope(source="THE POST"),
    Scope(source="example.org"),
    Scope(articles=(("shared", "a"), ("discord-1", "ä"))),
    Scope(phrases=("rain harbour", "The Post"), least_phrases=1),
    Scope(phrases=("1200", "mayor"), least_phrases=2, source="AP"),
)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, postgres: PostgresServer) -> Iterator[tuple[Ledger, Ledger]]:
    """Two ledgers to which the same was done, by chance."""
    home = tmp_path_factory.mktemp("both")
    ledgers = Ledger(home / "file"), Ledger(home / "server", LedgerAddress.of(postgres.fresh_database()))
    chance = random.Random(9)
    for _ in range(STEPS):
        seed = chance.random()
        for ledger in ledgers:
            with ledger.writing() as transaction:
                step(transaction, random.Random(seed))
    yield ledgers
    for ledger in ledgers:
        ledger.close()


def step(transaction: Transaction, chance: random.Random) -> None:
    library, made = chance.choice(LIBRARIES), chance.choice(IDS)
    kind = chance.random()
    if kind < 0.6:
        article = an_article(
            " ".join(chance.choices(WORDS, k=chance.randint(5, 40))) + ".",
            library=library,
            id=made,
            title=" ".join(chance.choices(WORDS, k=3)),
            url=chance.choice(URLS),
            source=chance.choice(SOURCES),
            published=chance.choice(DAYS),
            location=f"/articles/{made}",
        )
        said = [Utterance("Ann Lee", "Minister Ann Lee", "said", "direct", (Span(0, 4), Span(5, 9)))]
        transaction.store(article, list(cut(article, chance)), said[: chance.randint(0, 1)])
        transaction.note_document(library, DocumentState(f"/articles/{made}", "/articles", made, str(kind)))
    elif kind < 0.75:
        if held := [known for known in transaction.known(library) if known.original is None and known.id != made]:
            original = transaction.article(library, chance.choice(held).id)
            assert original
            transaction.store_copy(replace(original, id=made, title="A copy", source="AP"), original.id)
    elif kind < 0.9:
        transaction.remove(library, made)
    else:
        transaction.note_source(library, f"/articles/{made}", chance.choice(["2020-10-21", None]), "it ended")
        transaction.note_indexed(library, str(kind))
        transaction.set_fact("fingerprint", str(kind))


def cut(article: Article, chance: random.Random) -> Iterator[StoredPassage]:
    middle = len(article.text) // 2
    for number, (start, end) in enumerate(((0, middle), (middle, len(article.text)))):
        text = article.text[start:end]
        vector = np.array([chance.random() for _ in range(4)], dtype=np.float32)
        yield StoredPassage(Passage(f"{article.id}-{number}", article.id, number, start, end, text), text[:8], vector)


def told(seen: object) -> object:
    """Return what can be compared: vectors as lists, numbers not closer than both reckon."""
    if isinstance(seen, np.ndarray):
        return seen.tolist()
    if isinstance(seen, float):
        return round(seen, 5)
    if isinstance(seen, dict):
        return [(told(key), told(value)) for key, value in seen.items()]
    if isinstance(seen, set):
        return sorted(seen)
    if isinstance(seen, list | tuple):
        return [told(each) for each in seen]
    return seen.vector.tolist() if isinstance(seen, StoredPassage) else seen


def in_any_order(seen: dict[Any, Any]) -> dict[Any, Any]:
    return {key: seen[key] for key in sorted(seen)}


def looks() -> dict[str, Any]:
    """Return all that can be asked of a ledger, by what it is."""
    every: dict[str, Any] = {
        "revision": lambda seen: seen.revision,
        "libraries": lambda seen: [seen.library_names(), seen.last_indexed(), seen.passage_counts()],
        "changes": lambda seen: [in_any_order(seen.change_counts(5)), seen.changed_since(5)],
        "freshness": lambda seen: [seen.freshness(*LIBRARIES), seen.fact("fingerprint")],
        "titles": lambda seen: [seen.titled(LIBRARIES, typed, 1, 4) for typed in ("", "CAFE", "naïve min", "’s")],
        "publishers": lambda seen: [seen.publishers(LIBRARIES, typed, 3) for typed in ("", "UNION", "post")],
        "containing": lambda seen: [seen.containing(LIBRARIES, words, 9) for words in ("rain harbour", "1200", "new")],
        "scopes": lambda seen: [seen.passages_within(name, scope) for name in LIBRARIES for scope in SCOPES],
        "speaking": lambda seen: [
            seen.speaking(LIBRARIES, ["ann", "lee"], topic, 9, scope)
            for topic in ("", *SEARCHED)
            for scope in SCOPES[:5]
        ],
    }
    for library in LIBRARIES:
        every[f"articles of {library}"] = lambda seen, library=library: whole(seen, library)
    for number, scope in enumerate(SCOPES):
        every[f"words within scope {number}"] = lambda seen, scope=scope: [
            seen.ranked_by_words(LIBRARIES[:count], query, 5, scope) for query in SEARCHED for count in (1, 3)
        ]
    return every


def whole(seen: Snapshot, library: str) -> list[object]:
    articles = list(seen.articles(library))
    keys = [(library, made) for made in seen.vectors(library)[0]]
    return [
        articles,
        [[seen.copies(one), seen.passages(one), seen.utterances(library, one.id)] for one in articles],
        [seen.sources_of(one) for one in articles],
        [seen.resolved(library, name) for name in (*IDS, *URLS) if name],
        [seen.known(library), seen.documents(library), seen.sources(library)],
        [
            seen.vectors(library),
            seen.located(keys),
            in_any_order(seen.issues(keys)),
            in_any_order(seen.vectors_of(keys[:3])),
        ],
        [seen.contexts(articles[:2]), seen.holds_any_from(library, "/articles/a"), seen.holds_passages(library)],
    ]


@pytest.mark.parametrize("asked", looks())
def test_both_tell_the_same_of(both: tuple[Ledger, Ledger], asked: str) -> None:
    in_file, on_server = both
    with in_file.reading() as one, on_server.reading() as other:
        expected = told(looks()[asked](one))
        assert told(looks()[asked](other)) == expected
        assert expected


def test_a_ledger_comes_back_from_a_server_as_it_was(both: tuple[Ledger, Ledger], tmp_path: Path) -> None:
    in_file, on_server = both
    on_server.copy_out(tmp_path / "newsdesk.sqlite")
    back = Ledger(tmp_path)
    with in_file.reading() as one, back.reading() as other:
        for ask in looks().values():
            assert told(ask(other)) == told(ask(one))
    back.close()


def test_both_hold_the_same_texts_and_vectors(both: tuple[Ledger, Ledger]) -> None:
    texts = [{value for value in ledger.values() if len(value) > 20} for ledger in both]
    assert texts[0] == texts[1]
    assert texts[0]
