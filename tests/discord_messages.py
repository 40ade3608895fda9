"""Messages in Discord's words, and what is inside them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import IntFlag

from discord_payloads import Channel, Payload, User, now

TEXT_DISPLAY = 10
_MENTION = re.compile(r"<@!?(\d+)>")


class Flag(IntFlag):
    """Flags of messages."""

    SUPPRESS_EMBEDS = 1 << 2
    HAS_THREAD = 1 << 5
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    COMPONENTS_V2 = 1 << 15


@dataclass(slots=True)
class Message:
    """What somebody wrote, or the bot."""

    id: int
    channel: Channel
    author: User
    content: str = ""
    flags: int = 0
    components: list[Payload] = field(default_factory=list)
    embeds: list[Payload] = field(default_factory=list)
    attachments: list[Payload] = field(default_factory=list)
    answers: Message | None = None
    mentions: tuple[User, ...] = ()
    application_id: int | None = None
    asked: Payload | None = None  # the interaction that it answers
    nonce: str | None = None
    edited: str | None = None
    written: str = field(default_factory=now)

    @property
    def ephemeral(self) -> bool:
        return bool(self.flags & Flag.EPHEMERAL)

    @property
    def loading(self) -> bool:
        return bool(self.flags & Flag.LOADING)

    @property
    def text(self) -> str:
        """Return all that is read in it: its content and its text displays."""
        shown = (str(part["content"]) for part in walk(self.components) if part["type"] == TEXT_DISPLAY)
        return "\n".join(part for part in (self.content, *shown) if part)

    def payload(self, *, deep: bool = True) -> Payload:
        made: Payload = {
            **{"id": str(self.id), "channel_id": str(self.channel.id), "author": self.author.payload()},
            **{"type": self._type(), "content": self.content, "flags": int(self.flags), "embeds": self.embeds},
            **{"components": self.components, "attachments": self.attachments, "edited_timestamp": self.edited},
            **{"mentions": [user.payload() for user in self.mentions], "mention_roles": [], "mention_everyone": False},
            **{"pinned": False, "tts": False, "timestamp": self.written},
        }
        if self.application_id:
            made |= {"application_id": str(self.application_id), "webhook_id": str(self.application_id)}
        if self.asked:
            made["interaction_metadata"] = self.asked
        if self.nonce:
            made["nonce"] = self.nonce
        if self.answers:
            where = {"channel_id": str(self.answers.channel.id), "message_id": str(self.answers.id), "type": 0}
            made["message_reference"] = where
            if deep:
                made["referenced_message"] = self.answers.payload(deep=False)
        return made

    def _type(self) -> int:
        if self.answers:
            return 19
        return 20 if self.asked and self.asked["type"] == 2 else 0


def mentioned(text: str) -> list[int]:
    """Return the ids of the users that a text mentions."""
    return [int(number) for number in _MENTION.findall(text)]


def walk(components: list[Payload]) -> list[Payload]:
    """Return components with all that is inside them, as Discord counts them."""
    found: list[Payload] = []
    for component in components:
        inside = [*component.get("components", []), *([component["accessory"]] if component.get("accessory") else [])]
        if component.get("component"):
            inside.append(component["component"])
        found += [component, *walk(inside)]
    return found
