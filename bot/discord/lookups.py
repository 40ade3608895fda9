"""Look-ups: what commands, buttons and options show of the articles, none so that it keeps others waiting."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar
from weakref import WeakValueDictionary

import discord

from bot.discord.delivering import Delivery
from bot.discord.failures import attempted, failure
from bot.discord.layout import Reply, elsewhere_page, looking_page
from bot.discord.libraries import visible
from bot.discord.memory import Memory
from bot.discord.outliving import Response
from bot.discord.places import Place, admits, place_of
from bot.discord.sending import tell, think
from bot.discord.turns import Turns
from bot.errors import RecordsError

ASIDE_AT_ONCE = 2

_Interaction = discord.Interaction[Any]
_Found = TypeVar("_Found")


class Lookups:
    """Look things up: for commands in turn with the questions, for what is quick aside, for each person one by one."""

    def __init__(self, memory: Memory, turns: Turns) -> None:
        self._memory = memory
        self._turns = turns
        self._places = asyncio.Semaphore(ASIDE_AT_ONCE)
        self._own: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()  # by person
        self._typed: dict[int, object] = {}  # the last that each person typed, while it is looked up

    async def respond(
        self, interaction: _Interaction, made: Callable[[tuple[str, ...]], Reply], *, private: bool | None = None
    ) -> None:
        """Respond with what is made of the libraries that can be seen there; None leaves to the server who sees it."""
        place = place_of(interaction)
        try:
            settings = await self._memory.settings_in(place)
        except RecordsError as error:
            await tell(interaction, failure(error).pages[0])
            return
        if not admits(settings, place):
            await tell(interaction, elsewhere_page(settings.channels))
            return
        shown_to_one = settings.private if private is None else private
        await think(interaction, private=shown_to_one)
        delivery = Response(interaction, private=shown_to_one)
        reply = await attempted(self._in_turn(interaction.user.id, place, made, delivery))
        await delivery.finish(reply)

    async def aside(self, user_id: int, look: Callable[[], _Found]) -> _Found:
        """Return what is quickly looked up, with no more than one at once for a person, and few for all."""
        own = self._own.get(user_id)
        if own is None:
            own = self._own[user_id] = asyncio.Lock()
        async with own, self._places:
            return await asyncio.to_thread(look)

    async def complete(self, user_id: int, look: Callable[[], list[_Found]]) -> list[_Found]:
        """Return what is offered while somebody types: nothing if they have typed on before it was looked up."""
        typed = self._typed[user_id] = object()
        try:
            return await self.aside(user_id, lambda: look() if self._typed.get(user_id) is typed else [])
        finally:
            if self._typed.get(user_id) is typed:
                del self._typed[user_id]

    async def _in_turn(
        self, user_id: int, place: Place, made: Callable[[tuple[str, ...]], Reply], delivery: Delivery
    ) -> Reply:
        async with self._turns.turn(
            user_id, place.guild_id, lambda position: delivery.show_soon(looking_page("", position))
        ):
            return await asyncio.to_thread(made, visible(place.guild_id))
