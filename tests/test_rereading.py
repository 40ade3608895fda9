"""New rules for who said what reach the articles that are stored already."""

from conftest import an_article
from test_ledger import stored

from bot.desk import Desk
from index import SHARED, Span, Utterance
from index.indexing.rereading import NOTED, reread
from index.utterances import RULES

TEXT = "Ann Lee said that it rained."


def test_other_rules_utterances_are_replaced_once(desk: Desk) -> None:
    article = an_article(TEXT)
    old = Utterance("Bob", "Bob", "said", "indirect", (Span(0, 3),))
    with desk.ledger.writing() as transaction:
        transaction.store(article, [stored(article)], [old])
        transaction.set_fact(NOTED, "another")
    assert (reread(desk.ledger), reread(desk.ledger)) == (1, 0)
    with desk.ledger.reading() as snapshot:
        assert [said.speaker for said in snapshot.utterances(SHARED, article.id)] == ["Ann Lee"]
        assert snapshot.speaking(SHARED, ["bob"], "", 5) == []
        assert snapshot.fact(NOTED) == RULES


def test_indexing_does_it(desk: Desk) -> None:
    article = an_article(TEXT)
    with desk.ledger.writing() as transaction:
        transaction.store(article, [stored(article)], [])
    desk.index(SHARED, [])
    with desk.ledger.reading() as snapshot:
        assert snapshot.speaking(SHARED, ["lee"], "", 5) == [article.id]
