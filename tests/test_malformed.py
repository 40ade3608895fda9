"""An event that discord.py cannot read is logged and passed over; the bot goes on."""

import asyncio

import pytest
from loopback_discord import TOKEN, loopback_discord

from bot.discord.connection import Connection
from bot.discord.endpoints import reaching
from bot.discord.malformed import passing_over
from bot.settings import DiscordSettings


def test_an_event_that_cannot_be_read_is_logged_by_its_name(caplog: pytest.LogCaptureFixture) -> None:
    def hear(data: dict) -> None:
        data["roles"]

    passing_over("GUILD_CREATE", hear)({"what was asked": "rain"})
    assert "GUILD_CREATE" in caplog.text
    assert "what was asked" not in caplog.text


@pytest.mark.enable_socket
async def test_the_bot_hears_what_comes_after_a_malformed_event(caplog: pytest.LogCaptureFixture) -> None:
    heard: list[str] = []

    class Listening(Connection):
        async def on_message(self, message: object) -> None:
            heard.append(message.content)

    async with loopback_discord() as played:
        guild = played.world.guild()
        alice, news = played.world.user("alice"), played.world.channel(guild)
        settings = DiscordSettings(api_url=played.api_url, gateway_url=played.gateway_url)
        with reaching(settings):
            async with Listening(settings) as bot:
                running = asyncio.create_task(bot.start(TOKEN))
                await played.ready()
                whole = guild.payload()
                for event, data in (
                    ("GUILD_CREATE", {name: whole[name] for name in whole if name != "roles"}),
                    ("GUILD_ROLE_CREATE", {}),
                    ("MESSAGE_CREATE", {"id": "1"}),
                    ("MESSAGE_CREATE", {}),
                    ("INTERACTION_CREATE", {"id": "2", "type": 2}),
                    ("CHANNEL_UPDATE", None),
                ):
                    for session in played.gateway.sessions.values():
                        session.tell(event, data)
                await played.mention("rain?", user=alice, channel=news)
                await played.changes.until(lambda: heard)
                assert not running.done()
            running.cancel()
    for event in ("GUILD_ROLE_CREATE", "MESSAGE_CREATE", "INTERACTION_CREATE", "CHANNEL_UPDATE"):
        assert f"passed over: {event}" in caplog.text
