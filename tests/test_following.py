"""Chroma follows the ledger, is used by one process at a time, and is thrown away when it may be damaged."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from numbered_articles import EMBEDDINGS, add, remove
from victim import text_of

from index import Article, Follower, HybridSearch, Indexer, Ledger, Snapshot, sound
from index.condition import CONTENTS, DIRTY, FOLDER, GENERATION
from index.database.connections import BUSY_S
from index.errors import VectorsError
from index.following import FEW_CHANGES, FEW_PASSAGES
from index.ledger import FILE_NAME
from index.ownership import LOCK_NAME
from index.vectors import ChromaVectors, Near, contents_of

PERSISTED = 200  # articles: more passages than Chroma keeps before it writes its HNSW files


def healthy(home: Path, folder: Path) -> bool:
    return True


def unasked(home: Path, folder: Path) -> bool:
    raise AssertionError("the probe was asked")


def passages(ledger: Ledger, number: int, library: str = "shared") -> list[str]:
    with ledger.reading() as snapshot:
        return [made.passage.id for made in snapshot.passages(Article(library, str(number), "", ""))]


def near(ledger: Ledger, follower: Follower, words: str, limit: int = 10, library: str = "shared") -> list[Near]:
    with ledger.reading() as snapshot:
        return follower.near(snapshot, library, EMBEDDINGS.encode([words])[0], limit)


def found(ledger: Ledger, follower: Follower, number: int, library: str = "shared") -> bool:
    """Say whether every passage of an article is what is nearest to its own vector."""
    with ledger.reading() as snapshot:
        held = snapshot.passages(Article(library, str(number), "", ""))
        nearest = [follower.near(snapshot, library, stored.vector, 1)[0].passage_id for stored in held]
    return bool(held) and nearest == [stored.passage.id for stored in held]


def fact(ledger: Ledger, name: str) -> str | None:
    with ledger.reading() as snapshot:
        return snapshot.fact(name)


def mark(ledger: Ledger, value: str) -> None:
    with ledger.writing() as transaction:
        transaction.set_fact(DIRTY, value)


def generation(ledger: Ledger) -> Path:
    return ledger.home / FOLDER / str(fact(ledger, GENERATION))


def in_chroma(ledger: Ledger) -> set[tuple[str, str]]:
    """Return what Chroma holds; a client that is open in this process is shared."""
    chroma = ChromaVectors(generation(ledger))
    try:
        return chroma.keys()
    finally:
        chroma.close()


def spoil(ledger: Ledger) -> None:
    """Make every later write to Chroma fail, as a full disk does."""
    connection = sqlite3.connect(generation(ledger) / "chroma.sqlite3")
    connection.execute("DROP TABLE embeddings_queue")
    connection.close()


@contextmanager
def elsewhere(code: str, ledger: Ledger) -> Iterator[subprocess.Popen[str]]:
    """Run code in another process; `ledger`, `embeddings` and `source` are at hand in it."""
    before = (
        "import sys, time; from pathlib import Path; from fake_embeddings import FakeEmbeddings\n"
        "from index import Follower, Indexer, Ledger, sound\n"
        f"embeddings = FakeEmbeddings(most_tokens=60); ledger = Ledger(Path({str(ledger.home)!r}))\n"
    )
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}
    command = [sys.executable, "-c", before + code]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    with process:
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    ledger = Ledger(tmp_path / "home")
    add(ledger, range(10))
    yield ledger
    ledger.close()


@pytest.fixture
def open_follower(ledger: Ledger) -> Iterator[Callable[..., Follower]]:
    """Make followers that are closed in the end."""
    opened: list[Follower] = []

    def make(probe: Callable[[Path, Path], bool] = healthy, of: Ledger = ledger) -> Follower:
        opened.append(Follower(of, probe))
        return opened[-1]

    yield make
    for follower in opened:
        follower.close()


@pytest.fixture
def follower(open_follower: Callable[..., Follower]) -> Follower:
    follower = open_follower()
    assert follower.prepare()
    return follower


@pytest.fixture(scope="module")
def persisted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory whose HNSW files Chroma has written."""
    ledger = Ledger(tmp_path_factory.mktemp("persisted") / "home")
    add(ledger, range(PERSISTED))
    follower = Follower(ledger, healthy)
    follower.prepare()
    follower.close()
    ledger.close()
    return ledger.home


@pytest.fixture
def large(persisted: Path, tmp_path: Path) -> Iterator[Ledger]:
    """A ledger of one's own on a copy of that directory."""
    ledger = Ledger(shutil.copytree(persisted, tmp_path / "large"))
    yield ledger
    ledger.close()


def test_what_another_process_indexes_is_found_by_a_follower_that_stays_open(
    ledger: Ledger, follower: Follower
) -> None:
    source = ledger.home / "new.txt"
    source.write_text("The distinctive walrus returned to the harbour.")
    code = f"Indexer(ledger, embeddings).index('shared', [{str(source)!r}])"
    with elsewhere(code, ledger) as process:
        assert process.wait(30) == 0
    hits = HybridSearch(ledger, EMBEDDINGS, follower).find(("shared",), "Where is the walrus?", 20).hits
    assert "new" in {hit.article.id for hit in hits}


def test_what_another_process_indexes_reaches_chroma_at_the_next_question(ledger: Ledger, follower: Follower) -> None:
    add(ledger, range(10, 12))
    HybridSearch(ledger, EMBEDDINGS, follower).find(("shared",), "Anything new?", 5)
    assert {("shared", made) for made in passages(ledger, 11)} <= in_chroma(ledger)


def test_without_the_lock_the_same_passages_are_found_as_with_chroma(
    ledger: Ledger, follower: Follower, open_follower: Callable[..., Follower]
) -> None:
    other = open_follower()
    assert not other.prepare()
    questions = [f"question {number}" for number in range(20)]
    by_chroma, exactly = (
        [[found.passage_id for found in near(ledger, one, question)] for question in questions]
        for one in (follower, other)
    )
    assert by_chroma == exactly


def test_without_the_lock_similarities_are_those_of_chroma(
    ledger: Ledger, follower: Follower, open_follower: Callable[..., Follower]
) -> None:
    by_chroma, exactly = (
        [found.similarity for found in near(ledger, one, "a question")] for one in (follower, open_follower())
    )
    assert by_chroma == pytest.approx(exactly, abs=1e-5)


def test_without_the_lock_nothing_is_written_to_chroma(
    ledger: Ledger, follower: Follower, open_follower: Callable[..., Follower]
) -> None:
    add(ledger, range(10, 12))
    other = open_follower()
    other.catch_up()
    assert not {("shared", made) for made in passages(ledger, 11)} & in_chroma(ledger)


def test_a_deleted_article_is_never_found_again(ledger: Ledger, follower: Follower) -> None:
    gone = set(passages(ledger, 3))
    remove(ledger, 3)
    follower.catch_up()
    assert not gone & {found.passage_id for found in near(ledger, follower, "anything", 1_000)}


def test_a_deleted_article_is_not_found_even_before_chroma_has_followed(ledger: Ledger, follower: Follower) -> None:
    gone = set(passages(ledger, 3))
    remove(ledger, 3)
    assert not gone & {found.passage_id for found in near(ledger, follower, "anything", 1_000)}


def test_an_edited_article_leaves_none_of_its_old_passages(ledger: Ledger, follower: Follower) -> None:
    add(ledger, range(10), round_=2)
    follower.catch_up()
    expected = {("shared", made) for number in range(10) for made in passages(ledger, number)}
    assert in_chroma(ledger) == expected


def test_a_library_emptied_and_filled_again_is_found(ledger: Ledger, follower: Follower) -> None:
    for number in range(10):
        remove(ledger, number)
    follower.catch_up()
    add(ledger, range(10, 12))
    follower.catch_up()
    assert found(ledger, follower, 11)


@pytest.mark.parametrize("marked", [False, True])
def test_a_question_does_not_wait_for_whoever_writes(ledger: Ledger, follower: Follower, marked: bool) -> None:
    add(ledger, range(3), round_=2)
    if marked:
        mark(ledger, "1")
    with closing(sqlite3.connect(ledger.home / FILE_NAME, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        begun = time.monotonic()
        follower.catch_up()
        assert time.monotonic() - begun < BUSY_S / 2
        assert found(ledger, follower, 2)


def test_a_one_shot_follower_opens_a_clean_chroma_without_a_probe(
    ledger: Ledger, follower: Follower, open_follower: Callable[..., Follower]
) -> None:
    follower.close()
    assert open_follower(unasked).open_if_clean()


def test_a_one_shot_follower_takes_over_a_few_changes(
    ledger: Ledger, follower: Follower, open_follower: Callable[..., Follower]
) -> None:
    follower.close()
    add(ledger, range(10, 12))
    assert open_follower(unasked).open_if_clean()
    assert not follower.behind


def test_a_one_shot_follower_does_not_wait_for_many_changes(
    ledger: Ledger, follower: Follower, open_follower: Callable[..., Follower]
) -> None:
    follower.close()
    add(ledger, range(10, 10 + FEW_CHANGES + 1))
    assert not open_follower(unasked).open_if_clean()


def test_a_one_shot_follower_does_not_take_over_many_passages(
    ledger: Ledger, follower: Follower, open_follower: Callable[..., Follower]
) -> None:
    follower.close()
    long = " ".join(f"Ship {number} left the harbour of Rome with a crew of {number}." for number in range(3_000))
    source = ledger.home / "long.txt"
    source.write_text(f"Long\n\n{long}")
    Indexer(ledger, EMBEDDINGS).index("shared", [str(source)])
    with ledger.reading() as snapshot:
        assert snapshot.passage_counts()["shared"] > FEW_PASSAGES
    other = open_follower(unasked)
    other.open_if_clean()
    assert other.behind
    assert found(ledger, other, 2)


def test_a_one_shot_follower_leaves_a_marked_chroma_alone(
    ledger: Ledger, follower: Follower, open_follower: Callable[..., Follower]
) -> None:
    follower.close()
    mark(ledger, "1")
    assert not open_follower(unasked).open_if_clean()


def test_beside_a_marked_chroma_questions_are_answered_exactly(
    ledger: Ledger, follower: Follower, open_follower: Callable[..., Follower]
) -> None:
    follower.close()
    mark(ledger, "1")
    other = open_follower(unasked)
    other.open_if_clean()
    assert found(ledger, other, 5)


def test_a_one_shot_follower_keeps_no_lock_that_it_cannot_use(
    ledger: Ledger, follower: Follower, open_follower: Callable[..., Follower]
) -> None:
    follower.close()
    mark(ledger, "1")
    open_follower(unasked).open_if_clean()
    assert open_follower().prepare()


def test_a_mark_set_by_the_last_holder_of_the_lock_counts(
    ledger: Ledger, follower: Follower, open_follower: Callable[..., Follower]
) -> None:
    class Overtaken(Ledger):
        """A ledger that another process marks right after the first look at it."""

        looks = 0

        @contextmanager
        def reading(self) -> Iterator[Snapshot]:
            with super().reading() as snapshot:
                yield snapshot
            self.looks += 1
            if self.looks == 1:
                mark(ledger, "1")

    follower.close()
    overtaken = Overtaken(ledger.home)
    assert not open_follower(of=overtaken).open_if_clean()
    overtaken.close()


def test_a_marked_chroma_is_rebuilt_in_a_new_folder(
    ledger: Ledger, follower: Follower, open_follower: Callable[..., Follower]
) -> None:
    before = generation(ledger)
    follower.close()
    mark(ledger, "1")
    assert open_follower(unasked).prepare()
    assert generation(ledger) != before


def test_a_rebuild_clears_the_mark(ledger: Ledger, follower: Follower, open_follower: Callable[..., Follower]) -> None:
    follower.close()
    mark(ledger, "1")
    open_follower().prepare()
    assert fact(ledger, DIRTY) == "0"


def test_a_sound_chroma_is_kept(ledger: Ledger, follower: Follower, open_follower: Callable[..., Follower]) -> None:
    before = generation(ledger)
    follower.close()
    open_follower(sound).prepare()
    assert generation(ledger) == before


def test_a_failed_probe_means_a_rebuild(
    ledger: Ledger, follower: Follower, open_follower: Callable[..., Follower]
) -> None:
    before = generation(ledger)
    follower.close()
    open_follower(lambda home, folder: False).prepare()
    assert generation(ledger) != before


def test_earlier_folders_are_swept_by_a_rebuild(
    ledger: Ledger, follower: Follower, open_follower: Callable[..., Follower]
) -> None:
    follower.close()
    (ledger.home / FOLDER / "left-behind").mkdir()
    mark(ledger, "1")
    open_follower().prepare()
    assert list((ledger.home / FOLDER).iterdir()) == [generation(ledger)]


@pytest.mark.parametrize("gone", ["", "chroma.sqlite3"])
def test_a_one_shot_follower_makes_nothing_in_place_of_what_is_missing(
    ledger: Ledger, follower: Follower, open_follower: Callable[..., Follower], gone: str
) -> None:
    follower.close()
    missing = generation(ledger) / gone
    missing.unlink() if gone else shutil.rmtree(missing)
    assert not open_follower().open_if_clean()
    assert not missing.exists()


@pytest.mark.parametrize("gone", ["", "chroma.sqlite3"])
def test_what_is_missing_is_rebuilt(
    ledger: Ledger, follower: Follower, open_follower: Callable[..., Follower], gone: str
) -> None:
    follower.close()
    missing = generation(ledger) / gone
    missing.unlink() if gone else shutil.rmtree(missing)
    again = open_follower()
    again.prepare()
    assert again.following
    assert found(ledger, again, 5)


def flip_a_bit(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def truncate(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def garble(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[::7] = bytes(len(content[::7]))
    file.write_bytes(content)


@pytest.mark.parametrize("name", ["data_level0.bin", "link_lists.bin", "length.bin", "index_metadata.pickle"])
@pytest.mark.parametrize("damage", [truncate, Path.unlink, flip_a_bit])
def test_a_one_shot_follower_leaves_damaged_index_files_alone(
    large: Ledger, open_follower: Callable[..., Follower], name: str, damage: Callable[[Path], None]
) -> None:
    damage(next(generation(large).rglob(name)))
    assert not open_follower(unasked, large).open_if_clean()


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("data_level0.bin", truncate),
        ("data_level0.bin", garble),
        ("header.bin", truncate),
        ("header.bin", garble),
        ("link_lists.bin", truncate),
        ("chroma.sqlite3", truncate),
        ("chroma.sqlite3", garble),
    ],
)
def test_damaged_files_are_rebuilt_and_the_process_lives(
    large: Ledger, open_follower: Callable[..., Follower], name: str, damage: Callable[[Path], None]
) -> None:
    before = generation(large)
    damage(next(before.rglob(name)))
    follower = open_follower(sound, large)
    assert follower.prepare()
    assert generation(large) != before
    assert found(large, follower, 7)


def test_a_chroma_that_cannot_be_opened_is_rebuilt_though_the_probe_passed(
    large: Ledger, open_follower: Callable[..., Follower]
) -> None:
    truncate(generation(large) / "chroma.sqlite3")
    follower = open_follower(healthy, large)
    assert follower.prepare()
    assert found(large, follower, 7)


def test_a_one_shot_follower_that_cannot_open_chroma_answers_exactly(
    large: Ledger, open_follower: Callable[..., Follower]
) -> None:
    truncate(generation(large) / "chroma.sqlite3")
    follower = open_follower(healthy, large)
    assert not follower.open_if_clean()
    assert found(large, follower, 7)


def test_a_database_that_lost_its_rows_is_not_used(
    ledger: Ledger, follower: Follower, open_follower: Callable[..., Follower]
) -> None:
    follower.close()
    (generation(ledger) / "chroma.sqlite3").write_bytes(b"")  # Chroma would begin it anew
    assert not open_follower(unasked).open_if_clean()


def test_a_database_that_lost_its_rows_counts_as_behind(
    ledger: Ledger, follower: Follower, open_follower: Callable[..., Follower]
) -> None:
    follower.close()
    (generation(ledger) / "chroma.sqlite3").write_bytes(b"")
    other = open_follower(unasked)
    other.open_if_clean()
    assert other.behind


@pytest.mark.parametrize("at", [0.0, 4e9])
def test_times_of_files_do_not_count(large: Ledger, open_follower: Callable[..., Follower], at: float) -> None:
    for path in [generation(large), *generation(large).rglob("*")]:
        os.utime(path, (at, at))
    assert open_follower(unasked, large).open_if_clean()


def test_a_folder_put_back_from_a_copy_is_used(
    large: Ledger, open_follower: Callable[..., Follower], tmp_path: Path
) -> None:
    folder = generation(large)
    shutil.copytree(folder, tmp_path / "copy")
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "copy", folder)
    assert open_follower(unasked, large).open_if_clean()


@pytest.mark.parametrize("step_s", [-1e8, 1e8])
def test_following_takes_no_notice_of_a_clock_that_is_set(
    ledger: Ledger, follower: Follower, monkeypatch: pytest.MonkeyPatch, step_s: float
) -> None:
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + step_s)
    add(ledger, range(10, 12))
    follower.catch_up()
    assert follower.following
    assert found(ledger, follower, 11)
    assert not follower.behind


def test_a_lock_that_cannot_be_had_is_no_reason_not_to_answer(
    ledger: Ledger, follower: Follower, open_follower: Callable[..., Follower]
) -> None:
    follower.close()
    (ledger.home / LOCK_NAME).unlink(missing_ok=True)
    (ledger.home / LOCK_NAME).mkdir()
    other = open_follower()
    assert not other.open_if_clean()
    assert found(ledger, other, 5)


def test_nothing_is_behind_after_preparing(follower: Follower) -> None:
    assert not follower.behind


def test_chroma_is_behind_what_was_indexed_since(ledger: Ledger, follower: Follower) -> None:
    add(ledger, range(10, 12))
    assert follower.behind


def test_chroma_is_behind_while_the_mark_stands(ledger: Ledger, follower: Follower) -> None:
    mark(ledger, "1")
    assert follower.behind


def test_a_mark_set_by_another_process_ends_the_use_of_chroma(ledger: Ledger, follower: Follower) -> None:
    mark(ledger, "1")
    follower.catch_up()
    assert not follower.following
    assert found(ledger, follower, 5)


def test_a_mark_set_by_another_process_outlives_a_change(ledger: Ledger, follower: Follower) -> None:
    mark(ledger, "1")
    add(ledger, range(10, 12))
    follower.catch_up()
    assert fact(ledger, DIRTY) != "0"


def test_a_mark_set_while_chroma_is_open_means_a_rebuild(ledger: Ledger, follower: Follower) -> None:
    before = generation(ledger)
    mark(ledger, "1")
    assert follower.prepare()
    assert generation(ledger) != before


def test_what_was_followed_leaves_the_change_log(ledger: Ledger, follower: Follower) -> None:
    add(ledger, range(10, 12))
    follower.catch_up()
    with ledger.reading() as snapshot:
        assert snapshot.changed_since(0) == {}


def test_a_library_finds_its_own_passages_only(ledger: Ledger, follower: Follower) -> None:
    for first, library in ((20, "discord-1"), (30, "discord-2")):
        add(ledger, range(first, first + 3), library)
    follower.catch_up()
    own = {made for number in range(20, 23) for made in passages(ledger, number, "discord-1")}
    hits = near(ledger, follower, "anything", 1_000, "discord-1")
    assert {found.passage_id for found in hits} == own


def test_a_library_without_articles_finds_nothing(ledger: Ledger, follower: Follower) -> None:
    add(ledger, range(20, 23), "discord-1")
    follower.catch_up()
    assert near(ledger, follower, "anything", 10, "discord-2") == []


def test_an_article_removed_from_one_library_stays_in_another(ledger: Ledger, follower: Follower) -> None:
    add(ledger, range(10), "discord-1")
    follower.catch_up()
    remove(ledger, 4)
    follower.catch_up()
    assert found(ledger, follower, 4, "discord-1")


@pytest.fixture
def sized(ledger: Ledger) -> Iterator[Follower]:
    """A follower for which a library is large from thirty passages on."""
    follower = Follower(ledger, healthy, large=30)
    assert follower.prepare()
    yield follower
    follower.close()


def test_a_small_library_is_not_in_chroma(ledger: Ledger, sized: Follower) -> None:
    add(ledger, range(20, 22), "discord-1")
    sized.catch_up()
    assert sized.collections == {"shared"}


def test_a_small_library_that_changed_leaves_chroma_alone(ledger: Ledger, sized: Follower) -> None:
    before = in_chroma(ledger)
    add(ledger, range(20, 22), "discord-1")
    sized.catch_up()
    assert not sized.behind
    assert in_chroma(ledger) == before


def test_a_small_library_is_found(ledger: Ledger, sized: Follower) -> None:
    add(ledger, range(20, 22), "discord-1")
    sized.catch_up()
    assert found(ledger, sized, 21, "discord-1")


def test_a_library_that_grows_large_moves_into_a_collection(ledger: Ledger, sized: Follower) -> None:
    add(ledger, range(20, 22), "discord-1")
    sized.catch_up()
    add(ledger, range(22, 30), "discord-1")
    sized.catch_up()
    own = {("discord-1", made) for number in range(20, 30) for made in passages(ledger, number, "discord-1")}
    assert own <= in_chroma(ledger)


def test_a_library_that_grows_large_is_found(ledger: Ledger, sized: Follower) -> None:
    add(ledger, range(20, 30), "discord-1")
    sized.catch_up()
    assert "discord-1" in sized.collections
    assert all(found(ledger, sized, number, "discord-1") for number in range(20, 30))


def test_a_move_that_fails_leaves_the_mark(ledger: Ledger, sized: Follower) -> None:
    spoil(ledger)
    add(ledger, range(20, 30), "discord-1")
    sized.catch_up()
    assert fact(ledger, DIRTY) != "0"
    assert found(ledger, sized, 25, "discord-1")


def test_a_library_that_shrinks_stays_in_its_collection(ledger: Ledger, sized: Follower) -> None:
    add(ledger, range(20, 30), "discord-1")
    sized.catch_up()
    for number in range(21, 30):
        remove(ledger, number, "discord-1")
    sized.catch_up()
    own = {("discord-1", made) for made in passages(ledger, 20, "discord-1")}
    assert {key for key in in_chroma(ledger) if key[0] == "discord-1"} == own


def test_a_rebuild_leaves_a_library_that_shrank_out(ledger: Ledger, sized: Follower) -> None:
    add(ledger, range(20, 30), "discord-1")
    sized.catch_up()
    for number in range(21, 30):
        remove(ledger, number, "discord-1")
    sized.close()
    mark(ledger, "1")
    sized.prepare()
    assert sized.collections == {"shared"}


def test_a_failed_write_leaves_the_mark(ledger: Ledger, follower: Follower) -> None:
    spoil(ledger)
    add(ledger, range(10, 12))
    follower.catch_up()
    assert fact(ledger, DIRTY) != "0"


def test_after_a_failed_write_questions_are_answered_exactly(ledger: Ledger, follower: Follower) -> None:
    spoil(ledger)
    add(ledger, range(10, 12))
    follower.catch_up()
    assert not follower.following
    assert found(ledger, follower, 11)


def test_after_a_failed_write_chroma_is_rebuilt(ledger: Ledger, follower: Follower) -> None:
    spoil(ledger)
    add(ledger, range(10, 12))
    follower.catch_up()
    assert follower.prepare()
    assert {("shared", made) for made in passages(ledger, 11)} <= in_chroma(ledger)


def test_a_write_that_fails_while_preparing_is_mended_by_a_rebuild(ledger: Ledger, follower: Follower) -> None:
    spoil(ledger)
    add(ledger, range(10, 12))
    assert follower.prepare()
    assert not follower.behind


def test_a_search_that_fails_is_done_exactly(large: Ledger, open_follower: Callable[..., Follower]) -> None:
    follower = open_follower(unasked, large)
    assert follower.open_if_clean()
    header = next(generation(large).rglob("header.bin"))  # the file is read by the first search
    header.write_bytes(bytes(header.stat().st_size))
    assert found(large, follower, 7)


def test_a_rebuild_that_fails_leaves_the_mark(ledger: Ledger, open_follower: Callable[..., Follower]) -> None:
    def no_space(done: int, total: int) -> None:
        raise VectorsError("no space left on device")

    with pytest.raises(VectorsError):
        open_follower().prepare(no_space)
    assert fact(ledger, DIRTY) != "0"


def test_whoever_fails_to_open_chroma_lets_another_try(ledger: Ledger, open_follower: Callable[..., Follower]) -> None:
    def no_space(done: int, total: int) -> None:
        raise VectorsError("no space left on device")

    with pytest.raises(VectorsError):
        open_follower().prepare(no_space)
    assert open_follower().prepare()


def test_only_one_process_at_a_time_has_chroma(ledger: Ledger, open_follower: Callable[..., Follower]) -> None:
    code = "follower = Follower(ledger, sound); print(follower.prepare(), flush=True); time.sleep(60)"
    with elsewhere(code, ledger) as process:
        assert process.stdout
        assert process.stdout.readline() == "True\n"
        assert not open_follower().prepare()


def test_a_killed_process_leaves_the_lock_to_the_next(ledger: Ledger, open_follower: Callable[..., Follower]) -> None:
    code = "follower = Follower(ledger, sound); print(follower.prepare(), flush=True); time.sleep(60)"
    with elsewhere(code, ledger) as process:
        assert process.stdout
        process.stdout.readline()
        process.kill()
        process.wait()
        assert open_follower().prepare()


def test_closing_waits_until_a_rebuild_has_ended(ledger: Ledger, open_follower: Callable[..., Follower]) -> None:
    follower = open_follower()
    closing = threading.Thread(target=follower.close)
    locked = []

    def close_meanwhile(done: int, total: int) -> None:
        closing.start()
        closing.join(0.2)
        locked.append(not open_follower().prepare())

    follower.prepare(close_meanwhile)
    closing.join()
    assert locked == [True]


def test_chroma_holds_no_words_of_an_article(large: Ledger, open_follower: Callable[..., Follower]) -> None:
    word = text_of(7, 1).split()[0].encode()
    assert word in (large.home / "newsdesk.sqlite").read_bytes()
    files = [file for file in (large.home / FOLDER).rglob("*") if file.is_file()]
    assert not [file.name for file in files if word in file.read_bytes()]


def changed(folder: Path) -> dict[str, int]:
    """Return when each of Chroma's HNSW files changed."""
    return {str(file.relative_to(folder)): file.stat().st_mtime_ns for file in folder.glob("*/*")}


def test_a_question_after_following_writes_nothing_into_the_index(
    large: Ledger, open_follower: Callable[..., Follower]
) -> None:
    follower = open_follower(healthy, large)
    follower.prepare()
    add(large, range(PERSISTED), round_=2)
    follower.catch_up()
    before = changed(generation(large))
    assert all(found(large, follower, number) for number in range(0, PERSISTED, 10))
    assert changed(generation(large)) == before


def test_a_start_and_its_first_question_write_nothing_into_the_index(
    large: Ledger, open_follower: Callable[..., Follower]
) -> None:
    before = changed(generation(large))
    follower = open_follower(unasked, large)
    follower.open_if_clean()
    found(large, follower, 7)
    follower.close()
    assert changed(generation(large)) == before


def test_following_writes_the_index_while_the_mark_stands(
    large: Ledger, open_follower: Callable[..., Follower]
) -> None:
    follower = open_follower(healthy, large)
    follower.prepare()
    before = changed(generation(large))
    marks = set()
    add(large, range(PERSISTED), round_=2)

    def look(done: int, total: int) -> None:
        if changed(generation(large)) != before:
            marks.add(fact(large, DIRTY))

    follower.prepare(look)
    assert marks
    assert "0" not in marks


def test_a_patient_start_makes_a_new_way_to_what_chroma_no_longer_finds(
    ledger: Ledger, open_follower: Callable[..., Follower]
) -> None:
    first = open_follower()
    first.prepare()
    first.close()
    chroma = ChromaVectors(generation(ledger))
    with ledger.reading() as snapshot:
        made = snapshot.passages(Article("shared", "3", "", ""))[0].passage.id
    chroma.put("shared", [made], EMBEDDINGS.encode(["elsewhere"]), lambda written: None)
    chroma.settle("mark")
    chroma.close()
    contents = contents_of(generation(ledger))
    with ledger.writing() as transaction:
        transaction.set_fact(CONTENTS, contents)
    again = open_follower()
    assert again.prepare()
    assert found(ledger, again, 3)
    assert fact(ledger, DIRTY) == "0"


def test_what_is_much_is_left_to_prepare_and_searched_exactly_until_then(
    ledger: Ledger, follower: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.following.FEW_PASSAGES", 2)
    add(ledger, range(20, 30))
    new = passages(ledger, 25)
    follower.catch_up()
    assert not {("shared", made) for made in new} & in_chroma(ledger)
    assert found(ledger, follower, 25)
    assert follower.prepare()
    assert {("shared", made) for made in new} <= in_chroma(ledger)


def test_a_follower_that_is_prepared_again_looks_for_no_vectors(
    follower: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    def looked(*_: object) -> int:
        raise AssertionError("vectors were looked for again")

    monkeypatch.setattr("index.following.reconnect", looked)
    assert follower.prepare()


def test_the_lock_is_waited_for_as_long_as_one_has_patience(
    follower: Follower, open_follower: Callable[..., Follower]
) -> None:
    other = open_follower()
    closing = threading.Timer(0.3, follower.close)
    closing.start()
    assert other.prepare(patience_s=20)
    closing.join()
