"""Choose one sentence of each article, where a question asks what several say."""

from collections.abc import Container, Sequence

from bot.extraction.candidates import Candidate
from bot.extraction.judging import Judged
from bot.extraction.named_days import days
from bot.extraction.named_sources import Mention
from bot.extraction.signals import Asked
from index import Key

MOST_ARTICLES = 6
LEAST_HELD = 0.15  # of the question's words around a source's name, by weight and meaning, for its sentence to be shown
# By how much the best sentence of an article may rank below the best of all, in the units of the order: where the
# question names the sources, and where it asks for all. On multihop_rag_500 a sentence or two cited .42 of the articles
# that the answers rest on, and .78 of what was cited was among them; one of each cites .59, and .78 are.
NEAR_NAMED, NEAR_ANY = 1.0, 3.0


def one_of_each(question: Asked, named: Sequence[Mention], ranked: Sequence[Judged]) -> list[Candidate]:
    """Return a sentence of each article that answers, of the sources that are named if any are; the best one first.

    Not the oldest: each article's date stands beside it, and only the first sentences are sure to be read.
    """
    answering = [one for one in ranked if one.answers]
    chosen: dict[Key, Judged] = {}
    for mention in named:
        if best := _of_source(question, mention, answering, chosen):
            chosen[best.candidate.hit.article.key] = best
    sources = {mention.source for mention in named}
    near = NEAR_NAMED if sources else NEAR_ANY
    for one in answering:
        article = one.candidate.hit.article
        if one.rank >= ranked[0].rank - near and (not sources or article.source in sources):
            chosen.setdefault(article.key, one)
    first = list(chosen.values())[:MOST_ARTICLES]
    return [one.candidate for one in sorted(first, key=lambda one: -one.rank)]


def comparable(named: Sequence[Mention], chosen: Sequence[Candidate], ranked: Sequence[Judged]) -> list[Candidate]:
    """Return the sentences whose figures are held against each other, of the chosen articles and the named sources."""
    keys = {one.hit.article.key for one in chosen}
    sources = {mention.source for mention in named}
    rest = [one.candidate for one in ranked]
    return [one for one in rest if one.hit.article.key in keys or one.hit.article.source in sources]


def with_figures(chosen: Sequence[Candidate], told: Sequence[Candidate]) -> list[Candidate]:
    """Return the chosen sentences; of an article that gives a figure, the one that does so, these first."""
    keys = {one.hit.article.key for one in told}
    return [*told, *(one for one in chosen if one.hit.article.key not in keys)]


def _of_source(question: Asked, mention: Mention, answering: Sequence[Judged], taken: Container[Key]) -> Judged | None:
    """Return the sentence of a source that holds most of what the question says of its article; None if little."""
    own = [one for one in answering if one.candidate.hit.article.source == mention.source]
    own = [one for one in own if one.candidate.hit.article.key not in taken]
    own = [one for one in own if _is_of_the_day(mention.part, one.candidate)] or own
    shares = [question.sought.held(mention.part, one.candidate.text) for one in own]
    return own[shares.index(max(shares))] if shares and max(shares) >= LEAST_HELD else None


def _is_of_the_day(part: str, one: Candidate) -> bool:
    """Say whether a sentence's article was published on a day that a part of the question names."""
    published = days((one.hit.article.published or "")[:10])
    named = [day for day in days(part) if day.day and day.year]
    return any((day.year, day.month, day.day) == (its.year, its.month, its.day) for day in named for its in published)
