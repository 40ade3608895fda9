"""Chroma is filled with the libraries that have a collection, and told of what changed."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from fake_embeddings import FakeEmbeddings

from index import Indexer, Ledger
from index.condition import DIRTY, begin_folder
from index.errors import VectorsError
from index.filling import apply, fill, has_collection, is_much, pending_since, reconnect
from index.progress import Progress, no_progress
from index.vectors import ChromaVectors

LARGE = 3


@pytest.fixture
def ledger(home: Path) -> Iterator[Ledger]:
    opened = Ledger(home)
    yield opened
    opened.close()


@pytest.fixture
def chroma(tmp_path: Path) -> Iterator[ChromaVectors]:
    opened = ChromaVectors(tmp_path / "chroma")
    yield opened
    opened.close()


def add(ledger: Ledger, library: str, *names: str) -> None:
    """Add articles of one passage each."""
    source = ledger.home / f"{library}-{names[0]}.jsonl"
    source.write_text("".join(json.dumps({"id": name, "title": name, "text": f"On {name}."}) + "\n" for name in names))
    Indexer(ledger, FakeEmbeddings()).index(library, [str(source)])


def filled(ledger: Ledger, chroma: ChromaVectors, progress: Progress) -> int:
    with ledger.writing() as transaction:
        mark = begin_folder(transaction)
    return fill(ledger, chroma, mark, LARGE, progress)


@pytest.mark.parametrize(
    ("library", "passages", "has"),
    [("shared", 0, False), ("shared", 1, True), ("discord-1", 2, False), ("discord-1", 3, True)],
)
def test_shared_and_large_libraries_have_a_collection(library: str, passages: int, has: bool) -> None:
    assert has_collection(library, passages, LARGE) is has


def test_chroma_is_filled_with_shared_and_large_libraries(ledger: Ledger, chroma: ChromaVectors) -> None:
    add(ledger, "shared", "a")
    add(ledger, "small", "a", "b")
    add(ledger, "large", "a", "b", "c")
    filled(ledger, chroma, no_progress)
    assert chroma.inventory() == "large=3 shared=1"


def test_progress_counts_all_libraries_together(ledger: Ledger, chroma: ChromaVectors) -> None:
    add(ledger, "shared", "a")
    add(ledger, "large", "a", "b", "c")
    told: list[tuple[int, int]] = []
    filled(ledger, chroma, lambda done, total: told.append((done, total)))
    assert told[-1] == (4, 4)


def test_nothing_is_pending_after_filling(ledger: Ledger, chroma: ChromaVectors) -> None:
    add(ledger, "shared", "a")
    assert pending_since(ledger, filled(ledger, chroma, no_progress), chroma.libraries, LARGE) is None


def test_changes_are_pending_by_library(ledger: Ledger, chroma: ChromaVectors) -> None:
    add(ledger, "shared", "a")
    followed = filled(ledger, chroma, no_progress)
    add(ledger, "small", "a", "b")
    pending = pending_since(ledger, followed, chroma.libraries, LARGE)
    assert pending
    assert {library: len(changes) for library, changes in pending.changes.items()} == {"small": 2}


@pytest.mark.parametrize(("library", "most", "much"), [("shared", 1, True), ("shared", 2, False), ("small", 1, False)])
def test_how_much_is_to_be_followed_is_told_beforehand(
    ledger: Ledger, chroma: ChromaVectors, library: str, most: int, *, much: bool
) -> None:
    add(ledger, "shared", "a")
    followed = filled(ledger, chroma, no_progress)
    add(ledger, library, "b", "c")
    assert is_much(ledger, followed, chroma.libraries, LARGE, most) is much


def test_a_library_that_grows_large_is_much_to_follow(ledger: Ledger, chroma: ChromaVectors) -> None:
    add(ledger, "shared", "a")
    followed = filled(ledger, chroma, no_progress)
    add(ledger, "growing", "b", "c")
    assert is_much(ledger, followed, chroma.libraries, 2, most=1)


def test_changes_of_small_libraries_are_followed_without_a_mark(ledger: Ledger, chroma: ChromaVectors) -> None:
    add(ledger, "shared", "a")
    followed = filled(ledger, chroma, no_progress)
    add(ledger, "small", "a")
    pending = pending_since(ledger, followed, chroma.libraries, LARGE)
    assert pending
    apply(ledger, chroma, pending, no_progress)
    assert chroma.inventory() == "shared=1"
    assert pending_since(ledger, pending.revision, chroma.libraries, LARGE) is None


def lose(ledger: Ledger, chroma: ChromaVectors, passages: int) -> list[str]:
    """Give passages of the shared library vectors by which they are not found; return their ids."""
    with ledger.reading() as snapshot:
        ids = snapshot.vectors("shared")[0][:passages]
    chroma.put("shared", ids, FakeEmbeddings().encode([f"other {made}" for made in ids]), lambda written: None)
    return ids


def found(ledger: Ledger, chroma: ChromaVectors, passages: Iterable[str]) -> bool:
    with ledger.reading() as snapshot:
        vectors = snapshot.vectors_of(("shared", made) for made in passages)
    return not chroma.unfound("shared", {made: vector for (_, made), vector in vectors.items()})


def test_a_passage_to_which_chroma_lost_the_way_is_found_again(ledger: Ledger, chroma: ChromaVectors) -> None:
    add(ledger, "shared", *"abcdefgh")
    followed = filled(ledger, chroma, no_progress)
    lost = lose(ledger, chroma, 2)
    assert not found(ledger, chroma, lost)
    assert reconnect(ledger, chroma, followed, samples=8) == 2
    assert found(ledger, chroma, lost)
    assert pending_since(ledger, followed, chroma.libraries, LARGE) is None, "the mark is taken away"
    assert reconnect(ledger, chroma, followed, samples=8) == 0


def test_following_a_change_looks_for_other_passages_too(ledger: Ledger, chroma: ChromaVectors) -> None:
    add(ledger, "shared", *"abcdefgh")
    followed = filled(ledger, chroma, no_progress)
    lost = lose(ledger, chroma, 1)
    assert not found(ledger, chroma, lost)
    add(ledger, "shared", "new")
    pending = pending_since(ledger, followed, chroma.libraries, LARGE)
    assert pending
    apply(ledger, chroma, pending, no_progress)
    assert found(ledger, chroma, lost)


@pytest.mark.parametrize("moment", ["before", "meanwhile"])
def test_a_mark_that_another_one_sets_outlives_the_taking_over(
    ledger: Ledger, chroma: ChromaVectors, moment: str
) -> None:
    def mark_as_erasing_does() -> None:
        with ledger.writing() as transaction:
            transaction.set_fact(DIRTY, "1")

    add(ledger, "shared", "a")
    followed = filled(ledger, chroma, no_progress)
    add(ledger, "shared", "b")
    pending = pending_since(ledger, followed, chroma.libraries, LARGE)
    assert pending
    if moment == "before":
        mark_as_erasing_does()
        with pytest.raises(VectorsError):
            apply(ledger, chroma, pending, no_progress)
    else:
        apply(ledger, chroma, pending, lambda done, total: mark_as_erasing_does())
    with ledger.reading() as snapshot:
        assert snapshot.fact(DIRTY) == "1"
