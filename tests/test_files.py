"""Folders are listed with their subfolders, without hidden files, links and keys."""

import os
from pathlib import Path

import pytest
from conftest import NOBODY, become, open_the_way

from index import SourceError
from index.loading.files import files_in, is_key_shaped


def names(folder: Path, *, links: bool = False) -> list[str]:
    return [file.relative_to(folder).as_posix() for file in files_in(folder, links=links).files]


def put(folder: Path, *names: str, content: bytes = b"x") -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def test_a_folder_is_listed_with_its_subfolders_without_hidden_files_and_links(tmp_path: Path) -> None:
    put(tmp_path, "b.txt", "sub/a.md", ".hidden.txt", ".git/c.txt", "d.png")
    (tmp_path / "link.txt").symlink_to("b.txt")
    (tmp_path / "linked").symlink_to("sub")
    assert names(tmp_path) == ["b.txt", "sub/a.md"]


def test_links_are_followed_on_request_and_each_file_is_listed_once(tmp_path: Path) -> None:
    put(tmp_path, "outside/c.txt", "in/b.txt", "in/sub/a.md")
    (tmp_path / "in/link.txt").symlink_to("b.txt")
    (tmp_path / "in/linked").symlink_to(tmp_path / "outside")
    (tmp_path / "in/sub/loop").symlink_to(tmp_path / "in")
    assert names(tmp_path / "in", links=True) == ["b.txt", "linked/c.txt", "sub/a.md"]


def test_files_of_other_names_are_taken_if_they_are_plainly_articles(tmp_path: Path) -> None:
    put(tmp_path, "page.php", content=b"<!doctype html><title>x</title>")
    put(tmp_path, "report.bin", content=b"%PDF-1.7")
    put(tmp_path, "code.py", "data.json", "style.css", content=b"plain text")
    assert names(tmp_path) == ["page.php", "report.bin"]


def test_files_of_other_kinds_are_named(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "sub/t.csv", "x.rtf", ".hidden.csv", "server.pem", content=b"plain text")
    assert [path.name for path in files_in(tmp_path).other_kinds] == ["t.csv", "x.rtf"]


@pytest.mark.parametrize(
    "name", ["id_rsa", "id_ed25519.pub", "server.pem", "site.key", "a.kdbx", ".env", "prod.env", "credentials.json"]
)
def test_a_file_named_like_a_key_is_refused(tmp_path: Path, name: str) -> None:
    put(tmp_path, name, "a.txt")
    assert names(tmp_path) == ["a.txt"]
    with pytest.raises(SourceError, match="key or secret"):
        files_in(tmp_path / name)


@pytest.mark.parametrize("name", ["monkey.txt", "keynote.md", "environment.html", "secrets.txt", "passwords.md"])
def test_an_article_about_keys_is_none(name: str) -> None:
    assert not is_key_shaped(name)


@pytest.mark.parametrize("name", ["missing", "empty"])
def test_a_source_without_articles_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceError):
        files_in(tmp_path / name)


def test_a_link_to_itself_is_passed_over(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    (tmp_path / "loop").symlink_to("loop")
    assert names(tmp_path, links=True) == ["a.txt"]
    with pytest.raises(SourceError):
        files_in(tmp_path / "loop")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become a user to whom a folder is closed")
def test_a_subfolder_that_can_be_listed_and_not_entered_is_named(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "sub/b.txt")
    (tmp_path / "sub").chmod(0o644)
    open_the_way(tmp_path / "sub")
    with become(NOBODY):
        found = files_in(tmp_path)
    assert [file.name for file in found.files] == ["a.txt"]
    assert [Path(unread.source).name for unread in found.unread] == ["b.txt"]


def test_links_that_are_passed_over_are_named(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "sub/b.txt")
    (tmp_path / "linked").symlink_to("sub")
    (tmp_path / "link.txt").symlink_to("a.txt")
    assert sorted(path.name for path in files_in(tmp_path).passed_over) == ["link.txt", "linked"]
