"""Read from a question when the articles that answer it were published, and which days it mentions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.times.days import Days, shifted
from bot.times.grammar import Anchor
from bot.times.limits import REPORTED, SLACK, Limits, is_past_event, limits_of, together
from bot.times.phrases import Phrase, Relation, asked_sentences, phrases
from bot.times.recency import asks_for_newest

A_YEAR = timedelta(days=366)
A_MONTH = timedelta(days=31)  # an article is not said to be of a year

_PUBLISHED = re.compile(
    r"\b(?:published|posted|released|dated|reported|reports?|articles?|story|piece|profile)\b[^.?!;]{0,120}$", re.I
)
_MEASURES = re.compile(
    r"over (?!the weekend|christmas|new year)", re.I
)  # "how much did prices rise over the past year"
_COMPARED = re.compile(r"\b(?:than|compared (?:to|with)|versus|vs\.?|relative to) (?:the )?$", re.I)
_AGO = re.compile(r"(?!from\b).*\bago$", re.I)  # an article's "five years ago" counts from another day
_POSSESSIVE = re.compile(r"^['’]s\b")
_LEFT_OVER = re.compile(r",? (?:and|or)(?=[?.!]?$)", re.I)
_ITS_REPORT = re.compile(r"^(?:'s)?,? (?:[\w'-]+ ){0,2}?(?:report|article|story|piece|edition|profile)\b", re.I)


@dataclass(frozen=True, slots=True)
class Preference:
    """Words for days, the days whose articles come first, and whether the words limit as well."""

    words: str
    days: Days
    limits: bool


@dataclass(frozen=True, slots=True)
class Moment:
    """When the articles that answer a question were published.

    `since` and `until` are the first and last day of publication to look at, None for no limit. `latest`
    asks for an order. `phrase` are the words that limit, `meaning` the days they stand for, `rest` the question without
    them. `mentions` are all days named; `preferred` are days whose articles come first. `happened` is the first day on
    which what is asked about can have happened ("this year's cup"): what was published before cannot tell of it.
    """

    since: date | None
    until: date | None
    latest: bool
    phrase: str | None
    meaning: str | None
    rest: str
    mentions: tuple[Days, ...]
    preferred: tuple[Preference, ...]
    happened: date | None = None

    @property
    def limits(self) -> str | None:
        """Return what to show of the limits: "last week = 2022-06-06 to 2022-06-12"; None if there are none.

        Where other days are searched than the words mean, they are named too: "…, published 2022-06-06 to 2022-06-13".
        """
        return f"{self.phrase} = {self.meaning}" if self.phrase else None

    @property
    def preference(self) -> str | None:
        """Return what to show of the preferred days: "in 2020: articles of 2020-01-01 to 2020-12-31 first"."""
        shown = dict.fromkeys(f"{one.words}: articles of {one.days} first" for one in self.preferred if not one.limits)
        return "; ".join(shown) or None


def when(question: str, now: datetime, newest: date | None = None) -> Moment:
    """Return when the articles that answer a question were published, as its words say at a moment.

    "March 12" is the last such day: up to today, or up to the day of the newest article where that is long past.
    """
    line = " ".join(question.split())
    today = now.date()
    read = phrases(line, today, newest if newest and newest < shifted(today, -A_YEAR) else today)
    limits = {phrase: found for phrase in read if (found := limits_of(phrase, today))}
    both = together(limits.values(), today)
    limiting = tuple(limits) if both and both != Limits() else ()  # "until Monday, of this week and after 2000": any
    return Moment(
        since=both.since if both else None,
        until=both.until if both else None,
        latest=any(map(asks_for_newest, asked_sentences(line))),
        phrase="; ".join(phrase.words for phrase in limiting) or None,
        meaning=_meaning(limiting, both, today) if both and limiting else None,
        rest=_without(line, [phrase for phrase in read if phrase in limiting or _counts_off(phrase)]),
        mentions=tuple(_mention(phrase, today) for phrase in read if phrase.days.first <= today),
        preferred=tuple(
            Preference(phrase.words.removeprefix("the "), days, limits=phrase in limiting)
            for phrase in read
            if (days := _preferred(phrase, today))
        ),
        happened=max((shifted(phrase.days.first, -SLACK) for phrase in read if _is_asked(line, phrase)), default=None),
    )


def _is_asked(line: str, phrase: Phrase) -> bool:
    """Say whether a phrase dates an event that the last sentence asks about, and not one that only leads to it."""
    return is_past_event(phrase) and phrase.end + len(phrase.after) >= len(line)


def _meaning(limiting: Sequence[Phrase], both: Limits, today: date) -> str:
    """Return the days that the phrases stand for, and the days that are searched if these are others."""
    searched = _searched(both)
    if both.since and both.since > shifted(today, SLACK):
        return f"{searched}, which is still to come"
    if any(phrase.relation is not Relation.WITHIN for phrase in limiting):
        return searched
    meant = "; ".join(str(phrase.days) for phrase in limiting)
    return meant if meant == searched else f"{meant}, published {searched}"


def _searched(limits: Limits) -> str:
    if limits.since and limits.until:
        return str(Days(limits.since, limits.until))
    return f"from {limits.since}" if limits.since else f"until {limits.until}"


def _mention(phrase: Phrase, today: date) -> Days:
    return Days(phrase.days.first, today if phrase.relation is Relation.SINCE else phrase.days.last)


def _preferred(phrase: Phrase, today: date) -> Days | None:
    """Return the days whose articles come first: those that an article is said to be of, else those of a fact."""
    days = phrase.days
    if days.first > today:
        return None
    of_a_report = _PUBLISHED.search(phrase.before) or _ITS_REPORT.match(phrase.after)
    if of_a_report and days.last - days.first <= A_MONTH:
        return days
    of_one_day = days.first == days.last
    sure = {Anchor.CALENDAR: True, Anchor.NEAREST: of_one_day, Anchor.NOW: _counts_off(phrase)}[phrase.anchor]
    if not sure or phrase.relation is not Relation.WITHIN or _COMPARED.search(phrase.before):
        return None
    return Days(days.first, shifted(days.last, REPORTED)) if of_one_day else days


def _counts_off(phrase: Phrase) -> bool:
    """Say whether a phrase is one like "five years ago", which an article counts from another day.

    In a comparison ("than a year ago", "up from …") articles write the same.
    """
    return bool(_AGO.match(phrase.words)) and not _COMPARED.search(phrase.before)


def _after_an_event(phrase: Phrase) -> bool:
    """Say whether a phrase belongs to an event that is part of the question: "after Sunday's game"."""
    return phrase.relation is not Relation.WITHIN and bool(_POSSESSIVE.match(phrase.after))


def _without(line: str, taken: Sequence[Phrase]) -> str:
    """Return a line without some phrases, and without the commas and blanks that they leave."""
    for phrase in sorted(taken, key=lambda phrase: -phrase.start):
        if phrase.describes or _MEASURES.match(phrase.words) or _after_an_event(phrase):
            continue
        before, after = line[: phrase.start].rstrip(), _POSSESSIVE.sub("", line[phrase.end :]).lstrip()
        if not before or before.endswith(("?", ".", "!")):
            after = after.removeprefix(",").lstrip()
        line = before + ("" if not before or after[:1] in ("?", ".", ",", "!", ";", ":", "") else " ") + after
    return _LEFT_OVER.sub("", line) if taken else line
