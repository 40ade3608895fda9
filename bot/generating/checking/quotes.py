"""Quotes: what a claim sets in quotation marks must stand in a cited passage, exactly."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.generating.checking.faults import Fault, Kind
from bot.generating.checking.quotations import quotations
from bot.generating.sources import Source
from bot.verification.quotes import exact_in
from index import Span

_ENDING = ",.;:"  # American usage puts them inside the marks


@dataclass(frozen=True, slots=True)
class Standing:
    """Quoted words, where they stand in the claim if they do, and where in a source."""

    within: Span | None
    source: Source
    span: Span


def standing(text: str, quotes: Sequence[str], sources: Sequence[Source]) -> tuple[tuple[Standing, ...], list[Fault]]:
    """Return where what a text quotes, and what else is given as a quote, stands in sources; a fault for each other."""
    found: list[Standing] = []
    faults: list[Fault] = []
    spans = quotations(text)
    wanted: list[tuple[Span | None, str]] = [(_bare(text, span), _bare(text, span).of(text)) for span in spans]
    wanted += [(None, quote.strip(_ENDING + " \"'“”‘’")) for quote in quotes]
    for within, words in wanted:
        places = [Standing(within, source, span) for source in sources for span in _places(source, words)]
        found += places[:1]
        faults += [] if places or not words else [Fault(Kind.QUOTE, words)]
    return tuple(found), faults


def verbatim(text: str, found: Sequence[Standing]) -> str:
    """Return a text with the article's own characters where it quotes them, line breaks as blanks."""
    for quote in sorted(found, key=lambda one: one.within.start if one.within else 0, reverse=True):
        if quote.within:
            own = " ".join(quote.span.of(quote.source.article.text).split())
            text = text[: quote.within.start] + own + text[quote.within.end :]
    return text


def _bare(text: str, span: Span) -> Span:
    """Return a quotation without the blanks and the punctuation at its borders."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip(_ENDING + " "))))


def _places(source: Source, words: str) -> list[Span]:
    return exact_in(source.article, Span(source.passage.start, source.passage.end), words) if words else []
