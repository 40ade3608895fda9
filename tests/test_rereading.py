"""New rules for who said what reach the articles that are stored already."""

import sqlite3
from contextlib import closing
from pathlib import Path

from conftest import an_article
from test_ledger import stored

from bot.desk import Desk
from index import SHARED, Ledger, Span, Utterance
from index.indexing.rereading import NOTED, is_outdated, reread
from index.ledger import FILE_NAME
from index.utterances import RULES

TEXT = "Ann Lee said that it rained."


def test_other_rules_utterances_are_replaced(desk: Desk) -> None:
    article = an_article(TEXT)
    old = Utterance("Bob", "Bob", "said", "indirect", (Span(0, 3),))
    with desk.ledger.writing() as transaction:
        transaction.store(article, [stored(article)], [old])
        transaction.set_fact(NOTED, "another")
    reread(desk.ledger)
    with desk.ledger.reading() as snapshot:
        assert [said.speaker for said in snapshot.utterances(SHARED, article.id)] == ["Ann Lee"]
        assert snapshot.speaking((SHARED,), ["bob"], "", 5) == []
        assert snapshot.fact(NOTED) == RULES


def test_what_todays_rules_found_is_not_sought_again(desk: Desk) -> None:
    article = an_article(TEXT)
    with desk.ledger.writing() as transaction:
        transaction.store(article, [stored(article)], [])
        transaction.set_fact(NOTED, RULES)
    reread(desk.ledger)
    with desk.ledger.reading() as snapshot:
        assert snapshot.utterances(SHARED, article.id) == ()


def test_indexing_does_it(desk: Desk) -> None:
    article = an_article(TEXT)
    with desk.ledger.writing() as transaction:
        transaction.store(article, [stored(article)], [])
    desk.index(SHARED, [])
    with desk.ledger.reading() as snapshot:
        assert snapshot.speaking((SHARED,), ["lee"], "", 5) == [article.key]


def test_a_dry_run_tells_it_and_replaces_nothing(desk: Desk) -> None:
    article, told = an_article(TEXT), []
    with desk.ledger.writing() as transaction:
        transaction.store(article, [stored(article)], [])
        transaction.set_fact(NOTED, "another")
    desk.index(SHARED, [], dry=True, tell=told.append)
    with desk.ledger.reading() as snapshot:
        assert ("would be read anew" in told[0], snapshot.utterances(SHARED, article.id)) == (True, ())


def test_an_empty_ledger_has_nothing_to_read_anew(desk: Desk) -> None:
    with desk.ledger.reading() as snapshot:
        assert not is_outdated(snapshot)


def test_a_ledger_of_the_second_format_is_brought_up_to_know_its_speakers(home: Path) -> None:
    article = an_article(TEXT)
    ledger = Ledger(home)
    with ledger.writing() as transaction:
        transaction.store(
            article, [stored(article)], [Utterance("Ann Lee", "Ann Lee", "said", "indirect", (Span(0, 3),))]
        )
    ledger.close()
    with closing(sqlite3.connect(home / FILE_NAME)) as raw, raw:
        raw.executescript("DROP TABLE speakers; DROP INDEX articles_by_source")
        raw.execute("PRAGMA user_version = 2")
    ledger = Ledger(home)
    with ledger.reading() as snapshot:
        assert snapshot.speaking((SHARED,), ["ann", "lee"], "", 5) == [article.key]
    ledger.close()
