"""Numbered articles with made-up vectors: put into a ledger, as a run of indexing does, and removed from it."""

import json

from fake_embeddings import FakeEmbeddings
from victim import text_of

from index import Indexer, Ledger

EMBEDDINGS = FakeEmbeddings(most_tokens=60)


def add(ledger: Ledger, numbers: range, library: str = "shared", round_: int = 1) -> None:
    source = ledger.home / f"{library}-{numbers.start}.jsonl"
    fields = [{"id": str(number), "title": "Report", "text": text_of(number, round_)} for number in numbers]
    source.write_text("".join(json.dumps(each) + "\n" for each in fields))
    Indexer(ledger, EMBEDDINGS).index(library, [str(source)])


def remove(ledger: Ledger, number: int, library: str = "shared") -> None:
    with ledger.writing() as transaction:
        assert transaction.remove(library, str(number))
