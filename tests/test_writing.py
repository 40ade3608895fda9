"""A write that is lost on its way is written again; one that is refused is not."""

from collections.abc import Awaitable, Callable
from types import SimpleNamespace

import aiohttp
import discord
import pytest

from bot.discord import writing
from bot.discord.writing import written


def answered(status: int, kind: type[discord.HTTPException], **headers: str) -> discord.HTTPException:
    return kind(SimpleNamespace(status=status, reason="", headers=headers), "")


CUT = aiohttp.ServerDisconnectedError()
UNAVAILABLE = answered(503, discord.DiscordServerError)
LIMITED = answered(429, discord.HTTPException, Via="1.1 google")


def failing(*errors: Exception) -> tuple[Callable[[], Awaitable[str]], list[int]]:
    """Return a write that fails so, then succeeds, and what it was called."""
    calls: list[int] = []

    async def write() -> str:
        calls.append(1)
        if len(calls) <= len(errors):
            raise errors[len(calls) - 1]
        return "written"

    return write, calls


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "AGAIN_AFTER_S", (0.0, 0.0))


@pytest.mark.parametrize("error", [CUT, ConnectionResetError(104, "reset"), TimeoutError(), UNAVAILABLE, LIMITED])
async def test_a_lost_write_is_written_again(error: Exception) -> None:
    write, calls = failing(error)
    assert await written(write) == "written"
    assert len(calls) == 2


async def test_a_write_is_given_up_at_the_third_loss() -> None:
    write, calls = failing(CUT, CUT, CUT)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await written(write)
    assert len(calls) == 3


REFUSALS = [
    (403, discord.Forbidden),
    (404, discord.NotFound),
    (400, discord.HTTPException),
    (429, discord.HTTPException),  # of the network in front of Discord
    (500, discord.DiscordServerError),
]


@pytest.mark.parametrize(("status", "kind"), REFUSALS)
async def test_a_refused_write_is_not_written_again(status: int, kind: type[discord.HTTPException]) -> None:
    write, calls = failing(answered(status, kind))
    with pytest.raises(kind):
        await written(write)
    assert len(calls) == 1
