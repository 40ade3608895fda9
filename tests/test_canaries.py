"""A short canary campaign: no word of one library is ever shown to another."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from canaries import LARGE_LIBRARIES, Tally, campaign, names, table
from chroma_server import running

QUESTIONS = {"files": 300, "Chroma server": 100, "servers": 100}


pytestmark = pytest.mark.enable_socket


@pytest.fixture(scope="module", params=list(QUESTIONS))
def tally(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tally]:
    folder = tmp_path_factory.mktemp("canaries")
    with ExitStack() as stack:
        environment = stack.enter_context(pytest.MonkeyPatch.context())
        if request.param == "servers":
            environment.setenv("NEWSDESK_LEDGER__URL", request.getfixturevalue("postgres").fresh_database())
        if request.param != "files":
            environment.setenv("NEWSDESK_CHROMA__URL", stack.enter_context(running(folder / "chroma")).url)
        yield campaign(folder / "home", QUESTIONS[request.param], seed=2, libraries=20)


def test_no_foreign_word_is_shown(tally: Tally) -> None:
    assert tally.foreign == []


def test_the_librarys_own_words_are_shown(tally: Tally) -> None:
    assert tally.own > tally.questions


def test_articles_come_and_go_meanwhile(tally: Tally) -> None:
    assert tally.changes > 0


def test_both_ways_of_searching_are_asked(tally: Tally) -> None:
    assert 0 < tally.by_chroma < tally.questions


def test_only_large_libraries_have_a_collection(tally: Tally) -> None:
    assert tally.collections == LARGE_LIBRARIES


def test_pairs_of_libraries_are_asked(tally: Tally) -> None:
    assert 0 < tally.of_pairs < tally.questions


@pytest.mark.parametrize(("libraries", "own"), [(("a",), 1), (("b", "a"), 1), (("b",), 0), (("b", "c"), 0)])
def test_a_foreign_word_is_counted(libraries: tuple[str, ...], own: int) -> None:
    shown = Tally()
    shown.take(libraries, "a passage", "The harbour and canarygb.")  # 0x61 is "a", and "gb" stands for it
    assert (shown.own, len(shown.foreign)) == (own, 1 - own)


def test_no_name_of_a_library_stands_twice() -> None:
    assert len(set(names(50))) == 50


def test_the_table_names_foreign_words() -> None:
    assert "foreign words" in table(Tally())
