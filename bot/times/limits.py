"""Decide which phrases of time limit the articles to look at, and to which days of publication.

A day can limit the articles ("what did she say last week") or be part of the fact ("who won the 2020 election"), which
an article of today may tell. A limit comes only from words that
- ask for articles or news of those days: exactly these days;
- count back from the question ("this week", "since Monday"), unless they compare ("than last week") or look ahead;
- give the day of what somebody said ("what did she say in October 2020 about …").

An event of a day is reported around it, so the limits are wider than the words: a day on either side (the clocks of
reader and paper differ), seven days back for what still runs ("this week"), and up to the question's own day.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.times.calendar_words import Anchor
from bot.times.phrases import Phrase, Relation
from bot.times.recency import is_present

SLACK = timedelta(days=1)
RUNNING = timedelta(days=7)  # "this week" of a Monday means the last days too
RETOLD = timedelta(days=31)  # how long what was said on a day is news
FARTHEST = timedelta(days=731)  # longer ago is history: "how did prices change in the past ten years"

_SAYS = (
    r"(?:say|says|said|saying|tell|tells|told|announce|announces|announced|claim|claims|claimed|comment|commented|warn"
    r"|warns|warned|respond|responded|reply|replied|declare|declared|stated|promise|promised|vow|vowed|deny|denied"
    r"|admit|admitted|confirm|confirmed|insist|insisted|urge|urged|criticize|criticized|criticise|criticised|condemn"
    r"|condemned|tweet|tweeted|argue|argued|explain|explained|speak|spoke|talk|talked)"
)
_SAYING = re.compile(rf"\b{_SAYS}\b|\bstatement\b", re.I)
_SAYS_THEN = re.compile(rf"\b{_SAYS}(?: back)? $", re.I)
_WHAT_DID = re.compile(rf"^,? (?:what|who|did|how|why)\b[^?]{{1,120}}\b{_SAYS}\b", re.I)
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
_ITS_NEWS = re.compile(rf"^'s (?:[\w-]+ )?{_ARTICLES}", re.I)
_COMPARES = re.compile(
    r"\b(?:than|compared (?:to|with)|versus|vs\.?|relative to|against|unlike|beat|beats|as|like|to)(?: the)? ?$", re.I
)
_LEADS_AWAY = re.compile(r"(?:from|for|by)\b", re.I)  # "up from last week", "a forecast for this week"
_AHEAD = re.compile(
    r"\b(?:will|won't|would|shall|going to|tomorrow|upcoming|scheduled|slated|expected|planning|plans? to"
    r"|forecast|predicted|set to|(?-i:may)|might)\b",
    re.I,
)
_TODAY = re.compile(r"\b(?:today|tonight)\b", re.I)
_NEVER_AHEAD = re.compile(r"\b(?:yesterday|last|past|ago|recent|earlier)\b", re.I)
_PERFECT = re.compile(r"\b(?:has|have|had|hasn't|haven't)\b", re.I)


@dataclass(frozen=True, slots=True)
class Limits:
    """The first and the last day of publication to look at; None for no limit."""

    since: date | None = None
    until: date | None = None


def limits_of(phrase: Phrase, today: date) -> Limits | None:
    """Return how a phrase limits the articles, by itself; None if it does not."""
    if phrase.days.first > today or phrase.relation is Relation.AS_OF:
        return None
    if _asks_for_articles(phrase):
        return _exact(phrase, today)
    if phrase.anchor is Anchor.CALENDAR:
        return _when_said(phrase, today)
    if phrase.days.first < today - FARTHEST or not _looks_back(phrase):
        return None
    return _around(phrase, today)


def is_past_event(phrase: Phrase) -> bool:
    """Say whether a phrase tells when an event was, counted back from the question: "this year's cup"."""
    of_something = phrase.anchor is Anchor.NOW and phrase.relation is Relation.WITHIN and phrase.after.startswith("'s")
    compared = _COMPARES.search(phrase.before) or _SAYING.search(phrase.sentence)
    return of_something and not compared and not _looks_ahead(phrase)


def together(found: Iterable[Limits], today: date) -> Limits | None:
    """Return the limits that hold what any of the found hold; "after May 2 and before May 9" is one span.

    What begins somewhere ends with the question's own day. None if nothing can be within the limits.
    """
    limits = list(found)
    sinces = [limit.since for limit in limits if limit.since]
    untils = [limit.until for limit in limits if limit.until]
    closed = any(limit.since and limit.until for limit in limits)
    open_ended = closed and any(limit.until is None for limit in limits)
    since = min(sinces, default=None)
    until = None if open_ended else max(untils, default=None)
    if since and not until:
        until = today + SLACK
    return None if since and until and since > until else Limits(since, until)


def _looks_back(phrase: Phrase) -> bool:
    """Say whether a phrase counts back from the question to what was reported then."""
    speaks = bool(_SAYING.search(phrase.sentence) or _HAPPENS.search(phrase.sentence))
    if phrase.relation in (Relation.BEFORE, Relation.UNTIL):
        return speaks
    if phrase.relation in (Relation.SINCE, Relation.AFTER):
        perfect = phrase.relation is Relation.SINCE and bool(_PERFECT.search(phrase.sentence))
        return speaks or perfect or phrase.anchor is Anchor.NOW
    if phrase.anchor is Anchor.NEAREST:
        return phrase.joined and bool(_HAPPENS.search(phrase.before) or _is_when_said(phrase))
    if "quarter" in phrase.words and not speaks:
        return False  # of a business
    if phrase.after.startswith("'s") and (_SAYING.search(phrase.sentence) or "year" in phrase.words):
        return False  # "what did she say about yesterday's vote" may have been said before it
    if _TODAY.search(phrase.words) and not speaks and is_present(phrase.sentence):
        return False  # "what is it used for today"
    if _COMPARES.search(phrase.before) or (_LEADS_AWAY.match(phrase.words) and not phrase.joined):
        return False
    return bool(_NEVER_AHEAD.search(phrase.words)) or not _looks_ahead(phrase)


def _looks_ahead(phrase: Phrase) -> bool:
    """Say whether a sentence asks for what is to come; "she said it will" does not."""
    ahead, saying = _AHEAD.search(phrase.sentence), _SAYING.search(phrase.sentence)
    return bool(ahead) and not (saying and ahead and saying.start() < ahead.start())


def _asks_for_articles(phrase: Phrase) -> bool:
    """Say whether a sentence asks for articles or news, and not for "what the Sporting News said"."""
    if _ITS_NEWS.match(phrase.after):
        return True
    asks = _ASKS_FOR_ARTICLES.match(phrase.sentence)
    if not asks:
        return False
    noun = asks["articles"] or "articles"
    return noun.islower() or asks.end() == len(noun)


def _exact(phrase: Phrase, today: date) -> Limits:
    """Return the limits where the words speak of the publication itself."""
    if phrase.relation is Relation.BEFORE:
        return Limits(None, phrase.days.first - SLACK)
    if phrase.relation is Relation.UNTIL:
        return Limits(None, phrase.days.last)
    if phrase.relation is Relation.WITHIN:
        return Limits(phrase.days.first, min(phrase.days.last, today + SLACK))
    return Limits(phrase.days.last + SLACK if phrase.relation is Relation.AFTER else phrase.days.first)


def _when_said(phrase: Phrase, today: date) -> Limits | None:
    """Return the limits where a day of the calendar is the day of what somebody said."""
    if phrase.describes:
        return None  # "the 2020 election"
    perfect = _PERFECT.search(phrase.sentence) and _SAYING.search(phrase.sentence)
    ever_since = perfect and phrase.relation is Relation.SINCE
    return _around(phrase, today) if ever_since or _is_when_said(phrase) else None


def _is_when_said(phrase: Phrase) -> bool:
    """Say whether a phrase belongs to the saying: "did she say in May about", "In May 2020, what did she say"."""
    opens = not phrase.before and _WHAT_DID.match(phrase.after)
    return bool(opens or _SAYS_THEN.search(phrase.before))


def _around(phrase: Phrase, today: date) -> Limits:
    """Return the limits for what was reported of those days."""
    first, last = phrase.days.first, phrase.days.last
    if phrase.relation is Relation.BEFORE:
        return Limits(None, first)
    if phrase.relation is Relation.UNTIL:
        return Limits(None, last + SLACK)
    since = last if phrase.relation is Relation.AFTER else first - SLACK
    if last > first and last >= today:
        since = min(since, today - RUNNING)
    dated = phrase.anchor is not Anchor.NOW and phrase.relation is Relation.WITHIN
    return Limits(since, min(last + RETOLD, today + SLACK) if dated else None)
