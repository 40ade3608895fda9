"""A ledger takes over from its copy just what was changed there, and Chroma follows that."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from conftest import an_article
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Follower, Ledger, LedgerError, Passage
from index.article import Span, Utterance
from index.ledger import FILE_NAME, DocumentState, StoredPassage, Transaction
from index.ledger.soundness import KINDS, faults, looking

TABLES = {
    "articles": "key",
    "passages": "key",
    "copies": "library, id",
    "utterances": "article_key, rowid",
    "speakers": "library, word, article_key",
    "documents": "library, location",
    "sources": "library, source",
    "libraries": "library",
}
Change = Callable[[Transaction], object]


def put(transaction: Transaction, name: str, text: str, library: str = "shared") -> None:
    """Store an article as one passage a sentence, and what is said in it."""
    article = an_article(text, id=name, title=name, library=library)
    if held := next((one for one in transaction.articles(library) if one.text == text and one.id != name), None):
        transaction.store_copy(article, held.id)
        return
    passages = []
    for number, sentence in enumerate(dict.fromkeys(text.split(". "))):
        start = text.index(sentence)
        vector = np.zeros(8, dtype=np.float32)
        vector[len(sentence) % 8] = 1
        made = Passage(f"{name}-{sentence[:9]}", name, number, start, start + len(sentence), sentence)
        passages.append(StoredPassage(made, f"{name} {sentence}", vector))
    spans = [Span(5, len(text)), Span(0, 4)] if "said" in text else []
    said = [Utterance("Ann Lee", "Ann Lee", "said", "direct", (span,)) for span in spans]
    transaction.store(article, passages, said)
    transaction.note_document(library, DocumentState(f"/{name}", f"/{name}", name, text))


NAMES = st.sampled_from(["a", "b", "c", "d"])
TEXTS = st.sampled_from(
    ["Rain fell. It stopped", "Rain fell. Ann Lee said so", "Snow fell", "The sun shone. Rain fell"]
)
PUTS = st.builds(lambda name, text, library: lambda t: put(t, name, text, library), NAMES, TEXTS, st.sampled_from("xy"))
REMOVALS = st.builds(lambda name, library: lambda t: t.remove(library, name), NAMES, st.sampled_from("xy"))
NOTES = st.builds(lambda name: lambda t: t.note_source("x", f"/{name}", f"{name}", None), NAMES)
DROPS = st.builds(lambda name: lambda t: t.drop_source("x", f"/{name}"), NAMES)
CHANGES = st.lists(st.one_of(PUTS, PUTS, REMOVALS, NOTES, DROPS), max_size=12)


def applied(ledger: Ledger, changes: list[Change]) -> None:
    for change in changes:
        with ledger.writing() as transaction:
            change(transaction)


def scores(home: Path) -> dict[tuple[str, str], float]:
    """Return how well passages are found by words: that rests on how many words are entered."""
    ledger = Ledger(home)
    with ledger.reading() as snapshot:
        found = snapshot.ranked_by_words(("x", "y"), "rain fell, snow stopped", 50)
    ledger.close()
    return found


def rows(home: Path) -> dict[str, list[tuple]]:
    with closing(sqlite3.connect(home / FILE_NAME)) as connection:
        return {
            table: connection.execute(f"SELECT * FROM {table} ORDER BY {order}").fetchall()
            for table, order in TABLES.items()
        }


def taken_over(folder: Path, before: list[Change], after: list[Change]) -> tuple[Ledger, Path]:
    """Return a ledger that took over what was done to its copy, and the copy's place."""
    ledger, other = Ledger(folder / "home"), folder / "copy"
    applied(ledger, before)
    other.mkdir()
    ledger.copy_out(other / FILE_NAME)
    with ledger.reading() as snapshot:
        since = snapshot.revision
    copy = Ledger(other)
    applied(copy, after)
    with copy.reading() as snapshot:
        revision = str(snapshot.revision)
    copy.close()
    ledger.take_over(other / FILE_NAME, since, {"revision": revision})
    return ledger, other


@settings(max_examples=25)
@given(CHANGES, CHANGES)
def test_whatever_happened_to_the_copy_the_ledger_holds_the_same_and_is_sound(
    tmp_path_factory: pytest.TempPathFactory, before: list[Change], after: list[Change]
) -> None:
    ledger, other = taken_over(tmp_path_factory.mktemp("any"), before, after)
    ledger.close()
    assert rows(ledger.home) == rows(other)
    with looking(ledger.home / FILE_NAME) as connection:
        assert {kind: faults(connection, kind) for kind in KINDS} == {kind: [] for kind in KINDS}


@settings(max_examples=25)
@given(CHANGES, CHANGES)
def test_the_change_log_leads_from_what_was_there_to_what_is(
    tmp_path_factory: pytest.TempPathFactory, before: list[Change], after: list[Change]
) -> None:
    folder = tmp_path_factory.mktemp("log")
    early = Ledger(folder / "early")
    applied(early, before)
    held: dict[tuple[str, str], bytes] = {}
    with early.reading() as snapshot:
        since = snapshot.revision
        for library in ("x", "y"):
            ids, vectors = snapshot.vectors(library)
            held |= {(library, name): vector.tobytes() for name, vector in zip(ids, vectors, strict=True)}
    early.close()
    ledger, _ = taken_over(folder, before, after)
    with ledger.reading() as snapshot:
        for key, vector in snapshot.changed_since(since).items():
            held.pop(key, None)
            if vector is not None:
                held[key] = vector.tobytes()
        for library in ("x", "y"):
            ids, vectors = snapshot.vectors(library)
            for name, vector in zip(ids, vectors, strict=True):
                assert held.pop((library, name)) == vector.tobytes()
    assert held == {}
    ledger.close()


def test_words_that_stay_are_entered_once(tmp_path: Path) -> None:
    before = [lambda t: put(t, "a", "Rain fell. It stopped", "x"), lambda t: put(t, "b", "Snow fell", "x")]
    ledger, other = taken_over(tmp_path, before, [lambda t: put(t, "a", "Rain fell. Ann Lee said so", "x")])
    ledger.close()
    assert scores(ledger.home) == pytest.approx(scores(other))


def test_chroma_follows_what_was_taken_over(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "home")
    other = tmp_path / "copy"
    applied(ledger, [lambda t: put(t, "a", "Rain fell. It stopped"), lambda t: put(t, "b", "Snow fell")])
    follower = Follower(ledger, probe=lambda *_: True)
    follower.prepare()
    other.mkdir()
    ledger.copy_out(other / FILE_NAME)
    copy = Ledger(other)
    applied(copy, [lambda t: put(t, "a", "Hail fell on the roofs"), lambda t: t.remove("shared", "b")])
    with ledger.reading() as held, copy.reading() as changed:
        since, facts = held.revision, {"revision": str(changed.revision)}
    copy.close()
    ledger.take_over(other / FILE_NAME, since, facts)
    follower.catch_up()
    query = np.zeros(8, dtype=np.float32)
    query[0] = 1
    with ledger.reading() as snapshot:
        assert follower.collections == {"shared"}
        assert [near.passage_id for near in follower.near(snapshot, "shared", query, 9)] == ["a-Hail fell"]
    follower.close()
    ledger.close()


def test_what_chroma_noted_meanwhile_stays(tmp_path: Path) -> None:
    ledger, other = Ledger(tmp_path / "home"), tmp_path / "copy"
    other.mkdir()
    ledger.copy_out(other / FILE_NAME)
    with ledger.writing() as transaction:
        transaction.set_fact("chroma_revision", "7")
    copy = Ledger(other)
    applied(copy, [lambda t: put(t, "a", "Rain fell")])
    copy.close()
    ledger.take_over(other / FILE_NAME, 0, {"revision": "1"})
    with ledger.reading() as snapshot:
        assert (snapshot.fact("chroma_revision"), snapshot.freshness("shared").articles) == ("7", 1)


def test_a_ledger_that_was_changed_meanwhile_is_left_as_it_is(tmp_path: Path) -> None:
    ledger, other = Ledger(tmp_path / "home"), tmp_path / "copy"
    other.mkdir()
    ledger.copy_out(other / FILE_NAME)
    applied(ledger, [lambda t: put(t, "a", "Rain fell")])
    with pytest.raises(LedgerError, match="again"):
        ledger.take_over(other / FILE_NAME, 0, {"revision": "1"})
    applied(ledger, [lambda t: put(t, "b", "Snow fell")])  # nothing of the copy is in the way any more
    with ledger.reading() as snapshot:
        assert [article.id for article in snapshot.articles("shared")] == ["a", "b"]


def test_a_failure_half_way_takes_nothing_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger, other = Ledger(tmp_path / "home"), tmp_path / "copy"
    applied(ledger, [lambda t: put(t, "a", "Rain fell"), lambda t: put(t, "b", "Snow fell")])
    other.mkdir()
    ledger.copy_out(other / FILE_NAME)
    copy = Ledger(other)
    applied(copy, [lambda t: put(t, "a", "The sun shone"), lambda t: put(t, "c", "It thawed")])
    copy.close()
    before = rows(ledger.home)

    def break_off(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("index.ledger.taking_over._make_equal", break_off)
    with pytest.raises(KeyboardInterrupt):
        ledger.take_over(other / FILE_NAME, 2, {"revision": "4"})
    ledger.close()
    assert rows(ledger.home) == before


def test_many_articles_are_taken_over_with_their_order(tmp_path: Path) -> None:
    numbers = list(range(60))
    random.Random(7).shuffle(numbers)
    ledger, other = taken_over(
        tmp_path,
        [lambda t, n=n: put(t, f"a{n}", f"Rain fell {n} times. Ann Lee said so {n}") for n in numbers],
        [lambda t, n=n: put(t, f"a{n}", f"Snow fell {n} times. Bob Ray said so {n}") for n in numbers[::2]],
    )
    ledger.close()
    assert rows(ledger.home) == rows(other)
