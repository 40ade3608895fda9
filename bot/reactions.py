"""Show in a terminal what people made of the answers: their feedback, and what they asked in vain."""

from collections.abc import Sequence
from datetime import datetime

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from bot.records import Feedback, Gap
from index import clean_line

INDENT = (0, 0, 0, 4)
FAINT = "dim"


def feedback_view(feedback: Sequence[Feedback]) -> RenderableType:
    """Show one verdict after the other, each with the question and the reason."""
    if not feedback:
        return Text("No feedback yet.")
    lines: list[RenderableType] = []
    for given in feedback:
        verdict = ("good ", "green") if given.up else ("bad  ", "red")
        details = f"  {given.outcome.value} · {_day(given.at)}{_origin(given.guild_id)}"
        lines.append(Text.assemble(verdict, clean_line(given.question), (details, FAINT)))
        if given.reason:
            lines.append(Padding(Text(clean_line(given.reason)), INDENT, expand=False))
    return Group(*lines)


def gaps_view(gaps: Sequence[Gap]) -> RenderableType:
    """Show one gap a line, with how often it was asked."""
    if not gaps:
        return Text("No question is without an answer.")
    return Group(*map(_gap_line, gaps))


def _gap_line(gap: Gap) -> Text:
    times = "once" if gap.count == 1 else f"{gap.count} times"
    details = f"  {times}, last {_day(gap.last)}{_origin(gap.guild_id)}"
    return Text.assemble((gap.id, "bold"), f"  {clean_line(gap.question)}", (details, FAINT))


def _day(at: datetime) -> str:
    return at.date().isoformat()


def _origin(guild_id: int | None) -> str:
    return "" if guild_id is None else f" · server {guild_id}"
