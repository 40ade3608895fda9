"""Sources: the passages that a language model is given, by the numbers that it cites them by."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bot.generating.checking.address import tells
from index import Article, Passage, Sentence, Span, Utterance, sentences


@dataclass(frozen=True)  # without slots, since what is found once is kept
class Source:
    """A passage with its article, who said what in that, and the number the model knows it by."""

    number: int
    article: Article
    passage: Passage
    utterances: tuple[Utterance, ...] = ()

    @property
    def heading(self) -> str:
        """Return what stands above the passage: title, who published it, and the day in words: "April 25 2024"."""
        article, day = self.article, self.day
        parts = (article.title, article.source, article.author, f"{day:%B} {day.day} {day.year}" if day else None)
        return " · ".join(" ".join(part.split()) for part in parts if part)

    @property
    def span(self) -> Span:
        """Return where the passage stands in the article's text."""
        return Span(self.passage.start, self.passage.end)

    @property
    def day(self) -> date | None:
        """Return when the article was published."""
        try:
            return date.fromisoformat((self.article.published or "")[:10])
        except ValueError:
            return None

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Return the spans of the passage's sentences in the article's text."""
        found: list[Sentence] = sentences(self.passage.text, self.article.language)
        return tuple(Span(self.passage.start + one.start, self.passage.start + one.end) for one in found)

    @cached_property
    def told(self) -> str:
        """Return what stands above the passage, and its sentences that state something: an order bears nothing out."""
        told = (span.of(self.article.text) for span in self.sentences)
        return "\n".join([self.heading, *filter(tells, told)])

    def said_in(self, span: Span) -> list[Utterance]:
        """Return the utterances that a part of the article belongs to."""
        return [
            said
            for said in self.utterances
            if any(one.start < span.end and span.start < one.end for one in said.sentences)
        ]


def cited(sources: Iterable[Source], numbers: Sequence[int]) -> tuple[Source, ...]:
    """Return the sources of these numbers, in the numbers' order, each once; a number that is none is left out."""
    known = {source.number: source for source in sources}
    return tuple(known[number] for number in dict.fromkeys(numbers) if number in known)
