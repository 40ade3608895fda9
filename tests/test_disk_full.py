"""A short full-disk campaign: newsdesk says what is the matter, answers from what it has, and recovers."""

import pytest
from disk_full import ARTICLES, NAMES, Outcome, Phase, campaign, can_mount, sizes, table

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
