"""How many passages of a large ledger hold a common word is estimated where that is near the truth, and only there."""

from pathlib import Path

import pytest
from conftest import an_article
from test_ledger import stored

from index import SHARED, Ledger
from index.ledger import counting, estimating
from index.scope import Scope

PASSAGES = 640
FIRST = 40  # passages, less than lie between two places


def fill(ledger: Ledger, texts: list[str], begin: int = 0) -> None:
    with ledger.writing() as transaction:
        for number, text in enumerate(texts, begin):
            article = an_article(text, id=str(number))
            transaction.store(article, [stored(article)], [])


def text_of(number: int) -> str:
    words = ["flood day" if number % 2 else "wet night", "ten"]
    words += ["quake"] * (number < FIRST) + ["tense"] * (number == 7) + ["day at the lake"] * (number == 8)
    return f"{' and '.join(words).capitalize()}."


@pytest.fixture
def ledger(home: Path) -> Ledger:
    """Return a ledger of many passages."""
    made = Ledger(home)
    fill(made, [text_of(number) for number in range(PASSAGES)])
    return made


@pytest.fixture(autouse=True)
def _large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(estimating, "LARGE", 50)
    monkeypatch.setattr(estimating, "PLACES", 4)
    monkeypatch.setattr(counting, "FEW_OF_A_WORD", 2)
    monkeypatch.setattr(counting, "FEW_OF_A_PHRASE", 2)
    monkeypatch.setattr(estimating, "UNEVEN", 2)


def counts(ledger: Ledger, *tokens: str) -> tuple[tuple[int, ...], bool]:
    """Return how many passages hold each token, and whether that was estimated."""
    asked: list[str] = []
    with ledger.reading() as snapshot:
        snapshot._connection.set_trace_callback(asked.append)
        found = tuple(map(snapshot.counts.holding, tokens))
        snapshot._connection.set_trace_callback(None)
    return found, not any("vocabulary" in one for one in asked)


def test_a_common_word_is_counted_in_some_places(ledger: Ledger) -> None:
    found, estimated = counts(ledger, "flood", "night", "ten")
    assert estimated
    assert found == pytest.approx((PASSAGES / 2, PASSAGES / 2, PASSAGES), rel=0.05)


def test_a_common_phrase_is_counted_in_some_places(ledger: Ledger) -> None:
    with ledger.reading() as snapshot:
        assert snapshot.counts.matching('"flood day"') == pytest.approx(PASSAGES / 2, rel=0.05)
        assert snapshot.counts.matching('"day at the lake"') == 1


def test_in_a_smaller_ledger_nothing_is_estimated(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(estimating, "LARGE", PASSAGES + 1)
    assert counts(ledger, "flood", "ten") == ((PASSAGES // 2, PASSAGES), False)


def test_a_rare_word_is_counted_whole(ledger: Ledger) -> None:
    assert counts(ledger, "lake", "nowhere") == ((1, 0), False)


def test_words_that_stand_close_together_are_counted_whole(ledger: Ledger) -> None:
    assert counts(ledger, "quak") == ((FIRST,), False)


def test_a_stem_is_not_taken_for_that_of_a_common_word(ledger: Ledger) -> None:
    assert counts(ledger, "tens") == ((1,), False)  # FTS5 would stem "tens" to "ten"


def test_more_than_there_are_is_never_found_however_many_are_gone(ledger: Ledger) -> None:
    with ledger.writing() as transaction:
        for number in range(0, PASSAGES, 3):
            transaction.remove(SHARED, str(number))
    left = PASSAGES - len(range(0, PASSAGES, 3))
    ((flood, ten), estimated) = counts(ledger, "flood", "ten")
    assert (ten, estimated) == (left, True)
    assert flood == pytest.approx(left / 2, rel=0.1)


def test_where_rows_are_missing_nothing_is_estimated_and_questions_are_answered(ledger: Ledger) -> None:
    with ledger.writing() as transaction:  # as after many editions of the same articles
        transaction._connection.execute("UPDATE sqlite_sequence SET seq = 100000 WHERE name = 'passages'")
    fill(ledger, ["Flood day at the harbour."], PASSAGES)
    assert counts(ledger, "flood") == ((PASSAGES // 2 + 1,), False)
    quoting = Scope(phrases=("harbour",), least_phrases=1)
    with ledger.reading() as snapshot:
        assert len(snapshot.ranked_by_words((SHARED,), 'the "harbour" in the flood', 5, quoting)) == 1
