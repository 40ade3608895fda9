"""Buttons and forms of answers: what a press or a filled-in form does. They outlive the process that sent them."""

from contextlib import suppress
from dataclasses import replace
from typing import Any

import discord

from bot.desk import Desk
from bot.discord.asking import Asking, Posed, Way
from bot.discord.controls import Control, control
from bot.discord.failures import attempted, failure, notice
from bot.discord.forms import QUESTION, filled_in, follow_form, followed, reason_form
from bot.discord.languages import spoken
from bot.discord.layout import Reply, Tone, Verb
from bot.discord.libraries import visible
from bot.discord.lookups import Lookups
from bot.discord.memory import Memory
from bot.discord.places import place_of
from bot.discord.responding import respond
from bot.discord.sending import ask_for, put, tell, turn
from bot.discord.showing import articles_turned, passage_shown, whole_answer
from bot.errors import NewsdeskError, UsageProblem
from bot.records import Kept, Message

GONE = "This answer is not kept any more. Ask again."
THANKS = "Thank you. What you think of the answer is kept, without your name."
WATCHED = "A reply to this message will tell you when an article answers. Nobody is pinged."
UNWATCHABLE = "The bot cannot write here later, or the answer is for you alone; ask again from time to time."

_Interaction = discord.Interaction[Any]


class Buttons:
    """What can be done with answers that were given."""

    def __init__(self, desk: Desk, memory: Memory, asking: Asking, lookups: Lookups) -> None:
        self._desk = desk
        self._memory = memory
        self._asking = asking
        self._lookups = lookups

    def items(self) -> tuple[Control, ...]:
        """Return what discord.py hands the presses of buttons to, whichever process sent these."""
        handles = {
            Verb.PASSAGE: self._passage,
            Verb.MORE: self._more,
            Verb.FOLLOW_UP: self._follow_up,
            Verb.UP: self._up,
            Verb.DOWN: self._down,
            Verb.TELL: self._tell,
            Verb.ARTICLES: self._articles,
        }
        return tuple(control(verb, handle) for verb, handle in handles.items())

    async def submitted(self, interaction: _Interaction) -> None:
        """Do what a filled-in form is for, if it is one of these."""
        data: Any = interaction.data
        form_id = str(data["custom_id"])
        if form_id == QUESTION:
            await self._asking.respond(interaction, _posed(interaction))
        elif answer_id := followed(form_id, Verb.FOLLOW_UP):
            await self._followed_up(interaction, answer_id)
        elif answer_id := followed(form_id, Verb.DOWN):
            await respond(interaction, self._rated(interaction, answer_id, up=False, reason=filled_in(interaction)))

    async def kept(self, interaction: _Interaction, answer_id: str) -> Kept:
        """Return the answer of a button. Raise UsageProblem if it was not given there, or to somebody else alone."""
        kept = await self._memory.do(self._memory.records.answer, answer_id)
        if kept is None or not await self._stands_there(kept, interaction):
            raise UsageProblem(GONE)
        if kept.asked.private and kept.asked.person != await self._memory.person(interaction.user.id):
            raise UsageProblem(GONE)
        return kept

    async def _stands_there(self, kept: Kept, interaction: _Interaction) -> bool:
        """Say whether an answer was given there, or came there because it was too late for where it was asked."""
        place, message = place_of(interaction), interaction.message
        if (kept.asked.guild_id, kept.asked.channel_id) == (place.guild_id, place.channel_id):
            return True
        if message is None:
            return False
        there = await self._memory.do(self._memory.records.answer_in, place.channel_id, message.id)
        return there is not None and there.id == kept.id

    async def _passage(self, interaction: _Interaction, parts: dict[str, str]) -> None:
        async def shown() -> Reply:
            kept = await self.kept(interaction, parts["answer"])
            number = int(parts["number"])
            return await self._lookups.aside(interaction.user.id, lambda: passage_shown(self._desk, kept, number))

        await respond(interaction, shown())

    async def _more(self, interaction: _Interaction, parts: dict[str, str]) -> None:
        async def shown() -> Reply:
            kept = await self.kept(interaction, parts["answer"])
            return await self._lookups.aside(interaction.user.id, lambda: whole_answer(self._desk, kept))

        await respond(interaction, shown())

    async def _follow_up(self, interaction: _Interaction, parts: dict[str, str]) -> None:
        await ask_for(interaction, follow_form(parts["answer"]))

    async def _followed_up(self, interaction: _Interaction, answer_id: str) -> None:
        try:
            kept = await self.kept(interaction, answer_id)
        except NewsdeskError as error:
            await tell(interaction, failure(error).pages[0])
        else:
            # What goes on from an answer for one person alone is for them alone too.
            await self._asking.respond(
                interaction, replace(_posed(interaction), follows=kept, private=kept.asked.private or None)
            )

    async def _up(self, interaction: _Interaction, parts: dict[str, str]) -> None:
        await respond(interaction, self._rated(interaction, parts["answer"], up=True))

    async def _down(self, interaction: _Interaction, parts: dict[str, str]) -> None:
        await ask_for(interaction, reason_form(parts["answer"]))
        with suppress(NewsdeskError):  # whoever gives a reason is told then
            await self._rated(interaction, parts["answer"], up=False)  # it counts without a reason too

    async def _rated(self, interaction: _Interaction, answer_id: str, *, up: bool, reason: str = "") -> Reply:
        kept = await self.kept(interaction, answer_id)
        person = await self._memory.person(interaction.user.id)
        if not await self._memory.do(self._memory.records.rate, kept.id, person, up, reason.strip()):
            raise UsageProblem(GONE)
        return notice(THANKS, Tone.DONE)

    async def _tell(self, interaction: _Interaction, parts: dict[str, str]) -> None:
        async def watched() -> Reply:
            kept = await self.kept(interaction, parts["answer"])
            message, place = interaction.message, place_of(interaction)
            if kept.asked.private or not place.reachable or message is None:
                raise UsageProblem(UNWATCHABLE)
            person, under = await self._memory.person(interaction.user.id), Message(place.channel_id, message.id)
            if not await self._memory.do(self._memory.records.watch, kept.id, person, under, spoken()):
                raise UsageProblem(GONE)
            return notice(WATCHED, Tone.DONE)

        await respond(interaction, watched())

    async def _articles(self, interaction: _Interaction, parts: dict[str, str]) -> None:
        await turn(interaction)
        libraries = visible(place_of(interaction).guild_id)

        async def turned() -> Reply:
            number, query = int(parts["page"]), parts["query"]
            return await self._lookups.aside(
                interaction.user.id, lambda: Reply((articles_turned(self._desk, libraries, query, number),))
            )

        await put(interaction, (await attempted(turned())).pages[0])


def _posed(interaction: _Interaction) -> Posed:
    return Posed(filled_in(interaction), interaction.user.id, place_of(interaction), way=Way.FORM)
