"""Evidence: where the words that are to bear a claim out stand, and the sentences that are shown for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.generating.checking.address import tells
from bot.generating.checking.faults import Fault, Kind
from bot.generating.checking.quotations import quotations
from bot.generating.sources import Source
from bot.verification.quotes import exact_in, near_in
from index import Span, content_terms

_ENDING = ",.;:"  # American usage puts them inside the marks
_MARKS = _ENDING + " \"'“”‘’"
MOST_SENTENCES = 2  # that are shown for a claim without a quote
LEAST_GAIN = 2  # words that the second of them must add


@dataclass(frozen=True, slots=True)
class Standing:
    """Words of an article: where they stand in a source, and where in a claim that sets them in quotation marks."""

    source: Source
    span: Span
    within: Span | None = None

    @property
    def text(self) -> str:
        """Return the article's own words."""
        return self.span.of(self.source.article.text)


def quoted(text: str, sources: Sequence[Source]) -> tuple[list[Standing], list[Fault]]:
    """Return where each of the words in a text's quotation marks stands, exactly; a fault for those that do not."""
    found: list[Standing] = []
    faults: list[Fault] = []
    for within in (_bare(text, span) for span in quotations(text)):
        words = within.of(text)
        stand = [Standing(each, at, within) for each in sources for at in exact_in(each.article, each.span, words)]
        found += stand[:1]
        faults += [Fault(Kind.QUOTE, words)] if not stand else []
    return found, faults


def given(quotes: Iterable[str], sources: Sequence[Source]) -> tuple[list[Standing], list[Fault]]:
    """Return where the words that a model gives as evidence stand; a fault where none does."""
    wanted = [words for quote in quotes if (words := quote.strip(_MARKS))]
    found = [place for words in wanted if (place := standing(words, sources))]
    return found, [Fault(Kind.EVIDENCE, words) for words in wanted[:1] if not found]


def standing(words: str, sources: Sequence[Source]) -> Standing | None:
    """Return where words stand, exactly or else nearly, in sentences that state something."""
    ways = ((find, each) for find in (exact_in, near_in) for each in sources)
    places = (Standing(each, place) for find, each in ways for place in find(each.article, each.span, words))
    return next(filter(_is_told, places), None)


def verbatim(text: str, found: Sequence[Standing]) -> str:
    """Return a text with the article's own characters where it quotes them, line breaks as blanks."""
    for quote in sorted(found, key=lambda one: one.within.start if one.within else 0, reverse=True):
        if quote.within:
            text = text[: quote.within.start] + " ".join(quote.text.split()) + text[quote.within.end :]
    return text


def supporting(text: str, sources: Sequence[Source], standing: Sequence[Standing]) -> list[Standing]:
    """Return the sentences that hold the quotes of a claim; without any, those that share most words with it."""
    every = [Standing(source, span) for source in sources for span in source.sentences]
    holding = [
        one for one in every if any(one.source == each.source and one.span.overlaps(each.span) for each in standing)
    ]
    if holding:
        return holding
    telling = [one for one in every if tells(one.text)]
    wanted, chosen = _content(text), list[Standing]()
    while telling and len(chosen) < MOST_SENTENCES:
        best = max(telling, key=lambda one: len(wanted & _content(one.text)))
        gain = wanted & _content(best.text)
        if len(gain) < (LEAST_GAIN if chosen else 1):
            break
        chosen.append(best)
        wanted -= gain
    return sorted(chosen, key=lambda one: (sources.index(one.source), one.span.start))


def _content(text: str) -> set[str]:
    return {term.stem for term in content_terms(text)}


def _is_told(one: Standing) -> bool:
    text = one.source.article.text
    return all(tells(span.of(text)) for span in one.source.sentences if span.overlaps(one.span))


def _bare(text: str, span: Span) -> Span:
    """Return a quotation without the blanks and the punctuation at its borders."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip(_ENDING + " "))))
