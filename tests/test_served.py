"""A Chroma server follows the ledger: answers are those of the exact search, whatever becomes of the server."""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest
from chroma_server import ChromaServer, running
from numbered_articles import EMBEDDINGS, add, remove

from index import Article, Follower, Ledger
from index.condition import COMPARED, DIRTY, FOLDER, GENERATION, LEDGER_MARK, WRITING
from index.errors import VectorsError
from index.following import PATIENCE_S
from index.keeping.backups import backup
from index.keeping.restoring import restore
from index.vectors import Near, ServedVectors

pytestmark = pytest.mark.enable_socket  # to a server on loopback

LARGE = 20  # passages from which on a library has a collection
QUESTIONS = ["report", "harbour", "the mayor said", "1", "rain and a vote"]
SOON_S = 3.0  # that a question may take: a second for the server, the rest for a busy machine


def unasked(home: Path, folder: Path) -> bool:
    raise AssertionError("a folder was probed")


def fact(ledger: Ledger, name: str) -> str | None:
    with ledger.reading() as snapshot:
        return snapshot.fact(name)


def set_fact(ledger: Ledger, name: str, value: str) -> None:
    with ledger.writing() as transaction:
        transaction.set_fact(name, value)


def held_by_ledger(ledger: Ledger, library: str = "shared") -> set[tuple[str, str]]:
    with ledger.reading() as snapshot:
        return {(library, made) for made in snapshot.vectors(library)[0]}


def collections(ledger: Ledger, server: ChromaServer) -> ServedVectors:
    """Open what the server holds of a ledger."""
    return ServedVectors(server.address, str(fact(ledger, LEDGER_MARK)), str(fact(ledger, GENERATION)))


def on_server(ledger: Ledger, server: ChromaServer) -> set[tuple[str, str]]:
    chroma = collections(ledger, server)
    try:
        return chroma.keys()
    finally:
        chroma.close()


def names(ledger: Ledger, server: ChromaServer) -> list[str]:
    """Return the names of all collections that the server has of a ledger."""
    chroma = collections(ledger, server)
    try:
        return [model.name for model in chroma._models() if str(fact(ledger, LEDGER_MARK)) in model.name]
    finally:
        chroma.close()


def near(ledger: Ledger, follower: Follower, words: str, library: str = "shared") -> list[Near]:
    with ledger.reading() as snapshot:
        return follower.near(snapshot, library, EMBEDDINGS.encode([words])[0], 10)


def is_exact(ledger: Ledger, follower: Follower) -> bool:
    """Say whether questions are answered as by who compares with every passage."""
    nobody = Follower(ledger, unasked)
    asked, exact = ([near(ledger, each, words) for words in QUESTIONS] for each in (follower, nobody))
    same = [[near.passage_id for near in found] for found in asked] == [
        [n.passage_id for n in found] for found in exact
    ]
    similarities = [[[near.similarity for near in found] for found in each] for each in (asked, exact)]
    return same and all(np.allclose(*pair, atol=1e-5) for pair in zip(*similarities, strict=True))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    with running(tmp_path_factory.mktemp("server") / "data") as started:
        yield started


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as opened:
        yield opened


Make = Callable[..., Follower]


@pytest.fixture
def ledger(tmp_path: Path, stack: ExitStack) -> Ledger:
    ledger = Ledger(tmp_path / "home")
    stack.callback(ledger.close)
    add(ledger, range(10))
    return ledger


@pytest.fixture
def open_follower(ledger: Ledger, server: ChromaServer, stack: ExitStack) -> Make:
    """Make followers that are closed in the end."""

    def make(of: Ledger = ledger, at: ChromaServer | None = server) -> Follower:
        follower = Follower(of, unasked, large=LARGE, server=at.address if at else None)
        stack.callback(follower.close)
        return follower

    return make


@pytest.fixture
def follower(open_follower: Make) -> Follower:
    follower = open_follower()
    assert follower.prepare()
    return follower


def test_a_prepared_server_holds_the_passages_of_the_ledger(
    ledger: Ledger, follower: Follower, server: ChromaServer
) -> None:
    assert on_server(ledger, server) == held_by_ledger(ledger)
    assert follower.collections == {"shared"}


def test_a_server_answers_as_the_exact_search_does(ledger: Ledger, follower: Follower) -> None:
    assert is_exact(ledger, follower)


def test_there_is_no_folder_beside_a_server(ledger: Ledger, follower: Follower) -> None:
    assert not (ledger.home / FOLDER).exists()


def test_only_one_process_at_a_time_writes_to_a_server(follower: Follower, open_follower: Make) -> None:
    assert not open_follower().prepare()


def test_nothing_is_behind_after_preparing(follower: Follower) -> None:
    assert not follower.behind


def test_what_was_indexed_since_is_found_before_the_server_has_it(
    ledger: Ledger, follower: Follower, server: ChromaServer
) -> None:
    before = on_server(ledger, server)
    add(ledger, range(10, 20))
    add(ledger, range(3), round_=2)
    remove(ledger, 5)
    assert is_exact(ledger, follower)
    assert on_server(ledger, server) == before


def test_a_question_writes_nothing_to_a_server(ledger: Ledger, follower: Follower, server: ChromaServer) -> None:
    before = on_server(ledger, server)
    add(ledger, range(10, 11))
    follower.catch_up()
    assert on_server(ledger, server) == before


def test_much_that_was_indexed_since_is_found_before_the_server_has_it(ledger: Ledger, follower: Follower) -> None:
    add(ledger, range(100, 200))
    assert is_exact(ledger, follower)


def test_a_follower_that_is_prepared_again_takes_changes_over(
    ledger: Ledger, follower: Follower, server: ChromaServer
) -> None:
    add(ledger, range(10, 20))
    remove(ledger, 5)
    follower.prepare()
    assert on_server(ledger, server) == held_by_ledger(ledger)
    assert is_exact(ledger, follower)


def test_small_libraries_are_not_on_a_server_until_they_have_grown(
    ledger: Ledger, follower: Follower, server: ChromaServer
) -> None:
    add(ledger, range(1), library="small")
    follower.prepare()
    assert follower.collections == {"shared"}
    add(ledger, range(30), library="small")
    follower.prepare()
    assert on_server(ledger, server) == held_by_ledger(ledger) | held_by_ledger(ledger, "small")


def test_a_one_shot_follower_opens_a_server_that_followed(
    ledger: Ledger, follower: Follower, open_follower: Make
) -> None:
    follower.close()
    add(ledger, range(10, 12))
    other = open_follower()
    assert other.open_if_clean()
    assert is_exact(ledger, other)


def test_a_server_is_left_alone_by_a_one_shot_follower_before_it_is_filled(open_follower: Make) -> None:
    assert not open_follower().open_if_clean()


def test_beside_a_server_that_is_down_answers_are_exact(
    ledger: Ledger, follower: Follower, server: ChromaServer, open_follower: Make
) -> None:
    server.stop()
    try:
        assert is_exact(ledger, follower)
        assert not follower.following
        with pytest.raises(VectorsError, match=rf"{server.url} does not answer: .*\. Start it, or correct"):
            follower.prepare()
        other = open_follower()
        assert not other.open_if_clean()
        assert is_exact(ledger, other)
    finally:
        server.start()


def test_a_server_that_was_down_is_used_again_as_it_is(
    ledger: Ledger, follower: Follower, server: ChromaServer
) -> None:
    generation = fact(ledger, GENERATION)
    server.kill()
    add(ledger, range(10, 20))
    with pytest.raises(VectorsError):
        follower.prepare()
    server.start()
    assert follower.prepare()
    assert fact(ledger, GENERATION) == generation
    assert on_server(ledger, server) == held_by_ledger(ledger)
    assert is_exact(ledger, follower)


def test_a_server_that_was_emptied_is_filled_again(ledger: Ledger, follower: Follower, server: ChromaServer) -> None:
    server.empty()
    assert is_exact(ledger, follower)
    assert follower.prepare()
    assert on_server(ledger, server) == held_by_ledger(ledger)
    assert is_exact(ledger, follower)


def test_a_one_shot_follower_leaves_an_emptied_server_to_who_has_time(
    ledger: Ledger, follower: Follower, server: ChromaServer, open_follower: Make
) -> None:
    follower.close()
    server.empty()
    other = open_follower()
    assert not other.open_if_clean()
    assert is_exact(ledger, other)
    assert other.behind
    assert other.prepare(probing=False)
    assert on_server(ledger, server) == held_by_ledger(ledger)


def test_a_question_does_not_wait_for_a_server_that_says_nothing(
    ledger: Ledger, follower: Follower, server: ChromaServer
) -> None:
    vector = EMBEDDINGS.encode(["report"])[0]
    exact = near(ledger, Follower(ledger, unasked), "report")
    with server.held_still(), ledger.reading() as snapshot:
        began = time.monotonic()
        found = follower.near(snapshot, "shared", vector, 10)
        assert time.monotonic() - began < SOON_S
    assert [one.passage_id for one in found] == [one.passage_id for one in exact]


def test_the_searches_of_a_question_do_not_each_wait_for_what_is_being_written(
    ledger: Ledger, follower: Follower
) -> None:
    searches, took_s = 12, list[float]()

    def ask(done: int, total: int) -> None:
        began = time.monotonic()
        for _ in range(searches):
            near(ledger, follower, "report")
        took_s.append(time.monotonic() - began)

    add(ledger, range(10, 12))
    follower.prepare(ask)
    assert took_s[0] < searches * PATIENCE_S


def test_a_one_shot_follower_does_not_wait_for_a_server_that_says_nothing(
    follower: Follower, server: ChromaServer, open_follower: Make
) -> None:
    follower.close()
    other = open_follower()
    with server.held_still():
        began = time.monotonic()
        assert not other.open_if_clean()
        assert time.monotonic() - began < SOON_S
    assert other.open_if_clean()


@pytest.mark.parametrize("probing", [True, False])
def test_what_a_server_lost_is_put_again_and_what_is_foreign_removed(
    ledger: Ledger, follower: Follower, server: ChromaServer, open_follower: Make, probing: bool
) -> None:
    follower.close()
    generation, chroma = fact(ledger, GENERATION), collections(ledger, server)
    chroma.remove("shared", sorted(chroma.ids("shared"))[:7])
    chroma.put("shared", ["foreign"], EMBEDDINGS.encode(["foreign"]), lambda _: None)
    chroma.close()
    put: list[int] = []
    other = open_follower()
    other.prepare(lambda done, total: put.append(done), probing=probing)
    assert on_server(ledger, server) == held_by_ledger(ledger)
    assert fact(ledger, GENERATION) == generation
    assert put[-1] == 7


def test_a_server_that_loses_something_while_it_is_in_use_is_mended(
    ledger: Ledger, follower: Follower, server: ChromaServer
) -> None:
    chroma = collections(ledger, server)
    chroma.remove("shared", sorted(chroma.ids("shared"))[:7])
    chroma.close()
    follower.prepare()
    assert on_server(ledger, server) == held_by_ledger(ledger)


@pytest.mark.parametrize("compared", ["0", "99999999999"])
def test_a_server_with_other_vectors_under_the_same_ids_is_filled_anew_once_a_day_or_more_is_over(
    ledger: Ledger, follower: Follower, server: ChromaServer, open_follower: Make, compared: str
) -> None:
    set_fact(ledger, COMPARED, compared)
    follower.close()
    generation, chroma = fact(ledger, GENERATION), collections(ledger, server)
    ids = sorted(chroma.ids("shared"))
    chroma.put("shared", ids, EMBEDDINGS.encode([f"something else {made}" for made in ids]), lambda _: None)
    chroma.close()
    other = open_follower()
    other.prepare()
    assert fact(ledger, GENERATION) != generation
    assert is_exact(ledger, other)


def test_a_server_that_was_left_well_is_not_compared_again_on_the_same_day(
    ledger: Ledger, follower: Follower, server: ChromaServer, open_follower: Make
) -> None:
    follower.close()
    compared = str(int(time.time()) - 3600)
    set_fact(ledger, COMPARED, compared)
    assert open_follower().prepare()
    assert fact(ledger, COMPARED) == compared


@pytest.mark.parametrize("following", [True, False])
def test_a_server_that_was_put_back_to_what_it_was_is_noticed_and_put_right(
    ledger: Ledger, server: ChromaServer, open_follower: Make, following: bool, tmp_path: Path
) -> None:
    add(ledger, range(30))
    follower = open_follower()
    follower.prepare()
    server.stop()
    shutil.copytree(server.folder, tmp_path / "before")
    server.start()
    follower.prepare()
    generation = fact(ledger, GENERATION)
    add(ledger, range(30), round_=2)  # as many passages as before, under the same ids
    follower.prepare()
    if not following:
        follower.close()
    server.stop()
    shutil.rmtree(server.folder)
    shutil.copytree(tmp_path / "before", server.folder)
    server.start()
    assert follower.prepare(probing=following)
    with ledger.reading() as snapshot:
        ids, vectors = snapshot.vectors("shared")
    chroma = collections(ledger, server)
    assert chroma.unfound("shared", dict(zip(ids, vectors, strict=True))) == []
    chroma.close()
    assert fact(ledger, GENERATION) == generation
    assert is_exact(ledger, follower)


def test_a_process_that_ended_before_it_was_noted_that_all_is_written_has_nothing_put_again(
    ledger: Ledger, follower: Follower, server: ChromaServer, open_follower: Make
) -> None:
    follower.close()
    chroma = collections(ledger, server)
    chroma.settle(f"{WRITING}somebody")
    chroma.close()
    set_fact(ledger, DIRTY, f"{WRITING}somebody")
    put: list[int] = []
    assert open_follower().prepare(lambda done, total: put.append(done), probing=False)
    assert put == []


def test_what_was_being_written_when_a_process_ended_is_mended(
    ledger: Ledger, follower: Follower, server: ChromaServer, open_follower: Make
) -> None:
    follower.close()
    generation = fact(ledger, GENERATION)
    add(ledger, range(3), round_=2)
    set_fact(ledger, DIRTY, f"{WRITING}somebody")
    other = open_follower()
    assert not other.open_if_clean()
    other.prepare(probing=False)
    assert fact(ledger, GENERATION) == generation
    assert on_server(ledger, server) == held_by_ledger(ledger)
    assert is_exact(ledger, other)


def test_what_is_to_be_made_anew_gets_new_collections_and_the_old_ones_go(
    ledger: Ledger, follower: Follower, server: ChromaServer
) -> None:
    generation = str(fact(ledger, GENERATION))
    set_fact(ledger, DIRTY, "erased")
    assert is_exact(ledger, follower)
    follower.prepare()
    assert generation not in "".join(names(ledger, server))
    assert len(names(ledger, server)) == 1
    assert is_exact(ledger, follower)


def test_a_filling_that_was_broken_off_goes_on_where_it_was(
    ledger: Ledger, server: ChromaServer, open_follower: Make
) -> None:
    add(ledger, range(30), library="large")

    def broken_off(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        open_follower().prepare(broken_off)
    generation, before = fact(ledger, GENERATION), on_server(ledger, server)
    assert before == held_by_ledger(ledger, "large")
    put: list[int] = []
    open_follower().prepare(lambda done, total: put.append(total))
    assert fact(ledger, GENERATION) == generation
    assert on_server(ledger, server) == held_by_ledger(ledger) | before
    assert put[-1] == len(held_by_ledger(ledger))


def test_fillings_that_fail_leave_no_more_than_one_behind(
    ledger: Ledger, server: ChromaServer, open_follower: Make
) -> None:
    def broken_off(done: int, total: int) -> None:
        raise KeyboardInterrupt

    for _ in range(4):
        set_fact(ledger, DIRTY, "erased")
        with pytest.raises(KeyboardInterrupt):
            open_follower().prepare(broken_off)
    assert len(names(ledger, server)) == 2


def test_a_server_killed_while_it_is_filled_goes_on_where_it_was(
    ledger: Ledger, server: ChromaServer, open_follower: Make
) -> None:
    add(ledger, range(30), library="large")
    follower = open_follower()
    with pytest.raises(VectorsError, match="does not answer"):
        follower.prepare(lambda done, total: server.kill())
    assert is_exact(ledger, follower)
    server.start()
    generation = fact(ledger, GENERATION)
    assert follower.prepare()
    assert fact(ledger, GENERATION) == generation
    assert on_server(ledger, server) == held_by_ledger(ledger) | held_by_ledger(ledger, "large")
    assert is_exact(ledger, follower)


def test_a_server_killed_while_it_takes_changes_over_gets_them_after(
    ledger: Ledger, follower: Follower, server: ChromaServer
) -> None:
    generation = fact(ledger, GENERATION)
    add(ledger, range(5, 20), round_=2)
    with pytest.raises(VectorsError, match="does not answer"):
        follower.prepare(lambda done, total: server.kill())
    assert is_exact(ledger, follower)
    server.start()
    follower.prepare()
    assert fact(ledger, GENERATION) == generation
    assert on_server(ledger, server) == held_by_ledger(ledger)
    assert is_exact(ledger, follower)


def test_newsdesks_that_share_a_server_do_not_meet(
    ledger: Ledger, follower: Follower, server: ChromaServer, open_follower: Make, tmp_path: Path, stack: ExitStack
) -> None:
    other = Ledger(tmp_path / "other")
    stack.callback(other.close)
    add(other, range(50, 60))
    beside = open_follower(other)
    beside.prepare()
    set_fact(other, DIRTY, "erased")
    beside.prepare()
    assert on_server(other, server) == held_by_ledger(other)
    assert on_server(ledger, server) == held_by_ledger(ledger)
    assert is_exact(ledger, follower)
    assert is_exact(other, beside)


def test_a_backup_restored_elsewhere_gets_collections_of_its_own(
    ledger: Ledger, follower: Follower, server: ChromaServer, open_follower: Make, tmp_path: Path, stack: ExitStack
) -> None:
    backup(ledger, tmp_path / "backup.sqlite")
    restore(tmp_path / "other", tmp_path / "backup.sqlite")
    other = Ledger(tmp_path / "other")
    stack.callback(other.close)
    open_follower(other).prepare()
    assert fact(other, LEDGER_MARK) != fact(ledger, LEDGER_MARK)
    assert on_server(ledger, server) == held_by_ledger(ledger)


def test_a_backup_restored_in_its_place_keeps_no_old_collections(
    ledger: Ledger, follower: Follower, server: ChromaServer, open_follower: Make, tmp_path: Path
) -> None:
    follower.close()
    backup(ledger, tmp_path / "backup.sqlite")
    add(ledger, range(10, 20))
    restore(ledger.home, tmp_path / "backup.sqlite")
    open_follower().prepare()
    assert on_server(ledger, server) == held_by_ledger(ledger)
    assert len(names(ledger, server)) == 1


def test_a_folder_gives_way_to_a_server_and_a_server_to_a_folder(
    ledger: Ledger, server: ChromaServer, open_follower: Make
) -> None:
    for at in (None, server, None, server):
        follower = open_follower(at=at)
        assert follower.behind
        follower.prepare(probing=False)
        assert not follower.behind
        assert is_exact(ledger, follower)
        assert (ledger.home / FOLDER).exists() is (at is None)
        follower.close()
    assert len(names(ledger, server)) == 1


def test_an_article_of_another_library_is_never_found(ledger: Ledger, follower: Follower) -> None:
    add(ledger, range(500, 530), library="large")
    follower.prepare()
    with ledger.reading() as snapshot:
        passage = snapshot.passages(Article("large", "500", "", ""))[0]
        found = follower.near(snapshot, "shared", passage.vector, 50)
    assert not {("shared", near.passage_id) for near in found} - held_by_ledger(ledger)
