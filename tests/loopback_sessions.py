"""Sessions of a played gateway, which outlive their connections, and the connections with their compression."""

import asyncio
import json
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

import zstandard
from aiohttp import web
from discord_payloads import Payload, new_id

DISPATCH = 0
GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES = 1 << 0, 1 << 9, 1 << 12


@dataclass
class Session:
    """What the gateway knows of one shard; it outlives its connections."""

    intents: int
    shard: tuple[int, int]
    id: str = field(default_factory=lambda: f"session-{new_id()}")
    sent: list[Payload] = field(default_factory=list)
    connection: "Connection | None" = None

    def tell(self, event: str, data: Payload) -> None:
        payload = {"op": DISPATCH, "t": event, "s": len(self.sent) + 1, "d": data}
        self.sent.append(payload)
        if self.connection:
            self.connection.send(payload)

    def wants(self, event: str, guild_id: int | None) -> bool:
        here = (guild_id >> 22) % self.shard[1] if guild_id else 0
        if here != self.shard[0]:
            return False
        if event.startswith("MESSAGE_"):
            return bool(self.intents & (GUILD_MESSAGES if guild_id else DIRECT_MESSAGES))
        return event == "INTERACTION_CREATE" or bool(self.intents & GUILDS)


class Connection:
    """One websocket; what is sent waits its turn, as compressed streams need their order."""

    def __init__(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        self.socket, self.request = socket, request
        self.session: Session | None = None
        self._pack = _packing(request.query.get("compress"))
        self._outgoing: asyncio.Queue[Payload] = asyncio.Queue()
        self._sending = asyncio.create_task(self._send_all())

    def send(self, payload: Payload) -> None:
        self._outgoing.put_nowait(payload)

    async def sent(self) -> None:
        await self._outgoing.join()

    def end(self) -> None:
        self._sending.cancel()
        if self.session and self.session.connection is self:
            self.session.connection = None

    def cut(self) -> None:
        """Drop the line without a word."""
        self.end()
        if self.request.transport:
            self.request.transport.abort()

    async def close(self, code: int) -> None:
        await self.sent()
        self.end()
        await self.socket.close(code=code)

    async def _send_all(self) -> None:
        while True:
            text = json.dumps(await self._outgoing.get())
            with suppress(ConnectionError):
                await (self.socket.send_bytes(self._pack(text.encode())) if self._pack else self.socket.send_str(text))
            self._outgoing.task_done()


def _packing(compress: str | None) -> Callable[[bytes], bytes] | None:
    """Return what packs one message of a stream, as the client asked for it."""
    if compress == "zlib-stream":
        machine = zlib.compressobj()
        return lambda data: machine.compress(data) + machine.flush(zlib.Z_SYNC_FLUSH)
    if compress == "zstd-stream":
        stream = zstandard.ZstdCompressor().compressobj()
        return lambda data: stream.compress(data) + stream.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)
    return None
