"""Hits are fused from two rankings and joined back to the ledger; LangChain sees them as documents."""

import json

import pytest

from bot.desk import Desk
from index import SHARED, PassageRetriever
from index.retrieval import HybridSearch, fused
from index.vectors import Near


class Pretending:
    """A follower that names passages, whatever it is asked."""

    def __init__(self, *ids: str) -> None:
        self.ids = ids

    def catch_up(self) -> None: ...

    def near(self, *_: object) -> list[Near]:
        return [Near(made, 0.9) for made in self.ids]


def put(desk: Desk, library: str, **texts: str) -> None:
    file = desk.ledger.home / f"{library}.jsonl"
    file.write_text("\n".join(json.dumps({"id": name, "title": name, "text": text}) for name, text in texts.items()))
    desk.index(library, [str(file)])


def searching(desk: Desk, follower: object) -> HybridSearch:
    return HybridSearch(desk.ledger, desk._embeddings, follower)  # type: ignore[arg-type]


def test_what_both_rankings_like_comes_first() -> None:
    assert list(fused([["a", "b", "c"], ["b", "d"]])) == ["b", "a", "d", "c"]


def test_ties_are_broken_by_id() -> None:
    assert list(fused([["b"], ["a"]])) == ["a", "b"]


def test_a_passage_is_found_by_its_words(desk: Desk) -> None:
    put(desk, SHARED, rain="Rain fell on the harbour.", tax="The tax on imports rose.")
    hits = desk.search("harbour", SHARED, 1).hits
    assert (hits[0].article.id, hits[0].why.bm25_rank) == ("rain", 1)


def test_a_passage_that_is_gone_from_the_ledger_is_never_a_hit(desk: Desk) -> None:
    put(desk, SHARED, rain="Rain fell on the harbour.")
    found = searching(desk, Pretending("0123456789abcdef")).find(SHARED, "anything", 10)
    assert found.hits == ()


def test_a_passage_of_another_library_is_never_a_hit(desk: Desk) -> None:
    put(desk, SHARED, rain="Rain fell on the harbour.")
    put(desk, "discord-1", secret="The secret is in the harbour.")
    with desk.ledger.reading() as snapshot:
        foreign = snapshot.vectors("discord-1")[0]
    hits = searching(desk, Pretending(*foreign)).find(SHARED, "secret harbour", 10).hits
    assert [hit.article.id for hit in hits] == ["rain"]


def test_an_empty_library_has_no_hits(desk: Desk) -> None:
    assert desk.search("harbour", SHARED, 10).hits == ()


def test_the_order_of_hits_is_the_same_every_time(desk: Desk) -> None:
    put(desk, SHARED, **{f"a{number}": "Rain fell on the harbour." for number in range(20)})
    ids = [[hit.passage.id for hit in desk.search("harbour rain", SHARED, 20).hits] for _ in range(2)]
    assert ids[0] == ids[1]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_langchain_sees_passages_as_documents(desk: Desk) -> None:
    put(desk, SHARED, rain="Rain fell on the harbour.")
    retriever = PassageRetriever(search=searching(desk, desk.follower), library=SHARED, k=3)
    (document,) = retriever.invoke("harbour")
    assert document.page_content == "Rain fell on the harbour."
    assert (document.metadata["article_id"], document.metadata["start"], document.metadata["end"]) == ("rain", 0, 25)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_document_can_be_written_as_json(desk: Desk) -> None:
    put(desk, SHARED, rain="Rain fell on the harbour.")
    retriever = PassageRetriever(search=searching(desk, desk.follower), library=SHARED, k=3)
    assert "hit" not in json.loads(retriever.invoke("harbour")[0].model_dump_json())
