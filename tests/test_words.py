"""BM25 ranks the same whether the ledger's best passages are looked at alone, or all that hold a word."""

from pathlib import Path

import pytest
from conftest import an_article
from test_ledger import stored

from index import SHARED, Ledger
from index.ledger import scoring, words
from index.scope import EVERYTHING

MANY = 60
LIMIT = 5


@pytest.fixture
def ledger(home: Path) -> Ledger:
    """Return a ledger in which one library holds a word often, in passages of equal score, and another thrice."""
    ledger = Ledger(home)
    with ledger.writing() as transaction:
        for library, count in ((SHARED, MANY), ("discord-1", 3)):
            for number in range(count):
                article = an_article(id=f"{library}-{number:02}", library=library)
                transaction.store(article, [stored(article)], [])
    return ledger


def best(ledger: Ledger, *libraries: str) -> list[str]:
    with ledger.reading() as snapshot:
        return [made for _, made in snapshot.ranked_by_words(libraries, "harbour", LIMIT)]


def test_passages_of_one_score_come_by_id(ledger: Ledger) -> None:
    assert best(ledger, SHARED) == [f"{SHARED}-{number:02}-0" for number in range(LIMIT)]


def test_a_small_library_is_found_beside_one_that_holds_the_word_more_often(ledger: Ledger) -> None:
    assert best(ledger, "discord-1") == [f"discord-1-{number:02}-0" for number in range(3)]


@pytest.mark.parametrize("libraries", [(SHARED,), ("discord-1",), (SHARED, "discord-1"), ("discord-2",)])
@pytest.mark.parametrize("looked_at", [1, 4, 100])
def test_how_many_of_the_best_are_looked_at_changes_nothing(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, libraries: tuple[str, ...], looked_at: int
) -> None:
    with ledger.reading() as snapshot:
        connection = snapshot._connection
        match = words.matching_any(snapshot.counts, "harbour rain")
        monkeypatch.setattr(scoring, "_best_of_all", lambda *_: None)
        expected = scoring.scored(connection, snapshot.counts, libraries, match, LIMIT, EVERYTHING)
        monkeypatch.undo()
        monkeypatch.setattr(scoring, "LOOKED_AT", looked_at)
        assert scoring.scored(connection, snapshot.counts, libraries, match, LIMIT, EVERYTHING) == expected


def test_passages_of_different_scores_come_as_if_all_were_looked_at(home: Path) -> None:
    ledger = Ledger(home)
    with ledger.writing() as transaction:
        for number in reversed(range(4 * LIMIT)):
            article = an_article(id=f"{number:02}", text=f"Rain fell on the harbour.{' It fell.' * (number // 2)}")
            transaction.store(article, [stored(article)], [])
    with ledger.reading() as snapshot:
        given = snapshot._connection, snapshot.counts, (SHARED,), '"harbour"', LIMIT
        every = scoring.scored(*given, EVERYTHING, [*range(1, 4 * LIMIT + 1)])
        assert scoring.scored(*given, EVERYTHING) == every
