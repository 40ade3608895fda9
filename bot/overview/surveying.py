"""Survey the library: the newest articles that fit, copies left out, each told by its lead."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.answer import Citation, Outcome, Statement
from bot.citations import cited_span, rested
from bot.extraction.extracts import Extract
from bot.overview.leads import lead_of, shown
from bot.overview.reading import Overview
from bot.times.days import shifted
from bot.times.limits import REPORTED
from bot.times.publication import moment_of
from index import Article, DayRange, Hit, Key, Ledger, Passage, Scope, Span, Why, content_terms, diverse, terms

MOST_TOLD = 8  # articles
LOOKED_AT = 4 * MOST_TOLD  # of the newest: some are copies
MOST_CLOSEST = 3
A_DAY = timedelta(days=1)
# Over 95 topics with one known article each, of 229: it was found for all, among 1.4 articles. A topic that is in no
# article has passages of .3 too, which do not hold its words.
LEAST_OF_BEST = 0.7  # share of the best passage's score
LEAST_SIMILAR = 0.3  # cosine of a passage and the topic, where the passage holds words of it
SIMILAR_ALONE = 0.45  # where it holds none

Find = Callable[[str, Scope], tuple[Hit, ...]]


@dataclass(frozen=True, slots=True)
class Survey:
    """The leads of the articles that fit, newest first, and how many more there are.

    `outside`: none is of the days asked for, and these are the newest of other days.
    """

    hits: tuple[Hit, ...]
    more: int
    outside: bool = False

    @property
    def extract(self) -> Extract:
        """Return the leads as statements with their citations, or as what comes closest."""
        statements: list[Statement] = []
        citations: list[Citation] = []
        for hit in self.hits:
            if span := lead_of(hit.article):
                made = cited_span(hit.article, hit.context.passages, span, len(citations) + 1)
                citations += made
                statements.append(Statement(shown(span.of(hit.article.text)), tuple(one.number for one in made)))
        kept = rested(statements, citations)
        if self.outside or not kept:
            return Extract(Outcome.NOT_FOUND, closest=tuple(citations[:MOST_CLOSEST]))
        return Extract(Outcome.ANSWERED, kept, tuple(citations), more=self.more)


def survey_of(overview: Overview, scope: Scope, ledger: Ledger, libraries: Sequence[str], find: Find) -> Survey:
    """Survey what an overview asks for, by the days and the source that limit it; `find` finds a topic's passages."""
    days = _days(scope)
    within = Scope(published=days, source=scope.source or overview.source, articles=scope.articles)

    def look(scope: Scope) -> Survey:
        return (
            fitting(find(overview.topic, scope), overview.topic)
            if overview.topic
            else _newest(ledger, libraries, scope)
        )

    survey = look(within)
    if days and not survey.hits:
        return replace(look(replace(within, published=None)), outside=True)
    undated = not any(hit.article.published for hit in survey.hits)
    return replace(survey, outside=overview.dated and undated)


def _days(scope: Scope) -> DayRange | None:
    """Return the days of publication: the limits, else those that are named; of one day it and the next."""
    named = next(iter(scope.preferred), None)
    if scope.published or not (named and named.first and named.last):
        return scope.published
    of_one_day = shifted(named.first, REPORTED) == named.last
    return DayRange(named.first, shifted(named.first, A_DAY)) if of_one_day else named


def _newest(ledger: Ledger, libraries: Sequence[str], scope: Scope) -> Survey:
    """Survey the newest articles that a scope admits."""
    with ledger.reading() as snapshot:
        total, articles = snapshot.newest(libraries, scope, LOOKED_AT)
        contexts = snapshot.contexts(articles)
    leads = [
        Hit(passage, article, contexts[article.key], 0.0, Why(None, None, None))
        for article in articles
        if (passage := _leading(article, contexts[article.key].passages))
    ]
    kept = diverse(leads, LOOKED_AT)
    return Survey(kept[:MOST_TOLD], max(0, total - (len(articles) - len(kept)) - MOST_TOLD))


def fitting(hits: Iterable[Hit], topic: str) -> Survey:
    """Survey the articles found for a topic, best ones given: those whose passages are near it, or hold its words."""
    found = _near(tuple(hits), {term.stem for term in content_terms(topic)})
    leads = [replace(hit, passage=passage) for hit in found if (passage := _leading(hit.article, hit.context.passages))]
    leads.sort(key=lambda hit: moment_of(hit.article.published), reverse=True)
    kept = diverse(leads, len(leads))
    return Survey(kept[:MOST_TOLD], max(0, len(kept) - MOST_TOLD))


def _near(hits: Sequence[Hit], topic: set[str]) -> list[Hit]:
    """Return the best hit of each article that is near enough."""
    best: dict[Key, Hit] = {}
    for hit in hits:
        if hit.score >= LEAST_OF_BEST * hits[0].score and _is_near(hit, topic):
            best.setdefault(hit.article.key, hit)
    return list(best.values())


def _is_near(hit: Hit, topic: set[str]) -> bool:
    least = SIMILAR_ALONE if hit.why.bm25_rank is None else LEAST_SIMILAR
    holds = bool(topic) and topic <= {term.stem for term in terms(f"{hit.article.title} {hit.passage.text}")}
    return holds or (hit.why.similarity or 0.0) >= least


def _leading(article: Article, passages: Iterable[Passage]) -> Passage | None:
    """Return the passage in which an article's lead begins, None if there is none."""
    lead = lead_of(article) or Span(0, 0)
    return next((passage for passage in passages if passage.start <= lead.start < min(passage.end, lead.end)), None)
