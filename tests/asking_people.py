"""People who ask a question in Discord again and again, and what became of each question."""

import asyncio
import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum

from changing_folders import QUESTION, STEADY_WORDS
from discord_interactions import DEADLINE_S, Asked
from discord_messages import Message, walk
from discord_payloads import Channel, new_id
from loopback_discord import LoopbackDiscord
from supervising import Supervised

from bot.discord.layout import Tone
from bot.discord.promises import BROKEN

EVERY_S = 0.6  # a question to each bot
CHANNELS = 4  # of a server: Discord lets five messages be written in five seconds in each
AWAY_WITHIN_S = 30.0  # of a kill of PostgreSQL bots may have to say that it is away, on a busy machine
WAITED_FOR_S = 60.0  # at most, until a kill: what waited longer was lost before
TAKEN_BACK_WITHIN_S = 10.0  # of being there again
NOTED_WITHIN_S = 2.0  # of a notice its promise is noted: what a kill cuts off before stays as it stands


class Became(Enum):
    """What became of a question."""

    ANSWERED = "answered once"
    PUT_OFF = "told to ask again, as PostgreSQL was dead"
    BROKEN_OFF = "told that a kill broke it off"
    CUT = "cut off by a kill of the bot, before anything was written"
    STANDING = "cut off by a kill, right after a notice that it waits"
    UNHEARD = "asked while the bot was dead"
    OPEN = "still open"
    DOUBLED = "answered more than once"
    WRONG = "answered wrongly"
    UNANSWERED = "not answered, and no kill explains it"


FAULTS = (Became.DOUBLED, Became.WRONG, Became.UNANSWERED)


@dataclass(slots=True)
class Question:
    """A question by command or, without `asked`, by a message that mentions the bot."""

    shard: int
    at: float
    asked: Asked | None = None
    message: Message | None = None

    def written(self) -> list[Message]:
        """Return the messages that answer it."""
        if self.asked is not None:
            return self.asked.messages
        assert self.message is not None
        written = self.message.channel.messages.values()
        return [one for one in written if one.author.bot and one.answers is self.message]

    def described(self, now: float) -> str:
        """Return what there is to know of it."""
        way = f"command, acknowledged: {self.acknowledged}" if self.asked else "mention"
        return f"shard {self.shard}, {now - self.at:.1f} s ago, {way}: {[one.text[:80] for one in self.written()]}"

    @property
    def acknowledged(self) -> bool:
        return self.asked is not None and self.asked.callback is not None


@dataclass
class People:
    """Two servers, one of each shard, in which people ask; `bots` by shard, and who else answers depends on."""

    discord: LoopbackDiscord
    bots: Sequence[Supervised]
    ledger: Supervised
    seed: int
    questions: list[Question] = field(default_factory=list)
    settled: dict[int, Became] = field(default_factory=dict)  # by the place of the question
    deaf: dict[int, list[list[float]]] = field(default_factory=dict)  # by shard: from when until when, "inf" for now
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)

    def begin(self) -> None:
        """Ask from now on."""
        for shard in range(len(self.bots)):
            self.deaf[shard] = []
            channels = self._channels(shard)
            self._tasks.append(asyncio.create_task(self._ask(shard, channels)))
        self._tasks.append(asyncio.create_task(self._listen()))

    async def end(self) -> None:
        """Ask no more."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for task in self._tasks:
            if not task.cancelled() and (error := task.exception()):
                raise error

    def hears(self, shard: int) -> bool:
        """Say whether a bot is connected for a shard."""
        sessions = self.discord.gateway.sessions.values()
        return any(session.shard[0] == shard and session.connection is not None for session in sessions)

    def settle(self, *, last: bool = False) -> None:
        """Look what became of the questions that were open; at the `last` look none may be."""
        for place, question in enumerate(self.questions):
            if place not in self.settled:
                became = self._became(question, last=last)
                if became is not Became.OPEN:
                    self.settled[place] = became
                if became in FAULTS:
                    print(f"{became.value}: {question.described(time.monotonic())}", flush=True)
        for place, became in self.settled.items():  # an answer may be written again, and wrongly, later
            if became in (Became.ANSWERED, Became.PUT_OFF) and _answers(self.questions[place]) > 1:
                self.settled[place] = Became.DOUBLED

    @property
    def counts(self) -> Mapping[Became, int]:
        found = list(self.settled.values())
        return {became: found.count(became) for became in Became if became is not Became.OPEN}

    def _became(self, question: Question, *, last: bool) -> Became:
        said = [message for message in question.written() if not (message.loading or _promises(message))]
        if any(BROKEN in message.text for message in said):
            return Became.BROKEN_OFF if not _answers(question) else Became.DOUBLED
        if _answers(question):
            return Became.ANSWERED if _answers(question) == 1 else Became.DOUBLED
        if said:
            return Became.PUT_OFF if self._ledger_was_away(question.at) else Became.WRONG
        if self._deaf_within(question.shard, question.at, DEADLINE_S) and not question.acknowledged:
            return Became.UNHEARD
        if not (killed := self._killed_after(question)):
            return Became.UNANSWERED if last else Became.OPEN
        if killed - question.at > WAITED_FOR_S:
            return Became.UNANSWERED
        if not (last or self._has_looked_back(question.shard, killed)):
            return Became.OPEN
        # Discord itself ends what only seems to think; a notice was to be taken back if it could be noted before.
        notices = [message for message in question.written() if not message.loading]
        if all(killed - _written_at(message) < NOTED_WITHIN_S for message in notices):
            return Became.STANDING if notices else Became.CUT
        return Became.UNANSWERED

    def _killed_after(self, question: Question) -> float:
        """Return when its bot was first killed after a question; 0 if it was not."""
        ends = [life.ended for life in self.bots[question.shard].kills if life.ended and life.ended >= question.at]
        return min(ends, default=0.0)

    def _has_looked_back(self, shard: int, killed: float) -> bool:
        """Say whether a bot has had the time to take back what it had promised when it was killed."""
        back = [until for begun, until in self.deaf[shard] if until >= killed]
        return bool(back) and time.monotonic() - back[0] > TAKEN_BACK_WITHIN_S

    def _ledger_was_away(self, at: float) -> bool:
        return any(life.ended and life.ended > at - AWAY_WITHIN_S for life in self.ledger.kills)

    def _deaf_within(self, shard: int, at: float, within_s: float) -> bool:
        return any(begun <= at + within_s and until >= at for begun, until in self.deaf[shard])

    def _channels(self, shard: int) -> list[Channel]:
        guild = self.discord.world.guild(f"Newsroom {shard}")
        while (guild.id >> 22) % len(self.bots) != shard:
            while (new_id() >> 22) % len(self.bots) != shard:  # ids tell the millisecond
                pass
            guild = self.discord.world.guild(f"Newsroom {shard}")
        return [self.discord.world.channel(guild, f"news-{number}") for number in range(CHANNELS)]

    async def _ask(self, shard: int, channels: Sequence[Channel]) -> None:
        chance = random.Random(f"people {self.seed} {shard}")
        while True:
            channel = channels[len(self.questions) % len(channels)]
            somebody = self.discord.world.user(f"somebody {len(self.questions)}")
            self.discord.world.join(self.discord.world.guilds[channel.guild_id], somebody)
            question = Question(shard, time.monotonic())
            self.questions.append(question)
            if chance.random() < 0.5:
                question.asked = await self.discord.slash("ask", question=QUESTION, user=somebody, channel=channel)
            else:
                question.message = await self.discord.mention(QUESTION, user=somebody, channel=channel)
            await asyncio.sleep(chance.uniform(0.5, 1.5) * EVERY_S)

    async def _listen(self) -> None:
        """Note while a bot is not connected after a kill."""
        while True:
            for shard, bot in enumerate(self.bots):
                deaf, heard = self.deaf[shard], self.hears(shard)
                if not heard and bot.kills and not (deaf and deaf[-1][1] == float("inf")):
                    deaf.append([bot.kills[-1].ended or time.monotonic(), float("inf")])
                elif heard and deaf and deaf[-1][1] == float("inf"):
                    deaf[-1][1] = time.monotonic()
            await asyncio.sleep(0.02)


def _promises(message: Message) -> bool:
    """Say whether a message only says that an answer is coming."""
    return any(part.get("accent_color") == Tone.WAITING.value for part in walk(message.components))


def _written_at(message: Message) -> float:
    """Return when a message was last written, by the clock that tells of kills."""
    ago = datetime.now(UTC) - datetime.fromisoformat(message.edited or message.written)
    return time.monotonic() - ago.total_seconds()


def _answers(question: Question) -> int:
    return sum(STEADY_WORDS in message.text for message in question.written())
