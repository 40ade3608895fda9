"""Hits are thinned out: few of one article, and one of each text."""

from conftest import an_article

from index import Context, Hit, Passage, Why, diverse
from index.diversity import PER_ARTICLE


def hit(article_id: str, text: str, at: int = 0) -> Hit:
    article = an_article(text, id=article_id)
    passage = Passage(f"{article_id}-{at}", article_id, at, 0, len(text), text)
    return Hit(passage, article, Context((passage,), ()), 1.0, Why(1, 1, 1.0))


def test_one_article_takes_few_places() -> None:
    hits = [hit("a", f"Number {at} rained on harbour {at * 7}", at) for at in range(PER_ARTICLE + 2)]
    assert len(diverse(hits, 10)) == PER_ARTICLE


def test_of_near_copies_the_first_stays() -> None:
    copies = [
        hit("a", "Rain fell on the harbour of Brandersund today"),
        hit("b", "Rain fell on the harbour of Brandersund"),
    ]
    assert [each.article.id for each in diverse(copies, 10)] == ["a"]


def test_different_texts_stay_in_their_order() -> None:
    hits = [hit("b", "Rain fell on the harbour"), hit("a", "The tax on imports rose")]
    assert diverse(hits, 10) == tuple(hits)


def test_there_are_no_more_than_asked_for() -> None:
    assert len(diverse([hit("a", "Rain fell"), hit("b", "Taxes rose"), hit("c", "Ships sank")], 2)) == 2


def test_texts_without_words_are_no_copies() -> None:
    assert len(diverse([hit("a", "…"), hit("b", "—")], 10)) == 2
