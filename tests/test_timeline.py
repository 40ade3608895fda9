"""What somebody said is told in the order of publication, every point of an article once."""

import json
from pathlib import Path

import pytest

from bot.desk import Desk
from bot.errors import UsageProblem
from index import SHARED

ARTICLES = [
    {"id": "new", "title": "New", "date": "2024-05-01", "text": "Ann Lee said that the harbour is closed."},
    {"id": "undated", "title": "Undated", "text": "Ann Lee said that the harbour is for sale."},
    {"id": "old", "title": "Old", "date": "2023-01-01", "text": "Ann Lee said that the harbour is open."},
]


def put(desk: Desk, tmp_path: Path, *articles: dict[str, str], library: str = SHARED) -> None:
    file = tmp_path / f"{library}.jsonl"
    file.write_text("\n".join(json.dumps({"title": "News"} | article) for article in articles))
    desk.index(library, [file])


def test_the_oldest_article_comes_first_and_undated_ones_stand_apart(desk: Desk, tmp_path: Path) -> None:
    put(desk, tmp_path, *ARTICLES)
    timeline = desk.timeline("Ann Lee", (SHARED,), "harbour")
    assert [quote.article.id for quote in timeline.dated] == ["old", "new"]
    assert [quote.article.id for quote in timeline.undated] == ["undated"]


def test_time_zones_are_heeded(desk: Desk, tmp_path: Path) -> None:
    times = {"b": "2024-05-01T23:00:00-05:00", "c": "2024-05-02T05:00:00+00:00", "a": "2024-05-02"}
    put(
        desk,
        tmp_path,
        *({"id": name, "date": at, "text": f"Ann Lee said yes to {name}."} for name, at in times.items()),
    )
    assert [quote.article.id for quote in desk.timeline("Ann Lee", (SHARED,)).dated] == ["a", "b", "c"]


def test_a_point_stands_once_in_an_article_and_in_its_fullest_words(desk: Desk, tmp_path: Path) -> None:
    text = (
        "Ann Lee said that the harbour is closed. Bread got cheaper. "
        "Ann Lee said that the harbour is closed to ferries until summer. Bread got dearer. Ann Lee said it would rain."
    )
    put(desk, tmp_path, {"id": "a", "date": "2024-05-01", "text": text})
    assert [quote.text for quote in desk.timeline("Ann Lee", (SHARED,)).dated] == [
        "Ann Lee said that the harbour is closed to ferries until summer.",
        "Ann Lee said it would rain.",
    ]


def test_two_articles_that_make_one_point_are_both_told(desk: Desk, tmp_path: Path) -> None:
    said = "Ann Lee said that the harbour is closed."
    put(desk, tmp_path, {"id": "a", "date": "2024-05-01", "text": said}, {"id": "b", "text": f"Rain fell. {said}"})
    timeline = desk.timeline("Ann Lee", (SHARED,))
    assert (len(timeline.dated), len(timeline.undated)) == (1, 1)


def test_only_the_topic_is_told_of(desk: Desk, tmp_path: Path) -> None:
    put(desk, tmp_path, *ARTICLES)
    assert desk.timeline("Ann Lee", (SHARED,), "taxes").dated == ()


def test_nobody_is_a_wrong_use(desk: Desk) -> None:
    with pytest.raises(UsageProblem):
        desk.timeline(" ", (SHARED,))
