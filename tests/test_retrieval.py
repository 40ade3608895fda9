"""Hits are fused from two rankings and joined back to the ledger; LangChain sees them as documents."""

import json
from collections.abc import Sequence
from datetime import date

import pytest

from bot.desk import Desk
from index import SHARED, PassageRetriever
from index.retrieval import HybridSearch
from index.scope import DayRange, Scope
from index.vectors import Near


class Pretending:
    """A follower that names passages, whatever it is asked."""

    def __init__(self, *ids: str) -> None:
        self.ids = ids

    def catch_up(self) -> None: ...

    def near(self, *_: object) -> list[Near]:
        return [Near(made, 0.9) for made in self.ids]


class Scoring:
    """A reranker that likes texts by a word's place in a list, and notes what it was asked to read."""

    def __init__(self, *words: str, passages: int = 20) -> None:
        self.words = words
        self.passages = passages
        self.read: list[str] = []

    def scores(self, query: str, texts: Sequence[str]) -> list[float]:
        self.read = list(texts)
        return [float(sum(word in text.split() for word in self.words)) for text in texts]


def put(desk: Desk, library: str, **texts: str) -> None:
    file = desk.ledger.home / f"{library}.jsonl"
    file.write_text("\n".join(json.dumps({"id": name, "title": name, "text": text}) for name, text in texts.items()))
    desk.index(library, [str(file)])


def searching(desk: Desk, follower: object, reranker: Scoring | None = None) -> HybridSearch:
    return HybridSearch(desk.ledger, desk._embeddings, follower, reranker)  # type: ignore[arg-type]


def ids_found(desk: Desk, limit: int, reranker: Scoring | None = None) -> list[str]:
    hits = searching(desk, desk.follower, reranker).find((SHARED,), "harbour rain", limit).hits
    return [hit.article.id for hit in hits]


def test_a_passage_is_found_by_its_words(desk: Desk) -> None:
    put(desk, SHARED, rain="Rain fell on the harbour.", tax="The tax on imports rose.")
    hits = desk.search("harbour", (SHARED,), 1).hits
    assert (hits[0].article.id, hits[0].why.bm25_rank) == ("rain", 1)


def test_a_passage_that_is_gone_from_the_ledger_is_never_a_hit(desk: Desk) -> None:
    put(desk, SHARED, rain="Rain fell on the harbour.")
    found = searching(desk, Pretending("0123456789abcdef")).find((SHARED,), "anything", 10)
    assert found.hits == ()


def test_a_passage_of_another_library_is_never_a_hit(desk: Desk) -> None:
    put(desk, SHARED, rain="Rain fell on the harbour.")
    put(desk, "discord-1", secret="The secret is in the harbour.")
    with desk.ledger.reading() as snapshot:
        foreign = snapshot.vectors("discord-1")[0]
    hits = searching(desk, Pretending(*foreign)).find((SHARED,), "secret harbour", 10).hits
    assert [hit.article.id for hit in hits] == ["rain"]


def test_an_empty_library_has_no_hits(desk: Desk) -> None:
    assert desk.search("harbour", (SHARED,), 10).hits == ()


def test_the_order_of_hits_is_the_same_every_time(desk: Desk) -> None:
    put(desk, SHARED, **{f"a{number}": "Rain fell on the harbour." for number in range(20)})
    ids = [[hit.passage.id for hit in desk.search("harbour rain", (SHARED,), 20).hits] for _ in range(2)]
    assert ids[0] == ids[1]


TEN = {f"a{number}": f"Rain number{number} fell on the harbour." for number in range(10)}


def test_a_reranker_reorders_the_hits_by_its_scores(desk: Desk) -> None:
    put(desk, SHARED, **TEN)
    hits = searching(desk, desk.follower, Scoring("number3")).find((SHARED,), "harbour rain", 10).hits
    assert (hits[0].article.id, hits[0].why.reranked, hits[1].why.reranked) == ("a3", 1.0, 0.0)


def test_hits_of_equal_score_stay_in_their_order(desk: Desk) -> None:
    put(desk, SHARED, **TEN)
    before = ids_found(desk, 10)
    assert ids_found(desk, 10, Scoring()) == before
    assert ids_found(desk, 10, Scoring("number4", "number7")) == sorted(
        before, key=lambda made: made not in ("a4", "a7")
    )


def test_hits_behind_the_first_ones_are_not_read(desk: Desk) -> None:
    put(desk, SHARED, **TEN)
    before = ids_found(desk, 10)
    last = before[-1].replace("a", "number")
    reranker = Scoring(last, passages=4)
    assert ids_found(desk, 10, reranker) == before
    assert len(reranker.read) == 4
    hits = searching(desk, desk.follower, reranker).find((SHARED,), "harbour rain", 10).hits
    assert [hit.why.reranked is None for hit in hits] == [False] * 4 + [True] * 6


def test_what_comes_first_is_chosen_from_more_than_are_wanted(desk: Desk) -> None:
    put(desk, SHARED, **TEN)
    wanted = ids_found(desk, 10)[-1]
    assert ids_found(desk, 1, Scoring(wanted.replace("a", "number"))) == [wanted]


def test_a_reranker_reads_the_title_with_the_passage(desk: Desk) -> None:
    put(desk, SHARED, flood="Rain fell on the harbour.")
    reranker = Scoring()
    ids_found(desk, 1, reranker)
    assert reranker.read == ["flood\nRain fell on the harbour."]


def published(desk: Desk, *articles: dict[str, str]) -> None:
    file = desk.ledger.home / "dated.jsonl"
    file.write_text("\n".join(json.dumps({"title": "Rain", **fields}) for fields in articles))
    desk.index(SHARED, [str(file)])


OLD = {"id": "old", "text": "Rain fell on the harbour.", "date": "2020-05-01", "source": "The Bay Times"}
NEW = {"id": "new", "text": "Rain fell on the harbour again.", "date": "2021-05-01", "url": "https://news.bay.org/1"}
UNDATED = {"id": "undated", "text": "Rain may fall on the harbour."}


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (Scope(), {"old", "new", "undated"}),
        (Scope(published=DayRange(date(2021, 1, 1), None)), {"new"}),
        (Scope(published=DayRange(None, date(2020, 5, 1))), {"old"}),
        (Scope(published=DayRange(date(2022, 1, 1), None)), set()),
        (Scope(source="the bay times"), {"old"}),
        (Scope(source="bay.org"), {"new"}),
        (Scope(source="ay.org"), set()),
        (Scope(source="%"), set()),
        (Scope(articles=((SHARED, "undated"), (SHARED, "new"))), {"undated", "new"}),
        (Scope(published=DayRange(date(2021, 1, 1), None), articles=((SHARED, "old"),)), set()),
    ],
)
def test_a_search_stays_in_its_scope(desk: Desk, scope: Scope, expected: set[str]) -> None:
    published(desk, OLD, NEW, UNDATED)
    hits = searching(desk, desk.follower).find((SHARED,), "rain harbour", 10, scope).hits
    assert {hit.article.id for hit in hits} == expected


@pytest.mark.parametrize(
    ("url", "admitted"),
    [
        ("https://bay.org/1", True),
        ("HTTPS://News.Bay.ORG:8080/1", True),
        ("https://bay.org", True),
        ("https://evil.example/?://www.bay.org/1", False),
        ("https://evil.example/://bay.org/1", False),
        ("https://bay.org.evil.example/1", False),
        ("https://ebay.org/1", False),
    ],
)
def test_a_site_is_told_by_the_host_alone(desk: Desk, url: str, admitted: bool) -> None:
    published(desk, UNDATED | {"url": url})
    hits = searching(desk, desk.follower).find((SHARED,), "rain harbour", 10, Scope(source="Bay.org")).hits
    assert bool(hits) == admitted


def test_a_copy_admits_the_stored_article(desk: Desk) -> None:
    published(desk, OLD, OLD | {"id": "copy", "date": "2023-01-01", "source": "Wire"})
    hits = searching(desk, desk.follower).find((SHARED,), "rain", 10, Scope(source="wire")).hits
    assert [hit.article.id for hit in hits] == ["old"]


@pytest.mark.parametrize(
    ("query", "scope"),
    [
        ("rain in the harbour in The Bay Times", Scope()),
        ("rain in the harbour", Scope(preferred=(DayRange(date(2020, 5, 1), date(2020, 5, 1)),))),
        ("rain in the harbour", Scope(moment=date(2020, 5, 3))),
    ],
)
def test_what_the_query_names_comes_first(desk: Desk, query: str, scope: Scope) -> None:
    published(desk, *(NEW | {"id": f"new{at}", "text": f"Rain fell on the harbour {at}."} for at in range(3)), OLD)
    hits = searching(desk, desk.follower).find((SHARED,), query, 10, scope).hits
    assert hits[0].article.id == "old"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_langchain_sees_passages_as_documents(desk: Desk) -> None:
    put(desk, SHARED, rain="Rain fell on the harbour.")
    retriever = PassageRetriever(search=searching(desk, desk.follower), libraries=(SHARED,), k=3)
    (document,) = retriever.invoke("harbour")
    assert document.page_content == "Rain fell on the harbour."
    assert (document.metadata["article_id"], document.metadata["start"], document.metadata["end"]) == ("rain", 0, 25)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_document_can_be_written_as_json(desk: Desk) -> None:
    put(desk, SHARED, rain="Rain fell on the harbour.")
    retriever = PassageRetriever(search=searching(desk, desk.follower), libraries=(SHARED,), k=3)
    assert "hit" not in json.loads(retriever.invoke("harbour")[0].model_dump_json())
