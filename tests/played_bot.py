"""The bot in this process, on a played Discord with a server in it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from discord_interactions import Asked
from discord_payloads import Channel, Guild, Permission, User
from loopback_discord import TOKEN, LoopbackDiscord, loopback_discord

from bot.desk import Desk
from bot.discord.client import NewsdeskClient
from bot.discord.endpoints import reaching
from bot.records import Records
from bot.settings import DiscordSettings


@dataclass
class PlayedBot:
    """A played Discord, the bot in it, and a channel of a server."""

    discord: LoopbackDiscord
    bot: NewsdeskClient
    desk: Desk
    records: Records
    guild: Guild
    news: Channel

    def member(self, name: str, more: int = 0, guild: Guild | None = None) -> User:
        """Let somebody into the server, or another one, with more permissions than everybody has."""
        user = self.discord.world.user(name)
        self.discord.world.join(guild or self.guild, user, Permission.MEMBER | more)
        return user

    async def use(self, user: User, name: str, **options: object) -> Asked:
        return await self.discord.slash(name, user=user, channel=self.news, **options)


@asynccontextmanager
async def a_played_bot(desk: Desk, **options: int) -> AsyncIterator[PlayedBot]:
    """Run the bot until the block ends, and check that all that went by was as Discord would have it."""
    records = Records(desk.ledger.home)
    async with loopback_discord() as discord:
        guild = discord.world.guild()
        news = discord.world.channel(guild)
        settings = DiscordSettings(api_url=discord.api_url, gateway_url=discord.gateway_url, **options)
        with reaching(settings):
            async with NewsdeskClient(desk, records, settings) as bot:
                running = asyncio.create_task(bot.start(TOKEN))
                await discord.ready()
                yield PlayedBot(discord, bot, desk, records, guild, news)
                await bot.close()
                running.cancel()
        assert discord.problems() == []
    records.close()
