"""Answers that come later than Discord keeps a command open arrive all the same."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import discord
import pytest
from made_answers import an_answer
from simulated_server import Server, UnusualDesk, a_server, displayed, plain, text_of

from bot.discord.buttons import THANKS
from bot.discord.outliving import DIRECTLY, HERE, OPEN_FOR_S
from bot.discord.turns import Told

ANSWER = "Ship number 1"


class Late:
    """Turns that come when it is too late."""

    @asynccontextmanager
    async def turn(self, user_id: int, guild_id: int | None, told: Told) -> AsyncIterator[None]:
        await asyncio.sleep(OPEN_FOR_S + 120)
        yield


@pytest.fixture
def ready(home: Path) -> Iterator[UnusualDesk]:
    desk = UnusualDesk(home, lambda question: an_answer(question=question, understood=question))
    yield desk
    desk.close()


async def late(server: Server, where: Any = None, **options: Any) -> list[str]:
    """Ask, wait until it is too late, and return what was written, first where it was asked."""
    await server.alice.slash(where or server.channel, "ask", question="harbour", **options)
    await server.env.advance_time(OPEN_FOR_S + 1)
    await server.env.advance_time(120)
    return [displayed(body["components"]) for body in server.bodies()]


def written_in(server: Server) -> list[str]:
    """Return where messages of their own were written."""
    posts = (request.path for request in server.env.http_requests if request.method == "POST")
    return [found[1] for path in posts if (found := re.fullmatch(r"/channels/(\d+)/messages", path))]


async def test_a_late_answer_comes_as_a_message_in_the_channel(ready: UnusualDesk) -> None:
    async with a_server(ready, turns=Late()) as server:
        told, answer = await late(server)
        assert plain(told) == HERE
        assert ANSWER in answer
        assert written_in(server) == [str(server.channel.id)]


async def test_a_late_answer_for_one_person_comes_as_a_direct_message(ready: UnusualDesk) -> None:
    async with a_server(ready, turns=Late()) as server:
        told, answer = await late(server, private=True)
        assert plain(told) == DIRECTLY
        assert ANSWER in answer
        assert server.channel.id not in map(int, written_in(server))
        assert len(written_in(server)) == 1


async def test_who_was_shown_a_place_in_the_queue_just_before_is_told_too_where_the_answer_comes(
    ready: UnusualDesk,
) -> None:
    class MovingOn(Late):
        @asynccontextmanager
        async def turn(self, user_id: int, guild_id: int | None, told: Told) -> AsyncIterator[None]:
            await asyncio.sleep(OPEN_FOR_S - 0.5)
            told(3)
            async with super().turn(user_id, guild_id, told):
                yield

    async with a_server(ready, turns=MovingOn()) as server:
        await server.alice.slash(server.channel, "ask", question="harbour")
        await server.env.advance_time(OPEN_FOR_S + 1)
        assert plain(displayed(server.bodies()[-1]["components"])) == HERE


async def test_where_the_bot_may_not_write_a_late_answer_comes_as_a_direct_message(ready: UnusualDesk) -> None:
    async with a_server(ready, turns=Late()) as server:
        denied = {server.env.bot.user: discord.PermissionOverwrite(send_messages=False)}
        closed = server.guild.create_text_channel("closed", overwrites=denied)
        assert plain((await late(server, closed))[0]) == DIRECTLY


async def test_the_buttons_of_a_late_answer_work_where_it_came(ready: UnusualDesk) -> None:
    async with a_server(ready, turns=Late()) as server:
        await late(server, private=True)
        said = server.alice.user.dm_channel.last_message
        assert THANKS in text_of(await server.alice.user.click(said, label="👍"))


async def test_an_answer_in_time_is_written_where_it_was_asked(ready: UnusualDesk) -> None:
    async with a_server(ready) as server:
        assert ANSWER in (await late(server))[0]
        assert written_in(server) == []
