"""An event that comes twice is heard once."""

import asyncio

import discord
import pytest
from loopback_discord import TOKEN, loopback_discord

from bot.desk import Desk
from bot.discord.client import NewsdeskClient
from bot.discord.endpoints import reaching
from bot.discord.once import once
from bot.records import Records
from bot.settings import DiscordSettings


def test_an_event_is_heard_once() -> None:
    heard: list[dict] = []
    hear = once(heard.append)
    for number in ("1", "2", "1", "1", "3"):
        hear({"id": number})
    assert heard == [{"id": "1"}, {"id": "2"}, {"id": "3"}]


def test_no_more_ids_are_remembered_than_wanted() -> None:
    heard: list[dict] = []
    hear = once(heard.append, remembered=2)
    for number in ("1", "2", "3", "2", "1"):
        hear({"id": number})
    assert [event["id"] for event in heard] == ["1", "2", "3", "1"]


class Listening(NewsdeskClient):
    """The bot, with an ear for messages."""

    def __init__(self, desk: Desk, records: Records) -> None:
        super().__init__(desk, records)
        self.messages: list[str] = []

    async def setup_hook(self) -> None:
        """Load and sync nothing."""

    async def on_message(self, message: discord.Message) -> None:
        self.messages.append(message.content)


@pytest.mark.enable_socket
async def test_the_bot_hears_a_message_once_that_discord_sends_twice(desk: Desk, records: Records) -> None:
    async with loopback_discord() as played:
        with reaching(DiscordSettings(api_url=played.api_url, gateway_url=played.gateway_url)):
            async with Listening(desk, records) as bot:
                running = asyncio.create_task(bot.start(TOKEN))
                await played.ready()
                alice, guild = played.world.user("alice"), played.world.guild()
                news = played.world.channel(guild)
                await played.mention("rain?", user=alice, channel=news, times=2)
                await played.mention("snow?", user=alice, channel=news)
                await played.changes.until(lambda: len(bot.messages) > 1)
                assert [text.partition(" ")[2] for text in bot.messages] == ["rain?", "snow?"]
            running.cancel()
