"""People, servers and channels in Discord's words, complete enough for its schemas and for discord.py."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import IntEnum, IntFlag
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from discord_messages import Message

Payload = dict[str, object]

_EPOCH_MS = 1_420_070_400_000
_numbers = itertools.count(1)


def new_id() -> int:
    """Return a snowflake: the moment, and a number that makes it unique."""
    return (int(time.time() * 1_000) - _EPOCH_MS) << 22 | (next(_numbers) & 0x3FFFFF)


def now() -> str:
    return datetime.now(UTC).isoformat()


class Kind(IntEnum):
    """Kinds of channels."""

    TEXT = 0
    DM = 1
    PUBLIC_THREAD = 11
    FORUM = 15


class Permission(IntFlag):
    """What members may do, as sets of Discord's bits."""

    ADMINISTRATOR = 1 << 3
    MANAGE_GUILD = 1 << 5
    # View, send, attach, read, use commands, create public threads, send in threads.
    MEMBER = 1 << 10 | 1 << 11 | 1 << 15 | 1 << 16 | 1 << 31 | 1 << 35 | 1 << 38


@dataclass(frozen=True, slots=True)
class User:
    """A person, or the bot."""

    id: int
    name: str
    bot: bool = False

    @property
    def mention(self) -> str:
        return f"<@{self.id}>"

    def payload(self) -> Payload:
        return {
            **{"id": str(self.id), "username": self.name, "global_name": None, "discriminator": "0", "avatar": None},
            **{"bot": self.bot, "public_flags": 0, "flags": 0, "primary_guild": None},
        }


@dataclass(frozen=True, slots=True)
class Member:
    """A person in a server."""

    user: User
    permissions: int
    roles: tuple[int, ...] = ()

    def payload(self) -> Payload:
        absent = dict.fromkeys(["avatar", "banner", "communication_disabled_until", "nick", "premium_since"])
        return absent | {
            **{"roles": [str(role) for role in self.roles], "joined_at": "2024-01-01T00:00:00+00:00", "flags": 0},
            **{"pending": False, "mute": False, "deaf": False},
        }

    def with_user(self) -> Payload:
        return self.payload() | {"user": self.user.payload()}


@dataclass(slots=True)
class Channel:
    """A place where messages are: a channel, a thread, a forum, or the direct messages with one person."""

    id: int
    kind: Kind
    name: str | None = None
    guild_id: int | None = None
    parent_id: int | None = None
    owner_id: int | None = None
    recipient: User | None = None
    messages: dict[int, Message] = field(default_factory=dict)

    def payload(self) -> Payload:
        common: Payload = {"id": str(self.id), "type": int(self.kind), "flags": 0, "last_message_id": None}
        if self.recipient:
            return common | {"recipients": [self.recipient.payload()], "name": None}
        common |= {"guild_id": str(self.guild_id), "name": self.name, "rate_limit_per_user": 0}
        if self.kind is Kind.PUBLIC_THREAD:
            return common | self._thread()
        common |= {"position": 0, "permission_overwrites": [], "parent_id": None, "nsfw": False, "topic": None}
        if self.kind is Kind.FORUM:
            common |= {"available_tags": [], "default_reaction_emoji": None, "default_sort_order": None}
            common |= {"default_forum_layout": 0, "default_thread_rate_limit_per_user": 0}
        return common

    def resolved(self) -> Payload:
        """Return it as it is told beside what somebody chose."""
        told = ("id", "type", "flags", "name", "parent_id", "nsfw", "topic", "last_message_id", "position")
        payload = self.payload()
        return {name: payload[name] for name in told if name in payload} | {"permissions": str(int(Permission.MEMBER))}

    def _thread(self) -> Payload:
        state = {"archived": False, "archive_timestamp": now(), "auto_archive_duration": 1440, "locked": False}
        counts = {"message_count": len(self.messages), "member_count": 1, "total_message_sent": len(self.messages)}
        return {**counts, "owner_id": str(self.owner_id), "parent_id": str(self.parent_id), "thread_metadata": state}


@dataclass(slots=True)
class Guild:
    """A server, which Discord calls a guild."""

    id: int
    name: str
    owner: User
    members: dict[int, Member] = field(default_factory=dict)
    channels: list[Channel] = field(default_factory=list)
    roles: dict[int, str] = field(default_factory=dict)
    with_bot: bool = True

    def payload(self) -> Payload:
        absent = ["icon", "description", "home_header", "splash", "discovery_splash", "banner", "application_id"]
        absent += ["afk_channel_id", "system_channel_id", "widget_channel_id", "max_presences", "vanity_url_code"]
        absent += ["rules_channel_id", "safety_alerts_channel_id", "public_updates_channel_id", "incidents_data"]
        zero = ["system_channel_flags", "verification_level", "default_message_notifications", "mfa_level"]
        zero += ["explicit_content_filter", "premium_tier", "premium_subscription_count", "nsfw_level"]
        most = {"max_members": 500_000, "max_stage_video_channel_users": 50, "max_video_channel_users": 25}
        return {
            **dict.fromkeys(absent),
            **dict.fromkeys(zero, 0),
            **most,
            **{"id": str(self.id), "name": self.name, "owner_id": str(self.owner.id), "features": []},
            **{"region": "deprecated", "afk_timeout": 300, "widget_enabled": False, "preferred_locale": "en-US"},
            **{"premium_progress_bar_enabled": False, "nsfw": False, "emojis": [], "stickers": []},
            "roles": [role(self.id, "@everyone"), *(role(number, name) for number, name in self.roles.items())],
        }

    def created(self, bot: User) -> Payload:
        """Return what GUILD_CREATE tells a bot that may not list members."""
        threads = [channel.payload() for channel in self.channels if channel.kind is Kind.PUBLIC_THREAD]
        channels = [channel.payload() for channel in self.channels if channel.kind is not Kind.PUBLIC_THREAD]
        nothing = ["presences", "voice_states", "stage_instances", "guild_scheduled_events", "soundboard_sounds"]
        return self.payload() | {
            **{name: [] for name in nothing},
            **{"joined_at": now(), "large": False, "unavailable": False, "member_count": len(self.members)},
            **{"members": [self.members[bot.id].with_user()], "channels": channels, "threads": threads},
            "hub_type": None,
        }


def role(number: int, name: str) -> Payload:
    colors = {"primary_color": 0, "secondary_color": None, "tertiary_color": None}
    return {
        **{"id": str(number), "name": name, "permissions": str(int(Permission.MEMBER)), "position": 0, "color": 0},
        **{"colors": colors, "hoist": False, "managed": False, "mentionable": False, "flags": 0},
        **{"icon": None, "unicode_emoji": None},
    }
