"""A ledger on a server outlives the server's ends, is written by one at a time, and tells who waits of changes."""

import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from conftest import an_article
from postgres import PASSWORD, PostgresServer
from test_ledger import put, stored

from index import Ledger, LedgerAddress, LedgerError, doctor, unless_busy
from index.database.postgres.translating import translated
from index.ledger import LedgerBusy
from index.ledger.postgres import tokens

SHORT_S = 0.2


@pytest.fixture
def address(postgres: PostgresServer) -> LedgerAddress:
    return LedgerAddress.of(postgres.emptied_database())


@pytest.fixture
def ledger(home: Path, address: LedgerAddress) -> Iterator[Ledger]:
    opened = Ledger(home, address)
    yield opened
    opened.close()


@pytest.fixture
def other(tmp_path: Path, address: LedgerAddress) -> Iterator[Ledger]:
    """The same ledger, on another machine."""
    opened = Ledger(tmp_path / "other", address)
    yield opened
    opened.close()


def revision(ledger: Ledger) -> int:
    with ledger.reading() as snapshot:
        return snapshot.revision


def test_what_was_committed_outlives_the_death_of_the_server(ledger: Ledger, postgres: PostgresServer) -> None:
    put(ledger, an_article())
    postgres.kill()
    with pytest.raises(LedgerError, match="does not answer"):
        revision(ledger)
    postgres.start()
    assert revision(ledger) == 1
    put(ledger, an_article(id="sun"))
    assert revision(ledger) == 2


def be_cut_off(ledger: Ledger, postgres: PostgresServer) -> None:
    with ledger.writing() as transaction:
        transaction.store(an_article(id="sun"), [stored(an_article(id="sun"))], [])
        postgres.stop()


def test_a_transaction_whose_end_was_not_heard_fails(ledger: Ledger, postgres: PostgresServer) -> None:
    put(ledger, an_article())
    with pytest.raises(LedgerError):
        be_cut_off(ledger, postgres)
    postgres.start()
    assert revision(ledger) == 1


def test_who_writes_waits_for_who_is_writing(ledger: Ledger, other: Ledger) -> None:
    began = threading.Event()

    def write_slowly() -> None:
        with other.writing() as transaction:
            began.set()
            time.sleep(SHORT_S)
            transaction.store(an_article(), [stored(an_article())], [])

    writer = threading.Thread(target=write_slowly)
    writer.start()
    began.wait()
    put(ledger, an_article(id="sun"))
    writer.join()
    with ledger.reading() as snapshot:
        assert (snapshot.revision, snapshot.freshness("shared").articles) == (2, 2)


def test_who_waits_too_long_for_a_writer_is_told(ledger: Ledger, other: Ledger) -> None:
    with other.writing(), pytest.raises(LedgerError, match="another process is writing"), ledger.writing(SHORT_S):
        pass
    put(ledger, an_article())  # the connection is as good as before


def test_tables_that_somebody_reads_are_not_rewritten(ledger: Ledger, other: Ledger) -> None:
    with other.reading() as snapshot:
        assert not list(snapshot.articles("shared"))
        with pytest.raises(LedgerBusy):
            ledger.compact(SHORT_S)
    ledger.compact(SHORT_S)


def test_what_somebody_may_still_see_is_not_taken_for_gone(ledger: Ledger, other: Ledger) -> None:
    put(ledger, an_article())
    with other.reading() as snapshot:
        assert snapshot.revision == 1  # and nothing of the articles was read
        with ledger.writing() as transaction:
            transaction.remove("shared", "rain")
        with pytest.raises(LedgerBusy):
            ledger.compact(SHORT_S)


def test_the_planner_notes_no_words_of_articles(ledger: Ledger) -> None:
    for number in range(20):
        put(ledger, an_article(id=f"rain-{number}"))
    with ledger._connections.using() as session:
        session.raw.execute("ANALYZE articles, passages, words, utterances, documents")
        noted = session.raw.execute(
            "SELECT tablename, attname FROM pg_stats WHERE schemaname = 'newsdesk' "
            "AND concat(most_common_vals, histogram_bounds, most_common_elems) LIKE '%ain%'"
        ).fetchall()
    assert noted == []


def test_words_that_only_spell_such_a_character_stay_as_they_are(ledger: Ledger) -> None:
    spelt = an_article(id=r"a\u0000b", text=r"We escape \u0000 in every field.")
    put(ledger, spelt)
    with ledger.reading() as snapshot:
        ((key, _),) = snapshot.ranked_by_words(("shared",), "escape", 5).items()
        assert snapshot.located([key])[key][1].text == spelt.text


def test_who_lost_the_right_to_index_writes_nothing_more(ledger: Ledger, other: Ledger) -> None:
    with unless_busy(ledger, 0):
        with ledger._connections.using() as session:
            session.raw.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid()"
            )
        with unless_busy(other, SHORT_S):
            put(other, an_article(id="new"))
        with pytest.raises(LedgerError, match="the right to write there alone"):
            put(ledger, an_article(id="old"))
    with ledger.reading() as snapshot:
        assert [article.id for article in snapshot.articles("shared")] == ["new"]


@pytest.mark.parametrize("way", ["copy_in", "take_over"])
def test_who_loses_the_right_while_waiting_to_write_puts_no_copy_in(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    put(ledger, an_article())
    ledger.copy_out(tmp_path / "copy.sqlite")
    put(ledger, an_article(id="new"))
    begin = ledger._connections.writing

    @contextmanager
    def cut_off_once_begun() -> Iterator[object]:
        with begin() as session:
            with ledger._connections.using() as another:
                another.raw.execute(
                    "SELECT pg_terminate_backend(pid, 60000) FROM pg_locks WHERE locktype = 'advisory' AND objid <> 0"
                )  # whoever has a right; 0 is that to write
            yield session

    monkeypatch.setattr(ledger._connections, "writing", cut_off_once_begun)
    more = () if way == "copy_in" else (2, {"revision": "3"})
    with unless_busy(ledger, 0), pytest.raises(LedgerError, match="the right to write there alone"):
        getattr(ledger, way)(tmp_path / "copy.sqlite", *more)
    with ledger.reading() as snapshot:
        assert sorted(article.id for article in snapshot.articles("shared")) == ["new", "rain"]


def test_a_name_with_a_character_that_no_text_has_is_not_there(ledger: Ledger) -> None:
    with ledger.reading() as snapshot:
        assert snapshot.article("shared", "rain\0") is None
        assert snapshot.located([("shared", "rain\0")]) == {}
        assert snapshot.titled(("shared",), "a\0b", 0, 5) == (0, [])


def test_a_change_is_told_to_who_waits(ledger: Ledger, other: Ledger) -> None:
    assert ledger.wait_for_change(0)  # what was before is not known
    assert not ledger.wait_for_change(0)
    put(other, an_article())
    assert ledger.wait_for_change(60)


def test_who_waits_hears_again_after_the_server_was_away(
    ledger: Ledger, other: Ledger, postgres: PostgresServer
) -> None:
    ledger.wait_for_change(0)
    postgres.kill()
    assert ledger.wait_for_change(SHORT_S)
    postgres.start()
    assert ledger.wait_for_change(0)
    put(other, an_article())
    assert ledger.wait_for_change(60)


def test_a_right_is_one_machines_at_a_time(ledger: Ledger, other: Ledger) -> None:
    mine, theirs, another = ledger.claim("following"), other.claim("following"), other.claim("something else")
    assert mine.take()
    assert not theirs.take(SHORT_S)
    assert another.take()
    mine.give_back()
    assert theirs.take()
    for claim in (theirs, another):
        claim.give_back()


def test_a_right_is_lost_with_the_server_and_taken_anew(ledger: Ledger, postgres: PostgresServer) -> None:
    claim = ledger.claim("following")
    assert claim.take()
    postgres.kill()
    assert not claim.is_held()
    with pytest.raises(LedgerError, match="does not answer"):
        claim.take()
    postgres.start()
    assert claim.take()
    claim.give_back()


def test_a_wrong_password_is_told_without_it(home: Path, address: LedgerAddress) -> None:
    wrong = LedgerAddress.of(f"postgresql://newsdesk:not-this@127.0.0.1:{address.port}/{address.database}")
    with pytest.raises(LedgerError, match="NEWSDESK_LEDGER__PASSWORD") as told:
        Ledger(home, wrong)
    assert "not-this" not in str(told.value)


def test_a_database_that_is_not_there_is_told(home: Path, address: LedgerAddress) -> None:
    with pytest.raises(LedgerError, match="no such database"):
        Ledger(home, LedgerAddress.of(f"postgresql://newsdesk:{PASSWORD}@127.0.0.1:{address.port}/nowhere"))


def test_a_ledger_of_a_later_format_is_refused(ledger: Ledger, address: LedgerAddress, home: Path) -> None:
    with ledger.writing() as transaction:
        transaction.set_fact("format", "99")
    with pytest.raises(LedgerError, match="format 99"):
        Ledger(home, address)


def test_looking_makes_no_tables(home: Path, postgres_url: str) -> None:
    address = LedgerAddress.of(postgres_url)
    home.mkdir(mode=0o700)
    for _ in range(2):
        (found,) = [check for check in doctor(home, ledger_on=address) if check.name == "ledger"]
        assert "There is no ledger" in found.detail
    with closing(Ledger(home, address)) as made:
        assert revision(made) == 0


def test_a_sound_ledger_is_found_well_and_an_altered_one_not(ledger: Ledger, address: LedgerAddress) -> None:
    put(ledger, an_article())

    def failed() -> list[str]:
        found = doctor(ledger.home, probe=lambda *_: True, ledger_on=address)
        return [check.name for check in found if not check.ok and check.name not in ("Chroma", "who said what")]

    assert failed() == []
    with ledger.writing() as transaction:
        transaction._connection.execute("UPDATE articles SET title = 'Another'")
        transaction._connection.execute("UPDATE passages SET vector = ?", (bytes(8),))
    assert failed() == ["word index", "vectors"]


def test_what_was_removed_stands_in_no_table(ledger: Ledger, postgres: PostgresServer) -> None:
    put(ledger, an_article("Zanzibar's harbour closed for ever."))
    with ledger.writing() as transaction:
        transaction.remove("shared", "rain")
        transaction.purge_words()
    ledger.compact(60)
    assert ledger.server
    assert not any(b"Zanzibar" in value for value in ledger.values())
    assert not [file for file in postgres.files(ledger.server.database) if b"Zanzibar" in file.read_bytes()]


def test_a_token_of_any_length_and_spelling_is_found(ledger: Ledger) -> None:
    put(ledger, an_article(f"{'x' * 3000} o'neill back\\slash 'quoted' " + "again " * 400))
    with ledger.reading() as snapshot:
        for word in ("x" * 3000, "o'neill", "slash", "quoted", "again"):
            assert [*snapshot.ranked_by_words(("shared",), word, 5)] == [("shared", "rain-0")]


def test_a_statement_that_both_databases_know_is_left_as_it_is() -> None:
    assert translated("SELECT a FROM b WHERE c = ?").sql == "SELECT a FROM b WHERE c = %s"


def test_an_expression_becomes_a_query_of_the_same_tokens() -> None:
    assert tokens.query('"running" OR "1,200"') == "('run') | ('1' <-> '200')"
    assert tokens.query('text : ("mayor")') == "('mayor':B)"
