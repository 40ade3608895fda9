"""What to search for, and where: a request read with its conversation, its dates and its limits."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bot.dialogue.followups import search_words, stand_alone
from bot.question import Question, understand
from bot.request import Request
from bot.times.moments import Moment, when
from index import Days, Scope, clean_line, content_terms, quoted_phrases

RECENTLY = timedelta(days=60)
MOST_ASKED = 15  # distinct words that one passage can be asked to hold


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
    question = understand(text)
    phrases = _quoted(alone, request)
    scope = Scope(
        phrases=phrases,
        least_phrases=1 if phrases and _asks_for_one_thing(question) else 0,
        published=_days(request, since, until),
        source=request.source,
        articles=request.articles,
        preferred=tuple(Days(days.first, days.last) for days in moment.mentions if days.published),
        moment=request.now.date() if request.now and _is_of_today(moment, request.now.date()) else None,
    )
    query = " ".join((text, *search_words(asked, request.history)))
    return Search(asked, alone, question, query, scope, moment.latest, moment.understood if bounded else None)


def _quoted(alone: str, request: Request) -> tuple[str, ...]:
    """Return the phrases that a person put in quotation marks, now or before; a title that was filled in is none."""
    typed = (request.question, *(turn.text for turn in request.history if turn.role == "user"))
    own = {phrase for text in typed for phrase in quoted_phrases(clean_line(text))}
    return tuple(phrase for phrase in quoted_phrases(alone) if phrase in own)


def _asks_for_one_thing(question: Question) -> bool:
    """Say whether one passage can hold all that is asked: of the parts of a long question only some are quoted."""
    return len(question.topic) <= MOST_ASKED


def _is_of_today(moment: Moment, today: date) -> bool:
    """Say whether a question could be about recent news: it names no day that is long past."""
    return all(days.last >= today - RECENTLY for days in moment.mentions)


def _days(request: Request, since: date | None, until: date | None) -> Days | None:
    """Return the days to look at: what is given beats what the words say."""
    if request.since or request.until:
        since, until = request.since, request.until
    return Days(since, until) if since or until else None
