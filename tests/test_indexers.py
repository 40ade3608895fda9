"""Several indexers on one ledger in PostgreSQL: each source is read by one at a time, and each text is stored once."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from fake_embeddings import FakeEmbeddings
from patience import wait_until
from postgres import PostgresServer, postgres, postgres_url

from index import Indexer, IndexReport, Ledger, LedgerAddress, LedgerError, ModelError, SourceError, Sources
from index.embeddings import Vectors
from index.indexing.rereading import is_of_today
from index.ledger import DocumentState
from index.loading.sources import Listing

__all__ = ["postgres", "postgres_url"]
pytestmark = pytest.mark.enable_socket  # on loopback


@pytest.fixture
def opened(postgres_url: str, tmp_path: Path) -> Iterator[Callable[[str], Ledger]]:
    """Open the database from a data directory of a name: on a machine of its own."""
    ledgers: list[Ledger] = []

    def open_as(name: str) -> Ledger:
        (tmp_path / name).mkdir(exist_ok=True)
        ledgers.append(Ledger(tmp_path / name, LedgerAddress.of(postgres_url)))
        return ledgers[-1]

    yield open_as
    for ledger in ledgers:
        ledger.close()


@pytest.fixture
def sources(tmp_path: Path) -> list[str]:
    """Three folders with an article each, and one that all three hold."""
    folders = [tmp_path / "sources" / name for name in ("east", "north", "west")]
    for folder in folders:
        folder.mkdir(parents=True)
        (folder / f"{folder.name}.txt").write_text(f"Rain fell in the {folder.name}, said the mayor of the town.")
        (folder / f"shared-{folder.name}.txt").write_text("The tax on salt rose on Monday, the minister said.")
    return [str(folder) for folder in folders]


class Slow(FakeEmbeddings):
    """Give vectors when it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.let_go = threading.Event(), threading.Event()

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked.set()
        assert self.let_go.wait(60)
        return super().encode(texts)


@contextmanager
def beside(work: Callable[[], object]) -> Iterator[list[object]]:
    """Do something in a thread for the length of a block, and give what it returns or raises."""
    ended: list[object] = []

    def run() -> None:
        try:
            ended.append(work())
        except LedgerError as error:
            ended.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield ended
    finally:
        thread.join(60)
        assert not thread.is_alive()


def stored(ledger: Ledger) -> list[str]:
    with ledger.reading() as snapshot:
        return sorted(held.id for held in snapshot.known("shared") if held.original is None)


def copies(ledger: Ledger) -> list[str]:
    with ledger.reading() as snapshot:
        return sorted(held.id for held in snapshot.known("shared") if held.original is not None)


def read_by(report: object) -> int:
    assert isinstance(report, IndexReport), report
    return report.inputs


def test_one_reads_all_when_it_is_alone(opened: Callable[[str], Ledger], sources: list[str]) -> None:
    report = Indexer(opened("one"), FakeEmbeddings()).index("shared", sources)
    assert (report.added, report.copies, report.failed) == (4, 2, [])
    again = Indexer(opened("one"), FakeEmbeddings()).index("shared", [])
    assert (again.added, again.unchanged, again.copies) == (0, 4, 2)


def test_what_is_stored_first_is_of_todays_rules(opened: Callable[[str], Ledger], sources: list[str]) -> None:
    Indexer(opened("one"), FakeEmbeddings()).index("shared", sources)
    with opened("one").reading() as snapshot:
        assert is_of_today(snapshot)


class Away(FakeEmbeddings):
    """Give no vectors: what embeds is away."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        raise ModelError("It is away. Start it.")


def test_a_source_that_one_could_not_take_in_is_left_to_others(
    opened: Callable[[str], Ledger], sources: list[str]
) -> None:
    with pytest.raises(ModelError) as _:  # it is held, with all that led to it
        Indexer(opened("one"), Away()).index("shared", sources)
    assert Indexer(opened("other"), FakeEmbeddings()).index("shared", sources).added == 4


class Cut(Sources):
    """Reach nothing: what the page is on cannot be seen from this machine."""

    def listing(self, source: str, document: Callable[[str], DocumentState | None]) -> Listing:
        raise SourceError("it cannot be reached")


class Reaching(Sources):
    """Find a folder at every address."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        self._folder = folder

    def listing(self, source: str, document: Callable[[str], DocumentState | None]) -> Listing:
        return super().listing(self._folder, document)


def test_a_page_that_one_machine_cannot_reach_is_read_by_another_though_it_was_just_looked_at(
    opened: Callable[[str], Ledger], sources: list[str]
) -> None:
    page = ["https://a.example/feed"]
    first = Indexer(opened("one"), FakeEmbeddings(), Cut()).index("shared", page, rested_s=60.0)
    assert [failed.source for failed in first.failed] == page
    second = Indexer(opened("other"), FakeEmbeddings(), Reaching(sources[0])).index("shared", page, rested_s=60.0)
    assert (second.added, second.failed) == (2, [])


def test_who_could_not_read_a_source_asks_for_it_once_and_goes_on_with_the_others(
    opened: Callable[[str], Ledger],
) -> None:
    unread = {"north"}
    turns = opened("one").turns("shared", dict.fromkeys(["east", "north", "west"], 60.0), unread)
    assert list(turns) == [["east"], ["north"], ["west"]]
    assert list(opened("other").turns("shared", dict.fromkeys(["east", "north"], 60.0), set())) == [["north"]]


def test_two_share_the_sources_and_each_text_is_stored_once(
    opened: Callable[[str], Ledger], sources: list[str]
) -> None:
    slow = Slow()
    with beside(lambda: Indexer(opened("one"), slow).index("shared", sources)) as first:
        assert slow.asked.wait(30)  # it holds the first source
        with beside(lambda: Indexer(opened("other"), FakeEmbeddings()).index("shared", sources)) as second:
            ledger = opened("third")
            wait_until(lambda: len(stored(ledger)) == 3)  # those of the two others
            assert not second  # it waits for the source that is being read
            slow.let_go.set()
    assert (len(stored(ledger)), len(copies(ledger))) == (4, 2)
    assert read_by(first[0]) >= 2
    assert read_by(second[0]) >= 4


def test_the_source_of_one_that_is_killed_is_taken_by_another_at_once(
    opened: Callable[[str], Ledger], sources: list[str], postgres_url: str
) -> None:
    slow = Slow()
    with beside(lambda: Indexer(opened("one"), slow).index("shared", sources[:1])) as first:
        assert slow.asked.wait(30)
        with closing(psycopg.connect(postgres_url, autocommit=True)) as connection:
            (claiming,) = connection.execute(
                "SELECT pid FROM pg_stat_activity WHERE state = 'idle in transaction' AND datname = current_database()"
            ).fetchone()
            with beside(lambda: Indexer(opened("other"), FakeEmbeddings()).index("shared", sources[:1])) as second:
                time.sleep(0.5)
                waited = not second
                connection.execute("SELECT pg_terminate_backend(%s)", (claiming,))  # as the process's end does
        slow.let_go.set()
    assert waited
    assert read_by(second[0]) == 2
    assert isinstance(first[0], LedgerError)
    assert (len(stored(opened("third"))), copies(opened("third"))) == (2, [])


def test_of_one_id_for_two_articles_none_is_lost(opened: Callable[[str], Ledger], tmp_path: Path) -> None:
    texts = {"east": "Rain fell in the east.", "west": "Snow fell in the west."}
    for name, text in texts.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "weather.txt").write_text(text)
    slow = Slow()
    with beside(lambda: Indexer(opened("one"), slow).index("shared", [tmp_path / "east"])):
        assert slow.asked.wait(30)
        Indexer(opened("other"), FakeEmbeddings()).index("shared", [tmp_path / "west"])
        slow.let_go.set()
    ledger = opened("third")
    with ledger.reading() as snapshot:
        held = {article.text for article in snapshot.articles("shared")}
    assert held == set(texts.values())


def test_a_feed_that_another_one_has_just_looked_at_is_left_alone(opened: Callable[[str], Ledger]) -> None:
    ledger = opened("one")
    for rested_s, mine in ((0.0, ["https://a.example/feed"]), (0.0, ["https://a.example/feed"]), (60.0, [])):
        turns = ledger.turns("shared", {"https://a.example/feed": rested_s}, set())
        assert [source for turn in turns for source in turn] == mine


def test_a_copy_whose_original_another_one_removed_is_stored_itself(
    opened: Callable[[str], Ledger], sources: list[str]
) -> None:
    one, other = opened("one"), opened("other")
    Indexer(one, FakeEmbeddings()).index("shared", sources[:1])
    removed = threading.Event()
    writing = one.writing

    @contextmanager
    def after_a_removal(*given: float) -> Iterator[object]:
        if not removed.is_set():
            removed.set()
            with other.writing() as transaction:
                for held in transaction.known("shared"):
                    transaction.remove("shared", held.id)
        with writing(*given) as transaction:
            yield transaction

    one.writing = after_a_removal  # type: ignore[method-assign]
    Path(sources[1], "north.txt").unlink()
    report = Indexer(one, FakeEmbeddings()).index("shared", sources[1:2])
    assert (report.added, report.copies) == (1, 0)
    assert len(stored(other)) == 1


def test_who_erases_waits_until_no_indexer_is_at_work(opened: Callable[[str], Ledger], sources: list[str]) -> None:
    from index import unless_busy

    slow = Slow()
    with beside(lambda: Indexer(opened("one"), slow).index("shared", sources[:1])):
        assert slow.asked.wait(30)
        with pytest.raises(LedgerError, match="Another newsdesk is indexing"), unless_busy(opened("other"), 0.3):
            pass
        slow.let_go.set()
    with unless_busy(opened("other"), 5.0):
        pass


def test_an_indexer_that_lost_the_server_goes_on_when_it_is_back(
    opened: Callable[[str], Ledger], sources: list[str], postgres: PostgresServer
) -> None:
    indexer = Indexer(opened("one"), FakeEmbeddings())
    assert indexer.index("shared", sources[:1]).added == 2
    postgres.stop()
    with pytest.raises(LedgerError):
        indexer.index("shared", sources)
    postgres.start()
    assert indexer.index("shared", sources).added == 2
