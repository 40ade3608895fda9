"""Decide which phrases of time limit the articles to look at, and to which days of publication.

A day can limit the articles ("what did she say last week") or be part of the fact ("who won the 2020 election"), which
an article of today may tell. A limit comes only from words that
- ask for articles or news of those days: exactly these days;
- give the time of what somebody said ("what did she say about … in October 2020");
- count back from the question ("this week", "since Monday"), unless they compare ("than last week") or look ahead.

What limits has an end. It is wider than the words by a day behind (a paper prints what it hears), by three where a fact
of a single day is asked, by a day before where the clocks of reader and paper can differ ("today"), and by seven days
back for what still runs ("this week"). Limits that only a day to come can meet are kept: nothing is there yet.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.times.days import shifted
from bot.times.grammar import Anchor
from bot.times.phrases import Phrase, Relation
from bot.times.recency import is_present
from bot.times.sayings import is_spoken_of, is_what_was_said, is_when_said, speaks_of_saying

SLACK = timedelta(days=1)
RUNNING = timedelta(days=7)  # "this week" of a Monday means the last days too
REPORTED = timedelta(days=3)  # how long a fact of a day is reported
FARTHEST = timedelta(days=731)  # longer ago is history: "how did prices change in the past ten years"

_HAPPENS = re.compile(
    r"\bhappen(?:s|ed|ing)?\b|\bgo(?:es|ing)? on\b|\btook place\b|\bwhat's new\b|\bnew (?:in|with)\b", re.I
)
_NEWS = r"news(?!-| (?:compan|site|agenc|outlet|publisher|organi|magazin|channel|network|anchor|conferenc|show))"
_ARTICLES = rf"(?:{_NEWS}|headlines|articles|stories|reports|coverage|updates|developments)\b"
_ASKS_FOR_ARTICLES = re.compile(
    r"^(?:please |can you |could you )?(?:(?:show|list|give|find|get|tell|summari[sz]e|what|what's|which|any|are there"
    r"|is there|do you have|the|all|me|us|your|latest|newest|recent|top|new|most|important|main|big|biggest) ){0,6}"
    rf"(?:(?:(?!by\b|in\b|the\b)[\w'-]+ ){{0,2}}(?P<articles>{_ARTICLES})|(?:every|any)thing\b(?! that\b))"
    r"|^what (?:was|were|is|'s|has been) in the (?:news|headlines|papers)\b"
    r"|^what (?:was|were|has been|have|has|did) (?:[\w'-]+ ){0,6}?(?P<wrote>reported|published|written|report|write)\b",
    re.I,
)
_OWN_ARTICLES = re.compile(rf"^ (?:[\w-]+ )?{_ARTICLES}", re.I)
_ITS_NEWS = re.compile(rf"^'s (?:[\w-]+ )?{_ARTICLES}", re.I)
_COMPARES = re.compile(
    r"\b(?:than|compared (?:to|with)|versus|vs\.?|relative to|against|unlike|beat|beats|as|like|to)(?: the)? ?$", re.I
)
_LEADS_AWAY = re.compile(r"(?:from|for|by)\b", re.I)  # "up from last week", "a forecast for this week"
_AHEAD = re.compile(
    r"^will\b|\b(?:(?-i:will)|won't|would|shall|going to|tomorrow|upcoming|scheduled|slated|expected|planning|plans? to"
    r"|forecast|predicted|set to|(?-i:may)|might)\b",
    re.I,
)
_TODAY = re.compile(r"\b(?:today|tonight)\b", re.I)
_NEVER_AHEAD = re.compile(r"\b(?:yesterday|last|past|ago|recent|earlier)\b", re.I)
_QUARTER = re.compile(r"\bquarter\b|\bQ[1-4]\b")
_PERFECT = re.compile(r"\b(?:has|have|had|hasn't|haven't)\b", re.I)


@dataclass(frozen=True, slots=True)
class Limits:
    """The first and the last day of publication to look at; None for no limit."""

    since: date | None = None
    until: date | None = None


def limits_of(phrase: Phrase, today: date) -> Limits | None:
    """Return how a phrase limits the articles, by itself; None if it does not."""
    to_come = phrase.days.first > today and phrase.anchor is not Anchor.CALENDAR
    if to_come or phrase.relation is Relation.AS_OF or is_spoken_of(phrase):
        return None
    if _asks_for_articles(phrase):
        return _exact(phrase, today)
    if (is_when_said(phrase) or _ever_since(phrase)) and not _looks_ahead(phrase):
        return _around(phrase, today)
    if phrase.anchor is Anchor.CALENDAR or phrase.days.first < shifted(today, -FARTHEST) or not _looks_back(phrase):
        return None
    return _around(phrase, today)


def is_past_event(phrase: Phrase) -> bool:
    """Say whether a phrase tells when an event was, counted back from the question: "this year's cup"."""
    of_something = phrase.anchor is Anchor.NOW and phrase.relation is Relation.WITHIN and phrase.after.startswith("'s")
    compared = _COMPARES.search(phrase.before) or speaks_of_saying(phrase.sentence)
    return of_something and not compared and not _looks_ahead(phrase)


def together(found: Iterable[Limits], today: date) -> Limits | None:
    """Return the limits that hold what any of the found hold; "after May 2 and before May 9" is one span.

    What begins somewhere ends with the question's own day, unless it begins later. None if nothing can be within.
    """
    limits = list(found)
    sinces = [limit.since for limit in limits if limit.since]
    untils = [limit.until for limit in limits if limit.until]
    closed = any(limit.since and limit.until for limit in limits)
    since = None if closed and len(sinces) < len(limits) else min(sinces, default=None)
    until = None if closed and len(untils) < len(limits) else max(untils, default=None)
    if since and not until and since <= shifted(today, SLACK):
        until = shifted(today, SLACK)
    return None if since and until and since > until else Limits(since, until)


def _ever_since(phrase: Phrase) -> bool:
    """Say whether a phrase begins what has been said from then on."""
    perfect = _PERFECT.search(phrase.sentence) and speaks_of_saying(phrase.sentence)
    return bool(perfect) and phrase.relation is Relation.SINCE and not phrase.describes


def _looks_back(phrase: Phrase) -> bool:
    """Say whether a phrase counts back from the question to what was reported then."""
    saying = speaks_of_saying(phrase.sentence)
    speaks = saying or bool(_HAPPENS.search(phrase.sentence))
    if phrase.relation in (Relation.BEFORE, Relation.UNTIL):
        return speaks
    if phrase.relation in (Relation.SINCE, Relation.AFTER):
        perfect = phrase.relation is Relation.SINCE and bool(_PERFECT.search(phrase.sentence))
        return speaks or perfect or phrase.anchor is Anchor.NOW
    if phrase.anchor is Anchor.NEAREST:
        return phrase.joined and bool(_HAPPENS.search(phrase.before))
    if _QUARTER.search(phrase.words) and not speaks:
        return False  # of a business
    if phrase.describes and saying:
        return False  # "what did she say about the vote of last week" may have been said later
    if phrase.after.startswith("'s") and (saying or "year" in phrase.words):
        return False  # "what did she say about yesterday's vote" may have been said before it
    if _TODAY.search(phrase.words) and not speaks and is_present(phrase.sentence):
        return False  # "what is it used for today"
    if _COMPARES.search(phrase.before) or (_LEADS_AWAY.match(phrase.words) and not phrase.joined):
        return False
    return bool(_NEVER_AHEAD.search(phrase.words)) or not _looks_ahead(phrase)


def _looks_ahead(phrase: Phrase) -> bool:
    """Say whether a sentence asks for what is to come; "she said it will" does not."""
    ahead = _AHEAD.search(phrase.sentence)
    return bool(ahead and not speaks_of_saying(phrase.sentence[: ahead.start()]))


def _asks_for_articles(phrase: Phrase) -> bool:
    """Say whether a sentence asks for articles or news, and not for "what the Sporting News said"."""
    if _ITS_NEWS.match(phrase.after):
        return True
    asks = _ASKS_FOR_ARTICLES.match(phrase.sentence)
    if not asks or (phrase.describes and not _OWN_ARTICLES.match(phrase.after)):
        return False  # "articles about the 2020 election", but "the 2020 articles"
    noun = asks["articles"] or "articles"
    return noun.islower() or asks.end() == len(noun)


def _exact(phrase: Phrase, today: date) -> Limits:
    """Return the limits where the words speak of the publication itself."""
    if phrase.relation is Relation.BEFORE:
        return Limits(None, shifted(phrase.days.first, -SLACK))
    if phrase.relation is Relation.UNTIL:
        return Limits(None, phrase.days.last)
    if phrase.relation is Relation.WITHIN:
        return _ending(phrase.days.first, phrase.days.last, today)
    return Limits(shifted(phrase.days.last, SLACK) if phrase.relation is Relation.AFTER else phrase.days.first)


def _around(phrase: Phrase, today: date) -> Limits:
    """Return the limits for what was reported of those days."""
    first, last = phrase.days.first, phrase.days.last
    if phrase.relation in (Relation.BEFORE, Relation.UNTIL):
        return _exact(phrase, today)
    if phrase.relation in (Relation.SINCE, Relation.AFTER):
        return Limits(last if phrase.relation is Relation.AFTER else first)
    if first < last and first <= today <= last and not phrase.joined:
        first = min(first, shifted(today, -RUNNING))
    if first == last and phrase.anchor is Anchor.NOW:
        first = shifted(first, -SLACK)
    if is_what_was_said(phrase):
        return Limits(first)  # "did she say that it rained last week" may have been said since
    of_a_day = phrase.days.first == last and not speaks_of_saying(phrase.sentence)
    return _ending(first, shifted(last, REPORTED if of_a_day else SLACK), today)


def _ending(first: date, last: date, today: date) -> Limits:
    """Return limits that end with the question's own day at the latest, unless they begin later."""
    latest = shifted(today, SLACK)
    return Limits(first, last if first > latest else min(last, latest))
