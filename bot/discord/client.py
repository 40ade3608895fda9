"""The connection to Discord and the commands offered there."""

from datetime import timedelta
from typing import Any

import aiohttp
import discord
from discord import app_commands

from bot.desk import Desk
from bot.discord.departing import GRACE, Departures
from bot.discord.expiring import KEPT_FOR, Expiry
from bot.discord.indexing import Indexing
from bot.discord.memory import Memory
from bot.discord.once import once
from bot.discord.replying import Replier
from bot.discord.sending import follow_up, think
from bot.discord.verbs import STALE_AFTER_DAYS, add_verbs
from bot.records import Records

LONGEST_OPTION = 6_000  # characters that Discord takes in a command's option
HEARD_ONCE = ("INTERACTION_CREATE", "MESSAGE_CREATE")


class NewsdeskClient(discord.Client):
    """Answer questions by slash command, from one desk. It reads no messages and needs no privileged intent."""

    def __init__(
        self,
        desk: Desk,
        records: Records,
        guard: aiohttp.TraceConfig | None = None,
        *,
        grace: timedelta = GRACE,
        kept_for: timedelta = KEPT_FOR,
        stale_after_days: float = STALE_AFTER_DAYS,
    ) -> None:
        super().__init__(intents=discord.Intents(guilds=True), allowed_mentions=discord.AllowedMentions.none())
        self.http.http_trace = guard
        for event in HEARD_ONCE:  # the one place in discord.py 2.7.1 that commands, buttons and messages all pass
            self._connection.parsers[event] = once(self._connection.parsers[event])
        self._replier = Replier(desk)
        self.tree = app_commands.CommandTree(self)
        self.tree.add_command(_ask(self._replier))
        self._memory = Memory(records)
        self._indexing = Indexing(desk)
        self.departures = Departures(self, desk, self._memory, self._indexing, grace)
        self._expiry = Expiry(self._memory, kept_for)
        self.add_dynamic_items(*add_verbs(self.tree, desk, self._memory, self._indexing, stale_after_days))

    async def setup_hook(self) -> None:
        """Load the model beside connecting, and tell Discord which commands there are."""
        self._replier.begin()
        self._expiry.begin()
        await self.tree.sync()

    async def on_ready(self) -> None:
        """Note which servers the bot is in, and erase what belongs to those it left long ago."""
        await self.departures.connected()

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Keep on what was kept of a server that takes the bot in again."""
        await self.departures.joined(guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Let the grace period of a server that removed the bot begin."""
        await self.departures.left(guild)

    async def close(self) -> None:
        """Stop waiting for Chroma, break off what is being indexed, and disconnect."""
        self._replier.close()
        await self._indexing.close()
        self.departures.close()
        self._expiry.close()
        await super().close()
        self._memory.close()


def _ask(replier: Replier) -> app_commands.Command[Any, ..., None]:
    @app_commands.command(name="ask", description="Answer a question in the news articles' own words")
    @app_commands.describe(question='for example: what did Zhao Lijian say about the "clean network"')
    async def ask(interaction: discord.Interaction, question: app_commands.Range[str, 1, LONGEST_OPTION]) -> None:
        await think(interaction)
        await follow_up(interaction, await replier.reply_to(question))

    return ask
