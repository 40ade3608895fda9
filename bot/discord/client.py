"""The connection to Discord and the commands offered there."""

from typing import Any

import aiohttp
import discord
from discord import app_commands

from bot.desk import Desk
from bot.discord.once import once
from bot.discord.replying import Replier
from bot.discord.sending import follow_up, think

LONGEST_OPTION = 6_000  # characters that Discord takes in a command's option
HEARD_ONCE = ("INTERACTION_CREATE", "MESSAGE_CREATE")


class NewsdeskClient(discord.Client):
    """Answer questions by slash command, from one desk. It reads no messages and needs no privileged intent."""

    def __init__(self, desk: Desk, guard: aiohttp.TraceConfig | None = None) -> None:
        super().__init__(intents=discord.Intents(guilds=True), allowed_mentions=discord.AllowedMentions.none())
        self.http.http_trace = guard
        for event in HEARD_ONCE:  # the one place in discord.py 2.7.1 that commands, buttons and messages all pass
            self._connection.parsers[event] = once(self._connection.parsers[event])
        self._replier = Replier(desk)
        self.tree = app_commands.CommandTree(self)
        self.tree.add_command(_ask(self._replier))

    async def setup_hook(self) -> None:
        """Load the model beside connecting, and tell Discord which commands there are."""
        self._replier.begin()
        await self.tree.sync()

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
