"""A change is rehearsed on a copy; the library takes over what came of it, or stays as it is."""

import json
import socket
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from fake_embeddings import FakeEmbeddings
from fake_reader import SharedWordsReader
from loopback_web import answer, loopback_web

from bot.desk import Desk
from bot.evaluation.gate import Rehearsal, admit
from bot.evaluation.golden import Golden
from bot.settings import FetchSettings, Settings
from index import IndexReport, LedgerError
from index.embeddings import Vectors

GOLDEN = Golden("cost", "What did the harbour in Elmstad cost?", contains=("nine million",))
PAGE = "<html><head><title>Harbour</title></head><body><article><h1>Harbour</h1><p>{}</p></article></body></html>"
NINE, TEN = (f"The harbour in Elmstad cost {number} million crowns." for number in ("nine", "ten"))


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
def embeddings() -> Counting:
    return Counting()


@pytest.fixture
def desk(home: Path, embeddings: Counting) -> Iterator[Desk]:
    opened = Desk(Settings(home=home), embeddings)
    yield opened
    opened.close()


@pytest.fixture
def source(desk: Desk, tmp_path: Path) -> Path:
    file = put(tmp_path / "news.jsonl", NINE)
    desk.index("shared", [file])
    return file


def pass_gate(desk: Desk, *sources: Path) -> Rehearsal:
    return admit(desk, "shared", [GOLDEN], lambda copy: copy.index("shared", sources, prune=True))


def text_of(desk: Desk, name: str = "harbour") -> str | None:
    with desk.ledger.reading() as snapshot:
        article = snapshot.article("shared", name)
    return article.text if article else None


def test_a_change_that_spoils_a_golden_answer_is_told_and_not_taken_in(desk: Desk, source: Path) -> None:
    put(source, TEN)
    before = desk.ledger.home.joinpath("newsdesk.sqlite").read_bytes()
    rehearsal = pass_gate(desk)
    assert [(each.id, each.broken) for each in rehearsal.worse] == [("cost", ("contains 'nine million'",))]
    assert desk.ledger.home.joinpath("newsdesk.sqlite").read_bytes() == before
    assert text_of(desk) == NINE


def test_a_change_that_spoils_nothing_is_taken_in_and_told(desk: Desk, source: Path) -> None:
    put(source, f"{NINE} It rained.")
    rehearsal = pass_gate(desk)
    with desk.ledger.reading() as snapshot:
        revision = snapshot.revision
    assert (rehearsal.worse, rehearsal.report.updated, rehearsal.report.revision) == ((), 1, revision)
    assert text_of(desk) == f"{NINE} It rained."


@pytest.mark.parametrize(("text", "holds"), [(NINE, True), (TEN, False)])
def test_another_embedding_model_is_taken_over_if_every_golden_question_holds(
    desk: Desk, source: Path, home: Path, text: str, holds: bool
) -> None:
    put(source, text)
    desk.follower.prepare()
    desk.close()
    other = Desk(Settings(home=home), FakeEmbeddings(name="other"))
    told: list[str] = []
    rehearsal = admit(other, "shared", [GOLDEN], lambda copy: copy.index("shared", [source]), told.append)
    with other.ledger.reading() as snapshot:
        made_with, vectors = snapshot.fact("fingerprint"), snapshot.vectors("shared")[1]
    assert (rehearsal.worse == (), made_with == "other 254", any("must hold" in words for words in told)) == (
        holds,
        holds,
        True,
    )
    assert len(vectors) == 1
    assert text_of(other) == (NINE)
    if holds:
        assert other.follower.prepare()
        assert "nine million" in other.ask(GOLDEN.question, ("shared",)).text
    other.close()


def test_an_empty_library_has_nothing_to_spoil(desk: Desk, tmp_path: Path) -> None:
    rehearsal = pass_gate(desk, put(tmp_path / "news.jsonl", TEN))
    assert (rehearsal.worse, rehearsal.report.added, text_of(desk)) == ((), 1, TEN)


def test_what_changes_after_the_rehearsal_is_not_taken_in(desk: Desk, source: Path) -> None:
    put(source, f"{NINE} It rained.")

    def change(copy: Desk) -> IndexReport:
        report = copy.index("shared", [source])
        put(source, TEN)
        return report

    assert admit(desk, "shared", [GOLDEN], change).worse == ()
    assert text_of(desk) == f"{NINE} It rained."
    assert "nine million" in desk.ask(GOLDEN.question, ("shared",)).text


def test_what_was_taken_in_through_the_gate_is_unchanged_at_the_next_indexing(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "harbour.txt"
    file.write_text(NINE)
    assert pass_gate(desk, file).report.added == 1
    report = desk.index("shared", [])
    assert (report.unchanged, report.embedded, report.failed) == (1, 0, [])


def test_nothing_is_embedded_again_for_the_library(desk: Desk, embeddings: Counting, tmp_path: Path) -> None:
    assert pass_gate(desk, put(tmp_path / "news.jsonl", NINE)).report.embedded == 1
    assert len([text for text in embeddings.texts if text.startswith("Harbour\n")]) == 1
    with desk.ledger.reading() as snapshot:
        _, vectors = snapshot.vectors("shared")
    assert vectors[0] == pytest.approx(FakeEmbeddings().encode([f"Harbour\n{NINE}"])[0])


@pytest.mark.enable_socket
def test_a_page_is_fetched_once_and_what_it_says_a_moment_later_is_not_taken_in(home: Path) -> None:
    def serve(connection: socket.socket, _: threading.Event) -> None:
        served.append(PAGE.format(NINE if not served else TEN))
        connection.sendall(answer(served[-1].encode()))

    served: list[str] = []
    with loopback_web({"/harbour": serve}) as web:
        desk = Desk(Settings(home=home, fetch=FetchSettings(private_hosts=[web.name])), FakeEmbeddings())
        rehearsal = admit(desk, "shared", [GOLDEN], lambda copy: copy.index("shared", [web.url("/harbour")]))
        with desk.ledger.reading() as snapshot:
            (article,) = snapshot.articles("shared")
        desk.close()
    assert (rehearsal.report.added, rehearsal.worse, len(served)) == (1, (), 1)
    assert NINE in article.text


def test_whoever_indexes_meanwhile_waits_and_loses_nothing(home: Path, desk: Desk, source: Path) -> None:
    other_source = source.with_name("other.jsonl")
    other_source.write_text(json.dumps({"id": "rain", "title": "Rain", "text": "It rained in Oakville."}))
    put(source, f"{NINE} It rained.")
    told = threading.Event()

    def index_beside() -> None:
        other = Desk(Settings(home=home), FakeEmbeddings(), reader=SharedWordsReader())
        other.index("shared", [other_source], tell=lambda _: told.set())
        other.close()

    beside = threading.Thread(target=index_beside)

    def change(copy: Desk) -> IndexReport:
        beside.start()
        assert told.wait(20)
        return copy.index("shared", [source])

    assert admit(desk, "shared", [GOLDEN], change).report.updated == 1
    beside.join(20)
    assert (text_of(desk), text_of(desk, "rain")) == (f"{NINE} It rained.", "It rained in Oakville.")


def test_a_rehearsal_leaves_no_copy_behind_not_even_one_that_was_killed(desk: Desk, source: Path) -> None:
    left = desk.ledger.home / "rehearsing-x"
    left.mkdir()
    (left / "newsdesk.sqlite").write_text("old")
    pass_gate(desk)
    assert [path.name for path in desk.ledger.home.iterdir() if path.is_dir()] == []


def test_a_data_directory_without_room_for_a_copy_says_what_to_do(
    desk: Desk, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.mkdtemp", full)
    with pytest.raises(LedgerError, match="Make room"):
        pass_gate(desk)
