"""Passages are weighed by words that stand in many of them, and get the score of SQLite's bm25 for all the words."""

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from conftest import an_article
from test_ledger import stored

from index import SHARED, Key, Ledger
from index.ledger import budget, weighing, words
from index.ledger.counting import Counts
from index.ledger.expressions import any_of, wanted_words
from index.ledger.scoring import scored
from index.ledger.weighing import weighed
from index.scope import EVERYTHING, DayRange, Scope

PASSAGES = 400
BEST = 10
COMMON = [f"common{letter}" for letter in "abcdefghijklmnopqrtuvwxyz"]
QUERIES = (
    "commona commonb commonc commond",
    "commone commonf commong Ann’s US",
    "Ann’s commonb e-commonc news new commond",
    "nowhere commona commonk",
)
BOTH = (SHARED, "discord-1")
QUOTING = Scope(phrases=("commonk", "commonm"), least_phrases=2)


@pytest.fixture(autouse=True)
def _counting_in_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weighing, "POSTINGS_EACH", 1)
    monkeypatch.setattr(weighing, "POSTINGS_FOR_ONE", 1)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """Return a ledger whose passages hold words at random, one library an eighth of them."""
    chance = random.Random(7)
    many = [*COMMON, "Ann’s", "Ann", "US", "e-commonc", "news", "new", "200", "1,200"]
    many += ["technology", "possibly", "Zelenskyy"]
    ledger = Ledger(tmp_path_factory.mktemp("home"))
    with ledger.writing() as transaction:
        for number in range(PASSAGES):
            drawn = chance.choices(many, range(len(many), 0, -1), k=chance.randint(4, 30))
            drawn = [*dict.fromkeys(drawn), *drawn[: len(drawn) // 5]]  # few words stand twice in a passage
            library = "discord-1" if number % 8 == 0 else SHARED
            day = f"2020-10-{number % 28 + 1:02}"
            article = an_article(" ".join(drawn), id=f"{number:03}", library=library, published=day)
            transaction.store(article, [stored(article)], [])
    return ledger


def heavy(ledger: Ledger, query: str, *libraries: str, scope: Scope = EVERYTHING) -> dict[Key, float] | None:
    with ledger.reading() as snapshot:
        return weighed(snapshot._connection, snapshot.counts, libraries, wanted_words(query), BEST, scope, many=True)


def few(ledger: Ledger, query: str, *libraries: str, scope: Scope) -> dict[Key, float] | None:
    with ledger.reading() as snapshot:
        return weighed(snapshot._connection, snapshot.counts, libraries, wanted_words(query), BEST, scope, many=False)


def ranked(ledger: Ledger, query: str, *libraries: str, scope: Scope, limit: int = BEST) -> dict[Key, float]:
    with ledger.reading() as snapshot:
        return snapshot.ranked_by_words(libraries, query, limit, scope)


def by_sqlite(ledger: Ledger, query: str, *libraries: str, scope: Scope = EVERYTHING) -> dict[Key, float]:
    with ledger.reading() as snapshot:
        match = any_of(wanted_words(query))
        found = scored(snapshot._connection, snapshot.counts, libraries, match, BEST, scope)
        return {each.key: each.score for each in found}


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("libraries", [BOTH, (SHARED,), ("discord-1",)])
def test_passages_and_scores_are_those_of_sqlite(ledger: Ledger, query: str, libraries: tuple[str, ...]) -> None:
    found, expected = heavy(ledger, query, *libraries), by_sqlite(ledger, query, *libraries)
    assert found is not None
    assert list(found) == list(expected)
    assert list(found.values()) == pytest.approx(list(expected.values()))


def test_the_best_are_among_the_few_that_are_counted(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(8)
    queries = [" ".join(chance.sample(COMMON, 6)) for _ in range(50)]
    expected = [by_sqlite(ledger, query, *BOTH).keys() for query in queries]
    monkeypatch.setattr(weighing, "POSTINGS_READ", 500)  # of some 900
    monkeypatch.setattr(weighing, "COUNTED", 50)
    found = [heavy(ledger, query, *BOTH) or {} for query in queries]
    shared = [len(best & own.keys()) for best, own in zip(expected, found, strict=True)]
    assert sum(shared) >= 0.95 * BEST * len(queries)


def test_a_word_that_is_too_common_to_be_read_counts_all_the_same(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weighing, "POSTINGS_READ", 1)  # the rarest word is read all the same
    assert heavy(ledger, "commonl commonz", *BOTH) == pytest.approx(by_sqlite(ledger, "commonl commonz", *BOTH))


def test_a_rare_phrase_of_common_words_is_not_looked_for_in_all_that_hold_these(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    rows = Counts.rows
    monkeypatch.setattr(Counts, "rows", lambda counts, form: read.append(form) or rows(counts, form))
    with ledger.reading() as snapshot:
        assert 0 < snapshot.counts.matching('"commona-commonb"') < snapshot.counts.holding("commonz")
        monkeypatch.setattr(weighing, "POSTINGS_READ", snapshot.counts.holding("commonz"))
    assert heavy(ledger, "commona-commonb commonz", *BOTH)
    assert read == ["commonz"]


def test_only_passages_within_the_scope_are_found(ledger: Ledger) -> None:
    scope = Scope(published=DayRange(date(2020, 10, 3), date(2020, 10, 12)))
    assert heavy(ledger, QUERIES[0], SHARED, scope=scope) == pytest.approx(
        by_sqlite(ledger, QUERIES[0], SHARED, scope=scope)
    )


SCOPES = (
    QUOTING,
    replace(QUOTING, least_phrases=1),
    replace(QUOTING, published=DayRange(date(2020, 10, 3), None)),
    replace(QUOTING, least_phrases=1, articles=((SHARED, "001"), (SHARED, "003"), ("discord-1", "008"))),
    Scope(phrases=("Rain over Harbour",), least_phrases=1, source="Wire"),  # in every title
    Scope(phrases=("Wire",), least_phrases=1),
)


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("query", [*QUERIES, "commonl 200 commona", "technology possibly Zelenskyy commona"])
@pytest.mark.parametrize("libraries", [BOTH, (SHARED,)])
def test_what_holds_quoted_phrases_gets_the_score_of_sqlite(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, libraries: tuple[str, ...], query: str, scope: Scope
) -> None:
    found = few(ledger, query, *libraries, scope=scope)
    monkeypatch.setattr(words, "weighed", lambda *given, **more: None)
    more = ranked(ledger, query, *libraries, scope=scope, limit=4 * BEST)  # of which some may hold 200 in "1,200"
    expected = dict([*more.items()][:BEST])
    assert found == pytest.approx(expected)
    assert list(found or {}) == list(expected)


def test_a_ranking_looks_only_at_what_holds_quoted_phrases(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = few(ledger, QUERIES[0], SHARED, scope=QUOTING)
    monkeypatch.setattr(words, "scored", None)  # neither FTS5 nor what weighs all passages is asked
    monkeypatch.setattr(weighing, "_weightiest", None)
    assert ranked(ledger, QUERIES[0], SHARED, scope=QUOTING) == expected != {}


def test_where_many_hold_quoted_phrases_sqlite_ranks_them(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weighing, "COUNTED_WITHIN", 1)
    assert few(ledger, QUERIES[0], SHARED, scope=QUOTING) is None
    assert ranked(ledger, QUERIES[0], SHARED, scope=QUOTING) == by_sqlite(ledger, QUERIES[0], SHARED, scope=QUOTING)


def test_nothing_is_found_in_an_empty_ledger(tmp_path: Path) -> None:
    assert few(Ledger(tmp_path), QUERIES[0], SHARED, scope=QUOTING) == {}


@pytest.mark.parametrize("library", ["discord-1", "discord-2"])
def test_the_best_of_a_small_library_are_found_beside_a_large_one(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    monkeypatch.setattr(weighing, "COUNTED", 4 * BEST)
    monkeypatch.setattr(weighing, "LOOKED_AT", 1)
    found, expected = heavy(ledger, QUERIES[0], library), by_sqlite(ledger, QUERIES[0], library)
    assert (found or {}) == pytest.approx(expected)


def test_a_number_inside_another_does_not_count(ledger: Ledger) -> None:
    with ledger.reading() as snapshot:
        expected = snapshot.ranked_by_words(BOTH, "commonl 200", BEST)
    assert heavy(ledger, "commonl 200", *BOTH) == pytest.approx(expected)


@pytest.mark.parametrize(("many", "whole"), [(0, True), (1_000_000, False)])
def test_no_word_is_left_out_for_its_postings_where_there_are_many(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, many: int, whole: bool
) -> None:
    monkeypatch.setattr(budget, "POSTING_BUDGET", 1)
    monkeypatch.setattr(words, "POSTING_BUDGET", many)
    with ledger.reading() as snapshot:
        found = snapshot.ranked_by_words(BOTH, QUERIES[0], BEST)
    assert (found == pytest.approx(by_sqlite(ledger, QUERIES[0], *BOTH))) is whole
