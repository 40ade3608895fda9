"""Turn questions into replies, off the event loop: embedding on it would stop the heartbeat."""

import asyncio
import logging
import traceback
from datetime import UTC, datetime

from bot.desk import Desk
from bot.discord.layout import Reply, Tone, answer_reply, notice_page
from bot.errors import NewsdeskError, UsageProblem
from bot.request import Request
from index import SHARED, IndexingError

AT_ONCE = 2  # questions being answered; the others wait their turn
FOLLOW_EVERY_S = 10.0

APOLOGY = "Sorry, something went wrong while looking for the answer. Ask again; if it stays, tell the bot's operator."
OUT_OF_ORDER = (
    "The articles cannot be searched at the moment. Ask again later; the operator finds the reason in the log."
)

_log = logging.getLogger(__name__)


class Replier:
    """Answer from one desk; its model is loaded once, and questions that come earlier wait for it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._loading = asyncio.Lock()
        self._loaded = False
        self._preparing: asyncio.Task[None] | None = None
        self._began = 0.0  # when it was last begun, by the event loop's clock

    def begin(self) -> None:
        """Prepare beside whatever else is done, unless that goes on already."""
        if self._preparing is None or self._preparing.done():
            self._began = asyncio.get_running_loop().time()
            self._preparing = asyncio.create_task(self.prepare())

    def close(self) -> None:
        """Stop waiting for Chroma."""
        if self._preparing:
            self._preparing.cancel()

    async def prepare(self) -> None:
        """Load the model, then open Chroma as soon as no other process has it; the exact search answers meanwhile."""
        try:
            await self._load()
            while not await asyncio.to_thread(self._desk.follower.prepare):
                await asyncio.sleep(FOLLOW_EVERY_S)
        except IndexingError as error:
            _log.error("The bot runs, but: %s", error)

    async def reply_to(self, question: str) -> Reply:
        """Return what to say to a question; raise nothing."""
        try:
            async with self._turns:
                await self._load()
                asked = Request(question, now=datetime.now(UTC))
                answer = await asyncio.to_thread(self._desk.ask, asked, (SHARED,))
            self._mend()
            return answer_reply(answer)
        except UsageProblem as problem:
            return _notice(str(problem), Tone.WARNING)
        except (NewsdeskError, IndexingError) as error:
            _log.error(
                "A question could not be answered: %s", error
            )  # it tells the operator what to do, by local names
            return _notice(OUT_OF_ORDER, Tone.FAILED)
        except Exception as error:  # noqa: BLE001 - whatever happens, the person gets a reply
            # The message of a foreign error may hold the question, which is nobody else's business.
            frames = "".join(traceback.format_tb(error.__traceback__))
            _log.error("Unexpected %s while answering:\n%s", type(error).__name__, frames)
            return _notice(APOLOGY, Tone.FAILED)

    def _mend(self) -> None:
        """Prepare anew if Chroma is used no more: after damage, or when another process restored a backup."""
        waited_s = asyncio.get_running_loop().time() - self._began
        if not self._desk.follower.following and waited_s > FOLLOW_EVERY_S:
            self.begin()

    async def _load(self) -> None:
        async with self._loading:
            if not self._loaded:
                await asyncio.to_thread(self._desk.load)
                self._loaded = True


def _notice(text: str, tone: Tone) -> Reply:
    return Reply((notice_page(text, tone),))
