"""The servers, people and messages of a played Discord, and the events that tell of them."""

from collections.abc import Callable
from dataclasses import dataclass, field

from discord_messages import Message, mentioned
from discord_payloads import Channel, Guild, Kind, Member, Payload, Permission, User, new_id, now

Emit = Callable[[str, Payload, int | None], None]


class NoSuchThing(LookupError):  # noqa: N818 - an answer like others
    """Say that a person, server, channel or message is not there."""


@dataclass
class World:
    """All that there is; `emit` is told event, data and server (None for direct messages)."""

    emit: Emit
    bot: User = field(default_factory=lambda: User(new_id(), "newsdesk", bot=True))
    users: dict[int, User] = field(default_factory=dict)
    guilds: dict[int, Guild] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    uploads: dict[int, tuple[str, bytes]] = field(default_factory=dict)
    commands: dict[int | None, list[Payload]] = field(default_factory=dict)  # by server; None: everywhere
    cdn: str = ""

    def __post_init__(self) -> None:
        self.users[self.bot.id] = self.bot

    def user(self, name: str) -> User:
        made = User(new_id(), name)
        self.users[made.id] = made
        return made

    def guild(self, name: str = "Newsroom", *, with_bot: bool = True) -> Guild:
        """Make a server; where the bot is not, people can still use it who have installed it for themselves."""
        made = Guild(new_id(), name, self.user(f"owner-of-{name.lower()}"), with_bot=with_bot)
        self.guilds[made.id] = made
        self.join(made, made.owner, Permission.MEMBER | Permission.ADMINISTRATOR)
        if with_bot:
            self.join(made, self.bot)
            self.emit("GUILD_CREATE", made.created(self.bot), made.id)
        return made

    def join(self, guild: Guild, user: User, permissions: int = Permission.MEMBER, *roles: int) -> Member:
        member = guild.members[user.id] = Member(user, int(permissions), roles)
        return member

    def leave(self, guild: Guild) -> None:
        """Remove the bot from a server."""
        guild.with_bot = False
        del guild.members[self.bot.id]
        self.emit("GUILD_DELETE", {"id": str(guild.id)}, guild.id)

    def channel(self, guild: Guild, name: str = "news", kind: Kind = Kind.TEXT) -> Channel:
        made = Channel(new_id(), kind, name, guild.id)
        guild.channels.append(made)
        self.channels[made.id] = made
        self._tell("CHANNEL_CREATE", made.payload(), guild.id)
        return made

    def thread(self, parent: Channel, name: str, owner: User, number: int | None = None) -> Channel:
        """Make a thread; one on a message has its id."""
        made = Channel(number or new_id(), Kind.PUBLIC_THREAD, name, parent.guild_id, parent.id, owner.id)
        self.guilds[parent.guild_id].channels.append(made)
        self.channels[made.id] = made
        self._tell("THREAD_CREATE", made.payload() | {"newly_created": True}, made.guild_id)
        return made

    def direct(self, user: User) -> Channel:
        """Return the direct messages with a person."""
        for channel in self.channels.values():
            if channel.recipient == user:
                return channel
        made = Channel(new_id(), Kind.DM, recipient=user)
        self.channels[made.id] = made
        return made

    def upload(self, name: str, content: bytes) -> Payload:
        """Return an attachment whose content the CDN gives."""
        number = new_id()
        self.uploads[number] = (name, content)
        url = f"{self.cdn}/attachments/{number}"
        kind = "application/octet-stream"
        size = len(content)
        return {"id": str(number), "filename": name, "size": size, "url": url, "proxy_url": url, "content_type": kind}

    def write(self, message: Message) -> Message:
        """Put a message into its channel and tell of it; only who asked sees an ephemeral one."""
        named = [*mentioned(message.content), *([message.answers.author.id] if message.answers else [])]
        if not message.author.bot:  # the bot mentions nobody, which the rules check
            message.mentions = tuple({number: self.users[number] for number in named if number in self.users}.values())
        message.channel.messages[message.id] = message
        if not message.ephemeral:
            self._tell("MESSAGE_CREATE", self._told(message), message.channel.guild_id)
        return message

    def change(self, message: Message) -> None:
        message.edited = now()
        if not message.ephemeral:
            self._tell("MESSAGE_UPDATE", self._told(message), message.channel.guild_id)

    def delete(self, message: Message) -> None:
        del message.channel.messages[message.id]
        where: Payload = {"id": str(message.id), "channel_id": str(message.channel.id)}
        if message.channel.guild_id:
            where["guild_id"] = str(message.channel.guild_id)
        self._tell("MESSAGE_DELETE", where, message.channel.guild_id)

    def found_channel(self, number: str) -> Channel:
        try:
            return self.channels[int(number)]
        except (KeyError, ValueError):
            raise NoSuchThing("Unknown Channel") from None

    def found_message(self, channel: str, number: str) -> Message:
        try:
            return self.found_channel(channel).messages[int(number)]
        except (KeyError, ValueError):
            raise NoSuchThing("Unknown Message") from None

    def known_commands(self, guild_id: int | None) -> list[Payload]:
        return [*self.commands.get(None, []), *(self.commands.get(guild_id, []) if guild_id else [])]

    def _tell(self, event: str, data: Payload, guild_id: int | None) -> None:
        if guild_id is None or self.guilds[guild_id].with_bot:
            self.emit(event, data, guild_id)

    def _told(self, message: Message) -> Payload:
        told = message.payload() | {"channel_type": int(message.channel.kind)}
        if guild_id := message.channel.guild_id:
            told["guild_id"] = str(guild_id)
            if member := self.guilds[guild_id].members.get(message.author.id):
                told["member"] = member.payload()
        return told
