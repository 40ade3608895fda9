"""Send to Discord: whatever the bot says goes through here, and so pings nobody and unfurls nothing."""

import io
import logging
import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress
from time import monotonic
from typing import Any

import discord
from discord import ui

from bot.discord.languages import say
from bot.discord.layout import Attachment, Page, Reply, page_view
from bot.discord.writing import LOST, written

UNSENT = (*LOST, discord.HTTPException)  # what a message may fail with, for good
SERVERS_OWN = 500  # and above: errors that pass
NO_FILES = "The bot may not attach files here."
MOST_CHOICES = 25  # offered while somebody types

_ALREADY_ACKNOWLEDGED = 40060
_HAS_A_THREAD = 160004
_REPEATED_AFTER_S = 1.0  # discord.py repeats by itself what ended in 500, 502 or 504, and not earlier than that
_NO_REPLIES = (160002, 50035)  # the bot may not read what it replies to, or it is gone
_MISSING_PERMISSIONS = 50013
_NONCE_BYTES = 8
_NOBODY = discord.AllowedMentions.none()

_log = logging.getLogger(__name__)
_Interaction = discord.Interaction[Any]


async def think(interaction: _Interaction, *, private: bool = False) -> None:
    """Tell Discord within its three seconds that an answer will come; the text may then take 15 minutes."""
    await _acknowledged(lambda: interaction.response.defer(ephemeral=private, thinking=True))


async def turn(interaction: _Interaction) -> None:
    """Tell Discord that the message with the button that was pressed will be changed by `put`."""
    await _acknowledged(interaction.response.defer)


async def ask_for(interaction: _Interaction, form: ui.Modal) -> None:
    """Show a form, which must be the first response."""
    await _acknowledged(lambda: interaction.response.send_modal(form))


async def tell(interaction: _Interaction, page: Page) -> None:
    """Tell something to who used a command, button or form, as the first response and to them alone."""
    await _acknowledged(
        lambda: interaction.response.send_message(
            view=page_view(page), ephemeral=True, allowed_mentions=_NOBODY, suppress_embeds=True
        )
    )


async def put(interaction: _Interaction, page: Page, attached: Attachment | None = None) -> discord.InteractionMessage:
    """Put a page in place of what stands there: of "thinking", or of the message with the button."""
    return await written(
        lambda: interaction.edit_original_response(
            view=page_view(page), attachments=_files(attached), allowed_mentions=_NOBODY
        )
    )


async def add(
    interaction: _Interaction, page: Page, attached: Attachment | None = None, *, private: bool = False
) -> discord.WebhookMessage:
    """Send one more page after the first."""
    return await written(
        lambda: interaction.followup.send(
            view=page_view(page),
            files=_files(attached),
            ephemeral=private,
            allowed_mentions=_NOBODY,
            suppress_embeds=True,
            wait=True,  # so that the pages arrive in their order
        )
    )


async def follow_up(interaction: _Interaction, reply: Reply, *, private: bool = False) -> None:
    """Send a reply after `think`, page by page, the file with the last one."""
    last = len(reply.pages) - 1
    for at, page in enumerate(reply.pages):
        attached = reply.attached if at == last else None
        if at == 0:
            await put(interaction, page, attached)
        else:
            await add(interaction, page, attached, private=private)


async def write(
    channel: discord.abc.Messageable,
    page: Page,
    attached: Attachment | None = None,
    *,
    answering: discord.MessageReference | None = None,
    name: str = "",
) -> discord.Message:
    """Write a message, as a reply if there is something to reply to and Discord lets the bot.

    Of messages with one name Discord takes the first, whichever process writes them within some minutes.
    """
    nonce = name or secrets.token_hex(_NONCE_BYTES)  # the same each time it is written: Discord then takes it once
    more: dict[str, Any] = {"reference": answering} if answering else {}

    async def send(page: Page, attached: Attachment | None) -> discord.Message:
        return await channel.send(
            view=page_view(page),
            files=_files(attached),
            nonce=nonce,
            allowed_mentions=_NOBODY,
            mention_author=False,
            suppress_embeds=True,
            **more,
        )

    try:
        return await _enclosing(send, page, attached)
    except discord.HTTPException as error:
        if answering is None or error.code not in _NO_REPLIES:
            raise
        return await write(channel, page, attached, name=nonce)


async def change(
    message: discord.Message | discord.PartialMessage, page: Page, attached: Attachment | None = None
) -> discord.Message:
    """Put a page in place of a message of the bot."""

    async def edit(page: Page, attached: Attachment | None) -> discord.Message:
        return await message.edit(view=page_view(page), attachments=_files(attached), allowed_mentions=_NOBODY)

    return await _enclosing(edit, page, attached)


async def show_typing(channel: discord.abc.Messageable) -> None:
    """Show that the bot writes, for ten seconds or until it has written; nothing depends on it."""
    with suppress(*UNSENT):
        await channel.typing()


async def open_thread(message: discord.Message, name: str) -> discord.Thread | None:
    """Open a thread under a message, or return the one that is there; None if Discord does not let the bot."""
    try:
        try:
            return await message.create_thread(name=name)
        except discord.HTTPException as error:
            if error.code != _HAS_A_THREAD:  # which another process of the bot may have opened just now
                raise
            return await message.fetch_thread()
    except UNSENT as error:
        _log.info("No thread could be opened (%s); the answer is a reply.", type(error).__name__)
        return None


async def _acknowledged(respond: Callable[[], Awaitable[object]]) -> None:
    """Respond first. Raise what UNSENT names if Discord takes no response, or has one of another process of this bot.

    After a try whose outcome was lost, an earlier response is one's own.
    """
    began, tries = monotonic(), 0

    async def tried() -> None:
        nonlocal tries
        tries += 1
        await respond()

    try:
        await written(tried)
    except discord.HTTPException as error:
        own = tries > 1 or monotonic() - began >= _REPEATED_AFTER_S
        if error.code != _ALREADY_ACKNOWLEDGED or not own:
            raise


async def _enclosing(
    put: Callable[[Page, Attachment | None], Awaitable[discord.Message]], page: Page, attached: Attachment | None
) -> discord.Message:
    """Return what is written with its file, or with a word in its place where the bot may attach none."""
    try:
        return await written(lambda: put(page, attached))
    except discord.Forbidden as error:
        if attached is None or error.code != _MISSING_PERMISSIONS:
            raise
        return await written(lambda: put(page.without_file(say(NO_FILES)), None))


def _files(attached: Attachment | None) -> list[discord.File]:
    """Return the file anew, as each try needs it."""
    return [discord.File(io.BytesIO(attached.text.encode()), filename=attached.name)] if attached else []
