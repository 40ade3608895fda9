"""A short full-disk campaign: newsdesk says what is the matter, answers from what it has, and recovers."""

import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from disk_full import ARTICLES, NAMES, Outcome, Phase, campaign, can_mount, disk, sizes, table
from fake_embeddings import FakeEmbeddings

from bot.errors import RecordsError
from bot.records import Records
from index import Indexer, Ledger, LedgerError, doctor

KIBS = [64, 1_500, 6_000]


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> list[Outcome]:
    if not can_mount():
        pytest.skip("only root on Linux can mount a small disk")
    return campaign(tmp_path_factory.mktemp("disks"), KIBS)


def test_nothing_is_wedged(outcomes: list[Outcome]) -> None:
    assert [outcome.wedged for outcome in outcomes] == [[], [], []]


def test_a_disk_runs_full_in_the_middle_of_indexing(outcomes: list[Outcome]) -> None:
    assert 0 < outcomes[1].phases["fill"].stored < ARTICLES


def test_what_is_stored_on_a_full_disk_is_found(outcomes: list[Outcome]) -> None:
    assert outcomes[1].phases["ask"].answered == outcomes[1].phases["fill"].stored


def test_with_space_again_everything_is_indexed_and_followed(outcomes: list[Outcome]) -> None:
    assert [outcome.phases["recover"].stored for outcome in outcomes] == [ARTICLES] * 3


@pytest.fixture
def full_of_files(tmp_path: Path) -> Iterator[Path]:
    """Give a data directory on a disk that has room, but not for one file more."""
    if not can_mount():
        pytest.skip("only root on Linux can mount a small disk")
    (tmp_path / "disk").mkdir()
    (tmp_path / "a.txt").write_text("Rain fell.")
    with disk(tmp_path / "disk", 65_536, files=40) as place:
        ledger = Ledger(place / "home")
        Indexer(ledger, FakeEmbeddings()).index("shared", [tmp_path / "a.txt"])
        ledger.close()
        Records(place / "home").close()
        with suppress(OSError):
            for number in range(40):
                (place / str(number)).touch()
        yield place / "home"


def test_a_disk_that_holds_no_more_files_keeps_nobody_from_reading(full_of_files: Path) -> None:
    with Ledger(full_of_files).reading() as snapshot:
        assert snapshot.freshness("shared").articles == 1


def test_a_disk_that_holds_no_more_files_is_said_to_be_full(full_of_files: Path) -> None:
    ledger = Ledger(full_of_files)
    with pytest.raises(LedgerError, match="The disk is full"), ledger.writing():
        pass


def test_records_on_a_disk_that_holds_no_more_files_are_read(full_of_files: Path) -> None:
    assert list(Records(full_of_files).own_words()) == []


def test_records_on_a_disk_that_holds_no_more_files_say_so(full_of_files: Path) -> None:
    records = Records(full_of_files)
    with pytest.raises(RecordsError, match="The disk is full"):
        records.withdraw([("shared", "a")])


def test_the_doctor_tells_of_a_disk_that_holds_no_more_files(full_of_files: Path) -> None:
    checks = {check.name: check for check in doctor(full_of_files)}
    assert (checks["disk"].ok, checks["ledger pages"].ok) == (False, True)
    assert "files" in checks["disk"].remedy


def test_a_disk_on_which_something_else_is_wrong_is_not_said_to_be_full(full_of_files: Path) -> None:
    subprocess.run(["mount", "-o", "remount,nr_inodes=80", full_of_files.parent], check=True)
    with Ledger(full_of_files).writing() as transaction:
        assert transaction.freshness("shared").articles == 1


def test_sizes_rise_from_too_small_to_large_enough() -> None:
    assert sizes(20) == sorted(set(sizes(20)))


@pytest.mark.parametrize(
    "wrong",
    [
        {"ask": Phase(stored=3, answered=2)},
        {"fill": Phase(wedged="hung")},
        {"recover": Phase(stored=ARTICLES, lost=1)},
        {"recover": Phase(stored=ARTICLES - 1)},
    ],
)
def test_what_must_not_be_counts_as_wedged(wrong: dict[str, Phase]) -> None:
    phases = {name: Phase(stored=ARTICLES, answered=ARTICLES) for name in NAMES}
    assert "wedged 0" in table([Outcome(64, phases)])
    assert "wedged 1" in table([Outcome(64, phases | wrong)])
