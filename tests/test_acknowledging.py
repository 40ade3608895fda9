"""The first response to an interaction: whose it is if Discord has one already, and what goes on without it."""

import logging
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import pytest
from simulated_server import a_server

from bot.desk import Desk
from bot.discord import sending, writing
from bot.discord.failures import notice
from bot.discord.hearing import heard
from bot.discord.responding import respond
from bot.discord.sending import think

CUT = aiohttp.ServerDisconnectedError()


def refused(code: int) -> discord.HTTPException:
    return discord.HTTPException(SimpleNamespace(status=400, reason="Bad Request"), {"code": code, "message": "no"})


def used(*errors: discord.HTTPException | aiohttp.ClientError) -> Any:
    """Return an interaction whose first responses fail so."""
    left = list(errors)

    async def defer(**_: object) -> None:
        if left:
            raise left.pop(0)

    return SimpleNamespace(response=SimpleNamespace(defer=defer))


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "AGAIN_AFTER_S", (0.0, 0.0))


async def test_a_response_that_is_there_at_the_first_try_is_of_another_process() -> None:
    with pytest.raises(discord.HTTPException, match="40060"):
        await think(used(refused(40060)))


async def test_a_response_that_is_there_after_a_lost_try_is_ones_own() -> None:
    await think(used(CUT, refused(40060)))


async def test_a_response_that_is_there_after_discord_py_may_have_tried_twice_is_ones_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sending, "_REPEATED_AFTER_S", 0.0)
    await think(used(refused(40060)))


@pytest.mark.parametrize("code", [40060, 10062])
async def test_what_cannot_be_responded_to_is_not_made_and_leaves_one_line_in_the_log(
    code: int, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def said() -> Any:
        made.append(1)
        return notice("done")

    async def nothing(_: object) -> None: ...

    made: list[int] = []
    monkeypatch.setattr("bot.discord.hearing.listen", nothing)
    interaction = used(refused(code))
    with caplog.at_level(logging.WARNING):
        await heard(interaction, respond(interaction, said()))
    assert made == []
    assert [record.getMessage() for record in caplog.records] == [
        f"A command, button or form could not be answered: HTTPException {code}"
    ]


@pytest.mark.parametrize("name", ["status", "help"])  # one takes its turn, the other none
async def test_a_response_that_discord_takes_no_more_leaves_one_line_in_the_log(
    desk: Desk, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with a_server(desk) as server:
        server.env.inject_error("PATCH", "/webhooks/*/*/messages/@original", status=404, code=10008)
        await server.alice.slash(server.channel, name)
        assert len(server.env.errors) == 1  # which the command ended with
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == [
        "A command, button or form could not be answered: NotFound 10008"
    ]
