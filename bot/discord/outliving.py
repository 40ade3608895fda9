"""The response to a command or form, which Discord lets be written for 15 minutes, and what outlives that."""

import asyncio
from collections.abc import Sequence
from typing import Any

import discord

from bot.discord.delivering import Delivery, Messages, Written
from bot.discord.layout import Attachment, Page, Reply, Tone, notice_page
from bot.discord.places import place_of
from bot.discord.sending import add, put

OPEN_FOR_S = 14 * 60.0

HERE = "This takes longer than Discord keeps a command open. The answer comes as a message in this channel."
DIRECTLY = (
    "This takes longer than Discord keeps a command open. The answer comes as a direct message, if you take these."
)

_Interaction = discord.Interaction[Any]


class Response(Delivery):
    """The response to a command or form; Discord shows that the bot thinks until something is put there.

    What is finished too late for that becomes a message in the channel if everybody there may see it and the bot may
    write there, else a direct message. Who waits is told so as long as that can be told.
    """

    def __init__(self, interaction: _Interaction, *, private: bool, open_for_s: float = OPEN_FOR_S) -> None:
        super().__init__()
        self._interaction = interaction
        self._private = private
        loop = asyncio.get_running_loop()
        self._closes_at = loop.time() + open_for_s
        self._closing = loop.create_task(self._tell_later())
        self._later: Messages | None = None

    async def finish(self, reply: Reply) -> Sequence[int]:
        """Send the reply as it stays, and return the ids of its messages, the first one's first."""
        if not self._closed:
            self._closing.cancel()
            return await super().finish(reply)
        await self._closing
        where: Any = self._interaction.channel if self._here else self._interaction.user
        self._later = Messages(where)
        return await self._later.finish(reply)

    @property
    def channel_id(self) -> int | None:
        """Return where the messages stand, if that is not where the question was posed."""
        return self._later.channel_id if self._later else None

    @property
    def _closed(self) -> bool:
        return asyncio.get_running_loop().time() >= self._closes_at

    @property
    def _here(self) -> bool:
        """Say whether the bot may write there for everybody."""
        if self._private:
            return False
        allowed, place = self._interaction.app_permissions, place_of(self._interaction)
        threaded = isinstance(self._interaction.channel, discord.Thread)
        writing = allowed.send_messages_in_threads if threaded else allowed.send_messages
        return place.reachable and (place.guild_id is None or (allowed.view_channel and writing))

    async def _tell_later(self) -> None:
        """Tell in time that what comes will come elsewhere."""
        await asyncio.sleep(self._closes_at - asyncio.get_running_loop().time())
        await self.show(notice_page(HERE if self._here else DIRECTLY, Tone.WAITING), last=True)

    async def _put(self, page: Page, attached: Attachment | None) -> Written:
        return await put(self._interaction, page, attached)

    async def _add(self, page: Page, attached: Attachment | None) -> Written:
        return await add(self._interaction, page, attached, private=self._private)
