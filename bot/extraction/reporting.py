"""Reports: what to show where a question asks for nothing but what happened on a day, or what a source reported."""

import re
from collections.abc import Iterable, Sequence

from bot.extraction.candidates import Candidate, candidates
from bot.extraction.named_days import Day, days
from bot.extraction.named_sources import Mention, matter
from bot.extraction.sought import FRAME
from bot.times.publication import moment_of
from index import Hit, Key, content_terms

MOST_REPORTS = 5
_FRAME = FRAME | frozenset(
    """
    write writes wrote written news publish published print printed day date take took place event events occur
    latest newest recent update updates headline headlines development developments
    """.split()
)
_ASKS = re.compile(r"\W*(?:what|which|anything|everything|tell|show|list|any)\b", re.IGNORECASE)


def reports(question: str, named: Sequence[Mention], hits: Iterable[Hit], *, latest: bool = False) -> list[Candidate]:
    """Return the sentences that tell of the day asked about, then what articles of the day or source begin with.

    With `latest`, the newest articles come first. None if the question looks for anything else.
    """
    asked = [day for day in days(question) if day.month and day.day]
    if not (asked or named or latest) or not _ASKS.match(question) or _looks_for_more(question, named):
        return []
    sources = {mention.source for mention in named}
    found = [one for one in candidates(hits, question) if not sources or one.hit.article.source in sources]
    telling = [one for one in found if any(_is_of(day, days(one.text)) for day in asked)]
    of_day = [one for one in found if not asked or _is_published(one, asked)]
    openings = _openings(of_day)
    if latest:
        openings.sort(key=lambda one: moment_of(one.hit.article.published), reverse=True)
    return list({id(one): one for one in (*telling, *openings)}.values())[:MOST_REPORTS]


def _looks_for_more(question: str, named: Sequence[Mention]) -> bool:
    """Say whether a question has words that are neither its frame nor a day nor a source."""
    left = question
    for day in reversed(days(question)):
        left = left[: day.span.start] + "_" * (day.span.end - day.span.start) + left[day.span.end :]
    return any(term.word.lower() not in _FRAME for term in content_terms(matter(left, named).replace("_", " ")))


def _openings(found: Iterable[Candidate]) -> list[Candidate]:
    """Return the first of the sentences of each article, in the order of the articles."""
    first: dict[Key, Candidate] = {}
    for one in found:
        held = first.setdefault(one.hit.article.key, one)
        if one.span.start < held.span.start:
            first[one.hit.article.key] = one
    return list(first.values())


def _is_published(one: Candidate, asked: Iterable[Day]) -> bool:
    published = days((one.hit.article.published or "")[:10])
    return any(_is_of(day, published) for day in asked)


def _is_of(day: Day, told: Iterable[Day]) -> bool:
    """Say whether a day that is told is the one asked for, as far as both name it."""
    return any(day.month == other.month and day.day == other.day and not day.excludes(other) for other in told)
