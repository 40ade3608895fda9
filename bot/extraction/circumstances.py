"""Circumstances: what sets one figure in another time, place or part than another. Rather too much than too little."""

import re
from dataclasses import dataclass
from datetime import date

from bot.extraction.candidates import Candidate
from bot.extraction.named_days import Day, days
from bot.extraction.names import names
from bot.extraction.predicates import governing, told
from index import Span, content_terms, is_function_word, stem, stems_in

LONGEST_APART = 31  # days between two reports that count the same thing
A_WEEK = 7
MOST_COMPLEMENT = 4  # words
_SAYS = (
    r"(?:said|says?|told|wrote|writes?|announced|reported|added|counted|found|estimates?|estimated|confirmed|argued"
    r"|believes?|expects?|showed)"
)
_ATTRIBUTIONS = [
    re.compile(pattern)
    for pattern in (
        rf",\s+[^,;]{{0,80}}?\b{_SAYS}\b[^,;]*(?=[.,;]?$|[,;])",
        rf"^[^,;]{{1,80}}?\b{_SAYS}(?:\s+(?:on\s+)?\w+day)?\s+(?:that\s+)?",
        r"\b[Aa]ccording to [^,;.]+",
        r",\s+[^,;]{1,60}?\bdecided\b[^,;]*(?=[.,;]?$)",
    )
]
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
# Words for a time that is reckoned from another one, or for a span of which a number is told.
_PERIOD = re.compile(
    r"\b(?:(?:last|this|next|previous|past|coming|first|second|third|fourth|final|each|every|current|same)"
    r" (?:\w+ )?(?:weeks?|months?|quarter|half|halves|seasons?|years?|days?|hours?|decades?|term|night|time"
    r"|leg|round|set|period|game|match|trial|visit)"
    r"|so far|since|year-on-year|annual\w*|monthly|weekly|daily|yearly|a year (?:ago|earlier|before)|by the end"
    r"|to date|in (?:all|total)|overall|originally|initially|at first|previously|(?:per|for an?|an?|over|in|within)"
    r" (?:hour|day|week|month|year|season|person|head|unit|night|game|match)(?! (?:after|before|later|earlier|ago)))\b",
    re.IGNORECASE,
)
_ONE_OF_SEVERAL = re.compile(
    r"\b(?:another|other|separate|second|third|similar|earlier|again|anew|only|including"
    r"|of (?:them|whom|which|those)|among|net|gross|before tax|after tax|officially|formally"
    r"|to the public|to traffic|for the first time|each|wing|section|half|phase|stage|part|branch|remaining"
    r"|further|additional|extra|average|median|combined)\b",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"\b(new|newest|old|oldest|former|original|latest|current|upper|lower|\w+ern)\s+(\w+)", re.IGNORECASE
)
_PLANNED = re.compile(
    r"\b(?:will|would|should|shall|could|may|might|must|expect\w*|plan(?:s|ned)?|intend\w*|hop(?:e|es|ed)|aim\w*|budgeted"
    r"|forecast\w*|predict\w*|due to|is to|are to|was to|were to|meant to|set to|propos\w+|target\w*|scheduled|want\w*"
    r"|promis\w+|need(?:s|ed)?|requir\w+|able to|can|ask(?:s|ed)? for|demand\w*|seek\w*|sought)\b",
    re.IGNORECASE,
)
_THAN_PLANNED = re.compile(r"\bthan (?:\w+ )?(?:planned|expected|budgeted|forecast|hoped)\b", re.IGNORECASE)
# What is only a part of what is asked: "the roof of the school"; and by what, or while what, it was so.
_NARROW = re.compile(
    r"(?:\W+(?!and\b|but\b)\w+){0,4}?\s(?:for(?!\s\w+ing\b)|on|to|as|among|of|between|from|against|over)\s"
)
_HEAD = re.compile(r"\b(?:the|a|an|its|in|of|from)\s+(?:\w+\s+)?(\w+)\s+of\s+((?:\w+\s+){0,2}\w+)", re.IGNORECASE)
_OF = re.compile(r"\b(\w+)\s+of\s+(?!the\b|an?\b)([a-z]+)\b")
_GENERIC = frozenset(
    """
    city town village island state county country ship ferry number total company firm family people sum height
    length lead majority figure toll lives life night day morning evening year month autumn spring summer winter week
    """.split()
)
_MANNER = re.compile(
    r"\b(?:by|as|with|during|via|through|throughout|inside|outside|besides|excluding|counting|without|within)\s+"
    r"(?:the\s+|an?\s+|its\s+|his\s+|her\s+|their\s+)?((?-i:[a-z])\w*)",
    re.IGNORECASE,
)
_CLAUSE_ENDS = re.compile(r"[,;:()—–]")
_COMPLEMENT = re.compile(
    r"(?:\W+(?!and\b|but\b)\w+){0,4}?\s(?:for|to|in|on|of|among|from|at|by|against|with|under|between|through|because)\s"
)
_PLACED = re.compile(r"\b(?:in|at|near|from|against|on|outside|across|to|for|with|over|of)\s+(?:the\s+|all of\s+)?$")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a sentence sets its figure in."""

    one: Candidate
    words: str  # without who says so
    clause: str  # around the figure
    opening: str  # of the sentence up to the end of the clause
    complement: frozenset[str]  # the stems of what stands behind the figure in it: "for lorries"
    narrow: bool  # it says of what, and not only where or when
    days: tuple[Day, ...]
    around: frozenset[str]


def circumstances(one: Candidate, figure: Span) -> Circumstances:
    """Return what a sentence sets a figure of its own in."""
    words = without_attribution(one.text)
    around = set(stems_in(f"{one.hit.article.title} {one.hit.passage.text}"))
    own = figure.of(one.text)
    of = governing(one.text, figure)
    dated = [day for day in days(words) if day.span.of(words) != own and governing(words, day.span) == of]
    begin = max((match.end() for match in _CLAUSE_ENDS.finditer(one.text, 0, figure.start)), default=0)
    closes = _CLAUSE_ENDS.search(one.text, figure.end)
    clause = one.text[begin : closes.start() if closes else len(one.text)]
    return Circumstances(
        one=one,
        words=words,
        clause=clause,
        opening=one.text[: begin + len(clause)],
        complement=_complement(clause[figure.end - begin :]),
        narrow=_NARROW.match(clause[figure.end - begin :]) is not None,
        days=tuple(dated),
        around=frozenset(around),
    )


def _complement(behind: str) -> frozenset[str]:
    """Return the stems of the first words of content behind a preposition that soon follows."""
    found = _COMPLEMENT.match(behind)
    dated = [day.span for day in days(behind)]
    words = [
        term.stem
        for term in content_terms(behind)
        if found and term.start >= found.end() and term.word.lower() not in _GENERIC
        if not any(span.start <= term.start < span.end for span in dated)
    ]
    return frozenset(words[:MOST_COMPLEMENT])


def days_apart(one: Candidate, other: Candidate) -> int:
    """Return the days between two articles; none if one is undated."""
    published, its = _published(one), _published(other)
    return abs((published - its).days) if published and its else 0


def _published(one: Candidate) -> date | None:
    stated = (one.hit.article.published or "")[:10]
    return date.fromisoformat(stated) if re.fullmatch(r"\d{4}-\d\d-\d\d", stated) else None


def without_attribution(text: str) -> str:
    """Return a sentence without who says so, and when."""
    for pattern in _ATTRIBUTIONS:
        text = pattern.sub(" ", text)
    return text


def can_be_one(one: Circumstances, other: Circumstances, asked: frozenset[str], *, counted: bool) -> bool:
    """Say whether nothing sets two figures apart; `asked` are the stems of the question, `counted`: it is no day."""
    if counted and (_adds(one, other, asked) or _adds(other, one, asked)):
        return False
    return (
        _are_told_alike(one, other, asked)
        and _are_of_one_time(one, other, counted=counted)
        and _are_of_one_place(one, other, asked, counted=counted)
    )


def _adds(one: Circumstances, other: Circumstances, asked: frozenset[str]) -> bool:
    """Say whether what stands behind a figure tells it apart from one behind which nothing or something else stands."""
    own = one.complement - asked
    known = set(stems_in(other.one.text))
    return bool(own) and own.isdisjoint(known) and (one.narrow or bool(other.complement - asked))


def _are_told_alike(one: Circumstances, other: Circumstances, asked: frozenset[str]) -> bool:
    """Say whether both or neither are of a part, and planned or done."""
    planned = [bool(_PLANNED.search(_THAN_PLANNED.sub(" ", each.words))) for each in (one, other)]
    parts = [{word.lower() for word in _ONE_OF_SEVERAL.findall(each.opening)} for each in (one, other)]
    kinds = [
        {(kind.lower(), stem(word)) for kind, word in _KIND.findall(each.words) if stem(word) in asked}
        for each in (one, other)
    ]
    if planned[0] != planned[1] or parts[0] != parts[1] or kinds[0] != kinds[1]:
        return False
    return not (_restricts(one, other, asked) or _restricts(other, one, asked))


def _restricts(one: Circumstances, other: Circumstances, asked: frozenset[str]) -> bool:
    """Say whether a sentence tells only of a part, or of one way, of which the other says nothing."""
    heads = [
        word for word, of in _HEAD.findall(one.words) if not asked.isdisjoint(term.stem for term in content_terms(of))
    ]
    ways = [word for word in _MANNER.findall(one.clause) if not is_function_word(word)]
    known = asked | set(stems_in(other.one.text))
    parts = [word for of, word in _OF.findall(one.words) if stem(of) in asked and not is_function_word(of)]
    found = (*heads, *ways, *parts)
    return any(stem(word) not in known and word.lower() not in _GENERIC and not told(word) for word in found)


def _are_of_one_time(one: Circumstances, other: Circumstances, *, counted: bool) -> bool:
    periods = [{words.lower() for words in _PERIOD.findall(each.words)} for each in (one, other)]
    weekdays = [set(_WEEKDAY.findall(each.words)) for each in (one, other)]
    apart = days_apart(one.one, other.one)
    if periods[0] != periods[1] or (all(weekdays) and (weekdays[0].isdisjoint(weekdays[1]) or apart >= A_WEEK)):
        return False
    if not counted:
        return True
    if any(day.excludes(another) for day in one.days for another in other.days):
        return False
    years = [{day.year for day in each.days if day.year} for each in (one, other)]
    if years[0] != years[1] and not all(_is_current(each, own) for each, own in zip((one, other), years, strict=True)):
        return False
    if apart > LONGEST_APART:
        shared = {day.span.of(one.words) for day in one.days} & {day.span.of(other.words) for day in other.days}
        return bool(shared)
    return True


def _is_current(each: Circumstances, years: set[int]) -> bool:
    """Say whether a sentence names no year but that of its article."""
    published = _published(each.one)
    return not years or (published is not None and years == {published.year})


def _are_of_one_place(one: Circumstances, other: Circumstances, asked: frozenset[str], *, counted: bool) -> bool:
    """Say whether neither names what the other article does not; one alone may name who, but not where."""
    own, its = _own_names(one, other, asked), _own_names(other, one, asked)
    if own and its:
        return False
    return not counted or not any(placed for _, placed in (*own, *its))


def _own_names(one: Circumstances, other: Circumstances, asked: frozenset[str]) -> list[tuple[str, bool]]:
    """Return the names that neither the question nor the other article holds, and whether they are of a place."""
    found: list[tuple[str, bool]] = []
    for span in names(one.words):
        stems = {term.stem for term in content_terms(span.of(one.words))}
        if stems and stems.isdisjoint(asked | other.around):
            found.append((span.of(one.words), bool(_PLACED.search(one.words, max(0, span.start - 20), span.start))))
    return found
