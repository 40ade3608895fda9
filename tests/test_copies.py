"""The same text under another name is stored once, counted, and found under either."""

import json
from pathlib import Path

import pytest
from fake_embeddings import FakeEmbeddings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.desk import Desk
from bot.settings import Settings
from index import Article, Indexer, IndexReport

TEXT = "Rain fell on the harbour. " * 60


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return tmp_path / "corpus.jsonl"


def write(corpus: Path, texts: dict[str, str]) -> None:
    lines = (
        {"id": made, "title": f"Title {made}", "text": text, "url": f"https://{made}.example/"}
        for made, text in texts.items()
    )
    corpus.write_text("".join(json.dumps(line) + "\n" for line in lines))


def index(desk: Desk, corpus: Path, *, prune: bool = False) -> IndexReport:
    return Indexer(desk.ledger, FakeEmbeddings()).index("shared", [str(corpus)], prune=prune)


def resolved(desk: Desk, name: str) -> Article | None:
    with desk.ledger.reading() as snapshot:
        return snapshot.resolved("shared", name)


def stored(desk: Desk) -> dict[str, str]:
    with desk.ledger.reading() as snapshot:
        return {article.id: article.text for article in snapshot.articles("shared")}


def test_a_copy_is_counted_and_not_stored(desk: Desk, corpus: Path) -> None:
    write(corpus, {"a": TEXT, "b": TEXT.replace(" ", "\n", 3), "c": "Sun shone."})
    report = index(desk, corpus)
    assert (report.added, report.copies, sorted(stored(desk))) == (2, 1, ["a", "c"])
    assert [(copy.id, copy.original) for copy in report.copied] == [("b", "a")]


def test_a_copy_stays_one_when_it_is_indexed_again(desk: Desk, corpus: Path) -> None:
    write(corpus, {"a": TEXT, "b": TEXT})
    first, again = index(desk, corpus), index(desk, corpus)
    assert (again.unchanged, again.copies, again.embedded, again.revision) == (1, 1, 0, first.revision)


@pytest.mark.parametrize("name", ["a", "b", "https://a.example/", "https://b.example/"])
def test_the_text_is_found_under_either_id_and_url(desk: Desk, corpus: Path, name: str) -> None:
    write(corpus, {"a": TEXT, "b": TEXT})
    index(desk, corpus)
    found = resolved(desk, name)
    assert found is not None
    assert found.id == "a"


def test_a_copy_that_gets_words_of_its_own_is_stored(desk: Desk, corpus: Path) -> None:
    write(corpus, {"a": TEXT, "b": TEXT})
    index(desk, corpus)
    write(corpus, {"a": TEXT, "b": "Sun shone."})
    report = index(desk, corpus)
    assert (report.updated, report.copies, stored(desk)) == (1, 0, {"a": TEXT, "b": "Sun shone."})


def test_the_text_stays_with_its_copy_when_the_first_changes(desk: Desk, corpus: Path) -> None:
    write(corpus, {"a": TEXT, "b": TEXT})
    index(desk, corpus)
    write(corpus, {"a": "Sun shone.", "b": TEXT})
    index(desk, corpus)
    assert stored(desk) == {"a": "Sun shone.", "b": TEXT}


def test_the_text_stays_with_its_copy_when_the_first_is_pruned(desk: Desk, corpus: Path) -> None:
    write(corpus, {"a": TEXT, "b": TEXT, "c": TEXT})
    index(desk, corpus)
    write(corpus, {"b": TEXT, "c": TEXT})
    report = index(desk, corpus, prune=True)
    assert (report.removed, stored(desk)) == (1, {"b": TEXT})
    assert [(copy.id, copy.original) for copy in index(desk, corpus).copied] == [("c", "b")]


def test_a_copy_that_took_over_a_text_is_complete_at_once(desk: Desk, corpus: Path) -> None:
    write(corpus, {"a": TEXT, "b": TEXT})
    index(desk, corpus)
    write(corpus, {"a": "Sun shone.", "b": TEXT})
    changed, again = index(desk, corpus), index(desk, corpus)
    assert (again.unchanged, again.embedded, again.revision) == (2, 0, changed.revision)


def test_a_copy_is_pruned_without_the_text(desk: Desk, corpus: Path) -> None:
    write(corpus, {"a": TEXT, "b": TEXT})
    index(desk, corpus)
    write(corpus, {"a": TEXT})
    assert index(desk, corpus, prune=True).removed == 1
    assert (stored(desk), resolved(desk, "b")) == ({"a": TEXT}, None)


def test_an_heir_of_an_heir_has_the_vectors_of_its_own_title(desk: Desk, corpus: Path) -> None:
    lines = [{"id": made, "title": title, "text": TEXT} for made, title in (("a", "A"), ("b", "B"), ("c", "B"))]
    corpus.write_text("".join(json.dumps(line) + "\n" for line in lines))
    index(desk, corpus)
    corpus.write_text(json.dumps(lines[2]) + "\n")
    index(desk, corpus, prune=True)
    with desk.ledger.reading() as snapshot:
        article = snapshot.resolved("shared", "c")
        assert article is not None
        held = [stored.vector.tolist() for stored in snapshot.passages(article)]
        asked = [f"B\n{stored.passage.text}" for stored in snapshot.passages(article)]
    assert held == FakeEmbeddings().encode(asked).tolist()


def test_an_article_under_a_new_title_keeps_its_copies(desk: Desk, corpus: Path) -> None:
    write(corpus, {"a": TEXT, "b": TEXT, "c": TEXT})
    index(desk, corpus)
    lines = [("a", "New title", TEXT), ("b", "Title b", "Sun shone."), ("c", "Title c", TEXT), ("d", "Title d", TEXT)]
    corpus.write_text(
        "".join(json.dumps(dict(zip(("id", "title", "text"), line, strict=True))) + "\n" for line in lines)
    )
    report = index(desk, corpus)
    assert ([(copy.id, copy.original) for copy in report.copied], sorted(stored(desk))) == (
        [("c", "a"), ("d", "a")],
        ["a", "b"],
    )


def test_chroma_follows_a_text_that_changes_its_name(desk: Desk, corpus: Path) -> None:
    desk.follower.prepare()
    write(corpus, {"a": TEXT, "b": TEXT})
    index(desk, corpus)
    desk.follower.catch_up()
    write(corpus, {"a": "Sun shone.", "b": TEXT})
    index(desk, corpus)
    hits = desk.search("Rain fell on the harbour", ("shared",), 10).hits
    assert desk.follower.following
    assert {hit.article.id for hit in hits} == {"a", "b"}


_TEXTS = st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["Rain fell.", "Sun shone.", "Wind blew."]))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(_TEXTS.filter(bool), min_size=1, max_size=4))
def test_whatever_changes_every_name_leads_to_its_text(tmp_path_factory: pytest.TempPathFactory, states) -> None:
    folder = tmp_path_factory.mktemp("library")
    desk = Desk(Settings(home=folder / "home"), FakeEmbeddings())
    for texts in states:
        write(folder / "corpus.jsonl", texts)
        index(desk, folder / "corpus.jsonl", prune=True)
        index(desk, folder / "corpus.jsonl", prune=True)
        assert {made: getattr(resolved(desk, made), "text", None) for made in texts} == texts
        assert sorted(stored(desk).values()) == sorted(set(texts.values()))
    desk.close()


def test_a_library_is_as_new_as_its_newest_copy(desk: Desk, corpus: Path) -> None:
    dates = {"a": "2020-01-01", "b": "2024-05-01"}
    lines = ({"id": made, "title": made, "text": TEXT, "date": date} for made, date in dates.items())
    corpus.write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert index(desk, corpus).copies == 1
    with desk.ledger.reading() as snapshot:
        assert snapshot.freshness("shared").newest == "2024-05-01"
