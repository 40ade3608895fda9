"""The REST interface of a played Discord: every request is recorded, may go wrong on demand, and is answered."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from aiohttp import BodyPartReader, web
from discord_payloads import Payload
from discord_world import NoSuchThing
from loopback_changes import Changes
from loopback_faults import Buckets, Cut, Fault

PREFIX = "/api/v10"
WITHOUT_TOKEN = ("/webhooks/{webhook_id}/{webhook_token}", "/interactions/")
UNAUTHORIZED, NOT_FOUND, LIMITED = 401, 404, 429
_CODES = {"Unknown Channel": 10003, "Unknown Message": 10008, "Unknown Member": 10007, "Unknown Guild": 10004}
_MESSAGES = {403: "Missing Permissions", 404: "Unknown Message", 500: "Internal Server Error"}


class File(NamedTuple):
    """An uploaded file."""

    name: str
    content: bytes


class Answer(NamedTuple):
    """What a request is answered."""

    status: int = 200
    body: object = None


class Refusal(Exception):  # noqa: N818 - an answer like others
    """Stand for an answer that says no."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.answer = Answer(status, {"code": code, "message": message})


@dataclass(slots=True)
class Exchange:
    """A request, and what it was answered."""

    method: str
    template: str
    parameters: dict[str, str]
    query: dict[str, str]
    body: object = None
    files: list[File] = field(default_factory=list)
    authorization: str | None = None
    status: int = 0
    answer: object = None
    carried_out: bool = False
    flags_before: int = 0  # of the message that an edit changes

    @property
    def message_body(self) -> Payload | None:
        """Return the part that creates or edits a message, if the request does."""
        if not isinstance(self.body, dict):
            return None
        if self.template.endswith("/callback"):
            return self.body.get("data") or {} if self.body["type"] in {4, 7} else None
        if self.template == "/channels/{channel_id}/threads":
            return self.body.get("message")
        writes = self.template.endswith(("/messages", "/{message_id}", "/@original", "/{webhook_token}"))
        return self.body if writes and self.method in {"POST", "PATCH"} else None

    @property
    def editing(self) -> bool:
        return self.method == "PATCH" or (self.template.endswith("/callback") and self.body["type"] == 7)


Handler = Callable[[Exchange], Awaitable[Answer]]


@dataclass
class Rest:
    """The routes, what was asked of them, and what shall go wrong there."""

    token: str
    changes: Changes
    exchanges: list[Exchange] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)  # requests that nothing here answers
    faults: list[Fault] = field(default_factory=list)
    buckets: Buckets = field(default_factory=Buckets)

    def fail(self, method: str, template: str, **how: object) -> Fault:
        """Let the next requests of a route go wrong."""
        fault = Fault(method, template, **how)
        self.faults.append(fault)
        return fault

    def asked(self, method: str, template: str) -> list[Exchange]:
        return [made for made in self.exchanges if (made.method, made.template) == (method, template)]

    def routes(self, handlers: dict[tuple[str, str], Handler]) -> list[web.RouteDef]:
        return [
            *(
                web.route(method, PREFIX + template, self._answering(method, template, handler))
                for (method, template), handler in handlers.items()
            ),
            web.route("*", "/{anything:.*}", self._not_known),
        ]

    async def _not_known(self, request: web.Request) -> web.Response:
        self.unknown.append(f"nothing answers {request.method} {request.path}")
        return web.Response(status=NOT_FOUND)

    def _answering(
        self, method: str, template: str, handler: Handler
    ) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def answering(request: web.Request) -> web.Response:
            made = await _read(request, method, template)
            self.exchanges.append(made)
            try:
                return await self._through(request, made, handler)
            finally:
                self.changes.happened()

        return answering

    async def _through(self, request: web.Request, made: Exchange, handler: Handler) -> web.Response:
        fault = next((fault for fault in self.faults if fault.takes(made.method, made.template)), None)
        if fault:
            await asyncio.sleep(fault.delay_s)
            if fault.cut is Cut.BEFORE:
                return _cut(request)
            if fault.status:
                return _answered(made, *_faulty(fault))
        standing = self.buckets.take(made.method, made.template, made.parameters)
        if standing and standing.exceeded:
            return _answered(
                made, _too_many(standing.retry_after_s), standing.headers | _limited(standing.retry_after_s)
            )
        made.carried_out = True
        answer = await self._carried_out(made, handler)
        if fault and fault.cut is Cut.AFTER:
            return _cut(request)
        return _answered(made, answer, standing.headers if standing else {})

    async def _carried_out(self, made: Exchange, handler: Handler) -> Answer:
        needs_token = not made.template.startswith(WITHOUT_TOKEN)
        if needs_token and made.authorization != f"Bot {self.token}":
            return Answer(UNAUTHORIZED, {"code": 0, "message": "401: Unauthorized"})
        try:
            return await handler(made)
        except Refusal as refusal:
            return refusal.answer
        except NoSuchThing as missing:
            return Answer(NOT_FOUND, {"code": _CODES[str(missing)], "message": str(missing)})


async def _read(request: web.Request, method: str, template: str) -> Exchange:
    made = Exchange(method, template, dict(request.match_info), dict(request.query))
    made.authorization = request.headers.get("Authorization")
    if request.content_type == "multipart/form-data":
        async for part in await request.multipart():
            assert isinstance(part, BodyPartReader)
            if part.name == "payload_json":
                made.body = json.loads(await part.text())
            else:
                made.files.append(File(part.filename or "", bytes(await part.read())))
    elif request.can_read_body:
        made.body = await request.json()
    return made


def _answered(made: Exchange, answer: Answer, headers: dict[str, str]) -> web.Response:
    made.status, made.answer = answer
    if answer.body is None:
        return web.Response(status=answer.status, headers=headers)
    # Bytes, so that aiohttp adds no charset: discord.py knows JSON by the bare type only.
    body = json.dumps(answer.body).encode()
    return web.Response(body=body, status=answer.status, headers=headers, content_type="application/json")


def _faulty(fault: Fault) -> tuple[Answer, dict[str, str]]:
    if fault.status == LIMITED:
        scope = {"X-RateLimit-Global": "true"} if fault.everywhere else {}
        answer = _too_many(fault.retry_after_s, everywhere=fault.everywhere)
        return answer, _limited(fault.retry_after_s) | scope
    return Answer(fault.status, {"code": fault.code, "message": _MESSAGES.get(fault.status, "Bad Gateway")}), {}


def _too_many(retry_after_s: float, *, everywhere: bool = False) -> Answer:
    told = {"message": "You are being rate limited.", "retry_after": round(retry_after_s, 3), "global": everywhere}
    return Answer(LIMITED, {"code": 0} | told)


def _limited(retry_after_s: float) -> dict[str, str]:
    # discord.py takes a 429 without Via for a ban by the network in front of Discord, and gives up.
    return {"Via": "1.1 google", "Retry-After": str(max(1, round(retry_after_s)))}


def _cut(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.abort()
    return web.Response()
