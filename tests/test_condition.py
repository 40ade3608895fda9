"""The ledger notes what Chroma's folder is, how far it followed and what is in its files."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.condition import (
    FOLDER,
    begin_folder,
    discard_others,
    folder_in_use,
    followed_revision,
    is_whole,
    mark_dirty,
    note_followed,
    note_whole,
)
from index.ledger import Ledger
from index.vectors import DATABASE, contents_of


@pytest.fixture
def ledger(home: Path) -> Iterator[Ledger]:
    opened = Ledger(home)
    yield opened
    opened.close()


@pytest.fixture
def folder(ledger: Ledger) -> Path:
    """A folder in use, with an index file, noted as whole."""
    with ledger.writing() as transaction:
        mark = begin_folder(transaction)
        folder = folder_in_use(ledger.home, transaction)
        (folder / "index").mkdir(parents=True)
        (folder / DATABASE).touch()
        (folder / "index" / "data.bin").write_bytes(b"vectors")
        note_whole(transaction, mark, contents_of(folder), "shared=1")
    return folder


def whole(ledger: Ledger) -> bool:
    with ledger.reading() as snapshot:
        return is_whole(ledger.home, snapshot)


def test_a_new_ledger_has_followed_nothing(ledger: Ledger) -> None:
    with ledger.reading() as snapshot:
        assert followed_revision(snapshot) == 0


def test_a_new_ledger_has_no_whole_folder(ledger: Ledger) -> None:
    assert not whole(ledger)


def test_a_folder_noted_as_whole_is_whole(ledger: Ledger, folder: Path) -> None:
    assert whole(ledger)


def test_a_marked_folder_is_not_whole(ledger: Ledger, folder: Path) -> None:
    with ledger.writing() as transaction:
        mark_dirty(transaction)
    assert not whole(ledger)


def test_a_folder_with_another_file_is_not_whole(ledger: Ledger, folder: Path) -> None:
    (folder / "index" / "data.bin").write_bytes(b"vectorz")
    assert not whole(ledger)


def test_a_new_folder_is_not_whole(ledger: Ledger, folder: Path) -> None:
    with ledger.writing() as transaction:
        begin_folder(transaction)
    assert not whole(ledger)


def test_what_was_followed_is_noted(ledger: Ledger) -> None:
    with ledger.writing() as transaction:
        note_followed(transaction, 7)
    with ledger.reading() as snapshot:
        assert followed_revision(snapshot) == 7


def test_the_folder_in_use_stays_when_others_are_discarded(ledger: Ledger, folder: Path) -> None:
    other = folder.with_name("other")
    other.mkdir()
    (folder.parent / "file").touch()
    (folder.parent / "link").symlink_to(ledger.home)
    discard_others(ledger.home, keep=folder)
    assert list(folder.parent.iterdir()) == [folder]
    assert ledger.home.is_dir()


def test_a_file_in_place_of_chromas_folder_gives_way(ledger: Ledger) -> None:
    (ledger.home / FOLDER).write_text("no folder")
    discard_others(ledger.home, keep=ledger.home / FOLDER / "none")
    assert (ledger.home / FOLDER).is_dir()
