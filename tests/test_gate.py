"""A change is rehearsed on a copy; the library itself stays as it is."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from fake_embeddings import FakeEmbeddings

from bot.desk import Desk
from bot.evaluation.gate import Rehearsal, rehearsed
from bot.evaluation.golden import Golden
from bot.settings import Settings
from index import IndexReport
from index.embeddings import Vectors

GOLDEN = Golden("cost", "What did the harbour in Elmstad cost?", contains=("nine million",))


class Counting(FakeEmbeddings):
    """Note every text that is embedded."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.texts += texts
        return super().encode(texts)


def put(file: Path, text: str) -> Path:
    file.write_text(json.dumps({"id": "harbour", "title": "Harbour", "text": text}) + "\n")
    return file


@pytest.fixture
def source(desk: Desk, tmp_path: Path) -> Path:
    file = put(tmp_path / "news.jsonl", "The harbour in Elmstad cost nine million crowns.")
    desk.index("shared", [file])
    return file


def rehearse(desk: Desk) -> Rehearsal:
    def change(copy: Desk) -> IndexReport:
        return copy.index("shared", [], prune=True)

    return rehearsed(desk.ledger, "shared", [GOLDEN], desk.over_copy, change)


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
    rehearsal = rehearsed(desk.ledger, "shared", [GOLDEN], desk.over_copy, lambda copy: copy.index("shared", [file]))
    assert (rehearsal.worse, rehearsal.report.added) == ((), 1)


def test_what_was_embedded_in_the_rehearsal_is_not_embedded_again(home: Path, tmp_path: Path) -> None:
    embeddings = Counting()
    desk = Desk(Settings(home=home), embeddings)
    file = put(tmp_path / "news.jsonl", "The harbour in Elmstad cost nine million crowns.")
    rehearsed(desk.ledger, "shared", [GOLDEN], desk.over_copy, lambda copy: copy.index("shared", [file]))
    in_rehearsal = list(embeddings.texts)
    report = desk.index("shared", [file])
    with desk.ledger.reading() as snapshot:
        _, vectors = snapshot.vectors("shared")
    assert (report.embedded, embeddings.texts) == (1, in_rehearsal)
    (stored,) = (text for text in in_rehearsal if text.startswith("Harbour\n"))
    assert vectors[0] == pytest.approx(FakeEmbeddings().encode([stored])[0])
    desk.close()
