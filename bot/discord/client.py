"""The bot: the parts that it brings together, on one connection to Discord."""

import asyncio
from datetime import timedelta

import discord

from bot.desk import Desk
from bot.discord.asking import Asking
from bot.discord.buttons import Buttons
from bot.discord.commands.ask import ask_about_command, ask_command
from bot.discord.connection import Connection
from bot.discord.departing import GRACE, Departures
from bot.discord.expiring import KEPT_FOR, Expiry
from bot.discord.forgetting import Forgetting
from bot.discord.hearing import Tree, heard
from bot.discord.indexing import Indexing
from bot.discord.localizing import Localizer
from bot.discord.lookups import Lookups
from bot.discord.memory import Memory
from bot.discord.messages import Listening
from bot.discord.preparing import Preparing
from bot.discord.promises import BrokenPromises
from bot.discord.shards import hears_of
from bot.discord.syncing import sync
from bot.discord.turns import Turns
from bot.discord.verbs import STALE_AFTER_DAYS, add_verbs
from bot.discord.watching import Watching
from bot.records import Records
from bot.settings import DiscordSettings


class NewsdeskClient(Connection):
    """Answer questions from one desk, and remember them in one file of records."""

    def __init__(
        self,
        desk: Desk,
        records: Records,
        settings: DiscordSettings | None = None,
        *,
        turns: Turns | None = None,
        grace: timedelta = GRACE,
        kept_for: timedelta = KEPT_FOR,
        stale_after_days: float = STALE_AFTER_DAYS,
    ) -> None:
        super().__init__(settings or DiscordSettings())
        self._home = desk.ledger.home
        self._preparing = Preparing(desk)
        self.metrics.measure(
            "chroma_following",
            "1 while Chroma answers, 0 while the exact search does",
            lambda: desk.follower.reads_chroma,
        )
        self.memory = Memory(records)
        asking = Asking(desk, self.memory, self._preparing, turns or self.queue, self.metrics.answered)
        lookups = Lookups(self.memory, turns or self.queue)
        self._buttons = Buttons(desk, self.memory, asking, lookups)
        self._listening = Listening(self.memory, asking)
        self.watching = Watching(self, desk, self.memory, self._preparing, asking)
        self.tree = Tree(self)
        self.tree.add_command(ask_command(desk, asking, lookups))
        self.tree.add_command(ask_about_command(self.memory))
        self._indexing = Indexing(desk)
        self.departures = Departures(self, desk, self.memory, self._indexing.bench, grace)
        self._expiry = Expiry(self.memory, kept_for)
        self._broken = BrokenPromises(self, self.memory)
        forgetting = Forgetting(self.memory, self.queue, self.watching)
        controls = add_verbs(self.tree, desk, self.memory, self._indexing, forgetting, lookups, stale_after_days)
        self.add_dynamic_items(*self._buttons.items(), *controls)

    async def setup_hook(self) -> None:
        """Load the model beside connecting, and tell Discord which commands there are."""
        self._preparing.begin()
        self.watching.begin()
        self._expiry.begin()
        await self._broken.begin()
        await self.tree.set_translator(Localizer())
        if self.application_id and hears_of(self, None):  # one process of several, whichever has the first shard
            await sync(self.tree, self._home, self.application_id)

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
            await heard(interaction, self._buttons.submitted(interaction))

    async def close(self) -> None:
        """Break off what goes on beside, let nobody wait for an answer, and disconnect."""
        self.watching.close()
        self.departures.close()
        self._expiry.close()
        self._broken.close()
        await asyncio.gather(self._preparing.close(), self._indexing.close(), self.queue.close())
        await super().close()
        self.memory.close()
