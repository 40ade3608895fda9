"""The routes of a played Discord for applications, servers, channels, messages and threads."""

from discord_messages import Message
from discord_payloads import Guild, Kind, Payload, User, new_id
from discord_world import NoSuchThing, World
from loopback_rest import Answer, Exchange, Handler, Refusal
from loopback_writing import CANNOT_EDIT, INVALID_FORM, create, edit

NO_CONTENT, CREATED = 204, 201


class Routes:
    """Everything that is not an answer to an interaction."""

    def __init__(self, world: World, gateway_url: str) -> None:
        self.world, self.gateway_url = world, gateway_url
        self.portal: Payload = {}  # what is set in the developer portal
        self.permissions = (1 << 54) - 1  # of the bot, in every server
        self.typing: list[str] = []  # ids of channels
        self.reactions: list[tuple[str, str]] = []  # ids of messages, emoji

    def handlers(self) -> dict[tuple[str, str], Handler]:
        channel, message = "/channels/{channel_id}", "/channels/{channel_id}/messages/{message_id}"
        everywhere = "/applications/{application_id}/commands"
        here = "/applications/{application_id}/guilds/{guild_id}/commands"
        return {
            ("GET", "/gateway"): self.gateway,
            ("GET", "/gateway/bot"): self.gateway_of_bot,
            ("GET", "/users/@me"): self.me,
            ("GET", "/users/@me/guilds"): self.my_guilds,
            ("GET", "/users/{user_id}"): self.user,
            ("POST", "/users/@me/channels"): self.open_direct,
            ("GET", "/oauth2/applications/@me"): self.application,
            ("GET", "/applications/@me"): self.application,
            ("GET", everywhere): self.commands,
            ("PUT", everywhere): self.sync,
            ("GET", here): self.commands,
            ("PUT", here): self.sync,
            ("GET", "/guilds/{guild_id}"): self.guild,
            ("GET", "/guilds/{guild_id}/channels"): self.channels,
            ("GET", "/guilds/{guild_id}/roles"): self.roles,
            ("GET", "/guilds/{guild_id}/members/{user_id}"): self.member,
            ("GET", channel): self.channel,
            ("POST", f"{channel}/typing"): self.type,
            ("PATCH", channel): self.change_channel,
            ("PUT", f"{channel}/thread-members/@me"): self.enter_thread,
            ("GET", f"{channel}/messages"): self.history,
            ("POST", f"{channel}/messages"): self.write,
            ("GET", message): self.message,
            ("PATCH", message): self.change,
            ("DELETE", message): self.delete,
            ("POST", f"{message}/threads"): self.thread_on_message,
            ("POST", f"{channel}/threads"): self.thread,
            ("PUT", f"{message}/reactions/{{emoji_name}}/@me"): self.react,
            ("DELETE", f"{message}/reactions/{{emoji_name}}/@me"): self.unreact,
        }

    async def gateway(self, made: Exchange) -> Answer:
        return Answer(body={"url": self.gateway_url})

    async def gateway_of_bot(self, made: Exchange) -> Answer:
        limit = {"total": 1_000, "remaining": 999, "reset_after": 86_400_000, "max_concurrency": 1}
        return Answer(body={"url": self.gateway_url, "shards": 1, "session_start_limit": limit})

    async def me(self, made: Exchange) -> Answer:
        return Answer(body=self.world.bot.payload() | {"mfa_enabled": False, "locale": "en-US"})

    async def my_guilds(self, made: Exchange) -> Answer:
        partial = {"icon": None, "banner": None, "owner": False, "permissions": str(self.permissions), "features": []}
        mine = [guild for guild in self.world.guilds.values() if guild.with_bot]
        return Answer(body=[{"id": str(guild.id), "name": guild.name} | partial for guild in mine])

    async def user(self, made: Exchange) -> Answer:
        return Answer(body=self._user(made).payload())

    async def application(self, made: Exchange) -> Answer:
        absent = dict.fromkeys(
            ["icon", "type", "interactions_endpoint_url", "role_connections_verification_url", "team"]
        )
        counts = ["approximate_guild_count", "approximate_user_install_count", "approximate_user_authorization_count"]
        number, owner = str(self.world.bot.id), next(user for user in self.world.users.values()).payload()
        return Answer(
            body={
                **absent,
                **dict.fromkeys(counts, 0),
                **{"id": number, "name": "newsdesk", "description": "", "verify_key": "0" * 64, "flags": 0},
                **{"flags_new": "0", "redirect_uris": [], "explicit_content_filter": 0, "owner": owner},
                **{"eligible_oauth2_scopes": [], "bot_public": True, "bot_require_code_grant": False},
                **self.portal,
            }
        )

    async def commands(self, made: Exchange) -> Answer:
        return Answer(body=self.world.commands.get(_place(made), []))

    async def sync(self, made: Exchange) -> Answer:
        """Replace all commands at once, as Discord does; those of the same name keep their ids."""
        place = _place(made)
        before = {(known["name"], known["type"]): known["id"] for known in self.world.commands.get(place, [])}
        self.world.commands[place] = [self._synced(part, before, place) for part in made.body]
        return Answer(body=self.world.commands[place])

    def _synced(self, part: Payload, before: dict[tuple[object, object], object], place: int | None) -> Payload:
        kind = part.get("type") or 1
        number = before.get((part["name"], kind)) or str(new_id())
        always = {"default_member_permissions": None, "description": "", "nsfw": False}
        given = {name: value for name, value in part.items() if value is not None}
        if "default_member_permissions" in given:  # taken as a number too, always given as a string
            given["default_member_permissions"] = str(given["default_member_permissions"])
        fixed = {"id": number, "application_id": str(self.world.bot.id), "version": str(new_id()), "type": kind}
        return always | given | fixed | ({"guild_id": str(place)} if place else {})

    async def guild(self, made: Exchange) -> Answer:
        return Answer(body=self._guild(made).payload())

    async def channels(self, made: Exchange) -> Answer:
        listed = [channel for channel in self._guild(made).channels if channel.kind is not Kind.PUBLIC_THREAD]
        return Answer(body=[channel.payload() for channel in listed])

    async def roles(self, made: Exchange) -> Answer:
        return Answer(body=self._guild(made).payload()["roles"])

    async def member(self, made: Exchange) -> Answer:
        member = self._guild(made).members.get(int(made.parameters["user_id"]))
        if member is None:
            raise NoSuchThing("Unknown Member")
        return Answer(body=member.with_user())

    async def open_direct(self, made: Exchange) -> Answer:
        return Answer(body=self.world.direct(self.world.users[int(made.body["recipient_id"])]).payload())

    async def channel(self, made: Exchange) -> Answer:
        return Answer(body=self.world.found_channel(made.parameters["channel_id"]).payload())

    async def change_channel(self, made: Exchange) -> Answer:
        channel = self.world.found_channel(made.parameters["channel_id"])
        channel.name = made.body.get("name", channel.name)
        return Answer(body=channel.payload())

    async def enter_thread(self, made: Exchange) -> Answer:
        self.world.found_channel(made.parameters["channel_id"])
        return Answer(NO_CONTENT)

    async def type(self, made: Exchange) -> Answer:
        self.typing.append(made.parameters["channel_id"])
        return Answer(NO_CONTENT)

    async def history(self, made: Exchange) -> Answer:
        messages = list(self.world.found_channel(made.parameters["channel_id"]).messages.values())
        seen = [message for message in reversed(messages) if not message.ephemeral]
        if before := made.query.get("before"):
            seen = [message for message in seen if message.id < int(before)]
        return Answer(body=[message.payload() for message in seen[: int(made.query.get("limit", 50))]])

    async def write(self, made: Exchange) -> Answer:
        channel = self.world.found_channel(made.parameters["channel_id"])
        nonce = made.body.get("nonce") if made.body.get("enforce_nonce") else None
        for message in channel.messages.values():
            if nonce and message.nonce == str(nonce):
                return Answer(body=message.payload())
        reference = made.body.get("message_reference") or {}
        answers = channel.messages.get(int(reference.get("message_id", 0)))
        if reference.get("fail_if_not_exists", True) and reference and answers is None:
            raise Refusal(400, INVALID_FORM, "Unknown message")
        message = create(self.world, made, channel, self.world.bot, answers=answers)
        return Answer(body=self.world.write(message).payload())

    async def message(self, made: Exchange) -> Answer:
        return Answer(body=self._message(made).payload())

    async def change(self, made: Exchange) -> Answer:
        message = self._message(made)
        if message.author != self.world.bot:
            raise Refusal(403, CANNOT_EDIT, "Cannot edit a message authored by another user")
        edit(self.world, made, message)
        return Answer(body=message.payload())

    async def delete(self, made: Exchange) -> Answer:
        self.world.delete(self._message(made))
        return Answer(NO_CONTENT)

    async def thread_on_message(self, made: Exchange) -> Answer:
        message = self._message(made)
        if message.id in self.world.channels:
            raise Refusal(400, 160004, "A thread has already been created for this message")
        return self._new_thread(made, message.id)

    async def thread(self, made: Exchange) -> Answer:
        return self._new_thread(made, None)

    def _new_thread(self, made: Exchange, number: int | None) -> Answer:
        parent = self.world.found_channel(made.parameters["channel_id"])
        thread = self.world.thread(parent, made.body["name"], self.world.bot, number)
        if made.body.get("message"):
            self.world.write(create(self.world, made, thread, self.world.bot))
        return Answer(CREATED, thread.payload())

    async def react(self, made: Exchange) -> Answer:
        self.reactions.append((made.parameters["message_id"], made.parameters["emoji_name"]))
        return Answer(NO_CONTENT)

    async def unreact(self, made: Exchange) -> Answer:
        self.reactions.remove((made.parameters["message_id"], made.parameters["emoji_name"]))
        return Answer(NO_CONTENT)

    def _user(self, made: Exchange) -> User:
        if found := self.world.users.get(int(made.parameters["user_id"])):
            return found
        raise NoSuchThing("Unknown Member")

    def _guild(self, made: Exchange) -> Guild:
        found = self.world.guilds.get(int(made.parameters["guild_id"]))
        if found and found.with_bot:
            return found
        raise NoSuchThing("Unknown Guild")

    def _message(self, made: Exchange) -> Message:
        return self.world.found_message(made.parameters["channel_id"], made.parameters["message_id"])


def _place(made: Exchange) -> int | None:
    number = made.parameters.get("guild_id")
    return int(number) if number else None
