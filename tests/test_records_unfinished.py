"""Messages that promise an answer are known until it has come, also to the next process."""

from contextlib import closing
from pathlib import Path

from kept_answers import CHANNEL, GUILD

from bot.records import Message, Records, Unfinished

FIRST, SECOND = (Unfinished(Message(CHANNEL, number), GUILD, "de") for number in (11, 12))


def test_a_promise_outlives_the_process_that_made_it(home: Path) -> None:
    with closing(Records(home)) as records:
        for begun in (SECOND, FIRST):
            records.begun(begun)
    with closing(Records(home)) as again:
        assert again.unfinished() == (FIRST, SECOND)


def test_a_promise_ends_when_the_answer_has_come(records: Records) -> None:
    for begun in (FIRST, SECOND):
        records.begun(begun)
    for _ in range(2):
        records.ended(FIRST.message)
    assert records.unfinished() == (SECOND,)


def test_a_promise_is_erased_with_its_server(records: Records) -> None:
    records.begun(FIRST)
    records.gone(GUILD)
    assert records.unfinished() == ()
