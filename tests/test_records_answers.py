"""Answers are kept whole, found by id and message, and make conversations that nobody else hears."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import an_article
from hypothesis import given
from hypothesis import strategies as st
from kept_answers import ANNA, BORIS, CHANNEL, GUILD, START, asked, cited, kept, later

from bot.answer import Answer, Figure, Outcome, Statement
from bot.citations import cite
from bot.records import Kept, Message, Records, kept_of
from bot.request import Turn
from index import Freshness, Passage, Span

HOSTILE = (
    "\x00",
    "\ud800 half a character",
    "'; DROP TABLE answers; --",
    "\u202eright to left\u2066",
    "e" + "\u0301" * 4_000,
    "@everyone <@1> ```",
    "[1, 2",
    "\U0010ffff\ufeff",
    "x" * 6_000,
)
anything = st.text(st.characters(codec=None), max_size=60)
printable = st.text(st.characters(codec="utf-8"), max_size=60)


def test_an_answer_is_kept_whole(records: Records) -> None:
    answer_id = records.keep(kept())
    assert records.answer(answer_id) == replace(kept(), id=answer_id)


def test_the_answer_to_one_message_is_kept_once(records: Records) -> None:
    first = records.keep(kept("who"), 7)
    assert records.keep(kept("whoever"), 7) == first
    assert records.answer(first).question == "who"
    assert records.keep(kept("who"), 8) != first


def test_whom_the_salt_is_hidden_from_cannot_tell_an_id_by_its_message(records: Records, tmp_path: Path) -> None:
    with closing(Records(tmp_path / "elsewhere")) as others:
        assert others.keep(kept(), 7) != records.keep(kept(), 7)


def test_an_id_is_short_and_fits_into_a_button(records: Records) -> None:
    ids = {records.keep(kept()) for _ in range(50)}
    assert len(ids) == 50
    assert all(len(answer_id) == 11 and set(answer_id) <= set(ALPHABET) for answer_id in ids)


ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"


def test_an_answer_survives_the_closing_of_the_file(records: Records, home: Path) -> None:
    answer_id = records.keep(kept())
    records.close()
    again = Records(home)
    assert again.answer(answer_id) == replace(kept(), id=answer_id)
    again.close()


@pytest.mark.parametrize("answer_id", ["", "unknown", "\ud800", "%", "\x00"])
def test_an_unknown_id_has_no_answer(records: Records, answer_id: str) -> None:
    records.keep(kept())
    assert records.answer(answer_id) is None


def test_an_answer_is_made_from_what_the_desk_answers(records: Records) -> None:
    article = an_article("Rain fell. It stopped.", library="discord-1")
    passage = Passage("p", "rain", 0, 0, 22, article.text)
    citation = cite(1, article, passage, 0, 10, quote="Rain fell.", speaker="Anna")
    answer = Answer(
        question="And rain?",
        understood="Did rain fall?",
        outcome=Outcome.PARTLY,
        statements=(Statement("Rain fell.", (1,), (Span(0, 4),)),),
        citations=(citation,),
        closest=(citation,),
        freshness=Freshness(1, 1, None, None, 2),
        missing=("snow",),
        differing=(Figure("two", 1),),
        period="in May",
        answerer="generative",
    )
    made = kept_of(answer, asked())
    alike = ("question", "understood", "outcome", "statements", "freshness", "missing", "differing")
    assert all(getattr(made, name) == getattr(answer, name) for name in (*alike, "period", "answerer", "text"))
    quote = cited(1, "Rain fell.", library="discord-1", passage_id="p", speaker="Anna")
    assert made.citations == made.closest == (quote,)
    assert records.answer(records.keep(made)) is not None


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_kept_and_given_back(records: Records, text: str) -> None:
    as_kept = text.replace("\ud800", "?")
    found = records.answer(records.keep(everywhere(text)))
    assert found is not None
    assert replace(found, id="") == everywhere(as_kept)


def everywhere(text: str) -> Kept:
    return kept(
        text,
        statements=(Statement(text, (1,)),),
        citations=(cited(1, text, article_id=text, speaker=text),),
        missing=(text,),
        differing=(Figure(text, 1),),
        period=text,
    )


@given(st.lists(printable, max_size=4), printable)
def test_every_text_comes_back_as_it_was(lasting: Records, texts: list[str], question: str) -> None:
    made = kept(question, missing=tuple(texts), statements=tuple(Statement(text, (1,)) for text in texts))
    assert kept_and_read(lasting, made) == made


@given(anything)
def test_no_text_is_refused(lasting: Records, text: str) -> None:
    assert kept_and_read(lasting, everywhere(text)).question == text.encode("utf-8", "replace").decode()


def kept_and_read(records: Records, made: Kept) -> Kept:
    found = records.answer(records.keep(made))
    assert found is not None
    return replace(found, id="")


def test_an_answer_is_found_by_every_message_that_shows_it(records: Records) -> None:
    answer_id = records.keep(kept())
    for message_id in (11, 12):
        records.placed(answer_id, CHANNEL, message_id)
    for message_id in (11, 12):
        found = records.answer_in(CHANNEL, message_id)
        assert found is not None
        assert (found.id, found.message) == (answer_id, Message(CHANNEL, 11))


def test_another_message_shows_no_answer(records: Records) -> None:
    records.placed(records.keep(kept()), CHANNEL, 11)
    assert records.answer_in(CHANNEL, 12) is None
    assert records.answer_in(CHANNEL + 1, 11) is None


def test_placing_an_unknown_answer_does_nothing(records: Records) -> None:
    records.placed("unknown", CHANNEL, 11)
    assert records.answer_in(CHANNEL, 11) is None


def said(text: str) -> dict[str, Any]:
    return {"statements": (Statement(text, (1,)),), "understood": f"{text}?"}


def turns(*texts: str) -> tuple[Turn, ...]:
    return tuple(turn for text in texts for turn in (Turn("user", f"{text}?"), Turn("assistant", f"{text} [1]")))


def test_a_conversation_is_the_last_exchanges_oldest_first(records: Records) -> None:
    for minute, text in enumerate(("one", "two", "three")):
        records.keep(kept(at=later(minutes=minute), **said(text)))
    assert records.conversation(asked(at=later(minutes=9)), most=2) == turns("two", "three")


def test_exchanges_of_one_moment_keep_their_order(records: Records) -> None:
    for text in ("one", "two"):
        records.keep(kept(**said(text)))
    assert records.conversation(asked()) == turns("one", "two")


def test_an_old_conversation_is_over(records: Records) -> None:
    records.keep(kept(at=START, **said("old")))
    records.keep(kept(at=later(hours=2), **said("new")))
    assert records.conversation(asked(at=later(hours=3)), within=timedelta(hours=1, minutes=30)) == turns("new")


HEARD = [
    ("the same person in the same channel", {}, {}, True),
    ("another person", {"person": BORIS}, {}, False),
    ("another channel", {"channel_id": 5}, {}, False),
    ("another server", {"guild_id": 5}, {}, False),
    ("direct messages", {"guild_id": None}, {}, False),
    ("another person in a thread of the bot", {"person": BORIS, "shared": True}, {"shared": True}, True),
    ("a thread of the bot elsewhere", {"channel_id": 5, "shared": True}, {"shared": True}, False),
    ("a public question after a private one", {}, {"private": True}, False),
    ("a private question after a private one", {"private": True}, {"private": True}, True),
    ("another person's private question", {"person": BORIS, "private": True}, {"private": True}, False),
    ("a thread after a private question in it", {"shared": True}, {"shared": True, "private": True}, False),
]


@pytest.mark.parametrize(("who", "asks", "before", "heard"), HEARD)
def test_a_conversation_is_heard_by_nobody_else(
    records: Records, who: str, asks: dict, before: dict, heard: bool
) -> None:
    records.keep(kept(**before, **said("secret")))
    found = records.conversation(asked(at=later(minutes=1), **asks))
    assert found == (turns("secret") if heard else ()), who


@given(
    st.tuples(st.sampled_from([None, GUILD, 7]), st.sampled_from([1, 2, 12]), st.sampled_from([ANNA, BORIS])),
    st.tuples(st.sampled_from([None, GUILD, 7]), st.sampled_from([1, 2, 12]), st.sampled_from([ANNA, BORIS])),
    st.booleans(),
    st.booleans(),
)
def test_two_places_share_no_conversation(one: tuple, other: tuple, private: bool, shared: bool) -> None:
    first, second = (
        asked(guild_id=guild, channel_id=channel, person=person, private=private, shared=shared)
        for guild, channel, person in (one, other)
    )
    together = one[:2] == other[:2] and (one[2] == other[2] or (shared and not private))
    assert (first.conversation == second.conversation) == together
