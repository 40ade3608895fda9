"""Guests name pages, feeds and files of their own, and nothing of this machine."""

import pytest

from bot.errors import UsageProblem
from bot.guests import LONGEST_ADDRESS, of_the_web, public_address, sources_of
from index import HandedFile, SourceState


@pytest.mark.parametrize(
    "typed",
    ["", " ", "-", ".", "/etc/passwd", "../articles", "file:///etc/passwd", "attachment://a.txt", "a.example",
     "javascript:alert(1)", "ftp://a.example/", "https://user:secret@a.example/", "https://", "http://[", "HTTPS://\0",
     "https://a.example/" + "x" * LONGEST_ADDRESS],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(typed: str) -> None:
    with pytest.raises(UsageProblem, match="is no web address"):
        public_address(typed)


def test_an_address_is_taken_in_its_one_spelling() -> None:
    assert public_address(" https://A.example:443/news?utm_source=x#top ") == "https://a.example/news"


def test_what_is_named_comes_before_what_is_known() -> None:
    known = [SourceState("https://a.example/feed", None, None)]
    named = sources_of(["https://b.example/"], [HandedFile("../c.txt", b"")], known)
    assert named == ["https://b.example/", "attachment://c.txt"]


def test_folders_of_the_operator_are_neither_named_nor_read_again() -> None:
    states = [SourceState("/srv/articles", None, None), SourceState("https://a.example/feed", None, None)]
    assert of_the_web(states) == states[1:]
    assert sources_of([], [], states) == ["https://a.example/feed"]
    with pytest.raises(UsageProblem, match="No page or feed is known"):
        sources_of([], [], states[:1])
