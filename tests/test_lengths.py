"""The lengths that BM25 reckons with are read as FTS5 wrote them."""

import pytest
from conftest import an_article
from test_ledger import stored

from index import Ledger
from index.ledger.lengths import Sizes, sizes, varints


@pytest.mark.parametrize(
    ("record", "numbers"),
    [(b"", []), (b"\x07\x00", [7, 0]), (b"\x81\x00", [128]), (b"\xbd\x84\x40\x05", [1_000_000, 5])],
)
def test_numbers_are_unpacked(record: bytes, numbers: list[int]) -> None:
    assert varints(record) == numbers


def test_a_ledger_knows_how_many_tokens_a_passage_has_on_average(home) -> None:
    ledger = Ledger(home)
    with ledger.writing() as transaction:
        for name, text in (("a", "rain"), ("b", "rain on the harbour")):
            article = an_article(text, id=name, title="Rain")
            transaction.store(article, [stored(article)], [])
    with ledger.reading() as snapshot:
        assert sizes(snapshot._connection) == Sizes(2, 3.5)
