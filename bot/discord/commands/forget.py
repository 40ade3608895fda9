"""Forget a person: the command /forget me, and its button."""

from typing import Any

import discord
from discord import app_commands

from bot.discord.controls import Control, control
from bot.discord.failures import notice
from bot.discord.forgetting import Forgetting
from bot.discord.languages import say
from bot.discord.layout import Reply, Tone, Verb, confirmation_page
from bot.discord.layout.describing import counted
from bot.discord.responding import everywhere, replace, respond

QUESTION = "Forget all that you asked?"
DETAILS = (
    "Your questions, the answers to them, what you thought of answers and what you wait for are erased, in every "
    "server and in direct messages; what waits for its turn is not answered. Messages in Discord stay; their buttons "
    "will do nothing any more. Who waits for an article on a question of yours is told that it is gone."
)
NOTHING = "Nothing was kept of you."
TRACES = "The file was in use; the last traces in it go with the next erasure."
UNCHANGED = "Nothing was changed."

_Interaction = discord.Interaction[Any]


def forget_group(forgetting: Forgetting) -> tuple[app_commands.Group, tuple[Control, ...]]:
    """Return /forget me, and the buttons that it and others show."""
    group = app_commands.Group(name="forget", description="Erase what the bot keeps")

    @group.command(name="me", description="Erase what you asked, and all that is kept of you")
    async def me(interaction: _Interaction) -> None:
        async def made() -> Reply:
            return Reply((confirmation_page(QUESTION, DETAILS, "Forget me", Verb.FORGET, "me"),))

        await respond(interaction, made())

    async def forget(interaction: _Interaction, _: dict[str, str]) -> None:
        async def made() -> Reply:
            forgotten = await forgetting.forget(interaction.user.id)
            if not forgotten.anything:
                return notice(NOTHING)
            erased = [(forgotten.answers, "question"), (forgotten.feedback, "opinion"), (forgotten.watches, "reminder")]
            told = ", ".join(counted(number, what) for number, what in erased if number)
            return notice(say("Erased: {}.", told) + ("" if forgotten.complete else f" {say(TRACES)}"), Tone.DONE)

        await replace(interaction, made())

    async def cancel(interaction: _Interaction, _: dict[str, str]) -> None:
        async def made() -> Reply:
            return notice(UNCHANGED)

        await replace(interaction, made())

    return everywhere(group), (control(Verb.FORGET, forget), control(Verb.CANCEL, cancel))
