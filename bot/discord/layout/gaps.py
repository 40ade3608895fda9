"""Questions that found no answer, for those who keep the articles."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.discord.layout.describing import line, since
from bot.discord.layout.paging import paged
from bot.discord.layout.parts import Accent, Reply, Text
from bot.discord.markdown import bold, small_print

MOST_GAPS = 20
LONGEST_QUESTION = 200


@dataclass(frozen=True, slots=True)
class GapLine:
    """Questions of one kind: one of their wordings, how often they were asked, and when last (ISO 8601)."""

    id: str
    question: str
    times: int
    last_asked: str


def gaps_reply(gaps: Sequence[GapLine]) -> Reply:
    """Return the questions in the order given, most asked first."""
    if not gaps:
        return paged([Text("Every question so far found an answer.")], (), Accent.DONE)
    lines = [f"- {_gap(gap)}" for gap in gaps[:MOST_GAPS]]
    left = len(gaps) - MOST_GAPS
    closing = [Text(small_print(f"and {left:,} more"))] if left > 0 else []
    return paged([Text("### Questions without an answer"), Text("\n".join(lines))], closing, Accent.IN_PART)


def _gap(gap: GapLine) -> str:
    times = "once" if gap.times == 1 else f"{gap.times:,} times"
    return (
        f"{bold(line(gap.question, LONGEST_QUESTION) or '…')} · {times}, last {since(gap.last_asked)} · {line(gap.id)}"
    )
