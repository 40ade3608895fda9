"""What to search for, and where: a request read with its conversation, its dates and its limits."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bot.dialogue.followups import search_words, stand_alone
from bot.question import Question, understand
from bot.request import Request
from bot.times.moments import Moment, when
from index import DayRange, Scope, clean_line, content_terms

RECENTLY = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Search:
    """What was asked, as one clean line and as a question that stands alone, and what to look for and where.

    `period` says which words limit to which days, and of which days articles come first: "last week = 2022-06-06 to
    2022-06-12".
    """

    asked: str
    understood: str
    question: Question
    query: str
    scope: Scope
    latest: bool
    period: str | None


def search_of(request: Request, *, newest: str | None) -> Search:
    """Return what a request asks to be looked for. Raise UsageProblem if it cannot be used.

    Words like "last week" limit only where the question's moment is known and the library holds dated articles;
    `newest` is the date of its newest one.
    """
    asked = understand(request.question).text
    alone = clean_line(stand_alone(asked, request.history))
    moment = when(alone, request.now or datetime.now(UTC), date.fromisoformat(newest[:10]) if newest else None)
    known = newest is not None and request.now is not None
    text = moment.rest if known and content_terms(moment.rest) else alone
    limits = _limits(request, moment if known else None)
    scope = Scope(
        published=limits,
        source=request.source,
        articles=request.articles,
        preferred=tuple(DayRange(one.days.first, one.days.last) for one in moment.preferred),
        moment=request.now.date() if request.now and _is_of_today(moment, request.now.date()) else None,
    )
    query = " ".join((text, *search_words(asked, request.history)))
    return Search(
        asked, alone, understand(text), query, scope, moment.latest, _period(request, moment) if newest else None
    )


def _is_of_today(moment: Moment, today: date) -> bool:
    """Say whether a question could be about recent news: it names no day that is long past."""
    return all(days.last >= today - RECENTLY for days in moment.mentions)


def _limits(request: Request, moment: Moment | None) -> DayRange | None:
    """Return the days to look at: what is given beats what the words say."""
    given, said = (request.since, request.until), (moment.since, moment.until) if moment else (None, None)
    since, until = given if any(given) else said
    return DayRange(since, until) if since or until else None


def _period(request: Request, moment: Moment) -> str | None:
    """Return what to show of the days that the words of a question limit to and prefer."""
    limits = moment.limits if request.now and not (request.since or request.until) else None
    return "; ".join(shown for shown in (limits, moment.preference) if shown) or None
