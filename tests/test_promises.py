"""What says that an answer is coming is noted until it is there, and taken back by the next start."""

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from made_answers import an_answer
from simulated_server import Server, UnusualDesk, a_server, displayed
from test_delivering import Written

from bot.answer import Answer
from bot.discord.asking import Asking, Posed
from bot.discord.languages import catalogue
from bot.discord.layout import Page, Tone, looking_page, notice_page
from bot.discord.memory import Memory
from bot.discord.places import Place
from bot.discord.preparing import Preparing
from bot.discord.promises import BROKEN
from bot.discord.queueing import Queue
from bot.discord.sending import write
from bot.discord.shards import hears_of
from bot.records import Message, Records, ServerSettings, Unfinished

ANSWER = notice_page("An answer.", Tone.INFORMING)


@pytest.fixture
def ready(home: Path) -> Iterator[UnusualDesk]:
    desk = UnusualDesk(home, lambda question: an_answer(question=question, understood=question))
    yield desk
    desk.close()


async def left_behind(server: Server, page: Page, language: str = "en") -> Message:
    """Leave a message as a bot leaves it that is killed, and return where it stands."""
    sent = await write(server.env.bot.get_partial_messageable(server.channel.id), page)
    message = Message(server.channel.id, sent.id)
    server.records.begun(Unfinished(message, server.guild.id, language))
    return message


def last(server: Server) -> str:
    return displayed(server.messages()[-1].components)


@pytest.mark.parametrize(("private", "noted"), [(False, [Message(2, 1)]), (True, [])])
async def test_what_is_shown_meanwhile_is_noted_until_the_answer_is_there(
    ready: UnusualDesk, home: Path, private: bool, noted: list[Message]
) -> None:
    with closing(Records(home)) as records:
        meanwhile: list[Message] = []

        def slowly(question: str) -> Answer:
            time.sleep(1.5)
            meanwhile.extend(one.message for one in records.unfinished())
            return an_answer(question=question)

        ready.does, memory = slowly, Memory(records)
        asking = Asking(ready, memory, Preparing(ready), Queue())
        await asking.answer(Posed("harbour", 1, Place(2), private=private), Written(), ServerSettings())
        memory.close()
        assert meanwhile == noted
        assert records.unfinished() == ()


async def test_a_question_that_was_broken_off_is_told_so_at_the_next_start(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        await left_behind(server, looking_page("harbour", 3), "de")
        await server.restart()
        assert last(server) == catalogue("de")[BROKEN]
        assert server.records.unfinished() == ()


async def test_an_answer_that_was_there_before_the_kill_is_left_as_it_is(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        await left_behind(server, ANSWER)
        await server.restart()
        assert last(server) == "An answer."
        assert server.records.unfinished() == ()


async def test_a_promise_that_somebody_deleted_is_forgotten(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        message = await left_behind(server, looking_page("harbour"))
        server.env.backend.delete_message(message.channel_id, message.id)
        await server.restart()
        assert server.records.unfinished() == ()


async def test_where_the_bot_may_not_read_what_stands_there_it_takes_it_back_all_the_same(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        await left_behind(server, looking_page("harbour"))
        server.env.inject_error("GET", "/channels/*/messages/*", status=403, code=50001)
        await server.restart()
        assert last(server) == BROKEN


async def test_what_cannot_be_taken_back_now_is_left_to_the_next_start(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        await left_behind(server, looking_page("harbour"))
        server.env.inject_error("PATCH", "/channels/*/messages/*", status=503, times=None)
        await server.restart()
        assert len(server.records.unfinished()) == 1
        server.env.backend.faults.clear()
        await server.restart()
        assert last(server) == BROKEN


@pytest.mark.parametrize(
    ("guild_id", "shard_count", "shard_ids", "heard"),
    [
        (5 << 22, None, None, True),
        (5 << 22, 2, None, True),
        (5 << 22, 4, [1, 2], True),
        (5 << 22, 4, [0, 3], False),
        (None, 4, [0, 3], True),
        (None, 4, [1, 2], False),
    ],
)
def test_of_several_processes_each_looks_after_its_own(
    guild_id: int | None, shard_count: int | None, shard_ids: list[int] | None, heard: bool
) -> None:
    client = SimpleNamespace(shard_count=shard_count, shard_ids=shard_ids, shard_id=None)
    assert hears_of(client, guild_id) is heard
