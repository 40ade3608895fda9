"""The connection to Discord and the commands offered there."""

from typing import Any

import discord
from discord import app_commands

from bot.desk import Desk
from bot.discord.connection import Connection
from bot.discord.replying import Replier
from bot.discord.sending import follow_up, think
from bot.discord.syncing import sync
from bot.settings import DiscordSettings

LONGEST_OPTION = 6_000  # characters that Discord takes in a command's option


class NewsdeskClient(Connection):
    """Answer questions by slash command, from one desk."""

    def __init__(self, desk: Desk, settings: DiscordSettings | None = None) -> None:
        super().__init__(settings or DiscordSettings())
        self._home = desk.ledger.home
        self._replier = Replier(desk)
        self.tree = app_commands.CommandTree(self)
        self.tree.add_command(_ask(self._replier))

    async def setup_hook(self) -> None:
        """Load the model beside connecting, and tell Discord which commands there are."""
        self._replier.begin()
        if self.application_id:
            await sync(self.tree, self._home, self.application_id)

    async def close(self) -> None:
        """Stop waiting for Chroma, and disconnect."""
        self._replier.close()
        await super().close()


def _ask(replier: Replier) -> app_commands.Command[Any, ..., None]:
    @app_commands.command(name="ask", description="Answer a question in the news articles' own words")
    @app_commands.describe(question='for example: what did Zhao Lijian say about the "clean network"')
    async def ask(interaction: discord.Interaction, question: app_commands.Range[str, 1, LONGEST_OPTION]) -> None:
        await think(interaction)
        await follow_up(interaction, await replier.reply_to(question))

    return ask
