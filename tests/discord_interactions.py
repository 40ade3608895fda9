"""What people do with a bot, as Discord tells of it: commands, buttons, modals, completions."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from discord_messages import Message, walk
from discord_payloads import Channel, Payload, Permission, User, new_id
from discord_world import World

COMMAND, COMPONENT, COMPLETION, MODAL = 2, 3, 4, 5
GUILD, BOT_DM, PRIVATE = 0, 1, 2
DEADLINE_S = 3.0
_SUB = {1, 2}  # an option that is a subcommand, or a group of them
_ATTACHMENT = 11
_SELECTS = {3: "", 5: "users", 6: "roles", 8: "channels"}  # and what the chosen ids are resolved to
_RESOLVED = {6: "users", 7: "channels", 8: "roles"}


@dataclass(slots=True)
class Asked:
    """One interaction, and what the bot made of it."""

    id: int
    token: str
    kind: int
    user: User
    channel: Channel
    data: Payload
    source: Message | None = None  # whose button was pressed
    user_installed: bool = False
    began: float = field(default_factory=time.monotonic)
    acknowledged_after_s: float | None = None
    callback: int | None = None  # the kind of the first response
    original: Message | None = None
    followups: list[Message] = field(default_factory=list)
    modal: Payload | None = None
    choices: list[Payload] | None = None
    finished_after_s: float | None = None  # when the last message was written

    @property
    def messages(self) -> list[Message]:
        return [*([self.original] if self.original else []), *self.followups]

    @property
    def text(self) -> str:
        """Return all that can be read in answer to it."""
        return "\n".join(message.text for message in self.messages)

    @property
    def final(self) -> bool:
        """Tell whether the bot has said something and does not seem to think any more."""
        return self.original is not None and not self.original.loading

    def metadata(self) -> Payload:
        owners = {"1": str(self.user.id)} if self.user_installed else {"0": str(self.channel.guild_id or 0)}
        made = {"id": str(self.id), "type": self.kind, "user": self.user.payload()}
        if self.kind == COMPONENT and self.source:
            made["interacted_message_id"] = str(self.source.id)
        if self.kind == MODAL:
            made["triggering_interaction_metadata"] = {"id": str(self.id), "type": COMMAND, "user": self.user.payload()}
            made["triggering_interaction_metadata"]["authorizing_integration_owners"] = owners
        return made | {"authorizing_integration_owners": owners}


def payload(world: World, asked: Asked) -> Payload:
    """Return INTERACTION_CREATE's data."""
    guild = world.guilds.get(asked.channel.guild_id)
    made: Payload = {
        **{"id": str(asked.id), "application_id": str(world.bot.id), "type": asked.kind, "token": asked.token},
        **{"version": 1, "locale": "en-US", "entitlements": [], "attachment_size_limit": 10 * 1024 * 1024},
        **{"channel": asked.channel.payload(), "channel_id": str(asked.channel.id), "data": asked.data},
        "app_permissions": str(int(Permission.MEMBER)),
        "authorizing_integration_owners": asked.metadata()["authorizing_integration_owners"],
        "context": GUILD if asked.channel.guild_id else (PRIVATE if asked.user_installed else BOT_DM),
    }
    if asked.source:
        made["message"] = asked.source.payload()
    if not asked.channel.guild_id:
        return made | {"user": asked.user.payload()}
    made |= {"guild_id": str(asked.channel.guild_id), "guild_locale": "en-US"}
    made["guild"] = {"id": str(asked.channel.guild_id), "locale": "en-US", "features": []}
    if not (member := guild.members.get(asked.user.id)):
        raise LookupError(f"{asked.user.name} is not in {guild.name}")
    return made | {"member": member.with_user() | {"permissions": str(member.permissions)}}


def command(world: World, guild_id: int | None, name: str, options: Payload, focused: str | None = None) -> Payload:
    """Return a command's data; `name` is "index add" for a subcommand. Raise LookupError if it was not synced."""
    first, *rest = name.split()
    known = _named(world.known_commands(guild_id), first, 1)
    resolved: Payload = {}
    data: Payload = {"id": known["id"], "name": first, "type": 1, "options": []}
    inside, offered = data, known.get("options") or []
    for word in rest:
        part = _named(offered, word)
        deeper: Payload = {"name": word, "type": part["type"], "options": []}
        inside["options"] = [deeper]
        inside, offered = deeper, part.get("options") or []
    inside["options"] = [_option(offered, name, value, resolved, name == focused) for name, value in options.items()]
    missing = [part["name"] for part in offered if part.get("required") and part["name"] not in options]
    if missing and not focused:
        raise LookupError(f"Discord would ask for {missing} of /{name}")
    return data | ({"resolved": resolved} if resolved else {})


def message_command(world: World, guild_id: int | None, name: str, target: Message) -> Payload:
    known = _named(world.known_commands(guild_id), name, 3)
    resolved = {"messages": {str(target.id): target.payload()}}
    return {"id": known["id"], "name": name, "type": 3, "target_id": str(target.id), "resolved": resolved}


def pressed(message: Message, custom_id: str, chosen: Mapping[str, Payload] | None = None) -> Payload:
    """Return a component's data, `chosen` in a menu by id. Raise LookupError if the message has no such component."""
    for part in walk(message.components):
        if part.get("custom_id") == custom_id and not part.get("disabled"):
            made: Payload = {"custom_id": custom_id, "component_type": part["type"], "id": part["id"]}
            if part["type"] not in _SELECTS:
                return made
            kind = _SELECTS[part["type"]]
            return made | {"values": list(chosen or {})} | ({"resolved": {kind: dict(chosen or {})}} if kind else {})
    raise LookupError(f"no usable component {custom_id}")


def submitted(modal: Payload, values: dict[str, str]) -> Payload:
    """Return what a filled-in modal says; `values` by custom id or label, the rest as it was given."""
    components = [_filled(part, values, number) for number, part in enumerate(modal["components"], 1)]
    return {"custom_id": modal["custom_id"], "components": components}


def _filled(part: Payload, values: dict[str, str], number: int) -> Payload:
    if part["type"] == 18:  # a label around one field
        return {"type": 18, "id": number, "component": _field(part["component"], values, part.get("label"), number)}
    if part["type"] == 1:
        inside = [_field(field, values, field.get("label"), number) for field in part["components"]]
        return {"type": 1, "id": number, "components": inside}
    return {"type": part["type"], "id": number}


def _field(part: Payload, values: dict[str, str], label: str | None, number: int) -> Payload:
    value = values.get(part["custom_id"], values.get(label or "", part.get("value") or ""))
    made: Payload = {"type": part["type"], "id": 100 + number, "custom_id": part["custom_id"]}
    return made | ({"value": value} if part["type"] == 4 else {"values": [value] if value else []})


def _named(known: list[Payload], name: str, kind: int | None = None) -> Payload:
    for candidate in known:
        if candidate["name"] == name and (kind is None or (candidate.get("type") or 1) == kind):
            return candidate
    raise LookupError(f"nothing is called {name!r}; there are {[candidate['name'] for candidate in known]}")


def _option(offered: list[Payload], name: str, value: object, resolved: Payload, focused: bool) -> Payload:
    kind = _named(offered, name)["type"]
    assert kind not in _SUB, f"{name} is a subcommand"
    made: Payload = {"name": name, "type": kind, "value": value}
    if kind == _ATTACHMENT:
        resolved.setdefault("attachments", {})[value["id"]] = value
        made["value"] = value["id"]
    elif kind in _RESOLVED:
        resolved.setdefault(_RESOLVED[kind], {})[str(value.id)] = value.payload()
        made["value"] = str(value.id)
    return made | ({"focused": True} if focused else {})


def new_asked(kind: int, user: User, channel: Channel, data: Payload, **more: object) -> Asked:
    number = new_id()
    return Asked(number, f"token-of-{number}", kind, user, channel, data, **more)
