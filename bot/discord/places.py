"""Places: where somebody speaks with the bot, and what the server's settings say of it."""

from dataclasses import dataclass
from typing import Any

import discord

from bot.records import ServerSettings


@dataclass(frozen=True, slots=True)
class Place:
    """A channel, thread or direct message.

    `guild_id` is None in direct messages, and where somebody brought the bot along into a server by themselves.
    `parent_id`: the channel of a thread. `own`: the thread is the bot's. `reachable`: the bot may write there later.
    """

    channel_id: int
    guild_id: int | None = None
    parent_id: int | None = None
    own: bool = False
    reachable: bool = True


def place_of(interaction: discord.Interaction[Any]) -> Place:
    """Return where a command, button or form was used."""
    guild_id, channel = _server_of(interaction), interaction.channel
    reachable = guild_id is not None or interaction.context.dm_channel  # never in what other people write each other
    return _place(channel, interaction.channel_id or 0, guild_id, interaction.client.user.id, reachable=reachable)


def place_in(channel: object, channel_id: int, guild_id: int | None, bot_id: int) -> Place:
    """Return where a message stands."""
    return _place(channel, channel_id, guild_id, bot_id, reachable=True)


def admits(settings: ServerSettings, place: Place) -> bool:
    """Say whether a server has the bot answer there; what it answers by itself is among it."""
    named = {*settings.channels, *settings.auto_channels, *settings.forums}
    return not settings.channels or bool({place.channel_id, place.parent_id} & named)


def is_shared(settings: ServerSettings, place: Place) -> bool:
    """Say whether everybody there goes on with one conversation: in threads of the bot, and in posts it answers."""
    return place.own or (place.parent_id is not None and place.parent_id in settings.forums)


def _server_of(interaction: discord.Interaction[Any]) -> int | None:
    """Return the server by whose leave an interaction comes, None if it is a person's own."""
    if interaction.is_user_integration() and not interaction.is_guild_integration():
        return None
    # The buttons of an answer that one person asked for themselves can be pressed by others too.
    known = interaction.is_guild_integration() or interaction.client.get_guild(interaction.guild_id or 0)
    return interaction.guild_id if known else None


def _place(channel: object, channel_id: int, guild_id: int | None, bot_id: int, *, reachable: bool) -> Place:
    if isinstance(channel, discord.Thread):
        return Place(channel_id, guild_id, channel.parent_id, channel.owner_id == bot_id, reachable)
    return Place(channel_id, guild_id, reachable=reachable)
