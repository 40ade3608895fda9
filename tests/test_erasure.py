"""What is forgotten stands in no file any more, or the command says which file and which process."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from conftest import ROOT
from fake_embeddings import FakeEmbeddings
from hypothesis import given
from hypothesis import strategies as st

from index import Follower, Indexer, Ledger, LedgerError
from index.condition import FOLDER, GENERATION, folder_in_use
from index.keeping import holders as processes
from index.keeping.erasure import drop_sources, erase, pending, remove
from index.keeping.runs import RUN, STRIDE, digests_of
from index.keeping.traces import traces

EMBEDDINGS = FakeEmbeddings(most_tokens=60)
SECRET = "The confidential walrus of Amsterdam-Zuidoost met seventeen undersecretaries near the lighthouse."
WORD = "undersecretaries"


def healthy(home: Path, folder: Path) -> bool:
    return True


def add(ledger: Ledger, folder: Path, texts: dict[str, str]) -> None:
    file = folder / "articles.jsonl"
    lines = [{"id": made, "title": f"Report {made}", "text": text} for made, text in texts.items()]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    Indexer(ledger, EMBEDDINGS).index("shared", [str(file)])


def plain(number: int) -> str:
    return " ".join(f"Sentence {at} of article {number} says word{number * at}." for at in range(30))


def hold(home: Path, needle: bytes) -> list[Path]:
    return [file for file in sorted(home.rglob("*")) if file.is_file() and needle in file.read_bytes()]


def vector_in(ledger: Ledger, article_id: str) -> bytes:
    with ledger.reading() as snapshot:
        article = snapshot.article("shared", article_id)
        assert article is not None
        return snapshot.passages(article)[0].vector.astype("<f4").tobytes()


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    ledger = Ledger(tmp_path / "home")
    add(ledger, tmp_path, {"secret": SECRET, **{str(number): plain(number) for number in range(5)}})
    yield ledger
    ledger.close()


@pytest.fixture
def follower(ledger: Ledger) -> Iterator[Follower]:
    follower = Follower(ledger, healthy)
    assert follower.prepare()
    yield follower
    follower.close()


def nothing() -> None:
    """Stand for a Chroma that was never used."""


@contextmanager
def reader(ledger: Ledger, seconds: float) -> Iterator[subprocess.Popen[str]]:
    """Run a process that reads the ledger for so long."""
    code = (
        "import sqlite3, time\n"
        f"c = sqlite3.connect({str(ledger.home / 'newsdesk.sqlite')!r}, isolation_level=None)\n"
        "c.execute('BEGIN'); c.execute('SELECT count(*) FROM articles').fetchone(); print('reading', flush=True)\n"
        f"time.sleep({seconds}); c.execute('COMMIT'); time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            process.stdout.readline()
            yield process
        finally:
            process.kill()


def test_what_was_erased_and_what_was_not_there_is_told(ledger: Ledger) -> None:
    erased = erase(ledger, "shared", ["secret", "nobody", "secret"], nothing)
    assert (erased.erased, erased.missing) == (("secret",), ("nobody",))


@pytest.fixture
def sharing(ledger: Ledger, tmp_path: Path) -> Ledger:
    """A ledger with three articles of one URL, one of them by its copy."""
    url = "https://paper.example/live"
    lines = [
        {"id": "x1", "title": "T", "text": "Rain fell at noon.", "url": url},
        {"id": "x2", "title": "T", "text": "Snow fell at night.", "url": "https://paper.example/night"},
        {"id": "x3", "title": "T", "text": "Snow fell at night.", "url": url},
        {"id": "x4", "title": "T", "text": "Fog lay at dawn.", "url": url},
    ]
    (tmp_path / "sharing.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    Indexer(ledger, EMBEDDINGS).index("shared", [str(tmp_path / "sharing.jsonl")])
    return ledger


def left_of(ledger: Ledger, *names: str) -> list[str]:
    with ledger.reading() as snapshot:
        return [name for name in names if snapshot.identified("shared", name)]


@pytest.mark.parametrize("name", ["https://paper.example/live", "https://paper.example/live?utm_source=mail"])
def test_every_article_of_a_url_is_erased_by_it(sharing: Ledger, name: str) -> None:
    assert erase(sharing, "shared", [name], nothing).erased == (name,)
    assert left_of(sharing, "x1", "x2", "x3", "x4") == []


def test_an_id_erases_no_other_article_of_its_url(sharing: Ledger) -> None:
    erase(sharing, "shared", ["x1"], nothing)
    assert left_of(sharing, "x1", "x2", "x3", "x4") == ["x2", "x3", "x4"]


def test_the_text_stands_in_no_file_any_more(ledger: Ledger) -> None:
    assert hold(ledger.home, SECRET.encode())
    erase(ledger, "shared", ["secret"], nothing)
    assert hold(ledger.home, b"walrus") == []


def failed(ledger: Ledger, folder: Path, error: str) -> str:
    source = str(folder / "articles.jsonl")
    with ledger.writing() as transaction:
        transaction.note_source("shared", source, None, error)
    return source


@pytest.mark.parametrize("name", ["walrus's secret in Zuidoost", "Zuidoost-\\secret-name"])
def test_a_failure_that_names_it_is_told_in_other_words(ledger: Ledger, tmp_path: Path, name: str) -> None:
    add(ledger, tmp_path, {"secret": SECRET, name: SECRET.upper()})
    source = failed(ledger, tmp_path, f"line 3: the id {name!r} stands in an earlier line; ids must differ")
    erase(ledger, "shared", [name], nothing)
    with ledger.reading() as snapshot:
        assert [state.error is None for state in snapshot.sources("shared") if state.source == source] == [False]
    assert hold(ledger.home, b"Zuidoost") == hold(ledger.home, SECRET.encode())


def test_what_failed_in_a_source_is_in_no_file_once_the_source_is_forgotten(ledger: Ledger, tmp_path: Path) -> None:
    source = failed(ledger, tmp_path, "line 3 (seventeen-albatrosses): it is empty")
    assert hold(ledger.home, b"seventeen-albatrosses")
    drop_sources(ledger, "shared", [source])
    assert (hold(ledger.home, b"seventeen-albatrosses"), pending(ledger)) == ([], None)


def test_a_forgotten_source_that_another_process_reads_is_erased_by_the_next_call(
    ledger: Ledger, tmp_path: Path
) -> None:
    source = failed(ledger, tmp_path, "line 3 (seventeen-albatrosses): it is empty")
    with reader(ledger, 60), pytest.raises(LedgerError, match="Stop python"):
        drop_sources(ledger, "shared", [source], patience_s=0.1)
    assert erase(ledger, "shared", [], nothing).completed
    assert hold(ledger.home, b"seventeen-albatrosses") == []


def test_its_words_stand_in_no_file_any_more(ledger: Ledger) -> None:
    erase(ledger, "shared", ["secret"], nothing)
    assert hold(ledger.home, WORD[3:-3].encode()) == []


def test_its_vector_stands_in_the_ledger_no_more(ledger: Ledger) -> None:
    vector = vector_in(ledger, "secret")
    erase(ledger, "shared", ["secret"], nothing)
    assert hold(ledger.home, vector[100:140]) == []


def test_other_articles_stay(ledger: Ledger) -> None:
    erase(ledger, "shared", ["secret"], nothing)
    with ledger.reading() as snapshot:
        assert [article.id for article in snapshot.articles("shared")] == ["0", "1", "2", "3", "4"]


def test_chroma_that_only_catches_up_keeps_the_vector(ledger: Ledger, follower: Follower) -> None:
    vector = vector_in(ledger, "secret")
    with pytest.raises(LedgerError, match="chroma"):
        erase(ledger, "shared", ["secret"], follower.catch_up, patience_s=0)
    assert any(FOLDER in file.parts for file in hold(ledger.home, vector[100:140]))


def test_chroma_that_is_rebuilt_keeps_nothing(ledger: Ledger, follower: Follower) -> None:
    vector = vector_in(ledger, "secret")

    def rebuild() -> None:
        follower.close()
        follower.prepare()

    erase(ledger, "shared", ["secret"], rebuild)
    assert hold(ledger.home, vector[100:140]) == []


def left_in_new_files(ledger: Ledger, follower: Follower, times: int) -> Callable[[], None]:
    """Return how to rebuild Chroma so that its new files, the first times, hold what was erased."""
    left = iter(range(times))

    def rebuild() -> None:
        follower.close()
        follower.prepare()
        if next(left, None) is not None:
            with ledger.reading() as snapshot:
                (folder_in_use(ledger.home, snapshot) / "unset.bin").write_text(SECRET)

    return rebuild


def test_chroma_is_rebuilt_again_where_its_new_files_hold_what_was_erased(ledger: Ledger, follower: Follower) -> None:
    erase(ledger, "shared", ["secret"], left_in_new_files(ledger, follower, 2))
    assert hold(ledger.home, SECRET.encode()) == []


def test_chroma_is_not_rebuilt_for_ever(ledger: Ledger, follower: Follower) -> None:
    with pytest.raises(LedgerError, match=r"unset\.bin"):
        erase(ledger, "shared", ["secret"], left_in_new_files(ledger, follower, 100))


def test_a_process_that_has_chroma_open_is_waited_for_while_it_makes_it_anew(
    ledger: Ledger, follower: Follower
) -> None:
    ended = threading.Event()

    def take_turns() -> None:  # as a bot does: Chroma's new files may hold some of its memory, and are made once more
        while not ended.wait(1.5):
            follower.prepare()

    turns = threading.Thread(target=take_turns)
    turns.start()
    try:
        assert erase(ledger, "shared", ["secret"], nothing).erased
    finally:
        ended.set()
        turns.join()


def test_who_keeps_chroma_is_named_once_patience_is_over(ledger: Ledger, follower: Follower) -> None:
    started = time.monotonic()
    with pytest.raises(LedgerError, match="chroma"):
        erase(ledger, "shared", ["secret"], nothing, patience_s=1)
    assert time.monotonic() - started >= 1


def test_the_folder_that_held_a_vector_is_a_trace_whatever_is_in_it(ledger: Ledger, follower: Follower) -> None:
    with ledger.reading() as snapshot:
        folder = ledger.home / FOLDER / str(snapshot.fact(GENERATION))
    follower.close()
    remove(ledger, "shared", ["secret"])
    sought = pending(ledger)
    assert sought is not None
    found = traces(ledger.home, sought, held=sought.runs)
    assert found
    assert all(folder in file.parents for file in found)


def test_a_proof_leaves_the_ledger_its_log_while_other_processes_come_and_go(ledger: Ledger) -> None:
    erase(ledger, "shared", ["secret"], nothing)
    other = "import sys; from pathlib import Path; from index import Ledger; Ledger(Path(sys.argv[1])).close()"
    subprocess.run([sys.executable, "-c", other, str(ledger.home)], cwd=ROOT, check=True)
    with ledger.writing() as transaction:
        transaction.set_fact("noted", "since")
    with Ledger(ledger.home).reading() as snapshot:
        assert snapshot.fact("noted") == "since"


@pytest.mark.parametrize("name", ["left.tmp", "sub/left.log", "newsdesk.sqlite.damaged"])
def test_a_file_that_holds_some_of_the_text_is_named(ledger: Ledger, name: str) -> None:
    left = ledger.home / name
    left.parent.mkdir(exist_ok=True)
    left.write_bytes(os.urandom(5_000_000) + SECRET.encode()[7 : 7 + RUN + STRIDE] + os.urandom(1_000))
    with pytest.raises(LedgerError, match=name):
        erase(ledger, "shared", ["secret"], nothing)


def test_what_could_not_be_proven_is_proven_by_the_next_call(ledger: Ledger) -> None:
    left = ledger.home / "left"
    left.write_text(SECRET)
    for _ in range(2):
        with pytest.raises(LedgerError, match="left"):
            erase(ledger, "shared", ["secret"], nothing)
    left.unlink()
    erase(ledger, "shared", ["secret"], nothing)
    assert pending(ledger) is None


def test_a_pipe_in_the_data_directory_does_not_stop_the_search(ledger: Ledger) -> None:
    os.mkfifo(ledger.home / "pipe")
    assert erase(ledger, "shared", ["secret"], nothing).erased


def test_words_that_another_article_holds_too_are_no_trace(ledger: Ledger, tmp_path: Path) -> None:
    add(ledger, tmp_path, {"secret": SECRET, "other": f"She wrote. {SECRET} That was all."})
    assert erase(ledger, "shared", ["secret"], nothing).erased
    assert hold(ledger.home, SECRET.encode())


def test_an_article_taken_in_again_is_no_trace(ledger: Ledger, tmp_path: Path) -> None:
    remove(ledger, "shared", ["secret"])
    add(ledger, tmp_path, {"again": SECRET})
    erase(ledger, "shared", [], nothing)
    assert pending(ledger) is None


def test_leftovers_of_an_interrupted_restore_are_swept(ledger: Ledger) -> None:
    (ledger.home / "restoring-killed").mkdir()
    (ledger.home / "restoring-killed" / "newsdesk.sqlite").write_text(SECRET)
    assert erase(ledger, "shared", ["secret"], nothing).erased


def test_a_process_that_keeps_reading_is_named(ledger: Ledger) -> None:
    with reader(ledger, 60) as process, pytest.raises(LedgerError, match=rf"Stop .*process {process.pid}\b"):
        erase(ledger, "shared", ["secret"], nothing, patience_s=0.3)


@pytest.fixture
def unseen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """See no other process, as from within a container."""
    monkeypatch.setattr(processes, "PROCESSES", tmp_path)


STOP = "Stop newsdesk bot, .*, wherever they run, then run the command again"


@pytest.mark.usefixtures("unseen")
def test_chroma_that_somebody_unseen_has_open_is_not_to_be_removed(ledger: Ledger, follower: Follower) -> None:
    with pytest.raises(LedgerError, match=f"chroma/.*{STOP}") as raised:
        erase(ledger, "shared", ["secret"], nothing, patience_s=0)
    assert "Remove" not in str(raised.value)


@pytest.mark.usefixtures("unseen")
def test_a_log_that_somebody_unseen_reads_is_not_to_be_removed(ledger: Ledger) -> None:
    with reader(ledger, 60), pytest.raises(LedgerError, match=STOP) as raised:
        erase(ledger, "shared", ["secret"], nothing, patience_s=0.1)
    assert "Remove" not in str(raised.value)


@pytest.mark.usefixtures("unseen")
@pytest.mark.parametrize(
    ("name", "told"),
    [("copy.sqlite.old", "Remove these files"), ("records.sqlite", STOP), ("records.sqlite-wal", STOP)],
)
def test_only_what_no_newsdesk_has_open_is_to_be_removed_by_hand(ledger: Ledger, name: str, told: str) -> None:
    (ledger.home / name).write_text(SECRET)
    with pytest.raises(LedgerError, match=f"{name}.*{told}"):
        erase(ledger, "shared", ["secret"], nothing)


def test_a_reader_is_waited_for(ledger: Ledger) -> None:
    with reader(ledger, 2):
        started = time.monotonic()
        assert erase(ledger, "shared", ["secret"], nothing).erased
    assert time.monotonic() - started > 1


def test_after_the_reader_has_gone_the_same_command_succeeds(ledger: Ledger) -> None:
    with reader(ledger, 60), pytest.raises(LedgerError):
        erase(ledger, "shared", ["secret"], nothing, patience_s=0)
    assert erase(ledger, "shared", ["secret"], nothing).missing == ("secret",)
    assert hold(ledger.home, b"walrus") == []


def test_nothing_is_rewritten_for_ids_that_are_not_there(ledger: Ledger) -> None:
    def never() -> None:
        raise AssertionError("followed")

    assert erase(ledger, "shared", ["nobody"], never).erased == ()


@pytest.fixture(scope="module")
def search() -> Callable[[bytes, bytes], bool]:
    import io

    from index.keeping.runs import standing_in

    return lambda text, place: standing_in(io.BytesIO(place), digests_of([text])).size > 0


@given(st.binary(max_size=300), st.binary(max_size=300), st.integers(0, 400), st.integers(0, 40))
def test_a_piece_of_a_text_is_found_wherever_it_stands(
    search: Callable[[bytes, bytes], bool], before: bytes, after: bytes, start: int, more: int
) -> None:
    text = np.random.default_rng(1).bytes(500)
    piece = text[start : start + RUN + STRIDE + more]
    assert search(text, before + piece + after)


@given(st.binary(max_size=2_000))
def test_a_text_is_not_found_where_none_of_it_stands(search: Callable[[bytes, bytes], bool], place: bytes) -> None:
    assert not search(np.random.default_rng(1).bytes(500), place)
