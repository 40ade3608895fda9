"""What somebody said over time: one statement for every point that an article makes, oldest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby

from bot.speaking.reported import Quote
from index import content_terms

SAME_POINT = 0.6  # share of the content words of the shorter of two statements that stand in the longer one too


@dataclass(frozen=True, slots=True)
class Timeline:
    """Statements in the order in which they were published, and those of which that is not known."""

    dated: tuple[Quote, ...]
    undated: tuple[Quote, ...]


def timeline_of(said: Iterable[Quote]) -> Timeline:
    """Return what a speaker said over time."""
    quotes = sorted(said, key=_place)
    points = [point for _, own in groupby(quotes, key=lambda quote: quote.article.key) for point in _points(own)]
    return Timeline(
        dated=tuple(quote for quote in points if quote.article.published),
        undated=tuple(quote for quote in points if not quote.article.published),
    )


def _place(quote: Quote) -> tuple[datetime, tuple[str, str], int]:
    return (_moment(quote.article.published), quote.article.key, quote.said.start)


def _moment(published: str | None) -> datetime:
    """Return when something was published; a day begins at midnight, and what names no time zone is taken as UTC."""
    if not published:
        return datetime.max.replace(tzinfo=UTC)
    moment = datetime.fromisoformat(published)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _points(quotes: Iterable[Quote]) -> list[Quote]:
    """Return an article's statements in order, of those that make the same point the fullest."""
    kept: list[tuple[Quote, frozenset[str]]] = []
    for quote in quotes:
        own = _words(quote)
        at = next((at for at, (_, other) in enumerate(kept) if _is_same(own, other)), None)
        if at is None:
            kept.append((quote, own))
        elif len(own) > len(kept[at][1]):
            kept[at] = (quote, own)
    return [quote for quote, _ in kept]


def _words(quote: Quote) -> frozenset[str]:
    """Return the content words of a statement, by stem, without those that only name the speaker."""
    named = {term.stem for term in content_terms(f"{quote.said.described} {quote.said.cue}")}
    return frozenset(term.stem for term in content_terms(quote.text)) - named


def _is_same(own: frozenset[str], other: frozenset[str]) -> bool:
    shared = len(own & other)
    return own == other or (shared > 0 and shared >= SAME_POINT * min(len(own), len(other)))
