"""Describe articles, days and counts in one line of Discord Markdown."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import regex

from bot.discord.languages import say
from bot.discord.markdown import bold, escape, host_link, small_print
from bot.discord.splitting import length
from index import Article, Freshness, Span, clean_line

LONGEST_TITLE = 250  # characters, before escaping
LONGEST_SOURCE = 80
LINK_TO_TITLE = 4  # how much longer than a title an address may be
MIDDAY = "T10:30:00+00:00"  # of a day without a time: the same day from Hawaii (UTC-10) to Tonga (UTC+13)

_CLUSTER = regex.compile(r"\X")
_SPACE = re.compile(r"\s+")


def line(text: str, longest: int | None = None) -> str:
    """Return text from outside on one line, escaped; cut with an ellipsis if it is longer than that."""
    one = clean_line(text)
    return escape(one if longest is None else shortened(one, longest))


def shortened(text: str, longest: int, ellipsis: str = "…") -> str:
    """Return text of at most so many characters, cut between words, else between grapheme clusters."""
    if length(text) <= longest:
        return text
    room, at = longest - length(ellipsis), 0
    for cluster in _CLUSTER.finditer(text):
        room -= length(cluster.group())
        if room < 0:
            break
        at = cluster.end()
    kept = text[:at] or text[: max(0, longest - length(ellipsis)) // 2]  # one cluster, flooded
    words = kept.rpartition(" ")[0] if not text[at : at + 1].isspace() else kept
    return f"{(words if len(words) > len(kept) // 2 else kept).rstrip()}{ellipsis}"


def in_bold(text: str, spans: Iterable[Span], *, lines: bool = False) -> str:
    """Return text with some of it in bold, as one line, or line by line as it stands."""
    parts, at = [], 0
    for span in _merged(text, spans):
        parts += [_set(text[at : span.start], lines), _bold_lines(_set(span.of(text), lines))]
        at = span.end
    return "".join([*parts, _set(text[at:], lines)]).strip("\n" if lines else None)


def day(published: str | None) -> str:
    """Return a date in the reader's own time zone and language."""
    if not published:
        return say("undated")
    stamp = _stamp(published if "T" in published else f"{published}{MIDDAY}")
    return line(published, 40) if stamp is None else f"<t:{stamp}:D>"


def since(moment: str) -> str:
    """Return how long ago a moment was, as the reader's clock tells."""
    stamp = _stamp(moment)
    return line(moment, 40) if stamp is None else f"<t:{stamp}:R>"


def described(article: Article, longest: int = LONGEST_TITLE) -> str:
    """Return an article's title, who published it, when, and a link that shows its host."""
    return f"{bold(title(article, longest))} · {origin(article, longest)}"


def title(article: Article, longest: int = LONGEST_TITLE) -> str:
    """Return an article's title."""
    return line(article.title, longest) or say("Untitled")


def origin(article: Article, longest: int = LONGEST_TITLE) -> str:
    """Return who published an article, when, and a link that shows its host."""
    source = line(article.source, min(longest, LONGEST_SOURCE)) if article.source else ""
    address = host_link(article.url) if article.url else ""
    # A longer address is left out: cut, it would lead elsewhere.
    parts = (source, day(article.published), address if length(address) <= LINK_TO_TITLE * longest else "")
    return " · ".join(part for part in parts if part)


def marks(numbers: Iterable[int]) -> str:
    """Return the numbers of citations as they stand in an answer."""
    return "".join(f"[{number}]" for number in numbers)


def ranged(numbers: Sequence[int]) -> str:
    """Return the numbers of citations, three or more in a row as a range."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "".join(marks(run) if len(run) < 3 else f"[{run[0]}]–[{run[-1]}]" for run in runs)


def counted(number: int, what: str) -> str:
    """Return a number of things in words."""
    return say(f"{{:,}} {what}" if number == 1 else f"{{:,}} {what}s", number)


def freshness_line(freshness: Freshness) -> str:
    """Say in one line of small print how current the library is."""
    newest = say("newest of {}", day(freshness.newest)) if freshness.newest else say("undated")
    indexed = say("indexed {}", since(freshness.indexed_at)) if freshness.indexed_at else say("never indexed")
    return small_print(" · ".join([counted(freshness.articles, "article"), newest, indexed]))


def _stamp(moment: str) -> int | None:
    """Return the seconds since 1970 of an ISO 8601 time, taken for UTC where it names no zone."""
    try:
        read = datetime.fromisoformat(moment)
        return int((read if read.tzinfo else read.replace(tzinfo=UTC)).timestamp())
    except (ValueError, OverflowError):
        return None


def _merged(text: str, spans: Iterable[Span]) -> Sequence[Span]:
    """Return spans in order, within the text; those with only white space between them are one."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start):
        start, end = max(0, span.start), min(len(text), span.end)
        if start >= end:
            continue
        if merged and not text[merged[-1].end : start].strip():
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, end))
        else:
            merged.append(Span(start, end))
    return merged


def _set(text: str, lines: bool) -> str:
    return escape(text if lines else _SPACE.sub(" ", text))


def _bold_lines(text: str) -> str:
    """Return escaped text in bold, line by line, so that it can be cut between any two lines."""
    return "\n".join(map(bold, text.split("\n")))
