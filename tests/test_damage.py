"""A short damage campaign: a damaged Chroma is noticed or harmless, and kills nobody."""

from pathlib import Path

import pytest
from damage import Met, Outcome, campaign, kinds, prepared_home, table

FEW = 100  # articles: some 600 passages
CHOSEN = (
    "no damage at all",
    "data_level0.bin with one bit flipped",
    "header.bin of random bytes",
    "chroma.sqlite3 zeroed in the middle",
    "rows: progress forgotten",
)


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    folder = tmp_path_factory.mktemp("damage")
    chosen = {kind: damage for kind, damage in kinds().items() if kind in CHOSEN}
    return {made.kind: made for made in campaign(prepared_home(folder / "base", FEW), folder, chosen)}


@pytest.mark.parametrize("kind", CHOSEN)
def test_a_command_lives_and_answers_right(outcomes: dict[str, Outcome], kind: str) -> None:
    assert outcomes[kind].command.right, outcomes[kind]


@pytest.mark.parametrize("kind", CHOSEN)
def test_a_process_that_prepares_lives_and_finds_every_vector(outcomes: dict[str, Outcome], kind: str) -> None:
    assert outcomes[kind].prepared.right, outcomes[kind]


def test_a_flipped_bit_is_told_by_the_checksums(outcomes: dict[str, Outcome]) -> None:
    assert outcomes["data_level0.bin with one bit flipped"].command.detected == "the checksums"


def test_what_is_whole_is_not_taken_for_damaged(outcomes: dict[str, Outcome]) -> None:
    assert outcomes["no damage at all"].prepared.detected == "nothing"


def test_there_are_kinds_enough() -> None:
    assert len(kinds()) >= 43  # one of them is none


@pytest.mark.parametrize(
    "met", [Met("nothing", 1.0, 1.0, "exit -11"), Met("nothing", 0.5, 1.0), Met("nothing", 1.0, 0.9)]
)
def test_a_death_a_wrong_answer_or_a_lost_vector_is_not_right(met: Met) -> None:
    assert not met.right


def test_the_table_counts_deaths() -> None:
    dead = Outcome("a kind", Met(died="exit -11"), Met("the probe", 1.0, 1.0))
    assert "command: no death                         0 of 1" in table([dead])


def test_every_damage_changes_the_folder_that_it_is_done_to(tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    for name in ("data_level0.bin", "header.bin"):
        (tmp_path / "index" / name).write_bytes(bytes(range(1, 101)))
    kinds()["header.bin with one bit flipped"](tmp_path)
    changed = [file.name for file in (tmp_path / "index").iterdir() if file.read_bytes() != bytes(range(1, 101))]
    assert changed == ["header.bin"]
