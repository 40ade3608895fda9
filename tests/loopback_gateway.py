"""The gateway of a played Discord: identifying, heartbeats, resuming, and all that can go wrong there."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from aiohttp import WSCloseCode, WSMsgType, web
from discord_payloads import Payload
from discord_world import World
from loopback_changes import Changes
from loopback_listening import Listening
from loopback_sessions import Connection, Session

HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID, HELLO, ACK = 1, 2, 6, 7, 9, 10, 11
AUTHENTICATION_FAILED, DISALLOWED_INTENTS = 4004, 4014
GUILD_MEMBERS, PRESENCES, MESSAGE_CONTENT = 1 << 1, 1 << 8, 1 << 15
PRIVILEGED = GUILD_MEMBERS | PRESENCES | MESSAGE_CONTENT
_CONTENT = {"content": "", "embeds": [], "attachments": [], "components": []}


@dataclass(slots=True)
class Beat:
    """A heartbeat, how much later than promised it came, and how long the played Discord did not listen meanwhile."""

    late_s: float
    unheard_s: float = 0.0


@dataclass
class Gateway:
    """Every session there is, what was said, and what shall go wrong."""

    token: str
    changes: Changes
    listening: Listening = field(default_factory=Listening)
    world: World | None = None
    url: str = ""
    interval_s: float = 0.5
    approved: int = MESSAGE_CONTENT  # privileged intents that the developer portal granted
    acknowledging: bool = True
    refusing: int = 0  # connections to be refused with 503
    closing: list[int] = field(default_factory=list)  # codes with which the next IDENTIFYs end
    resumable: bool = True
    sessions: dict[str, Session] = field(default_factory=dict)
    received: list[Payload] = field(default_factory=list)
    sent: list[Payload] = field(default_factory=list)
    beats: list[Beat] = field(default_factory=list)
    connections: int = 0

    async def serve(self, request: web.Request) -> web.StreamResponse:
        self.connections += 1
        if self.refusing:
            self.refusing -= 1
            self.changes.happened()
            return web.Response(status=503)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        connection = Connection(socket, request)
        connection.send(
            self._noted({"op": HELLO, "t": None, "s": None, "d": {"heartbeat_interval": self.interval_s * 1_000}})
        )
        try:
            await self._listen(connection)
        finally:
            connection.end()
            self.changes.happened()
        return socket

    def emit(self, event: str, data: Payload, guild_id: int | None = None, *, times: int = 1) -> None:
        """Tell every session that wants to know; more than once if Discord shall repeat itself."""
        for session in self.sessions.values():
            if session.wants(event, guild_id):
                for _ in range(times):
                    session.tell(event, self._visible(session, event, data, guild_id))
                    self._noted(session.sent[-1])
        self.changes.happened()

    @property
    def connected(self) -> list[Connection]:
        return [session.connection for session in self.sessions.values() if session.connection]

    @property
    def latest_lateness_s(self) -> float:
        """Return how late the latest heartbeat was, by what the played Discord could hear."""
        return max((beat.late_s - beat.unheard_s for beat in self.beats), default=0.0)

    def cut(self) -> None:
        """Drop every line without a word."""
        for connection in self.connected:
            connection.cut()

    async def close(self, code: int = WSCloseCode.GOING_AWAY) -> None:
        for connection in self.connected:
            await connection.close(code)

    def reconnect(self) -> None:
        """Ask every client to come again (op 7)."""
        self._tell_all({"op": RECONNECT, "t": None, "s": None})

    def invalidate(self, *, resumable: bool) -> None:
        """Tell every client that its session is no longer valid (op 9)."""
        self._tell_all({"op": INVALID, "t": None, "s": None, "d": resumable})
        if not resumable:
            self.sessions = {}

    def ask_for_heartbeat(self) -> None:
        self._tell_all({"op": HEARTBEAT, "t": None, "s": None})

    def _tell_all(self, payload: Payload) -> None:
        for connection in self.connected:
            connection.send(self._noted(payload))

    async def _listen(self, connection: Connection) -> None:
        promised = None
        async for message in connection.socket:
            if message.type is not WSMsgType.TEXT:
                continue
            payload = json.loads(message.data)
            self.received.append(payload)
            if payload["op"] == HEARTBEAT:
                at = time.monotonic()
                self.beats.append(Beat(max(0.0, at - promised) if promised else 0.0, self.listening.missed_s()))
                promised = at + self.interval_s
                if self.acknowledging:
                    connection.send(self._noted({"op": ACK, "t": None, "s": None}))
            elif payload["op"] == IDENTIFY:
                await self._identify(connection, payload["d"])
            elif payload["op"] == RESUME:
                await self._resume(connection, payload["d"])
            self.changes.happened()

    async def _identify(self, connection: Connection, asked: Payload) -> None:
        if self.closing:
            return await connection.close(self.closing.pop(0))
        if asked["token"] != self.token:
            return await connection.close(AUTHENTICATION_FAILED)
        if asked["intents"] & PRIVILEGED & ~self.approved:
            return await connection.close(DISALLOWED_INTENTS)
        session = Session(asked["intents"], tuple(asked.get("shard", (0, 1))))
        self.sessions[session.id] = connection.session = session
        session.connection = connection
        session.tell("READY", self._ready(session))
        self._noted(session.sent[-1])
        for guild in list(self.world.guilds.values()):
            if guild.with_bot and session.wants("GUILD_CREATE", guild.id):
                session.tell("GUILD_CREATE", guild.created(self.world.bot))
                self._noted(session.sent[-1])
        return None

    async def _resume(self, connection: Connection, asked: Payload) -> None:
        session = self.sessions.get(asked["session_id"])
        if session is None or not self.resumable or asked["token"] != self.token:
            connection.send(self._noted({"op": INVALID, "t": None, "s": None, "d": False}))
            return
        connection.session, session.connection = session, connection
        for payload in list(session.sent):
            if payload["s"] > asked["seq"]:
                connection.send(payload)
        session.tell("RESUMED", {"_trace": ["loopback"]})
        self._noted(session.sent[-1])

    def _ready(self, session: Session) -> Payload:
        guilds = [guild for guild in self.world.guilds.values() if guild.with_bot and session.wants("", guild.id)]
        number = str(self.world.bot.id)
        return {
            **{"v": 10, "user": self.world.bot.payload(), "session_id": session.id, "shard": list(session.shard)},
            **{"resume_gateway_url": self.url, "application": {"id": number, "flags": 0, "flags_new": "0"}},
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
        }

    def _visible(self, session: Session, event: str, data: Payload, guild_id: int | None) -> Payload:
        """Return an event without what only the privileged intent shows."""
        if event not in {"MESSAGE_CREATE", "MESSAGE_UPDATE"} or not guild_id or session.intents & MESSAGE_CONTENT:
            return data
        bot = self.world.bot
        answered = data.get("referenced_message") or {}
        if data["author"]["id"] == str(bot.id) or bot.mention in data["content"]:
            return data
        pinged = any(user["id"] == str(bot.id) for user in data["mentions"])
        # The answer to a command is not held for a message of the bot's: what replies to it stays untold.
        return data if pinged and "interaction_metadata" not in answered else data | _CONTENT

    def _noted(self, payload: Payload) -> Payload:
        self.sent.append(payload)
        return payload


def heard(gateway: Gateway, operation: int) -> Iterator[Payload]:
    """Return what clients sent of one kind."""
    return (payload for payload in gateway.received if payload["op"] == operation)
