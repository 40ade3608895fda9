"""What is counted in a ledger is remembered until the ledger changes, and never from a transaction."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import an_article
from test_ledger import put, stored

from index import SHARED, Ledger
from index.ledger import counting


@pytest.fixture
def ledger(home: Path, open_ledger: Callable[[Path], Ledger]) -> Ledger:
    ledger = open_ledger(home)
    put(ledger, an_article(published="2020-10-21"))
    return ledger


@pytest.fixture
def in_file(home: Path) -> Ledger:
    ledger = Ledger(home)
    put(ledger, an_article(published="2020-10-21"))
    return ledger


def held(ledger: Ledger) -> tuple[int, str | None]:
    with ledger.reading() as snapshot:
        return snapshot.freshness(SHARED).articles, snapshot.freshness(SHARED).newest


def test_what_another_process_stores_is_counted(
    ledger: Ledger, home: Path, open_ledger: Callable[[Path], Ledger]
) -> None:
    assert held(ledger) == (1, "2020-10-21")
    put(open_ledger(home), an_article(id="storm", published="2020-10-22"))
    assert held(ledger) == (2, "2020-10-22")


def count_and_take_back(ledger: Ledger) -> None:
    with ledger.writing() as transaction:
        transaction.store(an_article(id="storm"), [stored(an_article(id="storm"))], [])
        assert transaction.freshness(SHARED).articles == 2
        raise KeyboardInterrupt


def test_what_is_taken_back_leaves_no_count_behind(ledger: Ledger) -> None:
    held(ledger)
    with pytest.raises(KeyboardInterrupt):
        count_and_take_back(ledger)
    put(ledger, an_article(published="2020-10-23"))
    assert held(ledger) == (1, "2020-10-23")


def test_an_older_view_keeps_its_own_counts(ledger: Ledger, home: Path, open_ledger: Callable[[Path], Ledger]) -> None:
    with ledger.reading() as older:
        revision = older.revision
        put(open_ledger(home), an_article(id="storm"))
        other = open_ledger(home)
        other._remembered = ledger._remembered
        assert held(other)[0] == 2
        assert (older.freshness(SHARED).articles, revision) == (1, older.revision)


def test_how_often_a_word_stands_is_looked_up_once(in_file: Ledger) -> None:
    with in_file.reading() as snapshot:
        before = snapshot.counts.holding("rain")
        asked: list[str] = []
        snapshot._connection.set_trace_callback(asked.append)
        assert (snapshot.counts.holding("rain"), asked) == (before, [])


@pytest.mark.parametrize(("most", "again"), [(2, 0), (1, 1)])
def test_the_rows_of_a_word_are_read_once_if_there_is_room_for_them(
    in_file: Ledger, monkeypatch: pytest.MonkeyPatch, most: int, again: int
) -> None:
    put(in_file, an_article(id="storm"))
    monkeypatch.setattr(counting, "MOST_ROWS", most)
    with in_file.reading() as snapshot:
        before = snapshot.counts.rows("rain").tolist()
        asked: list[str] = []
        snapshot._connection.set_trace_callback(asked.append)
        assert (snapshot.counts.rows("rain").tolist(), len(before)) == (before, 2)
    assert sum("MATCH" in one for one in asked) == again


def test_rows_are_read_anew_when_the_ledger_changed(ledger: Ledger) -> None:
    for articles in (1, 2):
        with ledger.reading() as snapshot:
            assert len(snapshot.counts.rows("rain")) == articles
        put(ledger, an_article(id="storm"))


def test_a_word_that_stands_nowhere_has_no_rows(ledger: Ledger) -> None:
    with ledger.reading() as snapshot:
        assert snapshot.counts.rows("nowhere").tolist() == []
