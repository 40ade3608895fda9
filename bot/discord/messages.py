"""Messages that are questions: mentions, replies to answers, and whatever is said where the bot answers by itself."""

import logging
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import discord

from bot.discord.asking import Asking, Posed, Way
from bot.discord.delivering import Messages
from bot.discord.languages import say, speak
from bot.discord.layout import Tone, notice_page
from bot.discord.layout.describing import shortened
from bot.discord.memory import Memory
from bot.discord.places import Place, admits, place_in
from bot.discord.sending import UNSENT, open_thread, show_typing, write
from bot.errors import RecordsError
from bot.records import Kept, ServerSettings
from index import clean_line

WITHHELD = (
    "Discord does not tell me what a reply to the answer of a command says. Press Follow up under that answer, or "
    "mention me in your reply."
)
LONGEST_NAME = 100  # characters of a thread's name
SPOKEN = (discord.MessageType.default, discord.MessageType.reply)  # the others are Discord's own

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Heard:
    """A message: where it was written and when, whether it names the bot, and the answer that it replies to."""

    message: discord.Message
    place: Place
    settings: ServerSettings
    mentioned: bool
    replied: Kept | None
    at: datetime


class Listening:
    """Answer the messages that are questions; without the privileged intent Discord tells the text of few others."""

    def __init__(self, memory: Memory, asking: Asking) -> None:
        self._memory = memory
        self._asking = asking

    async def heard(self, message: discord.Message, me: discord.ClientUser) -> None:
        """Answer a message if it is a question to the bot; never one of a bot, a webhook or Discord's own."""
        if message.author.bot or message.webhook_id or message.type not in SPOKEN:
            return
        at = datetime.now(UTC)
        try:
            heard = await self._understood(message, me, at)
        except RecordsError as error:
            _log.error("A message was not looked at: %s", error)
            return
        guild = message.guild
        speak(heard.settings.language, *([str(guild.preferred_locale)] if guild else []))
        question = _question(heard, me)
        if question is not None and admits(heard.settings, heard.place):
            await (_explain(message) if _is_withheld(heard) else self._answer(heard, question))

    async def _understood(self, message: discord.Message, me: discord.ClientUser, at: datetime) -> _Heard:
        guild_id = message.guild.id if message.guild else None
        place = place_in(message.channel, message.channel.id, guild_id, me.id)
        reference, replied = message.reference, None
        if reference and reference.message_id and message.type is discord.MessageType.reply:
            replied = await self._memory.do(self._memory.records.answer_in, message.channel.id, reference.message_id)
        settings = await self._memory.settings_in(place)
        return _Heard(message, place, settings, me in message.mentions, replied, at)

    async def _answer(self, heard: _Heard, question: str) -> None:
        message, place, channel = heard.message, heard.place, heard.message.channel
        thread = await _thread(heard, question)
        if thread:
            place, channel = replace(place, channel_id=thread.id, parent_id=place.channel_id, own=True), thread
        await show_typing(channel)
        answering = None if thread else message.to_reference(fail_if_not_exists=False)
        way = Way.MENTION if heard.mentioned else Way.MESSAGE
        posed = Posed(
            question,
            message.author.id,
            place,
            private=False,
            follows=heard.replied,
            way=way,
            at=heard.at,
            message_id=message.id,
        )
        await self._asking.answer(posed, Messages(channel, answering, message.id), heard.settings)


async def _explain(message: discord.Message) -> None:
    """Say why a reply is not answered; nothing depends on it."""
    page, answering = notice_page(say(WITHHELD), Tone.INFORMING), message.to_reference(fail_if_not_exists=False)
    try:
        await write(message.channel, page, answering=answering, name=f"{message.id}.1")
    except UNSENT as error:
        _log.warning("Why a reply is not answered could not be said: %s", type(error).__name__)


def _is_withheld(heard: _Heard) -> bool:
    """Say whether Discord keeps the text of a message from the bot, as it does with some replies that ping it."""
    message = heard.message
    pinged = message.guild is not None and heard.mentioned and message.type is discord.MessageType.reply
    return pinged and not (message.content or message.attachments or message.stickers)


def _question(heard: _Heard, me: discord.ClientUser) -> str | None:
    """Return what a message asks the bot, "" if it only calls it; None if it is not for the bot."""
    message, place, settings = heard.message, heard.place, heard.settings
    said = clean_line(message.content.replace(f"<@{me.id}>", " ").replace(f"<@!{me.id}>", " "))
    if place.guild_id is None or heard.mentioned:
        return said
    if place.parent_id in settings.forums and message.id == place.channel_id:
        return _posted(getattr(message.channel, "name", ""), said)
    spoken_to = heard.replied or place.own or place.channel_id in settings.auto_channels
    return said or None if spoken_to else None


def _posted(title: str, said: str) -> str | None:
    """Return what a post in a forum asks: its title, or its text if that alone has a question mark."""
    return next((text for text in (title, said) if "?" in text), title or said) or None


async def _thread(heard: _Heard, question: str) -> discord.Thread | None:
    """Open a thread for the answer where the server wants it so and lets the bot."""
    message, channel = heard.message, heard.message.channel
    if not (heard.settings.threads and message.guild and isinstance(channel, discord.TextChannel)):
        return None
    allowed = channel.permissions_for(message.guild.me)
    if not (question and allowed.create_public_threads and allowed.send_messages_in_threads):
        return None
    return await open_thread(message, shortened(question, LONGEST_NAME))
