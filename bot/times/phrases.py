"""Find the phrases of time in a question: days, how they bound ("since", "before"), and the sentence around them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from bot.times.days import Days
from bot.times.grammar import Anchor
from bot.times.time_words import TimeWords, time_words


class Relation(Enum):
    """How a phrase bounds the time it speaks of."""

    WITHIN = "within"
    SINCE = "from"
    AFTER = "after"
    BEFORE = "before"
    UNTIL = "until"
    AS_OF = "as of"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of time, with its place in the line and the rest of its sentence on both sides.

    `start` and `end` take in the preposition, and the event of "since the summit of the 14th". `joined` says that
    the days run from one named day to another, `describes` that they belong to a noun ("the 2020 election", "the
    election of 2020").
    """

    start: int
    end: int
    words: str
    days: Days
    anchor: Anchor
    relation: Relation
    before: str
    after: str
    joined: bool
    describes: bool

    @property
    def sentence(self) -> str:
        """Return the sentence without the phrase."""
        return f"{self.before} … {self.after}"


MOST = 12  # phrases that are looked at; each costs a look at its whole sentence

_APOSTROPHES = str.maketrans("’‘ʼ", "'''")
_QUOTED = re.compile(r"[“”\"][^“”\"]{1,300}[“”\"]|(?<!\w)'(?!\d{4}-)[^']{1,200}'(?!\w)")
_SENTENCE_ENDS = re.compile(r"(?<=[?!]) |(?<=[a-z]{4}\.) (?=[A-Z“\"])")
_BETWEEN = re.compile(r"\b(?:between|from|starting) (?:the )?$", re.I)
_AND = re.compile(r"(?: (?:and|to|until|till|through|up to) |-| ?– ?)(?:the )?", re.I)
_LEAD = re.compile(
    r"(?:^|(?<=\W))(?:(?P<word>since|starting|after|following|before|prior to|earlier than|until|till|up to|as of|as at"
    r"|between|from|on|in|at|by|over|during|within|throughout|for|of) )?(?:the )?$",
    re.I,
)
_EVENT = re.compile(  # "since the summit of the 14th"
    r"\b(?P<word>since|after|following|before|until|till) (?:the|a|an|his|her|its|their|that|this) "
    r"(?:[\w'-]+ ){1,3}?(?:(?:of|on|in|from|at) )?(?:the )?$",
    re.I,
)
_THE = re.compile(r"\b(?:the|a|an|his|her|its|their) $", re.I)
_NOUN_FOLLOWS = re.compile(
    r" (?!about|on|in|at|of|to|for|by|with|from|did|do|does|was|were|has|have|and|or|over)\w", re.I
)
_OF_A_NOUN = re.compile(  # "the election of 2020", but not "the articles of 2020"
    r"\b(?!(?:news|headlines|articles?|stories|story|reports?|coverage|updates?|developments|statements?|remarks|comments"
    r"|editions?|issues?)\b)[\w'-]{1,40} of (?:the )?$",
    re.I,
)
_RELATIONS = {
    "since": Relation.SINCE,
    "starting": Relation.SINCE,
    "after": Relation.AFTER,
    "following": Relation.AFTER,
    "before": Relation.BEFORE,
    "prior to": Relation.BEFORE,
    "earlier than": Relation.BEFORE,
    "until": Relation.UNTIL,
    "till": Relation.UNTIL,
    "up to": Relation.UNTIL,
    "as of": Relation.AS_OF,
    "as at": Relation.AS_OF,
}
_ONWARDS = re.compile(r" (?:on|onwards?)\b(?! the\b)", re.I)


def phrases(line: str, today: date, newest: date | None = None) -> tuple[Phrase, ...]:
    """Return the first phrases of time outside quotation marks, in their order. The line has single blanks.

    Days without a year are the last ones up to `newest`.
    """
    plain = unquoted(line)
    if plain.isupper() and len(plain.lower()) == len(plain):
        plain = plain.lower()
    borders = [0, *(match.end() for match in _SENTENCE_ENDS.finditer(plain)), len(plain)]
    found = []
    for words, joined in _joined(plain, time_words(plain, today, newest)[:MOST]):
        start = max(border for border in borders if border <= words.start)
        end = min(border for border in borders if border >= words.end)
        found.append(_phrase(line, plain[:end], start, words, joined))
    return tuple(found)


def asked_sentences(line: str) -> list[str]:
    """Return the sentences of a line, without what stands in quotation marks."""
    return _SENTENCE_ENDS.split(unquoted(line))


def unquoted(line: str) -> str:
    """Return a line with straight apostrophes and with blanks for what it quotes, unless it quotes all."""
    plain = line.translate(_APOSTROPHES)
    without = _QUOTED.sub(lambda quoted: "_" * len(quoted[0]), plain)
    return without if without.strip("_ .?!") else plain


def _phrase(line: str, plain: str, sentence: int, words: TimeWords, joined: bool) -> Phrase:
    """Return a phrase with its preposition; `plain` ends where the sentence that begins at `sentence` does."""
    near = max(sentence, words.start - 80)
    lead = _BETWEEN.search(plain, near, words.start) if joined else _lead(plain, near, words)
    word = (lead["word"] or "").lower() if lead and not joined else ""
    relation = _RELATIONS.get(word, Relation.WITHIN)
    start, end = lead.start() if lead else words.start, words.end
    if word == "from" and (onwards := _ONWARDS.match(plain, end)):
        relation, end = Relation.SINCE, onwards.end()
    before = plain[sentence:start]
    describes = not joined and bool(
        (_THE.search(plain, near, words.start) and _NOUN_FOLLOWS.match(plain, end))
        or (word == "of" and _OF_A_NOUN.search(plain, near, words.start))
    )
    return Phrase(
        start, end, line[start:end].strip(), words.days, words.anchor, relation, before, plain[end:], joined, describes
    )


def _lead(plain: str, near: int, words: TimeWords) -> re.Match[str] | None:
    """Return what leads to the words: a preposition, or one with an event ("since the summit of")."""
    event, direct = _EVENT.search(plain, near, words.start), _LEAD.search(plain, near, words.start)
    if event and words.anchor is Anchor.CALENDAR and event["word"].lower() != "since":
        event = None  # "after the report of May 2, 2021, did she": the order of two facts
    return direct if direct and (direct["word"] or "").lower() in _RELATIONS else event or direct


def _joined(plain: str, found: tuple[TimeWords, ...]) -> Iterator[tuple[TimeWords, bool]]:
    """Yield the words one by one, "between May 2 and May 9" as one."""
    place = 0
    while place < len(found):
        words = found[place]
        both = _span(plain, words, found[place + 1]) if place + 1 < len(found) else None
        yield (both, True) if both else (words, False)
        place += 2 if both else 1


def _span(plain: str, opening: TimeWords, closing: TimeWords) -> TimeWords | None:
    """Return the time from one to the other, if the words between say so."""
    if not _AND.fullmatch(plain, opening.end, closing.start) or not _BETWEEN.search(
        plain, max(0, opening.start - 20), opening.start
    ):
        return None
    first, last = opening.days.first, closing.days.last
    if opening.anchor is Anchor.NEAREST and closing.anchor is not Anchor.NOW:
        first = _in_year(first, last.year if first.replace(year=2000) <= last.replace(year=2000) else last.year - 1)
    if first > last:
        return None
    return replace(opening, end=closing.end, days=Days(first, last), anchor=closing.anchor)


def _in_year(moment: date, year: int) -> date:
    return date(year, moment.month, min(moment.day, 28) if moment.month == 2 else moment.day)
