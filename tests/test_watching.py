"""Watching tells what changed on the disk, and when pages and feeds are due."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import NEWSDESK, ROOT, bare_environment, run_newsdesk

from bot.commands.watching import Failures, watched
from bot.desk import Desk
from index import IndexReport, LedgerError, ModelError, Owed, Unread, due
from index.indexing.owing import FIRST_PAUSE_S
from index.ledger.claims import FileClaim
from index.ownership import LOCK_NAME

HOME = Path("/nowhere")
LOOK_EVERY_S = 0.2  # in place of a second


@pytest.fixture
def stop(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    monkeypatch.setattr("index.indexing.watching.LOOK_EVERY_S", LOOK_EVERY_S)
    made = threading.Event()
    yield made
    made.set()


def told(sources: list[str], every_s: float, stop: threading.Event, change) -> list[str]:
    """Return the first sources that are due after a change, once all folders are watched."""
    giving_up = threading.Timer(30, stop.set)
    giving_up.start()
    coming = due(sources, every_s, stop, HOME)
    if any(Path(source).is_dir() for source in sources):
        next(coming)
    timer = threading.Timer(LOOK_EVERY_S, change)
    timer.start()
    try:
        return next(coming, [])
    finally:
        giving_up.cancel()
        timer.join()


def test_a_folder_is_due_when_a_file_in_it_changes(tmp_path: Path, stop: threading.Event) -> None:
    folder, other = tmp_path / "news", tmp_path / "other"
    (folder / "sub").mkdir(parents=True)
    other.mkdir()
    change = lambda: (folder / "sub" / "a.txt").write_text("x")  # noqa: E731 - said in place
    assert told([str(folder), str(other)], 3600, stop, change) == [str(folder)]


def test_what_is_hidden_or_in_the_data_directory_is_no_news(tmp_path: Path, stop: threading.Event) -> None:
    for name in (".git", "home"):
        (tmp_path / name).mkdir()
    giving_up = threading.Timer(10, stop.set)
    giving_up.start()
    coming = due([str(tmp_path)], 3600, stop, tmp_path / "home")
    next(coming)
    for name in (".git/a.txt", "home/newsdesk.sqlite", ".a.swp"):
        (tmp_path / name).write_text("x")
    threading.Timer(3 * LOOK_EVERY_S, lambda: (tmp_path / "a.txt").write_text("x")).start()
    began = time.monotonic()
    assert next(coming) == [str(tmp_path)]
    assert time.monotonic() - began > 2 * LOOK_EVERY_S
    giving_up.cancel()


def test_a_folder_that_is_replaced_is_watched_all_the_same(tmp_path: Path, stop: threading.Event) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    giving_up = threading.Timer(30, stop.set)
    giving_up.start()
    coming = due([str(folder)], 3600, stop, HOME)
    next(coming)
    folder.rename(tmp_path / "old")
    assert next(coming) == [str(folder)]  # it is gone
    folder.mkdir()
    assert next(coming) == [str(folder)]  # it is back
    written = threading.Event()

    def write() -> None:
        (folder / "a.txt").write_text("x")
        written.set()

    threading.Timer(4 * LOOK_EVERY_S, write).start()
    assert any(written.is_set() for _ in coming)  # it is watched
    giving_up.cancel()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system refuses such a name")
def test_a_name_that_is_no_text_does_not_end_the_watch(tmp_path: Path, stop: threading.Event) -> None:
    giving_up = threading.Timer(30, stop.set)
    giving_up.start()
    coming = due([str(tmp_path)], 3600, stop, HOME)
    next(coming)
    for name in ("one\udcff.txt", "two\udcff.txt"):
        (tmp_path / name).write_text("x")
        assert next(coming) == [str(tmp_path)]
    (tmp_path / "three.txt").write_text("x")
    assert next(coming) == [str(tmp_path)]
    giving_up.cancel()


@pytest.mark.parametrize("how", ["edited", "replaced", "deleted"])
def test_a_file_is_due_when_it_changes(tmp_path: Path, stop: threading.Event, how: str) -> None:
    file = tmp_path / "a.txt"
    file.write_text("x")
    (tmp_path / "new").write_text("other words")

    def change() -> None:
        if how == "edited":
            file.write_text("more words")
        elif how == "replaced":
            (tmp_path / "new").rename(file)
        else:
            file.unlink()

    assert told([str(file)], 3600, stop, change) == [str(file)]


def test_a_feed_is_due_in_time(tmp_path: Path, stop: threading.Event) -> None:
    sources = ["https://example.org/feed.xml", str(tmp_path)]
    assert told(sources, 2 * LOOK_EVERY_S, stop, lambda: None) == [sources[0]]


def test_a_folder_is_due_once_it_is_watched(tmp_path: Path, stop: threading.Event) -> None:
    assert next(due([str(tmp_path)], 3600, stop, HOME)) == [str(tmp_path)]


def test_nothing_is_due_once_it_is_stopped(tmp_path: Path, stop: threading.Event) -> None:
    stop.set()
    assert list(due([str(tmp_path)], 3600, stop, HOME)) == []


@pytest.mark.model
def test_the_command_indexes_what_changes_until_it_is_told_to_stop(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text("Rain fell.")
    command = [NEWSDESK, "index", str(folder), "--watch"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=bare_environment(home), cwd="/", stdout=pipe, stderr=pipe, text=True) as running:
        try:
            assert running.stdout is not None
            assert running.stderr is not None
            assert "1 added" in running.stdout.readline()
            assert "Watching" in running.stderr.readline()
            (folder / "b.txt").write_text("Sun shone.")
            assert "1 added, 1 unchanged" in running.stdout.readline()
            running.send_signal(signal.SIGINT)
            assert running.wait(60) == 0
        finally:
            running.kill()
    assert len(run_newsdesk(home, "articles", "--json").json["articles"]) == 2


@pytest.mark.model
def test_who_watches_ends_well_though_something_failed_before_it_was_mended(home: Path, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    command = [NEWSDESK, "index", str(tmp_path / "news"), "--watch"]
    with subprocess.Popen(command, env=bare_environment(home), cwd="/", stderr=subprocess.PIPE, text=True) as running:
        try:
            assert running.stderr is not None
            assert any("Watching" in line for line in running.stderr)
            running.send_signal(signal.SIGTERM)
            assert running.wait(60) == 0
        finally:
            running.kill()


WAITING_FOR_LONG = """
import os, signal, sys, time
from pathlib import Path
from bot import leaving
from bot.commands.watching import Failures, watched
from bot.desk import opened
from bot.settings import load_settings
leaving.LEAVE_WITHIN_S = 1.0

def taken_in(sources):
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(60)

with opened(load_settings()) as desk:
    list(watched(desk, [sys.argv[1]], taken_in, Failures()))
"""


def test_a_server_that_is_waited_for_does_not_keep_who_watches(home: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", WAITING_FOR_LONG, str(tmp_path)]
    environment = bare_environment(home)
    began = time.monotonic()
    ran = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, timeout=55, check=False)
    assert ran.returncode == 0, ran.stderr
    assert time.monotonic() - began < 50


def test_whoever_watches_lets_others_have_chroma(desk: Desk, home: Path, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text("Rain fell.")
    watching = watched(desk, [str(tmp_path / "news")], lambda sources: desk.index("shared", sources), Failures())
    report, _ = next(watching)
    owner = FileClaim(home / LOCK_NAME)
    assert (report.added, owner.take()) == (1, True)
    owner.give_back()
    watching.close()


def test_what_changed_while_the_ledger_was_away_is_taken_in_when_it_is_back(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text("Rain fell.")
    away = [LedgerError("It is away."), ModelError("It is away, too.")]

    def take_in(sources: Sequence[str]) -> IndexReport:
        if away:
            raise away.pop()
        return desk.index("shared", sources)

    watching = watched(desk, [str(tmp_path / "news")], take_in, Failures())
    report, _ = next(watching)
    assert report.added == 1
    watching.close()


def test_what_is_owed_is_tried_more_and_more_seldom_until_it_is_settled() -> None:
    now = [0.0]
    owed = Owed(lambda: now[0])
    assert owed.due() == []
    tried = []
    for _ in range(8):
        owed.add(["/news", "/other"])
        while not owed.due():
            now[0] += 1
        tried.append(now[0])
    assert [later - earlier for earlier, later in pairwise(tried)] == [4, 8, 16, 32, 60, 60, 60]
    owed.settle(["/news"])
    assert owed.due() == ["/other"]


def test_changes_that_fail_meanwhile_put_off_nothing() -> None:
    now = [0.0]
    owed = Owed(lambda: now[0])
    for _ in range(8):
        owed.add(["/news"])
        now[0] += 0.1
    now[0] = FIRST_PAUSE_S
    assert owed.due() == ["/news"]


def test_a_name_that_no_file_can_have_is_watched_in_vain(stop: threading.Event) -> None:
    name = "/" + "n" * 300
    threading.Timer(3 * LOOK_EVERY_S, stop.set).start()
    assert list(due([name], 3600, stop, HOME)) == [[name]]  # and no more: nothing of it changes


NEWS, FEED, PAGE = "/news", "https://a.example/feed", "https://b.example/page"


@pytest.mark.parametrize(
    ("rounds", "said"),
    [
        ([([NEWS], "closed"), ([NEWS], "closed")], [1, 0]),
        ([([NEWS], "closed"), ([NEWS], "empty")], [1, 1]),
        ([([NEWS], "closed"), ([NEWS], None), ([NEWS], "closed")], [1, 0, 1]),
        ([([NEWS], "closed"), (["/other"], None), ([NEWS], "closed")], [1, 0, 0]),
    ],
)
def test_what_fails_is_said_once_until_it_changes(rounds: list[tuple[list[str], str | None]], said: list[int]) -> None:
    failures = Failures()
    new = [failures.new(sources, [Unread("/news/a.txt", why)] if why else []) for sources, why in rounds]
    assert [len(fresh) for fresh in new] == said


@pytest.mark.parametrize(
    ("unread", "read", "said"),
    [
        ("/news/a.txt", "/new", 0),  # begins like it
        ("/news/a.txt", "/news/a", 0),
        ("/news/sub/a.txt", "/news", 1),
        ("/news/a.txt", "/", 1),
        ("/news/a.txt", "/news/a.txt", 1),
        ("/news/a.jsonl line 7", "/news/a.jsonl", 1),
        ("/news/a.jsonl (one id)", "/news/a.jsonl", 1),
    ],
)
def test_what_failed_is_said_again_once_its_own_source_was_read_without_it(unread: str, read: str, said: int) -> None:
    failures = Failures([Unread(unread, "closed")])
    failures.new([read], [])
    assert len(failures.new([read], [Unread(unread, "closed")])) == said


def test_what_failed_before_the_watch_is_not_said_again() -> None:
    assert Failures([Unread(PAGE, "gone")]).new([FEED], [Unread(PAGE, "gone")]) == []
