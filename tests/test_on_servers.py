"""With the ledger in PostgreSQL and the vectors in a Chroma server, what one machine does another one sees."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from chroma_server import ChromaServer, running
from conftest import run_newsdesk
from fake_embeddings import FakeEmbeddings
from fake_reader import SharedWordsReader
from kept_answers import cited, everything_in, kept
from patience import wait_until
from postgres import PASSWORD, PostgresServer

from bot import desk as desk_module
from bot import following
from bot.answer import Statement
from bot.desk import Desk
from bot.discord.preparing import Preparing
from bot.following import Following
from bot.records import Records
from bot.settings import Settings
from index import LedgerError, backup, doctor, restore
from index.indexing import LOCK_NAME as INDEXING
from index.vectors import ServerAddress

pytestmark = pytest.mark.enable_socket
TEXTS = {"rain": "Rain fell on the harbour.", "sun": "The sun shone on Zanzibar for nine days."}


@pytest.fixture(scope="module")
def chroma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    with running(tmp_path_factory.mktemp("chroma")) as server:
        yield server


@pytest.fixture
def environment(chroma: ChromaServer, postgres: PostgresServer) -> dict[str, str]:
    """What says where both servers are."""
    url = postgres.emptied_database().replace(f":{PASSWORD}@", "@")
    return {"NEWSDESK_LEDGER__URL": url, "NEWSDESK_LEDGER__PASSWORD": PASSWORD, **chroma.settings}


class Machines:
    """Desks on several machines, each with a data directory of its own."""

    def __init__(self, folder: Path, environment: dict[str, str], stack: ExitStack) -> None:
        self._folder = folder
        self._stack = stack
        url, password = environment["NEWSDESK_LEDGER__URL"], environment["NEWSDESK_LEDGER__PASSWORD"]
        self._servers = {
            "ledger": {"url": url, "password": password},
            "chroma": {"url": environment["NEWSDESK_CHROMA__URL"]},
        }
        self.articles = folder / "articles"
        self.articles.mkdir()
        for name, text in TEXTS.items():
            (self.articles / f"{name}.txt").write_text(f"{name.title()}\n\n{text}\n")

    def open(self, name: str) -> Desk:
        desk = Desk(Settings(home=self._folder / name, **self._servers), FakeEmbeddings())
        self._stack.callback(desk.close)
        return desk


@pytest.fixture
def machines(tmp_path: Path, environment: dict[str, str]) -> Iterator[Machines]:
    with ExitStack() as stack:
        yield Machines(tmp_path, environment, stack)


def found(desk: Desk, query: str) -> set[str]:
    hits = desk.search(query, ("shared",), 5).hits
    return {hit.article.id for hit in hits if query in hit.passage.text}


def test_what_one_machine_indexes_another_one_finds(machines: Machines) -> None:
    one, other = machines.open("one"), machines.open("other")
    assert one.index("shared", [machines.articles]).added == 2
    assert found(other, "harbour") == {"rain"}
    assert other.index("shared", [machines.articles]).unchanged == 2


def test_one_machine_follows_and_another_one_after_it(machines: Machines) -> None:
    one, other = machines.open("one"), machines.open("other")
    one.index("shared", [machines.articles])
    assert one.follower.prepare()
    assert not other.follower.prepare()
    assert one.follower.collections == {"shared"}
    one.close()
    assert other.follower.prepare()
    assert not other.follower.behind


def test_who_follows_hears_of_a_change_on_another_machine(machines: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "EVERY_S", 600.0)
    one, other = machines.open("one"), machines.open("other")
    one.index("shared", [machines.articles])
    watching = Following(other.follower, tell=print)
    watching.begin()
    try:
        wait_until(lambda: other.follower.following and not other.follower.behind)
        (machines.articles / "snow.txt").write_text("Snow\n\nSnow fell on the mountains.\n")
        one.index("shared", [machines.articles])
        wait_until(lambda: not other.follower.behind)
    finally:
        watching.close()


def test_who_lost_the_right_to_follow_takes_it_anew(machines: Machines, postgres: PostgresServer) -> None:
    one, other = machines.open("one"), machines.open("other")
    one.index("shared", [machines.articles])
    assert one.follower.prepare()
    postgres.kill()
    postgres.start()
    assert other.follower.prepare()
    assert not one.follower.prepare()
    assert not one.follower.following
    other.follower.close()
    assert one.follower.prepare()
    assert one.follower.following


def test_who_lost_the_right_writes_nothing_to_chroma(machines: Machines, postgres: PostgresServer) -> None:
    one = machines.open("one")
    one.index("shared", [machines.articles])
    assert one.follower.prepare()
    postgres.kill()
    postgres.start()
    (machines.articles / "snow.txt").write_text("Snow\n\nSnow fell on the mountains.\n")
    one.index("shared", [machines.articles])
    one.follower.catch_up()
    assert one.follower.behind
    assert found(one, "mountains") == {"snow"}


def test_nothing_is_erased_while_another_machine_indexes(machines: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_module, "PATIENCE_S", 0)
    one, other = machines.open("one"), machines.open("other")
    claim = other.ledger.claim(INDEXING)
    assert claim.take()
    with pytest.raises(LedgerError, match="Another newsdesk is indexing"):
        one.stop_reading("shared", "nothing")
    claim.give_back()
    one.stop_reading("shared", "nothing")


def test_what_is_forgotten_is_in_neither_server(machines: Machines, chroma: ChromaServer) -> None:
    one = machines.open("one")
    one.index("shared", [machines.articles])
    one.follower.prepare()
    assert one.forget("shared", ["sun"]).erased == ("sun",)
    assert not any(b"Zanzibar" in value for value in one.ledger.values())
    assert not one.follower.behind
    checks = doctor(one.ledger.home, server=ServerAddress.of(chroma.url), ledger_on=one.ledger.server)
    assert {check.name: check.ok for check in checks}["Chroma"]
    assert "write-ahead log" in one.ledger.beyond_reach


async def test_a_bot_with_a_data_directory_of_its_own_takes_back_what_another_machine_erased(
    machines: Machines,
) -> None:
    one, other = machines.open("one"), machines.open("other")
    one.index("shared", [machines.articles])
    with closing(Records(other.ledger.home)) as records:
        shown = (cited(1, TEXTS["sun"], article_id="sun"),)
        answer = kept("What shone?", statements=(Statement(TEXTS["sun"], (1,)),), citations=shown, closest=())
        answer_id = records.keep(answer)
        preparing = Preparing(other)
        preparing._following.begin()  # without the model, which is the same for all of it
        try:
            one.forget("shared", ["sun"])
            await asyncio.to_thread(wait_until, lambda: records.answer(answer_id).withdrawn)
        finally:
            await preparing.close()
    assert b"Zanzibar" not in everything_in(other.ledger.home)


def test_a_backup_of_a_server_is_restored_into_it(machines: Machines, tmp_path: Path) -> None:
    one = machines.open("one")
    one.index("shared", [machines.articles])
    one.follower.prepare()
    made = backup(one.ledger, tmp_path / "backup.sqlite")
    one.index("shared", [machines.articles])
    one.forget("shared", ["rain"])
    with pytest.raises(LedgerError, match="Another process works with the ledger"):
        restore(tmp_path / "third", made.file, server=one.ledger.server)
    one.follower.close()
    assert restore(tmp_path / "third", made.file, server=one.ledger.server).articles == 2
    assert found(one, "harbour") == {"rain"}
    assert one.follower.prepare()
    assert not one.follower.behind


def test_a_library_moves_to_a_server_and_back(home: Path, environment: dict[str, str], tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "rain.txt").write_text(f"Rain\n\n{TEXTS['rain']}\n")
    desk = Desk(Settings(home=home), FakeEmbeddings(), reader=SharedWordsReader())
    desk.index("shared", [articles])
    desk.close()
    moved = run_newsdesk(home, "migrate", "--json", **environment)
    assert (moved.code, moved.json["articles"], moved.json["passages"]) == (0, 1, 1), moved.err
    again = run_newsdesk(home, "migrate", **environment)
    assert again.code == 1
    assert "--replace" in again.err
    shown = run_newsdesk(tmp_path / "other", "show", "rain", "--json", **environment)
    assert shown.json["text"].strip() == TEXTS["rain"]
    back = run_newsdesk(tmp_path / "back", "migrate", "--back", "--json", **environment)
    assert (back.code, back.json["articles"]) == (0, 1), back.err
    assert run_newsdesk(tmp_path / "back", "show", "rain", "--json").json == shown.json


def test_what_was_moved_is_forgotten_once_the_old_ledger_is_out_of_the_way(
    home: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "sun.txt").write_text(f"Sun\n\n{TEXTS['sun']}\n")
    desk = Desk(Settings(home=home), FakeEmbeddings(), reader=SharedWordsReader())
    desk.index("shared", [tmp_path / "sun.txt"])
    desk.close()
    moved = run_newsdesk(home, "migrate", **environment)
    assert f"{home / 'newsdesk.sqlite'} keeps all of it. Delete it with its -wal and -shm" in moved.err
    first = run_newsdesk(home, "forget", "sun", **environment)
    assert first.code == 1
    assert "newsdesk.sqlite here is the ledger from before newsdesk migrate: delete it with its -wal" in first.err
    for name in ("newsdesk.sqlite", "newsdesk.sqlite-wal", "newsdesk.sqlite-shm"):
        (home / name).unlink(missing_ok=True)
    second = run_newsdesk(home, "forget", "sun", **environment)
    assert (second.code, "is proven now" in second.err) == (0, True), second.err


def test_nothing_is_moved_where_no_database_is_set(home: Path) -> None:
    ran = run_newsdesk(home, "migrate")
    assert ran.code == 2
    assert "NEWSDESK_LEDGER__URL" in ran.err
