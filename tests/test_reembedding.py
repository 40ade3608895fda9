"""Another embedding model means new vectors for all; the old ones serve until the new ones are complete."""

from pathlib import Path

import numpy as np
import pytest
from fake_embeddings import FakeEmbeddings
from test_copies import write

from bot.desk import Desk
from index import Indexer, ModelMismatch
from index.indexing.reembedding import NEXT


class BrokenOffError(Exception):
    """Stand for a kill."""


class OtherEmbeddings(FakeEmbeddings):
    """Another model, with vectors of another length; it may break off."""

    def __init__(self, *, breaks_after: int | None = None) -> None:
        super().__init__(name="other", most_tokens=100)
        self.left = breaks_after
        self.encoded = 0

    def encode(self, texts):
        if self.left is not None:
            if self.left <= 0:
                raise BrokenOffError
            self.left -= len(texts)
        self.encoded += len(texts)
        return np.ascontiguousarray(super().encode(texts)[:, :128])


@pytest.fixture
def corpus(desk: Desk, tmp_path: Path) -> Path:
    file = tmp_path / "corpus.jsonl"
    texts = {f"{number:03}": f"Article {number}. " + "Rain fell on the harbour. " * 60 for number in range(150)}
    write(file, texts | {"copy": texts["000"]})
    Indexer(desk.ledger, FakeEmbeddings()).index("shared", [str(file)])
    Indexer(desk.ledger, FakeEmbeddings()).index("other", [str(file)])
    return file


def vectors(desk: Desk, library: str = "shared") -> tuple[int, ...]:
    with desk.ledger.reading() as snapshot:
        return snapshot.vectors(library)[1].shape


def test_every_library_is_embedded_anew(desk: Desk, corpus: Path) -> None:
    before = vectors(desk)
    report = Indexer(desk.ledger, OtherEmbeddings()).index("shared", [])
    assert (report.unchanged, report.copies) == (150, 1)
    assert report.embedded == vectors(desk)[0] * 2
    assert vectors(desk) == vectors(desk, "other")
    assert (vectors(desk)[1], vectors(desk)[0] > before[0]) == (128, True)


def test_a_dry_run_tells_it_and_embeds_nothing(desk: Desk, corpus: Path) -> None:
    told: list[str] = []
    Indexer(desk.ledger, OtherEmbeddings(breaks_after=0), tell=told.append).index("shared", [], dry=True)
    assert "would be embedded anew" in told[0]


def test_a_person_is_told(desk: Desk, corpus: Path) -> None:
    told: list[str] = []
    Indexer(desk.ledger, OtherEmbeddings(), tell=told.append).index("shared", [])
    assert "embedding model changed" in told[0]


def test_the_old_index_answers_until_the_new_one_is_complete(desk: Desk, corpus: Path) -> None:
    with pytest.raises(BrokenOffError):
        Indexer(desk.ledger, OtherEmbeddings(breaks_after=300)).index("shared", [])
    assert vectors(desk)[1] == 384
    assert desk.search("Rain fell", ("shared",), 3).hits


def test_what_was_broken_off_goes_on_where_it_was(desk: Desk, corpus: Path) -> None:
    with pytest.raises(BrokenOffError):
        Indexer(desk.ledger, OtherEmbeddings(breaks_after=600)).index("shared", [])
    embeddings = OtherEmbeddings()
    Indexer(desk.ledger, embeddings).index("shared", [])
    passages = vectors(desk)[0] + vectors(desk, "other")[0]
    assert 0 < embeddings.encoded <= passages - 256
    assert not (desk.ledger.home / NEXT).exists()


def test_the_old_model_is_refused_from_then_on(desk: Desk, corpus: Path) -> None:
    Indexer(desk.ledger, OtherEmbeddings()).index("shared", [])
    with pytest.raises(ModelMismatch):
        desk.search("Rain fell", ("shared",), 3)


@pytest.fixture
def broken_off(desk: Desk, corpus: Path) -> Desk:
    with pytest.raises(BrokenOffError):
        Indexer(desk.ledger, OtherEmbeddings(breaks_after=300)).index("shared", [])
    return desk


def test_an_article_forgotten_meanwhile_does_not_come_back(broken_off: Desk) -> None:
    with broken_off.ledger.writing() as transaction:
        transaction.remove("shared", "001")
    Indexer(broken_off.ledger, OtherEmbeddings()).index("other", [])
    with broken_off.ledger.reading() as snapshot:
        assert snapshot.article("shared", "001") is None


def test_a_source_forgotten_meanwhile_does_not_come_back(broken_off: Desk, corpus: Path) -> None:
    assert broken_off.drop_sources("shared", [str(corpus)]) == [str(corpus)]
    Indexer(broken_off.ledger, OtherEmbeddings()).index("other", [])
    with broken_off.ledger.reading() as snapshot:
        assert snapshot.sources("shared") == []


def test_chroma_is_filled_with_the_new_vectors(desk: Desk, corpus: Path) -> None:
    desk.follower.prepare()
    desk.follower.close()
    Indexer(desk.ledger, OtherEmbeddings()).index("shared", [])
    assert desk.follower.prepare()
    query = OtherEmbeddings().encode(["Rain"])[0]
    with desk.ledger.reading() as snapshot:
        assert len(desk.follower.near(snapshot, "shared", query, 5)) == 5


def test_the_same_model_does_nothing(desk: Desk, corpus: Path) -> None:
    assert Indexer(desk.ledger, FakeEmbeddings()).index("shared", []).embedded == 0
