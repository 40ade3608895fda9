"""The routes by which a bot answers interactions: the first response within three seconds, then its webhook."""

import time
from dataclasses import dataclass, field

from discord_interactions import DEADLINE_S, MODAL, Asked
from discord_messages import Flag, Message
from discord_payloads import Payload, new_id
from discord_world import World
from loopback_rest import Answer, Exchange, Handler, Refusal
from loopback_writing import create, edit

MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, CHOICES, ASK = 4, 5, 6, 7, 8, 9
_TOKEN_LIVES_S = 15 * 60
_WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}"


@dataclass
class Answers:
    """The interactions there were, by token, and what was answered."""

    world: World
    asked: dict[str, Asked] = field(default_factory=dict)

    def handlers(self) -> dict[tuple[str, str], Handler]:
        original, message = f"{_WEBHOOK}/messages/@original", f"{_WEBHOOK}/messages/{{message_id}}"
        found: dict[tuple[str, str], Handler] = {
            ("POST", "/interactions/{interaction_id}/{interaction_token}/callback"): self.respond,
            ("POST", _WEBHOOK): self.follow_up,
        }
        for template in (original, message):  # in this order: the first that fits is taken
            found |= {("GET", template): self.get, ("PATCH", template): self.change, ("DELETE", template): self.delete}
        return found

    async def respond(self, made: Exchange) -> Answer:
        asked = self.asked.get(made.parameters["interaction_token"])
        elapsed_s = time.monotonic() - asked.began if asked else 0.0
        if asked is None or str(asked.id) != made.parameters["interaction_id"]:
            raise Refusal(404, 10062, "Unknown interaction")
        if asked.callback is not None:
            raise Refusal(400, 40060, "Interaction has already been acknowledged.")
        if elapsed_s > DEADLINE_S:
            raise Refusal(404, 10062, "Unknown interaction")
        kind = made.body["type"]
        if kind in {DEFERRED_UPDATE, UPDATE} and asked.source is None:
            raise Refusal(400, 50035, "There is no message to update.")
        message = self._first(made, asked, kind)
        asked.callback, asked.acknowledged_after_s = kind, elapsed_s
        return Answer(body=_responded(asked, kind, message)) if made.query.get("with_response") else Answer(204)

    def _first(self, made: Exchange, asked: Asked, kind: int) -> Message | None:
        data = made.body.get("data") or {}
        if kind == MESSAGE:
            asked.original = self._written(made, asked)
        elif kind == DEFERRED:
            flags = int(data.get("flags") or 0) & Flag.EPHEMERAL | Flag.LOADING
            asked.original = self.world.write(self._message(asked, flags=int(flags)))
        elif kind in {DEFERRED_UPDATE, UPDATE}:
            asked.original = asked.source
            if kind == UPDATE:
                edit(self.world, made, asked.source)
        elif kind == CHOICES:
            asked.choices = data["choices"]
        elif kind == ASK:
            if asked.kind == MODAL:
                raise Refusal(400, 50035, "A modal cannot be answered by a modal.")
            asked.modal = data
        return asked.original

    async def follow_up(self, made: Exchange) -> Answer:
        asked = self._asked(made)
        if asked.callback == DEFERRED and asked.original.loading:  # Discord lets the first one take its place
            edit(self.world, made, asked.original)
            message = asked.original
        else:
            message = self._written(made, asked)
            asked.followups.append(message)
        asked.finished_after_s = time.monotonic() - asked.began
        return Answer(body=message.payload()) if made.query.get("wait") in {"true", "1"} else Answer(204)

    async def get(self, made: Exchange) -> Answer:
        return Answer(body=self._named(made)[1].payload())

    async def change(self, made: Exchange) -> Answer:
        asked, message = self._named(made)
        edit(self.world, made, message)
        asked.finished_after_s = time.monotonic() - asked.began
        return Answer(body=message.payload())

    async def delete(self, made: Exchange) -> Answer:
        asked, message = self._named(made)
        if message is asked.original:
            asked.original = None
        else:
            asked.followups.remove(message)
        self.world.delete(message)
        return Answer(204)

    def _asked(self, made: Exchange) -> Asked:
        asked = self.asked.get(made.parameters["webhook_token"])
        if asked is None or asked.callback is None or made.parameters["webhook_id"] != str(self.world.bot.id):
            raise Refusal(404, 10015, "Unknown Webhook")
        if time.monotonic() - asked.began > _TOKEN_LIVES_S:
            raise Refusal(401, 50027, "Invalid Webhook Token")
        return asked

    def _named(self, made: Exchange) -> tuple[Asked, Message]:
        asked = self._asked(made)
        number = made.parameters.get("message_id")
        for message in asked.messages:
            if number == str(message.id) or (number is None and message is asked.original):
                return asked, message
        raise Refusal(404, 10008, "Unknown Message")

    def _message(self, asked: Asked, **more: object) -> Message:
        known = {"asked": asked.metadata(), "application_id": self.world.bot.id}
        return Message(new_id(), asked.channel, self.world.bot, **known, **more)

    def _written(self, made: Exchange, asked: Asked) -> Message:
        known = {"asked": asked.metadata(), "application_id": self.world.bot.id}
        return self.world.write(create(self.world, made, asked.channel, self.world.bot, **known))


def _responded(asked: Asked, kind: int, message: Message | None) -> Payload:
    interaction: Payload = {"id": str(asked.id), "type": asked.kind, "channel_id": str(asked.channel.id)}
    if message and kind != DEFERRED_UPDATE:
        interaction |= {"response_message_id": str(message.id), "response_message_loading": message.loading}
        interaction |= {"response_message_ephemeral": message.ephemeral}
    if message and kind in {MESSAGE, UPDATE}:
        return {"interaction": interaction, "resource": {"type": kind, "message": message.payload()}}
    return {"interaction": interaction}
