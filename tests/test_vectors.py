"""Chroma holds a collection for each library, whatever its name; damage to its files shows in their contents."""

import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_embeddings import FakeEmbeddings
from hypothesis import given
from hypothesis import strategies as st

from index.errors import VectorsError
from index.vectors import DATABASE, ChromaVectors, _collection_name, _library_of, contents_of

LEGAL = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9._-]{1,510}[a-zA-Z0-9]")  # Chroma's own rule
NAMES = st.text(string.ascii_letters + string.digits + "-_.", min_size=1, max_size=100)
ODD = ["a", ".", "..", "-_-", "127.0.0.1", "libraries", "shared", "SHARED", "A" * 100]


def untold(written: int) -> None: ...


@pytest.fixture
def chroma(tmp_path: Path) -> Iterator[ChromaVectors]:
    opened = ChromaVectors(tmp_path / "chroma")
    yield opened
    opened.close()


@given(NAMES)
def test_every_librarys_collection_has_a_legal_name(library: str) -> None:
    assert LEGAL.fullmatch(_collection_name(library))
    assert ".." not in _collection_name(library)


@given(st.text(min_size=1, max_size=100))
def test_a_collection_is_that_of_one_library_only(library: str) -> None:
    assert _library_of(_collection_name(library)) == library


def test_libraries_of_odd_names_are_kept_apart(chroma: ChromaVectors) -> None:
    for library, vector in zip(ODD, FakeEmbeddings().encode(ODD), strict=True):
        chroma.put(library, [library.encode().hex()], [vector], untold)
    found = [chroma.near(library, FakeEmbeddings().encode(["anything"])[0], 5) for library in ODD]
    assert [[near.passage_id for near in nearest] for nearest in found] == [[name.encode().hex()] for name in ODD]


def test_collections_are_found_again_when_the_folder_is_opened(tmp_path: Path) -> None:
    for attempt in range(2):
        chroma = ChromaVectors(tmp_path / "chroma")
        if attempt == 0:
            for library in ODD:
                chroma.put(library, ["a"], FakeEmbeddings().encode(["a"]), untold)
        libraries = chroma.libraries
        chroma.close()
    assert libraries == set(ODD)


def test_the_inventory_counts_the_passages_of_each_library(chroma: ChromaVectors) -> None:
    chroma.put("b", ["1", "2"], FakeEmbeddings().encode(["1", "2"]), untold)
    chroma.put("a", ["1"], FakeEmbeddings().encode(["1"]), untold)
    assert chroma.inventory() == "a=1 b=2"


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
