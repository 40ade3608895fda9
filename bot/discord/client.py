"""The connection to Discord, and the parts of the bot that it brings together."""

from datetime import timedelta

import aiohttp
import discord
from discord import app_commands

from bot.desk import Desk
from bot.discord.asking import Asking
from bot.discord.buttons import Buttons
from bot.discord.commands.ask import ask_about_command, ask_command
from bot.discord.departing import GRACE, Departures
from bot.discord.expiring import KEPT_FOR, Expiry
from bot.discord.indexing import Indexing
from bot.discord.memory import Memory
from bot.discord.messages import Listening
from bot.discord.once import once
from bot.discord.preparing import Preparing
from bot.discord.turns import InTurn, Turns
from bot.discord.verbs import STALE_AFTER_DAYS, add_verbs
from bot.discord.watching import Watching
from bot.records import Records

HEARD_ONCE = ("INTERACTION_CREATE", "MESSAGE_CREATE")


class NewsdeskClient(discord.Client):
    """Answer questions from one desk, and remember them in one file of records.

    It needs no privileged intent; with that for `message_content` it also hears what does not mention it.
    """

    def __init__(
        self,
        desk: Desk,
        records: Records,
        guard: aiohttp.TraceConfig | None = None,
        *,
        message_content: bool = False,
        turns: Turns | None = None,
        grace: timedelta = GRACE,
        kept_for: timedelta = KEPT_FOR,
        stale_after_days: float = STALE_AFTER_DAYS,
    ) -> None:
        intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True, message_content=message_content)
        super().__init__(intents=intents, allowed_mentions=discord.AllowedMentions.none())
        self.http.http_trace = guard
        for event in HEARD_ONCE:  # the one place in discord.py 2.7.1 that commands, buttons and messages all pass
            self._connection.parsers[event] = once(self._connection.parsers[event])
        self._preparing = Preparing(desk)
        self._memory = Memory(records)
        asking = Asking(desk, self._memory, self._preparing, turns or InTurn())
        self._buttons = Buttons(desk, self._memory, asking)
        self._listening = Listening(self._memory, asking)
        self.watching = Watching(self, desk, self._memory, self._preparing, asking)
        self.tree = app_commands.CommandTree(self)
        self.tree.add_command(ask_command(desk, asking))
        self.tree.add_command(ask_about_command(self._memory))
        self._indexing = Indexing(desk)
        self.departures = Departures(self, desk, self._memory, self._indexing, grace)
        self._expiry = Expiry(self._memory, kept_for)
        controls = add_verbs(self.tree, desk, self._memory, self._indexing, stale_after_days)
        self.add_dynamic_items(*self._buttons.items(), *controls)

    async def setup_hook(self) -> None:
        """Load the model beside connecting, and tell Discord which commands there are."""
        self._preparing.begin()
        self.watching.begin()
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

    async def on_message(self, message: discord.Message) -> None:
        """Answer a message if it is a question."""
        if self.user:
            await self._listening.heard(message, self.user)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Take forms that were filled in; commands and buttons find their own way."""
        if interaction.type is discord.InteractionType.modal_submit:
            await self._buttons.submitted(interaction)

    async def close(self) -> None:
        """Stop waiting for Chroma and for articles, break off what is being indexed, and disconnect."""
        self._preparing.close()
        self.watching.close()
        await self._indexing.close()
        self.departures.close()
        self._expiry.close()
        await super().close()
        self._memory.close()
