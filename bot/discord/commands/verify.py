"""Check a quote: the command /verify, and "Verify quote" in the menu of a message."""

from typing import Any

import discord
from discord import app_commands

from bot.desk import Desk
from bot.discord.failures import notice
from bot.discord.layout import Reply, verification_reply
from bot.discord.lookups import Lookups
from bot.discord.responding import everywhere
from bot.discord.wording import words_of
from bot.errors import UsageProblem

LONGEST_OPTION = 6_000  # characters that Discord takes in a command's option
OWN_WORDS = (
    "Every quote in my answers was checked word for word when the answer was given. Passage shows where it stands; "
    "to check it again, copy it into /verify."
)
NO_WORDS = "This message has no words of its own to check. Use /verify, and write the quote."

_Interaction = discord.Interaction[Any]


def verify_command(desk: Desk, lookups: Lookups) -> app_commands.Command[Any, ..., None]:
    """Return /verify."""

    @app_commands.command(name="verify", description="Check whether a quote stands in the articles, word for word")
    @app_commands.describe(quote="the words to check; who said them, and when, is checked too if you write it")
    async def verify(interaction: _Interaction, quote: app_commands.Range[str, 1, LONGEST_OPTION]) -> None:
        await lookups.respond(interaction, lambda libraries: _verified(desk, quote, libraries))

    return everywhere(verify)


def verify_quote_command(desk: Desk, lookups: Lookups) -> app_commands.ContextMenu:
    """Return "Verify quote", whose verdict is seen by who asked for it alone."""

    @app_commands.context_menu(name="Verify quote")
    async def verify_quote(interaction: _Interaction, message: discord.Message) -> None:
        own, words = message.author == interaction.client.user, words_of(message)

        def made(libraries: tuple[str, ...]) -> Reply:
            if own:
                return notice(OWN_WORDS)
            if not words:
                raise UsageProblem(NO_WORDS)
            return _verified(desk, words, libraries)

        await lookups.respond(interaction, made, private=True)

    return everywhere(verify_quote)


def _verified(desk: Desk, quote: str, libraries: tuple[str, ...]) -> Reply:
    return verification_reply(quote, desk.verify(quote, libraries), desk.freshness(libraries))
