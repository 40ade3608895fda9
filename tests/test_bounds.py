"""What an article says of itself has bounds, whatever it was read from."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk import Desk
from index.indexing.report import summary
from index.loading.bounds import MOST_LANGUAGE, MOST_NAME, MOST_REASON, MOST_TITLE, shortened
from index.loading.documents import Unread
from index.loading.urls import MOST_ID_CHARACTERS

LONG = "Rain fell on the harbour " * 20_000
KINDS = {
    "a.txt": f"{LONG}\n\nIt rained.",
    "a.md": f'---\ntitle: "{LONG[:9_000]}"\nsource: {LONG[:9_000]}\n---\nIt rained.',
    "b.md": f"# {LONG}\n\nIt rained.",
    "a.html": f'<html><head><title>{LONG}</title><meta name="author" content="{LONG}">'
    f'<meta property="og:site_name" content="{LONG}"></head><body><article><p>{"It rained. " * 60}</p></article>',
    "a.jsonl": json.dumps(
        {"id": "a", "title": LONG, "text": "It rained.", "author": LONG, "source": [LONG, LONG], "lang": LONG}
    ),
}


@pytest.mark.parametrize("name", KINDS)
def test_an_article_of_any_kind_is_taken_in_with_names_of_bounded_length(desk: Desk, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(KINDS[name])
    assert desk.index("shared", [tmp_path / name]).added == 1
    with desk.ledger.reading() as snapshot:
        (article,) = snapshot.articles("shared")
    assert "It rained." in article.text
    assert len(article.title) <= MOST_TITLE
    assert max(len(article.id), len(article.author or ""), len(article.source or "")) <= MOST_NAME == MOST_ID_CHARACTERS
    assert len(article.language or "") <= MOST_LANGUAGE


def test_a_first_line_too_long_for_a_title_is_text(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(KINDS["a.txt"])
    desk.index("shared", [tmp_path / "a.txt"])
    with desk.ledger.reading() as snapshot:
        (article,) = snapshot.articles("shared")
    assert (article.title, article.text) == ("a", KINDS["a.txt"])


def test_an_id_that_is_too_long_is_refused_with_the_reason(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "i" * 201, "title": "T", "text": "It rained."}))
    (failed,) = desk.index("shared", [tmp_path / "a.jsonl"]).failed
    assert failed.reason == "its id has more than 200 characters; give it a shorter one"


def test_why_something_failed_is_kept_in_few_words() -> None:
    told = summary("/a", [Unread("/a", "x" * 10_000)])
    assert told is not None
    assert len(told) == MOST_REASON


@pytest.mark.parametrize(
    ("line", "cut"),
    [
        ("Rain fell.", "Rain fell."),
        ("Rain fell in June", "Rain fell…"),
        ("Donaudampfschiff", "Donaudampfs…"),
        ("abcdefghij\u0301k\u0301lm", "abcdefghij\u0301…"),
        ("a" + "\u0301" * 100, "a" + "\u0301" * 10 + "…"),
    ],
)
def test_a_line_is_cut_between_words_else_between_what_looks_like_characters(line: str, cut: str) -> None:
    assert shortened(line, 12) == cut


@given(st.text(), st.integers(2, 50))
def test_no_line_is_longer_than_it_may_be(line: str, most: int) -> None:
    assert len(shortened(line, most)) <= most
