"""Asking: the way from a question, posed anywhere, to the answer that is kept and sent."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from enum import Enum
from time import perf_counter
from typing import Any

import discord

from bot.answer import Answer, Outcome
from bot.answerers import Answerer
from bot.desk import Desk
from bot.discord.delivering import Delivery
from bot.discord.failures import attempted, failure
from bot.discord.layout import Reply, Verb, answer_reply, elsewhere_page, growing_page, looking_page
from bot.discord.libraries import visible
from bot.discord.memory import Memory
from bot.discord.outliving import Response
from bot.discord.places import Place, admits, is_shared
from bot.discord.preparing import Preparing
from bot.discord.promises import Promise
from bot.discord.sending import UNSENT, tell, think
from bot.discord.turns import Turns
from bot.errors import RecordsError
from bot.question import understand
from bot.records import Asked, Kept, ServerSettings, kept_of
from bot.request import Request, Turn

LOOKING_AFTER_S = 1.0  # most answers are there before
OFFERED = (Verb.PASSAGE, Verb.FOLLOW_UP, Verb.MORE, Verb.UP, Verb.DOWN)

_log = logging.getLogger(__name__)


class Way(Enum):
    """In which way a question came."""

    COMMAND = "slash"
    FORM = "form"
    MENTION = "mention"
    MESSAGE = "message"  # where the bot answers by itself, a reply to an answer, or a direct message


@dataclass(frozen=True, slots=True)
class Posed:
    """A question as somebody posed it.

    `private`: the answer is for the asker alone; None leaves it to the server. `follows` is the answer that it goes on
    from; without one it goes on from the conversation there. `at` is when it came, not when it was looked at: who has
    all that they asked forgotten means it too. `message_id` is the message that asks, if one does. The other fields are
    as in `bot.request.Request`.
    """

    question: str
    user_id: int
    place: Place
    private: bool | None = None
    follows: Kept | None = None
    since: date | None = None
    until: date | None = None
    source: str | None = None
    way: Way = Way.COMMAND
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    message_id: int | None = None

    @property
    def limited(self) -> bool:
        """Say whether its answer is limited to some articles."""
        return bool(self.since or self.until or self.source)


class Asking:
    """Answer questions from one desk, with what was asked before, and keep the answers."""

    def __init__(
        self,
        desk: Desk,
        memory: Memory,
        preparing: Preparing,
        turns: Turns,
        answered: Callable[[str, str, float], None] = lambda way, outcome, seconds: None,
    ) -> None:
        self._desk = desk
        self._memory = memory
        self._preparing = preparing
        self._turns = turns
        self._answered = answered  # is called with the way, the outcome, and the seconds that it took

    async def respond(self, interaction: discord.Interaction[Any], posed: Posed) -> None:
        """Answer a command or form."""
        try:
            settings = await self._memory.settings_in(posed.place)
        except RecordsError as error:
            return await tell(interaction, failure(error).pages[0])
        if not admits(settings, posed.place):
            return await tell(interaction, elsewhere_page(settings.channels))
        private = settings.private if posed.private is None else posed.private
        await think(interaction, private=private)
        return await self.answer(replace(posed, private=private), Response(interaction, private=private), settings)

    async def answer(self, posed: Posed, delivery: Delivery, settings: ServerSettings) -> None:
        """Answer a question where it was posed; whatever happens, something is said."""
        promise = Promise(self._memory, posed.place)
        if posed.place.reachable and not posed.private:
            delivery.promising = promise.made
        reply = await attempted(self._reply(posed, delivery, settings))
        try:
            messages = await delivery.finish(reply)
        except UNSENT as error:
            _log.warning("An answer could not be sent: %s", type(error).__name__)
            return
        await promise.kept()
        if reply.answer_id:
            await self._note_place(reply.answer_id, delivery.channel_id or posed.place.channel_id, messages)

    async def keep(self, answer: Answer, asked: Asked, message_id: int | None = None, *, limited: bool = False) -> str:
        """Keep an answer, that to one message once, with the gap that it leaves if it is none, and return its id.

        One that was `limited` to some articles leaves none: others may well answer. The id is "" if the answer cannot
        be kept, or its asker had it forgotten meanwhile.
        """
        records = self._memory.records
        try:
            answer_id = await self._memory.do(records.keep, kept_of(answer, asked), message_id)
            if answer_id and is_gap(answer) and not limited:
                await self._memory.do(records.gap, answer_id)
        except RecordsError as error:
            _log.error("An answer is given without being kept: %s", error)
            return ""
        return answer_id

    async def _reply(self, posed: Posed, delivery: Delivery, settings: ServerSettings) -> Reply:
        began = perf_counter()
        await asyncio.to_thread(understand, posed.question)  # what cannot be asked does not wait for a turn
        asked = Asked(
            person=await self._memory.person(posed.user_id),
            channel_id=posed.place.channel_id,
            at=posed.at,
            libraries=visible(posed.place.guild_id),
            guild_id=posed.place.guild_id,
            shared=is_shared(settings, posed.place),
            private=bool(posed.private),
        )
        request = Request(
            posed.question, await self._history(posed, asked), posed.since, posed.until, posed.source, now=asked.at
        )
        answer = await self._made(request, posed, asked, delivery)
        self._answered(posed.way.value, answer.outcome.value, perf_counter() - began)
        answer_id = await self.keep(answer, asked, posed.message_id, limited=posed.limited)
        return await asyncio.to_thread(answer_reply, answer, answer_id, _offered(posed, answer) if answer_id else ())

    async def _history(self, posed: Posed, asked: Asked) -> tuple[Turn, ...]:
        """Return what the question goes on from; nothing that was said elsewhere or, outside of threads, to others."""
        records, follows = self._memory.records, posed.follows
        if follows is None or follows.asked.conversation == asked.conversation:
            return await self._memory.do(records.conversation, follows.asked if follows else asked)
        return Turn("user", follows.understood), Turn("assistant", follows.text)

    async def _made(self, request: Request, posed: Posed, asked: Asked, delivery: Delivery) -> Answer:
        """Return the answer when its turn has come, and show meanwhile how it stands."""

        def told(position: int) -> None:
            delivery.show_soon(looking_page(request.question, position))

        async with self._turns.turn(posed.user_id, posed.place.guild_id, told):
            looking = asyncio.create_task(self._look(delivery, request.question))
            try:
                await self._preparing.ready()
                worded = self._desk.wording.usual is Answerer.GENERATIVE
                growing = self._growing(delivery, looking) if worded else None
                return await asyncio.to_thread(self._desk.ask, request, asked.libraries, growing)
            finally:
                looking.cancel()

    def _growing(self, delivery: Delivery, looking: "asyncio.Task[None]") -> Callable[[Answer], object]:
        """Return what shows an answer as it grows, in place of what is looked for; any thread may call it."""
        loop = asyncio.get_running_loop()

        def show(answer: Answer) -> None:
            looking.cancel()
            delivery.show_soon(growing_page(answer))

        return lambda answer: loop.call_soon_threadsafe(show, answer)

    async def _look(self, delivery: Delivery, question: str) -> None:
        """Show that an answer is looked for if that takes a while; who waits is shown the position instead."""
        await asyncio.sleep(LOOKING_AFTER_S)
        delivery.show_soon(looking_page(question))

    async def _note_place(self, answer_id: str, channel_id: int, messages: Sequence[int]) -> None:
        try:
            for message_id in messages:
                await self._memory.do(self._memory.records.placed, answer_id, channel_id, message_id)
        except RecordsError as error:
            _log.error("Replies to an answer will not be known as such: %s", error)


def is_gap(answer: Answer) -> bool:
    """Say whether an answer leaves a question open that articles to come may answer; small talk asks nothing."""
    return answer.outcome is Outcome.NOT_FOUND and answer.remark is None and bool(answer.freshness.articles)


def _offered(posed: Posed, answer: Answer) -> tuple[Verb, ...]:
    """Return the buttons of an answer; who is not to be told later, or of some articles alone, is not offered it."""
    tellable = posed.place.reachable and not posed.private and not posed.limited and answer.remark is None
    return (*OFFERED, Verb.TELL) if tellable else OFFERED
