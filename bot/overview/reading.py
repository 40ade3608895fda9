"""Read whether a question asks for an overview, by a small closed set of phrases, and of what."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.times.phrases import phrases
from index import clean_line, is_called

LONGEST = 200  # characters of such a question
MOST_TOPIC_WORDS = 10

_PLEASE = re.compile(
    r"(?:(?:hi|hello|hey|ok|okay|so|and|please|(?:can|could|would|will) you|i want|i'd like)\b[,.!]? )*"
    r"(?:please )?(?:(?:just )?(?:give|show|tell|get|find|read|send)(?: (?:me|us))? )?(?:about )?"
)
_ARTICLES = r"(?:articles?|stories|story|headlines?)"
_NEWS = rf"(?:news(?: {_ARTICLES})?|{_ARTICLES}|updates?|developments?|coverage)"
_NEWEST = r"(?:latest|newest|most recent|recent|new|current|breaking|top|main)"
_ABOUT = r"(?:about|on|regarding|concerning|with|of|from|in|around)"
_TOPIC = rf"(?: {_ABOUT} (?P<topic>.+))?"
_HERE = r"(?: (?:is there|are there|do you have|have you got|you have|here))?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?:(?:what(?:'s| is| are)|whats|what|(?:is there |are there |do you have |got )?any) )?(?:the |some )?"
        rf"(?:{_NEWEST},? )*{_NEWS}{_HERE}{_TOPIC}",
        rf"(?:(?:what(?:'s| is| are)|whats) )?the latest{_TOPIC}",
        rf"latest(?: {_ABOUT} (?P<topic>.+))",
        rf"what(?:'s|s| is)(?: the)? new{_HERE}{_TOPIC}",
        r"what(?:'s| is) in the news",
        rf"(?:which|what|list|list all|all)(?: (?:all|the|of the|your|these|those))*(?: {_NEWEST})? {_NEWS}{_HERE}"
        r"(?: (?:are )?(?:about|on|regarding|concerning|mention|mentioning|from) (?P<topic>.+))?",
        r"list (?:all|everything)(?: (?:about|on) (?P<topic>.+))?",
    )
)
_SUMMARY = tuple(
    re.compile(form)
    for form in (
        rf"(?:summari[sz]e|sum up|recap)(?: (?:all|the|of|your|these|{_NEWEST}))*(?: {_NEWS})?{_TOPIC}",
        r"(?:summari[sz]e|sum up|recap) (?P<topic>.+)",
        rf"(?:an? |the )?(?:short |brief |quick )?(?:summary|overview|round-?up|digest|recap|tl;?dr)"
        rf"(?: (?:of|about|on)(?: (?:all|the|your|these|{_NEWEST}))*(?: {_NEWS})?{_TOPIC}"
        r"| (?:of|about|on) (?P<subject>.+))?",
    )
)
_OF_DAYS = re.compile(r"what(?:'s|s| is| has| was)?(?: all)? ?(?:happened|happening|been happening|going on|reported)")
_BY_SOURCE = re.compile(
    r"what (?:did|does|do|has|have) (?P<name>.{1,60}?) (?:reported|report|written|write|published|publish|printed?)"
)
_THE = re.compile(r"^the ", re.I)
_CLAUSE = re.compile(r"(?:what|who|why|how|when|where|which|whether|if)\b")

Publishers = Callable[[], Sequence[str]]  # the sources of the library's articles; asked for only where one may be named


@dataclass(frozen=True, slots=True)
class Overview:
    """What an overview is asked of: a topic in the question's words, "" for all news.

    `source` published it, if one is named. `summing`: it is asked for as a summary. `dated`: of some days.
    """

    topic: str = ""
    source: str | None = None
    summing: bool = False
    dated: bool = False


def overview_in(question: str, today: date, publishers: Publishers = tuple) -> Overview | None:
    """Return the overview that a question asks for; None if it asks for anything else.

    `publishers` tell whether "the Herald" is a topic or a source.
    """
    line = clean_line(question).replace("’", "'").strip(" .?!").removesuffix(" please").rstrip(",")
    if len(line) > LONGEST:
        return None
    undated = _without_days(line, today)
    polite = _PLEASE.match(undated.lower())
    asked = undated[polite.end() if polite else 0 :]
    if undated != line and _OF_DAYS.fullmatch(asked.lower()):
        return Overview(dated=True)
    for forms, summing in ((_FORMS, False), (_SUMMARY, True)):
        for form in forms:
            if (found := form.fullmatch(asked.lower())) and (made := _overview(asked, found, summing=summing)):
                source = _source(made.topic, publishers)
                return replace(made, topic="" if source else made.topic, source=source, dated=undated != line)
    if (found := _BY_SOURCE.fullmatch(asked.lower())) and (
        source := _source(asked[slice(*found.span("name"))], publishers)
    ):
        return Overview(source=source, dated=undated != line)
    return None


def _overview(asked: str, found: re.Match[str], *, summing: bool) -> Overview | None:
    """Return the overview of the topic that was found; None if that is a question of its own."""
    name = next((name for name in ("topic", "subject") if name in found.re.groupindex and found[name]), None)
    topic = asked[found.start(name) : found.end(name)].strip(" .?!,") if name else ""
    if _CLAUSE.match(topic.lower()) or len(topic.split()) > MOST_TOPIC_WORDS:
        return None
    return Overview(topic, summing=summing)


def _source(name: str, publishers: Publishers) -> str | None:
    """Return the source that is called so, in whole or, as "the Herald", by its last word."""
    bare = _THE.sub("", name)
    if not bare:
        return None
    whole = [source for source in publishers() if _THE.sub("", source).lower() == bare.lower()]
    called = [source for source in publishers() if is_called(source, bare)]
    return whole[0] if whole else called[0] if len(called) == 1 else None


def _without_days(line: str, today: date) -> str:
    """Return a line without its phrases of time, but for those that belong to a noun: "the 2020 election"."""
    for phrase in sorted(phrases(line, today, today), key=lambda one: -one.start):
        if not phrase.describes:
            line = f"{line[: phrase.start].rstrip()} {line[phrase.end :].removeprefix(chr(39) + 's').lstrip()}"
    return line.strip(" ,.?!")
