"""Read from a question when the articles that answer it were published, and which days it mentions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.times.limits import SLACK, is_past_event, limits_of, together
from bot.times.phrases import Phrase, Relation, asked_sentences, phrases
from bot.times.recency import asks_for_first, asks_for_newest

A_MONTH = timedelta(days=31)  # an article is not said to be of a year

_PUBLISHED = re.compile(
    r"\b(?:published|posted|released|dated|reported|reports?|articles?|story|piece|profile)\b[^.?!;]{0,120}$", re.I
)
_MEASURES = re.compile(r"over (?!the weekend)", re.I)  # "how much did prices rise over the past year"
_POSSESSIVE = re.compile(r"^['’]s\b")
_LEFT_OVER = re.compile(r",? (?:and|or)(?=[?.!]?$)", re.I)
_ITS_REPORT = re.compile(r"^(?:'s)?,? (?:[\w'-]+ ){0,2}?(?:report|article|story|piece|edition|profile)\b", re.I)


@dataclass(frozen=True, slots=True)
class DateRange:
    """Days that a question mentions, both ends included; `published` where an article is said to be of them."""

    first: date
    last: date
    published: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """When the articles that answer a question were published.

    `since` and `until` are the first and last day of publication to look at, None for no limit. `latest` and `oldest`
    ask for an order. `phrase` are the words that limit, `meaning` the days they stand for, `rest` the question without
    them. `mentions` are all days named, for an order to prefer. `happened` is the first day on which what is asked
    about can have happened ("this year's cup"): what was published before cannot tell of it.
    """

    since: date | None
    until: date | None
    latest: bool
    oldest: bool
    phrase: str | None
    meaning: str | None
    rest: str
    mentions: tuple[DateRange, ...]
    happened: date | None = None

    @property
    def understood(self) -> str | None:
        """Return what to show of it: "last week = 2022-06-06 to 2022-06-12"; None if it limits nothing."""
        return f"{self.phrase} = {self.meaning}" if self.phrase else None


def when(question: str, now: datetime) -> Moment:
    """Return when the articles that answer a question were published, as its words say at a moment."""
    line = " ".join(question.split())
    today = now.date()
    read = phrases(line, today)
    limits = {phrase: found for phrase in read if (found := limits_of(phrase, today))}
    both = together(limits.values(), today)
    limiting = tuple(limits) if both else ()
    asked = asked_sentences(line)
    oldest = any(map(asks_for_first, asked))
    return Moment(
        since=both.since if both else None,
        until=both.until if both else None,
        latest=not oldest and any(map(asks_for_newest, asked)),
        oldest=oldest,
        phrase="; ".join(phrase.words for phrase in limiting) or None,
        meaning="; ".join(map(_meaning, limiting)) or None,
        rest=_without(line, limiting),
        mentions=tuple(_mention(phrase, today) for phrase in read if phrase.days.first <= today),
        happened=max((phrase.days.first - SLACK for phrase in read if _is_asked(line, phrase)), default=None),
    )


def _is_asked(line: str, phrase: Phrase) -> bool:
    """Say whether a phrase dates an event that the last sentence asks about, and not one that only leads to it."""
    return is_past_event(phrase) and phrase.end + len(phrase.after) >= len(line)


def _meaning(phrase: Phrase) -> str:
    """Return the days that a phrase stands for, as people read them."""
    if phrase.relation in (Relation.WITHIN, Relation.AS_OF):
        return str(phrase.days)
    ends = phrase.relation in (Relation.AFTER, Relation.UNTIL)
    return f"{phrase.relation.value} {phrase.days.last if ends else phrase.days.first}"


def _mention(phrase: Phrase, today: date) -> DateRange:
    last = today if phrase.relation is Relation.SINCE else phrase.days.last
    published = _PUBLISHED.search(phrase.before) or _ITS_REPORT.match(phrase.after)
    return DateRange(phrase.days.first, last, bool(published) and last - phrase.days.first <= A_MONTH)


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
