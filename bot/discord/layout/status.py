"""How current a library is, and how reading each of its sources ended."""

from collections.abc import Sequence

from bot.discord.languages import say
from bot.discord.layout.describing import counted, day, line, since
from bot.discord.layout.paging import paged
from bot.discord.layout.parts import Accent, Reply, Text
from bot.discord.layout.reasons import reason_line
from bot.discord.markdown import bold
from index import Freshness, SourceState

MOST_SOURCES = 15  # those that failed first
LONGEST_SOURCE = 150
LONGEST_ERROR = 200


def status_reply(freshness: Freshness, sources: Sequence[SourceState], warning: str = "") -> Reply:
    """Return what the library holds and how old it is; `warning` says what the operator should do."""
    counts = f"{counted(freshness.articles, 'article')} · {counted(freshness.passages, 'passage')}"
    newest = say("Newest article: {}", day(freshness.newest)) if freshness.newest else say("No article is dated")
    indexed = say("Last indexed: {}", since(freshness.indexed_at)) if freshness.indexed_at else say("never indexed")
    blocks = [Text("\n".join([f"### {say('Status')}", counts, newest, indexed]))]
    if warning:
        blocks.append(Text(bold(line(warning, 500))))
    if sources:
        ordered = sorted(sources, key=lambda state: state.error is None)
        lines = [f"**{counted(len(sources), 'source')}**", *map(_source, ordered[:MOST_SOURCES])]
        left = len(sources) - MOST_SOURCES
        blocks.append(Text("\n".join([*lines, *([say("and {:,} more", left)] if left > 0 else [])])))
    return paged(blocks, (), Accent.IN_PART if warning else Accent.PLAIN)


def _source(state: SourceState) -> str:
    read = say("read {}", since(state.last_success)) if state.last_success else say("never read")
    failed = f" · {bold(say('failed'))}: {reason_line(state.error, LONGEST_ERROR)}" if state.error else ""
    return f"- {line(state.source, LONGEST_SOURCE) or say('unnamed')} · {read}{failed}"
