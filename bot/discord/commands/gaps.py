"""Show what the articles do not answer: the command /gaps."""

from typing import Any

import discord
from discord import app_commands

from bot.discord.completing import Choices, choice
from bot.discord.failures import notice
from bot.discord.languages import say
from bot.discord.layout import Reply, Tone, gaps_reply
from bot.discord.memory import Memory
from bot.discord.permissions import hinted, managers_only, refusal
from bot.discord.places import place_of
from bot.discord.responding import respond
from bot.discord.sending import MOST_CHOICES
from bot.errors import RecordsError, UsageProblem
from bot.records import Gap

_Interaction = discord.Interaction[Any]


def gaps_command(memory: Memory) -> app_commands.Command[Any, ..., None]:
    """Return /gaps."""

    @app_commands.command(name="gaps", description="List the questions that the articles did not answer")
    @app_commands.describe(close="take this one from the list, until it is asked again")
    @managers_only(memory)
    async def gaps(interaction: _Interaction, close: app_commands.Range[str, 1, 100] | None = None) -> None:
        async def made() -> Reply:
            guild_id = place_of(interaction).guild_id or 0
            if close is None:
                return gaps_reply(await memory.do(memory.records.gaps_in, guild_id))
            closed = await memory.do(memory.records.close_gap_in, guild_id, close.strip())
            if closed is None:
                raise UsageProblem("There is no such question in this server. Choose one from the list while you type.")
            return notice(say("Taken from the list until it is asked again: {}", closed.question), Tone.DONE)

        await respond(interaction, made())

    @gaps.autocomplete("close")
    async def _open(interaction: _Interaction, typed: str) -> Choices:
        try:
            found: tuple[Gap, ...] = ()
            if await refusal(interaction, memory) is None:
                found = await memory.do(memory.records.gaps_in, place_of(interaction).guild_id or 0)
        except RecordsError:
            return []
        held = [gap for gap in found if typed.strip().casefold() in gap.question.casefold()]
        return [choice(gap.question, gap.id) for gap in held[:MOST_CHOICES]]

    return hinted(gaps)
