"""What a bot writes, as a played Discord keeps it: messages, their components and files."""

from collections.abc import Sequence

from discord_messages import Flag, Message
from discord_payloads import Channel, Payload, User, new_id
from discord_world import World
from loopback_rest import Exchange, File, Refusal

_KEPT_FLAGS = Flag.SUPPRESS_EMBEDS | Flag.EPHEMERAL | Flag.COMPONENTS_V2
_DEFAULTS: dict[int, Payload] = {
    3: {"min_values": 1, "max_values": 1},
    11: {"description": None, "spoiler": False},
    13: {"spoiler": False},
    14: {"spacing": 1, "divider": True},
    17: {"accent_color": None, "spoiler": False},
}
INVALID_FORM, CANNOT_EDIT = 50035, 50005


def create(world: World, made: Exchange, channel: Channel, author: User, **more: object) -> Message:
    """Make a message of a request's body; it is not yet in its channel. Raise Refusal if Discord would."""
    body = made.message_body or {}
    if not made.files and not any(body.get(part) for part in ("content", "embeds", "components")):
        raise Refusal(400, 50006, "Cannot send an empty message")
    message = Message(new_id(), channel, author, flags=int(body.get("flags") or 0) & _KEPT_FLAGS, **more)
    fill(world, message, body, made.files)
    return message


def fill(world: World, message: Message, body: Payload, files: list[File]) -> None:
    """Take over what a body says of a message."""
    flags = int(body.get("flags") or 0)
    message.flags = int((message.flags | flags & _KEPT_FLAGS) & ~Flag.LOADING)
    if len(str(body.get("content") or "")) > 2_000:
        raise Refusal(400, INVALID_FORM, "Must be 2000 or fewer in length.")
    if message.flags & Flag.COMPONENTS_V2 and (body.get("content") or body.get("embeds")):
        raise Refusal(400, INVALID_FORM, "Components V2 cannot have content or embeds.")
    if "content" in body:
        message.content = body["content"] or ""
    if "embeds" in body:
        message.embeds = [{"type": "rich"} | embed for embed in body["embeds"] or []]
    if "components" in body:
        message.components = numbered(body["components"] or [], files)
    if "attachments" in body or files:
        message.attachments = _attachments(world, message, body, files)
    message.nonce = str(body["nonce"]) if body.get("nonce") else message.nonce


def edit(world: World, made: Exchange, message: Message) -> None:
    made.flags_before = message.flags
    was_loading = message.loading
    fill(world, message, made.message_body or {}, made.files)
    if was_loading and not (message.content or message.components or message.embeds or message.attachments):
        raise Refusal(400, 50006, "Cannot send an empty message")
    world.change(message)


def numbered(components: list[Payload], files: Sequence[File] = ()) -> list[Payload]:
    """Return components as Discord gives them back: each with an id and what it is by default."""
    taken = iter(range(1, 1_000))
    sizes = {file.name: len(file.content) for file in files}

    def given_back(part: Payload) -> Payload:
        made = {name: value for name, value in part.items() if value is not None}
        made = _DEFAULTS.get(part["type"], {}) | made | {"id": part.get("id") or next(taken)}
        for name in ("components", "items"):
            if name == "components" and name in made:
                made[name] = [given_back(inside) for inside in made[name]]
        if "accessory" in made:
            made["accessory"] = given_back(made["accessory"])
        if "file" in made:
            made["name"] = made["file"]["url"].removeprefix("attachment://")
            made["size"] = sizes.get(made["name"], 0)
            made["file"] = {"id": str(new_id()), "proxy_url": made["file"]["url"]} | made["file"]
        return made

    return [given_back(part) for part in components]


def _attachments(world: World, message: Message, body: Payload, files: list[File]) -> list[Payload]:
    kept = {str(part["id"]) for part in body.get("attachments") or []}
    stay = [part for part in message.attachments if part["id"] in kept or "attachments" not in body]
    return stay + [world.upload(file.name, file.content) for file in files]
