"""Who waits for an article is found by the library that it comes into, and told once."""

from concurrent.futures import ThreadPoolExecutor

from kept_answers import ANNA, BORIS, CHANNEL, GUILD, START, kept, later

from bot.records import Message, Records, Watch


def test_a_watch_is_found_by_each_library_that_was_searched(records: Records) -> None:
    libraries = ("shared", "discord-1")
    answer_id = records.keep(kept("And snow?", understood="Did snow fall?", libraries=libraries))
    assert records.watch(answer_id, ANNA, Message(CHANNEL, 11))
    expected = Watch(answer_id, GUILD, libraries, "Did snow fall?", START, Message(CHANNEL, 11), "auto", ANNA)
    assert records.watches("shared") == records.watches("discord-1") == (expected,)
    assert records.watches("discord-2") == ()


def test_watching_again_moves_the_watch(records: Records) -> None:
    answer_id = records.keep(kept())
    for message_id in (11, 12):
        records.watch(answer_id, ANNA, Message(CHANNEL, message_id))
    assert [watch.message.id for watch in records.watches("shared")] == [12]


def test_the_oldest_question_comes_first(records: Records) -> None:
    for hours in (2, 1, 3):
        records.watch(records.keep(kept(str(hours), at=later(hours=hours))), ANNA, Message(CHANNEL, hours))
    assert [watch.question for watch in records.watches("shared")] == ["1", "2", "3"]


def test_an_answer_that_is_no_more_cannot_be_waited_for(records: Records) -> None:
    assert not records.watch("unknown", ANNA, Message(CHANNEL, 11))
    assert records.watches("shared") == ()


def test_a_watch_is_done_once_however_many_try(records: Records) -> None:
    answer_id = records.keep(kept())
    records.watch(answer_id, ANNA, Message(CHANNEL, 11))
    with ThreadPoolExecutor(8) as pool:
        ended = list(pool.map(lambda _: records.done(answer_id), range(16)))
    assert (ended.count(True), records.watches("shared")) == (1, ())


def test_a_watch_ends_with_its_answer(records: Records) -> None:
    records.watch(records.keep(kept()), ANNA, Message(CHANNEL, 11))
    assert records.forget(ANNA).watches == 1
    assert records.watches("shared") == ()


def test_several_people_wait_for_one_answer_and_are_told_once(records: Records) -> None:
    answer_id = records.keep(kept())
    for person, message_id in ((ANNA, 11), (BORIS, 12)):
        records.watch(answer_id, person, Message(CHANNEL, message_id))
    assert len(records.watches("shared")) == 1
    assert records.forget(BORIS).watches == 1
    assert [watch.person for watch in records.watches("shared")] == [ANNA]
    assert records.done(answer_id)


def test_who_waits_for_an_answer_that_its_asker_has_forgotten_is_named(records: Records) -> None:
    answer_id = records.keep(kept())
    for person in (ANNA, BORIS):
        records.watch(answer_id, person, Message(CHANNEL, 11))
    forgotten = records.forget(ANNA)
    assert forgotten.watches == 1
    assert [(watch.person, watch.message) for watch in forgotten.ended] == [(BORIS, Message(CHANNEL, 11))]
    assert records.watches("shared") == ()
