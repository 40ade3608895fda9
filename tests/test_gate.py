"""A change is rehearsed on a copy; the library itself stays as it is."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fake_embeddings import FakeEmbeddings

from bot.desk import Desk
from bot.evaluation.gate import Rehearsal, rehearsed
from bot.evaluation.golden import Golden
from bot.settings import Settings

GOLDEN = Golden("cost", "What did the harbour in Elmstad cost?", contains=("nine million",))


@contextmanager
def opened(home: Path) -> Iterator[Desk]:
    desk = Desk(Settings(home=home), FakeEmbeddings())
    yield desk
    desk.close()


def put(file: Path, text: str) -> Path:
    file.write_text(json.dumps({"id": "harbour", "title": "Harbour", "text": text}) + "\n")
    return file


@pytest.fixture
def source(desk: Desk, tmp_path: Path) -> Path:
    file = put(tmp_path / "news.jsonl", "The harbour in Elmstad cost nine million crowns.")
    desk.index("shared", [file])
    return file


def rehearse(desk: Desk) -> Rehearsal:
    return rehearsed(desk.ledger, "shared", [GOLDEN], opened, lambda copy: copy.index("shared", [], prune=True))


def test_a_change_that_spoils_a_golden_answer_is_told(desk: Desk, source: Path) -> None:
    put(source, "The harbour in Elmstad cost ten million crowns.")
    rehearsal = rehearse(desk)
    assert [(each.id, each.broken) for each in rehearsal.worse] == [("cost", ("contains 'nine million'",))]


def test_a_change_that_spoils_nothing_is_told_with_what_it_did(desk: Desk, source: Path) -> None:
    put(source, "The harbour in Elmstad cost nine million crowns. It rained.")
    rehearsal = rehearse(desk)
    assert (rehearsal.worse, rehearsal.report.updated) == ((), 1)


def test_a_rehearsal_leaves_the_library_as_it_is(desk: Desk, source: Path) -> None:
    put(source, "The harbour in Elmstad cost ten million crowns.")
    before = desk.ledger.home.joinpath("newsdesk.sqlite").read_bytes()
    rehearse(desk)
    with desk.ledger.reading() as snapshot:
        article = snapshot.article("shared", "harbour")
    assert article is not None
    assert "nine million" in article.text
    assert desk.ledger.home.joinpath("newsdesk.sqlite").read_bytes() == before


def test_an_empty_library_has_nothing_to_spoil(desk: Desk, tmp_path: Path) -> None:
    file = put(tmp_path / "news.jsonl", "The harbour in Elmstad cost ten million crowns.")
    rehearsal = rehearsed(desk.ledger, "shared", [GOLDEN], opened, lambda copy: copy.index("shared", [file]))
    assert (rehearsal.worse, rehearsal.report.added) == ((), 1)
