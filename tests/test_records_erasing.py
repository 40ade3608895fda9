"""What is forgotten, expired or gone stands in no file any more; everything else stays."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from kept_answers import ANNA, BORIS, CHANNEL, GUILD, cited, everything_in, kept, later

from bot.answer import Outcome, Statement
from bot.records import FILE_NAME, Forgotten, Message, Records
from bot.records import erasing as erasing_module

Erase = Callable[[Records], Forgotten]


def full(records: Records, word: str, **fields: object) -> str:
    """Keep an answer that has a word in everything that is written of it."""
    words = f"{word} in a sentence."
    answer_id = records.keep(
        kept(
            words,
            understood=f"{word}?",
            statements=(Statement(words, (1,)),),
            citations=(cited(1, words, speaker=word),),
            closest=(cited(1, words),),
            missing=(word,),
            period=word,
            **fields,
        )
    )
    records.rate(answer_id, BORIS, up=False, reason=word)
    records.gap(answer_id)
    records.placed(answer_id, CHANNEL, abs(hash(answer_id)) % 10**15)
    records.watch(answer_id, fields.get("person", ANNA), Message(CHANNEL, 11))
    return answer_id


ERASURES: list[tuple[str, dict, dict, Erase]] = [
    ("forget", {"person": ANNA}, {"person": BORIS}, lambda records: records.forget(ANNA)),
    ("gone", {"guild_id": GUILD}, {"guild_id": GUILD + 1}, lambda records: records.gone(GUILD)),
    ("expire", {"at": later(days=-1)}, {"at": later(days=1)}, lambda records: records.expire(later())),
]
each = pytest.mark.parametrize(("name", "away", "stays", "erase"), ERASURES, ids=[erasure[0] for erasure in ERASURES])


def test_what_was_asked_before_its_asker_was_forgotten_is_not_kept_after(home: Path) -> None:
    moment = later()
    with closing(Records(home, clock=lambda: moment)) as one, closing(Records(home)) as other:
        one.forget(ANNA)
        assert other.keep(kept("a zebrafish", at=later(seconds=-1), person=ANNA), 5) == ""
        assert b"zebrafish" not in everything_in(home)
        for at, person in ((later(seconds=1), ANNA), (later(seconds=-1), BORIS)):
            assert other.answer(other.keep(kept(at=at, person=person)))


def test_that_somebody_was_forgotten_is_known_for_a_day_under_another_hash(home: Path) -> None:
    moments = [later(), later(hours=23), later(hours=25)]
    with closing(Records(home, clock=lambda: moments[0])) as records:
        records.forget(ANNA)
        assert ANNA.encode() not in everything_in(home)
        for known in (True, True, False):
            records.expire(later(days=-30))
            assert (records.keep(kept(at=later(seconds=-1), person=ANNA)) == "") is known
            moments[:] = moments[1:] or moments


@each
def test_nothing_is_left_in_any_file(
    records: Records, home: Path, name: str, away: dict, stays: dict, erase: Erase
) -> None:
    for _ in range(30):  # many pages, split and joined
        full(records, "zyxwvutsrq", **away)
        full(records, "abcdefghij", **stays)
    assert b"zyxwvutsrq" in everything_in(home)
    assert erase(records) == Forgotten(answers=30, feedback=30, watches=30, complete=True)
    assert b"zyxwvutsrq" not in everything_in(home)
    assert everything_in(home).count(b"abcdefghij") > 100


@each
def test_the_rest_is_what_it_was(records: Records, name: str, away: dict, stays: dict, erase: Erase) -> None:
    full(records, "away", **away)
    remains = records.answer(full(records, "stays", **stays))
    erase(records)
    assert remains is not None
    assert records.answer(remains.id) == remains
    assert [gap.question for gap in records.gaps_of("shared")] == ["stays?"]
    assert [watch.question for watch in records.watches("shared")] == ["stays?"]
    assert [given.reason for given in records.feedback_of("shared")] == ["stays"]


@each
def test_what_is_erased_answers_no_more(records: Records, name: str, away: dict, stays: dict, erase: Erase) -> None:
    answer_id = full(records, "away", **away)
    erase(records)
    assert records.answer(answer_id) is None
    assert records.feedback_of("shared") == records.gaps_of("shared") == records.watches("shared") == ()


@each
def test_erasing_twice_erases_once(records: Records, name: str, away: dict, stays: dict, erase: Erase) -> None:
    full(records, "away", **away)
    assert erase(records).anything
    assert erase(records) == Forgotten(0, 0, 0, complete=True)


def test_a_person_who_only_judged_is_forgotten_too(records: Records) -> None:
    records.rate(records.keep(kept(person=ANNA)), BORIS, up=True)
    assert records.forget(BORIS) == Forgotten(0, 1, 0, complete=True)
    assert records.feedback_of("shared") == ()


def test_a_conversation_in_a_thread_goes_on_without_the_forgotten(records: Records) -> None:
    for person, text in ((ANNA, "Anna's"), (BORIS, "Boris's")):
        made = kept(text, person=person, shared=True)
        records.keep(made)
    records.forget(ANNA)
    assert [turn.text for turn in records.conversation(made.asked) if turn.role == "user"] == ["Boris's"]


def test_random_work_leaves_nothing_of_the_forgotten(records: Records, home: Path) -> None:
    chance = random.Random(3)
    for number in range(120):
        person = chance.choice("abc") * 32
        full(records, f"word of {person[:3]} {number} " * chance.randint(1, 40), person=person)
        if chance.random() < 0.1:
            gone = chance.choice("abc")
            assert records.forget(gone * 32).complete
            assert f"word of {gone * 3}".encode() not in everything_in(home)


def test_a_reader_elsewhere_makes_an_erasure_incomplete_and_the_next_one_completes_it(
    records: Records, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasing_module, "PATIENCE_S", 0.2)
    full(records, "zyxwvutsrq")
    with closing(sqlite3.connect(home / FILE_NAME, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM answers").fetchone()
        assert not records.forget(ANNA).complete
        assert records.gaps_of("shared") == ()
    full(records, "other", person=BORIS)
    assert records.forget(BORIS).complete
    assert b"zyxwvutsrq" not in everything_in(home)


def test_the_articles_whose_words_are_kept_are_named_once(records: Records) -> None:
    records.keep(kept(citations=(cited(library="discord-1"), cited(2)), closest=(cited(article_id="snow"),)))
    assert records.cited() == (("discord-1", "rain"), ("shared", "rain"), ("shared", "snow"))


@pytest.mark.parametrize("place", ["citations", "closest"])
def test_an_answer_is_withdrawn_with_an_article_it_shows(records: Records, home: Path, place: str) -> None:
    shown = {"citations": (), "closest": (), "statements": ()} | {place: (cited(1, "Zyxwvutsrq.", article_id="gone"),)}
    answer_id = records.keep(kept("Asked in own words?", understood="zyxwvutsrq", outcome=Outcome.PARTLY, **shown))
    other = records.answer(records.keep(kept()))
    assert records.withdraw([("shared", "gone"), ("discord-1", "rain")]) == 1
    found = records.answer(answer_id)
    assert found is not None
    assert (found.withdrawn, found.statements, found.citations, found.closest) == (True, (), (), ())
    assert (found.question, found.understood) == ("Asked in own words?", "Asked in own words?")
    assert b"yxwvutsrq" not in everything_in(home)
    assert other is not None
    assert records.answer(other.id) == other


def test_what_people_wrote_themselves_is_told(records: Records) -> None:
    records.rate(records.keep(kept("And snow?", understood="Did snow fall?")), ANNA, up=True, reason="good")
    assert sorted(records.own_words()) == ["And snow?", "Did snow fall?", "good"]
