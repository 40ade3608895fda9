"""What to search for, and where: a request read with its conversation, its dates and its limits."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bot.dialogue.anaphora import unknown_person
from bot.dialogue.followups import search_words, stand_alone
from bot.errors import UsageProblem
from bot.overview.reading import Publishers
from bot.question import Question, understand
from bot.request import Request
from bot.times.moments import Moment, when
from index import DayRange, Scope, clean_line, content_terms, is_called, quoted_phrases, short_names

RECENTLY = timedelta(days=60)
MOST_CALLED = 4  # short names of sources in a question that are looked at
MOST_ASKED = 15  # distinct words that one passage can be asked to hold


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
    happened: date | None = None

    @property
    def period_outside(self) -> str | None:
        """Return the period where nothing of it was found, and passages of other days are shown."""
        published = self.scope.published
        days = self.period or (f"published {published}" if published else None)
        return f"{days} (nothing of that time was found; the passages are of another)" if days else None


def search_of(request: Request, *, newest: str | None, publishers: Publishers = tuple) -> Search:
    """Return what a request asks to be looked for. Raise UsageProblem if it cannot be used.

    Words like "last week" limit only where the question's moment is known and the library holds dated articles;
    `newest` is the date of its newest one. `publishers` tell which source "the Herald" is.
    """
    asked = understand(request.question).text
    alone = clean_line(stand_alone(asked, request.history))
    if not request.articles and (unnamed := unknown_person(alone)):
        raise UsageProblem("Nothing before the question tells who “{}” is; give the name.", unnamed)
    moment = when(alone, request.now or datetime.now(UTC), date.fromisoformat(newest[:10]) if newest else None)
    known = newest is not None and request.now is not None
    question = understand(moment.rest if known and content_terms(moment.rest) else alone)
    phrases = _quoted(alone, request)
    scope = Scope(
        phrases=phrases,
        least_phrases=1 if phrases and _asks_for_one_thing(question) else 0,
        published=_limits(request, moment if known else None),
        source=request.source,
        articles=request.articles,
        preferred=tuple(DayRange(one.days.first, one.days.last) for one in moment.preferred),
        named=_called(question.text, publishers),
        moment=request.now.date() if request.now and _is_of_today(moment, request.now.date()) else None,
    )
    query = " ".join((question.text, *search_words(asked, request.history)))
    return Search(
        asked=asked,
        understood=alone,
        question=question,
        query=query,
        scope=scope,
        latest=moment.latest,
        period=_period(request, moment) if newest else None,
        happened=moment.happened if request.now else None,
    )


def _called(question: str, publishers: Publishers) -> tuple[str, ...]:
    """Return the sources that a question calls by short names that fit no other: "the Herald"."""
    found: list[str] = []
    for span in short_names(question)[:MOST_CALLED]:
        name = span.of(question)
        fitting = [source for source in publishers() if is_called(source, name)]
        found += fitting if len(fitting) == 1 else []
    return tuple(dict.fromkeys(found))


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


def _limits(request: Request, moment: Moment | None) -> DayRange | None:
    """Return the days to look at: what is given beats what the words say."""
    given, said = (request.since, request.until), (moment.since, moment.until) if moment else (None, None)
    since, until = given if any(given) else said
    return DayRange(since, until) if since or until else None


def _period(request: Request, moment: Moment) -> str | None:
    """Return what to show of the days that the words of a question limit to and prefer."""
    limits = moment.limits if request.now and not (request.since or request.until) else None
    return "; ".join(shown for shown in (limits, moment.preference) if shown) or None
