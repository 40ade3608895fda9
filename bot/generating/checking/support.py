"""Support: the sentences of the cited passages that a claim rests on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.generating.checking.address import tells
from bot.generating.checking.quotes import Standing
from bot.generating.names import names
from bot.generating.sources import Source
from bot.verification.wording import words
from index import Span, content_terms, terms

MOST_SENTENCES = 3
LEAST_GAIN = 2  # common words that another sentence must add: a name or number alone brings none along


@dataclass(frozen=True, slots=True)
class Support:
    """One sentence of an article, and the source that it stands in."""

    source: Source
    span: Span

    @property
    def text(self) -> str:
        """Return the sentence."""
        return self.span.of(self.source.article.text)

    @property
    def before(self) -> str:
        """Return the sentence before it in the passage, to which a pronoun in it may refer."""
        spans = self.source.sentences
        at = next((at for at, span in enumerate(spans) if span.end >= self.span.end), 0)
        return spans[at - 1].of(self.source.article.text) if at else ""


def supporting(text: str, sources: Sequence[Source], quotes: Iterable[Standing]) -> list[Support]:
    """Return the sentences that hold a claim's quotes, then those that hold most of its other common words."""
    sentences = [one for source in sources for one in telling(source)]
    chosen = list(dict.fromkeys(one for quote in quotes for one in sentences if _holds(one, quote)))
    wanted = common_stems(text)
    held = {id(one): wanted & _stems(one.text) for one in sentences}
    covered = {stem for one in chosen for stem in held[id(one)]}
    while sentences and len(chosen) < MOST_SENTENCES:
        best = max(sentences, key=lambda one: len(held[id(one)] - covered))
        gain = held[id(best)] - covered
        if len(gain) < (LEAST_GAIN if chosen else 1):
            break
        chosen.append(best)
        covered |= gain
    return sorted(chosen, key=lambda one: (sources.index(one.source), one.span.start))


def telling(source: Source) -> list[Support]:
    """Return the sentences of a passage that state something: what asks or orders bears nothing out."""
    found = (Support(source, span) for span in source.sentences)
    return [one for one in found if tells(one.text)]


def told_by(source: Source) -> str:
    """Return what stands above a passage, and its sentences that state something."""
    return "\n".join([source.heading, *(one.text for one in telling(source))])


def common_stems(text: str) -> set[str]:
    """Return the stems of a text's words that are neither names, numbers nor function words."""
    named = names(text)
    numbers = {(word.start, word.end) for word in words(text) if word.numeric}
    return {
        term.stem
        for term in content_terms(text)
        if not any(span.start <= term.start < span.end for span in named) and (term.start, term.end) not in numbers
    }


def _holds(one: Support, quote: Standing) -> bool:
    return one.source == quote.source and one.span.overlaps(quote.span)


def _stems(text: str) -> set[str]:
    return {term.stem for term in terms(text)}
