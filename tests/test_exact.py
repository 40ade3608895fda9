"""The exact search compares with every passage, and keeps the vectors of few libraries in memory."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from conftest import an_article
from test_ledger import stored

from index import SHARED, Key, Ledger
from index import exact as module
from index.embeddings import Vectors
from index.exact import ExactSearch

PASSAGES = 10
SIZE = PASSAGES * (384 * 4 + 80)  # of a library in memory, in bytes
QUESTION = np.eye(384, dtype=np.float32)[3]


class Pretended:
    """A snapshot of libraries that all hold the same vectors; it counts how often each is read."""

    def __init__(self) -> None:
        self.revision = 1
        self.read: Counter[str] = Counter()
        self.counts = self

    def vectors(self, library: str) -> tuple[list[str], Vectors]:
        self.read[library] += 1
        return [f"{library} {row}" for row in range(PASSAGES)], np.eye(PASSAGES, 384, dtype=np.float32)

    def vectors_of(self, keys: Iterable[Key]) -> dict[Key, Vectors]:
        self.read["by themselves"] += 1
        return dict.fromkeys(keys, QUESTION)

    def passages(self, library: str) -> int:
        return PASSAGES


@pytest.fixture
def snapshot() -> Pretended:
    return Pretended()


def ask(exact: ExactSearch, snapshot: Pretended, *libraries: str) -> list[str]:
    """Ask the libraries in turn and return the ids found in the last one."""
    found = [exact.near(snapshot, library, QUESTION, 2) for library in libraries]  # type: ignore[arg-type]
    return [near.passage_id for near in found[-1]]


def test_the_nearest_comes_first_and_ties_are_ordered_by_id(snapshot: Pretended) -> None:
    assert ask(ExactSearch(), snapshot, "a") == ["a 3", "a 0"]


def test_vectors_are_read_once_for_a_revision(snapshot: Pretended) -> None:
    ask(ExactSearch(), snapshot, "a", "a", "a")
    assert snapshot.read["a"] == 1


def test_vectors_are_read_again_when_the_revision_moved(snapshot: Pretended) -> None:
    exact = ExactSearch()
    ask(exact, snapshot, "a")
    snapshot.revision = 2
    ask(exact, snapshot, "a")
    assert snapshot.read["a"] == 2


def test_a_change_of_one_library_leaves_the_others_in_memory(snapshot: Pretended) -> None:
    exact = ExactSearch()
    ask(exact, snapshot, "a", "b")
    exact.take_over(1, 2, {"b"})
    snapshot.revision = 2
    ask(exact, snapshot, "a", "b")
    assert snapshot.read == {"a": 1, "b": 2}


def test_what_is_older_than_the_changes_that_are_known_is_read_again(snapshot: Pretended) -> None:
    exact = ExactSearch()
    ask(exact, snapshot, "a")
    exact.take_over(2, 3, set())
    snapshot.revision = 3
    ask(exact, snapshot, "a")
    assert snapshot.read["a"] == 2


def test_what_was_read_amid_the_changes_is_kept(snapshot: Pretended) -> None:
    exact = ExactSearch()
    snapshot.revision = 5
    ask(exact, snapshot, "a")
    exact.take_over(3, 7, {"b"})
    snapshot.revision = 7
    ask(exact, snapshot, "a")
    assert snapshot.read["a"] == 1


def test_the_library_asked_longest_ago_gives_way(snapshot: Pretended) -> None:
    exact = ExactSearch(most_bytes=2 * SIZE)
    ask(exact, snapshot, "a", "b", "a", "c")
    assert exact.libraries == ["a", "c"]


def test_the_library_asked_last_stays_however_large(snapshot: Pretended) -> None:
    exact = ExactSearch(most_bytes=1)
    ask(exact, snapshot, "a", "b")
    assert exact.libraries == ["b"]


def test_of_a_few_passages_only_their_own_vectors_are_read(home: Path) -> None:
    ledger = Ledger(home)
    articles = [an_article(id=f"a{number}") for number in range(4)]
    for number, article in enumerate(articles):
        with ledger.writing() as transaction:
            transaction.store(article, [stored(article, number)], [])
    asked = np.array([1, 0.5, 0.2, 0], dtype=np.float32)
    exact = ExactSearch()
    with ledger.reading() as snapshot:
        found = exact.near(snapshot, SHARED, asked, 2, only={"a1-1", "a2-2", "a3-3", "gone"})
    assert ([near.passage_id for near in found], exact.libraries) == (["a1-1", "a2-2"], [])


@pytest.mark.parametrize(
    ("asked_before", "only", "by_themselves"), [(False, 5, 1), (False, 6, 0), (True, 2, 1), (True, 3, 0)]
)
def test_some_passages_are_read_by_themselves_while_that_is_less_work(
    snapshot: Pretended, monkeypatch: pytest.MonkeyPatch, asked_before: bool, only: int, by_themselves: int
) -> None:
    monkeypatch.setattr(module, "FEW", 1)
    monkeypatch.setattr(module, "READ_FOR_ONE", 2)
    monkeypatch.setattr(module, "COMPARED_FOR_ONE", 5)
    exact = ExactSearch()
    if asked_before:
        ask(exact, snapshot, "a")
    some = {f"a {row}" for row in range(only)}
    assert {near.passage_id for near in exact.near(snapshot, "a", QUESTION, 10, some)} == some  # type: ignore[arg-type]
    assert snapshot.read["by themselves"] == by_themselves
