"""What to search for, and where: a request read with its conversation, its dates and its limits."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bot.dialogue.followups import search_words, stand_alone
from bot.question import Question, understand
from bot.request import Request
from bot.times.moments import Moment, when
from index import Days, Scope, clean_line, content_terms

RECENTLY = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Search:
    """What was asked, as one clean line and as a question that stands alone, and what to look for and where.

    `period` says which words limit to which days: "last week = 2022-06-06 to 2022-06-12".
    """

    asked: str
    understood: str
    question: Question
    query: str
    scope: Scope
    latest: bool
    period: str | None
    happened: date | None = None


def search_of(request: Request, *, dated: bool) -> Search:
    """Return what a request asks to be looked for. Raise UsageProblem if it cannot be used.

    Words like "last week" limit only where the question's moment is known and the library is `dated` at all.
    """
    asked = understand(request.question).text
    alone = clean_line(stand_alone(asked, request.history))
    moment = when(alone, request.now or datetime.now(UTC))
    bounded = dated and request.now is not None and bool(moment.since or moment.until)
    text = moment.rest if bounded and content_terms(moment.rest) else alone
    since, until = (moment.since, moment.until) if bounded else (None, None)
    scope = Scope(
        published=_days(request, since, until),
        source=request.source,
        articles=request.articles,
        preferred=tuple(Days(days.first, days.last) for days in moment.mentions if days.published),
        moment=request.now.date() if request.now and _is_of_today(moment, request.now.date()) else None,
    )
    query = " ".join((text, *search_words(asked, request.history)))
    return Search(
        asked=asked,
        understood=alone,
        question=understand(text),
        query=query,
        scope=scope,
        latest=moment.latest,
        period=moment.understood if bounded else None,
        happened=moment.happened if request.now else None,
    )


def _is_of_today(moment: Moment, today: date) -> bool:
    """Say whether a question could be about recent news: it names no day that is long past."""
    return all(days.last >= today - RECENTLY for days in moment.mentions)


def _days(request: Request, since: date | None, until: date | None) -> Days | None:
    """Return the days to look at: what is given beats what the words say."""
    if request.since or request.until:
        since, until = request.since, request.until
    return Days(since, until) if since or until else None
