"""What rules for time words are made of: patterns of English, and what a meaning hangs on.

ASCII digits only, and no repetition without a bound: questions come from strangers.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from bot.times.days import Days


class Anchor(Enum):
    """What the meaning of time words hangs on."""

    NOW = "now"  # "yesterday", "last week", "on Tuesday": there is no other reading
    NEAREST = "nearest"  # "March 12", "the 14th": the last such day, if nothing else is meant
    CALENDAR = "calendar"  # "12 March 2021": the same whenever it is asked


Read = Callable[[re.Match[str], date], Days | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern for words, and how they are read; the words are the group of that name, else the whole match."""

    pattern: re.Pattern[str]
    anchor: Anchor
    read: Read


MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
WEEKDAYS = "mon tue wed thu fri sat sun".split()
NUMBERS = "a one two three four five six seven eight nine ten eleven twelve".split()
_VAGUE = {"a": (1, 1), "an": (1, 1), "couple": (2, 3), "few": (2, 7), "several": (3, 10)}  # generous
NTH = "first second third fourth".split()

MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
WEEKDAY = r"(?P<weekday>mon|tues|wednes|thurs|fri|satur|sun)day\b(?: (?:morning|afternoon|evening|night)\b)?"
ITS_WEEKDAY = r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:the )?"
NUMBER = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:(?:-|–| to | and )(?P<end>\d{1,2})(?:st|nd|rd|th)?)?(?![\d:%])"
YEAR = r"\b(?P<year>(?:19|20)\d\d)(?![\w%]|[-–/,.:]\d)"
PART = r"(?:(?:early|mid|late|the (?:start|beginning|middle|end) of)[- ])?"
COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(NUMBERS[1:])}|(?:a )?(?:couple(?: of)?|few)|several|an?)"
CAPITAL = r"(?=(?-i:[A-Z]))"
NO_NAME = r"(?! (?-i:[A-Z]))"  # "Monday Night Football", "the Sunday Times"


def reads(pattern: str, anchor: Anchor) -> Callable[[Read], Rule]:
    """Return a decorator that makes a rule of a way to read a pattern."""
    return lambda read: Rule(re.compile(pattern, re.IGNORECASE | re.ASCII), anchor, read)


def counts(written: str) -> tuple[int, int]:
    """Return the least and the greatest number that a COUNT stands for; ValueError for none at all ("0 days")."""
    word = written.lower().removeprefix("a ").removesuffix(" of")
    if word in _VAGUE:
        return _VAGUE[word]
    exact = int(word) if word.isdecimal() else NUMBERS.index(word)
    if not exact:
        raise ValueError("nothing is counted")
    return exact, exact
