"""The bot: the parts that it brings together, on one connection to Discord."""

import discord
from discord import app_commands

from bot.desk import Desk
from bot.discord.asking import Asking
from bot.discord.buttons import Buttons
from bot.discord.commands.ask import ask_about_command, ask_command
from bot.discord.connection import Connection
from bot.discord.memory import Memory
from bot.discord.messages import Listening
from bot.discord.preparing import Preparing
from bot.discord.syncing import sync
from bot.discord.turns import Turns
from bot.discord.watching import Watching
from bot.records import Records
from bot.settings import DiscordSettings


class NewsdeskClient(Connection):
    """Answer questions from one desk, and remember them in one file of records."""

    def __init__(
        self, desk: Desk, records: Records, settings: DiscordSettings | None = None, *, turns: Turns | None = None
    ) -> None:
        super().__init__(settings or DiscordSettings())
        self._home = desk.ledger.home
        self._preparing = Preparing(desk)
        self._memory = Memory(records)
        asking = Asking(desk, self._memory, self._preparing, turns or self.queue, self.metrics.answered)
        self._buttons = Buttons(desk, self._memory, asking)
        self._listening = Listening(self._memory, asking)
        self.watching = Watching(self, desk, self._memory, self._preparing, asking)
        self.tree = app_commands.CommandTree(self)
        self.tree.add_command(ask_command(desk, asking))
        self.tree.add_command(ask_about_command(self._memory))
        self.add_dynamic_items(*self._buttons.items())

    async def setup_hook(self) -> None:
        """Load the model beside connecting, and tell Discord which commands there are."""
        self._preparing.begin()
        self.watching.begin()
        if self.application_id:
            await sync(self.tree, self._home, self.application_id)

    async def on_message(self, message: discord.Message) -> None:
        """Answer a message if it is a question."""
        if self.user:
            await self._listening.heard(message, self.user)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Take forms that were filled in; commands and buttons find their own way."""
        if interaction.type is discord.InteractionType.modal_submit:
            await self._buttons.submitted(interaction)

    async def close(self) -> None:
        """Stop waiting for Chroma and for articles, let nobody wait for an answer, and disconnect."""
        self._preparing.close()
        self.watching.close()
        await super().close()
        self._memory.close()
