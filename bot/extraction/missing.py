"""What of a question is missing in an answer: names, numbers and parts that nothing cited holds."""

from collections.abc import Sequence

from bot.extraction.candidates import Candidate
from bot.extraction.lacking import lacking
from bot.extraction.named_days import in_words
from bot.extraction.named_sources import Mention
from bot.extraction.parts import is_answered, parts
from bot.extraction.signals import Asked
from index import is_title, terms


def missing(question: Asked, chosen: Sequence[Candidate], named: Sequence[Mention] = ()) -> tuple[str, ...]:
    """Return the words of a question that no cited passage, or what is said above it, holds, and its unanswered parts.

    A source that is named as such is missing if no article of it is cited.
    """
    held = {term.stem for one in chosen for term in terms(_said_with(one))}
    of_sources = {term.stem for mention in named for term in terms(mention.source)}
    sought = {term.stem: term.word for term in question.sought.terms if term.stem in question.names | question.numbers}
    words = [word for stem, word in sought.items() if stem not in held | of_sources and not is_title(word)]
    cited = {one.hit.article.source for one in chosen}
    sources = dict.fromkeys(mention.source for mention in named if mention.source not in cited)
    return (*words, *sources, *_unanswered(question, chosen))


def _unanswered(question: Asked, chosen: Sequence[Candidate]) -> list[str]:
    """Return the parts of a question that no sentence answers; of one that asks one thing, the words that ask."""
    if asked := parts(question.text):
        return [part for part in asked if not is_answered(question, part, chosen)]
    lacked = lacking(question, [one.text for one in chosen]) if chosen else None
    return [lacked] if lacked else []


def _said_with(one: Candidate) -> str:
    """Return the passage with what stands above it: title, source and date, this in words."""
    article = one.hit.article
    return f"{article.title} {article.source or ''} {in_words(article.published)} {one.hit.passage.text}"
