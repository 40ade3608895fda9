"""What somebody said: dated and in the articles' own words, the newest first or in the order of a timeline."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.discord.languages import say
from bot.discord.layout.describing import counted, day, described, line, origin
from bot.discord.layout.document import quotes_document
from bot.discord.layout.paging import paged
from bot.discord.layout.parts import Accent, Block, Enclosed, Reply, Text
from bot.discord.markdown import block_quote, bold, escape, small_print
from bot.speaking.reported import Quote

MOST_QUOTES = 15  # shown in messages; the file holds all
LONGEST_ASKED = 200
LONGEST_SPEAKER = 150

SAID, SAID_ABOUT = "What {} said", "What {} said about {}"
IN_TIME, IN_TIME_ABOUT = "What {} said, in time", "What {} said about {}, in time"
NOTHING = "The articles give no statement to this speaker."
NOTHING_ABOUT = "The articles give no statement to this speaker about this."


def said_reply(speaker: str, about: str, quotes: Sequence[Quote]) -> Reply:
    """Return what a speaker said, grouped by article, in the order given."""
    return _listed((SAID, SAID_ABOUT), speaker, about, quotes, _by_article(quotes[:MOST_QUOTES]))


def timeline_reply(speaker: str, about: str, quotes: Sequence[Quote]) -> Reply:
    """Return what a speaker said in the order given, the oldest first, each under its day."""
    return _listed((IN_TIME, IN_TIME_ABOUT), speaker, about, quotes, _by_day(quotes[:MOST_QUOTES]))


def _listed(
    title: tuple[str, str], speaker: str, about: str, quotes: Sequence[Quote], blocks: Iterator[Block]
) -> Reply:
    name, topic = line(speaker, LONGEST_ASKED) or say("somebody"), line(about, LONGEST_ASKED)
    heading = f"### {_title(title, name, topic)}"
    if not quotes:
        nothing = say(NOTHING_ABOUT if topic else NOTHING)
        return paged([Text(heading), Text(nothing)], (), Accent.NOT_FOUND)
    left = len(quotes) - MOST_QUOTES
    shown = counted(len(quotes), "statement")
    closing = small_print(say("{}; {:,} more in the attached file", shown, left) if left > 0 else shown)
    whole = quotes_document(_title(title, speaker, about), quotes)
    ending: list[Block] = [Text(closing), *([Enclosed(whole.name)] if left > 0 else [])]
    reply = paged([Text(heading), *blocks], ending, Accent.DONE, whole)
    return Reply(reply.pages, whole) if left > 0 else reply


def _title(title: tuple[str, str], speaker: str, about: str) -> str:
    alone, with_topic = title
    return say(with_topic, speaker, about) if about else say(alone, speaker)


def _by_article(quotes: Sequence[Quote]) -> Iterator[Block]:
    for _, group in groupby(quotes, key=lambda quote: (quote.article.library, quote.article.id)):
        cited = list(group)
        yield Text("\n".join([described(cited[0].article), *map(_quoted, cited)]))


def _by_day(quotes: Sequence[Quote]) -> Iterator[Block]:
    for quote in quotes:
        head = f"{bold(day(quote.article.published))} · {line(quote.article.title, 150)}"
        rest = origin(quote.article).removeprefix(day(quote.article.published)).strip(" ·")
        yield Text("\n".join([" · ".join(part for part in (head, rest) if part), _quoted(quote)]))


def _quoted(quote: Quote) -> str:
    """Return the words, and below who says them, as the article names and words it."""
    said = quote.said
    named = f"{line(said.described or said.speaker, LONGEST_SPEAKER)} ({line(said.cue, 40)}, {said.kind})"
    return f"{block_quote(escape(quote.text.strip()))}\n{small_print(named)}"
