"""Questions that found no answer, for those who keep the articles."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.discord.languages import say
from bot.discord.layout.describing import line, since
from bot.discord.layout.paging import paged
from bot.discord.layout.parts import Accent, Reply, Text
from bot.discord.markdown import bold, small_print

MOST_GAPS = 20
LONGEST_QUESTION = 200
LONGEST_ID = 50


class GapLine(Protocol):
    """Questions of one kind: one of their wordings, how often they were asked, and when last."""

    @property
    def id(self) -> str: ...
    @property
    def question(self) -> str: ...
    @property
    def count(self) -> int: ...
    @property
    def last(self) -> datetime: ...


def gaps_reply(gaps: Sequence[GapLine]) -> Reply:
    """Return the questions in the order given, most asked first."""
    if not gaps:
        return paged([Text(say("Every question so far found an answer."))], (), Accent.DONE)
    lines = [f"- {_gap(gap)}" for gap in gaps[:MOST_GAPS]]
    left = len(gaps) - MOST_GAPS
    closing = [Text(small_print(say("and {:,} more", left)))] if left > 0 else []
    return paged([Text(f"### {say('Questions without an answer')}"), Text("\n".join(lines))], closing, Accent.IN_PART)


def _gap(gap: GapLine) -> str:
    times = say("once") if gap.count == 1 else say("{:,} times", gap.count)
    asked = bold(line(gap.question, LONGEST_QUESTION) or "…")
    return f"{asked} · {times}, {say('last {}', since(gap.last.isoformat()))} · {line(gap.id, LONGEST_ID)}"
