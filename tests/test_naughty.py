"""Hostile names, titles and texts raise nothing and write nothing outside the data directory."""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import SHARED_DATA
from fake_embeddings import FakeEmbeddings
from kept_answers import ANNA, cited, kept

from bot.desk import Desk
from bot.reactions import feedback_view, gaps_view
from bot.records import Records
from bot.render import answer_view, articles_view, hits_view
from index import Indexer, Parser, Sources, clean_line

NAUGHTY = SHARED_DATA / "security" / "blns" / "blns.json"
TRAVERSAL = SHARED_DATA / "security" / "directory_traversal" / "Intruder"

needs_naughty = pytest.mark.skipif(not NAUGHTY.exists(), reason="the Big List of Naughty Strings is not shipped")
needs_traversal = pytest.mark.skipif(not TRAVERSAL.exists(), reason="the traversal strings are not shipped")


def naughty() -> list[str]:
    return [string for string in json.loads(NAUGHTY.read_text()) if clean_line(string)]


def traversals() -> list[str]:
    lines = (line for file in sorted(TRAVERSAL.iterdir()) for line in file.read_text(errors="replace").splitlines())
    return list(dict.fromkeys(line for line in lines if clean_line(line)))


@pytest.fixture
def fenced(tmp_path: Path, home: Path) -> Iterator[Path]:
    """Give a folder for sources, and check in the end that nothing new lies beside it but the data directory."""
    sources = tmp_path / "fence" / "sources"
    sources.mkdir(parents=True)
    before = everything(tmp_path, home, sources)
    yield sources
    assert everything(tmp_path, home, sources) == before


def everything(root: Path, *without: Path) -> set[str]:
    return {
        str(Path(folder, name))
        for folder, _, names in os.walk(root)
        for name in names
        if not any(Path(folder).is_relative_to(left_out) for left_out in without)
    }


def index_records(desk: Desk, sources: Path, strings: list[str]) -> None:
    file = sources / "corpus.jsonl"
    records = (
        {"id": string[:190], "title": string, "text": f"{string} said {number}", "url": string, "source": string}
        for number, string in enumerate(strings)
    )
    file.write_text("".join(json.dumps(record) + "\n" for record in records))
    report = Indexer(desk.ledger, FakeEmbeddings()).index("shared", [file])
    assert report.inputs == len(strings)
    assert report.added > len(strings) / 2


@needs_naughty
def test_naughty_records_are_taken_in_and_shown(desk: Desk, fenced: Path) -> None:
    index_records(desk, fenced, naughty())
    with desk.ledger.reading() as snapshot:
        articles_view(list(snapshot.articles("shared")), {})


@needs_traversal
def test_records_that_climb_out_of_folders_are_names_like_others(desk: Desk, fenced: Path) -> None:
    index_records(desk, fenced, traversals())
    with desk.ledger.reading() as snapshot:
        assert all(snapshot.resolved("shared", article.id) for article in snapshot.articles("shared"))


@needs_naughty
def test_naughty_file_names_and_texts_are_taken_in(desk: Desk, fenced: Path) -> None:
    made = 0
    for string in naughty():
        name = string.replace("/", "∕").replace("\0", "")[:60].strip(".")
        if name and not (fenced / f"{name}.txt").exists():
            (fenced / f"{name}.txt").write_text(f"{string}\n\nA text with {string} in it, number {made}.")
            made += 1
    with Parser() as parser:
        report = Indexer(desk.ledger, FakeEmbeddings(), Sources(parser=parser)).index("shared", [fenced])
    assert report.added + len(report.failed) == made
    # Some begin as a page does, and hold nothing but programs.
    assert all("no article text" in failed.reason for failed in report.failed), report.failed
    assert len(report.failed) < 10


@needs_traversal
def test_paths_that_climb_are_answered_with_a_reason(desk: Desk, fenced: Path) -> None:
    # Whoever names a path that is there means it; what is asked here is that none of the others does anything.
    hostile = [path for string in traversals() if not os.path.exists(path := f"{fenced}/{string}")]  # noqa: PTH110 - it takes what is no path
    report = Indexer(desk.ledger, FakeEmbeddings()).index("shared", hostile)
    assert report.added == 0
    assert all(failed.reason for failed in report.failed)


@needs_naughty
def test_naughty_questions_are_answered_or_refused(desk: Desk, fenced: Path) -> None:
    index_records(desk, fenced, naughty()[:100])
    for string in naughty():
        hits_view(desk.search(clean_line(string), ("shared",), 5).hits)
        answer_view(desk.ask(f"What is {clean_line(string)[:500]}?", ("shared",)))


@needs_naughty
def test_naughty_strings_are_kept_in_the_records_and_given_back(records: Records) -> None:
    for string in naughty():
        made = kept(string, missing=(string,), citations=(cited(1, string, article_id=string),))
        answer_id = records.keep(made)
        records.gap(answer_id)
        assert records.rate(answer_id, ANNA, up=False, reason=string)
        assert records.answer(answer_id) == replace(made, id=answer_id)
        gaps_view(records.gaps_of("shared"))
        feedback_view(records.feedback_of("shared", most=1))
