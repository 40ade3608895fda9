"""Chroma holds a collection for each library, whatever its name, in a folder and on a server alike.

Damage to a folder's files shows in their contents.
"""

import re
import string
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest
from chroma_server import ChromaServer, running
from fake_embeddings import FakeEmbeddings
from hypothesis import given
from hypothesis import strategies as st

from index.errors import VectorsError
from index.vectors import DATABASE, ChromaVectors, Collections, ServedVectors, collections, contents_of
from index.vectors.collections import HNSW, HNSW_OF_MANY

pytestmark = pytest.mark.enable_socket  # to a server on loopback

LEGAL = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9._-]{1,510}[a-zA-Z0-9]")  # Chroma's own rule
NAMES = st.text(string.ascii_letters + string.digits + "-_.", min_size=1, max_size=100)
ODD = ["a", ".", "..", "-_-", "127.0.0.1", "libraries", "shared", "SHARED", "A" * 100]
ENCODE = FakeEmbeddings().encode

Open = Callable[[], Collections]


class Unopened(Collections):
    """Names of collections, as on a server, and none of them."""

    def contents(self) -> str:
        return ""

    def close(self) -> None: ...

    def _made(self, name: str, hnsw: object) -> None: ...


NAMING = Unopened("newsdesk-0123456789abcdef-0123456789abcdef-")


def untold(written: int) -> None: ...


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    with running(tmp_path_factory.mktemp("server")) as started:
        yield started


@pytest.fixture(params=["folder", "server"])
def open_chroma(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Open the same collections again and again."""
    with ExitStack() as stack:

        def opened() -> Collections:
            if request.param == "folder":
                chroma: Collections = ChromaVectors(tmp_path / "chroma")
            else:
                server = request.getfixturevalue("server")
                chroma = ServedVectors(server.address, tmp_path.name.replace("_", "-"), "1")
            stack.callback(chroma.close)
            return chroma

        yield opened


@pytest.fixture
def chroma(open_chroma: Open) -> Collections:
    return open_chroma()


@given(NAMES)
def test_every_librarys_collection_has_a_legal_name(library: str) -> None:
    assert LEGAL.fullmatch(NAMING.name_of(library))
    assert ".." not in NAMING.name_of(library)


@given(st.text(min_size=1, max_size=100))
def test_a_collection_is_that_of_one_library_only(library: str) -> None:
    assert NAMING.library_of(NAMING.name_of(library)) == library


def test_a_collection_of_others_is_that_of_no_library() -> None:
    assert NAMING.library_of("newsdesk-0123456789abcdef-fedcba9876543210-61") is None


def test_libraries_of_odd_names_are_kept_apart(chroma: Collections) -> None:
    for library, vector in zip(ODD, ENCODE(ODD), strict=True):
        chroma.put(library, [library.encode().hex()], [vector], untold)
    found = [chroma.near(library, ENCODE(["anything"])[0], 5) for library in ODD]
    assert [[near.passage_id for near in nearest] for nearest in found] == [[name.encode().hex()] for name in ODD]


def test_collections_are_found_again_when_they_are_opened(open_chroma: Open) -> None:
    chroma = open_chroma()
    for library in ODD:
        chroma.put(library, ["a"], ENCODE(["a"]), untold)
    chroma.close()
    assert open_chroma().libraries == set(ODD)


def test_the_inventory_counts_the_passages_of_each_library(chroma: Collections) -> None:
    chroma.put("b", ["1", "2"], ENCODE(["1", "2"]), untold)
    chroma.put("a", ["1"], ENCODE(["1"]), untold)
    assert chroma.inventory() == "a=1 b=2"


def test_an_inventory_that_is_not_what_was_noted_is_refused(chroma: Collections) -> None:
    chroma.put("a", ["1"], ENCODE(["1"]), untold)
    chroma.require("a=1")
    with pytest.raises(VectorsError, match="does not hold what was written"):
        chroma.require("a=2")


def test_the_nearest_comes_first_with_its_cosine(chroma: Collections) -> None:
    words = ["rain on the harbour", "rain", "a vote"]
    vectors = ENCODE(words)
    chroma.put("a", words, vectors, untold)
    found = chroma.near("a", vectors[0], 3)
    cosines = dict(zip(words, (vectors @ vectors[0]).tolist(), strict=True))
    assert [near.passage_id for near in found] == sorted(words, key=lambda word: (-cosines[word], word))
    assert np.allclose([near.similarity for near in found], sorted(cosines.values(), reverse=True), atol=1e-5)


def test_equally_near_passages_come_by_id(chroma: Collections) -> None:
    chroma.put("a", ["3", "1", "2"], ENCODE(["same"] * 3), untold)
    assert [near.passage_id for near in chroma.near("a", ENCODE(["same"])[0], 3)] == ["1", "2", "3"]


def test_a_vector_put_again_takes_the_place_of_the_first(chroma: Collections) -> None:
    for words in ("rain", "a vote"):
        chroma.put("a", ["1"], ENCODE([words]), untold)
    assert chroma.near("a", ENCODE(["a vote"])[0], 5)[0].similarity > 0.9999
    assert chroma.ids("a") == {"1"}


def test_what_is_removed_is_found_no_more(chroma: Collections) -> None:
    chroma.put("a", ["1", "2"], ENCODE(["rain", "a vote"]), untold)
    chroma.remove("a", ["1", "never there"])
    assert chroma.keys() == {("a", "2")}
    assert [near.passage_id for near in chroma.near("a", ENCODE(["rain"])[0], 5)] == ["2"]


def test_a_library_without_a_collection_holds_no_ids(chroma: Collections) -> None:
    assert chroma.ids("a") == set()


def test_what_is_not_found_by_its_own_vector_is_told(chroma: Collections) -> None:
    numbers = [str(number) for number in range(100)]
    chroma.put("a", numbers, ENCODE(numbers), untold)
    asked = dict(zip(numbers, ENCODE(numbers), strict=True)) | {"other": ENCODE(["never put"])[0]}
    assert chroma.unfound("a", asked) == ["other"]


def test_some_of_a_library_are_as_many_as_asked_for(chroma: Collections) -> None:
    chroma.put("a", ["1", "2", "3"], ENCODE(["1", "2", "3"]), untold)
    assert len(chroma.some_of("a", 2)) == 2
    assert sorted(chroma.some_of("a", 5)) == ["1", "2", "3"]


def test_progress_is_told_by_how_many_are_written(chroma: Collections) -> None:
    told: list[int] = []
    numbers = [str(number) for number in range(1_001)]
    chroma.put("a", numbers, ENCODE(["1"] * 1_001), told.append)
    assert (sum(told), len(told) > 1) == (1_001, True)  # a server gets as many at a time as it may be sent


def test_a_library_put_whole_is_found_with_what_is_put_after_it(chroma: Collections) -> None:
    told: list[int] = []
    numbers = [str(number) for number in range(2_001)]
    vectors = ENCODE(numbers)
    chroma.put_whole("a", numbers, vectors, told.append)
    assert sum(told) == 2_001
    chroma.put("a", ["new"], ENCODE(["new"]), untold)
    assert chroma.ids("a") == {*numbers, "new"}
    assert not chroma.unfound("a", {one: vectors[int(one)] for one in numbers[::100]} | {"new": ENCODE(["new"])[0]})


def test_the_index_files_of_a_library_put_whole_take_every_later_write(tmp_path: Path) -> None:
    chroma = ChromaVectors(tmp_path)
    numbers = [str(number) for number in range(2_001)]
    chroma.put_whole("a", numbers, ENCODE(numbers), untold)
    for word in ("one", "two"):
        before = chroma.contents()
        chroma.put("a", [f"{word} more", f"{word} less"], ENCODE([f"{word} more", f"{word} less"]), untold)
        assert chroma.contents() != before
    chroma.close()


@pytest.mark.parametrize(("passages", "hnsw"), [(100, HNSW), (101, HNSW_OF_MANY)])
@pytest.mark.parametrize("whole", [True, False])
def test_a_library_of_many_passages_gets_more_ways_to_each(
    chroma: Collections, monkeypatch: pytest.MonkeyPatch, passages: int, hnsw: dict[str, int], whole: bool
) -> None:
    monkeypatch.setattr(collections, "MANY", 100)
    numbers = [str(number) for number in range(passages)]
    (chroma.put_whole if whole else chroma.put)("a", numbers, ENCODE(numbers), untold)
    made = chroma._collections["a"].configuration["hnsw"]
    assert {name: made[name] for name in hnsw} == hnsw


@pytest.mark.parametrize(("first", "outgrown"), [(100, True), (101, False)])
def test_a_collection_made_for_few_is_outgrown_by_many(
    chroma: Collections, monkeypatch: pytest.MonkeyPatch, first: int, outgrown: bool
) -> None:
    monkeypatch.setattr(collections, "MANY", 100)
    numbers = [str(number) for number in range(201)]
    for some in (numbers[:first], numbers[first:-1]):
        chroma.put("a", some, ENCODE(some), untold)
    assert not chroma.outgrown
    chroma.put("a", numbers[-1:], ENCODE(numbers[-1:]), untold)
    assert chroma.outgrown is outgrown


def test_what_was_settled_is_held(chroma: Collections) -> None:
    chroma.put("a", ["1"], ENCODE(["1"]), untold)
    chroma.settle("mark")
    assert chroma.keys() == {("a", "1")}


def test_what_is_asked_of_no_collection_is_an_error_of_ours(chroma: Collections) -> None:
    with pytest.raises(VectorsError):
        chroma.near("nowhere", ENCODE(["1"])[0], 1)


def test_whatever_chroma_raises_is_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "chroma").write_text("a file in place of the folder")
    with pytest.raises(VectorsError):
        ChromaVectors(tmp_path / "chroma")


def test_a_folder_without_a_database_has_no_contents(tmp_path: Path) -> None:
    assert contents_of(tmp_path) == ""


@pytest.mark.parametrize("changed", [b"vectors!", b"vectort", b"", b"vector"])
def test_contents_tell_what_changed_in_a_file(tmp_path: Path, changed: bytes) -> None:
    (tmp_path / DATABASE).touch()
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "data.bin").write_bytes(b"vectors")
    before = contents_of(tmp_path)
    (tmp_path / "index" / "data.bin").write_bytes(changed)
    assert contents_of(tmp_path) != before


def test_contents_tell_files_of_two_collections_apart(tmp_path: Path) -> None:
    (tmp_path / DATABASE).touch()
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "data.bin").write_bytes(name.encode())
    before = contents_of(tmp_path)
    for name, other in (("one", "two"), ("two", "one")):
        (tmp_path / name / "data.bin").write_bytes(other.encode())
    assert contents_of(tmp_path) != before
